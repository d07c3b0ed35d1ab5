//! Goods that have a choice: what they are worth, and which other ways there are.

use crate::flow::{Flow, LoadingUnit};
use crate::table::Idx;

/// What goods are worth, and what a day and a dollar matter to their owners.
#[derive(Clone, Debug)]
pub struct Commodity {
    /// Identifier.
    pub id: String,
    /// Commodity of the flows it is about; `*` at the end stands for any rest.
    pub commodity: String,
    /// Value of a tonne, in dollars.
    pub value_usd_per_t: f64,
    /// What a day less on the way is worth for a tonne, in dollars.
    pub value_of_time_usd_per_t_d: f64,
    /// What a day less of spread (P90 less P50) is worth, in days on the way.
    pub reliability_ratio: f64,
    /// Scale of the logit: change of the logarithm of the odds for a dollar a tonne.
    pub sensitivity_t_per_usd: f64,
    /// Year of the prices.
    pub price_year: i64,
}

impl Commodity {
    /// Whether it is about the goods of a flow.
    pub fn is_about(&self, flow: &Flow) -> bool {
        match self.commodity.strip_suffix('*') {
            Some(start) => flow.commodity.starts_with(start),
            None => self.commodity == flow.commodity,
        }
    }
}

/// Flows that can go another way, together.
#[derive(Clone, Debug)]
pub struct Market {
    /// Identifier.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// Its flows, at least one.
    pub flows: Vec<Idx<Flow>>,
    /// What a unit pays here today, where it is known.
    pub price: Option<Price>,
    /// What kind of price it is; printed.
    pub said: String,
    /// Sources as written.
    pub source: String,
    /// The other ways, at least one.
    pub routes: Vec<CompetingRoute>,
}

/// A price for a whole way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// Dollars for one unit.
    pub usd_per_unit: f64,
    /// The kind of unit.
    pub loading_unit: Idx<LoadingUnit>,
    /// Year of the price.
    pub year: Option<i64>,
}

/// Another way for the goods of a market.
#[derive(Clone, Debug)]
pub struct CompetingRoute {
    /// Identifier.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// Price, time and spread; `None` for goods that stay where they are.
    pub terms: Option<RouteTerms>,
    /// What it carries of this market in the base year, in the unit of the market's flows.
    pub volume: f64,
    /// `TEU/yr` or `t/yr`.
    pub volume_unit: &'static str,
    /// What kind of figures they are; printed.
    pub said: String,
    /// Sources as written.
    pub source: String,
}

/// What a competing route asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RouteTerms {
    /// Price.
    pub price: Price,
    /// Days on the way, median.
    pub time_d: f64,
    /// Days from P50 to P90.
    pub spread_d: f64,
}
