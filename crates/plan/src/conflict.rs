//! Which limits cannot hold together.

use kervan_solver::{Limits, SolveError, solve};

use crate::error::PlanError;
use crate::optimise::checked;
use crate::problem::Problem;

/// Limits that cannot hold together, though any one of them could be left out to make a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflict {
    /// Periods whose goods must all be carried.
    pub carrying: Vec<usize>,
    /// Budgets: the purse and the period.
    pub budgets: Vec<(usize, usize)>,
}

/// Finds limits that cannot hold together: a set of them from which none can be left out. `None`
/// where there is a plan, or where rules of the measures themselves leave none.
///
/// Budgets and the duty to carry all of a period are left out one after the other, the last
/// period first; those without which a plan appears are kept.
///
/// # Errors
///
/// A problem that cannot be; a limit of the search.
pub fn conflict(problem: &Problem, limits: &Limits) -> Result<Option<Conflict>, PlanError> {
    let is_possible = |problem: &Problem| -> Result<bool, PlanError> {
        let made = checked(problem)?;
        match solve(&made.model.without_costs(), limits) {
            Ok(_) => Ok(true),
            Err(SolveError::Infeasible | SolveError::InfeasibleOrUnbounded) => Ok(false),
            Err(error) => Err(error.into()),
        }
    };
    if is_possible(problem)? {
        return Ok(None);
    }
    let mut left = problem.clone();
    let mut found = Conflict::default();
    for at in (0..problem.periods.len()).rev() {
        for purse in 0..left.purses.len() {
            let Some(limit) = left.purses[purse].limit(at) else {
                continue;
            };
            left.purses[purse].budget[at] = None;
            if is_possible(&left)? {
                left.purses[purse].budget[at] = Some(limit);
                found.budgets.push((purse, at));
            }
        }
        let before: Vec<bool> = left.carrying.iter().map(|row| row.must_carry).collect();
        let has = left
            .carrying
            .iter()
            .any(|row| row.period == at && row.must_carry);
        if has {
            for row in left.carrying.iter_mut().filter(|row| row.period == at) {
                row.must_carry = false;
            }
            if is_possible(&left)? {
                for (row, must) in left.carrying.iter_mut().zip(before) {
                    row.must_carry = must;
                }
                found.carrying.insert(0, at);
            }
        }
    }
    found.budgets.sort_unstable();
    Ok((found != Conflict::default()).then_some(found))
}
