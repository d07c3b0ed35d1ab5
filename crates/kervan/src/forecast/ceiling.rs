//! What the corridor can carry year by year with what is decided.

use kervan_bottleneck::{Design, Outcome, RunSize, Runs, carried};

use crate::bottlenecks::{BottleneckError, StudyRuns};
use crate::plan::candidates::{candidates, design};

/// Multiples of today's demand at which it is simulated; the most that arrives at any of them
/// counts, as a crowd can be too great.
const DEMANDS: [f64; 4] = [1.3, 1.7, 2.2, 3.0];
/// Years and replications of each run.
const SIZE: RunSize = RunSize {
    warm_up_years: 1,
    years: 2,
    replications: 3,
    waits: false,
};

/// What the corridor can carry from a year on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ceiling {
    pub(super) from: i64,
    pub(super) tonnes: f64,
    /// What opens in that year, in words.
    pub(super) opens: Vec<String>,
}

/// The ceilings, the first for all years before something opens: the corridor as it is with what is
/// finished, then with what is under way from the year that each opens. Simulated with more demand
/// than it can carry.
pub(super) fn ceilings(
    runs: &mut StudyRuns,
    first_year: i64,
) -> Result<Vec<Ceiling>, BottleneckError> {
    let decided: Vec<_> = candidates(runs.corridor(), Vec::new(), first_year)
        .into_iter()
        .filter(|candidate| candidate.status.is_decided())
        .collect();
    let mut opens: Vec<usize> = decided.iter().map(|candidate| candidate.build).collect();
    opens.push(0);
    opens.sort_unstable();
    opens.dedup();
    let mut designs = Vec::new();
    for year in &opens {
        let chosen = decided
            .iter()
            .map(|candidate| (candidate, u32::from(candidate.build <= *year)));
        let design = design(runs, chosen);
        designs.extend(DEMANDS.map(|demand| design.at_demand(demand)));
    }
    runs.expect(designs.len() as u32 * SIZE.replications);
    let outcomes = runs.run(&designs, SIZE)?;
    let found = outcomes
        .chunks(DEMANDS.len())
        .zip(&opens)
        .filter_map(|(outcomes, year)| {
            let tonnes = outcomes
                .iter()
                .filter_map(|outcome| match outcome {
                    Outcome::Ran(results) => carried(runs.corridor(), results),
                    Outcome::CameToRest(_) => None,
                })
                .map(|carried| carried.tonnes.mean)
                .fold(0.0, f64::max);
            let opening = decided.iter().filter(|candidate| candidate.build == *year);
            (tonnes > 0.0).then(|| Ceiling {
                from: first_year + *year as i64,
                tonnes,
                opens: match *year {
                    0 => Vec::new(),
                    _ => opening.map(|candidate| candidate.name.clone()).collect(),
                },
            })
        });
    Ok(found.collect())
}

/// The corridor with all measures that are decided, whenever they open.
pub(super) fn with_decided(runs: &StudyRuns) -> Design {
    let all = candidates(runs.corridor(), Vec::new(), 0);
    let decided = all.iter().filter(|candidate| candidate.status.is_decided());
    design(runs, decided.map(|candidate| (candidate, 1)))
}

/// The ceiling of a year.
pub(super) fn in_year(ceilings: &[Ceiling], year: i64) -> Option<f64> {
    let mut open = ceilings.iter().filter(|ceiling| ceiling.from <= year);
    let latest = open.next_back().or(ceilings.first());
    latest.map(|ceiling| ceiling.tonnes)
}
