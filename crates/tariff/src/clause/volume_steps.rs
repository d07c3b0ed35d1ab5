//! A tariff that falls with volume.

use super::Year;

/// For each step by which last year's volume was above that of the first year, the tariff is a
/// share lower.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VolumeSteps {
    /// A step, as a share of the first year's volume.
    pub step: f64,
    /// What the tariff falls by at each, as a share of the agreed one.
    pub discount: f64,
    /// Most steps.
    pub most: u32,
}

impl VolumeSteps {
    pub(super) fn price(&self, agreed: f64, year: &Year) -> f64 {
        let steps = ((year.volume - 1.0) / self.step).floor();
        agreed * (1.0 - self.discount * steps.clamp(0.0, f64::from(self.most)))
    }

    pub(super) fn words(&self) -> String {
        format!(
            "{:.0} % less for each {:.0} % of volume, {} times at most",
            100.0 * self.discount,
            100.0 * self.step,
            self.most
        )
    }
}
