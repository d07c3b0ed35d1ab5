//! A plan: what is done when, what it carries year by year, and what else was looked at.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::batch::Columns;
use crate::estimate::Estimate;
use crate::rows::RunInfoRow;

/// The tables of a plan.
#[derive(Clone, Debug)]
pub struct PlanTables<'a> {
    /// `plan`.
    pub measures: &'a [PlannedRow],
    /// `plan_years`.
    pub years: &'a [PlanYearRow],
    /// `plan_payers`.
    pub payers: &'a [PayerRow],
    /// `plan_beside`.
    pub beside: &'a [BesideRow],
    /// `plan_futures`.
    pub futures: &'a [FutureRow],
    /// `plan_regrets`.
    pub regrets: &'a [RegretRow],
    /// `plan_triggers`.
    pub triggers: &'a [TriggerRow],
    /// `plan_contenders`.
    pub contenders: &'a [ContenderRow],
    /// `plan_frontier`.
    pub frontier: &'a [FrontierRow],
    /// `plan_ladder`.
    pub ladder: &'a [PlanLadderRow],
    /// `plan_rounds`.
    pub rounds: &'a [RoundRow],
    /// `run`.
    pub run: &'a [RunInfoRow],
}

/// A measure of a plan, so many times, from one year on.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRow {
    /// Identifier of the measure, or server and unit.
    pub id: String,
    /// In words.
    pub name: String,
    /// Who pays, joined by `; `.
    pub operators: String,
    /// Whether it is a reform.
    pub is_soft: bool,
    /// `finished`, `under way`, `planned` or `proposed`.
    pub status: &'static str,
    /// How many of it.
    pub times: u32,
    /// Year in which it is started; of what is decided the first year of the plan.
    pub start: i64,
    /// First year in which it is in service.
    pub opens: i64,
    /// Cost of all of it, in millions of dollars, not discounted.
    pub cost_musd: f64,
    /// Cost of a year in service, in millions of dollars.
    pub running_musd: f64,
    /// Mt a year that the fluid carries less in the last year without it.
    pub last_mt: Option<f64>,
    /// Mt a year that the fluid carries more in the last year with it alone.
    pub alone_mt: Option<f64>,
    /// The same on average over random orders of all that is chosen, with its interval.
    pub average_mt: Option<Estimate>,
    /// Mt a year that arrive less without it in the simulation, on the same luck; `None` where
    /// it was not asked, or where nothing arrives any more.
    pub simulated_mt: Option<Estimate>,
    /// Whether the corridor comes to rest without it.
    pub comes_to_rest: bool,
}

/// A year of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanYearRow {
    /// The year.
    pub year: i64,
    /// Tonnes of goods that the path of demand asks for.
    pub demand_t: f64,
    /// Tonnes that the programme carries.
    pub planned_t: f64,
    /// Tonnes that arrive in the simulation; `None` where it was not simulated or came to rest.
    pub carried_t: Option<Estimate>,
    /// Time that nine units in ten of the headline keep, in days.
    pub p90_d: Option<Estimate>,
    /// What is started in it costs so much, in millions of dollars.
    pub spent_musd: f64,
    /// What is in service in it costs so much to run, in millions of dollars.
    pub running_musd: f64,
}

/// What an operator pays for what is still to be decided, and what it has of it. Measures of
/// several are paid in equal parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PayerRow {
    /// Identifier; empty for those whom the corridor does not name.
    pub operator: String,
    /// Name in print.
    pub name: String,
    /// Measures that it pays for, alone or with others.
    pub measures: u32,
    /// Its part of what these cost, in millions of dollars, not discounted.
    pub cost_musd: f64,
    /// Its part of what these cost a year in service, in millions of dollars.
    pub running_musd: f64,
    /// Its part of building and running, discounted, in millions of dollars.
    pub discounted_musd: f64,
    /// Mt a year that go over what is its own in the last year, more than with nothing but what
    /// is decided; in the fluid.
    pub extra_mt: f64,
    /// What it would pay if the discounted cost followed these tonnes.
    pub by_gain_musd: f64,
}

