//! A line of stations as `kervan verify` runs one: a network, every statistic of every station.
//!
//! It runs for the time in which that many customers are expected; how many came is counted.

use std::sync::atomic::AtomicBool;

use kervan_engine::{Discipline, Distribution};
use kervan_stations::{
    Class, Network, Routing, Run, Servers, Source, Station, WhenFull, Work, simulate,
};

use super::{Line, Passed};
use crate::failure::Failure;

/// Passes about as many customers through the line as were asked for.
///
/// # Errors
///
/// If the network cannot be run.
pub(super) fn run(line: &Line, seed: u64) -> Result<Passed, Failure> {
    let exponential = |mean: f64| {
        Distribution::exponential(mean).map_err(|error| Failure::Model(error.to_string()))
    };
    let one = Distribution::constant(1.0).map_err(|error| Failure::Model(error.to_string()))?;
    let service = exponential(1.0)?;
    let station = |number: usize| Station {
        name: number.to_string(),
        work: Work::Servers(Servers {
            count: line.servers as u32,
            service: vec![service.clone()],
            discipline: Discipline::FirstCome,
            together: 1,
            room: None,
            when_full: WhenFull::Lost,
            breakdowns: None,
        }),
    };
    let network = Network {
        stations: (0..line.stations).map(station).collect(),
        classes: vec![Class {
            name: "customers".to_owned(),
            source: Source::Open {
                between: exponential(1.0 / line.rate)?,
                batch: one,
            },
            priority: 0,
            entry: Vec::new(),
            routing: Routing::Itinerary((0..line.stations).collect()),
        }],
    };
    let length = line.customers as f64 / line.rate;
    let run = Run {
        warm_up: 0.0,
        length,
        seed,
        replication: 0,
    };
    let seen = simulate(&network, run, &AtomicBool::new(false))
        .map_err(|error| Failure::Model(error.to_string()))?;
    let passage = &seen.passages[0];
    Ok(Passed {
        customers: (passage.throughput * length).round() as u64,
        mean_time: passage.mean_time,
    })
}
