//! Markets whose flows, commodities and competing routes go together.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::market::{Market, Price};

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for market in corridor.markets.rows() {
        one(corridor, market, places, findings);
    }
    for (idx, flow) in corridor.flows.iter() {
        let markets = corridor.markets.rows().iter();
        let mut of_it = markets.filter(|market| market.flows.contains(&idx));
        if let (Some(first), Some(second)) = (of_it.next(), of_it.next()) {
            findings.push(finding(
                places,
                ("markets", &second.id, "flows"),
                format!("flow `{}` is in two markets", flow.id),
                format!("it is in `{}` too", first.id),
                "name it in one of them; a market may have several competing routes",
            ));
        }
    }
}

fn finding(
    places: &Places,
    (table, row, column): (&'static str, &str, &'static str),
    message: String,
    expected: String,
    help: &str,
) -> Finding {
    let place = places.of(table, row, column);
    Finding::new(code::UNSOUND_MARKET, &place, message, expected, help)
}

fn one(corridor: &Corridor, market: &Market, places: &Places, findings: &mut Vec<Finding>) {
    let mut wrong = |cell, message: String, expected: String, help: &str| {
        findings.push(finding(places, cell, message, expected, help));
    };
    let of_market = |column| ("markets", market.id.as_str(), column);
    if market.routes.is_empty() {
        wrong(
            of_market("id"),
            format!("market `{}` has no competing route", market.id),
            format!("no row of competing_routes.csv names `{}`", market.id),
            "add one, or take the market out: flows in no market have no other way",
        );
    }
    let mut sensitivity: Option<(&str, f64)> = None;
    let mut unit: Option<(&str, &str)> = None;
    for idx in &market.flows {
        let flow = &corridor.flows[*idx];
        let rows = corridor.commodities.rows().iter();
        let about: Vec<_> = rows.filter(|row| row.is_about(flow)).collect();
        match about[..] {
            [row] => {
                let own = row.sensitivity_t_per_usd;
                let (first, same) = *sensitivity.get_or_insert((&row.id, own));
                if same != own {
                    wrong(
                        of_market("flows"),
                        format!("market `{}` has two sensitivities", market.id),
                        format!("`{first}` has {same} t/USD and `{}` {own}", row.id),
                        "make two markets, or give their commodities one sensitivity",
                    );
                }
            }
            [] => wrong(
                of_market("flows"),
                format!("nothing is known of the goods of flow `{}`", flow.id),
                format!("no row of commodities.csv is about `{}`", flow.commodity),
                "add one, with the value of a day and of a dollar",
            ),
            [first, second, ..] => wrong(
                ("commodities", &second.id, "commodity"),
                format!("two rows are about the goods of flow `{}`", flow.id),
                format!("`{}` is about `{}` too", first.id, flow.commodity),
                "let each commodity be met by one row",
            ),
        }
        if corridor.loading_units[flow.loading_unit].cargo_t <= 0.0 {
            wrong(
                of_market("flows"),
                format!("flow `{}` carries no goods", flow.id),
                "its loading unit is empty".to_owned(),
                "take it out of the market: boxes on their way back follow the loaded ones",
            );
        }
        let (first, same) = *unit.get_or_insert((&flow.id, flow.volume_unit));
        if same != flow.volume_unit {
            wrong(
                of_market("flows"),
                format!("market `{}` is counted in two units", market.id),
                format!(
                    "`{first}` is in {same}, `{}` in {}",
                    flow.id, flow.volume_unit
                ),
                "make two markets, or write all volumes in one unit",
            );
        }
    }
    for idx in market.routes.iter() {
        let of_route = |column| ("competing_routes", idx.id.as_str(), column);
        if let Some((flow, unit)) = unit.filter(|(_, unit)| *unit != idx.volume_unit) {
            wrong(
                of_route("volume"),
                format!("route `{}` is counted in {}", idx.id, idx.volume_unit),
                format!("flow `{flow}` of its market is in {unit}"),
                "write both in one unit",
            );
        }
    }
    let prices = market.routes.iter().filter_map(|route| {
        let place = ("competing_routes", route.id.as_str(), "loading_unit");
        route.terms.map(|terms| (place, terms.price))
    });
    let own = market.price.map(|price| (of_market("loading_unit"), price));
    for (place, Price { loading_unit, .. }) in prices.chain(own) {
        let unit = &corridor.loading_units[loading_unit];
        if unit.cargo_t <= 0.0 {
            wrong(
                place,
                format!("a price is for `{}`, which carries no goods", unit.id),
                "prices are compared by the tonne of goods".to_owned(),
                "give the price of a loaded unit",
            );
        }
    }
}
