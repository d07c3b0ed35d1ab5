//! Measures, their effects, and what units cost.

use std::collections::BTreeMap;

use super::{Places, Row, names, rows_of, table};
use crate::check::CheckedRow;
use crate::code;
use crate::dictionary;
use crate::finding::{Finding, suggestion};
use crate::measure::{Budget, EffectChange, Measure, MeasureEffect, MeasureStatus, UnitCost};
use crate::operator::Operator;
use crate::table::{Idx, Table};

/// All measures with what they change.
pub(super) fn measures(
    rows: &BTreeMap<&'static str, Vec<CheckedRow>>,
    operators: &Table<Operator>,
    places: &Places,
    findings: &mut Vec<Finding>,
) -> Table<Measure> {
    let mut measures = table(rows, "measures", |row| Measure {
        id: row.text("id"),
        name: row.text("name"),
        operators: row.references("operators", operators),
        is_soft: row.text("kind") == "soft",
        status: match row.text("status").as_str() {
            "finished" => MeasureStatus::Finished,
            "under way" => MeasureStatus::UnderWay,
            "planned" => MeasureStatus::Planned,
            _ => MeasureStatus::Proposed,
        },
        opens: row.optional_number("opens").map(|year| year as i64),
        start: row.optional_number("start").map(|year| year as i64),
        cost_musd: row.number("cost"),
        running_musd: row.number("running"),
        build_years: row.count("build"),
        // Below, when all measures are there.
        needs: Vec::new(),
        excludes: Vec::new(),
        said: row.text("said"),
        effects: Vec::new(),
    });
    for row in rows_of(rows, "measures") {
        let of = |column| row.references::<Measure>(column, &measures);
        let (needs, excludes) = (of("needs"), of("excludes"));
        if let Some(idx) = measures.find(&row.text("id")) {
            let made = &mut measures.rows_mut()[idx.at()];
            (made.needs, made.excludes) = (needs, excludes);
        }
    }
    for row in rows_of(rows, "measure_effects") {
        let effect = effect(rows, &row, places, findings);
        if let (Some(idx), Some(effect)) = (measures.find(&row.text("measure")), effect) {
            measures.rows_mut()[idx.at()].effects.push(effect);
        }
    }
    for (idx, _) in measures.iter() {
        possible(&measures, idx, places, findings);
    }
    measures
}

/// One change, or what is wrong with the names and the value in it.
fn effect(
    rows: &BTreeMap<&'static str, Vec<CheckedRow>>,
    row: &Row,
    places: &Places,
    findings: &mut Vec<Finding>,
) -> Option<MeasureEffect> {
    let (id, name, column) = (row.text("id"), row.text("table"), row.text("column"));
    let place = |column| places.of("measure_effects", &id, column);
    let before = findings.len();
    let Some(rule) = dictionary::table(&name) else {
        let known = dictionary::tables().iter().map(|rule| rule.name.as_str());
        findings.push(Finding::new(
            code::UNKNOWN_NAME,
            &place("table"),
            format!("`table` of `{id}` is `{name}`, which is no table"),
            "a table of the corridor",
            suggestion(&name, known, "the dictionary"),
        ));
        return None;
    };
    if rule.position(&column).is_none() || column == rule.key || column == "source" {
        let known = rule.columns.iter().map(|rule| rule.name.as_str());
        findings.push(Finding::new(
            code::UNKNOWN_NAME,
            &place("column"),
            format!("`column` of `{id}` is `{column}`, which cannot be changed in {name}.csv"),
            format!(
                "a column of {name}.csv, other than `{}` and `source`",
                rule.key
            ),
            suggestion(&column, known, &rule.file()),
        ));
    }
    let ids: Vec<String> = rows_of(rows, &name)
        .map(|row| row.row.key.text.clone())
        .collect();
    let is_counted = row.text("change") != "set" && rule.position(&column).is_some();
    let mut changed = Vec::new();
    for wanted in names(&row.text("rows")) {
        let found = rows_of(rows, &name).find(|row| row.row.key.text == wanted);
        if let Some(found) = found {
            if is_counted && found.optional_number(&column).is_none() {
                findings.push(Finding::new(
                    code::BAD_NOTATION,
                    &place("change"),
                    format!("`{id}` changes a number, and `{column}` of `{wanted}` is none"),
                    format!("a number in {name}.csv, or one with its unit"),
                    "give the new value by `set`",
                ));
            }
            changed.push(wanted.to_owned());
            continue;
        }
        findings.push(Finding::new(
            code::UNKNOWN_NAME,
            &place("rows"),
            format!("`rows` names `{wanted}`, which is not in {name}.csv"),
            format!("no row `{wanted}` in {name}.csv"),
            suggestion(wanted, ids.iter().map(String::as_str), &rule.file()),
        ));
    }
    let value = row.text("value");
    let number = value
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite());
    let change = match (row.text("change").as_str(), number) {
        ("set", _) => Some(EffectChange::Set(value.clone())),
        ("times", Some(number)) => Some(EffectChange::Times(number)),
        ("add", Some(number)) => Some(EffectChange::Add(number)),
        (change, _) => {
            findings.push(Finding::new(
                code::BAD_NOTATION,
                &place("value"),
                format!("`value` of `{id}` is `{value}`"),
                format!("`{change}` takes a number"),
                "give a pure number, or change the cell by `set`",
            ));
            None
        }
    };
    (findings.len() == before).then_some(MeasureEffect {
        table: name,
        rows: changed,
        column,
        change: change?,
    })
}

