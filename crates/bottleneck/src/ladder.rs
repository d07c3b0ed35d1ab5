//! The capacity ladder: how much is carried, what binds there, and how much once it is relieved.
//!
//! # Method
//!
//! All demand is times one factor. It is *carried* where no group of flows falls more than 2 %
//! behind what enters, and no single flow more than 10 %, with 95 % confidence, over two years
//! after one of warm-up. The largest factor carried is found by steps of a quarter and then by
//! bisection to 2.5 %. That is a rung.
//!
//! What binds there is proved by experiment, not read from occupancy: the demand is put 15 %
//! above the rung, and every server that the flows left behind use and that is nearly full, or
//! is the root of much waiting, is relieved by itself. Of each group of flows that is behind, the
//! one that brings most of it binds, if it brings something with 95 % confidence (one-sided, on
//! the same luck). Where none does by itself, all are relieved at once; if that brings
//! something, they bind together, and each whose absence costs nothing is left out again. This
//! is repeated until the 15 % are carried, and the climb goes on from there.
//!
//! A relief is as many units as hold the server to 75 % at the demand that is aimed at, and at
//! least one.

use std::collections::BTreeSet;

use kervan_results::{AloneRow, BindingRow, Estimate, Results, RungRow};

use crate::design::Design;
use crate::measured::{
    NONE, behind, capacity, demand_t, difference, estimate, flow_groups, is_clear_gain, occupancy,
    p90, root_share, servers_of, tonnes, tonnes_of,
};
use crate::runs::{Outcome, RunSize, Runs};
use crate::unit::{Unit, units};

/// Runs that judge whether a demand is carried.
const JUDGED: RunSize = RunSize {
    warm_up_years: 1,
    years: 2,
    replications: 4,
    waits: true,
};
/// Runs that tell what a relief brings: a backlog shows at once, and no warm-up is
/// left out, as both of a pair begin empty.
pub(crate) const TRIED: RunSize = RunSize {
    warm_up_years: 0,
    years: 2,
    replications: 4,
    waits: false,
};
/// How far above a rung it is tried what binds.
const REACH: f64 = 1.15;
/// Step upwards before a demand is found that is not carried.
const STEP: f64 = 1.25;
/// Bisection ends when what is carried and what is not are this near.
const NEAR: f64 = 1.025;
/// How far beyond the demand aimed at the climb goes.
const BEYOND: f64 = 1.2;
/// A server is tried where the year, or its fullest month, is at least so full.
const FULL_YEAR: f64 = 0.8;
/// See [`FULL_YEAR`].
const FULL_MONTH: f64 = 0.9;
/// A server is tried too where so much of all waiting has its root there.
const ROOT: f64 = 0.05;
/// Servers of each group of flows that are tried at one time, the fullest first.
const MOST_TRIED: usize = 5;
/// Most rounds of relief at one rung.
const ROUNDS: usize = 6;
/// Most rungs.
const RUNGS: usize = 16;
/// Occupancy that a relief plans for.
const COMFORTABLE: f64 = 0.75;
/// A gain below this share of what arrives anyway is nothing.
const SOMETHING: f64 = 0.01;
/// One of a set is left out where its absence costs less than this share of what the set brings.
const LOST: f64 = 0.1;
/// Least demand that is looked at where not even today's is carried.
const LEAST: f64 = 1.0 / 64.0;

/// The capacity ladder of a corridor.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    /// Tonnes of goods a year that the corridor is asked to carry.
    pub demand_t: f64,
    /// Tonnes a year that are aimed at.
    pub target_t: f64,
    /// Rungs, from the corridor as it is.
    pub rungs: Vec<RungRow>,
    /// What binds at each rung.
    pub binding: Vec<BindingRow>,
    /// What each relief brings by itself from today on, beside all of them.
    pub alone: Vec<AloneRow>,
    /// Why the climb ended; `None` where it was interrupted.
    pub end: Option<LadderEnd>,
}

/// Why a climb ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LadderEnd {
    /// The demand aimed at is carried, and a fifth more.
    Beyond,
    /// Nothing that can be added brings more: the flows that stay behind.
    NothingHelps(Vec<String>),
    /// Not even a 64th of the demand is carried.
    NothingCarried,
    /// So many rungs were climbed, or so many rounds of relief made at one, that it was left
    /// there: more might help. The flows that stay behind.
    Enough(Vec<String>),
}

