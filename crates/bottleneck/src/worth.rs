//! The worth of one more unit: what it brings in tonnes, days and money.
//!
//! # Method
//!
//! A unit of every server is tried on the corridor as it is, on the same luck as without it:
//! once at the demand just above what is carried today (5 % above the first rung), where it
//! shows in tonnes, and once at today's demand, where it shows in days.
//!
//! Tonnes are those of the flows that can profit: all that use the server, and all that share a
//! service with one of these. What changes elsewhere is luck and would only blur the answer.
//!
//! Screening keeps the number of runs small. A server is tried only where, just above what is
//! carried, the year is held to 70 % or a month to 85 %, or 2 % of all waiting has its root
//! there; of these the fullest, so many at most. The others are counted.
//!
//! Days are those of the headline, for units that its flows can profit from.
//!
//! Two units have the same rank where the interval of the difference between them, on the same
//! luck, holds zero.

use kervan_corridor::Corridor;
use kervan_results::{Estimate, InteractionRow, Results, WorthRow};

use crate::apart::{Tried, gains};
use crate::design::Design;
use crate::measured::{NONE, difference, estimate, flows_with, occupancy, p50, p90, root_share};
use crate::runs::{Outcome, RunSize, Runs};
use crate::unit::{Unit, units};

/// How far above the first rung tonnes are counted.
const ABOVE: f64 = 1.05;
/// A server is tried where the year is at least so full.
const FULL_YEAR: f64 = 0.7;
/// Or a month.
const FULL_MONTH: f64 = 0.85;
/// Or where so much of all waiting has its root.
const ROOT: f64 = 0.02;
/// Most units that are tried.
const MOST: usize = 16;
/// Units of the top of the ranking whose pairs are tried.
const PAIRED: usize = 4;
/// Runs that show where waiting has its root at the demand above what is carried.
const SEEN: RunSize = RunSize {
    warm_up_years: 0,
    years: 2,
    replications: 4,
    waits: true,
};
/// Runs at the demand above what is carried.
const PUSHED: RunSize = RunSize {
    warm_up_years: 0,
    years: 2,
    replications: 12,
    waits: false,
};
/// Runs at today's demand.
const TODAY: RunSize = RunSize {
    warm_up_years: 1,
    years: 2,
    replications: 4,
    waits: false,
};

/// What one more unit is worth.
#[derive(Clone, Debug, Default)]
pub struct Worth {
    /// What the demand was times where tonnes were counted.
    pub factor: f64,
    /// Units that were tried, in order of rank.
    pub rows: Vec<WorthRow>,
    /// Units that were not, as their servers have room to spare.
    pub screened_out: Vec<String>,
    /// Pairs of the first four.
    pub interactions: Vec<InteractionRow>,
}

/// Tries one more unit of everything that is not screened out, and the pairs of the best four.
///
/// `carried` is the multiple of today's demand that is carried at the first rung. What was
/// found stands in `worth`, even where an error ends it.
///
/// # Errors
///
/// Runs that fail, an interruption.
pub fn worth<R: Runs>(runs: &mut R, carried: f64, worth: &mut Worth) -> Result<(), R::Error> {
    worth.factor = carried * ABOVE;
    let asis = Design::default();
    let pushed = asis.at_demand(worth.factor);
    // Where the roots of waiting are, just above what is carried.
    let seen = runs.run(std::slice::from_ref(&pushed), SEEN)?;
    let seen: Vec<Results> = seen
        .into_iter()
        .flat_map(|one| one.results().to_vec())
        .collect();
    let (tried, out) = screened(runs, &seen);
    worth.screened_out = out.into_iter().map(|unit| unit.label).collect();
    let flows: Vec<Vec<String>> = tried
        .iter()
        .map(|unit| flows_with(runs.corridor(), unit.kind, &unit.server))
        .collect();
    let slices: Vec<&[String]> = flows.iter().map(Vec::as_slice).collect();
    let with = |runs: &R, asis: &Design, set: &[usize]| {
        let mut with = asis.clone();
        for unit in set.iter().filter_map(|at| tried.get(*at)) {
            unit.add(runs, &mut with, 1);
        }
        with
    };
    let pairs = (PAIRED * (PAIRED - 1) / 2) as u32;
    runs.expect((tried.len() as u32 / 2 + 1 + pairs) * PUSHED.replications);
    let in_tonnes = Tried::new(runs, &slices, |runs, set| with(runs, &pushed, set), PUSHED)?;
    let in_days = Tried::new(runs, &slices, |runs, set| with(runs, &asis, set), TODAY)?;
    let headline = headline_flows(runs.corridor());
    let saved = time_saved(runs.corridor());
    let mut found: Vec<Found> = Vec::new();
    for (position, (unit, flows)) in tried.into_iter().zip(flows).enumerate() {
        let gains = gains(&in_tonnes.base, in_tonnes.with(position), &flows);
        let (today, days) = (in_days.base.results(), in_days.with(position).results());
        // Of the units that were tried at the same time at most one can profit the headline.
        let is_headline = flows.iter().any(|flow| headline.contains(flow));
        let change = |figure: fn(&Results) -> Option<f64>| {
            is_headline
                .then(|| difference(today, days, figure))
                .flatten()
        };
        let row = WorthRow {
            rank: 0,
            kind: unit.kind,
            server: unit.server.clone(),
            unit: unit.label.clone(),
            throughput_t: estimate(gains.iter().copied()).unwrap_or(NONE),
            p50_d: change(p50),
            p90_d: change(p90),
            time_usd: saved(&flows, today, days),
        };
        found.push(Found {
            unit,
            flows,
            gains,
            row,
        });
    }
    found.sort_by(|a, b| b.row.throughput_t.mean.total_cmp(&a.row.throughput_t.mean));
    rank(&mut found);
    worth.rows = found.iter().map(|one| one.row.clone()).collect();
    worth.interactions = interactions(runs, &pushed, &in_tonnes.base, &found)?;
    Ok(())
}

