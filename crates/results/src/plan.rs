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
    /// The same on average over random orders of all that is chosen.
    pub average_mt: Option<f64>,
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

/// What somebody pays.
#[derive(Clone, Debug, PartialEq)]
pub struct PayerRow {
    /// Identifier of an operator; several joined by `; ` where they pay together.
    pub operators: String,
    /// Measures that they start.
    pub measures: u32,
    /// What these cost, in millions of dollars, not discounted.
    pub cost_musd: f64,
    /// What these cost a year in service, in millions of dollars.
    pub running_musd: f64,
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
}

/// A round of planning and simulating.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundRow {
    /// From 1.
    pub round: usize,
    /// Cost of building and running, discounted, in millions of dollars.
    pub cost_musd: f64,
    /// What no plan can cost less than, with what was known then.
    pub bound_musd: f64,
    /// Tonnes of goods that arrive in the last year, simulated.
    pub carried_t: Option<Estimate>,
    /// Time that nine units in ten of the headline keep, in days.
    pub p90_d: Option<Estimate>,
    /// What was learnt: servers whose ceiling was lowered, joined by `; `; empty at the end.
    pub lowered: String,
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
            .optional("average_mt_per_year", rows.iter().map(|row| row.average_mt))
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
            .text("operators", rows.iter().map(|row| row.operators.as_str()))
            .whole("measures", rows.iter().map(|row| i64::from(row.measures)))
            .number("cost_musd", rows.iter().map(|row| row.cost_musd))
            .number(
                "running_musd_per_year",
                rows.iter().map(|row| row.running_musd),
            )
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
            .batch()
    }
}

impl RoundRow {
    fn batch(rows: &[RoundRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("round", rows.iter().map(|row| row.round as i64))
            .number("discounted_musd", rows.iter().map(|row| row.cost_musd))
            .number("bound_musd", rows.iter().map(|row| row.bound_musd))
            .estimate("carried_t", rows.iter().map(|row| row.carried_t))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .text("lowered", rows.iter().map(|row| row.lowered.as_str()))
            .batch()
    }
}
