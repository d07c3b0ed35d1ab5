//! The way of a train, and the chains of services between two places.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::corridor::Corridor;
use crate::network::{LineSection, Node};
use crate::quantity::Measure;
use crate::service::{Carriage, Service};
use crate::table::{Idx, Table};

/// A section and the node it is entered from.
pub(crate) type Step = (Idx<LineSection>, Idx<Node>);

/// The sections of the quickest way between two nodes, each with the node it is entered from.
///
/// Time is distance over speed, to the second; among equal ways the one whose sections come
/// first by identifier wins, so the answer does not depend on the order of rows. `None`
/// where there is no way. From a node to itself the way is empty.
pub(crate) fn quickest_way(
    sections: &Table<LineSection>,
    from: Idx<Node>,
    to: Idx<Node>,
) -> Option<Vec<Step>> {
    let mut best: BTreeMap<Idx<Node>, (i64, Option<Step>)> = BTreeMap::from([(from, (0, None))]);
    let mut queue = BinaryHeap::from([Reverse((0_i64, from))]);
    while let Some(Reverse((time, node))) = queue.pop() {
        if node == to {
            break;
        }
        if best.get(&node).is_some_and(|(known, _)| time > *known) {
            continue;
        }
        for (idx, section) in sections
            .iter()
            .filter(|(_, section)| section.from == node || section.to == node)
        {
            let next = section.opposite(node);
            let arrival = time + section.speed.time_s(section.distance).round() as i64;
            if best.get(&next).is_none_or(|(known, _)| arrival < *known) {
                best.insert(next, (arrival, Some((idx, node))));
                queue.push(Reverse((arrival, next)));
            }
        }
    }
    let mut way = Vec::new();
    let mut node = to;
    while node != from {
        let (section, entered) = best.get(&node)?.1?;
        way.push((section, entered));
        node = entered;
    }
    way.reverse();
    Some(way)
}

/// Services one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The services, in order.
    pub services: Vec<Idx<Service>>,
    /// Seconds of running and sailing alone.
    pub nominal_s: i64,
}

/// Longest chain looked for; the longest of the Middle Corridor has six services.
const LONGEST: usize = 10;
/// Chains looked at before the search gives up on further ones.
const MOST: usize = 10_000;

pub(crate) fn chains(
    corridor: &Corridor,
    from: Idx<Node>,
    to: Idx<Node>,
    measure: Measure,
    carries: &dyn Fn(Idx<Service>) -> bool,
) -> Vec<Chain> {
    let legs: Vec<(Idx<Service>, i64)> = corridor
        .services
        .iter()
        .filter(|(idx, _)| carries(*idx))
        .filter_map(|(idx, service)| Some((idx, nominal_s(corridor, service, measure)?)))
        .collect();
    let mut found = Vec::new();
    let mut started: Vec<(Chain, Vec<Idx<Node>>)> = vec![(
        Chain {
            services: Vec::new(),
            nominal_s: 0,
        },
        vec![from],
    )];
    let mut looked_at = 0;
    while let Some((chain, passed)) = started.pop() {
        looked_at += 1;
        if looked_at > MOST {
            break;
        }
        let last = chain.services.last().map(|last| &corridor.services[*last]);
        for (idx, time) in &legs {
            let service = &corridor.services[*idx];
            let follows = match last {
                None => service.origin.node == from,
                Some(last) => {
                    last.destination == service.origin && service.origin.terminal.is_some()
                }
            };
            let nodes = corridor.nodes_of(*idx);
            if !follows || nodes[1..].iter().any(|node| passed.contains(node)) {
                continue;
            }
            let mut longer = chain.clone();
            longer.services.push(*idx);
            longer.nominal_s += time;
            if service.destination.node == to {
                found.push(longer);
            } else if longer.services.len() < LONGEST {
                let passed = passed.iter().chain(&nodes[1..]).copied().collect();
                started.push((longer, passed));
            }
        }
    }
    found.sort_by(|a, b| (a.nominal_s, &a.services).cmp(&(b.nominal_s, &b.services)));
    found
}

/// Time of running or sailing, where a service counts room in `measure`.
fn nominal_s(corridor: &Corridor, service: &Service, measure: Measure) -> Option<i64> {
    match &service.carriage {
        Carriage::Train(train) => (train.capacity.measure == measure).then(|| {
            let time = |step: &Step| {
                let section = &corridor.line_sections[step.0];
                section.speed.time_s(section.distance)
            };
            train.sections.iter().map(time).sum::<f64>().round() as i64
        }),
        Carriage::Vessel { fleet, link } => {
            let distance = corridor.sea_links[*link].distance;
            fleet
                .iter()
                .map(|class| &corridor.vessels[*class])
                .filter(|class| class.capacity.measure == measure)
                .map(|class| class.speed.time_s(distance).round() as i64)
                .min()
        }
    }
}
