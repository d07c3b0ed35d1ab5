//! The briefing: every verb in order on shared runs, then one page and chapters in each language.

mod answers;
mod drawn;

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use kervan_format::{WriteError, results_workbook, write_results};
use kervan_report::{Briefing, Language, Missing, Part, ReportError, Words, briefing, html, pdf};
use kervan_results::{NamedTable, Results, Stress};
use kervan_simulation::{Progress, Settings, SimulationError};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use crate::bottlenecks::{BottleneckError, BottleneckSettings, Bottlenecks};
use crate::forecast::{Forecast, ForecastError, ForecastSettings};
use crate::pictures::PictureError;
use crate::plan::{PlanSettings, Planned, PlanningError};
use crate::stress::{StressError, StressRequest};
use crate::study::{OpenError, Study};
use crate::tariff::{PlannedRoom, Tariff, TariffSettings};
use crate::validate::{Validation, ValidationError};

/// How a briefing is made.
#[derive(Clone, Debug)]
pub struct BriefSettings {
    /// Languages to print.
    pub languages: Vec<Language>,
    /// Whether to make do with few replications and short searches.
    pub is_quick: bool,
    /// Whether to write a workbook of all tables.
    pub with_workbook: bool,
    /// Seed of all luck.
    pub seed: u64,
    /// Worker threads; 0 for one per processor. Never changes a result.
    pub threads: usize,
    /// The command that gives the same briefing, to be printed in it.
    pub command: String,
}

/// A stage of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BriefStage {
    /// The corridor as it is.
    Simulate,
    /// What holds it back.
    Bottlenecks,
    /// What to do about it.
    Plan,
    /// Which through tariff.
    Tariff,
    /// What if something breaks.
    Stress,
    /// How much will move.
    Forecast,
    /// Published figures beside simulated ones.
    Validate,
    /// Pictures and pages.
    Print,
}

impl BriefStage {
    /// All stages, in order.
    pub const ALL: [BriefStage; 8] = [
        BriefStage::Simulate,
        BriefStage::Bottlenecks,
        BriefStage::Plan,
        BriefStage::Tariff,
        BriefStage::Stress,
        BriefStage::Forecast,
        BriefStage::Validate,
        BriefStage::Print,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            BriefStage::Simulate => "simulate",
            BriefStage::Bottlenecks => "bottlenecks",
            BriefStage::Plan => "plan",
            BriefStage::Tariff => "tariff",
            BriefStage::Stress => "stress",
            BriefStage::Forecast => "forecast",
            BriefStage::Validate => "validate",
            BriefStage::Print => "print",
        }
    }
}

/// Progress stage by stage.
pub struct BriefProgress<'a> {
    /// Called when a stage begins.
    pub begin: &'a dyn Fn(BriefStage),
    /// Called with (done, all) of the stage; from any thread.
    pub report: &'a (dyn Fn(u32, u32) + Sync),
    /// Set from outside to interrupt.
    pub stop: &'a AtomicBool,
}

impl BriefProgress<'_> {
    /// Runs a stage.
    fn stage<T>(&self, stage: BriefStage, run: impl FnOnce(&Progress) -> T) -> T {
        (self.begin)(stage);
        run(&Progress {
            report: self.report,
            stop: self.stop,
        })
    }
}

/// A briefing in every language that was asked for, with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Briefed {
    /// The briefing, language by language.
    pub briefings: Vec<Briefing>,
    /// Files by name: PDF and HTML of each language, pictures, the workbook.
    pub files: Vec<(String, Vec<u8>)>,
    /// Every result table.
    pub tables: Vec<NamedTable>,
}

/// Why there is no briefing.
#[derive(Debug, thiserror::Error)]
pub enum BriefError {
    /// A run failed, or was interrupted.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    /// Something that was tried makes the corridor unsound.
    #[error(transparent)]
    Corridor(#[from] OpenError),
    /// Numbers that cannot be drawn.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A page could not be set.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A table could not be made.
    #[error("a table cannot be made: {0}")]
    Table(String),
}

/// Every answer, or why it is missing.
pub(crate) struct Found {
    pub(crate) today: Results,
    pub(crate) bottlenecks: Part<Bottlenecks>,
    pub(crate) plan: Part<Planned>,
    pub(crate) tariff: Part<Tariff>,
    pub(crate) stress: Part<Stress>,
    pub(crate) forecast: Part<Forecast>,
    pub(crate) validation: Part<Validation>,
}

/// Year in which a target is to be carried where nobody says another.
const BY: i64 = 2030;
/// Futures of the forecast.
const PATHS: u32 = 10_000;

/// Stack of a thread that sets pages, whose layout nests deeply, in bytes.
const PRINTING_STACK: usize = 16 << 20;

impl BriefSettings {
    /// The run that all stages share.
    fn run(&self) -> Settings {
        let (years, replications) = if self.is_quick { (2, 6) } else { (3, 12) };
        Settings {
            years,
            replications,
            seed: self.seed,
            threads: self.threads,
            warm_up_years: self.is_quick.then_some(1),
            waits: true,
            days: true,
            ..Settings::default()
        }
    }
}

impl Study {
    /// Makes the briefing: simulates once, asks every verb, and prints what they say.
    ///
    /// An answer that the corridor lacks the tables for becomes a sentence.
    ///
    /// # Errors
    ///
    /// A corridor that comes to rest as it is, an interruption, a page that cannot be set.
    pub fn brief(
        &self,
        settings: &BriefSettings,
        progress: &BriefProgress,
    ) -> Result<Briefed, BriefError> {
        let found = self.answer_all(settings, progress)?;
        let mut briefed = progress.stage(BriefStage::Print, |progress| {
            self.print(&found, settings, progress)
        })?;
        if settings.with_workbook {
            let bytes = results_workbook(&briefed.tables).map_err(BriefError::Table)?;
            briefed.files.push(("tables.xlsx".to_owned(), bytes));
        }
        Ok(briefed)
    }

