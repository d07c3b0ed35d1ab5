//! One round of ours, in a process of its own, and how it is measured.

use std::time::Instant;

use serde_json::{Map, Value};

use crate::contender::Round;
use crate::failure::Failure;
use crate::{corridor, hold, line, port, queues};

/// The first word of a process that does one round.
pub(crate) const WORD: &str = "round";

/// Does one round and prints it as a line of JSON.
///
/// # Errors
///
/// If the words name no work, or the model cannot be run.
pub(crate) fn run(words: &[String]) -> Result<(), Failure> {
    let Some((work, rest)) = words.split_first() else {
        return Err(Failure::Word(WORD.to_owned()));
    };
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let round = match work.as_str() {
        "queues" => queues::round(&rest)?,
        "hold" => hold::round(&rest)?,
        "port" => port::round(&rest)?,
        "line" => line::round(&rest)?,
        "corridor" => corridor::round(&rest)?,
        _ => return Err(Failure::Word(work.clone())),
    };
    println!("{}", round.json());
    Ok(())
}

/// Reads a whole number among the words of a round.
pub(crate) fn number(words: &[&str], position: usize) -> Result<u64, Failure> {
    let word = words.get(position).copied().unwrap_or_default();
    word.parse().map_err(|_| Failure::Word(word.to_owned()))
}

/// CPU and clock time since it was started.
pub(crate) struct Watch {
    cpu_s: f64,
    wall: Instant,
}

impl Watch {
    /// Starts now.
    pub(crate) fn start() -> Watch {
        Watch {
            cpu_s: cpu_s(),
            wall: Instant::now(),
        }
    }

    /// What was measured up to now, for so much work with these answers.
    pub(crate) fn stop(&self, work: f64, answers: Vec<(&str, Value)>) -> Round {
        let (cpu_s, wall_s) = (cpu_s() - self.cpu_s, self.wall.elapsed().as_secs_f64());
        Round {
            cpu_s,
            wall_s,
            peak_mib: peak_mib(),
            work,
            answers: answers
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect::<Map<_, _>>(),
        }
    }
}

/// CPU seconds of this process, all threads, since it began.
fn cpu_s() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Greatest memory of this process so far, MiB; Linux alone says it in a file.
fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
