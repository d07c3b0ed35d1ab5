//! `kervan forecast`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Args};
use kervan::{
    Forecast, ForecastError, ForecastSettings, Model, ScenarioRequest, SeriesError, SeriesRequest,
    Study, Target, forecast_json, forecast_series, picture_files, render_scenario, score_panel,
};
use serde_json::json;

use super::{CorridorArguments, Format, ScenarioArguments, open_for};
use crate::run::{failed, watched};
use crate::{output, page};

/// What is forecast, how far, and what is asked of it.
#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true).args(["corridor", "series", "panel"])))]
pub(crate) struct ForecastArguments {
    /// Name of a built-in corridor (middle-corridor), a folder, or a workbook (.xlsx)
    corridor: Option<String>,
    #[command(flatten)]
    scenarios: ScenarioArguments,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Last year of the forecast; that of the corridor
    #[arg(long, value_name = "YEAR", conflicts_with_all = ["series", "panel"])]
    to: Option<i64>,
    /// Tonnes a year whose chance is asked: 10Mt, 800kt; the corridor's own target
    #[arg(long, value_name = "DEMAND", conflicts_with_all = ["series", "panel"])]
    target: Option<Target>,
    /// Futures that are drawn
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    paths: u32,
    /// Seed of all luck
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; 0 for one per processor; never changes a result
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Write the demand of a year as a scenario for other verbs: 2030 for the median, 2030:P80; needs --out
    #[arg(long, value_name = "YEAR[:P80]", requires = "out", conflicts_with_all = ["series", "panel"])]
    as_scenario: Vec<ScenarioRequest>,
    /// Folder to write the tables to, CSV and Parquet, with the charts; new, or empty
    #[arg(long, value_name = "DIR", conflicts_with_all = ["series", "panel"])]
    out: Option<PathBuf>,
    /// A series of yours instead of a corridor: CSV with a header, values, or times in years and values
    #[arg(long, value_name = "FILE")]
    series: Option<String>,
    /// Steps of a season: 1, 4, 12; told by the times of the series
    #[arg(long, value_name = "STEPS", requires = "series", value_parser = clap::value_parser!(u32).range(1..=366))]
    period: Option<u32>,
    /// Model: auto, naive, seasonal-naive, drift, fading-drift, fading-change, ses, holt, damped-trend, theta, or a form like ETS(A,Ad,N)
    #[arg(long, default_value = "auto", value_parser = model)]
    model: Model,
    /// Steps ahead
    #[arg(long, default_value_t = 12, requires = "series", value_parser = clap::value_parser!(u32).range(1..=1000))]
    horizon: u32,
    /// Many series with what came after, to score a model by: id,period,type,horizon,n_train and values
    #[arg(long, value_name = "FILE")]
    panel: Option<String>,
    /// Scores the model on the panel; there is nothing else to do with one
    #[arg(long, requires = "panel")]
    score: bool,
}

fn model(text: &str) -> Result<Model, String> {
    Model::named(text).ok_or_else(|| {
        let names: Vec<&str> = Model::NAMED.iter().map(|(name, _)| *name).collect();
        format!(
            "there is no model `{text}`; there are {}, and forms such as ETS(A,Ad,N)",
            names.join(", ")
        )
    })
}

pub(super) fn run(arguments: &ForecastArguments) -> ExitCode {
    if let Some(file) = &arguments.series {
        return series(arguments, file);
    }
    if let Some(file) = &arguments.panel {
        return panel(arguments, file);
    }
    corridor(arguments)
}

