//! Who waits for what, and what is at the root of it.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::batch::Columns;
use crate::cause::Cause;
use crate::estimate::Estimate;

/// What units of one flow wait for at one server, traced to its root.
///
/// A unit waits for a server; whoever holds that server may itself wait for another. The last
/// of this chain, whose holders do work and wait for nothing, is the root. The chain is found
/// by looking at the corridor at regular instants, so rows are shares of looks, made into
/// unit-days a year.
#[derive(Clone, Debug)]
pub struct WaitRow {
    /// Flow of the units that wait.
    pub flow: String,
    /// Cause of their waiting.
    pub cause: Cause,
    /// Kind and identifier of the server that they wait for, as in [`ServerRow`](crate::ServerRow);
    /// for weather, opening hours and rules of departure those of the place or service.
    pub kind: &'static str,
    /// Identifier of the server.
    pub server: String,
    /// Kind and identifier of the root.
    pub root_kind: &'static str,
    /// Identifier of the root.
    pub root: String,
    /// The chain in words, from what they wait for to the root, joined by ` < `; what it says
    /// is the commonest chain of this row.
    pub chain: String,
    /// Units that wait, on average, times 365: unit-days a year.
    pub unit_days: Estimate,
    /// Tonnes of goods that wait, on average, times 365: tonne-days a year.
    pub tonne_days: Estimate,
}

/// All that waits for one root, whatever stands between.
#[derive(Clone, Debug)]
pub struct RootRow {
    /// Kind of the root, as in [`WaitRow`].
    pub kind: &'static str,
    /// Identifier of the root.
    pub root: String,
    /// Units that wait, on average, times 365: unit-days a year.
    pub unit_days: Estimate,
    /// Tonnes of goods that wait, on average, times 365: tonne-days a year.
    pub tonne_days: Estimate,
    /// Of the tonne-days, the share of those that wait for the root itself, not for something
    /// that waits for it.
    pub direct_share: f64,
}

impl RootRow {
    pub(crate) fn batch(rows: &[RootRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("kind", rows.iter().map(|row| row.kind))
            .text("root", rows.iter().map(|row| row.root.as_str()))
            .estimate(
                "unit_days_per_year",
                rows.iter().map(|row| Some(row.unit_days)),
            )
            .estimate(
                "tonne_days_per_year",
                rows.iter().map(|row| Some(row.tonne_days)),
            )
            .number("direct_share", rows.iter().map(|row| row.direct_share))
            .batch()
    }
}

impl WaitRow {
    pub(crate) fn batch(rows: &[WaitRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("flow", rows.iter().map(|row| row.flow.as_str()))
            .text("cause", rows.iter().map(|row| row.cause.as_str()))
            .text("kind", rows.iter().map(|row| row.kind))
            .text("server", rows.iter().map(|row| row.server.as_str()))
            .text("root_kind", rows.iter().map(|row| row.root_kind))
            .text("root", rows.iter().map(|row| row.root.as_str()))
            .text("chain", rows.iter().map(|row| row.chain.as_str()))
            .estimate(
                "unit_days_per_year",
                rows.iter().map(|row| Some(row.unit_days)),
            )
            .estimate(
                "tonne_days_per_year",
                rows.iter().map(|row| Some(row.tonne_days)),
            )
            .batch()
    }
}
