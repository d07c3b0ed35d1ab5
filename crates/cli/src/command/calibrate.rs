//! `kervan calibrate`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kervan::CalibrationError;

use super::{CorridorArguments, Format, is_new, open};
use crate::run::{RunArguments, failed, watched};
use crate::{output, page};

/// What to fit, and how to simulate.
#[derive(Args)]
pub(crate) struct CalibrateArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    #[command(flatten)]
    run: RunArguments,
    /// File to write the fitted values to, as a scenario; new
    #[arg(long, value_name = "FILE.toml")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &CalibrateArguments) -> ExitCode {
    if let Some(Err(code)) = arguments.out.as_deref().map(is_new) {
        return code;
    }
    let study = match open(&arguments.corridor) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.corridor.format;
    let settings = arguments.run.settings(false);
    let outcome = match watched("calibrating", |progress| {
        study.calibrate(&settings, progress)
    }) {
        Ok(outcome) => outcome,
        Err(CalibrationError::Simulation(error)) => return failed(&error, format),
        Err(CalibrationError::Corridor(error)) => {
            return output::refuse(&error.findings, error.files.as_ref(), format);
        }
        Err(error @ CalibrationError::Nothing) => {
            output::say(&format!("error: {error}"));
            return ExitCode::from(1);
        }
    };
    if let Some(file) = &arguments.out {
        if let Err(error) = kervan::write_scenario(&outcome.scenario, file) {
            return output::not_written(&error);
        }
        output::say(&format!("wrote {}", file.display()));
    }
    match format {
        Format::Text => output::answer(&page::calibration::page(&study, &outcome)),
        Format::Json => output::answer_json(&page::calibration::json(&outcome)),
    }
}
