//! How far forecasts were off.

use crate::Series;

/// Symmetric mean absolute percentage error, in percent: the mean over the steps of
/// `200 |y - f| / (|y| + |f|)`, as in the M3 competition. A step where both are 0 counts as 0.
///
/// `None` where there is no step, or the lengths differ.
pub fn smape(actual: &[f64], forecast: &[f64]) -> Option<f64> {
    if actual.is_empty() || actual.len() != forecast.len() {
        return None;
    }
    let each = actual.iter().zip(forecast).map(|(y, f)| {
        let size = y.abs() + f.abs();
        if size == 0.0 {
            0.0
        } else {
            200.0 * (y - f).abs() / size
        }
    });
    Some(each.sum::<f64>() / actual.len() as f64)
}

/// Mean absolute scaled error: the mean error over the mean error of the seasonal naive forecast
/// one season ahead, inside the series that was known.
///
/// `None` where there is no step, the lengths differ, or the known series never changes.
///
/// # Source
///
/// R. J. Hyndman and A. B. Koehler, Another look at measures of forecast accuracy, International
/// Journal of Forecasting 22 (2006).
pub fn mase(known: &Series, actual: &[f64], forecast: &[f64]) -> Option<f64> {
    if actual.is_empty() || actual.len() != forecast.len() {
        return None;
    }
    let values = known.values();
    let later = values.get(known.period()..)?;
    let moves: f64 = values.iter().zip(later).map(|(a, b)| (b - a).abs()).sum();
    let scale = moves / later.len() as f64;
    let errors: f64 = actual
        .iter()
        .zip(forecast)
        .map(|(y, f)| (y - f).abs())
        .sum();
    (scale > 0.0).then(|| errors / actual.len() as f64 / scale)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{mase, smape};
    use crate::Series;

    #[test]
    fn errors_by_hand() {
        // 200 * 10 / 210 and 200 * 10 / 190, halved.
        let found = smape(&[100.0, 100.0], &[110.0, 90.0]).unwrap();
        assert!((found - (2000.0 / 210.0 + 2000.0 / 190.0) / 2.0).abs() < 1e-12);
        assert_eq!(smape(&[0.0], &[0.0]), Some(0.0));
        // Moves of 2 and 4: scale 3; errors 6 and 0.
        let known = Series::new(vec![1.0, 3.0, -1.0], 1).unwrap();
        assert_eq!(mase(&known, &[5.0, 5.0], &[-1.0, 5.0]), Some(1.0));
        let flat = Series::new(vec![1.0, 1.0], 1).unwrap();
        assert_eq!(mase(&flat, &[5.0], &[-1.0]), None);
    }
}
