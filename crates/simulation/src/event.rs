//! The closed list of things that can happen.

use crate::parcel::Stack;
use crate::single_track::Stage;

/// Something that happens at an instant; positions are those of the world's tables.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// A lot of a flow enters.
    LotArrives { flow: usize },
    /// The present stage of a train is over.
    Train { train: usize },
    /// A stage of a section with passing loops is over.
    Line { section: u32, stage: Stage },
    /// A train of other traffic comes to a section with passing loops.
    OtherTrain { section: usize, direction: usize },
    /// The present stage of a vessel is over.
    Vessel { vessel: usize },
    /// Work at a control is over for the holder of a lane.
    ControlDone { control: usize, subject: Subject },
    /// The oldest unit of a service has waited long enough; checked anew when it comes.
    DepartureDue { service: usize },
    /// A departure of the timetable.
    TimetableDeparture { service: usize },
    /// A locomotive is ready again.
    LocomotiveReady { pool: usize, node: usize },
    /// Wagons are ready again.
    WagonsReady {
        pool: usize,
        node: usize,
        count: u32,
    },
    /// Units are collected and leave their slots.
    Collected {
        terminal: usize,
        stack: Stack,
        flow: usize,
        units: u32,
    },
    /// Weather closes or opens its ports.
    WeatherChanges { closure: usize },
    /// A vessel of other traffic comes.
    BackgroundCall { row: usize },
    /// A vessel of other traffic leaves its berth.
    BackgroundLeaves { row: usize, berth: usize },
    /// A month ends: statistics are rolled over, rings of waiting looked for.
    MonthEnds,
    /// A week ends (pilot runs): the units inside are noted.
    WeekEnds,
}

/// Who is controlled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Train(usize),
    Parcel(usize),
}
