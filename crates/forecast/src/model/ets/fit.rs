//! The likeliest smoothing and first state of a form.

use crate::minimise::{Search, minimise};
use crate::model::ets::recursion::{deviance, run};
use crate::model::ets::{Errors, Form, Smoothing, State, Trend, start};
use crate::season::Season;
use crate::{ForecastError, Series};

/// Least and greatest smoothing.
const SMOOTHING: [f64; 2] = [0.0001, 0.9999];
/// Least and greatest share that a damped trend keeps.
const DAMPING: [f64; 2] = [0.8, 0.98];
/// Seasons longer than this have no states of their own.
pub(crate) const LONGEST_SEASON: usize = 24;

/// A form with the smoothing and first state that make the series likeliest.
#[derive(Clone, Debug, PartialEq)]
pub struct Ets {
    /// Errors, trend and season.
    pub form: Form,
    /// Smoothing.
    pub smoothing: Smoothing,
    /// State before the first value.
    pub start: State,
    /// State after the last value.
    pub end: State,
    /// One step before each value, what was expected of it.
    pub fitted: Vec<f64>,
    /// Errors, additive or relative as the form has it.
    pub errors: Vec<f64>,
    /// Minus twice the logarithm of the likelihood, but for a constant.
    pub deviance: f64,
    /// Criterion of Akaike, corrected for small samples: the deviance and what parameters cost.
    pub aicc: f64,
    /// Variance of the errors: their squares over values less parameters.
    pub variance: f64,
}

/// Fits a form to a series.
///
/// The likelihood is searched by [`minimise`], from the start that R's `ets` has and from one that
/// follows fast, then again from the better until nothing is gained. Bounds: smoothing from 0.0001
/// to 0.9999, the trend's not above the level's, the season's not above what the level's leaves,
/// damping from 0.8 to 0.98, and forecasts that do not depend on the distant past (the roots of the
/// characteristic equation of Hyndman, Akram and Archibald, The admissible parameter space for
/// exponential smoothing models, 2008).
///
/// # Errors
///
/// A series that is too short for the form's parameters, that has no season where the form has one,
/// or values at or below zero where the form multiplies.
pub fn fit(series: &Series, form: Form) -> Result<Ets, ForecastError> {
    let period = if form.has_season() {
        series.period()
    } else {
        1
    };
    let numbers = form.numbers(period);
    let too_short = |needs: usize| ForecastError::TooShort {
        model: form.to_string(),
        needs,
        has: series.length(),
    };
    if form.multiplies() && !series.is_positive() {
        let model = form.to_string();
        return Err(ForecastError::NotPositive { model });
    }
    let needs = (numbers + 2).max(if form.has_season() { period + 4 } else { 3 });
    if series.length() < needs || (form.has_season() && !(2..=LONGEST_SEASON).contains(&period)) {
        return Err(too_short(needs));
    }
    let first = start::state(form, series).ok_or_else(|| too_short(needs))?;
    let values = series.values();
    let layout = Layout { form, period };
    let steps = layout.steps(values);
    let mut state = State::default();
    let mut cost = |numbers: &[f64]| {
        let Some(smoothing) = layout.smoothing(numbers) else {
            return f64::INFINITY;
        };
        match layout.read_state(numbers, &mut state) {
            true => deviance(form, smoothing, &mut state, values),
            false => f64::INFINITY,
        }
    };
    let slow = layout.write(start::smoothing(form, period), &first);
    let mut fast = slow.clone();
    fast[0] = 0.5;
    let search = Search {
        calls: 60 * slow.len(),
        tolerance: 1e-9,
    };
    let found = [slow, fast].map(|from| minimise(&from, &steps, search, &mut cost));
    let [one, other] = found;
    let (mut best, mut least) = if other.1 < one.1 { other } else { one };
    let search = Search {
        calls: 150 * best.len(),
        tolerance: 1e-10,
    };
    for again in 0..6 {
        let factor = [1.0, 0.3, -0.5, 0.1, -0.2, 0.05][again];
        let steps: Vec<f64> = steps.iter().map(|step| step * factor).collect();
        let (found, value) = minimise(&best, &steps, search, &mut cost);
        let gain = least - value;
        if value < least {
            (best, least) = (found, value);
        }
        if gain < 1e-3 {
            break;
        }
    }
    if !least.is_finite() {
        return Err(too_short(needs));
    }
    let smoothing = layout.smoothing(&best).ok_or_else(|| too_short(needs))?;
    layout.read_state(&best, &mut state);
    Ok(finish(form, smoothing, state, values, numbers))
}

/// A model with all that follows from its smoothing and first state.
fn finish(form: Form, smoothing: Smoothing, start: State, values: &[f64], numbers: usize) -> Ets {
    let (mut fitted, mut errors) = (Vec::new(), Vec::new());
    let mut end = start.clone();
    run(form, smoothing, &mut end, values, |expected, error| {
        fitted.push(expected);
        errors.push(error);
    });
    let deviance = deviance(form, smoothing, &mut start.clone(), values);
    // The variance of the errors is a parameter too.
    let (count, parameters) = (values.len() as f64, numbers as f64 + 1.0);
    let aic = deviance + 2.0 * parameters;
    let correction = 2.0 * parameters * (parameters + 1.0) / (count - parameters - 1.0);
    let squares: f64 = errors.iter().map(|error| error * error).sum();
    Ets {
        form,
        smoothing,
        start,
        end,
        fitted,
        errors,
        deviance,
        aicc: if count > parameters + 1.0 {
            aic + correction
        } else {
            f64::INFINITY
        },
        variance: squares / (count - numbers as f64).max(1.0),
    }
}

