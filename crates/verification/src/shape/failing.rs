//! A list of networks whose edges fail, with how likely they stay joined.

use kervan_resilience::reliability::{Edge, FailingNetwork};

use super::canad::name_of;
use super::{Making, list};
use crate::case::{Case, Kind};
use crate::node::{Node, Value};
use crate::quantity::{Quantity, ReliabilityQuantity};
use crate::read::CaseFile;
use crate::section::Reader;

/// Chances.
const SHARE: (f64, f64) = (0.0, 1.0);

/// Whether an object says of a network what this shape says.
pub(super) fn is_one(node: &Node) -> bool {
    node.get("edges").is_some()
        && (node.get("edge_up_probability").is_some() || node.get("terminals").is_some())
}

pub(super) fn read(reader: &mut Reader, cases: &[Node]) -> CaseFile {
    let mut file = CaseFile::default();
    for (position, node) in cases.iter().enumerate() {
        let name = node.get("id").and_then(Node::text).map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("case-{}", position + 1));
        file.cases.extend(one(reader, node, &name));
    }
    file
}

fn one(reader: &mut Reader, node: &Node, name: &str) -> Option<Case> {
    let before = reader.findings.len();
    let mut names: Vec<String> = Vec::new();
    for node in node.get("nodes").and_then(Node::list).unwrap_or_default() {
        names.extend(name_of(reader, "nodes", node));
    }
    let is_listed = !names.is_empty();
    let mut place = |reader: &mut Reader, key: &str, node: &Node| {
        let name = name_of(reader, key, node)?;
        let found = names.iter().position(|known| *known == name);
        if found.is_none() && !is_listed {
            names.push(name);
            return Some(names.len() - 1);
        }
        if found.is_none() {
            reader.unknown(
                "node",
                &name,
                node,
                names.iter().map(String::as_str),
                "the network",
            );
        }
        found
    };
    let is_one_way = matches!(
        node.get("directed").map(|node| &node.value),
        Some(Value::Flag(true))
    );
    let edges = list(reader, node, "edges");
    let same = node.get("edge_up_probability");
    let each = same.and_then(Node::list);
    if let Some(each) = each.filter(|each| each.len() != edges.len()) {
        let problem = format!("has {} numbers", each.len());
        let expected = format!("one number, or one for each of {} edges", edges.len());
        reader.wrong("edge_up_probability", same?, &problem, &expected);
        return None;
    }
    let mut made = FailingNetwork::default();
    for (position, edge) in edges.iter().enumerate() {
        let (ends, own) = match edge.list() {
            Some([from, to]) => ([from, to], None),
            Some([from, to, up]) => ([from, to], Some(up)),
            _ => {
                reader.wrong(
                    "edges",
                    edge,
                    "is no edge",
                    "two nodes, and its chance: [1, 2, 0.9]",
                );
                continue;
            }
        };
        let up = own.or(each.and_then(|each| each.get(position))).or(same);
        let Some(up) = up else {
            let expected = "a third number, or `edge_up_probability` for all";
            reader.wrong("edges", edge, "has no chance to work", expected);
            continue;
        };
        let up = reader.number_of("chance", up, SHARE);
        let [from, to] = ends.map(|end| place(reader, "edges", end));
        if let (Some(from), Some(to), Some(up)) = (from, to, up) {
            made.edges.push(Edge {
                from,
                to,
                up,
                is_one_way,
            });
        }
    }
    let listed = node.get("terminals").and_then(Node::list);
    let mut terminals: Vec<usize> = Vec::new();
    for terminal in listed.unwrap_or_default() {
        terminals.extend(place(reader, "terminals", terminal));
    }
    let kind = node.get("kind").and_then(Node::text).unwrap_or_default();
    let is_of_all = kind == "all-terminal" || kind.is_empty() && listed.is_none();
    if is_of_all {
        // With directions it matters who is to reach the others.
        if is_one_way && terminals.len() != 1 {
            let expected = "`terminals` with the node that is to reach all others";
            reader.wrong("terminals", node, "does not say from where", expected);
        }
        let root = terminals.first().copied().unwrap_or(0);
        terminals = std::iter::once(root)
            .chain((0..names.len()).filter(|node| *node != root))
            .collect();
    } else if kind == "two-terminal" && terminals.len() != 2 {
        let at = node.get("terminals").unwrap_or(node);
        reader.wrong("terminals", at, "are not two", "two nodes");
    } else if terminals.is_empty() {
        let at = node.get("terminals").unwrap_or(node);
        reader.wrong("terminals", at, "are missing", "a list of nodes");
    }
    made.nodes = names.len();
    if node.get("expected").is_none() {
        reader.wrong("expected", node, "is missing", "the known chance");
    }
    let mut making = Making::new(reader, node, name, Kind::Failing(made));
    making.case.title = kind.to_owned();
    for (label, what) in [
        ("reliability", ReliabilityQuantity::Reliability),
        ("reliability by samples", ReliabilityQuantity::BySamples),
    ] {
        let terminals = terminals.clone();
        making.ask(
            node.get("expected"),
            label,
            Quantity::Reliability { what, terminals },
        );
    }
    if let Some(exact) = making.case.expects.first_mut() {
        exact.digits = Some(9.0);
    }
    let case = making.case;
    (reader.findings.len() == before).then_some(case)
}
