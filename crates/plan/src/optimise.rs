//! The cheapest plan that keeps all limits.

use kervan_solver::{Limits, Model, Status, solve};

use crate::error::PlanError;
use crate::formulation::Formulation;
use crate::judge::judge;
use crate::plan::Plan;
use crate::problem::Problem;

/// A plan that keeps all limits.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The plan.
    pub plan: Plan,
    /// Values of the columns of each carrying.
    pub flows: Vec<Vec<f64>>,
    /// Cost of all, discounted, as the checker works it out.
    pub cost: f64,
    /// What no plan can cost less than.
    pub bound: f64,
    /// Whether it is proved that none is cheaper, within the gap that was asked for.
    pub is_proved: bool,
}

/// Finds the cheapest plan. What comes back was checked by [`judge`].
///
/// # Errors
///
/// A problem that cannot be; no plan that keeps all limits; a limit of the search that came
/// before the first plan.
pub fn optimise(problem: &Problem, limits: &Limits) -> Result<Choice, PlanError> {
    let made = checked(problem)?;
    let model = made.model.clone();
    choose(&made, &model, limits)
}

/// The same where it is decided how many of each measure are started in the first period: what is
/// best from then on.
///
/// # Errors
///
/// As [`optimise`]; starts that keep no limit are [`PlanError::Infeasible`].
pub fn optimise_after(
    problem: &Problem,
    first: &[u32],
    limits: &Limits,
) -> Result<Choice, PlanError> {
    let made = checked(problem)?;
    let mut model = made.model.clone();
    for (at, columns) in made.start.iter().enumerate() {
        let many = first.get(at).copied().unwrap_or_default();
        match columns.first().copied().flatten() {
            Some(col) => model.set_bounds(col, f64::from(many), f64::from(many)),
            None if many > 0 => return Err(PlanError::Infeasible),
            None => {}
        }
    }
    choose(&made, &model, limits)
}

/// The formulation of a problem that can be.
pub(crate) fn checked(problem: &Problem) -> Result<Formulation<'_>, PlanError> {
    let faults = problem.faults();
    match faults.is_empty() {
        true => Ok(Formulation::new(problem)),
        false => Err(PlanError::Malformed(faults)),
    }
}

/// Solves a formulation with rows added to its model.
pub(crate) fn choose(
    made: &Formulation,
    model: &Model,
    limits: &Limits,
) -> Result<Choice, PlanError> {
    let solution = solve(model, limits)?;
    let (plan, flows) = made.read(&solution);
    let judged = judge(made.problem, &plan, &flows);
    if !judged.faults.is_empty() {
        return Err(PlanError::NotSound(judged.faults));
    }
    Ok(Choice {
        plan,
        flows,
        cost: judged.cost,
        bound: solution.bound,
        is_proved: solution.status == Status::Optimal,
    })
}
