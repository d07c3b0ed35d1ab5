//! A network whose arcs can be opened: the cheapest design, and what is proved of it.

use kervan_plan::network_design::{DesignArc, DesignNetwork, NetworkDesign, design_network};
use kervan_solver::Limits;

use crate::case::CapacityNetwork;
use crate::quantity::DesignQuantity;
use crate::run::Answer;

/// Nodes first; the clock only where these take too long: half of what a case may take.
const LIMITS: Limits = Limits {
    iterations: None,
    nodes: Some(20_000),
    time_s: Some(150.0),
    gap: 1e-7,
};

/// The best design that is found; or why there is none.
pub(super) fn design(case: &CapacityNetwork) -> Result<NetworkDesign, String> {
    if case.costs.len() != case.network.arcs.len() {
        return Err("its file says nothing of costs".to_owned());
    }
    let arcs = case.network.arcs.iter().zip(&case.costs);
    let network = DesignNetwork {
        nodes: case.network.nodes,
        arcs: arcs
            .map(|(arc, [unit_cost, fixed_cost])| DesignArc {
                from: arc.from,
                to: arc.to,
                unit_cost: *unit_cost,
                capacity: arc.capacity,
                fixed_cost: *fixed_cost,
            })
            .collect(),
        commodities: case
            .demands
            .iter()
            .map(|row| (row.origin, row.destination, row.demand))
            .collect(),
    };
    design_network(&network, &LIMITS).map_err(|error| error.to_string())
}

pub(super) fn number(what: DesignQuantity, found: &Result<NetworkDesign, String>) -> Answer {
    match found {
        Ok(found) => Answer::Number(match what {
            DesignQuantity::Cost => found.cost,
            DesignQuantity::Relaxation => found.strong_relaxation,
            DesignQuantity::BoundAbove(known) => (found.bound - known).max(0.0),
        }),
        Err(reason) => Answer::None(reason.clone()),
    }
}
