//! Ways to divide what is earned together.
//!
//! Three ways look at the work: what each is paid follows from distance, cost or handling. The
//! others look at what each coalition could do by itself, and divide the profit.

mod cost;
mod distance;
mod equal_profit;
mod mix;
mod nucleolus;
mod shapley;
mod terminal_allowance;

pub use cost::cost;
pub use distance::distance;
pub use equal_profit::equal_profit;
pub use mix::mix;
pub use nucleolus::{Nucleolus, is_nucleolus, nucleolus};
pub use shapley::{Sampled, sampled_shapley, shapley};
pub use terminal_allowance::terminal_allowance;

use crate::error::TariffError;

/// Parts of an amount in proportion to something of which there is some.
fn in_proportion(amount: f64, to: &[f64], what: &str) -> Result<Vec<f64>, TariffError> {
    let sum: f64 = to.iter().sum();
    let is_sound = to.iter().all(|each| *each >= 0.0) && sum.is_finite() && sum > 0.0;
    if !is_sound {
        let fault = format!("nothing can be divided by {what}: there is none, or less than none");
        return Err(TariffError::Malformed(vec![fault]));
    }
    Ok(to.iter().map(|each| amount * each / sum).collect())
}
