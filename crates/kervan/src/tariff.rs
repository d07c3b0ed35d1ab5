//! Which through tariff, for how long, and who gets what.
//!
//! ```text
//!  markets, items, costs --> traffic --> regimes: today, separate, joint
//!                               |            |
//!       fluid: room -----------'             +--> game of coalitions --> divisions, core, leavers
//!                                            |
//!                        outlook, clauses ---+--> long term: level, years, congestion
//! ```
//!
//! Goods that have no other way that is known keep today's prices: how they answer is not known.

mod division;
mod file;
mod long_term;
mod market;
mod regimes;
mod room;
mod settle;
pub(crate) mod work;

use std::path::Path;

use kervan_bottleneck::fluid::FluidError;
use kervan_format::WriteError;
use kervan_results::{
    ClauseRow, DivisionRow, ItemSumRow, LeaverRow, RunInfoRow, TariffOperatorRow, TariffPriceRow,
    TariffRegimeRow, TariffSensitivityRow, TariffTables, TariffYearRow,
};
use kervan_simulation::Progress;
pub use kervan_tariff::TariffError;
pub use kervan_tariff::long_term::Objective;
pub use kervan_tariff::traffic::Outsiders;
use kervan_tariff::traffic::Traffic;

use crate::study::Study;
use crate::written::write_answer;
pub use division::{Rule, RuleError};
pub use file::{DividedGame, PricedChain, TariffFileError, divide_games, price_chains};
use market::Contested;
pub use settle::{SettleError, Settled, SettledAccount, SettledPayment};

/// What a tariff is to be, and how it is divided.
#[derive(Clone, Debug)]
pub struct TariffSettings {
    /// Years for which it is to hold.
    pub years: u32,
    /// What it is to make large.
    pub objective: Objective,
    /// Rules of division, in order; the first is that of the answer.
    pub rules: Vec<Rule>,
    /// What those do who leave an agreement behind.
    pub outsiders: Outsiders,
    /// Futures that are drawn.
    pub futures: u32,
    /// Seed of all luck.
    pub seed: u64,
}

impl Default for TariffSettings {
    fn default() -> TariffSettings {
        TariffSettings {
            years: 10,
            objective: Objective::Profit,
            rules: Rule::ALL.to_vec(),
            outsiders: Outsiders::Today,
            futures: 400,
            seed: 1,
        }
    }
}

/// Room in a later year, as a plan makes it.
#[derive(Debug)]
pub struct PlannedRoom<'s> {
    /// The corridor in that year: with the plan applied.
    pub study: &'s Study,
    /// The year; room grows evenly until then.
    pub year: i64,
}

/// A tariff, and what was looked at on the way.
#[derive(Clone, Debug, Default)]
pub struct Tariff {
    /// Prices by regime and way.
    pub prices: Vec<TariffPriceRow>,
    /// Regimes as a whole.
    pub regimes: Vec<TariffRegimeRow>,
    /// Operators by regime.
    pub operators: Vec<TariffOperatorRow>,
    /// What each rule gives each operator.
    pub divisions: Vec<DivisionRow>,
    /// Who would leave each division.
    pub leavers: Vec<LeaverRow>,
    /// What to know of each rule, in the order of the rules.
    pub rules: Vec<RuleNote>,
    /// Long-term clauses, compared on the same futures.
    pub clauses: Vec<ClauseRow>,
    /// The first clause in the expected future.
    pub years: Vec<TariffYearRow>,
    /// Items beside what is published.
    pub said: Vec<ItemSumRow>,
    /// If shippers answer otherwise.
    pub sensitivity: Vec<TariffSensitivityRow>,
    /// What the sensitivity would have to be times for today's sum to be the best tariff; `None`
    /// where none makes it so.
    pub turning_point: Option<f64>,
    /// Price of a TEU in dollars, TEU a year, and what all earn in millions of dollars, where all
    /// prices of today move together.
    pub curve: Vec<[f64; 3]>,
    /// The core between three groups of operators, and where each rule stands in it.
    pub groups: Option<Groups>,
    /// What limits room, and TEU a year that it leaves.
    pub room: Option<(String, f64)>,
    /// What a TEU of room costs in one tariff, in dollars a year: 0 where there is enough.
    pub toll_usd_per_teu: f64,
    /// Flows that do not answer to the price.
    pub captive: Vec<String>,
    /// What to know of the game of coalitions, in words.
    pub game: Vec<String>,
    /// Of the values that the answer leans on, how many there are and how many are estimates.
    pub estimated: (usize, usize),
    /// What was asked.
    pub objective: Option<Objective>,
    /// Whether it was interrupted: what is here is what was done by then.
    pub is_interrupted: bool,
    /// Version, seed, checksum, settings, in order.
    pub run: Vec<RunInfoRow>,
}

