//! Two corridors on the same luck: what one is less the other.

use std::collections::{BTreeMap, BTreeSet};

use kervan::{Cause, Comparison, DifferenceRow, Estimate, FlowRow, Results, Side, Study};

use super::simulation::{carried, is_shown, waits_for, years};
use super::{heading, lines, number, precision_lines, scenario_lines, table, thousands};

/// Places with a cause, and servers, shown unless all are asked for.
const MOST: usize = 12;

pub(crate) fn page(studies: [&Study; 2], comparison: &Comparison, full: bool) -> String {
    let mut text = title(studies, comparison);
    for remark in &comparison.remarks {
        text += &format!("\nNote: {remark}\n");
    }
    text += &headline(comparison);
    text += &flows(studies, comparison, full);
    text += &days(comparison);
    text += &places(comparison);
    text += &changes(comparison, full);
    text += &causes(comparison);
    text += &months(comparison);
    text += &observed(comparison);
    text += &servers(comparison, full);
    text += &unmatched(comparison);
    text + &in_sum(comparison)
}

fn title(studies: [&Study; 2], comparison: &Comparison) -> String {
    let fact = |key: &str| {
        let mut rows = comparison.run.iter();
        rows.find(|row| row.key == key)
            .map_or("", |row| row.value.as_str())
    };
    let side = |side: Side, study: &Study| {
        let sum = study.checksum();
        let scenarios = scenario_lines(study).replace("Scenario", "   scenario");
        format!(
            "{}  {} ({})\n{scenarios}",
            side.as_str(),
            study.name(),
            sum.get(..12).unwrap_or_default(),
        )
    };
    let [a, b] = studies;
    let mut titles = vec![a.corridor().title.as_str(), b.corridor().title.as_str()];
    titles.dedup();
    let (warm_up_a, warm_up_b) = (&comparison.a.warm_up, &comparison.b.warm_up);
    let rule = match (warm_up_a.mser5_weeks, warm_up_b.mser5_weeks) {
        (Some(of_a), Some(of_b)) => {
            format!("(MSER-5 says {of_a:.0} weeks for A, {of_b:.0} for B)")
        }
        _ => "as asked".to_owned(),
    };
    format!(
        "{}: B less A\n{}{}\n{} of {} on the same luck\n{} of warm-up left out of both {rule}\nseed {}; kervan {}; ± are 95 % intervals over pairs; * marks those without zero\n{}",
        titles.join(" and "),
        side(Side::A, a),
        side(Side::B, b),
        match fact("replications") {
            "1" => "1 pair of replications".to_owned(),
            many => format!("{many} pairs of replications"),
        },
        years(fact("years").parse().unwrap_or(0)),
        years(warm_up_a.years),
        fact("seed"),
        fact("kervan"),
        precision_lines(&comparison.precision),
    )
}

/// The headline of A: the first of its flows, or the group of them.
fn headline_name(comparison: &Comparison) -> &str {
    let first = comparison.a.flows.first();
    first.map_or("", |row| row.flow.as_str())
}

/// The row of a figure that is the whole of its subject.
fn whole<'c>(
    comparison: &'c Comparison,
    table: &str,
    subject: &str,
    column: &str,
    unit: &str,
) -> Option<&'c DifferenceRow> {
    comparison.differences.iter().find(|row| {
        let figure = &row.figure;
        (figure.table, figure.column) == (table, column)
            && (figure.subject.as_str(), figure.unit.as_str()) == (subject, unit)
            && figure.place.is_empty()
            && figure.part.is_empty()
    })
}

/// The rows of one subject in a table, in order.
fn rows_of<'c>(
    comparison: &'c Comparison,
    table: &'c str,
    subject: &'c str,
) -> impl Iterator<Item = &'c DifferenceRow> {
    comparison
        .differences
        .iter()
        .filter(move |row| row.figure.table == table && row.figure.subject == subject)
}

