//! What binds just above a rung: a set of servers that together let a demand through, each of
//! which is needed.
//!
//! # Method
//!
//! 1. Every server that the flows left behind use, and that is nearly full or at the root of
//!    waiting, is relieved, all at once; and again, until the demand is carried. A relief is as
//!    many units as hold the server to 75 % at the demand that the climb aims at, and at least
//!    one.
//! 2. Each is then left out, on the same luck; those that no flow has both of are left out at
//!    the same time, as each is judged by its own flows. The ones that are missed most are kept:
//!    the fewest, found by bisection, with which the demand is still carried.
//! 3. What is missed without each that is kept is its worth there: everything else is relieved.

use std::collections::BTreeSet;

use kervan_results::{BindingRow, Estimate, Results};

use crate::apart::{Tried, gains};
use crate::design::Design;
use crate::ladder::{Judged, LadderEnd, TRIED, judge};
use crate::measured::{NONE, capacity, estimate, flows_with, occupancy, root_share, servers_of};
use crate::runs::Runs;
use crate::unit::{Unit, units};

/// A server is relieved where the year, or its fullest month, is at least so full.
const FULL_YEAR: f64 = 0.8;
/// See [`FULL_YEAR`].
const FULL_MONTH: f64 = 0.9;
/// A server is relieved too where so much of all waiting has its root there.
const ROOT: f64 = 0.02;
/// Occupancy that a relief plans for.
const COMFORTABLE: f64 = 0.75;
/// Most rounds of relief at one rung.
const ROUNDS: usize = 8;

/// The run in which a demand is carried, with what binds; or why nothing more helps.
type Relieved = Result<(Judged, Vec<BindingRow>), LadderEnd>;

/// Units added to a server.
#[derive(Clone)]
struct Relief {
    unit: Unit,
    units: u32,
    /// Share held in its fullest month when it was first seen.
    fullest: f64,
    /// Flows that it can help.
    flows: Vec<String>,
    /// Tonnes a year of them that are missed without it, once it was left out.
    missed: Estimate,
}

/// Relieves what binds above a rung until `at` times the demand is carried. Gives the run in
/// which it is and the rows of what binds, in order of what their absence costs; or why nothing
/// more helps.
pub(crate) fn relieve<R: Runs>(
    runs: &mut R,
    groups: &[Vec<String>],
    design: &mut Design,
    below: &Judged,
    at: f64,
    stop: f64,
    rung: usize,
) -> Result<Relieved, R::Error> {
    let mut reliefs: Vec<Relief> = Vec::new();
    let mut judged = judge(runs, design, groups, at)?;
    let behind = judged.behind.clone();
    let mut round = 0;
    while !judged.is_carried() {
        round += 1;
        let seen = match judged.came_to_rest {
            true => &below.results,
            false => &judged.results,
        };
        let added = add_reliefs(runs, seen, &judged.behind, stop / at, &mut reliefs);
        if added == 0 {
            let left = judged.behind.into_iter().collect();
            return Ok(Err(LadderEnd::NothingHelps(left)));
        }
        if round > ROUNDS {
            let left = judged.behind.into_iter().collect();
            return Ok(Err(LadderEnd::Enough(left)));
        }
        judged = judge(runs, &with(runs, design, &reliefs), groups, at)?;
    }
    if reliefs.is_empty() {
        // Carried after all: the demand not carried before lay higher.
        return Ok(Ok((judged, Vec::new())));
    }
    let (needed, judged) = needed(runs, groups, design, at, &reliefs, judged)?;
    for relief in &needed {
        relief.unit.add(runs, design, relief.units);
    }
    Ok(Ok((judged, rows(&needed, &behind, rung))))
}

/// A design with reliefs.
fn with<R: Runs>(runs: &R, design: &Design, reliefs: &[Relief]) -> Design {
    let mut with = design.clone();
    for relief in reliefs {
        relief.unit.add(runs, &mut with, relief.units);
    }
    with
}

