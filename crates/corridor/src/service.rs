//! What runs.

use crate::fleet::{LocomotivePool, VesselClass, WagonPool};
use crate::network::{LineSection, Node, SeaLink};
use crate::operator::Operator;
use crate::quantity::{Duration, Room, Timetable};
use crate::table::Idx;
use crate::terminal::Stop;

/// A block train or a feeder, from one place to another, with its rule of departure.
#[derive(Clone, Debug)]
pub struct Service {
    /// Identifier.
    pub id: String,
    /// What runs, as written: `block train`, `feeder`, `rail ferry` and so on.
    pub kind: String,
    /// Who sells it.
    pub operator: Option<Idx<Operator>>,
    /// Where it starts.
    pub origin: Stop,
    /// Where it ends.
    pub destination: Stop,
    /// When it leaves.
    pub departure: Departure,
    /// Time to make it ready to leave once loaded.
    pub preparation: Duration,
    /// What carries it and which way it takes.
    pub carriage: Carriage,
}

/// When a service leaves.
#[derive(Clone, Debug, PartialEq)]
pub enum Departure {
    /// When full, or when its oldest unit has been ready this long.
    WhenFull {
        /// Longest wait of the oldest ready unit.
        max_wait: Duration,
    },
    /// By timetable, with what is ready.
    Timetable(Timetable),
}

/// What carries a service and which way it takes.
#[derive(Clone, Debug)]
pub enum Carriage {
    /// A train over line sections.
    Train(Train),
    /// A vessel over one sea link.
    Vessel {
        /// Classes that sail it.
        fleet: Vec<Idx<VesselClass>>,
        /// The water between its ports.
        link: Idx<SeaLink>,
    },
}

/// The train of a service.
#[derive(Clone, Debug)]
pub struct Train {
    /// Room of one train.
    pub capacity: Room,
    /// Pool it takes its wagons from; `None` where wagons are not the corridor's concern.
    pub wagons: Option<Idx<WagonPool>>,
    /// Sections in order, each with the node it is entered from.
    pub sections: Vec<(Idx<LineSection>, Idx<Node>)>,
    /// Locomotive pools with the position in `sections` from which each hauls.
    pub locomotives: Vec<(Idx<LocomotivePool>, usize)>,
    /// Trains of higher priority go first where passing loops are simulated: 0 to 9.
    pub priority: u8,
}
