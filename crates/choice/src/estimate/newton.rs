//! The maximum of the likelihood, by Newton's method with a line search.

use super::choices::Term;
use super::error::EstimationError;
use super::likelihood::Design;
use crate::cholesky::Cholesky;

/// Where the likelihood is greatest.
pub(super) struct Maximum {
    /// Scaled coefficients.
    pub(super) coefficients: Vec<f64>,
    pub(super) log_likelihood: f64,
    /// The information there.
    pub(super) information: Vec<f64>,
    pub(super) steps: usize,
}

/// Steps before it is given up.
const STEPS: usize = 200;
/// Steps after which a direction of separation is looked for: those before find their feet.
const FEET: usize = 5;
/// What a full step would still gain, in log-likelihood, where the maximum is taken as found; one
/// more step then squares the error.
const GAIN: f64 = 1e-12;
/// Pivot, as a share of its diagonal, of a term that follows from others.
const COLLINEAR: f64 = 1e-10;
/// The same at the maximum, where every chance is above 0 but may be small.
const FLAT: f64 = 1e-13;
/// Share of the expected gain that a step must bring (Armijo), and most halvings of it.
const ARMIJO: (f64, usize) = (1e-4, 60);

/// Climbs to the maximum.
pub(super) fn maximise(design: &Design, terms: &[Term]) -> Result<Maximum, EstimationError> {
    let size = terms.len();
    let name = |at: usize| terms[at].name.clone();
    if let Some(at) = design.scale.iter().position(|scale| *scale <= 0.0) {
        return Err(EstimationError::NeverDiffers(name(at)));
    }
    let mut coefficients = vec![0.0; size];
    let mut here = design.slopes(&coefficients);
    // The information has the same null space wherever it is taken, as every chance is above 0.
    if let Err(fault) = Cholesky::of(&here.information, size, COLLINEAR) {
        let scale = |at: usize| design.scale[at];
        let weight =
            |(at, weight): (usize, f64)| (name(at), weight * scale(fault.column) / scale(at));
        return Err(match fault.of.is_empty() {
            true => EstimationError::NeverDiffers(name(fault.column)),
            false => EstimationError::Collinear {
                term: name(fault.column),
                of: fault.of.into_iter().map(weight).collect(),
            },
        });
    }
    let separated = |direction: &[f64]| {
        let most = direction.iter().fold(0.0f64, |most, x| most.max(x.abs()));
        let along = (0..size).filter(|at| direction[*at].abs() > 1e-3 * most);
        EstimationError::Separated {
            along: along.map(name).collect(),
        }
    };
    for step in 1..=STEPS {
        let Ok(factor) = Cholesky::of(&here.information, size, FLAT) else {
            return Err(separated(&coefficients));
        };
        let direction = factor.solve(&here.gradient);
        let gain: f64 = direction
            .iter()
            .zip(&here.gradient)
            .map(|(d, g)| d * g)
            .sum();
        let is_there = gain <= GAIN;
        if (step > FEET || is_there) && design.is_separated_along(&direction) {
            return Err(separated(&direction));
        }
        if step > FEET && design.is_separated_along(&coefficients) {
            return Err(separated(&coefficients));
        }
        let along = |length: f64| -> Vec<f64> {
            let pairs = coefficients.iter().zip(&direction);
            pairs.map(|(b, d)| b + length * d).collect()
        };
        if is_there {
            let last = along(1.0);
            let found = design.slopes(&last);
            return Ok(Maximum {
                coefficients: last,
                log_likelihood: found.log_likelihood,
                information: found.information,
                steps: step,
            });
        }
        let mut length = 1.0;
        let mut next = along(length);
        for _ in 0..ARMIJO.1 {
            if design.log_likelihood(&next) >= here.log_likelihood + ARMIJO.0 * length * gain {
                break;
            }
            length /= 2.0;
            next = along(length);
        }
        coefficients = next;
        here = design.slopes(&coefficients);
    }
    Err(EstimationError::NotConverged(STEPS))
}
