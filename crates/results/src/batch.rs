//! Columns of Arrow record batches.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::error::ArrowError;

use crate::estimate::Estimate;

/// Collects named columns of equal length.
#[derive(Default)]
pub(crate) struct Columns {
    columns: Vec<(String, ArrayRef, bool)>,
}

impl Columns {
    pub(crate) fn text<'a>(mut self, name: &str, values: impl Iterator<Item = &'a str>) -> Columns {
        self.columns.push((
            name.to_owned(),
            Arc::new(StringArray::from_iter_values(values)),
            false,
        ));
        self
    }
    pub(crate) fn whole(mut self, name: &str, values: impl Iterator<Item = i64>) -> Columns {
        self.columns.push((
            name.to_owned(),
            Arc::new(Int64Array::from_iter_values(values)),
            false,
        ));
        self
    }
    pub(crate) fn number(mut self, name: &str, values: impl Iterator<Item = f64>) -> Columns {
        self.columns.push((
            name.to_owned(),
            Arc::new(Float64Array::from_iter_values(values)),
            false,
        ));
        self
    }
    pub(crate) fn optional(
        mut self,
        name: &str,
        values: impl Iterator<Item = Option<f64>>,
    ) -> Columns {
        self.columns.push((
            name.to_owned(),
            Arc::new(Float64Array::from_iter(values)),
            true,
        ));
        self
    }
    pub(crate) fn flag(mut self, name: &str, values: impl Iterator<Item = bool>) -> Columns {
        self.columns.push((
            name.to_owned(),
            Arc::new(BooleanArray::from_iter(values.map(Some))),
            false,
        ));
        self
    }
    /// Three columns: `name`, `name_low`, `name_high`.
    pub(crate) fn estimate(
        self,
        name: &str,
        values: impl Iterator<Item = Option<Estimate>> + Clone,
    ) -> Columns {
        self.optional(
            name,
            values
                .clone()
                .map(|value| value.map(|estimate| estimate.mean)),
        )
        .optional(
            &format!("{name}_low"),
            values
                .clone()
                .map(|value| value.and_then(|estimate| estimate.low)),
        )
        .optional(
            &format!("{name}_high"),
            values.map(|value| value.and_then(|estimate| estimate.high)),
        )
    }
    pub(crate) fn batch(self) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_from_iter_with_nullable(self.columns)
    }
}
