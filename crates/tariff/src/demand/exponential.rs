//! Demand of which each step of price loses the same share.

use super::{Curve, positive};
use crate::error::NoEquilibrium;

/// `scale * exp(-P / k)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    /// What is sent at a price of 0.
    pub scale: f64,
    /// Step of price that leaves one in e.
    pub k: f64,
}

impl Curve for Exponential {
    fn quantity(&self, price: f64) -> f64 {
        self.scale * libm::exp(-price / self.k)
    }

    fn surplus(&self, price: f64) -> f64 {
        self.quantity(price) * self.k
    }

    /// `k` each, whatever the others do.
    fn markup(&self, _carriers: usize, _cost: f64) -> Result<f64, NoEquilibrium> {
        Ok(self.k)
    }

    /// The same `k`: who is first does not matter here.
    fn successive_markups(&self, carriers: usize, _cost: f64) -> Result<Vec<f64>, NoEquilibrium> {
        Ok(vec![self.k; carriers])
    }

    fn faults(&self) -> Vec<String> {
        [positive("A", self.scale), positive("k", self.k)]
            .into_iter()
            .flatten()
            .collect()
    }
}
