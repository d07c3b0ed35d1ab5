//! H. M. Wagner and T. M. Whitin, Management Science 5 (1958) 89-96: twelve months of demand, a
//! setup cost in each, 1 a unit and month for what is kept. The published optimum is 864.

use kervan_plan::{Carrying, Lift, Measure, Period, Problem, optimise};
use kervan_solver::{Limits, Model};

const DEMAND: [f64; 12] = [69., 29., 36., 61., 61., 26., 34., 67., 45., 67., 79., 56.];
const SETUP: [f64; 12] = [
    85., 102., 102., 101., 98., 114., 105., 86., 119., 110., 98., 114.,
];

#[test]
fn lots_of_wagner_and_whitin_cost_864() {
    let mut model = Model::minimise();
    let none = f64::NEG_INFINITY;
    let (mut lifts, mut kept) = (Vec::new(), None);
    for (month, demand) in DEMAND.iter().enumerate() {
        let left: f64 = DEMAND[month..].iter().sum();
        let made = model.column(format!("made[{month}]"), 0.0, f64::INFINITY, 0.0);
        let stock = model.column(format!("kept[{month}]"), 0.0, f64::INFINITY, 1.0);
        let mut terms = vec![(made, 1.0), (stock, -1.0)];
        terms.extend(kept.map(|stock| (stock, 1.0)));
        model.row(format!("balance[{month}]"), *demand, *demand, terms);
        let row = model.row(format!("setup[{month}]"), none, 0.0, [(made, 1.0)]);
        lifts.push(Lift {
            row,
            measure: month,
            by: left,
        });
        kept = Some(stock);
    }
    let problem = Problem {
        periods: vec![Period::now("1958")],
        measures: SETUP
            .iter()
            .enumerate()
            .map(|(at, cost)| Measure::of(format!("{at}"), *cost))
            .collect(),
        carrying: vec![Carrying {
            model,
            lifts,
            ..Carrying::default()
        }],
        ..Problem::default()
    };
    let choice = optimise(&problem, &Limits::default()).unwrap();
    assert!((choice.cost - 864.0).abs() < 1e-6, "{}", choice.cost);
    assert!(choice.is_proved);
}
