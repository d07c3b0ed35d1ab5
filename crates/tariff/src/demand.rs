//! How much is sent at a price: the demand for a whole way.

mod exponential;
mod isoelastic;
mod linear;
mod logit;

pub use exponential::Exponential;
pub use isoelastic::Isoelastic;
pub use linear::Linear;
pub use logit::Logit;

use crate::error::NoEquilibrium;

/// How much of something is sent at a price of the whole way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Demand {
    /// A straight line.
    Linear(Linear),
    /// The same percentages everywhere.
    Isoelastic(Isoelastic),
    /// Each step of price loses the same share.
    Exponential(Exponential),
    /// A choice between this way and others.
    Logit(Logit),
}

/// What every form of demand can say.
pub(crate) trait Curve {
    /// What is sent at a price.
    fn quantity(&self, price: f64) -> f64;

    /// What those who send would have paid beyond the price: the area under the curve above it.
    /// Infinite where it has no end.
    fn surplus(&self, price: f64) -> f64;

    /// What each of `carriers` adds to its cost where all price at once, in equilibrium; one
    /// carrier is a joint tariff. `cost` is that of a unit on the whole way.
    fn markup(&self, carriers: usize, cost: f64) -> Result<f64, NoEquilibrium>;

    /// What each of `carriers` adds where the first commits to its price before the second does,
    /// and so on, in that order.
    fn successive_markups(&self, carriers: usize, cost: f64) -> Result<Vec<f64>, NoEquilibrium>;

    /// All that could be sent, where that has an end.
    fn size(&self) -> Option<f64> {
        None
    }

    /// What is wrong with its numbers, in words.
    fn faults(&self) -> Vec<String>;
}

impl Demand {
    fn curve(&self) -> &dyn Curve {
        match self {
            Demand::Linear(curve) => curve,
            Demand::Isoelastic(curve) => curve,
            Demand::Exponential(curve) => curve,
            Demand::Logit(curve) => curve,
        }
    }

    /// What is sent at a price.
    pub fn quantity(&self, price: f64) -> f64 {
        self.curve().quantity(price)
    }

    /// What those who send would have paid beyond the price; infinite where it has no end.
    pub fn surplus(&self, price: f64) -> f64 {
        self.curve().surplus(price)
    }

    /// All that could be sent, where that has an end.
    pub fn size(&self) -> Option<f64> {
        self.curve().size()
    }

    /// What is wrong with its numbers, in words; nothing for a sound curve.
    pub fn faults(&self) -> Vec<String> {
        self.curve().faults()
    }

    pub(crate) fn markup(&self, carriers: usize, cost: f64) -> Result<f64, NoEquilibrium> {
        self.curve().markup(carriers, cost)
    }

    pub(crate) fn successive_markups(
        &self,
        carriers: usize,
        cost: f64,
    ) -> Result<Vec<f64>, NoEquilibrium> {
        self.curve().successive_markups(carriers, cost)
    }
}

/// A finding for a number that must be above 0.
fn positive(name: &str, value: f64) -> Option<String> {
    (!(value.is_finite() && value > 0.0)).then(|| format!("`{name}` is {value}, not above 0"))
}
