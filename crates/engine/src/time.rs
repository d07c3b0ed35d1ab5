//! Simulation time: whole ticks since the start of the run.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A point in simulation time: whole ticks since the start of the run.
///
/// The engine does not know how long a tick is; the corridor uses one tick for one
/// second. Whole numbers, so that equal instants are exactly equal on every machine.
///
/// # Units and shapes
///
/// - ticks, 64 bits with a sign; times before the start are allowed.
/// - adding and subtracting stop at the ends of the range instead of wrapping, so
///   [`SimTime::MAX`] may stand for "never".
///
/// # Examples
///
/// ```
/// use kervan_engine::SimTime;
/// let noon = SimTime::from_ticks(43_200);
/// assert_eq!(noon + 60 - noon, 60);
/// assert_eq!(SimTime::MAX + 1, SimTime::MAX);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SimTime(i64);

impl SimTime {
    /// The start of the run.
    pub const ZERO: SimTime = SimTime(0);
    /// The last instant there is; stands for "never".
    pub const MAX: SimTime = SimTime(i64::MAX);
    /// The first instant there is, long before the run starts.
    pub const MIN: SimTime = SimTime(i64::MIN);

    /// The instant `ticks` ticks after the start of the run.
    pub const fn from_ticks(ticks: i64) -> SimTime {
        SimTime(ticks)
    }

    /// Ticks since the start of the run.
    pub const fn ticks(self) -> i64 {
        self.0
    }
}

impl Add<i64> for SimTime {
    type Output = SimTime;

    fn add(self, ticks: i64) -> SimTime {
        SimTime(self.0.saturating_add(ticks))
    }
}

impl AddAssign<i64> for SimTime {
    fn add_assign(&mut self, ticks: i64) {
        *self = *self + ticks;
    }
}

impl Sub for SimTime {
    type Output = i64;

    fn sub(self, earlier: SimTime) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for SimTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SimTime;

    #[test]
    fn the_ends_of_time_do_not_wrap() {
        assert_eq!(SimTime::MAX + 5, SimTime::MAX);
        assert_eq!(SimTime::MIN + -5, SimTime::MIN);
        assert_eq!(SimTime::MAX - SimTime::MIN, i64::MAX);
    }

    #[test]
    fn a_difference_undoes_a_sum() {
        let mut time = SimTime::from_ticks(-7);
        time += 10;
        assert_eq!(time.ticks(), 3);
        assert_eq!(time - SimTime::ZERO, 3);
    }
}
