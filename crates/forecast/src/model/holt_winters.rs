//! The method of Holt and Winters: level, trend and season that follow the squares.

use crate::minimise::{Search, minimise};
use crate::regression::line_through;
use crate::season::{Season, take_apart};
use crate::{ForecastError, Series};

/// Seasons that the first level and trend are read from.
const FIRST_SEASONS: usize = 2;

/// A series smoothed by the method of Holt and Winters.
#[derive(Clone, Debug, PartialEq)]
pub struct HoltWinters {
    /// Smoothing of the level.
    pub alpha: f64,
    /// Smoothing of the trend, as a share of the change of level; 0 without one.
    pub beta: f64,
    /// Smoothing of the season; 0 without one.
    pub gamma: f64,
    /// Level after the last value.
    pub level: f64,
    /// Trend after the last value; 0 without one.
    pub trend: f64,
    /// Season of the next steps, the first step ahead first; empty without one.
    pub seasons: Vec<f64>,
    /// Sum of the squares of the errors one step ahead.
    pub squares: f64,
    season: Season,
}

impl HoltWinters {
    /// What is expected of each step ahead.
    pub fn points(&self, horizon: usize) -> Vec<f64> {
        (0..horizon)
            .map(|ahead| {
                let plain = self.level + self.trend * (ahead + 1) as f64;
                match self.season {
                    Season::None => plain,
                    Season::Additive => plain + self.seasons[ahead % self.seasons.len()],
                    Season::Multiplicative => plain * self.seasons[ahead % self.seasons.len()],
                }
            })
            .collect()
    }
}

/// Smooths a series with the smoothing of the least squares one step ahead.
///
/// The first state is read from the values: with a season, level and trend from a straight line
/// through the moving average of the first two seasons; without one, from the first values. Beside
/// [`Ets`](crate::model::ets::Ets), which searches for the first state too, it is what older
/// software reports.
///
/// # Errors
///
/// A series that is too short, or with values at or below zero where a season multiplies.
///
/// # Source
///
/// C. C. Holt, Forecasting Trends and Seasonals by Exponentially Weighted Averages (1957); P. R.
/// Winters, Forecasting Sales by Exponentially Weighted Moving Averages, Management Science 6
/// (1960).
pub fn holt_winters(
    series: &Series,
    has_trend: bool,
    season: Season,
) -> Result<HoltWinters, ForecastError> {
    let model = || "Holt-Winters".to_owned();
    let (values, period) = (series.values(), series.period());
    let has_season = season != Season::None;
    let needs = match (has_season, has_trend) {
        (true, _) => (FIRST_SEASONS * period).max(4) + 1,
        (false, true) => 3,
        (false, false) => 2,
    };
    if values.len() < needs || (has_season && period < 2) {
        let has = values.len();
        return Err(ForecastError::TooShort {
            model: model(),
            needs,
            has,
        });
    }
    if season == Season::Multiplicative && !series.is_positive() {
        return Err(ForecastError::NotPositive { model: model() });
    }
    let too_short = || ForecastError::TooShort {
        model: model(),
        needs,
        has: values.len(),
    };
    let (level, trend, seasons, from) = if has_season {
        let first = series.first(FIRST_SEASONS * period);
        let apart = take_apart(&first, season).ok_or_else(too_short)?;
        let means: Vec<f64> = apart.trend.iter().flatten().copied().collect();
        let [level, slope] = line_through(&means);
        (level, slope, apart.figure, period)
    } else if has_trend {
        (values[1], values[1] - values[0], Vec::new(), 2)
    } else {
        (values[0], 0.0, Vec::new(), 1)
    };
    let start = HoltWinters {
        alpha: 0.3,
        beta: if has_trend { 0.1 } else { 0.0 },
        gamma: if has_season { 0.1 } else { 0.0 },
        level,
        trend: if has_trend { trend } else { 0.0 },
        seasons,
        squares: 0.0,
        season,
    };
    let mut point = vec![start.alpha, start.beta, start.gamma];
    let first_step = |is_there: bool| if is_there { 0.1 } else { 0.0 };
    let steps = [0.1, first_step(has_trend), first_step(has_season)];
    let search = Search {
        calls: 600,
        tolerance: 1e-12,
    };
    let mut least = f64::INFINITY;
    for factor in [1.0, -0.5, 0.2, 0.05] {
        let steps = steps.map(|step| step * factor);
        let (found, value) = minimise(&point, &steps, search, |point| {
            match point.iter().all(|share| (0.0..=1.0).contains(share)) {
                true => smooth(&start, point, values, from).squares,
                false => f64::INFINITY,
            }
        });
        if value < least {
            (point, least) = (found, value);
        }
    }
    let mut found = smooth(&start, &point, values, from);
    // The season of the next step first.
    let ahead = values.len() % found.seasons.len().max(1);
    found.seasons.rotate_left(ahead);
    Ok(found)
}

/// Runs over the values from a position on.
fn smooth(start: &HoltWinters, point: &[f64], values: &[f64], from: usize) -> HoltWinters {
    let mut now = start.clone();
    [now.alpha, now.beta, now.gamma] = [point[0], point[1], point[2]];
    let period = now.seasons.len().max(1);
    for (at, value) in values.iter().enumerate().skip(from) {
        let plain = now.level + now.trend;
        let old = now.seasons.get(at % period).copied();
        let (expected, rest) = match (now.season, old) {
            (Season::Additive, Some(old)) => (plain + old, value - old),
            (Season::Multiplicative, Some(old)) => (plain * old, value / old),
            _ => (plain, *value),
        };
        now.squares += (value - expected).powi(2);
        let level = now.alpha * rest + (1.0 - now.alpha) * plain;
        now.trend = now.beta * (level - now.level) + (1.0 - now.beta) * now.trend;
        now.level = level;
        if let Some(season) = now.seasons.get_mut(at % period) {
            let seen = match now.season {
                Season::Multiplicative => value / level,
                _ => value - level,
            };
            *season = now.gamma * seen + (1.0 - now.gamma) * *season;
        }
    }
    now
}
