//! Why a command could not do its work, and the exit code that says so.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::help;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No command of that name.
    UnknownCommand {
        /// The name as typed.
        command: String,
    },
    /// A word the command has no use for.
    UnexpectedWord {
        /// The word as typed.
        word: String,
        /// How the command is called.
        usage: &'static str,
    },
    /// The folder of the project was not found.
    NoWorkspace {
        /// Where the search began.
        start: PathBuf,
    },
    /// A file or folder could not be read or written.
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another program could not be started.
    CannotStart {
        /// The program.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// Another program ended with a code other than 0.
    Ended {
        /// The program and its arguments.
        line: String,
        /// Its exit code; 128 plus the signal where a signal ended it.
        code: u8,
    },
    /// The program that `demo` shows ended with a code other than 0; it has said why itself.
    DemoEnded {
        /// Its exit code, passed on.
        code: u8,
    },
    /// The machine lacks something that cannot be installed from here.
    Missing {
        /// What is missing, in words.
        what: String,
        /// The line to type.
        line: String,
    },
    /// `tidy` found something.
    Untidy {
        /// How many findings were printed.
        findings: usize,
    },
    /// A dictionary file of the corridor has no such column.
    NoColumn {
        /// The file.
        file: &'static str,
        /// The column that was expected in its first line.
        column: &'static str,
    },
    /// One step of `ci` failed.
    Step {
        /// The name of the step.
        step: &'static str,
        /// Why it failed.
        cause: Box<Failure>,
    },
}

impl Failure {
    /// Prints what went wrong and the way out.
    pub(crate) fn report(&self) {
        match self {
            Self::UnknownCommand { command } => {
                eprintln!("error: there is no command `{command}`\n");
                eprint!("{}", help::text());
            }
            Self::UnexpectedWord { word, usage } => {
                eprintln!("error: `{word}` was not expected here\n  = help: {usage}");
            }
            Self::NoWorkspace { start } => {
                eprintln!(
                    "error: no Cargo workspace at or above `{}`\n  = help: call `cargo xtask` inside the project",
                    start.display()
                );
            }
            Self::File { path, source } => eprintln!("error: `{}`: {source}", path.display()),
            Self::CannotStart { program, source } => {
                eprintln!("error: `{program}` could not be started: {source}");
            }
            Self::Ended { line, code } => eprintln!("error: `{line}` ended with code {code}"),
            Self::DemoEnded { .. } => {}
            Self::Missing { what, line } => {
                eprintln!("error: this machine lacks {what}\n  = help: type\n\n    {line}\n");
            }
            Self::Untidy { findings: 1 } => eprintln!("error: tidy has 1 finding"),
            Self::Untidy { findings } => eprintln!("error: tidy has {findings} findings"),
            Self::NoColumn { file, column } => {
                eprintln!("error: `{file}` has no column `{column}` in its first line");
            }
            Self::Step { step, cause } => {
                cause.report();
                eprintln!("\nci: step `{step}` failed");
            }
        }
    }

    /// 2 for a wrong command, the code of another program where one failed, else 1.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    /// The number behind [`Failure::exit_code`].
    fn code(&self) -> u8 {
        match self {
            Self::UnknownCommand { .. } | Self::UnexpectedWord { .. } => 2,
            Self::Ended { code, .. } | Self::DemoEnded { code } => *code,
            Self::Step { cause, .. } => cause.code(),
            Self::NoWorkspace { .. }
            | Self::File { .. }
            | Self::CannotStart { .. }
            | Self::Missing { .. }
            | Self::Untidy { .. }
            | Self::NoColumn { .. } => 1,
        }
    }
}
