//! Why there is no solution.

/// Why a model has no solution, or none that can be trusted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SolveError {
    /// The model itself is not sound.
    #[error("the model is not sound: {}", .0.join("; "))]
    Malformed(Vec<String>),
    /// No values keep all rows.
    #[error("no values of the columns keep all rows")]
    Infeasible,
    /// The objective has no end.
    #[error("nothing limits the objective")]
    Unbounded,
    /// One of the two, and the solver does not say which.
    #[error("no values keep all rows, or nothing limits the objective")]
    InfeasibleOrUnbounded,
    /// A limit was reached before any values were found.
    #[error("the limit was reached before any values were found that keep all rows")]
    Stopped,
    /// The solver's answer did not pass our own check.
    #[error(
        "the solver's answer does not hold: {what} is off by {by:e}, where {tolerance:e} is allowed"
    )]
    NotCertified {
        /// What was checked.
        what: String,
        /// How far off it is.
        by: f64,
        /// How far off it may be.
        tolerance: f64,
    },
    /// The solver gave up, or could not be started.
    #[error("the solver gave no answer: {0}")]
    Failed(String),
}
