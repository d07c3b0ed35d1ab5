//! `kervan export`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kervan::Study;

use super::{Format, is_free};
use crate::output;

/// What to export, and where to.
#[derive(Args)]
pub(crate) struct ExportArguments {
    /// Name of a built-in corridor
    name: String,
    /// Folder to write; new, or empty
    folder: PathBuf,
}

pub(super) fn run(arguments: &ExportArguments) -> ExitCode {
    if let Err(code) = is_free(&arguments.folder) {
        return code;
    }
    let study = match Study::open(&arguments.name) {
        Ok(study) => study,
        Err(error) => return output::refuse(&error.findings, error.files.as_ref(), Format::Text),
    };
    match study.export(&arguments.folder) {
        Ok(()) => output::answer(&format!(
            "wrote `{}` to {}; check it after each change with `kervan check {}`\n",
            study.name(),
            arguments.folder.display(),
            arguments.folder.display()
        )),
        Err(error) => output::not_written(&error),
    }
}
