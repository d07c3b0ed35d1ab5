//! One tariff for many years, judged in futures that nobody knows.

use crate::clause::{Clause, Year};
use crate::future::{Future, Outlook};
use crate::traffic::Traffic;

/// What a long-term tariff is to make large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// What all earn together.
    Profit,
    /// What is carried, while all together earn no less than they would with today's prices.
    Volume,
}

/// A tariff over many years.
#[derive(Clone, Debug, PartialEq)]
pub struct LongTerm<'t> {
    /// Markets of today.
    pub traffic: &'t Traffic,
    /// Price of each way of each market at level 1.
    pub prices: Vec<Vec<f64>>,
    /// Size of a unit of each market in what volume is counted in, such as tonnes.
    pub weights: Vec<f64>,
    /// What is known of the years.
    pub outlook: &'t Outlook,
    /// Interest of a year.
    pub discount_rate: f64,
}

/// What a tariff comes to, as means over futures; money discounted to today.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// All prices times this.
    pub level: f64,
    /// Earned by all beyond their costs over all years.
    pub profit: f64,
    /// The same in the future that is worse than nine in ten.
    pub profit_p10: f64,
    /// Volume of a year, in the unit of the weights.
    pub volume: f64,
    /// Share of years in which room does not suffice for all who would pay.
    pub congested: f64,
    /// Share of futures in which all together earn less than with today's prices.
    pub regretted: f64,
    /// Earned by each operator over all years if everybody keeps to today's prices.
    pub today: Vec<f64>,
}

/// A year of the expected future.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedYear {
    /// Volume that would come at the tariff.
    pub asked: f64,
    /// Volume that there is room for.
    pub carried: f64,
    /// What a unit of room of each limit would have to cost for all to have room: the congestion
    /// that the tariff does not show.
    pub tolls: Vec<f64>,
}

/// Levels that are looked at first.
const LEVELS: (f64, f64, u32) = (0.3, 2.5, 45);
/// Steps of the search between two of them.
const STEPS: u32 = 24;

