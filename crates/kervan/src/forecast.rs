//! How much will move, why, and how sure that is.
//!
//! ```text
//!  volumes --> history (years) --> judged: models by backtest, spread ----------\
//!     |                                                                         v
//!     '----> drivers (flows of one kind) --> growth of the whole ----> futures, below ceilings
//!  promises --> what plans were worth, part of the spread                       |
//!  measures that are decided --> ceiling, simulated                             v
//!                                           fan, chances, growth by driver, what would be needed
//! ```

mod ceiling;
mod drivers;
mod elsewhere;
mod export;
mod futures;
mod history;
mod judged;
mod outlook;
mod seen_growth;
mod series;

use std::path::Path;
use std::sync::atomic::Ordering;

use kervan_forecast::{chance_at_least, fan_step, quantile};
use kervan_format::WriteError;
use kervan_results::{
    DriverRow, ForecastTables, ForecastYearRow, GrowthPartRow, NeededRow, PromiseRow, RunInfoRow,
};
use kervan_simulation::{Progress, SimulationError};

use crate::bottlenecks::{BottleneckError, StudyRuns, Target};
use crate::study::{OpenError, Study};
use crate::written::write_answer;
use ceiling::{Ceiling, ceilings, in_year, with_decided};
use drivers::{Driver, Grounds, drivers};
use elsewhere::elsewhere;
use futures::{Expected, Future, draw};
use history::{History, errors_of_parts, histories};
use judged::{Judged, combined, judge, logarithms};

pub use export::ScenarioRequest;
pub use series::{
    PanelScore, SeriesError, SeriesForecast, SeriesRequest, forecast_series, forecast_series_of,
    score_panel,
};

/// How a forecast is made.
#[derive(Clone, Debug)]
pub struct ForecastSettings {
    /// Last year; that of the corridor where there is none.
    pub to: Option<i64>,
    /// Tonnes whose chance is asked; the target of the corridor where there are none.
    pub target: Option<Target>,
    /// Futures that are drawn.
    pub paths: u32,
    /// Seed of all luck.
    pub seed: u64,
    /// Worker threads; 0 for one per processor. Never changes a result.
    pub threads: usize,
}

/// A forecast, and all that it rests on.
#[derive(Clone, Debug, Default)]
pub struct Forecast {
    /// Statistics that it speaks of.
    pub scope: String,
    /// Last year with a published figure, and its tonnes.
    pub last: (i64, f64),
    /// How well that year is known: a deviation of its logarithm.
    pub last_deviation: f64,
    /// How it became a year: `published`, `by growth` and so on.
    pub last_how: &'static str,
    /// Tonnes whose chance is asked.
    pub target_t: Option<f64>,
    /// The watched part: name, times the base year, tonnes of the base year.
    pub watched: Option<(String, f64, f64)>,
    /// Published years.
    pub history: Vec<kervan_results::HistoryRow>,
    /// Year by year.
    pub years: Vec<ForecastYearRow>,
    /// By driver, in the last year.
    pub drivers: Vec<DriverRow>,
    /// What the last growth was made of.
    pub growth: Vec<GrowthPartRow>,
    /// Models and what they are trusted with.
    pub models: Vec<kervan_results::ModelRow>,
    /// Forecasts of the past.
    pub backtest: Vec<kervan_results::BacktestRow>,
    /// How often intervals held what came.
    pub coverage: Vec<kervan_results::CoverageRow>,
    /// Spread of the logarithm after one year, and the errors it rests on.
    pub spread: (f64, f64),
    /// What plans promised.
    pub promises: Vec<PromiseRow>,
    /// Median and 80 % band of what is reached of a promise, and how many stand behind it.
    pub record: Option<(f64, [f64; 2], usize)>,
    /// What would have to be true.
    pub needed: Vec<NeededRow>,
    /// From which year the corridor can carry how much, and what opens then.
    pub ceilings: Vec<(i64, f64, Vec<String>)>,
    /// What could not be taken into account, in sentences.
    pub remarks: Vec<String>,
    /// Simulated years that the answer took.
    pub simulated_years: u64,
    /// Version, seed, checksum, settings, in order.
    pub run: Vec<RunInfoRow>,
    /// The futures, for scenarios.
    futures: Vec<Future>,
    /// Flows of each driver by identifier, and its tonnes of the base year.
    flows: Vec<(Vec<String>, f64)>,
}

