//! `cargo xtask demo`: from a clone to the first briefing.

use std::process::Command;

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;
use crate::setup;
use crate::workspace;

/// Sets the machine up, builds the program, and prints the quick briefing of the middle corridor
/// below the target folder, in place of the one before.
///
/// The program runs where the command was typed; its exit code is ours.
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
    let out = workspace::target()?.join("briefing");
    if out.is_dir() {
        std::fs::remove_dir_all(&out).map_err(|source| Failure::File {
            path: out.clone(),
            source,
        })?;
    }
    let mut command = Command::new(workspace::target()?.join("release").join(program));
    command
        .args(["brief", "middle-corridor", "--quick", "--xlsx"])
        .args(&passed_on);
    // Who names a folder gets it there.
    if !passed_on.iter().any(|word| word.starts_with("--out")) {
        command.arg("--out").arg(&out);
    }
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
