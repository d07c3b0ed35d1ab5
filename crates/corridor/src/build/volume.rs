//! Published volumes, promises, and what a forecast is asked.

use std::collections::BTreeMap;

use super::{Places, Row, rows_of, table};
use crate::check::CheckedRow;
use crate::code;
use crate::finding::{Finding, suggestion};
use crate::network::Node;
use crate::raw::{Cell, Raw};
use crate::table::Table;
use crate::volume::{ForecastBasis, Metric, Period, Promise, Volume, Watched};

/// All published volumes.
pub(super) fn volumes(
    rows: &BTreeMap<&'static str, Vec<CheckedRow>>,
    nodes: &Table<Node>,
    places: &Places,
    findings: &mut Vec<Finding>,
) -> Table<Volume> {
    for row in rows_of(rows, "volumes") {
        period(&row, "volumes", "period", places, findings);
        let id = row.text("id");
        unit(&row, "volumes", "value", places, findings);
        if row.optional_number("value").is_none() && row.optional_number("growth").is_none() {
            findings.push(Finding::new(
                code::KIND_MISMATCH,
                &places.of("volumes", &id, "value"),
                format!("`{id}` says neither a volume nor growth"),
                "a `value`, a `growth`, or both",
                "fill in what was published, or take the row out",
            ));
        }
    }
    table(rows, "volumes", |row| Volume {
        id: row.text("id"),
        scope: row.text("scope"),
        period: Period::read(&row.text("period")).unwrap_or(Period::NEVER),
        from: row.references("from", nodes),
        to: row.references("to", nodes),
        commodity: row.text("commodity"),
        direction: row.text("direction"),
        metric: Metric::named(&row.text("metric")),
        value: row.optional_number("value"),
        growth: row.optional_number("growth"),
        is_taken: row.text("taken") != "no",
        said: row.text("said"),
        source: row.text("source"),
    })
}

/// What plans promised.
pub(super) fn promises(
    rows: &BTreeMap<&'static str, Vec<CheckedRow>>,
    places: &Places,
    findings: &mut Vec<Finding>,
) -> Table<Promise> {
    for row in rows_of(rows, "promises") {
        let made = period(&row, "promises", "made", places, findings);
        unit(&row, "promises", "promised", places, findings);
        unit(&row, "promises", "reached", places, findings);
        let (id, year) = (row.text("id"), row.number("year") as i64);
        let ends = Period::read(&format!("{year}"));
        if made
            .zip(ends)
            .is_some_and(|(made, ends)| made > ends.later(1))
        {
            findings.push(Finding::new(
                code::KIND_MISMATCH,
                &places.of("promises", &id, "made"),
                format!("`{id}` was promised after {year}, the year it is for"),
                "a promise comes before what it is about",
                "give the month or year in which it was made",
            ));
        }
    }
    table(rows, "promises", |row| Promise {
        id: row.text("id"),
        name: row.text("name"),
        scope: row.text("scope"),
        made: Period::read(&row.text("made")).unwrap_or(Period::NEVER),
        year: row.number("year") as i64,
        metric: Metric::named(&row.text("metric")),
        promised: row.number("promised"),
        reached: row.optional_number("reached"),
        said: row.text("said"),
        source: row.text("source"),
    })
}

/// A period, or what is wrong with it.
fn period(
    row: &Row,
    table: &'static str,
    column: &'static str,
    places: &Places,
    findings: &mut Vec<Finding>,
) -> Option<Period> {
    let (id, text) = (row.text("id"), row.text(column));
    let found = Period::read(&text);
    if found.is_none() {
        findings.push(Finding::new(
            code::BAD_NOTATION,
            &places.of(table, &id, column),
            format!("`{column}` of `{id}` is `{text}`"),
            format!("expected {}", Period::NOTATION),
            "write the first month and the last, both included",
        ));
    }
    found
}

/// Whether an amount is in the unit of its metric.
fn unit(
    row: &Row,
    table: &'static str,
    column: &'static str,
    places: &Places,
    findings: &mut Vec<Finding>,
) {
    let expected = Metric::named(&row.text("metric")).unit();
    if row.optional_number(column).is_some() && row.unit(column) != expected {
        let (id, metric) = (row.text("id"), row.text("metric"));
        findings.push(Finding::new(
            code::WRONG_UNIT,
            &places.of(table, &id, column),
            format!("`{column}` of `{id}` is in {}", row.unit(column)),
            format!("{metric} are counted in {expected}"),
            format!("write the number with `{expected}`, or change `metric`"),
        ));
    }
}

/// What a forecast is asked, and what is wrong with its names.
pub(super) fn forecast(
    raw: &Raw,
    volumes: &Table<Volume>,
    nodes: &Table<Node>,
    findings: &mut Vec<Finding>,
) -> Option<ForecastBasis> {
    let manifest = raw.manifest.forecast.as_ref()?;
    let mut unknown = |cell: &Cell, what: &str, known: Vec<&str>, listed_in: &str| {
        if !known.contains(&cell.text.as_str()) {
            findings.push(Finding::new(
                code::UNKNOWN_NAME,
                &cell.origin,
                format!("`[forecast]` names `{}`, {what}", cell.text),
                format!("not in {listed_in}"),
                suggestion(&cell.text, known, listed_in),
            ));
        }
    };
    let scopes = volumes
        .rows()
        .iter()
        .map(|row| row.scope.as_str())
        .collect();
    unknown(
        &manifest.scope,
        "and no volume has that scope",
        scopes,
        "volumes.csv",
    );
    let watched = manifest.watch.as_ref().map(|watch| {
        for cell in [&watch.from, &watch.to] {
            let countries = nodes
                .rows()
                .iter()
                .map(|node| node.country.as_str())
                .collect();
            unknown(
                cell,
                "which is no country of a node",
                countries,
                "nodes.csv",
            );
        }
        Watched {
            name: watch.name.clone(),
            from: watch.from.text.clone(),
            to: watch.to.text.clone(),
            times: watch.times,
            said: watch.said.clone().unwrap_or_default(),
        }
    });
    Some(ForecastBasis {
        scope: manifest.scope.text.clone(),
        to: manifest.to,
        watched,
    })
}
