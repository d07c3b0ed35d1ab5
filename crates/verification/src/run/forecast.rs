//! Series to be forecast, by the models that a corridor's forecast is made with.

use std::sync::atomic::{AtomicBool, Ordering};

use kervan_forecast::model::{HoltWinters, ets, holt_winters};
use kervan_forecast::{ForecastError, Model, automatic_ets, mase, smape};
use rayon::prelude::*;

use crate::case::{Expectation, Followed};
use crate::quantity::{
    ForecastQuantity as Asked, HoltWintersQuantity, Measure, PanelQuantity, Quantity, Smoothing,
};
use crate::run::Answer;

/// Answers to everything that is asked of one series.
pub(super) fn series(series: &Followed, expects: &[Expectation]) -> Vec<Answer> {
    expects
        .iter()
        .map(|asked| match &asked.quantity {
            Quantity::Forecast(what) => {
                of_series(series, what, asked.value).unwrap_or_else(Answer::None)
            }
            _ => Answer::None("it is no quantity of a series to be forecast".to_owned()),
        })
        .collect()
}

fn of_series(series: &Followed, asked: &Asked, value: f64) -> Result<Answer, String> {
    let known = &series.known;
    let reason = |error: ForecastError| error.to_string();
    let last = |points: Vec<f64>| points.last().copied().ok_or("there is no step".to_owned());
    Ok(Answer::Number(match asked {
        Asked::Point(model, step) => last(model.points(known, *step).map_err(reason)?)?,
        Asked::Deviation(form, step) => {
            let fitted = ets::fit(known, *form).map_err(reason)?;
            let variances = fitted.variances(*step);
            last(variances.ok_or("it has no closed form")?)?.sqrt()
        }
        Asked::Aicc(form) => ets::fit(known, *form).map_err(reason)?.aicc,
        Asked::Smoothing(form, which) => {
            let by = ets::fit(known, *form).map_err(reason)?.smoothing;
            match which {
                Smoothing::Alpha => by.alpha,
                Smoothing::Beta => by.beta,
                Smoothing::Gamma => by.gamma,
                Smoothing::Phi => by.phi,
            }
        }
        Asked::HoltWinters(has_trend, season, what) => {
            let found = holt_winters(known, *has_trend, *season).map_err(reason)?;
            of_holt_winters(&found, *what).ok_or("it has no such season")?
        }
        Asked::Error(model, measure) => {
            let points = model.points(known, series.after.len()).map_err(reason)?;
            error(series, &points, *measure).ok_or("nothing came after the series")?
        }
        Asked::ChosenAicc {
            above,
            forecast,
            near,
        } => return chosen(series, value + above, forecast, *near),
    }))
}

/// The criterion of the form that is chosen, or its forecast, which may be near instead.
fn chosen(series: &Followed, most: f64, forecast: &[f64], near: f64) -> Result<Answer, String> {
    let found = automatic_ets(&series.known).ok_or("no form can be fitted")?;
    let points = found.points(forecast.len());
    let off = points.iter().zip(forecast);
    let off = off.map(|(point, known)| (point / known - 1.0).abs());
    let off = off.fold(0.0, f64::max);
    let is_near = !forecast.is_empty() && off <= near;
    let mut remark = found.form.to_string();
    if !forecast.is_empty() {
        let percent = off * 100.0;
        remark += &format!("; its forecast is within {percent:.1} % of the known one");
    }
    Ok(Answer::Within {
        found: found.aicc,
        range: [
            f64::NEG_INFINITY,
            if is_near { most.max(found.aicc) } else { most },
        ],
        remark: Some(remark),
    })
}

fn of_holt_winters(found: &HoltWinters, what: HoltWintersQuantity) -> Option<f64> {
    use HoltWintersQuantity::*;
    Some(match what {
        Smoothing(crate::quantity::Smoothing::Alpha) => found.alpha,
        Smoothing(crate::quantity::Smoothing::Beta) => found.beta,
        Smoothing(crate::quantity::Smoothing::Gamma) => found.gamma,
        Smoothing(crate::quantity::Smoothing::Phi) => 1.0,
        Level => found.level,
        Trend => found.trend,
        Season(step) => *found.seasons.get(step.checked_sub(1)?)?,
        Squares => found.squares,
    })
}

fn error(series: &Followed, points: &[f64], measure: Measure) -> Option<f64> {
    match measure {
        Measure::Smape => smape(&series.after, points),
        Measure::Mase => mase(&series.known, &series.after, points),
    }
}

/// Answers to everything that is asked of many series. Each model forecasts each series once,
/// whatever is asked of it; series are done side by side and added up in their order.
pub(super) fn panel(all: &[Followed], expects: &[Expectation], stop: &AtomicBool) -> Vec<Answer> {
    let mut done: Vec<(&PanelQuantity, Result<[f64; 2], String>)> = Vec::new();
    let mut answers = Vec::new();
    for asked in expects {
        let Quantity::Panel(what) = &asked.quantity else {
            let reason = "it is no quantity of many series".to_owned();
            answers.push(Answer::None(reason));
            continue;
        };
        let is_same = |other: &PanelQuantity| {
            let of = |one: &PanelQuantity| (one.model, one.frequency.clone(), one.only.clone());
            of(other) == of(what)
        };
        let means = match done.iter().find(|(other, _)| is_same(other)) {
            Some((_, means)) => means.clone(),
            None => {
                let means = mean_errors(all, what, stop);
                done.push((what, means.clone()));
                means
            }
        };
        answers.push(match means {
            Ok([smape, mase]) => Answer::Within {
                found: match what.measure {
                    Measure::Smape => smape,
                    Measure::Mase => mase,
                },
                range: what.range,
                remark: None,
            },
            Err(reason) => Answer::None(reason),
        });
    }
    answers
}

/// Mean sMAPE and MASE of a model over the series that are asked for.
fn mean_errors(
    all: &[Followed],
    what: &PanelQuantity,
    stop: &AtomicBool,
) -> Result<[f64; 2], String> {
    let chosen: Vec<&Followed> = all
        .iter()
        .filter(|series| {
            let frequency = what.frequency.as_ref();
            let only = what.only.as_ref();
            frequency.is_none_or(|frequency| *frequency == series.frequency)
                && only.is_none_or(|only| only.contains(&series.id))
        })
        .collect();
    if chosen.is_empty() {
        return Err("the file has no such series".to_owned());
    }
    let errors: Vec<[f64; 2]> = chosen
        .par_iter()
        .map(|series| {
            if stop.load(Ordering::Relaxed) {
                return Err("interrupted".to_owned());
            }
            let points = points(what.model, series)?;
            let smape = error(series, &points, Measure::Smape);
            let mase = error(series, &points, Measure::Mase);
            // A series that never changes has no scale; it counts as no error in scaled terms.
            Ok([smape.unwrap_or(0.0), mase.unwrap_or(0.0)])
        })
        .collect::<Result<_, String>>()?;
    let count = errors.len() as f64;
    Ok([0, 1].map(|at| errors.iter().map(|errors| errors[at]).sum::<f64>() / count))
}

fn points(model: Model, series: &Followed) -> Result<Vec<f64>, String> {
    let points = model.points(&series.known, series.after.len());
    points.map_err(|error| format!("{}: {error}", series.id))
}
