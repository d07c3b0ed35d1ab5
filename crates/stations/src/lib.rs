//! Networks of stations: what waits where, for how long, and who is turned away?
//!
//! ```text
//!  Network (stations, classes) --> simulate (one replication) --> Observation
//!       engine: EventQueue, servers, streams, tallies         by station, class, and in all
//! ```

mod check;
mod counts;
pub mod error;
mod load;
pub mod network;
pub mod observation;
pub mod run;
pub mod times;
mod way;
mod world;

pub use error::{Problem, StationsError, Subject};
pub use kervan_engine::Discipline;
pub use network::{
    Breakdowns, Class, Departures, Network, Routing, Servers, Source, Station, WhenFull, Work,
};
pub use observation::{Observation, Passage, Seen};
pub use run::{Run, simulate, simulate_in_parts};
pub use times::Times;
