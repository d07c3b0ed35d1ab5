//! Flows: services that follow one another, terminals where units change, no circles, a clock on the way.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::flow::Flow;
use crate::network::Node;
use crate::origin::Origin;
use crate::service::{Carriage, Service};
use crate::table::Idx;
use crate::terminal::Stop;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for flow in corridor.flows.rows() {
        chain(corridor, places, flow, findings);
        terminals(corridor, places, flow, findings);
        unit(corridor, places, flow, findings);
        wagons(corridor, places, flow, findings);
    }
}

fn chain(corridor: &Corridor, places: &Places, flow: &Flow, findings: &mut Vec<Finding>) {
    let cell = places.of("flows", &flow.id, "services");
    let (from, to) = (flow.origin, flow.destination);
    let Some(passed) = follow(corridor, &cell, flow, from, to, &flow.services, findings) else {
        return;
    };
    if !passed.contains(&flow.clock_from) {
        findings.push(Finding::new(
            code::CLOCK_OFF_ROUTE,
            &places.of("flows", &flow.id, "clock_from"),
            format!(
                "flow `{}` does not pass `{}`, where its clock should start",
                flow.id, corridor.nodes[flow.clock_from].id
            ),
            "must be a node of its way",
            "leave `clock_from` empty to start at the origin",
        ));
    }
}

/// Follows a chain of services from one stop to another; the nodes it passes, or `None` after
/// a finding.
fn follow(
    corridor: &Corridor,
    cell: &Origin,
    flow: &Flow,
    from: Stop,
    to: Stop,
    services: &[Idx<Service>],
    findings: &mut Vec<Finding>,
) -> Option<Vec<Idx<Node>>> {
    let stop = |stop: Stop| corridor.stop_id(stop);
    let mut at = from;
    let mut passed = vec![at.node];
    for service in services {
        let row = &corridor.services[*service];
        if row.origin != at {
            findings.push(Finding::new(
                code::BROKEN_CHAIN,
                cell,
                format!(
                    "flow `{}` is at `{}`, but its service `{}` starts at `{}`",
                    flow.id,
                    stop(at),
                    row.id,
                    stop(row.origin)
                ),
                "services must follow one another",
                "put the missing service between them, or correct their order",
            ));
            return None;
        }
        for node in corridor.nodes_of(*service).into_iter().skip(1) {
            if passed.contains(&node) {
                findings.push(Finding::new(
                    code::CIRCULAR_CHAIN,
                    cell,
                    format!(
                        "flow `{}` comes to `{}` twice",
                        flow.id, corridor.nodes[node].id
                    ),
                    format!("the second time with service `{}`", row.id),
                    "a consignment goes forward; take the services of the circle out",
                ));
                return None;
            }
            passed.push(node);
        }
        at = row.destination;
    }
    if at != to {
        findings.push(Finding::new(
            code::BROKEN_CHAIN,
            cell,
            format!(
                "flow `{}` ends at `{}` with its last service, not at its {} `{}`",
                flow.id,
                stop(at),
                if to == flow.destination {
                    "destination"
                } else {
                    "origin"
                },
                stop(to)
            ),
            "the last service must end there",
            "add the service that goes there, or correct the end",
        ));
    }
    Some(passed)
}

