//! Sources: where each value comes from, and how firm it is.

use std::collections::BTreeMap;

use super::cell::{items, shortened};
use super::{Checked, Content};
use crate::code;
use crate::dictionary::{Kind, TableRule};
use crate::finding::{Finding, suggestion};
use crate::origin::Origin;
use crate::provenance::{Firmness, Provenance, Value, ValueList};
use crate::raw::Raw;

/// Reads the source cells and lists every value with where it comes from.
pub(super) fn collect_values(raw: &Raw, checked: &mut Checked, findings: &mut Vec<Finding>) {
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
        &raw.manifest
            .target
            .as_ref()
            .and_then(|target| target.said_source.clone()),
        &raw.manifest
            .plan
            .as_ref()
            .and_then(|plan| plan.source.clone()),
        &raw.manifest
            .forecast
            .as_ref()
            .and_then(|forecast| forecast.watch.as_ref()?.said_source.clone()),
        &raw.manifest
            .tariff
            .as_ref()
            .and_then(|tariff| tariff.source.clone()),
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
