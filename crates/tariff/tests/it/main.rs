//! Behaviour of regimes, games, divisions, long-term tariffs and settlements.
#![allow(missing_docs, clippy::expect_used)]

mod clauses;
mod divisions;
mod games;
mod markets;
mod regimes;
mod settlements;