/// An estimate in another unit.
fn scaled(estimate: Estimate, factor: f64) -> Estimate {
    Estimate {
        mean: estimate.mean * factor,
        low: estimate.low.map(|low| low * factor),
        high: estimate.high.map(|high| high * factor),
    }
}

/// Whether nothing of a figure differs in any pair.
fn is_same(row: &DifferenceRow) -> bool {
    row.difference.mean == 0.0 && row.difference.halfwidth().is_none_or(|half| half == 0.0)
}

/// A number with so many digits, or with thousands apart where there are none.
fn figure(value: f64, digits: usize) -> String {
    if digits == 0 {
        thousands(value)
    } else {
        format!("{value:.digits$}")
    }
}

/// `-3.7 ± 0.3 *`, or `same`.
fn change(row: &DifferenceRow, factor: f64, digits: usize) -> String {
    if is_same(row) {
        return "same  ".to_owned();
    }
    let difference = scaled(row.difference, factor);
    let sign = if difference.mean < 0.0 { '-' } else { '+' };
    let half = difference
        .halfwidth()
        .map_or(String::new(), |half| format!(" ± {}", figure(half, digits)));
    // As wide with the mark as without, so that numbers stand under one another.
    let mark = if row.is_clear() { " *" } else { "  " };
    format!(
        "{sign}{}{half}{mark}",
        figure(difference.mean.abs(), digits)
    )
}

fn headline(comparison: &Comparison) -> String {
    let name = headline_name(comparison);
    let measure = comparison.a.flows.first().map_or("", |row| row.measure);
    let out = format!("{measure}/yr");
    let mut table = table(
        &["", "A", "B", "B less A", "unpaired", "paired/unpaired"],
        1,
    );
    for (label, subject, column, unit, factor, digits) in [
        ("mean, days", name, "mean_d", "d", 1.0, 2),
        ("P10, days", name, "p10_d", "d", 1.0, 2),
        ("P50, days", name, "p50_d", "d", 1.0, 2),
        ("P90, days", name, "p90_d", "d", 1.0, 2),
        (
            "units within what was said, %",
            name,
            "share_in_said",
            "share",
            100.0,
            1,
        ),
        (
            "months within what was said, %",
            name,
            "months_in_said",
            "share",
            100.0,
            1,
        ),
        (
            &format!("out, {measure} a year"),
            name,
            "arrived_per_year",
            &out,
            1.0,
            0,
        ),
        (
            "all flows, t a year",
            "all flows",
            "arrived_t_per_year",
            "t/yr",
            1.0,
            0,
        ),
        (
            "all flows, TEU a year",
            "all flows",
            "arrived_per_year",
            "TEU/yr",
            1.0,
            0,
        ),
    ] {
        let Some(row) = whole(comparison, "flows", subject, column, unit) else {
            continue;
        };
        let side = |estimate: Estimate| {
            let estimate = scaled(estimate, factor);
            let half = estimate
                .halfwidth()
                .map_or(String::new(), |half| format!(" ± {}", figure(half, digits)));
            figure(estimate.mean, digits) + &half
        };
        table.add_row([
            label.to_owned(),
            side(row.a),
            side(row.b),
            change(row, factor, digits),
            row.unpaired_halfwidth.map_or("-".to_owned(), |half| {
                format!("± {}", figure(half * factor, digits))
            }),
            row.share_of_unpaired()
                .map_or("-".to_owned(), |share| format!("{share:.2}")),
        ]);
    }
    let other = comparison.b.flows.first().map_or("", |row| &row.flow);
    let is_known = comparison.a.flows.iter().any(|row| row.flow == other)
        || comparison.b.flows.iter().any(|row| row.flow == name);
    let title = if is_known {
        format!("In sum: {name}")
    } else {
        format!("In sum: {name} (A), {other} (B)")
    };
    heading(&title)
        + &lines(&table)
        + "unpaired: what ± would be had the two not shared their luck.\n"
}

