//! `kervan export`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kervan::Study;

use super::{Format, ScenarioArguments, is_free, is_new};
use crate::{output, page};

/// What to export, and where to.
#[derive(Args)]
pub(crate) struct ExportArguments {
    /// Name of a built-in corridor, a folder, or a workbook (.xlsx)
    corridor: String,
    /// Folder to write, new or empty; or a new file: NAME.xlsx for a workbook, NAME.geojson for a map
    target: PathBuf,
    #[command(flatten)]
    scenarios: ScenarioArguments,
}

pub(super) fn run(arguments: &ExportArguments) -> ExitCode {
    let target = arguments.target.as_path();
    let form = Form::of(target);
    let free = match form {
        Form::Folder => is_free(&arguments.target),
        Form::Workbook | Form::Map => is_new(target),
    };
    if let Err(code) = free {
        return code;
    }
    let study = match Study::open(&arguments.corridor, &arguments.scenarios.scenarios) {
        Ok(study) => study,
        Err(error) => return output::refuse(&error.findings, error.files.as_ref(), Format::Text),
    };
    let written = match form {
        Form::Folder => study.export(target),
        Form::Workbook => study.export_workbook(target).map(|left_out| {
            if !left_out.is_empty() {
                output::say(&format!("not in the workbook: {}", left_out.join(", ")));
            }
        }),
        Form::Map => study.export_map(target).map(|()| {
            if let Some(remark) = study.left_off_map() {
                output::say(&remark);
            }
        }),
    };
    let name = format!("`{}`{}", study.name(), page::with_scenarios(&study));
    let target = target.display();
    match (written, form) {
        (Err(error), _) => output::not_written(&error),
        (Ok(()), Form::Map) => output::answer(&format!("wrote the map of {name} to {target}\n")),
        (Ok(()), _) => output::answer(&format!(
            "wrote {name} to {target}; check it after each change with `kervan check {target}`\n"
        )),
    }
}

/// What is written.
#[derive(Clone, Copy)]
enum Form {
    Folder,
    Workbook,
    Map,
}

impl Form {
    fn of(target: &Path) -> Form {
        let ends_with = |ending| {
            let own = target.extension();
            own.is_some_and(|own| own.eq_ignore_ascii_case(ending))
        };
        if ends_with("xlsx") {
            Form::Workbook
        } else if ends_with("geojson") {
            Form::Map
        } else {
            Form::Folder
        }
    }
}
