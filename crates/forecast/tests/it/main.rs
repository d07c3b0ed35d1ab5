//! Models against closed forms, brute force and simulated series.
#![allow(clippy::unwrap_used, missing_docs)]

mod brute_force;
mod closed_forms;
mod coverage;
mod same_bytes;
