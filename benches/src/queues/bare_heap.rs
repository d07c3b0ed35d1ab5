//! The bound: the same line in a loop around the standard library's heap, with the same draws.
//!
//! No engine, no checks, no statistics but one sum.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use kervan_engine::RandomStream;

use super::{Line, Passed, TICKS};

/// Time, sequence, station, and when the customer came.
type Entry = Reverse<(i64, u64, usize, i64)>;

/// Stands for the station of those that come from outside.
const OUTSIDE: usize = usize::MAX;

/// Passes all customers through the line.
pub(super) fn run(line: &Line, seed: u64) -> Passed {
    let mut arrivals = RandomStream::named(seed, 0, "outside", "arrivals");
    let mut services: Vec<RandomStream> = (0..line.stations)
        .map(|station| RandomStream::named(seed, 0, &station.to_string(), "service"))
        .collect();
    let between = 1.0 / line.rate * TICKS;
    let draw = |mean: f64, stream: &mut RandomStream| (-mean * libm::log(stream.uniform())) as i64;
    let mut sequence = 0;
    let mut heap: BinaryHeap<Entry> = BinaryHeap::new();
    let mut push = |heap: &mut BinaryHeap<Entry>, time, station, since| {
        sequence += 1;
        heap.push(Reverse((time, sequence, station, since)));
    };
    let mut waiting = vec![VecDeque::new(); line.stations];
    let mut busy = vec![0; line.stations];
    let (mut to_come, mut customers, mut time_sum) = (line.customers, 0, 0);

    push(&mut heap, draw(between, &mut arrivals), OUTSIDE, 0);
    while let Some(Reverse((now, _, station, since))) = heap.pop() {
        let (since, next) = if station == OUTSIDE {
            to_come -= 1;
            if to_come > 0 {
                push(&mut heap, now + draw(between, &mut arrivals), OUTSIDE, 0);
            }
            (now, 0)
        } else {
            match waiting[station].pop_front() {
                Some(first) => {
                    let end = now + draw(TICKS, &mut services[station]);
                    push(&mut heap, end, station, first);
                }
                None => busy[station] -= 1,
            }
            (since, station + 1)
        };
        if next == line.stations {
            customers += 1;
            time_sum += now - since;
        } else if busy[next] < line.servers {
            busy[next] += 1;
            let end = now + draw(TICKS, &mut services[next]);
            push(&mut heap, end, next, since);
        } else {
            waiting[next].push_back(since);
        }
    }
    Passed {
        customers,
        mean_time: time_sum as f64 / TICKS / customers as f64,
    }
}
