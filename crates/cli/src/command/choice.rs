//! `kervan choice`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use kervan::{Conditions, ResponseError, ResponseSettings, fit_choices};

use super::{CorridorArguments, Format, open};
use crate::run::{failed, watched};
use crate::{output, page};

/// What is asked of shippers' choices.
#[derive(Args)]
pub(crate) struct ChoiceArguments {
    #[command(subcommand)]
    asked: Asked,
}

#[derive(Subcommand)]
enum Asked {
    /// Fits a conditional logit to observed choices, by maximum likelihood
    Fit(FitArguments),
    /// Shows how the demand of a corridor answers to price, with the queues that it makes
    Response(ResponseArguments),
}

/// A table of choices and a specification.
#[derive(Args)]
struct FitArguments {
    /// Table with a row for each alternative of each situation: .csv, or packed, .csv.gz
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// Specification, TOML: generic, by_alternative, individual (lists of columns), constants, reference, keep (conditions on rows), situation, alternative, choice (names of columns)
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A corridor and how its demand is looked at.
#[derive(Args)]
struct ResponseArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    /// Prices to look at, as multiples of those of today
    #[arg(long, value_name = "TIMES", num_args = 1.., default_values_t = [0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3])]
    prices: Vec<f64>,
    /// Seed of all luck
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; 0 for one per processor; never changes a result
    #[arg(long, default_value_t = 0)]
    threads: usize,
}

pub(super) fn run(arguments: &ChoiceArguments) -> ExitCode {
    match &arguments.asked {
        Asked::Fit(arguments) => fit(arguments),
        Asked::Response(arguments) => response(arguments),
    }
}

fn fit(arguments: &FitArguments) -> ExitCode {
    match fit_choices(&arguments.data, &arguments.spec) {
        Ok(found) => match arguments.format {
            Format::Text => output::answer(&page::choice::fit(&found)),
            Format::Json => output::answer_json(&page::choice::fit_json(&found)),
        },
        Err(error) => output::refuse(&error.findings, error.files.as_ref(), arguments.format),
    }
}

fn response(arguments: &ResponseArguments) -> ExitCode {
    let study = match open(&arguments.corridor) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.corridor.format;
    let settings = ResponseSettings {
        seed: arguments.seed,
        threads: arguments.threads,
        ..ResponseSettings::default()
    };
    let found = watched("simulating", |progress| study.response(&settings, progress));
    let found = found.and_then(|response| {
        let mut rows = Vec::new();
        for times in &arguments.prices {
            let mut conditions = Conditions::default();
            for flow in response.base() {
                let price = flow.price.map(|price| price * times);
                conditions
                    .prices
                    .extend(price.map(|price| (flow.flow.clone(), price)));
            }
            let with_queues = response.elasticity_with_queues(&conditions)?;
            rows.push((*times, response.at(&conditions)?, with_queues));
        }
        Ok((response, rows))
    });
    match found {
        Ok((response, rows)) => match format {
            Format::Text => output::answer(&page::choice::response(&study, &response, &rows)),
            Format::Json => output::answer_json(&page::choice::response_json(&response, &rows)),
        },
        Err(ResponseError::Simulation(error)) => failed(&error, format),
        Err(ResponseError::Corridor(error)) => {
            output::refuse(&error.findings, error.files.as_ref(), format)
        }
        Err(error) => {
            output::say(&format!("error: {error}"));
            ExitCode::from(2)
        }
    }
}
