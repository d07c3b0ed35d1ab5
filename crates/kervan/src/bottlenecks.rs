//! What binds now, what binds next, and what one more unit is worth.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use kervan_bottleneck::{
    Design, Ladder, MOST_RUNGS, Outcome, RunSize, Runs, Sensitivity, Worth, climb, demand_t,
    one_at_a_time, sensitivity, units, worth,
};
use kervan_corridor::{Corridor, Finding};
use kervan_format::{WriteError, write_results};
use kervan_results::{BottleneckTables, Results, RunInfoRow};
use kervan_simulation::{Progress, Settings, SimulationError, simulate_each};

use crate::study::{OpenError, Study};

/// How the search for bottlenecks is done.
#[derive(Clone, Debug)]
pub struct BottleneckSettings {
    /// Demand that is aimed at; that of the corridor, or twice its demand, where there is none.
    pub target: Option<Target>,
    /// Seed of all luck.
    pub seed: u64,
    /// Worker threads; 0 for one per processor. Never changes a result.
    pub threads: usize,
    /// Whether only to climb the ladder: no worth of one more unit, no sensitivity.
    pub quick: bool,
    /// Whether each run makes do with a year and few replications, and the ladder with two rungs.
    pub is_thin: bool,
}

/// A demand that is aimed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// Tonnes of goods a year, of the flows that grow ([`Corridor::grows`]).
    Tonnes(f64),
    /// Multiple of the demand of these flows.
    Times(f64),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Target, String> {
        let digits = text.find(|letter: char| letter.is_ascii_alphabetic());
        let (number, unit) = text.split_at(digits.unwrap_or(text.len()));
        let target =
            number
                .trim()
                .replace(',', "")
                .parse::<f64>()
                .ok()
                .and_then(|number| match unit.trim() {
                    "Mt" => Some(Target::Tonnes(number * 1e6)),
                    "kt" => Some(Target::Tonnes(number * 1e3)),
                    "t" => Some(Target::Tonnes(number)),
                    "x" => Some(Target::Times(number)),
                    _ => None,
                });
        let is_sound = |target: &Target| match target {
            Target::Tonnes(amount) | Target::Times(amount) => amount.is_finite() && *amount > 0.0,
        };
        target.filter(is_sound).ok_or_else(|| {
            format!("`{text}` is no demand; write tonnes a year like `10Mt` or `800kt`, or a multiple like `2x`")
        })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Tonnes(tonnes) => write!(formatter, "{}Mt", tonnes / 1e6),
            Target::Times(times) => write!(formatter, "{times}x"),
        }
    }
}

/// What holds a corridor back.
#[derive(Clone, Debug)]
pub struct Bottlenecks {
    /// An ordinary simulation of the corridor as it is, looking who waits for what: occupancy
    /// of every server, and the roots of waiting.
    pub today: Results,
    /// The capacity ladder, and what each relief brings by itself.
    pub ladder: Ladder,
    /// The worth of one more unit, and interactions.
    pub worth: Worth,
    /// Estimated inputs that decide the ranking.
    pub sensitivity: Sensitivity,
    /// Whether it was interrupted: what is here is what was done by then.
    pub is_interrupted: bool,
    /// Simulated years that the answer took.
    pub simulated_years: u64,
    /// Version, seed, checksum, settings, in order.
    pub run: Vec<RunInfoRow>,
}

