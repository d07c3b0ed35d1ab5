use kervan_resilience::reliability::{
    Edge, FailingNetwork, ReliabilityError, Sampled, reliability, sampled_reliability,
};
use proptest::prelude::*;

fn edge(from: usize, to: usize, up: f64) -> Edge {
    Edge {
        from,
        to,
        up,
        is_one_way: false,
    }
}

fn network(nodes: usize, edges: &[(usize, usize)], up: f64) -> FailingNetwork {
    let edges = edges
        .iter()
        .map(|(from, to)| edge(*from, *to, up))
        .collect();
    FailingNetwork { nodes, edges }
}

/// Adds up the chances of all outcomes in which the first terminal reaches the others.
fn by_every_outcome(network: &FailingNetwork, terminals: &[usize]) -> f64 {
    let mut sum = 0.0;
    for outcome in 0..1_u32 << network.edges.len() {
        let (mut chance, mut reached) = (1.0, vec![false; network.nodes]);
        reached[terminals[0]] = true;
        let works = |at: usize| outcome & (1 << at) != 0;
        for (at, edge) in network.edges.iter().enumerate() {
            chance *= if works(at) { edge.up } else { 1.0 - edge.up };
        }
        for _ in 0..network.nodes {
            for (_, edge) in network
                .edges
                .iter()
                .enumerate()
                .filter(|(at, _)| works(*at))
            {
                if reached[edge.from] {
                    reached[edge.to] = true;
                }
                if !edge.is_one_way && reached[edge.to] {
                    reached[edge.from] = true;
                }
            }
        }
        if terminals.iter().all(|node| reached[*node]) {
            sum += chance;
        }
    }
    sum
}

#[test]
fn the_bridge_follows_its_polynomial() {
    // Moore and Shannon 1956: 2 p^2 + 2 p^3 - 5 p^4 + 2 p^5.
    for p in [0.0, 0.1, 0.5, 0.9, 1.0_f64] {
        let edges = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)];
        let found = reliability(&network(4, &edges, p), &[0, 3]).unwrap();
        let known = 2.0 * p.powi(2) + 2.0 * p.powi(3) - 5.0 * p.powi(4) + 2.0 * p.powi(5);
        assert!((found - known).abs() < 1e-12, "{found} {known}");
    }
}