/// Why there is no forecast.
#[derive(Debug, thiserror::Error)]
pub enum ForecastError {
    /// The request cannot be: what is wrong with it, and the way out.
    #[error("{0}")]
    Request(String),
    /// Something that was tried makes the corridor unsound.
    #[error(transparent)]
    Corridor(#[from] OpenError),
    /// A run failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

impl From<BottleneckError> for ForecastError {
    fn from(error: BottleneckError) -> ForecastError {
        match error {
            BottleneckError::Corridor(error) => ForecastError::Corridor(error),
            BottleneckError::Simulation(error) => ForecastError::Simulation(error),
        }
    }
}

/// The mean share that each driver has of what is carried in a year; these add up to 1.
fn mean_shares(futures: &[Future], at: usize) -> Vec<f64> {
    let count = futures.first().map_or(0, |future| future.drivers.len());
    let mean = |driver: usize| {
        let shares = futures
            .iter()
            .map(|future| future.drivers[driver][at] / future.carried[at]);
        shares.sum::<f64>() / futures.len() as f64
    };
    (0..count).map(mean).collect()
}

/// Years of published figures that a forecast needs at least.
const FEWEST_YEARS: usize = 3;
/// Years ahead at most.
const LONGEST: i64 = 30;
/// Futures at most.
const MOST_PATHS: u32 = 200_000;

impl Study {
    /// Forecasts the volume of the corridor: by its published series and by its drivers, below
    /// what it can carry, with intervals as wide as the past asks for.
    ///
    /// # Errors
    ///
    /// A corridor that says nothing of volumes, a request that cannot be, runs that fail.
    pub fn forecast(
        &self,
        settings: &ForecastSettings,
        progress: &Progress,
    ) -> Result<Forecast, ForecastError> {
        let request = |text: String| Err(ForecastError::Request(text));
        let corridor = self.corridor();
        let Some(basis) = corridor.forecast.clone() else {
            return request(
                "the corridor does not say which series is forecast; add `[forecast]` to corridor.toml, with `scope` and `to`, and volumes.csv".to_owned(),
            );
        };
        let histories = histories(corridor);
        let Some(headline) = histories.iter().find(|one| one.is_all_of(&basis.scope)) else {
            return request(format!(
                "volumes.csv has no tonnes of all goods, both directions, in `{}`; `[forecast]` in corridor.toml names that scope",
                basis.scope
            ));
        };
        let (first, values) = headline.run();
        if values.len() < FEWEST_YEARS {
            return request(format!(
                "{} follow one another in `{}`, and a forecast needs {FEWEST_YEARS}; add years to volumes.csv",
                years_in_words(values.len()),
                basis.scope
            ));
        }
        let last_year = first + values.len() as i64 - 1;
        let to = settings.to.unwrap_or(basis.to);
        if to <= last_year || to > last_year + LONGEST {
            return request(format!(
                "nothing can be forecast to {to}: the last published year is {last_year}; give a year from {} to {}",
                last_year + 1,
                last_year + LONGEST
            ));
        }
        if settings.paths < 100 || settings.paths > MOST_PATHS {
            return request(format!(
                "{} futures are too few or too many; give 100 to {MOST_PATHS}",
                settings.paths
            ));
        }
        let mut maker = Maker {
            study: self,
            settings,
            histories: &histories,
            headline,
            values: &values,
            last_year,
            horizon: (to - last_year) as usize,
            forecast: Forecast {
                scope: basis.scope,
                ..Forecast::default()
            },
        };
        maker.make(progress)?;
        Ok(maker.forecast)
    }
}

fn years_in_words(count: usize) -> String {
    match count {
        0 => "no published years".to_owned(),
        1 => "1 published year".to_owned(),
        count => format!("{count} published years"),
    }
}

/// A forecast in the making.
struct Maker<'a> {
    study: &'a Study,
    settings: &'a ForecastSettings,
    histories: &'a [History],
    headline: &'a History,
    values: &'a [f64],
    last_year: i64,
    horizon: usize,
    forecast: Forecast,
}

impl Maker<'_> {
    fn make(&mut self, progress: &Progress) -> Result<(), ForecastError> {
        let corridor = self.study.corridor();
        let last_t = self.values[self.values.len() - 1];
        let parts = errors_of_parts(corridor);
        let of_parts =
            parts.iter().map(|error| error * error).sum::<f64>() / parts.len().max(1) as f64;
        let last = self.headline.years.get(&self.last_year);
        self.forecast.last = (self.last_year, last_t);
        self.forecast.last_how = last.map_or("", |figure| figure.how);
        self.forecast.last_deviation = match last {
            Some(figure) if !figure.is_whole() => of_parts.sqrt(),
            _ => 0.0,
        };
        let target = match self.settings.target {
            Some(Target::Tonnes(tonnes)) => Some(tonnes),
            Some(Target::Times(times)) => Some(times * last_t),
            None => corridor.target.as_ref().map(|target| target.volume_t),
        };
        self.forecast.target_t = target;
        for history in self.histories {
            let is_headline = std::ptr::eq(history, self.headline);
            self.forecast.history.extend(history.rows(is_headline));
        }
        let kept = self.kept_promises();
        let judged = judge(self.histories, &kept);
        let known = logarithms(self.values)
            .ok_or_else(|| ForecastError::Request("a published volume is zero".to_owned()))?;
        let points = combined(&judged.weights, &known, self.horizon);
        let (Some(points), Some(spread)) = (points, judged.spread) else {
            return Err(ForecastError::Request(format!(
                "no series of volumes.csv has {} years in a row with growth, so nothing tells how far forecasts are off",
                FEWEST_YEARS
            )));
        };
        let top_down: Vec<f64> = points.iter().map(|point| point - known.last()).collect();
        let grounds = Grounds {
            histories: self.histories,
            weights: &judged.weights,
            last_year: self.last_year,
            of_whole: &top_down,
        };
        let drivers = drivers(corridor, &grounds);
        let ceilings = self.ceilings(progress)?;
        let by_year: Vec<Option<f64>> = self.ahead().map(|year| in_year(&ceilings, year)).collect();
        let decided = self.with_decided(progress)?;
        let other_routes = elsewhere(
            self.study,
            decided.as_ref(),
            self.settings.seed,
            self.settings.threads,
            progress,
        )?;
        let expected = Expected {
            elsewhere: other_routes.as_ref().ok(),
            last_t,
            last_deviation: self.forecast.last_deviation,
            top_down: &top_down,
            drivers: &drivers,
            spread,
            ceilings: &by_year,
            seed: self.settings.seed,
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.settings.threads)
            .build()
            .map_err(|error| {
                ForecastError::Request(format!("the threads cannot be started: {error}"))
            })?;
        if progress.stop.load(Ordering::Relaxed) {
            return Err(SimulationError::Interrupted.into());
        }
        let futures = pool.install(|| draw(&expected, self.settings.paths));
        self.years(&futures, &drivers, &by_year);
        self.driver_rows(&futures, &drivers);
        self.seen_growth();
        self.promise_rows(&futures, &kept);
        self.needed(&futures, &by_year);
        self.fill(&judged, &known, spread);
        self.remarks(&drivers, &ceilings, other_routes.err());
        self.forecast.flows = drivers
            .iter()
            .map(|driver| {
                let flows = driver
                    .flows
                    .iter()
                    .map(|idx| corridor.flows[*idx].id.clone());
                (flows.collect(), driver.base_t)
            })
            .collect();
        self.forecast.futures = futures;
        Ok(())
    }

