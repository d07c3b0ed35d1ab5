//! Means and variances kept on the way, without keeping the values.

use crate::time::SimTime;

/// Count, mean, variance and extremes of the values seen, in constant memory.
///
/// A weight says how many equal values one stands for, for example the loading units of
/// one train; a value of weight 3 counts exactly as three values.
///
/// # Source
///
/// B. P. Welford, Technometrics 4 (1962), with weights after D. H. D. West,
/// Communications of the ACM 22 (1979), merged after Chan, Golub and LeVeque (1983).
/// Accurate also if all values share their leading digits.
///
/// # Examples
///
/// ```
/// use kervan_engine::Tally;
/// let mut tally = Tally::new();
/// for value in [1.0, 2.0, 6.0] {
///     tally.add(value);
/// }
/// assert_eq!(tally.mean(), Some(3.0));
/// assert_eq!(tally.variance(), Some(7.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    count: u64,
    weight: f64,
    mean: f64,
    /// Weighted squares of the distances to the mean, summed.
    squares: f64,
    /// Least and greatest value, once there is one.
    range: Option<(f64, f64)>,
}

impl Tally {
    /// No values yet.
    pub fn new() -> Tally {
        Tally::default()
    }

    /// Adds one value.
    pub fn add(&mut self, value: f64) {
        self.add_weighted(value, 1.0);
    }

    /// Adds a value that stands for `weight` equal ones. A weight of zero or below, or a
    /// value or weight that is not a number, adds nothing.
    pub fn add_weighted(&mut self, value: f64, weight: f64) {
        debug_assert!(
            !value.is_nan() && weight >= 0.0,
            "value {value}, weight {weight}"
        );
        if value.is_nan() || weight.is_nan() || weight <= 0.0 {
            return;
        }
        self.count += 1;
        self.weight += weight;
        let Some((least, greatest)) = self.range else {
            // Exactly: the rounding of a product with the weight would pass for a square.
            self.mean = value;
            self.range = Some((value, value));
            return;
        };
        let distance = value - self.mean;
        self.mean += distance * weight / self.weight;
        self.squares += weight * distance * (value - self.mean);
        self.range = Some((least.min(value), greatest.max(value)));
    }

    /// Adds all values of another tally.
    pub fn merge(&mut self, other: &Tally) {
        let Some((other_least, other_greatest)) = other.range else {
            return;
        };
        let Some((least, greatest)) = self.range else {
            *self = *other;
            return;
        };
        let weight = self.weight + other.weight;
        let distance = other.mean - self.mean;
        self.mean += distance * other.weight / weight;
        self.squares += other.squares + distance * distance * self.weight * other.weight / weight;
        self.weight = weight;
        self.count += other.count;
        self.range = Some((least.min(other_least), greatest.max(other_greatest)));
    }

    /// How many values were added, whatever their weights.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The weights of all values, summed.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// Weighted mean; `None` without values.
    pub fn mean(&self) -> Option<f64> {
        self.range.map(|_| self.mean)
    }

    /// Sample variance: squares divided by the sum of weights less one; `None` if that
    /// sum does not pass one.
    pub fn variance(&self) -> Option<f64> {
        (self.weight > 1.0).then(|| self.squares / (self.weight - 1.0))
    }

    /// Square root of the sample variance.
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// Least value; `None` without values.
    pub fn min(&self) -> Option<f64> {
        self.range.map(|(least, _)| least)
    }

    /// Greatest value; `None` without values.
    pub fn max(&self) -> Option<f64> {
        self.range.map(|(_, greatest)| greatest)
    }
}

/// A level that changes in steps, and its mean over time: wagons in a yard, ships at
/// anchor.
///
/// # Units and shapes
///
/// - times: ticks, never decreasing from call to call; `level`: any unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeWeighted {
    level: f64,
    since: SimTime,
    latest: SimTime,
    area: f64,
    highest: f64,
}

impl TimeWeighted {
    /// A level that is watched from `now` on.
    pub fn new(now: SimTime, level: f64) -> TimeWeighted {
        TimeWeighted {
            level,
            since: now,
            latest: now,
            area: 0.0,
            highest: level,
        }
    }

    /// The level is `level` from `now` on.
    pub fn set(&mut self, now: SimTime, level: f64) {
        debug_assert!(now >= self.latest, "time ran backwards to {now}");
        self.area += self.level * (now - self.latest).max(0) as f64;
        self.latest = now.max(self.latest);
        self.level = level;
        self.highest = self.highest.max(level);
    }

