//! Charts as a reader sees them: their SVG is read back, measured and compared with the data.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod bytes;
mod data;
mod drawn;
mod looks;
mod read;
mod refused;
