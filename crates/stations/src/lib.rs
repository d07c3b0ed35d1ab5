//! Networks of stations: what waits where, for how long, and who is turned away?
//!
//! ```text
//!  Network (stations, classes) --> simulate (one replication) --> Observation
//!       engine: EventQueue, servers, streams, tallies         by station, class, and in all
//! ```

pub mod network;
pub mod observation;

pub use network::{
    Breakdowns, Class, Departures, Discipline, Network, Routing, Servers, Source, Station,
    WhenFull, Work,
};
pub use observation::{Observation, Passage, Seen};
