//! The log-likelihood with its gradient and its information.

use super::choices::{Choices, Term};
use crate::logit::logsum;

/// Differences of terms to what was chosen: all that the likelihood looks at.
pub(super) struct Design {
    size: usize,
    /// What each term was divided into, so that all are of like size.
    pub(super) scale: Vec<f64>,
    situations: Vec<Differences>,
}

struct Differences {
    weight: f64,
    /// Terms of each other alternative less those of the one chosen, scaled.
    rows: Vec<Vec<f64>>,
}

/// The log-likelihood and how it changes.
pub(super) struct Slopes {
    pub(super) log_likelihood: f64,
    pub(super) gradient: Vec<f64>,
    /// The second derivatives, their sign turned, by rows.
    pub(super) information: Vec<f64>,
}

impl Design {
    /// The differences, each term divided into its greatest.
    pub(super) fn new(choices: &Choices, terms: &[Term]) -> Design {
        let mut situations: Vec<Differences> = Vec::with_capacity(choices.situations.len());
        for situation in &choices.situations {
            let of = |at: usize| -> Vec<f64> {
                let row = &situation.alternatives[at];
                terms.iter().map(|term| term.value(row)).collect()
            };
            let chosen = of(situation.chosen);
            let others = (0..situation.alternatives.len()).filter(|at| *at != situation.chosen);
            let less = |row: Vec<f64>| row.iter().zip(&chosen).map(|(a, b)| a - b).collect();
            situations.push(Differences {
                weight: situation.weight,
                rows: others.map(|at| less(of(at))).collect(),
            });
        }
        let mut scale = vec![0.0f64; terms.len()];
        for row in situations.iter().flat_map(|situation| &situation.rows) {
            for (most, value) in scale.iter_mut().zip(row) {
                *most = most.max(value.abs());
            }
        }
        for row in situations.iter_mut().flat_map(|row| &mut row.rows) {
            for (value, most) in row.iter_mut().zip(&scale) {
                *value /= if *most > 0.0 { *most } else { 1.0 };
            }
        }
        Design {
            size: terms.len(),
            scale,
            situations,
        }
    }

    /// The log-likelihood of scaled coefficients: each choice adds minus the logsum of its
    /// differences of utility.
    pub(super) fn log_likelihood(&self, coefficients: &[f64]) -> f64 {
        let each = self.situations.iter().map(|situation| {
            -situation.weight * logsum(&with_chosen(&situation.utilities(coefficients)))
        });
        each.sum()
    }

    /// The log-likelihood with its first and second derivatives.
    pub(super) fn slopes(&self, coefficients: &[f64]) -> Slopes {
        let size = self.size;
        let mut found = Slopes {
            log_likelihood: 0.0,
            gradient: vec![0.0; size],
            information: vec![0.0; size * size],
        };
        let mut mean = vec![0.0; size];
        for situation in &self.situations {
            let utilities = with_chosen(&situation.utilities(coefficients));
            let all = logsum(&utilities);
            found.log_likelihood -= situation.weight * all;
            mean.fill(0.0);
            for (row, utility) in situation.rows.iter().zip(&utilities) {
                let share = (utility - all).exp();
                for i in 0..size {
                    mean[i] += share * row[i];
                    for j in 0..=i {
                        found.information[i * size + j] +=
                            situation.weight * share * row[i] * row[j];
                    }
                }
            }
            for i in 0..size {
                found.gradient[i] -= situation.weight * mean[i];
                for j in 0..=i {
                    found.information[i * size + j] -= situation.weight * mean[i] * mean[j];
                }
            }
        }
        for i in 0..size {
            for j in 0..i {
                found.information[j * size + i] = found.information[i * size + j];
            }
        }
        found
    }

    /// Whether going along a direction never makes a choice less likely, and makes some more so:
    /// then the likelihood grows for ever.
    pub(super) fn is_separated_along(&self, direction: &[f64]) -> bool {
        /// What is left of rounding, as a share of the greatest difference.
        const ROUNDING: f64 = 1e-6;
        let (mut least, mut most) = (f64::INFINITY, 0.0f64);
        for situation in &self.situations {
            for utility in situation.utilities(direction) {
                // Of the chosen one less the other.
                least = least.min(-utility);
                most = most.max(-utility);
            }
        }
        most > 0.0 && least >= -ROUNDING * most
    }
}

impl Differences {
    fn utilities(&self, coefficients: &[f64]) -> Vec<f64> {
        let product = |row: &Vec<f64>| row.iter().zip(coefficients).map(|(x, b)| x * b).sum();
        self.rows.iter().map(product).collect()
    }
}

/// Differences of utility, with that of the chosen one to itself at the end.
fn with_chosen(others: &[f64]) -> Vec<f64> {
    others.iter().copied().chain([0.0]).collect()
}
