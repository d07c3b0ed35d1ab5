//! Room that units take and vehicles, yards and vessels offer.

use std::fmt;

/// What room is counted in. Everything that one unit uses counts in the same measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Twenty-foot equivalent units: containers.
    Teu,
    /// Tonnes: what is poured or piled.
    Tonnes,
    /// Metres of lane, siding or train: what rolls.
    Metres,
}

impl Measure {
    /// As written behind a number.
    pub fn as_str(self) -> &'static str {
        match self {
            Measure::Teu => "TEU",
            Measure::Tonnes => "t",
            Measure::Metres => "m",
        }
    }

    /// The measure of that name.
    pub fn read(text: &str) -> Option<Measure> {
        [Measure::Teu, Measure::Tonnes, Measure::Metres]
            .into_iter()
            .find(|measure| measure.as_str() == text)
    }
}

/// An amount of room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// In the unit of `measure`.
    pub amount: f64,
    /// What it is counted in.
    pub measure: Measure,
}

impl fmt::Display for Room {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount, self.measure.as_str())
    }
}
