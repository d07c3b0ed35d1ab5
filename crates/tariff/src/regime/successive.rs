//! One after another: who is first commits.

use super::{Chain, Pricing};
use crate::error::TariffError;

/// Prices where the first carrier commits before the second prices, and so on along the way:
/// each knows what those before it ask and how those after it will answer.
///
/// # Errors
///
/// A chain that cannot be; demand with which there is no equilibrium.
///
/// # Source
///
/// J. J. Spengler, Vertical integration and antitrust policy, Journal of Political Economy 58
/// (1950).
pub fn successive(chain: &Chain) -> Result<Pricing, TariffError> {
    chain.check()?;
    let markups = chain
        .demand
        .successive_markups(chain.costs.len(), chain.cost())?;
    let costs = chain.costs.iter().zip(markups);
    Ok(chain.at(costs.map(|(cost, markup)| cost + markup).collect()))
}
