//! An allowance for terminals first, the rest by distance.

use super::in_proportion;
use crate::error::TariffError;

/// What each is paid where handling has its allowance first and the rest goes by unit-kilometres:
/// the practice of railway clearing houses.
///
/// Where the allowances are more than there is, they are paid in proportion and nothing is left.
///
/// # Errors
///
/// Allowances and distances of which there are none.
///
/// # Source
///
/// The Railway Clearing House of Great Britain (from 1842) divided through receipts so: a fixed
/// allowance for each end, the rest by mileage.
pub fn terminal_allowance(
    revenue: f64,
    allowances: &[f64],
    unit_km: &[f64],
) -> Result<Vec<f64>, TariffError> {
    let first: f64 = allowances.iter().sum();
    if first >= revenue {
        return in_proportion(revenue, allowances, "allowances");
    }
    let rest = in_proportion(revenue - first, unit_km, "distance")?;
    Ok(allowances.iter().zip(rest).map(|(a, b)| a + b).collect())
}
