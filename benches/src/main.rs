//! How fast is Kervan, beside other tools, in one run?
//!
//! `cargo xtask bench` calls this program. It starts a fresh process for each round of each
//! contender, ours and theirs in turn, and prints medians. One file per workload; a process
//! that does one round comes back here with the word `round`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

mod contender;
mod corridor;
mod failure;
mod folders;
mod hold;
mod line;
mod peers;
mod port;
mod queues;
mod race;
mod report;
mod round;
mod words;

use failure::Failure;
use words::Words;

/// Runs what was asked for; a failure is printed with its way out.
fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.split_first() {
        Some((first, rest)) if first == round::WORD => round::run(rest),
        _ => Words::read(words).and_then(|words| bench(&words)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            if let Some(help) = failure.help() {
                eprintln!("  = help: {help}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Runs the benches that were asked for, one after the other.
fn bench(words: &Words) -> Result<(), Failure> {
    let extent = words.extent();
    for name in words.benches() {
        let races = match name {
            "queues" => queues::races(extent),
            "hold" => hold::races(extent),
            "port" => port::races(extent),
            "line" => line::races(extent),
            _ => corridor::races(extent, words.scenarios()),
        };
        let mut outcomes = Vec::new();
        for race in &races {
            let outcome = race.run(words.rounds())?;
            println!("{}", report::table(&outcome));
            outcomes.push(outcome);
        }
        report::write(name, words, &outcomes)?;
    }
    Ok(())
}
