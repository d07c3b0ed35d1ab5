//! What was seen in one replication.

use crate::times::Times;

/// What was seen in one replication, after the warm-up.
///
/// A time counts whole when it ends, also if it began in the warm-up; what has not ended is not
/// counted. Numbers are means over time.
///
/// # Units and shapes
///
/// - times: the network's unit. Ratios of something to nothing are `NaN`.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Time observed.
    pub time: f64,
    /// All classes together, by station.
    pub stations: Vec<Seen>,
    /// By station, then by class.
    pub by_class: Vec<Vec<Seen>>,
    /// The way through the network, by class; a cycle of a closed class.
    pub passages: Vec<Passage>,
    /// Events that happened, those of the warm-up included.
    pub events: u64,
}

/// What was seen at a station, of all customers or those of one class.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Customers that came, the lost ones included, per unit of time.
    pub arrival_rate: f64,
    /// Customers that left it served, per unit of time.
    pub throughput: f64,
    /// Mean time in line of those served, not counting interruptions; at a timetable, to departure.
    pub mean_wait: f64,
    /// Mean time from arrival at the station to leaving it, blocking and running included.
    pub mean_time: f64,
    /// Standard deviation of that time.
    pub deviation_of_time: f64,
    /// Mean number waiting: in line, or interrupted.
    pub mean_line: f64,
    /// Mean number at the station; on their way to it from a timetable included.
    pub mean_number: f64,
    /// Mean share of the servers that worked; of a delay, the mean number it takes care of; of a
    /// timetable, the share of the room taken. A server counts for the class of the first it
    /// serves.
    pub utilisation: f64,
    /// Share of time in which a server is blocked, a mean over the servers; `NaN` where there are
    /// none.
    pub share_blocked: f64,
    /// Share of time in which nobody is there.
    pub share_empty: f64,
    /// Share of the served that had to wait.
    pub share_waited: f64,
    /// Share of those that came who found no place and were lost.
    pub share_lost: f64,
    /// Of a timetable: mean number left behind at a departure.
    pub mean_left_behind: f64,
    /// Of a timetable: share of departures that leave somebody behind.
    pub share_leaving_behind: f64,
    /// The times whose mean is `mean_wait`.
    pub wait: Times,
    /// The times whose mean is `mean_time`.
    pub time: Times,
}

/// The way of a class through the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Passages completed per unit of time.
    pub throughput: f64,
    /// Mean time from entry to leaving, waiting before the network included.
    pub mean_time: f64,
    /// Standard deviation of that time.
    pub deviation_of_time: f64,
    /// Mean number inside.
    pub mean_number: f64,
    /// Share of those that came who were lost on the way.
    pub share_lost: f64,
    /// The times whose mean is `mean_time`.
    pub time: Times,
}
