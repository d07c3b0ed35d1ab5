//! One tariff for years: the level under each clause, on the same futures, and congestion.

use kervan_results::{ClauseRow, TariffYearRow};
use kervan_tariff::clause::{Clause, Floor, Indexation, VolumeSteps};
use kervan_tariff::future::{Currency, Outlook};
use kervan_tariff::long_term::{Expected, LongTerm};
use kervan_tariff::traffic::Traffic;

use super::market::Contested;
use super::regimes::Found;
use super::room::Room;
use super::{MILLION, Tariff, TariffSettings, volumes};
use crate::study::Study;

/// Clauses that are compared; the first is that of the expected future.
pub(super) const CLAUSES: [Clause; 4] = [
    Clause::Constant,
    Clause::Indexation(Indexation { share: 0.5 }),
    Clause::VolumeSteps(VolumeSteps {
        step: 0.25,
        discount: 0.03,
        most: 4,
    }),
    Clause::Floor(Floor { margin: 0.0 }),
];
/// Levels that the search of one clause looks at, about.
pub(super) const LOOKS: u32 = 95;
/// Growth and deviation of demand where the corridor says nothing of them.
const WITHOUT_BASIS: (f64, f64) = (0.0, 0.2);

/// What looking ahead needs.
pub(super) struct Input<'a> {
    pub(super) contested: &'a Contested,
    pub(super) traffic: &'a Traffic,
    pub(super) found: &'a Found,
    pub(super) room: &'a Room,
    pub(super) settings: &'a TariffSettings,
}

/// Fills clauses and years; whether it was interrupted.
pub(super) fn look_ahead(
    study: &Study,
    input: &Input,
    tariff: &mut Tariff,
    stop: &mut dyn FnMut() -> bool,
) -> bool {
    let outlook = outlook(study, input);
    let corridor = study.corridor();
    let term = LongTerm {
        traffic: input.traffic,
        prices: input.found.prices.clone(),
        weights: input
            .contested
            .goods
            .iter()
            .map(|goods| goods.cargo_t)
            .collect(),
        outlook: &outlook,
        discount_rate: corridor
            .plan
            .as_ref()
            .map_or(0.0, |plan| plan.discount_rate),
    };
    let futures = outlook.futures(input.settings.futures as usize, input.settings.seed);
    for (position, clause) in CLAUSES.into_iter().enumerate() {
        let mut is_stopped = false;
        let best = term.best(input.settings.objective, clause, &futures, &mut || {
            is_stopped = is_stopped || stop();
            !is_stopped
        });
        if is_stopped {
            return true;
        }
        tariff.clauses.push(row(input, clause, best.as_ref()));
        if position == 0 {
            let level = best.map_or(1.0, |best| best.level);
            years(input, &term, level, tariff);
        }
    }
    false
}

fn row(input: &Input, clause: Clause, best: Option<&Expected>) -> ClauseRow {
    ClauseRow {
        clause: clause.words(),
        level: best.map(|best| best.level),
        usd_per_teu: best.and_then(|best| mean_price(input, best.level)),
        profit_musd: best.map(|best| best.profit / MILLION),
        profit_p10_musd: best.map(|best| best.profit_p10 / MILLION),
        tonnes: best.map(|best| best.volume),
        congested: best.map(|best| best.congested),
        regretted: best.map(|best| best.regretted),
    }
}

/// Mean price of a TEU at a level, by the volumes of the base year at it.
fn mean_price(input: &Input, level: f64) -> Option<f64> {
    let markets = input.traffic.markets.iter().zip(&input.found.prices);
    let (mut paid, mut units) = (0.0, Vec::new());
    for (market, prices) in markets {
        let prices: Vec<f64> = prices.iter().map(|price| level * price).collect();
        let quantities = market.quantities(&prices);
        paid += prices
            .iter()
            .zip(&quantities)
            .map(|(p, q)| p * q)
            .sum::<f64>();
        units.push(quantities);
    }
    let (teu, _) = volumes(input.contested, &units);
    (teu > 0.0).then(|| paid / teu)
}

fn years(input: &Input, term: &LongTerm, level: f64, tariff: &mut Tariff) {
    let room = input.room;
    for (at, year) in term.years(level, CLAUSES[0]).into_iter().enumerate() {
        tariff.years.push(TariffYearRow {
            year: room.first_year + at as i64,
            asked_t: year.asked,
            carried_t: year.carried,
            room_teu: room.limit.as_ref().map(|limit| limit.most * room.path[at]),
            congestion_usd_per_teu: year.tolls.first().copied().unwrap_or_default(),
        });
    }
}

fn outlook(study: &Study, input: &Input) -> Outlook {
    let corridor = study.corridor();
    let basis = corridor.tariff.as_ref();
    let (growth, demand_deviation) = basis.map_or(WITHOUT_BASIS, |basis| {
        (basis.demand_growth, basis.demand_deviation)
    });
    let years = input.settings.years as usize;
    let past = (input.room.first_year - corridor.base_year).max(0) as f64;
    let demand = (0..years).map(|year| libm::pow(1.0 + growth, past + year as f64));
    let mut codes: Vec<&str> = corridor
        .operator_costs
        .rows()
        .iter()
        .map(|row| row.spent_in.as_str())
        .filter(|code| corridor.deviation(code) > 0.0)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    // Of an operator, the mean share over its kinds of cost.
    let share = |operator: &str, code: &str| {
        let own = corridor.operator_costs.rows().iter();
        let own: Vec<f64> = own
            .filter(|row| corridor.operators[row.scope.operator].id == operator)
            .map(|row| {
                if row.spent_in == code {
                    row.spent_share
                } else {
                    0.0
                }
            })
            .collect();
        own.iter().sum::<f64>() / own.len().max(1) as f64
    };
    let limits = input.traffic.limits.len();
    Outlook {
        years,
        demand: demand.collect(),
        demand_deviation,
        room: (0..years)
            .map(|year| vec![input.room.path[year]; limits])
            .collect(),
        currencies: codes
            .iter()
            .map(|code| Currency {
                code: (*code).to_owned(),
                deviation: corridor.deviation(code),
            })
            .collect(),
        shares: input
            .contested
            .names
            .iter()
            .map(|(id, _)| codes.iter().map(|code| share(id, code)).collect())
            .collect(),
    }
}