/// Operators in three groups: railways, ports and terminals, and ships.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups {
    /// Name, what the group earns alone, and what the two others earn without it, in millions of
    /// dollars a year.
    pub groups: Vec<(String, f64, f64)>,
    /// What all earn.
    pub all_musd: f64,
    /// Each rule with what it gives each group.
    pub rules: Vec<(String, Vec<f64>)>,
}

/// What to know of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleNote {
    /// The rule.
    pub rule: String,
    /// Whether its division is in the core.
    pub is_in_core: bool,
    /// Whether it would be if those outside did the other thing: price for themselves where they
    /// keep today's prices here, and the other way round.
    pub is_in_other_core: bool,
    /// Whether every operator gains against today.
    pub all_gain: bool,
    /// What to know of it.
    pub note: String,
}

/// Why there is no tariff.
#[derive(Debug, thiserror::Error)]
pub enum TariffingError {
    /// The request cannot be: what is wrong with it, and the way out.
    #[error("{0}")]
    Request(String),
    /// There is no equilibrium, or something cannot be divided.
    #[error(transparent)]
    Tariff(#[from] TariffError),
    /// A rule cannot be used here.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The corridor has no fluid.
    #[error(transparent)]
    Fluid(#[from] FluidError),
}

/// Tables whose values a tariff leans on.
const LEANS_ON: [&str; 7] = [
    "tariff_items",
    "operator_costs",
    "currencies",
    "bypasses",
    "commodities",
    "markets",
    "competing_routes",
];

impl Study {
    /// Prices the corridor's contested goods three ways, divides one tariff, and looks ahead.
    ///
    /// An interruption gives what was found by then.
    ///
    /// # Errors
    ///
    /// A request that cannot be; a corridor without markets, items or costs; prices that do not
    /// come to rest.
    pub fn tariff(
        &self,
        settings: &TariffSettings,
        planned: Option<&PlannedRoom>,
        progress: &Progress,
    ) -> Result<Tariff, TariffingError> {
        if !(1..=50).contains(&settings.years) || !(10..=100_000).contains(&settings.futures) {
            let text = "a tariff is for 1 to 50 years, in 10 to 100000 futures";
            return Err(TariffingError::Request(text.to_owned()));
        }
        let contested = market::contested(self)?;
        let mut tariff = Tariff {
            captive: contested.captive.clone(),
            estimated: self.leaned_on(),
            objective: Some(settings.objective),
            run: self.tariff_run(settings),
            ..Tariff::default()
        };
        let mut steps = Steps::new(progress, settings);
        regimes::said(self, &contested, &mut tariff);
        let room = room::room(self, &contested, planned, settings.years)?;
        let mut traffic = contested.traffic.clone();
        traffic.limits.extend(room.limit.clone());
        tariff.room = room
            .limit
            .as_ref()
            .map(|limit| (limit.name.clone(), limit.most));
        if steps.one_more() {
            return Ok(tariff.interrupted());
        }
        let found = regimes::regimes(self, &contested, &traffic, settings, &mut tariff)?;
        if steps.one_more() {
            return Ok(tariff.interrupted());
        }
        let input = division::Input {
            contested: &contested,
            traffic: &traffic,
            found: &found,
            settings,
        };
        if division::divide(&input, &mut tariff, &mut || steps.one_more())? {
            return Ok(tariff.interrupted());
        }
        let input = long_term::Input {
            contested: &contested,
            traffic: &traffic,
            found: &found,
            room: &room,
            settings,
        };
        if long_term::look_ahead(self, &input, &mut tariff, &mut || steps.one_more()) {
            return Ok(tariff.interrupted());
        }
        Ok(tariff)
    }

    /// Values that a tariff leans on, and how many of them are estimates.
    fn leaned_on(&self) -> (usize, usize) {
        let values = self.corridor().values.iter();
        let own = values.filter(|(table, ..)| LEANS_ON.contains(table));
        own.fold((0, 0), |(all, estimated), (.., value)| {
            let is_estimate = value.provenance.firmness.is_estimate();
            (all + 1, estimated + usize::from(is_estimate))
        })
    }

    fn tariff_run(&self, settings: &TariffSettings) -> Vec<RunInfoRow> {
        let row = |key: &str, value: String| RunInfoRow {
            key: key.to_owned(),
            value,
        };
        vec![
            row("kervan", crate::VERSION.to_owned()),
            row("corridor", self.name().to_owned()),
            row("corridor sha256", self.checksum()),
            row("seed", settings.seed.to_string()),
            row("years", settings.years.to_string()),
            row("futures", settings.futures.to_string()),
        ]
    }
}

/// Tells how far it is, and hears whether to stop.
struct Steps<'p> {
    progress: &'p Progress<'p>,
    done: u32,
    all: u32,
}

impl<'p> Steps<'p> {
    fn new(progress: &'p Progress<'p>, settings: &TariffSettings) -> Steps<'p> {
        Steps {
            progress,
            done: 0,
            all: 3
                + settings.rules.len() as u32
                + long_term::CLAUSES.len() as u32 * long_term::LOOKS,
        }
    }

