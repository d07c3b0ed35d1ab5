//! What plans promised and what was reached.

use kervan_engine::student_quantile;

/// A plan whose year has passed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promise {
    /// Years from the promise to the end of the year it was for.
    pub lead_years: f64,
    /// What was promised, above zero.
    pub promised: f64,
    /// What was reached, above zero.
    pub reached: f64,
}

impl Promise {
    /// What was reached over what was promised.
    pub fn ratio(&self) -> f64 {
        self.reached / self.promised
    }
}

/// The record of past plans: how the logarithm of reached over promised is spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Plans behind it.
    pub count: usize,
    /// Least ratio.
    pub least: f64,
    /// Greatest ratio.
    pub most: f64,
    /// Mean of the logarithms.
    pub mean: f64,
    /// Their deviation.
    pub deviation: f64,
}

impl Record {
    /// The record of two plans or more; `None` for fewer, or where none differs.
    pub fn of(promises: &[Promise]) -> Option<Record> {
        let logarithms: Vec<f64> = promises.iter().map(|one| libm::log(one.ratio())).collect();
        let count = logarithms.len();
        if count < 2 || logarithms.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let mean = logarithms.iter().sum::<f64>() / count as f64;
        let squares: f64 = logarithms.iter().map(|value| (value - mean).powi(2)).sum();
        let deviation = (squares / (count as f64 - 1.0)).sqrt();
        let ratios = promises.iter().map(Promise::ratio);
        (deviation > 0.0).then(|| Record {
            count,
            least: ratios.clone().fold(f64::INFINITY, f64::min),
            most: ratios.fold(0.0, f64::max),
            mean,
            deviation,
        })
    }

    /// The share of a new promise that is reached with this chance or less: 0.5 for the median.
    ///
    /// # Source
    ///
    /// The predictive distribution of one more of `n` normal values: Student's with `n - 1`
    /// degrees, wider by the root of `1 + 1 / n`.
    pub fn quantile(&self, chance: f64) -> f64 {
        let count = self.count as f64;
        let student = student_quantile(chance, count - 1.0).unwrap_or(f64::NAN);
        libm::exp(self.mean + student * self.deviation * (1.0 + 1.0 / count).sqrt())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Promise, Record};

    #[test]
    fn two_plans_leave_everything_open() {
        let promise = |reached| Promise {
            lead_years: 1.0,
            promised: 1.0,
            reached,
        };
        // Logarithms -1 and 1: mean 0, deviation root of 2; Student with one degree has 1 at 75 %.
        let e = std::f64::consts::E;
        let record = Record::of(&[promise(1.0 / e), promise(e)]).unwrap();
        assert!((record.quantile(0.5) - 1.0).abs() < 1e-9);
        let wide = (2.0_f64 * 1.5).sqrt();
        assert!((record.quantile(0.75).ln() - wide).abs() < 1e-6);
        assert_eq!(Record::of(&[promise(1.0)]), None);
        assert_eq!(Record::of(&[promise(1.0), promise(1.0)]), None);
    }
}
