//! What carrying costs the shipper, who earns it, and how it is divided and settled.
//!
//! ```text
//!  demand ──┐
//!  costs  ──┼─> regime: today, separate, successive, joint      (one way: Chain)
//!  prices ──┘   market, traffic: the same where ways compete    (Market, Traffic)
//!                    |                       |
//!                    v                       v
//!              long_term: clauses,     game of coalitions --> core: who would leave
//!              futures, participation        |
//!                                            v
//!                                      division: rules --> settlement: who owes whom
//! ```
//!
//! The crate knows operators, demand, games and money; what a train is, and where numbers come
//! from, is told to it from outside.
//!
//! ```
//! use kervan_tariff::demand::{Demand, Linear};
//! use kervan_tariff::regime::{Chain, joint, separate};
//! // A railway and a port on the only way; a unit costs them 10 and 20.
//! let demand = Demand::Linear(Linear { a: 100.0, b: 1.0 });
//! let chain = Chain { demand, costs: vec![10.0, 20.0] };
//! let lost = joint(&chain)?.profit - separate(&chain)?.profit;
//! assert!((lost - 136.111_111_111).abs() < 1e-6);
//! # Ok::<(), kervan_tariff::TariffError>(())
//! ```

pub mod clause;
pub mod core;
pub mod demand;
pub mod division;
mod error;
pub mod future;
pub mod game;
pub mod long_term;
pub mod market;
pub mod money;
mod omega;
pub mod regime;
pub mod settlement;
mod span;
pub mod traffic;

pub use error::{NoEquilibrium, TariffError};
