//! Behaviour of Kervan as a user meets it, in one test binary.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod brief;
mod findings;
mod forecast;
mod measures;
mod network_map;
mod plan;
mod stress;
mod tariff;
mod workbook;
