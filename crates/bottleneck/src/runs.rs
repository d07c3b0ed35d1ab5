//! Runs of a corridor with something changed.

use kervan_corridor::Corridor;
use kervan_results::Results;

use crate::design::Design;

/// How long and how often a design is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunSize {
    /// Whole years left out at the start.
    pub warm_up_years: u32,
    /// Years that count.
    pub years: u32,
    /// Replications, each with luck of its own, which all designs share.
    pub replications: u32,
    /// Whether to look who waits for what.
    pub waits: bool,
}

/// What the runs of a design gave.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The results of each replication by itself, in order.
    Ran(Vec<Results>),
    /// The corridor came to rest: the ring of waiting.
    CameToRest(Vec<String>),
}

impl Outcome {
    /// The results of each replication; none where the corridor came to rest.
    pub fn results(&self) -> &[Results] {
        match self {
            Outcome::Ran(results) => results,
            Outcome::CameToRest(_) => &[],
        }
    }
}

/// Somebody who can run a corridor with something changed.
pub trait Runs {
    /// Why a run has no outcome; an interruption too.
    type Error;

    /// The corridor with nothing changed.
    fn corridor(&self) -> &Corridor;

    /// Text of a cell of the corridor with nothing changed, as its file has it; empty where
    /// there is none.
    fn cell(&self, table: &str, row: &str, column: &str) -> &str;

    /// Tonnes of goods a year that the fluid of a design carries, all flows growing together;
    /// `None` where it has no limits.
    ///
    /// # Errors
    ///
    /// A design that makes the corridor unsound.
    fn fluid_t(&self, design: &Design) -> Result<Option<f64>, Self::Error>;

    /// Says how many replications are still to come at most, for those who watch.
    fn expect(&mut self, replications: u32);

    /// Runs designs on the same luck; the answer is in their order.
    ///
    /// # Errors
    ///
    /// A design that makes the corridor unsound, an interruption.
    fn run(&mut self, designs: &[Design], size: RunSize) -> Result<Vec<Outcome>, Self::Error>;
}
