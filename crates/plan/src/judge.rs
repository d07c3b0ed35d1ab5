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
    if plan.starts.len() != problem.measures.len() || flows.len() != problem.carrying.len() {
        let faults = vec!["the plan is one of another problem".to_owned()];
        let cost = f64::NAN;
        return Judgement { cost, faults };
    }
    for (at, start) in plan.starts.iter().enumerate() {
        let id = &problem.measures[at].id;
        match start {
            Some(start) if !problem.starts(at).contains(start) => {
                faults.push(format!("`{id}` may not be started in period {start}"));
            }
            None if problem.measures[at].is_decided => {
                faults.push(format!("`{id}` is decided and is not done"));
            }
            _ => {}
        }
        let Some(start) = start else { continue };
        for needed in &problem.measures[at].needs {
            if plan.starts[*needed].is_none_or(|other| other > *start) {
                let needed = &problem.measures[*needed].id;
                faults.push(format!("`{id}` is started without `{needed}`"));
            }
        }
        for other in &problem.measures[at].excludes {
            if plan.starts[*other].is_some() {
                let other = &problem.measures[*other].id;
                faults.push(format!("`{id}` and `{other}` exclude each other"));
            }
        }
    }
    for (at, period) in problem.periods.iter().enumerate() {
        let measures = problem.measures.iter().zip(&plan.starts);
        let spent: f64 = measures
            .filter(|(row, start)| **start == Some(at) && !row.is_decided)
            .map(|(row, _)| row.cost)
            .sum();
        if let Some(budget) = period.budget
            && spent > budget + TOLERANCE * budget.max(1.0)
        {
            let name = &period.name;
            faults.push(format!("{spent} is spent in {name}, of {budget}"));
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
        if plan.serves(problem, lift.measure, row.period) {
            model.raise(lift.row, lift.by);
        }
    }
    if row.must_carry {
        for col in &row.unserved {
            model.set_bounds(*col, 0.0, 0.0);
        }
    }
    model
}
