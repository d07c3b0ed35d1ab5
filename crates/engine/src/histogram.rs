//! How often each length of time occurred, in bins of equal width.

use std::error::Error;
use std::fmt;

/// Counts of times in bins of equal width, with a bounded number of bins: transit times,
/// border stays, waits.
///
/// The mean, the least and the greatest value are exact. Quantiles and shares assume that
/// values lie evenly inside a bin, so a quantile is off by less than one bin width. What
/// passes the last bin is counted in it; quantiles there lie between the beginning of the
/// last bin and the greatest value seen, and are no better than that.
///
/// # Units and shapes
///
/// - values: ticks, not negative; weights: whole numbers, a weight counts as so many
///   equal values.
/// - bin `i` holds the values from `i * bin_width` up to, not including, the next bin.
///
/// # Examples
///
/// ```
/// use kervan_engine::Histogram;
/// let mut waits = Histogram::new(10, 1000);
/// for wait in 0..100 {
///     waits.add(wait, 1);
/// }
/// assert_eq!(waits.quantile(0.5), Some(50.0));
/// assert_eq!(waits.share_between(20, 45), 0.25);
/// assert_eq!(waits.mean(), Some(49.5));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    bin_width: i64,
    max_bins: usize,
    /// Grows to the bin of the greatest value seen, at most to `max_bins`.
    bins: Vec<u64>,
    count: u64,
    sum: i128,
    /// Least and greatest value, once there is one.
    range: Option<(i64, i64)>,
}

/// Why two histograms cannot become one: their bins differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistogramMismatch {
    /// Bin width, in ticks, and greatest number of bins of the histogram added to.
    pub expected: (i64, usize),
    /// Bin width, in ticks, and greatest number of bins of the histogram to add.
    pub found: (i64, usize),
}

impl fmt::Display for HistogramMismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "histogram of at most {} bins of {} ticks; expected at most {} bins of {} ticks",
            self.found.1, self.found.0, self.expected.1, self.expected.0
        )
    }
}

impl Error for HistogramMismatch {}

impl Histogram {
    /// An empty histogram. A bin width or a number of bins below 1 counts as 1.
    pub fn new(bin_width: i64, max_bins: usize) -> Histogram {
        Histogram {
            bin_width: bin_width.max(1),
            max_bins: max_bins.max(1),
            bins: Vec::new(),
            count: 0,
            sum: 0,
            range: None,
        }
    }

    /// Adds a value that stands for `weight` equal ones.
    ///
    /// A negative time is a defect of the model: debug builds stop, release builds count
    /// it as zero.
    pub fn add(&mut self, value_ticks: i64, weight: u64) {
        debug_assert!(value_ticks >= 0, "a time of {value_ticks} ticks");
        if weight == 0 {
            return;
        }
        let value = value_ticks.max(0);
        let bin = self.bin_of(value);
        if bin >= self.bins.len() {
            self.bins.resize(bin + 1, 0);
        }
        self.bins[bin] += weight;
        self.count += weight;
        self.sum += i128::from(value) * i128::from(weight);
        self.range = Some(match self.range {
            Some((least, greatest)) => (least.min(value), greatest.max(value)),
            None => (value, value),
        });
    }

    /// Adds all values of another histogram with the same bins.
    ///
    /// # Errors
    ///
    /// If bin width or greatest number of bins differ; nothing changes then.
    pub fn merge(&mut self, other: &Histogram) -> Result<(), HistogramMismatch> {
        let expected = (self.bin_width, self.max_bins);
        let found = (other.bin_width, other.max_bins);
        if expected != found {
            return Err(HistogramMismatch { expected, found });
        }
        if self.bins.len() < other.bins.len() {
            self.bins.resize(other.bins.len(), 0);
        }
        for (bin, added) in self.bins.iter_mut().zip(&other.bins) {
            *bin += added;
        }
        self.count += other.count;
        self.sum += other.sum;
        self.range = match (self.range, other.range) {
            (Some(own), Some(added)) => Some((own.0.min(added.0), own.1.max(added.1))),
            (own, added) => own.or(added),
        };
        Ok(())
    }

