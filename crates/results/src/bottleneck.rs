//! What holds a corridor back: the capacity ladder, and the worth of one more unit.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::batch::Columns;
use crate::estimate::Estimate;
use crate::rows::{RunInfoRow, ServerRow};
use crate::waits::{RootRow, WaitRow};

/// The tables of a search for bottlenecks.
#[derive(Clone, Debug)]
pub struct BottleneckTables<'a> {
    /// `ladder`.
    pub ladder: &'a [RungRow],
    /// `binding`.
    pub binding: &'a [BindingRow],
    /// `one_at_a_time`.
    pub alone: &'a [AloneRow],
    /// `worth`.
    pub worth: &'a [WorthRow],
    /// `interactions`.
    pub interactions: &'a [InteractionRow],
    /// `sensitivity`.
    pub sensitivity: &'a [SensitivityRow],
    /// `server_hours` of the corridor as it is.
    pub servers: &'a [ServerRow],
    /// `waits` of the corridor as it is.
    pub waits: &'a [WaitRow],
    /// `roots` of the corridor as it is.
    pub roots: &'a [RootRow],
    /// `run`.
    pub run: &'a [RunInfoRow],
}

impl BottleneckTables<'_> {
    /// All tables with their names, as Arrow record batches.
    ///
    /// # Errors
    ///
    /// None that a caller can cause; Arrow checks that columns have equal lengths.
    pub fn tables(&self) -> Result<Vec<(String, RecordBatch)>, ArrowError> {
        Ok([
            ("ladder", RungRow::batch(self.ladder)?),
            ("binding", BindingRow::batch(self.binding)?),
            ("one_at_a_time", AloneRow::batch(self.alone)?),
            ("worth", WorthRow::batch(self.worth)?),
            ("interactions", InteractionRow::batch(self.interactions)?),
            ("sensitivity", SensitivityRow::batch(self.sensitivity)?),
            ("server_hours", ServerRow::batch(self.servers)?),
            ("waits", WaitRow::batch(self.waits)?),
            ("roots", RootRow::batch(self.roots)?),
            ("run", RunInfoRow::batch(self.run)?),
        ]
        .map(|(name, batch)| (name.to_owned(), batch))
        .into())
    }
}

/// A rung of the capacity ladder: what is carried with all that was relieved below it.
#[derive(Clone, Debug, PartialEq)]
pub struct RungRow {
    /// From 0, which is the corridor as it is.
    pub rung: usize,
    /// Largest multiple of the demand that was found to be carried.
    pub factor: f64,
    /// Smallest multiple that was found not to be; `None` where the climb ended before one.
    pub above: Option<f64>,
    /// Tonnes of goods a year that arrive at `factor`.
    pub carried_t: Estimate,
    /// TEU a year that arrive at `factor`, of the flows counted in TEU.
    pub carried_teu: Estimate,
    /// Time that nine units in ten of the headline keep at `factor`, in days.
    pub p90_d: Option<Estimate>,
    /// Tonnes a year that the fluid of the same corridor carries, where it was worked out.
    pub fluid_t: Option<f64>,
}

/// A server that binds at a rung, and what was added to it to climb on.
#[derive(Clone, Debug, PartialEq)]
pub struct BindingRow {
    /// Rung at which it binds.
    pub rung: usize,
    /// Position in the order of what is missed without it, from 1.
    pub order: usize,
    /// Kind of the server, as in [`ServerRow`](crate::ServerRow).
    pub kind: &'static str,
    /// Its identifier.
    pub server: String,
    /// One unit of it, in words.
    pub unit: String,
    /// Units that were added.
    pub units: u32,
    /// Share of it that was held just above the rung; the month that was fullest.
    pub occupancy: f64,
    /// Tonnes a year that are missed just above the rung where everything else is relieved and
    /// this is not.
    pub missed_t: Estimate,
    /// Flows left behind that it can help, separated by `; `.
    pub flows: String,
}

/// What one relief brings by itself from today on, beside all of them together.
#[derive(Clone, Debug, PartialEq)]
pub struct AloneRow {
    /// What is relieved, in words; the last two rows are `sum of each by itself` and
    /// `all together`.
    pub what: String,
    /// What the demand was times.
    pub factor: f64,
    /// Tonnes a year more than without any relief at that demand, on the same luck; of a
    /// single relief those of the flows that it can help.
    pub gain_t: Estimate,
}

/// What one more unit of a server is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct WorthRow {
    /// Place in the ranking, from 1; the same for units that cannot be told apart.
    pub rank: usize,
    /// Kind of the server, as in [`ServerRow`](crate::ServerRow).
    pub kind: &'static str,
    /// Its identifier.
    pub server: String,
    /// The unit in words.
    pub unit: String,
    /// Tonnes a year more, at a demand just above what is carried today.
    pub throughput_t: Estimate,
    /// Days less for the median of the headline, at today's demand; negative is quicker.
    pub p50_d: Option<Estimate>,
    /// Days less for the time that nine units in ten keep, at today's demand.
    pub p90_d: Option<Estimate>,
    /// Value of the time that all units save at today's demand, in USD a year, where a value
    /// of time is known for every flow whose time changes.
    pub time_usd: Option<Estimate>,
}

