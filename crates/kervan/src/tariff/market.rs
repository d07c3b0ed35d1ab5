//! Goods that have a choice, as markets of ways on which operators set prices.

use std::collections::BTreeMap;

use kervan_corridor::flow::Flow;
use kervan_corridor::operator::Operator;
use kervan_corridor::tariff::{Bypass, WorkKind};
use kervan_corridor::{Corridor, Idx};
use kervan_tariff::market::{Market, Way, Work};
use kervan_tariff::traffic::Traffic;

use super::TariffingError;
use super::work::{Step, fit, steps};
use crate::study::Study;

/// All contested goods.
#[derive(Clone, Debug)]
pub(super) struct Contested {
    /// Operators that would price together, in the order of the corridor.
    pub(super) operators: Vec<Idx<Operator>>,
    /// Identifier and name of each, in the same order.
    pub(super) names: Vec<(String, String)>,
    /// Kind of each, in the same order.
    pub(super) kinds: Vec<String>,
    /// Markets, without limits of room.
    pub(super) traffic: Traffic,
    /// What each market carries, in the same order.
    pub(super) goods: Vec<Goods>,
    /// Flows that do not answer to the price.
    pub(super) captive: Vec<String>,
}

/// What a market carries.
#[derive(Clone, Debug)]
pub(super) struct Goods {
    pub(super) commodity: String,
    /// From where to where, in words.
    pub(super) direction: String,
    /// TEU of a unit; 0 for what is not counted in TEU.
    pub(super) teu: f64,
    /// Tonnes of cargo of a unit.
    pub(super) cargo_t: f64,
    /// Flow of each way; a bypass has that of the way it goes around.
    pub(super) flows: Vec<Idx<Flow>>,
    /// Whether each way is a bypass.
    pub(super) is_bypass: Vec<bool>,
    /// Units that each way carries today.
    pub(super) units: Vec<f64>,
}

/// Finds the contested goods of a corridor.
///
/// Flows of one market, of one kind of unit and commodity, that end in one country are ways for
/// the same goods: their shippers can change from one to another.
pub(super) fn contested(study: &Study) -> Result<Contested, TariffingError> {
    let corridor = study.corridor();
    let request = |text: &str| Err(TariffingError::Request(text.to_owned()));
    if corridor.markets.rows().is_empty() {
        return request(
            "no flow of the corridor has another way: it has no markets.csv; `kervan explain markets` says what stands there",
        );
    }
    if corridor.tariff_items.rows().is_empty() || corridor.operator_costs.rows().is_empty() {
        return request(
            "the corridor does not say what operators ask and spend: add tariff_items.csv and operator_costs.csv; `kervan explain tariff_items` says what stands there",
        );
    }
    let mut groups: BTreeMap<(usize, String, usize, String), Vec<Idx<Flow>>> = BTreeMap::new();
    let mut captive = Vec::new();
    for (idx, flow) in corridor.flows.iter() {
        let known = corridor.market(idx).zip(corridor.commodity(flow));
        match known {
            Some((market, _)) => {
                let country = corridor.nodes[flow.destination.node].country.clone();
                let key = (
                    market.at(),
                    country,
                    flow.loading_unit.at(),
                    flow.commodity.clone(),
                );
                groups.entry(key).or_default().push(idx);
            }
            None if flow.trade != "empty" => captive.push(flow.id.clone()),
            None => {}
        }
    }
    let mut made = Contested {
        operators: Vec::new(),
        names: Vec::new(),
        kinds: Vec::new(),
        traffic: Traffic::default(),
        goods: Vec::new(),
        captive,
    };
    let mut rows = Vec::new();
    for flows in groups.values() {
        rows.push(group(corridor, flows));
    }
    // Operators that ask or spend anything on some way; customs take no part.
    let mut operators: Vec<Idx<Operator>> = rows
        .iter()
        .flat_map(|(_, ways)| {
            ways.iter()
                .flat_map(|way| way.work.iter().map(|work| work.0))
        })
        .filter(|operator| corridor.operators[*operator].kind != "customs")
        .collect();
    operators.sort_by_key(|operator| operator.at());
    operators.dedup();
    for (goods, ways) in rows {
        made.traffic
            .markets
            .push(market(corridor, &goods, &ways, &operators));
        made.goods.push(goods);
    }
    made.traffic.operators = operators.len();
    let name = |idx: &Idx<Operator>| {
        let row = &corridor.operators[*idx];
        (row.id.clone(), row.name.clone())
    };
    let kind = |idx: &Idx<Operator>| corridor.operators[*idx].kind.clone();
    made.kinds = operators.iter().map(kind).collect();
    made.names = operators.iter().map(name).collect();
    made.operators = operators;
    if made.traffic.operators == 0 {
        return request("no item or cost is for any work on the ways of contested goods");
    }
    Ok(made)
}

/// A way in the making: what each operator asks, spends and carries for a unit.
struct Made {
    id: String,
    work: Vec<(Idx<Operator>, Work)>,
}

