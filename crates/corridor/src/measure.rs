//! What can be done to the corridor: hard projects and soft reforms, and what they cost.

use crate::operator::Operator;
use crate::table::Idx;

/// A thing that can be done to the corridor.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Identifier.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// Who does it and pays for it.
    pub operators: Vec<Idx<Operator>>,
    /// Whether it is a reform, and not something that is built or bought.
    pub is_soft: bool,
    /// How far it has come.
    pub status: MeasureStatus,
    /// First year in which it is in service, where that is settled.
    pub opens: Option<i64>,
    /// First year in which it may be started, where there is one.
    pub start: Option<i64>,
    /// Cost of doing it, in millions of dollars.
    pub cost_musd: f64,
    /// Cost of a year in service, in millions of dollars.
    pub running_musd: f64,
    /// Years from its start until it is in service.
    pub build_years: u32,
    /// Measures that must be started with it or before.
    pub needs: Vec<Idx<Measure>>,
    /// Measures that cannot be done beside it.
    pub excludes: Vec<Idx<Measure>>,
    /// What is published about it; printed.
    pub said: String,
    /// What it changes; nothing where it changes nothing that the corridor describes.
    pub effects: Vec<MeasureEffect>,
}

/// How far a measure has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureStatus {
    /// In service.
    Finished,
    /// Being done: nobody decides about it any more.
    UnderWay,
    /// Planned by those who would do it.
    Planned,
    /// Proposed by others.
    Proposed,
}

impl MeasureStatus {
    /// As written in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            MeasureStatus::Finished => "finished",
            MeasureStatus::UnderWay => "under way",
            MeasureStatus::Planned => "planned",
            MeasureStatus::Proposed => "proposed",
        }
    }

    /// Whether it comes in any case.
    pub fn is_decided(self) -> bool {
        matches!(self, MeasureStatus::Finished | MeasureStatus::UnderWay)
    }
}

/// What a measure changes.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureEffect {
    /// Table.
    pub table: String,
    /// Rows of it.
    pub rows: Vec<String>,
    /// Column of it.
    pub column: String,
    /// The change.
    pub change: EffectChange,
}

/// How a cell is changed.
#[derive(Clone, Debug, PartialEq)]
pub enum EffectChange {
    /// To this text.
    Set(String),
    /// A number, or a number with its unit, times this.
    Times(f64),
    /// A number, or a number with its unit, and this.
    Add(f64),
}

/// What one more unit of something costs.
#[derive(Clone, Debug)]
pub struct UnitCost {
    /// Identifier.
    pub id: String,
    /// The unit: `vessel`, `quay crane` and so on.
    pub unit: String,
    /// The one server that it holds for; `None` for all that have no row of their own.
    pub server: Option<String>,
    /// What the room of a yard is measured in, where it holds for that measure alone.
    pub room: Option<String>,
    /// Cost of one, in millions of dollars; of a train pair for each kilometre, of room for each
    /// unit of it, of wagons for each.
    pub cost_musd: f64,
    /// Cost of a year in service, of as many.
    pub running_musd: f64,
    /// Years from its start until it is in service.
    pub build_years: u32,
}

/// Money that may be spent on measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// Identifier.
    pub id: String,
    /// Whose it is; `None` for that of all together.
    pub operator: Option<Idx<Operator>>,
    /// The year in which it may be spent; `None` for every year without a row of its own.
    pub year: Option<i64>,
    /// The most that what is started in the year may cost, in millions of dollars.
    pub musd: f64,
}

/// What a plan is reckoned with.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanBasis {
    /// First year for which something can be decided: the present of the corridor.
    pub first_year: i64,
    /// Interest of a year.
    pub discount_rate: f64,
    /// Year of the prices.
    pub price_year: i64,
    /// What a tonne that is not carried costs, in dollars.
    pub unserved_usd_per_t: f64,
    /// Futures of demand beside the one that is aimed at: the multiple of it, and the chance.
    pub futures: Vec<(f64, f64)>,
}