/// A demand that was tried, and whether it was carried.
struct Judged {
    factor: f64,
    results: Vec<Results>,
    behind: BTreeSet<String>,
    came_to_rest: bool,
}

impl Judged {
    fn is_carried(&self) -> bool {
        !self.came_to_rest && self.behind.is_empty()
    }
}

/// Climbs the ladder to a demand of `target_t` tonnes of goods a year and a fifth beyond. What
/// was found stands in `ladder`, even where an error ends the climb.
///
/// # Errors
///
/// Runs that fail, an interruption.
pub fn climb<R: Runs>(runs: &mut R, target_t: f64, ladder: &mut Ladder) -> Result<(), R::Error> {
    ladder.demand_t = demand_t(runs.corridor());
    ladder.target_t = target_t;
    let stop = BEYOND * target_t / ladder.demand_t;
    let groups = flow_groups(runs.corridor());
    let mut design = Design::default();
    let mut from: Option<Judged> = None;
    for rung in 0..RUNGS {
        let left = (stop / from.as_ref().map_or(1.0, |from| from.factor)).max(1.0);
        // About so many more rungs, with some 24 designs each.
        let rungs_left = (left.ln() / REACH.ln()).ceil().max(1.0) as u32;
        runs.expect(rungs_left * 24 * JUDGED.replications);
        let (carried, above) = limit(runs, &design, &groups, from.take(), stop)?;
        let Some(carried) = carried else {
            ladder.end = Some(LadderEnd::NothingCarried);
            return Ok(());
        };
        ladder.rungs.push(RungRow {
            rung,
            factor: carried.factor,
            above,
            carried_t: estimate(carried.results.iter().map(tonnes)).unwrap_or(NONE),
            carried_teu: estimate(carried.results.iter().map(|one| one.volume_teu.mean))
                .unwrap_or(NONE),
            p90_d: estimate(carried.results.iter().filter_map(p90)),
            fluid_t: runs.fluid_t(&design)?,
        });
        if above.is_none() {
            ladder.end = Some(LadderEnd::Beyond);
            return Ok(());
        }
        let at = carried.factor * REACH;
        match relieve(runs, &groups, &mut design, &carried, at, stop, rung, ladder)? {
            Ok(judged) => from = Some(judged),
            Err(end) => {
                ladder.end = Some(end);
                return Ok(());
            }
        }
    }
    ladder.end = Some(LadderEnd::Enough(Vec::new()));
    Ok(())
}

fn judge<R: Runs>(
    runs: &mut R,
    design: &Design,
    groups: &[Vec<String>],
    factor: f64,
) -> Result<Judged, R::Error> {
    let outcome = runs.run(&[design.at_demand(factor)], JUDGED)?.pop();
    let came_to_rest = !matches!(outcome, Some(Outcome::Ran(_)));
    let results = match outcome {
        Some(Outcome::Ran(results)) => results,
        _ => Vec::new(),
    };
    Ok(Judged {
        factor,
        behind: if came_to_rest {
            groups.iter().flatten().cloned().collect()
        } else {
            behind(groups, &results)
        },
        results,
        came_to_rest,
    })
}

/// The largest demand that is found to be carried, and the smallest that is not; the latter is
/// `None` where all up to `stop` is carried.
fn limit<R: Runs>(
    runs: &mut R,
    design: &Design,
    groups: &[Vec<String>],
    from: Option<Judged>,
    stop: f64,
) -> Result<(Option<Judged>, Option<f64>), R::Error> {
    let mut carried = match from {
        Some(from) => from,
        None => judge(runs, design, groups, 1.0)?,
    };
    let mut above = None;
    while !carried.is_carried() {
        if carried.factor <= LEAST {
            return Ok((None, Some(carried.factor)));
        }
        above = Some(carried.factor);
        carried = judge(runs, design, groups, carried.factor / 2.0)?;
    }
    let mut above = match above {
        Some(above) => above,
        None => loop {
            if carried.factor >= stop {
                return Ok((Some(carried), None));
            }
            let next = judge(runs, design, groups, (carried.factor * STEP).min(stop))?;
            if !next.is_carried() {
                break next.factor;
            }
            carried = next;
        },
    };
    while above / carried.factor > NEAR {
        let middle = judge(runs, design, groups, (above * carried.factor).sqrt())?;
        if middle.is_carried() {
            carried = middle;
        } else {
            above = middle.factor;
        }
    }
    Ok((Some(carried), Some(above)))
}

