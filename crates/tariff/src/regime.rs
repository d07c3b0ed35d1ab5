//! Carriers one after another on the only way: what each way of setting prices leads to.

mod joint;
mod separate;
mod successive;
mod today;

pub use joint::joint;
pub use separate::separate;
pub use successive::successive;
pub use today::today;

use crate::demand::Demand;
use crate::error::TariffError;

/// Carriers in series, each of whom every unit needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// Demand for the whole way.
    pub demand: Demand,
    /// What carrying one unit costs each carrier, in order along the way.
    pub costs: Vec<f64>,
}

/// What a way of setting prices leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Pricing {
    /// Price of each carrier, in order; empty where there is only one for the whole way.
    pub prices: Vec<f64>,
    /// Price of the whole way.
    pub price: f64,
    /// What is sent.
    pub quantity: f64,
    /// What each carrier earns beyond its costs, in order; empty as `prices`.
    pub profits: Vec<f64>,
    /// What all earn beyond their costs.
    pub profit: f64,
    /// What those who send would have paid beyond the price.
    pub surplus: f64,
    /// Share of all that could be sent, where that has an end.
    pub share: Option<f64>,
}

impl Chain {
    /// What one unit costs on the whole way.
    pub fn cost(&self) -> f64 {
        self.costs.iter().sum()
    }

    fn check(&self) -> Result<(), TariffError> {
        let mut faults = self.demand.faults();
        if self.costs.is_empty() {
            faults.push("there is no carrier".to_owned());
        }
        for (at, cost) in self.costs.iter().enumerate() {
            if !(cost.is_finite() && *cost >= 0.0) {
                faults.push(format!("the cost of carrier {} is {cost}", at + 1));
            }
        }
        match faults.is_empty() {
            true => Ok(()),
            false => Err(TariffError::Malformed(faults)),
        }
    }

    /// What follows from the price of each carrier.
    fn at(&self, prices: Vec<f64>) -> Pricing {
        let price = prices.iter().sum();
        let whole = self.at_price(price);
        let margins = prices.iter().zip(&self.costs);
        let profits: Vec<f64> = margins
            .map(|(price, cost)| (price - cost) * whole.quantity)
            .collect();
        Pricing {
            profit: profits.iter().sum(),
            profits,
            prices,
            ..whole
        }
    }

    /// What follows from one price for the whole way.
    fn at_price(&self, price: f64) -> Pricing {
        let quantity = self.demand.quantity(price);
        Pricing {
            prices: Vec::new(),
            price,
            quantity,
            profits: Vec::new(),
            profit: (price - self.cost()) * quantity,
            surplus: self.demand.surplus(price),
            share: self.demand.size().map(|size| quantity / size),
        }
    }
}
