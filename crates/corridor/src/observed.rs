//! Published figures to compare with; never inputs.

use crate::network::Node;
use crate::table::Idx;

/// A published figure in days.
#[derive(Clone, Debug)]
pub struct Observed {
    /// Identifier.
    pub id: String,
    /// What it measures.
    pub quantity: ObservedQuantity,
    /// Nodes where the clock starts, any of them.
    pub from: Vec<Idx<Node>>,
    /// Nodes where it ends, or the places meant.
    pub to: Vec<Idx<Node>>,
    /// Lower end in days.
    pub low_d: f64,
    /// Upper end in days.
    pub high_d: f64,
    /// What kind of figure it is and what was said.
    pub said: String,
    /// Sources as written.
    pub source: String,
}

/// What an observed figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObservedQuantity {
    /// From the arrival at a `from` node until available at a `to` node.
    TransitTime,
    /// Everything spent at the places.
    TimeAt,
    /// One vessel call from all fast to cast off.
    VesselAtBerth,
}

/// Where values come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Identifier.
    pub id: String,
    /// Title, or the method of an estimate.
    pub title: String,
    /// Date of publication.
    pub date: String,
    /// Where it can be read.
    pub address: String,
    /// Firmness as written.
    pub firmness: String,
}
