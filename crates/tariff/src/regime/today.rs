//! The sum of what each asks now.

use super::{Chain, Pricing};
use crate::error::TariffError;

/// What the prices of today lead to, one for each carrier.
///
/// # Errors
///
/// A chain or prices that cannot be.
pub fn today(chain: &Chain, prices: &[f64]) -> Result<Pricing, TariffError> {
    chain.check()?;
    if prices.len() != chain.costs.len() || prices.iter().any(|price| !price.is_finite()) {
        let (has, needs) = (prices.len(), chain.costs.len());
        let fault = format!("{has} prices for {needs} carriers; each must be a number");
        return Err(TariffError::Malformed(vec![fault]));
    }
    Ok(chain.at(prices.to_vec()))
}
