//! Commodities, markets and their competing routes.

use std::collections::BTreeMap;

use super::{Row, rows_of, table};
use crate::check::CheckedRow;
use crate::code;
use crate::finding::Finding;
use crate::flow::{Flow, LoadingUnit};
use crate::market::{Commodity, CompetingRoute, Market, Price, RouteTerms};
use crate::table::Table;

/// What goods are worth.
pub(super) fn commodities(rows: &BTreeMap<&'static str, Vec<CheckedRow>>) -> Table<Commodity> {
    table(rows, "commodities", |row| Commodity {
        id: row.text("id"),
        commodity: row.text("commodity"),
        value_usd_per_t: row.number("value"),
        value_of_time_usd_per_t_d: row.number("value_of_time"),
        reliability_ratio: row.number("reliability_ratio"),
        sensitivity_t_per_usd: row.number("sensitivity"),
        price_year: row.number("price_year") as i64,
    })
}

/// All markets with their routes, and what their rows leave out.
pub(super) fn markets(
    rows: &BTreeMap<&'static str, Vec<CheckedRow>>,
    flows: &Table<Flow>,
    units: &Table<LoadingUnit>,
    findings: &mut Vec<Finding>,
) -> Table<Market> {
    let mut markets = table(rows, "markets", |row| Market {
        id: row.text("id"),
        name: row.text("name"),
        flows: row.references("flows", flows),
        price: price(row, units),
        said: row.text("said"),
        source: row.text("source"),
        routes: Vec::new(),
    });
    for row in rows_of(rows, "markets").filter(|row| row.given("price")) {
        needs(
            &row,
            &["loading_unit"],
            "a price is for some unit",
            findings,
        );
    }
    for row in rows_of(rows, "competing_routes") {
        if row.text("kind") == "route" {
            let asked = ["price", "loading_unit", "time", "spread"];
            needs(
                &row,
                &asked,
                "another way has price, time and spread",
                findings,
            );
        } else {
            refuses(&row, &["price", "time", "spread"], findings);
        }
        let Some(idx) = row.find("market", &markets) else {
            continue;
        };
        let terms = price(&row, units)
            .zip(row.optional_number("time"))
            .zip(row.optional_number("spread"));
        let route = CompetingRoute {
            id: row.text("id"),
            name: row.text("name"),
            terms: terms.filter(|_| row.text("kind") == "route").map(
                |((price, time_d), spread_d)| RouteTerms {
                    price,
                    time_d,
                    spread_d,
                },
            ),
            volume: row.number("volume"),
            volume_unit: row.unit("volume"),
            said: row.text("said"),
            source: row.text("source"),
        };
        markets.rows_mut()[idx.at()].routes.push(route);
    }
    for market in markets.rows_mut() {
        market.routes.sort_by(|one, two| one.id.cmp(&two.id));
    }
    markets
}

/// Cells that must be there.
fn needs(row: &Row, columns: &[&str], why: &str, findings: &mut Vec<Finding>) {
    for column in columns.iter().filter(|column| !row.given(column)) {
        findings.push(Finding::new(
            code::UNSOUND_MARKET,
            &row.origin(column),
            format!("`{}` does not say its `{column}`", row.text("id")),
            why,
            "fill the cell; an estimate is marked by its source",
        ));
    }
}

/// Cells that must be empty.
fn refuses(row: &Row, columns: &[&str], findings: &mut Vec<Finding>) {
    for column in columns.iter().filter(|column| row.given(column)) {
        findings.push(Finding::new(
            code::UNSOUND_MARKET,
            &row.origin(column),
            format!("`{}` is not moved and has a `{column}`", row.text("id")),
            "goods that stay where they are pay nothing and take no time",
            "empty the cell, or write `route` as its kind",
        ));
    }
}

fn price(row: &Row, units: &Table<LoadingUnit>) -> Option<Price> {
    Some(Price {
        usd_per_unit: row.optional_number("price")?,
        loading_unit: row.find("loading_unit", units)?,
        year: row.optional_number("price_year").map(|year| year as i64),
    })
}
