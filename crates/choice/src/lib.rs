//! Which route do shippers take, and how does that change with price, time and reliability?
//!
//! ```text
//!  price, time, spread --> GeneralisedCost --> utilities --> shares, logsum, elasticities, surplus
//!                                                  ^
//!  observed choices --> Terms --> Choices --> fit: maximum likelihood --> Fit (estimates, errors)
//!
//!  paths over links that fill up --> stochastic_user_equilibrium, user_equilibrium
//!  a volume that makes its own queues --> fixed_point (unique, or every crossing)
//! ```
//!
//! The crate knows routes, costs and shares; what a train is, and what a simulation says of a
//! queue, is told to it from outside.
//!
//! ```
//! use kervan_choice::{Values, Attributes, shares, surplus};
//! // Dollars a tonne, days: rail is dear and quick, the sea cheap and slow.
//! let values = Values { of_time: 6.0, of_reliability: 4.0 };
//! let rail = values.cost(&Attributes { price: 300.0, time_d: 15.0, spread_d: 6.0 });
//! let sea = values.cost(&Attributes { price: 130.0, time_d: 38.0, spread_d: 8.0 });
//! assert_eq!((rail, sea), (414.0, 390.0));
//! let sensitivity = 0.01;
//! let found = shares(&[-sensitivity * rail, -sensitivity * sea]);
//! assert!((found[0] - 1.0 / (1.0 + (0.24f64).exp())).abs() < 1e-15);
//! // A cheaper train is worth something to those who take it, and to those who now do.
//! let gain = surplus(&[-4.14, -3.90], &[-4.04, -3.90], sensitivity);
//! assert!(gain > 10.0 * found[0]);
//! ```

mod cholesky;
mod elasticity;
mod equilibrium;
mod estimate;
mod fixed_point;
mod generalised_cost;
mod logit;
mod observed;
mod piecewise;
mod surplus;

pub use elasticity::{cross_elasticity, own_elasticity};
pub use equilibrium::{
    Demand, EquilibriumError, LinkTime, PathFlows, Paths, ReadTimeError,
    stochastic_user_equilibrium, user_equilibrium,
};
pub use estimate::{
    Alternative, Choices, Estimate, EstimationError, Fit, Situation, Term, fit, log_likelihood,
};
pub use fixed_point::{Crossing, FixedPoint, FixedPointError, Uniqueness, fixed_point};
pub use generalised_cost::{Attributes, Values};
pub use logit::{constants, logsum, shares};
pub use observed::{ChoiceColumns, ChoiceTable, Fault, Keep, choices_named, term_named};
pub use piecewise::{Piecewise, PiecewiseError};
pub use surplus::surplus;
