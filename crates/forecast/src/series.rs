//! A series: what was observed, one value a step.

use crate::ForecastError;

/// Values at equal steps of time, the oldest first, with the steps of a season.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    values: Vec<f64>,
    period: usize,
}

impl Series {
    /// A series; `period` is 1 where there is no season, 4 for quarters, 12 for months.
    ///
    /// # Errors
    ///
    /// No value, a value that is no finite number, a period of 0.
    pub fn new(values: Vec<f64>, period: usize) -> Result<Series, ForecastError> {
        if values.is_empty() {
            return Err(ForecastError::Empty);
        }
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            return Err(ForecastError::NotFinite { at });
        }
        if period == 0 {
            return Err(ForecastError::NoPeriod);
        }
        Ok(Series { values, period })
    }

    /// The values, the oldest first.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Steps of a season; 1 where there is none.
    pub fn period(&self) -> usize {
        self.period
    }

    /// Number of values; one at least.
    pub fn length(&self) -> usize {
        self.values.len()
    }

    /// The last value.
    pub fn last(&self) -> f64 {
        self.values[self.values.len() - 1]
    }

    /// The first `count` values, which are one at least and all at most.
    pub fn first(&self, count: usize) -> Series {
        let count = count.clamp(1, self.values.len());
        Series {
            values: self.values[..count].to_vec(),
            period: self.period,
        }
    }

    /// Whether every value is above zero, so that shares of it mean something.
    pub fn is_positive(&self) -> bool {
        self.values.iter().all(|value| *value > 0.0)
    }

    /// Whether every value is the same.
    pub fn is_constant(&self) -> bool {
        self.values.iter().all(|value| *value == self.values[0])
    }
}

/// Steps of a season as the times of observations tell it, in years: 12 where they are a twelfth
/// apart, 4 where a quarter; 1 where they are whole numbers or nothing of the kind.
///
/// ```
/// use kervan_forecast::period_of;
/// assert_eq!(period_of(&[1960.0, 1960.25, 1960.5]), 4);
/// assert_eq!(period_of(&[1.0, 2.0, 3.0]), 1);
/// ```
pub fn period_of(times: &[f64]) -> usize {
    let [first, .., last] = times else { return 1 };
    let step = (last - first) / (times.len() - 1) as f64;
    let in_a_year = 1.0 / step;
    let nearest = in_a_year.round();
    match (2.0..=366.0).contains(&nearest) && (in_a_year - nearest).abs() < 0.01 * nearest {
        true => nearest as usize,
        false => 1,
    }
}
