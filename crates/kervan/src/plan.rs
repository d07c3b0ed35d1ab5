//! Which measures, started when, carry what is aimed at: planned, simulated, planned again.
//!
//! ```text
//!  measures, unit costs --> candidates --> capacity (fluid) --> problem --> plan (MILP)
//!                                             ^                               |
//!                                             |  lower ceilings               v
//!                                             '------- what waits for what <- simulation
//! ```

mod beside;
mod candidates;
mod capacity;
mod futures;
mod problem;

use std::collections::BTreeMap;
use std::path::Path;

use kervan_bottleneck::fluid::FluidError;
use kervan_bottleneck::{Carried, Outcome, RunSize, Runs, carried, demand_t, root_share, units};
use kervan_corridor::scenario::Scenario;
use kervan_format::{WriteError, write_results};
use kervan_plan::{Choice, PlanError, conflict, optimise};
use kervan_results::{
    BesideRow, Condition, FutureRow, PayerRow, PlanTables, PlanYearRow, PlannedRow, Results,
    RoundRow, RunInfoRow,
};
use kervan_simulation::{Progress, SimulationError};
use kervan_solver::Limits;

use crate::bottlenecks::{BottleneckError, StudyRuns, Target};
use crate::study::{OpenError, Study};
use candidates::{Candidate, candidates, design};
use capacity::Capacity;
use problem::{Asked, Posed, pose};

/// What a plan is to reach, and with what.
#[derive(Clone, Debug)]
pub struct PlanSettings {
    /// Demand that is aimed at; that of the corridor where there is none.
    pub target: Option<Target>,
    /// Year in which it is to be carried.
    pub by: i64,
    /// First year for which something is decided; that of the corridor where there is none.
    pub from: Option<i64>,
    /// Further conditions on the last year.
    pub require: Vec<Condition>,
    /// The most that may be spent on building a year, in millions of dollars.
    pub budget_musd: Option<f64>,
    /// Seed of all luck.
    pub seed: u64,
    /// Worker threads; 0 for one per processor. Never changes a result.
    pub threads: usize,
}

