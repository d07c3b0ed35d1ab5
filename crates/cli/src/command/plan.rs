//! `kervan plan`

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::Args;
use kervan::{
    Condition, PlanSettings, PlanningError, Target, picture_files, plan_json, render_scenario,
};

use super::{CorridorArguments, Format, open_for};
use crate::run::{failed, watched};
use crate::{output, page};

/// What is to be reached, by when, and with what.
#[derive(Args)]
pub(crate) struct PlanArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    /// Demand to carry: tonnes of goods a year (10Mt, 800kt) or a multiple of today's (2x); the corridor's own target
    #[arg(long, value_name = "DEMAND")]
    target: Option<Target>,
    /// Year in which it is to be carried
    #[arg(long, default_value_t = 2030, value_name = "YEAR")]
    by: i64,
    /// First year for which something is decided; that of the corridor
    #[arg(long, value_name = "YEAR")]
    from: Option<i64>,
    /// What must hold in the last year too: P90<=15d; several must all hold
    #[arg(long, value_name = "CONDITION", value_parser = Condition::read)]
    require: Vec<Condition>,
    /// The most that may be spent on building, beside what is under way: dollars a year (250M, 1.2bn), or a CSV file with the columns of `budgets`, by year and operator
    #[arg(long, value_name = "USD|FILE", allow_hyphen_values = true)]
    budget: Option<BudgetArgument>,
    /// Only measures that serve a flow of those who pay for them, as nobody pays for others
    #[arg(long)]
    without_compensation: bool,
    /// Simulate what is otherwise worked out as a fluid: contributions, delays; compare more plans
    #[arg(long)]
    deep: bool,
    /// Seed of all luck
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; 0 for one per processor; never changes a result
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Folder to write the plan to, as a scenario (plan.toml), tables (CSV and Parquet) and pictures; new, or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Money of every year, or a table.
#[derive(Clone, Debug)]
enum BudgetArgument {
    Musd(f64),
    File(String),
}

impl FromStr for BudgetArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<BudgetArgument, String> {
        if text.ends_with(".csv") {
            return Ok(BudgetArgument::File(text.to_owned()));
        }
        let digits = text.find(|letter: char| letter.is_ascii_alphabetic());
        let (number, unit) = text.split_at(digits.unwrap_or(text.len()));
        let times = match unit.trim() {
            "" | "USD" => Some(1e-6),
            "k" => Some(1e-3),
            "M" | "MUSD" => Some(1.0),
            "bn" => Some(1e3),
            _ => None,
        };
        let number = number.trim().replace(['_', ','], "").parse::<f64>().ok();
        match (number.filter(|number| number.is_finite()), times) {
            (Some(number), Some(times)) => Ok(BudgetArgument::Musd(number * times)),
            _ => Err(format!(
                "`{text}` is no budget; write dollars a year like `250M` or `1.2bn`, or the name of a .csv file"
            )),
        }
    }
}

/// Nothing reaches what is asked.
const NO_PLAN: u8 = 3;

pub(super) fn run(arguments: &PlanArguments) -> ExitCode {
    let study = match open_for(&arguments.corridor, arguments.out.as_ref()) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.corridor.format;
    let (study, budget_musd) = match &arguments.budget {
        Some(BudgetArgument::File(path)) => match study.with_table("budgets", path) {
            Ok(study) => (study, None),
            Err(error) => return output::refuse(&error.findings, error.files.as_ref(), format),
        },
        Some(BudgetArgument::Musd(musd)) => (study, Some(*musd)),
        None => (study, None),
    };
    let settings = PlanSettings {
        target: arguments.target,
        by: arguments.by,
        from: arguments.from,
        require: arguments.require.clone(),
        budget_musd,
        without_compensation: arguments.without_compensation,
        deep: arguments.deep,
        is_quick: false,
        seed: arguments.seed,
        threads: arguments.threads,
    };
    let planned = match watched("planning", |progress| study.plan(&settings, progress)) {
        Ok(planned) => planned,
        Err(PlanningError::Simulation(error)) => return failed(&error, format),
        Err(PlanningError::Corridor(error)) => {
            return output::refuse(&error.findings, error.files.as_ref(), format);
        }
        Err(error) => {
            output::say(&format!("error: {error}"));
            return ExitCode::from(match error {
                PlanningError::Request(_) => 2,
                PlanningError::Impossible(_) => NO_PLAN,
                _ => 70,
            });
        }
    };
    let text = page::plan::page(&study, &planned);
    if let Some(folder) = &arguments.out {
        let pictures = study.plan_pictures(&planned);
        let mut files = match pictures.and_then(|pictures| picture_files(&pictures)) {
            Ok(files) => files,
            Err(error) => {
                output::say(&format!("error: {error}"));
                return ExitCode::from(70);
            }
        };
        files.push(("summary.txt".to_owned(), text.clone().into_bytes()));
        if let Some(scenario) = &planned.scenario {
            files.push((
                "plan.toml".to_owned(),
                render_scenario(scenario).into_bytes(),
            ));
        }
        if let Err(error) = planned.write(&files, folder) {
            return output::not_written(&error);
        }
        output::say(&format!("wrote {}", folder.display()));
    }
    let printed = match format {
        Format::Text => output::answer(&text),
        Format::Json => match plan_json(&planned.tables()) {
            Ok(mut value) => {
                value["is_reached"] = planned.is_reached.into();
                value["is_proved"] = planned.is_proved.into();
                value["is_interrupted"] = planned.is_interrupted.into();
                value["chance_of_best"] = planned.chance_of_best.into();
                value["one_at_a_time_musd"] = planned.one_at_a_time_musd.into();
                output::answer_json(&value)
            }
            Err(error) => {
                output::say(&format!("error: {error}"));
                ExitCode::from(70)
            }
        },
    };
    if planned.is_interrupted {
        output::say("interrupted; this is what was found by then");
        return ExitCode::from(130);
    }
    match planned.is_reached {
        true => printed,
        false => ExitCode::from(NO_PLAN),
    }
}
