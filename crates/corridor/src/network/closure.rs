//! Weather that closes ports.

use super::node::Node;
use crate::quantity::Duration;
use crate::table::Idx;

/// Weather that stops vessels from entering and leaving some ports at the same time.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Identifier.
    pub id: String,
    /// Ports that close together.
    pub nodes: Vec<Idx<Node>>,
    /// Share of the time closed, January to December.
    pub share_by_month: [f64; 12],
    /// Mean length of one closure.
    pub mean_length: Duration,
}