fn group(corridor: &Corridor, flows: &[Idx<Flow>]) -> (Goods, Vec<Made>) {
    let first = &corridor.flows[flows[0]];
    let unit = &corridor.loading_units[first.loading_unit];
    let country = |node| corridor.nodes[node].country.as_str();
    let mut goods = Goods {
        commodity: first.commodity.clone(),
        direction: format!(
            "{} to {}",
            country(first.origin.node),
            country(first.destination.node)
        ),
        teu: match unit.room.measure.as_str() {
            "TEU" => unit.room.amount,
            _ => 0.0,
        },
        cargo_t: unit.cargo_t,
        flows: Vec::new(),
        is_bypass: Vec::new(),
        units: Vec::new(),
    };
    let mut ways = Vec::new();
    for idx in flows {
        let flow = &corridor.flows[*idx];
        let work = work_of(corridor, flow, &steps(corridor, &flow.services));
        goods.flows.push(*idx);
        goods.is_bypass.push(false);
        goods.units.push(flow.units_per_year);
        ways.push(Made {
            id: flow.id.clone(),
            work,
        });
    }
    for bypass in corridor.bypasses.rows() {
        for idx in flows.iter().filter(|idx| bypass.flows.contains(idx)) {
            let flow = &corridor.flows[*idx];
            goods.flows.push(*idx);
            goods.is_bypass.push(true);
            goods.units.push(bypass.share * flow.units_per_year);
            ways.push(around(corridor, flow, bypass));
        }
    }
    (goods, ways)
}

/// A way that leaves some operators of a flow's way out.
fn around(corridor: &Corridor, flow: &Flow, bypass: &Bypass) -> Made {
    let kept: Vec<Step> = steps(corridor, &flow.services)
        .into_iter()
        .filter(|step| {
            step.operator
                .is_none_or(|operator| !bypass.instead_of.contains(&operator))
        })
        .collect();
    Made {
        id: format!("{} by {}", flow.id, bypass.id),
        work: work_of(corridor, flow, &kept),
    }
}

/// What each operator asks, spends and carries for a unit on a way, in dollars and kilometres.
fn work_of(corridor: &Corridor, flow: &Flow, steps: &[Step]) -> Vec<(Idx<Operator>, Work)> {
    let mut work: BTreeMap<usize, (Idx<Operator>, Work)> = BTreeMap::new();
    let mut of = |operator: Idx<Operator>, add: &dyn Fn(&mut Work)| {
        let entry = work.entry(operator.at()).or_insert_with(|| {
            let none = Work {
                operator: 0,
                price: 0.0,
                cost: 0.0,
                km: 0.0,
                handling: 0.0,
            };
            (operator, none)
        });
        add(&mut entry.1);
    };
    for item in corridor.tariff_items.rows() {
        if let Some(fit) = fit(corridor, steps, flow.loading_unit, &item.scope) {
            let usd = fit.times * corridor.in_usd(item.amount, &item.currency, item.price_year);
            of(item.scope.operator, &|work| {
                work.price += usd;
                if item.scope.work == WorkKind::Handling {
                    work.handling += usd;
                }
            });
        }
    }
    for cost in corridor.operator_costs.rows() {
        if let Some(fit) = fit(corridor, steps, flow.loading_unit, &cost.scope) {
            let usd = fit.times * corridor.in_usd(cost.variable, &cost.currency, cost.price_year);
            of(cost.scope.operator, &|work| work.cost += usd);
        }
    }
    for step in steps.iter().filter(|step| step.work == WorkKind::Carriage) {
        if let Some((_, work)) = step.operator.and_then(|idx| work.get_mut(&idx.at())) {
            work.km += step.km;
        }
    }
    work.into_values().collect()
}

/// A market whose logit gives just the volumes of today at the prices of today.
fn market(
    corridor: &Corridor,
    goods: &Goods,
    ways: &[Made],
    operators: &[Idx<Operator>],
) -> Market {
    let flow = &corridor.flows[goods.flows[0]];
    let market = corridor
        .market(goods.flows[0])
        .map(|idx| &corridor.markets[idx]);
    let sensitivity = corridor
        .commodity(flow)
        .map_or(1.0, |goods| goods.sensitivity_t_per_usd);
    // As in the response of demand: each of the market's goods has the same other ways.
    let (own, others) = market.map_or((1.0, 1.0), |market| {
        let own = market.flows.iter().map(|idx| corridor.flows[*idx].volume);
        let others = market.routes.iter().map(|route| route.volume);
        (own.sum::<f64>(), others.sum::<f64>())
    });
    let here: f64 = goods
        .units
        .iter()
        .zip(&goods.is_bypass)
        .filter(|(_, is)| !**is)
        .map(|(units, _)| units)
        .sum();
    let elsewhere = here * others / own;
    let spread = goods.cargo_t / sensitivity;
    let made = ways.iter().zip(&goods.units).map(|(way, units)| {
        let work: Vec<Work> = way
            .work
            .iter()
            .filter_map(|(operator, work)| {
                let operator = operators.iter().position(|known| known == operator)?;
                Some(Work { operator, ..*work })
            })
            .collect();
        let price: f64 = work.iter().map(|work| work.price).sum();
        Way {
            id: way.id.clone(),
            value: price + spread * libm::log(units / elsewhere),
            work,
        }
    });
    Market {
        id: format!("{}, {}", goods.commodity, goods.direction),
        size: goods.units.iter().sum::<f64>() + elsewhere,
        spread,
        ways: made.collect(),
    }
}
