//! Futures that nobody knows: demand and currencies, year by year.

use kervan_engine::RandomStream;

/// What is known of the years ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Years that a tariff is for.
    pub years: usize,
    /// Demand of each year over today's, where all goes as expected.
    pub demand: Vec<f64>,
    /// Deviation of the logarithm of demand after one year; it grows with the root of time.
    pub demand_deviation: f64,
    /// Room of each limit in each year, over today's; a row a year.
    pub room: Vec<Vec<f64>>,
    /// Currencies of the operators' costs.
    pub currencies: Vec<Currency>,
    /// Of each operator, shares of its costs by currency, in that order; the rest is in the
    /// money of the tariff.
    pub shares: Vec<Vec<f64>>,
}

/// A currency against the money of the tariff.
#[derive(Clone, Debug, PartialEq)]
pub struct Currency {
    /// ISO 4217 code.
    pub code: String,
    /// Deviation of the logarithm of its worth after one year.
    pub deviation: f64,
}

/// One future.
#[derive(Clone, Debug, PartialEq)]
pub struct Future {
    /// Demand of each year over today's.
    pub demand: Vec<f64>,
    /// Costs of each operator in each year over today's; a row a year.
    pub costs: Vec<Vec<f64>>,
}

impl Outlook {
    /// The future in which everything goes as expected.
    pub fn expected(&self) -> Future {
        Future {
            demand: self.demand.clone(),
            costs: vec![vec![1.0; self.shares.len()]; self.years],
        }
    }

    /// Draws futures, two and two: what goes up in one goes down in the other by as much.
    ///
    /// Logarithms of demand and of the worth of each currency walk at random, independent of each
    /// other, around their expectation: the mean over futures is the outlook itself. Another
    /// currency, or one more year, moves nobody else's luck.
    pub fn futures(&self, count: usize, seed: u64) -> Vec<Future> {
        let pairs = count.div_ceil(2).max(1);
        (0..pairs)
            .flat_map(|pair| [1.0, -1.0].map(|side| self.future(seed, pair as u64, side)))
            .collect()
    }

    fn future(&self, seed: u64, pair: u64, side: f64) -> Future {
        let walk = |name: &str, deviation: f64| -> Vec<f64> {
            let mut luck = RandomStream::named(seed, pair, name, "tariff future");
            let mut at = 0.0;
            (1..=self.years)
                .map(|year| {
                    at += side * deviation * normal(&mut luck);
                    // The mean of a lognormal is kept at 1.
                    libm::exp(at - 0.5 * deviation * deviation * year as f64)
                })
                .collect()
        };
        let demand = walk("demand", self.demand_deviation);
        let worth: Vec<Vec<f64>> = self
            .currencies
            .iter()
            .map(|currency| walk(&currency.code, currency.deviation))
            .collect();
        let cost = |year: usize, shares: &Vec<f64>| {
            let moved = shares.iter().zip(&worth);
            1.0 + moved
                .map(|(share, worth)| share * (worth[year] - 1.0))
                .sum::<f64>()
        };
        Future {
            demand: self.demand.iter().zip(demand).map(|(a, b)| a * b).collect(),
            costs: (0..self.years)
                .map(|year| {
                    self.shares
                        .iter()
                        .map(|shares| cost(year, shares))
                        .collect()
                })
                .collect(),
        }
    }
}

/// A draw from the standard normal distribution (Box and Muller, 1958).
fn normal(luck: &mut RandomStream) -> f64 {
    let (a, b) = (luck.uniform(), luck.uniform());
    libm::sqrt(-2.0 * libm::log(a)) * libm::cos(std::f64::consts::TAU * b)
}
