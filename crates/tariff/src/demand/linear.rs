//! Demand as a straight line.

use super::{Curve, positive};
use crate::error::NoEquilibrium;

/// `a - b P`, and nothing above `a / b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// What is sent at a price of 0.
    pub a: f64,
    /// What is lost for each unit of price.
    pub b: f64,
}

impl Curve for Linear {
    fn quantity(&self, price: f64) -> f64 {
        (self.a - self.b * price).max(0.0)
    }

    fn surplus(&self, price: f64) -> f64 {
        let quantity = self.quantity(price);
        quantity * quantity / (2.0 * self.b)
    }

    /// Cournot (1838), chapter 9: `(a/b - C) / (n + 1)` each. Where carrying costs more than
    /// anybody pays, nothing is added and nothing is sent.
    fn markup(&self, carriers: usize, cost: f64) -> Result<f64, NoEquilibrium> {
        Ok((self.a / self.b - cost).max(0.0) / (carriers as f64 + 1.0))
    }

    /// Spengler (1950): what is left is halved by each in turn.
    fn successive_markups(&self, carriers: usize, cost: f64) -> Result<Vec<f64>, NoEquilibrium> {
        let mut left = (self.a / self.b - cost).max(0.0);
        Ok((0..carriers)
            .map(|_| {
                left /= 2.0;
                left
            })
            .collect())
    }

    fn faults(&self) -> Vec<String> {
        [positive("a", self.a), positive("b", self.b)]
            .into_iter()
            .flatten()
            .collect()
    }
}
