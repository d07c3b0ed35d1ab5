//! The fan of a forecast, and what its growth is made of.

use kervan_chart::{
    Decomposition, DecompositionWords, Driver, Fan, FanBand, FanWords, FanYear, Interval, Level,
    Limit,
};

use crate::forecast::Forecast;
use crate::study::Study;

const MT: f64 = 1e-6;
/// Drivers that are drawn by themselves.
const DRAWN: usize = 9;

/// Published years, then the bands of 50, 80 and 95 %.
pub(super) fn fan(study: &Study, forecast: &Forecast) -> Fan {
    let observed: Vec<(f64, f64)> = forecast
        .history
        .iter()
        .filter(|row| row.is_headline)
        .map(|row| (row.year as f64, row.value * MT))
        .collect();
    let (year, value) = (forecast.last.0 as f64, forecast.last.1 * MT);
    // The fan opens where what is known ends.
    let mut expected = vec![FanYear {
        year,
        median: value,
        bands: vec![
            FanBand {
                low: value,
                high: value
            };
            3
        ],
    }];
    expected.extend(forecast.years.iter().map(|row| {
        FanYear {
            year: row.year as f64,
            median: row.median_t * MT,
            bands: row
                .bands_t
                .iter()
                .map(|[low, high]| FanBand {
                    low: low * MT,
                    high: high * MT,
                })
                .collect(),
        }
    }));
    let last = forecast.years.last();
    let title = last.map_or("Nothing is forecast".to_owned(), |row| {
        format!(
            "As likely as not {:.1} Mt or more in {}; eight in ten between {:.1} and {:.1}",
            row.median_t * MT,
            row.year,
            row.bands_t[1][0] * MT,
            row.bands_t[1][1] * MT
        )
    });
    let ceiling = last.and_then(|row| row.ceiling_t).map(|tonnes| Limit {
        value: tonnes * MT,
        name: format!("ceiling, {:.1} Mt", tonnes * MT),
    });
    Fan {
        heading: study.heading(
            title,
            format!(
                "Goods carried, {}, and futures below what the corridor can carry",
                forecast.scope
            ),
            &forecast.run,
        ),
        words: FanWords {
            value: "goods carried, Mt a year".to_owned(),
            year: String::new(),
            observed: "published".to_owned(),
            median: "median of the futures".to_owned(),
            bands: ["50 %", "80 %", "95 %"].map(str::to_owned).into(),
        },
        observed,
        expected,
        target: forecast.target_t.map(|tonnes| Limit {
            value: tonnes * MT,
            name: format!("{:.0} Mt aimed at", tonnes * MT),
        }),
        ceiling,
    }
}

/// From the base year to the median of the last year, driver by driver.
pub(super) fn growth(study: &Study, forecast: &Forecast) -> Decomposition {
    let base: f64 = forecast.drivers.iter().map(|row| row.base_t).sum();
    let mut drivers: Vec<(String, f64)> = forecast
        .drivers
        .iter()
        .map(|row| (row.driver.clone(), row.points * base * MT))
        .collect();
    drivers.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
    let rest = drivers.split_off(drivers.len().min(DRAWN));
    if !rest.is_empty() {
        let sum = rest.iter().map(|(_, adds)| adds).sum();
        drivers.push((format!("{} smaller ones", rest.len()), sum));
    }
    let added: f64 = drivers.iter().map(|(_, adds)| adds).sum();
    let year = forecast.drivers.first().map_or(0, |row| row.year);
    let first = study.corridor().base_year;
    let largest = drivers
        .first()
        .map_or("nothing", |(name, _)| name.as_str())
        .to_owned();
    Decomposition {
        heading: study.heading(
            format!(
                "{:+.1} Mt by {year} in the median; most of it: {largest}",
                added
            ),
            "Goods carried, by driver; the range of each is in the table of drivers".to_owned(),
            &forecast.run,
        ),
        words: DecompositionWords {
            value: "goods carried, Mt a year".to_owned(),
            more: "adds".to_owned(),
            less: "takes away".to_owned(),
            level: "carried".to_owned(),
        },
        from: Level {
            name: format!("{first}, flows of the corridor"),
            value: base * MT,
        },
        to: Level {
            name: format!("{year}, median"),
            value: base * MT + added,
        },
        drivers: drivers
            .into_iter()
            .map(|(name, adds)| Driver {
                name,
                adds: Interval::exact(adds),
            })
            .collect(),
    }
}
