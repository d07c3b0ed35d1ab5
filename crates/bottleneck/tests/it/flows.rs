use kervan_bottleneck::concurrent_flow::{
    Arc, Commodity, FlowError, Network, concurrent_flow, maximum_flow, maximum_throughput,
};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;

fn arc(from: usize, to: usize, capacity: f64) -> Arc {
    Arc { from, to, capacity }
}

fn commodity(origin: usize, destination: usize, demand: f64) -> Commodity {
    Commodity {
        origin,
        destination,
        demand,
    }
}

#[test]
fn in_series_the_least_capacity_binds_in_parallel_they_add_up() {
    let network = Network {
        nodes: 3,
        arcs: vec![arc(0, 1, 4.0), arc(1, 2, 3.0), arc(1, 2, 2.0)],
    };
    let found = concurrent_flow(&network, &[commodity(0, 2, 2.0)]).unwrap();
    // 4 of 2 asked for; one more of the first arc would carry half a demand more.
    assert!((found.factor - 2.0).abs() < 1e-12);
    assert_eq!(found.bottleneck(), [0]);
    assert!((found.prices[0] - 0.5).abs() < 1e-12);
    assert!((found.flows[0] - 4.0).abs() < 1e-12);
    assert!((maximum_flow(&network, 0, 2).unwrap() - 4.0).abs() < 1e-12);
}

#[test]
fn ways_that_do_not_exist_or_have_no_limit_are_answers_not_riddles() {
    let network = Network {
        nodes: 4,
        arcs: vec![arc(0, 1, 0.0), arc(1, 2, f64::INFINITY), arc(2, 2, 1.0)],
    };
    let away = concurrent_flow(&network, &[commodity(1, 2, 1.0), commodity(0, 3, 1.0)]).unwrap();
    assert_eq!((away.factor, away.cut_off), (0.0, vec![1]));
    // A way of no capacity is a way: it is worth something to widen it.
    let closed = concurrent_flow(&network, &[commodity(0, 2, 2.0)]).unwrap();
    assert_eq!((closed.factor, closed.cut_off.len()), (0.0, 0));
    assert_eq!(closed.bottleneck(), [0]);
    let none = [commodity(0, 2, 0.0), commodity(1, 1, 5.0)];
    assert_eq!(concurrent_flow(&network, &none), Err(FlowError::NoDemand));
    assert_eq!(maximum_throughput(&network, &none), Ok(5.0));
    let free = [commodity(1, 2, 1.0)];
    assert_eq!(concurrent_flow(&network, &free), Err(FlowError::Unlimited));
    let bad = Network {
        nodes: 1,
        arcs: vec![arc(0, 7, -1.0)],
    };
    let Err(FlowError::Malformed(faults)) = concurrent_flow(&bad, &[commodity(0, 3, f64::NAN)])
    else {
        panic!("it is not sound");
    };
    assert_eq!(faults.len(), 4, "{faults:?}");
}

fn networks() -> impl Strategy<Value = Vec<(usize, usize, u8)>> {
    proptest::collection::vec((0..6_usize, 0..6_usize, 0..9_u8), 1..16)
}

fn network(arcs: &[(usize, usize, u8)]) -> Network {
    let arcs = arcs
        .iter()
        .map(|(from, to, most)| arc(*from, *to, f64::from(*most)));
    Network {
        nodes: 6,
        arcs: arcs.collect(),
    }
}

