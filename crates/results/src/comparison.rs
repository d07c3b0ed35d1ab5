//! The figures of two runs side by side, and the differences between them.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::Results;
use crate::batch::Columns;
use crate::estimate::Estimate;
use crate::precision::PrecisionRow;
use crate::rows::RunInfoRow;

/// Two runs on the same luck, A and B, and the differences between them.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The results of A.
    pub a: Results,
    /// The results of B.
    pub b: Results,
    /// Every figure that both have, in the order of the result tables.
    pub differences: Vec<DifferenceRow>,
    /// Figures that no pair of replications has on both sides.
    pub unmatched: Vec<UnmatchedRow>,
    /// The precision of the difference that was asked for, where one was.
    pub precision: Vec<PrecisionRow>,
    /// Versions, seed, checksums, settings, in order.
    pub run: Vec<RunInfoRow>,
    /// Remarks that a reader must see; those on one of the two name it.
    pub remarks: Vec<String>,
}

impl Comparison {
    /// All tables of the comparison with their names, as Arrow record batches.
    ///
    /// # Errors
    ///
    /// None that a caller can cause; Arrow checks that columns have equal lengths.
    pub fn tables(&self) -> Result<Vec<(String, RecordBatch)>, ArrowError> {
        let mut tables = vec![
            (
                "differences".to_owned(),
                DifferenceRow::batch(&self.differences)?,
            ),
            (
                "unmatched".to_owned(),
                UnmatchedRow::batch(&self.unmatched)?,
            ),
            ("run".to_owned(), RunInfoRow::batch(&self.run)?),
        ];
        if !self.precision.is_empty() {
            tables.push((
                "precision".to_owned(),
                PrecisionRow::batch(&self.precision)?,
            ));
        }
        Ok(tables)
    }
}

/// One of the two runs that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

impl Side {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Side::A => "A",
            Side::B => "B",
        }
    }
}

/// What a number of the result tables is, whatever the run: the name by which the figures of two
/// runs are matched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    /// Result table that has it.
    pub table: &'static str,
    /// Flow or group, server with its kind, or published figure.
    pub subject: String,
    /// Place; empty where the table has none, or for all places together.
    pub place: String,
    /// Cause, month, or day of the transit time; empty where there is none, or for all causes.
    pub part: String,
    /// Column of the table.
    pub column: &'static str,
    /// Its unit.
    pub unit: String,
}

impl Figure {
    fn columns<'a>(figures: impl Iterator<Item = &'a Figure> + Clone) -> Columns {
        let figures = || figures.clone();
        Columns::default()
            .text("table", figures().map(|figure| figure.table))
            .text("subject", figures().map(|figure| figure.subject.as_str()))
            .text("place", figures().map(|figure| figure.place.as_str()))
            .text("part", figures().map(|figure| figure.part.as_str()))
            .text("column", figures().map(|figure| figure.column))
            .text("unit", figures().map(|figure| figure.unit.as_str()))
    }
}

/// A figure of two runs A and B that share their luck, replication by replication.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceRow {
    /// What it is.
    pub figure: Figure,
    /// In A.
    pub a: Estimate,
    /// In B.
    pub b: Estimate,
    /// B less A, with the interval over pairs of replications.
    pub difference: Estimate,
    /// Half-width of the interval that the same runs would give without their pairing (Welch).
    pub unpaired_halfwidth: Option<f64>,
}

impl DifferenceRow {
    /// Whether the interval of the difference leaves out zero.
    pub fn is_clear(&self) -> bool {
        let (low, high) = (self.difference.low, self.difference.high);
        low.is_some_and(|low| low > 0.0) || high.is_some_and(|high| high < 0.0)
    }

    /// The half-width as a share of the unpaired one: below 1 where pairing helps. `None` where
    /// there is no interval, or where the unpaired one has no width.
    pub fn share_of_unpaired(&self) -> Option<f64> {
        let unpaired = self.unpaired_halfwidth.filter(|half| *half > 0.0)?;
        Some(self.difference.halfwidth()? / unpaired)
    }

    fn batch(rows: &[DifferenceRow]) -> Result<RecordBatch, ArrowError> {
        Figure::columns(rows.iter().map(|row| &row.figure))
            .estimate("a", rows.iter().map(|row| Some(row.a)))
            .estimate("b", rows.iter().map(|row| Some(row.b)))
            .estimate("difference", rows.iter().map(|row| Some(row.difference)))
            .optional(
                "unpaired_halfwidth",
                rows.iter().map(|row| row.unpaired_halfwidth),
            )
            .optional(
                "share_of_unpaired",
                rows.iter().map(DifferenceRow::share_of_unpaired),
            )
            .flag("is_clear", rows.iter().map(DifferenceRow::is_clear))
            .batch()
    }
}

/// A figure that no pair of replications has on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmatchedRow {
    /// What it is.
    pub figure: Figure,
    /// Who has it; A where both do, but never in the same replication.
    pub side: Side,
}

impl UnmatchedRow {
    fn batch(rows: &[UnmatchedRow]) -> Result<RecordBatch, ArrowError> {
        Figure::columns(rows.iter().map(|row| &row.figure))
            .text("only_in", rows.iter().map(|row| row.side.as_str()))
            .batch()
    }
}
