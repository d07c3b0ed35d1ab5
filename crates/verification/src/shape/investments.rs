//! A list of networks with projects that widen arcs: what they carry without, with each, with all.

use kervan_bottleneck::concurrent_flow::{Arc, Commodity, Network};

use super::canad::name_of;
use super::{Making, list, note_of, number};
use crate::case::{Capacity, CapacityNetwork, Case, Kind};
use crate::node::Node;
use crate::quantity::{CapacityQuantity as Asked, Quantity};
use crate::read::CaseFile;
use crate::section::Reader;

/// Capacities, demands and what projects add.
const AMOUNT: (f64, f64) = (0.0, 1e12);
/// What a throughput may be off by.
const TOLERANCE: f64 = 1e-6;

/// Whether an object says of a network what this shape says.
pub(super) fn is_one(node: &Node) -> bool {
    node.get("instance")
        .is_some_and(|instance| instance.get("arcs").is_some() && instance.get("ods").is_some())
}

pub(super) fn read(reader: &mut Reader, cases: &[Node]) -> CaseFile {
    let mut file = CaseFile::default();
    for (position, node) in cases.iter().enumerate() {
        let name = node.get("id").and_then(Node::text).map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("case-{}", position + 1));
        file.cases.extend(one(reader, node, &name, &mut file.notes));
    }
    file
}

fn one(reader: &mut Reader, node: &Node, name: &str, notes: &mut Vec<String>) -> Option<Case> {
    let before = reader.findings.len();
    let (Some(instance), Some(expected)) = (node.get("instance"), node.get("expected")) else {
        let missing = if node.get("instance").is_none() {
            "instance"
        } else {
            "expected"
        };
        reader.wrong(missing, node, "is missing", "an object");
        return None;
    };
    let mut made = CapacityNetwork::default();
    for node in list(reader, instance, "nodes") {
        made.nodes.extend(name_of(reader, "nodes", node));
    }
    let mut ids: Vec<&str> = Vec::new();
    let ends = |reader: &mut Reader, node: &Node| {
        let [from, to] = ["from", "to"].map(|key| {
            let Some(end) = node.get(key) else {
                reader.wrong(key, node, "is missing", "a node");
                return None;
            };
            let name = name_of(reader, key, end)?;
            let found = made.nodes.iter().position(|known| *known == name);
            if found.is_none() {
                let known = made.nodes.iter().map(String::as_str);
                reader.unknown("node", &name, end, known, "the network");
            }
            found
        });
        Some((from?, to?))
    };
    let (mut arcs, mut demands) = (Vec::new(), Vec::new());
    for arc in list(reader, instance, "arcs") {
        let capacity = number(reader, arc, "capacity", AMOUNT);
        if let (Some((from, to)), Some(capacity)) = (ends(reader, arc), capacity) {
            arcs.push(Arc { from, to, capacity });
            ids.push(arc.get("id").and_then(Node::text).unwrap_or_default());
        }
    }
    for od in list(reader, instance, "ods") {
        let demand = number(reader, od, "demand", AMOUNT);
        if let (Some((origin, destination)), Some(demand)) = (ends(reader, od), demand) {
            demands.push(Commodity {
                origin,
                destination,
                demand,
            });
        }
    }
    let mut projects: Vec<(&str, (usize, f64))> = Vec::new();
    for project in instance
        .get("projects")
        .and_then(Node::list)
        .unwrap_or_default()
    {
        let adds = number(reader, project, "adds", AMOUNT);
        let arc = project.get("arc");
        let written = arc.and_then(Node::text).unwrap_or_default();
        match (ids.iter().position(|id| *id == written), adds) {
            (Some(arc), Some(adds)) => {
                let id = project.get("id").and_then(Node::text).unwrap_or_default();
                projects.push((id, (arc, adds)));
            }
            (None, _) => {
                let at = arc.unwrap_or(project);
                reader.unknown("arc", written, at, ids.iter().copied(), "the network");
            }
            _ => {}
        }
    }
    (made.network, made.demands) = (
        Network {
            nodes: made.nodes.len(),
            arcs,
        },
        demands,
    );
    if reader.findings.len() > before {
        return None;
    }
    let mut making = Making::new(reader, node, name, Kind::Capacity(Capacity::Network(made)));
    let of = |what: Asked, added: Vec<(usize, f64)>| Quantity::Capacity {
        what,
        ends: None,
        arcs: Vec::new(),
        added,
    };
    for entry in expected.entries().unwrap_or_default() {
        let at = Some(&entry.node);
        match entry.key.as_str() {
            "served_without_investment" => {
                making.ask(at, "throughput", of(Asked::Throughput, Vec::new()));
            }
            "served_with_all" => {
                let all = projects.iter().map(|(_, added)| *added).collect();
                making.ask(
                    at,
                    "throughput with all projects",
                    of(Asked::Throughput, all),
                );
            }
            "gain_of_each_single_project" => {
                for gain in entry.node.entries().unwrap_or_default() {
                    match projects.iter().find(|(id, _)| *id == gain.key) {
                        Some((id, added)) => {
                            let quantity = of(Asked::ThroughputGained, vec![*added]);
                            making.ask(
                                Some(&gain.node),
                                format!("throughput gained by {id}"),
                                quantity,
                            );
                        }
                        None => {
                            let known = projects.iter().map(|(id, _)| *id);
                            let (name, node) = (gain.key.as_str(), &gain.node);
                            making
                                .reader
                                .unknown("project", name, node, known, "the network");
                        }
                    }
                }
            }
            "total_demand" => {}
            key => notes.push(note_of(making.reader, name, key)),
        }
    }
    for asked in &mut making.case.expects {
        asked.digits = Some(9.0);
        asked.tolerance = TOLERANCE;
    }
    (!making.case.expects.is_empty()).then_some(making.case)
}
