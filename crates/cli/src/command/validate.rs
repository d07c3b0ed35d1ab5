//! `kervan validate`

use std::process::ExitCode;

use clap::Args;
use kervan::ValidationError;

use super::{CorridorArguments, Format, open};
use crate::run::{RunArguments, failed, watched};
use crate::{output, page};

/// What to compare, and how to simulate.
#[derive(Args)]
pub(crate) struct ValidateArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    #[command(flatten)]
    run: RunArguments,
}

pub(super) fn run(arguments: &ValidateArguments) -> ExitCode {
    let study = match open(&arguments.corridor) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.corridor.format;
    let settings = arguments.run.settings(false);
    let validation = watched("validating", |progress| study.validate(&settings, progress));
    match validation {
        Ok(validation) => match format {
            Format::Text => output::answer(&page::validation::page(&study, &validation)),
            Format::Json => output::answer_json(&page::validation::json(&validation)),
        },
        Err(ValidationError::Simulation(error)) => failed(&error, format),
        Err(ValidationError::Corridor(error)) => {
            output::refuse(&error.findings, error.files.as_ref(), format)
        }
        Err(error @ ValidationError::Nothing) => {
            output::say(&format!("error: {error}"));
            ExitCode::from(1)
        }
    }
}
