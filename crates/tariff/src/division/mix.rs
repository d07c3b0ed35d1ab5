//! Several rules at once.

use crate::error::TariffError;

/// Divisions weighed together: so much of each.
///
/// # Errors
///
/// Weights below 0 or without a sum; divisions of different lengths.
pub fn mix(parts: &[(f64, &[f64])]) -> Result<Vec<f64>, TariffError> {
    let sum: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let players = parts.first().map_or(0, |(_, division)| division.len());
    let is_sound = parts
        .iter()
        .all(|(weight, division)| *weight >= 0.0 && division.len() == players);
    if !(is_sound && sum.is_finite() && sum > 0.0) {
        let fault =
            "a mix needs weights of 0 or more, not all 0, and divisions of the same players";
        return Err(TariffError::Malformed(vec![fault.to_owned()]));
    }
    Ok((0..players)
        .map(|player| {
            let each = parts.iter();
            each.map(|(weight, division)| weight / sum * division[player])
                .sum()
        })
        .collect())
}
