//! Solving a model, and checking what comes back.

use crate::certificate::{certify, certify_integers};
use crate::error::SolveError;
use crate::highs_thread::{Found, run};
use crate::model::Model;
use crate::solution::{Solution, Status};

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Steps of the simplex method; `None` for as many as it takes.
    pub iterations: Option<u32>,
    /// Nodes of the search over integers; `None` for as many as it takes.
    pub nodes: Option<u32>,
    /// Seconds on the clock. An answer that this limit cut short is not the same on another
    /// machine; the other two limits are.
    pub time_s: Option<f64>,
    /// Gap between objective and bound that is small enough, as a share of the objective.
    pub gap: f64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            iterations: None,
            nodes: None,
            time_s: None,
            gap: 1e-9,
        }
    }
}

/// Solves a model, and checks the answer before giving it.
///
/// Models are solved one at a time, on one thread: the same model and limits give the same answer
/// whatever else runs, as long as no limit of time cuts it short.
///
/// # Errors
///
/// What is wrong with the model, all at once; that it has no solution or no end; that a limit came
/// first; that the answer did not pass the check.
pub fn solve(model: &Model, limits: &Limits) -> Result<Solution, SolveError> {
    let faults = model.faults();
    if !faults.is_empty() {
        return Err(SolveError::Malformed(faults));
    }
    if model.columns() == 0 {
        return without_columns(model);
    }
    let found = run(model, limits)?;
    if !model.has_integers() {
        return match found.status {
            Status::Optimal => certify(model, found.values, found.prices),
            // Values that a limit cut short have no prices that prove anything.
            Status::Stopped => Err(SolveError::Stopped),
        };
    }
    let Found {
        status,
        values,
        bound,
        ..
    } = found;
    certify_integers(model, status, values, bound, limits)
}

/// A model that decides nothing: its rows hold with nothing in them, or not.
fn without_columns(model: &Model) -> Result<Solution, SolveError> {
    if model.rows.iter().any(|row| row.low > 0.0 || row.high < 0.0) {
        return Err(SolveError::Infeasible);
    }
    Ok(Solution {
        status: Status::Optimal,
        objective: 0.0,
        bound: 0.0,
        values: Vec::new(),
        prices: vec![0.0; model.rows()],
        reduced_costs: Vec::new(),
    })
}
