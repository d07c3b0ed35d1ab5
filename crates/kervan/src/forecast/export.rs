//! A year of a forecast as a scenario that every other verb takes.

use std::str::FromStr;

use kervan_corridor::scenario::{Change, ChangeKind, Factor, Scale, Scenario};
use kervan_corridor::{Cell, Origin};
use kervan_forecast::quantile;

use super::Forecast;

/// A year of a forecast, and how high in the fan: `2030`, or `2030:P80`.
///
/// ```
/// let request: kervan::ScenarioRequest = "2030:P80".parse().unwrap();
/// assert_eq!((request.year, request.percent), (2030, 80));
/// assert_eq!("2030".parse::<kervan::ScenarioRequest>().unwrap().percent, 50);
/// assert!("2030:80".parse::<kervan::ScenarioRequest>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScenarioRequest {
    /// The year.
    pub year: i64,
    /// Percent of the futures that stay below: 50 for the median.
    pub percent: u32,
}

impl FromStr for ScenarioRequest {
    type Err = String;

    fn from_str(text: &str) -> Result<ScenarioRequest, String> {
        let (year, percent) = match text.split_once(':') {
            Some((year, part)) => (year, part.strip_prefix('P').unwrap_or("?")),
            None => (text, "50"),
        };
        let percent = percent
            .parse()
            .ok()
            .filter(|percent| (1..=99).contains(percent));
        match (year.trim().parse(), percent) {
            (Ok(year), Some(percent)) => Ok(ScenarioRequest { year, percent }),
            _ => Err(format!(
                "`{text}` is no year of a forecast; write `2030` for the median, or `2030:P80`"
            )),
        }
    }
}

impl Forecast {
    /// The flows of the base year scaled to what a year of the forecast asks for, ceiling or not:
    /// what the corridor makes of it is for the other verbs to say. Each driver has its mean
    /// share of the total.
    ///
    /// # Errors
    ///
    /// A year that is not in the forecast, in a sentence.
    pub fn scenario(&self, request: ScenarioRequest) -> Result<Scenario, String> {
        let first = self.last.0 + 1;
        let at = usize::try_from(request.year - first)
            .ok()
            .filter(|at| *at < self.years.len());
        let Some(at) = at else {
            let last = first + self.years.len() as i64 - 1;
            return Err(format!(
                "{} is not in the forecast; give a year from {first} to {last}",
                request.year
            ));
        };
        let middle = |mut values: Vec<f64>, share: f64| {
            values.sort_by(f64::total_cmp);
            quantile(&values, share).unwrap_or_default()
        };
        let height = f64::from(request.percent) / 100.0;
        let total = middle(
            self.futures.iter().map(|future| future.asked[at]).collect(),
            height,
        );
        let shares = super::mean_shares(&self.futures, at);
        let name = match request.percent {
            50 => format!("forecast-{}", request.year),
            percent => format!("forecast-{}-p{percent}", request.year),
        };
        let origin = Origin::file(&format!("(made by kervan {name})"));
        let cell = |text: &str| Cell::new(text, &origin);
        let drivers = self.flows.iter().zip(&shares).zip(&self.drivers);
        let changes = drivers.map(|(((flows, base_t), share), row)| {
            let factor = total * share / base_t;
            Change {
                origin: origin.clone(),
                why: Some(format!("{}: {factor:.2} times the base year.", row.driver)),
                table: cell("flows"),
                kind: ChangeKind::Scale(Scale {
                    rows: flows.iter().map(|flow| cell(flow)).collect(),
                    factors: vec![Factor {
                        column: cell("volume"),
                        factor: (factor * 1e4).round() / 1e4,
                        origin: origin.clone(),
                    }],
                }),
                source: None,
            }
        });
        Ok(Scenario {
            name,
            title: format!("Demand forecast for {}, P{}", request.year, request.percent),
            description: format!(
                "{:.2} Mt asked for in {}, by a forecast with {} futures from the figures up to {}.",
                total / 1e6,
                request.year,
                self.futures.len(),
                self.last.0
            ),
            sources: Vec::new(),
            changes: changes.collect(),
        })
    }
}
