//! What a case is: something with a known answer, and what is asked of it.

use kervan_bottleneck::concurrent_flow::{Commodity, Network as Arcs};
use kervan_choice::{ChoiceColumns, Choices, Keep, Paths, Term};
use kervan_corridor::Origin;
use kervan_forecast::Series;
use kervan_resilience::reliability::FailingNetwork;
use kervan_stations::Network;
use kervan_tariff::game::Game;
use kervan_tariff::regime::Chain;

use crate::quantity::Quantity;

/// Something with known answers.
#[derive(Clone, Debug)]
pub struct Case {
    /// File it was read from.
    pub file: String,
    /// Title of that file.
    pub family: String,
    /// Unique in its file.
    pub name: String,
    /// One line on it; may be empty.
    pub title: String,
    /// Where the known answers come from; may be empty.
    pub source: String,
    /// What is simulated or worked out.
    pub kind: Kind,
    /// How it is run.
    pub run: Run,
    /// What is asked, and the known answers.
    pub expects: Vec<Expectation>,
    /// Where it stands.
    pub origin: Origin,
    /// Where it names its corridor or its file of numbers; else as `origin`.
    pub names: Origin,
}

/// What is simulated or worked out.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A network of stations.
    Network(Network),
    /// A network of stations, simulated many times over: how often do its intervals cover?
    Coverage(Network, Coverage),
    /// A corridor, as a user would simulate it.
    Corridor {
        /// Name of a built-in one, or a folder or workbook beside the case.
        corridor: String,
        /// Scenarios, applied in order.
        scenarios: Vec<String>,
    },
    /// A file of numbers beside the case, or the numbers themselves.
    Series(Data),
    /// A single track.
    Line(Line),
    /// A network with capacity, and demands.
    Capacity(Capacity),
    /// A network whose edges fail.
    Failing(FailingNetwork),
    /// A network to be widened so that all is carried.
    Investments(Investments),
    /// Lots of one product: when to make how many.
    Lots(Lots),
    /// A series to be forecast, with what came after it.
    Forecast(Forecast),
    /// Many series to be forecast, with what came after each.
    Panel(Panel),
    /// Carriers in series who set prices.
    Chain(Chain),
    /// What coalitions can do by themselves.
    Game(Game),
    /// Choices that were observed.
    Choices(ObservedChoices),
    /// Paths over links that fill up.
    Paths(PathsCase),
}

/// A series to be forecast.
#[derive(Clone, Debug)]
pub enum Forecast {
    /// In a file of numbers beside the case: times in years and values.
    File(String),
    /// Here.
    Series(Followed),
}

/// Many series to be forecast.
#[derive(Clone, Debug)]
pub enum Panel {
    /// In a file beside the case.
    File(String),
    /// Here.
    Series(Vec<Followed>),
}

/// A series with what came after it.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Unique in its panel; empty for one alone.
    pub id: String,
    /// How often it was observed, as its file has it: `YEARLY`; empty for one alone.
    pub frequency: String,
    /// What is known.
    pub known: Series,
    /// What came after; may be empty.
    pub after: Vec<f64>,
}

/// Choices that were observed, and the terms of a utility.
#[derive(Clone, Debug)]
pub enum ObservedChoices {
    /// In a file beside the case; the names under which it is looked for, the best first.
    File {
        /// Names of files.
        files: Vec<String>,
        /// Which columns say what; by their usual names where not given.
        columns: Option<ChoiceColumns>,
        /// Conditions on rows.
        keep: Vec<Keep>,
        /// Names of the terms.
        terms: Vec<String>,
        /// Whether the case is left out where the file is not there.
        may_be_absent: bool,
    },
    /// Here.
    Here(Choices, Vec<Term>),
}

/// Paths over links that fill up.
#[derive(Clone, Debug)]
pub struct PathsCase {
    /// Links, paths and demands.
    pub paths: Paths,
}

/// Where a network with capacity stands.
#[derive(Clone, Debug)]
pub enum Capacity {
    /// In a file beside the case.
    File(String),
    /// Here.
    Network(CapacityNetwork),
}

