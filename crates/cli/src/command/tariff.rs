//! `kervan tariff`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args, ValueEnum};
use kervan::{
    Objective, Outsiders, PlannedRoom, Rule, SettleError, Study, Tariff, TariffFileError,
    TariffSettings, TariffingError, divide_games, picture_files, price_chains, tariff_json,
};

use super::{CorridorArguments, Format, ScenarioArguments, is_free, open};
use crate::run::watched_counting;
use crate::{output, page};

/// One through tariff: which, for how long, and who gets what; or a game or carriers from a file.
#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true).args(["corridor", "game", "case"]))]
pub(crate) struct TariffArguments {
    /// Name of a built-in corridor (middle-corridor, first, steppe), a folder, or a workbook (.xlsx)
    corridor: Option<String>,
    #[command(flatten)]
    scenarios: ScenarioArguments,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Divide the games of coalitions of this file instead (`kervan verify --schema` has the shape)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["case", "settle", "plan", "out"])]
    game: Option<String>,
    /// Price the carriers in series of this file instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["settle", "plan", "out"])]
    case: Option<String>,
    /// Show this way of setting prices alone; all are worked out
    #[arg(long, value_enum)]
    regime: Option<Regime>,
    /// Years for which the tariff is to hold
    #[arg(long, default_value_t = 10, value_name = "YEARS")]
    years: u32,
    /// What the tariff is to make large: profit, or volume while nobody need lose against today
    #[arg(long, value_enum, default_value_t = Aim::Profit)]
    objective: Aim,
    /// Rules of division, the first is that of the answer: distance, cost, terminals, shapley, nucleolus, equal-profit, equal-gain, mix=shapley:0.5+distance:0.5; all where not given
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    divide: Vec<Rule>,
    /// What those do who are outside an agreement: keep today's prices, or price each for itself
    #[arg(long, value_enum, default_value_t = Outside::Today)]
    outsiders: Outside,
    /// Settle this file of consignments (CSV: consignment, flow, collected_by, units, price, currency) by the first rule
    #[arg(long, value_name = "FILE")]
    settle: Option<PathBuf>,
    /// Room grows to that of this plan (plan.toml of `kervan plan --out`)
    #[arg(long, value_name = "FILE", requires = "plan_year")]
    plan: Option<String>,
    /// Year for which the plan is made
    #[arg(long, value_name = "YEAR")]
    plan_year: Option<i64>,
    /// Futures that are drawn for the years ahead
    #[arg(long, default_value_t = 400, value_name = "COUNT")]
    futures: u32,
    /// Seed of all luck
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; the answer takes one, and any number gives the same
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Folder to write the tables to, CSV and Parquet, and the charts; new, or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// A way of setting prices.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Regime {
    /// The items of today added up
    Today,
    /// Each operator for itself
    Separate,
    /// One after another along the way; of carriers in series alone
    Successive,
    /// One tariff
    Joint,
}

