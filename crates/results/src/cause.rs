//! What a consignment was doing or waiting for.

/// The cause of an hour: every hour of every consignment has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Cause {
    /// Moving by rail or sea.
    Running,
    /// Being lifted, formed, coupled, made fast.
    Handling,
    /// Being controlled: documents or inspection.
    Control,
    /// Waiting for an officer or lane of a control.
    ControlLane,
    /// Waiting for a train path.
    Path,
    /// Waiting for a locomotive.
    Locomotive,
    /// Waiting for wagons.
    Wagons,
    /// Waiting for a berth.
    Berth,
    /// Waiting for a handling track and its cranes.
    Crane,
    /// Waiting for room in a yard.
    Slot,
    /// Waiting for a vessel.
    Vessel,
    /// Waiting for the rule of departure: a full load, the longest wait, or the timetable.
    Departure,
    /// Waiting for opening hours.
    OpeningHours,
    /// Waiting for a port to open after bad weather.
    Weather,
    /// Waiting for a disruption to end: nothing is left of what is waited for.
    Disruption,
}

impl Cause {
    /// All causes, in order of print.
    pub const ALL: [Cause; 15] = [
        Cause::Running,
        Cause::Handling,
        Cause::Control,
        Cause::ControlLane,
        Cause::Path,
        Cause::Locomotive,
        Cause::Wagons,
        Cause::Berth,
        Cause::Crane,
        Cause::Slot,
        Cause::Vessel,
        Cause::Departure,
        Cause::OpeningHours,
        Cause::Weather,
        Cause::Disruption,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Cause::Running => "running",
            Cause::Handling => "handling",
            Cause::Control => "control",
            Cause::ControlLane => "control lane",
            Cause::Path => "path",
            Cause::Locomotive => "locomotive",
            Cause::Wagons => "wagons",
            Cause::Berth => "berth",
            Cause::Crane => "crane",
            Cause::Slot => "slot",
            Cause::Vessel => "vessel",
            Cause::Departure => "departure",
            Cause::OpeningHours => "opening hours",
            Cause::Weather => "weather",
            Cause::Disruption => "disruption",
        }
    }

    /// Whether nothing was done to the consignment in such an hour.
    pub fn is_waiting(self) -> bool {
        !matches!(self, Cause::Running | Cause::Handling | Cause::Control)
    }
}
