//! By how many percent a share changes when an attribute of a route changes by one percent.

/// Elasticity of the share of a route with respect to an attribute of its own:
/// `b x (1 - share)`, where `b` is the coefficient of the attribute in the utility and `x` the
/// attribute (Train, Discrete Choice Methods with Simulation, 2nd ed. 2009, section 3.6).
pub fn own_elasticity(coefficient: f64, attribute: f64, share: f64) -> f64 {
    coefficient * attribute * (1.0 - share)
}

/// Elasticity of the share of a route with respect to an attribute of another:
/// `-b x share`, with the attribute and the share of that other route. The same for all routes,
/// which is the independence of irrelevant alternatives.
pub fn cross_elasticity(coefficient: f64, attribute: f64, share: f64) -> f64 {
    -coefficient * attribute * share
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logit::shares;

    #[test]
    fn elasticities_are_what_differences_give() {
        let (coefficient, prices, step) = (-0.01, [300.0, 150.0, 240.0], 1e-5);
        let at = |prices: [f64; 3]| shares(&prices.map(|price| coefficient * price));
        let base = at(prices);
        for changed in 0..3 {
            let mut more = prices;
            more[changed] *= 1.0 + step;
            let moved = at(more);
            for route in 0..3 {
                let found = (moved[route] / base[route]).ln() / (1.0 + step).ln();
                let formula = match route == changed {
                    true => own_elasticity(coefficient, prices[changed], base[changed]),
                    false => cross_elasticity(coefficient, prices[changed], base[changed]),
                };
                assert!((found - formula).abs() < 1e-4, "{found} {formula}");
            }
        }
    }
}