/// Why a search for bottlenecks came to no end.
#[derive(Debug, thiserror::Error)]
pub enum BottleneckError {
    /// Something that was tried makes the corridor unsound.
    #[error(transparent)]
    Corridor(#[from] OpenError),
    /// A run failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

/// Years and replications of the simulation of today.
const YEARS: u32 = 3;
/// See [`YEARS`].
const REPLICATIONS: u32 = 8;

impl Study {
    /// Finds what binds now, what binds next, and what one more unit is worth; the methods are
    /// those of [`kervan_bottleneck`].
    ///
    /// An interruption after the first simulation gives what was found by then.
    ///
    /// # Errors
    ///
    /// Changes that make the corridor unsound, runs that fail.
    pub fn bottlenecks(
        &self,
        settings: &BottleneckSettings,
        progress: &Progress,
    ) -> Result<Bottlenecks, BottleneckError> {
        let today = Settings {
            years: YEARS,
            replications: REPLICATIONS,
            warm_up_years: Some(1),
            seed: settings.seed,
            threads: settings.threads,
            waits: true,
            ..Settings::default()
        };
        let quiet = Progress {
            report: &|_, _| {},
            stop: progress.stop,
        };
        let today = self.simulate(&today, &quiet)?;
        let years = u64::from((YEARS + 1) * REPLICATIONS);
        let mut found = self.bottlenecks_after(today, settings, progress)?;
        found.simulated_years += years;
        Ok(found)
    }

    /// The same after a run of the corridor as it is that looked who waits for what.
    ///
    /// # Errors
    ///
    /// As [`Study::bottlenecks`].
    pub(crate) fn bottlenecks_after(
        &self,
        today: Results,
        settings: &BottleneckSettings,
        progress: &Progress,
    ) -> Result<Bottlenecks, BottleneckError> {
        let mut run = today.run.clone();
        run.retain(|row| !["replications", "years", "warm-up years"].contains(&row.key.as_str()));
        run.push(RunInfoRow {
            key: "target".to_owned(),
            value: target(self.corridor(), settings).to_string(),
        });
        let mut found = Bottlenecks {
            today,
            ladder: Ladder::default(),
            worth: Worth::default(),
            sensitivity: Sensitivity::default(),
            is_interrupted: false,
            simulated_years: 0,
            run,
        };
        let mut runs = StudyRuns::new(self, settings.seed, settings.threads, progress);
        runs.is_thin = settings.is_thin;
        match find(&mut runs, settings, &mut found) {
            Ok(()) => {}
            Err(BottleneckError::Simulation(SimulationError::Interrupted)) => {
                found.is_interrupted = true;
            }
            Err(error) => return Err(error),
        }
        found.simulated_years = runs.years;
        Ok(found)
    }
}

impl Study {
    /// Kind and identifier of the server of every unit that can be added, with the findings of
    /// the corridor that has one more, and so many more, of it: none where all is well.
    pub fn tried_units(&self, many: u32) -> Vec<((String, String), Vec<Finding>)> {
        let progress = Progress {
            report: &|_, _| {},
            stop: &AtomicBool::new(false),
        };
        let runs = StudyRuns::new(self, 1, 1, &progress);
        let tried = units(self.corridor()).into_iter().map(|unit| {
            let mut findings = Vec::new();
            for units in [1, many] {
                let mut design = Design::default();
                unit.add(&runs, &mut design, units);
                if let Some(Err(error)) = runs.changed(&design) {
                    findings.extend(error.findings);
                }
            }
            ((unit.kind.to_owned(), unit.server), findings)
        });
        tried.collect()
    }
}

/// The demand that is aimed at.
fn target(corridor: &Corridor, settings: &BottleneckSettings) -> Target {
    let stated = corridor.target.as_ref();
    let stated = stated.map_or(Target::Times(2.0), |target| Target::Tonnes(target.volume_t));
    settings.target.unwrap_or(stated)
}

fn find(
    runs: &mut StudyRuns,
    settings: &BottleneckSettings,
    found: &mut Bottlenecks,
) -> Result<(), BottleneckError> {
    let corridor = runs.study.corridor();
    let demand = demand_t(corridor);
    let target_t = match target(corridor, settings) {
        Target::Tonnes(tonnes) => tonnes,
        Target::Times(times) => times * demand,
    };
    let most = if settings.is_thin {
        THIN_RUNGS
    } else {
        MOST_RUNGS
    };
    climb(runs, target_t, most, &mut found.ladder)?;
    one_at_a_time(runs, &mut found.ladder)?;
    let Some(first) = found.ladder.rungs.first().filter(|_| !settings.quick) else {
        return Ok(());
    };
    worth(runs, first.factor, &mut found.worth)?;
    let (ranking, factor) = (found.worth.rows.clone(), found.worth.factor);
    sensitivity(runs, &ranking, factor, &mut found.sensitivity)
}

/// Runs of a study.
pub(crate) struct StudyRuns<'a> {
    study: &'a Study,
    pub(crate) seed: u64,
    threads: usize,
    progress: &'a Progress<'a>,
    /// Replications done.
    done: AtomicU32,
    /// Replications that are expected in all, as far as is known.
    expected: u32,
    /// Years simulated.
    pub(crate) years: u64,
    /// Whether to make do with a year and few replications each.
    pub(crate) is_thin: bool,
}

/// Most years and replications of a thin run.
const THIN: (u32, u32) = (1, 4);
/// Most rungs of a ladder of thin runs: what binds now, and what binds next.
const THIN_RUNGS: usize = 2;

impl<'a> StudyRuns<'a> {
    pub(crate) fn new(
        study: &'a Study,
        seed: u64,
        threads: usize,
        progress: &'a Progress<'a>,
    ) -> StudyRuns<'a> {
        StudyRuns {
            study,
            seed,
            threads,
            progress,
            done: AtomicU32::new(0),
            expected: 1,
            years: 0,
            is_thin: false,
        }
    }

