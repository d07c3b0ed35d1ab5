//! `kervan quote`

use std::process::ExitCode;

use clap::Args;
use kervan::{Day, QuoteError, QuoteRequest, RouteError};

use super::{CorridorArguments, Format, open};
use crate::run::{RunArguments, failed, watched};
use crate::{output, page};

/// What is to go where, and when.
#[derive(Args)]
pub(crate) struct QuoteArguments {
    /// First place: a node or terminal by identifier, name or UN/LOCODE
    from: String,
    /// Last place
    to: String,
    /// Number and kind of units: 1xFEU, 2xTEU, 3x40ft
    #[arg(long, default_value = "1xFEU")]
    units: String,
    /// Day of departure, such as 2024-11-15
    #[arg(long, value_name = "DATE", value_parser = date)]
    depart: Day,
    #[command(flatten)]
    corridor: CorridorOption,
    #[command(flatten)]
    run: RunArguments,
}

/// The corridor as an option, as the places come first.
#[derive(Args)]
struct CorridorOption {
    /// Name of a built-in corridor, a folder, or a workbook
    #[arg(long = "corridor", default_value = "middle-corridor")]
    name: String,
    #[command(flatten)]
    scenarios: super::ScenarioArguments,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

fn date(text: &str) -> Result<Day, String> {
    kervan::read_date(text).ok_or_else(|| {
        "expected a day of the calendar as YYYY-MM-DD, such as 2024-11-15".to_owned()
    })
}

pub(super) fn run(arguments: QuoteArguments) -> ExitCode {
    let CorridorOption {
        name,
        scenarios,
        format,
    } = arguments.corridor;
    let corridor = CorridorArguments {
        corridor: name,
        scenarios,
        format,
    };
    let study = match open(&corridor) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let request = QuoteRequest {
        from: arguments.from,
        to: arguments.to,
        units: arguments.units,
        depart: arguments.depart,
    };
    let settings = arguments.run.settings(false);
    let quote = watched("simulating", |progress| {
        study.quote(&request, &settings, progress)
    });
    match quote {
        Ok(quote) => match format {
            Format::Text => output::answer(&page::quote::page(&study, &request, &quote)),
            Format::Json => output::answer_json(&page::quote::json(&quote)),
        },
        Err(QuoteError::Simulation(error)) => failed(&error, format),
        Err(QuoteError::Route(error)) => no_route(&error, format),
        Err(error @ QuoteError::Date) => {
            output::say(&format!("error: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Says why there is no such route.
pub(super) fn no_route(error: &RouteError, format: Format) -> ExitCode {
    match error {
        RouteError::Corridor(error) => {
            output::refuse(&error.findings, error.files.as_ref(), format)
        }
        _ => {
            output::say(&format!("error: {error}"));
            ExitCode::from(1)
        }
    }
}
