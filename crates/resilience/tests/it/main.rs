//! Laws of the measures of bad luck, and constructed years.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod reliability;

use kervan_resilience::{flowing, tail_mean, tail_of, years};
use kervan_results::DaySeries;
use proptest::prelude::*;

/// So many days, of which each has `arrived` and `inside`.
fn level(days: usize, arrived: f64, inside: f64) -> DaySeries {
    DaySeries {
        entered_t: vec![arrived; days],
        arrived_t: vec![arrived; days],
        inside_t: vec![inside; days],
        turned_away_t: vec![0.0; days],
        detoured_t: vec![0.0; days],
        held_t: vec![0.0; days],
    }
}

#[test]
fn a_year_is_measured_beside_its_calm_twin() {
    let calm = level(730, 100.0, 1000.0);
    let mut hit = calm.clone();
    // In the second year nothing arrives for three days; 300 t more are inside for ten days, of
    // which 60 t are turned away instead of entering.
    for day in 400..403 {
        hit.arrived_t[day] = 0.0;
        hit.turned_away_t[day] = 20.0;
    }
    for day in 403..413 {
        hit.inside_t[day] = 1300.0;
    }
    let [first, second] = years(&hit, &calm)[..] else {
        panic!("two whole years");
    };
    assert_eq!(
        (first.short_t, first.late_td, first.lost_t),
        (0.0, 0.0, 0.0)
    );
    assert_eq!(
        (second.short_t, second.late_td, second.lost_t),
        (300.0, 3000.0, 60.0)
    );
    assert_eq!(second.arrived_t, 36_500.0 - 300.0);
}

#[test]
fn goods_flow_unless_less_than_half_a_week_arrives() {
    // 100 t a day are usual. Nothing arrives on days 100 to 109: at the end of day 103 three of
    // seven days have arrived, less than half; day 102 still has four. From day 110 on goods
    // arrive again, and with day 113 four of seven days have: days 103 to 112 are interrupted.
    let calm = level(365, 100.0, 0.0);
    let mut hit = calm.clone();
    hit.arrived_t[100..110].fill(0.0);
    let months = vec![0; 365];
    let share = flowing(&[hit], &[calm], &months)[0];
    // The first six days have no week behind them and do not count: 359 days do.
    assert!((share - 349.0 / 359.0).abs() < 1e-12, "{share}");
}

#[test]
fn the_tail_of_equal_replications_has_no_width() {
    let tail = tail_of(&[vec![1.0, 5.0], vec![1.0, 5.0], vec![1.0, 5.0]], 0.5);
    assert_eq!(
        (tail.mean, tail.low, tail.high),
        (5.0, Some(5.0), Some(5.0))
    );
}

proptest! {
    /// Where the tail is a whole number of values, it is their mean: a sorted list says so.
    #[test]
    fn the_tail_is_the_mean_of_the_worst(values in prop::collection::vec(-1e6..1e6_f64, 1..60), worst in 1_usize..60) {
        let worst = worst.min(values.len());
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let of_list = sorted.iter().rev().take(worst).sum::<f64>() / worst as f64;
        let share = worst as f64 / values.len() as f64;
        prop_assert!((tail_mean(&values, share) - of_list).abs() < 1e-6);
    }

    /// It lies between the mean and the worst, and falls as more of the years count as the worst.
    #[test]
    fn the_tail_lies_between_mean_and_worst(values in prop::collection::vec(-1e6..1e6_f64, 1..60), a in 0.01..1.0_f64, b in 0.01..1.0_f64) {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let worst = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (few, many) = (tail_mean(&values, a.min(b)), tail_mean(&values, a.max(b)));
        prop_assert!(mean - 1e-6 <= many && many <= few + 1e-6 && few <= worst + 1e-6);
    }

    /// The risk of a sum is at most the sum of the risks (coherence).
    #[test]
    fn two_risks_together_are_no_worse_than_apart(pairs in prop::collection::vec((-1e6..1e6_f64, -1e6..1e6_f64), 1..60), share in 0.01..1.0_f64) {
        let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let both: Vec<f64> = pairs.iter().map(|(a, b)| a + b).collect();
        prop_assert!(tail_mean(&both, share) <= tail_mean(&a, share) + tail_mean(&b, share) + 1e-6);
    }
}