/// Relieves every server that flows left behind use and that is nearly full or at the root of
/// waiting; how many were.
fn add_reliefs<R: Runs>(
    runs: &R,
    seen: &[Results],
    behind: &BTreeSet<String>,
    growth: f64,
    reliefs: &mut Vec<Relief>,
) -> usize {
    let corridor = runs.corridor();
    let used: BTreeSet<(&str, String)> = behind
        .iter()
        .flat_map(|flow| servers_of(corridor, flow))
        .collect();
    let mut done: BTreeSet<(&str, String)> = BTreeSet::new();
    for unit in units(corridor) {
        let server = (unit.kind, unit.server.clone());
        if !used.contains(&server) || done.contains(&server) {
            continue;
        }
        let (year, fullest) = occupancy(seen, unit.kind, &unit.server);
        let root = root_share(seen, unit.kind, &unit.server, &[]);
        if year < FULL_YEAR && fullest < FULL_MONTH && root < ROOT {
            continue;
        }
        done.insert(server);
        let have = capacity(seen, unit.kind, &unit.server).unwrap_or(0.0);
        let wanted = have * year * growth.max(1.0) / COMFORTABLE - have;
        let units = match unit.size {
            Some(size) => (wanted / size).ceil().max(1.0) as u32,
            None => 1,
        };
        let same = |relief: &&mut Relief| relief.unit == unit;
        match reliefs.iter_mut().find(same) {
            Some(relief) => relief.units += units,
            None => reliefs.push(Relief {
                units,
                fullest,
                flows: flows_with(corridor, unit.kind, &unit.server),
                missed: NONE,
                unit,
            }),
        }
    }
    done.len()
}

/// The reliefs that are needed with what is missed without each, the most first; and the run
/// that shows that they are enough.
fn needed<R: Runs>(
    runs: &mut R,
    groups: &[Vec<String>],
    design: &Design,
    at: f64,
    reliefs: &[Relief],
    all: Judged,
) -> Result<(Vec<Relief>, Judged), R::Error> {
    let flows: Vec<&[String]> = reliefs.iter().map(|relief| &relief.flows[..]).collect();
    let without = |runs: &R, out: &[usize]| {
        let kept = reliefs.iter().enumerate();
        let kept = kept.filter(|(position, _)| !out.contains(position));
        let kept: Vec<Relief> = kept.map(|(_, relief)| relief.clone()).collect();
        with(runs, design, &kept).at_demand(at)
    };
    let tried = Tried::new(runs, &flows, without, TRIED)?;
    let mut ranked = reliefs.to_vec();
    for (position, relief) in ranked.iter_mut().enumerate() {
        let missed = gains(tried.with(position), &tried.base, &relief.flows);
        relief.missed = estimate(missed).unwrap_or(NONE);
    }
    ranked.sort_by(|a, b| b.missed.mean.total_cmp(&a.missed.mean));
    // With so many it is not carried, with so many it is.
    let (mut few, mut enough, mut carried) = (0, ranked.len(), all);
    while enough - few > 1 {
        let middle = (few + enough) / 2;
        let judged = judge(runs, &with(runs, design, &ranked[..middle]), groups, at)?;
        if judged.is_carried() {
            (enough, carried) = (middle, judged);
        } else {
            few = middle;
        }
    }
    ranked.truncate(enough);
    Ok((ranked, carried))
}

fn rows(needed: &[Relief], behind: &BTreeSet<String>, rung: usize) -> Vec<BindingRow> {
    let rows = needed.iter().enumerate().map(|(position, relief)| {
        let flows = relief.flows.iter().filter(|flow| behind.contains(*flow));
        let flows: Vec<&str> = flows.map(String::as_str).collect();
        BindingRow {
            rung,
            order: position + 1,
            kind: relief.unit.kind,
            server: relief.unit.server.clone(),
            unit: relief.unit.noun().to_owned(),
            units: relief.units,
            occupancy: relief.fullest,
            missed_t: relief.missed,
            flows: flows.join("; "),
        }
    });
    rows.collect()
}
