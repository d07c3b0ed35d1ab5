//! What a given plan carries.

use kervan_solver::{Limits, solve};

use crate::error::PlanError;
use crate::judge::with_plan;
use crate::plan::Plan;
use crate::problem::{Carrying, Problem};

/// What a plan leaves undone, in one carrying.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The least that is not carried.
    pub unserved: f64,
    /// Values of the columns of its model.
    pub flows: Vec<f64>,
    /// What is carried more for each unit by which a row of its model is raised, with the sign
    /// of what is not carried: at most 0.
    pub(crate) prices: Vec<f64>,
}

/// The least that each carrying leaves undone with a plan, whether or not all must be carried.
///
/// # Errors
///
/// A carrying that cannot be even if nothing is carried.
pub fn carry(problem: &Problem, plan: &Plan) -> Result<Vec<Carried>, PlanError> {
    let rows = problem.carrying.iter();
    rows.map(|row| carry_one(problem, row, plan)).collect()
}

/// See [`carry`].
pub(crate) fn carry_one(
    problem: &Problem,
    row: &Carrying,
    plan: &Plan,
) -> Result<Carried, PlanError> {
    let open = Carrying {
        must_carry: false,
        ..row.clone()
    };
    let mut model = with_plan(problem, &open, plan).without_costs();
    for col in &row.unserved {
        model.set_cost(*col, 1.0);
    }
    let solution = solve(&model, &Limits::default())?;
    Ok(Carried {
        unserved: solution.objective,
        flows: solution.values,
        prices: solution.prices,
    })
}
