//! The hold model: take the next event, put one back later, with so many pending.
//!
//! It times the event list alone. Where times are whole numbers of 0 to a few, many events
//! fall on one instant, and the order of scheduling decides.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use kervan_engine::{EventQueue, RandomStream, SimTime};
use serde_json::json;

use crate::contender::{Contender, Program, Round};
use crate::failure::Failure;
use crate::race::{Outcome, Race};
use crate::round::{self, Watch};
use crate::words::Extent;

/// Name of the engine's queue in the tables.
const ENGINE: &str = "Kervan: event queue";
/// Name of the bound in the tables.
const BARE: &str = "bare binary heap";

/// The races: four lengths, without and with ties.
pub(crate) fn races(extent: Extent) -> Vec<Race> {
    let holds = extent.of(2_000_000);
    let mut races = Vec::new();
    for pending in [10, 100, 1_000, 10_000] {
        for (ties, spread) in [(false, "distinct"), (true, "tied")] {
            let pending = pending.to_string();
            let ours = |name, way| Contender::ours(name, &["hold", way, &pending, spread], holds);
            races.push(Race {
                title: format!(
                    "hold model, {pending} pending, {}",
                    if ties { "many ties" } else { "hardly any ties" }
                ),
                unit: "holds",
                shown: Vec::new(),
                contenders: vec![
                    ours(BARE, "bare-heap"),
                    ours(ENGINE, "engine"),
                    Contender::new(
                        "dary_heap 0.3.9, arity 4",
                        Program::Rust,
                        &["dary-heap", &pending, spread],
                        holds,
                    ),
                    Contender::new(
                        "SimPy 4.1.2",
                        Program::Python("hold_simpy.py"),
                        &[&pending, spread],
                        holds / 5,
                    ),
                ],
                rounds_at_most: None,
                check: same_order,
            });
        }
    }
    races
}

/// Identical draws give events in the identical order.
fn same_order(outcome: &Outcome) -> Result<Option<String>, Failure> {
    let (Some(bare), Some(engine)) = (outcome.entry(BARE), outcome.entry(ENGINE)) else {
        return Ok(None);
    };
    let same = |(bare, engine): (&Round, &Round)| bare.answers == engine.answers;
    if bare.rounds.iter().zip(&engine.rounds).all(same) {
        return Ok(None);
    }
    Err(Failure::Disagree(format!(
        "{}: {BARE} and {ENGINE} take events in another order",
        outcome.title
    )))
}

/// One round: how, pending events, spread of times, holds, seed.
///
/// # Errors
///
/// If a word means nothing.
pub(crate) fn round(words: &[&str]) -> Result<Round, Failure> {
    let way = words.first().copied().unwrap_or_default();
    let pending = round::number(words, 1)? as usize;
    let tied = words.get(2) == Some(&"tied");
    let holds = round::number(words, 3)?;
    let mut stream = RandomStream::named(round::number(words, 4)?, 0, "hold", "times");
    let mut ahead = move || {
        let time = stream.exponential();
        // A mean of 4 whole units: one in five follows at once.
        (if tied { time * 4.0 } else { time * 1e6 }) as i64
    };
    // A sum over the events in their order shows whether two orders are the same.
    let mut order = 0_u64;
    let mut see = |event: u32| order = order.wrapping_mul(31).wrapping_add(u64::from(event));
    let watch;
    match way {
        "engine" => {
            let mut queue = EventQueue::with_capacity(pending);
            for event in 0..pending {
                queue.schedule(SimTime::from_ticks(ahead()), event as u32);
            }
            watch = Watch::start();
            for _ in 0..holds {
                if let Some((now, event)) = queue.pop() {
                    see(event);
                    queue.schedule(now + ahead(), event);
                }
            }
        }
        "bare-heap" => {
            let mut heap = BinaryHeap::with_capacity(pending);
            let mut sequence = 0_u64;
            for event in 0..pending {
                sequence += 1;
                heap.push(Reverse((ahead(), sequence, event as u32)));
            }
            watch = Watch::start();
            for _ in 0..holds {
                if let Some(Reverse((now, _, event))) = heap.pop() {
                    see(event);
                    sequence += 1;
                    heap.push(Reverse((now + ahead(), sequence, event)));
                }
            }
        }
        way => return Err(Failure::Word(way.to_owned())),
    }
    // As text: a number of 64 bits does not survive every reader of JSON.
    let answers = vec![("order", json!(format!("{order:016x}")))];
    Ok(watch.stop(holds as f64, answers))
}