    /// The pages of every language, several languages at a time.
    fn print(
        &self,
        found: &Found,
        settings: &BriefSettings,
        progress: &Progress,
    ) -> Result<Briefed, BriefError> {
        let answers = self.answers(found, settings);
        let logged = self.logged(
            settings.seed,
            &Progress {
                report: &|_, _| {},
                stop: progress.stop,
            },
        )?;
        let (done, all) = (AtomicU32::new(0), settings.languages.len() as u32);
        (progress.report)(0, all);
        let print = |language: &Language| {
            if progress.stop.load(Ordering::Relaxed) {
                return Err(SimulationError::Interrupted.into());
            }
            let words = Words::new(*language);
            let pictures = self.brief_pictures(found, &logged, &words)?;
            let briefing = briefing(&answers, &words, &pictures);
            let file = |ending: &str| format!("briefing.{}.{ending}", language.code());
            let files = [
                (file("pdf"), pdf(&briefing)?),
                (file("html"), html(&briefing)?.into_bytes()),
            ];
            (progress.report)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            Ok((briefing, files))
        };
        let pool = ThreadPoolBuilder::new()
            .num_threads(settings.threads)
            .stack_size(PRINTING_STACK)
            .build()
            .map_err(|error| ReportError::Typeset(error.to_string()))?;
        let languages = settings.languages.par_iter();
        let printed: Result<Vec<_>, BriefError> = pool.install(|| languages.map(print).collect());
        let (briefings, files): (Vec<_>, Vec<_>) = printed?.into_iter().unzip();
        Ok(Briefed {
            briefings,
            files: files.into_iter().flatten().collect(),
            tables: found.tables().map_err(BriefError::Table)?,
        })
    }

    /// Every verb in order.
    fn answer_all(
        &self,
        settings: &BriefSettings,
        progress: &BriefProgress,
    ) -> Result<Found, BriefError> {
        let run = settings.run();
        let today = progress.stage(BriefStage::Simulate, |progress| {
            self.simulate(&run, progress)
        })?;
        // The warm-up that was found holds for all that follows.
        let run = Settings {
            warm_up_years: Some(today.warm_up.years),
            ..run
        };
        let bottlenecks = progress.stage(BriefStage::Bottlenecks, |progress| {
            self.brief_bottlenecks(&today, settings, progress)
        })?;
        let plan = progress.stage(BriefStage::Plan, |progress| {
            self.brief_plan(settings, progress)
        })?;
        let tariff = progress.stage(BriefStage::Tariff, |progress| {
            self.brief_tariff(&plan, settings, progress)
        })?;
        let stress = progress.stage(BriefStage::Stress, |progress| {
            let request = StressRequest {
                is_quick: settings.is_quick,
                ..StressRequest::default()
            };
            let stress = self.stress_after(today.clone(), &request, &run, progress);
            given(stress, |error| match error {
                StressError::Simulation(error) => Some(error),
                _ => None,
            })
        })?;
        let forecast = progress.stage(BriefStage::Forecast, |progress| {
            self.brief_forecast(settings, progress)
        })?;
        let validation = progress.stage(BriefStage::Validate, |progress| {
            self.brief_validation(&today, settings, &run, progress)
        })?;
        Ok(Found {
            today,
            bottlenecks,
            plan,
            tariff,
            stress,
            forecast,
            validation,
        })
    }

    fn brief_bottlenecks(
        &self,
        today: &Results,
        settings: &BriefSettings,
        progress: &Progress,
    ) -> Result<Part<Bottlenecks>, SimulationError> {
        let asked = BottleneckSettings {
            target: None,
            seed: settings.seed,
            threads: settings.threads,
            quick: settings.is_quick,
            is_thin: settings.is_quick,
        };
        let found = self.bottlenecks_after(today.clone(), &asked, progress);
        let found = found.and_then(|found| match found.is_interrupted {
            true => Err(SimulationError::Interrupted.into()),
            false => Ok(found),
        });
        given(found, |error| match error {
            BottleneckError::Simulation(error) => Some(error),
            BottleneckError::Corridor(_) => None,
        })
    }

