//! One pass of exponential smoothing over the values.

use crate::model::ets::{Errors, Form};
use crate::season::Season;

/// How fast level, trend and season follow the errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smoothing {
    /// Of the level.
    pub alpha: f64,
    /// Of the trend, as a share of the error and not of the change of level; 0 without one.
    pub beta: f64,
    /// Of the season; 0 without one.
    pub gamma: f64,
    /// What a trend keeps of itself each step; 1 where it is not damped.
    pub phi: f64,
}

/// What a model remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Level.
    pub level: f64,
    /// Trend; 0 without one.
    pub trend: f64,
    /// Season, by the position of its step modulo the period, from the first value on; empty
    /// without one.
    pub seasons: Vec<f64>,
}

impl State {
    /// What is expected of a step of this place in the season, and of it without its season.
    #[inline]
    pub(super) fn expected(&self, form: Form, phi: f64, place: usize) -> (f64, f64) {
        let plain = self.level + phi * self.trend;
        let expected = match form.season {
            Season::None => plain,
            Season::Additive => plain + self.seasons[place],
            Season::Multiplicative => plain * self.seasons[place],
        };
        (expected, plain)
    }

    /// Takes in a value of this place in the season: `plain` is what was expected without it.
    #[inline]
    pub(super) fn follow(
        &mut self,
        form: Form,
        by: Smoothing,
        place: usize,
        value: f64,
        plain: f64,
    ) {
        let rest = match form.season {
            Season::None => value,
            Season::Additive => value - self.seasons[place],
            Season::Multiplicative => value / self.seasons[place],
        };
        let error = rest - plain;
        self.level = plain + by.alpha * error;
        if form.has_trend() {
            self.trend = by.phi * self.trend + by.beta * error;
        }
        match form.season {
            Season::None => {}
            Season::Additive => self.seasons[place] += by.gamma * error,
            Season::Multiplicative => {
                let old = self.seasons[place];
                self.seasons[place] = old + by.gamma * (value / plain - old);
            }
        }
    }

    /// The place in the season of a position in the series.
    pub(super) fn place(&self, at: usize) -> usize {
        at % self.seasons.len().max(1)
    }
}

/// Runs a state over the values and tells each expectation and error; stops and says so where a
/// model that multiplies comes to zero or below.
#[inline]
pub(super) fn run(
    form: Form,
    by: Smoothing,
    state: &mut State,
    values: &[f64],
    mut tell: impl FnMut(f64, f64),
) -> bool {
    let multiplies = form.multiplies();
    let mut place = 0;
    for value in values {
        let (expected, plain) = state.expected(form, by.phi, place);
        if multiplies && (expected <= 0.0 || plain <= 0.0) {
            return false;
        }
        let error = match form.errors {
            Errors::Additive => value - expected,
            Errors::Multiplicative => value / expected - 1.0,
        };
        tell(expected, error);
        state.follow(form, by, place, *value, plain);
        place += 1;
        if place >= state.seasons.len() {
            place = 0;
        }
    }
    true
}

/// Minus twice the logarithm of the likelihood, but for a constant: `n log(sum of squares)`, and
/// twice the logarithms of what was expected where errors multiply.
pub(super) fn deviance(form: Form, by: Smoothing, state: &mut State, values: &[f64]) -> f64 {
    let mut squares = 0.0;
    // Logarithms are slow: one for many factors.
    let (mut logarithms, mut product) = (0.0, 1.0_f64);
    let multiplies = form.errors == Errors::Multiplicative;
    let is_sound = run(form, by, state, values, |expected, error| {
        squares += error * error;
        if multiplies {
            product *= expected;
            if !(1e-150..1e150).contains(&product) {
                logarithms += libm::log(product);
                product = 1.0;
            }
        }
    });
    if !is_sound || !squares.is_finite() {
        return f64::INFINITY;
    }
    let least = f64::MIN_POSITIVE;
    values.len() as f64 * libm::log(squares.max(least)) + 2.0 * (logarithms + libm::log(product))
}
