//! Every cell against the dictionary: names, units, numbers, ranges, notations, references.

mod cell;
mod header;
mod source;

pub use cell::files_of;
pub use header::header_of;
pub(crate) use source::read_provenance;

use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::dictionary::{self, Absent, Kind, TableRule};
use crate::finding::{Finding, suggestion};
use crate::origin::Origin;
use crate::provenance::ValueList;
use crate::quantity::{Distribution, OpeningHours, Timetable};
use crate::raw::{Cell, Raw, RawTable};
use cell::{read_cell, shortened};
use header::{HeaderUnit, check_header};
use source::collect_values;

/// What a cell holds once it is understood, in the unit of the dictionary.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Text(String),
    Number(f64),
    /// A number in one of the units of its column.
    Amount(f64, &'static str),
    Integer(i64),
    Distribution(Distribution),
    List(Vec<Cell>),
    Stretches(Vec<(Cell, Cell)>),
    OpeningHours(OpeningHours),
    Timetable(Timetable),
    Months([f64; 12]),
    /// Seconds east of UTC.
    TimeZone(i64),
}

/// One cell with its place.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) content: Option<Content>,
    pub(crate) origin: Origin,
    /// Whether the cell was filled, so that the value is not a default.
    pub(crate) written: bool,
}

/// One row, one field per column of the dictionary.
#[derive(Clone, Debug)]
pub(crate) struct CheckedRow {
    pub(crate) rule: &'static TableRule,
    pub(crate) key: Cell,
    pub(crate) fields: Vec<Field>,
}

/// All rows of all tables, each cell understood.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) rows: BTreeMap<&'static str, Vec<CheckedRow>>,
    pub(crate) values: ValueList,
}

/// Checks every table; the rows are complete only if there are no findings.
pub(crate) fn check(raw: &Raw, findings: &mut Vec<Finding>) -> Checked {
    let mut checked = Checked::default();
    let files: Vec<String> = dictionary::tables().iter().map(TableRule::file).collect();
    for table in &raw.tables {
        match dictionary::table(&table.name) {
            Some(rule) => {
                let rows = check_table(rule, table, raw.manifest.first_day, findings);
                checked.rows.insert(&rule.name, rows);
            }
            None => findings.push(Finding::new(
                code::UNKNOWN_TABLE,
                &table.origin,
                format!("`{}.csv` is not a table of a corridor", table.name),
                "the tables are listed by `kervan explain tables`",
                suggestion(
                    &format!("{}.csv", table.name),
                    files.iter().map(String::as_str),
                    "a corridor",
                ),
            )),
        }
    }
    for rule in dictionary::tables().iter().filter(|rule| rule.required) {
        let found = raw.tables.iter().find(|table| table.name == rule.name);
        if found.is_none_or(|table| table.rows.is_empty()) {
            let (what, origin) = match found {
                Some(table) => ("has no rows", table.origin.clone()),
                None => ("is missing", Origin::file(&rule.file())),
            };
            findings.push(Finding::new(
                code::MISSING_TABLE,
                &origin,
                format!("the table `{}` {what}", rule.file()),
                rule.meaning.clone(),
                format!("`kervan explain {}` lists its columns; `kervan export first DIR` writes an example", rule.name),
            ));
        }
    }
    check_references(raw, &checked, findings);
    collect_values(raw, &mut checked, findings);
    checked
}

