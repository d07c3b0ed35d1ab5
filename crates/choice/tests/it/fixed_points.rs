//! Fixed points against hand-made crossings.

use kervan_choice::{FixedPointError, Piecewise, Uniqueness, fixed_point};
use proptest::prelude::*;

#[test]
fn a_falling_demand_meets_a_rising_time_once() {
    // Time 10 + v, demand 100 - 4 time: v = 60 - 4 v, so 12.
    let found = fixed_point(&|v| 100.0 - 4.0 * (10.0 + v), &[0.0, 50.0], &|_, _| -4.0);
    let found = found.expect("they cross");
    assert_eq!(found.uniqueness, Uniqueness::Proved);
    assert!((found.volume() - 12.0).abs() < 1e-12);
}

/// More volume, more departures, less waiting: two volumes reproduce themselves, and one between
/// them on which nothing rests.
#[test]
fn all_crossings_are_found_where_more_volume_is_quicker() {
    let time = Piecewise::new(vec![0.0, 40.0, 60.0, 100.0], vec![20.0, 20.0, 5.0, 5.0]);
    let time = time.expect("it is a table");
    let demand = |v: f64| 10.0 + 80.0 / (1.0 + (time.at(v) - 12.0).exp());
    let steepest = |a: f64, b: f64| -20.0 * time.least_slope(a, b).min(0.0);
    let found = fixed_point(&demand, time.points(), &steepest).expect("they cross");
    assert!(matches!(found.uniqueness, Uniqueness::Searched { .. }));
    let stable: Vec<bool> = found.crossings.iter().map(|row| row.is_stable).collect();
    assert_eq!(stable, [true, false, true], "{found:?}");
    for row in &found.crossings {
        assert!((demand(row.volume) - row.volume).abs() < 1e-9);
    }
    assert_eq!(found.volume(), found.crossings[2].volume);
}

#[test]
fn a_bracket_that_holds_nothing_is_refused() {
    let none = |_: f64, _: f64| 0.0;
    let high = fixed_point(&|_| 20.0, &[0.0, 10.0], &none);
    assert!(matches!(high, Err(FixedPointError::Outside { .. })));
    assert_eq!(
        fixed_point(&|_| 1.0, &[3.0], &none),
        Err(FixedPointError::Bracket)
    );
    let nan = fixed_point(
        &|v| if v > 1.0 { f64::NAN } else { 5.0 },
        &[0.0, 10.0],
        &none,
    );
    assert!(matches!(nan, Err(FixedPointError::NoNumber(_))));
}

proptest! {
    #[test]
    fn what_is_found_reproduces_itself(
        most in 1.0..1e6f64, slope in 0.0..50.0f64, free in 1.0..40.0f64,
    ) {
        let time = Piecewise::new(vec![0.0, most], vec![free, free + slope]).expect("a table");
        let demand = |v: f64| most / (1.0 + (0.3 * (time.at(v) - free - 1.0)).exp());
        let found = fixed_point(&demand, time.points(), &|_, _| 0.0).expect("they cross");
        prop_assert!((demand(found.volume()) - found.volume()).abs() < 1e-7 * most);
        // The longer the queues, the less is shipped.
        let worse = |v: f64| demand(v + 0.05 * most);
        let less = fixed_point(&worse, time.points(), &|_, _| 0.0).expect("they cross");
        prop_assert!(less.volume() <= found.volume() + 1e-9 * most);
    }
}
