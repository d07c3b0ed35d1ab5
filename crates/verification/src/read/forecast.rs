//! Series to be forecast: one of a case, or many of a file.

use kervan_corridor::{Finding, Origin, code};
use kervan_forecast::Series;

use crate::case::{Followed, Forecast};
use crate::section::{Reader, SERIES, Table};

/// Columns of a file of many series; the values follow.
const COLUMNS: [&str; 5] = ["id", "period", "type", "horizon", "n_train"];
/// Frequencies by name, with the steps of a season.
const FREQUENCIES: [(&str, usize); 6] = [
    ("YEARLY", 1),
    ("QUARTERLY", 4),
    ("MONTHLY", 12),
    ("WEEKLY", 52),
    ("DAILY", 7),
    ("OTHER", 1),
];

/// A series of a case.
pub(super) fn series(reader: &mut Reader, table: &Table) -> Option<Forecast> {
    let table = reader.subtable(table, "series", &SERIES)?;
    let node = reader.needed(&table, "values");
    let mut numbers = |key: &str| {
        let node = table.get(key)?;
        let numbers = node.numbers().filter(|numbers| !numbers.is_empty());
        if numbers.is_none() {
            let expected = "numbers, such as [1.5, 2, 4]";
            reader.wrong(key, node, "is no list of numbers", expected);
        }
        numbers
    };
    let (values, after) = (numbers("values"), numbers("after"));
    let period = reader.whole(&table, "period", (1, 366)).unwrap_or(1);
    let known = match Series::new(values?, period as usize) {
        Ok(known) => known,
        Err(error) => {
            reader.wrong("values", node?, &error.to_string(), "finite numbers");
            return None;
        }
    };
    Some(Forecast::Series(Followed {
        id: String::new(),
        frequency: String::new(),
        known,
        after: after.unwrap_or_default(),
    }))
}

/// Many series of a file: `id,period,type,horizon,n_train`, then the values of each, those of the
/// horizon last.
///
/// # Errors
///
/// Everything that is wrong with the text, with its line and column.
pub fn panel(file: &str, text: &str) -> Result<Vec<Followed>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut find = |line: usize, column: usize, length: usize, message: String, expected: &str| {
        let origin = Origin {
            line: line as u32 + 1,
            column: column as u32,
            length: length as u32,
            ..Origin::file(file)
        };
        let help = "a line holds `id,period,type,horizon,n_train`, then the values";
        findings.push(Finding::new(
            code::BAD_CASE,
            &origin,
            message,
            expected,
            help,
        ));
    };
    let mut series = Vec::new();
    let mut lines = text.lines().enumerate();
    let heading = lines.next().map(|(_, line)| line).unwrap_or_default();
    let names: Vec<&str> = heading
        .split(',')
        .map(|name| name.trim().trim_matches('"'))
        .collect();
    if names.len() < COLUMNS.len() || names[..COLUMNS.len()] != COLUMNS {
        let message = "this is no heading of a file of series".to_owned();
        find(
            0,
            1,
            heading.len().max(1),
            message,
            "id,period,type,horizon,n_train",
        );
        return Err(findings);
    }
    for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let mut column = 1;
        let cells: Vec<(usize, &str)> = line
            .split(',')
            .map(|cell| {
                let at = column;
                column += cell.chars().count() + 1;
                (at, cell.trim().trim_matches('"'))
            })
            .collect();
        if cells.len() <= COLUMNS.len() {
            let message = format!("this line has {} cells", cells.len());
            find(number, 1, line.len(), message, "five cells and the values");
            continue;
        }
        let before = series.len();
        let (at, frequency) = cells[1];
        let period = FREQUENCIES
            .iter()
            .find(|(name, _)| frequency.eq_ignore_ascii_case(name))
            .map(|(_, period)| *period);
        if period.is_none() {
            let names: Vec<&str> = FREQUENCIES.iter().map(|(name, _)| *name).collect();
            let message = format!("`{frequency}` is no frequency");
            find(
                number,
                at,
                frequency.len().max(1),
                message,
                &names.join(", "),
            );
        }
        let mut whole = |position: usize| {
            let (at, cell) = cells[position];
            let found: Option<usize> = cell.parse().ok();
            if found.is_none() {
                let message = format!("`{cell}` is no number of steps");
                find(number, at, cell.len().max(1), message, "a whole number");
            }
            found
        };
        let (horizon, known) = (whole(3), whole(4));
        let mut values = Vec::new();
        // Lines are filled up with empty cells to the longest.
        let last = cells.iter().rposition(|(_, cell)| !cell.is_empty());
        for (at, cell) in &cells[COLUMNS.len()..=last.unwrap_or(0).max(COLUMNS.len())] {
            match cell.parse::<f64>() {
                Ok(value) if value.is_finite() => values.push(value),
                _ => {
                    let message = format!("`{cell}` is no number");
                    find(number, *at, cell.len().max(1), message, "a number");
                }
            }
        }
        let (Some(period), Some(horizon), Some(known)) = (period, horizon, known) else {
            continue;
        };
        if horizon == 0 || known == 0 || known + horizon != values.len() {
            let message = format!(
                "there are {} values for {known} known and {horizon} after",
                values.len()
            );
            find(
                number,
                1,
                line.chars().count(),
                message,
                "as many as both together",
            );
            continue;
        }
        let after = values.split_off(known);
        if let Ok(known) = Series::new(values, period) {
            series.push(Followed {
                id: cells[0].1.to_owned(),
                frequency: frequency.to_owned(),
                known,
                after,
            });
        }
        debug_assert!(series.len() == before + 1, "the values are finite numbers");
    }
    if findings.is_empty() {
        Ok(series)
    } else {
        Err(findings)
    }
}
