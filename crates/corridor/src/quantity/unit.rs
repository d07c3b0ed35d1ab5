//! Units of the headers, and how they convert within one kind.

/// A unit that a header may name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// As written between the brackets.
    pub name: &'static str,
    /// What it measures; only units of one kind convert into each other.
    pub kind: &'static str,
    /// Size in the first unit of its kind.
    pub size: f64,
}

const UNITS: &[Unit] = &[
    unit("m", "length", 1.0),
    unit("km", "length", 1000.0),
    unit("mm", "gauge", 1.0),
    unit("s", "time", 1.0),
    unit("min", "time", 60.0),
    unit("h", "time", 3600.0),
    unit("d", "time", 86_400.0),
    unit("km/h", "speed", 1.0),
    unit("m/s", "speed", 3.6),
    unit("km/d", "speed", 1.0 / 24.0),
    unit("kn", "speed", 1.852),
    unit("t", "mass", 1.0),
    unit("kg", "mass", 0.001),
    unit("t/yr", "mass per time", 1.0),
    unit("kt/yr", "mass per time", 1e3),
    unit("Mt/yr", "mass per time", 1e6),
    unit("moves/h", "moves per time", 1.0),
    unit("TEU", "loading room", 1.0),
    unit("TEU/yr", "loading units per time", 1.0),
    unit("TEU/d", "loading units per time", 365.0),
    unit("trains/d", "trains per time", 1.0),
    unit("trains/yr", "trains per time", 1.0 / 365.0),
    unit("calls/yr", "calls per time", 1.0),
    unit("calls/d", "calls per time", 365.0),
    unit("1/unit", "price of one unit", 1.0),
    unit("USD/d", "price of a day", 1.0),
    unit("USD/unit", "price of one unit in dollars", 1.0),
    unit("USD/t", "value of a tonne", 1.0),
    unit("USD/t/d", "price of a day of a tonne", 1.0),
    unit("t/USD", "sensitivity to the price of a tonne", 1.0),
    unit("m/yr", "fall of the water", 1.0),
    unit("1/yr", "times per time", 1.0),
    unit("MUSD", "money", 1.0),
    unit("MUSD/yr", "money per time", 1.0),
    unit("yr", "whole years", 1.0),
    unit("units", "number of loading units", 1.0),
    unit("share", "share", 1.0),
    unit("%", "share", 0.01),
    unit("deg", "angle", 1.0),
    unit("-", "pure number", 1.0),
];

const fn unit(name: &'static str, kind: &'static str, size: f64) -> Unit {
    Unit { name, kind, size }
}

impl Unit {
    /// The unit of that name.
    pub fn named(name: &str) -> Option<Unit> {
        UNITS.iter().copied().find(|unit| unit.name == name)
    }

    /// What a number in this unit has to be multiplied by to be in `other`.
    ///
    /// `None` where the two measure different things.
    pub fn factor_to(self, other: Unit) -> Option<f64> {
        (self.kind == other.kind).then(|| self.size / other.size)
    }
}

/// The units that measure the same kind of thing, for messages.
pub fn units_of_kind(kind: &str) -> Vec<&'static str> {
    UNITS
        .iter()
        .filter(|unit| unit.kind == kind)
        .map(|unit| unit.name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_knots_are_18_52_kilometres_an_hour() {
        let factor = Unit::named("kn")
            .zip(Unit::named("km/h"))
            .and_then(|(a, b)| a.factor_to(b));
        assert_eq!(factor, Some(1.852));
    }

    #[test]
    fn tonnes_do_not_turn_into_hours() {
        assert_eq!(
            Unit::named("t")
                .zip(Unit::named("h"))
                .and_then(|(a, b)| a.factor_to(b)),
            None
        );
    }
}