    fn brief_plan(
        &self,
        settings: &BriefSettings,
        progress: &Progress,
    ) -> Result<Part<Planned>, SimulationError> {
        let corridor = self.corridor();
        let Some(basis) = &corridor.plan else {
            return Ok(Part::Missing(Missing::Lacks("missing-no-plan")));
        };
        if corridor.target.is_none() {
            return Ok(Part::Missing(Missing::Lacks("missing-no-target")));
        }
        if corridor.measures.is_empty() && corridor.unit_costs.is_empty() {
            return Ok(Part::Missing(Missing::Lacks("missing-no-measures")));
        }
        let asked = PlanSettings {
            target: None,
            by: BY.max(basis.first_year + 2),
            from: None,
            require: Vec::new(),
            budget_musd: None,
            without_compensation: false,
            deep: false,
            is_quick: settings.is_quick,
            seed: settings.seed,
            threads: settings.threads,
        };
        let found = self.plan(&asked, progress);
        let found = found.and_then(|found| match found.is_interrupted {
            true => Err(SimulationError::Interrupted.into()),
            false => Ok(found),
        });
        given(found, |error| match error {
            PlanningError::Simulation(error) => Some(error),
            _ => None,
        })
    }

    /// Room in later years is that of the plan, where there is one.
    fn brief_tariff(
        &self,
        plan: &Part<Planned>,
        settings: &BriefSettings,
        progress: &Progress,
    ) -> Result<Part<Tariff>, SimulationError> {
        if self.corridor().markets.is_empty() {
            return Ok(Part::Missing(Missing::Lacks("missing-no-tariffs")));
        }
        let planned = plan.given().and_then(|planned| {
            let with = self.changed(planned.scenario.clone()?).ok()?;
            Some((with, planned.years.last()?.year))
        });
        let room = planned
            .as_ref()
            .map(|(study, year)| PlannedRoom { study, year: *year });
        let asked = TariffSettings {
            seed: settings.seed,
            ..TariffSettings::default()
        };
        let found = self.tariff(&asked, room.as_ref(), progress);
        if found.as_ref().is_ok_and(|found| found.is_interrupted) {
            return Err(SimulationError::Interrupted);
        }
        given(found, |_| None)
    }

    fn brief_forecast(
        &self,
        settings: &BriefSettings,
        progress: &Progress,
    ) -> Result<Part<Forecast>, SimulationError> {
        if self.corridor().forecast.is_none() {
            return Ok(Part::Missing(Missing::Lacks("missing-no-forecast")));
        }
        let asked = ForecastSettings {
            to: None,
            target: None,
            paths: PATHS,
            seed: settings.seed,
            threads: settings.threads,
        };
        given(self.forecast(&asked, progress), |error| match error {
            ForecastError::Simulation(error) => Some(error),
            _ => None,
        })
    }

    fn brief_validation(
        &self,
        today: &Results,
        settings: &BriefSettings,
        run: &Settings,
        progress: &Progress,
    ) -> Result<Part<Validation>, SimulationError> {
        let with_ceilings = !settings.is_quick;
        match self.validate_after(today.clone(), with_ceilings, run, progress) {
            Err(ValidationError::Nothing) => {
                Ok(Part::Missing(Missing::Lacks("missing-no-observed")))
            }
            other => given(other, |error| match error {
                ValidationError::Simulation(error) => Some(error),
                _ => None,
            }),
        }
    }
}

/// An answer, or why there is none; an interruption alone ends the whole.
fn given<T, E: std::fmt::Display>(
    answer: Result<T, E>,
    simulation: impl FnOnce(&E) -> Option<&SimulationError>,
) -> Result<Part<T>, SimulationError> {
    match answer {
        Ok(answer) => Ok(Part::Given(answer)),
        Err(error) => match simulation(&error) {
            Some(SimulationError::Interrupted) => Err(SimulationError::Interrupted),
            _ => Ok(Part::Missing(Missing::Failed(error.to_string()))),
        },
    }
}

impl Briefed {
    /// Writes everything into a new folder: the pages, and below `tables` every result table as CSV and Parquet.
    ///
    /// # Errors
    ///
    /// A target that is there and not empty, or the system's refusal.
    pub fn write(&self, folder: &Path) -> Result<(), WriteError> {
        let tables: Vec<NamedTable> = self
            .tables
            .iter()
            .map(|(name, batch)| (format!("tables/{name}"), batch.clone()))
            .collect();
        write_results(folder, &tables, &self.files)
    }
}