/// A network with capacity, its demands, and the names of its nodes.
#[derive(Clone, Debug, Default)]
pub struct CapacityNetwork {
    /// Names of the nodes.
    pub nodes: Vec<String>,
    /// Nodes and arcs.
    pub network: Arcs,
    /// Demands.
    pub demands: Vec<Commodity>,
    /// Cost of a unit on each arc and of opening it; empty where nothing is said of costs.
    pub costs: Vec<[f64; 2]>,
}

/// A network to be widened over some periods.
#[derive(Clone, Debug, Default)]
pub struct Investments {
    /// The network as it is, with the demands of a growth of 1.
    pub network: CapacityNetwork,
    /// What can be built.
    pub projects: Vec<Project>,
    /// What demand is times, in each period.
    pub growth: Vec<f64>,
    /// Interest of a period.
    pub discount_rate: f64,
    /// What may be spent in each period, not discounted; no limit where there are none.
    pub budget: Vec<f64>,
}

/// Something that widens an arc.
#[derive(Clone, Debug)]
pub struct Project {
    /// Unique.
    pub name: String,
    /// Position of the arc.
    pub arc: usize,
    /// Capacity that it adds.
    pub adds: f64,
    /// What it costs.
    pub cost: f64,
}

/// Lots of one product.
#[derive(Clone, Debug, Default)]
pub struct Lots {
    /// Demand of each period.
    pub demand: Vec<f64>,
    /// Cost of making any in a period.
    pub setup_cost: Vec<f64>,
    /// Cost of keeping one to the next period.
    pub holding_cost: f64,
}

/// Numbers to be analysed.
#[derive(Clone, Debug)]
pub enum Data {
    /// A file beside the case.
    File(String),
    /// Rows of one or two numbers.
    Rows(Vec<Vec<f64>>),
}

/// A single track over passing loops.
#[derive(Clone, Debug)]
pub struct Line {
    /// Running times between two loops in seconds, up and down.
    pub blocks: Vec<[f64; 2]>,
    /// Seconds from a train of one direction to one of the other in a block.
    pub crossing_s: f64,
    /// Trains of one direction before it is the other's turn.
    pub in_one_go: u32,
    /// Seconds between trains of one go.
    pub headway_s: f64,
}

/// An experiment on intervals.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Independent runs, each with intervals of its own.
    pub runs: u32,
    /// What an interval is made of.
    pub by: CoverageBy,
    /// Confidence of each kind of interval, with the least and greatest share of the runs whose
    /// interval may cover.
    pub intervals: Vec<(f64, [f64; 2])>,
}

/// What an interval is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageBy {
    /// Independent replications.
    Replications,
    /// Parts of one long run.
    BatchMeans,
}

/// How a case is run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Replications, or batches of one run.
    pub replications: u32,
    /// Seed of all luck, where the case has its own.
    pub seed: Option<u64>,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Time left out at the start, in the network's unit; whole years of a corridor. Found where
    /// it is not given.
    pub warm_up: Option<f64>,
    /// Time that counts, in the network's unit; whole years of a corridor. Found where it is not
    /// given.
    pub length: Option<f64>,
    /// Half-width of the intervals that is narrow enough, as a share of the known answer.
    pub halfwidth: Option<f64>,
}

impl Default for Run {
    fn default() -> Run {
        Run {
            replications: 20,
            seed: None,
            confidence: 0.99,
            warm_up: None,
            length: None,
            halfwidth: None,
        }
    }
}

/// Something asked, with its known answer.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What.
    pub quantity: Quantity,
    /// In words: quantity, place, class.
    pub label: String,
    /// The known answer.
    pub value: f64,
    /// What the known answer itself may be off by.
    pub tolerance: f64,
    /// Half-width that is narrow enough, whatever share of the known answer it is.
    pub narrow: f64,
    /// Correct digits asked of the answer; an interval judges where none are.
    pub digits: Option<f64>,
    /// Where this known answer comes from, where it is not from the source of the case.
    pub source: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}
