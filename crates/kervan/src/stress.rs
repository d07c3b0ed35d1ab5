//! What happens if something breaks.

mod buffers;
mod flips;
mod sampled;
mod water;

use std::path::Path;

use kervan_corridor::disruption::{Disruption, Touched};
use kervan_corridor::finding::suggestion;
use kervan_corridor::{Corridor, Finding, code};
use kervan_format::WriteError;
use kervan_resilience::{
    Asked, Season, each_out, parts, rank, read_part, screened, simulate_asked,
};
use kervan_results::{OutageRow, Results, RunInfoRow, Stress};
use kervan_simulation::{Progress, Settings, SimulationError};

use crate::study::{OpenError, Study};
use crate::written::write_answer;

/// Days simulated after an outage in full, and for the screening.
const AFTER_D: u32 = 90;
const AFTER_SCREENING_D: u32 = 30;
/// Replications of the screening.
const SCREENING: u32 = 2;
/// Parts that the screening keeps.
const MOST: usize = 20;
/// The same of a quick answer.
const MOST_QUICK: usize = 6;
/// Days of the year that outages need after their beginning, in whole years.
const DAYS_OF_YEAR: f64 = 365.0;

/// What is to be broken.
#[derive(Clone, Debug)]
pub struct StressRequest {
    /// Days that each thing is out, one at a time.
    pub days: f64,
    /// Whether every part is simulated in full, without a screening.
    pub deep: bool,
    /// Parts of a closure of one's own, all at once, as `table:id`; nothing else is simulated then.
    pub close: Vec<String>,
    /// What is left of them: 0 nothing.
    pub left: f64,
    /// Month in which the closure begins, 1 to 12; the worst where none is given.
    pub month: Option<u32>,
    /// A disruption of the corridor to be simulated once; nothing else is simulated then.
    pub event: Option<String>,
    /// Scenarios whose worth against bad luck is asked for.
    pub with: Vec<String>,
    /// Whether to keep fewer parts of the screening, and to leave out what each disruption adds to
    /// a year, what buffers take off, and which inputs the ranking hangs on.
    pub is_quick: bool,
}

