//! Demand that answers to price, time and reliability, with the queues that it makes itself.
//!
//! ```text
//!  markets, competing routes --> logit of each flow, constants fitted to the base year
//!  simulation at some loads  --> time and spread by load (same luck)      |
//!                                               \                         v
//!         prices, growth, other routes' terms --> fixed point: load --> time --> volume --> load
//! ```

mod congestion;
mod demand;

use std::collections::BTreeMap;

use kervan_choice::{Crossing, FixedPoint, FixedPointError, Uniqueness, fixed_point};
use kervan_results::RunInfoRow;
use kervan_simulation::{Progress, SimulationError};

use crate::bottlenecks::BottleneckError;
use crate::study::{OpenError, Study};
use congestion::Congestion;
pub use congestion::{LoadFlow, LoadRow};
use demand::FlowDemand;
pub use demand::{FlowBase, RouteBase, RouteChange};

/// How the response of demand is found.
#[derive(Clone, Debug)]
pub struct ResponseSettings {
    /// What a unit of a flow pays for the whole way today, in dollars, by flow; that of its market
    /// where a flow is not named.
    pub base_prices: BTreeMap<String, f64>,
    /// Loads that are simulated, as multiples of the base-year volume of the contested flows;
    /// above 0, rising, 1 among them.
    pub loads: Vec<f64>,
    /// Seed of all luck.
    pub seed: u64,
    /// Worker threads; 0 for one per processor. Never changes a result.
    pub threads: usize,
}

impl Default for ResponseSettings {
    fn default() -> ResponseSettings {
        ResponseSettings {
            base_prices: BTreeMap::new(),
            loads: vec![0.5, 0.8, 1.0, 1.1, 1.2, 1.35, 1.5, 2.0],
            seed: 1,
            threads: 0,
        }
    }
}

/// What differs from the base year. Whatever is not named is as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conditions {
    /// What a unit of a flow pays for the whole way, in dollars, by flow.
    pub prices: BTreeMap<String, f64>,
    /// What the goods of a market are times, by whatever route, by market.
    pub growth: BTreeMap<String, f64>,
    /// What other routes ask, by route.
    pub routes: BTreeMap<String, RouteChange>,
}

/// The demand of a corridor as a function of prices, with its queues.
#[derive(Clone, Debug)]
pub struct DemandResponse {
    flows: Vec<FlowDemand>,
    congestion: Congestion,
    /// Flows in no market: their volume does not answer, as no other way is known for them.
    pub captive: Vec<String>,
    /// What to know of it.
    pub remarks: Vec<String>,
    /// Version, seed, checksum, settings, in order.
    pub run: Vec<RunInfoRow>,
}

/// Volumes that make the queues which let just these volumes come.
#[derive(Clone, Debug)]
pub struct Balance {
    /// Contested flows, in order of their names.
    pub flows: Vec<FlowBalance>,
    /// Volume of the contested flows, as a multiple of that of the base year.
    pub load: f64,
    /// All loads that reproduce themselves.
    pub crossings: Vec<Crossing>,
    /// Whether it is proved that there is one.
    pub uniqueness: Uniqueness,
    /// Whether the load is above all that were simulated: times there are drawn on.
    pub is_beyond: bool,
    /// What shippers gain against the base year, in dollars a year.
    pub surplus_usd: f64,
}

/// One contested flow in balance.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowBalance {
    /// Flow.
    pub flow: String,
    /// Its market.
    pub market: String,
    /// Volume a year, in the unit of the flow.
    pub volume: f64,
    /// `TEU/yr` or `t/yr`.
    pub volume_unit: &'static str,
    /// Tonnes of goods a year.
    pub tonnes: f64,
    /// Loading units a year.
    pub units: f64,
    /// Share of the market's goods that it takes.
    pub share: f64,
    /// What a unit pays, in dollars, where it is known.
    pub price: Option<f64>,
    /// Days on the way, median.
    pub time_d: f64,
    /// Days from P50 to P90.
    pub spread_d: f64,
    /// Percent of volume for a percent of price, queues as they are.
    pub price_elasticity: Option<f64>,
    /// Percent of volume for a day more on the way.
    pub percent_per_day: f64,
    /// What other routes carry of it a year, by route.
    pub elsewhere: Vec<(String, f64)>,
}

impl Balance {
    /// A contested flow.
    pub fn flow(&self, flow: &str) -> Option<&FlowBalance> {
        self.flows.iter().find(|row| row.flow == flow)
    }

    /// Tonnes of goods a year of all contested flows.
    pub fn tonnes(&self) -> f64 {
        self.flows.iter().map(|row| row.tonnes).sum()
    }
}

