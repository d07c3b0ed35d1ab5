//! Seasons taken out of a series by moving averages.

use crate::Series;

/// How a season stands to the rest of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// There is none.
    None,
    /// It adds.
    Additive,
    /// It multiplies.
    Multiplicative,
}

/// A series taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenApart {
    /// What the season adds (sum 0) or multiplies by (mean 1), by position of the step modulo the
    /// period, from the first value on.
    pub figure: Vec<f64>,
    /// The centred moving average of a season; none at the first and last half season.
    pub trend: Vec<Option<f64>>,
}

/// Takes the season out of a series by the centred moving average over one season.
///
/// `None` where the series has no season, or fewer than two of them.
///
/// # Source
///
/// The classical decomposition, as in M. Kendall and A. Stuart, The Advanced Theory of Statistics
/// 3 (1983): the trend is the moving average, the figure the mean of what is left at each step of
/// the season, centred.
pub fn take_apart(series: &Series, season: Season) -> Option<TakenApart> {
    let (values, period) = (series.values(), series.period());
    if period < 2 || values.len() < 2 * period || season == Season::None {
        return None;
    }
    let half = period / 2;
    let trend: Vec<Option<f64>> = (0..values.len())
        .map(|at| {
            let window = values.get(at.checked_sub(half)?..=at + half)?;
            let sum: f64 = window.iter().sum();
            // An even season has half a step at either end.
            let ends = if period % 2 == 0 {
                (window[0] + window[window.len() - 1]) / 2.0
            } else {
                0.0
            };
            Some((sum - ends) / period as f64)
        })
        .collect();
    let mut figure = vec![(0.0, 0.0); period];
    for (at, (value, trend)) in values.iter().zip(&trend).enumerate() {
        let Some(trend) = trend else { continue };
        let rest = match season {
            Season::Multiplicative => value / trend,
            _ => value - trend,
        };
        let (sum, count) = &mut figure[at % period];
        *sum += rest;
        *count += 1.0;
    }
    let means: Vec<f64> = figure.iter().map(|(sum, count)| sum / count).collect();
    let mean = means.iter().sum::<f64>() / period as f64;
    let figure: Vec<f64> = match season {
        Season::Multiplicative => means.iter().map(|value| value / mean).collect(),
        _ => means.iter().map(|value| value - mean).collect(),
    };
    figure
        .iter()
        .all(|value| value.is_finite())
        .then_some(TakenApart { figure, trend })
}

/// Whether a series has a season that is more than chance: the autocorrelation at one season
/// against its 90 % limits.
///
/// # Source
///
/// The test used with the Theta method in the M3 competition (V. Assimakopoulos and K.
/// Nikolopoulos, The theta model, International Journal of Forecasting 16 (2000)), with Bartlett's
/// deviation of the autocorrelation.
pub fn is_seasonal(series: &Series) -> bool {
    /// Normal quantile of 95 %.
    const LIMIT: f64 = 1.644_853_626_951_472_2;
    let (values, period) = (series.values(), series.period());
    if period < 2 || values.len() <= 2 * period || series.is_constant() {
        return false;
    }
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let at_lag = |lag: usize| {
        let later = &values[lag..];
        let products = values.iter().zip(later);
        products
            .map(|(one, other)| (one - mean) * (other - mean))
            .sum::<f64>()
            / squares
    };
    let before: f64 = (1..period).map(|lag| at_lag(lag).powi(2)).sum();
    at_lag(period).abs() > LIMIT * ((1.0 + 2.0 * before) / count).sqrt()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Season, is_seasonal, take_apart};
    use crate::Series;

    #[test]
    fn a_season_on_a_straight_line_is_found_exactly() {
        let season = [5.0, -1.0, -7.0, 3.0];
        let values = (0..16).map(|at| 100.0 + 2.0 * f64::from(at) + season[at as usize % 4]);
        let series = Series::new(values.collect(), 4).unwrap();
        let apart = take_apart(&series, Season::Additive).unwrap();
        for (found, known) in apart.figure.iter().zip(season) {
            assert!((found - known).abs() < 1e-12, "{found} {known}");
        }
        assert_eq!(apart.trend[1], None);
        assert!((apart.trend[2].unwrap() - 104.0).abs() < 1e-12);
        // On a steep line every lag is alike; without it the season stands out.
        let level = (0..16).map(|at| 100.0 + season[at % 4]).collect();
        assert!(is_seasonal(&Series::new(level, 4).unwrap()));
    }

    #[test]
    fn shares_multiply_to_a_mean_of_one() {
        let season = [1.2, 0.7, 1.1];
        let values = (0..12).map(|at| 50.0 * season[at % 3]);
        let series = Series::new(values.collect(), 3).unwrap();
        let apart = take_apart(&series, Season::Multiplicative).unwrap();
        for (found, known) in apart.figure.iter().zip(season) {
            assert!((found - known).abs() < 1e-12, "{found} {known}");
        }
        let flat = Series::new(vec![3.0; 12], 3).unwrap();
        assert!(!is_seasonal(&flat));
        let short = Series::new(vec![3.0; 5], 3).unwrap();
        assert_eq!(take_apart(&short, Season::Additive), None);
    }
}
