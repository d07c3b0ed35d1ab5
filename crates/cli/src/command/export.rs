//! `kervan export`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kervan::Study;

use super::{Format, ScenarioArguments, is_free};
use crate::{output, page};

/// What to export, and where to.
#[derive(Args)]
pub(crate) struct ExportArguments {
    /// Name of a built-in corridor, or a folder
    name: String,
    /// Folder to write; new, or empty
    folder: PathBuf,
    #[command(flatten)]
    scenarios: ScenarioArguments,
}

pub(super) fn run(arguments: &ExportArguments) -> ExitCode {
    if let Err(code) = is_free(&arguments.folder) {
        return code;
    }
    let study = match Study::open(&arguments.name, &arguments.scenarios.scenarios) {
        Ok(study) => study,
        Err(error) => return output::refuse(&error.findings, error.files.as_ref(), Format::Text),
    };
    match study.export(&arguments.folder) {
        Ok(()) => output::answer(&format!(
            "wrote `{}`{} to {}; check it after each change with `kervan check {}`\n",
            study.name(),
            page::with_scenarios(&study),
            arguments.folder.display(),
            arguments.folder.display()
        )),
        Err(error) => output::not_written(&error),
    }
}