#[test]
fn complete_graphs_stay_joined_as_gilbert_says() {
    // Gilbert 1959: A(n) = 1 - sum over k < n of C(n-1, k-1) A(k) q^(k (n-k)).
    let q = 0.4_f64;
    let mut known = vec![0.0, 1.0];
    for n in 2..9_usize {
        let mut choose = 1.0;
        let mut parted = 0.0;
        for (k, known) in known.iter().enumerate().skip(1) {
            parted += choose * known * q.powi((k * (n - k)) as i32);
            choose *= (n - k) as f64 / k as f64;
        }
        known.push(1.0 - parted);
        let edges: Vec<_> = (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        let all: Vec<usize> = (0..n).collect();
        let found = reliability(&network(n, &edges, 1.0 - q), &all).unwrap();
        assert!(
            (found - known[n]).abs() < 1e-12,
            "{n}: {found} {}",
            known[n]
        );
    }
}

#[test]
fn a_long_ladder_is_no_harder_than_its_width() {
    // 60 rungs, all 120 nodes are to stay joined. Up to a rung the nodes are all joined, or in two
    // parts with an end of the rung in each; anything else is lost. Both sides go on with p p: what
    // was joined stays so, two parts are joined by the rung or stay two. One side goes on with
    // 2 p q: from all joined, the rung joins the new end or leaves it a part of its own.
    let (p, q, rungs) = (0.9_f64, 0.1_f64, 60);
    let (mut joined, mut two) = (p, q);
    for _ in 1..rungs {
        let (both, one) = (p * p, 2.0 * p * q);
        (joined, two) = (
            joined * (both + one * p) + two * both * p,
            joined * one * q + two * both * q,
        );
    }
    let mut edges = Vec::new();
    for rung in 0..rungs {
        edges.push((2 * rung, 2 * rung + 1));
        if rung > 0 {
            edges.push((2 * rung - 2, 2 * rung));
            edges.push((2 * rung - 1, 2 * rung + 1));
        }
    }
    let all: Vec<usize> = (0..2 * rungs).collect();
    let found = reliability(&network(2 * rungs, &edges, p), &all).unwrap();
    assert!((found / joined - 1.0).abs() < 1e-12, "{found} {joined}");
}

#[test]
fn what_is_always_or_never_joined_is_certain() {
    let apart = network(3, &[(0, 1)], 0.5);
    assert_eq!(reliability(&apart, &[0, 2]), Ok(0.0));
    assert_eq!(reliability(&apart, &[1]), Ok(1.0));
    assert_eq!(reliability(&apart, &[]), Ok(1.0));
    assert_eq!(reliability(&apart, &[1, 1]), Ok(1.0));
    let loops = network(2, &[(0, 0), (0, 1), (1, 0)], 0.5);
    assert_eq!(reliability(&loops, &[0, 1]), Ok(0.75));
    let mut one_way = loops.clone();
    one_way
        .edges
        .iter_mut()
        .for_each(|edge| edge.is_one_way = true);
    assert_eq!(reliability(&one_way, &[0, 1]), Ok(0.5));
}

#[test]
fn every_fault_is_named_and_too_much_is_refused() {
    let mut bad = network(2, &[(0, 5)], 1.5);
    bad.edges.push(edge(0, 1, f64::NAN));
    let Err(ReliabilityError::Malformed(faults)) = reliability(&bad, &[0, 9]) else {
        panic!("it is not sound");
    };
    assert_eq!(faults.len(), 4, "{faults:?}");
    let edges: Vec<_> = (0..30).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let all: Vec<usize> = (0..30).collect();
    let wide = reliability(&network(30, &edges, 0.2), &all);
    assert!(matches!(wide, Err(ReliabilityError::TooWide { .. })));
}

#[test]
fn exact_intervals_are_those_of_the_tables() {
    // Clopper and Pearson: none of 10 gives 0 to 1 - 0.025^(1/10); 5 of 10 gives 0.1871 to 0.8129.
    let none = Sampled {
        joined: 0,
        samples: 10,
    }
    .interval(0.95);
    assert_eq!(none[0], 0.0);
    assert!((none[1] - (1.0 - 0.025_f64.powf(0.1))).abs() < 1e-9);
    let half = Sampled {
        joined: 5,
        samples: 10,
    }
    .interval(0.95);
    assert!(
        (half[0] - 0.1871).abs() < 1e-4 && (half[1] - 0.8129).abs() < 1e-4,
        "{half:?}"
    );
}

#[test]
fn samples_cover_the_exact_chance() {
    // 40 networks with intervals of 99 %: more than 4 misses have a chance below 0.1 %.
    let edges = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)];
    let network = network(4, &edges, 0.7);
    let exact = reliability(&network, &[0, 3]).unwrap();
    let misses = (0..40).filter(|replication| {
        let sampled = sampled_reliability(&network, &[0, 3], 20_000, 1, *replication).unwrap();
        let [low, high] = sampled.interval(0.99);
        !(low..=high).contains(&exact)
    });
    assert!(misses.count() <= 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn the_states_add_up_to_every_outcome(
        edges in proptest::collection::vec((0..6_usize, 0..6_usize, 0..11_u8, any::<bool>()), 0..13),
        terminals in proptest::collection::vec(0..6_usize, 1..6),
        directions in 0..3_u8,
    ) {
        let edges = edges.into_iter().map(|(from, to, tenths, is_one_way)| Edge {
            from,
            to,
            up: f64::from(tenths) / 10.0,
            is_one_way: directions == 2 || directions == 1 && is_one_way,
        });
        let network = FailingNetwork { nodes: 6, edges: edges.collect() };
        let found = reliability(&network, &terminals).unwrap();
        let known = by_every_outcome(&network, &terminals);
        prop_assert!((found - known).abs() < 1e-12, "{found} {known}");
    }
}