    /// The study of a design; `None` where nothing is changed.
    pub(crate) fn changed(&self, design: &Design) -> Option<Result<Study, OpenError>> {
        let scenario = design.scenario(self.corridor(), |table, row, column| {
            self.study.cell(table, row, column)
        });
        scenario.map(|scenario| self.study.changed(scenario))
    }
}

impl Runs for StudyRuns<'_> {
    type Error = BottleneckError;

    fn corridor(&self) -> &Corridor {
        self.study.corridor()
    }

    fn cell(&self, table: &str, row: &str, column: &str) -> &str {
        self.study.cell(table, row, column)
    }

    fn fluid_t(&self, design: &Design) -> Result<Option<f64>, BottleneckError> {
        let changed = self.changed(design).transpose()?;
        let fluid = changed.as_ref().unwrap_or(self.study).fluid();
        Ok(fluid.ok().map(|fluid| fluid.tonnes_per_year))
    }

    fn expect(&mut self, replications: u32) {
        self.expected = self.done.load(Ordering::Relaxed) + replications.max(1);
    }

    fn run(&mut self, designs: &[Design], size: RunSize) -> Result<Vec<Outcome>, BottleneckError> {
        let size = match self.is_thin {
            true => RunSize {
                years: size.years.min(THIN.0),
                replications: size.replications.min(THIN.1),
                ..size
            },
            false => size,
        };
        let studies = designs
            .iter()
            .map(|design| self.changed(design))
            .map(Option::transpose)
            .collect::<Result<Vec<Option<Study>>, OpenError>>()?;
        let corridors: Vec<&Corridor> = studies
            .iter()
            .map(|changed| changed.as_ref().unwrap_or(self.study).corridor())
            .collect();
        let settings = Settings {
            years: size.years,
            replications: size.replications,
            warm_up_years: Some(size.warm_up_years),
            waits: size.waits,
            seed: self.seed,
            threads: self.threads,
            ..Settings::default()
        };
        let expected = self.expected;
        let report = |_: u32, _: u32| {
            let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
            (self.progress.report)(done, expected.max(done));
        };
        let progress = Progress {
            report: &report,
            stop: self.progress.stop,
        };
        let ran = simulate_each(&corridors, &settings, &progress)?;
        self.years += u64::from((size.warm_up_years + size.years) * size.replications)
            * corridors.len() as u64;
        ran.into_iter()
            .map(|one| match one {
                Ok(results) => Ok(Outcome::Ran(results)),
                Err(SimulationError::Deadlock { ring, .. }) => Ok(Outcome::CameToRest(ring)),
                Err(error) => Err(error.into()),
            })
            .collect()
    }
}

impl Bottlenecks {
    /// The tables of the answer.
    pub fn tables(&self) -> BottleneckTables<'_> {
        BottleneckTables {
            ladder: &self.ladder.rungs,
            binding: &self.ladder.binding,
            alone: &self.ladder.alone,
            worth: &self.worth.rows,
            interactions: &self.worth.interactions,
            sensitivity: &self.sensitivity.rows,
            servers: &self.today.servers,
            waits: &self.today.waits,
            roots: &self.today.roots,
            run: &self.run,
        }
    }

    /// Writes the tables as CSV and Parquet, with further files, into a new folder.
    ///
    /// # Errors
    ///
    /// A target that is there and not empty, or the system's refusal.
    pub fn write(&self, files: &[(String, Vec<u8>)], folder: &Path) -> Result<(), WriteError> {
        let table = |reason: String| WriteError::Table {
            path: folder.to_owned(),
            reason,
        };
        let tables = self
            .tables()
            .tables()
            .map_err(|error| table(error.to_string()))?;
        write_results(folder, &tables, files)
    }
}
