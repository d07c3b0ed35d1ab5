//! Coefficients of a conditional logit from observed choices, by maximum likelihood.

mod choices;
mod error;
mod likelihood;
mod newton;

pub use choices::{Alternative, Choices, Situation, Term};
pub use error::EstimationError;

use crate::cholesky::Cholesky;
use likelihood::Design;

/// What maximum likelihood makes of observed choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// One for each term, in order.
    pub estimates: Vec<Estimate>,
    /// Covariances of the estimates, by rows: the inverse of the information.
    pub covariance: Vec<f64>,
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
    /// The same with all coefficients 0: every alternative that is there is as likely.
    pub at_zero: f64,
    /// The same with a constant for each alternative alone, which is what market shares say;
    /// `None` where an alternative was never taken, or always.
    pub at_shares: Option<f64>,
    /// Choices, by weight.
    pub choices: f64,
    /// Steps of Newton's method.
    pub steps: usize,
}

/// A coefficient.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Name of its term.
    pub name: String,
    /// Coefficient.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

impl Estimate {
    /// The coefficient over its standard error.
    pub fn t(&self) -> f64 {
        self.value / self.error
    }
}

impl Fit {
    /// McFadden's rho squared: 1 less the log-likelihood over that with all coefficients 0.
    pub fn rho_squared(&self) -> f64 {
        1.0 - self.log_likelihood / self.at_zero
    }

    /// The same, with a fine of 1 for each coefficient (Ben-Akiva and Lerman 1985, section 7.3).
    pub fn adjusted_rho_squared(&self) -> f64 {
        1.0 - (self.log_likelihood - self.estimates.len() as f64) / self.at_zero
    }

    /// The coefficient of a term.
    pub fn value(&self, name: &str) -> Option<f64> {
        let found = self.estimates.iter().find(|row| row.name == name);
        found.map(|row| row.value)
    }
}

/// Fits a conditional logit (McFadden 1974): the chance that alternative `i` of a situation is
/// taken is `exp(v_i) / sum exp(v_j)`, `v` being the sum of coefficients times terms.
///
/// The log-likelihood is concave in the coefficients, so Newton's method with a line search finds
/// the one maximum there is, from anywhere. It exists and is unique unless terms are collinear or
/// separate those who chose from what they left, both of which are looked for.
///
/// # Errors
///
/// Data or terms that allow no estimate; which, and why.
pub fn fit(choices: &Choices, terms: &[Term]) -> Result<Fit, EstimationError> {
    choices.check(terms)?;
    let design = Design::new(choices, terms);
    let found = newton::maximise(&design, terms)?;
    let size = terms.len();
    let covariance = inverse(&found.information, size);
    let mut estimates = Vec::with_capacity(size);
    for (at, term) in terms.iter().enumerate() {
        estimates.push(Estimate {
            name: term.name.clone(),
            value: found.coefficients[at] / design.scale[at],
            error: covariance[at * size + at].sqrt() / design.scale[at],
        });
    }
    let covariance = (0..size * size)
        .map(|at| covariance[at] / design.scale[at / size] / design.scale[at % size])
        .collect();
    Ok(Fit {
        estimates,
        covariance,
        log_likelihood: found.log_likelihood,
        at_zero: design.log_likelihood(&vec![0.0; size]),
        at_shares: at_shares(choices),
        choices: choices.situations.iter().map(|row| row.weight).sum(),
        steps: found.steps,
    })
}

/// The log-likelihood of given coefficients, one for each term.
///
/// # Errors
///
/// As [`fit`] for data and terms; coefficients that are not as many as the terms.
pub fn log_likelihood(
    choices: &Choices,
    terms: &[Term],
    coefficients: &[f64],
) -> Result<f64, EstimationError> {
    choices.check(terms)?;
    if coefficients.len() != terms.len() {
        return Err(EstimationError::Coefficients {
            given: coefficients.len(),
            needed: terms.len(),
        });
    }
    let design = Design::new(choices, terms);
    let scaled = coefficients.iter().zip(&design.scale);
    let scaled: Vec<f64> = scaled.map(|(value, scale)| value * scale).collect();
    Ok(design.log_likelihood(&scaled))
}

/// The log-likelihood with constants alone.
fn at_shares(choices: &Choices) -> Option<f64> {
    let taken = choices.taken();
    let there: Vec<usize> = (0..taken.len()).filter(|at| taken[*at].1 > 0.0).collect();
    let terms: Vec<Term> = there
        .iter()
        .skip(1)
        .map(|at| Term::constant(&choices.alternatives[*at], *at))
        .collect();
    let design = Design::new(choices, &terms);
    if terms.is_empty() {
        return Some(design.log_likelihood(&[]));
    }
    choices.check(&terms).ok()?;
    let found = newton::maximise(&design, &terms).ok()?;
    Some(found.log_likelihood)
}

/// The inverse of a positive definite matrix, by rows.
fn inverse(matrix: &[f64], size: usize) -> Vec<f64> {
    let Ok(factor) = Cholesky::of(matrix, size, 0.0) else {
        return vec![f64::NAN; size * size];
    };
    let unit = |at: usize| -> Vec<f64> {
        (0..size)
            .map(|other| f64::from(u8::from(other == at)))
            .collect()
    };
    (0..size).flat_map(|at| factor.solve(&unit(at))).collect()
}
