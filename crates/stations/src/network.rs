//! What a network of stations is.

use kervan_engine::{Discipline, Distribution};

/// Stations, and the customers that go through them.
///
/// # Units and shapes
///
/// - times: one unit of the network's own choice, everywhere the same.
/// - positions: a station or a class is named by its position in these lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Stations.
    pub stations: Vec<Station>,
    /// Classes of customers.
    pub classes: Vec<Class>,
}

/// A place where customers are served, or wait for a departure.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// Unique among the stations.
    pub name: String,
    /// What happens there.
    pub work: Work,
}

/// What happens at a station.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// Servers with a waiting line.
    Servers(Servers),
    /// Everybody is taken care of at once: thinking, running, growing old. By class.
    Delay(Vec<Distribution>),
    /// A vehicle leaves by the timetable with whoever waits, first come first served, up to
    /// its room.
    Departures(Departures),
}

/// Servers with a waiting line.
#[derive(Clone, Debug, PartialEq)]
pub struct Servers {
    /// Number of equal servers, at least 1.
    pub count: u32,
    /// Time of service, by class; what is drawn below zero counts as zero.
    pub service: Vec<Distribution>,
    /// Who goes first.
    pub discipline: Discipline,
    /// Customers served together by one server, at most; it starts with whoever waits, and takes
    /// as long as the service of the first of them. 1 is usual.
    pub together: u32,
    /// Places for customers in line and in service; endless where none is given.
    pub room: Option<u32>,
    /// What becomes of a customer that finds no place.
    pub when_full: WhenFull,
    /// How each server breaks down by itself.
    pub breakdowns: Option<Breakdowns>,
}

/// What becomes of a customer that finds no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFull {
    /// It leaves the network and counts as lost. Of several that come together, those that find
    /// places stay.
    Lost,
    /// It stays where it was served and blocks that server until there is a place (blocking after
    /// service); the first blocked goes first. From outside it waits before the network. One
    /// that goes to the station where it is keeps its place and is never blocked.
    Blocks,
}

/// How a server breaks down and is repaired, each server by itself. All are up at the start.
///
/// Interrupted work goes back to the head of its line, where any server may take it up. Unless
/// the discipline is preemptive, it goes before whoever has not begun.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdowns {
    /// Time from a repair to the next failure.
    pub up: Distribution,
    /// Time of a repair.
    pub down: Distribution,
    /// Whether the time to failure passes only while the server works; else always.
    pub while_working: bool,
    /// Whether interrupted work starts again with the same time of service; else it goes on where it was.
    pub repeat: bool,
}

/// A timetable with limited room.
#[derive(Clone, Debug, PartialEq)]
pub struct Departures {
    /// Time between departures; the first leaves one headway after the start.
    pub headway: f64,
    /// Customers a departure takes at most.
    pub room: u32,
    /// Time from departure to arrival.
    pub running: Distribution,
}

/// Customers of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Unique among the classes.
    pub name: String,
    /// Where its customers come from.
    pub source: Source,
    /// The greater goes first.
    pub priority: i32,
    /// Where they enter: station and chance; the chances add up to 1. An itinerary needs none.
    pub entry: Vec<(usize, f64)>,
    /// Where they go next.
    pub routing: Routing,
}

/// Where customers come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// They come from outside and leave again; the first after one time between arrivals.
    Open {
        /// Time between arrivals.
        between: Distribution,
        /// Customers that arrive together, rounded to whole numbers; 1 is usual.
        batch: Distribution,
    },
    /// So many stay for ever; all enter at the start. One that would leave enters again at once;
    /// its passage counts as a cycle.
    Closed {
        /// Number of customers.
        population: u32,
    },
    /// There is always one more waiting before the first station; it needs one entry, whose
    /// servers are never starved. It enters when a server would fall idle and there is a place.
    Saturated,
}

/// Where a customer goes next.
#[derive(Clone, Debug, PartialEq)]
pub enum Routing {
    /// These stations in this order, then it leaves; the first is the entry. A station may come
    /// more than once.
    Itinerary(Vec<usize>),
    /// By chance: row of the station it is at, and chance of each next one; the rest leaves.
    Chances(Vec<Vec<f64>>),
}
