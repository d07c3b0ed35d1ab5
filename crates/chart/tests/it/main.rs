//! Charts as a reader sees them: their SVG is read back, measured and compared with the data.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

mod answers;
mod bytes;
mod data;
mod drawn;
mod letters;
mod looks;
mod read;
mod refused;
