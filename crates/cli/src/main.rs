//! The command line of Kervan: arguments in, answers out, one exit code.
//!
//! 0 done, 1 findings in the input, 2 wrong command, 70 our defect, 130 interrupted.

mod command;
mod output;
mod page;
mod run;

use std::process::ExitCode;

use clap::Parser;

use crate::command::Command;

/// Plans a freight corridor that many countries share.
#[derive(Parser)]
#[command(name = "kervan", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    output::announce_defects();
    let arguments = Arguments::parse();
    match std::panic::catch_unwind(|| arguments.command.run()) {
        Ok(code) => code,
        Err(_) => ExitCode::from(70),
    }
}