/// Where which number stands: alpha, beta, gamma, phi, level, trend, then the seasons but one.
#[derive(Clone, Copy)]
struct Layout {
    form: Form,
    period: usize,
}

impl Layout {
    fn write(self, by: Smoothing, state: &State) -> Vec<f64> {
        let mut numbers = vec![by.alpha];
        if self.form.has_trend() {
            numbers.push(by.beta);
        }
        if self.form.has_season() {
            numbers.push(by.gamma);
        }
        if self.form.trend == Trend::Damped {
            numbers.push(by.phi);
        }
        numbers.push(state.level);
        if self.form.has_trend() {
            numbers.push(state.trend);
        }
        numbers.extend(state.seasons.iter().skip(1));
        numbers
    }

    /// First steps of the search, in the size of what each number may be off by.
    fn steps(self, values: &[f64]) -> Vec<f64> {
        let count = values.len() as f64;
        let mean = values.iter().map(|value| value.abs()).sum::<f64>() / count;
        let moves = values.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        let moved = moves.sum::<f64>() / (count - 1.0).max(1.0);
        let size = moved.max(1e-3 * mean).max(1e-9);
        let season = match self.form.season {
            Season::Multiplicative => (size / mean.max(1e-9)).clamp(0.01, 0.2),
            _ => size,
        };
        let by = Smoothing {
            alpha: 0.1,
            beta: 0.02,
            gamma: 0.05,
            phi: -0.05,
        };
        let state = State {
            level: size,
            trend: 0.2 * size,
            seasons: vec![
                season;
                if self.form.has_season() {
                    self.period
                } else {
                    0
                }
            ],
        };
        self.write(by, &state)
    }

    /// The smoothing, where it is within bounds.
    fn smoothing(self, numbers: &[f64]) -> Option<Smoothing> {
        let mut rest = numbers.iter().copied();
        let mut next = |is_there: bool, other: f64| match is_there {
            true => rest.next(),
            false => Some(other),
        };
        let by = Smoothing {
            alpha: next(true, 0.0)?,
            beta: next(self.form.has_trend(), 0.0)?,
            gamma: next(self.form.has_season(), 0.0)?,
            phi: next(self.form.trend == Trend::Damped, 1.0)?,
        };
        let [least, most] = SMOOTHING;
        let within = |value: f64, most: f64| (least..=most).contains(&value);
        let is_within = within(by.alpha, most)
            && (!self.form.has_trend() || within(by.beta, by.alpha))
            && (!self.form.has_season() || within(by.gamma, most.min(1.0 - by.alpha)))
            && (self.form.trend != Trend::Damped || (DAMPING[0]..=DAMPING[1]).contains(&by.phi));
        (is_within && (!self.form.has_season() || is_stable(self.form, by, self.period)))
            .then_some(by)
    }

    /// Reads the state; false where it cannot be one that multiplies.
    fn read_state(self, numbers: &[f64], state: &mut State) -> bool {
        let seasons = if self.form.has_season() {
            self.period
        } else {
            0
        };
        let trend = usize::from(self.form.has_trend());
        let at = numbers.len() - seasons.saturating_sub(1) - trend - 1;
        state.level = numbers[at];
        state.trend = if trend == 1 { numbers[at + 1] } else { 0.0 };
        let rest = &numbers[at + 1 + trend..];
        state.seasons.clear();
        if seasons > 0 {
            let sum: f64 = rest.iter().sum();
            let all = match self.form.season {
                Season::Multiplicative => seasons as f64,
                _ => 0.0,
            };
            state.seasons.push(all - sum);
            state.seasons.extend_from_slice(rest);
        }
        self.form.season != Season::Multiplicative || state.seasons.iter().all(|share| *share > 0.0)
    }
}

/// Whether forecasts of a seasonal form forget the distant past: all roots of its characteristic
/// equation lie inside the unit circle, told by the steps of Schur and Cohn.
fn is_stable(form: Form, by: Smoothing, period: usize) -> bool {
    let Smoothing {
        alpha,
        beta,
        gamma,
        phi,
    } = by;
    // Coefficients from the constant up.
    let mut polynomial: Vec<f64> = if form.has_trend() {
        let middle = alpha + beta - alpha * phi;
        let mut all = vec![middle; period + 2];
        all[0] = phi * (1.0 - alpha - gamma);
        all[1] = middle + gamma - 1.0;
        all[period] = alpha + beta - phi;
        all[period + 1] = 1.0;
        all
    } else {
        let mut all = vec![alpha; period + 1];
        all[0] = alpha + gamma - 1.0;
        all[period] = 1.0;
        all
    };
    let mut lower = polynomial.clone();
    for degree in (1..polynomial.len()).rev() {
        let factor = polynomial[0] / polynomial[degree];
        if factor.abs() >= 1.0 {
            return false;
        }
        for at in 0..degree {
            lower[at] = polynomial[at + 1] - factor * polynomial[degree - 1 - at];
        }
        std::mem::swap(&mut polynomial, &mut lower);
    }
    true
}

impl Ets {
    /// Whether its errors multiply.
    pub(crate) fn is_relative(&self) -> bool {
        self.form.errors == Errors::Multiplicative
    }
}