impl Default for StressRequest {
    fn default() -> StressRequest {
        StressRequest {
            days: 7.0,
            deep: false,
            close: Vec::new(),
            left: 0.0,
            month: None,
            event: None,
            with: Vec::new(),
            is_quick: false,
        }
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum StressError {
    /// The request cannot be met: all findings.
    #[error("the request has {} findings", findings.len())]
    Request {
        /// Everything that is wrong with it.
        findings: Vec<Finding>,
    },
    /// A scenario that cannot be used.
    #[error(transparent)]
    Corridor(#[from] OpenError),
    /// A run failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

/// Progress over parts of a study, counted in simulated years.
struct Work<'a> {
    progress: &'a Progress<'a>,
    done: u32,
    all: u32,
}

impl Work<'_> {
    /// Runs a part that takes about so many simulated years.
    fn part<T>(&mut self, years: u32, run: impl FnOnce(&Progress) -> T) -> T {
        let (done, all) = (self.done, self.all.max(self.done + years));
        let watched = self.progress;
        let report = |part: u32, of: u32| {
            let share = u64::from(years) * u64::from(part.min(of)) / u64::from(of.max(1));
            (watched.report)(done + share as u32, all);
        };
        let answer = run(&Progress {
            report: &report,
            stop: watched.stop,
        });
        self.done += years;
        answer
    }
}

/// A study being broken.
struct Breaking<'a> {
    study: &'a Study,
    request: &'a StressRequest,
    /// Of the ordinary run, with its warm-up, and as many replications as its precision took.
    settings: Settings,
    work: Work<'a>,
    answer: Stress,
}

impl Study {
    /// What happens if something breaks: each thing out by itself, the corridor's disruptions once
    /// each, years of luck, buffers against it, and falling water. With a closure or an event of
    /// one's own, that alone.
    ///
    /// Interrupted, it gives what it has, and says so.
    ///
    /// # Errors
    ///
    /// Requests that cannot be met, settings that cannot be run, a ring of waiting in an ordinary
    /// year, an interruption before there is anything.
    pub fn stress(
        &self,
        request: &StressRequest,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Stress, StressError> {
        self.breaking(None, request, settings, progress)
    }

    /// The same after a run of an ordinary year, days kept, with these settings and its warm-up
    /// in them.
    ///
    /// # Errors
    ///
    /// As [`Study::stress`].
    pub(crate) fn stress_after(
        &self,
        ordinary: Results,
        request: &StressRequest,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Stress, StressError> {
        self.breaking(Some(ordinary), request, settings, progress)
    }

    fn breaking(
        &self,
        ordinary: Option<Results>,
        request: &StressRequest,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Stress, StressError> {
        let (own, with) = self.requested(request)?;
        let mut breaking = Breaking {
            study: self,
            request,
            settings: Settings {
                days: true,
                disruptions: false,
                waits: false,
                log: false,
                ..settings.clone()
            },
            work: Work {
                progress,
                done: 0,
                all: planned(self.corridor(), request, settings, own.is_some()),
            },
            answer: Stress::default(),
        };
        let ordinary = match ordinary {
            Some(ordinary) => {
                let remarks = ordinary.remarks.iter().cloned();
                breaking.answer.remarks.extend(remarks);
                ordinary
            }
            None => breaking.ordinary()?,
        };
        breaking.answer.remarks.extend(never_lost(self.corridor()));
        let done = match own {
            Some(own) => breaking.own(own, &ordinary),
            None => breaking.everything(&ordinary, &with),
        };
        match done {
            Ok(()) => {}
            Err(StressError::Simulation(SimulationError::Interrupted)) => {
                breaking.answer.is_interrupted = true;
            }
            Err(error) => return Err(error),
        }
        let mut answer = breaking.answer;
        answer.run.extend(ordinary.run.iter().cloned());
        answer.run.extend(rules(self.corridor(), request));
        answer.ordinary = Some(Results {
            days: Vec::new(),
            ..ordinary
        });
        Ok(answer)
    }

    /// The closure or event of one's own, and the scenarios to be judged.
    fn requested(&self, request: &StressRequest) -> Result<(Option<Own>, Vec<Study>), StressError> {
        let corridor = self.corridor();
        let mut findings = Vec::new();
        let refuse = |message: String, expected: String, help: String| Finding {
            code: code::BAD_SETTINGS,
            message,
            origin: None,
            expected,
            notes: Vec::new(),
            help,
        };
        let mut touched = Vec::new();
        for written in &request.close {
            match read_part(corridor, written) {
                Ok(part) => {
                    if let Some(expected) = cannot_be_left(part, request.left) {
                        findings.push(refuse(
                            format!("`left` is {} of `{written}`", request.left),
                            expected.to_owned(),
                            "give `--left` another number, or leave it out".to_owned(),
                        ));
                    }
                    touched.push(part);
                }
                Err((expected, help)) => findings.push(refuse(
                    format!("there is nothing to close by the name `{written}`"),
                    expected,
                    help,
                )),
            }
        }
        let mut own = (!touched.is_empty()).then_some(Own::Close(touched));
        if let Some(name) = &request.event {
            match corridor.disruptions.find(name) {
                Some(event) => own = Some(Own::Event(corridor.disruptions[event].clone())),
                None => {
                    let ids = corridor.disruptions.rows().iter();
                    findings.push(refuse(
                        format!("the corridor has no disruption `{name}`"),
                        "no row of disruptions.csv".to_owned(),
                        suggestion(name, ids.map(|row| row.id.as_str()), "disruptions.csv"),
                    ));
                }
            }
        }
        if !(request.days > 0.0 && request.days <= 1000.0) {
            findings.push(refuse(
                format!("`days` is {}", request.days),
                "must be above 0 and at most 1000".to_owned(),
                "give `--days` a number in this range".to_owned(),
            ));
        }
        if let Some(month) = request.month.filter(|month| !(1..=12).contains(month)) {
            findings.push(refuse(
                format!("`month` is {month}"),
                "must be from 1 to 12".to_owned(),
                "give `--month` a month of the year".to_owned(),
            ));
        }
        if !findings.is_empty() {
            return Err(StressError::Request { findings });
        }
        let with: Result<Vec<Study>, OpenError> = request
            .with
            .iter()
            .map(|name| self.with_scenario(name))
            .collect();
        Ok((own, with?))
    }
}

/// What is wrong with a share that is to be left of a part, if anything is.
fn cannot_be_left(part: Touched, left: f64) -> Option<&'static str> {
    match part {
        Touched::Node(_) | Touched::SeaLink(_) | Touched::Berth(_) | Touched::Service(_) => {
            (left != 0.0).then_some("it is out whole, so 0")
        }
        Touched::Flow(_) => {
            (!(0.0..=100.0).contains(&left)).then_some("must be from 0 to 100 times its demand")
        }
        _ => (!(0.0..1.0).contains(&left)).then_some("must be from 0 to below 1"),
    }
}

/// What somebody wants to see out.
enum Own {
    Close(Vec<Touched>),
    Event(Disruption),
}

impl Breaking<'_> {
    fn corridor(&self) -> &Corridor {
        self.study.corridor()
    }

    /// Years of one run, its warm-up too.
    fn years(&self) -> u32 {
        let warm_up = self.settings.warm_up_years.unwrap_or(1);
        self.settings.replications * (self.settings.years + warm_up)
    }

    /// An ordinary year, with its weather alone; finds the warm-up and reaches the precision.
    fn ordinary(&mut self) -> Result<Results, StressError> {
        let (study, settings) = (self.study, self.settings.clone());
        let years = self.years();
        let results = self
            .work
            .part(years, |progress| study.simulate(&settings, progress))?;
        let reached = results.days.len() as u32;
        self.settings = Settings {
            warm_up_years: Some(results.warm_up.years),
            replications: reached.max(settings.replications),
            precision: Vec::new(),
            ..settings
        };
        self.answer.remarks.extend(results.remarks.iter().cloned());
        Ok(results)
    }

    /// Settings of outages: the year in which they begin, and nothing more.
    fn of_outages(&self, days: f64) -> Settings {
        Settings {
            days: false,
            years: 2 + (days / DAYS_OF_YEAR) as u32,
            ..self.settings.clone()
        }
    }

    fn asked(&mut self, asked: &[Asked], after: u32) -> Result<Vec<OutageRow>, StressError> {
        let longest = asked.iter().map(|asked| asked.days).fold(0.0, f64::max);
        let settings = self.of_outages(longest);
        let study = self.study;
        let days = asked.len() as f64 * (longest + f64::from(after));
        let years = (f64::from(settings.replications) * days / DAYS_OF_YEAR) as u32;
        let (rows, recoveries) = self.work.part(years.max(1), |progress| {
            simulate_asked(study.corridor(), asked, after, &settings, progress)
        })?;
        self.answer.recoveries.extend(recoveries);
        Ok(rows)
    }

    /// The closure or event that was asked for, and nothing else.
    fn own(&mut self, own: Own, ordinary: &Results) -> Result<(), StressError> {
        let corridor = self.corridor();
        let asked = match own {
            Own::Close(touched) => {
                let ids: Vec<String> = touched
                    .iter()
                    .map(|part| kervan_resilience::part_id(corridor, *part))
                    .collect();
                let names: Vec<String> = touched
                    .iter()
                    .map(|part| kervan_resilience::part_name(corridor, *part))
                    .collect();
                Asked {
                    part: ids.join("; "),
                    name: names.join(", "),
                    touched,
                    left: self.request.left,
                    season: self.season(ordinary, &[true; 12]),
                    days: self.request.days,
                }
            }
            Own::Event(event) => {
                let season = self.season(ordinary, &event.months);
                once(&event, season)
            }
        };
        let mut rows = self.asked(&[asked], AFTER_D)?;
        rank(&mut rows);
        self.answer.outages = rows;
        Ok(())
    }

    /// The month asked for, or the worst of those allowed.
    fn season(&self, ordinary: &Results, months: &[bool; 12]) -> Season {
        match self.request.month {
            Some(month) => Season {
                name: "asked",
                month,
            },
            None => Season::worst_of(self.corridor(), &ordinary.days, months),
        }
    }

    fn everything(&mut self, ordinary: &Results, with: &[Study]) -> Result<(), StressError> {
        self.one_at_a_time(ordinary)?;
        self.events(ordinary)?;
        let sampled = self.sampled(ordinary)?;
        if let Some(sampled) = sampled.filter(|_| !self.request.is_quick) {
            self.contributions(ordinary, &sampled)?;
            self.measures(with, &sampled)?;
        }
        self.water()?;
        match self.request.is_quick {
            true => Ok(()),
            false => self.flips(ordinary),
        }
    }

    fn one_at_a_time(&mut self, ordinary: &Results) -> Result<(), StressError> {
        let study = self.study;
        let corridor = study.corridor();
        let both = Season::worst_and_best(corridor, &ordinary.days);
        let seasons = match self.request.is_quick {
            true => &both[..1],
            false => &both[..],
        };
        let all = parts(corridor);
        let mut asked = each_out(corridor, &all, seasons, self.request.days);
        let mut rest = Vec::new();
        let most = if self.request.is_quick {
            MOST_QUICK
        } else {
            MOST
        };
        if !self.request.deep && all.len() > most {
            let settings = Settings {
                replications: SCREENING.min(self.settings.replications),
                ..self.of_outages(self.request.days)
            };
            let days = asked.len() as f64 * (self.request.days + f64::from(AFTER_SCREENING_D));
            let years = (f64::from(settings.replications) * days / DAYS_OF_YEAR) as u32;
            let (rows, _) = self.work.part(years.max(1), |progress| {
                simulate_asked(corridor, &asked, AFTER_SCREENING_D, &settings, progress)
            })?;
            self.answer.outages.clone_from(&rows);
            let (kept, left_out) = screened(&rows, seasons.len(), most);
            asked.retain(|asked| kept.contains(&asked.part));
            rest = left_out;
        }
        let mut rows = self.asked(&asked, AFTER_D)?;
        rows.extend(rest);
        rank(&mut rows);
        self.answer.outages = rows;
        Ok(())
    }

    /// Each disruption of the corridor once, for its mean duration, at the worst of its months.
    fn events(&mut self, ordinary: &Results) -> Result<(), StressError> {
        let study = self.study;
        let mut found = Vec::new();
        for event in study.corridor().disruptions.rows() {
            let season = Season::worst_of(study.corridor(), &ordinary.days, &event.months);
            found.extend(self.asked(&[once(event, season)], AFTER_D)?);
        }
        rank(&mut found);
        self.answer.events = found;
        Ok(())
    }

    /// What a run gives; a ring of waiting becomes a remark, and nothing.
    fn forgiving(
        &mut self,
        what: &str,
        ran: Result<Results, SimulationError>,
    ) -> Result<Option<Results>, StressError> {
        match ran {
            Ok(results) => Ok(Some(results)),
            Err(error @ SimulationError::Deadlock { .. }) => {
                self.answer.remarks.push(format!("{what}: {error}"));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// What is to be said where shippers wait for ever: then nothing turned away is no finding.
fn never_lost(corridor: &Corridor) -> Option<String> {
    let flows = corridor.flows.rows();
    let waiting = flows.iter().filter(|flow| flow.patience.is_none()).count();
    (waiting > 0).then(|| {
        format!(
            "{waiting} of {} flows have no `patience`, so their shippers wait for ever and none of \
             them is turned away; what would really be lost is not known, and is late here instead",
            flows.len()
        )
    })
}

/// A disruption as an outage of its mean duration.
fn once(event: &Disruption, season: Season) -> Asked {
    Asked {
        part: event.id.clone(),
        name: event.name.clone(),
        touched: event.touched.clone(),
        left: event.factor,
        season,
        days: event.duration_d.mean(),
    }
}

/// About how many simulated years it all takes; only the progress leans on it.
fn planned(corridor: &Corridor, request: &StressRequest, settings: &Settings, is_own: bool) -> u32 {
    let replications = f64::from(settings.replications);
    let run = replications * f64::from(settings.years + 1);
    if is_own {
        return (run + replications) as u32;
    }
    let all = parts(corridor).len();
    let kept = if request.deep { all } else { all.min(MOST) };
    let forks = |count: usize, after: u32, replications: f64| {
        2.0 * count as f64 * replications * (request.days + f64::from(after)) / DAYS_OF_YEAR
    };
    let disruptions = corridor.disruptions.rows();
    let events: f64 = disruptions
        .iter()
        .map(|event| (event.duration_d.mean() + f64::from(AFTER_D)) / DAYS_OF_YEAR)
        .sum();
    let runs = 5 + disruptions.len() + corridor.closures.len() + buffers::MOST + request.with.len();
    let screening = f64::from(SCREENING.min(settings.replications));
    (run * runs as f64
        + forks(kept, AFTER_D, replications)
        + forks(all, AFTER_SCREENING_D, screening)
        + replications * events
        + water::planned(corridor)) as u32
}

/// The rules that the answer was made by.
fn rules(corridor: &Corridor, request: &StressRequest) -> Vec<RunInfoRow> {
    let row = |key: &str, value: String| RunInfoRow {
        key: key.to_owned(),
        value,
    };
    let mut rows = vec![
        row("days out", request.days.to_string()),
        row("days after", AFTER_D.to_string()),
        row("parts", parts(corridor).len().to_string()),
    ];
    if !request.deep {
        let most = if request.is_quick { MOST_QUICK } else { MOST };
        rows.push(row("screening keeps", most.to_string()));
        rows.push(row("screening replications", SCREENING.to_string()));
        rows.push(row("screening days after", AFTER_SCREENING_D.to_string()));
    }
    rows
}

/// Writes the tables of an answer as CSV and Parquet, with further files, into a new folder.
///
/// # Errors
///
/// A target that is there and not empty, or the system's refusal.
pub fn write_stress(
    stress: &Stress,
    files: &[(String, Vec<u8>)],
    folder: &Path,
) -> Result<(), WriteError> {
    write_answer(stress.tables(), files, folder)
}
