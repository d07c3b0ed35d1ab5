//! The capacity ladder: how much is carried, what binds there, and how much once it is relieved.
//!
//! # Method
//!
//! The demand of the flows that grow ([`Corridor::grows`](kervan_corridor::Corridor::grows)) is
//! times one factor, and tonnes are theirs. It is *carried* where no group of flows falls more than 2 %
//! behind what enters, and no single flow more than 10 %, with 95 % confidence, over two years
//! after one of warm-up. The largest factor carried is found by steps of a fifth and then by
//! bisection to 5 %. That is a rung.
//!
//! What binds there is found at a demand a fifth above the rung, see [`relief`](crate::relief), and
//! the climb goes on from there.

use std::collections::{BTreeMap, BTreeSet};

use kervan_results::{AloneRow, BindingRow, Results, RungRow};

use crate::apart::{Tried, gains};
use crate::design::Design;
use crate::measured::{
    NONE, behind, counted, demand_t, estimate, flow_groups, flows_with, p90, tonnes_of,
};
use crate::relief::relieve;
use crate::runs::{Outcome, RunSize, Runs};
use crate::unit::units;

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
const REACH: f64 = 1.2;
/// Step upwards before a demand is found that is not carried.
const STEP: f64 = 1.2;
/// Bisection ends when what is carried and what is not are this near.
const NEAR: f64 = 1.05;
/// How far beyond the demand aimed at the climb goes.
const BEYOND: f64 = 1.2;
/// Most rungs that a climb may have.
pub const MOST_RUNGS: usize = 16;
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
pub(crate) struct Judged {
    factor: f64,
    pub(crate) results: Vec<Results>,
    /// Flows left behind.
    pub(crate) behind: BTreeSet<String>,
    pub(crate) came_to_rest: bool,
}

impl Judged {
    pub(crate) fn is_carried(&self) -> bool {
        !self.came_to_rest && self.behind.is_empty()
    }
}

/// Climbs the ladder to a demand of `target_t` tonnes of goods a year and a fifth beyond, over
/// so many rungs at most; of the last one it is not asked what binds. What was found stands in `ladder`, even where an error ends the climb.
///
/// # Errors
///
/// Runs that fail, an interruption.
pub fn climb<R: Runs>(
    runs: &mut R,
    target_t: f64,
    most_rungs: usize,
    ladder: &mut Ladder,
) -> Result<(), R::Error> {
    ladder.demand_t = demand_t(runs.corridor());
    ladder.target_t = target_t;
    let stop = BEYOND * target_t / ladder.demand_t;
    let groups = flow_groups(runs.corridor());
    let counted = counted(runs.corridor());
    let mut design = Design::default();
    let mut from: Option<Judged> = None;
    for rung in 0..most_rungs {
        let left = (stop / from.as_ref().map_or(1.0, |from| from.factor)).max(1.0);
        // About so many more rungs, with some 24 designs each.
        let rungs_left = (left.ln() / REACH.ln()).ceil().max(1.0) as u32;
        let rungs_left = rungs_left.min((most_rungs - rung) as u32);
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
            carried_t: estimate(carried.results.iter().map(|one| tonnes_of(one, &counted)))
                .unwrap_or(NONE),
            carried_teu: estimate(carried.results.iter().map(|one| one.volume_teu.mean))
                .unwrap_or(NONE),
            p90_d: estimate(carried.results.iter().filter_map(p90)),
            fluid_t: runs.fluid_t(&design)?,
        });
        if above.is_none() {
            ladder.end = Some(LadderEnd::Beyond);
            return Ok(());
        }
        if rung + 1 == most_rungs {
            break;
        }
        let at = (carried.factor * REACH).min(stop);
        match relieve(runs, &groups, &mut design, &carried, at, stop, rung)? {
            Ok((judged, rows)) => {
                ladder.binding.extend(rows);
                from = Some(judged);
            }
            Err(end) => {
                ladder.end = Some(end);
                return Ok(());
            }
        }
    }
    ladder.end = Some(LadderEnd::Enough(Vec::new()));
    Ok(())
}

/// Runs a design at a demand and looks who is left behind.
pub(crate) fn judge<R: Runs>(
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

/// Tries every relief of a ladder by itself on the corridor as it is, and all of them, at the
/// demand aimed at: why one at a time fails. Where the corridor as it is comes to rest there, in
/// a ring of waiting, the demand is made smaller in steps until it runs. The rows stand in
/// `ladder.alone`.
///
/// # Errors
///
/// Runs that fail, an interruption.
pub fn one_at_a_time<R: Runs>(runs: &mut R, ladder: &mut Ladder) -> Result<(), R::Error> {
    // Units of a server that was relieved on several rungs are one relief.
    let mut added: BTreeMap<(&str, String), u32> = BTreeMap::new();
    for row in &ladder.binding {
        *added.entry((row.kind, row.server.clone())).or_default() += row.units;
    }
    let mut reliefs = Vec::new();
    for unit in units(runs.corridor()) {
        // Of several units of a server the first is the one that a relief adds.
        if let Some(units) = added.remove(&(unit.kind, unit.server.clone())) {
            let flows = flows_with(runs.corridor(), unit.kind, &unit.server);
            reliefs.push((unit, units, flows));
        }
    }
    if reliefs.is_empty() || ladder.demand_t <= 0.0 {
        return Ok(());
    }
    let flows: Vec<&[String]> = reliefs.iter().map(|(_, _, flows)| &flows[..]).collect();
    let mut factor = ladder.target_t / ladder.demand_t;
    let tried = loop {
        let with = |runs: &R, set: &[usize]| {
            let mut with = Design::default().at_demand(factor);
            for (unit, units, _) in set.iter().filter_map(|at| reliefs.get(*at)) {
                unit.add(runs, &mut with, *units);
            }
            with
        };
        let tried = Tried::new(runs, &flows, with, TRIED)?;
        if !tried.came_to_rest() || factor < 1.0 {
            let everything: Vec<usize> = (0..reliefs.len()).collect();
            let all = with(runs, &everything);
            break (tried, runs.run(&[all], TRIED)?.pop());
        }
        factor /= REACH;
    };
    let (tried, Some(all)) = tried else {
        return Ok(());
    };
    let brought: Vec<Vec<f64>> = reliefs
        .iter()
        .enumerate()
        .map(|(position, (_, _, flows))| gains(&tried.base, tried.with(position), flows))
        .collect();
    let together = gains(&tried.base, &all, &counted(runs.corridor()));
    let sum: Vec<f64> = (0..together.len())
        .map(|one| brought.iter().filter_map(|brought| brought.get(one)).sum())
        .collect();
    let row = |what: &str, gained: &[f64]| AloneRow {
        what: what.to_owned(),
        factor,
        gain_t: estimate(gained.iter().copied()).unwrap_or(NONE),
    };
    let mut rows: Vec<AloneRow> = reliefs
        .iter()
        .zip(&brought)
        .map(|((unit, units, _), brought)| row(&format!("{units} x {}", unit.noun()), brought))
        .collect();
    rows.sort_by(|a, b| b.gain_t.mean.total_cmp(&a.gain_t.mean));
    rows.push(row("sum of each by itself", &sum));
    rows.push(row("all together", &together));
    ladder.alone = rows;
    Ok(())
}
