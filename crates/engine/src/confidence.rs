//! How sure a mean is.

use crate::tally::Tally;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A mean with the interval that holds the true one with a given confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The mean of the values.
    pub mean: f64,
    /// Half the length of the interval, in the unit of the mean.
    pub halfwidth: f64,
    /// The confidence, between 0 and 1: 0.95 for 95 %.
    pub level: f64,
    /// How many independent values stand behind it.
    pub replications: usize,
}

impl Interval {
    /// Lower end.
    pub fn low(&self) -> f64 {
        self.mean - self.halfwidth
    }

    /// Upper end.
    pub fn high(&self) -> f64 {
        self.mean + self.halfwidth
    }

    /// True if `value` lies in the interval, ends included.
    pub fn covers(&self, value: f64) -> bool {
        (self.low()..=self.high()).contains(&value)
    }
}

/// The interval for the mean of independent values, one per replication.
///
/// `None` for fewer than two values, a value that is not a finite number, or a level that
/// is not between 0 and 1.
///
/// # Source
///
/// Student 1908: `mean ± t * s / sqrt(n)` with `n - 1` degrees of freedom. Exact for
/// normal values, close for means of long runs.
///
/// # Examples
///
/// ```
/// let interval = kervan_engine::student_interval(&[9.0, 10.0, 11.0], 0.95).unwrap();
/// assert_eq!(interval.mean, 10.0);
/// // t = 4.3027 with 2 degrees of freedom, divided by the root of 3.
/// assert!((interval.halfwidth - 2.484).abs() < 0.001);
/// ```
pub fn student_interval(values: &[f64], level: f64) -> Option<Interval> {
    if !(level > 0.0 && level < 1.0) || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let mut tally = Tally::new();
    for &value in values {
        tally.add(value);
    }
    tallied_interval(&tally, level)
}

/// The interval of [`student_interval`] for values that were tallied, each with weight 1, and not
/// kept.
///
/// `None` for fewer than two values, or a level that is not between 0 and 1.
pub fn tallied_interval(values: &Tally, level: f64) -> Option<Interval> {
    let deviation = values.standard_deviation()?;
    let count = values.count() as f64;
    Some(Interval {
        mean: values.mean()?,
        halfwidth: two_sided(level, count - 1.0)? * deviation / count.sqrt(),
        level,
        replications: values.count() as usize,
    })
}

/// The interval for the difference `b - a` of the means of two sets of values that have nothing to
/// do with each other.
///
/// `None` for fewer than two values in one of them, or a level that is not between 0 and 1.
///
/// # Source
///
/// B. L. Welch, Biometrika 34 (1947): variances need not be equal; the degrees of freedom are
/// those of Welch and Satterthwaite.
///
/// # Examples
///
/// ```
/// use kervan_engine::{Tally, welch_interval};
/// let (mut a, mut b) = (Tally::new(), Tally::new());
/// [1.0, 2.0, 3.0].map(|value| a.add(value));
/// [5.0, 6.0, 7.0].map(|value| b.add(value));
/// let interval = welch_interval(&a, &b, 0.95).unwrap();
/// assert_eq!(interval.mean, 4.0);
/// // Equal variances of 1: four degrees of freedom, t = 2.7764, times the root of 2/3.
/// assert!((interval.halfwidth - 2.267).abs() < 0.001);
/// ```
pub fn welch_interval(a: &Tally, b: &Tally, level: f64) -> Option<Interval> {
    let part = |values: &Tally| Some(values.variance()? / values.count() as f64);
    let (of_a, of_b) = (part(a)?, part(b)?);
    let squares = |part: f64, values: &Tally| part * part / (values.count() as f64 - 1.0);
    let below = squares(of_a, a) + squares(of_b, b);
    let quantile = if below > 0.0 {
        two_sided(level, (of_a + of_b) * (of_a + of_b) / below)?
    } else {
        // No value varies: the interval has no width, whatever the quantile.
        0.0
    };
    Some(Interval {
        mean: b.mean()? - a.mean()?,
        halfwidth: quantile * (of_a + of_b).sqrt(),
        level,
        replications: (a.count() + b.count()) as usize,
    })
}

/// The quantile of Student's t that leaves out as much on either side.
fn two_sided(level: f64, freedom: f64) -> Option<f64> {
    if level > 0.0 && level < 1.0 {
        student_quantile(0.5 + level / 2.0, freedom)
    } else {
        None
    }
}

