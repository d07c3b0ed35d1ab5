//! Where each value comes from and how firm it is.

use std::collections::BTreeMap;

/// How firm a value is, from firmest to weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Firmness {
    /// Measured by the body that owns the number.
    Measured,
    /// Official statement or trade press.
    Reported,
    /// Estimated by the compiler.
    Estimated,
    /// The default of the parameter dictionary, as the corridor says nothing.
    Default,
    /// Invented for an example.
    Invented,
}

impl Firmness {
    /// All, from firmest to weakest.
    pub const ALL: [Firmness; 5] = [
        Firmness::Measured,
        Firmness::Reported,
        Firmness::Estimated,
        Firmness::Default,
        Firmness::Invented,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Firmness::Measured => "measured",
            Firmness::Reported => "reported",
            Firmness::Estimated => "estimated",
            Firmness::Default => "default",
            Firmness::Invented => "invented",
        }
    }

    /// The firmness of that word.
    pub fn read(word: &str) -> Option<Firmness> {
        Firmness::ALL
            .into_iter()
            .find(|firmness| firmness.as_str() == word)
    }

    /// Whether an answer that leans on it has to say so.
    pub fn is_estimate(self) -> bool {
        matches!(self, Firmness::Estimated | Firmness::Default)
    }
}

/// Sources and firmness of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Identifiers of the sources; empty for a default.
    pub sources: Vec<String>,
    /// The weakest firmness of the sources, or the one written beside them.
    pub firmness: Firmness,
}

/// One numeric value of the corridor, as [`ValueList`] holds it.
#[derive(Clone, Debug)]
pub struct Value {
    /// Text as written, or the default.
    pub text: String,
    /// Unit of the dictionary.
    pub unit: &'static str,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Every value of every row that is a number, a distribution, hours or months: those that answers lean on.
///
/// Keyed by table, row and column.
#[derive(Clone, Debug, Default)]
pub struct ValueList {
    values: BTreeMap<(&'static str, String, &'static str), Value>,
}

impl ValueList {
    /// Adds a value.
    pub fn insert(&mut self, table: &'static str, row: &str, column: &'static str, value: Value) {
        self.values.insert((table, row.to_owned(), column), value);
    }

    /// All values, by table, row and column.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str, &'static str, &Value)> {
        self.values
            .iter()
            .map(|((table, row, column), value)| (*table, row.as_str(), *column, value))
    }

    /// The values of one row.
    pub fn of_row<'a>(
        &'a self,
        table: &'a str,
        row: &'a str,
    ) -> impl Iterator<Item = (&'static str, &'a Value)> {
        self.iter()
            .filter(move |(t, r, _, _)| *t == table && *r == row)
            .map(|(_, _, column, value)| (column, value))
    }

    /// Number of values, and how many of them are estimates.
    pub fn estimated(&self) -> (usize, usize) {
        (
            self.values.len(),
            self.values
                .values()
                .filter(|value| value.provenance.firmness.is_estimate())
                .count(),
        )
    }
}
