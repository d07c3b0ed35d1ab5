//! Why there is no forecast.

/// Why there is no forecast.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ForecastError {
    /// A series without a value.
    #[error("the series is empty")]
    Empty,
    /// A value that is not a number.
    #[error("value {} of the series is no finite number", .at + 1)]
    NotFinite {
        /// Position of the value, from 0.
        at: usize,
    },
    /// A season of no length.
    #[error("a season has one observation or more")]
    NoPeriod,
    /// Fewer values than the model has to be told.
    #[error("{model} needs {needs} values, and the series has {has}")]
    TooShort {
        /// Name of the model.
        model: String,
        /// Fewest values.
        needs: usize,
        /// Values of the series.
        has: usize,
    },
    /// A model of shares on a series with a value at or below zero.
    #[error("{model} multiplies, and the series has values at or below zero")]
    NotPositive {
        /// Name of the model.
        model: String,
    },
}