/// The interval for the mean of one long series, by the means of `batches` equal parts.
///
/// Observations that do not fill the parts evenly are left out at the start. `None` for
/// fewer than two parts, or fewer observations than parts. The parts must be long
/// compared with how long the series remembers; 10 to 30 parts are usual.
///
/// # Source
///
/// B. Schmeiser, Batch size effects in the analysis of simulation output, Operations
/// Research 30 (1982).
pub fn batch_means(series: &[f64], batches: usize, level: f64) -> Option<Interval> {
    if batches < 2 || series.len() < batches {
        return None;
    }
    let size = series.len() / batches;
    let means: Vec<f64> = series[series.len() - batches * size..]
        .chunks_exact(size)
        .map(|batch| batch.iter().sum::<f64>() / size as f64)
        .collect();
    student_interval(&means, level)
}

/// The value that Student's t with so many degrees of freedom stays below with
/// probability `p`; `None` unless `p` is between 0 and 1 and there is a degree of freedom.
///
/// # Source
///
/// Computed by the crate statrs. Its logarithms and powers may come from the machine, so
/// the last bits may differ between machines; the value is therefore rounded to ten
/// significant digits, far finer than any interval needs. It never enters a simulation,
/// only the reading of its results.
pub fn student_quantile(p: f64, degrees_of_freedom: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let student = StudentsT::new(0.0, 1.0, degrees_of_freedom).ok()?;
    Some(ten_digits(student.inverse_cdf(p)))
}

fn ten_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    // Values of t are far from the ends of the range of numbers.
    let scale = libm::pow(10.0, 9.0 - libm::floor(libm::log10(value.abs())));
    libm::round(value * scale) / scale
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{batch_means, student_interval, student_quantile, ten_digits};

    #[test]
    fn quantiles_are_the_published_ones() {
        // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2.
        let published = [
            (0.975, 1.0, 12.706),
            (0.975, 2.0, 4.303),
            (0.95, 9.0, 1.833),
            (0.975, 19.0, 2.093),
            (0.995, 29.0, 2.756),
            (0.999, 29.0, 3.396),
            (0.975, 100.0, 1.984),
        ];
        for (p, degrees, expected) in published {
            let quantile = student_quantile(p, degrees).unwrap();
            assert!(
                (quantile - expected).abs() < 0.0005,
                "{p} {degrees} {quantile}"
            );
        }
    }

    #[test]
    fn quantiles_are_accurate_where_a_closed_form_exists() {
        // One degree of freedom: tan(pi (p - 1/2)). Two: (2p - 1) / sqrt(2 p (1 - p)).
        for p in [0.6, 0.9, 0.975, 0.9995_f64] {
            let one = libm::tan(std::f64::consts::PI * (p - 0.5));
            let two = (2.0 * p - 1.0) / (2.0 * p * (1.0 - p)).sqrt();
            assert!((student_quantile(p, 1.0).unwrap() / one - 1.0).abs() < 1e-9);
            assert!((student_quantile(p, 2.0).unwrap() / two - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn rounding_keeps_ten_digits() {
        assert_eq!(ten_digits(2.093_024_054_408_263), 2.093_024_054);
        assert_eq!(ten_digits(-636.619_248_768_71), -636.619_248_8);
        assert_eq!(ten_digits(0.0), 0.0);
    }

    #[test]
    fn one_value_gives_no_interval() {
        assert_eq!(student_interval(&[3.0], 0.95), None);
        assert_eq!(student_interval(&[3.0, 4.0], 1.0), None);
        assert_eq!(student_interval(&[3.0, f64::NAN], 0.9), None);
        assert_eq!(student_quantile(0.9, 0.0), None);
    }

    #[test]
    fn an_interval_knows_its_ends() {
        // Mean 2, deviation sqrt 2, n 2: t 12.706 makes 12.706 * sqrt 2 / sqrt 2.
        let interval = student_interval(&[1.0, 3.0], 0.95).unwrap();
        assert!((interval.halfwidth - 12.706).abs() < 0.001);
        assert!(interval.covers(interval.low()) && interval.covers(interval.high()));
        assert!(!interval.covers(15.0));
        assert_eq!(interval.replications, 2);
    }

    #[test]
    fn batches_leave_out_the_start() {
        // Seven values in three parts of two: the first is left out, means 1, 2, 6.
        let series = [99.0, 0.0, 2.0, 1.0, 3.0, 5.0, 7.0];
        let interval = batch_means(&series, 3, 0.9).unwrap();
        assert_eq!(interval, student_interval(&[1.0, 2.0, 6.0], 0.9).unwrap());
        assert_eq!(batch_means(&series, 1, 0.9), None);
        assert_eq!(batch_means(&series, 8, 0.9), None);
    }
}
