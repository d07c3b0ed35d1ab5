//! One row per answer.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::batch::Columns;
use crate::cause::Cause;
use crate::estimate::Estimate;

/// A flow, or a group of flows.
#[derive(Clone, Debug)]
pub struct FlowRow {
    /// Identifier of the flow; the transit's name for the headline group.
    pub flow: String,
    /// Whether it is a group of flows.
    pub is_group: bool,
    /// Node where the clock starts; several joined by `+`.
    pub from: String,
    /// Node where it stops.
    pub to: String,
    /// What `entered` and `arrived` count: `TEU`, `t` or `m`.
    pub measure: &'static str,
    /// Room a year of units that enter.
    pub entered: Estimate,
    /// Room a year of units that become available at the destination.
    pub arrived: Estimate,
    /// Tonnes of goods a year that arrive.
    pub arrived_t: Estimate,
    /// Mean transit time in days.
    pub mean_d: Option<Estimate>,
    /// Time that one unit in ten undercuts.
    pub p10_d: Option<Estimate>,
    /// Median.
    pub p50_d: Option<Estimate>,
    /// Time that nine units in ten keep.
    pub p90_d: Option<Estimate>,
    /// Time that 95 units in a hundred keep.
    pub p95_d: Option<Estimate>,
    /// Time that 99 units in a hundred keep.
    pub p99_d: Option<Estimate>,
    /// Share of units within what was said of the corridor.
    pub share_in_said: Option<Estimate>,
    /// Share of months whose mean lies within what was said.
    pub months_in_said: Option<Estimate>,
    /// Kilometres by rail.
    pub rail_km: f64,
    /// Kilometres by sea.
    pub sea_km: f64,
}

