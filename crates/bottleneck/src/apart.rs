//! Several experiments in one run.
//!
//! What helps oil brings no container. Changes that no flow can profit from two of are tried in
//! the same run, and each is judged by the flows that can profit from it. What they do to one
//! another through lines and quays that both use is small beside what they do there, and is let
//! pass.

use std::collections::BTreeSet;

use crate::design::Design;
use crate::measured::tonnes_of;
use crate::runs::{Outcome, RunSize, Runs};

/// A base, and changes to it that were tried.
pub(crate) struct Tried {
    /// The base.
    pub(crate) base: Outcome,
    /// Runs with changes.
    with: Vec<Outcome>,
    /// Which of the runs has the change, by change.
    run: Vec<usize>,
}

impl Tried {
    /// Tries changes to a base beside it. `flows` has for each change those that can profit from
    /// it; `design` makes the design with some of the changes.
    pub(crate) fn new<R: Runs>(
        runs: &mut R,
        flows: &[&[String]],
        design: impl Fn(&R, &[usize]) -> Design,
        size: RunSize,
    ) -> Result<Tried, R::Error> {
        let apart = apart(flows);
        let mut designs = vec![design(runs, &[])];
        designs.extend(apart.iter().map(|set| design(runs, set)));
        let mut outcomes = runs.run(&designs, size)?;
        let mut run = vec![0; flows.len()];
        for (at, set) in apart.iter().enumerate() {
            for position in set {
                run[*position] = at;
            }
        }
        let with = outcomes.split_off(1.min(outcomes.len()));
        let base = outcomes.pop().unwrap_or(Outcome::CameToRest(Vec::new()));
        Ok(Tried { base, with, run })
    }

    /// The run with a change.
    pub(crate) fn with(&self, change: usize) -> &Outcome {
        self.with.get(self.run[change]).unwrap_or(&self.base)
    }

    /// Whether any of the runs came to rest.
    pub(crate) fn came_to_rest(&self) -> bool {
        let all = self.with.iter().chain([&self.base]);
        let mut results = all.map(Outcome::results);
        results.any(<[_]>::is_empty)
    }
}

/// Sets of changes of which no flow can profit from two: positions by set, each in order.
fn apart(flows: &[&[String]]) -> Vec<Vec<usize>> {
    let mut sets: Vec<(BTreeSet<&String>, Vec<usize>)> = Vec::new();
    for (position, flows) in flows.iter().enumerate() {
        let fits = |(used, _): &&mut (BTreeSet<&String>, Vec<usize>)| {
            flows.iter().all(|flow| !used.contains(flow))
        };
        match sets.iter_mut().find(fits) {
            Some((used, positions)) => {
                used.extend(*flows);
                positions.push(position);
            }
            None => sets.push((flows.iter().collect(), vec![position])),
        }
    }
    sets.into_iter().map(|(_, positions)| positions).collect()
}

/// Tonnes a year of some flows that arrive more with something than in a base, by replication;
/// all that arrives where the base came to rest, and nothing where the other did.
pub(crate) fn gains(base: &Outcome, with: &Outcome, flows: &[String]) -> Vec<f64> {
    let of = |outcome: &Outcome, position: usize| {
        let results = outcome.results().get(position);
        results.map_or(0.0, |one| tonnes_of(one, flows))
    };
    let replications = base.results().len().max(with.results().len());
    (0..replications)
        .map(|position| of(with, position) - of(base, position))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn changes_that_share_a_flow_stand_in_different_sets() {
        let flows = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| (*name).to_owned()).collect()
        };
        let (oil, boxes, all) = (
            flows(&["oil"]),
            flows(&["east", "west"]),
            flows(&["oil", "west"]),
        );
        let sets = apart(&[&oil, &boxes, &all, &oil, &boxes]);
        assert_eq!(sets, [vec![0, 1], vec![2], vec![3, 4]]);
    }
}
