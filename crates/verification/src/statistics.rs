//! Intervals and bounds, from the crate statrs: the engine has its own, and is what is checked.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, StudentsT};
use statrs::statistics::Statistics;

/// Mean of independent values and its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample {
    pub(crate) mean: f64,
    pub(crate) standard_error: f64,
    /// Degrees of freedom.
    pub(crate) freedom: f64,
}

impl Sample {
    /// Of at least two values.
    pub(crate) fn of(values: &[f64]) -> Sample {
        let count = values.len() as f64;
        Sample {
            mean: values.iter().mean(),
            standard_error: values.iter().std_dev() / count.sqrt(),
            freedom: count - 1.0,
        }
    }

    /// From the half-width of a Student interval at 95 % over so many replications.
    pub(crate) fn of_interval(mean: f64, halfwidth: f64, replications: u32) -> Sample {
        let freedom = f64::from(replications) - 1.0;
        Sample {
            mean,
            standard_error: halfwidth / student(freedom).map_or(f64::NAN, |t| t.inverse_cdf(0.975)),
            freedom,
        }
    }

    /// Half the Student interval of a confidence.
    pub(crate) fn halfwidth(&self, confidence: f64) -> f64 {
        let quantile = student(self.freedom).map(|t| t.inverse_cdf(0.5 + confidence / 2.0));
        quantile.unwrap_or(f64::NAN) * self.standard_error
    }

    /// Chance of a mean at least `distance` away from the true one, on either side.
    pub(crate) fn chance_beyond(&self, distance: f64) -> f64 {
        if distance <= 0.0 {
            return 1.0;
        }
        if self.standard_error <= 0.0 {
            return 0.0;
        }
        student(self.freedom).map_or(1.0, |t| 2.0 * t.sf(distance / self.standard_error))
    }
}

fn student(freedom: f64) -> Option<StudentsT> {
    StudentsT::new(0.0, 1.0, freedom).ok()
}

/// The smallest `k` with at most `chance` for more than `k` of `n`, each with chance `each`.
pub(crate) fn binomial_bound(n: u64, each: f64, chance: f64) -> u64 {
    let Ok(binomial) = Binomial::new(each, n) else {
        return 0;
    };
    (0..=n).find(|k| binomial.sf(*k) <= chance).unwrap_or(n)
}

/// Chance of a count at least as far from its mean, on its side, doubled.
pub(crate) fn binomial_chance(n: u64, each: f64, count: u64) -> f64 {
    let Ok(binomial) = Binomial::new(each, n) else {
        return 1.0;
    };
    let below = binomial.cdf(count);
    let above = match count.checked_sub(1) {
        Some(before) => binomial.sf(before),
        None => 1.0,
    };
    (2.0 * below.min(above)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::{Sample, binomial_bound, binomial_chance};

    #[test]
    fn bounds_are_those_worked_out_by_hand() {
        // One of one at 1 %: more than 0 has 1 %, more than 1 never happens.
        assert_eq!(binomial_bound(1, 0.01, 0.001), 1);
        // 10 at 1 %: more than 1 has 0.43 %, more than 2 0.011 %.
        assert_eq!(binomial_bound(10, 0.01, 0.001), 2);
        // 400 at 1 %, near Poisson of 4: more than 11 has 0.09 %, more than 10 0.28 %.
        assert_eq!(binomial_bound(400, 0.01, 0.001), 11);
        assert_eq!(binomial_bound(0, 0.01, 0.001), 0);
    }

    #[test]
    fn a_count_far_from_its_mean_is_unlikely() {
        assert!(binomial_chance(400, 0.9, 360) > 0.9);
        // 340 of 400 is 3.3 deviations below.
        assert!(binomial_chance(400, 0.9, 340) < 0.005);
        assert!((binomial_chance(1, 0.5, 0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn an_interval_is_that_of_the_tables() {
        // 9, 10, 11: deviation 1, error 0.5774; t with 2 degrees at 95 % 4.3027.
        let sample = Sample::of(&[9.0, 10.0, 11.0]);
        assert!((sample.halfwidth(0.95) - 2.4841).abs() < 1e-4);
        let again = Sample::of_interval(10.0, 2.4841, 3);
        assert!((again.standard_error - sample.standard_error).abs() < 1e-4);
        assert!((sample.chance_beyond(2.4841) - 0.05).abs() < 1e-4);
        assert!((sample.chance_beyond(0.0) - 1.0).abs() < 1e-12);
    }
}
