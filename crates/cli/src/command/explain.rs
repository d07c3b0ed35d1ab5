//! `kervan explain`

use std::process::ExitCode;

use clap::Args;

use crate::output;

/// What to explain.
#[derive(Args)]
pub(crate) struct ExplainArguments {
    /// Code of a finding (K1303), a table (berths), `tables`, or `results`
    word: String,
}

pub(super) fn run(arguments: &ExplainArguments) -> ExitCode {
    match kervan::explain(&arguments.word) {
        Ok(text) => output::answer(&text),
        Err(problem) => {
            output::say(&format!("error: {problem}"));
            ExitCode::from(2)
        }
    }
}
