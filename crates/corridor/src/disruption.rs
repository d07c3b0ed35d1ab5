//! What breaks now and then: a border that stops, locomotives that run short, a surge of demand.

use crate::fleet::{LocomotivePool, VesselClass, WagonPool};
use crate::flow::Flow;
use crate::network::{Control, LineSection, Node, SeaLink};
use crate::quantity::Distribution;
use crate::service::Service;
use crate::table::Idx;
use crate::terminal::{Berth, Terminal};

/// Something that happens to parts of the corridor now and then, by chance, for a while.
///
/// The weather of an ordinary year is no disruption; it stands in `closures`.
#[derive(Clone, Debug)]
pub struct Disruption {
    /// Identifier.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// The parts it touches, all at once.
    pub touched: Vec<Touched>,
    /// What is left of them: 0 nothing, 0.5 half. Of a flow: what its demand is times.
    pub factor: f64,
    /// How often it begins, in times a year. 0: it never comes by chance.
    pub rate_per_year: f64,
    /// Months in which it can begin, January to December.
    pub months: [bool; 12],
    /// How long it lasts, in days.
    pub duration_d: Distribution,
}

/// A part of the corridor that can be out, whole or in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touched {
    /// No vessel enters or leaves the port.
    Node(Idx<Node>),
    /// No train enters it, in either direction.
    LineSection(Idx<LineSection>),
    /// No vessel sets out, either way.
    SeaLink(Idx<SeaLink>),
    /// Fewer handling tracks with their cranes.
    Terminal(Idx<Terminal>),
    /// The berth is not given to a vessel.
    Berth(Idx<Berth>),
    /// Fewer lanes.
    Control(Idx<Control>),
    /// Fewer locomotives.
    Locomotives(Idx<LocomotivePool>),
    /// Fewer wagons.
    Wagons(Idx<WagonPool>),
    /// Fewer vessels.
    Vessels(Idx<VesselClass>),
    /// The service does not depart.
    Service(Idx<Service>),
    /// Demand is times the factor.
    Flow(Idx<Flow>),
}

impl Touched {
    /// What may be left of it: nothing of what is out whole, less than all of the rest, and any
    /// share or multiple of demand.
    pub fn factors(self) -> (f64, f64) {
        match self {
            Touched::Node(_)
            | Touched::LineSection(_)
            | Touched::SeaLink(_)
            | Touched::Berth(_)
            | Touched::Service(_) => (0.0, 0.0),
            Touched::Flow(_) => (0.0, 100.0),
            _ => (0.0, 1.0),
        }
    }

    /// Table that the part is a row of.
    pub fn table(self) -> &'static str {
        match self {
            Touched::Node(_) => "nodes",
            Touched::LineSection(_) => "line_sections",
            Touched::SeaLink(_) => "sea_links",
            Touched::Terminal(_) => "terminals",
            Touched::Berth(_) => "berths",
            Touched::Control(_) => "controls",
            Touched::Locomotives(_) => "locomotives",
            Touched::Wagons(_) => "wagons",
            Touched::Vessels(_) => "vessels",
            Touched::Service(_) => "services",
            Touched::Flow(_) => "flows",
        }
    }
}
