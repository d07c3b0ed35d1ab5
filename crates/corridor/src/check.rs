//! Every cell against the dictionary: names, units, numbers, ranges, notations, references.

// A finding is rare; boxing each would buy nothing.
#![allow(clippy::result_large_err)]

use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::dictionary::{self, Absent, ColumnRule, Kind, TableRule};
use crate::finding::{Finding, suggestion};
use crate::origin::Origin;
use crate::provenance::{Firmness, Provenance, Value, ValueList};
use crate::quantity::{Distribution, NotationError, OpeningHours, Timetable, Unit, units_of_kind};
use crate::raw::{Cell, Raw, RawTable};

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
    check_references(&checked, findings);
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

/// What the header says of the unit of a column's cells.
#[derive(Clone, Copy)]
struct HeaderUnit {
    /// Factor to the unit of the dictionary.
    factor: f64,
    /// Unit of an amount; `None` where each cell brings its own.
    amount: Option<&'static str>,
}

impl HeaderUnit {
    const AS_IS: HeaderUnit = HeaderUnit {
        factor: 1.0,
        amount: None,
    };
}

/// Where each column of the dictionary stands in the file, and the unit of its cells.
fn check_header(
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
fn amount_unit(units: &[String], unit: &str) -> Option<(f64, &'static str)> {
    let given = Unit::named(unit)?;
    units
        .iter()
        .filter_map(|name| Unit::named(name))
        .find_map(|known| Some((given.factor_to(known)?, known.name)))
}

fn in_brackets(units: &[String]) -> String {
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

fn read_cell(
    column: &ColumnRule,
    text: &str,
    unit: HeaderUnit,
    origin: &Origin,
    first_day: (i16, i8, i8),
) -> Result<Option<Content>, Finding> {
    // Defaults stand in the dictionary's unit, cells in that of the header.
    let (text, factor) = match (text, &column.absent) {
        ("", Absent::Default(default)) => (default.as_str(), 1.0),
        ("", Absent::Nothing | Absent::Column(_)) => return Ok(None),
        ("", Absent::Refused) => {
            return Err(Finding::new(
                code::EMPTY_CELL,
                origin,
                format!("`{}` is empty", column.name),
                column.meaning.clone(),
                format!("give {}", wanted(column)),
            ));
        }
        (text, _) => (text, unit.factor),
    };
    let notation = |error: NotationError| {
        Finding::new(
            code::BAD_NOTATION,
            origin,
            format!("`{}` cannot be read: {}", column.name, error.problem),
            format!("expected {}", error.expected),
            format!("{}: {}", column.name, column.meaning),
        )
    };
    let content = match &column.kind {
        Kind::Id | Kind::Text | Kind::Reference(_) => Content::Text(text.to_owned()),
        Kind::Choice(words) => {
            if !words.iter().any(|word| word == text) {
                return Err(Finding::new(
                    code::NOT_A_CHOICE,
                    origin,
                    format!("`{text}` is no `{}`", column.name),
                    format!("expected {}", listed(words)),
                    suggestion(text, words.iter().map(String::as_str), "the dictionary"),
                ));
            }
            Content::Text(text.to_owned())
        }
        Kind::Number => Content::Number(in_range(
            column,
            number(column, text, origin)? * factor,
            origin,
        )?),
        Kind::Amount(units) => {
            let (value, unit) = match unit.amount {
                Some(name) => (number(column, text, origin)? * factor, name),
                None => amount(column, units, text, origin)?,
            };
            Content::Amount(in_range(column, value, origin)?, unit)
        }
        Kind::Integer => {
            let value = number(column, text, origin)?;
            if value.fract() != 0.0 {
                return Err(Finding::new(
                    code::NOT_A_NUMBER,
                    origin,
                    format!("`{}` is not a whole number", column.name),
                    format!("expected {}", wanted(column)),
                    "round it, or correct the cell",
                ));
            }
            Content::Integer(in_range(column, value, origin)? as i64)
        }
        Kind::Distribution => {
            let distribution = Distribution::read(text).map_err(notation)?.scaled(factor);
            for value in distribution.characteristic_values() {
                in_range(column, value, origin)?;
            }
            Content::Distribution(distribution)
        }
        Kind::References(_) => Content::List(items(text, origin)),
        Kind::Stretches(_) => Content::Stretches(
            items(text, origin)
                .into_iter()
                .map(|item| match item.text.split_once('@') {
                    Some((pool, node)) => {
                        let at = item
                            .origin
                            .part(pool.chars().count() + 1, node.chars().count());
                        let pool_cell = Cell {
                            text: pool.trim().to_owned(),
                            origin: item.origin.part(0, pool.chars().count()),
                        };
                        Ok((
                            pool_cell,
                            Cell {
                                text: node.trim().to_owned(),
                                origin: at,
                            },
                        ))
                    }
                    None => Err(notation(NotationError::new(
                        format!("`{}` does not say from which node on", item.text),
                        "`pool@NODE; pool@NODE`",
                    ))),
                })
                .collect::<Result<_, _>>()?,
        ),
        Kind::OpeningHours => Content::OpeningHours(OpeningHours::read(text).map_err(notation)?),
        Kind::Timetable => Content::Timetable(Timetable::read(text).map_err(notation)?),
        Kind::Months => {
            Content::Months(
                months(column, text, factor, origin).map_err(|error| match error {
                    MonthsError::Notation(error) => notation(error),
                    MonthsError::Found(finding) => *finding,
                })?,
            )
        }
        Kind::TimeZone => Content::TimeZone(time_zone(text, first_day).ok_or_else(|| {
            notation(NotationError::new(
                format!("there is no time zone `{text}`"),
                "a name of the IANA database such as `Asia/Almaty` or `UTC`",
            ))
        })?),
        Kind::Sources => Content::Text(text.to_owned()),
    };
    Ok(Some(content))
}

enum MonthsError {
    Notation(NotationError),
    Found(Box<Finding>),
}

fn months(
    column: &ColumnRule,
    text: &str,
    factor: f64,
    origin: &Origin,
) -> Result<[f64; 12], MonthsError> {
    let cells = items(text, origin);
    let mut months = [0.0; 12];
    if cells.len() != 12 {
        return Err(MonthsError::Notation(NotationError::new(
            format!("there are {} numbers", cells.len()),
            "twelve numbers, January to December, separated by `;`",
        )));
    }
    for (month, cell) in months.iter_mut().zip(&cells) {
        let found = |finding| MonthsError::Found(Box::new(finding));
        let value = number(column, &cell.text, &cell.origin).map_err(found)? * factor;
        *month = in_range(column, value, &cell.origin).map_err(found)?;
    }
    if months.iter().sum::<f64>() <= 0.0 && column.name == "season" {
        return Err(MonthsError::Notation(NotationError::new(
            "all months are zero",
            "at least one month above zero",
        )));
    }
    Ok(months)
}

fn time_zone(name: &str, (year, month, day): (i16, i8, i8)) -> Option<i64> {
    let zone = jiff::tz::TimeZone::get(name).ok()?;
    let midnight = jiff::civil::Date::new(year, month, day)
        .ok()?
        .at(0, 0, 0, 0);
    let zoned = zone.to_ambiguous_timestamp(midnight).compatible().ok()?;
    Some(i64::from(zone.to_offset(zoned).seconds()))
}

/// The parts of a cell separated by `;`, each with its own place.
fn items(text: &str, origin: &Origin) -> Vec<Cell> {
    let mut offset = 0;
    text.split(';')
        .map(|part| {
            let lead = part.chars().take_while(|c| c.is_whitespace()).count();
            let trimmed = part.trim();
            let cell = Cell {
                text: trimmed.to_owned(),
                origin: origin.part(offset + lead, trimmed.chars().count()),
            };
            offset += part.chars().count() + 1;
            cell
        })
        .collect()
}

fn number(column: &ColumnRule, text: &str, origin: &Origin) -> Result<f64, Finding> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => {
            let help = match (text.contains(','), text.split_once(' ')) {
                (true, _) => "use a decimal point and no thousands separator",
                (_, Some(_)) => "leave the unit to the header and use no spaces",
                _ => {
                    "leave the cell empty if the column is optional; a number that is not known is not a zero"
                }
            };
            Err(Finding::new(
                code::NOT_A_NUMBER,
                origin,
                format!(
                    "`{}` of column `{}` is not a number",
                    shortened(text),
                    column.name
                ),
                format!("expected {}", wanted(column)),
                help,
            ))
        }
    }
}

