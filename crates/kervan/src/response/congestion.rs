//! Time and spread by load, from simulations on the same luck.

use std::collections::BTreeMap;

use kervan_bottleneck::{Design, Outcome, RunSize, Runs, with_number};
use kervan_choice::Piecewise;
use kervan_results::Results;
use kervan_simulation::Progress;

use super::demand::FlowDemand;
use super::{ResponseError, ResponseSettings};
use crate::bottlenecks::StudyRuns;
use crate::study::Study;

/// Years and replications of each load, after one year of warm-up.
const SIZE: RunSize = RunSize {
    warm_up_years: 1,
    years: 2,
    replications: 6,
    waits: false,
};
/// Less than this share of what enters arrives where a backlog grows.
const ARRIVES: f64 = 0.95;

/// What was simulated at one load.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadRow {
    /// Volume of the contested flows, as a multiple of that of the base year.
    pub load: f64,
    /// Contested flows.
    pub flows: Vec<LoadFlow>,
    /// Whether less arrives than enters: the times are those of the years simulated, and would be
    /// longer later.
    pub is_growing: bool,
}

/// A contested flow at one load.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadFlow {
    /// Flow.
    pub flow: String,
    /// Days on the way, median.
    pub time_d: f64,
    /// Days from P50 to P90.
    pub spread_d: f64,
    /// Room a year that enters and that arrives, as simulated.
    pub entered: f64,
    /// See `entered`.
    pub arrived: f64,
}

/// Time and spread of each flow as functions of the load.
#[derive(Clone, Debug)]
pub(super) struct Congestion {
    pub(super) rows: Vec<LoadRow>,
    tables: BTreeMap<String, [Piecewise; 2]>,
    /// The load at which the corridor came to rest, where it did.
    at_rest: Option<f64>,
}

/// Simulates a corridor at all loads. Base-year volumes are its own, or those that were fitted.
pub(super) fn simulate(
    study: &Study,
    fitted: Option<&[FlowDemand]>,
    settings: &ResponseSettings,
    progress: &Progress,
) -> Result<Congestion, ResponseError> {
    let loads = &settings.loads;
    let rise = loads.windows(2).all(|pair| pair[0] < pair[1]);
    let is_sound = loads.iter().all(|load| load.is_finite() && *load > 0.0);
    if !rise || !is_sound || !loads.contains(&1.0) {
        let text =
            format!("the loads are {loads:?}; they must rise from above 0, with 1 among them");
        return Err(ResponseError::Request(text));
    }
    let contested = contested(study, fitted)?;
    let designs: Vec<Design> = loads
        .iter()
        .map(|load| design(study, &contested, *load))
        .collect();
    let mut runs = StudyRuns::new(study, settings.seed, settings.threads, progress);
    runs.expect(SIZE.replications * designs.len() as u32);
    let outcomes = runs.run(&designs, SIZE)?;
    let (mut rows, mut at_rest) = (Vec::new(), None);
    for (load, outcome) in loads.iter().zip(&outcomes) {
        match outcome {
            Outcome::Ran(results) => rows.push(row(*load, &contested, results)?),
            Outcome::CameToRest(_) => {
                at_rest = Some(*load);
                break;
            }
        }
    }
    if !rows.iter().any(|row| row.load == 1.0) {
        let text = "the corridor comes to rest at its own volume; `kervan simulate` shows the ring";
        return Err(ResponseError::Request(text.to_owned()));
    }
    let tables = contested
        .iter()
        .map(|(flow, _)| Ok((flow.clone(), tables(flow, &rows)?)))
        .collect::<Result<_, ResponseError>>()?;
    Ok(Congestion {
        rows,
        tables,
        at_rest,
    })
}

/// Contested flows with their base-year volumes.
fn contested(
    study: &Study,
    fitted: Option<&[FlowDemand]>,
) -> Result<Vec<(String, f64)>, ResponseError> {
    let corridor = study.corridor();
    if let Some(fitted) = fitted {
        let fitted: Vec<(String, f64)> = fitted
            .iter()
            .map(|flow| (flow.base.flow.clone(), flow.base.volume))
            .collect();
        return match fitted
            .iter()
            .find(|(flow, _)| corridor.flows.find(flow).is_none())
        {
            Some((flow, _)) => {
                let text = format!("`{}` has no flow `{flow}`", study.name());
                Err(ResponseError::Request(text))
            }
            None => Ok(fitted),
        };
    }
    let flows = corridor.flows.iter();
    let of_market = flows.filter(|(idx, _)| corridor.market(*idx).is_some());
    let found: Vec<(String, f64)> = of_market
        .map(|(_, flow)| (flow.id.clone(), flow.volume))
        .collect();
    match found.is_empty() {
        true => Err(ResponseError::NoMarkets),
        false => Ok(found),
    }
}