    /// The years that are forecast.
    fn ahead(&self) -> impl Iterator<Item = i64> + use<> {
        let last = self.last_year;
        (1..=self.horizon as i64).map(move |ahead| last + ahead)
    }

    /// Plans whose outcome is known.
    fn kept_promises(&self) -> Vec<kervan_forecast::Promise> {
        let rows = self.study.corridor().promises.rows().iter();
        rows.filter_map(|row| {
            Some(kervan_forecast::Promise {
                // A plan of the year itself is at least a month ahead of its end.
                lead_years: row.lead_years().max(1.0 / 12.0),
                promised: row.promised,
                reached: row.reached?,
            })
        })
        .collect()
    }

    fn ceilings(&mut self, progress: &Progress) -> Result<Vec<Ceiling>, ForecastError> {
        let plan = self.study.corridor().plan.as_ref();
        let first_year = plan.map_or(self.last_year + 1, |plan| plan.first_year);
        let mut runs = StudyRuns::new(
            self.study,
            self.settings.seed,
            self.settings.threads,
            progress,
        );
        let found = ceilings(&mut runs, first_year)?;
        self.forecast.simulated_years = runs.years;
        let rows = found
            .iter()
            .map(|one| (one.from, one.tonnes, one.opens.clone()));
        self.forecast.ceilings = rows.collect();
        Ok(found)
    }

