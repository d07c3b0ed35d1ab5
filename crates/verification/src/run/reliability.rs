//! A network whose edges fail: exactly, and by samples.

use kervan_resilience::reliability::{FailingNetwork, reliability, sampled_reliability};

use crate::case::{Case, Expectation};
use crate::quantity::{Quantity, ReliabilityQuantity};
use crate::run::{Answer, Luck};

/// Samples of each replication, at least and at most: more where being joined is rare.
const SAMPLES: (f64, f64) = (20_000.0, 1_000_000.0);

/// Answers to everything that is asked of a network whose edges fail.
pub(crate) fn failing(case: &Case, network: &FailingNetwork, luck: Luck) -> Vec<Answer> {
    let answer = |asked: &Expectation| match &asked.quantity {
        Quantity::Reliability {
            what: ReliabilityQuantity::Reliability,
            terminals,
        } => match reliability(network, terminals) {
            Ok(chance) => Answer::Number(chance),
            Err(error) => Answer::None(error.to_string()),
        },
        Quantity::Reliability {
            what: ReliabilityQuantity::BySamples,
            terminals,
        } => by_samples(case, asked.value, network, terminals, luck.seed),
        _ => Answer::None("it is no quantity of a network whose edges fail".to_owned()),
    };
    case.expects.iter().map(answer).collect()
}

/// A share of each replication. The known answer decides how many samples are drawn, nothing else.
fn by_samples(
    case: &Case,
    known: f64,
    network: &FailingNetwork,
    terminals: &[usize],
    seed: u64,
) -> Answer {
    let rarity = (1.0 - known) / known.max(1e-9);
    let samples = (SAMPLES.0 * rarity).clamp(SAMPLES.0, SAMPLES.1) as u64;
    let one = |replication| {
        sampled_reliability(network, terminals, samples, seed, replication)
            .map(|sampled| sampled.share())
    };
    let values: Result<Vec<f64>, _> = (0..u64::from(case.run.replications)).map(one).collect();
    match values {
        Ok(values) => Answer::Replications {
            seen: samples as f64 * values.len() as f64,
            values,
        },
        Err(error) => Answer::None(error.to_string()),
    }
}
