//! How long a simulated year of a corridor takes on one thread, beside a bound.
//!
//! The bound is a bare binary heap of the standard library that does as many pop and push
//! pairs as the year has logged train runs, vessel calls and border stays, with nothing
//! else: no model can be faster than its event list. Both are timed in turn, in one
//! process; the medians and their ratio are printed. Run with `cargo xtask bench`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout
)]

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hint::black_box;
use std::time::Instant;

use kervan::{Settings, Study};

const YEARS: u32 = 20;
const ROUNDS: usize = 7;

fn main() {
    for name in ["first", "steppe", "middle-corridor"] {
        let study = Study::open(name, &[]).expect("a built-in corridor");
        let settings = Settings {
            years: YEARS,
            replications: 1,
            threads: 1,
            warm_up_years: Some(1),
            ..Settings::default()
        };
        let events = events_a_year(&study, &settings);
        let (mut model, mut bound) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let start = Instant::now();
            black_box(study.simulate_quietly(&settings).expect("it runs"));
            model.push(start.elapsed().as_secs_f64() / f64::from(YEARS + 1));
            let start = Instant::now();
            black_box(bare_heap(events * u64::from(YEARS + 1)));
            bound.push(start.elapsed().as_secs_f64() / f64::from(YEARS + 1));
        }
        let (model, bound) = (median(model), median(bound));
        println!(
            "{name:<16} {:>8.2} ms a simulated year, {events:>6} logged events; bare heap {:>7.3} ms; ratio {:>6.1}",
            model * 1e3,
            bound * 1e3,
            model / bound
        );
    }
}

fn events_a_year(study: &Study, settings: &Settings) -> u64 {
    let results = study
        .simulate_quietly(&Settings {
            log: true,
            ..settings.clone()
        })
        .expect("it runs");
    let log = results.log.expect("a log was asked for");
    ((log.train_runs.len() + log.vessel_calls.len() + log.border_stays.len()) as u64
        / u64::from(YEARS))
    .max(1)
}

/// A hold model with a hundred pending events: take the next one, put it back later.
fn bare_heap(pairs: u64) -> u64 {
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % 100_000
    };
    let mut heap: BinaryHeap<Reverse<(u64, u64)>> =
        (0..100).map(|event| Reverse((next(), event))).collect();
    let mut last = 0;
    for _ in 0..pairs {
        if let Some(Reverse((time, event))) = heap.pop() {
            last = time;
            heap.push(Reverse((time + next(), event)));
        }
    }
    last
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
