//! Three ways to set prices, and what follows from each.

use kervan_corridor::Corridor;
use kervan_corridor::tariff::WorkKind;
use kervan_results::{
    ItemSumRow, TariffOperatorRow, TariffPriceRow, TariffRegimeRow, TariffSensitivityRow,
};
use kervan_tariff::TariffError;
use kervan_tariff::game::Mask;
use kervan_tariff::long_term::Objective;
use kervan_tariff::market::Regime;
use kervan_tariff::traffic::{Totals, Traffic};

use super::market::Contested;
use super::work::{fit, steps};
use super::{MILLION, Tariff, TariffSettings, TariffingError, todays_prices, volumes};
use crate::study::Study;

/// Outcomes of the regimes.
pub(super) struct Found {
    pub(super) today: Totals,
    /// The tariff of the answer: the joint one, or what carries most and leaves all whole.
    pub(super) prices: Vec<Vec<f64>>,
    pub(super) chosen: Totals,
}

/// Sensitivities that are looked at, as multiples of what is estimated.
const SENSITIVITIES: [f64; 5] = [0.5, 1.0, 2.0, 3.0, 5.0];
/// Starts of best responses, as multiples of the spread: all must end in the same place.
const STARTS: [f64; 3] = [0.2, 1.0, 4.0];
/// What markups from different starts may differ by, as a share of the spread.
const SAME: f64 = 1e-6;

/// All operators.
pub(super) fn all(traffic: &Traffic) -> Mask {
    ((1_u64 << traffic.operators) - 1) as Mask
}

/// Fills prices, regimes, operators and sensitivity.
pub(super) fn regimes(
    study: &Study,
    contested: &Contested,
    traffic: &Traffic,
    settings: &TariffSettings,
    tariff: &mut Tariff,
) -> Result<Found, TariffingError> {
    let today = traffic.outcome(&Regime::Today)?;
    let joint = traffic.outcome(&Regime::Joint(all(traffic)))?;
    let (separate, starts) = match traffic.outcome(&Regime::Separate) {
        Ok(separate) => (Some(separate), same_from_all_starts(traffic)?),
        Err(TariffError::NoEquilibrium(_)) => (None, false),
        Err(error) => return Err(error.into()),
    };
    let no_equilibrium = "there are no prices from which nobody moves".to_owned();
    let rounds = separate.as_ref().map_or(0, |totals| {
        totals
            .markets
            .iter()
            .map(|market| market.rounds)
            .max()
            .unwrap_or(0)
    });
    let separately = match (&separate, starts) {
        (None, _) => no_equilibrium,
        (_, true) => format!(
            "best responses came to rest in {rounds} rounds, in the same place from {} starts",
            STARTS.len()
        ),
        (_, false) => format!(
            "best responses came to rest in {rounds} rounds, but in another place from another start"
        ),
    };
    let together = match joint.tolls.iter().any(|toll| *toll > 0.0) {
        true => "room is scarce at this tariff: what it costs stands in it",
        false => "there is room for all who come",
    };
    let whole = whole_for_all(traffic, &today, &joint);
    let mut row = |regime: &'static str, totals: &Totals, note: String| {
        let quantities: Vec<Vec<f64>> = totals
            .markets
            .iter()
            .map(|market| market.quantities.clone())
            .collect();
        let (teu, tonnes) = volumes(contested, &quantities);
        let revenue = totals.revenues.iter().sum::<f64>() + totals.pool;
        tariff.regimes.push(TariffRegimeRow {
            regime,
            usd_per_teu: (teu > 0.0).then(|| revenue / teu),
            usd_per_t: revenue / tonnes,
            teu,
            tonnes,
            revenue_musd: revenue / MILLION,
            profit_musd: totals.profit / MILLION,
            surplus_musd: totals.surplus / MILLION,
            lost_musd: (joint.profit - totals.profit) / MILLION,
            note,
        });
        price_rows(contested, traffic, regime, totals, &mut tariff.prices);
    };
    row(
        "today",
        &today,
        "the items of tariff_items.csv added up".to_owned(),
    );
    if let Some(separate) = &separate {
        row("separate", separate, separately.clone());
    }
    row("joint", &joint, together.to_owned());
    row(
        "volume",
        &whole.1,
        "the lowest level of one tariff at which all together earn what they earn today".to_owned(),
    );
    if separate.is_none() {
        tariff.game.push(separately);
    }
    operator_rows(
        study.corridor(),
        contested,
        "today",
        &today,
        &mut tariff.operators,
    );
    if let Some(separate) = &separate {
        operator_rows(
            study.corridor(),
            contested,
            "separate",
            separate,
            &mut tariff.operators,
        );
    }
    captive_rows(study.corridor(), &mut tariff.operators);
    tariff.toll_usd_per_teu = joint.tolls.first().copied().unwrap_or_default();
    sensitivity(contested, traffic, &today, tariff)?;
    tariff.curve = curve(contested, traffic, &joint);
    let (prices, chosen) = match settings.objective {
        Objective::Profit => (asked(&joint), joint),
        Objective::Volume => whole,
    };
    Ok(Found {
        today,
        prices,
        chosen,
    })
}

