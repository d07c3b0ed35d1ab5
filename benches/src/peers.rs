//! Other people's tools: installed at pinned versions below `target`, never part of the project.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::failure::Failure;
use crate::folders;

/// A script of `peers/python`, to be run with the packages of `requirements.txt`.
///
/// # Errors
///
/// If the packages cannot be installed; tried once.
pub(crate) fn python(script: &str) -> Result<Command, Failure> {
    static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let python = once(&INSTALLED, install_python)?;
    let mut command = Command::new(python);
    command.arg(folders::benches().join("peers/python").join(script));
    // Other threads would not be the peer's own work: libraries below start some at import.
    command.env("OMP_NUM_THREADS", "1");
    Ok(command)
}

/// The program in `peers/rust`.
///
/// # Errors
///
/// If it cannot be built; tried once.
pub(crate) fn rust() -> Result<Command, Failure> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    once(&BUILT, build_rust).map(Command::new)
}

/// Runs a program to its end and returns what it printed.
///
/// # Errors
///
/// If it cannot be started or fails.
pub(crate) fn read(command: &mut Command) -> Result<String, Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| Failure::Start {
            program: program.clone(),
            source,
        })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure::Failed {
        program,
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// Does something at most once; what went wrong is said each time.
fn once(
    cell: &'static OnceLock<Result<PathBuf, String>>,
    install: fn() -> Result<PathBuf, Failure>,
) -> Result<&'static PathBuf, Failure> {
    let done = cell.get_or_init(|| install().map_err(|failure| failure.to_string()));
    done.as_ref()
        .map_err(|message| Failure::Model(message.clone()))
}

/// Makes a virtual environment with the packages, unless it has them.
fn install_python() -> Result<PathBuf, Failure> {
    let folder = folders::output().join("python");
    let python = folder.join("bin/python");
    if !python.exists() {
        read(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    eprintln!("bench: installing Python peers");
    let requirements = folders::benches().join("peers/python/requirements.txt");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--requirement"]);
    read(pip.arg(requirements))?;
    Ok(python)
}

/// Builds the Rust peers.
fn build_rust() -> Result<PathBuf, Failure> {
    eprintln!("bench: building Rust peers");
    let target = folders::output().join("rust");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--release", "--locked", "--manifest-path"]);
    command.arg(folders::benches().join("peers/rust/Cargo.toml"));
    read(command.arg("--target-dir").arg(&target))?;
    Ok(target.join("release/rust-peers"))
}
