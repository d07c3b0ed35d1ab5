//! Models: each says how a series goes on.

pub mod ets;
mod holt_winters;
mod naive;
mod seasonal_naive;
mod ses;
mod theta;

use std::fmt;

pub use holt_winters::{HoltWinters, holt_winters};
pub use naive::{FADING, drift, fading_change, fading_drift, naive};
pub use seasonal_naive::seasonal_naive;
pub use ses::{Ses, ses};
pub use theta::theta;

use crate::model::ets::Form;
use crate::select::automatic_ets;
use crate::{ForecastError, Series};

/// A model by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Model {
    /// The last value stays.
    Naive,
    /// The last season stays.
    SeasonalNaive,
    /// The mean change stays.
    Drift,
    /// The mean change fades.
    FadingDrift,
    /// The last change fades.
    FadingChange,
    /// Simple exponential smoothing from the first value on.
    Ses,
    /// The Theta method.
    Theta,
    /// Exponential smoothing of one form.
    Ets(Form),
    /// Exponential smoothing of the form that the criterion of Akaike prefers.
    AutomaticEts,
}

impl Model {
    /// Models that can be asked for by name, with their names.
    pub const NAMED: [(&str, Model); 11] = [
        ("auto", Model::AutomaticEts),
        ("ets", Model::AutomaticEts),
        ("naive", Model::Naive),
        ("seasonal-naive", Model::SeasonalNaive),
        ("drift", Model::Drift),
        ("fading-drift", Model::FadingDrift),
        ("fading-change", Model::FadingChange),
        ("ses", Model::Ses),
        ("holt", Model::Ets(Form::HOLT)),
        ("damped-trend", Model::Ets(Form::DAMPED_TREND)),
        ("theta", Model::Theta),
    ];

    /// The model of a name: one of [`Model::NAMED`], or a form such as `ETS(A,Ad,N)`.
    pub fn named(text: &str) -> Option<Model> {
        let known = Model::NAMED.iter().find(|(name, _)| *name == text);
        known
            .map(|(_, model)| *model)
            .or_else(|| Form::named(text).map(Model::Ets))
    }

    /// What it expects of each step ahead.
    ///
    /// # Errors
    ///
    /// A series that is too short for it, or has values that it cannot take.
    pub fn points(self, series: &Series, horizon: usize) -> Result<Vec<f64>, ForecastError> {
        Ok(match self {
            Model::Naive => naive(series, horizon),
            Model::SeasonalNaive => seasonal_naive(series, horizon),
            Model::Drift => drift(series, horizon),
            Model::FadingDrift => fading_drift(series, horizon),
            Model::FadingChange => fading_change(series, horizon),
            Model::Ses => ses(series).points(horizon),
            Model::Theta => theta(series, horizon)?,
            Model::Ets(form) => ets::fit(series, form)?.points(horizon),
            Model::AutomaticEts => match automatic_ets(series) {
                Some(found) => found.points(horizon),
                None => naive(series, horizon),
            },
        })
    }
}

impl fmt::Display for Model {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Model::Ets(form) => form.fmt(text),
            Model::Naive => text.write_str("naive"),
            Model::SeasonalNaive => text.write_str("seasonal naive"),
            Model::Drift => text.write_str("drift"),
            Model::FadingDrift => text.write_str("mean growth, fading"),
            Model::FadingChange => text.write_str("last growth, fading"),
            Model::Ses => text.write_str("SES"),
            Model::Theta => text.write_str("Theta"),
            Model::AutomaticEts => text.write_str("automatic ETS"),
        }
    }
}
