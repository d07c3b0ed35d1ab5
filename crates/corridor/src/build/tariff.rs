//! Prices, costs and currencies of operators, and ways around some of them.

use std::collections::BTreeMap;

use super::{Row, table};
use crate::check::CheckedRow;
use crate::flow::{Flow, LoadingUnit};
use crate::network::Control;
use crate::operator::Operator;
use crate::service::Service;
use crate::table::Table;
use crate::tariff::{Bypass, CurrencyYear, OperatorCost, Per, TariffItem, WorkKind, WorkScope};
use crate::terminal::Terminal;

/// The tables that work is named by.
pub(super) struct Named<'t> {
    pub(super) operators: &'t Table<Operator>,
    pub(super) loading_units: &'t Table<LoadingUnit>,
    pub(super) services: &'t Table<Service>,
    pub(super) terminals: &'t Table<Terminal>,
    pub(super) controls: &'t Table<Control>,
}

impl Named<'_> {
    fn scope(&self, row: &Row) -> WorkScope {
        WorkScope {
            operator: row.reference("operator", self.operators),
            work: match row.text("work").as_str() {
                "handling" => WorkKind::Handling,
                "border" => WorkKind::Border,
                _ => WorkKind::Carriage,
            },
            loading_units: row.references("loading_units", self.loading_units),
            services: row.references("services", self.services),
            country: row.optional_text("country"),
            terminals: row.references("places", self.terminals),
            controls: row.references("places", self.controls),
            per: match row.text("per").as_str() {
                "TEU" => Per::Teu,
                "t" => Per::Tonne,
                "unit-km" => Per::UnitKm,
                "TEU-km" => Per::TeuKm,
                "t-km" => Per::TonneKm,
                _ => Per::Unit,
            },
        }
    }
}

type Rows = BTreeMap<&'static str, Vec<CheckedRow>>;

pub(super) fn tariff_items(rows: &Rows, named: &Named) -> Table<TariffItem> {
    table(rows, "tariff_items", |row| TariffItem {
        id: row.text("id"),
        scope: named.scope(row),
        amount: row.number("amount"),
        currency: row.text("currency"),
        price_year: row.number("price_year") as i64,
        said: row.text("said"),
        source: row.text("source"),
    })
}

pub(super) fn operator_costs(rows: &Rows, named: &Named) -> Table<OperatorCost> {
    table(rows, "operator_costs", |row| OperatorCost {
        id: row.text("id"),
        scope: named.scope(row),
        variable: row.number("variable"),
        fixed_musd: row.number("fixed"),
        currency: row.text("currency"),
        price_year: row.number("price_year") as i64,
        spent_in: row.text("spent_in"),
        spent_share: row.number("spent_share"),
        said: row.text("said"),
        source: row.text("source"),
    })
}

pub(super) fn currencies(rows: &Rows) -> Table<CurrencyYear> {
    table(rows, "currencies", |row| CurrencyYear {
        id: row.text("id"),
        currency: row.text("currency"),
        year: row.number("year") as i64,
        per_usd: row.number("per_usd"),
        deviation: row.number("deviation"),
    })
}

pub(super) fn bypasses(
    rows: &Rows,
    flows: &Table<Flow>,
    operators: &Table<Operator>,
) -> Table<Bypass> {
    table(rows, "bypasses", |row| Bypass {
        id: row.text("id"),
        name: row.text("name"),
        flows: row.references("flows", flows),
        instead_of: row.references("instead_of", operators),
        share: row.number("share"),
        said: row.text("said"),
        source: row.text("source"),
    })
}
