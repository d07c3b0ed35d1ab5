//! The files of a corridor as read: cells of text that know their place.

use crate::dictionary;
use crate::origin::Origin;
use crate::scenario::{cell_of, key_of};

/// One cell, header or key as it was written.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its text, quotes removed, white space around it trimmed.
    pub text: String,
    /// Where it stands.
    pub origin: Origin,
}

impl Cell {
    /// A cell of that text, standing there.
    pub fn new(text: impl Into<String>, origin: &Origin) -> Cell {
        Cell {
            text: text.into(),
            origin: origin.clone(),
        }
    }

    /// The name and the unit of a header, such as `distance [km]`.
    pub fn name_and_unit(&self) -> (&str, Option<&str>) {
        match self.text.split_once('[') {
            Some((name, rest)) => (
                name.trim(),
                Some(rest.trim_end().trim_end_matches(']').trim()),
            ),
            None => (self.text.trim(), None),
        }
    }
}

/// One CSV file as read: every row has as many cells as the header.
#[derive(Clone, Debug)]
pub struct RawTable {
    /// Name of the table, which is the file's name without `.csv`.
    pub name: String,
    /// The file as a whole.
    pub origin: Origin,
    /// The header line.
    pub header: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// `corridor.toml` as read and checked for the types of its keys.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Title in print.
    pub title: String,
    /// What the corridor is, in a sentence or two.
    pub description: String,
    /// Year the data speak of.
    pub base_year: i64,
    /// First simulated day, as (year, month, day).
    pub first_day: (i16, i8, i8),
    /// Whether the data are real; invented otherwise.
    pub real: bool,
    /// Share of the theoretical capacity of a line that can be used day by day.
    pub practical_share: f64,
    /// Time for a crossing of two trains at a loop, in minutes, on top of running.
    pub crossing_time_min: f64,
    /// Where these two come from.
    pub line_source: Option<Cell>,
    /// The headline transit time.
    pub transit: Option<TransitManifest>,
    /// The volume that is aimed at.
    pub target: Option<TargetManifest>,
    /// What a plan is reckoned with.
    pub plan: Option<PlanManifest>,
    /// What a forecast is made of and asked.
    pub forecast: Option<ForecastManifest>,
    /// What a tariff is reckoned with.
    pub tariff: Option<TariffManifest>,
}

/// The `[forecast]` part of `corridor.toml`: what a forecast is made of and asked.
#[derive(Clone, Debug)]
pub struct ForecastManifest {
    /// Statistics of the series that is forecast, as in `volumes.csv`.
    pub scope: Cell,
    /// Last year.
    pub to: i64,
    /// A part that something was said of.
    pub watch: Option<WatchManifest>,
}

/// The `[watch]` part of `corridor.toml`: a part of the volume that something was said of.
#[derive(Clone, Debug)]
pub struct WatchManifest {
    /// Name in print.
    pub name: String,
    /// Country where it begins.
    pub from: Cell,
    /// Country where it ends.
    pub to: Cell,
    /// Times the base year that it may come to.
    pub times: f64,
    /// What was said of it.
    pub said: Option<String>,
    /// Where that was said.
    pub said_source: Option<Cell>,
}

/// The `[tariff]` part of `corridor.toml`: what a long-term tariff is reckoned with.
#[derive(Clone, Debug)]
pub struct TariffManifest {
    /// What demand grows by in a year, as a share, whatever the price.
    pub demand_growth: f64,
    /// Standard deviation of the logarithm of demand after one year.
    pub demand_deviation: f64,
    /// Where these come from.
    pub source: Option<Cell>,
}

/// The `[plan]` part of `corridor.toml`: what a plan is reckoned with.
#[derive(Clone, Debug)]
pub struct PlanManifest {
    /// First year for which something can be decided.
    pub first_year: i64,
    /// Interest of a year.
    pub discount_rate: f64,
    /// Year of the prices.
    pub price_year: i64,
    /// What a tonne that is not carried costs, in dollars.
    pub unserved_usd_per_t: f64,
    /// Demand of a low future, as a multiple of the one that is aimed at; 0 where there is none.
    pub low_demand: f64,
    /// Its chance.
    pub low_chance: f64,
    /// Demand of a high future, likewise.
    pub high_demand: f64,
    /// Its chance.
    pub high_chance: f64,
    /// Where these come from.
    pub source: Option<Cell>,
}

/// The `[target]` part of `corridor.toml`: the volume that the corridor is to carry.
#[derive(Clone, Debug)]
pub struct TargetManifest {
    /// Tonnes of goods a year.
    pub volume_t: f64,
    /// Statistics that it is counted in, as in the flows; all flows where there is none.
    pub scope: Option<Cell>,
    /// What was said of it.
    pub said: Option<String>,
    /// Where that was said.
    pub said_source: Option<Cell>,
}

/// The `[transit]` part of `corridor.toml`: the one transit time the corridor is known by.
#[derive(Clone, Debug)]
pub struct TransitManifest {
    /// Name in print.
    pub name: String,
    /// Nodes where the clock starts.
    pub from: Vec<Cell>,
    /// Nodes where it stops.
    pub to: Vec<Cell>,
    /// What was said of it.
    pub said: Option<String>,
    /// Lower and upper end of what was said, in days.
    pub said_days: Option<(f64, f64)>,
    /// Where that was said.
    pub said_source: Option<Cell>,
}

impl Raw {
    /// The cell of a row, by the names of table, row and column.
    pub fn cell(&self, table: &str, row: &str, column: &str) -> Option<&Cell> {
        let rule = dictionary::table(table)?;
        let table = self.tables.iter().find(|found| found.name == table)?;
        let row = (0..table.rows.len()).find(|at| key_of(rule, table, *at) == row)?;
        cell_of(table, column, row)
    }
}

/// All files of a corridor as read.
#[derive(Clone, Debug)]
pub struct Raw {
    /// `corridor.toml`.
    pub manifest: Manifest,
    /// The tables there are, in order of file name.
    pub tables: Vec<RawTable>,
}
