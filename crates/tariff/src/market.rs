//! A market in which shippers choose between ways, and some ways share operators.

use crate::error::{NoEquilibrium, TariffError};
use crate::game::Mask;
use crate::omega::omega;

/// Goods of one kind from one place to another.
///
/// Shippers choose by a logit between the ways of the market and all others, whose
/// attractiveness together is 1: `size * e^u / (1 + sum of e^u)`, with `u = (value - price) /
/// spread`.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    /// Unique.
    pub id: String,
    /// All that is sent a year, on whatever way.
    pub size: f64,
    /// How much tastes and circumstances differ, in money a unit.
    pub spread: f64,
    /// Ways on which operators set prices.
    pub ways: Vec<Way>,
}

/// A way of a market.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Unique in its market.
    pub id: String,
    /// Price at which it is as attractive as all ways outside the market together.
    pub value: f64,
    /// What operators do on it, each operator once.
    pub work: Vec<Work>,
}

/// What an operator does on a way, for each unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// Position of the operator.
    pub operator: usize,
    /// What it asks today.
    pub price: f64,
    /// What it costs the operator.
    pub cost: f64,
    /// How far it carries.
    pub km: f64,
    /// What it asks today for handling alone, as part of `price`.
    pub handling: f64,
}

/// Who sets prices: the rest ask what they ask today.
#[derive(Clone, Debug, PartialEq)]
pub enum Regime {
    /// All ask what they ask today.
    Today,
    /// All operators set their own prices, each for itself.
    Separate,
    /// Members of a coalition set theirs together.
    Joint(Mask),
}

/// What a market comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Price of each way.
    pub prices: Vec<f64>,
    /// Units on each way.
    pub quantities: Vec<f64>,
    /// What each operator is paid, by position; in a coalition what its members ask beyond their
    /// costs is not divided yet and stands in `pool`.
    pub revenues: Vec<f64>,
    /// What the work costs each operator, by position.
    pub costs: Vec<f64>,
    /// Earned by the coalition beyond the costs of its members.
    pub pool: f64,
    /// What shippers would have paid beyond what they pay, against having none of the ways.
    pub surplus: f64,
    /// Rounds that best responses took.
    pub rounds: u32,
}

/// Most rounds of best responses.
const ROUNDS: u32 = 2000;
/// What markups move by in the last round, as a share of the spread.
const AT_REST: f64 = 1e-12;

impl Market {
    /// What is wrong with it, in words, for so many operators.
    pub fn faults(&self, operators: usize) -> Vec<String> {
        let id = &self.id;
        let mut faults = Vec::new();
        if !(self.size.is_finite() && self.size >= 0.0) {
            faults.push(format!("the size of market `{id}` is {}", self.size));
        }
        if !(self.spread.is_finite() && self.spread > 0.0) {
            faults.push(format!("the spread of market `{id}` is {}", self.spread));
        }
        for way in &self.ways {
            let numbers = |work: &Work| [work.price, work.cost, work.km, work.handling];
            let is_sound = |work: &Work| {
                work.operator < operators && numbers(work).iter().all(|each| each.is_finite())
            };
            if !way.value.is_finite() || !way.work.iter().all(is_sound) {
                faults.push(format!(
                    "way `{}` of market `{id}` has no sound numbers",
                    way.id
                ));
            }
        }
        faults
    }

    /// Operators that do something in it.
    pub fn operators(&self) -> Mask {
        let work = self.ways.iter().flat_map(|way| &way.work);
        work.fold(0, |mask, work| mask | 1 << work.operator)
    }

    /// What a coalition earns beyond its costs by pricing jointly, while all others ask what they
    /// ask today and shippers choose among all ways.
    ///
    /// # Source
    ///
    /// A seller of several ways in a logit adds the same to the cost of each (S. P. Anderson, A. de
    /// Palma and J.-F. Thisse, Discrete Choice Theory of Product Differentiation, 1992), so its best
    /// profit is `size * spread * w` with `w` as in [`Logit`](crate::demand::Logit).
    pub fn value(&self, coalition: Mask) -> f64 {
        let odds = self.odds(coalition, &[]);
        self.size * self.spread * odds
    }

    /// Price of each way where a coalition prices jointly and the rest ask what they ask today.
    pub(crate) fn asked_by(&self, coalition: Mask, tolls: &[f64]) -> Vec<f64> {
        let markup = self.spread * (1.0 + self.odds(coalition, tolls));
        let is_member = |work: &&Work| coalition >> work.operator & 1 == 1;
        let ways = self.ways.iter().enumerate();
        ways.map(|(at, way)| {
            let others = way.work.iter().filter(|work| !is_member(work));
            let floor: f64 = others.map(|work| work.price).sum();
            let own: f64 = way
                .work
                .iter()
                .filter(is_member)
                .map(|work| work.cost)
                .sum();
            let toll = tolls.get(at).copied().unwrap_or_default();
            match way.work.iter().any(|work| is_member(&work)) {
                true => floor + own + markup + toll,
                false => floor,
            }
        })
        .collect()
    }