/// A number and its unit, such as `5000 t`.
fn amount(
    column: &ColumnRule,
    units: &[String],
    text: &str,
    origin: &Origin,
) -> Result<(f64, &'static str), Finding> {
    let (digits, unit) = text.split_once(' ').unwrap_or((text, ""));
    let value = number(column, digits, origin)?;
    match amount_unit(units, unit.trim()) {
        Some((factor, name)) => Ok((value * factor, name)),
        None => Err(Finding::new(
            code::WRONG_UNIT,
            origin,
            if unit.is_empty() {
                format!("`{}` of column `{}` has no unit", text, column.name)
            } else {
                format!(
                    "column `{}` cannot be given in `{}`",
                    column.name,
                    shortened(unit.trim())
                )
            },
            format!("expected one of {}", in_brackets(units)),
            format!(
                "write the unit behind the number, such as `{digits} {}`, or in the header: `{} [{}]`",
                units[0], column.name, units[0]
            ),
        )),
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        text.to_owned()
    } else {
        text.chars().take(37).chain("...".chars()).collect()
    }
}

fn in_range(column: &ColumnRule, value: f64, origin: &Origin) -> Result<f64, Finding> {
    match column.range {
        Some((low, high)) if !(low..=high).contains(&value) => Err(Finding::new(
            code::OUT_OF_RANGE,
            origin,
            format!("`{}` is {}", column.name, with_unit(value, column)),
            format!("must be {}", wanted(column)),
            column.meaning.clone(),
        )),
        _ => Ok(value),
    }
}

