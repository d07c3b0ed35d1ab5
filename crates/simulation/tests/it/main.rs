//! Parts of the simulation seen from outside, one file per behaviour.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may stop, and may say why it was skipped"
)]

mod line_at_work;
mod single_track_capacity;
mod single_track_laws;
