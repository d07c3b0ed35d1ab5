//! The way of the headline's largest flow, leg by leg.

use kervan_corridor::flow::Flow;
use kervan_corridor::network::{LineSection, Node, SeaLink};
use kervan_corridor::service::{Carriage, Service};
use kervan_corridor::{Corridor, Idx};
use kervan_results::Results;

/// A line or water that a way passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    Section(Idx<LineSection>),
    Sea(Idx<SeaLink>),
}

/// One leg of a way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leg {
    pub(super) service: Idx<Service>,
    pub(super) link: Link,
    pub(super) from: Idx<Node>,
    pub(super) to: Idx<Node>,
    pub(super) km: f64,
}

impl Link {
    /// Identifier of the place in results.
    pub(super) fn id(self, corridor: &Corridor) -> &str {
        match self {
            Link::Section(section) => &corridor.line_sections[section].id,
            Link::Sea(link) => &corridor.sea_links[link].id,
        }
    }
}

/// The flow of the headline that carries most; of all flows where there is no headline.
pub(super) fn main_flow<'a>(corridor: &'a Corridor, results: &Results) -> Option<&'a Flow> {
    let tonnes = |flow: &Flow| {
        let row = results.flows.iter().find(|row| row.flow == flow.id);
        row.map_or(0.0, |row| row.arrived_t.mean)
    };
    let is_headline = |flow: &&Flow| {
        corridor.transit.as_ref().is_none_or(|transit| {
            transit.from.contains(&flow.clock_from) && transit.to.contains(&flow.destination.node)
        })
    };
    let most = |a: &&Flow, b: &&Flow| tonnes(a).total_cmp(&tonnes(b));
    let flows = || corridor.flows.rows().iter();
    flows()
        .filter(is_headline)
        .max_by(most)
        .or_else(|| flows().max_by(most))
}

/// The legs of a flow's way, in order.
pub(super) fn legs(corridor: &Corridor, flow: &Flow) -> Vec<Leg> {
    let mut legs = Vec::new();
    for idx in &flow.services {
        let service = &corridor.services[*idx];
        match &service.carriage {
            Carriage::Train(train) => legs.extend(train.sections.iter().map(|(section, from)| {
                let row = &corridor.line_sections[*section];
                Leg {
                    service: *idx,
                    link: Link::Section(*section),
                    from: *from,
                    to: row.opposite(*from),
                    km: row.distance.as_km(),
                }
            })),
            Carriage::Vessel { link, .. } => legs.push(Leg {
                service: *idx,
                link: Link::Sea(*link),
                from: service.origin.node,
                to: service.destination.node,
                km: corridor.sea_links[*link].distance.as_km(),
            }),
        }
    }
    legs
}