/// Something looked at beside the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct BesideRow {
    /// In words.
    pub name: String,
    /// Cost of building and running, discounted, in millions of dollars; `None` where there is
    /// no such plan.
    pub cost_musd: Option<f64>,
    /// Tonnes of goods that arrive in the last year, simulated; `None` where it came to rest.
    pub carried_t: Option<Estimate>,
    /// Tonnes that arrive less than with the plan, on the same luck.
    pub less_t: Option<Estimate>,
    /// Time that nine units in ten of the headline keep, in days.
    pub p90_d: Option<Estimate>,
    /// What to know of it.
    pub note: String,
}

/// A plan in a future that it was not made for: in the last year, below its ceilings.
#[derive(Clone, Debug, PartialEq)]
pub struct FutureRow {
    /// In words.
    pub name: String,
    /// Tonnes of goods asked for in the last year.
    pub asked_t: f64,
    /// Tonnes that the plan carries of them.
    pub carried_t: f64,
    /// Cost of building and running the plan, discounted, in millions of dollars.
    pub cost_musd: f64,
    /// The same of the plan made for this future; `None` where there is none or none was made.
    pub best_musd: Option<f64>,
    /// Tonnes that arrive in the simulation; `None` where it was not asked.
    pub simulated_t: Option<Estimate>,
}

/// What is decided in the first year, in a future; later years are decided when it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct RegretRow {
    /// What is decided, in words.
    pub decided: String,
    /// The future, in words.
    pub future: String,
    /// Cost of building, running and not carrying, discounted, in millions of dollars; `None`
    /// where what is decided breaks a limit.
    pub cost_musd: Option<f64>,
    /// What that is above the best for this future.
    pub regret_musd: Option<f64>,
}

/// When a measure of the plan is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct TriggerRow {
    /// In words.
    pub name: String,
    /// How many of it.
    pub times: u32,
    /// Year in which the plan starts it.
    pub start: i64,
    /// Years from its start until it is in service.
    pub build_years: u32,
    /// Demand in Mt a year at which its places are at their ceilings without it; `None` where
    /// they are not by twice the demand of the last year.
    pub full_mt: Option<f64>,
    /// Demand in Mt a year at which it has to be started, at the growth of the plan.
    pub start_mt: Option<f64>,
    /// Futures whose best plan starts it in the first year.
    pub now_in: u32,
    /// Futures that were looked at.
    pub futures: u32,
    /// What it costs to build, in millions of dollars, not discounted.
    pub cost_musd: f64,
}

/// A plan that costs nearly as much as the cheapest, simulated beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct ContenderRow {
    /// Its place in the programme, from 1.
    pub place: usize,
    /// What it does otherwise, in words.
    pub differs: String,
    /// Cost of building and running, discounted, in millions of dollars.
    pub cost_musd: f64,
    /// The same with each tonne that does not arrive in the last year of the simulation.
    pub full_musd: Option<Estimate>,
    /// Tonnes that arrive in the last year; `None` where it came to rest.
    pub carried_t: Option<Estimate>,
    /// Time that nine units in ten of the headline keep, in days.
    pub p90_d: Option<Estimate>,
    /// Whether it does what is asked on this luck.
    pub is_reached: bool,
    /// Whether it won.
    pub is_best: bool,
}

/// What a target costs with ceilings so tight, simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontierRow {
    /// Tonnes of goods that are to be carried in the last year.
    pub target_t: f64,
    /// Ceilings of what may be filled, as a multiple of those of the plan.
    pub ceilings: f64,
    /// Cost of building and running, discounted, in millions of dollars; `None` where nothing
    /// does it.
    pub cost_musd: Option<f64>,
    /// Tonnes that arrive in the last year; `None` where it came to rest.
    pub carried_t: Option<Estimate>,
    /// Time that nine units in ten of the headline keep, in days.
    pub p90_d: Option<Estimate>,
    /// Whether it is the plan itself.
    pub is_the_plan: bool,
}

/// A place that is full early, in the fluid, if all flows grow together.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanLadderRow {
    /// `today`, or `plan`: with the plan in its last year.
    pub side: &'static str,
    /// The place in words.
    pub place: String,
    /// Demand in tonnes a year at which it is full.
    pub full_t: f64,
    /// Demand in tonnes a year at which it is at the ceiling that the plan ended with.
    pub ceiling_t: f64,
}

