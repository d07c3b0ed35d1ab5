//! The checker: what a plan costs and which limits it breaks, by arithmetic alone.

use crate::plan::Plan;
use crate::problem::{Carrying, Problem};

/// What a limit may be broken by, as a share of it: more than rounding of the solver.
const TOLERANCE: f64 = 1e-6;

/// What the checker says of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Cost of all, discounted.
    pub cost: f64,
    /// Every limit that is broken, in words; none for a sound plan.
    pub faults: Vec<String>,
}

/// Judges a plan with the flows of each carrying; asks no solver.
pub fn judge(problem: &Problem, plan: &Plan, flows: &[Vec<f64>]) -> Judgement {
    let mut faults = Vec::new();
    if !plan.is_of(problem) || flows.len() != problem.carrying.len() {
        let faults = vec!["the plan is one of another problem".to_owned()];
        let cost = f64::NAN;
        return Judgement { cost, faults };
    }
    for (at, row) in problem.measures.iter().enumerate() {
        let id = &row.id;
        for (period, many) in plan.started[at].iter().enumerate() {
            if *many > 0 && !problem.starts(at).contains(&period) {
                faults.push(format!("`{id}` may not be started in period {period}"));
            }
            if *many == 0 {
                continue;
            }
            for needed in &row.needs {
                if plan.started_by(*needed, period) == 0 {
                    let needed = &problem.measures[*needed].id;
                    faults.push(format!("`{id}` is started without `{needed}`"));
                }
            }
        }
        let count = plan.count(at);
        if count == 0 && row.is_decided && !problem.starts(at).is_empty() {
            faults.push(format!("`{id}` is decided and is not done"));
        }
        if count > row.most {
            faults.push(format!("`{id}` is done {count} times, of {}", row.most));
        }
        for other in row.excludes.iter().filter(|_| count > 0) {
            if plan.count(*other) > 0 {
                let other = &problem.measures[*other].id;
                faults.push(format!("`{id}` and `{other}` exclude each other"));
            }
        }
    }
    for purse in &problem.purses {
        for (at, period) in problem.periods.iter().enumerate() {
            let spent = plan.paid(problem, at, |measure| purse.part(measure));
            if let Some(budget) = purse.limit(at)
                && spent > budget + TOLERANCE * budget.max(1.0)
            {
                let (name, year) = (&purse.name, &period.name);
                faults.push(format!("{name} spends {spent} in {year}, of {budget}"));
            }
        }
    }
    let mut cost = plan.cost_of_measures(problem);
    for (row, values) in problem.carrying.iter().zip(flows) {
        let period = &problem.periods[row.period];
        let broken = with_plan(problem, row, plan).broken(values, TOLERANCE);
        faults.extend(
            broken
                .into_iter()
                .map(|text| format!("{}: {text}", period.name)),
        );
        cost += period.discount * row.weight * row.model.objective_at(values);
    }
    Judgement { cost, faults }
}

/// The model of a carrying with the measures that a plan has in service in its period.
pub(crate) fn with_plan(problem: &Problem, row: &Carrying, plan: &Plan) -> kervan_solver::Model {
    let mut model = row.model.clone();
    for lift in &row.lifts {
        let many = plan.serving(problem, lift.measure, row.period);
        if many > 0 {
            model.raise(lift.row, lift.by * f64::from(many));
        }
    }
    if row.must_carry {
        for col in &row.unserved {
            model.set_bounds(*col, 0.0, 0.0);
        }
    }
    model
}
