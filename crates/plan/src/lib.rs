//! Which measures are started in which year, so that what is asked is carried at least cost?
//!
//! ```text
//!  Problem ── periods, measures, what each period is to carry
//!     |  formulation: one equation a file            \
//!     v                                               v
//!  MILP --> solver --> Choice (plan and flows) --> judge: the checker, by arithmetic alone
//!     |                    |
//!     |                    |--> pool: the next best     greedy: one bottleneck at a time
//!     '--> conflict: the limits that cannot hold together
//! ```
//!
//! The crate knows periods, measures and capacities; what a train is, and what a simulation
//! says of a plan, is told to it from outside.
//!
//! ```
//! use kervan_plan::{Carrying, Lift, Measure, Period, Problem, optimise};
//! use kervan_solver::{Limits, Model};
//! // 10 t are to pass a port that takes 4; a crane adds 3 for 5, a berth adds 6 for 8.
//! let mut model = Model::minimise();
//! let unserved = model.column("unserved", 0.0, 10.0, 0.0);
//! let port = model.row("port", f64::NEG_INFINITY, 4.0 - 10.0, [(unserved, -1.0)]);
//! let lift = |measure, by| Lift { row: port, measure, by };
//! let carrying = Carrying {
//!     model,
//!     unserved: vec![unserved],
//!     lifts: vec![lift(0, 3.0), lift(1, 6.0)],
//!     ..Carrying::default()
//! };
//! let problem = Problem {
//!     periods: vec![Period::now("2030")],
//!     measures: vec![Measure::of("crane", 5.0), Measure::of("berth", 8.0)],
//!     carrying: vec![carrying],
//!     ..Problem::default()
//! };
//! let choice = optimise(&problem, &Limits::default())?;
//! assert_eq!(choice.plan.names(&problem), ["berth"]);
//! assert!((choice.cost - 8.0).abs() < 1e-9);
//! # Ok::<(), kervan_plan::PlanError>(())
//! ```

mod carry;
mod conflict;
mod equations;
mod error;
mod formulation;
mod greedy;
mod judge;
pub mod network_design;
mod optimise;
mod plan;
mod pool;
mod problem;

pub use carry::{Carried, carry};
pub use conflict::{Conflict, conflict};
pub use error::PlanError;
pub use formulation::Formulation;
pub use greedy::{OneAtATime, one_at_a_time};
pub use judge::{Judgement, judge};
pub use optimise::{Choice, optimise, optimise_after};
pub use plan::Plan;
pub use pool::{Apart, pool};
pub use problem::{Carrying, Lift, Measure, Period, Problem, Purse};
