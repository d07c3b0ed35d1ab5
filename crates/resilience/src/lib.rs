//! What happens if something breaks, and how long until it is made good?
//!
//! ```text
//! corridor --> parts that can be out --> screened --> the worst in full --> ranked
//!                                            a fork of a run, beside the same days without it
//! days of sampled years --> late, lost, short, flowing, the worst years
//! ```

mod detour;
mod n_minus_one;
mod part;
mod recovery;
pub mod reliability;
mod year;

pub use detour::{detours, way_of, ways_shut};
pub use n_minus_one::{Asked, Season, each_out, rank, screened, simulate_asked};
pub use part::{Part, part_id, part_name, parts, read_part};
pub use recovery::{Recovery, late};
pub use year::{Year, estimate, flowing, months_of_days, tail_mean, tail_of, years};
