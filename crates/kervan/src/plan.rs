//! Which measures, started when, carry what is aimed at: planned, simulated, planned again.
//!
//! ```text
//!  measures, unit costs --> candidates --> capacity (fluid) --> problem --> plan (MILP)
//!                                             ^                               |
//!                                             |  lower ceilings               v
//!                                             '------- what waits for what <- simulation
//! ```

mod answer;
mod beside;
pub(crate) mod candidates;
mod capacity;
mod contest;
mod contributions;
mod frontier;
mod futures;
mod gains;
mod ladder;
mod problem;
mod relent;
mod search;

use std::path::Path;

use kervan_bottleneck::fluid::FluidError;
use kervan_bottleneck::{Carried, RunSize, Runs, demand_t, units};
use kervan_corridor::measure::Budget;
use kervan_corridor::scenario::Scenario;
use kervan_format::WriteError;
use kervan_plan::{Choice, PlanError, Problem};
use kervan_results::{
    BesideRow, Condition, ContenderRow, FrontierRow, FutureRow, PayerRow, PlanLadderRow,
    PlanTables, PlanYearRow, PlannedRow, RegretRow, Results, RoundRow, RunInfoRow, TriggerRow,
};
use kervan_simulation::{Progress, SimulationError};
use kervan_solver::Limits;

use crate::bottlenecks::{BottleneckError, StudyRuns, Target};
use crate::study::{OpenError, Study};
use crate::written::write_answer;
use candidates::{Candidate, candidates};
use capacity::Capacity;
use problem::{Asked, DemandPath, purses};

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
    /// The most that may be spent on building a year, in millions of dollars, in place of what
    /// the table `budgets` says of all together.
    pub budget_musd: Option<f64>,
    /// Whether operators do only what serves flows that they carry themselves, as nobody pays
    /// them for more.
    pub without_compensation: bool,
    /// Whether to simulate what is otherwise worked out in the fluid: contributions, delays, the
    /// whole frontier.
    pub deep: bool,
    /// Whether to leave out what stands beside the plan but for choosing one at a time: near
    /// plans, futures, contributions, the frontier.
    pub is_quick: bool,
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
    /// What one would regret of what is decided first, future by future.
    pub regrets: Vec<RegretRow>,
    /// What can wait, and what to watch.
    pub triggers: Vec<TriggerRow>,
    /// Plans that cost nearly as much, and how sure it is that none of them is better.
    pub contenders: Vec<ContenderRow>,
    /// What more or less than the target costs.
    pub frontier: Vec<FrontierRow>,
    /// Places that are full first, today and with the plan.
    pub ladder: Vec<PlanLadderRow>,
    /// Rounds of planning and simulating.
    pub rounds: Vec<RoundRow>,
    /// Measures that change nothing that the corridor describes.
    pub without_effect: Vec<String>,
    /// Measures left out because those who would pay carry none of what they serve.
    pub without_payer: Vec<String>,
    /// What the planner who takes one bottleneck at a time pays more for the last year than who
    /// chooses all together, discounted, in millions of dollars; `None` where he does not get there.
    pub one_at_a_time_musd: Option<f64>,
    /// Measures of the plan whose payers carry none of what they serve: they have to be paid.
    pub for_others: Vec<String>,
    /// Chance that the plan is the best of its contenders, at the least; of what is printed.
    pub chance_of_best: Option<f64>,
    /// Seed of the luck that the plan was judged by, which no plan was chosen on.
    pub judged_seed: u64,
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

/// Years and replications of each run, after one year of warm-up.
const SIZE: RunSize = RunSize {
    warm_up_years: 1,
    years: 3,
    replications: 8,
    waits: true,
};
/// The same while a plan is still sought; what seems to be one is then run in full, on fresh luck.
const FIRST_LOOK: RunSize = RunSize {
    years: 2,
    replications: 4,
    ..SIZE
};
/// A run of a plan that nothing is to be learnt from, and a first look at one.
const RUN: RunSize = RunSize {
    waits: false,
    ..SIZE
};
/// See [`RUN`].
const LOOK: RunSize = RunSize {
    waits: false,
    ..FIRST_LOOK
};
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
            row("judged on seed", planned.judged_seed.to_string()),
        ];
        Ok(planned)
    }
}

/// A plan in the making.
struct Planner<'a> {
    runs: StudyRuns<'a>,
    candidates: Vec<Candidate>,
    capacity: Capacity,
    /// Times today's demand, year by year, on the way to the target.
    growth: Vec<f64>,
    asked: Asked,
    deep: bool,
    is_quick: bool,
    planned: Planned,
}

/// A plan with the problem that it answers, and what the simulation said of its last year.
struct Found {
    problem: Problem,
    choice: Choice,
    simulated: Simulated,
}

/// What the simulation said of a plan in a year.
#[derive(Default)]
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
            return request(
                "the budget is below 0; give dollars a year, such as `250M`".to_owned(),
            );
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
        let growth: Vec<f64> = (first_year..=settings.by)
            .map(|year| (target_t / today_t).powf(ahead(year) / ahead(settings.by).max(1.0)))
            .collect();
        let candidates = candidates(corridor, units(corridor), first_year);
        let others: f64 = basis.futures.iter().map(|(_, chance)| chance).sum();
        let mut paths = vec![DemandPath::new(&growth, 1.0, 1.0 - others)];
        for (times, chance) in &basis.futures {
            paths.push(DemandPath::new(&growth, *times, *chance));
        }
        let most = paths.iter().map(DemandPath::last).fold(0.0, f64::max);
        let capacity = Capacity::new(&runs, &candidates, most)?;
        let mut budgets: Vec<Budget> = corridor.budgets.rows().to_vec();
        if let Some(musd) = settings.budget_musd {
            budgets.retain(|row| row.operator.is_some());
            budgets.push(Budget {
                id: "--budget".to_owned(),
                operator: None,
                year: None,
                musd,
            });
        }
        let purses = purses(corridor, &budgets, &candidates, first_year..=settings.by);
        let without = corridor
            .measures
            .rows()
            .iter()
            .filter(|row| row.effects.is_empty());
        let mut planned = Planned {
            target_t,
            today_t,
            without_effect: without.map(|row| row.name.clone()).collect(),
            judged_seed: settings.seed,
            ..Planned::default()
        };
        let mut barred = vec![false; candidates.len()];
        if settings.without_compensation {
            for (at, row) in candidates.iter().enumerate() {
                barred[at] = !gains::serves_its_payers(corridor, &capacity, row, at);
                if barred[at] && !row.status.is_decided() {
                    planned.without_payer.push(row.name.clone());
                }
            }
        }
        let asked = Asked {
            first_year,
            paths,
            must_carry: true,
            discount_rate: basis.discount_rate,
            unserved_usd_per_t: basis.unserved_usd_per_t,
            purses,
            barred,
        };
        Ok(Planner {
            candidates,
            capacity,
            growth,
            asked,
            deep: settings.deep,
            is_quick: settings.is_quick,
            planned,
            runs,
        })
    }

    /// Position of the last year.
    fn last(&self) -> usize {
        self.growth.len().saturating_sub(1)
    }

    /// The corridor as it is.
    fn corridor(&self) -> &kervan_corridor::Corridor {
        Runs::corridor(&self.runs)
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
            regrets: &self.regrets,
            triggers: &self.triggers,
            contenders: &self.contenders,
            frontier: &self.frontier,
            ladder: &self.ladder,
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
        write_answer(self.tables().tables(), files, folder)
    }
}