/// Whether a measure can be done at all.
fn possible(
    measures: &Table<Measure>,
    idx: Idx<Measure>,
    places: &Places,
    findings: &mut Vec<Finding>,
) {
    let row = &measures[idx];
    let mut wrong = |column, expected: String, help: &str| {
        findings.push(Finding::new(
            code::IMPOSSIBLE_MEASURE,
            &places.of("measures", &row.id, column),
            format!("measure `{}` cannot be done", row.id),
            expected,
            help,
        ));
    };
    if row.status.is_decided() && row.opens.is_none() {
        let expected = format!(
            "it is {}, and no year says when it opens",
            row.status.as_str()
        );
        wrong(
            "opens",
            expected,
            "give the first year in which it is in service",
        );
    }
    // All that it needs, directly or not.
    let mut needed: Vec<Idx<Measure>> = row.needs.clone();
    let mut at = 0;
    while at < needed.len() {
        let more: Vec<_> = measures[needed[at]].needs.clone();
        needed.extend(
            more.into_iter()
                .filter(|more| !needed.contains(more))
                .collect::<Vec<_>>(),
        );
        at += 1;
    }
    if needed.contains(&idx) {
        let expected = "it needs itself, by way of what it needs".to_owned();
        wrong("needs", expected, "take one measure out of the ring");
    }
    let excluded = |other: &&Idx<Measure>| {
        row.excludes.contains(other) || measures[**other].excludes.contains(&idx)
    };
    if let Some(other) = needed.iter().find(excluded) {
        let expected = format!("it needs `{}` and excludes it", measures[*other].id);
        wrong(
            "excludes",
            expected,
            "let it need or exclude that measure, not both",
        );
    }
}

/// What may be spent.
pub(super) fn budgets(
    rows: &BTreeMap<&'static str, Vec<CheckedRow>>,
    operators: &Table<Operator>,
) -> Table<Budget> {
    table(rows, "budgets", |row| Budget {
        id: row.text("id"),
        operator: row.find("operator", operators),
        year: row.optional_number("year").map(|year| year as i64),
        musd: row.number("budget"),
    })
}

/// What units cost.
pub(super) fn unit_costs(rows: &BTreeMap<&'static str, Vec<CheckedRow>>) -> Table<UnitCost> {
    table(rows, "unit_costs", |row| UnitCost {
        id: row.text("id"),
        unit: row.text("unit"),
        server: row.optional_text("server"),
        room: row.optional_text("room"),
        cost_musd: row.number("cost"),
        running_musd: row.number("running"),
        build_years: row.count("build"),
    })
}
