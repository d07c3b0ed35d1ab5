//! One tariff for the whole way.

use super::{Chain, Pricing};
use crate::error::TariffError;

/// The price of the whole way at which all carriers together earn most.
///
/// # Errors
///
/// A chain that cannot be; demand with which no price is best.
pub fn joint(chain: &Chain) -> Result<Pricing, TariffError> {
    chain.check()?;
    let cost = chain.cost();
    Ok(chain.at_price(cost + chain.demand.markup(1, cost)?))
}