/// A round of planning and simulating.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundRow {
    /// From 1.
    pub round: usize,
    /// Seed of the luck on which it was simulated.
    pub seed: u64,
    /// Cost of building and running, discounted, in millions of dollars.
    pub cost_musd: f64,
    /// What no plan can cost less than, with what was known then.
    pub bound_musd: f64,
    /// Tonnes of goods that arrive in the last year, simulated.
    pub carried_t: Option<Estimate>,
    /// Time that nine units in ten of the headline keep, in days.
    pub p90_d: Option<Estimate>,
    /// Flows that fall behind, joined by `; `.
    pub behind: String,
    /// What was learnt, in words.
    pub learnt: String,
}

impl PlanTables<'_> {
    /// All tables with their names, as Arrow record batches.
    ///
    /// # Errors
    ///
    /// None that a caller can cause; Arrow checks that columns have equal lengths.
    pub fn tables(&self) -> Result<Vec<(String, RecordBatch)>, ArrowError> {
        Ok([
            ("plan", PlannedRow::batch(self.measures)?),
            ("plan_years", PlanYearRow::batch(self.years)?),
            ("plan_payers", PayerRow::batch(self.payers)?),
            ("plan_beside", BesideRow::batch(self.beside)?),
            ("plan_futures", FutureRow::batch(self.futures)?),
            ("plan_regrets", RegretRow::batch(self.regrets)?),
            ("plan_triggers", TriggerRow::batch(self.triggers)?),
            ("plan_contenders", ContenderRow::batch(self.contenders)?),
            ("plan_frontier", FrontierRow::batch(self.frontier)?),
            ("plan_ladder", PlanLadderRow::batch(self.ladder)?),
            ("plan_rounds", RoundRow::batch(self.rounds)?),
            ("run", RunInfoRow::batch(self.run)?),
        ]
        .map(|(name, batch)| (name.to_owned(), batch))
        .into())
    }
}

