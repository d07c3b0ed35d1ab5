//! A network whose arcs can be opened: the cheapest design, and what is proved of it.

use std::time::Instant;

use kervan_plan::network_design::{
    DesignArc, DesignNetwork, NetworkDesign, design_by_textbook, design_network,
};
use kervan_solver::Limits;

use crate::case::CapacityNetwork;
use crate::quantity::DesignQuantity;
use crate::run::Answer;

/// Nodes first; the clock only where these take too long: half of what a case may take.
const LIMITS: Limits = Limits {
    iterations: None,
    nodes: Some(20_000),
    time_s: Some(140.0),
    gap: 1e-7,
};

/// The most seconds that the textbook's formulation has beside ours.
const TEXTBOOK_S: f64 = 30.0;

/// The best design that is found, and what formulation and start bought; or why there is none.
pub(super) fn design(case: &CapacityNetwork) -> Result<(NetworkDesign, String), String> {
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
    let clock = Instant::now();
    let found = design_network(&network, &LIMITS).map_err(|error| error.to_string())?;
    let time_s = clock.elapsed().as_secs_f64();
    let textbook = design_by_textbook(
        &network,
        &Limits {
            time_s: Some(time_s.clamp(1.0, TEXTBOOK_S)),
            ..LIMITS
        },
    )
    .map_err(|error| error.to_string())?;
    let remark = beside_textbook(&found, textbook, time_s);
    Ok((found, remark))
}

/// What strong rows and a start bought over the textbook's formulation, in the same run.
fn beside_textbook(
    found: &NetworkDesign,
    (cost, bound): (Option<f64>, f64),
    time_s: f64,
) -> String {
    let share = |part: f64| 100.0 * part / found.cost.max(1e-9);
    format!(
        "{:.0} s; relaxation {:.1} % of the cost as in the textbook, {:.1} % with {} strong rows; start {:.1} % above; gap left {:.2} %; the textbook's formulation in {:.0} s: {}, bound {:.1} %",
        time_s,
        share(found.weak_relaxation),
        share(found.strong_relaxation),
        found.strong_rows,
        share(found.start_cost) - 100.0,
        100.0 - share(found.bound.min(found.cost)),
        time_s.clamp(1.0, TEXTBOOK_S),
        cost.map_or("no design".to_owned(), |cost| format!(
            "a design {:.1} % above",
            share(cost) - 100.0
        )),
        share(bound),
    )
}

pub(super) fn number(
    what: DesignQuantity,
    found: &Result<(NetworkDesign, String), String>,
) -> Answer {
    match found {
        Ok((found, remark)) => match what {
            DesignQuantity::Cost => Answer::Remarked(found.cost, remark.clone()),
            DesignQuantity::Relaxation => Answer::Number(found.strong_relaxation),
            DesignQuantity::BoundAbove(known) => Answer::Number((found.bound - known).max(0.0)),
        },
        Err(reason) => Answer::None(reason.clone()),
    }
}
