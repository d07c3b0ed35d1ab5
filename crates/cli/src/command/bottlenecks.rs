//! `kervan bottlenecks`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kervan::{BottleneckError, BottleneckSettings, Target, bottlenecks_json, picture_files};

use super::{CorridorArguments, Format, open_for};
use crate::run::{failed, watched};
use crate::{output, page};

/// Where to look for bottlenecks, and how far.
#[derive(Args)]
pub(crate) struct BottlenecksArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    /// Demand to climb to, and a fifth beyond: tonnes of goods a year (10Mt, 800kt) or a multiple of today's (2x); the corridor's own target, or 2x
    #[arg(long, value_name = "DEMAND")]
    target: Option<Target>,
    /// Climb the ladder only: no worth of one more unit, no sensitivity
    #[arg(long)]
    quick: bool,
    /// Seed of all luck
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; 0 for one per processor; never changes a result
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Week of the year, 1 to 52, that the Marey diagram among the pictures shows
    #[arg(long, default_value_t = 20, value_name = "WEEK", value_parser = clap::value_parser!(u32).range(1..=52))]
    week: u32,
    /// Folder to write the tables to, as CSV and Parquet, and the pictures, as SVG and PNG; new, or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Show every server, not only the most important ones
    #[arg(long)]
    full: bool,
}

pub(super) fn run(arguments: &BottlenecksArguments) -> ExitCode {
    let study = match open_for(&arguments.corridor, arguments.out.as_ref()) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.corridor.format;
    let settings = BottleneckSettings {
        target: arguments.target,
        seed: arguments.seed,
        threads: arguments.threads,
        quick: arguments.quick,
        is_thin: false,
    };
    let found = match watched("looking for bottlenecks", |progress| {
        study.bottlenecks(&settings, progress)
    }) {
        Ok(found) => found,
        Err(BottleneckError::Simulation(error)) => return failed(&error, format),
        Err(BottleneckError::Corridor(error)) => {
            return output::refuse(&error.findings, error.files.as_ref(), format);
        }
    };
    let text = page::bottlenecks::page(&study, &found, arguments.full);
    if let Some(folder) = &arguments.out {
        let pictures = watched("drawing", |progress| {
            study.bottleneck_pictures(&found, arguments.week, progress)
        });
        let pictures = pictures.and_then(|pictures| picture_files(&pictures));
        let mut files = match pictures {
            Ok(files) => files,
            Err(error) => {
                output::say(&format!("error: {error}"));
                return ExitCode::from(70);
            }
        };
        files.push(("summary.txt".to_owned(), text.clone().into_bytes()));
        if let Err(error) = found.write(&files, folder) {
            return output::not_written(&error);
        }
        output::say(&format!("wrote {}", folder.display()));
    }
    let printed = match format {
        Format::Text => output::answer(&text),
        Format::Json => match bottlenecks_json(&found.tables()) {
            Ok(mut value) => {
                value["is_interrupted"] = found.is_interrupted.into();
                output::answer_json(&value)
            }
            Err(error) => {
                output::say(&format!("error: {error}"));
                ExitCode::from(70)
            }
        },
    };
    if found.is_interrupted {
        output::say("interrupted; this is what was found by then");
        return ExitCode::from(130);
    }
    printed
}
