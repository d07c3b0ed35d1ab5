//! `kervan plan`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kervan::{Condition, PlanSettings, PlanningError, Target, plan_json, render_scenario};

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
    /// The most that may be spent on building a year, in millions of dollars, beside what is under way
    #[arg(long, value_name = "MUSD", allow_hyphen_values = true)]
    budget: Option<f64>,
    /// Seed of all luck
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; 0 for one per processor; never changes a result
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Folder to write the plan to, as a scenario (plan.toml) and as tables, CSV and Parquet; new, or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Nothing reaches what is asked.
const NO_PLAN: u8 = 3;

pub(super) fn run(arguments: &PlanArguments) -> ExitCode {
    let study = match open_for(&arguments.corridor, arguments.out.as_ref()) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let format = arguments.corridor.format;
    let settings = PlanSettings {
        target: arguments.target,
        by: arguments.by,
        from: arguments.from,
        require: arguments.require.clone(),
        budget_musd: arguments.budget,
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
        let mut files = vec![("summary.txt".to_owned(), text.clone().into_bytes())];
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
