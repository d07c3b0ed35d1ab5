//! The plan equals the best of all plans, looked at one by one.

use kervan_plan::{
    Apart, Plan, PlanError, Problem, carry, conflict, judge, one_at_a_time, optimise, pool,
};
use kervan_solver::Limits;
use proptest::prelude::*;

use crate::network::Small;

fn smalls() -> impl Strategy<Value = Small> {
    // Two ways from 0 to 3: over 1 and 2, and over 4; projects of all sizes and building times.
    let ends = [(0, 1), (1, 2), (2, 3), (0, 4), (4, 3), (1, 4)];
    let capacities = prop::collection::vec(1..8_u32, ends.len());
    let projects = prop::collection::vec((0..ends.len(), 1..8_u32, 1..40_u32, 0..2_usize), 1..5);
    let demands = (4..14_u32, 0..5_u32);
    let budget = prop::option::of(20..60_u32);
    let more = (1..4_usize, 1..3_u32, prop::option::of(8..15_u32));
    (capacities, projects, demands, budget, more).prop_map(
        move |(capacities, projects, (through, short), budget, (periods, most, future))| Small {
            arcs: ends
                .iter()
                .zip(capacities)
                .map(|((from, to), most)| (*from, *to, f64::from(most)))
                .collect(),
            demands: vec![(0, 3, f64::from(through)), (1, 3, f64::from(short))],
            projects: projects
                .into_iter()
                .map(|(arc, adds, cost, build)| (arc, f64::from(adds), f64::from(cost), build))
                .collect(),
            growth: (0..periods).map(|at| 0.5 + 0.25 * at as f64).collect(),
            budget: budget.map(f64::from),
            // Two of each are tried where there are few plans.
            most: if periods < 3 { most } else { 1 },
            future: future.map(|tenths| f64::from(tenths) / 10.0),
        },
    )
}

/// All plans that carry everything within the budget, with their costs, cheapest first.
fn all(problem: &Problem) -> Vec<(f64, Plan)> {
    let mut plans = vec![Plan::default()];
    for _ in &problem.measures {
        let rows = rows_of(problem.periods.len(), problem.measures[0].most);
        let choices = |plan: Plan| {
            rows.clone().into_iter().map(move |row| {
                let mut plan = plan.clone();
                plan.started.push(row);
                plan
            })
        };
        plans = plans.into_iter().flat_map(choices).collect();
    }
    let mut sound: Vec<(f64, Plan)> = Vec::new();
    for plan in plans {
        let carried = carry(problem, &plan).unwrap();
        let flows: Vec<_> = carried.iter().map(|row| row.flows.clone()).collect();
        let judged = judge(problem, &plan, &flows);
        let mut of = carried.iter().zip(&problem.carrying);
        let is_carried = of.all(|(row, asked)| !asked.must_carry || row.unserved < 1e-7);
        // The checker sees what is not carried too.
        assert_eq!(
            judged.faults.is_empty(),
            is_carried && keeps_budget(problem, &plan)
        );
        if judged.faults.is_empty() {
            sound.push((judged.cost, plan));
        }
    }
    sound.sort_by(|a, b| a.0.total_cmp(&b.0));
    sound
}

/// All ways to start up to so many of a measure in so many periods.
fn rows_of(periods: usize, most: u32) -> Vec<Vec<u32>> {
    let mut rows = vec![Vec::new()];
    for _ in 0..periods {
        let longer = |row: Vec<u32>| {
            let left = most - row.iter().sum::<u32>();
            (0..=left).map(move |many| [row.clone(), vec![many]].concat())
        };
        rows = rows.into_iter().flat_map(longer).collect();
    }
    rows
}

fn keeps_budget(problem: &Problem, plan: &Plan) -> bool {
    (0..problem.periods.len()).all(|at| {
        let rows = problem.measures.iter().zip(&plan.started);
        let spent: f64 = rows.map(|(row, many)| f64::from(many[at]) * row.cost).sum();
        problem.purses[0]
            .limit(at)
            .is_none_or(|budget| spent <= budget)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_plan_is_the_best_of_all(small in smalls()) {
        let problem = small.problem();
        let all = all(&problem);
        match optimise(&problem, &Limits::default()) {
            Ok(choice) => {
                prop_assert!(choice.is_proved);
                prop_assert!((choice.cost - all[0].0).abs() < 1e-6, "{} {}", choice.cost, all[0].0);
                // One bottleneck at a time is never cheaper, where it gets there at all.
                let mut aimed = problem.clone();
                aimed.carrying.retain(|row| row.must_carry);
                let greedy = one_at_a_time(&aimed).unwrap();
                if small.future.is_none() && greedy.unserved.iter().all(|left| *left < 1e-6) {
                    prop_assert!(greedy.cost > choice.cost - 1e-6);
                }
                prop_assert!(conflict(&problem, &Limits::default()).unwrap().is_none());
            }
            Err(PlanError::Infeasible) => {
                prop_assert!(all.is_empty());
                let found = conflict(&problem, &Limits::default()).unwrap().unwrap();
                // None of the limits can be left out, and without any one of them there is a plan.
                for at in &found.carrying {
                    let mut without = only(&problem, &found);
                    let of = without.carrying.iter_mut();
                    for row in of.filter(|row| row.period == *at) {
                        row.must_carry = false;
                    }
                    prop_assert!(optimise(&without, &Limits::default()).is_ok());
                }
                prop_assert!(optimise(&only(&problem, &found), &Limits::default()).is_err());
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    #[test]
    fn the_pool_is_the_best_plans_in_order(small in smalls()) {
        let problem = small.problem();
        let all = all(&problem);
        prop_assume!(!all.is_empty());
        let any = pool(&problem, 3, Apart::AnyStart, &Limits::default()).unwrap();
        prop_assert_eq!(any.len(), all.len().min(3));
        for (choice, (cost, _)) in any.iter().zip(&all) {
            prop_assert!((choice.cost - cost).abs() < 1e-6);
        }
        for apart in [Apart::LeavesOut, Apart::DoesLess] {
            let pool = pool(&problem, 3, apart, &Limits::default()).unwrap();
            let mut taken: Vec<&Plan> = Vec::new();
            for choice in &pool {
                // The cheapest that does not do all that one before it did.
                let adds = |plan: &Plan, before: &Plan| match apart {
                    Apart::DoesLess => {
                        let mut all = 0..problem.measures.len();
                        all.all(|at| plan.count(at) >= before.count(at))
                    }
                    _ => {
                        let both = plan.started.iter().flatten();
                        let mut both = both.zip(before.started.iter().flatten());
                        both.all(|(now, then)| now >= then)
                    }
                };
                let is_new = |plan: &Plan| !taken.iter().any(|before| adds(plan, before));
                let next = all.iter().find(|(_, plan)| is_new(plan));
                prop_assert!((choice.cost - next.unwrap().0).abs() < 1e-6);
                taken.push(&choice.plan);
            }
        }
    }
}

/// The problem with no other limits than those of a conflict.
fn only(problem: &Problem, found: &kervan_plan::Conflict) -> Problem {
    let mut only = problem.clone();
    for (at, budget) in only.purses[0].budget.iter_mut().enumerate() {
        if !found.budgets.contains(&(0, at)) {
            *budget = None;
        }
    }
    for row in only.carrying.iter_mut().filter(|row| row.must_carry) {
        row.must_carry = found.carrying.contains(&row.period);
    }
    only
}
