//! Classes of vessels.

use crate::network::Node;
use crate::operator::Operator;
use crate::quantity::{Length, Room, Speed};
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
    /// Room at full draught.
    pub capacity: Room,
    /// Share of it that may be loaded, as stated.
    pub load_limit: f64,
    /// Draught at the load of `load_limit`; at full load where `light_draught` is given.
    pub draught: Length,
    /// Draught empty, where the load follows from the depth.
    pub light_draught: Option<Length>,
    /// Room that one vessel can take at the present depth of its ports: `capacity` times
    /// `load_limit`, times the share of the draught between empty and full that the
    /// shallowest port allows.
    pub usable: f64,
    /// Draught with that load.
    pub laden_draught: Length,
    /// Service speed.
    pub speed: Speed,
    /// Length over all.
    pub length: Length,
    /// Port where the class starts and to which it returns without waiting.
    pub base: Idx<Node>,
}

impl VesselClass {
    /// Sets the load that a depth allows; metres.
    ///
    /// Between empty and full a vessel sinks by the same depth for each tonne, as for a hull
    /// with upright sides.
    pub(crate) fn load_for_depth(&mut self, depth_m: f64) {
        let Some(light) = self.light_draught.map(Length::as_m) else {
            return;
        };
        let full = self.draught.as_m();
        let share = ((depth_m - light) / (full - light)).clamp(0.0, 1.0);
        self.usable = self.capacity.amount * self.load_limit * share;
        // Not from the share: rounding must not put the keel below the depth.
        self.laden_draught = Length::from_m(depth_m.max(light).min(full));
    }
}
