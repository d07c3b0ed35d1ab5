//! Published figures to compare with; never inputs.

use crate::flow::Flow;
use crate::network::Node;
use crate::table::Idx;

/// A published figure.
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
    /// Only flows of this commodity; `*` at the end stands for any rest, empty for all.
    pub commodity: String,
    /// Only flows of this scope; empty for all.
    pub scope: String,
    /// Lower end, in `unit`.
    pub low: f64,
    /// Upper end, in `unit`.
    pub high: f64,
    /// `d`, `TEU/yr`, `t/yr` or `calls/yr`.
    pub unit: &'static str,
    /// Unit of `high`, which the check proves to be the same.
    pub(crate) high_unit: &'static str,
    /// Year it speaks of where that is not the base year.
    pub year: Option<i64>,
    /// What kind of figure it is and what was said.
    pub said: String,
    /// Sources as written.
    pub source: String,
}

impl Observed {
    /// Whether a volume or a ceiling counts a flow: by origin, destination, commodity and scope;
    /// empty containers and wagons only where it asks for them.
    pub fn speaks_of(&self, flow: &Flow) -> bool {
        let among = |nodes: &[Idx<Node>], node| nodes.is_empty() || nodes.contains(&node);
        among(&self.from, flow.origin.node)
            && among(&self.to, flow.destination.node)
            && self.is_about(flow)
            && (flow.trade != "empty" || !self.commodity.is_empty())
    }

    /// Whether the figure is about the commodity and the scope of a flow.
    pub fn is_about(&self, flow: &Flow) -> bool {
        let commodity = match self.commodity.strip_suffix('*') {
            Some(start) => flow.commodity.starts_with(start),
            None => self.commodity.is_empty() || self.commodity == flow.commodity,
        };
        commodity && (self.scope.is_empty() || self.scope == flow.scope)
    }
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
    /// Units that arrive in a year.
    Volume,
    /// Units lifted over the quay of a port in a year.
    Handled,
    /// Vessel calls in a year.
    Calls,
    /// The most that flows can carry in a year.
    Ceiling,
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
