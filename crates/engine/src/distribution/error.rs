//! Why a distribution is refused.

use std::error::Error;
use std::fmt;

/// Why a distribution is refused: a sentence that says what is wrong and what is expected.
#[derive(Debug, Clone, PartialEq)]
pub enum DistributionError {
    /// A number is negative, infinite, not a number, or absurdly large or small.
    Argument {
        /// The family, such as `gamma`.
        family: &'static str,
        /// The argument, such as `shape`.
        argument: &'static str,
        /// The value given.
        value: f64,
        /// What would be accepted.
        expected: &'static str,
    },
    /// Two arguments are in the wrong order.
    Order {
        /// The family.
        family: &'static str,
        /// Name and value of the argument that should be the lower one.
        lower: (&'static str, f64),
        /// Name and value of the argument that should be the higher one.
        higher: (&'static str, f64),
    },
    /// The bounds cut away all but a millionth of the distribution.
    NothingLeft {
        /// The family.
        family: &'static str,
        /// The share left between the bounds.
        share: f64,
    },
    /// There are no values, or no parts.
    Empty {
        /// The family.
        family: &'static str,
    },
    /// There is not one weight for each value or part.
    Weights {
        /// The family.
        family: &'static str,
        /// How many values or parts there are.
        values: usize,
        /// How many weights there are.
        weights: usize,
    },
}

impl fmt::Display for DistributionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DistributionError::Argument {
                family,
                argument,
                value,
                expected,
            } => write!(
                formatter,
                "`{argument}` of `{family}` is {value}; expected {expected}"
            ),
            DistributionError::Order {
                family,
                lower: (lower, lower_value),
                higher: (higher, higher_value),
            } => write!(
                formatter,
                "`{lower}` of `{family}` is {lower_value} and `{higher}` is {higher_value}; \
                 expected {lower} <= {higher}, and the ends of the range apart"
            ),
            DistributionError::NothingLeft { family, share } => write!(
                formatter,
                "the bounds of `{family}` leave a share of {share:.1e} of it; expected at least \
                 one in a million"
            ),
            DistributionError::Empty { family } => {
                write!(
                    formatter,
                    "`{family}` is empty; expected at least one entry"
                )
            }
            DistributionError::Weights {
                family,
                values,
                weights,
            } => write!(
                formatter,
                "`{family}` has {values} entries and {weights} weights; expected one weight each"
            ),
        }
    }
}

impl Error for DistributionError {}
