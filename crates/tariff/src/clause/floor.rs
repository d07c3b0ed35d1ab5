//! A tariff that never falls below costs.

use super::Year;

/// The tariff is at least what a unit costs in the year, with a margin on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Floor {
    /// Margin, as a share of the cost.
    pub margin: f64,
}

impl Floor {
    pub(super) fn price(&self, agreed: f64, year: &Year) -> f64 {
        agreed.max(year.cost * (1.0 + self.margin))
    }

    pub(super) fn words(&self) -> String {
        match self.margin {
            0.0 => "never below cost".to_owned(),
            margin => format!("never below cost and {:.0} %", 100.0 * margin),
        }
    }
}
