//! HiGHS, on the one thread of this process that ever calls it.
//!
//! HiGHS keeps a scheduler for the whole process, and older versions reset it whenever a model is
//! dropped, under the feet of whoever solves at that moment (ERGO-Code/HiGHS#3141). So models are
//! made, solved and dropped here, one after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, OnceLock};
use std::thread;

use highs::{HighsModelStatus, HighsSolutionStatus, RowProblem};

use crate::error::SolveError;
use crate::model::{Model, Sense};
use crate::solution::Status;
use crate::solve::Limits;

/// How close to its bound a value may be and still keep it.
const FEASIBLE: f64 = 1e-9;

/// What HiGHS says, unchecked.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) status: Status,
    pub(crate) values: Vec<f64>,
    /// Of the rows.
    pub(crate) prices: Vec<f64>,
    /// On the objective, where there are integers.
    pub(crate) bound: f64,
}

type Job = Box<dyn FnOnce() + Send>;

/// The way to the thread; it is started with the first model.
static JOBS: OnceLock<Option<Mutex<Sender<Job>>>> = OnceLock::new();

fn start() -> Option<Mutex<Sender<Job>>> {
    let (jobs, work) = channel::<Job>();
    let started = thread::Builder::new()
        .name("solver".to_owned())
        .spawn(move || work.into_iter().for_each(|job| job()));
    started.is_ok().then(|| Mutex::new(jobs))
}

/// Has a model solved on the thread.
pub(crate) fn run(model: &Model, limits: &Limits) -> Result<Found, SolveError> {
    let failed = |reason: &str| SolveError::Failed(reason.to_owned());
    let task = Task::new(model, limits);
    let (answer, answered) = channel();
    let job = Box::new(move || {
        // The bindings panic where HiGHS breaks a promise; the thread must live on.
        let found = catch_unwind(AssertUnwindSafe(|| task.solve()));
        let found =
            found.unwrap_or_else(|_| Err(SolveError::Failed("its bindings broke off".to_owned())));
        // Nobody waits any more only where the process is ending.
        let _ = answer.send(found);
    });
    let jobs = JOBS.get_or_init(start).as_ref();
    let jobs = jobs.ok_or_else(|| failed("no thread could be started"))?;
    jobs.lock()
        .map_err(|_| failed("its thread is gone"))?
        .send(job)
        .map_err(|_| failed("its thread is gone"))?;
    answered.recv().map_err(|_| failed("its thread is gone"))?
}

/// A model in the words of HiGHS.
struct Task {
    problem: RowProblem,
    sense: highs::Sense,
    has_integers: bool,
    start: Option<Vec<f64>>,
    limits: Limits,
}

impl Task {
    fn new(model: &Model, limits: &Limits) -> Task {
        let mut problem = RowProblem::new();
        let columns: Vec<highs::Col> = model
            .columns
            .iter()
            .map(|column| {
                let range = column.low..=column.high;
                problem.add_column_with_integrality(column.cost, range, column.is_integer)
            })
            .collect();
        for row in &model.rows {
            let terms = row.terms.iter().map(|(at, factor)| (columns[*at], *factor));
            problem.add_row(row.low..=row.high, terms);
        }
        Task {
            problem,
            sense: match model.sense {
                Sense::Maximise => highs::Sense::Maximise,
                Sense::Minimise => highs::Sense::Minimise,
            },
            has_integers: model.has_integers(),
            start: model.start.clone(),
            limits: *limits,
        }
    }

    fn solve(self) -> Result<Found, SolveError> {
        let failed = |what: &str| SolveError::Failed(what.to_owned());
        let mut model = self
            .problem
            .try_optimise(self.sense)
            .map_err(|_| failed("it refused the model"))?;
        model.make_quiet();
        let mut options = vec![
            model.try_set_option("threads", 1),
            model.try_set_option("random_seed", 0),
            model.try_set_option("primal_feasibility_tolerance", FEASIBLE),
            model.try_set_option("dual_feasibility_tolerance", FEASIBLE),
            model.try_set_option("mip_feasibility_tolerance", FEASIBLE),
            model.try_set_option("mip_rel_gap", self.limits.gap.max(0.0)),
            model.try_set_option("mip_abs_gap", 0.0),
        ];
        if !self.has_integers {
            options.push(model.try_set_option("solver", "simplex"));
        }
        if let Some(steps) = self.limits.iterations {
            let steps = i32::try_from(steps).unwrap_or(i32::MAX);
            options.push(model.try_set_option("simplex_iteration_limit", steps));
        }
        if let Some(nodes) = self.limits.nodes {
            let nodes = i32::try_from(nodes).unwrap_or(i32::MAX);
            options.push(model.try_set_option("mip_max_nodes", nodes));
        }
        if let Some(seconds) = self.limits.time_s {
            options.push(model.try_set_option("time_limit", seconds));
        }
        if options.iter().any(Result::is_err) {
            return Err(failed("it refused an option"));
        }
        if self.has_integers
            && let Some(start) = &self.start
        {
            // A start that HiGHS cannot use is no loss.
            let _ = model.try_set_solution(Some(start), None, None, None);
        }
        let solved = model
            .try_solve()
            .map_err(|_| failed("it ended with an error"))?;
        use HighsModelStatus as S;
        let has_values = || solved.primal_solution_status() == HighsSolutionStatus::Feasible;
        let status = match solved.status() {
            S::Optimal => Status::Optimal,
            S::Infeasible => return Err(SolveError::Infeasible),
            S::Unbounded => return Err(SolveError::Unbounded),
            S::UnboundedOrInfeasible => return Err(SolveError::InfeasibleOrUnbounded),
            S::ReachedTimeLimit | S::ReachedIterationLimit | S::ReachedSolutionLimit
                if has_values() =>
            {
                Status::Stopped
            }
            S::ReachedTimeLimit | S::ReachedIterationLimit | S::ReachedSolutionLimit => {
                return Err(SolveError::Stopped);
            }
            other => return Err(SolveError::Failed(format!("it says {other:?}"))),
        };
        let bound = match self.has_integers {
            true => solved
                .double_info_value(c"mip_dual_bound")
                .map_err(|_| failed("it gives no bound"))?,
            false => solved.objective_value(),
        };
        let solution = solved.get_solution();
        Ok(Found {
            status,
            values: solution.columns().to_vec(),
            prices: solution.dual_rows().to_vec(),
            bound,
        })
    }
}
