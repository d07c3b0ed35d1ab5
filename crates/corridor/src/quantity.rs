//! Units: what a number in a cell means. Inside, a number carries its unit in its type.

mod distribution;
mod opening_hours;
mod room;
mod timetable;
mod unit;

pub use distribution::{Distribution, NotationError};
pub use opening_hours::OpeningHours;
pub use room::{Measure, Room};
pub use timetable::Timetable;
pub use unit::{Unit, units_of_kind};

/// A stretch of time in whole seconds; kilometres and hours stay in the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Duration(i64);

impl Duration {
    /// Seconds of an hour.
    pub const HOUR_S: i64 = 3600;
    /// Seconds of a day.
    pub const DAY_S: i64 = 86_400;
    /// No time at all.
    pub const ZERO: Duration = Duration(0);

    /// From seconds.
    pub fn from_s(seconds: i64) -> Duration {
        Duration(seconds)
    }

    /// From hours, to the nearest second.
    pub fn from_hours(hours: f64) -> Duration {
        Duration((hours * 3600.0).round() as i64)
    }

    /// In seconds.
    pub fn as_s(self) -> i64 {
        self.0
    }

    /// In hours.
    pub fn as_hours(self) -> f64 {
        self.0 as f64 / 3600.0
    }
}

/// A length in metres.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Default)]
pub struct Length(f64);

impl Length {
    /// From kilometres.
    pub fn from_km(km: f64) -> Length {
        Length(km * 1000.0)
    }

    /// From metres.
    pub fn from_m(m: f64) -> Length {
        Length(m)
    }

    /// In kilometres.
    pub fn as_km(self) -> f64 {
        self.0 / 1000.0
    }

    /// In metres.
    pub fn as_m(self) -> f64 {
        self.0
    }
}

/// A speed in metres per second.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Speed(f64);

impl Speed {
    /// From kilometres an hour.
    pub fn from_kmh(kmh: f64) -> Speed {
        Speed(kmh / 3.6)
    }

    /// From knots; one knot is 1,852 metres an hour exactly.
    pub fn from_knots(knots: f64) -> Speed {
        Speed(knots * 1852.0 / 3600.0)
    }

    /// In kilometres an hour.
    pub fn as_kmh(self) -> f64 {
        self.0 * 3.6
    }

    /// Time to cover a length at this speed, in seconds.
    pub fn time_s(self, length: Length) -> f64 {
        length.0 / self.0
    }
}

/// Working rate of one crane in moves (boxes lifted on or off) an hour.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct CraneRate(f64);

impl CraneRate {
    /// From moves an hour.
    pub fn per_hour(moves: f64) -> CraneRate {
        CraneRate(moves)
    }

    /// Elapsed time of `moves` moves shared evenly by `cranes` cranes that start
    /// together, rounded up to a whole second. `cranes` may be a fraction where several
    /// tracks share the cranes of a yard.
    ///
    /// ```
    /// use kervan_corridor::quantity::{CraneRate, Duration};
    /// // 150 moves, two cranes, 25 moves an hour each: three hours.
    /// assert_eq!(CraneRate::per_hour(25.0).working_time(150.0, 2.0), Duration::from_hours(3.0));
    /// ```
    pub fn working_time(self, moves: f64, cranes: f64) -> Duration {
        Duration((moves * 3600.0 / (self.0 * cranes)).ceil() as i64)
    }
}

/// Track gauge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gauge {
    /// Standard gauge, 1435 mm.
    Standard,
    /// Broad gauge, 1520 mm.
    Broad,
    /// Tracks of both gauges side by side.
    Both,
}

impl Gauge {
    /// Whether one train can run on both.
    pub fn meets(self, other: Gauge) -> bool {
        self == other || self == Gauge::Both || other == Gauge::Both
    }

    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Gauge::Standard => "1435",
            Gauge::Broad => "1520",
            Gauge::Both => "both",
        }
    }
}
