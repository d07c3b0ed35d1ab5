//! Laws of logit shares, for many utilities.

use kervan_choice::{Attributes, Values, logsum, shares};
use proptest::prelude::*;

proptest! {
    #[test]
    fn shares_add_up_and_keep_the_order(utilities in prop::collection::vec(-800.0..800.0f64, 1..8)) {
        let found = shares(&utilities);
        prop_assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        for (one, utility) in found.iter().zip(&utilities) {
            prop_assert!((0.0..=1.0).contains(one));
            for (other, less) in found.iter().zip(&utilities) {
                prop_assert!(utility < less || one >= other);
            }
        }
    }

    #[test]
    fn a_dearer_route_loses_to_each_of_the_others(
        costs in prop::collection::vec(50.0..500.0f64, 2..6), more in 1.0..100.0f64,
    ) {
        let at = |first: f64| {
            let all = std::iter::once(first).chain(costs[1..].iter().copied());
            shares(&all.map(|cost| -0.01 * cost).collect::<Vec<_>>())
        };
        let (before, after) = (at(costs[0]), at(costs[0] + more));
        prop_assert!(after[0] < before[0]);
        for other in 1..costs.len() {
            prop_assert!(after[other] > before[other]);
        }
    }

    /// The slope of the logsum with respect to a utility is its share.
    #[test]
    fn the_logsum_grows_by_the_share(utilities in prop::collection::vec(-20.0..20.0f64, 2..6)) {
        let step = 1e-6;
        let mut moved = utilities.clone();
        moved[0] += step;
        let slope = (logsum(&moved) - logsum(&utilities)) / step;
        prop_assert!((slope - shares(&utilities)[0]).abs() < 1e-5);
    }

    #[test]
    fn a_constant_to_all_changes_nothing(
        utilities in prop::collection::vec(-20.0..20.0f64, 2..6), more in -1e3..1e3f64,
    ) {
        let moved: Vec<f64> = utilities.iter().map(|utility| utility + more).collect();
        for (one, two) in shares(&utilities).iter().zip(shares(&moved)) {
            prop_assert!((one - two).abs() < 1e-10);
        }
    }

    #[test]
    fn the_generalised_cost_rises_with_all_that_is_bad(
        price in 0.0..1e3f64, time_d in 0.0..90.0f64, spread_d in 0.0..30.0f64, more in 0.1..10.0f64,
    ) {
        let values = Values { of_time: 5.0, of_reliability: 3.0 };
        let route = Attributes { price, time_d, spread_d };
        let base = values.cost(&route);
        let worse = [
            Attributes { price: price + more, ..route },
            Attributes { time_d: time_d + more, ..route },
            Attributes { spread_d: spread_d + more, ..route },
        ];
        for route in worse {
            prop_assert!(values.cost(&route) > base);
        }
    }
}