fn asked(totals: &Totals) -> Vec<Vec<f64>> {
    totals
        .markets
        .iter()
        .map(|market| market.prices.clone())
        .collect()
}

/// What follows from a price of each way, all operators together.
fn at_prices(traffic: &Traffic, prices: &[Vec<f64>], like: &Totals) -> Totals {
    let mut totals = like.clone();
    totals.tolls = vec![0.0; traffic.limits.len()];
    for value in totals.revenues.iter_mut().chain(&mut totals.costs) {
        *value = 0.0;
    }
    (totals.pool, totals.surplus) = (0.0, 0.0);
    let markets = traffic.markets.iter().zip(prices);
    for ((market, prices), outcome) in markets.zip(&mut totals.markets) {
        outcome.prices.clone_from(prices);
        outcome.quantities = market.quantities(prices);
        outcome.surplus = market.surplus(prices);
        outcome.pool = 0.0;
        for (way, (price, units)) in market
            .ways
            .iter()
            .zip(prices.iter().zip(&outcome.quantities))
        {
            let mut left = price * units;
            for work in &way.work {
                let cost = work.cost * units;
                totals.costs[work.operator] += cost;
                totals.revenues[work.operator] += cost;
                left -= cost;
            }
            outcome.pool += left;
        }
        totals.pool += outcome.pool;
        totals.surplus += outcome.surplus;
    }
    totals.profit = totals.pool;
    totals
}

/// The lowest level between today's prices and the joint ones at which all together earn no less
/// than today.
fn whole_for_all(traffic: &Traffic, today: &Totals, joint: &Totals) -> (Vec<Vec<f64>>, Totals) {
    let (ends, base) = (asked(joint), todays_prices(traffic));
    let between = |share: f64| -> Vec<Vec<f64>> {
        let markets = base.iter().zip(&ends);
        markets
            .map(|(from, to)| {
                let ways = from.iter().zip(to);
                ways.map(|(from, to)| from + share * (to - from)).collect()
            })
            .collect()
    };
    let is_cheaper = |share: f64| {
        let totals = at_prices(traffic, &between(share), joint);
        let paid = |totals: &Totals| totals.revenues.iter().sum::<f64>() + totals.pool;
        let units = |totals: &Totals| -> f64 {
            totals
                .markets
                .iter()
                .flat_map(|market| &market.quantities)
                .sum()
        };
        paid(&totals) / units(&totals) < paid(today) / units(today)
    };
    // Where one tariff asks less than today, all of that way is gained; else today's sum is the
    // lowest at which nobody loses.
    let share = match is_cheaper(1.0) {
        false => 0.0,
        true => {
            let (mut enough, mut short) = (1.0, 4.0);
            for _ in 0..60 {
                let middle = 0.5 * (enough + short);
                match at_prices(traffic, &between(middle), joint).profit >= today.profit {
                    true => enough = middle,
                    false => short = middle,
                }
            }
            enough
        }
    };
    let prices = between(share);
    let totals = at_prices(traffic, &prices, joint);
    (prices, totals)
}

