//! Many futures read off at one time: median, bands, chances.

/// Confidence of the bands of a fan, the narrowest first.
pub const BANDS: [f64; 3] = [0.5, 0.8, 0.95];

/// A fan at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FanStep {
    /// What half of the futures reach.
    pub median: f64,
    /// Mean.
    pub mean: f64,
    /// Lower and upper end of each of [`BANDS`].
    pub bands: [[f64; 2]; 3],
}

/// The fan of values of many futures at one time; `None` where there are none.
pub fn fan_step(values: &[f64]) -> Option<FanStep> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
    Some(FanStep {
        median: quantile(&sorted, 0.5)?,
        mean,
        bands: BANDS.map(|level| {
            [0.5 - level / 2.0, 0.5 + level / 2.0]
                .map(|share| quantile(&sorted, share).unwrap_or(f64::NAN))
        }),
    })
}

/// The value that a share of sorted values does not pass, between its neighbours in proportion.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

/// Share of the futures that reach a value.
pub fn chance_at_least(values: &[f64], threshold: f64) -> f64 {
    let reached = values.iter().filter(|value| **value >= threshold).count();
    reached as f64 / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{chance_at_least, fan_step};

    #[test]
    fn a_fan_of_a_hundred_and_one_values() {
        let values: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        let step = fan_step(&values).unwrap();
        assert_eq!(step.median, 50.0);
        let known = [[25.0, 75.0], [10.0, 90.0], [2.5, 97.5]];
        for (found, known) in step.bands.iter().flatten().zip(known.iter().flatten()) {
            assert!((found - known).abs() < 1e-9, "{found} {known}");
        }
        assert!((chance_at_least(&values, 90.0) - 11.0 / 101.0).abs() < 1e-12);
        assert_eq!(fan_step(&[]), None);
    }
}
