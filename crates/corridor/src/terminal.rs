//! Where goods change vehicle.

mod berth;

pub use berth::{BackgroundCalls, Berth};

use crate::network::Node;
use crate::operator::Operator;
use crate::quantity::{CraneRate, Distribution, OpeningHours, Room};
use crate::table::Idx;

/// A yard with handling tracks and cranes; at a port, with berths too.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// Identifier; that of its node where it was left out.
    pub id: String,
    /// The node it stands at.
    pub node: Idx<Node>,
    /// Who runs it.
    pub operator: Option<Idx<Operator>>,
    /// Storage.
    pub slots: Room,
    /// Trains worked at one time.
    pub handling_tracks: u32,
    /// Cranes on the rail side, shared evenly by the tracks.
    pub rail_cranes: u32,
    /// Moves an hour of one of them.
    pub crane_rate: CraneRate,
    /// When trains are worked, local time.
    pub opening_hours: OpeningHours,
    /// Hours from available until collected at the end of a journey.
    pub collection_h: Distribution,
}

/// Where a service or a journey begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The node.
    pub node: Idx<Node>,
    /// The terminal there; `None` where units come or go on the train itself.
    pub terminal: Option<Idx<Terminal>>,
}
