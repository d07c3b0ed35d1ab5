//! How long things took: mean, deviation, quantiles.

/// Parts of each doubling of time. The bins of one doubling are equally wide, so a bin is at
/// most 1/256 of its values wide.
const PARTS: u64 = 256;
/// Doublings below which every tick has a bin of its own.
const EXACT: u32 = PARTS.trailing_zeros();

/// Times of many customers: waits, stays, passages.
///
/// Mean and deviation are exact. Times are counted in bins that are at most 1/256 as wide as
/// the times in them, so a quantile is off by less than 0.4 % of its value; zero has a bin of
/// its own.
///
/// # Units and shapes
///
/// - times: the network's unit. Without times everything is `NaN`.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    ticks_per_unit: f64,
    /// Number of the first bin.
    first: usize,
    bins: Vec<u64>,
    count: u64,
    sum: i128,
    squares: u128,
    least: i64,
    greatest: i64,
}

impl Times {
    pub(crate) fn new(ticks_per_unit: f64) -> Times {
        Times {
            ticks_per_unit,
            first: 0,
            bins: Vec::new(),
            count: 0,
            sum: 0,
            squares: 0,
            least: i64::MAX,
            greatest: 0,
        }
    }

    #[cfg(test)]
    pub(crate) fn sum(&self) -> i128 {
        self.sum
    }

    pub(crate) fn ticks_per_unit(&self) -> f64 {
        self.ticks_per_unit
    }

    /// How many times there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Mean, exact.
    pub fn mean(&self) -> f64 {
        self.sum as f64 / self.count as f64 / self.ticks_per_unit
    }

    /// Standard deviation of the sample, exact; `NaN` below two times.
    pub fn deviation(&self) -> f64 {
        let count = self.count as f64;
        let spread = i128::try_from(self.squares)
            .ok()
            .and_then(|squares| squares.checked_mul(i128::from(self.count)))
            .zip(self.sum.checked_mul(self.sum))
            .map(|(squares, square)| (squares - square) as f64)
            // Only sums beyond 127 bits come here.
            .unwrap_or_else(|| {
                let sum = self.sum as f64;
                (self.squares as f64 * count - sum * sum).max(0.0)
            });
        if self.count < 2 {
            return f64::NAN;
        }
        (spread / count / (count - 1.0)).sqrt() / self.ticks_per_unit
    }

    /// The time that a share `p` does not pass, within 0.4 % of its value; `NaN` if `p` is not
    /// in 0 to 1.
    pub fn quantile(&self, p: f64) -> f64 {
        if self.count == 0 || !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        let target = p * self.count as f64;
        let mut before = 0;
        for (bin, &count) in self.bins.iter().enumerate() {
            if count > 0 && (before + count) as f64 >= target {
                let (low, width) = edges(self.first + bin);
                let inside = (target - before as f64) / count as f64;
                // The bin of a single tick is that tick and not the way to the next.
                let ticks = if width == 1.0 {
                    low
                } else {
                    low + width * inside
                };
                return ticks.clamp(self.least as f64, self.greatest as f64) / self.ticks_per_unit;
            }
            before += count;
        }
        self.greatest as f64 / self.ticks_per_unit
    }

    /// Share of the times that are longer than `time`. Times of a bin count as evenly spread.
    pub fn share_longer_than(&self, time: f64) -> f64 {
        let ticks = time * self.ticks_per_unit;
        if ticks < 0.0 {
            return if self.count > 0 { 1.0 } else { f64::NAN };
        }
        let longer: f64 = self
            .bins
            .iter()
            .enumerate()
            .map(|(bin, &count)| {
                let (low, width) = edges(self.first + bin);
                let share = if width == 1.0 {
                    f64::from(low > ticks)
                } else {
                    ((low + width - ticks) / width).clamp(0.0, 1.0)
                };
                count as f64 * share
            })
            .sum();
        longer / self.count as f64
    }

    #[inline]
    pub(crate) fn add(&mut self, ticks: i64) {
        let ticks = ticks.max(0);
        let bin = bin_of(ticks.cast_unsigned());
        if bin >= self.bins.len() {
            self.bins.resize(bin + 1, 0);
        }
        self.bins[bin] += 1;
        self.count += 1;
        self.sum += i128::from(ticks);
        self.squares += u128::from(ticks.cast_unsigned()) * u128::from(ticks.cast_unsigned());
        self.least = self.least.min(ticks);
        self.greatest = self.greatest.max(ticks);
    }

    /// Adds all times of another one that has not been trimmed, as this one must not be.
    pub(crate) fn merge(&mut self, other: &Times) {
        if self.bins.len() < other.bins.len() {
            self.bins.resize(other.bins.len(), 0);
        }
        for (bin, added) in self.bins.iter_mut().zip(&other.bins) {
            *bin += added;
        }
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
    }

