//! `kervan brief`

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::Instant;

use clap::Args;
use indicatif::ProgressBar;
use kervan::{BriefError, BriefProgress, BriefSettings, BriefStage, Language};

use super::{CorridorArguments, Format, open_for};
use crate::run::{failed, progress_bar, stop_on_interruption};
use crate::{output, page};

/// What to print, for whom, and how to simulate.
#[derive(Args)]
pub(crate) struct BriefArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    /// Few replications and short searches: about a minute on two cores
    #[arg(long)]
    quick: bool,
    /// Languages, separated by commas: en, tr (complete), az, kk, ka, ru, zh (the one page and the charts)
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = language,
          default_value = "en,tr,az,kk,ka,ru,zh")]
    lang: Vec<Language>,
    /// Write every result table as one Excel workbook too
    #[arg(long)]
    xlsx: bool,
    /// Seed of all luck
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; 0 for one per processor; never changes a result
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Folder to write the briefing to; new, or empty
    #[arg(long, value_name = "DIR", default_value = "briefing")]
    out: PathBuf,
}

fn language(code: &str) -> Result<Language, String> {
    Language::read(code).ok_or_else(|| {
        let codes = Language::ALL.map(Language::code).join(", ");
        format!("there is no briefing in `{code}`; the languages are {codes}")
    })
}

impl BriefArguments {
    fn settings(&self) -> BriefSettings {
        let mut languages = self.lang.clone();
        let mut seen = Vec::new();
        languages.retain(|language| {
            let is_new = !seen.contains(language);
            seen.push(*language);
            is_new
        });
        BriefSettings {
            command: self.command(&languages),
            languages,
            is_quick: self.quick,
            with_workbook: self.xlsx,
            seed: self.seed,
            threads: self.threads,
        }
    }

    /// The command that gives the same briefing.
    fn command(&self, languages: &[Language]) -> String {
        let mut words = vec!["kervan brief".to_owned(), self.corridor.corridor.clone()];
        for scenario in &self.corridor.scenarios.scenarios {
            words.push(format!("--scenario {scenario}"));
        }
        if self.quick {
            words.push("--quick".to_owned());
        }
        let codes: Vec<&str> = languages.iter().map(|language| language.code()).collect();
        words.push(format!("--lang {}", codes.join(",")));
        words.push(format!("--seed {}", self.seed));
        words.join(" ")
    }
}

pub(super) fn run(arguments: &BriefArguments) -> ExitCode {
    let study = match open_for(&arguments.corridor, Some(&arguments.out)) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.corridor.format;
    let settings = arguments.settings();
    let bars = Bars::default();
    let stop = stop_on_interruption();
    let briefed = study.brief(
        &settings,
        &BriefProgress {
            begin: &|stage| bars.begin(stage),
            report: &|done, all| bars.report(done, all),
            stop: &stop,
        },
    );
    bars.end();
    let briefed = match briefed {
        Ok(_) if stop.load(Ordering::Relaxed) => {
            output::say("interrupted; nothing was written");
            return ExitCode::from(130);
        }
        Ok(briefed) => briefed,
        Err(BriefError::Simulation(error)) => return failed(&error, format),
        Err(BriefError::Corridor(error)) => {
            return output::refuse(&error.findings, error.files.as_ref(), format);
        }
        Err(error) => {
            output::say(&format!("error: {error}"));
            return ExitCode::from(70);
        }
    };
    if let Err(error) = briefed.write(&arguments.out) {
        return output::not_written(&error);
    }
    match format {
        Format::Text => output::answer(&page::briefing::page(&briefed, &arguments.out)),
        Format::Json => output::answer_json(&page::briefing::json(&briefed, &arguments.out)),
    }
}

/// One bar for each stage, the ones that are done standing above.
#[derive(Default)]
struct Bars(Mutex<Option<(BriefStage, ProgressBar, Instant)>>);

impl Bars {
    fn begin(&self, stage: BriefStage) {
        self.end();
        let bar = progress_bar(stage.as_str(), "");
        if let Ok(mut current) = self.0.lock() {
            *current = Some((stage, bar, Instant::now()));
        }
    }

    fn report(&self, done: u32, all: u32) {
        if let Ok(current) = self.0.lock()
            && let Some((_, bar, _)) = &*current
        {
            bar.set_length(u64::from(all));
            bar.set_position(u64::from(done));
        }
    }

    /// Leaves a line behind that says how long the stage took.
    fn end(&self) {
        let current = self.0.lock().ok().and_then(|mut current| current.take());
        if let Some((stage, bar, begun)) = current {
            bar.finish_and_clear();
            if output::is_watched() {
                let (name, seconds) = (stage.as_str(), begun.elapsed().as_secs_f64());
                output::say(&format!("{name:<12} done in {seconds:.1} s"));
            }
        }
    }
}
