//! Prices and costs that can be turned into dollars and have a place.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::{Finding, suggestion};
use crate::tariff::{USD, WorkKind, WorkScope};

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    let mut known = |table: &'static str, id: &str, column: &'static str, currency: &str| {
        if currency == USD || corridor.rate(currency, corridor.base_year).is_some() {
            return;
        }
        let codes = corridor.currencies.rows().iter();
        let codes = codes.map(|row| row.currency.as_str()).chain([USD]);
        findings.push(Finding::new(
            code::UNKNOWN_NAME,
            &places.of(table, id, column),
            format!(
                "`{column}` of `{id}` is `{currency}`, and nothing says what a dollar costs in it"
            ),
            format!("`{USD}`, or a currency of currencies.csv"),
            suggestion(currency, codes, "currencies.csv"),
        ));
    };
    for row in corridor.tariff_items.rows() {
        known("tariff_items", &row.id, "currency", &row.currency);
    }
    for row in corridor.operator_costs.rows() {
        known("operator_costs", &row.id, "currency", &row.currency);
        known("operator_costs", &row.id, "spent_in", &row.spent_in);
    }
    let mut fits = |table: &'static str, id: &str, scope: &WorkScope| {
        let (has, wants) = match scope.work {
            WorkKind::Carriage if !scope.terminals.is_empty() => ("terminals", "no places"),
            WorkKind::Carriage | WorkKind::Border if !scope.terminals.is_empty() => {
                ("terminals", "controls")
            }
            WorkKind::Carriage if !scope.controls.is_empty() => ("controls", "no places"),
            WorkKind::Handling if !scope.controls.is_empty() => ("controls", "terminals"),
            _ => return,
        };
        findings.push(Finding::new(
            code::KIND_MISMATCH,
            &places.of(table, id, "places"),
            format!("`places` of `{id}` names {has}, where its work has {wants}"),
            "terminals for `handling`, controls for `border`, none for `carriage`",
            "change `work`, or the places",
        ));
    };
    for row in corridor.tariff_items.rows() {
        fits("tariff_items", &row.id, &row.scope);
    }
    for row in corridor.operator_costs.rows() {
        fits("operator_costs", &row.id, &row.scope);
    }
}
