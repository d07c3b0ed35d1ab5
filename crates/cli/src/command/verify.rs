//! `kervan verify`

use std::process::ExitCode;

use clap::Args;
use kervan::{Cases, CasesError, VerificationSettings, VerifyError, case_schema};

use super::Format;
use crate::run::watched_counting;
use crate::{output, page};

/// Which cases, and with which luck.
#[derive(Args)]
pub(crate) struct VerifyArguments {
    /// Folder of cases, or a case file; the built-in cases where not given
    #[arg(long, value_name = "DIR|FILE")]
    cases: Option<String>,
    /// Only cases with one of these words in their name or file
    #[arg(long, value_name = "WORD", num_args = 1..)]
    only: Vec<String>,
    /// Print the format of case files, and nothing else
    #[arg(long)]
    schema: bool,
    /// Seed of all luck; that of the case, or 1, where not given
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; 0 for one per processor; never changes a result
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=1024))]
    threads: u16,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &VerifyArguments) -> ExitCode {
    if arguments.schema {
        return output::answer(&case_schema());
    }
    let cases = match &arguments.cases {
        Some(path) => Cases::open(path),
        None => Cases::built_in(),
    };
    let cases = match cases {
        Ok(cases) => cases,
        Err(CasesError { findings, files }) => {
            output::refuse(&findings, files.as_ref(), arguments.format);
            // 1 means that an answer is wrong.
            return ExitCode::from(2);
        }
    };
    let cases = match arguments.only.is_empty() {
        true => cases,
        false => match cases.only(&arguments.only) {
            Ok(cases) => cases,
            Err(problem) => {
                output::say(&format!("error: {problem}"));
                return ExitCode::from(2);
            }
        },
    };
    let settings = VerificationSettings {
        seed: arguments.seed,
        threads: usize::from(arguments.threads),
    };
    let found = watched_counting("verifying", "cases", |progress| {
        cases.verify(&settings, progress)
    });
    let verification = match found {
        Ok(verification) => verification,
        Err(error) => {
            output::say(&error.to_string());
            return ExitCode::from(match error {
                VerifyError::Interrupted => 130,
                VerifyError::Threads { .. } => 70,
            });
        }
    };
    let printed = match arguments.format {
        Format::Text => output::answer(&page::verification::page(&verification)),
        Format::Json => output::answer_json(&page::verification::json(&verification)),
    };
    match verification.judgement.agrees() {
        true => printed,
        false => ExitCode::from(1),
    }
}
