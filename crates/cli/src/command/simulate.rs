//! `kervan simulate`

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kervan::{Progress, Settings, SimulationError, results_json};

use super::{CorridorArguments, Format, is_free, open};
use crate::{output, page};

/// How to simulate.
#[derive(Args)]
pub(crate) struct SimulateArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    /// Simulated years that count, after the warm-up
    #[arg(long, default_value_t = 5)]
    years: u32,
    /// Replications, each with luck of its own
    #[arg(long, default_value_t = 20)]
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
    /// Folder to write the result tables to, as CSV and Parquet; new, or empty
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
    if let Some(Err(code)) = arguments.out.as_ref().map(is_free) {
        return code;
    }
    let study = match open(&arguments.corridor) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let settings = Settings {
        years: arguments.years,
        replications: arguments.replications,
        seed: arguments.seed,
        threads: arguments.threads,
        warm_up_years: arguments.warm_up,
        log: arguments.log,
    };
    let stop = Arc::new(AtomicBool::new(false));
    let for_handler = Arc::clone(&stop);
    // Without a handler an interruption ends the program at once, which leaves nothing half written either.
    let _ = ctrlc::set_handler(move || {
        if for_handler.swap(true, Ordering::Relaxed) {
            // Asked twice: at once.
            std::process::exit(130);
        }
    });
    let bar = progress_bar(settings.replications);
    let report = |done: u32, _: u32| bar.set_position(u64::from(done));
    let results = study.simulate(
        &settings,
        &Progress {
            report: &report,
            stop: &stop,
        },
    );
    bar.finish_and_clear();
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

fn failed(error: &SimulationError, format: Format) -> ExitCode {
    match error {
        SimulationError::Interrupted => {
            output::say(&error.to_string());
            ExitCode::from(130)
        }
        _ if !error.findings().is_empty() => output::refuse(&error.findings(), None, format),
        _ => {
            output::say(&format!("error: {error}"));
            ExitCode::from(70)
        }
    }
}

fn progress_bar(replications: u32) -> ProgressBar {
    let target = if output::is_watched() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(u64::from(replications)), target);
    bar.set_style(
        ProgressStyle::with_template("simulating {wide_bar} {pos}/{len} replications, {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar
}