fn check_table(
    rule: &'static TableRule,
    table: &RawTable,
    first_day: (i16, i8, i8),
    findings: &mut Vec<Finding>,
) -> Vec<CheckedRow> {
    let columns = check_header(rule, table, findings);
    let Some(key_position) = rule.position(&rule.key) else {
        return Vec::new();
    };
    let mut seen: BTreeMap<String, Origin> = BTreeMap::new();
    let mut rows = Vec::new();
    for cells in &table.rows {
        let origin_of_row = cells
            .first()
            .map_or_else(|| table.origin.clone(), |cell| cell.origin.clone());
        let mut fields = Vec::new();
        for (position, column) in rule.columns.iter().enumerate() {
            let (cell, unit) = match columns.get(&position) {
                Some((at, unit)) => (cells.get(*at), *unit),
                None => (None, HeaderUnit::AS_IS),
            };
            let origin = cell.map_or_else(|| origin_of_row.clone(), |cell| cell.origin.clone());
            let text = cell.map_or("", |cell| cell.text.as_str());
            // A column that is not there at all was found by its header, not row by row.
            let missing_column = cell.is_none() && column.absent == Absent::Refused;
            let content = if missing_column {
                None
            } else {
                read_cell(column, text, unit, &origin, first_day).unwrap_or_else(|finding| {
                    findings.push(finding);
                    None
                })
            };
            fields.push(Field {
                content,
                origin,
                written: !text.is_empty(),
            });
        }
        for (position, column) in rule.columns.iter().enumerate() {
            if let (Absent::Column(other), None) = (&column.absent, &fields[position].content)
                && let Some(other) = rule.position(other)
            {
                fields[position].content = fields[other].content.clone();
                fields[position].origin = fields[other].origin.clone();
            }
        }
        let key = match &fields[key_position] {
            Field {
                content: Some(Content::Text(text)),
                origin,
                ..
            } => Cell {
                text: text.clone(),
                origin: origin.clone(),
            },
            Field { origin, .. } => Cell {
                text: String::new(),
                origin: origin.clone(),
            },
        };
        if !key.text.is_empty() {
            if let Some(first) = seen.get(&key.text) {
                findings.push(Finding::new(
                    code::ID_TWICE,
                    &key.origin,
                    format!("`{}` stands twice in {}", key.text, rule.file()),
                    if first.file == key.origin.file {
                        format!("also on line {}", first.line)
                    } else {
                        format!("also in {first}")
                    },
                    "give each row a name of its own, or remove one of the two",
                ));
            } else {
                seen.insert(key.text.clone(), key.origin.clone());
            }
        }
        rows.push(CheckedRow { rule, key, fields });
    }
    rows
}

fn check_references(raw: &Raw, checked: &Checked, findings: &mut Vec<Finding>) {
    let ids: BTreeMap<&str, BTreeSet<&str>> = checked
        .rows
        .iter()
        .map(|(table, rows)| {
            (
                *table,
                rows.iter()
                    .map(|row| row.key.text.as_str())
                    .filter(|key| !key.is_empty())
                    .collect(),
            )
        })
        .collect();
    let mut meet = |table: &str, column: &str, cell: &Cell| {
        let known: BTreeSet<&str> = table
            .split('|')
            .filter_map(|table| ids.get(table))
            .flatten()
            .copied()
            .collect();
        // A table that must be there, or whose key column is not, has a finding of its own.
        let has_own_finding = known.is_empty()
            && table.split('|').any(|table| {
                dictionary::table(table).is_some_and(|rule| rule.required)
                    || raw
                        .tables
                        .iter()
                        .any(|given| given.name == table && !given.rows.is_empty())
            });
        if !has_own_finding && !known.contains(cell.text.as_str()) {
            findings.push(Finding::new(
                code::UNKNOWN_NAME,
                &cell.origin,
                format!(
                    "`{column}` names `{}`, which is not in the corridor",
                    shortened(&cell.text)
                ),
                format!("no row `{}` in {}", shortened(&cell.text), files_of(table)),
                suggestion(&cell.text, known.iter().copied(), &files_of(table)),
            ));
        }
    };
    for row in checked.rows.values().flatten() {
        for (column, field) in row.rule.columns.iter().zip(&row.fields) {
            match (&column.kind, &field.content) {
                (Kind::Reference(table), Some(Content::Text(text))) => {
                    meet(
                        table,
                        &column.name,
                        &Cell {
                            text: text.clone(),
                            origin: field.origin.clone(),
                        },
                    );
                }
                (Kind::References(table), Some(Content::List(cells))) => {
                    cells
                        .iter()
                        .for_each(|cell| meet(table, &column.name, cell));
                }
                (Kind::Stretches(table), Some(Content::Stretches(stretches))) => {
                    for (pool, node) in stretches {
                        meet(table, &column.name, pool);
                        meet("nodes", &column.name, node);
                    }
                }
                _ => {}
            }
        }
    }
}
