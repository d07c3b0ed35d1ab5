//! Cells: numbers, amounts, words and notations, in the unit of the dictionary.

// A finding is rare; boxing each would buy nothing.
#![allow(clippy::result_large_err)]

use super::Content;
use super::header::{HeaderUnit, amount_unit, in_brackets};
use crate::code;
use crate::dictionary::{Absent, ColumnRule, Kind};
use crate::finding::{Finding, suggestion};
use crate::origin::Origin;
use crate::quantity::{Distribution, NotationError, OpeningHours, Timetable};
use crate::raw::Cell;

pub(super) fn read_cell(
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
pub(super) fn items(text: &str, origin: &Origin) -> Vec<Cell> {
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

pub(super) fn shortened(text: &str) -> String {
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