    /// The corridor with all that is decided, where that changes anything.
    fn with_decided(&self, progress: &Progress) -> Result<Option<Study>, ForecastError> {
        let (study, settings) = (self.study, self.settings);
        let runs = StudyRuns::new(study, settings.seed, settings.threads, progress);
        Ok(runs.changed(&with_decided(&runs)).transpose()?)
    }

    fn years(&mut self, futures: &[Future], drivers: &[Driver], ceilings: &[Option<f64>]) {
        let watched = self
            .study
            .corridor()
            .forecast
            .as_ref()
            .and_then(|basis| basis.watched.clone());
        let base_t: f64 = drivers
            .iter()
            .filter(|one| one.is_watched)
            .map(|one| one.base_t)
            .sum();
        self.forecast.watched = watched
            .filter(|_| base_t > 0.0)
            .map(|watched| (watched.name, watched.times, base_t));
        let mut reached = vec![false; futures.len()];
        for (at, year) in self.ahead().enumerate() {
            let asked: Vec<f64> = futures.iter().map(|future| future.asked[at]).collect();
            let carried: Vec<f64> = futures.iter().map(|future| future.carried[at]).collect();
            let (Some(of_asked), Some(step)) = (fan_step(&asked), fan_step(&carried)) else {
                continue;
            };
            let target = self.forecast.target_t;
            for (reached, carried) in reached.iter_mut().zip(&carried) {
                *reached |= target.is_some_and(|target| *carried >= target);
            }
            let by_then = reached.iter().filter(|one| **one).count() as f64;
            let of_watched = self.forecast.watched.as_ref().map(|(_, times, base_t)| {
                let tonnes: Vec<f64> = futures
                    .iter()
                    .map(|future| {
                        let parts = drivers.iter().zip(&future.drivers);
                        let parts = parts.filter(|(driver, _)| driver.is_watched);
                        parts.map(|(_, years)| years[at]).sum()
                    })
                    .collect();
                chance_at_least(&tonnes, times * base_t)
            });
            let watched_asked: Vec<f64> = futures.iter().map(|future| future.watched[at]).collect();
            let asked_of_watched = self.forecast.watched.as_ref();
            let asked_of_watched = asked_of_watched
                .map(|(_, times, base_t)| chance_at_least(&watched_asked, times * base_t));
            let left: f64 = futures.iter().map(|future| future.elsewhere[at]).sum();
            let above = asked
                .iter()
                .filter(|asked| ceilings[at].is_some_and(|most| **asked > most));
            self.forecast.years.push(ForecastYearRow {
                year,
                asked_t: of_asked.median,
                median_t: step.median,
                mean_t: step.mean,
                bands_t: step.bands,
                elsewhere_t: left / futures.len() as f64,
                ceiling_t: ceilings[at],
                share_above_ceiling: above.count() as f64 / futures.len() as f64,
                chance_of_target: target.map(|target| chance_at_least(&carried, target)),
                chance_by_then: target.map(|_| by_then / futures.len() as f64),
                chance_of_watched: of_watched,
                chance_of_watched_asked: asked_of_watched,
            });
        }
    }

