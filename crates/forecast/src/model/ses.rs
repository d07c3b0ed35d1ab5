//! Simple exponential smoothing from the first value on.

use crate::Series;
use crate::minimise::{Search, minimise};

/// Least and greatest smoothing.
const BOUNDS: [f64; 2] = [0.0001, 0.9999];
/// Smoothings that are tried before the search, evenly apart.
const TRIED: usize = 20;

/// A level that follows the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ses {
    /// Share of an error that the level follows.
    pub alpha: f64,
    /// Level after the last value.
    pub level: f64,
    /// Sum of the squares of the errors one step ahead.
    pub squares: f64,
}

impl Ses {
    /// The level, for each step ahead.
    pub fn points(&self, horizon: usize) -> Vec<f64> {
        vec![self.level; horizon]
    }
}

/// Simple exponential smoothing whose level begins at the first value, with the smoothing of the
/// least squares one step ahead.
///
/// # Source
///
/// R. G. Brown, Exponential Smoothing for Predicting Demand (1956): `level = alpha * value +
/// (1 - alpha) * level`. The squares can have more than one valley, so smoothings from end to end
/// are tried first.
pub fn ses(series: &Series) -> Ses {
    let values = series.values();
    let run = |alpha: f64| {
        let (mut level, mut squares) = (values[0], 0.0);
        for value in &values[1..] {
            let error = value - level;
            squares += error * error;
            level += alpha * error;
        }
        Ses {
            alpha,
            level,
            squares,
        }
    };
    let [least, most] = BOUNDS;
    let step = (most - least) / TRIED as f64;
    let tried = (0..=TRIED).map(|at| run(least + step * at as f64));
    let best = tried.reduce(|best, next| {
        if next.squares < best.squares {
            next
        } else {
            best
        }
    });
    let start = best.map_or(most, |best| best.alpha);
    let search = Search {
        calls: 200,
        tolerance: 1e-14,
    };
    let (found, _) = minimise(&[start], &[step / 2.0], search, |point| match point[0] {
        alpha if (least..=most).contains(&alpha) => run(alpha).squares,
        _ => f64::INFINITY,
    });
    run(found[0])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::ses;
    use crate::Series;

    #[test]
    fn two_jumps_have_the_smoothing_of_the_least_squares() {
        // 0, 1, 0, 1: errors 1, -a, 1 - a + a^2; their squares have the slope
        // 2a + 2 (1 - a + a^2) (2a - 1) = 0, so 2 a^3 - 3 a^2 + 4 a - 1 = 0: a = 0.3059.
        let series = Series::new(vec![0.0, 1.0, 0.0, 1.0], 1).unwrap();
        let alpha = ses(&series).alpha;
        let slope = 2.0 * alpha.powi(3) - 3.0 * alpha.powi(2) + 4.0 * alpha - 1.0;
        assert!(slope.abs() < 1e-5, "{alpha}");
    }

    #[test]
    fn a_straight_line_is_followed_as_fast_as_may_be() {
        let series = Series::new((0..20).map(f64::from).collect(), 1).unwrap();
        assert!(ses(&series).alpha > 0.999);
    }
}
