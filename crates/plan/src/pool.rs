//! The best plans in order.

use kervan_solver::Limits;

use crate::error::PlanError;
use crate::optimise::{Choice, checked, choose};
use crate::problem::Problem;

/// When two plans count as two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// They differ in any start.
    AnyStart,
    /// The later one leaves out a start of the one before: a plan with something added that is
    /// of no use is no other plan.
    LeavesOut,
}

/// The `count` cheapest plans that are apart from each other, cheapest first; fewer where there
/// are no more.
///
/// # Errors
///
/// As [`optimise`](crate::optimise); that there is no further plan is no error.
pub fn pool(
    problem: &Problem,
    count: usize,
    apart: Apart,
    limits: &Limits,
) -> Result<Vec<Choice>, PlanError> {
    let made = checked(problem)?;
    let mut model = made.model.clone();
    let mut found: Vec<Choice> = Vec::new();
    while found.len() < count {
        match choose(&made, &model, limits) {
            Ok(choice) => found.push(choice),
            Err(PlanError::Infeasible) if !found.is_empty() => break,
            Err(error) => return Err(error),
        }
        let plan = &found[found.len() - 1].plan;
        // Of its starts, less all others where these count, at least one is missing.
        let (mut terms, mut on) = (Vec::new(), 0.0);
        for (columns, start) in made.start.iter().zip(&plan.starts) {
            for (period, col) in columns.iter().enumerate() {
                let Some(col) = col else { continue };
                if *start == Some(period) {
                    terms.push((*col, 1.0));
                    on += 1.0;
                } else if apart == Apart::AnyStart {
                    terms.push((*col, -1.0));
                }
            }
        }
        if terms.is_empty() {
            break;
        }
        let name = format!("not_again[{}]", found.len());
        model.row(name, f64::NEG_INFINITY, on - 1.0, terms);
    }
    Ok(found)
}
