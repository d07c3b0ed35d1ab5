//! Prices, costs and currencies of operators, and ways around some of them.

use crate::corridor::Corridor;
use crate::flow::{Flow, LoadingUnit};
use crate::network::Control;
use crate::operator::Operator;
use crate::service::Service;
use crate::table::Idx;
use crate::terminal::Terminal;

/// What is done for a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkKind {
    /// On the operator's own sections, or by its vessels.
    Carriage,
    /// At its terminals.
    Handling,
    /// At controls it holds.
    Border,
}

/// What a price or cost is for one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// A unit.
    Unit,
    /// A TEU.
    Teu,
    /// A tonne of cargo.
    Tonne,
    /// A unit and kilometre.
    UnitKm,
    /// A TEU and kilometre.
    TeuKm,
    /// A tonne of cargo and kilometre.
    TonneKm,
}

/// Which work a price or cost is for. Empty lists stand for all.
#[derive(Clone, Debug)]
pub struct WorkScope {
    /// Who does it.
    pub operator: Idx<Operator>,
    /// What is done.
    pub work: WorkKind,
    /// Kinds of unit.
    pub loading_units: Vec<Idx<LoadingUnit>>,
    /// Services.
    pub services: Vec<Idx<Service>>,
    /// Country whose part of the way it is for; `None` for all of it.
    pub country: Option<String>,
    /// Terminals.
    pub terminals: Vec<Idx<Terminal>>,
    /// Controls.
    pub controls: Vec<Idx<Control>>,
    /// What one of it is for.
    pub per: Per,
}

/// What an operator asks for some work.
#[derive(Clone, Debug)]
pub struct TariffItem {
    /// Identifier.
    pub id: String,
    /// For what.
    pub scope: WorkScope,
    /// Price of one, in `currency`.
    pub amount: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// Year of the price.
    pub price_year: i64,
    /// What kind of price it is.
    pub said: String,
    /// Sources as written.
    pub source: String,
}

/// What some work costs an operator.
#[derive(Clone, Debug)]
pub struct OperatorCost {
    /// Identifier.
    pub id: String,
    /// For what.
    pub scope: WorkScope,
    /// Cost of one, in `currency`.
    pub variable: f64,
    /// Cost of a year in any case, in millions of dollars.
    pub fixed_musd: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// Year of the cost.
    pub price_year: i64,
    /// Currency in which a share of it is spent, as its ISO 4217 code.
    pub spent_in: String,
    /// That share.
    pub spent_share: f64,
    /// How it was found.
    pub said: String,
    /// Sources as written.
    pub source: String,
}

/// What a dollar cost in a currency in a year.
#[derive(Clone, Debug)]
pub struct CurrencyYear {
    /// Identifier.
    pub id: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The year.
    pub year: i64,
    /// What a dollar cost.
    pub per_usd: f64,
    /// Standard deviation of the logarithm of that price after one year.
    pub deviation: f64,
}

/// A way for the goods of some flows that leaves some of their operators out.
#[derive(Clone, Debug)]
pub struct Bypass {
    /// Identifier.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// Flows whose goods can take it.
    pub flows: Vec<Idx<Flow>>,
    /// Operators that it leaves out.
    pub instead_of: Vec<Idx<Operator>>,
    /// What it carries of those goods in the base year, over what the flow carries.
    pub share: f64,
    /// What kind of way it is.
    pub said: String,
    /// Sources as written.
    pub source: String,
}

/// What a tariff is reckoned with.
#[derive(Clone, Debug, PartialEq)]
pub struct TariffBasis {
    /// What demand grows by in a year, as a share, whatever the price.
    pub demand_growth: f64,
    /// Standard deviation of the logarithm of demand after one year.
    pub demand_deviation: f64,
}

/// The currency that answers are in.
pub const USD: &str = "USD";

impl Corridor {
    /// What a dollar cost in a currency in a year, or in the year nearest to it; `None` where
    /// nothing is said of the currency.
    pub fn rate(&self, currency: &str, year: i64) -> Option<f64> {
        if currency == USD {
            return Some(1.0);
        }
        let rows = self.currencies.rows().iter();
        rows.filter(|row| row.currency == currency)
            .min_by_key(|row| ((row.year - year).abs(), row.year))
            .map(|row| row.per_usd)
    }

    /// An amount of a year in dollars of that year; as it is where nothing is said of the currency.
    pub fn in_usd(&self, amount: f64, currency: &str, year: i64) -> f64 {
        amount / self.rate(currency, year).unwrap_or(1.0)
    }

    /// How much a currency moves against the dollar: the standard deviation of the logarithm after
    /// one year, as the latest row says.
    pub fn deviation(&self, currency: &str) -> f64 {
        let rows = self.currencies.rows().iter();
        rows.filter(|row| row.currency == currency)
            .max_by_key(|row| row.year)
            .map_or(0.0, |row| row.deviation)
    }
}