/// Points of a curve of price and volume.
const POINTS: u32 = 60;

/// What follows where all prices of today move together: to a third, and to a third above those of
/// one tariff.
fn curve(contested: &Contested, traffic: &Traffic, joint: &Totals) -> Vec<[f64; 3]> {
    let base = todays_prices(traffic);
    let mean = |totals: &Totals| -> Option<[f64; 3]> {
        let units: Vec<Vec<f64>> = totals
            .markets
            .iter()
            .map(|market| market.quantities.clone())
            .collect();
        let (teu, _) = volumes(contested, &units);
        let paid = totals.revenues.iter().sum::<f64>() + totals.pool;
        (teu > 0.0).then(|| [paid / teu, teu, totals.profit / MILLION])
    };
    let now = mean(&at_prices(traffic, &base, joint));
    let (Some(now), Some(then)) = (now, mean(joint)) else {
        return Vec::new();
    };
    let most = 4.0 / 3.0 * (then[0] / now[0]).max(1.0);
    let at = |point: u32| {
        let level = 1.0 / 3.0 + (most - 1.0 / 3.0) * f64::from(point) / f64::from(POINTS);
        let prices: Vec<Vec<f64>> = base
            .iter()
            .map(|ways| ways.iter().map(|price| level * price).collect())
            .collect();
        mean(&at_prices(traffic, &prices, joint))
    };
    (0..=POINTS).filter_map(at).collect()
}

/// Whether best responses end in the same place from several starts.
fn same_from_all_starts(traffic: &Traffic) -> Result<bool, TariffError> {
    let own: Vec<usize> = (0..traffic.operators).collect();
    for market in &traffic.markets {
        let mut first: Option<Vec<f64>> = None;
        for start in STARTS {
            let start = vec![start * market.spread; traffic.operators];
            let (found, _) = market.best_responses(&own, start)?;
            let inside = market.operators();
            let is_same = |other: &Vec<f64>| {
                let each = found.iter().zip(other).enumerate();
                each.filter(|(at, _)| inside >> at & 1 == 1)
                    .all(|(_, (a, b))| (a - b).abs() <= SAME * market.spread)
            };
            match &first {
                Some(other) if !is_same(other) => return Ok(false),
                Some(_) => {}
                None => first = Some(found),
            }
        }
    }
    Ok(true)
}

fn price_rows(
    contested: &Contested,
    traffic: &Traffic,
    regime: &'static str,
    totals: &Totals,
    rows: &mut Vec<TariffPriceRow>,
) {
    for ((goods, market), outcome) in contested
        .goods
        .iter()
        .zip(&traffic.markets)
        .zip(&totals.markets)
    {
        for (at, way) in market.ways.iter().enumerate() {
            let (price, units) = (outcome.prices[at], outcome.quantities[at]);
            rows.push(TariffPriceRow {
                regime,
                commodity: goods.commodity.clone(),
                direction: goods.direction.clone(),
                way: way.id.clone(),
                usd_per_unit: price,
                usd_per_teu: (goods.teu > 0.0).then(|| price / goods.teu),
                usd_per_t: (goods.cargo_t > 0.0).then(|| price / goods.cargo_t),
                units,
                tonnes: units * goods.cargo_t,
            });
        }
    }
}

