//! `kervan stress`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kervan::{
    Settings, Stress, StressError, StressRequest, picture_files, stress_json, write_stress,
};

use super::{CorridorArguments, Format, open_for};
use crate::run::{PrecisionArguments, failed, watched_counting};
use crate::{output, page};

/// What to break, and how to simulate.
#[derive(Args)]
pub(crate) struct StressArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    /// Close this, and look at nothing else: nodes:GE-POT, berths:aktau-1; several close together
    #[arg(long, value_name = "TABLE:ID", conflicts_with = "event")]
    close: Vec<String>,
    /// Let this disruption of the corridor happen once, and look at nothing else
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// Days that a thing is out
    #[arg(long, default_value_t = 7.0)]
    days: f64,
    /// Month in which the closure or the event begins, 1 to 12; the worst where not given
    #[arg(long)]
    month: Option<u32>,
    /// What is left of what is closed: 0 nothing, 0.5 half
    #[arg(long, default_value_t = 0.0, requires = "close")]
    left: f64,
    /// Scenario whose worth against bad luck is asked for; several, each by itself
    #[arg(long, value_name = "NAME|FILE")]
    with: Vec<String>,
    /// Simulate every part in full, not only those that a screening keeps
    #[arg(long)]
    deep: bool,
    /// Simulated years that count, after the warm-up
    #[arg(long, default_value_t = 3)]
    years: u32,
    /// Replications, each with luck of its own
    #[arg(long, default_value_t = 10)]
    replications: u32,
    /// Seed of all luck
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; 0 for one per processor; never changes a result
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Whole years left out at the start; found by MSER-5 where not given
    #[arg(long, value_name = "YEARS")]
    warm_up: Option<u32>,
    #[command(flatten)]
    precision: PrecisionArguments,
    /// Folder to write the tables to, as CSV and Parquet, and the pictures, as SVG and PNG; new, or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Show every row, not only the most important ones
    #[arg(long)]
    full: bool,
}

impl StressArguments {
    fn settings(&self) -> Settings {
        self.precision.on(Settings {
            years: self.years,
            replications: self.replications,
            seed: self.seed,
            threads: self.threads,
            warm_up_years: self.warm_up,
            ..Settings::default()
        })
    }

    fn request(&self) -> StressRequest {
        StressRequest {
            days: self.days,
            deep: self.deep,
            close: self.close.clone(),
            left: self.left,
            month: self.month,
            event: self.event.clone(),
            with: self.with.clone(),
            is_quick: false,
        }
    }
}

pub(super) fn run(arguments: &StressArguments) -> ExitCode {
    let study = match open_for(&arguments.corridor, arguments.out.as_ref()) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.corridor.format;
    let (request, settings) = (arguments.request(), arguments.settings());
    let stress = watched_counting("breaking things", "simulated years", |progress| {
        study.stress(&request, &settings, progress)
    });
    let stress = match stress {
        Ok(stress) => stress,
        Err(StressError::Request { findings }) => return output::refuse(&findings, None, format),
        Err(StressError::Corridor(error)) => {
            return output::refuse(&error.findings, error.files.as_ref(), format);
        }
        Err(StressError::Simulation(error)) => return failed(&error, format),
    };
    let text = page::stress::page(&study, &stress, arguments.full);
    if let Some(folder) = &arguments.out {
        let pictures = study.stress_pictures(&stress);
        let mut files = match pictures.and_then(|pictures| picture_files(&pictures)) {
            Ok(files) => files,
            Err(error) => {
                output::say(&format!("error: {error}"));
                return ExitCode::from(70);
            }
        };
        files.push(("summary.txt".to_owned(), text.clone().into_bytes()));
        if let Err(error) = write_stress(&stress, &files, folder) {
            return output::not_written(&error);
        }
        output::say(&format!("wrote {}", folder.display()));
    }
    let code = match format {
        Format::Text => output::answer(&text),
        Format::Json => match stress_json(&stress) {
            Ok(value) => output::answer_json(&value),
            Err(error) => {
                output::say(&format!("error: {error}"));
                ExitCode::from(70)
            }
        },
    };
    exit_code(&stress, code)
}

/// 130 for an answer that was interrupted.
fn exit_code(stress: &Stress, code: ExitCode) -> ExitCode {
    if stress.is_interrupted {
        ExitCode::from(130)
    } else {
        code
    }
}