/// A server that may bind.
struct Candidate {
    unit: Unit,
    units: u32,
    fullest: f64,
    /// Positions of the groups of flows that are behind and use it.
    groups: Vec<usize>,
}

/// Flows of one group, some of which are behind.
struct Held {
    flows: Vec<String>,
    behind: BTreeSet<String>,
}

/// Relieves what binds until a demand is carried, and gives that run; or the flows that
/// nothing helps.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of a climb, called once"
)]
fn relieve<R: Runs>(
    runs: &mut R,
    groups: &[Vec<String>],
    design: &mut Design,
    carried: &Judged,
    at: f64,
    stop: f64,
    rung: usize,
    ladder: &mut Ladder,
) -> Result<Result<Judged, LadderEnd>, R::Error> {
    let mut order = 0;
    let mut round = 0;
    loop {
        let judged = judge(runs, design, groups, at)?;
        if judged.is_carried() {
            return Ok(Ok(judged));
        }
        let behind: Vec<String> = judged.behind.iter().cloned().collect();
        round += 1;
        if round > ROUNDS {
            return Ok(Err(LadderEnd::Enough(behind)));
        }
        let seen = if judged.came_to_rest {
            &carried.results
        } else {
            &judged.results
        };
        let held: Vec<Held> = groups
            .iter()
            .map(|flows| Held {
                behind: flows
                    .iter()
                    .filter(|flow| judged.behind.contains(*flow))
                    .cloned()
                    .collect(),
                flows: flows.clone(),
            })
            .filter(|held| !held.behind.is_empty())
            .collect();
        let candidates = candidates(runs, seen, &held, at, stop);
        let mut designs = vec![design.at_demand(at)];
        for one in &candidates {
            let mut with = design.at_demand(at);
            one.unit.add(runs, &mut with, one.units);
            designs.push(with);
        }
        let tried = runs.run(&designs, TRIED)?;
        let Some((base, tried)) = tried.split_first() else {
            return Ok(Err(LadderEnd::NothingHelps(behind)));
        };
        let mut found = alone(&candidates, &held, base, tried);
        let unhelped: Vec<usize> = (0..held.len())
            .filter(|group| found.iter().all(|found| found.group != *group))
            .collect();
        found.extend(together(
            runs,
            design,
            &candidates,
            &held,
            &unhelped,
            base,
            at,
        )?);
        if found.is_empty() {
            return Ok(Err(LadderEnd::NothingHelps(behind)));
        }
        let mut added: BTreeSet<usize> = BTreeSet::new();
        for found in found {
            let Some(one) = candidates.get(found.position) else {
                continue;
            };
            // One relief may help two groups; it is made once.
            if !added.insert(found.position) {
                continue;
            }
            order += 1;
            one.unit.add(runs, design, one.units);
            ladder.binding.push(BindingRow {
                rung,
                order,
                kind: one.unit.kind,
                server: one.unit.server.clone(),
                unit: one.unit.noun().to_owned(),
                units: one.units,
                occupancy: one.fullest,
                gain_t: found.gain,
                only_together: found.only_together,
                flows: held.get(found.group).map_or(String::new(), |held| {
                    held.behind
                        .iter()
                        .cloned()
                        .collect::<Vec<String>>()
                        .join("; ")
                }),
                or: found
                    .or
                    .iter()
                    .filter_map(|at| candidates.get(*at))
                    .map(|one| format!("{} {}", one.unit.kind, one.unit.server))
                    .collect::<Vec<String>>()
                    .join("; "),
            });
        }
    }
}

