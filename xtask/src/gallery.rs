//! The gallery: the briefing of the built-in corridor, rebuilt by CI and never committed.

use std::process::Command;

use crate::cargo;
use crate::failure::Failure;
use crate::workspace;

/// Builds everything that the tests need, the program among it, and prints the quick briefing of the
/// middle corridor into `gallery` below the target folder.
///
/// The build is that of the tests: one of the program alone would choose other features of its
/// dependencies and compile the largest of them twice.
pub(crate) fn print() -> Result<(), Failure> {
    cargo::run(&mut cargo::cargo(["test", "--workspace", "--no-run"])?)?;
    let target = workspace::target()?;
    let out = target.join("gallery");
    if out.is_dir() {
        std::fs::remove_dir_all(&out).map_err(|source| Failure::File {
            path: out.clone(),
            source,
        })?;
    }
    let program = format!("kervan{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(target.join("debug").join(program));
    command
        .args(["brief", "middle-corridor", "--quick", "--xlsx", "--out"])
        .arg(&out);
    cargo::run(&mut command)
}
