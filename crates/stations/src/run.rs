//! One replication from beginning to end.

use crate::error::StationsError;
use crate::network::{Network, Source, Work};
use crate::observation::Observation;
use crate::world::World;
use kervan_engine::{Distribution, RandomStream};
use std::sync::atomic::AtomicBool;

/// How long to run, and with whose luck.
///
/// # Units and shapes
///
/// - times: the network's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Time at the start that is not observed; 0 or more.
    pub warm_up: f64,
    /// Time observed after it, above 0.
    pub length: f64,
    /// Names the luck, together with the replication.
    pub seed: u64,
    /// Number of the replication.
    pub replication: u64,
}

/// Simulates one replication. It starts empty, except for closed classes, which enter then.
///
/// Chance comes from streams named after seed, replication, station or class, and purpose, so
/// that another station or class moves nobody's luck. A time of service is drawn when the
/// customer comes to the station. Set `stop` from elsewhere to give up.
///
/// # Errors
///
/// If the network has a problem, if the run is no time or too long beside the shortest mean
/// time, if a ring of full stations waits for ever, or if it was stopped.
///
/// # Examples
///
/// M/M/1 at load 0.5: as many wait as work.
///
/// ```
/// use kervan_engine::{Discipline, Distribution};
/// use kervan_stations::{
///     Class, Network, Routing, Run, Servers, Source, Station, WhenFull, Work, simulate,
/// };
/// use std::sync::atomic::AtomicBool;
///
/// let network = Network {
///     stations: vec![Station {
///         name: "berth".into(),
///         work: Work::Servers(Servers {
///             count: 1,
///             service: vec![Distribution::exponential(1.0)?],
///             discipline: Discipline::FirstCome,
///             together: 1,
///             room: None,
///             when_full: WhenFull::Lost,
///             breakdowns: None,
///         }),
///     }],
///     classes: vec![Class {
///         name: "ships".into(),
///         source: Source::Open {
///             between: Distribution::exponential(2.0)?,
///             batch: Distribution::constant(1.0)?,
///         },
///         priority: 0,
///         entry: vec![],
///         routing: Routing::Itinerary(vec![0]),
///     }],
/// };
/// let run = Run { warm_up: 1000.0, length: 100_000.0, seed: 1, replication: 0 };
/// let seen = simulate(&network, run, &AtomicBool::new(false))?;
/// assert!((seen.stations[0].mean_line / 0.5 - 1.0).abs() < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn simulate(
    network: &Network,
    run: Run,
    stop: &AtomicBool,
) -> Result<Observation, StationsError> {
    let mut whole = simulate_in_parts(network, run, 1, stop)?;
    whole.pop().ok_or(StationsError::Interrupted)
}

/// Simulates one replication as [`simulate`] does, and tells the time observed in equal parts: for
/// batch means, or to see where the warm-up ends. At least one part.
///
/// # Errors
///
/// As [`simulate`], and if a part would be shorter than a tick.
pub fn simulate_in_parts(
    network: &Network,
    run: Run,
    parts: u32,
    stop: &AtomicBool,
) -> Result<Vec<Observation>, StationsError> {
    let problems = network.check();
    if !problems.is_empty() {
        return Err(StationsError::Network(problems));
    }
    let clock = Clock::new(network, run)?;
    let parts = parts.max(1);
    if clock.ends - clock.begins < i64::from(parts) {
        return Err(StationsError::Run {
            name: "length",
            value: run.length,
            expected: "parts of at least a millionth of the shortest mean time",
        });
    }
    World::new(network, run, clock).run(parts, stop)
}

/// How many ticks a unit of time has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    /// A power of two, so that nothing is lost on the way to ticks and back.
    pub(crate) ticks_per_unit: f64,
    /// When the observation begins and ends, in ticks.
    pub(crate) begins: i64,
    pub(crate) ends: i64,
}

