//! Programmes solved by hand, and those that have no solution.

use kervan_solver::{Limits, Model, SolveError, Status, solve};

const FREE: f64 = f64::INFINITY;

#[test]
fn prices_say_what_a_unit_of_each_bound_is_worth() {
    // Least cost of a diet: 2 a + 3 b with a + b >= 10 and a <= 6. So a = 6, b = 4, 24.
    // One more unit of food costs 3; one more of `a` allowed saves 1; the row `spare` is idle.
    let mut model = Model::minimise();
    let a = model.column("a", 0.0, 6.0, 2.0);
    let b = model.column("b", 0.0, FREE, 3.0);
    let food = model.row("food", 10.0, FREE, [(a, 1.0), (b, 1.0)]);
    let spare = model.row("spare", -FREE, 100.0, [(b, 1.0)]);
    let solution = solve(&model, &Limits::default()).unwrap();
    assert_eq!(solution.status, Status::Optimal);
    for (found, by_hand) in [
        (solution.objective, 24.0),
        (solution.bound, 24.0),
        (solution.value(a), 6.0),
        (solution.value(b), 4.0),
        (solution.price(food), 3.0),
        (solution.price(spare), 0.0),
        (solution.reduced_cost(a), -1.0),
    ] {
        assert!((found - by_hand).abs() < 1e-9, "{found}, by hand {by_hand}");
    }
}

#[test]
fn terms_of_the_same_column_are_added_up() {
    let mut model = Model::maximise();
    let a = model.column("a", 0.0, FREE, 1.0);
    model.row("twice", -FREE, 6.0, [(a, 1.0), (a, 1.0)]);
    let solution = solve(&model, &Limits::default()).unwrap();
    assert!((solution.value(a) - 3.0).abs() < 1e-9);
}

#[test]
fn what_has_no_solution_says_why() {
    let mut model = Model::maximise();
    let a = model.column("a", 0.0, FREE, 1.0);
    model.row("floor", 1.0, FREE, [(a, 1.0)]);
    let found = solve(&model, &Limits::default()).unwrap_err();
    assert!(matches!(
        found,
        SolveError::Unbounded | SolveError::InfeasibleOrUnbounded
    ));
    model.row("ceiling", -FREE, 0.5, [(a, 1.0)]);
    let found = solve(&model, &Limits::default()).unwrap_err();
    assert_eq!(found, SolveError::Infeasible);
}

#[test]
fn every_fault_of_a_model_is_named_at_once() {
    let mut model = Model::maximise();
    let a = model.column("a", 2.0, 1.0, f64::NAN);
    model.row("r", f64::NAN, 1.0, [(a, FREE)]);
    model.start_from(vec![1.0, 2.0]);
    match solve(&model, &Limits::default()) {
        Err(SolveError::Malformed(faults)) => assert_eq!(faults.len(), 5, "{faults:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_model_without_columns_holds_or_not() {
    let mut model = Model::minimise();
    model.row("zero", -1.0, 1.0, []);
    assert_eq!(solve(&model, &Limits::default()).unwrap().objective, 0.0);
    model.row("one", 1.0, FREE, []);
    assert_eq!(
        solve(&model, &Limits::default()).unwrap_err(),
        SolveError::Infeasible
    );
}

#[test]
fn threads_that_solve_at_once_get_the_same_bits() {
    let solved = || {
        let mut model = Model::maximise();
        let columns: Vec<_> = (0..30)
            .map(|at| model.integer(format!("c{at}"), 0.0, 3.0, 7.0 + f64::from(at % 5)))
            .collect();
        for row in 0..12_u32 {
            let terms = columns.iter().enumerate();
            let terms = terms.map(|(at, col)| (*col, f64::from((at as u32 * 7 + row * 3) % 11)));
            model.row("room", -FREE, 100.0 + f64::from(row), terms);
        }
        let solution = solve(&model, &Limits::default()).unwrap();
        solution
            .values
            .iter()
            .map(|value| value.to_bits())
            .collect::<Vec<_>>()
    };
    let first = solved();
    let others: Vec<_> = (0..4).map(|_| std::thread::spawn(solved)).collect();
    for other in others {
        assert_eq!(other.join().unwrap(), first);
    }
}
