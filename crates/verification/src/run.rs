//! How a case is answered.

mod capacity;
mod choice;
mod coverage;
mod design;
mod forecast;
mod game;
mod line;
mod network;
mod plan;
mod reliability;
mod series;
mod tariff;

pub use network::{Luck, Spent};

pub(crate) use network::is_too_rare;

use std::sync::atomic::AtomicBool;

use kervan_stations::StationsError;

use crate::case::{Capacity, Case, Data, Forecast, Kind, ObservedChoices, Panel};

/// What was found for something asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Independent replications: a value of each.
    Replications {
        /// The values; not a number where a replication saw nothing of the kind.
        values: Vec<f64>,
        /// How many customers, over the size that the quantity would have if all were concerned:
        /// times a known answer about the number of those concerned.
        seen: f64,
    },
    /// A mean with half its 95 % interval over replications, as the result tables have it.
    Estimate {
        /// Mean.
        mean: f64,
        /// Half the interval.
        halfwidth: f64,
        /// Replications.
        replications: u32,
    },
    /// A number that is not left to chance.
    Number(f64),
    /// The same with what to know of it.
    Remarked(f64, String),
    /// A number that the known answer bounds: at most that, and at least a share of it.
    Reaches {
        /// The number.
        found: f64,
        /// The share.
        least: f64,
        /// The share that it may reach, as times are counted in whole seconds: 1 or hardly more.
        most: f64,
    },
    /// A number that may lie in a range.
    Within {
        /// The number.
        found: f64,
        /// The range; from minus infinity where any less would do.
        range: [f64; 2],
        /// What to know of it, where there is something.
        remark: Option<String>,
    },
    /// How many intervals covered the known answer, by kind of interval.
    Covered {
        /// Intervals made.
        runs: u32,
        /// Level, range allowed, and how many covered.
        kinds: Vec<(f64, [f64; 2], u32)>,
    },
    /// Nothing, for a reason.
    None(String),
}

/// Answers to everything that is asked of a case, and what it took where it was simulated.
///
/// A corridor is not simulated here: it goes through the facade, as a user's does. Numbers must be
/// at hand, not in a file.
///
/// # Errors
///
/// A network that comes to rest, a length that no run can have, an interruption.
pub fn answer(
    case: &Case,
    luck: Luck,
    stop: &AtomicBool,
) -> Result<(Vec<Answer>, Option<Spent>), StationsError> {
    let none = |reason: &str| {
        let one = || Answer::None(reason.to_owned());
        (case.expects.iter().map(|_| one()).collect(), None)
    };
    Ok(match &case.kind {
        Kind::Network(network) => {
            let (answers, spent) = network::network(case, network, luck, stop)?;
            (answers, Some(spent))
        }
        Kind::Coverage(network, asked) => {
            let (answers, spent) = coverage::coverage(case, network, asked, luck, stop)?;
            (answers, Some(spent))
        }
        Kind::Line(line) => (line::line(line, &case.expects), None),
        Kind::Series(Data::Rows(rows)) => (series::series(rows, &case.expects), None),
        Kind::Capacity(Capacity::Network(network)) => {
            (capacity::capacity(network, &case.expects), None)
        }
        Kind::Capacity(Capacity::File(file)) => none(&format!("`{file}` was not read")),
        Kind::Failing(network) => (reliability::failing(case, network, luck), None),
        Kind::Investments(asked) => (plan::investments(asked, &case.expects), None),
        Kind::Forecast(Forecast::Series(series)) => (forecast::series(series, &case.expects), None),
        Kind::Panel(Panel::Series(series)) => (forecast::panel(series, &case.expects, stop), None),
        Kind::Forecast(Forecast::File(file)) | Kind::Panel(Panel::File(file)) => {
            none(&format!("`{file}` was not read"))
        }
        Kind::Lots(asked) => (plan::lots(asked, &case.expects), None),
        Kind::Choices(ObservedChoices::Here(choices, terms)) => {
            (choice::fitted(choices, terms, &case.expects), None)
        }
        Kind::Choices(ObservedChoices::File { files, .. }) => {
            none(&format!("`{}` was not read", files.join("`, `")))
        }
        Kind::Paths(asked) => (choice::in_equilibrium(&asked.paths, &case.expects), None),
        Kind::Chain(asked) => (tariff::chain(asked, &case.expects), None),
        Kind::Game(asked) => (game::game(asked, &case.expects), None),
        Kind::Series(Data::File(file)) => none(&format!("`{file}` was not read")),
        Kind::Corridor { corridor, .. } => none(&format!("corridor `{corridor}` was not run")),
    })
}
