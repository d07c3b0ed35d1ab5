//! The way of a train.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::network::{LineSection, Node};

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
