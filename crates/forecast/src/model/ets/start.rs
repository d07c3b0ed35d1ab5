//! Where the search for a model begins, and how far its first steps go.

use std::f64::consts::TAU;

use crate::Series;
use crate::model::ets::{Form, Smoothing, State};
use crate::regression::{least_squares, line_through};
use crate::season::{Season, take_apart};

/// Least share that a season multiplies by.
const LEAST_SHARE: f64 = 1e-2;

/// First smoothing: the level moves slowly where seasons are long, the trend and the season slower.
pub(super) fn smoothing(form: Form, period: usize) -> Smoothing {
    let of_season = if form.has_season() {
        period as f64
    } else {
        1.0
    };
    let alpha = 0.0001 + 0.2 * 0.9998 / of_season;
    let share = |part: f64, most: f64| 0.0001 + part * (most - 0.0001);
    Smoothing {
        alpha,
        beta: if form.has_trend() {
            share(0.1, alpha)
        } else {
            0.0
        },
        gamma: if form.has_season() {
            share(0.05, 1.0 - alpha)
        } else {
            0.0
        },
        phi: if form.trend == crate::Trend::Damped {
            0.978
        } else {
            1.0
        },
    }
}

/// First state: the season by moving averages (by one wave where there are fewer than three
/// seasons), level and trend by a line through what comes first.
pub(super) fn state(form: Form, series: &Series) -> Option<State> {
    let values = series.values();
    let seasons = seasons(form, series)?;
    let rest: Vec<f64> = match form.season {
        Season::None => values.to_vec(),
        Season::Additive => by_season(values, &seasons, |value, season| value - season),
        Season::Multiplicative => by_season(values, &seasons, |value, season| value / season),
    };
    let period = if form.has_season() {
        series.period()
    } else {
        1
    };
    let first = &rest[..rest.len().min((2 * period).max(10))];
    if !form.has_trend() {
        let level = first.iter().sum::<f64>() / first.len() as f64;
        let trend = 0.0;
        return Some(State {
            level,
            trend,
            seasons,
        });
    }
    let [mut level, mut trend] = line_through(first);
    if (level + trend).abs() < 1e-8 {
        // Nothing may be expected to be exactly zero.
        level *= 1.0 + 1e-3;
        trend *= 1.0 - 1e-3;
    }
    if form.multiplies() && level + trend <= 0.0 {
        level = first[0].max(f64::MIN_POSITIVE);
        trend = 0.0;
    }
    Some(State {
        level,
        trend,
        seasons,
    })
}

fn by_season(values: &[f64], seasons: &[f64], rest: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let values = values.iter().enumerate();
    values
        .map(|(at, value)| rest(*value, seasons[at % seasons.len()]))
        .collect()
}

/// The seasons of the first steps: they add up to zero, or to the period.
fn seasons(form: Form, series: &Series) -> Option<Vec<f64>> {
    if !form.has_season() {
        return Some(Vec::new());
    }
    let period = series.period();
    let found = if series.length() >= 3 * period {
        take_apart(series, form.season)?.figure
    } else {
        one_wave(form.season, series)?
    };
    if form.season == Season::Additive {
        let mean = found.iter().sum::<f64>() / period as f64;
        return Some(found.iter().map(|value| value - mean).collect());
    }
    let found: Vec<f64> = found.iter().map(|share| share.max(LEAST_SHARE)).collect();
    let mean = found.iter().sum::<f64>() / period as f64;
    Some(found.iter().map(|share| share / mean).collect())
}

/// The season as one wave beside a straight line, by least squares.
fn one_wave(season: Season, series: &Series) -> Option<Vec<f64>> {
    let (values, period) = (series.values(), series.period());
    let row = |at: usize| {
        let angle = TAU * (at + 1) as f64 / period as f64;
        let mut row = vec![1.0, (at + 1) as f64, libm::cos(angle)];
        if period > 2 {
            row.push(libm::sin(angle));
        }
        row
    };
    let rows: Vec<Vec<f64>> = (0..values.len()).map(row).collect();
    let found = least_squares(&rows, values)?;
    let first = values.iter().take(period).enumerate();
    let mut seasons: Vec<f64> = first
        .map(|(at, value)| {
            let line = found[0] + found[1] * (at + 1) as f64;
            match season {
                Season::Multiplicative => value / line,
                _ => value - line,
            }
        })
        .collect();
    seasons.resize(
        period,
        if season == Season::Multiplicative {
            1.0
        } else {
            0.0
        },
    );
    seasons
        .iter()
        .all(|value| value.is_finite())
        .then_some(seasons)
}
