//! Whole corridors: how long a simulated year takes, and how much memory.

use kervan::{Settings, Study};
use serde_json::json;

use crate::contender::{Contender, Round};
use crate::failure::Failure;
use crate::folders;
use crate::race::{Outcome, Race};
use crate::round::{self, Watch};
use crate::words::Extent;

/// The corridor that scenarios change.
const MIDDLE: &str = "middle-corridor";

/// Simulated years of one replication, after a year of warm-up.
const YEARS: u64 = 20;
/// The same in a long study.
const LONG_YEARS: u64 = 50;

/// The races: one thread, 1,000 years on all cores, 100 years over every loop. `scenarios` are files;
/// without any, the one in this folder, if it is there.
pub(crate) fn races(extent: Extent, scenarios: &[String]) -> Vec<Race> {
    let own = folders::benches().join("ten-million-tonnes.toml");
    let scenarios = match scenarios {
        [] if own.exists() => vec![own.to_string_lossy().into_owned()],
        given => given.to_vec(),
    };
    let with_each = || std::iter::once(String::new()).chain(scenarios.iter().cloned());
    let contender = |corridor: &str, scenario: &str, replication: u64, threads: &str, all: u64| {
        let years = replication.min(all);
        let words = ["corridor", corridor, scenario, threads, &years.to_string()];
        Contender::ours(&name(corridor, scenario), &words, all)
    };
    let race = |title: String, rounds_at_most: Option<u32>, contenders: Vec<Contender>| Race {
        title,
        unit: "simulated years",
        shown: vec![("replications", None), ("Mt that arrive a year", None)],
        contenders,
        rounds_at_most,
        check: |_: &Outcome| Ok(None),
    };

    let years = extent.of(YEARS);
    let mut single: Vec<Contender> = with_each()
        .map(|scenario| contender(MIDDLE, &scenario, YEARS, "1", years))
        .collect();
    for corridor in ["first", "steppe"] {
        single.push(contender(corridor, "", YEARS, "1", years));
    }
    let (long, loops) = (extent.of(1_000), extent.of(100));
    vec![
        race("simulated years on one core".to_owned(), None, single),
        race(
            format!("{long} simulated years on all cores"),
            Some(3),
            with_each()
                .map(|scenario| contender(MIDDLE, &scenario, LONG_YEARS, "0", long))
                .collect(),
        ),
        race(
            format!("{loops} simulated years over every loop on all cores"),
            Some(3),
            with_each()
                .map(|scenario| {
                    let both = format!("every-loop;{scenario}");
                    contender(MIDDLE, &both, LONG_YEARS, "0", loops)
                })
                .collect(),
        ),
    ]
}

/// The corridor and its scenarios, files by their bare names.
fn name(corridor: &str, scenarios: &str) -> String {
    let mut name = corridor.to_owned();
    for scenario in scenarios.split(';').filter(|name| !name.is_empty()) {
        let file = scenario.rsplit(['/', '\\']).next().unwrap_or(scenario);
        name.push_str(&format!(" + {}", file.trim_end_matches(".toml")));
    }
    name
}

/// One round: corridor, scenarios joined by `;`, threads, years of a replication, years in all, seed.
///
/// # Errors
///
/// If the corridor cannot be simulated.
pub(crate) fn round(words: &[&str]) -> Result<Round, Failure> {
    let [corridor, scenarios, ..] = words else {
        return Err(Failure::Word(words.join(" ")));
    };
    let scenarios: Vec<String> = scenarios
        .split(';')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let years = round::number(words, 3)?;
    let all = round::number(words, 4)?;
    let replications = (all / years.max(1)).max(1);
    let settings = Settings {
        years: years as u32,
        replications: replications as u32,
        seed: round::number(words, 5)?,
        threads: round::number(words, 2)? as usize,
        warm_up_years: Some(1),
        ..Settings::default()
    };
    let watch = Watch::start();
    let study =
        Study::open(corridor, &scenarios).map_err(|error| Failure::Model(error.to_string()))?;
    let results = study
        .simulate_quietly(&settings)
        .map_err(|error| Failure::Model(error.to_string()))?;
    let flows = results.flows.iter().filter(|row| !row.is_group);
    let tonnes: f64 = flows.map(|row| row.arrived_t.mean).sum();
    let answers = vec![
        ("replications", json!(replications)),
        ("Mt that arrive a year", json!(tonnes / 1e6)),
    ];
    // The years of warm-up are simulated too, but nobody asked for them.
    Ok(watch.stop((replications * years) as f64, answers))
}