fn flows(studies: [&Study; 2], comparison: &Comparison, full: bool) -> String {
    let mut table = table(
        &[
            "flow",
            "mean",
            "P10",
            "P50",
            "P90",
            "a year in",
            "and out",
            "",
        ],
        1,
    );
    let shown = |results: &Results, name: &str| {
        let row = results.flows.iter().find(|row| row.flow == name);
        row.is_some_and(|row| full || is_shown(results, row))
    };
    let (mut any, mut left_out) = (false, 0);
    for row in &comparison.a.flows {
        let name = row.flow.as_str();
        if rows_of(comparison, "flows", name).next().is_none() {
            continue;
        }
        if !shown(&comparison.a, name) && !shown(&comparison.b, name) {
            left_out += 1;
            continue;
        }
        table.add_row(flow(studies[0], comparison, row));
        any = true;
    }
    section(
        !any,
        "Transit time in days and volume by flow, B less A",
        &table,
    ) + &if left_out > 0 {
        format!("{left_out} smaller flows are left out; `--full` shows them.\n")
    } else {
        String::new()
    }
}

fn flow(study: &Study, comparison: &Comparison, row: &FlowRow) -> [String; 8] {
    let (per_unit, unit) = carried(study, row);
    let per_year = format!("{}/yr", row.measure);
    let cell = |column: &str, unit: &str, factor: f64, digits: usize| {
        whole(comparison, "flows", &row.flow, column, unit)
            .map_or("-".to_owned(), |row| change(row, factor, digits))
    };
    let volume = |column: &str| cell(column, &per_year, 1.0 / per_unit, 0);
    [
        if row.is_group {
            row.flow.clone()
        } else {
            format!("  {}", row.flow)
        },
        cell("mean_d", "d", 1.0, 1),
        cell("p10_d", "d", 1.0, 1),
        cell("p50_d", "d", 1.0, 1),
        cell("p90_d", "d", 1.0, 1),
        volume("entered_per_year"),
        volume("arrived_per_year"),
        unit.to_owned(),
    ]
}

fn days(comparison: &Comparison) -> String {
    let name = headline_name(comparison);
    let mut rows: Vec<(u32, &DifferenceRow)> = rows_of(comparison, "transit_distribution", name)
        .filter_map(|row| Some((row.figure.part.strip_prefix("day ")?.parse().ok()?, row)))
        .filter(|(_, row)| row.a.mean.max(row.b.mean) >= 0.001)
        .collect();
    rows.sort_by_key(|(day, _)| *day);
    let mut table = table(&["day", "A, %", "B, %", "B less A"], 1);
    for (day, row) in &rows {
        table.add_row([
            format!("{day}-{}", day + 1),
            number(Some(scaled(row.a, 100.0)), 1),
            number(Some(scaled(row.b, 100.0)), 1),
            change(row, 100.0, 1),
        ]);
    }
    section(
        rows.is_empty(),
        &format!("{name}: share of units by day"),
        &table,
    )
}

fn section(is_empty: bool, title: &str, table: &comfy_table::Table) -> String {
    if is_empty {
        String::new()
    } else {
        heading(title) + &lines(table)
    }
}

/// Names in print of all places with hours.
fn place_names(comparison: &Comparison) -> BTreeMap<&str, &str> {
    let rows = comparison.b.hours.iter().chain(&comparison.a.hours);
    rows.map(|row| (row.place.as_str(), row.place_name.as_str()))
        .collect()
}

fn hours_table(first: &[&str]) -> comfy_table::Table {
    let header: Vec<&str> = first
        .iter()
        .copied()
        .chain(["A", "B", "B less A"])
        .collect();
    table(&header, first.len())
}

fn hours_cells(row: &DifferenceRow) -> [String; 3] {
    [
        number(Some(row.a), 1),
        number(Some(row.b), 1),
        change(row, 1.0, 1),
    ]
}

