//! Behaviour of the report, one module each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fonts;
mod languages;
mod looks;
