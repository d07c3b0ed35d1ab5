//! A line of stations on Kervan's engine, all its statistics on.

use kervan_engine::{Distribution, EventQueue, RandomStream, Server, SimTime, Tally};

use super::{Line, Passed, TICKS};
use crate::failure::Failure;

#[derive(Clone, Copy)]
enum Event {
    /// A customer comes from outside.
    Arrival,
    /// A customer that came at `since` has been served.
    Served { station: usize, since: SimTime },
}

/// Passes all customers through the line.
///
/// # Errors
///
/// If a mean is none that a distribution can have.
pub(super) fn run(line: &Line, seed: u64) -> Result<Passed, Failure> {
    let exponential = |mean: f64| {
        Distribution::exponential(mean * TICKS).map_err(|error| Failure::Model(error.to_string()))
    };
    let (between, service) = (exponential(1.0 / line.rate)?, exponential(1.0)?);
    let mut arrivals = RandomStream::named(seed, 0, "outside", "arrivals");
    let mut services: Vec<RandomStream> = (0..line.stations)
        .map(|station| RandomStream::named(seed, 0, &station.to_string(), "service"))
        .collect();
    let mut queue = EventQueue::new();
    let mut stations = vec![Server::new(line.servers); line.stations];
    let mut times = Tally::new();
    let mut to_come = line.customers;

    let first = between.sample(&mut arrivals) as i64;
    queue.schedule(SimTime::ZERO + first, Event::Arrival);
    while let Some((now, event)) = queue.pop() {
        let (since, next) = match event {
            Event::Arrival => {
                to_come -= 1;
                if to_come > 0 {
                    queue.schedule(now + between.sample(&mut arrivals) as i64, Event::Arrival);
                }
                (now, 0)
            }
            Event::Served { station, since } => {
                if let Some(waiting) = stations[station].release(now) {
                    let end = now + service.sample(&mut services[station]) as i64;
                    let since = waiting;
                    queue.schedule(end, Event::Served { station, since });
                }
                (since, station + 1)
            }
        };
        if next == line.stations {
            times.add((now - since) as f64 / TICKS);
        } else if stations[next].request(now, since) {
            let end = now + service.sample(&mut services[next]) as i64;
            let station = next;
            queue.schedule(end, Event::Served { station, since });
        }
    }
    Ok(Passed {
        customers: times.count(),
        mean_time: times.mean().unwrap_or(0.0),
    })
}
