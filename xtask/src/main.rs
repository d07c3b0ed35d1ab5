//! The project's chores: `cargo xtask help` lists them.
//!
//! One file per command; this one only dispatches. Plain standard Rust without
//! dependencies, so that it builds in a second on a fresh machine.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

mod arguments;
mod bench;
mod cargo;
mod ci;
mod csv;
mod demo;
mod dictionary;
mod docs;
mod equations;
mod failure;
mod gallery;
mod golden;
mod help;
mod setup;
mod test;
mod tidy;
mod workspace;

use arguments::Arguments;
use failure::Failure;

/// Runs the named command and turns its failure into an exit code.
fn main() -> ExitCode {
    match run(Arguments::from_process()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report();
            failure.exit_code()
        }
    }
}

/// Finds the command by its name.
fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let command = arguments.take_word().unwrap_or_else(|| "help".to_owned());
    match command.as_str() {
        "bench" => bench::run(arguments),
        "ci" => ci::run(arguments),
        "demo" => demo::run(arguments),
        "docs" => docs::run(arguments),
        "golden" => golden::run(arguments),
        "help" | "--help" | "-h" => help::run(arguments),
        "test" => test::run(arguments),
        "tidy" => tidy::run(arguments),
        _ => Err(Failure::UnknownCommand { command }),
    }
}
