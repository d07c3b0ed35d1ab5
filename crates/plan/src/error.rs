//! Why there is no plan.

use kervan_solver::SolveError;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// Everything that is wrong with the problem, in words.
    #[error("the problem cannot be: {}", .0.join("; "))]
    Malformed(Vec<String>),
    /// No plan keeps all limits; [`conflict`](crate::conflict) names those that cannot hold
    /// together.
    #[error("no plan keeps all limits")]
    Infeasible,
    /// The solver's plan did not pass the checker: a defect of ours. All that it breaks.
    #[error("the plan that was found does not hold: {}", .0.join("; "))]
    NotSound(Vec<String>),
    /// A limit on the search came before the first plan, or the solver gave no answer.
    #[error(transparent)]
    Solver(SolveError),
}

impl From<SolveError> for PlanError {
    fn from(error: SolveError) -> PlanError {
        match error {
            SolveError::Infeasible => PlanError::Infeasible,
            SolveError::Malformed(faults) => PlanError::Malformed(faults),
            other => PlanError::Solver(other),
        }
    }
}