fn corridor(arguments: &ForecastArguments) -> ExitCode {
    let of_corridor = CorridorArguments {
        corridor: arguments.corridor.clone().unwrap_or_default(),
        scenarios: ScenarioArguments {
            scenarios: arguments.scenarios.scenarios.clone(),
        },
        format: arguments.format,
    };
    let study = match open_for(&of_corridor, arguments.out.as_ref()) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.format;
    let settings = ForecastSettings {
        to: arguments.to,
        target: arguments.target,
        paths: arguments.paths,
        seed: arguments.seed,
        threads: arguments.threads,
    };
    let forecast = match watched("forecasting", |progress| {
        study.forecast(&settings, progress)
    }) {
        Ok(forecast) => forecast,
        Err(ForecastError::Simulation(error)) => return failed(&error, format),
        Err(ForecastError::Corridor(error)) => {
            return output::refuse(&error.findings, error.files.as_ref(), format);
        }
        Err(error) => {
            output::say(&format!("error: {error}"));
            return ExitCode::from(2);
        }
    };
    let text = page::forecast::page(&study, &forecast);
    if let Some(folder) = &arguments.out
        && let Err(code) = write(arguments, &study, &forecast, &text, folder)
    {
        return code;
    }
    match format {
        Format::Text => output::answer(&text),
        Format::Json => match forecast_json(&forecast.tables()) {
            Ok(value) => output::answer_json(&value),
            Err(error) => {
                output::say(&format!("error: {error}"));
                ExitCode::from(70)
            }
        },
    }
}

/// Writes page, tables, charts and scenarios.
fn write(
    arguments: &ForecastArguments,
    study: &Study,
    forecast: &Forecast,
    text: &str,
    folder: &Path,
) -> Result<(), ExitCode> {
    let mut files = vec![("summary.txt".to_owned(), text.to_owned().into_bytes())];
    for request in &arguments.as_scenario {
        match forecast.scenario(*request) {
            Ok(scenario) => files.push((
                format!("{}.toml", scenario.name),
                render_scenario(&scenario).into_bytes(),
            )),
            Err(problem) => {
                output::say(&format!("error: {problem}"));
                return Err(ExitCode::from(2));
            }
        }
    }
    let pictures = study
        .forecast_pictures(forecast)
        .and_then(|pictures| picture_files(&pictures));
    match pictures {
        Ok(more) => files.extend(more),
        Err(error) => output::say(&format!("warning: no pictures: {error}")),
    }
    forecast
        .write(&files, folder)
        .map_err(|error| output::not_written(&error))?;
    output::say(&format!("wrote {}", folder.display()));
    Ok(())
}

fn refused(error: &SeriesError, format: Format) -> ExitCode {
    output::refuse(&error.findings, error.files.as_ref(), format)
}

fn series(arguments: &ForecastArguments, file: &str) -> ExitCode {
    let request = SeriesRequest {
        file: file.to_owned(),
        period: arguments.period.map(|period| period as usize),
        model: arguments.model,
        horizon: arguments.horizon as usize,
        seed: arguments.seed,
    };
    let found = match forecast_series(&request) {
        Ok(found) => found,
        Err(error) => return refused(&error, arguments.format),
    };
    match arguments.format {
        Format::Text => output::answer(&page::forecast::series(file, &found)),
        Format::Json => {
            let steps = found.steps.iter().enumerate().map(|(at, (point, bands))| {
                json!({ "step": at + 1, "expected": point, "intervals": bands.map(|bands| json!({
                    "50": bands[0], "80": bands[1], "95": bands[2] })) })
            });
            let parameters: serde_json::Map<_, _> = found
                .parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            output::answer_json(&json!({
                "model": found.model,
                "known": found.known,
                "period": found.period,
                "parameters": parameters,
                "steps": steps.collect::<Vec<_>>(),
            }))
        }
    }
}

fn panel(arguments: &ForecastArguments, file: &str) -> ExitCode {
    let scores = match score_panel(file, arguments.model) {
        Ok(scores) => scores,
        Err(error) => return refused(&error, arguments.format),
    };
    match arguments.format {
        Format::Text => output::answer(&page::forecast::scores(file, arguments.model, &scores)),
        Format::Json => {
            let rows = scores.iter().map(|score| {
                json!({ "frequency": score.frequency, "series": score.series,
                    "smape": score.smape, "mase": score.mase })
            });
            output::answer_json(&json!({ "model": arguments.model.to_string(),
                "scores": rows.collect::<Vec<_>>() }))
        }
    }
}