fn with_unit(value: f64, column: &ColumnRule) -> String {
    match column.unit.as_str() {
        "" | "-" => plain(value),
        unit => format!("{} {unit}", plain(value)),
    }
}

fn plain(value: f64) -> String {
    if value == 0.0 || (1e-4..1e9).contains(&value.abs()) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

fn wanted(column: &ColumnRule) -> String {
    let unit = match column.unit.as_str() {
        "" | "-" => match &column.kind {
            Kind::Amount(units) => format!(" {}", alternatives(units)),
            _ => String::new(),
        },
        unit => format!(" {unit}"),
    };
    match (&column.kind, column.range) {
        (Kind::Integer, Some((low, high))) => format!(
            "a whole number from {} to {}{unit}",
            plain(low),
            plain(high)
        ),
        (Kind::Distribution, Some((low, high))) => format!(
            "a distribution within {} to {}{unit}",
            plain(low),
            plain(high)
        ),
        (_, Some((low, high))) => format!("from {} to {}{unit}", plain(low), plain(high)),
        (Kind::Choice(words), None) => listed(words),
        (Kind::Reference(table) | Kind::References(table), None) => {
            format!("a row of {}", files_of(table))
        }
        (Kind::Sources, None) => "a row of sources.csv".to_owned(),
        _ => "a value".to_owned(),
    }
}

fn listed(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    alternatives(&quoted)
}

fn alternatives(words: &[String]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.join(""),
    }
}

/// The files that a reference may point into: `terminals.csv or nodes.csv` for
/// `terminals|nodes`.
pub fn files_of(tables: &str) -> String {
    let files: Vec<String> = tables
        .split('|')
        .map(|table| format!("{table}.csv"))
        .collect();
    files.join(" or ")
}

