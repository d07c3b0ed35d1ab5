//! A user's own series, and many series with what came after.

use kervan_corridor::{Finding, Origin, code};
use kervan_engine::RandomStream;
use kervan_forecast::model::ets;
use kervan_forecast::{
    BANDS, Ets, Model, Series, TOLD_APART, automatic_ets, fan_step, mase, period_of, smape,
};
use kervan_format::Files;
use kervan_verification::panel;
use rayon::prelude::*;

/// A series to be forecast.
#[derive(Clone, Debug)]
pub struct SeriesRequest {
    /// File: CSV with a header, one column of values or two of times and values; `.gz` too.
    pub file: String,
    /// Steps of a season; told by the times in years where it is not given, and 1 without them.
    pub period: Option<usize>,
    /// Model.
    pub model: Model,
    /// Steps ahead.
    pub horizon: usize,
    /// Seed of the futures that intervals are read from where no closed form is known.
    pub seed: u64,
}

/// What is expected of a series.
#[derive(Clone, Debug)]
pub struct SeriesForecast {
    /// Number of values that are known.
    pub known: usize,
    /// Steps of a season.
    pub period: usize,
    /// Model, as it came out.
    pub model: String,
    /// What was fitted, by name.
    pub parameters: Vec<(&'static str, f64)>,
    /// What is expected of each step, and the intervals of 50, 80 and 95 % around it, where the
    /// model has them.
    pub steps: Vec<Step>,
    /// How the intervals came about.
    pub intervals: &'static str,
}

/// What is expected of a step, and the ends of its bands.
type Step = (f64, Option<[[f64; 2]; 3]>);

/// Mean errors of a model over series of one frequency.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelScore {
    /// Frequency, as the file has it.
    pub frequency: String,
    /// Series.
    pub series: usize,
    /// Symmetric mean absolute percentage error, in percent.
    pub smape: f64,
    /// Mean absolute scaled error, of those series that change.
    pub mase: f64,
}

/// A file that is no series: all findings, and the files for their excerpts.
#[derive(Debug, thiserror::Error)]
#[error("the series has {} findings", findings.len())]
pub struct SeriesError {
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
    /// The files, where they could be read.
    pub files: Option<Files>,
}

/// Futures that intervals are read from.
const FUTURES: u64 = 4000;
/// Normal quantiles of the ends of [`BANDS`].
const NORMAL: [f64; 3] = [
    0.674_489_750_196_081_7,
    1.281_551_565_544_600_4,
    1.959_963_984_540_054,
];

/// Forecasts a series of a file.
///
/// # Errors
///
/// A file that cannot be read or is no series, or one that is too short for the model.
pub fn forecast_series(request: &SeriesRequest) -> Result<SeriesForecast, SeriesError> {
    forecast_series_of(Files::from_memory(&request.file, []), request)
}

/// The same, where files are at hand.
///
/// # Errors
///
/// As [`forecast_series`].
pub fn forecast_series_of(
    mut files: Files,
    request: &SeriesRequest,
) -> Result<SeriesForecast, SeriesError> {
    match forecast_in(&mut files, request) {
        Ok(found) => Ok(found),
        Err(findings) => Err(SeriesError {
            findings,
            files: Some(files),
        }),
    }
}

fn forecast_in(files: &mut Files, request: &SeriesRequest) -> Result<SeriesForecast, Vec<Finding>> {
    let name = files
        .attach_beside(&request.file)
        .map_err(|finding| vec![*finding])?;
    let text = files.text(&name).map_err(|finding| vec![finding])?;
    let (times, values) = read(&name, text)?;
    let period = request.period.unwrap_or_else(|| period_of(&times));
    let wrong = |message: String, help: &str| {
        let origin = Origin::file(&name);
        vec![Finding::new(
            code::BAD_SERIES,
            &origin,
            message,
            "a series that the model can take",
            help,
        )]
    };
    let series = Series::new(values, period).map_err(|error| {
        wrong(
            error.to_string(),
            "give `--period 1` for a series without a season",
        )
    })?;
    let help = "give more values, or a simpler model: `--model naive` takes any series";
    let of_model = |error: kervan_forecast::ForecastError| wrong(error.to_string(), help);
    let fitted = match request.model {
        Model::AutomaticEts => automatic_ets(&series),
        Model::Ets(form) => Some(ets::fit(&series, form).map_err(of_model)?),
        _ => None,
    };
    let horizon = request.horizon;
    let found = |model: String, parameters, steps, intervals| SeriesForecast {
        known: series.length(),
        period,
        model,
        parameters,
        steps,
        intervals,
    };
    let Some(fitted) = fitted else {
        let points = request.model.points(&series, horizon).map_err(of_model)?;
        let model = match request.model {
            Model::AutomaticEts => "naive, as the series is too short or never changes".to_owned(),
            model => model.to_string(),
        };
        let steps = points.into_iter().map(|point| (point, None)).collect();
        return Ok(found(
            model,
            Vec::new(),
            steps,
            "none: the model has no distribution of errors",
        ));
    };
    let (steps, intervals) = with_bands(&fitted, horizon, request.seed);
    let by = fitted.smoothing;
    let mut parameters = vec![("alpha", by.alpha)];
    if fitted.form.has_trend() {
        parameters.push(("beta", by.beta));
    }
    if fitted.form.has_season() {
        parameters.push(("gamma", by.gamma));
    }
    if by.phi < 1.0 {
        parameters.push(("phi", by.phi));
    }
    parameters.extend([
        ("AICc", fitted.aicc),
        ("deviation of the errors", fitted.variance.sqrt()),
    ]);
    let model = match request.model {
        Model::AutomaticEts => {
            format!(
                "{}, the simplest form within {TOLD_APART} of the least AICc",
                fitted.form
            )
        }
        _ => fitted.form.to_string(),
    };
    Ok(found(model, parameters, steps, intervals))
}

