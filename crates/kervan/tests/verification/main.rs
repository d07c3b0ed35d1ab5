//! Cases with known answers: read, run, judged.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod judging;
mod reading;
