//! Who takes part in a race, and what one round of it says.

use std::process::Command;

use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::peers;
use crate::round;

/// One way of doing the work of a race.
#[derive(Clone, Debug)]
pub(crate) struct Contender {
    /// Name in the table, with the version where it is somebody else's.
    pub(crate) name: String,
    /// The program that does a round.
    pub(crate) program: Program,
    /// Its words, before the amount of work and the seed.
    pub(crate) words: Vec<String>,
    /// How much of the work it is given: slow ones get less, and are measured per event.
    pub(crate) amount: u64,
}

/// The program that does a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// This one.
    Ours,
    /// A script of `peers/python`.
    Python(&'static str),
    /// The program in `peers/rust`.
    Rust,
}

impl Contender {
    /// One of ours.
    pub(crate) fn ours(name: &str, words: &[&str], amount: u64) -> Contender {
        Contender::new(name, Program::Ours, words, amount)
    }

    /// Anybody.
    pub(crate) fn new(name: &str, program: Program, words: &[&str], amount: u64) -> Contender {
        Contender {
            name: name.to_owned(),
            program,
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            amount,
        }
    }

    /// Whether the project must answer for it.
    pub(crate) fn is_ours(&self) -> bool {
        self.program == Program::Ours
    }

    /// Does one round in a fresh process.
    ///
    /// # Errors
    ///
    /// If the program cannot be had, fails, or prints no round.
    pub(crate) fn round(&self, seed: u32) -> Result<Round, Failure> {
        let mut command = match self.program {
            Program::Ours => {
                let program = std::env::current_exe().map_err(|source| Failure::Start {
                    program: "the bench itself".to_owned(),
                    source,
                })?;
                let mut command = Command::new(program);
                command.arg(round::WORD);
                command
            }
            Program::Python(script) => peers::python(script)?,
            Program::Rust => peers::rust()?,
        };
        command.args(&self.words);
        command.args([self.amount.to_string(), seed.to_string()]);
        let printed = peers::read(&mut command)?;
        printed
            .lines()
            .last()
            .and_then(Round::read)
            .ok_or_else(|| Failure::Unreadable {
                contender: self.name.clone(),
                said: printed.clone(),
            })
    }
}

/// What one round measured.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Round {
    /// CPU seconds of the whole process while it built and ran the model; all threads.
    pub(crate) cpu_s: f64,
    /// Seconds on the clock meanwhile.
    pub(crate) wall_s: f64,
    /// Greatest memory of the process, MiB, where the system says.
    pub(crate) peak_mib: Option<f64>,
    /// Units of work done: model events, holds, simulated years.
    pub(crate) work: f64,
    /// What the model says, by name: to compare contenders, and to show.
    pub(crate) answers: Map<String, Value>,
}

impl Round {
    /// Reads the line that a round prints.
    fn read(line: &str) -> Option<Round> {
        let value: Value = serde_json::from_str(line).ok()?;
        let number = |name: &str| value.get(name)?.as_f64();
        Some(Round {
            cpu_s: number("cpu_s")?,
            wall_s: number("wall_s")?,
            peak_mib: number("peak_mib"),
            work: number("work")?,
            answers: value.get("answers")?.as_object()?.clone(),
        })
    }

    /// The line that [`Round::read`] reads.
    pub(crate) fn json(&self) -> Value {
        serde_json::json!({
            "cpu_s": self.cpu_s,
            "wall_s": self.wall_s,
            "peak_mib": self.peak_mib,
            "work": self.work,
            "answers": self.answers,
        })
    }

    /// A number that the model says.
    pub(crate) fn answer(&self, name: &str) -> Option<f64> {
        self.answers.get(name)?.as_f64()
    }
}