/// Whether a change of hours is seen with one digit.
fn is_seen(row: &DifferenceRow) -> bool {
    row.difference.mean.abs() >= 0.05
}

fn places(comparison: &Comparison) -> String {
    let name = headline_name(comparison);
    let names = place_names(comparison);
    let mut table = hours_table(&["place"]);
    let (mut shown, mut left_out) = (0, 0);
    for row in rows_of(comparison, "hours_by_cause", name) {
        let place = row.figure.place.as_str();
        if !row.figure.part.is_empty() || (!place.is_empty() && !is_seen(row)) {
            left_out += usize::from(row.figure.part.is_empty());
            continue;
        }
        let label = if place.is_empty() {
            "all"
        } else {
            names.get(place).copied().unwrap_or(place)
        };
        let [a, b, difference] = hours_cells(row);
        table.add_row([label.to_owned(), a, b, difference]);
        shown += 1;
    }
    section(
        shown == 0,
        &format!("Where the hours go: {name}, hours per unit"),
        &table,
    ) + &if left_out > 0 {
        format!("{left_out} places with less than 0.05 h of difference are left out.\n")
    } else {
        String::new()
    }
}

fn changes(comparison: &Comparison, full: bool) -> String {
    let name = headline_name(comparison);
    let names = place_names(comparison);
    let mut rows: Vec<&DifferenceRow> = rows_of(comparison, "hours_by_cause", name)
        .filter(|row| !row.figure.place.is_empty() && !row.figure.part.is_empty())
        .filter(|row| full || is_seen(row))
        .collect();
    let size = |row: &DifferenceRow| row.difference.mean.abs();
    rows.sort_by(|x, y| size(y).total_cmp(&size(x)).then(x.figure.cmp(&y.figure)));
    let all = rows.len();
    if !full {
        rows.truncate(MOST);
    }
    let mut table = hours_table(&["place", "cause"]);
    for row in &rows {
        let place = row.figure.place.as_str();
        let [a, b, difference] = hours_cells(row);
        table.add_row([
            names.get(place).copied().unwrap_or(place).to_owned(),
            cause_words(&row.figure.part),
            a,
            b,
            difference,
        ]);
    }
    let title = if rows.len() < all {
        format!("The {MOST} largest of {all} changes by place and cause, hours per unit")
    } else {
        "Changes by place and cause, hours per unit".to_owned()
    };
    section(rows.is_empty(), &title, &table)
}

fn cause_words(word: &str) -> String {
    match Cause::ALL.into_iter().find(|cause| cause.as_str() == word) {
        Some(cause) if cause.is_waiting() => format!("waiting for {}", waits_for(cause)),
        _ => word.to_owned(),
    }
}

fn causes(comparison: &Comparison) -> String {
    let name = headline_name(comparison);
    let mut table = hours_table(&["cause"]);
    let mut shown = 0;
    for row in rows_of(comparison, "hours_by_cause", name)
        .filter(|row| row.figure.place.is_empty() && !row.figure.part.is_empty())
        .filter(|row| row.a.mean.max(row.b.mean) >= 0.05)
    {
        let [a, b, difference] = hours_cells(row);
        table.add_row([cause_words(&row.figure.part), a, b, difference]);
        shown += 1;
    }
    section(
        shown == 0,
        &format!("By cause: {name}, hours per unit"),
        &table,
    )
}

fn months(comparison: &Comparison) -> String {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let name = headline_name(comparison);
    let mut table = table(&["month", "A", "B", "B less A"], 1);
    let mut shown = 0;
    for (position, month) in NAMES.into_iter().enumerate() {
        let part = format!("month {}", position + 1);
        let row = rows_of(comparison, "transit_by_month", name)
            .find(|row| row.figure.part == part && row.figure.column == "mean_d");
        let Some(row) = row else { continue };
        table.add_row([
            month.to_owned(),
            number(Some(row.a), 2),
            number(Some(row.b), 2),
            change(row, 1.0, 2),
        ]);
        shown += 1;
    }
    section(
        shown == 0,
        &format!("Mean by month of arrival, days: {name}"),
        &table,
    )
}

