//! `cargo xtask bench`: times the simulation.

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;

/// Runs the benchmarks of the simulation; what stands after `--` is passed on.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let passed_on = arguments.take_passed_on();
    arguments.finish("cargo xtask bench [-- extra arguments]")?;
    let mut command = cargo::cargo(["bench", "-p", "kervan"])?;
    if !passed_on.is_empty() {
        command.arg("--").args(passed_on);
    }
    cargo::run(&mut command)
}