impl LongTerm<'_> {
    /// What a level comes to.
    pub fn expected(&self, level: f64, clause: Clause, futures: &[Future]) -> Expected {
        let mut profits = Vec::with_capacity(futures.len());
        let (mut volume, mut congested, mut regretted) = (0.0, 0.0, 0.0);
        let mut today = vec![0.0; self.traffic.operators];
        for future in futures {
            let run = self.run(level, clause, future);
            let without = self.run_today(future);
            let all: f64 = without.iter().sum();
            // The same prices in another order of adding are no regret.
            if run.profit < all - 1e-9 * all.abs() {
                regretted += 1.0;
            }
            for (sum, each) in today.iter_mut().zip(without) {
                *sum += each;
            }
            volume += run.volume;
            congested += run.congested;
            profits.push(run.profit);
        }
        let count = futures.len().max(1) as f64;
        let years = self.outlook.years.max(1) as f64;
        for each in &mut today {
            *each /= count;
        }
        let profit = profits.iter().sum::<f64>() / count;
        profits.sort_by(f64::total_cmp);
        let worse = (profits.len() / 10).min(profits.len().saturating_sub(1));
        Expected {
            level,
            profit,
            profit_p10: profits.get(worse).copied().unwrap_or_default(),
            volume: volume / count / years,
            congested: congested / count / years,
            regretted: regretted / count,
            today,
        }
    }

    /// The level that is best, subject to everybody's participation: all together earn enough to
    /// leave nobody below what it earns with today's prices. `None` where no level does.
    pub fn best(
        &self,
        objective: Objective,
        clause: Clause,
        futures: &[Future],
        progress: &mut dyn FnMut() -> bool,
    ) -> Option<Expected> {
        let mut at = |level: f64| progress().then(|| self.expected(level, clause, futures));
        let takes_part = |found: &Expected| found.profit >= found.today.iter().sum::<f64>();
        let (low, high, count) = LEVELS;
        let step = (high - low) / f64::from(count - 1);
        let mut looked = Vec::new();
        for position in 0..count {
            looked.push(at(low + step * f64::from(position))?);
        }
        let most = |a: &&Expected, b: &&Expected| a.profit.total_cmp(&b.profit);
        let top = looked.iter().max_by(most)?.level;
        // Between the neighbours of the best, by thirds.
        let (mut left, mut right) = ((top - step).max(low), (top + step).min(high));
        for _ in 0..STEPS {
            let third = (right - left) / 3.0;
            let (a, b) = (at(left + third)?, at(right - third)?);
            match a.profit < b.profit {
                true => left += third,
                false => right -= third,
            }
        }
        let richest = at(0.5 * (left + right))?;
        if !takes_part(&richest) {
            return None;
        }
        if objective == Objective::Profit {
            return Some(richest);
        }
        // The lowest level at which they still take part carries most.
        let lowest = looked.iter().find(|found| takes_part(found));
        let (mut enough, mut short) = match lowest {
            Some(found) if found.level < richest.level => (found.level, found.level - step),
            _ => (richest.level, richest.level - step),
        };
        for _ in 0..STEPS {
            let middle = 0.5 * (enough + short);
            match takes_part(&at(middle)?) {
                true => enough = middle,
                false => short = middle,
            }
        }
        at(enough)
    }

    /// The expected future year by year, with what congestion would be worth.
    pub fn years(&self, level: f64, clause: Clause) -> Vec<ExpectedYear> {
        let future = self.outlook.expected();
        let mut volume = 1.0;
        let mut first = None;
        (0..self.outlook.years)
            .map(|year| {
                let prices = self.prices_of(level, clause, &future, year, volume);
                let asked = self.quantities(&prices, future.demand[year]);
                let carried = self.rationed(&asked, year).0;
                let (all, got) = (self.volume(&asked), self.volume(&carried));
                let reference = *first.get_or_insert(got);
                volume = if reference > 0.0 {
                    got / reference
                } else {
                    1.0
                };
                ExpectedYear {
                    asked: all,
                    carried: got,
                    tolls: self.clearing_tolls(&prices, future.demand[year], year),
                }
            })
            .collect()
    }

    fn volume(&self, quantities: &[Vec<f64>]) -> f64 {
        let markets = quantities.iter().zip(&self.weights);
        markets
            .map(|(ways, weight)| weight * ways.iter().sum::<f64>())
            .sum()
    }

    fn prices_of(
        &self,
        level: f64,
        clause: Clause,
        future: &Future,
        year: usize,
        volume: f64,
    ) -> Vec<Vec<f64>> {
        let markets = self.traffic.markets.iter().zip(&self.prices);
        markets
            .map(|(market, prices)| {
                let ways = market.ways.iter().zip(prices);
                ways.map(|(way, price)| {
                    let each =
                        |work: &crate::market::Work| work.cost * future.costs[year][work.operator];
                    let now = Year {
                        cost: way.work.iter().map(each).sum(),
                        agreed_cost: way.work.iter().map(|work| work.cost).sum(),
                        volume,
                    };
                    clause.price(level * price, &now)
                })
                .collect()
            })
            .collect()
    }

    fn quantities(&self, prices: &[Vec<f64>], demand: f64) -> Vec<Vec<f64>> {
        let markets = self.traffic.markets.iter().zip(prices);
        markets
            .map(|(market, prices)| {
                let mut quantities = market.quantities(prices);
                for each in &mut quantities {
                    *each *= demand;
                }
                quantities
            })
            .collect()
    }

    /// What there is room for: all who take a limit that does not suffice are cut alike. Whether
    /// any did not.
    fn rationed(&self, asked: &[Vec<f64>], year: usize) -> (Vec<Vec<f64>>, bool) {
        let mut carried = asked.to_vec();
        let mut is_cut = false;
        for (at, limit) in self.traffic.limits.iter().enumerate() {
            let most = limit.most * self.outlook.room[year][at];
            let uses = limit.uses.iter();
            let used: f64 = uses
                .map(|(market, way, room)| room * carried[*market][*way])
                .sum();
            if used > most * (1.0 + 1e-9) {
                is_cut = true;
                for (market, way, _) in &limit.uses {
                    carried[*market][*way] *= most / used;
                }
            }
        }
        (carried, is_cut)
    }

    /// Tolls on room at which nobody who pays is left behind, each limit in turn.
    fn clearing_tolls(&self, prices: &[Vec<f64>], demand: f64, year: usize) -> Vec<f64> {
        let limits = &self.traffic.limits;
        let mut tolls = vec![0.0; limits.len()];
        let used = |tolls: &[f64], at: usize| {
            let mut raised = prices.to_vec();
            for (limit, toll) in limits.iter().zip(tolls) {
                for (market, way, room) in &limit.uses {
                    raised[*market][*way] += toll * room;
                }
            }
            let quantities = self.quantities(&raised, demand);
            let uses = limits[at].uses.iter();
            uses.map(|(market, way, room)| room * quantities[*market][*way])
                .sum::<f64>()
        };
        for _ in 0..4 {
            for at in 0..limits.len() {
                let most = limits[at].most * self.outlook.room[year][at];
                tolls[at] = 0.0;
                if used(&tolls, at) <= most {
                    continue;
                }
                let (mut low, mut high) = (0.0, 1.0);
                let mut tried = |toll: f64| {
                    tolls[at] = toll;
                    used(&tolls, at) > most
                };
                while tried(high) && high < 1e12 {
                    (low, high) = (high, 2.0 * high);
                }
                for _ in 0..50 {
                    let middle = 0.5 * (low + high);
                    match tried(middle) {
                        true => low = middle,
                        false => high = middle,
                    }
                }
                tolls[at] = high;
            }
        }
        tolls
    }

    fn discount(&self, year: usize) -> f64 {
        libm::pow(1.0 + self.discount_rate, -(year as f64))
    }

    fn run(&self, level: f64, clause: Clause, future: &Future) -> Ran {
        let mut ran = Ran::default();
        let (mut volume, mut first) = (1.0, None);
        for year in 0..self.outlook.years {
            let prices = self.prices_of(level, clause, future, year, volume);
            let asked = self.quantities(&prices, future.demand[year]);
            let (carried, is_cut) = self.rationed(&asked, year);
            let discount = self.discount(year);
            for (market, (prices, quantities)) in
                self.traffic.markets.iter().zip(prices.iter().zip(&carried))
            {
                for (way, (price, quantity)) in
                    market.ways.iter().zip(prices.iter().zip(quantities))
                {
                    let cost: f64 = way
                        .work
                        .iter()
                        .map(|work| work.cost * future.costs[year][work.operator])
                        .sum();
                    ran.profit += discount * (price - cost) * quantity;
                }
            }
            let got = self.volume(&carried);
            let reference = *first.get_or_insert(got);
            volume = if reference > 0.0 {
                got / reference
            } else {
                1.0
            };
            ran.volume += got;
            ran.congested += f64::from(u8::from(is_cut));
        }
        ran
    }

    /// What each operator earns with today's prices in a future.
    fn run_today(&self, future: &Future) -> Vec<f64> {
        let markets = self.traffic.markets.iter();
        let prices: Vec<Vec<f64>> = markets
            .map(|market| {
                let price = |way: &crate::market::Way| way.work.iter().map(|work| work.price).sum();
                market.ways.iter().map(price).collect()
            })
            .collect();
        let mut earned = vec![0.0; self.traffic.operators];
        for year in 0..self.outlook.years {
            let asked = self.quantities(&prices, future.demand[year]);
            let carried = self.rationed(&asked, year).0;
            let discount = self.discount(year);
            for (market, quantities) in self.traffic.markets.iter().zip(&carried) {
                for (way, quantity) in market.ways.iter().zip(quantities) {
                    for work in &way.work {
                        let cost = work.cost * future.costs[year][work.operator];
                        earned[work.operator] += discount * (work.price - cost) * quantity;
                    }
                }
            }
        }
        earned
    }
}

/// One tariff in one future.
#[derive(Default)]
struct Ran {
    profit: f64,
    volume: f64,
    congested: f64,
}
