//! The verbs, one to a file.

mod bottlenecks;
mod brief;
mod calibrate;
mod check;
mod choice;
mod compare;
mod explain;
mod export;
mod forecast;
mod plan;
mod quote;
mod show;
mod simulate;
mod stress;
pub(crate) mod tariff;
mod validate;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use kervan::{OpenError, Study, WriteError};

use crate::output;

/// What Kervan can be asked.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Reads a corridor and says everything that is wrong with it
    Check(CorridorArguments),
    /// Shows what a corridor holds, by country and operator, and how firm its values are
    Show(show::ShowArguments),
    /// Simulates a corridor: how long, how reliably, and where the hours go
    Simulate(simulate::SimulateArguments),
    /// Finds what binds now, what binds next, and what one more unit is worth
    Bottlenecks(bottlenecks::BottlenecksArguments),
    /// Chooses what to build and reform, when, so that the target is carried at least cost
    Plan(plan::PlanArguments),
    /// Prints the briefing: all answers on one page and in depth, as PDF and HTML, in several languages
    Brief(brief::BriefArguments),
    /// Forecasts how much will move, why, and how sure that is; of a corridor, or of a series of yours
    Forecast(forecast::ForecastArguments),
    /// Prices one through tariff, divides it, settles consignments, and looks years ahead
    Tariff(tariff::TariffArguments),
    /// Fits what shippers choose, or shows how the demand of a corridor answers to price
    Choice(choice::ChoiceArguments),
    /// Compares two corridors, or a corridor with and without scenarios, on the same luck
    Compare(compare::CompareArguments),
    /// Breaks things: each by itself, in years of luck, and as the water falls
    Stress(stress::StressArguments),
    /// Compares every published figure with what is simulated, good and bad alike
    Validate(validate::ValidateArguments),
    /// Runs cases with known answers, built in or your own, and compares
    Verify(verify::VerifyArguments),
    /// Repeats the fits of the corridor: which values its rules of calibration give
    Calibrate(calibrate::CalibrateArguments),
    /// Answers a forwarder: when will it be there, by which way, what usually goes wrong
    Quote(quote::QuoteArguments),
    /// Explains the code of a finding, a table of a corridor, or the result tables
    Explain(explain::ExplainArguments),
    /// Writes a corridor to be edited: as a folder of tables, or as an Excel workbook; or draws its map
    Export(export::ExportArguments),
}

/// A corridor and the form of the answer.
#[derive(Args)]
pub(crate) struct CorridorArguments {
    /// Name of a built-in corridor (middle-corridor, first, steppe), a folder, or a workbook (.xlsx)
    corridor: String,
    #[command(flatten)]
    scenarios: ScenarioArguments,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What is changed before the corridor is looked at.
#[derive(Args)]
pub(crate) struct ScenarioArguments {
    /// Scenario to apply: one the corridor offers (`kervan show` lists them) or a .toml file; several in order
    #[arg(long = "scenario", value_name = "NAME|FILE")]
    scenarios: Vec<String>,
}

/// Form of an answer.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

impl Command {
    pub(crate) fn run(self) -> ExitCode {
        match self {
            Command::Check(arguments) => check::run(&arguments),
            Command::Show(arguments) => show::run(&arguments),
            Command::Simulate(arguments) => simulate::run(&arguments),
            Command::Bottlenecks(arguments) => bottlenecks::run(&arguments),
            Command::Plan(arguments) => plan::run(&arguments),
            Command::Brief(arguments) => brief::run(&arguments),
            Command::Forecast(arguments) => forecast::run(&arguments),
            Command::Tariff(arguments) => tariff::run(&arguments),
            Command::Choice(arguments) => choice::run(&arguments),
            Command::Compare(arguments) => compare::run(&arguments),
            Command::Stress(arguments) => stress::run(&arguments),
            Command::Validate(arguments) => validate::run(&arguments),
            Command::Verify(arguments) => verify::run(&arguments),
            Command::Calibrate(arguments) => calibrate::run(&arguments),
            Command::Quote(arguments) => quote::run(arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Export(arguments) => export::run(&arguments),
        }
    }
}

/// Opens the corridor of a command, or shows its findings.
fn open(arguments: &CorridorArguments) -> Result<Study, ExitCode> {
    let scenarios = &arguments.scenarios.scenarios;
    Study::open(&arguments.corridor, scenarios).map_err(|OpenError { findings, files }| {
        output::refuse(&findings, files.as_ref(), arguments.format)
    })
}

/// The same, where there is a folder to write into; that is looked at first.
fn open_for(arguments: &CorridorArguments, out: Option<&PathBuf>) -> Result<Study, ExitCode> {
    out.map_or(Ok(()), is_free)?;
    open(arguments)
}

/// A folder to write into.
fn is_free(folder: &PathBuf) -> Result<(), ExitCode> {
    let taken = Path::new(folder)
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some());
    if taken || folder.is_file() {
        return Err(output::not_written(&WriteError::NotEmpty {
            folder: folder.clone(),
        }));
    }
    Ok(())
}

/// A file to write.
fn is_new(file: &Path) -> Result<(), ExitCode> {
    if file.exists() {
        return Err(output::not_written(&WriteError::Taken {
            file: file.to_owned(),
        }));
    }
    Ok(())
}
