//! Why a bench could not be run.

use std::io;
use std::path::PathBuf;

/// Why a bench could not be run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A word that means nothing here.
    #[error("`{0}` was not expected here")]
    Word(String),
    /// A file or folder could not be read or written.
    #[error("`{path}`: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A program could not be started.
    #[error("`{program}` could not be started: {source}")]
    Start {
        /// The program.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program failed.
    #[error("`{program}` failed\n{said}")]
    Failed {
        /// The program.
        program: String,
        /// What it printed about it.
        said: String,
    },
    /// A round did not say what it measured.
    #[error("`{contender}` did not print a round as JSON but\n{said}")]
    Unreadable {
        /// Who ran the round.
        contender: String,
        /// What it printed.
        said: String,
    },
    /// Two contenders that must agree do not.
    #[error("{0}")]
    Disagree(String),
    /// A model of ours could not be made or run.
    #[error("{0}")]
    Model(String),
}

impl Failure {
    /// The way out, where there is one.
    pub(crate) fn help(&self) -> Option<&'static str> {
        match self {
            Self::Word(_) => Some(crate::words::USAGE),
            Self::Disagree(_) => Some("the speeds mean nothing until both do the same"),
            Self::Start { .. } => {
                Some("peers need `python3` with `venv`, `cargo`, and the package registries once")
            }
            _ => None,
        }
    }
}
