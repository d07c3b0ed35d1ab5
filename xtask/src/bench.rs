//! `cargo xtask bench`: how fast, beside other tools.

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;

/// Builds the benches and hands them every word; they know which there are.
pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    let mut command = cargo::cargo(["run", "--release", "--quiet", "-p", "kervan-benches"])?;
    cargo::run(command.arg("--").args(arguments.into_all()))
}