fn observed(comparison: &Comparison) -> String {
    let mut table = table(&["figure", "A", "B", "B less A"], 1);
    let mut shown = 0;
    let rows = comparison.differences.iter();
    for row in rows.filter(|row| row.figure.table == "observed") {
        let unit = row.figure.unit.as_str();
        let digits = if unit == "d" { 2 } else { 0 };
        table.add_row([
            format!("{}, {unit}", row.figure.subject),
            figure(row.a.mean, digits),
            figure(row.b.mean, digits),
            change(row, 1.0, digits),
        ]);
        shown += 1;
    }
    section(shown == 0, "Simulated, of what is published", &table)
}

fn servers(comparison: &Comparison, full: bool) -> String {
    let mut rows: Vec<&DifferenceRow> = comparison
        .differences
        .iter()
        .filter(|row| row.figure.table == "server_hours" && row.figure.part.is_empty())
        .collect();
    let all = rows.len();
    let size = |row: &DifferenceRow| row.difference.mean.abs();
    rows.sort_by(|x, y| size(y).total_cmp(&size(x)).then(x.figure.cmp(&y.figure)));
    if !full {
        rows.retain(|row| !is_same(row));
        rows.truncate(MOST);
    }
    let mut table = table(&["server", "A", "B", "B less A"], 1);
    for row in &rows {
        table.add_row([
            row.figure.subject.clone(),
            number(Some(scaled(row.a, 100.0)), 1),
            number(Some(scaled(row.b, 100.0)), 1),
            change(row, 100.0, 1),
        ]);
    }
    let title = if rows.len() < all {
        format!("Occupancy in %: the largest changes of {all} servers")
    } else {
        "Occupancy in %".to_owned()
    };
    section(rows.is_empty(), &title, &table)
}

/// Flows, servers and published figures that have no counterpart at all.
fn unmatched(comparison: &Comparison) -> String {
    let matched: BTreeSet<&str> = comparison
        .differences
        .iter()
        .map(|row| row.figure.subject.as_str())
        .collect();
    let alone: BTreeSet<(&str, &str)> = comparison
        .unmatched
        .iter()
        .map(|row| (row.side.as_str(), row.figure.subject.as_str()))
        .filter(|(_, subject)| !matched.contains(subject))
        .collect();
    if alone.is_empty() {
        return String::new();
    }
    let line = |(side, subject): &(&str, &str)| format!("{side}  {subject}\n");
    heading("Only in one of the two") + &alone.iter().map(line).collect::<String>()
}

fn in_sum(comparison: &Comparison) -> String {
    let all = &comparison.differences;
    let differ: Vec<&DifferenceRow> = all.iter().filter(|row| !is_same(row)).collect();
    let mut text = heading("What the same luck is worth");
    if differ.is_empty() {
        return text + &format!("None of {} figures differs.\n", thousands(all.len() as f64));
    }
    let shares: Vec<f64> = differ
        .iter()
        .filter_map(|row| row.share_of_unpaired())
        .collect();
    let clear = differ.iter().filter(|row| row.is_clear()).count();
    text += &format!(
        "{} of {} figures differ, {} of them by an interval without zero (*).\n",
        thousands(differ.len() as f64),
        thousands(all.len() as f64),
        thousands(clear as f64),
    );
    if !shares.is_empty() {
        text += &format!(
            "Their intervals are on average {:.2} times as wide as without the same luck.\n",
            shares.iter().sum::<f64>() / shares.len() as f64,
        );
    }
    text + "One interval in twenty leaves out zero by chance where a change changes nothing.\n`--out DIR` and `--format json` have every figure.\n"
}
