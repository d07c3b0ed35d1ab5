//! Demand.

use crate::network::Node;
use crate::quantity::Distribution;
use crate::service::Service;
use crate::table::Idx;

/// A kind of container or swap body.
#[derive(Clone, Debug)]
pub struct LoadingUnit {
    /// Identifier.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// TEU it counts for.
    pub teu: f64,
    /// Typical gross mass in tonnes.
    pub mass_t: f64,
}

/// Loading units a year from an origin to a destination by a chain of services.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Identifier.
    pub id: String,
    /// Where its units enter the corridor.
    pub origin: Idx<Node>,
    /// Where they become available or leave it.
    pub destination: Idx<Node>,
    /// What is carried.
    pub commodity: String,
    /// The kind of unit.
    pub loading_unit: Idx<LoadingUnit>,
    /// TEU a year.
    pub volume_teu: f64,
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
}

/// How lots arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// At random (Poisson).
    Random,
    /// Evenly spaced, each at a random moment of its interval.
    Regular,
}
