//! Choices that were observed, and equilibria on paths.

use std::collections::BTreeMap;

use kervan_choice::{
    Choices, PathFlows, Paths, Term, fit, stochastic_user_equilibrium, user_equilibrium,
};

use crate::case::Expectation;
use crate::quantity::{ChoiceQuantity, PathQuantity, Quantity};
use crate::run::Answer;

/// What may be left to an equilibrium.
const RESIDUAL: f64 = 1e-10;

/// Answers to everything that is asked of observed choices.
pub(crate) fn fitted(choices: &Choices, terms: &[Term], expects: &[Expectation]) -> Vec<Answer> {
    let found = fit(choices, terms);
    let answer = |asked: &Expectation| {
        let Quantity::Choice { what, term } = &asked.quantity else {
            return Answer::None("it is no quantity of observed choices".to_owned());
        };
        let found = match &found {
            Ok(found) => found,
            Err(error) => return Answer::None(error.to_string()),
        };
        let of_term = found.estimates.get(*term);
        let number = match what {
            ChoiceQuantity::Coefficient => of_term.map(|row| row.value),
            ChoiceQuantity::StandardError => of_term.map(|row| row.error),
            ChoiceQuantity::LogLikelihood => Some(found.log_likelihood),
            ChoiceQuantity::AtZero => Some(found.at_zero),
            ChoiceQuantity::AtShares => found.at_shares,
            ChoiceQuantity::RhoSquared => Some(found.rho_squared()),
            ChoiceQuantity::Choices => Some(found.choices),
        };
        match number {
            Some(number) => Answer::Number(number),
            None => Answer::None("there is no such number".to_owned()),
        }
    };
    expects.iter().map(answer).collect()
}

/// Answers to everything that is asked of paths over links that fill up.
pub(crate) fn in_equilibrium(paths: &Paths, expects: &[Expectation]) -> Vec<Answer> {
    let mut found: BTreeMap<Option<u64>, Result<PathFlows, String>> = BTreeMap::new();
    let mut answer = |asked: &Expectation| {
        let Quantity::Path { what, path, theta } = &asked.quantity else {
            return Answer::None("it is no quantity of paths".to_owned());
        };
        let flows = found.entry(theta.map(f64::to_bits)).or_insert_with(|| {
            let found = match theta {
                Some(theta) => stochastic_user_equilibrium(paths, *theta, RESIDUAL),
                None => user_equilibrium(paths, RESIDUAL),
            };
            found.map_err(|error| error.to_string())
        });
        let of_demand = match flows {
            Ok(found) => match what {
                PathQuantity::Flow => &found.flows[0],
                PathQuantity::Time => &found.times[0],
            },
            Err(reason) => return Answer::None(reason.clone()),
        };
        match of_demand.get(*path) {
            Some(number) => Answer::Number(*number),
            None => Answer::None(format!("there is no path {}", path + 1)),
        }
    };
    expects.iter().map(&mut answer).collect()
}
