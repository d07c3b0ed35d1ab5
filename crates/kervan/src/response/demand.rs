//! The logit of one flow: fitted to the base year, asked about another.

use kervan_choice::{Attributes, Values, constants, logsum, own_elasticity, shares, surplus};
use kervan_corridor::Corridor;
use kervan_corridor::market::{CompetingRoute, Market, Price};

use super::congestion::Congestion;
use super::{Conditions, FlowBalance, ResponseError, ResponseSettings};
use crate::study::Study;

/// A contested flow in the base year.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowBase {
    /// Flow.
    pub flow: String,
    /// Its market.
    pub market: String,
    /// Volume a year, in `volume_unit`: reproduced by the constants.
    pub volume: f64,
    /// `TEU/yr` or `t/yr`.
    pub volume_unit: &'static str,
    /// Tonnes of goods in one unit.
    pub cargo_t: f64,
    /// Loading units a year.
    pub units: f64,
    /// Share of the market's goods that the corridor takes.
    pub share: f64,
    /// What a unit pays, in dollars, where it is known.
    pub price: Option<f64>,
    /// Days on the way, median, simulated.
    pub time_d: f64,
    /// Days from P50 to P90, simulated.
    pub spread_d: f64,
    /// What a day is worth, in dollars a tonne and day.
    pub values: Values,
    /// Scale of the logit, in tonnes a dollar.
    pub sensitivity: f64,
    /// The other routes.
    pub routes: Vec<RouteBase>,
}

/// A competing route in the base year.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteBase {
    /// Route.
    pub route: String,
    /// Name in print.
    pub name: String,
    /// Whether it is another way; goods that are not moved otherwise.
    pub is_moving: bool,
    /// Price in dollars a tonne, time and spread; all 0 of goods that are not moved.
    pub terms: Attributes,
    /// Share of the market's goods that it takes.
    pub share: f64,
    /// Constant of its utility, that of the corridor being 0: what the figures do not explain.
    pub constant: f64,
}

/// What another route asks, against the base year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RouteChange {
    /// What its price is times.
    pub price_times: f64,
    /// Days more on the way.
    pub more_time_d: f64,
    /// Days more of spread.
    pub more_spread_d: f64,
}

/// The demand of one flow.
#[derive(Clone, Debug)]
pub(super) struct FlowDemand {
    pub(super) base: FlowBase,
}

/// Fits the constants of all contested flows; the order is that of their names.
pub(super) fn calibrate(
    study: &Study,
    congestion: &Congestion,
    settings: &ResponseSettings,
) -> Result<Vec<FlowDemand>, ResponseError> {
    let corridor = study.corridor();
    for (name, price) in &settings.base_prices {
        if corridor.flows.find(name).is_none() || !price.is_finite() || *price < 0.0 {
            let text = format!("`{name}` cannot pay {price} dollars a unit today");
            return Err(ResponseError::Request(text));
        }
    }
    let mut flows = Vec::new();
    for (idx, flow) in corridor.flows.iter() {
        let market = corridor.market(idx).map(|idx| &corridor.markets[idx]);
        let goods = corridor.commodity(flow);
        let Some((market, goods)) = market.zip(goods) else {
            continue;
        };
        let cargo_t = corridor.loading_units[flow.loading_unit].cargo_t;
        let given = settings.base_prices.get(&flow.id).copied();
        let of_market = market
            .price
            .map(|price| cargo_t * per_tonne(corridor, &price));
        let (time_d, spread_d) = congestion.at(&flow.id, 1.0);
        let of_time = goods.value_of_time_usd_per_t_d;
        let base = FlowBase {
            flow: flow.id.clone(),
            market: market.id.clone(),
            volume: flow.volume,
            volume_unit: flow.volume_unit,
            cargo_t,
            units: flow.units_per_year,
            share: 0.0,
            price: given.or(of_market),
            time_d,
            spread_d,
            values: Values {
                of_time,
                of_reliability: goods.reliability_ratio * of_time,
            },
            sensitivity: goods.sensitivity_t_per_usd,
            routes: market
                .routes
                .iter()
                .map(|route| unfitted(corridor, route))
                .collect(),
        };
        flows.push(FlowDemand {
            base: fitted(base, corridor, market),
        });
    }
    Ok(flows)
}

/// Dollars a tonne.
fn per_tonne(corridor: &Corridor, price: &Price) -> f64 {
    price.usd_per_unit / corridor.loading_units[price.loading_unit].cargo_t
}

fn unfitted(corridor: &Corridor, route: &CompetingRoute) -> RouteBase {
    let terms = route.terms.map(|terms| Attributes {
        price: per_tonne(corridor, &terms.price),
        time_d: terms.time_d,
        spread_d: terms.spread_d,
    });
    RouteBase {
        route: route.id.clone(),
        name: route.name.clone(),
        is_moving: terms.is_some(),
        terms: terms.unwrap_or(Attributes {
            price: 0.0,
            time_d: 0.0,
            spread_d: 0.0,
        }),
        share: 0.0,
        constant: 0.0,
    }
}

