//! What shippers send by other routes as the corridor's own queues grow.

use std::collections::BTreeMap;

use kervan_simulation::Progress;

use super::ForecastError;
use crate::response::{Conditions, ResponseError, ResponseSettings};
use crate::study::Study;

/// Growth of the contested goods, by whatever route, at which shippers are asked.
const GROWTHS: [f64; 6] = [1.0, 1.25, 1.6, 2.0, 3.0, 5.0];
/// Loads of the contested flows that are simulated.
const LOADS: [f64; 3] = [1.0, 1.35, 2.0];

/// How much of the contested goods the corridor keeps as they grow.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Elsewhere {
    /// Growth, and share of it that stays; by rising growth.
    kept: Vec<(f64, f64)>,
    /// Contested flows, by identifier.
    pub(super) flows: Vec<String>,
}

impl Elsewhere {
    /// Share that stays at this growth: 1 where nothing grows, and that of the greatest growth that
    /// was asked beyond it.
    pub(super) fn kept(&self, growth: f64) -> f64 {
        let after = self.kept.iter().position(|(known, _)| *known >= growth);
        match after {
            None => self.kept.last().map_or(1.0, |(_, kept)| *kept),
            Some(0) => 1.0,
            Some(at) => {
                let ((low, from), (high, to)) = (self.kept[at - 1], self.kept[at]);
                from + (growth - low) / (high - low) * (to - from)
            }
        }
    }
}

/// What shippers choose as contested goods grow, with the queues that this makes in the corridor with
/// what is decided; or why it is not known, in a sentence.
pub(super) fn elsewhere(
    study: &Study,
    decided: Option<&Study>,
    seed: u64,
    threads: usize,
    progress: &Progress,
) -> Result<Result<Elsewhere, String>, ForecastError> {
    let corridor = study.corridor();
    if corridor.markets.rows().is_empty() {
        let reason = "The corridor names no other routes (markets.csv), so no cargo leaves it as it fills up.";
        return Ok(Err(reason.to_owned()));
    }
    let settings = ResponseSettings {
        base_prices: BTreeMap::new(),
        loads: LOADS.to_vec(),
        seed,
        threads,
    };
    let response = match study.response(&settings, progress) {
        Ok(response) => response,
        Err(ResponseError::Simulation(error)) => return Err(error.into()),
        Err(error) => {
            return Ok(Err(format!(
                "What goes by other routes is not known: {error}."
            )));
        }
    };
    // What was fitted stays; queues are those of the corridor with what is decided.
    let response = match decided.map(|decided| response.on(decided, &settings, progress)) {
        Some(Ok(response)) => response,
        Some(Err(ResponseError::Simulation(error))) => return Err(error.into()),
        _ => response,
    };
    let markets = corridor.markets.rows().iter().map(|market| &market.id);
    let mut kept = Vec::new();
    for growth in GROWTHS {
        let conditions = Conditions {
            growth: markets.clone().map(|id| (id.clone(), growth)).collect(),
            ..Conditions::default()
        };
        match response.at(&conditions) {
            Ok(balance) => kept.push((growth, (balance.load / growth).min(1.0))),
            Err(error) => {
                return Ok(Err(format!(
                    "What goes by other routes is not known: {error}."
                )));
            }
        }
    }
    let flows = response.base().iter().map(|row| row.flow.clone()).collect();
    Ok(Ok(Elsewhere { kept, flows }))
}

#[cfg(test)]
mod tests {
    use super::Elsewhere;

    #[test]
    fn what_stays_lies_between_what_was_asked() {
        let found = Elsewhere {
            kept: vec![(1.0, 1.0), (2.0, 0.6), (4.0, 0.5)],
            flows: Vec::new(),
        };
        assert_eq!(
            [0.5, 1.0, 1.5, 9.0].map(|growth| found.kept(growth)),
            [1.0, 1.0, 0.8, 0.5]
        );
    }
}