/// A plan, and what was looked at on the way.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// Whether the simulated plan carries what is aimed at and meets all conditions.
    pub is_reached: bool,
    /// Whether it is proved that no plan is cheaper in the programme, within the gap.
    pub is_proved: bool,
    /// Gap that was left, as a share.
    pub gap: f64,
    /// Cost of building, running and not carrying, discounted, in millions of dollars.
    pub cost_musd: f64,
    /// Tonnes a year that are aimed at.
    pub target_t: f64,
    /// Tonnes a year that the corridor was asked to carry in its base year.
    pub today_t: f64,
    /// What is done.
    pub measures: Vec<PlannedRow>,
    /// Year by year.
    pub years: Vec<PlanYearRow>,
    /// Who pays.
    pub payers: Vec<PayerRow>,
    /// Beside the plan.
    pub beside: Vec<BesideRow>,
    /// The plan in futures that it was not made for.
    pub futures: Vec<FutureRow>,
    /// Rounds of planning and simulating.
    pub rounds: Vec<RoundRow>,
    /// Measures that change nothing that the corridor describes.
    pub without_effect: Vec<String>,
    /// The plan in its last year, demand included, as a scenario.
    pub scenario: Option<Scenario>,
    /// Whether it was interrupted: what is here is what was done by then.
    pub is_interrupted: bool,
    /// Simulated years that the answer took.
    pub simulated_years: u64,
    /// Version, seed, checksum, settings, in order.
    pub run: Vec<RunInfoRow>,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanningError {
    /// The request cannot be: what is wrong with it, and the way out.
    #[error("{0}")]
    Request(String),
    /// No plan reaches what is asked: the limits that cannot hold together.
    #[error("{0}")]
    Impossible(String),
    /// Something that was tried makes the corridor unsound.
    #[error(transparent)]
    Corridor(#[from] OpenError),
    /// A run failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    /// The corridor has no fluid.
    #[error(transparent)]
    Fluid(#[from] FluidError),
    /// The programme has no answer.
    #[error(transparent)]
    Programme(#[from] PlanError),
}

impl From<BottleneckError> for PlanningError {
    fn from(error: BottleneckError) -> PlanningError {
        match error {
            BottleneckError::Corridor(error) => PlanningError::Corridor(error),
            BottleneckError::Simulation(error) => PlanningError::Simulation(error),
        }
    }
}

/// Most rounds of planning and simulating.
const ROUNDS: u32 = 24;
/// Years and replications of each run, after one year of warm-up.
const SIZE: RunSize = RunSize {
    warm_up_years: 1,
    years: 3,
    replications: 8,
    waits: true,
};
/// The same while a plan is still sought; what seems to be one is then run in full.
const FIRST_LOOK: RunSize = RunSize {
    years: 2,
    replications: 4,
    ..SIZE
};
/// Share of the target that the lower end of the 95 % interval must reach: demand comes by chance,
/// and what is on the way at the end has not arrived.
const REACHED: f64 = 0.97;
/// A server's ceiling is lowered where at least so much of all waiting has its root there.
const ROOT: f64 = 0.03;
/// What a ceiling is lowered to, as a share of what was planned; more where it is a main root.
const LOWERED: (f64, f64) = (0.9, 0.75);
/// Share of all waiting from which on a root is a main one.
const MAIN_ROOT: f64 = 0.15;
/// No ceiling goes below this.
const LEAST_CEILING: f64 = 0.3;
/// Limits of the search for one plan: the same on every machine.
const LIMITS: Limits = Limits {
    iterations: None,
    nodes: Some(2000),
    time_s: None,
    gap: 5e-3,
};

impl Study {
    /// Plans: chooses measures and years, simulates the plan in its last year, lowers the
    /// ceilings of what the waiting points at, and plans again, until the simulated plan carries
    /// what is asked.
    ///
    /// An interruption gives what was found by then.
    ///
    /// # Errors
    ///
    /// A request that cannot be; limits that cannot hold together; changes that make the corridor
    /// unsound; runs that fail.
    pub fn plan(
        &self,
        settings: &PlanSettings,
        progress: &Progress,
    ) -> Result<Planned, PlanningError> {
        let runs = StudyRuns::new(self, settings.seed, settings.threads, progress);
        let mut planner = Planner::new(runs, settings)?;
        match planner.find(settings) {
            Err(PlanningError::Simulation(SimulationError::Interrupted)) => {
                planner.planned.is_interrupted = true;
            }
            other => other?,
        }
        let mut planned = planner.planned;
        planned.simulated_years = planner.runs.years;
        let row = |key: &str, value: String| RunInfoRow {
            key: key.to_owned(),
            value,
        };
        planned.run = vec![
            row("kervan", crate::VERSION.to_owned()),
            row("corridor", self.name().to_owned()),
            row("corridor sha256", self.checksum()),
            row("seed", settings.seed.to_string()),
            row("by", settings.by.to_string()),
        ];
        Ok(planned)
    }
}

/// A plan in the making.
struct Planner<'a> {
    runs: StudyRuns<'a>,
    candidates: Vec<Candidate>,
    capacity: Capacity,
    first_year: i64,
    /// Times today's demand, year by year.
    growth: Vec<f64>,
    discount_rate: f64,
    unserved_usd_per_t: f64,
    budget: Option<f64>,
    planned: Planned,
}

/// What the simulation said of a plan in a year.
struct Simulated {
    carried: Option<Carried>,
    results: Vec<Results>,
    ring: Vec<String>,
}

impl<'a> Planner<'a> {
    fn new(runs: StudyRuns<'a>, settings: &PlanSettings) -> Result<Planner<'a>, PlanningError> {
        let corridor = runs.corridor();
        let request = |text: String| Err(PlanningError::Request(text));
        let Some(basis) = corridor.plan.clone() else {
            return request(
                "the corridor does not say what a plan is reckoned with; add `[plan]` to corridor.toml, with `first_year`, `discount_rate`, `price_year` and `unserved_usd_per_t`".to_owned(),
            );
        };
        let first_year = settings.from.unwrap_or(basis.first_year);
        if first_year < basis.first_year {
            let now = basis.first_year;
            return request(format!(
                "{first_year} is past: the corridor's present is {now} (`plan.first_year` in corridor.toml); give `--from {now}` or later"
            ));
        }
        if settings.by <= first_year || settings.by > first_year + 30 {
            let (by, last) = (settings.by, first_year + 30);
            return request(format!(
                "nothing can be planned from {first_year} for {by}; give a year after {first_year}, {last} at the latest"
            ));
        }
        if settings
            .budget_musd
            .is_some_and(|budget| budget.is_nan() || budget < 0.0)
        {
            return request("the budget is below 0; give millions of dollars a year".to_owned());
        }
        let today_t = demand_t(corridor);
        if today_t <= 0.0 {
            return Err(FluidError::NoDemand.into());
        }
        let target_t = match settings.target {
            Some(Target::Tonnes(tonnes)) => tonnes,
            Some(Target::Times(times)) => times * today_t,
            None => match &corridor.target {
                Some(target) => target.volume_t,
                None => {
                    return request(
                        "the corridor has no target; give one, such as `--target 2x`".to_owned(),
                    );
                }
            },
        };
        // Demand grows by the same share each year, from the base year on.
        let ahead = |year: i64| (year - corridor.base_year).max(0) as f64;
        let growth = (first_year..=settings.by)
            .map(|year| (target_t / today_t).powf(ahead(year) / ahead(settings.by).max(1.0)))
            .collect();
        let candidates = candidates(corridor, units(corridor), first_year);
        let capacity = Capacity::new(&runs, &candidates, target_t / today_t)?;
        let without = corridor
            .measures
            .rows()
            .iter()
            .filter(|row| row.effects.is_empty());
        let planned = Planned {
            target_t,
            today_t,
            without_effect: without.map(|row| row.name.clone()).collect(),
            ..Planned::default()
        };
        Ok(Planner {
            candidates,
            capacity,
            first_year,
            growth,
            discount_rate: basis.discount_rate,
            unserved_usd_per_t: basis.unserved_usd_per_t,
            budget: settings.budget_musd,
            planned,
            runs,
        })
    }

    fn asked(&self, with_soft: bool) -> Asked<'_> {
        Asked {
            first_year: self.first_year,
            growth: &self.growth,
            discount_rate: self.discount_rate,
            unserved_usd_per_t: self.unserved_usd_per_t,
            budget: self.budget,
            with_soft,
        }
    }

    fn find(&mut self, settings: &PlanSettings) -> Result<(), PlanningError> {
        let runs_ahead = (ROUNDS + self.growth.len() as u32 + 4) * SIZE.replications;
        self.runs.expect(runs_ahead);
        let mut best: Option<(Posed, Choice, Simulated)> = None;
        for round in 1..=ROUNDS {
            let posed = pose(&self.capacity, &self.candidates, &self.asked(true));
            let choice = match optimise(&posed.problem, &LIMITS) {
                Ok(choice) => choice,
                // What was learnt leaves no plan: the one before is the best there is.
                Err(PlanError::Infeasible) if best.is_some() => break,
                Err(PlanError::Infeasible) => return Err(self.impossible(&posed)?),
                Err(error) => return Err(error.into()),
            };
            let last = self.growth.len() - 1;
            let times = posed.in_service(&choice.plan, self.candidates.len(), last);
            let mut simulated = self.simulate(&times, last, FIRST_LOOK)?;
            if self.is_reached(&simulated, settings) {
                simulated = self.simulate(&times, last, SIZE)?;
            }
            let is_reached = self.is_reached(&simulated, settings);
            let lowered = match is_reached {
                true => Vec::new(),
                false => self.learn(&simulated, &times),
            };
            self.planned.rounds.push(RoundRow {
                round: round as usize,
                cost_musd: choice.cost,
                bound_musd: choice.bound,
                carried_t: simulated.carried.as_ref().map(|carried| carried.tonnes),
                p90_d: simulated.carried.as_ref().and_then(|carried| carried.p90_d),
                lowered: lowered.join("; "),
            });
            best = Some((posed, choice, simulated));
            if is_reached || lowered.is_empty() {
                self.planned.is_reached = is_reached;
                break;
            }
        }
        let Some((posed, choice, simulated)) = best else {
            return Ok(());
        };
        self.write_down(&posed, &choice)?;
        self.follow(&posed, &choice, &simulated)?;
        self.beside(&posed, &choice, &simulated)?;
        self.futures(&posed, &choice)
    }

    /// Simulates so many of each candidate in a year.
    fn simulate(
        &mut self,
        times: &[u32],
        period: usize,
        size: RunSize,
    ) -> Result<Simulated, PlanningError> {
        let chosen = self.candidates.iter().zip(times.iter().copied());
        let design = design(&self.runs, chosen).at_demand(self.growth[period]);
        let mut outcomes = self.runs.run(&[design], size)?;
        Ok(match outcomes.pop() {
            Some(Outcome::Ran(results)) => Simulated {
                carried: carried(self.runs.corridor(), &results),
                results,
                ring: Vec::new(),
            },
            Some(Outcome::CameToRest(ring)) => Simulated {
                carried: None,
                results: Vec::new(),
                ring,
            },
            None => Simulated {
                carried: None,
                results: Vec::new(),
                ring: Vec::new(),
            },
        })
    }

    /// Whether a simulated plan does what is asked.
    fn is_reached(&self, simulated: &Simulated, settings: &PlanSettings) -> bool {
        let Some(carried) = &simulated.carried else {
            return false;
        };
        let low = carried.tonnes.low.unwrap_or(carried.tonnes.mean);
        let meets = |condition: &Condition| {
            let each = simulated.results.iter();
            let values: Vec<f64> = each
                .filter_map(|one| condition.estimate_in(one))
                .map(|estimate| estimate.mean)
                .collect();
            kervan_bottleneck::estimate(values).is_some_and(|estimate| {
                // The whole interval must meet it.
                let ends = [estimate.low, estimate.high, Some(estimate.mean)];
                ends.into_iter()
                    .flatten()
                    .all(|mean| condition.is_met_by(kervan_results::Estimate { mean, ..estimate }))
            })
        };
        carried.behind.is_empty()
            && low >= REACHED * self.planned.target_t
            && settings.require.iter().all(meets)
    }

    /// Lowers the ceilings of what the waiting points at; says which.
    fn learn(&mut self, simulated: &Simulated, times: &[u32]) -> Vec<String> {
        let last = self.growth.last().copied().unwrap_or(1.0);
        let mut lowered = Vec::new();
        for at in 0..self.capacity.servers.len() {
            let lift: f64 = self
                .capacity
                .lifts
                .iter()
                .zip(times)
                .flat_map(|(lifts, times)| lifts.iter().map(move |lift| (lift, *times)))
                .filter(|((lifted, _), _)| *lifted == at)
                .map(|((_, share), times)| share * f64::from(times))
                .sum();
            let server = &mut self.capacity.servers[at];
            let planned = (server.used(last) / (1.0 + lift)).min(server.ceiling);
            let name = server.id();
            let share = match simulated.results.is_empty() {
                // It came to rest: whatever the ring names, or is nearly full.
                true => {
                    let named = simulated.ring.iter().any(|text| text.contains(name));
                    let is_full = planned > LEAST_CEILING && planned >= 0.98 * server.ceiling;
                    if named || is_full { ROOT } else { 0.0 }
                }
                false => {
                    // Of the flows that are left behind, where there are some.
                    let carried = simulated.carried.as_ref();
                    let behind = carried.map_or(&[][..], |carried| &carried.behind);
                    root_share(&simulated.results, server.kind, name, behind)
                }
            };
            if share < ROOT || planned <= LEAST_CEILING {
                continue;
            }
            let by = if share >= MAIN_ROOT {
                LOWERED.1
            } else {
                LOWERED.0
            };
            server.ceiling = (planned * by).max(LEAST_CEILING);
            lowered.push(format!(
                "{} to {:.0} %",
                server.words(),
                server.ceiling * 100.0
            ));
        }
        lowered
    }

    /// Which limits cannot hold together.
    fn impossible(&self, posed: &Posed) -> Result<PlanningError, PlanningError> {
        let found = conflict(&posed.problem, &LIMITS)?.unwrap_or_default();
        let year = |at: &usize| (self.first_year + *at as i64).to_string();
        let mut limits = Vec::new();
        if !found.carrying.is_empty() {
            let years: Vec<String> = found.carrying.iter().map(year).collect();
            let mt = self.planned.target_t / 1e6;
            limits.push(format!("{mt:.2} Mt carried in {}", years.join(", ")));
        }
        if !found.budgets.is_empty() {
            let years: Vec<String> = found.budgets.iter().map(year).collect();
            let budget = self.budget.unwrap_or_default();
            limits.push(format!(
                "{budget} M dollars a year to build in {}",
                years.join(", ")
            ));
        }
        // Places that nothing on offer makes large enough.
        let last = self.growth.last().copied().unwrap_or(1.0);
        let count = self.growth.len();
        let mut short = Vec::new();
        for (at, server) in self.capacity.servers.iter().enumerate() {
            let lift: f64 = posed
                .of
                .iter()
                .zip(&posed.problem.measures)
                .filter(|(_, measure)| measure.earliest + measure.build < count)
                .flat_map(|(candidate, _)| &self.capacity.lifts[*candidate])
                .filter(|(lifted, _)| *lifted == at)
                .map(|(_, share)| share)
                .sum();
            let most = server.ceiling * (1.0 + lift);
            if server.used(last) > most * (1.0 + 1e-9) {
                short.push(format!(
                    "{} would be filled to {:.0} %",
                    server.words(),
                    100.0 * server.used(last) / (1.0 + lift)
                ));
            }
        }
        let mut text = format!("these cannot hold together: {}", limits.join("; "));
        if !short.is_empty() {
            text += &format!(
                ". Even with all that is on offer and can open in time, {}",
                short.join("; ")
            );
        }
        text += ". Aim lower, give more years or more money, or add measures to measures.csv and unit_costs.csv";
        Ok(PlanningError::Impossible(text))
    }

    /// The rows of a plan: what, when, how much, who pays.
    fn write_down(&mut self, posed: &Posed, choice: &Choice) -> Result<(), PlanningError> {
        let problem = &posed.problem;
        let mut rows: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for (measure, start) in choice.plan.starts.iter().enumerate() {
            if let Some(start) = start {
                *rows.entry((posed.of[measure], *start)).or_default() += 1;
            }
        }
        let mut payers: BTreeMap<String, PayerRow> = BTreeMap::new();
        for ((at, start), times) in rows {
            let row = &self.candidates[at];
            let start_year = self.first_year + start as i64;
            let operators = row.operators.join("; ");
            let many = f64::from(times);
            let payer = payers.entry(operators.clone()).or_insert_with(|| PayerRow {
                operators: operators.clone(),
                measures: 0,
                cost_musd: 0.0,
                running_musd: 0.0,
            });
            payer.measures += times;
            payer.cost_musd += many * row.cost_musd;
            payer.running_musd += many * row.running_musd;
            self.planned.measures.push(PlannedRow {
                id: row.id.clone(),
                name: row.name.clone(),
                operators,
                is_soft: row.is_soft,
                status: row.status.as_str(),
                times,
                start: start_year,
                opens: start_year + row.build as i64,
                cost_musd: many * row.cost_musd,
                running_musd: many * row.running_musd,
                last_mt: None,
                alone_mt: None,
                average_mt: None,
            });
        }
        let mut payers: Vec<PayerRow> = payers.into_values().collect();
        payers.sort_by(|a, b| b.cost_musd.total_cmp(&a.cost_musd));
        self.planned.payers = payers;
        self.planned.measures.sort_by(|a, b| {
            let key = |row: &PlannedRow| (row.opens, row.start);
            key(a)
                .cmp(&key(b))
                .then(b.cost_musd.total_cmp(&a.cost_musd))
        });
        self.planned.cost_musd = choice.cost;
        self.planned.is_proved = choice.is_proved;
        self.planned.gap = (choice.cost - choice.bound).max(0.0) / choice.cost.abs().max(1e-9);
        for (at, growth) in self.growth.iter().enumerate() {
            let row = problem
                .carrying
                .iter()
                .zip(&choice.flows)
                .find(|(row, _)| row.period == at);
            let unserved: f64 = row.map_or(0.0, |(_, values)| {
                let flows = self.capacity.flows.iter().zip(values);
                flows
                    .filter(|((_, _, is_goods), _)| *is_goods)
                    .map(|((_, mt, _), unserved)| mt * unserved)
                    .sum()
            });
            let demand_t = growth * self.planned.today_t;
            let starts = choice.plan.starts.iter().zip(&problem.measures);
            let spent = starts
                .clone()
                .filter(|(start, _)| **start == Some(at))
                .map(|(_, row)| row.cost);
            let running = (0..problem.measures.len())
                .filter(|measure| choice.plan.serves(problem, *measure, at))
                .map(|measure| problem.measures[measure].running);
            self.planned.years.push(PlanYearRow {
                year: self.first_year + at as i64,
                demand_t,
                planned_t: demand_t - unserved * 1e6,
                carried_t: None,
                p90_d: None,
                // The sum of nothing is -0.
                spent_musd: spent.sum::<f64>() + 0.0,
                running_musd: running.sum::<f64>() + 0.0,
            });
        }
        let last = self.growth.len() - 1;
        let times = posed.in_service(&choice.plan, self.candidates.len(), last);
        let chosen = self.candidates.iter().zip(times);
        let design = design(&self.runs, chosen).at_demand(self.growth[last]);
        let scenario = design.scenario(self.runs.corridor(), |table, row, column| {
            self.runs.cell(table, row, column)
        });
        self.planned.scenario = scenario.map(|scenario| Scenario {
            name: "plan".to_owned(),
            title: format!("Plan for {}", self.first_year + last as i64),
            description: "Everything that is in service in the last year of the plan, and the demand that is aimed at. Made by kervan plan.".to_owned(),
            ..scenario
        });
        Ok(())
    }

    /// Simulates the plan year by year.
    fn follow(
        &mut self,
        posed: &Posed,
        choice: &Choice,
        last_year: &Simulated,
    ) -> Result<(), PlanningError> {
        let last = self.growth.len() - 1;
        for period in 0..last {
            let times = posed.in_service(&choice.plan, self.candidates.len(), period);
            let simulated = self.simulate(&times, period, SIZE)?;
            let year = &mut self.planned.years[period];
            year.carried_t = simulated.carried.as_ref().map(|carried| carried.tonnes);
            year.p90_d = simulated.carried.as_ref().and_then(|carried| carried.p90_d);
        }
        let year = &mut self.planned.years[last];
        year.carried_t = last_year.carried.as_ref().map(|carried| carried.tonnes);
        year.p90_d = last_year.carried.as_ref().and_then(|carried| carried.p90_d);
        Ok(())
    }
}

impl Planned {
    /// The tables of the answer.
    pub fn tables(&self) -> PlanTables<'_> {
        PlanTables {
            measures: &self.measures,
            years: &self.years,
            payers: &self.payers,
            beside: &self.beside,
            futures: &self.futures,
            rounds: &self.rounds,
            run: &self.run,
        }
    }

    /// Writes the tables as CSV and Parquet, with further files, into a new folder.
    ///
    /// # Errors
    ///
    /// A target that is there and not empty, or the system's refusal.
    pub fn write(&self, files: &[(String, Vec<u8>)], folder: &Path) -> Result<(), WriteError> {
        let tables = self.tables().tables().map_err(|error| WriteError::Table {
            path: folder.to_owned(),
            reason: error.to_string(),
        })?;
        write_results(folder, &tables, files)
    }
}
