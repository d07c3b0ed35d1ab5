//! What would have been forecast in the past, beside what came.

use crate::Series;

/// A forecast of the past and what came instead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Miss {
    /// Values that were known.
    pub known: usize,
    /// Steps ahead, from 1.
    pub ahead: usize,
    /// What was expected.
    pub expected: f64,
    /// What came.
    pub came: f64,
}

impl Miss {
    /// What came less what was expected.
    pub fn error(&self) -> f64 {
        self.came - self.expected
    }
}

/// Forecasts a series from each of its own pasts: from its first `least` values, then one more,
/// and so on, each time so many steps ahead as there are values to compare with, `horizon` at most.
///
/// `forecast` is given what was known and a number of steps, and nothing of what came; where it
/// has no answer, nothing is compared.
///
/// # Source
///
/// The rolling origin of L. J. Tashman, Out-of-sample tests of forecasting accuracy, International
/// Journal of Forecasting 16 (2000).
pub fn rolling_origin(
    series: &Series,
    least: usize,
    horizon: usize,
    forecast: impl Fn(&Series, usize) -> Option<Vec<f64>>,
) -> Vec<Miss> {
    let values = series.values();
    let mut misses = Vec::new();
    for known in least.max(1)..values.len() {
        let steps = (values.len() - known).min(horizon);
        let Some(expected) = forecast(&series.first(known), steps) else {
            continue;
        };
        let came = &values[known..];
        misses.extend(
            expected
                .iter()
                .zip(came)
                .enumerate()
                .map(|(at, (e, c))| Miss {
                    known,
                    ahead: at + 1,
                    expected: *e,
                    came: *c,
                }),
        );
    }
    misses
}

/// Weights of models by what they missed in the past: the inverse of the mean square, so that a
/// model that was off by half as much counts four times. A model without a past counts nothing;
/// all count the same where none has one.
pub fn weights(mean_squares: &[Option<f64>]) -> Vec<f64> {
    let each = mean_squares.iter().map(|square| match square {
        Some(square) if *square > 0.0 => 1.0 / square,
        _ => 0.0,
    });
    let each: Vec<f64> = each.collect();
    let sum: f64 = each.iter().sum();
    match sum > 0.0 {
        true => each.iter().map(|weight| weight / sum).collect(),
        false => vec![1.0 / mean_squares.len().max(1) as f64; mean_squares.len()],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{rolling_origin, weights};
    use crate::{Series, model};

    #[test]
    fn nothing_that_came_later_is_known() {
        let series = Series::new(vec![1.0, 2.0, 4.0, 8.0], 1).unwrap();
        let naive = |known: &Series, steps: usize| Some(model::naive(known, steps));
        let misses = rolling_origin(&series, 2, 2, naive);
        let errors: Vec<(usize, usize, f64)> = misses
            .iter()
            .map(|miss| (miss.known, miss.ahead, miss.error()))
            .collect();
        assert_eq!(errors, [(2, 1, 2.0), (2, 2, 6.0), (3, 1, 4.0)]);
    }

    #[test]
    fn half_the_miss_counts_four_times() {
        assert_eq!(weights(&[Some(4.0), Some(1.0), None]), [0.2, 0.8, 0.0]);
        assert_eq!(weights(&[None, None]), [0.5, 0.5]);
    }
}
