//! Everybody for itself, all at once.

use super::{Chain, Pricing};
use crate::error::TariffError;

/// Prices from which no carrier gains by moving alone: the Nash equilibrium of carriers in
/// series.
///
/// All add the same to their cost, whatever that is, as each loses the same shippers by the same
/// step of price. With these forms of demand there is one equilibrium in which something is
/// carried, or none.
///
/// # Errors
///
/// A chain that cannot be; demand with which there is no equilibrium.
///
/// # Source
///
/// A. A. Cournot, Recherches sur les principes mathématiques de la théorie des richesses (1838),
/// chapter 9.
///
/// # Examples
///
/// ```
/// use kervan_tariff::demand::{Demand, Linear};
/// use kervan_tariff::regime::{Chain, joint, separate};
/// let demand = Demand::Linear(Linear { a: 100.0, b: 1.0 });
/// let chain = Chain { demand, costs: vec![10.0, 20.0] };
/// let (apart, together) = (separate(&chain)?, joint(&chain)?);
/// // Together they ask less and earn more.
/// assert!((apart.price - 230.0 / 3.0).abs() < 1e-12 && (together.price - 65.0).abs() < 1e-12);
/// assert!(together.profit > apart.profit && together.surplus > apart.surplus);
/// # Ok::<(), kervan_tariff::TariffError>(())
/// ```
pub fn separate(chain: &Chain) -> Result<Pricing, TariffError> {
    chain.check()?;
    let markup = chain.demand.markup(chain.costs.len(), chain.cost())?;
    Ok(chain.at(chain.costs.iter().map(|cost| cost + markup).collect()))
}
