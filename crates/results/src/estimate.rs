//! A simulated figure with its interval.

/// Mean over replications with its 95 % confidence interval (Student t).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Mean over replications.
    pub mean: f64,
    /// Lower end; `None` with a single replication.
    pub low: Option<f64>,
    /// Upper end; `None` with a single replication.
    pub high: Option<f64>,
}

impl Estimate {
    /// Half the width of the interval, if there is one.
    pub fn halfwidth(&self) -> Option<f64> {
        self.low
            .zip(self.high)
            .map(|(low, high)| (high - low) / 2.0)
    }
}
