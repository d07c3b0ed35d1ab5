//! The fan of a forecast, and what its growth is made of.

use kervan_chart::{
    Decomposition, DecompositionWords, Driver, Fan, FanBand, FanWords, FanYear, Interval, Level,
    Limit,
};

use super::Draw;
use crate::forecast::Forecast;

const MT: f64 = 1e-6;
/// Drivers that are drawn by themselves.
const DRAWN: usize = 9;

/// Published years, then the bands of 50, 80 and 95 %.
pub(super) fn fan(draw: &Draw, forecast: &Forecast) -> Fan {
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
    let title = last.map_or_else(
        || draw.say("picture-fan-title-none"),
        |row| {
            let [low, high] = row.bands_t[1];
            draw.tell(
                "picture-fan-title",
                &[
                    ("median", draw.large_tonnes(row.median_t).into()),
                    ("year", draw.words.year(row.year).into()),
                    ("low", draw.large_tonnes(low).into()),
                    ("high", draw.large_tonnes(high).into()),
                ],
            )
        },
    );
    let limit = |key: &str, tonnes: f64| Limit {
        value: tonnes * MT,
        name: draw.tell(key, &[("value", draw.large_tonnes(tonnes).into())]),
    };
    let ceiling = last.and_then(|row| row.ceiling_t);
    let scope = draw.words.name(&forecast.scope);
    Fan {
        heading: draw.heading(
            title,
            draw.tell("picture-fan-subtitle", &[("scope", scope.into())]),
        ),
        words: FanWords {
            value: draw.say("picture-fan-value"),
            year: String::new(),
            observed: draw.say("picture-fan-observed"),
            median: draw.say("picture-fan-median"),
            bands: [0.5, 0.8, 0.95]
                .map(|share| draw.words.percent(share, 0))
                .into(),
        },
        observed,
        expected,
        target: forecast
            .target_t
            .map(|tonnes| limit("picture-fan-target", tonnes)),
        ceiling: ceiling.map(|tonnes| limit("picture-fan-ceiling", tonnes)),
    }
}

/// From the base year to the median of the last year, driver by driver.
pub(super) fn growth(draw: &Draw, forecast: &Forecast) -> Decomposition {
    let base: f64 = forecast.drivers.iter().map(|row| row.base_t).sum();
    let mut drivers: Vec<(String, f64)> = forecast
        .drivers
        .iter()
        .map(|row| (draw.names.commodity(&row.driver), row.points * base * MT))
        .collect();
    drivers.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
    let rest = drivers.split_off(drivers.len().min(DRAWN));
    if !rest.is_empty() {
        let sum = rest.iter().map(|(_, adds)| adds).sum();
        let count = rest.len();
        drivers.push((
            draw.tell("picture-growth-smaller", &[("count", count.into())]),
            sum,
        ));
    }
    let added: f64 = drivers.iter().map(|(_, adds)| adds).sum();
    let year = forecast.drivers.first().map_or(0, |row| row.year);
    let first = draw.study.corridor().base_year;
    let largest = drivers.first().map_or("–", |(name, _)| name.as_str());
    let sign = if added >= 0.0 { "+" } else { "" };
    let title = draw.tell(
        "picture-growth-title",
        &[
            (
                "change",
                format!("{sign}{}", draw.large_tonnes(added / MT)).into(),
            ),
            ("year", draw.words.year(year).into()),
            ("driver", largest.into()),
        ],
    );
    Decomposition {
        heading: draw.heading(title, draw.say("picture-growth-subtitle")),
        words: DecompositionWords {
            value: draw.say("picture-fan-value"),
            more: draw.say("picture-growth-more"),
            less: draw.say("picture-growth-less"),
            level: draw.say("picture-growth-level"),
        },
        from: Level {
            name: draw.tell("picture-growth-from", &[("year", first.to_string().into())]),
            value: base * MT,
        },
        to: Level {
            name: draw.tell("picture-growth-to", &[("year", year.to_string().into())]),
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
