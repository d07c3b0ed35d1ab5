//! Behaviour of regimes, games, divisions, long-term tariffs and settlements.

mod clauses;
mod divisions;
mod games;
mod markets;
mod regimes;
mod settlements;
