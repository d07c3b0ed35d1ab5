//! Networks of stations against theory, one file per behaviour.
//!
//! Unless a test says otherwise: seed 1, 20 replications, and for each quantity a 99.9 %
//! interval by Student's t over the replications. It must hold the known value, and its
//! half-width must be at most 5 % of it. For a seed taken at random each interval misses with
//! chance 1/1000; for this seed the outcome never changes. Known values come from closed
//! formulas, from Markov chains solved in the test, or from the cases `queueing-basics` and
//! `trains-and-lines` that others worked out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop"
)]

mod against_theory;
mod batches;
mod breakdowns;
mod deadlock;
mod departures_and_lines;
mod faults;
mod model;
mod priorities;
mod product_form;
mod same_luck;
mod single_station;
