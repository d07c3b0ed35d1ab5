//! Headers: which column stands where, in which unit.

use std::collections::BTreeMap;

use crate::code;
use crate::dictionary::{Absent, ColumnRule, Kind, TableRule};
use crate::finding::{Finding, suggestion};
use crate::quantity::{Unit, units_of_kind};
use crate::raw::{Cell, RawTable};

/// What the header says of the unit of a column's cells.
#[derive(Clone, Copy)]
pub(super) struct HeaderUnit {
    /// Factor to the unit of the dictionary.
    pub(super) factor: f64,
    /// Unit of an amount; `None` where each cell brings its own.
    pub(super) amount: Option<&'static str>,
}

impl HeaderUnit {
    pub(super) const AS_IS: HeaderUnit = HeaderUnit {
        factor: 1.0,
        amount: None,
    };
}

/// Where each column of the dictionary stands in the file, and the unit of its cells.
pub(super) fn check_header(
    rule: &TableRule,
    table: &RawTable,
    findings: &mut Vec<Finding>,
) -> BTreeMap<usize, (usize, HeaderUnit)> {
    let mut columns = BTreeMap::new();
    for (at, cell) in table.header.iter().enumerate() {
        let (name, unit) = cell.name_and_unit();
        let Some(position) = rule.position(name) else {
            if let Some(finding) = unnamed_or_uncut(cell, name, table.header.len()) {
                findings.push(finding);
                continue;
            }
            findings.push(Finding::new(
                code::UNKNOWN_COLUMN,
                &cell.origin,
                format!("{} has no column `{name}`", rule.file()),
                "not in the parameter dictionary",
                suggestion(
                    name,
                    rule.columns.iter().map(|column| column.name.as_str()),
                    "this table",
                ),
            ));
            continue;
        };
        let column = &rule.columns[position];
        if columns.contains_key(&position) {
            findings.push(Finding::new(
                code::COLUMN_TWICE,
                &cell.origin,
                format!("column `{name}` stands twice in {}", rule.file()),
                "the second one",
                "remove one of the two",
            ));
            continue;
        }
        // Cells without a unit under a header without one are one finding, not many.
        let bare = |row: &Vec<Cell>| row.get(at).is_none_or(|cell| !cell.text.contains(' '));
        let all_bare = unit.is_none() && table.rows.iter().all(bare);
        let header_unit = header_unit(column, unit, all_bare).unwrap_or_else(|(expected, help)| {
            findings.push(Finding::new(
                code::WRONG_UNIT,
                &cell.origin,
                match unit {
                    Some(unit) => format!("column `{name}` cannot be given in `{unit}`"),
                    None => format!("column `{name}` has no unit"),
                },
                expected,
                help,
            ));
            HeaderUnit {
                factor: 1.0,
                amount: first_unit(column),
            }
        });
        columns.insert(position, (at, header_unit));
    }
    for (position, column) in rule.columns.iter().enumerate() {
        if column.absent == Absent::Refused && !columns.contains_key(&position) {
            findings.push(Finding::new(
                code::MISSING_COLUMN,
                &table
                    .header
                    .first()
                    .map_or_else(|| table.origin.clone(), |cell| cell.origin.clone()),
                format!("{} has no column `{}`", rule.file(), column.name),
                column.meaning.clone(),
                format!("add the column `{}`", header_of(column)),
            ));
        }
    }
    columns
}

/// A header without a name, or one that holds all names because the file is cut by another mark.
fn unnamed_or_uncut(cell: &Cell, name: &str, columns: usize) -> Option<Finding> {
    if name.is_empty() {
        return Some(Finding::new(
            code::UNKNOWN_COLUMN,
            &cell.origin,
            "a column has no name",
            "nothing between two commas, or after the last one",
            "name the column, or take its comma out of every line",
        ));
    }
    let mark = [(';', "`;`"), ('\t', "tabs")]
        .into_iter()
        .find(|(mark, _)| columns == 1 && cell.text.contains(*mark))?;
    Some(Finding::new(
        code::UNKNOWN_COLUMN,
        &cell.origin,
        format!("the columns are separated by {}", mark.1),
        "expected commas",
        "save the table with commas between the columns (`CSV UTF-8`)",
    ))
}

/// How a column is headed, its unit included.
pub fn header_of(column: &ColumnRule) -> String {
    match column.unit.as_str() {
        "" => column.name.clone(),
        unit => format!("{} [{unit}]", column.name),
    }
}

fn header_unit(
    column: &ColumnRule,
    unit: Option<&str>,
    all_bare: bool,
) -> Result<HeaderUnit, (String, String)> {
    if let Kind::Amount(units) = &column.kind {
        let known = unit.and_then(|unit| amount_unit(units, unit));
        return match known {
            Some((factor, name)) => Ok(HeaderUnit {
                factor,
                amount: Some(name),
            }),
            None if unit.is_none() && !all_bare => Ok(HeaderUnit::AS_IS),
            None => Err((
                format!("expected one of {}", in_brackets(units)),
                format!(
                    "write `{} [{}]`, or no unit in the header and one in each cell, such as `12 {}`",
                    column.name, units[0], units[0]
                ),
            )),
        };
    }
    unit_factor(column, unit).map(|factor| HeaderUnit {
        factor,
        amount: None,
    })
}

/// The first unit of an amount, under which cells are read on after a finding.
fn first_unit(column: &ColumnRule) -> Option<&'static str> {
    match &column.kind {
        Kind::Amount(units) => Unit::named(&units[0]).map(|unit| unit.name),
        _ => None,
    }
}

/// Factor to the first unit of the list that measures the same, and its name.
pub(super) fn amount_unit(units: &[String], unit: &str) -> Option<(f64, &'static str)> {
    let given = Unit::named(unit)?;
    units
        .iter()
        .filter_map(|name| Unit::named(name))
        .find_map(|known| Some((given.factor_to(known)?, known.name)))
}

pub(super) fn in_brackets(units: &[String]) -> String {
    let units: Vec<String> = units.iter().map(|unit| format!("[{unit}]")).collect();
    units.join(", ")
}

fn unit_factor(column: &ColumnRule, unit: Option<&str>) -> Result<f64, (String, String)> {
    let help = format!("write `{}`", header_of(column));
    let expected_unit = Unit::named(&column.unit);
    match (expected_unit, unit) {
        (None, None) => Ok(1.0),
        (None, Some("-")) => Ok(1.0),
        (None, Some(_)) => Err(("this column has no unit".to_owned(), help)),
        (Some(expected), None) if expected.name == "-" => Ok(1.0),
        (Some(expected), None) => Err((
            format!("expected {}, such as [{}]", expected.kind, expected.name),
            help,
        )),
        (Some(expected), Some(unit)) => Unit::named(unit)
            .and_then(|given| given.factor_to(expected))
            .ok_or_else(|| {
                let units: Vec<String> = units_of_kind(expected.kind)
                    .iter()
                    .map(|unit| format!("[{unit}]"))
                    .collect();
                let given = Unit::named(unit)
                    .map_or("an unknown unit".to_owned(), |given| given.kind.to_owned());
                (
                    format!("{given}; expected {}: {}", expected.kind, units.join(", ")),
                    help,
                )
            }),
    }
}