    /// Odds of the ways that a coalition has part in, at its best markup.
    fn odds(&self, coalition: Mask, tolls: &[f64]) -> f64 {
        let (mut own, mut other) = (0.0, 1.0);
        for (at, way) in self.ways.iter().enumerate() {
            let is_own = way
                .work
                .iter()
                .any(|work| coalition >> work.operator & 1 == 1);
            let floor: f64 = way
                .work
                .iter()
                .map(|work| match coalition >> work.operator & 1 == 1 {
                    true => work.cost,
                    false => work.price,
                })
                .sum();
            let toll = tolls.get(at).copied().unwrap_or_default();
            let each = libm::exp((way.value - floor - toll) / self.spread);
            match is_own {
                true => own += each,
                false => other += each,
            }
        }
        match own > 0.0 {
            true => omega(libm::log(own / other) - 1.0),
            false => 0.0,
        }
    }

    /// What a regime leads to; `tolls` are added to the costs of the ways by who prices jointly,
    /// for room that is scarce.
    ///
    /// # Errors
    ///
    /// Best responses that do not come to rest.
    pub fn outcome(
        &self,
        regime: &Regime,
        operators: usize,
        tolls: &[f64],
    ) -> Result<Outcome, TariffError> {
        match regime {
            Regime::Today => Ok(self.at(operators, 0, |work, _| work.price, 0)),
            Regime::Joint(coalition) => {
                let markup = self.spread * (1.0 + self.odds(*coalition, tolls));
                let toll = |way: usize| tolls.get(way).copied().unwrap_or_default();
                let is_member = |work: &Work| coalition >> work.operator & 1 == 1;
                let ask = |work: &Work, way: usize| {
                    let first = self.ways[way].work.iter().find(|work| is_member(work));
                    match (is_member(work), first) {
                        // The markup of a way is asked once, with the first member on it.
                        (true, Some(first)) if first.operator == work.operator => {
                            work.cost + markup + toll(way)
                        }
                        (true, _) => work.cost,
                        (false, _) => work.price,
                    }
                };
                Ok(self.at(operators, *coalition, ask, 0))
            }
            Regime::Separate => {
                let own: Vec<usize> = (0..operators).collect();
                let (markups, rounds) = self.best_responses(&own, vec![self.spread; operators])?;
                let ask = |work: &Work, _| work.cost + markups[work.operator];
                Ok(self.at(operators, 0, ask, rounds))
            }
        }
    }

    /// What a coalition earns beyond its costs by pricing jointly, while all others set their own
    /// prices, each for itself, and shippers choose among all ways.
    ///
    /// # Errors
    ///
    /// Best responses that do not come to rest.
    pub fn value_among_rivals(
        &self,
        coalition: Mask,
        operators: usize,
    ) -> Result<f64, NoEquilibrium> {
        if self.operators() & coalition == 0 {
            return Ok(0.0);
        }
        // The coalition is one seller, the first; everybody else is one more.
        let seller = |operator: usize| match coalition >> operator & 1 == 1 {
            true => 0,
            false => operator + 1,
        };
        let sellers: Vec<usize> = (0..operators).map(seller).collect();
        let (markups, _) = self.best_responses(&sellers, vec![self.spread; operators + 1])?;
        let price = |way: &Way| {
            let mut asking: Vec<usize> =
                way.work.iter().map(|work| sellers[work.operator]).collect();
            asking.sort_unstable();
            asking.dedup();
            let costs: f64 = way.work.iter().map(|work| work.cost).sum();
            costs + asking.iter().map(|seller| markups[*seller]).sum::<f64>()
        };
        let prices: Vec<f64> = self.ways.iter().map(price).collect();
        let quantities = self.quantities(&prices);
        let ways = self.ways.iter().zip(quantities);
        let own = |way: &Way| way.work.iter().any(|work| sellers[work.operator] == 0);
        let carried: f64 = ways
            .filter(|(way, _)| own(way))
            .map(|(_, units)| units)
            .sum();
        Ok(markups[0] * carried)
    }

