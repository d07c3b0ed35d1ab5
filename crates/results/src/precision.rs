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
    /// What was reached with its unit, in two digits that count or more: `0.46 d`, `0.0012 h`.
    pub fn reached_text(&self) -> Option<String> {
        let reached = self.reached?;
        let zeros = if reached > 0.0 {
            -reached.log10().floor()
        } else {
            0.0
        };
        let digits = (1.0 + zeros).clamp(2.0, 9.0) as usize;
        Some(format!("{reached:.digits$} {}", self.condition.unit.name))
    }

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn small_numbers_keep_two_digits() {
        let text = |reached| {
            let row = PrecisionRow {
                condition: Condition::read("halfwidth(P90)<=0.5d").unwrap(),
                reached,
                is_met: false,
                replications: 20,
            };
            row.reached_text()
        };
        let is = |reached, expected: &str| assert_eq!(text(Some(reached)).unwrap(), expected);
        is(12.345, "12.35 d");
        is(0.456, "0.46 d");
        is(0.00123, "0.0012 d");
        is(0.0, "0.00 d");
        assert_eq!(text(None), None);
    }
}
