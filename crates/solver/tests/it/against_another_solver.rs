//! Random small programmes, solved by `microlp` too.

use kervan_solver::{Limits, Model, SolveError, solve};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;

/// Coefficients of 4 columns, sense, bound.
type RowOf = (Vec<i8>, u8, i8);

/// Costs of 4 columns, rows, and whether some columns are whole numbers.
fn programmes() -> impl Strategy<Value = (Vec<i8>, Vec<RowOf>, bool)> {
    let row = (
        proptest::collection::vec(-5..=5_i8, 4),
        0..3_u8,
        -10..=10_i8,
    );
    let rows = proptest::collection::vec(row, 1..6);
    (proptest::collection::vec(-5..=5_i8, 4), rows, any::<bool>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn both_find_the_same_objective((costs, rows, whole) in programmes()) {
        let mut ours = Model::maximise();
        let mut theirs = Problem::new(OptimizationDirection::Maximize);
        let mut columns = Vec::new();
        for (at, cost) in costs.iter().enumerate() {
            let cost = f64::from(*cost);
            // The first two are whole numbers, if any are.
            columns.push(if whole && at < 2 {
                (ours.integer("n", 0.0, 20.0, cost), theirs.add_integer_var(cost, (0, 20)))
            } else {
                (ours.column("x", 0.0, 20.0, cost), theirs.add_var(cost, (0.0, 20.0)))
            });
        }
        for (factors, sense, bound) in &rows {
            let bound = f64::from(*bound);
            let terms: Vec<_> = columns
                .iter()
                .zip(factors)
                .map(|((ours, theirs), factor)| (*ours, *theirs, f64::from(*factor)))
                .collect();
            let (low, high, op) = match sense {
                0 => (f64::NEG_INFINITY, bound, ComparisonOp::Le),
                1 => (bound, f64::INFINITY, ComparisonOp::Ge),
                _ => (bound, bound, ComparisonOp::Eq),
            };
            ours.row("row", low, high, terms.iter().map(|(ours, _, factor)| (*ours, *factor)));
            let terms: Vec<_> = terms.iter().map(|(_, theirs, factor)| (*theirs, *factor)).collect();
            theirs.add_constraint(&terms[..], op, bound);
        }
        let theirs = theirs.solve().map(|solved| solved.into_solution().map(|solution| solution.objective()));
        match (solve(&ours, &Limits::default()), theirs) {
            (Ok(ours), Ok(Ok(theirs))) => {
                prop_assert!((ours.objective - theirs).abs() < 1e-6, "{} {theirs}", ours.objective);
            }
            (Err(SolveError::Infeasible), Err(microlp::Error::Infeasible)) => {}
            (ours, _) => prop_assert!(false, "{ours:?}"),
        }
    }
}
