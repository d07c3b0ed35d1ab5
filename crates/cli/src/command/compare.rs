//! `kervan compare`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kervan::{OpenError, PairError, Study, compare, comparison_json, open_pair, write_comparison};

use super::{Format, ScenarioArguments, is_free};
use crate::run::{PrecisionArguments, RunArguments, failed, watched};
use crate::{output, page};

/// What to compare, and how to simulate.
#[derive(Args)]
pub(crate) struct CompareArguments {
    /// A corridor, with +SCENARIO for each scenario to apply: middle-corridor+2025
    a: String,
    /// Another, or scenarios alone, which are taken on top of A: ample-fleets
    b: String,
    #[command(flatten)]
    scenarios: ScenarioArguments,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    run: RunArguments,
    #[command(flatten)]
    precision: PrecisionArguments,
    /// Folder to write the tables to, as CSV and Parquet; new, or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Show every flow, place and server, not only the most important ones
    #[arg(long)]
    full: bool,
}

pub(super) fn run(arguments: &CompareArguments) -> ExitCode {
    if let Some(Err(code)) = arguments.out.as_ref().map(is_free) {
        return code;
    }
    let format = arguments.format;
    let scenarios = &arguments.scenarios.scenarios;
    let [a, b] = match open_pair(&arguments.a, &arguments.b, scenarios) {
        Ok(pair) => pair,
        Err(OpenError { findings, files }) => {
            return output::refuse(&findings, files.as_ref(), format);
        }
    };
    let settings = arguments.precision.on(arguments.run.settings(false));
    let studies: [&Study; 2] = [&a, &b];
    let comparison = match watched("comparing", |progress| {
        compare(studies, &settings, progress)
    }) {
        Ok(comparison) => comparison,
        Err(error) if !error.findings().is_empty() => {
            return output::refuse(&error.findings(), None, format);
        }
        Err(PairError { error, .. }) => return failed(&error, format),
    };
    let text = page::comparison::page(studies, &comparison, arguments.full);
    if let Some(folder) = &arguments.out {
        let files = [("summary.txt".to_owned(), text.clone().into_bytes())];
        if let Err(error) = write_comparison(&comparison, &files, folder) {
            return output::not_written(&error);
        }
        output::say(&format!("wrote {}", folder.display()));
    }
    match format {
        Format::Text => output::answer(&text),
        Format::Json => match comparison_json(&comparison) {
            Ok(value) => output::answer_json(&value),
            Err(error) => {
                output::say(&format!("error: {error}"));
                ExitCode::from(70)
            }
        },
    }
}