/// The units that are tried, the fullest servers first, and those that are not.
fn screened<R: Runs>(runs: &R, seen: &[Results]) -> (Vec<Unit>, Vec<Unit>) {
    let (mut kept, mut out) = (Vec::new(), Vec::new());
    for unit in units(runs.corridor()) {
        let (year, fullest) = occupancy(seen, unit.kind, &unit.server);
        let root = root_share(seen, unit.kind, &unit.server, &[]);
        if year >= FULL_YEAR || fullest >= FULL_MONTH || root >= ROOT {
            kept.push((root, fullest, unit));
        } else {
            out.push(unit);
        }
    }
    kept.sort_by(|a, b| {
        (b.0, b.1)
            .partial_cmp(&(a.0, a.1))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let more = kept.split_off(kept.len().min(MOST));
    out.extend(more.into_iter().map(|(_, _, unit)| unit));
    (kept.into_iter().map(|(_, _, unit)| unit).collect(), out)
}

/// A unit that was tried.
struct Found {
    unit: Unit,
    /// Flows of the groups that use its server.
    flows: Vec<String>,
    /// Tonnes a year more of them, by replication.
    gains: Vec<f64>,
    row: WorthRow,
}

/// Ranks in order; one that cannot be told from the first of the rank before it shares it.
fn rank(found: &mut [Found]) {
    let mut leader = 0;
    for at in 0..found.len() {
        let pairs = found[leader].gains.iter().zip(&found[at].gains);
        let more: Vec<f64> = pairs.map(|(leader, this)| leader - this).collect();
        if estimate(more).is_some_and(|more| more.low.is_some_and(|low| low > 0.0)) {
            leader = at;
        }
        found[at].row.rank = leader + 1;
    }
}

fn interactions<R: Runs>(
    runs: &mut R,
    pushed: &Design,
    base: &Outcome,
    found: &[Found],
) -> Result<Vec<InteractionRow>, R::Error> {
    let top = &found[..found.len().min(PAIRED)];
    let mut pairs = Vec::new();
    let mut designs = Vec::new();
    for (at, first) in top.iter().enumerate() {
        for second in &top[at + 1..] {
            pairs.push((first, second));
            let with = first.unit.on(runs, pushed);
            designs.push(second.unit.on(runs, &with));
        }
    }
    let tried = runs.run(&designs, PUSHED)?;
    Ok(pairs
        .into_iter()
        .zip(tried)
        .filter_map(|((first, second), both)| {
            let mut flows = [first.flows.clone(), second.flows.clone()].concat();
            flows.sort();
            flows.dedup();
            let both = gains(base, &both, &flows);
            let each = first.gains.iter().zip(&second.gains);
            let sum: Vec<f64> = each.map(|(first, second)| first + second).collect();
            Some(InteractionRow {
                first: first.unit.label.clone(),
                second: second.unit.label.clone(),
                both_t: estimate(both.iter().copied())?,
                sum_t: estimate(sum.iter().copied())?,
                beyond_t: estimate(both.iter().zip(&sum).map(|(both, sum)| both - sum))?,
            })
        })
        .collect())
}

/// Flows of the transit time that the corridor is known by; all where there is none.
pub fn headline_flows(corridor: &Corridor) -> Vec<String> {
    let flows = corridor.flows.rows().iter();
    let of = flows.filter(|flow| {
        corridor.transit.as_ref().is_none_or(|transit| {
            transit.from.contains(&flow.clock_from) && transit.to.contains(&flow.destination.node)
        })
    });
    of.map(|flow| flow.id.clone()).collect()
}

/// Worth in USD a year of the time that the units of some flows save; `None` where none of them
/// has a value of time. Flows without one count nothing.
fn time_saved(
    corridor: &Corridor,
) -> impl Fn(&[String], &[Results], &[Results]) -> Option<Estimate> + use<> {
    // Value of a day, and units a year, by flow.
    let values: Vec<(String, f64)> = corridor
        .flows
        .rows()
        .iter()
        .filter_map(|flow| {
            let value = flow.value_of_time?;
            Some((flow.id.clone(), value * flow.units_per_year))
        })
        .collect();
    move |flows, today, with| {
        let values: Vec<&(String, f64)> = values
            .iter()
            .filter(|(flow, _)| flows.contains(flow))
            .collect();
        if values.is_empty() {
            return None;
        }
        let mean = |results: &Results, flow: &str| {
            let row = results.flows.iter().find(|row| row.flow == flow)?;
            Some(row.mean_d?.mean)
        };
        estimate(today.iter().zip(with).map(|(today, with)| {
            values
                .iter()
                .filter_map(|(flow, value)| Some(value * (mean(today, flow)? - mean(with, flow)?)))
                .sum::<f64>()
        }))
    }
}
