//! How a short series goes on, and how sure that is.
//!
//! ```text
//!  Series --> models (naive, drift, SES, Holt-Winters, ETS, Theta) --> points
//!     |          '--> select: the simplest of the likeliest forms
//!     |--> backtest: what would have been forecast, beside what came
//!     |          '--> weights of models, Spread: how wide an interval has to be
//!     '--> fan: many futures read off: median, bands, chances
//!          decomposition, promise, growth: what it is made of, what plans were worth
//! ```
//!
//! The crate knows series and chances: no corridor, no file, no clock. Logarithms come from `libm`
//! and luck from named streams, so the same series gives the same bytes everywhere.
//!
//! ```
//! use kervan_forecast::{Model, Series};
//! let series = Series::new(vec![112.0, 118.0, 132.0, 129.0, 121.0], 1)?;
//! assert_eq!(Model::Naive.points(&series, 2)?, [121.0, 121.0]);
//! assert_eq!(Model::Drift.points(&series, 2)?, [123.25, 125.5]);
//! # Ok::<(), kervan_forecast::ForecastError>(())
//! ```

mod accuracy;
mod backtest;
mod decomposition;
mod error;
mod fan;
pub mod growth;
mod minimise;
pub mod model;
mod promise;
mod regression;
mod season;
mod select;
mod series;
mod spread;

pub use accuracy::{mase, smape};
pub use backtest::{Miss, rolling_origin, weights};
pub use decomposition::{Contribution, Part, contributions};
pub use error::ForecastError;
pub use fan::{BANDS, FanStep, chance_at_least, fan_step, quantile};
pub use minimise::{Search, minimise};
pub use model::Model;
pub use model::ets::{Errors, Ets, Form, Smoothing, State, Trend};
pub use promise::{Promise, Record};
pub use season::{Season, TakenApart, is_seasonal, take_apart};
pub use select::{TOLD_APART, automatic_ets, fitted_forms, simplest_ets};
pub use series::{Series, period_of};
pub use spread::{Coverage, Spread, coverage};
