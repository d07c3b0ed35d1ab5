//! The plan in futures that it was not made for: other demand, dearer works, something late.

use kervan_plan::{Choice, Plan, PlanError, Problem, carry, optimise};
use kervan_results::FutureRow;

use super::problem::{Asked, Posed, pose};
use super::{LIMITS, Planner, PlanningError};

/// What the demand that is aimed at is times, in a low and in a high future.
const DEMANDS: [(&str, f64); 2] = [
    ("a fifth less demand than aimed at", 0.8),
    ("a fifth more demand than aimed at", 1.2),
];
/// What everything that is not decided costs more in a dear future.
const OVERRUN: f64 = 1.3;
/// Delays that are shown: those that leave most behind.
const DELAYS: usize = 5;
/// A delay that leaves less than this share of the target behind is none to watch.
const WATCHED: f64 = 1e-4;

impl Planner<'_> {
    /// Fills the rows of futures.
    pub(super) fn futures(&mut self, posed: &Posed, choice: &Choice) -> Result<(), PlanningError> {
        let cost = choice.plan.cost_of_measures(&posed.problem);
        let mut rows = Vec::new();
        for (name, times) in DEMANDS {
            let growth = self.path_to(times);
            let asked = Asked {
                growth: &growth,
                ..self.asked(true)
            };
            let problem = posed.with_demand(&self.capacity, &asked);
            let other = pose(&self.capacity, &self.candidates, &asked);
            rows.push(FutureRow {
                name: name.to_owned(),
                asked_t: times * self.planned.target_t,
                carried_t: self.carried_t(&problem, &choice.plan, times)?,
                cost_musd: cost,
                best_musd: best(&other.problem)?,
            });
        }
        let mut dear = posed.problem.clone();
        for row in dear.measures.iter_mut().filter(|row| !row.is_decided) {
            (row.cost, row.running) = (row.cost * OVERRUN, row.running * OVERRUN);
        }
        rows.push(FutureRow {
            name: "all that is not decided costs 30 % more".to_owned(),
            asked_t: self.planned.target_t,
            carried_t: self.planned.target_t,
            cost_musd: choice.plan.cost_of_measures(&dear),
            best_musd: best(&dear)?,
        });
        // Each of what is done a year late, and what is left behind then.
        let mut late = Vec::new();
        let mut done: Vec<usize> = posed.of.clone();
        done.dedup();
        for candidate in done {
            let mut problem = posed.problem.clone();
            let mut is_done = false;
            for (at, row) in problem.measures.iter_mut().enumerate() {
                if posed.of[at] == candidate && choice.plan.starts[at].is_some() {
                    row.build += 1;
                    is_done = true;
                }
            }
            if !is_done {
                continue;
            }
            let carried_t = self.carried_t(&problem, &choice.plan, 1.0)?;
            if carried_t < self.planned.target_t * (1.0 - WATCHED) {
                late.push((carried_t, candidate));
            }
        }
        late.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (carried_t, candidate) in late.into_iter().take(DELAYS) {
            let name = &self.candidates[candidate].name;
            let name = name.strip_prefix("one more ").unwrap_or(name);
            rows.push(FutureRow {
                name: format!("a year late: {name}"),
                asked_t: self.planned.target_t,
                carried_t,
                cost_musd: cost,
                best_musd: None,
            });
        }
        self.planned.futures = rows;
        Ok(())
    }

    /// Growth year by year to so many times the target.
    fn path_to(&self, times: f64) -> Vec<f64> {
        let last = self.growth.last().copied().unwrap_or(1.0);
        let end = self.growth.len().saturating_sub(1).max(1) as f64;
        let part = |at: usize, growth: f64| match (last.ln().abs() > 1e-9, growth > 0.0) {
            (true, true) => growth.ln() / last.ln(),
            _ => at as f64 / end,
        };
        let years = self.growth.iter().enumerate();
        years
            .map(|(at, growth)| (times * last).powf(part(at, *growth)))
            .collect()
    }

    /// Tonnes of goods that a plan carries in the last year, of so many times the target.
    fn carried_t(&self, problem: &Problem, plan: &Plan, times: f64) -> Result<f64, PlanningError> {
        let mut only = problem.clone();
        let last = self.growth.len() - 1;
        only.carrying.retain(|row| row.period == last);
        let left: f64 = carry(&only, plan)?
            .iter()
            .flat_map(|row| row.flows.iter().zip(&self.capacity.flows))
            .filter(|(_, (_, _, is_goods))| *is_goods)
            .map(|(unserved, (_, mt, _))| unserved * mt * 1e6)
            .sum();
        Ok(times * self.planned.target_t - left)
    }
}

/// Cost of building and running of the best plan for a problem; `None` where there is none.
fn best(problem: &Problem) -> Result<Option<f64>, PlanningError> {
    match optimise(problem, &LIMITS) {
        Ok(choice) => Ok(Some(choice.plan.cost_of_measures(problem))),
        Err(PlanError::Infeasible) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