impl PlannedRow {
    fn batch(rows: &[PlannedRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("measure", rows.iter().map(|row| row.id.as_str()))
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .text("operators", rows.iter().map(|row| row.operators.as_str()))
            .flag("is_soft", rows.iter().map(|row| row.is_soft))
            .text("status", rows.iter().map(|row| row.status))
            .whole("times", rows.iter().map(|row| i64::from(row.times)))
            .whole("start", rows.iter().map(|row| row.start))
            .whole("opens", rows.iter().map(|row| row.opens))
            .number("cost_musd", rows.iter().map(|row| row.cost_musd))
            .number(
                "running_musd_per_year",
                rows.iter().map(|row| row.running_musd),
            )
            .optional("last_mt_per_year", rows.iter().map(|row| row.last_mt))
            .optional("alone_mt_per_year", rows.iter().map(|row| row.alone_mt))
            .estimate("average_mt_per_year", rows.iter().map(|row| row.average_mt))
            .estimate(
                "simulated_mt_per_year",
                rows.iter().map(|row| row.simulated_mt),
            )
            .flag("comes_to_rest", rows.iter().map(|row| row.comes_to_rest))
            .batch()
    }
}

impl PlanYearRow {
    fn batch(rows: &[PlanYearRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("year", rows.iter().map(|row| row.year))
            .number("demand_t", rows.iter().map(|row| row.demand_t))
            .number("planned_t", rows.iter().map(|row| row.planned_t))
            .estimate("carried_t", rows.iter().map(|row| row.carried_t))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .number("spent_musd", rows.iter().map(|row| row.spent_musd))
            .number(
                "running_musd_per_year",
                rows.iter().map(|row| row.running_musd),
            )
            .batch()
    }
}

impl PayerRow {
    fn batch(rows: &[PayerRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("operator", rows.iter().map(|row| row.operator.as_str()))
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .whole("measures", rows.iter().map(|row| i64::from(row.measures)))
            .number("cost_musd", rows.iter().map(|row| row.cost_musd))
            .number(
                "running_musd_per_year",
                rows.iter().map(|row| row.running_musd),
            )
            .number(
                "discounted_musd",
                rows.iter().map(|row| row.discounted_musd),
            )
            .number("extra_mt_per_year", rows.iter().map(|row| row.extra_mt))
            .number("by_gain_musd", rows.iter().map(|row| row.by_gain_musd))
            .batch()
    }
}

impl RegretRow {
    fn batch(rows: &[RegretRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("decided", rows.iter().map(|row| row.decided.as_str()))
            .text("future", rows.iter().map(|row| row.future.as_str()))
            .optional("discounted_musd", rows.iter().map(|row| row.cost_musd))
            .optional("regret_musd", rows.iter().map(|row| row.regret_musd))
            .batch()
    }
}

impl TriggerRow {
    fn batch(rows: &[TriggerRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .whole("times", rows.iter().map(|row| i64::from(row.times)))
            .whole("start", rows.iter().map(|row| row.start))
            .whole(
                "build_years",
                rows.iter().map(|row| i64::from(row.build_years)),
            )
            .optional("full_mt_per_year", rows.iter().map(|row| row.full_mt))
            .optional("start_mt_per_year", rows.iter().map(|row| row.start_mt))
            .whole("now_in", rows.iter().map(|row| i64::from(row.now_in)))
            .whole("futures", rows.iter().map(|row| i64::from(row.futures)))
            .number("cost_musd", rows.iter().map(|row| row.cost_musd))
            .batch()
    }
}

impl ContenderRow {
    fn batch(rows: &[ContenderRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("place", rows.iter().map(|row| row.place as i64))
            .text("differs", rows.iter().map(|row| row.differs.as_str()))
            .number("discounted_musd", rows.iter().map(|row| row.cost_musd))
            .estimate("full_musd", rows.iter().map(|row| row.full_musd))
            .estimate("carried_t", rows.iter().map(|row| row.carried_t))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .flag("is_reached", rows.iter().map(|row| row.is_reached))
            .flag("is_best", rows.iter().map(|row| row.is_best))
            .batch()
    }
}

impl FrontierRow {
    fn batch(rows: &[FrontierRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .number("target_t", rows.iter().map(|row| row.target_t))
            .number("ceilings", rows.iter().map(|row| row.ceilings))
            .optional("discounted_musd", rows.iter().map(|row| row.cost_musd))
            .estimate("carried_t", rows.iter().map(|row| row.carried_t))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .flag("is_the_plan", rows.iter().map(|row| row.is_the_plan))
            .batch()
    }
}

impl BesideRow {
    fn batch(rows: &[BesideRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("what", rows.iter().map(|row| row.name.as_str()))
            .optional("discounted_musd", rows.iter().map(|row| row.cost_musd))
            .estimate("carried_t", rows.iter().map(|row| row.carried_t))
            .estimate("less_than_plan_t", rows.iter().map(|row| row.less_t))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .text("note", rows.iter().map(|row| row.note.as_str()))
            .batch()
    }
}

impl FutureRow {
    fn batch(rows: &[FutureRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("future", rows.iter().map(|row| row.name.as_str()))
            .number("asked_t", rows.iter().map(|row| row.asked_t))
            .number("carried_t", rows.iter().map(|row| row.carried_t))
            .number("discounted_musd", rows.iter().map(|row| row.cost_musd))
            .optional("best_musd", rows.iter().map(|row| row.best_musd))
            .estimate("simulated_t", rows.iter().map(|row| row.simulated_t))
            .batch()
    }
}

impl PlanLadderRow {
    fn batch(rows: &[PlanLadderRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("side", rows.iter().map(|row| row.side))
            .text("place", rows.iter().map(|row| row.place.as_str()))
            .number("full_t", rows.iter().map(|row| row.full_t))
            .number("ceiling_t", rows.iter().map(|row| row.ceiling_t))
            .batch()
    }
}

impl RoundRow {
    fn batch(rows: &[RoundRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("round", rows.iter().map(|row| row.round as i64))
            .whole(
                "seed",
                rows.iter()
                    .map(|row| i64::try_from(row.seed).unwrap_or(i64::MAX)),
            )
            .number("discounted_musd", rows.iter().map(|row| row.cost_musd))
            .number("bound_musd", rows.iter().map(|row| row.bound_musd))
            .estimate("carried_t", rows.iter().map(|row| row.carried_t))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .text("behind", rows.iter().map(|row| row.behind.as_str()))
            .text("learnt", rows.iter().map(|row| row.learnt.as_str()))
            .batch()
    }
}