/// What it costs an operator in any case, in millions of dollars a year.
pub(super) fn fixed_musd(corridor: &Corridor, operator: &str) -> f64 {
    let rows = corridor.operator_costs.rows().iter();
    rows.filter(|row| corridor.operators[row.scope.operator].id == operator)
        .map(|row| row.fixed_musd)
        .sum()
}

fn operator_rows(
    corridor: &Corridor,
    contested: &Contested,
    regime: &'static str,
    totals: &Totals,
    rows: &mut Vec<TariffOperatorRow>,
) {
    for (at, idx) in contested.operators.iter().enumerate() {
        let operator = &corridor.operators[*idx];
        rows.push(TariffOperatorRow {
            regime,
            operator: operator.id.clone(),
            name: operator.name.clone(),
            revenue_musd: totals.revenues[at] / MILLION,
            variable_musd: totals.costs[at] / MILLION,
            fixed_musd: fixed_musd(corridor, &operator.id),
        });
    }
}

/// What operators earn with goods that keep today's prices, empty boxes among them.
fn captive_rows(corridor: &Corridor, rows: &mut Vec<TariffOperatorRow>) {
    let mut sums = vec![(0.0, 0.0); corridor.operators.rows().len()];
    for (idx, flow) in corridor.flows.iter() {
        let is_contested = corridor.market(idx).is_some() && corridor.commodity(flow).is_some();
        if is_contested {
            continue;
        }
        let work = steps(corridor, &flow.services);
        for item in corridor.tariff_items.rows() {
            if let Some(fit) = fit(corridor, &work, flow.loading_unit, &item.scope) {
                let usd = corridor.in_usd(item.amount, &item.currency, item.price_year);
                sums[item.scope.operator.at()].0 += fit.times * usd * flow.units_per_year;
            }
        }
        for cost in corridor.operator_costs.rows() {
            if let Some(fit) = fit(corridor, &work, flow.loading_unit, &cost.scope) {
                let usd = corridor.in_usd(cost.variable, &cost.currency, cost.price_year);
                sums[cost.scope.operator.at()].1 += fit.times * usd * flow.units_per_year;
            }
        }
    }
    for ((_, operator), (revenue, cost)) in corridor.operators.iter().zip(sums) {
        if revenue + cost > 0.0 && operator.kind != "customs" {
            rows.push(TariffOperatorRow {
                regime: "captive",
                operator: operator.id.clone(),
                name: operator.name.clone(),
                revenue_musd: revenue / MILLION,
                variable_musd: cost / MILLION,
                fixed_musd: fixed_musd(corridor, &operator.id),
            });
        }
    }
}

/// One tariff if shippers answered more, or less; and when today's sum would be just right, were
/// there room for all.
fn sensitivity(
    contested: &Contested,
    traffic: &Traffic,
    today: &Totals,
    tariff: &mut Tariff,
) -> Result<(), TariffError> {
    let mean = |totals: &Totals| -> (f64, f64) {
        let units: Vec<Vec<f64>> = totals
            .markets
            .iter()
            .map(|market| market.quantities.clone())
            .collect();
        let (teu, _) = volumes(contested, &units);
        (totals.revenues.iter().sum::<f64>() + totals.pool, teu)
    };
    let (_, base_teu) = mean(today);
    for times in SENSITIVITIES {
        let other = answering(traffic, times);
        let joint = other.outcome(&Regime::Joint(all(traffic)))?;
        let (paid, teu) = mean(&joint);
        tariff.sensitivity.push(TariffSensitivityRow {
            times,
            elasticity: elasticity(&other, today),
            joint_usd_per_teu: (teu > 0.0).then(|| paid / teu),
            volume: teu / base_teu,
            gain_musd: (joint.profit - today.profit) / MILLION,
        });
    }
    // Where one tariff would ask just what is asked today.
    let is_dearer = |times: f64| -> Result<bool, TariffError> {
        let other = Traffic {
            limits: Vec::new(),
            ..answering(traffic, times)
        };
        let joint = other.outcome(&Regime::Joint(all(traffic)))?;
        // At the volumes of today and without bypasses, so that only prices are compared.
        let paid = |totals: &Totals| -> f64 {
            let markets = totals.markets.iter().zip(&today.markets);
            let markets = markets.zip(&contested.goods);
            let each = markets.flat_map(|((one, base), goods)| {
                let ways = one.prices.iter().zip(&base.quantities);
                ways.zip(&goods.is_bypass)
            });
            each.filter(|(_, is_bypass)| !**is_bypass)
                .map(|((price, units), _)| price * units)
                .sum()
        };
        Ok(paid(&joint) > paid(today))
    };
    let (mut low, mut high) = (0.05, 50.0);
    if is_dearer(low)? && !is_dearer(high)? {
        for _ in 0..40 {
            let middle = libm::sqrt(low * high);
            match is_dearer(middle)? {
                true => low = middle,
                false => high = middle,
            }
        }
        tariff.turning_point = Some(high);
    }
    Ok(())
}

