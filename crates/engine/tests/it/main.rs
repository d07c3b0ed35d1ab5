//! Behaviour of the engine seen from outside, one file per behaviour.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may stop, and may say why it was skipped"
)]

mod deadlock;
mod drawn_values;
mod families;
mod interruption;
mod littles_law;
mod queue_model;
mod queueing_theory;
mod same_bytes;
mod steady_state;
mod ties;
