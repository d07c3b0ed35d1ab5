//! A corridor at work.
//!
//! [`simulate`] is a pure function of a corridor and settings: replications run side by side
//! on threads, each one on its own named random streams, and are put together in order, so
//! the same corridor, settings and seed give the same bytes on any number of threads.
//!
//! ```text
//!  Corridor --> layout (places, legs, controls) --> world: one replication --> record
//!                                                    ^ event loop, process/*      |
//!                                                                                 v
//!                         pilot runs --> warm_up           accumulate: tallies over replications --> Results
//! ```
//!
//! [`simulate_pair`] runs two corridors on the same luck. A precision that is asked for adds
//! replications until it holds.
//!
//! What a parcel is, and what it hides, stands in the book: `explanation/what-a-parcel-hides.md`.

mod accumulate;
mod calendar;
mod days;
mod each;
mod error;
mod event;
mod layout;
mod outage;
mod parcel;
mod precision;
mod process;
mod record;
mod replicate;
mod roots;
mod sampling;
mod settings;
pub mod single_track;
mod usage;
mod waiting;
mod warm_up;
mod world;

pub use each::simulate_each;
pub use error::{PairError, SimulationError};
pub use outage::{Detour, Outage, OutageRun, simulate_outages};
pub use replicate::{Pair, PairWatch, Progress, simulate, simulate_pair};
pub use sampling::engine_distribution;
pub use settings::Settings;