impl FlowRow {
    pub(crate) fn batch(rows: &[FlowRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("flow", rows.iter().map(|row| row.flow.as_str()))
            .flag("is_group", rows.iter().map(|row| row.is_group))
            .text("from", rows.iter().map(|row| row.from.as_str()))
            .text("to", rows.iter().map(|row| row.to.as_str()))
            .text("measure", rows.iter().map(|row| row.measure))
            .estimate("entered_per_year", rows.iter().map(|row| Some(row.entered)))
            .estimate("arrived_per_year", rows.iter().map(|row| Some(row.arrived)))
            .estimate(
                "arrived_t_per_year",
                rows.iter().map(|row| Some(row.arrived_t)),
            )
            .estimate("mean_d", rows.iter().map(|row| row.mean_d))
            .estimate("p10_d", rows.iter().map(|row| row.p10_d))
            .estimate("p50_d", rows.iter().map(|row| row.p50_d))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .estimate("p95_d", rows.iter().map(|row| row.p95_d))
            .estimate("p99_d", rows.iter().map(|row| row.p99_d))
            .estimate("share_in_said", rows.iter().map(|row| row.share_in_said))
            .estimate("months_in_said", rows.iter().map(|row| row.months_in_said))
            .number("rail_km", rows.iter().map(|row| row.rail_km))
            .number("sea_km", rows.iter().map(|row| row.sea_km))
            .batch()
    }
}

/// Hours per unit of one flow or group at one place for one cause.
#[derive(Clone, Debug)]
pub struct HoursRow {
    /// Flow or group.
    pub flow: String,
    /// Position of the place along the way, from 0.
    pub position: usize,
    /// Node, or the section or link that is run.
    pub place: String,
    /// Name in print.
    pub place_name: String,
    /// Country of the node; of both ends, joined by `-`, where a link joins two.
    pub country: String,
    /// What was done or waited for.
    pub cause: Cause,
    /// Mean hours per unit.
    pub hours: Estimate,
    /// Share of the inputs behind this place that are estimates.
    pub estimated_share: f64,
}

impl HoursRow {
    pub(crate) fn batch(rows: &[HoursRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("flow", rows.iter().map(|row| row.flow.as_str()))
            .whole("position", rows.iter().map(|row| row.position as i64))
            .text("place", rows.iter().map(|row| row.place.as_str()))
            .text("place_name", rows.iter().map(|row| row.place_name.as_str()))
            .text("country", rows.iter().map(|row| row.country.as_str()))
            .text("cause", rows.iter().map(|row| row.cause.as_str()))
            .flag("is_waiting", rows.iter().map(|row| row.cause.is_waiting()))
            .estimate("hours_per_unit", rows.iter().map(|row| Some(row.hours)))
            .number(
                "estimated_share_of_inputs",
                rows.iter().map(|row| row.estimated_share),
            )
            .batch()
    }
}

/// One server in one month of the year, or over the whole year (`month` 0).
#[derive(Clone, Debug)]
pub struct ServerRow {
    /// `line section`, `handling tracks`, `yard slots`, `berths`, `control`, `locomotives`, `wagons` or `vessels`.
    pub kind: &'static str,
    /// Identifier; for a line section with its direction.
    pub server: String,
    /// Name in print.
    pub name: String,
    /// 1 to 12; 0 for the whole year.
    pub month: u32,
    /// What there is of it, in `unit`.
    pub capacity: f64,
    /// Unit of the capacity.
    pub unit: &'static str,
    /// Share of it that is held.
    pub occupancy: Estimate,
    /// Share of the capacity that other traffic holds, where it is not the corridor's own.
    pub background_share: f64,
}

impl ServerRow {
    pub(crate) fn batch(rows: &[ServerRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("kind", rows.iter().map(|row| row.kind))
            .text("server", rows.iter().map(|row| row.server.as_str()))
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .whole("month", rows.iter().map(|row| i64::from(row.month)))
            .number("capacity", rows.iter().map(|row| row.capacity))
            .text("unit", rows.iter().map(|row| row.unit))
            .estimate("occupancy", rows.iter().map(|row| Some(row.occupancy)))
            .number(
                "background_share",
                rows.iter().map(|row| row.background_share),
            )
            .batch()
    }
}

/// Transit time in one month of the year of arrival.
#[derive(Clone, Debug)]
pub struct MonthRow {
    /// Flow or group.
    pub flow: String,
    /// 1 to 12.
    pub month: u32,
    /// Mean transit time in days.
    pub mean_d: Option<Estimate>,
    /// Room of units that arrive in the month.
    pub arrived: Estimate,
}

impl MonthRow {
    pub(crate) fn batch(rows: &[MonthRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("flow", rows.iter().map(|row| row.flow.as_str()))
            .whole("month", rows.iter().map(|row| i64::from(row.month)))
            .estimate("mean_d", rows.iter().map(|row| row.mean_d))
            .estimate("arrived", rows.iter().map(|row| Some(row.arrived)))
            .batch()
    }
}

/// Share of units with a transit time of up to so many days, all replications together.
#[derive(Clone, Debug)]
pub struct DistributionRow {
    /// Flow or group.
    pub flow: String,
    /// Lower end of the class in days.
    pub from_d: f64,
    /// Upper end of the class in days.
    pub to_d: f64,
    /// Share of units in the class.
    pub share: f64,
    /// Share of units up to its upper end.
    pub cumulative: f64,
}

impl DistributionRow {
    pub(crate) fn batch(rows: &[DistributionRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("flow", rows.iter().map(|row| row.flow.as_str()))
            .number("from_d", rows.iter().map(|row| row.from_d))
            .number("to_d", rows.iter().map(|row| row.to_d))
            .number("share", rows.iter().map(|row| row.share))
            .number("cumulative", rows.iter().map(|row| row.cumulative))
            .batch()
    }
}

/// A published figure beside the simulated one.
#[derive(Clone, Debug)]
pub struct ObservedRow {
    /// Identifier of the figure.
    pub observed: String,
    /// What it measures, in words.
    pub quantity: String,
    /// What kind of figure it is.
    pub said: String,
    /// Lower end, in `unit`.
    pub low: f64,
    /// Upper end, in `unit`.
    pub high: f64,
    /// `d`, `TEU/yr`, `t/yr` or `calls/yr`.
    pub unit: &'static str,
    /// Simulated mean; `None` where the simulation has no such quantity.
    pub simulated: Option<Estimate>,
    /// Sources of the published figure.
    pub source: String,
}

impl ObservedRow {
    pub(crate) fn batch(rows: &[ObservedRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("observed", rows.iter().map(|row| row.observed.as_str()))
            .text("quantity", rows.iter().map(|row| row.quantity.as_str()))
            .text("said", rows.iter().map(|row| row.said.as_str()))
            .number("low", rows.iter().map(|row| row.low))
            .number("high", rows.iter().map(|row| row.high))
            .text("unit", rows.iter().map(|row| row.unit))
            .estimate("simulated", rows.iter().map(|row| row.simulated))
            .text("source", rows.iter().map(|row| row.source.as_str()))
            .batch()
    }
}

/// One fact about the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunInfoRow {
    /// What.
    pub key: String,
    /// Its value.
    pub value: String,
}

impl RunInfoRow {
    pub(crate) fn batch(rows: &[RunInfoRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("key", rows.iter().map(|row| row.key.as_str()))
            .text("value", rows.iter().map(|row| row.value.as_str()))
            .batch()
    }
}

/// How the warm-up was found.
#[derive(Clone, Debug, PartialEq)]
pub struct WarmUpInfo {
    /// Whole years left out.
    pub years: u32,
    /// What MSER-5 says of the pilot runs, in weeks; `None` where the years were given.
    pub mser5_weeks: Option<f64>,
    /// Whether MSER-5 found no level end: the pilot was still moving.
    pub still_moving: bool,
}
