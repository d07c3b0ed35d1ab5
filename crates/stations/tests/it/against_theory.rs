//! Replications, intervals, and the comparison with what is known.

use kervan_engine::student_interval;
use kervan_stations::{Network, Observation, Run, simulate};
use std::sync::atomic::AtomicBool;

const REPLICATIONS: u64 = 20;
const LEVEL: f64 = 0.999;

/// Seed 1; a tenth of the length before it as warm-up.
pub(crate) fn replications(network: &Network, length: f64) -> Vec<Observation> {
    let run = |replication| Run {
        warm_up: 0.1 * length,
        length,
        seed: 1,
        replication,
    };
    (0..REPLICATIONS)
        .map(|replication| simulate(network, run(replication), &AtomicBool::new(false)).unwrap())
        .collect()
}

/// The interval of the quantity holds the known value and is narrow enough.
pub(crate) fn assert_known(
    seen: &[Observation],
    quantity: &str,
    known: f64,
    of: impl Fn(&Observation) -> f64,
) {
    assert_known_within(0.05, seen, quantity, known, of);
}

pub(crate) fn assert_known_within(
    widest: f64,
    seen: &[Observation],
    quantity: &str,
    known: f64,
    of: impl Fn(&Observation) -> f64,
) {
    let values: Vec<f64> = seen.iter().map(of).collect();
    let interval = student_interval(&values, LEVEL).unwrap();
    assert!(
        interval.covers(known),
        "{quantity}: {known} is not in {interval:?}"
    );
    assert!(
        interval.halfwidth <= widest * known,
        "{quantity}: {interval:?} is too wide for {known}"
    );
}
