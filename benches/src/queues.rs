//! Queues: one M/M/1 station, ten in line, and one with twenty servers.
//!
//! A model event is one arrival from outside or one completion of service; what an engine
//! does besides is its own affair and is not counted. Kervan and the bare heap draw the same
//! numbers from the same streams in the same order, so they must agree to rounding.

mod bare_heap;
mod engine;
mod stations;

use serde_json::json;

use crate::contender::{Contender, Program, Round};
use crate::failure::Failure;
use crate::race::{Outcome, Race};
use crate::round::{self, Watch};
use crate::words::Extent;

/// Ticks in the mean time of one service.
const TICKS: f64 = 1e6;

/// Name of the engine in the tables.
const ENGINE: &str = "Kervan: engine";
/// Name of the bound in the tables.
const BARE: &str = "bare binary heap";

/// Stations in line; every service takes 1 on average.
#[derive(Clone, Copy, Debug)]
struct Line {
    name: &'static str,
    title: &'static str,
    stations: usize,
    servers: usize,
    /// Customers that come from outside in one unit of time.
    rate: f64,
    customers: u64,
    /// Mean time from coming to leaving, in theory.
    mean_time: f64,
}

/// The three lines. Sources of the means: Burke's theorem for the tandem; Erlang's C of 19
/// offered to 20 servers, 0.7554, plus 1 for the service.
const LINES: [Line; 3] = [
    Line {
        name: "mm1",
        title: "M/M/1 at 0.9",
        stations: 1,
        servers: 1,
        rate: 0.9,
        customers: 1_000_000,
        mean_time: 10.0,
    },
    Line {
        name: "tandem",
        title: "ten M/M/1 at 0.9 in line",
        stations: 10,
        servers: 1,
        rate: 0.9,
        customers: 200_000,
        mean_time: 100.0,
    },
    Line {
        name: "mm20",
        title: "M/M/20 at 0.95",
        stations: 1,
        servers: 20,
        rate: 19.0,
        customers: 1_000_000,
        mean_time: 1.7554,
    },
];

/// What a run of a line says.
struct Passed {
    customers: u64,
    mean_time: f64,
}

/// The three races. Slow peers get a part of the customers.
pub(crate) fn races(extent: Extent) -> Vec<Race> {
    let race = |line: &Line| {
        let customers = |part: u64| (extent.of(line.customers) / part).max(100);
        let ours = |name: &str, way: &str| {
            Contender::ours(name, &["queues", way, line.name], customers(1))
        };
        let python = |name: &str, script: &'static str, part: u64| {
            let shape = [
                line.stations.to_string(),
                line.servers.to_string(),
                line.rate.to_string(),
            ];
            let words: Vec<&str> = shape.iter().map(String::as_str).collect();
            Contender::new(name, Program::Python(script), &words, customers(part))
        };
        let rust = |name: &str, engine: &str| {
            let shape = [
                line.stations.to_string(),
                line.servers.to_string(),
                line.rate.to_string(),
            ];
            let words = [engine, &shape[0], &shape[1], &shape[2]];
            Contender::new(name, Program::Rust, &words, customers(1))
        };
        Race {
            title: line.title.to_owned(),
            unit: "model events",
            shown: vec![("customers", None), ("mean time", Some(line.mean_time))],
            contenders: vec![
                ours(BARE, "bare-heap"),
                ours(ENGINE, "engine"),
                ours("Kervan: network of stations", "stations"),
                rust("odem-rs 0.4.0", "odem-rs"),
                rust("NeXosim 1.0.0", "nexosim"),
                python("Cimba 0.9.6", "queues_cimba.py", 1),
                python("SimPy 4.1.2", "queues_simpy.py", 2),
                python("Ciw 3.2.7", "queues_ciw.py", 10),
                python("salabim 26.0.9", "queues_salabim.py", 50),
            ],
            rounds_at_most: None,
            check: same_customers,
        }
    };
    LINES.iter().map(race).collect()
}

/// Identical draws give identical customers, and means that differ by rounding alone.
fn same_customers(outcome: &Outcome) -> Result<Option<String>, Failure> {
    let (Some(bare), Some(engine)) = (outcome.entry(BARE), outcome.entry(ENGINE)) else {
        return Ok(None);
    };
    for (bare, engine) in bare.rounds.iter().zip(&engine.rounds) {
        let same = |name: &str| {
            let (bare, engine) = (bare.answer(name)?, engine.answer(name)?);
            ((bare - engine).abs() <= 1e-9 * bare).then_some(())
        };
        if same("customers").and(same("mean time")).is_none() {
            return Err(Failure::Disagree(format!(
                "{}: {BARE} and {ENGINE} draw the same numbers and give other answers",
                outcome.title
            )));
        }
    }
    Ok(Some(format!(
        "{BARE} and {ENGINE}: same customers and, to 9 digits, same mean in every round"
    )))
}

/// One round: how, which line, customers, seed.
///
/// # Errors
///
/// If the words name no line.
pub(crate) fn round(words: &[&str]) -> Result<Round, Failure> {
    let named = |line: &&Line| words.get(1) == Some(&line.name);
    let (Some(line), Some(way)) = (LINES.iter().find(named), words.first()) else {
        return Err(Failure::Word(words.join(" ")));
    };
    let line = Line {
        customers: round::number(words, 2)?,
        ..*line
    };
    let seed = round::number(words, 3)?;
    let watch = Watch::start();
    let passed = match *way {
        "engine" => engine::run(&line, seed)?,
        "bare-heap" => bare_heap::run(&line, seed),
        "stations" => stations::run(&line, seed)?,
        way => return Err(Failure::Word(way.to_owned())),
    };
    let events = passed.customers * (line.stations as u64 + 1);
    let answers = vec![
        ("customers", json!(passed.customers)),
        ("mean time", json!(passed.mean_time)),
    ];
    Ok(watch.stop(events as f64, answers))
}

#[cfg(test)]
mod tests {
    use super::{LINES, Line, bare_heap, engine};

    #[test]
    fn engine_and_bare_heap_pass_the_same_customers() {
        for line in LINES {
            let line = Line {
                customers: 5_000,
                ..line
            };
            let (ours, bare) = (engine::run(&line, 7).unwrap(), bare_heap::run(&line, 7));
            assert_eq!(ours.customers, 5_000);
            assert_eq!(bare.customers, 5_000);
            assert!((ours.mean_time - bare.mean_time).abs() < 1e-9 * bare.mean_time);
        }
    }
}
