//! How often intervals cover what they should.

use std::sync::atomic::AtomicBool;

use kervan_engine::student_interval;
use kervan_stations::{Network, Observation, Run, StationsError, simulate, simulate_in_parts};
use rayon::prelude::*;

use super::network::Asked;
use crate::case::{Case, Coverage, CoverageBy};
use crate::quantity::Quantity;
use crate::run::Answer;
use crate::run::network::{Luck, SECOND, Spent};

/// Counts, for each known answer and kind of interval, the runs whose interval covers. The
/// intervals are the engine's, as they stand in every result.
pub(crate) fn coverage(
    case: &Case,
    network: &Network,
    coverage: &Coverage,
    luck: Luck,
    stop: &AtomicBool,
) -> Result<(Vec<Answer>, Spent), StationsError> {
    let replications = case.run.replications;
    let length = case.run.length.unwrap_or(1.0);
    let warm_up = case.run.warm_up.unwrap_or(length / 4.0);
    let whole = match coverage.by {
        CoverageBy::Replications => length,
        CoverageBy::BatchMeans => length * f64::from(replications),
    };
    let other = if luck.again.is_some() { SECOND } else { 0 };
    let one = |run: u64| -> Result<Vec<Observation>, StationsError> {
        let run_of = |replication: u64| Run {
            warm_up,
            length: whole,
            seed: luck.seed,
            replication: other + replication,
        };
        match coverage.by {
            CoverageBy::BatchMeans => simulate_in_parts(network, run_of(run), replications, stop),
            CoverageBy::Replications => {
                let first = run * u64::from(replications);
                let all = first..first + u64::from(replications);
                all.map(|replication| simulate(network, run_of(replication), stop))
                    .collect()
            }
        }
    };
    let runs: Vec<(Vec<Vec<bool>>, f64)> = (0..u64::from(coverage.runs))
        .into_par_iter()
        .map(|run| {
            let seen = one(run)?;
            // The parts of one run each tell all of its events so far.
            let events = match coverage.by {
                CoverageBy::Replications => seen.iter().map(|one| one.events).sum(),
                CoverageBy::BatchMeans => seen.iter().map(|one| one.events).max().unwrap_or(0),
            };
            let covered = case.expects.iter().map(|asked| {
                let Quantity::Network {
                    what,
                    station,
                    class,
                    at,
                } = asked.quantity
                else {
                    return Vec::new();
                };
                let reads = Asked {
                    what,
                    station,
                    class,
                    at,
                };
                let values: Vec<f64> = seen.iter().map(|one| reads.value(one)).collect();
                let kinds = coverage.intervals.iter();
                kinds
                    .map(|(level, _)| {
                        student_interval(&values, *level)
                            .is_some_and(|interval| interval.covers(asked.value))
                    })
                    .collect()
            });
            Ok((covered.collect(), events as f64))
        })
        .collect::<Result<_, StationsError>>()?;
    let answers = (0..case.expects.len())
        .map(|asked| Answer::Covered {
            runs: coverage.runs,
            kinds: coverage
                .intervals
                .iter()
                .enumerate()
                .map(|(kind, (level, between))| {
                    let covered = runs.iter().filter(|(covered, _)| covered[asked][kind]);
                    (*level, *between, covered.count() as u32)
                })
                .collect(),
        })
        .collect();
    let spent = Spent {
        replications,
        warm_up,
        length,
        events: runs.iter().map(|(_, events)| events).sum(),
        halfwidth: 0.0,
    };
    Ok((answers, spent))
}