/// Why there is no response.
#[derive(Debug, thiserror::Error)]
pub enum ResponseError {
    /// The corridor does not say where else its goods could go.
    #[error(
        "no flow of the corridor has another way: it has no markets.csv; `kervan explain markets` says what stands there"
    )]
    NoMarkets,
    /// The request cannot be: what is wrong with it, and the way out.
    #[error("{0}")]
    Request(String),
    /// No volume reproduces itself.
    #[error(transparent)]
    NoBalance(#[from] FixedPointError),
    /// A load makes the corridor unsound.
    #[error(transparent)]
    Corridor(#[from] OpenError),
    /// A run failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

impl From<BottleneckError> for ResponseError {
    fn from(error: BottleneckError) -> ResponseError {
        match error {
            BottleneckError::Corridor(error) => ResponseError::Corridor(error),
            BottleneckError::Simulation(error) => ResponseError::Simulation(error),
        }
    }
}

impl Study {
    /// The demand of the corridor as a function of prices, its queues included.
    ///
    /// Each flow of a market chooses by a logit of generalised costs between the corridor and the
    /// market's competing routes. Constants are fitted so that all base-year volumes come back at
    /// base-year prices and simulated times: that is a fit, and [`DemandResponse::base`] shows it.
    /// Times and spreads by load come from simulations of the corridor with the contested flows,
    /// and empty boxes with them, at `loads` times their volume, all on the same luck; captive
    /// flows stay as they are.
    ///
    /// # Errors
    ///
    /// No markets; settings that cannot be; runs that fail; an interruption.
    pub fn response(
        &self,
        settings: &ResponseSettings,
        progress: &Progress,
    ) -> Result<DemandResponse, ResponseError> {
        let congestion = congestion::simulate(self, None, settings, progress)?;
        let flows = demand::calibrate(self, &congestion, settings)?;
        let corridor = self.corridor();
        let captive = corridor
            .flows
            .iter()
            .filter(|(idx, flow)| flow.trade != "empty" && corridor.market(*idx).is_none());
        let row = |key: &str, value: String| RunInfoRow {
            key: key.to_owned(),
            value,
        };
        Ok(DemandResponse {
            flows,
            captive: captive.map(|(_, flow)| flow.id.clone()).collect(),
            remarks: congestion.remarks(),
            congestion,
            run: vec![
                row("kervan", crate::VERSION.to_owned()),
                row("corridor", self.name().to_owned()),
                row("corridor sha256", self.checksum()),
                row("seed", settings.seed.to_string()),
            ],
        })
    }
}

/// Step of a numerical elasticity, as a share of the price.
const STEP: f64 = 0.001;

impl DemandResponse {
    /// The same demand with the queues of another state of the corridor: measures built, or
    /// captive flows grown. Constants and base-year volumes stay those that were fitted.
    ///
    /// # Errors
    ///
    /// As [`Study::response`]; a study that lacks a contested flow.
    pub fn on(
        &self,
        study: &Study,
        settings: &ResponseSettings,
        progress: &Progress,
    ) -> Result<DemandResponse, ResponseError> {
        let congestion = congestion::simulate(study, Some(&self.flows), settings, progress)?;
        Ok(DemandResponse {
            remarks: congestion.remarks(),
            congestion,
            ..self.clone()
        })
    }

    /// What was fitted: each contested flow at its base-year price and time, with the constants
    /// that reproduce its volume and those of the other routes.
    pub fn base(&self) -> Vec<&FlowBase> {
        self.flows.iter().map(|flow| &flow.base).collect()
    }

    /// What was simulated: times and spreads by load.
    pub fn loads(&self) -> &[LoadRow] {
        &self.congestion.rows
    }

    /// Volumes at these conditions, with the queues that they make.
    ///
    /// # Errors
    ///
    /// Conditions that name what is not there, or a price where the base price is not known.
    pub fn at(&self, conditions: &Conditions) -> Result<Balance, ResponseError> {
        self.check(conditions)?;
        let found = self.balance(conditions)?;
        let load = found.volume();
        let mut balance = self.at_load(conditions, load)?;
        (balance.crossings, balance.uniqueness) = (found.crossings, found.uniqueness);
        Ok(balance)
    }

    /// Volumes at these conditions with the queues of a given load, whatever volumes would make.
    ///
    /// # Errors
    ///
    /// As [`DemandResponse::at`].
    pub fn at_load(&self, conditions: &Conditions, load: f64) -> Result<Balance, ResponseError> {
        self.check(conditions)?;
        let mut flows = Vec::new();
        let mut surplus_usd = 0.0;
        for flow in &self.flows {
            let (time_d, spread_d) = self.congestion.at(&flow.base.flow, load);
            let (row, gain) = flow.balance(conditions, time_d, spread_d);
            surplus_usd += gain;
            flows.push(row);
        }
        Ok(Balance {
            flows,
            load,
            crossings: vec![Crossing {
                volume: load,
                is_stable: true,
            }],
            uniqueness: Uniqueness::Proved,
            is_beyond: load > self.congestion.last(),
            surplus_usd,
        })
    }

    /// Percent of the tonnes of all contested flows with a known price for a percent of all these
    /// prices, the queues following; `None` where no price is known.
    ///
    /// # Errors
    ///
    /// As [`DemandResponse::at`].
    pub fn elasticity_with_queues(
        &self,
        conditions: &Conditions,
    ) -> Result<Option<f64>, ResponseError> {
        let here = self.at(conditions)?;
        let priced: Vec<&FlowBalance> = here
            .flows
            .iter()
            .filter(|row| row.price.is_some())
            .collect();
        if priced.is_empty() {
            return Ok(None);
        }
        let tonnes = |times: f64| -> Result<f64, ResponseError> {
            let mut moved = conditions.clone();
            for row in &priced {
                let price = row.price.unwrap_or_default() * times;
                moved.prices.insert(row.flow.clone(), price);
            }
            let balance = self.at(&moved)?;
            let rows = balance.flows.iter().filter(|row| row.price.is_some());
            Ok(rows.map(|row| row.tonnes).sum())
        };
        let (less, more) = (tonnes(1.0 - STEP)?, tonnes(1.0 + STEP)?);
        Ok(Some(
            (more / less).ln() / ((1.0 + STEP) / (1.0 - STEP)).ln(),
        ))
    }

    /// Loads that reproduce themselves.
    fn balance(&self, conditions: &Conditions) -> Result<FixedPoint, ResponseError> {
        let base: f64 = self.flows.iter().map(|flow| flow.base_t()).sum();
        let tonnes = |load: f64| -> f64 {
            let each = self.flows.iter().map(|flow| {
                let (time_d, spread_d) = self.congestion.at(&flow.base.flow, load);
                flow.tonnes(conditions, time_d, spread_d)
            });
            each.sum()
        };
        // No more can come than there is.
        let all: f64 = self
            .flows
            .iter()
            .map(|flow| flow.market_t(conditions))
            .sum();
        let mut points = vec![0.0];
        points.extend(self.congestion.loads());
        let most = (all / base).max(self.congestion.last()) + 1.0;
        points.push(most);
        let steepest = |from: f64, to: f64| -> f64 {
            let each = self.flows.iter().map(|flow| {
                let [from, to] = [from, to].map(|load| {
                    let (time_d, spread_d) = self.congestion.at(&flow.base.flow, load);
                    (load, time_d, spread_d)
                });
                flow.steepest(conditions, from, to)
            });
            each.sum::<f64>() / base
        };
        Ok(fixed_point(
            &|load| tonnes(load) / base,
            &points,
            &steepest,
        )?)
    }

    /// Refuses conditions that name what is not there.
    fn check(&self, conditions: &Conditions) -> Result<(), ResponseError> {
        let request = |text: String| Err(ResponseError::Request(text));
        for (flow, price) in &conditions.prices {
            let Some(found) = self.flows.iter().find(|row| row.base.flow == *flow) else {
                return request(format!(
                    "`{flow}` is no flow of a market, so that no price moves it"
                ));
            };
            if found.base.price.is_none() {
                return request(format!(
                    "what `{flow}` pays today is not known: give it in `markets.csv`, or as a base price"
                ));
            }
            if !price.is_finite() {
                return request(format!("the price of `{flow}` is {price}"));
            }
        }
        let markets = |name: &String| self.flows.iter().any(|row| row.base.market == *name);
        if let Some((name, times)) = conditions
            .growth
            .iter()
            .find(|(name, times)| !markets(name) || !times.is_finite() || **times <= 0.0)
        {
            return request(format!("market `{name}` cannot grow {times} times"));
        }
        let routes = |name: &String| {
            let mut all = self.flows.iter().flat_map(|row| &row.base.routes);
            all.any(|route| route.route == *name && route.is_moving)
        };
        match conditions.routes.keys().find(|name| !routes(name)) {
            Some(name) => request(format!("`{name}` is no competing route with a price")),
            None => Ok(()),
        }
    }
}
