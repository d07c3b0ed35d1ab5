//! By cost.

use super::in_proportion;
use crate::error::TariffError;

/// What each is paid in proportion to its costs: all have the same profit on each unit of cost.
///
/// # Errors
///
/// No costs at all.
pub fn cost(revenue: f64, costs: &[f64]) -> Result<Vec<f64>, TariffError> {
    in_proportion(revenue, costs, "cost")
}
