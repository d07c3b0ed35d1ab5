//! A single track of 400 km with 20 passing loops, worked train by train.

use kervan::{Settings, Study};
use serde_json::json;

use crate::contender::{Contender, Round};
use crate::failure::Failure;
use crate::folders;
use crate::race::{Outcome, Race};
use crate::round::{self, Watch};
use crate::words::Extent;

/// Trains a day in both directions together, and the scenario that has as many.
const TRAINS: [(&str, &str); 3] = [
    ("12", ""),
    ("24", "twenty-four-trains"),
    ("36", "thirty-six-trains"),
];

/// Periods of 30 days in the model year of 365.
const PERIODS: f64 = 365.0 / 30.0;

/// The race: by trains a day.
pub(crate) fn races(extent: Extent) -> Vec<Race> {
    let years = extent.of(20);
    let contender = |(trains, scenario): (&str, &str)| {
        let name = format!("Kervan, {trains} trains a day");
        Contender::ours(&name, &["line", scenario], years)
    };
    vec![Race {
        title: "a single track of 400 km with 20 loops".to_owned(),
        unit: "periods of 30 days",
        shown: vec![("trains a day", None), ("hours on the way", None)],
        contenders: TRAINS.into_iter().map(contender).collect(),
        rounds_at_most: None,
        check: as_many_trains,
    }]
}

/// As many trains arrive as are asked for.
fn as_many_trains(outcome: &Outcome) -> Result<Option<String>, Failure> {
    for ((trains, _), entry) in TRAINS.iter().zip(&outcome.entries) {
        let asked: f64 = trains.parse().unwrap_or(f64::NAN);
        let arrived = entry.median(|round| round.answer("trains a day").unwrap_or(f64::NAN));
        if !arrived.is_some_and(|arrived| (arrived / asked - 1.0).abs() < 0.02) {
            return Err(Failure::Disagree(format!(
                "{}: {trains} trains a day were asked for and {} arrive",
                outcome.title,
                arrived.unwrap_or(f64::NAN)
            )));
        }
    }
    Ok(None)
}

/// One round: scenario, years, seed.
///
/// # Errors
///
/// If the folder `line` cannot be simulated.
pub(crate) fn round(words: &[&str]) -> Result<Round, Failure> {
    let scenarios: Vec<String> = words
        .first()
        .filter(|name| !name.is_empty())
        .map(|name| (*name).to_owned())
        .into_iter()
        .collect();
    let years = round::number(words, 1)?;
    let settings = Settings {
        years: years as u32,
        replications: 1,
        seed: round::number(words, 2)?,
        threads: 1,
        warm_up_years: Some(0),
        ..Settings::default()
    };
    let folder = folders::benches().join("line");
    let watch = Watch::start();
    let study = Study::open(&folder.to_string_lossy(), &scenarios)
        .map_err(|error| Failure::Model(error.to_string()))?;
    let results = study
        .simulate_quietly(&settings)
        .map_err(|error| Failure::Model(error.to_string()))?;
    let flows = || results.flows.iter().filter(|row| !row.is_group);
    // A train carries 80 TEU.
    let trains: f64 = flows().map(|row| row.arrived.mean / 80.0 / 365.0).sum();
    let days: Vec<f64> = flows()
        .filter_map(|row| row.mean_d.map(|mean| mean.mean))
        .collect();
    let hours = days.iter().sum::<f64>() / days.len().max(1) as f64 * 24.0;
    let answers = vec![
        ("trains a day", json!(trains)),
        ("hours on the way", json!(hours)),
    ];
    Ok(watch.stop(years as f64 * PERIODS, answers))
}