/// Rounding to whole ticks is not felt if the shortest mean time has so many (2^20) ...
const WANTED: i32 = 20;
/// ... and hardly with so many (2^10).
const LEAST: i32 = 10;
/// A run is shorter than 2^52 ticks, so that every time is a whole number also as `f64` and
/// squares add up in 128 bits.
const HORIZON: i32 = 52;

impl Clock {
    pub(crate) fn new(network: &Network, run: Run) -> Result<Clock, StationsError> {
        let refused = |name, value, expected| StationsError::Run {
            name,
            value,
            expected,
        };
        if !(run.warm_up.is_finite() && run.warm_up >= 0.0) {
            return Err(refused("warm_up", run.warm_up, "a time of 0 or more"));
        }
        if !(run.length.is_finite() && run.length > 0.0) {
            return Err(refused("length", run.length, "a time above 0"));
        }
        let shortest = shortest_mean(network);
        let horizon = run.warm_up + run.length;
        // The greatest power of two that the horizon admits, or a smaller one that is enough.
        let admitted = HORIZON - exponent_above(horizon);
        let enough = WANTED + 1 - exponent_above(shortest);
        let least = LEAST + 1 - exponent_above(shortest);
        if admitted < least {
            return Err(StationsError::TooLong {
                horizon,
                shortest,
                limit: libm::ldexp(1.0, HORIZON - LEAST - 1),
            });
        }
        let ticks_per_unit = libm::ldexp(1.0, admitted.min(enough));
        let begins = (run.warm_up * ticks_per_unit) as i64;
        let ends = (horizon * ticks_per_unit) as i64;
        if ends <= begins {
            let expected = "at least a millionth of the shortest mean time";
            return Err(refused("length", run.length, expected));
        }
        Ok(Clock {
            ticks_per_unit,
            begins,
            ends,
        })
    }

    /// When a part of the observation ends, counted from 1.
    pub(crate) fn end_of(self, part: u32, parts: u32) -> i64 {
        let length = i128::from(self.ends - self.begins);
        // Never longer than the whole.
        self.begins + (length * i128::from(part) / i128::from(parts)) as i64
    }

    /// Draws a time in ticks; below zero counts as zero.
    #[inline]
    pub(crate) fn draw(self, time: &Distribution, stream: &mut RandomStream) -> i64 {
        self.ticks(time.sample(stream))
    }

    /// The nearest whole number of ticks.
    #[inline]
    pub(crate) fn ticks(self, time: f64) -> i64 {
        (time * self.ticks_per_unit + 0.5).max(0.0) as i64
    }
}

/// The least `e` with `value < 2^e`.
fn exponent_above(value: f64) -> i32 {
    libm::frexp(value).1
}

/// The shortest of all mean times above zero.
fn shortest_mean(network: &Network) -> f64 {
    let mut shortest = f64::INFINITY;
    let mut see = |mean: f64| {
        if mean > 0.0 {
            shortest = shortest.min(mean);
        }
    };
    for station in &network.stations {
        match &station.work {
            Work::Servers(servers) => {
                servers.service.iter().for_each(|time| see(time.mean()));
                if let Some(breakdowns) = &servers.breakdowns {
                    see(breakdowns.up.mean());
                    see(breakdowns.down.mean());
                }
            }
            Work::Delay(times) => times.iter().for_each(|time| see(time.mean())),
            Work::Departures(departures) => {
                see(departures.headway);
                see(departures.running.mean());
            }
        }
    }
    for class in &network.classes {
        if let Source::Open { between, .. } = &class.source {
            see(between.mean());
        }
    }
    if shortest.is_finite() { shortest } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::exponent_above;

    #[test]
    fn the_exponent_is_that_of_the_next_power_of_two() {
        assert_eq!(
            [0.25, 0.3, 1.0, 1.5, 4.0].map(exponent_above),
            [-1, -1, 1, 1, 3]
        );
    }
}
