//! Linear and mixed-integer programmes: build one, solve it, and trust only what was checked.
//!
//! ```text
//!  Model (columns, rows) --> solve --> HiGHS on its one thread --> certificate --> Solution
//!        \--> everything wrong with it          \--> infeasible, unbounded, stopped
//! ```
//!
//! This is the only crate that names the solver. No answer leaves it unchecked: values are put
//! into the rows again, prices into the columns, and the two objectives are compared.
//!
//! ```
//! use kervan_solver::{Limits, Model, solve};
//! // A ship takes 6 lots; wheat earns 3 a lot and needs 2 cranes, ore earns 2 and needs 1, of 8.
//! let mut model = Model::maximise();
//! let wheat = model.column("wheat", 0.0, f64::INFINITY, 3.0);
//! let ore = model.column("ore", 0.0, f64::INFINITY, 2.0);
//! let room = model.row("room", f64::NEG_INFINITY, 6.0, [(wheat, 1.0), (ore, 1.0)]);
//! let cranes = model.row("cranes", f64::NEG_INFINITY, 8.0, [(wheat, 2.0), (ore, 1.0)]);
//! let solution = solve(&model, &Limits::default())?;
//! assert!((solution.objective - 14.0).abs() < 1e-9);
//! // One more place earns 1, one more crane earns 1.
//! assert!((solution.price(room) - 1.0).abs() < 1e-9 && (solution.price(cranes) - 1.0).abs() < 1e-9);
//! # Ok::<(), kervan_solver::SolveError>(())
//! ```

mod certificate;
mod error;
mod highs_thread;
mod lp;
mod model;
mod solution;
mod solve;

pub use error::SolveError;
pub use model::{Col, Embedded, Model, Row, Sense};
pub use solution::{Solution, Status};
pub use solve::{Limits, solve};