/// All ways from a node to another that pass no node twice, as lists of arcs.
fn ways(network: &Network, from: usize, to: usize) -> Vec<Vec<usize>> {
    fn walk(
        network: &Network,
        at: usize,
        to: usize,
        passed: &mut Vec<usize>,
        way: &mut Vec<usize>,
        found: &mut Vec<Vec<usize>>,
    ) {
        if at == to {
            found.push(way.clone());
            return;
        }
        for (position, arc) in network.arcs.iter().enumerate() {
            if arc.from == at && !passed.contains(&arc.to) {
                passed.push(arc.to);
                way.push(position);
                walk(network, arc.to, to, passed, way, found);
                way.pop();
                passed.pop();
            }
        }
    }
    let mut found = Vec::new();
    walk(
        network,
        from,
        to,
        &mut vec![from],
        &mut Vec::new(),
        &mut found,
    );
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_most_that_flows_is_the_least_cut_and_what_another_library_finds(arcs in networks()) {
        let network = network(&arcs);
        let found = maximum_flow(&network, 0, 5).unwrap();
        let cut = (0..16_usize).map(|side| {
            let inside = |node: usize| node == 0 || node < 5 && side & (1 << (node - 1)) != 0;
            let cut = network.arcs.iter().filter(|arc| inside(arc.from) && !inside(arc.to));
            cut.map(|arc| arc.capacity).sum::<f64>()
        });
        let least = cut.fold(f64::INFINITY, f64::min);
        prop_assert!((found - least).abs() < 1e-9, "{found} {least}");
        let mut graph = petgraph::graph::DiGraph::<(), u32>::new();
        let nodes: Vec<_> = (0..6).map(|_| graph.add_node(())).collect();
        for (from, to, most) in &arcs {
            graph.add_edge(nodes[*from], nodes[*to], u32::from(*most));
        }
        let (other, _) = petgraph::algo::ford_fulkerson(&graph, nodes[0], nodes[5]);
        prop_assert!((found - f64::from(other)).abs() < 1e-9);
    }

    /// Another programme, an amount on each way instead of each arc, in another solver.
    #[test]
    fn amounts_on_ways_give_the_same_factor_and_throughput(
        arcs in networks(),
        demands in proptest::collection::vec((0..6_usize, 0..6_usize, 1..6_u8), 1..4),
    ) {
        let network = network(&arcs);
        let commodities: Vec<_> = demands
            .iter()
            .map(|(from, to, demand)| commodity(*from, *to, f64::from(*demand)))
            .filter(|one| one.origin != one.destination)
            .collect();
        prop_assume!(!commodities.is_empty());
        for together in [true, false] {
            let mut problem = Problem::new(OptimizationDirection::Maximize);
            let factor = problem.add_var(if together { 1.0 } else { 0.0 }, (0.0, 1e6));
            let mut load: Vec<Vec<_>> = vec![Vec::new(); network.arcs.len()];
            for one in &commodities {
                let mut carried = Vec::new();
                for way in ways(&network, one.origin, one.destination) {
                    let amount = problem.add_var(if together { 0.0 } else { 1.0 }, (0.0, 1e6));
                    way.iter().for_each(|arc| load[*arc].push((amount, 1.0)));
                    carried.push((amount, 1.0));
                }
                if together {
                    carried.push((factor, -one.demand));
                    problem.add_constraint(&carried[..], ComparisonOp::Eq, 0.0);
                } else if !carried.is_empty() {
                    problem.add_constraint(&carried[..], ComparisonOp::Le, one.demand);
                }
            }
            for (arc, load) in network.arcs.iter().zip(&load).filter(|(_, load)| !load.is_empty()) {
                problem.add_constraint(&load[..], ComparisonOp::Le, arc.capacity);
            }
            let by_ways = problem.solve().unwrap().into_solution().unwrap().objective();
            if !together {
                let found = maximum_throughput(&network, &commodities).unwrap();
                prop_assert!((found - by_ways).abs() < 1e-7, "{found} {by_ways}");
                continue;
            }
            let found = concurrent_flow(&network, &commodities).unwrap();
            prop_assert!((found.factor - by_ways).abs() < 1e-7, "{} {by_ways}", found.factor);
            // Flows keep capacities; the priced arcs are a bottleneck.
            for (arc, flow) in network.arcs.iter().zip(&found.flows) {
                prop_assert!(*flow <= arc.capacity + 1e-9);
            }
            if found.factor > 0.0 {
                let mut less = network.clone();
                for at in found.bottleneck() {
                    less.arcs[at].capacity *= 0.99;
                }
                let less = concurrent_flow(&less, &commodities).unwrap().factor;
                prop_assert!((less / found.factor - 0.99).abs() < 1e-9);
            }
        }
    }
}
