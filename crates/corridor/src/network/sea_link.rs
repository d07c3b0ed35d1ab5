//! Water between two ports.

use super::node::Node;
use crate::quantity::{Distribution, Length};
use crate::table::Idx;

/// Water between two ports, sailed in both directions.
#[derive(Clone, Debug)]
pub struct SeaLink {
    /// Identifier.
    pub id: String,
    /// Port at one end.
    pub from: Idx<Node>,
    /// Port at the other end.
    pub to: Idx<Node>,
    /// Length of the usual course.
    pub distance: Length,
    /// Factor on the sailing time from voyage to voyage.
    pub sailing_factor: Distribution,
}
