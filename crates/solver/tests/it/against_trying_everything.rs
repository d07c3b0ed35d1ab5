//! Small programmes of whole numbers, solved by trying every value.

use kervan_solver::{Limits, Model, SolveError, Status, solve};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn a_knapsack_with_two_limits_is_packed_at_best(
        worths in proptest::collection::vec((1..30_u32, 1..20_u32, 1..20_u32), 1..11),
        rooms in (5..60_u32, 5..60_u32),
        start in any::<u16>(),
    ) {
        let mut best = 0;
        for picked in 0..1_u32 << worths.len() {
            let of = |part: fn(&(u32, u32, u32)) -> u32| -> u32 {
                let picked = worths.iter().enumerate().filter(|(at, _)| picked & (1 << at) != 0);
                picked.map(|(_, one)| part(one)).sum()
            };
            if of(|one| one.1) <= rooms.0 && of(|one| one.2) <= rooms.1 {
                best = best.max(of(|one| one.0));
            }
        }
        let mut model = Model::maximise();
        let columns: Vec<_> = worths
            .iter()
            .map(|one| model.integer("one", 0.0, 1.0, f64::from(one.0)))
            .collect();
        let pairs = || columns.iter().zip(&worths);
        let none = f64::NEG_INFINITY;
        model.row("length", none, rooms.0.into(), pairs().map(|(col, one)| (*col, one.1.into())));
        model.row("mass", none, rooms.1.into(), pairs().map(|(col, one)| (*col, one.2.into())));
        // Any start does no harm, whether it keeps the rows or not.
        model.start_from((0..worths.len()).map(|at| f64::from(start >> at & 1)).collect());
        let solution = solve(&model, &Limits::default()).unwrap();
        prop_assert_eq!(solution.status, Status::Optimal);
        prop_assert!((solution.objective - f64::from(best)).abs() < 1e-9);
        prop_assert!(solution.gap() < 1e-6);
    }
}

/// Depots opened at a fixed cost, each customer served by one: 3 depots, 4 customers.
#[test]
fn depots_are_opened_at_least_cost() {
    let fixed = [10.0, 13.0, 7.0];
    let serving = [
        [2.0, 7.0, 9.0, 4.0],
        [5.0, 1.0, 3.0, 6.0],
        [8.0, 6.0, 2.0, 3.0],
    ];
    let mut best = f64::INFINITY;
    for open in 1..8_usize {
        let is_open = |depot: &usize| open & (1 << depot) != 0;
        let opening: f64 = (0..3).filter(is_open).map(|depot| fixed[depot]).sum();
        let cheapest = |customer: usize| {
            let costs = (0..3).filter(is_open).map(|depot| serving[depot][customer]);
            costs.fold(f64::INFINITY, f64::min)
        };
        best = best.min(opening + (0..4).map(cheapest).sum::<f64>());
    }
    let mut model = Model::minimise();
    let opens = fixed.map(|cost| model.integer("open", 0.0, 1.0, cost));
    for customer in 0..4_usize {
        let costs = serving.iter().map(|costs| costs[customer]);
        let served: Vec<_> = costs
            .map(|cost| model.column("serves", 0.0, 1.0, cost))
            .collect();
        model.row("served", 1.0, 1.0, served.iter().map(|col| (*col, 1.0)));
        for (col, open) in served.iter().zip(opens) {
            model.row(
                "only where open",
                f64::NEG_INFINITY,
                0.0,
                [(*col, 1.0), (open, -1.0)],
            );
        }
    }
    let solution = solve(&model, &Limits::default()).unwrap();
    assert!(
        (solution.objective - best).abs() < 1e-9,
        "{} {best}",
        solution.objective
    );
}

#[test]
fn a_limit_leaves_the_best_so_far_with_a_bound_or_says_that_there_is_none() {
    // A market split: hard to prove, so one node is not enough.
    let mut model = Model::minimise();
    let columns: Vec<_> = (0..30)
        .map(|_| model.integer("take", 0.0, 1.0, 0.0))
        .collect();
    for row in 0..4_u64 {
        let factor =
            |at: usize| f64::from(((at as u64 * 7919 + row * 104_729 + 13) * 31 % 97) as u32);
        let half = (0..30).map(factor).sum::<f64>() / 2.0;
        let over = model.column("over", 0.0, f64::INFINITY, 1.0);
        let under = model.column("under", 0.0, f64::INFINITY, 1.0);
        let terms = columns
            .iter()
            .enumerate()
            .map(|(at, col)| (*col, factor(at)));
        model.row(
            "split",
            half.floor(),
            half.floor(),
            terms.chain([(over, -1.0), (under, 1.0)]),
        );
    }
    let one = Limits {
        nodes: Some(1),
        ..Limits::default()
    };
    match solve(&model, &one) {
        Ok(solution) => assert!(solution.bound <= solution.objective + 1e-9),
        Err(error) => assert_eq!(error, SolveError::Stopped),
    }
    let twice = [(); 2].map(|()| {
        solve(&model, &one)
            .ok()
            .map(|solution| solution.objective.to_bits())
    });
    assert_eq!(twice[0], twice[1]);
}
