//! Flows: services that follow one another, terminals where units change, no circles, a clock on the way.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::flow::Flow;
use crate::network::Node;
use crate::service::Carriage;
use crate::table::Idx;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for flow in corridor.flows.rows() {
        chain(corridor, places, flow, findings);
        terminals(corridor, places, flow, findings);
        unit(corridor, places, flow, findings);
    }
}

fn chain(corridor: &Corridor, places: &Places, flow: &Flow, findings: &mut Vec<Finding>) {
    let name = |node: Idx<Node>| corridor.nodes[node].id.as_str();
    let origin = places.of("flows", &flow.id, "services");
    let mut at = flow.origin;
    let mut passed = vec![at];
    for service in &flow.services {
        let row = &corridor.services[*service];
        if row.origin != at {
            findings.push(Finding::new(
                code::BROKEN_CHAIN,
                &origin,
                format!(
                    "flow `{}` is at `{}`, but its service `{}` starts at `{}`",
                    flow.id,
                    name(at),
                    row.id,
                    name(row.origin)
                ),
                "services must follow one another",
                "put the missing service between them, or correct their order",
            ));
            return;
        }
        for node in corridor.nodes_of(*service).into_iter().skip(1) {
            if passed.contains(&node) {
                findings.push(Finding::new(
                    code::CIRCULAR_CHAIN,
                    &origin,
                    format!("flow `{}` comes to `{}` twice", flow.id, name(node)),
                    format!("the second time with service `{}`", row.id),
                    "a consignment goes forward; take the services of the circle out",
                ));
                return;
            }
            passed.push(node);
        }
        at = row.destination;
    }
    if at != flow.destination {
        findings.push(Finding::new(
            code::BROKEN_CHAIN,
            &origin,
            format!(
                "flow `{}` ends at `{}` with its last service, not at its destination `{}`",
                flow.id,
                name(at),
                name(flow.destination)
            ),
            "the last service must end at the destination",
            "add the service that goes there, or correct the destination",
        ));
    }
    if !passed.contains(&flow.clock_from) {
        findings.push(Finding::new(
            code::CLOCK_OFF_ROUTE,
            &places.of("flows", &flow.id, "clock_from"),
            format!(
                "flow `{}` does not pass `{}`, where its clock should start",
                flow.id,
                name(flow.clock_from)
            ),
            "must be a node of its way",
            "leave `clock_from` empty to start at the origin",
        ));
    }
}

fn terminals(corridor: &Corridor, places: &Places, flow: &Flow, findings: &mut Vec<Finding>) {
    let origin = places.of("flows", &flow.id, "services");
    let mut missing = |node: Idx<Node>, why: &str| {
        findings.push(Finding::new(
            code::NO_TERMINAL,
            &origin,
            format!(
                "flow `{}` {why} at `{}`, where there is no terminal",
                flow.id, corridor.nodes[node].id
            ),
            format!("no row `{}` in terminals.csv", corridor.nodes[node].id),
            "add the terminal with its slots, tracks and cranes",
        ));
    };
    for pair in flow.services.windows(2) {
        let node = corridor.services[pair[0]].destination;
        if corridor.terminal_at(node).is_none() {
            missing(node, "changes vehicle");
        }
    }
    let services = || {
        flow.services
            .iter()
            .map(|service| &corridor.services[*service])
    };
    for service in services().filter(|service| matches!(service.carriage, Carriage::Vessel { .. }))
    {
        for node in [service.origin, service.destination] {
            if corridor.terminal_at(node).is_none() {
                missing(node, "goes by vessel");
            }
        }
    }
    // Without a terminal at the origin, lots arrive loaded on trains of the first service.
    if let (None, Some(Carriage::Train(train))) = (
        corridor.terminal_at(flow.origin),
        services().next().map(|service| &service.carriage),
    ) {
        let largest = flow
            .lot_units
            .characteristic_values()
            .into_iter()
            .fold(0.0, f64::max);
        let teu = largest * corridor.loading_units[flow.loading_unit].teu;
        if teu > train.capacity_teu + 1e-9 {
            findings.push(Finding::new(
                code::LOT_TOO_LARGE,
                &places.of("flows", &flow.id, "lot"),
                format!(
                    "a lot of `{}` has up to {teu} TEU, its train takes {}",
                    flow.id, train.capacity_teu
                ),
                "lots arrive loaded on a train of the first service, as the origin has no terminal",
                "make the lot smaller, the train larger, or add a terminal at the origin",
            ));
        }
    }
}

/// One unit must fit the vehicle of each service.
fn unit(corridor: &Corridor, places: &Places, flow: &Flow, findings: &mut Vec<Finding>) {
    let unit = &corridor.loading_units[flow.loading_unit];
    for terminal in flow
        .services
        .iter()
        .flat_map(|service| {
            [
                corridor.services[*service].origin,
                corridor.services[*service].destination,
            ]
        })
        .filter_map(|node| corridor.terminal_at(node))
    {
        let terminal = &corridor.terminals[terminal];
        // A fifth of a yard is sure for lots that come by road.
        if unit.teu > terminal.slots_teu / 5.0 {
            findings.push(Finding::new(
                code::LOT_TOO_LARGE,
                &places.of("terminals", &corridor.nodes[terminal.node].id, "slots"),
                format!("the yard at `{}` is too small for one `{}` of `{}`", corridor.nodes[terminal.node].id, unit.id, flow.id),
                format!("{} TEU; five times as many slots are needed, as most of a yard is kept for vehicles", unit.teu),
                "give the yard more slots",
            ));
        }
    }
    for service in flow
        .services
        .iter()
        .map(|service| &corridor.services[*service])
    {
        let room = match &service.carriage {
            Carriage::Train(train) => train.capacity_teu,
            Carriage::Vessel { fleet, .. } => fleet
                .iter()
                .map(|class| corridor.vessels[*class].usable_teu())
                .fold(f64::INFINITY, f64::min),
        };
        if unit.teu > room {
            findings.push(Finding::new(
                code::LOT_TOO_LARGE,
                &places.of("flows", &flow.id, "loading_unit"),
                format!(
                    "one `{}` of `{}` is larger than a vehicle of `{}`",
                    unit.id, flow.id, service.id
                ),
                format!("{} TEU; the vehicle takes {room}", unit.teu),
                "use a larger train or vessel, or smaller units",
            ));
        }
    }
}
