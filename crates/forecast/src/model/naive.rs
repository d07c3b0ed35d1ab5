//! What was, stays; or its mean change does.

use crate::Series;

/// The last value, for each step ahead.
pub fn naive(series: &Series, horizon: usize) -> Vec<f64> {
    vec![series.last(); horizon]
}

/// The last value and the mean change so far for each step ahead: a random walk with drift.
///
/// The line from the first value to the last goes on; one value alone stays.
pub fn drift(series: &Series, horizon: usize) -> Vec<f64> {
    let values = series.values();
    let steps = (values.len() - 1).max(1) as f64;
    let change = (series.last() - values[0]) / steps;
    (1..=horizon)
        .map(|ahead| series.last() + change * ahead as f64)
        .collect()
}

/// The share that growth keeps of itself each step where it fades and there is too little to tell
/// how fast: the least that [`Ets`](crate::Ets) lets a damped trend keep.
pub const FADING: f64 = 0.8;

/// The mean change so far, fading: after each step [`FADING`] of it is left.
pub fn fading_drift(series: &Series, horizon: usize) -> Vec<f64> {
    let steps = (series.length() - 1).max(1) as f64;
    fading(
        series,
        (series.last() - series.values()[0]) / steps,
        horizon,
    )
}

/// The last change, fading: what a damped trend comes to that follows as fast as it can.
pub fn fading_change(series: &Series, horizon: usize) -> Vec<f64> {
    let values = series.values();
    let before = values[values.len().saturating_sub(2)];
    fading(series, series.last() - before, horizon)
}

fn fading(series: &Series, change: f64, horizon: usize) -> Vec<f64> {
    let (mut sum, mut kept) = (0.0, 1.0);
    (0..horizon)
        .map(|_| {
            kept *= FADING;
            sum += kept;
            series.last() + change * sum
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{fading_change, fading_drift};
    use crate::Series;

    #[test]
    fn growth_fades_by_a_fifth_each_step() {
        let series = Series::new(vec![0.0, 2.0, 10.0], 1).unwrap();
        // Mean change 5: 4 after one step, 3.2 more after two; last change 8.
        let close = |found: Vec<f64>, known: [f64; 2]| {
            found
                .iter()
                .zip(known)
                .all(|(one, other)| (one - other).abs() < 1e-12)
        };
        assert!(close(fading_drift(&series, 2), [14.0, 17.2]));
        assert!(close(fading_change(&series, 2), [16.4, 21.52]));
        let one = Series::new(vec![3.0], 1).unwrap();
        assert_eq!(fading_change(&one, 1), [3.0]);
    }
}
