//! Clauses of a long-term tariff: how it answers to what happens.

mod floor;
mod indexation;
mod volume_steps;

pub use floor::Floor;
pub use indexation::Indexation;
pub use volume_steps::VolumeSteps;

/// How a tariff answers to what happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clause {
    /// It does not: the same all years.
    Constant,
    /// It follows costs.
    Indexation(Indexation),
    /// It falls with volume.
    VolumeSteps(VolumeSteps),
    /// It never falls below costs.
    Floor(Floor),
}

/// What a clause looks at in a year, for one way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Year {
    /// What a unit costs in it.
    pub cost: f64,
    /// What a unit cost when the tariff was agreed.
    pub agreed_cost: f64,
    /// Volume of the year before, over that of the first year; 1 in the first.
    pub volume: f64,
}

impl Clause {
    /// The tariff of a year, from the one that was agreed.
    pub fn price(&self, agreed: f64, year: &Year) -> f64 {
        match self {
            Clause::Constant => agreed,
            Clause::Indexation(clause) => clause.price(agreed, year),
            Clause::VolumeSteps(clause) => clause.price(agreed, year),
            Clause::Floor(clause) => clause.price(agreed, year),
        }
    }

    /// What it says, in words.
    pub fn words(&self) -> String {
        match self {
            Clause::Constant => "constant".to_owned(),
            Clause::Indexation(clause) => clause.words(),
            Clause::VolumeSteps(clause) => clause.words(),
            Clause::Floor(clause) => clause.words(),
        }
    }
}
