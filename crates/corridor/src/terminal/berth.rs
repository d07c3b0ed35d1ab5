//! Places alongside.

use super::Terminal;
use crate::network::Node;
use crate::quantity::{CraneRate, Distribution, Duration, Length};
use crate::table::Idx;

/// A place alongside for one vessel, with its own cranes.
#[derive(Clone, Debug)]
pub struct Berth {
    /// Identifier.
    pub id: String,
    /// The port.
    pub node: Idx<Node>,
    /// Terminals of the port whose vessels may use it, in order.
    pub terminals: Vec<Idx<Terminal>>,
    /// Usable length.
    pub length: Length,
    /// Greatest draught of a vessel alongside.
    pub draught: Length,
    /// Cranes that work side by side.
    pub cranes: u32,
    /// Moves an hour of one crane.
    pub crane_rate: CraneRate,
    /// Time to come alongside, and again to leave.
    pub manoeuvring: Duration,
}

/// Vessel calls of other traffic that hold the same berths.
#[derive(Clone, Debug)]
pub struct BackgroundCalls {
    /// Identifier.
    pub id: String,
    /// The terminal whose berths are used.
    pub terminal: Idx<Terminal>,
    /// Calls a year, arriving at random.
    pub calls_per_year: f64,
    /// Hours that one call holds its berth.
    pub berth_time_h: Distribution,
}
