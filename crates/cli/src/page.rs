//! Answers as pages of text that a planner can read.

pub(crate) mod bottlenecks;
pub(crate) mod briefing;
pub(crate) mod calibration;
pub(crate) mod choice;
pub(crate) mod comparison;
pub(crate) mod forecast;
pub(crate) mod overview;
pub(crate) mod plan;
pub(crate) mod quote;
pub(crate) mod simulation;
pub(crate) mod stress;
pub(crate) mod tariff;
pub(crate) mod validation;
pub(crate) mod verification;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use kervan::{Estimate, PrecisionRow, Study};

/// A plain table: no lines but the one under the header, numbers to the right.
fn table(header: &[&str], left_columns: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header.iter().copied());
    for (position, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if position == 0 { 0 } else { 1 }, 1));
        if position >= left_columns {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// A table as text, without blanks at the ends of lines.
fn lines(table: &Table) -> String {
    table
        .to_string()
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// A table whose rows each have a note under them, indented and broken at the width of a page.
fn lines_with_notes(table: &Table, notes: &[String]) -> String {
    let text = lines(table);
    let mut rows = text.lines();
    let mut out: String = rows
        .next()
        .map_or(String::new(), |head| format!("{head}\n"));
    for (row, note) in rows.zip(notes) {
        out += &format!("{row}\n");
        for line in broken(note, PAGE - 2) {
            out += &format!("  {line}\n");
        }
    }
    out
}

/// A text broken between words into lines of so many characters at most.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let long = lines[last].chars().count() + 1 + word.chars().count() > width;
        if lines[last].is_empty() {
            lines[last] = word.to_owned();
        } else if long {
            lines.push(word.to_owned());
        } else {
            lines[last] += &format!(" {word}");
        }
    }
    lines
}

/// Characters of a line of text.
const PAGE: usize = 100;

/// A heading with a rule under it.
fn heading(text: &str) -> String {
    format!("\n{text}\n{}\n", "-".repeat(text.chars().count()))
}

/// `12.3 ± 0.1`, or `-` where there is nothing.
fn number(estimate: Option<Estimate>, digits: usize) -> String {
    match estimate {
        None => "-".to_owned(),
        Some(estimate) => match estimate.halfwidth() {
            Some(half) => format!("{:.digits$} ± {half:.digits$}", estimate.mean),
            None => format!("{:.digits$}", estimate.mean),
        },
    }
}

/// A whole number with thousands apart.
fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 {
        format!("-{text}")
    } else {
        text
    }
}

/// A line for each scenario that was applied, to stand under a title: name, start of the checksum, title.
fn scenario_lines(study: &Study) -> String {
    study
        .applied()
        .iter()
        .map(|applied| {
            let scenario = &applied.scenario;
            let sum = applied.sha256.get(..12).unwrap_or_default();
            format!("Scenario `{}` ({sum}): {}\n", scenario.name, scenario.title)
        })
        .collect()
}

/// A line for each precision that was asked for: what was reached, and with how many replications.
fn precision_lines(rows: &[PrecisionRow]) -> String {
    let line = |row: &PrecisionRow| {
        let reached = row.reached_text().unwrap_or("nothing".to_owned());
        let only = if row.is_met { "" } else { "only " };
        let (condition, many) = (row.condition, row.replications);
        format!("asked for {condition}: reached {only}{reached} with {many} replications\n")
    };
    rows.iter().map(line).collect()
}

/// A share as a percentage.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// ` with `a`, `b`` after the name of a corridor, or nothing where no scenario was applied.
pub(crate) fn with_scenarios(study: &Study) -> String {
    let names: Vec<String> = study
        .applied()
        .iter()
        .map(|applied| format!("`{}`", applied.scenario.name))
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(" with {}", names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(
            (thousands(999.0), thousands(1000.0), thousands(1_234_567.4)),
            ("999".into(), "1,000".into(), "1,234,567".into())
        );
        assert_eq!(
            (thousands(-1200.0), thousands(-0.2)),
            ("-1,200".into(), "0".into())
        );
    }
}
