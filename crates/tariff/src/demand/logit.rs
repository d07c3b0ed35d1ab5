//! Demand as a choice between this way and others.

use super::{Curve, positive};
use crate::error::NoEquilibrium;
use crate::omega::omega;

/// `size / (1 + exp(-(value - P) / spread))`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logit {
    /// All that is sent, on this way or another.
    pub size: f64,
    /// Price at which half of it goes this way.
    pub value: f64,
    /// How much tastes and circumstances differ, in money: the scale of the logit.
    pub spread: f64,
}

impl Curve for Logit {
    fn quantity(&self, price: f64) -> f64 {
        self.size / (1.0 + libm::exp((price - self.value) / self.spread))
    }

    /// The log-sum, beyond what there is without this way.
    fn surplus(&self, price: f64) -> f64 {
        let utility = (self.value - price) / self.spread;
        // ln(1 + e^u) without overflow.
        let log_sum = utility.max(0.0) + libm::log1p(libm::exp(-utility.abs()));
        self.size * self.spread * log_sum
    }

    /// `spread (1 + w)`, where `n w` is Lambert's W at `n exp((V - C) / spread - n)`.
    ///
    /// Each adds `spread / (1 - share)`, so all add the same and `w = odds`.
    fn markup(&self, carriers: usize, cost: f64) -> Result<f64, NoEquilibrium> {
        let n = carriers as f64;
        let odds = omega(libm::log(n) + (self.value - cost) / self.spread - n) / n;
        Ok(self.spread * (1.0 + odds))
    }

    /// With `t` for the odds, the price that the one before the last `k` has left so far is
    /// `x_k(t)`, from `x_0 = V - s ln t` by `x_(k+1) = x_k + s t (1 + t) x_k'(t) / s`: demand over
    /// its slope in `x_k`. Each `x_k` falls in `t`, and `x_n(t) = C` is the equilibrium.
    ///
    /// In units of the spread, `-x_k' = 1/t + q_k(t)` with a polynomial `q_k`; `q_0 = 0`, and the
    /// markup of that carrier is `h_k = (1 + t) (1 + t q_k)`, whose slope is added to `q_k`.
    fn successive_markups(&self, carriers: usize, cost: f64) -> Result<Vec<f64>, NoEquilibrium> {
        // Coefficients of each markup, from the last carrier to the first.
        let mut markups: Vec<Vec<f64>> = Vec::new();
        let mut q: Vec<f64> = Vec::new();
        for _ in 0..carriers {
            let mut inner = vec![1.0];
            inner.extend(&q);
            let mut markup = inner.clone();
            markup.push(0.0);
            for (at, each) in inner.iter().enumerate() {
                markup[at + 1] += each;
            }
            q.resize(markup.len() - 1, 0.0);
            for (at, each) in markup.iter().enumerate().skip(1) {
                q[at - 1] += at as f64 * each;
            }
            markups.push(markup);
        }
        let at = |markup: &[f64], t: f64| markup.iter().rev().fold(0.0, |sum, each| sum * t + each);
        let goal = (self.value - cost) / self.spread;
        let left = |log_t: f64| {
            let t = libm::exp(log_t);
            goal - log_t - markups.iter().map(|markup| at(markup, t)).sum::<f64>()
        };
        // All markups are at least 1, so log t is below the goal less their number.
        let (mut low, mut high) = (goal - 1.0, goal);
        while left(low) < 0.0 {
            low -= 2.0 * (goal - low);
        }
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            match left(middle) >= 0.0 {
                true => low = middle,
                false => high = middle,
            }
        }
        let t = libm::exp(0.5 * (low + high));
        Ok(markups
            .iter()
            .rev()
            .map(|markup| self.spread * at(markup, t))
            .collect())
    }

    fn size(&self) -> Option<f64> {
        Some(self.size)
    }

    fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = [positive("M", self.size), positive("mu", self.spread)]
            .into_iter()
            .flatten()
            .collect();
        if !self.value.is_finite() {
            faults.push(format!("`V` is {}, no number", self.value));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::{Curve, Logit};

    #[test]
    fn each_adds_the_spread_over_the_share_that_goes_elsewhere() {
        let demand = Logit {
            size: 1000.0,
            value: 60.0,
            spread: 8.0,
        };
        for carriers in [1, 2, 5] {
            let markup = demand.markup(carriers, 25.0).unwrap_or(f64::NAN);
            let price = 25.0 + carriers as f64 * markup;
            let share = demand.quantity(price) / 1000.0;
            assert!((markup - 8.0 / (1.0 - share)).abs() < 1e-9);
            assert!(((60.0 - price) / 8.0 - (share / (1.0 - share)).ln()).abs() < 1e-9);
        }
    }
}