/// Wagons that travel with the units: they start at the origin and have a way back.
fn wagons(corridor: &Corridor, places: &Places, flow: &Flow, findings: &mut Vec<Finding>) {
    let Some(pool) = flow.wagons.map(|pool| &corridor.wagons[pool]) else {
        if !flow.empty_return.is_empty() {
            findings.push(Finding::new(
                code::KIND_MISMATCH,
                &places.of("flows", &flow.id, "empty_return"),
                format!("flow `{}` brings empty wagons back but uses none", flow.id),
                "`wagons` is empty",
                "name the pool of wagons, or leave `empty_return` empty",
            ));
        }
        return;
    };
    let cell = places.of("flows", &flow.id, "wagons");
    if flow.empty_return.is_empty() || pool.base != flow.origin.node {
        findings.push(Finding::new(
            code::NO_RETURN,
            &cell,
            format!(
                "the wagons `{}` of flow `{}` have no way back to its origin",
                pool.id, flow.id
            ),
            if flow.empty_return.is_empty() {
                "`empty_return` is empty".to_owned()
            } else {
                format!(
                    "the pool starts at `{}`, the flow at `{}`",
                    corridor.nodes[pool.base].id, corridor.nodes[flow.origin.node].id
                )
            },
            "give the services of the way back, and the pool the origin as its base",
        ));
        return;
    }
    let cell = places.of("flows", &flow.id, "empty_return");
    let (from, to) = (flow.destination, flow.origin);
    follow(
        corridor,
        &cell,
        flow,
        from,
        to,
        &flow.empty_return,
        findings,
    );
    let largest = flow
        .lot_units
        .characteristic_values()
        .into_iter()
        .fold(0.0, f64::max);
    let needed = pool.wagons_for(largest * corridor.loading_units[flow.loading_unit].room.amount);
    if needed > pool.count {
        findings.push(
            Finding::new(
                code::FLEET_TOO_SMALL,
                &places.of("flows", &flow.id, "lot"),
                format!(
                    "a lot of `{}` needs {needed} wagons, pool `{}` has {}",
                    flow.id, pool.id, pool.count
                ),
                "a lot waits until its wagons are there",
                "make the lot smaller, or the pool larger",
            )
            .note("it could never leave"),
        );
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
    for pair in flow.services.windows(2).chain(flow.empty_return.windows(2)) {
        let stop = corridor.services[pair[0]].destination;
        if stop.terminal.is_none() {
            missing(stop.node, "changes vehicle");
        }
    }
    let services = || {
        flow.services
            .iter()
            .chain(&flow.empty_return)
            .map(|service| &corridor.services[*service])
    };
    for service in services().filter(|service| matches!(service.carriage, Carriage::Vessel { .. }))
    {
        for stop in [service.origin, service.destination] {
            if stop.terminal.is_none() {
                missing(stop.node, "goes by vessel");
            }
        }
    }
    // Without a terminal at the origin, lots arrive loaded on trains of the first service.
    if let (None, Some(Carriage::Train(train))) = (
        flow.origin.terminal,
        services().next().map(|service| &service.carriage),
    ) {
        let largest = flow
            .lot_units
            .characteristic_values()
            .into_iter()
            .fold(0.0, f64::max);
        let room = corridor.loading_units[flow.loading_unit].room;
        let lot = largest * room.amount;
        if lot > train.capacity.amount + 1e-9 {
            findings.push(Finding::new(
                code::LOT_TOO_LARGE,
                &places.of("flows", &flow.id, "lot"),
                format!(
                    "a lot of `{}` takes up to {lot} {}, its train {}",
                    flow.id,
                    room.measure.as_str(),
                    train.capacity
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
        .filter_map(|stop| stop.terminal)
    {
        let terminal = &corridor.terminals[terminal];
        // A fifth of a yard is sure for lots that come by road.
        if unit.room.amount > terminal.slots.amount / 5.0 {
            findings.push(Finding::new(
                code::LOT_TOO_LARGE,
                &places.of("terminals", &terminal.id, "slots"),
                format!("the yard `{}` is too small for one `{}` of `{}`", terminal.id, unit.id, flow.id),
                format!("{}; five times as much storage is needed, as most of a yard is kept for vehicles", unit.room),
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
            Carriage::Train(train) => train.capacity.amount,
            // A vessel that no berth takes is found by rule `vessel`.
            Carriage::Vessel { fleet, .. } => fleet
                .iter()
                .map(|class| corridor.vessels[*class].usable)
                .filter(|usable| *usable > 0.0)
                .fold(f64::INFINITY, f64::min),
        };
        if unit.room.amount > room {
            findings.push(Finding::new(
                code::LOT_TOO_LARGE,
                &places.of("flows", &flow.id, "loading_unit"),
                format!(
                    "one `{}` of `{}` is larger than a vehicle of `{}`",
                    unit.id, flow.id, service.id
                ),
                format!("{}; the vehicle takes {room}", unit.room),
                "use a larger train or vessel, or smaller units",
            ));
        }
    }
}