/// The corridor with contested flows, and empty boxes with them, at a load.
fn design(study: &Study, contested: &[(String, f64)], load: f64) -> Design {
    let mut design = Design::default();
    let mut set = |flow: &str, volume: f64| {
        let text = with_number(study.cell("flows", flow, "volume"), |_| volume);
        if let Some(text) = text {
            design.set("flows", flow, "volume", text);
        }
    };
    for (flow, volume) in contested {
        set(flow, volume * load);
    }
    let flows = study.corridor().flows.rows().iter();
    for empty in flows.filter(|flow| flow.trade == "empty") {
        set(&empty.id, empty.volume * load);
    }
    design
}

fn row(
    load: f64,
    contested: &[(String, f64)],
    results: &[Results],
) -> Result<LoadRow, ResponseError> {
    let mut flows = Vec::new();
    for (flow, _) in contested {
        let rows: Vec<_> = results
            .iter()
            .filter_map(|one| one.flows.iter().find(|row| row.flow == *flow))
            .collect();
        // A replication in which nobody arrived says nothing of times.
        let times: Vec<(f64, f64)> = rows
            .iter()
            .filter_map(|row| Some((row.p50_d?.mean, row.p90_d?.mean)))
            .collect();
        if times.is_empty() {
            let text = format!("nothing of `{flow}` arrives at {load} times its volume");
            return Err(ResponseError::Request(text));
        }
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| {
            times.iter().map(of).sum::<f64>() / times.len() as f64
        };
        let all = rows.len() as f64;
        flows.push(LoadFlow {
            flow: flow.clone(),
            time_d: mean(&|row| row.0),
            spread_d: mean(&|row| row.1 - row.0),
            entered: rows.iter().map(|row| row.entered.mean).sum::<f64>() / all,
            arrived: rows.iter().map(|row| row.arrived.mean).sum::<f64>() / all,
        });
    }
    let sum = |of: fn(&LoadFlow) -> f64| flows.iter().map(of).sum::<f64>();
    let is_growing = sum(|row| row.arrived) < ARRIVES * sum(|row| row.entered);
    Ok(LoadRow {
        load,
        flows,
        is_growing,
    })
}

/// Time and spread of a flow by load.
fn tables(flow: &str, rows: &[LoadRow]) -> Result<[Piecewise; 2], ResponseError> {
    let made = |of: fn(&LoadFlow) -> f64| {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for row in rows {
            let found = row.flows.iter().find(|found| found.flow == flow);
            points.extend(found.map(|found| (row.load, of(found))));
        }
        Piecewise::new(
            points.iter().map(|point| point.0).collect(),
            points.iter().map(|point| point.1).collect(),
        )
        .map_err(|error| ResponseError::Request(format!("times of `{flow}`: {error}")))
    };
    Ok([made(|row| row.time_d)?, made(|row| row.spread_d)?])
}

impl Congestion {
    /// Median time and spread of a flow at a load: level below the least that was simulated;
    /// above the greatest straight on, but never falling.
    pub(super) fn at(&self, flow: &str, load: f64) -> (f64, f64) {
        let Some(tables) = self.tables.get(flow) else {
            return (0.0, 0.0);
        };
        let last = self.last();
        let of = |table: &Piecewise| match load > last {
            true => table.at(load).max(table.at(last)),
            false => table.at(load),
        };
        (of(&tables[0]), of(&tables[1]))
    }

    /// The loads that were simulated.
    pub(super) fn loads(&self) -> impl Iterator<Item = f64> {
        self.rows.iter().map(|row| row.load)
    }

    /// The greatest of them.
    pub(super) fn last(&self) -> f64 {
        self.rows.last().map_or(1.0, |row| row.load)
    }

    /// What to know of the times.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if let Some(row) = self.rows.iter().find(|row| row.is_growing) {
            let load = row.load;
            remarks.push(format!(
                "from {load} times the volume on, less arrives than enters: times there grow on with the years"
            ));
        }
        if let Some(load) = self.at_rest {
            remarks.push(format!(
                "at {load} times the volume the corridor comes to rest; times beyond the load before are drawn on"
            ));
        }
        remarks
    }
}