impl Regime {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Regime::Today => "today",
            Regime::Separate => "separate",
            Regime::Successive => "successive",
            Regime::Joint => "joint",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Aim {
    Profit,
    Volume,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Outside {
    Today,
    Separate,
}

pub(super) fn run(arguments: &TariffArguments) -> ExitCode {
    let format = arguments.format;
    if let Some(file) = &arguments.game {
        let of_the_game = || Rule::ALL.into_iter().filter(Rule::is_of_the_game).collect();
        let rules = match arguments.divide.is_empty() {
            true => of_the_game(),
            false => arguments.divide.clone(),
        };
        return match divide_games(file, &rules) {
            Ok(games) => match format {
                Format::Text => output::answer(&page::tariff::games(&games)),
                Format::Json => output::answer_json(&page::tariff::games_json(&games)),
            },
            Err(error) => not_read(error, format),
        };
    }
    if let Some(file) = &arguments.case {
        return match price_chains(file) {
            Ok(chains) => match format {
                Format::Text => output::answer(&page::tariff::chains(&chains, arguments.regime)),
                Format::Json => {
                    output::answer_json(&page::tariff::chains_json(&chains, arguments.regime))
                }
            },
            Err(error) => not_read(error, format),
        };
    }
    if let Some(folder) = &arguments.out
        && let Err(code) = is_free(folder)
    {
        return code;
    }
    let opened = |scenarios: Vec<String>| {
        open(&CorridorArguments {
            corridor: arguments.corridor.clone().unwrap_or_default(),
            scenarios: ScenarioArguments { scenarios },
            format,
        })
    };
    let study = match opened(arguments.scenarios.scenarios.clone()) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let settings = settings(arguments);
    if let Some(file) = &arguments.settle {
        return settle(&study, file, &settings, arguments);
    }
    let planned = match &arguments.plan {
        None => None,
        Some(plan) => {
            let mut scenarios = arguments.scenarios.scenarios.clone();
            scenarios.push(plan.clone());
            match opened(scenarios) {
                Ok(study) => Some(study),
                Err(code) => return code,
            }
        }
    };
    let planned = planned.as_ref().zip(arguments.plan_year);
    let planned = planned.map(|(study, year)| PlannedRoom { study, year });
    let found = watched_counting("pricing", "steps", |progress| {
        study.tariff(&settings, planned.as_ref(), progress)
    });
    match found {
        Ok(tariff) => show(&study, &tariff, arguments),
        Err(error) => {
            output::say(&format!("error: {error}"));
            ExitCode::from(match error {
                TariffingError::Request(_) | TariffingError::Rule(_) => 2,
                TariffingError::Tariff(_) => 3,
                TariffingError::Fluid(_) => 70,
            })
        }
    }
}

fn settings(arguments: &TariffArguments) -> TariffSettings {
    TariffSettings {
        years: arguments.years,
        objective: match arguments.objective {
            Aim::Profit => Objective::Profit,
            Aim::Volume => Objective::Volume,
        },
        rules: match arguments.divide.is_empty() {
            true => Rule::ALL.to_vec(),
            false => arguments.divide.clone(),
        },
        outsiders: match arguments.outsiders {
            Outside::Today => Outsiders::Today,
            Outside::Separate => Outsiders::Separate,
        },
        futures: arguments.futures,
        seed: arguments.seed,
    }
}

fn show(study: &Study, tariff: &Tariff, arguments: &TariffArguments) -> ExitCode {
    let text = page::tariff::page(study, tariff, arguments.regime);
    if let Some(folder) = &arguments.out {
        let mut files = vec![("summary.txt".to_owned(), text.clone().into_bytes())];
        match study
            .tariff_pictures(tariff)
            .and_then(|pictures| picture_files(&pictures))
        {
            Ok(pictures) => files.extend(pictures),
            Err(error) => output::say(&format!("no charts: {error}")),
        }
        if let Err(error) = tariff.write(&files, folder) {
            return output::not_written(&error);
        }
        output::say(&format!("wrote {}", folder.display()));
    }
    let printed = match arguments.format {
        Format::Text => output::answer(&text),
        Format::Json => match tariff_json(&tariff.tables()) {
            Ok(mut value) => {
                value["is_interrupted"] = tariff.is_interrupted.into();
                value["room_teu"] = tariff.room.as_ref().map(|(_, teu)| *teu).into();
                value["notes"] = tariff.game.clone().into();
                output::answer_json(&value)
            }
            Err(error) => {
                output::say(&format!("error: {error}"));
                ExitCode::from(70)
            }
        },
    };
    if tariff.is_interrupted {
        output::say("interrupted; this is what was found by then");
        return ExitCode::from(130);
    }
    printed
}

fn settle(
    study: &Study,
    file: &std::path::Path,
    settings: &TariffSettings,
    arguments: &TariffArguments,
) -> ExitCode {
    let settled = watched_counting("settling", "files", |progress| {
        study.settle(file, settings, progress)
    });
    let settled = match settled {
        Ok(settled) => settled,
        Err(SettleError::Findings(findings)) => {
            return output::refuse(&findings, None, arguments.format);
        }
        Err(error) => {
            output::say(&format!("error: {error}"));
            return ExitCode::from(match error {
                SettleError::Interrupted => 130,
                SettleError::Tariff(TariffingError::Request(_)) => 2,
                _ => 3,
            });
        }
    };
    let rule = settings
        .rules
        .first()
        .map_or(String::new(), Rule::to_string);
    let text = page::tariff::settlement(&settled, &rule);
    if let Some(folder) = &arguments.out {
        let files = page::tariff::settlement_files(&settled, &text);
        if let Err(error) = kervan::write_results(folder, &[], &files) {
            return output::not_written(&error);
        }
        output::say(&format!("wrote {}", folder.display()));
    }
    match arguments.format {
        Format::Text => output::answer(&text),
        Format::Json => output::answer_json(&page::tariff::settlement_json(&settled, &rule)),
    }
}

fn not_read(error: TariffFileError, format: Format) -> ExitCode {
    match error {
        TariffFileError::Findings { findings, files } => {
            output::refuse(&findings, files.as_deref(), format)
        }
        error => {
            output::say(&format!("error: {error}"));
            ExitCode::from(match error {
                TariffFileError::Rule(_) | TariffFileError::NoRule(_) => 2,
                _ => 3,
            })
        }
    }
}
