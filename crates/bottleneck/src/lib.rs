//! What holds a corridor back: what binds now, what binds next, what one more unit is worth.
//!
//! [`fluid`] is the corridor as a linear programme, in which nothing ever waits. All else is an
//! experiment: a corridor with something changed is run beside the same corridor without it, on
//! the same luck. The runs themselves are somebody else's, who gives them as [`Runs`].

mod apart;
pub mod concurrent_flow;
mod design;
pub mod fluid;
mod ladder;
mod measured;
mod ranking;
mod relief;
mod runs;
mod sensitivity;
mod unit;
mod worth;

pub use design::{Design, with_number};
pub use ladder::{Ladder, LadderEnd, MOST_RUNGS, climb, one_at_a_time};
pub use measured::{Carried, carried, demand_t, estimate, root_share};
pub use ranking::{RankedRoot, ranking};
pub use runs::{Outcome, RunSize, Runs};
pub use sensitivity::{INPUTS, Sensitivity, sensitivity};
pub use unit::{Unit, units};
pub use worth::{Worth, headline_flows, worth};
