//! Classes of vessels.

use crate::network::Node;
use crate::operator::Operator;
use crate::quantity::{Length, Speed};
use crate::table::Idx;

/// Vessels of one kind that sail the corridor's feeder services.
#[derive(Clone, Debug)]
pub struct VesselClass {
    /// Identifier.
    pub id: String,
    /// Who sails it.
    pub operator: Option<Idx<Operator>>,
    /// Vessels of the class.
    pub count: u32,
    /// Capacity at full draught in TEU.
    pub capacity_teu: f64,
    /// Share of it that the present water level allows.
    pub load_limit: f64,
    /// Service speed.
    pub speed: Speed,
    /// Length over all.
    pub length: Length,
    /// Draught at the allowed load.
    pub draught: Length,
    /// Port where the class starts and to which it returns without waiting.
    pub base: Idx<Node>,
}

impl VesselClass {
    /// TEU that one vessel can take at the present water level.
    pub fn usable_teu(&self) -> f64 {
        self.capacity_teu * self.load_limit
    }
}
