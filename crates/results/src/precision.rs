//! A precision that was asked for, and what was reached.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::batch::Columns;
use crate::condition::Condition;

/// A precision that was asked for, and what was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct PrecisionRow {
    /// What was asked for.
    pub condition: Condition,
    /// Half-width in the unit of the condition; `None` where nothing arrived.
    pub reached: Option<f64>,
    /// Whether the condition holds.
    pub is_met: bool,
    /// Replications that it took, or after which it was given up.
    pub replications: u32,
}

impl PrecisionRow {
    pub(crate) fn batch(rows: &[PrecisionRow]) -> Result<RecordBatch, ArrowError> {
        let asked: Vec<String> = rows.iter().map(|row| row.condition.to_string()).collect();
        Columns::default()
            .text("asked", asked.iter().map(String::as_str))
            .optional("reached", rows.iter().map(|row| row.reached))
            .text("unit", rows.iter().map(|row| row.condition.unit.name))
            .flag("is_met", rows.iter().map(|row| row.is_met))
            .whole(
                "replications",
                rows.iter().map(|row| i64::from(row.replications)),
            )
            .batch()
    }
}
