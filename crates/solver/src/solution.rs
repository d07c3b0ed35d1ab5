//! What a solved model says.

use crate::model::{Col, Row};

/// How far a solution goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing is better, within the gap that was asked for.
    Optimal,
    /// A limit was reached: the best found so far, and a bound on what there may be.
    Stopped,
}

/// A checked solution.
#[derive(Clone, Debug)]
pub struct Solution {
    /// How far it goes.
    pub status: Status,
    /// The objective at `values`.
    pub objective: f64,
    /// What no solution can beat; the objective itself, but for rounding, where the model has no
    /// integers.
    pub bound: f64,
    /// Values of the columns, in order.
    pub values: Vec<f64>,
    /// Prices of the rows, in order: what the objective gains for each unit by which the bound
    /// that holds the row is raised. Empty where the model has integers, which have no prices.
    pub prices: Vec<f64>,
    /// Reduced costs of the columns, in order: what the objective gains for each unit by which
    /// the bound that holds the column is raised. Empty where the model has integers.
    pub reduced_costs: Vec<f64>,
}

impl Solution {
    /// Value of a column.
    pub fn value(&self, col: Col) -> f64 {
        self.values.get(col.0).copied().unwrap_or_default()
    }

    /// Price of a row; 0 where the model has integers.
    pub fn price(&self, row: Row) -> f64 {
        self.prices.get(row.0).copied().unwrap_or_default()
    }

    /// Reduced cost of a column; 0 where the model has integers.
    pub fn reduced_cost(&self, col: Col) -> f64 {
        self.reduced_costs.get(col.0).copied().unwrap_or_default()
    }

    /// How far the objective may be from the best, as a share of the objective.
    pub fn gap(&self) -> f64 {
        (self.bound - self.objective).abs() / self.objective.abs().max(1e-9)
    }
}