    /// Forgets everything; the memory is kept.
    pub(crate) fn clear(&mut self) {
        let mut bins = std::mem::take(&mut self.bins);
        bins.clear();
        *self = Times {
            bins,
            ..Times::new(self.ticks_per_unit)
        };
    }

    /// Gives back the bins before the first time; nothing can be added any more.
    pub(crate) fn trimmed(mut self) -> Times {
        let empty = self.bins.iter().take_while(|&&count| count == 0).count();
        self.bins = self.bins.split_off(empty);
        self.first = empty;
        self
    }
}

fn bin_of(ticks: u64) -> usize {
    if ticks < PARTS {
        return ticks as usize;
    }
    // From the leading bit: which doubling, and which part of it.
    let doubling = ticks.ilog2() - EXACT;
    let part = (ticks >> doubling) - PARTS;
    ((u64::from(doubling) + 1) * PARTS + part) as usize
}

/// Beginning and width of a bin, in ticks.
fn edges(bin: usize) -> (f64, f64) {
    let bin = bin as u64;
    if bin < PARTS {
        return (bin as f64, 1.0);
    }
    let doubling = bin / PARTS - 1;
    let part = bin % PARTS + PARTS;
    ((part << doubling) as f64, (1_u64 << doubling) as f64)
}

#[cfg(test)]
mod tests {
    use super::{Times, bin_of, edges};
    use proptest::prelude::proptest;

    #[test]
    fn bins_follow_each_other() {
        let mut next = 0.0;
        for bin in 0..bin_of(1 << 55) {
            let (low, width) = edges(bin);
            assert_eq!(low, next);
            assert_eq!(bin_of(low as u64), bin);
            assert_eq!(bin_of((low + width) as u64 - 1), bin);
            assert!(width == 1.0 || width <= low / 256.0);
            next = low + width;
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        let times = Times::new(1.0);
        assert!(times.mean().is_nan() && times.deviation().is_nan());
        assert!(times.quantile(0.5).is_nan() && times.share_longer_than(1.0).is_nan());
    }

    #[test]
    fn equal_times_are_every_quantile_without_deviation() {
        let mut times = Times::new(1024.0);
        (0..3).for_each(|_| times.add(5 << 30));
        let times = times.trimmed();
        let unit = f64::from(5 << 20);
        assert_eq!((times.mean(), times.deviation()), (unit, 0.0));
        assert_eq!((times.quantile(0.0), times.quantile(0.9)), (unit, unit));
        assert_eq!(times.share_longer_than(unit * 1.01), 0.0);
        assert_eq!(times.share_longer_than(unit * 0.99), 1.0);
    }

    #[test]
    fn not_to_wait_is_not_to_wait_longer_than_zero() {
        let mut times = Times::new(1.0);
        for ticks in [0, 0, 0, 1, 700] {
            times.add(ticks);
        }
        assert_eq!(times.share_longer_than(0.0), 0.4);
        assert_eq!(times.share_longer_than(-1.0), 1.0);
        // 0, 0, 0, 1, 700: mean 140.2, squares 490 001, (490 001 - 5 * 140.2^2) / 4.
        assert_eq!(times.mean(), 140.2);
        assert_eq!(times.deviation(), (391_720.8_f64 / 4.0).sqrt());
    }

    proptest! {
        #[test]
        fn quantiles_are_within_half_a_percent(
            values in proptest::collection::vec(0_i64..1 << 40, 1..60),
            shift in 0_u32..40,
            cut in 0_usize..60,
            p in 0.0_f64..1.0,
        ) {
            let mut parts = [Times::new(1.0), Times::new(1.0)];
            let mut sorted: Vec<i64> = values.iter().map(|value| value >> shift).collect();
            for (position, &value) in sorted.iter().enumerate() {
                parts[usize::from(position < cut)].add(value);
            }
            let [mut times, other] = parts;
            times.merge(&other);
            let times = times.trimmed();
            sorted.sort_unstable();
            let rank = (p * sorted.len() as f64).ceil().max(1.0) as usize;
            let exact = sorted[rank - 1] as f64;
            assert!((times.quantile(p) - exact).abs() <= (0.004 * exact).max(1.0));
            let longer = sorted.iter().filter(|&&value| value as f64 > exact * 1.004 + 1.0);
            assert!(times.share_longer_than(exact) * sorted.len() as f64 + 1e-9
                >= longer.count() as f64);
            assert_eq!(times.count(), sorted.len() as u64);
        }
    }
}