/// With the shares of the market, and the constants that reproduce them.
fn fitted(mut base: FlowBase, corridor: &Corridor, market: &Market) -> FlowBase {
    let own: f64 = market
        .flows
        .iter()
        .map(|idx| corridor.flows[*idx].volume)
        .sum();
    let mut volumes = vec![own];
    volumes.extend(market.routes.iter().map(|route| route.volume));
    let all: f64 = volumes.iter().sum();
    let demand = FlowDemand { base: base.clone() };
    let utilities = demand.utilities(&Conditions::default(), base.time_d, base.spread_d);
    let constants = constants(&utilities, &volumes);
    base.share = own / all;
    for (at, route) in base.routes.iter_mut().enumerate() {
        route.share = volumes[at + 1] / all;
        route.constant = constants[at + 1];
    }
    base
}

impl FlowDemand {
    /// Tonnes in the base year.
    pub(super) fn base_t(&self) -> f64 {
        self.base.units * self.base.cargo_t
    }

    /// Tonnes of its goods by whatever route.
    pub(super) fn market_t(&self, conditions: &Conditions) -> f64 {
        let growth = conditions
            .growth
            .get(&self.base.market)
            .copied()
            .unwrap_or(1.0);
        self.base_t() / self.base.share * growth
    }

    /// Utilities of the corridor and of the other routes.
    fn utilities(&self, conditions: &Conditions, time_d: f64, spread_d: f64) -> Vec<f64> {
        let base = &self.base;
        let price = conditions.prices.get(&base.flow).copied().or(base.price);
        let own = Attributes {
            // Where it is not known, nothing moves it, and the constants hold it.
            price: price.unwrap_or_default() / base.cargo_t,
            time_d,
            spread_d,
        };
        let mut utilities = vec![-base.sensitivity * base.values.cost(&own)];
        utilities.extend(base.routes.iter().map(|route| {
            let terms = match conditions.routes.get(&route.route) {
                None => route.terms,
                Some(change) => Attributes {
                    price: route.terms.price * change.price_times,
                    time_d: route.terms.time_d + change.more_time_d,
                    spread_d: route.terms.spread_d + change.more_spread_d,
                },
            };
            route.constant - base.sensitivity * base.values.cost(&terms)
        }));
        utilities
    }

    fn share(&self, conditions: &Conditions, time_d: f64, spread_d: f64) -> f64 {
        shares(&self.utilities(conditions, time_d, spread_d))[0]
    }

    pub(super) fn tonnes(&self, conditions: &Conditions, time_d: f64, spread_d: f64) -> f64 {
        self.market_t(conditions) * self.share(conditions, time_d, spread_d)
    }

    /// A bound from above on the slope of its tonnes between two loads, each with time and spread:
    /// `market x s (1 - s) x sensitivity x` the fall of the cost, where `s (1 - s)` is at most a
    /// quarter, and at most the greater share. Costs are straight between the two.
    pub(super) fn steepest(
        &self,
        conditions: &Conditions,
        from: (f64, f64, f64),
        to: (f64, f64, f64),
    ) -> f64 {
        let values = &self.base.values;
        let cost = |(_, time_d, spread_d): (f64, f64, f64)| {
            values.of_time * time_d + values.of_reliability * spread_d
        };
        let slope = (cost(to) - cost(from)) / (to.0 - from.0);
        let share = |(_, time_d, spread_d)| self.share(conditions, time_d, spread_d);
        let steepness = f64::min(0.25, f64::max(share(from), share(to)));
        let bound = self.market_t(conditions) * self.base.sensitivity;
        match slope < 0.0 {
            true => bound * steepness * -slope,
            // It falls: 0 bounds it.
            false => 0.0,
        }
    }

    /// What it comes to, and what its shippers gain a year.
    pub(super) fn balance(
        &self,
        conditions: &Conditions,
        time_d: f64,
        spread_d: f64,
    ) -> (FlowBalance, f64) {
        let base = &self.base;
        let utilities = self.utilities(conditions, time_d, spread_d);
        let found = shares(&utilities);
        let market_t = self.market_t(conditions);
        let tonnes = market_t * found[0];
        let volume = |tonnes: f64| base.volume * tonnes / self.base_t();
        let price = conditions.prices.get(&base.flow).copied().or(base.price);
        let per_tonne = price.map(|price| price / base.cargo_t);
        let elasticity = per_tonne.map(|price| own_elasticity(-base.sensitivity, price, found[0]));
        let per_day = -base.sensitivity * base.values.of_time * (1.0 - found[0]);
        let before = self.utilities(&Conditions::default(), base.time_d, base.spread_d);
        let gain = match logsum(&before).is_finite() {
            true => market_t * surplus(&before, &utilities, base.sensitivity),
            false => 0.0,
        };
        let elsewhere = base.routes.iter().zip(&found[1..]);
        let row = FlowBalance {
            flow: base.flow.clone(),
            market: base.market.clone(),
            volume: volume(tonnes),
            volume_unit: base.volume_unit,
            tonnes,
            units: tonnes / base.cargo_t,
            share: found[0],
            price,
            time_d,
            spread_d,
            price_elasticity: elasticity,
            percent_per_day: 100.0 * per_day,
            elsewhere: elsewhere
                .map(|(route, share)| (route.route.clone(), volume(market_t * share)))
                .collect(),
        };
        (row, gain)
    }
}
