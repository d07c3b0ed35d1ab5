//! The command line as a user meets it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod briefing;
mod choice;
mod commands;
mod tutorial;
mod verification;
