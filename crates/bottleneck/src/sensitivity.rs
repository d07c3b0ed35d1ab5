//! Estimated inputs that decide the ranking.
//!
//! # Method
//!
//! Of the first three units of the ranking, the estimated inputs of their servers are varied one
//! by one: over the plausible range where the calibration table gives one, by a quarter each way
//! where not. At both ends the three are tried again, on the same luck. Where another leads
//! there, the value at which the lead changes is found by four bisections. At most eight inputs
//! are varied, those of the first unit first.

use kervan_corridor::Corridor;
use kervan_corridor::quantity::Distribution;
use kervan_results::{SensitivityRow, WorthRow};

use crate::apart::{Tried, gains};
use crate::design::Design;
use crate::ladder::TRIED;
use crate::measured::{flows_with, is_clear_gain};
use crate::runs::Runs;
use crate::unit::{Unit, berth_groups, berths_id, units};

/// Most inputs that are varied.
pub const INPUTS: usize = 8;
/// Units of the ranking that are compared.
const COMPARED: usize = 3;
/// Range each way where none is given.
const QUARTER: f64 = 0.25;
/// Bisections of where the lead changes: a sixteenth of the range.
const BISECTIONS: u32 = 4;

/// What the ranking hangs on.
#[derive(Clone, Debug, Default)]
pub struct Sensitivity {
    /// Inputs that were varied.
    pub rows: Vec<SensitivityRow>,
    /// Estimated inputs of the same servers that were not.
    pub left_out: usize,
}

/// Varies the estimated inputs behind the first of a ranking, at `factor` times today's demand.
/// What was found stands in `found`, even where an error ends it.
///
/// # Errors
///
/// Runs that fail, an interruption.
pub fn sensitivity<R: Runs>(
    runs: &mut R,
    ranking: &[WorthRow],
    factor: f64,
    found: &mut Sensitivity,
) -> Result<(), R::Error> {
    let all = units(runs.corridor());
    let compared: Vec<&Unit> = ranking
        .iter()
        .take(COMPARED)
        .filter_map(|row| all.iter().find(|unit| unit.label == row.unit))
        .collect();
    let Some(leader) = compared.first().filter(|_| compared.len() > 1) else {
        return Ok(());
    };
    let mut inputs = inputs(runs, &compared);
    found.left_out = inputs.len().saturating_sub(INPUTS);
    inputs.truncate(INPUTS);
    let of_one = (compared.len() as u32 + 1) * TRIED.replications;
    runs.expect(inputs.len() as u32 * of_one * 2);
    for input in inputs {
        let mut row = SensitivityRow {
            table: input.table.to_owned(),
            row: input.row.clone(),
            column: input.column.to_owned(),
            given: input.text.clone(),
            unit: input.unit.to_owned(),
            low: input.low,
            high: input.high,
            is_stated_range: input.is_stated,
            leads: leader.label.clone(),
            instead: None,
            flips_at: None,
        };
        for end in [input.low, input.high] {
            let Some(other) = leads(runs, &compared, &input, end, factor)?.filter(|at| *at > 0)
            else {
                continue;
            };
            let (mut same, mut changed) = (1.0, end);
            for _ in 0..BISECTIONS {
                let middle = (same + changed) / 2.0;
                match leads(runs, &compared, &input, middle, factor)? {
                    Some(at) if at > 0 => changed = middle,
                    _ => same = middle,
                }
            }
            row.instead = compared.get(other).map(|unit| unit.label.clone());
            row.flips_at = Some((same + changed) / 2.0);
            break;
        }
        found.rows.push(row);
    }
    Ok(())
}

/// Which of the units brings clearly more than the first with an input varied; the first where
/// none does.
fn leads<R: Runs>(
    runs: &mut R,
    compared: &[&Unit],
    input: &Input,
    times: f64,
    factor: f64,
) -> Result<Option<usize>, R::Error> {
    let Some(text) = input.times(times) else {
        return Ok(None);
    };
    let mut varied = Design::default().at_demand(factor);
    for row in &input.rows {
        varied.set(input.table, row, input.column, text.clone());
    }
    let flows: Vec<Vec<String>> = compared
        .iter()
        .map(|unit| flows_with(runs.corridor(), unit.kind, &unit.server))
        .collect();
    let slices: Vec<&[String]> = flows.iter().map(Vec::as_slice).collect();
    let with = |runs: &R, set: &[usize]| {
        let mut with = varied.clone();
        for unit in set.iter().filter_map(|at| compared.get(*at)) {
            unit.add(runs, &mut with, 1);
        }
        with
    };
    let tried = Tried::new(runs, &slices, with, TRIED)?;
    let gains: Vec<Vec<f64>> = flows
        .iter()
        .enumerate()
        .map(|(position, flows)| gains(&tried.base, tried.with(position), flows))
        .collect();
    let mut best: Option<(usize, f64)> = None;
    for (at, other) in gains.iter().enumerate().skip(1) {
        let pairs = other.iter().zip(&gains[0]);
        let more: Vec<f64> = pairs.map(|(other, first)| other - first).collect();
        let mean = more.iter().sum::<f64>() / more.len().max(1) as f64;
        if is_clear_gain(&more) && best.is_none_or(|(_, most)| mean > most) {
            best = Some((at, mean));
        }
    }
    Ok(best.map(|(at, _)| at).or(Some(0)))
}

