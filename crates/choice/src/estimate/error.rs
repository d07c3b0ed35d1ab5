//! Why observed choices allow no estimate.

/// Why observed choices allow no estimate.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EstimationError {
    /// No situation has two alternatives or more.
    #[error("nobody had a choice: no situation has two alternatives or more")]
    NothingToChoose,
    /// There is nothing to estimate.
    #[error("the utility has no terms")]
    NoTerms,
    /// A situation is not sound: its number, from 1.
    #[error("situation {0} is not sound: a value that is no number, or nothing chosen")]
    Situation(usize),
    /// Coefficients are not as many as terms.
    #[error("{given} coefficients were given for {needed} terms")]
    Coefficients {
        /// Given.
        given: usize,
        /// Needed.
        needed: usize,
    },
    /// A term is the same for all alternatives of every situation, so that nothing shows what it
    /// does.
    #[error(
        "`{0}` never differs between the alternatives of a situation, so that nothing shows what it does; let it work on some alternatives alone"
    )]
    NeverDiffers(String),
    /// An alternative with a constant was taken always or never.
    #[error(
        "`{alternative}` was {} where it was there, so that its constant `{term}` has no limit; leave the constant or the alternative out",
        if *is_always { "always taken" } else { "never taken" }
    )]
    OneSided {
        /// Name of the constant.
        term: String,
        /// Name of the alternative.
        alternative: String,
        /// Always, or never.
        is_always: bool,
    },
    /// A term follows from others.
    #[error("`{term}` follows from {}: leave one of them out", combination(.of))]
    Collinear {
        /// Its name.
        term: String,
        /// The others, with their weights.
        of: Vec<(String, f64)>,
    },
    /// Some combination of terms tells without fault what is chosen, so that the likelihood grows
    /// for ever along it.
    #[error(
        "the data are separated: `{}` tell{} without a single exception what is not chosen, so that the likelihood has no maximum; leave a term out, or add choices",
        .along.join("`, `"),
        if .along.len() == 1 { "s" } else { " together" }
    )]
    Separated {
        /// The terms that do so.
        along: Vec<String>,
    },
    /// Newton's method came to no end, which a concave function gives no reason for.
    #[error("no maximum was found in {0} steps")]
    NotConverged(usize),
}

/// `2 x a - b`.
fn combination(of: &[(String, f64)]) -> String {
    let mut text = String::new();
    for (at, (name, weight)) in of.iter().enumerate() {
        text += match (at, *weight < 0.0) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        };
        let size = weight.abs();
        if (size - 1.0).abs() > 1e-6 {
            text += &format!("{} x ", (size * 1e4).round() / 1e4);
        }
        text += &format!("`{name}`");
    }
    text
}
