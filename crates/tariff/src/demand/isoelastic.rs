//! Demand that falls by the same percentage for each percent of price.

use super::{Curve, positive};
use crate::error::NoEquilibrium;

/// `scale * P ^ -elasticity`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Isoelastic {
    /// What is sent at a price of 1.
    pub scale: f64,
    /// Percent that is lost for each percent of price.
    pub elasticity: f64,
}

impl Isoelastic {
    fn check(&self, carriers: usize, needs: f64, cost: f64) -> Result<(), NoEquilibrium> {
        if self.elasticity <= needs {
            return Err(NoEquilibrium::TooInelastic {
                elasticity: self.elasticity,
                carriers,
            });
        }
        match cost > 0.0 {
            true => Ok(()),
            false => Err(NoEquilibrium::Free),
        }
    }
}

impl Curve for Isoelastic {
    fn quantity(&self, price: f64) -> f64 {
        self.scale * libm::pow(price, -self.elasticity)
    }

    fn surplus(&self, price: f64) -> f64 {
        match self.elasticity > 1.0 {
            true => self.quantity(price) * price / (self.elasticity - 1.0),
            false => f64::INFINITY,
        }
    }

    /// `C / (e - n)` each, so that the whole way costs `C e / (e - n)`; none for `e <= n`.
    fn markup(&self, carriers: usize, cost: f64) -> Result<f64, NoEquilibrium> {
        let n = carriers as f64;
        self.check(carriers, n, cost)?;
        Ok(cost / (self.elasticity - n))
    }

    /// Each faces the same elasticity in the price so far with all costs still to come, and takes
    /// `e / (e - 1)` times of it.
    fn successive_markups(&self, carriers: usize, cost: f64) -> Result<Vec<f64>, NoEquilibrium> {
        self.check(carriers, 1.0, cost)?;
        let times = self.elasticity / (self.elasticity - 1.0);
        let mut so_far = cost;
        Ok((0..carriers)
            .map(|_| {
                let markup = so_far * (times - 1.0);
                so_far *= times;
                markup
            })
            .collect())
    }

    fn faults(&self) -> Vec<String> {
        [positive("A", self.scale), positive("e", self.elasticity)]
            .into_iter()
            .flatten()
            .collect()
    }
}