/// Two units together against the sum of each.
#[derive(Clone, Debug, PartialEq)]
pub struct InteractionRow {
    /// One unit, in words.
    pub first: String,
    /// The other.
    pub second: String,
    /// Tonnes a year more with both.
    pub both_t: Estimate,
    /// Sum of what each brings by itself.
    pub sum_t: Estimate,
    /// What both bring beyond that sum, on the same luck.
    pub beyond_t: Estimate,
}

/// An estimated input, and whether the ranking hangs on it.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityRow {
    /// Table of the input.
    pub table: String,
    /// Its row.
    pub row: String,
    /// Its column.
    pub column: String,
    /// Its text in the corridor.
    pub given: String,
    /// Unit of the column.
    pub unit: String,
    /// Lower end of the range tried, as a multiple of the given value.
    pub low: f64,
    /// Upper end, as a multiple.
    pub high: f64,
    /// Whether the range is the plausible one of the calibration table; a quarter each way where not.
    pub is_stated_range: bool,
    /// What leads the ranking at the given value.
    pub leads: String,
    /// What leads at the end of the range at which another does.
    pub instead: Option<String>,
    /// Multiple of the given value at which the lead changes, by bisection.
    pub flips_at: Option<f64>,
}

impl RungRow {
    fn batch(rows: &[RungRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("rung", rows.iter().map(|row| row.rung as i64))
            .number("factor", rows.iter().map(|row| row.factor))
            .optional("above", rows.iter().map(|row| row.above))
            .estimate(
                "carried_t_per_year",
                rows.iter().map(|row| Some(row.carried_t)),
            )
            .estimate(
                "carried_teu_per_year",
                rows.iter().map(|row| Some(row.carried_teu)),
            )
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .optional("fluid_t_per_year", rows.iter().map(|row| row.fluid_t))
            .batch()
    }
}

impl BindingRow {
    fn batch(rows: &[BindingRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("rung", rows.iter().map(|row| row.rung as i64))
            .whole("order", rows.iter().map(|row| row.order as i64))
            .text("kind", rows.iter().map(|row| row.kind))
            .text("server", rows.iter().map(|row| row.server.as_str()))
            .text("unit_of_it", rows.iter().map(|row| row.unit.as_str()))
            .whole("units_added", rows.iter().map(|row| i64::from(row.units)))
            .number("fullest_month", rows.iter().map(|row| row.occupancy))
            .estimate(
                "missed_t_per_year",
                rows.iter().map(|row| Some(row.missed_t)),
            )
            .text("flows", rows.iter().map(|row| row.flows.as_str()))
            .batch()
    }
}

impl AloneRow {
    fn batch(rows: &[AloneRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("what", rows.iter().map(|row| row.what.as_str()))
            .number("factor", rows.iter().map(|row| row.factor))
            .estimate("gain_t_per_year", rows.iter().map(|row| Some(row.gain_t)))
            .batch()
    }
}

impl WorthRow {
    fn batch(rows: &[WorthRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("rank", rows.iter().map(|row| row.rank as i64))
            .text("kind", rows.iter().map(|row| row.kind))
            .text("server", rows.iter().map(|row| row.server.as_str()))
            .text("one_more", rows.iter().map(|row| row.unit.as_str()))
            .estimate(
                "throughput_t_per_year",
                rows.iter().map(|row| Some(row.throughput_t)),
            )
            .estimate("p50_change_d", rows.iter().map(|row| row.p50_d))
            .estimate("p90_change_d", rows.iter().map(|row| row.p90_d))
            .estimate("time_usd_per_year", rows.iter().map(|row| row.time_usd))
            .batch()
    }
}

impl InteractionRow {
    fn batch(rows: &[InteractionRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("first", rows.iter().map(|row| row.first.as_str()))
            .text("second", rows.iter().map(|row| row.second.as_str()))
            .estimate("both_t_per_year", rows.iter().map(|row| Some(row.both_t)))
            .estimate("sum_t_per_year", rows.iter().map(|row| Some(row.sum_t)))
            .estimate(
                "beyond_t_per_year",
                rows.iter().map(|row| Some(row.beyond_t)),
            )
            .batch()
    }
}

impl SensitivityRow {
    fn batch(rows: &[SensitivityRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("table", rows.iter().map(|row| row.table.as_str()))
            .text("row", rows.iter().map(|row| row.row.as_str()))
            .text("column", rows.iter().map(|row| row.column.as_str()))
            .text("given", rows.iter().map(|row| row.given.as_str()))
            .text("unit", rows.iter().map(|row| row.unit.as_str()))
            .number("low", rows.iter().map(|row| row.low))
            .number("high", rows.iter().map(|row| row.high))
            .flag(
                "is_stated_range",
                rows.iter().map(|row| row.is_stated_range),
            )
            .text("leads", rows.iter().map(|row| row.leads.as_str()))
            .text(
                "instead",
                rows.iter().map(|row| row.instead.as_deref().unwrap_or("")),
            )
            .optional("flips_at", rows.iter().map(|row| row.flips_at))
            .batch()
    }
}
