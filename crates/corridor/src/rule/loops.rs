//! Closed loops: wagons and vessels that go out must be able to come back.

use std::collections::BTreeSet;

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::network::Node;
use crate::service::Carriage;
use crate::table::Idx;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for (pool_idx, pool) in corridor.wagons.iter() {
        let runs = |carriage: &Carriage| matches!(carriage, Carriage::Train(train) if train.wagons == Some(pool_idx));
        closed(
            corridor, places, "wagons", &pool.id, pool.base, runs, findings,
        );
    }
    for (class_idx, class) in corridor.vessels.iter() {
        let runs = |carriage: &Carriage| matches!(carriage, Carriage::Vessel { fleet, .. } if fleet.contains(&class_idx));
        closed(
            corridor, places, "vessels", &class.id, class.base, runs, findings,
        );
    }
}

/// From every end that the services of a pool reach, its services lead back to its base.
fn closed(
    corridor: &Corridor,
    places: &Places,
    table: &'static str,
    id: &str,
    base: Idx<Node>,
    runs: impl Fn(&Carriage) -> bool,
    findings: &mut Vec<Finding>,
) {
    let edges: Vec<(Idx<Node>, Idx<Node>)> = corridor
        .services
        .rows()
        .iter()
        .filter(|service| runs(&service.carriage))
        .map(|service| (service.origin.node, service.destination.node))
        .collect();
    let reach = |edges: &[(Idx<Node>, Idx<Node>)]| {
        let mut reached = BTreeSet::from([base]);
        while let Some(next) = edges
            .iter()
            .find(|(from, to)| reached.contains(from) && !reached.contains(to))
        {
            reached.insert(next.1);
        }
        reached
    };
    let back: Vec<(Idx<Node>, Idx<Node>)> = edges.iter().map(|(from, to)| (*to, *from)).collect();
    let returns = reach(&back);
    if let Some(lost) = reach(&edges)
        .into_iter()
        .find(|node| !returns.contains(node))
    {
        findings.push(
            Finding::new(
                code::NO_RETURN,
                &places.of(table, id, "base"),
                format!("`{id}` goes to `{}` and cannot come back to its base `{}`", corridor.nodes[lost].id, corridor.nodes[base].id),
                "no service brings it back",
                if table == "wagons" { "add the service of the way back, or leave `wagons` empty where they are not the corridor's concern" } else { "add the feeder of the way back" },
            )
            .note("after some departures there would be none left at the base"),
        );
    }
    // A service whose origin the pool never reaches would never leave.
    let reached = reach(&edges);
    if let Some((origin, _)) = edges.iter().find(|(from, _)| !reached.contains(from)) {
        findings.push(Finding::new(
            code::NO_RETURN,
            &places.of(table, id, "base"),
            format!(
                "`{id}` never comes to `{}`, where a service of it starts",
                corridor.nodes[*origin].id
            ),
            format!("its base is `{}`", corridor.nodes[base].id),
            "add the service that brings it there, or correct the base",
        ));
    }
}