    /// Markups from which no seller gains by moving alone, found by best responses in turn, part
    /// of the way to the answer each time where a whole step swings.
    ///
    /// # Units and shapes
    ///
    /// - `sellers`: of each operator, the seller that sets its prices; the same for those who price
    ///   jointly.
    /// - `start` and the answer: a markup of each seller, in money a unit; rounds that it took.
    ///
    /// # Errors
    ///
    /// Markups that still move after so many rounds.
    pub fn best_responses(
        &self,
        sellers: &[usize],
        start: Vec<f64>,
    ) -> Result<(Vec<f64>, u32), NoEquilibrium> {
        let mut markups = start;
        // Of each way, what it costs and who sells on it, each seller once.
        let ways: Vec<(f64, Vec<usize>)> = self
            .ways
            .iter()
            .map(|way| {
                let mut own: Vec<usize> =
                    way.work.iter().map(|work| sellers[work.operator]).collect();
                own.sort_unstable();
                own.dedup();
                let costs: f64 = way.work.iter().map(|work| work.cost).sum();
                ((way.value - costs) / self.spread, own)
            })
            .collect();
        let mut active: Vec<usize> = ways.iter().flat_map(|(_, own)| own.clone()).collect();
        active.sort_unstable();
        active.dedup();
        let (mut damping, mut before) = (1.0, f64::INFINITY);
        for round in 1..=ROUNDS {
            let mut moved: f64 = 0.0;
            for seller in &active {
                let (mut own, mut other) = (0.0, 1.0);
                for (worth, on_it) in &ways {
                    let others = on_it.iter().filter(|other| *other != seller);
                    let asked: f64 = others.map(|other| markups[*other]).sum();
                    let each = libm::exp(worth - asked / self.spread);
                    match on_it.contains(seller) {
                        true => own += each,
                        false => other += each,
                    }
                }
                if own <= 0.0 {
                    continue;
                }
                let best = self.spread * (1.0 + omega(libm::log(own / other) - 1.0));
                let step = damping * (best - markups[*seller]);
                moved = moved.max(step.abs() / self.spread);
                markups[*seller] += step;
            }
            if moved < AT_REST * damping {
                return Ok((markups, round));
            }
            if moved > 0.9 * before {
                damping = (0.7_f64 * damping).max(0.1);
            }
            before = moved;
        }
        Err(NoEquilibrium::DoesNotSettle {
            rounds: ROUNDS,
            moves: before,
        })
    }

    fn at(
        &self,
        operators: usize,
        coalition: Mask,
        ask: impl Fn(&Work, usize) -> f64,
        rounds: u32,
    ) -> Outcome {
        let price = |(at, way): (usize, &Way)| way.work.iter().map(|work| ask(work, at)).sum();
        let prices: Vec<f64> = self.ways.iter().enumerate().map(price).collect();
        let quantities = self.quantities(&prices);
        let (mut revenues, mut costs) = (vec![0.0; operators], vec![0.0; operators]);
        let mut pool = 0.0;
        for (at, way) in self.ways.iter().enumerate() {
            for work in &way.work {
                let (paid, cost) = (ask(work, at) * quantities[at], work.cost * quantities[at]);
                costs[work.operator] += cost;
                match coalition >> work.operator & 1 == 1 {
                    true => {
                        revenues[work.operator] += cost;
                        pool += paid - cost;
                    }
                    false => revenues[work.operator] += paid,
                }
            }
        }
        Outcome {
            surplus: self.surplus(&prices),
            prices,
            quantities,
            revenues,
            costs,
            pool,
            rounds,
        }
    }

    /// Units on each way at prices.
    pub fn quantities(&self, prices: &[f64]) -> Vec<f64> {
        let utilities = self.utilities(prices);
        // Over the largest, so that nothing overflows; the ways outside have a utility of 0.
        let most = utilities.iter().fold(0.0_f64, |most, each| most.max(*each));
        let each: Vec<f64> = utilities
            .iter()
            .map(|each| libm::exp(each - most))
            .collect();
        let all = libm::exp(-most) + each.iter().sum::<f64>();
        each.iter().map(|each| self.size * each / all).collect()
    }

    fn utilities(&self, prices: &[f64]) -> Vec<f64> {
        let ways = self.ways.iter().zip(prices);
        ways.map(|(way, price)| (way.value - price) / self.spread)
            .collect()
    }

    /// What shippers would have paid beyond prices, against having none of the ways: the log-sum.
    pub fn surplus(&self, prices: &[f64]) -> f64 {
        let utilities = self.utilities(prices);
        let most = utilities.iter().fold(0.0_f64, |most, each| most.max(*each));
        let sum: f64 = utilities.iter().map(|each| libm::exp(each - most)).sum();
        self.size * self.spread * (most + libm::log(libm::exp(-most) + sum))
    }
}
