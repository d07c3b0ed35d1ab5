//! The event log: one row per leg, run, call and stay. It grows with the horizon, so it is
//! kept only where it was asked for.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::batch::Columns;

/// Everything that happened after the warm-up, in order of replication and time.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Hours of consignments by place and cause.
    pub legs: Vec<LegRow>,
    /// Train runs over sections.
    pub train_runs: Vec<TrainRunRow>,
    /// Vessel calls.
    pub vessel_calls: Vec<VesselCallRow>,
    /// Stays at border controls.
    pub border_stays: Vec<BorderStayRow>,
}

impl Log {
    /// Appends another log.
    pub fn append(&mut self, mut other: Log) {
        self.legs.append(&mut other.legs);
        self.train_runs.append(&mut other.train_runs);
        self.vessel_calls.append(&mut other.vessel_calls);
        self.border_stays.append(&mut other.border_stays);
    }
}

/// What some like units did at one place for one cause, on one journey.
#[derive(Clone, Debug)]
pub struct LegRow {
    /// Replication, from 0.
    pub replication: i64,
    /// Journey within the replication.
    pub consignment: i64,
    /// Flow.
    pub flow: String,
    /// Units that moved together.
    pub units: i64,
    /// Second at which the journey ended.
    pub available_s: i64,
    /// Place.
    pub place: String,
    /// Cause.
    pub cause: &'static str,
    /// Seconds.
    pub duration_s: i64,
}

impl LegRow {
    pub(crate) fn batch(rows: &[LegRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("replication", rows.iter().map(|row| row.replication))
            .whole("consignment", rows.iter().map(|row| row.consignment))
            .text("flow", rows.iter().map(|row| row.flow.as_str()))
            .whole("units", rows.iter().map(|row| row.units))
            .whole("available_s", rows.iter().map(|row| row.available_s))
            .text("place", rows.iter().map(|row| row.place.as_str()))
            .text("cause", rows.iter().map(|row| row.cause))
            .whole("duration_s", rows.iter().map(|row| row.duration_s))
            .batch()
    }
}

/// One train on one section.
#[derive(Clone, Debug)]
pub struct TrainRunRow {
    /// Replication, from 0.
    pub replication: i64,
    /// Train within the replication.
    pub train: i64,
    /// Service.
    pub service: String,
    /// Section.
    pub section: String,
    /// Second at which it asked for a path.
    pub asked_s: i64,
    /// Second at which it started.
    pub started_s: i64,
    /// Second at which it arrived.
    pub arrived_s: i64,
    /// Kilometres.
    pub distance_km: f64,
    /// Traction of the section.
    pub traction: String,
    /// Wagons; 0 where they are not the corridor's concern.
    pub wagons: i64,
    /// Room of the units on board.
    pub load: f64,
    /// What `load` counts: `TEU`, `t` or `m`.
    pub measure: &'static str,
    /// Tonnes behind the locomotive: wagons, boxes and goods.
    pub gross_t: f64,
}

impl TrainRunRow {
    pub(crate) fn batch(rows: &[TrainRunRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("replication", rows.iter().map(|row| row.replication))
            .whole("train", rows.iter().map(|row| row.train))
            .text("service", rows.iter().map(|row| row.service.as_str()))
            .text("section", rows.iter().map(|row| row.section.as_str()))
            .whole("asked_s", rows.iter().map(|row| row.asked_s))
            .whole("started_s", rows.iter().map(|row| row.started_s))
            .whole("arrived_s", rows.iter().map(|row| row.arrived_s))
            .number("distance_km", rows.iter().map(|row| row.distance_km))
            .text("traction", rows.iter().map(|row| row.traction.as_str()))
            .whole("wagons", rows.iter().map(|row| row.wagons))
            .number("load", rows.iter().map(|row| row.load))
            .text("measure", rows.iter().map(|row| row.measure))
            .number("gross_t", rows.iter().map(|row| row.gross_t))
            .batch()
    }
}

/// One visit of a vessel to a berth.
#[derive(Clone, Debug)]
pub struct VesselCallRow {
    /// Replication, from 0.
    pub replication: i64,
    /// Vessel: class and number.
    pub vessel: String,
    /// Port.
    pub node: String,
    /// Berth.
    pub berth: String,
    /// Second at which it asked for a berth.
    pub asked_s: i64,
    /// Second at which it had one.
    pub berthed_s: i64,
    /// Second at which it left it.
    pub left_s: i64,
    /// Room of the units discharged.
    pub discharged: f64,
    /// Room of the units loaded.
    pub loaded: f64,
    /// What these two count: `TEU`, `t` or `m`.
    pub measure: &'static str,
    /// Kilometres sailed to get there.
    pub distance_km: f64,
}

impl VesselCallRow {
    pub(crate) fn batch(rows: &[VesselCallRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("replication", rows.iter().map(|row| row.replication))
            .text("vessel", rows.iter().map(|row| row.vessel.as_str()))
            .text("node", rows.iter().map(|row| row.node.as_str()))
            .text("berth", rows.iter().map(|row| row.berth.as_str()))
            .whole("asked_s", rows.iter().map(|row| row.asked_s))
            .whole("berthed_s", rows.iter().map(|row| row.berthed_s))
            .whole("left_s", rows.iter().map(|row| row.left_s))
            .number("discharged", rows.iter().map(|row| row.discharged))
            .number("loaded", rows.iter().map(|row| row.loaded))
            .text("measure", rows.iter().map(|row| row.measure))
            .number("distance_km", rows.iter().map(|row| row.distance_km))
            .batch()
    }
}

/// One train or lot at one side of a border control.
#[derive(Clone, Debug)]
pub struct BorderStayRow {
    /// Replication, from 0.
    pub replication: i64,
    /// Control.
    pub control: String,
    /// Second at which it asked for a lane.
    pub asked_s: i64,
    /// Second at which it had one.
    pub started_s: i64,
    /// Second at which it was released.
    pub released_s: i64,
    /// Whether it was inspected.
    pub inspected: bool,
}

impl BorderStayRow {
    pub(crate) fn batch(rows: &[BorderStayRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("replication", rows.iter().map(|row| row.replication))
            .text("control", rows.iter().map(|row| row.control.as_str()))
            .whole("asked_s", rows.iter().map(|row| row.asked_s))
            .whole("started_s", rows.iter().map(|row| row.started_s))
            .whole("released_s", rows.iter().map(|row| row.released_s))
            .flag("inspected", rows.iter().map(|row| row.inspected))
            .batch()
    }
}