/// Servers that flows left behind use, and that are nearly full or at the root of waiting: of
/// each group the fullest first.
fn candidates<R: Runs>(
    runs: &R,
    seen: &[Results],
    held: &[Held],
    at: f64,
    stop: f64,
) -> Vec<Candidate> {
    let corridor = runs.corridor();
    let used: Vec<BTreeSet<(&str, String)>> = held
        .iter()
        .map(|held| {
            let flows = held.behind.iter();
            flows.flat_map(|flow| servers_of(corridor, flow)).collect()
        })
        .collect();
    let mut all: Vec<Candidate> = Vec::new();
    for unit in units(corridor) {
        let same = |one: &Candidate| one.unit.kind == unit.kind && one.unit.server == unit.server;
        let groups: Vec<usize> = (0..held.len())
            .filter(|group| used[*group].contains(&(unit.kind, unit.server.clone())))
            .collect();
        if groups.is_empty() || all.iter().any(same) {
            continue;
        }
        let (year, fullest) = occupancy(seen, unit.kind, &unit.server);
        let root = root_share(seen, unit.kind, &unit.server);
        if year < FULL_YEAR && fullest < FULL_MONTH && root < ROOT {
            continue;
        }
        let have = capacity(seen, unit.kind, &unit.server).unwrap_or(0.0);
        let wanted = have * year * (stop / at).max(1.0) / COMFORTABLE - have;
        let units = match unit.size {
            Some(size) => (wanted / size).ceil().max(1.0) as u32,
            None => 1,
        };
        all.push(Candidate {
            unit,
            units,
            fullest,
            groups,
        });
    }
    all.sort_by(|a, b| b.fullest.total_cmp(&a.fullest));
    let mut many = vec![0; held.len()];
    all.retain(|one| {
        let wanted = one.groups.iter().any(|group| many[*group] < MOST_TRIED);
        if wanted {
            for group in &one.groups {
                many[*group] += 1;
            }
        }
        wanted
    });
    all
}

/// A candidate that brings something.
struct Found {
    /// Its position.
    position: usize,
    /// Group of flows that it brings more of.
    group: usize,
    /// Tonnes a year more of that group.
    gain: Estimate,
    /// Whether it brings something only with others.
    only_together: bool,
    /// Positions of others that cannot be told from it.
    or: Vec<usize>,
}

/// Of each group the candidate that brings most of it, if one clearly brings something by
/// itself.
fn alone(candidates: &[Candidate], held: &[Held], base: &Outcome, tried: &[Outcome]) -> Vec<Found> {
    let mut chosen = Vec::new();
    for (group, held) in held.iter().enumerate() {
        let gains = gains(base, &held.flows);
        let mut brings: Vec<(usize, Estimate)> = candidates
            .iter()
            .zip(tried)
            .enumerate()
            .filter(|(_, (one, _))| one.groups.contains(&group))
            .filter_map(|(position, (_, with))| {
                Some((position, is_something(&gains(with), base, &held.flows)?))
            })
            .collect();
        brings.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
        let Some((position, gain)) = brings.first().copied() else {
            continue;
        };
        let or = brings[1..]
            .iter()
            .map(|(other, _)| *other)
            .filter(|other| {
                let more: Vec<f64> = gains(&tried[position])
                    .iter()
                    .zip(gains(&tried[*other]))
                    .map(|(best, other)| best - other)
                    .collect();
                !is_clear_gain(&more)
            })
            .collect();
        chosen.push(Found {
            position,
            group,
            gain,
            only_together: false,
            or,
        });
    }
    chosen
}

/// What arrives of some flows more than in a base, in tonnes a year, by replication; all that
/// arrives where the base came to rest, nothing where the other did.
fn gains(base: &Outcome, flows: &[String]) -> impl Fn(&Outcome) -> Vec<f64> {
    let without: Vec<f64> = base
        .results()
        .iter()
        .map(|one| tonnes_of(one, flows))
        .collect();
    let flows = flows.to_vec();
    move |with| {
        let with = with.results().iter().map(|one| tonnes_of(one, &flows));
        with.enumerate()
            .map(|(at, with)| with - without.get(at).copied().unwrap_or(0.0))
            .collect()
    }
}

/// The gain, where it clearly is one and is more than a hundredth of what arrives anyway.
fn is_something(gains: &[f64], base: &Outcome, flows: &[String]) -> Option<Estimate> {
    let gain = estimate(gains.iter().copied())?;
    let arrives = estimate(base.results().iter().map(|one| tonnes_of(one, flows)));
    let least = SOMETHING * arrives.map_or(0.0, |arrives| arrives.mean);
    (is_clear_gain(gains) && gain.mean > least).then_some(gain)
}

