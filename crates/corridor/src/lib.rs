//! What a corridor is.
//!
//! Five types to know, in reading order:
//!
//! 1. [`dictionary`]: every table and column, with type, unit, range, default and meaning.
//! 2. [`Raw`]: the files as read, each cell with its place.
//! 3. [`Finding`]: what is wrong, where, and the way out; all at once.
//! 4. [`Corridor`]: valid, complete, indexed, immutable. If you hold one, it is sound.
//! 5. [`ValueList`]: where each number comes from and how firm it is.
//!
//! ```text
//!  Raw (cells of text) --> check (dictionary) --> build (types, routes) --> rule (across tables) --> Corridor
//!                              \______________________\_______________________\--> findings, all at once
//! ```
//!
//! A [`scenario`] changes the cells of [`Raw`] before the check.
//!
//! The crate opens no file, knows no clock and draws no random number.

pub mod calibration;
pub mod code;
pub mod dictionary;
pub mod disruption;
pub mod finding;
pub mod fleet;
pub mod flow;
pub mod market;
pub mod measure;
pub mod network;
pub mod observed;
pub mod operator;
pub mod provenance;
pub mod quantity;
pub mod raw;
pub mod scenario;
pub mod service;
pub mod tariff;
pub mod terminal;
pub mod volume;

mod build;
mod check;
mod corridor;
mod origin;
mod routing;
mod rule;
mod table;

pub use check::{files_of, header_of};
pub use code::Code;
pub use corridor::{Corridor, Line, TargetVolume, Transit};
pub use finding::Finding;
pub use origin::Origin;
pub use provenance::{Firmness, Value, ValueList};
pub use raw::{
    Cell, ForecastManifest, Manifest, PlanManifest, Raw, RawTable, TargetManifest, TariffManifest,
    TransitManifest, WatchManifest,
};
pub use routing::Chain;
pub use table::{Idx, Table};
