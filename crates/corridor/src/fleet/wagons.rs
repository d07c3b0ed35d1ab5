//! Pools of wagons.

use crate::network::Node;
use crate::operator::Operator;
use crate::quantity::{Duration, Gauge, Length, Room};
use crate::table::Idx;

/// Wagons of one kind: a closed loop that must come back loaded or empty.
#[derive(Clone, Debug)]
pub struct WagonPool {
    /// Identifier.
    pub id: String,
    /// Who owns it.
    pub operator: Option<Idx<Operator>>,
    /// Track gauge.
    pub gauge: Gauge,
    /// Wagons that the corridor's trains can have.
    pub count: u32,
    /// Room that one wagon offers.
    pub capacity: Room,
    /// Length over couplers.
    pub length: Length,
    /// Empty mass in tonnes.
    pub tare_t: f64,
    /// Where the pool starts and idle sets go back to.
    pub base: Idx<Node>,
    /// Time from unloaded until ready again.
    pub turnaround: Duration,
}

impl WagonPool {
    /// Wagons needed for so much room, in the measure of their capacity.
    pub fn wagons_for(&self, room: f64) -> u32 {
        (room / self.capacity.amount - 1e-9).ceil().max(0.0) as u32
    }
}