    /// Whether to stop, after one more step.
    fn one_more(&mut self) -> bool {
        self.done += 1;
        (self.progress.report)(self.done.min(self.all), self.all);
        self.progress
            .stop
            .load(std::sync::atomic::Ordering::Relaxed)
    }
}

impl Tariff {
    fn interrupted(self) -> Tariff {
        Tariff {
            is_interrupted: true,
            ..self
        }
    }

    /// The tables of the answer.
    pub fn tables(&self) -> TariffTables<'_> {
        TariffTables {
            prices: &self.prices,
            regimes: &self.regimes,
            operators: &self.operators,
            divisions: &self.divisions,
            leavers: &self.leavers,
            clauses: &self.clauses,
            years: &self.years,
            said: &self.said,
            sensitivity: &self.sensitivity,
            run: &self.run,
        }
    }

    /// Writes the tables as CSV and Parquet, with further files, into a new folder.
    ///
    /// # Errors
    ///
    /// A target that is there and not empty, or the system's refusal.
    pub fn write(&self, files: &[(String, Vec<u8>)], folder: &Path) -> Result<(), WriteError> {
        write_answer(self.tables().tables(), files, folder)
    }
}

/// Millions.
const MILLION: f64 = 1e6;

/// TEU and tonnes of all ways of all markets.
fn volumes(contested: &Contested, quantities: &[Vec<f64>]) -> (f64, f64) {
    let mut all = (0.0, 0.0);
    for (goods, units) in contested.goods.iter().zip(quantities) {
        let units: f64 = units.iter().sum();
        all.0 += units * goods.teu;
        all.1 += units * goods.cargo_t;
    }
    all
}

/// The price of each way today.
fn todays_prices(traffic: &Traffic) -> Vec<Vec<f64>> {
    let ways = |market: &kervan_tariff::market::Market| {
        let price = |way: &kervan_tariff::market::Way| way.work.iter().map(|work| work.price).sum();
        market.ways.iter().map(price).collect()
    };
    traffic.markets.iter().map(ways).collect()
}
