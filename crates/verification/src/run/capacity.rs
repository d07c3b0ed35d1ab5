//! A network with capacity: what it carries, and what binds.

use std::cell::OnceCell;

use kervan_bottleneck::concurrent_flow::{
    FlowError, Network, concurrent_flow, maximum_flow, maximum_throughput,
};

use crate::case::{CapacityNetwork, Expectation};
use crate::quantity::{CapacityQuantity, Quantity};
use crate::run::{Answer, design};

/// What is left of a bottleneck's capacity when it is made smaller by 1 %.
const LEFT: f64 = 0.99;

/// Answers to everything that is asked of a network with capacity.
pub(crate) fn capacity(case: &CapacityNetwork, expects: &[Expectation]) -> Vec<Answer> {
    let designed = OnceCell::new();
    let answer = |asked: &Expectation| match &asked.quantity {
        Quantity::Design(what) => {
            design::number(*what, designed.get_or_init(|| design::design(case)))
        }
        Quantity::Capacity {
            what,
            ends,
            arcs,
            added,
        } => match number(case, *what, ends.as_ref(), arcs, added) {
            Ok(number) => Answer::Number(number),
            Err(reason) => Answer::None(reason),
        },
        _ => Answer::None("it is no quantity of a network with capacity".to_owned()),
    };
    expects.iter().map(answer).collect()
}

/// The position of a node.
fn node(case: &CapacityNetwork, name: &str) -> Result<usize, String> {
    let position = case.nodes.iter().position(|node| node == name);
    position.ok_or_else(|| format!("there is no node `{name}` in the network"))
}

/// Positions of the arcs between pairs of nodes.
fn arcs_between(case: &CapacityNetwork, pairs: &[[String; 2]]) -> Result<Vec<usize>, String> {
    let mut found = Vec::new();
    for [from, to] in pairs {
        let (from_at, to_at) = (node(case, from)?, node(case, to)?);
        let before = found.len();
        let arcs = case.network.arcs.iter().enumerate();
        found.extend(
            arcs.filter(|(_, arc)| arc.from == from_at && arc.to == to_at)
                .map(|(at, _)| at),
        );
        if found.len() == before {
            return Err(format!("there is no arc from `{from}` to `{to}`"));
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn number(
    case: &CapacityNetwork,
    what: CapacityQuantity,
    ends: Option<&[String; 2]>,
    arcs: &[[String; 2]],
    added: &[(usize, f64)],
) -> Result<f64, String> {
    let say = |error: FlowError| error.to_string();
    let factor = |network: &Network| concurrent_flow(network, &case.demands).map_err(say);
    let throughput = |added: &[(usize, f64)]| {
        let mut network = case.network.clone();
        for (arc, more) in added {
            network.arcs[*arc].capacity += more;
        }
        maximum_throughput(&network, &case.demands).map_err(say)
    };
    match what {
        CapacityQuantity::Factor => factor(&case.network).map(|found| found.factor),
        CapacityQuantity::FactorWithLess => {
            let bottleneck = match arcs {
                [] => factor(&case.network)?.bottleneck(),
                arcs => arcs_between(case, arcs)?,
            };
            let mut network = case.network.clone();
            for arc in bottleneck {
                network.arcs[arc].capacity *= LEFT;
            }
            factor(&network).map(|found| found.factor)
        }
        CapacityQuantity::MaximumFlow => {
            let Some([from, to]) = ends else {
                return Err("it does not say between which nodes".to_owned());
            };
            maximum_flow(&case.network, node(case, from)?, node(case, to)?).map_err(say)
        }
        CapacityQuantity::Throughput => throughput(added),
        CapacityQuantity::ThroughputGained => Ok(throughput(added)? - throughput(&[])?),
    }
}
