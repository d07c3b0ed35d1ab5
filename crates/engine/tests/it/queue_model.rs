//! A row of stations that every customer passes, used by several tests.

use kervan_engine::{Distribution, EventQueue, RandomStream, Server, ServerStatistics, SimTime};

/// Mean service of most tests, in ticks: long, so that rounding to whole ticks is not felt.
pub(crate) const SERVICE: f64 = 100_000.0;

/// Customers arrive at random, pass all stations in order, and leave.
pub(crate) struct Row {
    pub(crate) between_arrivals: Distribution,
    pub(crate) stations: Vec<Station>,
}

pub(crate) struct Station {
    pub(crate) places: usize,
    pub(crate) service: Distribution,
}

#[derive(Clone, Copy)]
enum Event {
    Arrival,
    Done { station: usize },
}

impl Row {
    /// Lets `warm_up` customers arrive unobserved, then `observed` more; the statistics
    /// are those up to the last arrival.
    pub(crate) fn run(
        &self,
        seed: u64,
        replication: u64,
        warm_up: u32,
        observed: u32,
    ) -> Vec<ServerStatistics> {
        let mut arrivals = RandomStream::named(seed, replication, "row", "arrivals");
        let mut services: Vec<RandomStream> = (0..self.stations.len())
            .map(|station| {
                RandomStream::named(seed, replication, &format!("station-{station}"), "service")
            })
            .collect();
        let mut servers: Vec<Server<()>> = self
            .stations
            .iter()
            .map(|station| Server::new(station.places))
            .collect();
        let mut queue = EventQueue::with_capacity(64);
        queue.schedule(SimTime::ZERO, Event::Arrival);
        let mut arrived = 0;
        while let Some((now, event)) = queue.pop() {
            let entered = match event {
                Event::Arrival => {
                    if arrived == warm_up {
                        for server in &mut servers {
                            server.reset_statistics(now);
                        }
                    }
                    if arrived == warm_up + observed {
                        return servers
                            .iter_mut()
                            .map(|server| server.statistics(now))
                            .collect();
                    }
                    arrived += 1;
                    let until_next = ticks(&self.between_arrivals, &mut arrivals);
                    queue.schedule(now + until_next, Event::Arrival);
                    Some(0)
                }
                Event::Done { station } => {
                    if servers[station].release(now).is_some() {
                        let service =
                            ticks(&self.stations[station].service, &mut services[station]);
                        queue.schedule(now + service, Event::Done { station });
                    }
                    Some(station + 1).filter(|&next| next < servers.len())
                }
            };
            if let Some(station) = entered
                && servers[station].request(now, ())
            {
                let service = ticks(&self.stations[station].service, &mut services[station]);
                queue.schedule(now + service, Event::Done { station });
            }
        }
        unreachable!("arrivals never end");
    }
}

fn ticks(distribution: &Distribution, stream: &mut RandomStream) -> i64 {
    distribution.sample(stream).round() as i64
}
