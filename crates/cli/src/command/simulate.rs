//! `kervan simulate`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kervan::{RouteRequest, results_json};

use super::quote::no_route;
use super::{CorridorArguments, Format, open_for};
use crate::run::{PrecisionArguments, RunArguments, failed, watched};
use crate::{output, page};

/// How to simulate.
#[derive(Args)]
pub(crate) struct SimulateArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    /// Measure from this place: a node or terminal by identifier, name or UN/LOCODE
    #[arg(long, value_name = "PLACE", requires = "to")]
    from: Option<String>,
    /// Measure to this place
    #[arg(long, value_name = "PLACE", requires = "from")]
    to: Option<String>,
    #[command(flatten)]
    run: RunArguments,
    #[command(flatten)]
    precision: PrecisionArguments,
    /// Folder to write the result tables to, as CSV and Parquet, and a map; new, or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write the event log too (every leg, train run, vessel call and border stay)
    #[arg(long, requires = "out")]
    log: bool,
    /// Show every flow, place and server, not only the most important ones
    #[arg(long)]
    full: bool,
}

pub(super) fn run(arguments: &SimulateArguments) -> ExitCode {
    let study = match open_for(&arguments.corridor, arguments.out.as_ref()) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let study = match (&arguments.from, &arguments.to) {
        (Some(from), Some(to)) => match study.route(&RouteRequest {
            from,
            to,
            unit: None,
            lot: 1,
            all: false,
        }) {
            Ok(route) => route.study,
            Err(error) => return no_route(&error, arguments.corridor.format),
        },
        _ => study,
    };
    let settings = arguments.run.settings(arguments.log);
    let settings = arguments.precision.on(settings);
    let results = watched("simulating", |progress| study.simulate(&settings, progress));
    let results = match results {
        Ok(results) => results,
        Err(error) => return failed(&error, arguments.corridor.format),
    };
    let text = page::simulation::page(&study, &results, arguments.full);
    if let Some(folder) = &arguments.out {
        if let Err(error) = study.write(
            &results,
            &[("summary.txt".to_owned(), text.clone().into_bytes())],
            folder,
        ) {
            return output::not_written(&error);
        }
        output::say(&format!("wrote {}", folder.display()));
        if let Some(remark) = study.left_off_map() {
            output::say(&remark);
        }
    }
    match arguments.corridor.format {
        Format::Text => output::answer(&text),
        Format::Json => match results_json(&results) {
            Ok(value) => output::answer_json(&value),
            Err(error) => {
                output::say(&format!("error: {error}"));
                ExitCode::from(70)
            }
        },
    }
}
