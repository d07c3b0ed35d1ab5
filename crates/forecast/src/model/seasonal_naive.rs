//! The last season stays.

use crate::Series;

/// For each step ahead the last value of the same step of the season; the last value where the
/// series is shorter than a season.
pub fn seasonal_naive(series: &Series, horizon: usize) -> Vec<f64> {
    let (values, period) = (series.values(), series.period());
    let Some(first) = values.len().checked_sub(period) else {
        return vec![series.last(); horizon];
    };
    (0..horizon)
        .map(|ahead| values[first + ahead % period])
        .collect()
}
