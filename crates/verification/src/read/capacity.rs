//! Networks with capacity, and networks whose edges fail.

use kervan_bottleneck::concurrent_flow::{Arc, Commodity, Network};
use kervan_resilience::reliability::{Edge, FailingNetwork};

use crate::case::CapacityNetwork;
use crate::node::Node;
use crate::section::{ARC, DEMAND, EDGE, Reader, Section, Table};

/// Capacities and demands.
const AMOUNT: (f64, f64) = (0.0, 1e15);

/// The names of the nodes of a case, in the order in which its arcs or edges name them.
pub(super) fn nodes_of<'n>(case: &Table<'n>) -> Vec<&'n str> {
    let mut nodes: Vec<&str> = Vec::new();
    for key in ["arc", "edge"] {
        for table in case.get(key).and_then(Node::list).unwrap_or_default() {
            for end in ["from", "to"].iter().filter_map(|end| table.get(end)) {
                nodes.extend(end.text().filter(|name| !nodes.contains(name)));
            }
        }
    }
    nodes
}

/// Both ends of a row, as positions of nodes.
fn ends(reader: &mut Reader, table: &Table, nodes: &[&str]) -> Option<(usize, usize)> {
    let [from, to] = ["from", "to"].map(|key| {
        let node = reader.needed(table, key)?;
        let name = reader.text(table, key)?;
        let found = nodes.iter().position(|known| *known == name);
        if found.is_none() {
            super::expect::unknown(reader, "node", name, node, nodes);
        }
        found
    });
    Some((from?, to?))
}

/// The tables under a key, of which there is one at least.
fn some<'n>(
    reader: &mut Reader,
    case: &Table<'n>,
    key: &str,
    section: &'static Section,
) -> Vec<Table<'n>> {
    let tables = reader.tables(case, key, section);
    if tables.is_empty()
        && let Some(node) = case.get(key).filter(|node| node.list().is_some())
    {
        reader.wrong(key, node, "is empty", "one table or more");
    }
    tables
}

/// A network with capacity.
pub(super) fn capacity(reader: &mut Reader, case: &Table) -> Option<CapacityNetwork> {
    let before = reader.findings.len();
    let nodes = nodes_of(case);
    let (mut arcs, mut demands) = (Vec::new(), Vec::new());
    for table in some(reader, case, "arc", &ARC) {
        let capacity = reader.number(&table, "capacity", AMOUNT);
        let capacity = capacity.unwrap_or(f64::INFINITY);
        if let Some((from, to)) = ends(reader, &table, &nodes) {
            arcs.push(Arc { from, to, capacity });
        }
    }
    for table in reader.tables(case, "demand", &DEMAND) {
        reader.needed(&table, "amount");
        let demand = reader.number(&table, "amount", AMOUNT);
        if let (Some((origin, destination)), Some(demand)) = (ends(reader, &table, &nodes), demand)
        {
            demands.push(Commodity {
                origin,
                destination,
                demand,
            });
        }
    }
    let network = Network {
        nodes: nodes.len(),
        arcs,
    };
    (reader.findings.len() == before).then(|| CapacityNetwork {
        nodes: nodes.into_iter().map(str::to_owned).collect(),
        network,
        demands,
        costs: Vec::new(),
    })
}

/// A network whose edges fail.
pub(super) fn failing(reader: &mut Reader, case: &Table) -> Option<FailingNetwork> {
    let before = reader.findings.len();
    let nodes = nodes_of(case);
    let mut edges = Vec::new();
    for table in some(reader, case, "edge", &EDGE) {
        reader.needed(&table, "up");
        let up = reader.number(&table, "up", (0.0, 1.0));
        let is_one_way = reader.flag(&table, "one_way").unwrap_or_default();
        if let (Some((from, to)), Some(up)) = (ends(reader, &table, &nodes), up) {
            edges.push(Edge {
                from,
                to,
                up,
                is_one_way,
            });
        }
    }
    (reader.findings.len() == before).then_some(FailingNetwork {
        nodes: nodes.len(),
        edges,
    })
}
