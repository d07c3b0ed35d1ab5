//! The Theta method.

use crate::model::ets::{Form, fit};
use crate::regression::line_through;
use crate::season::{Season, is_seasonal, take_apart};
use crate::{ForecastError, Series};

/// Seasons that multiply by less than this share cannot be divided by.
const LEAST_SHARE: f64 = 1e-4;

/// What the Theta method expects of each step ahead: simple exponential smoothing with half the
/// slope of the straight line through all values, on the series without its season.
///
/// # Errors
///
/// A series with fewer than four values.
///
/// # Source
///
/// V. Assimakopoulos and K. Nikolopoulos, The theta model: a decomposition approach to
/// forecasting, International Journal of Forecasting 16 (2000); in the form of R. J. Hyndman and B.
/// Billah, Unmasking the Theta method, the same 19 (2003): after the level come
/// `slope / 2 * (h - 1 + (1 - (1 - alpha)^n) / alpha)`. A season is taken out where the test of
/// [`is_seasonal`] finds one, and multiplies.
pub fn theta(series: &Series, horizon: usize) -> Result<Vec<f64>, ForecastError> {
    let apart = match is_seasonal(series) && series.is_positive() {
        true => take_apart(series, Season::Multiplicative),
        false => None,
    };
    let shares = apart
        .map(|apart| apart.figure)
        .filter(|figure| figure.iter().all(|share| *share > LEAST_SHARE));
    let share = |at: usize| match &shares {
        Some(shares) => shares[at % shares.len()],
        None => 1.0,
    };
    let values = series.values().iter().enumerate();
    let rest: Vec<f64> = values.map(|(at, value)| value / share(at)).collect();
    let count = rest.len();
    let [_, slope] = line_through(&rest);
    let rest = Series::new(rest, 1)?;
    let level = fit(&rest, Form::SIMPLE).map_err(|error| match error {
        ForecastError::TooShort { needs, has, .. } => {
            let model = "Theta".to_owned();
            ForecastError::TooShort { model, needs, has }
        }
        other => other,
    })?;
    let alpha = level.smoothing.alpha;
    let before = (1.0 - libm::pow(1.0 - alpha, count as f64)) / alpha;
    Ok((0..horizon)
        .map(|ahead| {
            let plain = level.end.level + slope / 2.0 * (ahead as f64 + before);
            plain * share(count + ahead)
        })
        .collect())
}