/// An estimated input.
struct Input {
    table: &'static str,
    /// First of `rows`, which names it.
    row: String,
    /// All rows that are varied together, such as the berths of one quay.
    rows: Vec<String>,
    column: &'static str,
    text: String,
    unit: &'static str,
    low: f64,
    high: f64,
    is_stated: bool,
    is_whole: bool,
}

impl Input {
    /// Its text with the number, or every value of the distribution, times a factor.
    fn times(&self, factor: f64) -> Option<String> {
        let (number, unit) = match self.text.split_once(' ') {
            Some((number, unit)) if !self.text.contains('(') => (number, format!(" {unit}")),
            _ => (self.text.as_str(), String::new()),
        };
        if let Ok(number) = number.parse::<f64>() {
            let product = number * factor;
            let product = if self.is_whole {
                product.round().max(1.0)
            } else {
                (product * 1e6).round() / 1e6
            };
            return (product != number).then(|| format!("{product}{unit}"));
        }
        let distribution = Distribution::read(&self.text).ok()?;
        Some(distribution.scaled(factor).to_string())
    }
}

/// The estimated inputs of the servers of units that can be varied: numbers and distributions,
/// one after the other of each unit in turn.
fn inputs<R: Runs>(runs: &R, compared: &[&Unit]) -> Vec<Input> {
    let corridor = runs.corridor();
    let mut all: Vec<Input> = Vec::new();
    for unit in compared {
        let (table, rows) = rows_of(corridor, unit);
        let Some(first) = rows.first() else { continue };
        for (column, value) in corridor.values.of_row(table, first) {
            let known =
                |one: &Input| one.table == table && one.row == *first && one.column == column;
            if !value.provenance.firmness.is_estimate()
                || value.provenance.sources.is_empty()
                || !DECIDING.contains(&column)
                || all.iter().any(known)
            {
                continue;
            }
            let stated = stated_range(corridor, table, first, column, &value.text);
            let (low, high) = stated.unwrap_or((1.0 - QUARTER, 1.0 + QUARTER));
            all.push(Input {
                table,
                row: first.clone(),
                rows: rows.clone(),
                column,
                text: runs.cell(table, first, column).to_owned(),
                unit: value.unit,
                low,
                high,
                is_stated: stated.is_some(),
                is_whole: matches!(
                    column,
                    "count" | "cranes" | "rail_cranes" | "handling_tracks" | "lanes"
                ),
            });
        }
    }
    all
}

/// Columns that say how much a server can do.
const DECIDING: [&str; 17] = [
    "capacity",
    "count",
    "crane_rate",
    "cranes",
    "documents",
    "handling_tracks",
    "headway",
    "inspection",
    "inspection_share",
    "lanes",
    "loop_spacing",
    "manoeuvring",
    "rail_cranes",
    "slots",
    "speed",
    "train_pairs",
    "turnaround",
];

/// Table and rows behind the server of a unit.
fn rows_of(corridor: &Corridor, unit: &Unit) -> (&'static str, Vec<String>) {
    let one = vec![unit.server.clone()];
    match unit.kind {
        "line section" => ("line_sections", one),
        "handling tracks" | "yard slots" => ("terminals", one),
        "control" => ("controls", one),
        "locomotives" => ("locomotives", one),
        "wagons" => ("wagons", one),
        "vessels" => ("vessels", one),
        _ => {
            let group = berth_groups(corridor).into_iter().find(|group| {
                group.first().is_some_and(|first| {
                    berths_id(corridor, &corridor.berths[*first]) == unit.server
                })
            });
            let ids = group.unwrap_or_default().into_iter();
            (
                "berths",
                ids.map(|idx| corridor.berths[idx].id.clone()).collect(),
            )
        }
    }
}

/// The plausible range of the calibration table, as multiples of the given value.
fn stated_range(
    corridor: &Corridor,
    table: &str,
    row: &str,
    column: &str,
    text: &str,
) -> Option<(f64, f64)> {
    let fit = corridor.calibration.rows().iter().find(|fit| {
        fit.table == table && fit.column == column && fit.rows.iter().any(|of| of == row)
    })?;
    let given: f64 = text.parse().ok()?;
    (given > 0.0).then(|| (fit.range.0 / given, fit.range.1 / given))
}
