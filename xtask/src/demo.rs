//! `cargo xtask demo`: from a clone to the first answer.

use std::process::Command;

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;
use crate::setup;
use crate::workspace;

/// Sets the machine up, builds the program, and simulates the middle corridor.
///
/// The program runs where the command was typed, so that a relative `--out` lands
/// there; its exit code is ours.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let install = setup::Install::from_arguments(&mut arguments);
    let passed_on = arguments.take_passed_on();
    arguments.finish("cargo xtask demo [--no-install] [-- extra arguments]")?;
    setup::machine(install)?;
    cargo::run(&mut cargo::cargo([
        "build",
        "--release",
        "-p",
        "kervan-cli",
    ])?)?;
    let program = format!("kervan{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(workspace::target()?.join("release").join(program));
    command
        .args(["simulate", "middle-corridor"])
        .args(passed_on);
    let status = command
        .status()
        .map_err(|source| cargo::cannot_start(&command, source))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::DemoEnded {
        code: cargo::code(status),
    })
}
