//! Models judged by what they would have said in the past, and how wide their intervals must be.

use kervan_forecast::{
    Coverage, Miss, Model, Promise, Series, Spread, coverage, rolling_origin, weights,
};
use kervan_results::{BacktestRow, CoverageRow, ModelRow};

use super::history::History;

/// Models that have a say, on logarithms of yearly values. None carries growth on for ever: no
/// series here is long enough to judge that over ten years.
const MODELS: [Model; 4] = [
    Model::Naive,
    Model::FadingChange,
    Model::FadingDrift,
    Model::AutomaticEts,
];
/// Years that a model is told at least.
const LEAST: usize = 2;
/// Years ahead that are judged at most.
const HORIZON: usize = 5;
/// Years of a series that can judge.
const FEWEST_YEARS: usize = 3;
/// Values that exponential smoothing needs.
const LEAST_ETS: usize = 5;

/// Models with their weights, and the spread of what they missed.
pub(super) struct Judged {
    pub(super) weights: Vec<f64>,
    pub(super) spread: Option<Spread>,
    pub(super) coverage: Vec<Coverage>,
    /// Number of forecasts of the past and root of their mean square, by model.
    by_model: Vec<(usize, Option<f64>)>,
    pub(super) backtest: Vec<BacktestRow>,
    /// Series that judged.
    pub(super) series: usize,
}

/// What a model expects, in logarithms; `None` where the series is too short for it.
fn points(model: Model, known: &Series, steps: usize) -> Option<Vec<f64>> {
    if model == Model::AutomaticEts && known.length() < LEAST_ETS {
        return None;
    }
    model.points(known, steps).ok()
}

/// The sum of all models by their weights; those that have no answer leave theirs to the others.
pub(super) fn combined(weights: &[f64], known: &Series, steps: usize) -> Option<Vec<f64>> {
    let mut sums = vec![0.0; steps];
    let mut all = 0.0;
    for (model, weight) in MODELS
        .iter()
        .zip(weights)
        .filter(|(_, weight)| **weight > 0.0)
    {
        let Some(points) = points(*model, known, steps) else {
            continue;
        };
        all += weight;
        for (sum, point) in sums.iter_mut().zip(points) {
            *sum += weight * point;
        }
    }
    (all > 0.0).then(|| sums.iter().map(|sum| sum / all).collect())
}

/// The logarithms of a run of values.
pub(super) fn logarithms(values: &[f64]) -> Option<Series> {
    let values: Vec<f64> = values.iter().map(|value| value.ln()).collect();
    Series::new(values, 1).ok()
}

/// Judges all models by all series that are long enough, and the spread by these and by what past
/// plans missed: plans are forecasts of this corridor too.
pub(super) fn judge(histories: &[History], promises: &[Promise]) -> Judged {
    let runs: Vec<(&History, i64, Series)> = histories
        .iter()
        .filter_map(|history| {
            let (first, values) = history.run();
            let is_long = values.len() >= FEWEST_YEARS && values.iter().all(|value| *value > 0.0);
            is_long.then_some((history, first, logarithms(&values)?))
        })
        .collect();
    let by_model: Vec<(usize, Option<f64>)> = MODELS
        .iter()
        .map(|model| {
            let misses: Vec<Miss> = runs
                .iter()
                .flat_map(|(_, _, series)| {
                    rolling_origin(series, LEAST, HORIZON, |known, steps| {
                        points(*model, known, steps)
                    })
                })
                .collect();
            let squares = misses
                .iter()
                .map(|miss| miss.error().powi(2) / miss.ahead as f64);
            let mean = squares.sum::<f64>() / misses.len() as f64;
            (misses.len(), (!misses.is_empty()).then_some(mean))
        })
        .collect();
    let weights = weights(
        &by_model
            .iter()
            .map(|(_, square)| *square)
            .collect::<Vec<_>>(),
    );
    let mut groups: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut degrees = Vec::new();
    let mut backtest: Vec<(usize, BacktestRow, f64)> = Vec::new();
    for (at, (history, first, series)) in runs.iter().enumerate() {
        let misses = rolling_origin(series, LEAST, HORIZON, |known, steps| {
            combined(&weights, known, steps)
        });
        groups.push(
            misses
                .iter()
                .map(|miss| (miss.error(), miss.ahead as f64))
                .collect(),
        );
        degrees.push(misses.iter().filter(|miss| miss.ahead == 1).count() as f64);
        backtest.extend(misses.iter().map(|miss| {
            let known_to = first + miss.known as i64 - 1;
            let row = BacktestRow {
                series: history.name(),
                known_to,
                year: known_to + miss.ahead as i64,
                expected: miss.expected.exp(),
                came: miss.came.exp(),
                off: miss.error().exp() - 1.0,
                factor_80: None,
            };
            (at, row, miss.ahead as f64)
        }));
    }
    if !promises.is_empty() {
        let misses = promises
            .iter()
            .map(|one| (one.ratio().ln(), one.lead_years));
        groups.push(misses.collect());
        degrees.push(promises.len() as f64);
    }
    let without = |group: usize| {
        let others = groups
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != group);
        let errors: Vec<(f64, f64)> = others.flat_map(|(_, errors)| errors.clone()).collect();
        let of_others = degrees
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != group);
        Spread::of(&errors, of_others.map(|(_, count)| count).sum())
    };
    let backtest = backtest.into_iter().map(|(group, row, ahead)| BacktestRow {
        factor_80: without(group).map(|spread| spread.half(0.8, ahead).exp()),
        ..row
    });
    let backtest = backtest.collect();
    Judged {
        spread: without(usize::MAX),
        coverage: kervan_forecast::BANDS
            .iter()
            .map(|level| coverage(&groups, &degrees, *level))
            .collect(),
        weights,
        by_model,
        backtest,
        series: runs.len(),
    }
}

impl Judged {
    /// Models as rows, with what each expects of a series next and last.
    pub(super) fn rows(&self, known: &Series, horizon: usize) -> Vec<ModelRow> {
        let models = MODELS.iter().zip(&self.weights).zip(&self.by_model);
        models
            .map(|((model, weight), (judged, square))| {
                let points = points(*model, known, horizon);
                ModelRow {
                    model: model.to_string(),
                    weight: *weight,
                    judged: *judged as u32,
                    root_mean_square: square.map(f64::sqrt),
                    next_t: points
                        .as_ref()
                        .and_then(|all| all.first())
                        .map(|one| one.exp()),
                    last_t: points
                        .as_ref()
                        .and_then(|all| all.last())
                        .map(|one| one.exp()),
                }
            })
            .collect()
    }

    /// Coverage as rows.
    pub(super) fn coverage_rows(&self) -> Vec<CoverageRow> {
        let rows = self.coverage.iter().map(|one| CoverageRow {
            level: one.level,
            count: one.count as u32,
            held: one.held as u32,
        });
        rows.collect()
    }
}