/// For every group that no candidate helps by itself: the smallest set found that does. All of
/// them together, less each whose absence costs nothing, the emptiest first.
fn together<R: Runs>(
    runs: &mut R,
    design: &Design,
    candidates: &[Candidate],
    held: &[Held],
    unhelped: &[usize],
    base: &Outcome,
    at: f64,
) -> Result<Vec<Found>, R::Error> {
    let build = |runs: &R, members: &[usize]| {
        let mut with = design.at_demand(at);
        for one in members.iter().filter_map(|member| candidates.get(*member)) {
            one.unit.add(runs, &mut with, one.units);
        }
        with
    };
    let mut all = Vec::new();
    for group in unhelped {
        let flows = &held[*group].flows;
        let gains = gains(base, flows);
        let mut members: Vec<usize> = (0..candidates.len())
            .filter(|position| candidates[*position].groups.contains(group))
            .collect();
        if members.len() < 2 {
            continue;
        }
        let design = build(runs, &members);
        let Some(mut best) = runs.run(&[design], TRIED)?.pop() else {
            continue;
        };
        let Some(mut gained) = is_something(&gains(&best), base, flows) else {
            continue;
        };
        for member in members.clone().into_iter().rev() {
            let fewer: Vec<usize> = members.iter().copied().filter(|of| *of != member).collect();
            if fewer.len() < 2 {
                break;
            }
            let design = build(runs, &fewer);
            let Some(without) = runs.run(&[design], TRIED)?.pop() else {
                break;
            };
            let less = gains(&best)
                .iter()
                .zip(gains(&without))
                .map(|(best, without)| best - without)
                .collect::<Vec<f64>>();
            if let Some(still) = is_something(&gains(&without), base, flows)
                && !is_clear_gain(&less)
                && still.mean > gained.mean * (1.0 - LOST)
            {
                members = fewer;
                best = without;
                gained = still;
            }
        }
        all.extend(members.into_iter().map(|position| Found {
            position,
            group: *group,
            gain: gained,
            only_together: true,
            or: Vec::new(),
        }));
    }
    Ok(all)
}

/// Tries every relief of a ladder by itself on the corridor as it is, and all of them, at the
/// demand aimed at: why one at a time fails. The rows stand in `ladder.alone`.
///
/// # Errors
///
/// Runs that fail, an interruption.
pub fn one_at_a_time<R: Runs>(runs: &mut R, ladder: &mut Ladder) -> Result<(), R::Error> {
    let all = units(runs.corridor());
    let reliefs: Vec<(&Unit, u32)> = ladder
        .binding
        .iter()
        .filter_map(|row| {
            let unit = all
                .iter()
                .find(|unit| unit.kind == row.kind && unit.server == row.server)?;
            Some((unit, row.units))
        })
        .collect();
    if reliefs.is_empty() || ladder.demand_t <= 0.0 {
        return Ok(());
    }
    let today = Design::default().at_demand(ladder.target_t / ladder.demand_t);
    let mut designs = vec![today.clone()];
    let mut together = today.clone();
    let mut labels: Vec<String> = Vec::new();
    for (unit, units) in reliefs {
        let mut with = today.clone();
        unit.add(runs, &mut with, units);
        unit.add(runs, &mut together, units);
        labels.push(format!("{units} x {}", unit.noun()));
        designs.push(with);
    }
    designs.push(together);
    labels.push("all together".to_owned());
    runs.expect(designs.len() as u32 * TRIED.replications);
    let tried = runs.run(&designs, TRIED)?;
    if let Some((base, tried)) = tried.split_first() {
        ladder.alone = labels
            .into_iter()
            .zip(tried)
            .map(|(what, with)| AloneRow {
                what,
                carried_t: estimate(with.results().iter().map(tonnes)).unwrap_or(NONE),
                gain_t: if base.results().is_empty() {
                    estimate(with.results().iter().map(tonnes)).unwrap_or(NONE)
                } else {
                    difference(base.results(), with.results(), |one| Some(tonnes(one)))
                        .unwrap_or(NONE)
                },
            })
            .collect();
    }
    Ok(())
}
