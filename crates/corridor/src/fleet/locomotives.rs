//! Pools of locomotives.

use crate::network::Node;
use crate::operator::Operator;
use crate::quantity::Duration;
use crate::table::Idx;

/// Locomotives of one kind that haul the corridor's trains over their stretch.
#[derive(Clone, Debug)]
pub struct LocomotivePool {
    /// Identifier.
    pub id: String,
    /// Who owns it.
    pub operator: Option<Idx<Operator>>,
    /// `diesel` or `electric`.
    pub traction: String,
    /// Locomotives that the corridor's trains can have.
    pub count: u32,
    /// Where the pool starts.
    pub base: Idx<Node>,
    /// Time to couple and to test the brakes.
    pub attach: Duration,
    /// Time from the end of a haul until ready again.
    pub turnaround: Duration,
}
