//! How wide an interval has to be, by what was missed in the past.

use kervan_engine::{Distribution, RandomStream, student_quantile};

/// How far forecasts of a kind were off: errors grow with the root of the steps ahead, and how far
/// is known from so few of them that Student's distribution stands for the normal one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Root of the mean square of errors over the root of their steps ahead.
    pub per_root_step: f64,
    /// Independent errors behind it: those one step ahead, and those of single plans.
    pub degrees: f64,
}

impl Spread {
    /// The spread of errors with their steps ahead, which may be parts of a step. Errors of one
    /// series at several steps ahead overlap, so `degrees` is told apart.
    ///
    /// `None` without an error that is not zero, or with less than one degree.
    ///
    /// # Source
    ///
    /// A random walk: the variance of its error is the number of steps times that of one step. What
    /// is estimated from `n` errors around a known mean of zero has `n` degrees of freedom
    /// (Student 1908).
    pub fn of(errors: &[(f64, f64)], degrees: f64) -> Option<Spread> {
        let squares = errors.iter().map(|(error, ahead)| error * error / ahead);
        let mean = squares.sum::<f64>() / errors.len() as f64;
        (mean.is_finite() && mean > 0.0 && degrees >= 1.0).then(|| Spread {
            per_root_step: mean.sqrt(),
            degrees,
        })
    }

    /// Half the interval that holds what comes with this confidence, so many steps ahead.
    pub fn half(&self, level: f64, ahead: f64) -> f64 {
        let quantile = student_quantile(0.5 + level / 2.0, self.degrees).unwrap_or(f64::INFINITY);
        quantile * self.per_root_step * ahead.sqrt()
    }

    /// One possible size of the errors of a single step: the estimate, and how little is known of
    /// it. A random walk with steps of this size has, over many draws, the intervals of
    /// [`Spread::half`].
    pub fn draw(&self, stream: &mut RandomStream) -> f64 {
        // Chi-square over its degrees: gamma of mean 1 and shape half the degrees.
        let share = Distribution::gamma(1.0, self.degrees / 2.0);
        let share = share.map_or(1.0, |share| share.sample(stream));
        self.per_root_step / share.max(1e-9).sqrt()
    }
}

/// How often intervals held what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// Confidence of the intervals.
    pub level: f64,
    /// Intervals.
    pub count: usize,
    /// Those that held it.
    pub held: usize,
}

/// How often intervals of a level held errors with their steps ahead, where the spread of each
/// group is that of all other groups: a group is never judged by itself.
///
/// Groups with too few others are left out.
pub fn coverage(groups: &[Vec<(f64, f64)>], degrees: &[f64], level: f64) -> Coverage {
    let mut found = Coverage {
        level,
        count: 0,
        held: 0,
    };
    for (at, group) in groups.iter().enumerate() {
        let others = groups.iter().enumerate().filter(|(other, _)| *other != at);
        let errors: Vec<(f64, f64)> = others.flat_map(|(_, errors)| errors.clone()).collect();
        let of_others = degrees.iter().enumerate().filter(|(other, _)| *other != at);
        let Some(spread) = Spread::of(&errors, of_others.map(|(_, count)| count).sum()) else {
            continue;
        };
        found.count += group.len();
        let is_held = |(error, ahead): &&(f64, f64)| error.abs() <= spread.half(level, *ahead);
        found.held += group.iter().filter(is_held).count();
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Coverage, Spread, coverage};

    #[test]
    fn a_random_walk_has_one_spread_at_all_steps() {
        // Errors of 3 after one step and 6 after four: 3 a root step both.
        let spread = Spread::of(&[(3.0, 1.0), (-6.0, 4.0)], 1.0).unwrap();
        assert_eq!(spread.per_root_step, 3.0);
        // Student with one degree: 12.706 at 95 %.
        assert!((spread.half(0.95, 4.0) - 12.7062 * 6.0).abs() < 1e-3);
        assert_eq!(Spread::of(&[(0.0, 1.0)], 1.0), None);
        assert_eq!(Spread::of(&[], 1.0), None);
    }

    #[test]
    fn no_group_judges_itself() {
        // Each group alone is as wide as the other; one of ten times the other is not held by it.
        let groups = [vec![(1.0, 1.0), (-1.0, 1.0)], vec![(10.0, 1.0)]];
        let found = coverage(&groups, &[2.0, 1.0], 0.5);
        assert_eq!(
            found,
            Coverage {
                level: 0.5,
                count: 3,
                held: 2
            }
        );
    }
}
