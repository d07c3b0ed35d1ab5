//! Demand.

use crate::fleet::WagonPool;
use crate::network::Node;
use crate::quantity::{Distribution, Duration, Room};
use crate::service::Service;
use crate::table::Idx;
use crate::terminal::Stop;

/// A kind of unit: a container, a wagonload, a wagon, a truck.
#[derive(Clone, Debug)]
pub struct LoadingUnit {
    /// Identifier.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// Room it takes.
    pub room: Room,
    /// Typical gross mass in tonnes.
    pub mass_t: f64,
    /// Goods in it, in tonnes.
    pub cargo_t: f64,
    /// Moves of a crane that it takes.
    pub moves: f64,
}

/// Loading units a year from an origin to a destination by a chain of services.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Identifier.
    pub id: String,
    /// Where its units enter the corridor.
    pub origin: Stop,
    /// Where they become available or leave it.
    pub destination: Stop,
    /// What is carried.
    pub commodity: String,
    /// The kind of unit.
    pub loading_unit: Idx<LoadingUnit>,
    /// Demand a year, in `volume_unit`.
    pub volume: f64,
    /// `TEU/yr` or `t/yr`.
    pub volume_unit: &'static str,
    /// Units a year.
    pub units_per_year: f64,
    /// How lots arrive.
    pub arrival: Arrival,
    /// Units that arrive together.
    pub lot_units: Distribution,
    /// Weights of the months, January to December.
    pub season: [f64; 12],
    /// The chain of services.
    pub services: Vec<Idx<Service>>,
    /// Node at which the transit time starts on arrival; the origin where none is given.
    pub clock_from: Idx<Node>,
    /// Pool of wagons that the units travel in all the way.
    pub wagons: Option<Idx<WagonPool>>,
    /// The chain of services that brings the empty wagons back.
    pub empty_return: Vec<Idx<Service>>,
    /// How long its way may be shut before its shipper goes elsewhere; for ever where none is given.
    pub patience: Option<Duration>,
    /// Statistics its volume is counted in.
    pub scope: String,
    /// What it is in those statistics.
    pub trade: String,
    /// What a day in transit costs the owner of one unit, in USD.
    pub value_of_time: Option<f64>,
}

/// How lots arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// At random (Poisson).
    Random,
    /// Evenly spaced, each at a random moment of its interval.
    Regular,
}