/// Points with their bands: by the closed form where there is one, else read from futures.
fn with_bands(fitted: &Ets, horizon: usize, seed: u64) -> (Vec<Step>, &'static str) {
    let points = fitted.points(horizon);
    if let Some(variances) = fitted.variances(horizon) {
        let steps = points.iter().zip(variances).map(|(point, variance)| {
            let bands = NORMAL.map(|quantile| {
                let half = quantile * variance.sqrt();
                [point - half, point + half]
            });
            (*point, Some(bands))
        });
        return (steps.collect(), "normal, by the closed form of the model");
    }
    let futures: Vec<Vec<f64>> = (0..FUTURES)
        .into_par_iter()
        .map(|future| {
            fitted.path(
                horizon,
                &mut RandomStream::named(seed, future, "series", "errors"),
            )
        })
        .collect();
    let steps = points.iter().enumerate().map(|(at, point)| {
        let values: Vec<f64> = futures.iter().map(|future| future[at]).collect();
        (*point, fan_step(&values).map(|step| step.bands))
    });
    debug_assert_eq!(BANDS.len(), NORMAL.len());
    (steps.collect(), "read from 4,000 futures of the model")
}

/// Times, where there are any, and values of a file.
fn read(file: &str, text: &str) -> Result<(Vec<f64>, Vec<f64>), Vec<Finding>> {
    let mut findings = Vec::new();
    let (mut times, mut values) = (Vec::new(), Vec::new());
    let mut find = |line: usize, column: usize, length: usize, message: String, expected: &str| {
        let origin = Origin {
            line: line as u32 + 1,
            column: column as u32,
            length: length.max(1) as u32,
            ..Origin::file(file)
        };
        let help = "a header, then one value a line, or a time in years and a value";
        findings.push(Finding::new(
            code::BAD_SERIES,
            &origin,
            message,
            expected,
            help,
        ));
    };
    let mut columns = None;
    for (number, line) in text.lines().enumerate().skip(1) {
        if line.trim().is_empty() {
            continue;
        }
        let mut at = 1;
        let cells: Vec<(usize, &str)> = line
            .split(',')
            .map(|cell| {
                let start = at;
                at += cell.chars().count() + 1;
                (start, cell.trim().trim_matches('"'))
            })
            .collect();
        let wanted = *columns.get_or_insert(cells.len());
        if cells.len() != wanted || cells.len() > 2 {
            let message = format!("this line has {} cells", cells.len());
            let expected = if wanted > 2 {
                "one or two"
            } else {
                "as many as the first line"
            };
            find(number, 1, line.chars().count(), message, expected);
            continue;
        }
        let mut read = |(column, cell): (usize, &str)| {
            let value = cell.parse::<f64>().ok().filter(|value| value.is_finite());
            if value.is_none() {
                let length = cell.chars().count();
                find(
                    number,
                    column,
                    length,
                    format!("`{cell}` is no number"),
                    "a number",
                );
            }
            value
        };
        if let [time, _] = cells[..] {
            times.extend(read(time));
        }
        values.extend(cells.last().and_then(|cell| read(*cell)));
    }
    if findings.is_empty() && values.is_empty() {
        let origin = Origin::file(file);
        let message = format!("`{file}` holds no values");
        let help = "a header, then one value a line, or a time in years and a value";
        findings.push(Finding::new(
            code::BAD_SERIES,
            &origin,
            message,
            "a value below the header",
            help,
        ));
    }
    match findings.is_empty() {
        true => Ok((times, values)),
        false => Err(findings),
    }
}

/// Mean errors of a model over the series of a file, by frequency, in the order of the file:
/// `id,period,type,horizon,n_train`, then the values of each, those of the horizon last.
///
/// # Errors
///
/// A file that cannot be read or holds no series.
pub fn score_panel(file: &str, model: Model) -> Result<Vec<PanelScore>, SeriesError> {
    let mut files = Files::from_memory(file, []);
    let series = files
        .attach_beside(file)
        .map_err(|finding| vec![*finding])
        .and_then(|name| {
            let text = files.text(&name).map_err(|finding| vec![finding])?;
            panel(&name, text)
        });
    let series = series.map_err(|findings| SeriesError {
        findings,
        files: Some(files),
    })?;
    let errors: Vec<Option<(f64, Option<f64>)>> = series
        .par_iter()
        .map(|one| {
            let points = model.points(&one.known, one.after.len()).ok()?;
            let scaled = mase(&one.known, &one.after, &points);
            Some((smape(&one.after, &points)?, scaled))
        })
        .collect();
    let mut frequencies: Vec<&str> = Vec::new();
    for one in &series {
        if !frequencies.contains(&one.frequency.as_str()) {
            frequencies.push(&one.frequency);
        }
    }
    let scores = frequencies.into_iter().map(|frequency| {
        let of = series
            .iter()
            .zip(&errors)
            .filter(|(one, _)| one.frequency == frequency);
        let of: Vec<(f64, Option<f64>)> = of.filter_map(|(_, error)| *error).collect();
        let scaled: Vec<f64> = of.iter().filter_map(|(_, scaled)| *scaled).collect();
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        PanelScore {
            frequency: frequency.to_owned(),
            series: of.len(),
            smape: mean(&of.iter().map(|(error, _)| *error).collect::<Vec<_>>()),
            mase: mean(&scaled),
        }
    });
    Ok(scores.collect())
}