    fn driver_rows(&mut self, futures: &[Future], drivers: &[Driver]) {
        let corridor = self.study.corridor();
        let last = self.horizon - 1;
        let base: f64 = drivers.iter().map(|driver| driver.base_t).sum();
        let total = self
            .forecast
            .years
            .last()
            .map_or(base, |year| year.median_t);
        let shares = mean_shares(futures, last);
        for (at, driver) in drivers.iter().enumerate() {
            let flows: Vec<&str> = driver
                .flows
                .iter()
                .map(|idx| corridor.flows[*idx].id.as_str())
                .collect();
            let mut tonnes: Vec<f64> = futures
                .iter()
                .map(|future| future.drivers[at][last])
                .collect();
            tonnes.sort_by(f64::total_cmp);
            let end = |share: f64| quantile(&tonnes, share).unwrap_or_default();
            let share = shares[at] * total;
            self.forecast.drivers.push(DriverRow {
                driver: driver.name.clone(),
                flows: flows.join("; "),
                base_t: driver.base_t,
                own_growth: driver.own.map(|(growth, _)| growth.exp() - 1.0),
                growth: (driver.growth[1] - driver.growth[0]).exp() - 1.0,
                rests_on: driver.rests_on.clone(),
                year: self.last_year + self.horizon as i64,
                expected_t: share,
                band_t: [end(0.1), end(0.9)],
                points: (share - driver.base_t) / base,
            });
        }
    }

    fn fill(
        &mut self,
        judged: &Judged,
        known: &kervan_forecast::Series,
        spread: kervan_forecast::Spread,
    ) {
        self.forecast.models = judged.rows(known, self.horizon);
        self.forecast.backtest = judged.backtest.clone();
        self.forecast.coverage = judged.coverage_rows();
        self.forecast.spread = (spread.per_root_step, spread.degrees);
        let row = |key: &str, value: String| RunInfoRow {
            key: key.to_owned(),
            value,
        };
        self.forecast.run = vec![
            row("kervan", crate::VERSION.to_owned()),
            row("corridor", self.study.name().to_owned()),
            row("corridor sha256", self.study.checksum()),
            row("seed", self.settings.seed.to_string()),
            row("futures", self.settings.paths.to_string()),
            row("last published year", self.last_year.to_string()),
            row("series that judge", judged.series.to_string()),
        ];
    }

    fn remarks(&mut self, drivers: &[Driver], ceilings: &[Ceiling], unknown: Option<String>) {
        let mut remarks: Vec<String> = unknown.into_iter().collect();
        let without = drivers.iter().filter(|driver| driver.own.is_none());
        let share: f64 = without.map(|driver| driver.base_t).sum::<f64>()
            / drivers
                .iter()
                .map(|driver| driver.base_t)
                .sum::<f64>()
                .max(1.0);
        if share > 0.0 {
            remarks.push(format!(
                "For {:.0} % of the tonnes of the base year no growth of their own is published; they grow as the whole.",
                share * 100.0
            ));
        }
        if ceilings.is_empty() {
            remarks.push("The corridor comes to rest when it is asked for more than it can carry, so no ceiling is known.".to_owned());
        }
        self.forecast.remarks = remarks;
    }
}

impl Forecast {
    /// The tables of the answer.
    pub fn tables(&self) -> ForecastTables<'_> {
        ForecastTables {
            history: &self.history,
            years: &self.years,
            drivers: &self.drivers,
            growth: &self.growth,
            models: &self.models,
            backtest: &self.backtest,
            coverage: &self.coverage,
            promises: &self.promises,
            needed: &self.needed,
            run: &self.run,
        }
    }

    /// Writes the tables as CSV and Parquet, with further files, into a new folder.
    ///
    /// # Errors
    ///
    /// A target that is there and not empty, or the system's refusal.
    pub fn write(&self, files: &[(String, Vec<u8>)], folder: &Path) -> Result<(), WriteError> {
        write_answer(self.tables().tables(), files, folder)
    }
}
