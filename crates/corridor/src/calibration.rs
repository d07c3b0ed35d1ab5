//! What was fitted, to what, and by which rule.

use crate::observed::Observed;
use crate::table::Idx;

/// A fit of one number, or of the same number of several rows.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// Identifier.
    pub id: String,
    /// Table of the fitted numbers.
    pub table: String,
    /// Rows of that table, each fitted by itself.
    pub rows: Vec<String>,
    /// Column of the fitted numbers.
    pub column: String,
    /// Figure it was fitted to.
    pub observed: Idx<Observed>,
    /// How.
    pub rule: FitRule,
    /// Plausible range, in the unit of the column.
    pub range: (f64, f64),
    /// The value is rounded to a multiple of this.
    pub step: f64,
}

/// How a value is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FitRule {
    /// The number in use on average where there are plenty, over `share`, and `spare` more.
    InUse {
        /// Occupancy planned for.
        share: f64,
        /// What is added.
        spare: f64,
    },
    /// The value at which the simulated figure is the published one.
    Match,
}
