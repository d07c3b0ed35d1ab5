//! A port of the corridor folder `port`, run as a user would, and the same port on SimPy.
//!
//! Equal are the rules and the figures, see `peers/python/port_simpy.py`. Kervan does more: it
//! follows each unit, gives every hour a cause, keeps distributions by month, and keeps parts
//! of the stack apart, which never binds here.

use kervan::{Settings, Study};
use serde_json::json;

use crate::contender::{Contender, Program, Round};
use crate::failure::Failure;
use crate::folders;
use crate::race::{Entry, Outcome, Race};
use crate::round::{self, Watch};
use crate::words::Extent;

/// Name of ours in the table.
const OURS: &str = "Kervan";
/// Name of the peer in the table.
const SIMPY: &str = "SimPy 4.1.2";
/// What both must agree in; the unit is a year's TEU, then hours.
const QUANTITIES: [&str; 3] = ["imports", "exports", "hours in port"];
/// 99.9 % of a normal distribution lie within so many deviations: three comparisons are
/// wrong by chance once in 300 runs of the bench.
const DEVIATIONS: f64 = 3.29;

/// The race: one year from empty, replication by replication.
pub(crate) fn races(extent: Extent) -> Vec<Race> {
    let years = extent.of(100);
    vec![Race {
        title: format!("a port, one year, {years} replications on one core"),
        unit: "simulated years",
        shown: QUANTITIES.map(|name| (name, None)).to_vec(),
        contenders: vec![
            Contender::new(SIMPY, Program::Python("port_simpy.py"), &[], years),
            Contender::ours(OURS, &["port"], years),
        ],
        rounds_at_most: None,
        check: same_port,
    }]
}

/// Both must say the same of the port, or their speeds cannot be compared.
fn same_port(outcome: &Outcome) -> Result<Option<String>, Failure> {
    let (Some(ours), Some(simpy)) = (outcome.entry(OURS), outcome.entry(SIMPY)) else {
        return Ok(None);
    };
    let mut said = Vec::new();
    for name in QUANTITIES {
        let (Some((a, a_error)), Some((b, b_error))) = (pooled(ours, name), pooled(simpy, name))
        else {
            return Ok(None);
        };
        let half = DEVIATIONS * a_error.hypot(b_error);
        let text = format!(
            "{name} {a:.2} and {b:.2}, difference {:.2} ± {half:.2}",
            a - b
        );
        if (a - b).abs() > half {
            return Err(Failure::Disagree(format!("{}: {text}", outcome.title)));
        }
        said.push(text);
    }
    Ok(Some(format!(
        "Kervan and SimPy agree within 99.9 % intervals: {}",
        said.join("; ")
    )))
}

/// Mean over all rounds, and its standard error.
fn pooled(entry: &Entry, name: &str) -> Option<(f64, f64)> {
    let rounds = entry.rounds.len() as f64;
    let (mut mean, mut square) = (0.0, 0.0);
    for round in &entry.rounds {
        mean += round.answer(name)? / rounds;
        square += round.answer(&format!("{name}, error"))?.powi(2);
    }
    (rounds > 0.0).then(|| (mean, square.sqrt() / rounds))
}

/// One round: replications, seed.
///
/// # Errors
///
/// If the folder `port` cannot be simulated.
pub(crate) fn round(words: &[&str]) -> Result<Round, Failure> {
    let replications = round::number(words, 0)?;
    let settings = Settings {
        years: 1,
        replications: replications as u32,
        seed: round::number(words, 1)?,
        threads: 1,
        warm_up_years: Some(0),
        ..Settings::default()
    };
    let folder = folders::benches().join("port");
    let watch = Watch::start();
    let study = Study::open(&folder.to_string_lossy(), &[])
        .map_err(|error| Failure::Model(error.to_string()))?;
    let simulate = |settings: &Settings| {
        study
            .simulate_quietly(settings)
            .map_err(|error| Failure::Model(error.to_string()))
    };
    let results = simulate(&settings)?;
    let mut round = watch.stop(replications as f64, Vec::new());

    // Off the clock: the log says how long each ship was in port.
    let logged = simulate(&Settings {
        log: true,
        ..settings
    })?;
    let mut answer = |name: &str, mean: f64, error: f64| {
        round.answers.insert(name.to_owned(), json!(mean));
        round.answers.insert(format!("{name}, error"), json!(error));
    };
    for (name, flow) in [("imports", "import"), ("exports", "export")] {
        if let Some(row) = results.flows.iter().find(|row| row.flow == flow) {
            // The half-width of a 95 % interval is about two standard errors.
            let half = row.arrived.halfwidth().unwrap_or(f64::NAN);
            answer(name, row.arrived.mean, half / 1.98);
        }
    }
    let mut hours = vec![(0.0, 0.0); replications as usize];
    for call in logged.log.iter().flat_map(|log| &log.vessel_calls) {
        if call.node == "PORT" {
            let (sum, calls) = &mut hours[call.replication as usize];
            *sum += (call.left_s - call.asked_s) as f64 / 3600.0;
            *calls += 1.0;
        }
    }
    let means: Vec<f64> = hours.iter().map(|(sum, calls)| sum / calls).collect();
    let count = means.len() as f64;
    let mean = means.iter().sum::<f64>() / count;
    let square: f64 = means.iter().map(|value| (value - mean).powi(2)).sum();
    let error = (square / (count - 1.0).max(1.0) / count).sqrt();
    answer("hours in port", mean, error);
    Ok(round)
}
