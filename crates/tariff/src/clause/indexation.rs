//! A tariff that follows costs.

use super::Year;

/// The tariff moves by a share of what costs move by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indexation {
    /// Share of the tariff that follows costs, from 0 to 1.
    pub share: f64,
}

impl Indexation {
    pub(super) fn price(&self, agreed: f64, year: &Year) -> f64 {
        match year.agreed_cost > 0.0 {
            true => agreed * (1.0 + self.share * (year.cost / year.agreed_cost - 1.0)),
            false => agreed,
        }
    }

    pub(super) fn words(&self) -> String {
        format!("{:.0} % of it follows costs", 100.0 * self.share)
    }
}
