//! The corridor on a map: what flows, and where it waits.

use std::collections::BTreeMap;

use kervan_chart::{FlowLine, Map, Queue};
use kervan_corridor::Corridor;
use kervan_corridor::flow::Flow;
use kervan_results::Results;

use super::Draw;
use super::way::{Link, legs};

pub(super) fn map(draw: &Draw, results: &Results) -> Map {
    let corridor = draw.study.corridor();
    let (mut lines, mut waiting) = (Vec::new(), BTreeMap::new());
    let position = |node: usize| {
        let row = &corridor.nodes.rows()[node];
        row.position
            .map(|(latitude, longitude)| (longitude, latitude))
    };
    let mut flowing: BTreeMap<(&str, bool), f64> = BTreeMap::new();
    for flow in corridor.flows.rows() {
        let row = results.flows.iter().find(|row| row.flow == flow.id);
        let tonnes = row.map_or(0.0, |row| row.arrived_t.mean);
        for leg in legs(corridor, flow) {
            let from = match leg.link {
                Link::Section(section) => corridor.line_sections[section].from,
                Link::Sea(link) => corridor.sea_links[link].from,
            };
            let key = (leg.link.id(corridor), leg.from == from);
            *flowing.entry(key).or_default() += tonnes;
        }
        for row in results.hours.iter().filter(|row| row.flow == flow.id) {
            if row.cause.is_waiting() {
                let days = row.hours.mean / 24.0 * units(corridor, flow, results);
                *waiting.entry(row.place.as_str()).or_insert(0.0) += days;
            }
        }
    }
    let sections = corridor.line_sections.rows().iter();
    let sections = sections.map(|row| (row.id.as_str(), row.from, row.to));
    let links = corridor.sea_links.rows().iter();
    let links = links.map(|row| (row.id.as_str(), row.from, row.to));
    for (id, from, to) in sections.chain(links) {
        let (Some(start), Some(end)) = (position(from.at()), position(to.at())) else {
            continue;
        };
        let mt = |forward| flowing.get(&(id, forward)).copied().unwrap_or(0.0) / 1e6;
        // A line is drawn from east to west, so that forward is west.
        let (points, forward_mt, backward_mt) = if start.0 >= end.0 {
            (vec![start, end], mt(true), mt(false))
        } else {
            (vec![end, start], mt(false), mt(true))
        };
        lines.push(FlowLine {
            name: draw.names.section(id),
            points,
            forward_mt,
            backward_mt,
        });
    }
    let queues: Vec<Queue> = corridor
        .nodes
        .rows()
        .iter()
        .filter_map(|node| {
            let (latitude, longitude) = node.position?;
            Some(Queue {
                name: draw.words.name(&node.name),
                at: (longitude, latitude),
                unit_days: waiting.get(node.id.as_str()).copied().unwrap_or(0.0),
            })
        })
        .collect();
    let most = queues
        .iter()
        .max_by(|a, b| a.unit_days.total_cmp(&b.unit_days))
        .map_or("", |queue| queue.name.as_str());
    Map {
        heading: draw.heading(
            draw.tell("picture-map-title", &[("place", most.into())]),
            draw.say("picture-map-subtitle"),
        ),
        forward: draw.say("picture-map-west"),
        backward: draw.say("picture-map-east"),
        lines,
        queues,
    }
}

/// Units of a flow that arrive in a year.
fn units(corridor: &Corridor, flow: &Flow, results: &Results) -> f64 {
    let room = corridor.loading_units[flow.loading_unit].room.amount;
    let row = results.flows.iter().find(|row| row.flow == flow.id);
    row.map_or(0.0, |row| row.arrived.mean / room)
}
