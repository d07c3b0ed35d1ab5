//! Prices.

use crate::flow::LoadingUnit;
use crate::service::Service;
use crate::table::Idx;

/// What one unit pays for some services.
#[derive(Clone, Debug)]
pub struct Tariff {
    /// Identifier.
    pub id: String,
    /// Services it pays for.
    pub services: Vec<Idx<Service>>,
    /// Country whose part of the way it pays for; `None` for the whole way of its services.
    pub country: Option<String>,
    /// The kind of unit.
    pub loading_unit: Idx<LoadingUnit>,
    /// Price of one unit, in `currency`.
    pub price: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// Year of the price.
    pub price_year: i64,
    /// What kind of price it is.
    pub said: String,
    /// Sources as written.
    pub source: String,
}
