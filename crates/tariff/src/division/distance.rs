//! By distance.

use super::in_proportion;
use crate::error::TariffError;

/// What each is paid in proportion to the unit-kilometres it carries. Who only handles is paid
/// nothing.
///
/// # Errors
///
/// No distance at all.
pub fn distance(revenue: f64, unit_km: &[f64]) -> Result<Vec<f64>, TariffError> {
    in_proportion(revenue, unit_km, "distance")
}
