//! What a change of routes is worth to those who ship.

use crate::logit::logsum;

/// Gain of shippers when utilities change, in money for each unit that is to be shipped: the
/// difference of the logsums over the sensitivity, which is utility per money and above 0.
///
/// Exact where the value of money is constant (Small and Rosen, Econometrica 49, 1981).
pub fn surplus(before: &[f64], after: &[f64], sensitivity: f64) -> f64 {
    (logsum(after) - logsum(before)) / sensitivity
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logit::shares;

    #[test]
    fn surplus_is_the_area_under_demand() {
        // The integral of the share over the price, by the midpoint rule: error about 1e-9.
        let (sensitivity, other) = (0.02, -3.0);
        let share = |price: f64| shares(&[-sensitivity * price, other])[0];
        let (from, to, steps) = (250.0, 150.0, 10_000);
        let width = (from - to) / f64::from(steps);
        let middle = |at: i32| to + width * (f64::from(at) + 0.5);
        let area: f64 = (0..steps).map(|at| share(middle(at)) * width).sum();
        let utilities = |price: f64| [-sensitivity * price, other];
        let gain = surplus(&utilities(from), &utilities(to), sensitivity);
        assert!((gain - area).abs() < 1e-6, "{gain} {area}");
    }
}