/// The same volumes at today's prices, but shippers who answer so many times as strongly.
fn answering(traffic: &Traffic, times: f64) -> Traffic {
    let mut other = traffic.clone();
    let today = todays_prices(traffic);
    for (market, prices) in other.markets.iter_mut().zip(today) {
        let spread = market.spread / times;
        for (way, price) in market.ways.iter_mut().zip(prices) {
            way.value = price + (way.value - price) / market.spread * spread;
        }
        market.spread = spread;
    }
    other
}

/// Percent of volume for a percent of all prices of today.
fn elasticity(traffic: &Traffic, today: &Totals) -> f64 {
    let (mut slope, mut units) = (0.0, 0.0);
    for (market, outcome) in traffic.markets.iter().zip(&today.markets) {
        let carried: f64 = outcome.quantities.iter().sum();
        let share = carried / market.size;
        let paid: f64 = outcome
            .prices
            .iter()
            .zip(&outcome.quantities)
            .map(|(p, q)| p * q)
            .sum();
        slope -= paid * (1.0 - share) / market.spread;
        units += carried;
    }
    slope / units
}

/// Fills the items beside what is published for whole ways.
pub(super) fn said(study: &Study, contested: &Contested, tariff: &mut Tariff) {
    let corridor = study.corridor();
    for goods in &contested.goods {
        for (idx, is_bypass) in goods.flows.iter().zip(&goods.is_bypass) {
            if *is_bypass {
                continue;
            }
            let flow = &corridor.flows[*idx];
            let work = steps(corridor, &flow.services);
            let (mut items, mut border) = (0.0, 0.0);
            let mut priced: Vec<&str> = Vec::new();
            for item in corridor.tariff_items.rows() {
                let Some(fit) = fit(corridor, &work, flow.loading_unit, &item.scope) else {
                    continue;
                };
                let usd = fit.times * corridor.in_usd(item.amount, &item.currency, item.price_year);
                items += usd;
                if item.scope.work == WorkKind::Border {
                    border += usd;
                }
                priced.push(&corridor.operators[item.scope.operator].id);
            }
            let mut unpriced: Vec<&str> = work
                .iter()
                .filter_map(|step| step.operator)
                .map(|operator| corridor.operators[operator].id.as_str())
                .filter(|id| !priced.contains(id))
                .collect();
            unpriced.sort_unstable();
            unpriced.dedup();
            let market = corridor.market(*idx).map(|idx| &corridor.markets[idx]);
            let said = market.and_then(|market| market.price).map(|price| {
                let unit = &corridor.loading_units[price.loading_unit];
                price.usd_per_unit / unit.cargo_t * goods.cargo_t
            });
            tariff.said.push(ItemSumRow {
                flow: flow.id.clone(),
                items_usd: items,
                border_usd: border,
                said_usd: said,
                unpriced: unpriced.join("; "),
            });
        }
    }
}
