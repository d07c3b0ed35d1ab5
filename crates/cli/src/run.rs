//! Simulations on the command line: their settings, progress, interruption and failures.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kervan::{Condition, Progress, Settings, SimulationError};

use crate::command::Format;
use crate::output;

/// How long, how often and with which luck to simulate.
#[derive(Args)]
pub(crate) struct RunArguments {
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
}

impl RunArguments {
    pub(crate) fn settings(&self, log: bool) -> Settings {
        Settings {
            years: self.years,
            replications: self.replications,
            seed: self.seed,
            threads: self.threads,
            warm_up_years: self.warm_up,
            log,
            ..Settings::default()
        }
    }
}

/// How sure the answer must be.
#[derive(Args)]
pub(crate) struct PrecisionArguments {
    /// Add replications until this holds: halfwidth(P90)<=0.5d, halfwidth(mean)<=2%; several must all hold
    #[arg(long, value_name = "CONDITION", value_parser = condition)]
    precision: Vec<Condition>,
    /// Most replications that a precision may take
    #[arg(long, default_value_t = 1000, requires = "precision")]
    max_replications: u32,
}

impl PrecisionArguments {
    pub(crate) fn on(&self, settings: Settings) -> Settings {
        Settings {
            precision: self.precision.clone(),
            max_replications: self.max_replications,
            ..settings
        }
    }
}

fn condition(text: &str) -> Result<Condition, kervan::ConditionError> {
    Condition::read(text)
}

/// Runs something that simulates, with a bar where somebody watches; Ctrl-C ends it cleanly,
/// asked twice at once.
pub(crate) fn watched<T>(what: &'static str, run: impl FnOnce(&Progress) -> T) -> T {
    watched_counting(what, "replications", run)
}

/// The same, where something else than replications is counted.
pub(crate) fn watched_counting<T>(
    what: &'static str,
    counted: &str,
    run: impl FnOnce(&Progress) -> T,
) -> T {
    let stop = stop_on_interruption();
    let bar = progress_bar(what, counted);
    let report = |done: u32, all: u32| {
        bar.set_length(u64::from(all));
        bar.set_position(u64::from(done));
    };
    let outcome = run(&Progress {
        report: &report,
        stop: &stop,
    });
    bar.finish_and_clear();
    outcome
}

/// What Ctrl-C sets; asked twice, it ends the program at once.
pub(crate) fn stop_on_interruption() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let for_handler = Arc::clone(&stop);
    // Without a handler an interruption ends the program at once, which leaves nothing half written either.
    let _ = ctrlc::set_handler(move || {
        if for_handler.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    stop
}

/// Says why a simulation failed; the exit code.
pub(crate) fn failed(error: &SimulationError, format: Format) -> ExitCode {
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

pub(crate) fn progress_bar(what: &'static str, counted: &str) -> ProgressBar {
    let target = if output::is_watched() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(1), target);
    bar.set_style(
        ProgressStyle::with_template(&format!(
            "{{msg}} {{wide_bar}} {{pos}}/{{len}} {counted}, {{eta}} left"
        ))
        .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.set_message(what);
    bar
}
