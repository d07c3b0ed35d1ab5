//! The closed list of things that can happen.

use crate::parcel::Stack;
use crate::single_track::Stage;

/// A position in one of the world's tables, as events carry it: small, since the event list
/// moves events about all the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At(u32);

impl From<usize> for At {
    /// Tables stay far below four thousand million rows.
    fn from(position: usize) -> At {
        At(position as u32)
    }
}

impl From<At> for usize {
    fn from(at: At) -> usize {
        at.0 as usize
    }
}

/// Something that happens at an instant; positions are those of the world's tables.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// A lot of a flow enters, unless its demand has changed since this was foreseen.
    LotArrives { flow: At, foreseen: u32 },
    /// The present stage of a train is over.
    Train { train: At },
    /// A stage of a section with passing loops is over.
    Line { section: At, stage: Stage },
    /// A train of other traffic comes to a section with passing loops.
    OtherTrain { section: At, direction: At },
    /// The present stage of a vessel is over.
    Vessel { vessel: At },
    /// Work at a control is over for the holder of a lane.
    ControlDone { control: At, subject: Subject },
    /// The oldest unit of a service has waited long enough; checked anew when it comes.
    DepartureDue { service: At },
    /// A departure of the timetable.
    TimetableDeparture { service: At },
    /// A locomotive is ready again.
    LocomotiveReady { pool: At, node: At },
    /// Wagons are ready again.
    WagonsReady { pool: At, node: At, count: u32 },
    /// Units are collected and leave their slots.
    Collected {
        terminal: At,
        stack: Stack,
        flow: At,
        units: u32,
    },
    /// Weather closes or opens its ports.
    WeatherChanges { closure: At },
    /// A disruption begins by chance.
    DisruptionBegins { disruption: At },
    /// A disruption ends.
    DisruptionEnds { disruption: At },
    /// A vessel of other traffic comes.
    BackgroundCall { row: At },
    /// A vessel of other traffic leaves its berth.
    BackgroundLeaves { row: At, berth: At },
    /// A month ends: statistics are rolled over, rings of waiting looked for.
    MonthEnds,
    /// It is looked who waits for what.
    Look,
    /// A week ends (pilot runs): the units inside are noted.
    WeekEnds,
}

/// Who is controlled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Train(At),
    Parcel(At),
}

/// The event list keeps two events with their keys to a line of the cache.
const _: () = assert!(size_of::<Event>() <= 16);
