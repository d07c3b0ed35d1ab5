//! Exponential smoothing as a model of errors, trend and season (ETS).
//!
//! ```text
//!   Form: errors, trend, season      start: where a search begins
//!        \                              |
//!         '--> fit: the likeliest smoothing and first state --> Ets
//!                       recursion: one pass over the values       |-- points, variances
//!                                                                 '-- path: one future, drawn
//! ```
//!
//! # Source
//!
//! R. J. Hyndman, A. B. Koehler, J. K. Ord and R. D. Snyder, Forecasting with Exponential
//! Smoothing: The State Space Approach (2008). Bounds, count of parameters and the criterion are
//! those of R's `forecast::ets`, so that the two can be compared.

mod fit;
mod form;
mod future;
mod recursion;
mod start;

pub(crate) use fit::LONGEST_SEASON;
pub use fit::{Ets, fit};
pub use form::{Errors, Form, Trend};
pub use recursion::{Smoothing, State};