    /// The time, in ticks, that a share `p` of the values does not pass; `None` without
    /// values or if `p` is not in 0 to 1. Within one bin width of the exact value.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let (least, greatest) = self.range?;
        if !(0.0..=1.0).contains(&p) {
            return None;
        }
        let target = p * self.count as f64;
        let mut before = 0;
        for (bin, &count) in self.bins.iter().enumerate() {
            if count > 0 && (before + count) as f64 >= target {
                let (low, high) = self.edges(bin, greatest);
                let inside = (target - before as f64) / count as f64;
                let value = low + (high - low) * inside;
                return Some(value.clamp(least as f64, greatest as f64));
            }
            before += count;
        }
        Some(greatest as f64)
    }

    /// Share of the values from `low` up to, not including, `high`, both in ticks; values
    /// inside a bin count as evenly spread. 0 without values.
    pub fn share_between(&self, low: i64, high: i64) -> f64 {
        let Some((_, greatest)) = self.range else {
            return 0.0;
        };
        let (low, high) = (low as f64, high as f64);
        let inside: f64 = self
            .bins
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(bin, &count)| {
                let (from, to) = self.edges(bin, greatest);
                let overlap = (to.min(high) - from.max(low)).max(0.0);
                count as f64 * overlap / (to - from)
            })
            .sum();
        inside / self.count as f64
    }

    /// Mean of all values, in ticks, exact; `None` without values.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / self.count as f64)
    }

    /// How many values were added, by weight.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Least value, in ticks, exact; `None` without values.
    pub fn min(&self) -> Option<i64> {
        self.range.map(|(least, _)| least)
    }

    /// Greatest value, in ticks, exact; `None` without values.
    pub fn max(&self) -> Option<i64> {
        self.range.map(|(_, greatest)| greatest)
    }

    /// Width of a bin, in ticks.
    pub fn bin_width(&self) -> i64 {
        self.bin_width
    }

    /// Values per bin, by weight, up to the bin of the greatest value.
    pub fn bins(&self) -> &[u64] {
        &self.bins
    }

    /// True if some value passed the last bin, so that high quantiles are coarse.
    pub fn is_capped(&self) -> bool {
        self.range
            .is_some_and(|(_, greatest)| self.uncapped_bin_of(greatest) >= self.max_bins as u64)
    }

    fn uncapped_bin_of(&self, value: i64) -> u64 {
        (value / self.bin_width).unsigned_abs()
    }

    fn bin_of(&self, value: i64) -> usize {
        let last = self.max_bins - 1;
        usize::try_from(self.uncapped_bin_of(value)).map_or(last, |bin| bin.min(last))
    }

    /// Beginning and end of a bin; the last of all ends with the greatest value.
    fn edges(&self, bin: usize, greatest: i64) -> (f64, f64) {
        let width = self.bin_width as f64;
        let low = bin as f64 * width;
        let high = low + width;
        if bin + 1 == self.max_bins {
            (low, high.max(greatest as f64))
        } else {
            (low, high)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Histogram;
    use proptest::prelude::proptest;

    #[test]
    fn an_empty_histogram_knows_nothing() {
        let histogram = Histogram::new(60, 10);
        assert_eq!((histogram.quantile(0.5), histogram.mean()), (None, None));
        assert_eq!(histogram.share_between(0, 100), 0.0);
    }

    #[test]
    fn a_single_value_is_every_quantile() {
        let mut histogram = Histogram::new(60, 10);
        histogram.add(75, 3);
        for p in [0.0, 0.3, 1.0] {
            assert_eq!(histogram.quantile(p), Some(75.0));
        }
        assert_eq!(histogram.quantile(1.5), None);
        assert_eq!(histogram.count(), 3);
    }

    #[test]
    fn memory_stays_bounded_and_the_mean_exact() {
        let mut histogram = Histogram::new(10, 5);
        histogram.add(1_000_000, 1);
        histogram.add(4, 3);
        assert_eq!(histogram.bins(), [3, 0, 0, 0, 1]);
        assert!(histogram.is_capped());
        assert_eq!(histogram.mean(), Some(1_000_012.0 / 4.0));
        assert_eq!(histogram.quantile(1.0), Some(1_000_000.0));
        assert_eq!(histogram.max(), Some(1_000_000));
    }

    #[test]
    fn histograms_with_other_bins_are_not_merged() {
        let mut histogram = Histogram::new(10, 5);
        let error = histogram.merge(&Histogram::new(20, 5)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "histogram of at most 5 bins of 20 ticks; expected at most 5 bins of 10 ticks"
        );
    }

    proptest! {
        #[test]
        fn quantiles_are_within_one_bin_and_merging_is_adding(
            values in proptest::collection::vec((0_i64..900, 1_u64..4), 1..60),
            cut in 0_usize..60,
            p in 0.0_f64..1.0,
        ) {
            let mut whole = Histogram::new(25, 100);
            let mut parts = [Histogram::new(25, 100), Histogram::new(25, 100)];
            let mut sorted = Vec::new();
            for (position, &(value, weight)) in values.iter().enumerate() {
                whole.add(value, weight);
                parts[usize::from(position < cut)].add(value, weight);
                sorted.extend((0..weight).map(|_| value));
            }
            let [mut first, second] = parts;
            first.merge(&second).unwrap();
            assert_eq!(first, whole);

            sorted.sort_unstable();
            // The first value at which a share of at least p is reached.
            let rank = (p * sorted.len() as f64).ceil().max(1.0) as usize;
            let exact = sorted[rank - 1] as f64;
            assert!((whole.quantile(p).unwrap() - exact).abs() <= 25.0);
            assert!((whole.share_between(0, 2500) - 1.0).abs() < 1e-12);
        }
    }
}
