//! What is wrong with a network, and why a replication cannot be run.

use std::fmt;

/// What a [`Problem`] is about, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The network as a whole.
    Network,
    /// A station.
    Station(usize),
    /// A class.
    Class(usize),
}

/// Something that a network must not have: what is wrong, and a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, with the names in backticks.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}; {}", self.message, self.help)
    }
}

/// Why a replication gives no observation.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum StationsError {
    /// The network cannot be run: all that [`Network::check`](crate::Network::check) found.
    #[error("the network cannot be run: {}", list(.0))]
    Network(Vec<Problem>),
    /// The time to run is not a time.
    #[error("`{name}` is {value}; expected {expected}")]
    Run {
        /// Which of the times.
        name: &'static str,
        /// The value given.
        value: f64,
        /// What would be accepted.
        expected: &'static str,
    },
    /// The run is so long beside its shortest time that one of them would not be exact.
    #[error(
        "the run lasts {horizon} and the shortest mean time is {shortest}; expected at most \
         {limit:e} times as long: make the run shorter"
    )]
    TooLong {
        /// Warm-up and length together.
        horizon: f64,
        /// The shortest mean time of the network.
        shortest: f64,
        /// How many times as long as the shortest mean time a run may be.
        limit: f64,
    },
    /// Everybody in the ring waits for a place at the next station, the last for one at the
    /// first.
    #[error(
        "at time {time} a ring of full stations waits for ever: {}; give one of them more room, \
         or let it lose customers",
        ring(.stations)
    )]
    Deadlock {
        /// When it closed.
        time: f64,
        /// Names of the stations, in the order in which one waits for the next.
        stations: Vec<String>,
    },
    /// The run was told to stop.
    #[error("the run was interrupted")]
    Interrupted,
}

fn list(problems: &[Problem]) -> String {
    let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
    texts.join(". ")
}

fn ring(stations: &[String]) -> String {
    let names: Vec<String> = stations
        .iter()
        .chain(stations.first())
        .map(|name| format!("`{name}`"))
        .collect();
    names.join(" for ")
}