    /// The level now.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// The highest level since the last reset.
    pub fn highest(&self) -> f64 {
        self.highest
    }

    /// Mean level from the last reset to `now`; the level itself if no time has passed.
    pub fn mean(&self, now: SimTime) -> f64 {
        let observed = now - self.since;
        if observed <= 0 {
            return self.level;
        }
        let area = self.area + self.level * (now - self.latest).max(0) as f64;
        area / observed as f64
    }

    /// Forgets the past; the level stays.
    pub fn reset(&mut self, now: SimTime) {
        *self = TimeWeighted::new(now, self.level);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Tally, TimeWeighted};
    use crate::time::SimTime;

    #[test]
    fn a_weight_of_the_first_value_adds_no_square() {
        // 0.1 times 3 over 3 is not 0.1 in double precision; a first value is its own mean.
        for weight in [3.0, 24.0, 0.7] {
            let mut tally = Tally::new();
            tally.add_weighted(107.868_137_3, weight);
            tally.add_weighted(107.868_137_3, weight);
            assert_eq!(tally.mean(), Some(107.868_137_3));
            assert_eq!(tally.variance().unwrap_or(0.0), 0.0);
        }
    }

    #[test]
    fn an_empty_tally_knows_nothing() {
        let mut tally = Tally::new();
        assert_eq!(
            (tally.mean(), tally.variance(), tally.min()),
            (None, None, None)
        );
        tally.add(4.0);
        assert_eq!((tally.mean(), tally.variance()), (Some(4.0), None));
    }

    #[test]
    fn equal_leading_digits_do_not_spoil_the_variance() {
        // 1, 2, 3 and 1e12: variance 1 exactly.
        let mut tally = Tally::new();
        for value in [1e12 + 1.0, 1e12 + 2.0, 1e12 + 3.0] {
            tally.add(value);
        }
        assert_eq!(tally.variance(), Some(1.0));
        assert_eq!(
            (tally.min(), tally.max()),
            (Some(1e12 + 1.0), Some(1e12 + 3.0))
        );
    }

    #[test]
    fn a_weight_counts_as_that_many_values() {
        let mut weighted = Tally::new();
        let mut plain = Tally::new();
        for (value, weight) in [(3.0, 2), (5.0, 1), (11.0, 4)] {
            weighted.add_weighted(value, f64::from(weight));
            (0..weight).for_each(|_| plain.add(value));
        }
        weighted.add_weighted(100.0, 0.0);
        assert_eq!(weighted.count(), 3);
        assert_eq!(weighted.weight(), 7.0);
        assert!((weighted.mean().unwrap() - plain.mean().unwrap()).abs() < 1e-12);
        assert!((weighted.variance().unwrap() - plain.variance().unwrap()).abs() < 1e-12);
    }

    #[test]
    fn merged_tallies_equal_one() {
        let values: Vec<f64> = (0..50).map(|i| f64::from(i * i % 37)).collect();
        let mut whole = Tally::new();
        values.iter().for_each(|&value| whole.add(value));
        let mut merged = Tally::new();
        for part in values.chunks(13) {
            let mut tally = Tally::new();
            part.iter().for_each(|&value| tally.add(value));
            merged.merge(&tally);
        }
        merged.merge(&Tally::new());
        assert_eq!(merged.count(), 50);
        assert!((merged.mean().unwrap() - whole.mean().unwrap()).abs() < 1e-12);
        assert!((merged.variance().unwrap() - whole.variance().unwrap()).abs() < 1e-9);
        assert_eq!((merged.min(), merged.max()), (whole.min(), whole.max()));
    }

    #[test]
    fn a_level_is_weighted_with_the_time_it_lasted() {
        let at = SimTime::from_ticks;
        let mut level = TimeWeighted::new(at(10), 2.0);
        assert_eq!(level.mean(at(10)), 2.0);
        level.set(at(14), 5.0);
        level.set(at(16), 1.0);
        // 2 for 4 ticks, 5 for 2, 1 for 4: 22 over 10.
        assert_eq!(level.mean(at(20)), 2.2);
        assert_eq!(level.highest(), 5.0);
        level.reset(at(20));
        assert_eq!(
            (level.mean(at(22)), level.level(), level.highest()),
            (1.0, 1.0, 1.0)
        );
    }
}
