//! Other programs, cargo first of all: started in the project, with its exit code kept.

use std::process::{Command, ExitStatus};

use crate::failure::Failure;
use crate::workspace;

/// A cargo command in the project's folder.
///
/// Where `CI` is set, incremental compilation is off: nothing there is built twice.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<Command, Failure> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(workspace::root()?)
        .env("CARGO_TARGET_DIR", workspace::target()?);
    if std::env::var_os("CI").is_some() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    Ok(command)
}

/// Runs a command to its end; its output goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|source| cannot_start(command, source))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::Ended {
        line: line(command),
        code: code(status),
    })
}

/// Runs a command to its end and returns what it printed.
pub(crate) fn read(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|source| cannot_start(command, source))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure::Ended {
        line: line(command),
        code: code(output.status),
    })
}

/// Says whether a command runs and ends well; what it prints is thrown away.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// The exit code of a program; 128 plus the signal where a signal ended it.
pub(crate) fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return u8::try_from(signal).map_or(u8::MAX, |signal| signal.saturating_add(128));
    }
    status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1)
}

/// The failure to start this command.
pub(crate) fn cannot_start(command: &Command, source: std::io::Error) -> Failure {
    Failure::CannotStart {
        program: program_name(command),
        source,
    }
}

/// The command as one would type it, with the program's bare name.
fn line(command: &Command) -> String {
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy());
    std::iter::once(program_name(command).into())
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The program without its folder.
fn program_name(command: &Command) -> String {
    let path = std::path::Path::new(command.get_program());
    path.file_stem()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
