//! Whose way is shut, and which other way there is.

use kervan_corridor::disruption::Touched;
use kervan_corridor::flow::Flow;
use kervan_corridor::network::{Control, Way};
use kervan_corridor::quantity::Measure;
use kervan_corridor::service::{Carriage, Service};
use kervan_corridor::{Corridor, Idx};
use kervan_simulation::Detour;

/// The controls that a service passes.
pub(crate) fn controls_of(
    corridor: &Corridor,
    service: Idx<Service>,
) -> impl Iterator<Item = Idx<Control>> {
    let nodes = corridor.nodes_of(service);
    let mut found = Vec::new();
    for pair in nodes.windows(2) {
        if corridor.nodes[pair[0]].country != corridor.nodes[pair[1]].country {
            found.extend(corridor.control_at(pair[0], Way::Exit));
            found.extend(corridor.control_at(pair[1], Way::Entry));
        }
    }
    found.into_iter()
}

/// Whether a service uses a part.
fn uses(corridor: &Corridor, idx: Idx<Service>, touched: Touched) -> bool {
    let service = &corridor.services[idx];
    let stops = [service.origin, service.destination];
    match (touched, &service.carriage) {
        (Touched::Service(other), _) => other == idx,
        (Touched::Terminal(terminal), _) => {
            stops.iter().any(|stop| stop.terminal == Some(terminal))
        }
        (Touched::Control(control), _) => {
            controls_of(corridor, idx).any(|passed| passed == control)
        }
        (Touched::Node(node), Carriage::Vessel { .. }) => {
            stops.iter().any(|stop| stop.node == node)
        }
        (Touched::SeaLink(other), Carriage::Vessel { link, .. }) => other == *link,
        (Touched::Vessels(class), Carriage::Vessel { fleet, .. }) => fleet.contains(&class),
        (Touched::Berth(berth), Carriage::Vessel { .. }) => stops.iter().any(|stop| {
            stop.terminal
                .is_some_and(|terminal| corridor.berths[berth].terminals.contains(&terminal))
        }),
        (Touched::LineSection(section), Carriage::Train(train)) => {
            train.sections.iter().any(|(step, _)| *step == section)
        }
        (Touched::Locomotives(pool), Carriage::Train(train)) => {
            train.locomotives.iter().any(|(hauls, _)| *hauls == pool)
        }
        (Touched::Wagons(pool), Carriage::Train(train)) => train.wagons == Some(pool),
        _ => false,
    }
}

/// Whether a service cannot run at all while a part is out whole: one berth of several is not its
/// only one, nor is one class of a fleet of several.
fn is_shut(corridor: &Corridor, idx: Idx<Service>, touched: Touched) -> bool {
    let service = &corridor.services[idx];
    let only = match (touched, &service.carriage) {
        (Touched::Vessels(_), Carriage::Vessel { fleet, .. }) => fleet.len() == 1,
        (Touched::Berth(_), _) => {
            let berths_of = |terminal| {
                let rows = corridor.berths.rows().iter();
                rows.filter(|berth| berth.terminals.contains(&terminal))
                    .count()
            };
            [service.origin, service.destination]
                .iter()
                .filter_map(|stop| stop.terminal)
                .any(|terminal| {
                    matches!(touched, Touched::Berth(berth)
                        if corridor.berths[berth].terminals.contains(&terminal))
                        && berths_of(terminal) == 1
                })
        }
        _ => true,
    };
    only && uses(corridor, idx, touched)
}

/// The flows whose way uses a part, in order of identifier; a surge of a flow is on its own way.
pub fn way_of(corridor: &Corridor, touched: &[Touched]) -> Vec<Idx<Flow>> {
    let through = |idx: Idx<Flow>, flow: &Flow| {
        touched.iter().any(|&touched| {
            touched == Touched::Flow(idx)
                || flow
                    .wagons
                    .is_some_and(|pool| touched == Touched::Wagons(pool))
                || flow
                    .services
                    .iter()
                    .any(|service| uses(corridor, *service, touched))
        })
    };
    corridor
        .flows
        .iter()
        .filter(|(idx, flow)| through(*idx, flow))
        .map(|(idx, _)| idx)
        .collect()
}

/// The flows whose way is shut while parts are out whole, in order of identifier.
pub fn ways_shut(corridor: &Corridor, touched: &[Touched]) -> Vec<Idx<Flow>> {
    let shut = |flow: &Flow| {
        flow.services.iter().any(|service| {
            touched
                .iter()
                .any(|&touched| is_shut(corridor, *service, touched))
        })
    };
    corridor
        .flows
        .iter()
        .filter(|(_, flow)| shut(flow))
        .map(|(idx, _)| idx)
        .collect()
}

/// For each flow whose way is shut, the nominally quickest other chain of services between the same
/// ends that uses nothing of what is out; flows without one are left out.
///
/// Containers go on every service that takes containers; other goods only where the like of them
/// go. Empty where only a share is out (`left` above 0), as goods then wait on their own way.
pub fn detours(corridor: &Corridor, touched: &[Touched], left: f64) -> Vec<Detour> {
    if left > 0.0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for idx in ways_shut(corridor, touched) {
        let flow = &corridor.flows[idx];
        let measure = corridor.loading_units[flow.loading_unit].room.measure;
        let carries = |service: Idx<Service>| {
            let is_open = !touched
                .iter()
                .any(|&touched| is_shut(corridor, service, touched));
            is_open
                && (measure == Measure::Teu
                    || corridor.flows.rows().iter().any(|other| {
                        other.loading_unit == flow.loading_unit && other.services.contains(&service)
                    }))
        };
        let ends_alike = |services: &[Idx<Service>]| {
            let ends = services.first().zip(services.last());
            ends.is_some_and(|(first, last)| {
                corridor.services[*first].origin == flow.origin
                    && corridor.services[*last].destination == flow.destination
            })
        };
        let chains = corridor.chains(flow.origin.node, flow.destination.node, measure, &carries);
        let other = chains
            .into_iter()
            .find(|chain| ends_alike(&chain.services) && chain.services != flow.services);
        found.extend(other.map(|chain| Detour {
            flow: idx,
            services: chain.services,
        }));
    }
    found
}
