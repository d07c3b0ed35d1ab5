//! Who does the work.

/// A party that does work and earns on the corridor.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Identifier.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// Two-letter country code of its seat.
    pub country: String,
    /// Railway, port, terminal, shipping line, customs or forwarder.
    pub kind: String,
}
