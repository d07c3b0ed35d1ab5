//! Programmes with known solutions, others solved by another solver or by trying everything.

#![allow(missing_docs)]

mod against_another_solver;
mod against_trying_everything;
mod by_hand;
