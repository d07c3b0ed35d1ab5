//! `cargo xtask golden`: the expected findings, compared or rewritten.

use std::process::Command;

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;
use crate::workspace;

/// Where the expected findings are.
const FOLDER: &str = "crates/kervan/tests/bad";

/// Runs the test of the findings, then shows what has changed in its folder.
///
/// With `--accept` the test rewrites each `expected.txt` itself.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let accept = arguments.take_flag("--accept");
    arguments.finish("cargo xtask golden [--accept]")?;
    let mut command = cargo::cargo(["test", "-p", "kervan", "--test", "it", "findings"])?;
    if accept {
        command.env("KERVAN_ACCEPT", "1");
    } else {
        command.env_remove("KERVAN_ACCEPT");
    }
    let tested = cargo::run(&mut command);
    let shown = show_changes();
    if tested.is_err() && !accept {
        eprintln!("note: if the new findings are wanted, `cargo xtask golden --accept` keeps them");
    }
    tested.and(shown)
}

/// Prints the changed files, then the new ones.
fn show_changes() -> Result<(), Failure> {
    let root = workspace::root()?;
    for arguments in [
        ["diff", "--stat", "--"],
        ["ls-files", "--others", "--exclude-standard"],
    ] {
        let mut git = Command::new("git");
        git.current_dir(&root).args(arguments).arg(FOLDER);
        cargo::run(&mut git)?;
    }
    Ok(())
}
