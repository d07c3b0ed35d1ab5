//! Equilibria against root finding, their own conditions, and each other.

use kervan_choice::{
    Demand, EquilibriumError, LinkTime, Paths, shares, stochastic_user_equilibrium,
    user_equilibrium,
};
use proptest::prelude::*;

fn bpr(free: f64, capacity: f64) -> LinkTime {
    LinkTime::bpr(free, 0.15, capacity, 4.0).expect("it is sound")
}

/// Two routes: one unknown, found by halving.
#[test]
fn two_routes_are_where_halving_finds_them() {
    let (one, two) = (bpr(10.0, 300.0), bpr(14.0, 500.0));
    let (demand, theta) = (900.0, 0.7);
    let excess = |flow: f64| {
        let by_time = (-theta * (one.at(flow) - two.at(demand - flow))).exp();
        demand * by_time / (1.0 + by_time) - flow
    };
    let (mut low, mut high) = (0.0, demand);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        match excess(middle) > 0.0 {
            true => low = middle,
            false => high = middle,
        }
    }
    let paths = Paths::parallel(vec![one.clone(), two.clone()], demand);
    let found = stochastic_user_equilibrium(&paths, theta, 1e-12).expect("there is one");
    assert!((found.flows[0][0] - low).abs() < 1e-8, "{found:?} {low}");
    assert!(found.steps < 20, "{}", found.steps);
}

/// Braess's network: with the short cut all take it, each in 92; without it, 83.
#[test]
fn the_paradox_of_braess() {
    let time = |text: &str| LinkTime::read(text).expect("it is a time");
    let links = ["10x + 0", "50 + x", "50 + x", "10x", "10 + x"]
        .map(time)
        .to_vec();
    let with = |paths: Vec<Vec<usize>>| Paths {
        links: links.clone(),
        demands: vec![Demand { amount: 6.0, paths }],
    };
    let without = user_equilibrium(&with(vec![vec![0, 1], vec![2, 3]]), 1e-12);
    let without = without.expect("there is one");
    assert!((without.times[0][0] - 83.0).abs() < 1e-6, "{without:?}");
    let all = vec![vec![0, 1], vec![2, 3], vec![0, 4, 3]];
    let found = user_equilibrium(&with(all), 1e-12).expect("there is one");
    for (time, flow) in found.times[0].iter().zip(&found.flows[0]) {
        assert!(
            (time - 92.0).abs() < 1e-5 && (flow - 2.0).abs() < 1e-5,
            "{found:?}"
        );
    }
}

#[test]
fn choosers_who_see_all_make_the_user_equilibrium() {
    let paths = Paths::parallel(vec![bpr(10.0, 2.0), bpr(20.0, 4.0), bpr(25.0, 3.0)], 12.0);
    let user = user_equilibrium(&paths, 1e-13).expect("there is one");
    let sharp = stochastic_user_equilibrium(&paths, 1e5, 1e-10).expect("there is one");
    for (one, two) in user.flows[0].iter().zip(&sharp.flows[0]) {
        assert!((one - two).abs() < 1e-3, "{user:?} {sharp:?}");
    }
}

#[test]
fn a_path_nobody_would_see_gets_nothing_and_breaks_nothing() {
    let paths = Paths::parallel(vec![bpr(10.0, 2.0), bpr(5000.0, 2.0)], 1.0);
    let found = stochastic_user_equilibrium(&paths, 5.0, 1e-12).expect("there is one");
    assert_eq!(found.flows[0], [1.0, 0.0]);
}

#[test]
fn a_network_that_cannot_be_is_refused() {
    let fault = |paths: &Paths| match stochastic_user_equilibrium(paths, 1.0, 1e-10) {
        Err(EquilibriumError::Network(text)) => text,
        other => panic!("{other:?}"),
    };
    let mut paths = Paths::parallel(vec![bpr(10.0, 2.0)], 1.0);
    paths.demands[0].paths[0] = vec![4];
    assert_eq!(
        fault(&paths),
        "a path of demand 1 names link 5, and there are 1"
    );
    paths.demands[0].amount = -1.0;
    assert_eq!(fault(&paths), "demand 1 is -1, not above 0");
    assert!(stochastic_user_equilibrium(&Paths::default(), 1.0, 1e-10).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// At the equilibrium the flows are those of the logit, on networks whose paths share links,
    /// and the objective of Fisk is no lower anywhere near.
    #[test]
    fn flows_are_what_the_logit_makes_of_their_times(
        free in prop::collection::vec(1.0..50.0f64, 6),
        capacity in prop::collection::vec(1.0..20.0f64, 6),
        amounts in prop::collection::vec(0.1..40.0f64, 2),
        theta in 0.01..20.0f64,
    ) {
        let links = free.iter().zip(&capacity).map(|(free, capacity)| bpr(*free, *capacity));
        let ways = [vec![vec![0, 1], vec![2, 3], vec![0, 4, 3]], vec![vec![1], vec![4, 5], vec![2, 5]]];
        let paths = Paths {
            links: links.collect(),
            demands: amounts
                .iter()
                .zip(ways)
                .map(|(amount, paths)| Demand { amount: *amount, paths })
                .collect(),
        };
        let found = stochastic_user_equilibrium(&paths, theta, 1e-10).expect("there is one");
        for ((flows, times), amount) in found.flows.iter().zip(&found.times).zip(&amounts) {
            prop_assert!((flows.iter().sum::<f64>() - amount).abs() < 1e-9 * amount);
            let utilities: Vec<f64> = times.iter().map(|time| -theta * time).collect();
            for (flow, share) in flows.iter().zip(shares(&utilities)) {
                prop_assert!((flow - amount * share).abs() < 1e-12 * amount);
            }
        }
        // The times are those of these flows.
        let mut on = vec![0.0; paths.links.len()];
        for (demand, flows) in paths.demands.iter().zip(&found.flows) {
            for (path, flow) in demand.paths.iter().zip(flows) {
                path.iter().for_each(|link| on[*link] += flow);
            }
        }
        for (one, two) in on.iter().zip(&found.links) {
            prop_assert!((one - two).abs() <= 1e-10 * (amounts[0] + amounts[1]));
        }
        let objective = |flows: &[Vec<f64>]| {
            let mut on = vec![0.0; paths.links.len()];
            for (demand, flows) in paths.demands.iter().zip(flows) {
                for (path, flow) in demand.paths.iter().zip(flows) {
                    path.iter().for_each(|link| on[*link] += flow);
                }
            }
            let areas: f64 = paths.links.iter().zip(&on).map(|(link, x)| link.area(*x)).sum();
            let flows = flows.iter().flatten().filter(|flow| **flow > 0.0);
            areas + flows.map(|flow| flow * flow.ln()).sum::<f64>() / theta
        };
        let least = objective(&found.flows);
        for (demand, from, to) in [(0, 0, 1), (0, 1, 2), (1, 2, 0), (1, 1, 2)] {
            let mut moved = found.flows.clone();
            let part = 0.1 * moved[demand][from];
            moved[demand][from] -= part;
            moved[demand][to] += part;
            prop_assert!(objective(&moved) >= least - 1e-9 * least.abs());
        }
    }
}
