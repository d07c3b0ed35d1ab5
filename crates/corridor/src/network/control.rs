//! Border controls.

use super::node::Node;
use crate::quantity::{Distribution, OpeningHours};
use crate::table::Idx;

/// Whether a control looks at what enters the country of its node or at what leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// What enters.
    Entry,
    /// What leaves.
    Exit,
}

/// One side of a border control.
#[derive(Clone, Debug)]
pub struct Control {
    /// Identifier.
    pub id: String,
    /// Where it is done.
    pub node: Idx<Node>,
    /// What it looks at.
    pub way: Way,
    /// Trains or lots controlled at one time.
    pub lanes: u32,
    /// When officers work, local time.
    pub opening_hours: OpeningHours,
    /// Working hours on the documents of one train or lot.
    pub documents_h: Distribution,
    /// Share inspected physically.
    pub inspection_share: f64,
    /// Working hours of one inspection, on top of the documents.
    pub inspection_h: Distribution,
}