fn check_references(checked: &Checked, findings: &mut Vec<Finding>) {
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
        // A table that is not there, or whose key column is not, has a finding of its own.
        if !known.is_empty() && !known.contains(cell.text.as_str()) {
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

/// Reads the source cells and lists every value with where it comes from.
fn collect_values(raw: &Raw, checked: &mut Checked, findings: &mut Vec<Finding>) {
    let known: BTreeMap<String, Firmness> = checked
        .rows
        .get("sources")
        .into_iter()
        .flatten()
        .filter_map(|row| {
            let position = row.rule.position("firmness")?;
            let Some(Content::Text(word)) = &row.fields[position].content else {
                return None;
            };
            Some((row.key.text.clone(), Firmness::read(word)?))
        })
        .collect();
    let mut values = ValueList::default();
    for (table, rows) in &checked.rows {
        for row in rows {
            let Some(position) = row
                .rule
                .columns
                .iter()
                .position(|column| column.kind == Kind::Sources)
            else {
                continue;
            };
            let Some(Content::Text(text)) = &row.fields[position].content else {
                continue;
            };
            let given = read_sources(
                row.rule,
                text,
                &row.fields[position].origin,
                &known,
                findings,
            );
            for (column, field) in row.rule.columns.iter().zip(&row.fields) {
                let numeric = matches!(
                    column.kind,
                    Kind::Number
                        | Kind::Integer
                        | Kind::Amount(_)
                        | Kind::Distribution
                        | Kind::OpeningHours
                        | Kind::Timetable
                        | Kind::Months
                );
                let Some(text) = field.content.as_ref().map(content_text) else {
                    continue;
                };
                if !numeric || *table == "observed" {
                    continue;
                }
                let provenance = if field.written {
                    given
                        .get(column.name.as_str())
                        .or_else(|| given.get(""))
                        .cloned()
                } else {
                    Some(Provenance {
                        sources: Vec::new(),
                        firmness: Firmness::Default,
                    })
                };
                if let Some(provenance) = provenance {
                    values.insert(
                        &row.rule.name,
                        &row.key.text,
                        &column.name,
                        Value {
                            text,
                            unit: match &field.content {
                                Some(Content::Amount(_, unit)) => unit,
                                _ => &column.unit,
                            },
                            provenance,
                        },
                    );
                }
            }
        }
    }
    for cell in [
        &raw.manifest.line_source,
        &raw.manifest
            .transit
            .as_ref()
            .and_then(|transit| transit.said_source.clone()),
    ]
    .into_iter()
    .flatten()
    {
        if !known.contains_key(&cell.text) {
            findings.push(unknown_source(&cell.text, &cell.origin, &known));
        }
    }
    checked.values = values;
}

fn content_text(content: &Content) -> String {
    match content {
        Content::Text(text) => text.clone(),
        Content::Number(value) => format!("{value}"),
        Content::Amount(value, _) => format!("{value}"),
        Content::Integer(value) => format!("{value}"),
        Content::Distribution(distribution) => distribution.to_string(),
        Content::OpeningHours(hours) => format!("{} h a week", hours.hours_per_week()),
        Content::Timetable(timetable) => {
            format!("{} departures a week", timetable.departures().len())
        }
        Content::Months(months) => months.map(|value| format!("{value}")).join("; "),
        Content::List(_) | Content::Stretches(_) | Content::TimeZone(_) => String::new(),
    }
}

/// Reads `KEY; column=KEY + KEY (firmness)`; the default of the row is keyed by the empty name.
fn read_sources(
    rule: &TableRule,
    text: &str,
    origin: &Origin,
    known: &BTreeMap<String, Firmness>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Provenance> {
    let mut given = BTreeMap::new();
    for item in items(text, origin) {
        let (column, rest) = match item.text.split_once('=') {
            Some((column, rest)) => (column.trim().to_owned(), rest.trim().to_owned()),
            None => (String::new(), item.text.clone()),
        };
        if !column.is_empty() && rule.position(&column).is_none() {
            findings.push(Finding::new(
                code::UNKNOWN_NAME,
                &item.origin,
                format!(
                    "the source names column `{column}`, which {} does not have",
                    rule.file()
                ),
                "expected `column=KEY`",
                suggestion(
                    &column,
                    rule.columns.iter().map(|rule| rule.name.as_str()),
                    "this table",
                ),
            ));
            continue;
        }
        let provenance = read_provenance(&rest, &item.origin, known, findings);
        given.insert(column, provenance);
    }
    given
}

/// Reads `KEY + KEY (firmness)`.
pub(crate) fn read_provenance(
    text: &str,
    origin: &Origin,
    known: &BTreeMap<String, Firmness>,
    findings: &mut Vec<Finding>,
) -> Provenance {
    let (keys, stated) = match text.split_once('(') {
        Some((keys, word)) => (keys.trim(), Some(word.trim_end_matches(')').trim())),
        None => (text, None),
    };
    let stated_firmness = stated.map(|word| {
        Firmness::read(word).unwrap_or_else(|| {
            findings.push(Finding::new(
                code::NOT_A_CHOICE,
                origin,
                format!("`{word}` is no firmness"),
                "expected `measured`, `reported`, `estimated` or `invented`",
                "put the firmness of this value in brackets, or leave the brackets out",
            ));
            Firmness::Estimated
        })
    });
    let mut sources = Vec::new();
    let mut weakest = Firmness::Measured;
    for key in keys.split('+').map(str::trim) {
        match known.get(key) {
            Some(firmness) => weakest = weakest.max(*firmness),
            None => findings.push(unknown_source(key, origin, known)),
        }
        sources.push(key.to_owned());
    }
    Provenance {
        sources,
        firmness: stated_firmness.unwrap_or(weakest),
    }
}

fn unknown_source(key: &str, origin: &Origin, known: &BTreeMap<String, Firmness>) -> Finding {
    Finding::new(
        code::UNKNOWN_NAME,
        origin,
        format!("the source `{}` is not in the corridor", shortened(key)),
        format!("no row `{}` in sources.csv", shortened(key)),
        suggestion(key, known.keys().map(String::as_str), "sources.csv"),
    )
}
