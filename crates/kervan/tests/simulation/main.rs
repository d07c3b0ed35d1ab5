//! A corridor at work: hand-computed answers, theory, laws, repeatability.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod bottlenecks;
mod compare;
mod conservation;
mod dictionary;
mod disruptions;
mod fluid;
mod outages;
mod overlay;
mod precision;
mod queueing_theory;
mod response;
mod rings_of_waiting;
mod same_bytes;
mod scenarios;
mod single_track;
mod steppe;
mod travelling_wagons;
mod waits;
