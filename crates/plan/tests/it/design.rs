//! Network design equals the best of all sets of arcs, looked at one by one.

use kervan_plan::network_design::{DesignArc, DesignNetwork, design_network};
use kervan_solver::{Limits, Model, solve};
use proptest::prelude::*;

fn networks() -> impl Strategy<Value = DesignNetwork> {
    let ends = [(0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (3, 0), (0, 3)];
    let arcs = prop::collection::vec((1..6_u32, 2..9_u32, 0..30_u32), ends.len());
    (arcs, 1..5_u32, 1..4_u32).prop_map(move |(arcs, first, second)| DesignNetwork {
        nodes: 4,
        arcs: ends
            .iter()
            .zip(arcs)
            .map(|((from, to), (unit, capacity, fixed))| DesignArc {
                from: *from,
                to: *to,
                unit_cost: f64::from(unit),
                capacity: f64::from(capacity),
                fixed_cost: f64::from(fixed),
            })
            .collect(),
        commodities: vec![(0, 3, f64::from(first)), (1, 3, f64::from(second))],
    })
}

/// The least cost of flows with some arcs open, by a programme of its own; `None` where these
/// arcs do not do.
fn cost_with(network: &DesignNetwork, set: u32) -> Option<f64> {
    let mut model = Model::minimise();
    let mut loads = vec![Vec::new(); network.arcs.len()];
    let mut fixed = 0.0;
    for (from, to, demand) in &network.commodities {
        let mut balance = vec![Vec::new(); network.nodes];
        for (a, arc) in network.arcs.iter().enumerate() {
            if set & (1 << a) != 0 {
                let col = model.column("flow", 0.0, f64::INFINITY, arc.unit_cost);
                balance[arc.from].push((col, 1.0));
                balance[arc.to].push((col, -1.0));
                loads[a].push((col, 1.0));
            }
        }
        for (node, terms) in balance.into_iter().enumerate() {
            let is = |at: &usize| f64::from(u8::from(node == *at));
            let net = demand * (is(from) - is(to));
            model.row("balance", net, net, terms);
        }
    }
    for (a, terms) in loads.into_iter().enumerate() {
        if set & (1 << a) != 0 {
            fixed += network.arcs[a].fixed_cost;
            model.row(
                "capacity",
                f64::NEG_INFINITY,
                network.arcs[a].capacity,
                terms,
            );
        }
    }
    let found = solve(&model, &Limits::default()).ok()?;
    Some(found.objective + fixed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_design_is_the_cheapest_of_all_sets_of_arcs(network in networks()) {
        let sets = (0..1_u32 << network.arcs.len()).filter_map(|set| cost_with(&network, set));
        let best = sets.fold(f64::INFINITY, f64::min);
        match design_network(&network, &Limits::default()) {
            Ok(found) => {
                prop_assert!(found.is_proved);
                prop_assert!((found.cost - best).abs() < 1e-6, "{} {best}", found.cost);
                // Each of the three is a bound on the next.
                prop_assert!(found.weak_relaxation <= found.strong_relaxation + 1e-7);
                prop_assert!(found.strong_relaxation <= found.cost + 1e-7);
                prop_assert!(found.start_cost >= found.cost - 1e-7);
            }
            Err(_) => prop_assert!(best.is_infinite(), "{best}"),
        }
    }
}
