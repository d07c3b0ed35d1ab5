//! The plan in futures that it was not made for: other demand, dearer works, something late; what
//! is to be decided now, what can wait, and what to watch.

use kervan_plan::{Choice, Plan, PlanError, Problem, carry, optimise, optimise_after};
use kervan_results::{FutureRow, RegretRow, TriggerRow};

use super::problem::{DemandPath, in_service, pose};
use super::{Found, LIMITS, LOOK, Planner, PlanningError};

/// What the demand that is aimed at is times, in a low and in a high future, where the corridor
/// does not say.
const DEMANDS: [f64; 2] = [0.8, 1.2];
/// What everything that is not decided costs more in a dear future.
const OVERRUN: f64 = 1.3;
/// Delays that are shown: those that leave most behind.
const DELAYS: usize = 4;
/// A delay that leaves less than this share of the target behind is none to watch.
const WATCHED: f64 = 1e-4;

/// A future, with the problem it poses and the best answer to it.
struct Future {
    name: String,
    times: f64,
    problem: Problem,
    best: Choice,
}

impl Planner<'_> {
    /// Fills futures, regrets, and what to watch.
    pub(super) fn futures(&mut self, found: &Found) -> Result<(), PlanningError> {
        let futures = self.possible(found)?;
        let cost = |problem: &Problem| found.choice.plan.cost_of_measures(problem);
        // The plan in each other demand; dearer works carry no less.
        let last = self.last();
        let each: Vec<_> = futures
            .iter()
            .filter(|future| future.times != 1.0)
            .map(|future| {
                let times = in_service(&found.problem, &found.choice.plan, last);
                (times, self.growth[last] * future.times)
            })
            .collect();
        let mut others = self.simulate_all(&each, LOOK)?.into_iter();
        for future in &futures {
            let simulated_t = match future.times {
                1.0 => found
                    .simulated
                    .carried
                    .as_ref()
                    .map(|carried| carried.tonnes),
                _ => others.next().and_then(|one| Some(one.carried?.tonnes)),
            };
            let carried_t = self.carried_t(&future.problem, &found.choice.plan, future.times)?;
            self.planned.futures.push(FutureRow {
                name: future.name.clone(),
                asked_t: future.times * self.planned.target_t,
                carried_t,
                cost_musd: cost(&future.problem),
                best_musd: Some(future.best.plan.cost_of_measures(&future.problem)),
                simulated_t,
            });
        }
        self.late(found)?;
        self.regrets(found, &futures)?;
        self.triggers(found, &futures);
        Ok(())
    }

    /// The futures that are reckoned with; in each the last year is to be carried, where it can be.
    fn possible(&self, found: &Found) -> Result<Vec<Future>, PlanningError> {
        let stated = self.asked.paths.iter().skip(1).map(|path| path.times);
        let mut demands: Vec<f64> = stated.collect();
        if demands.is_empty() {
            demands = DEMANDS.to_vec();
        }
        demands.push(1.0);
        demands.sort_by(f64::total_cmp);
        let posed = |times: f64| {
            let path = DemandPath::new(&self.growth, times, 1.0);
            let mut problem = pose(&self.capacity, &self.candidates, &self.asked.on(path));
            // As many of each may be chosen as in the problem of the plan, or more.
            for (row, of) in problem.measures.iter_mut().zip(&found.problem.measures) {
                row.most = row.most.max(of.most);
            }
            problem
        };
        let mut all = Vec::new();
        for times in demands {
            let name = match times {
                1.0 => "demand as aimed at".to_owned(),
                times => format!(
                    "{:.0} % {} demand than aimed at",
                    100.0 * (times - 1.0).abs(),
                    if times < 1.0 { "less" } else { "more" }
                ),
            };
            all.push((name, times, posed(times)));
        }
        let mut dear = posed(1.0);
        for row in dear.measures.iter_mut().filter(|row| !row.is_decided) {
            (row.cost, row.running) = (row.cost * OVERRUN, row.running * OVERRUN);
        }
        let name = format!(
            "all that is not decided costs {:.0} % more",
            100.0 * (OVERRUN - 1.0)
        );
        all.push((name, 1.0, dear));
        let futures = all.into_iter().map(|(name, times, mut problem)| {
            let best = match optimise(&problem, &LIMITS) {
                Err(PlanError::Infeasible) => {
                    for row in &mut problem.carrying {
                        row.must_carry = false;
                    }
                    optimise(&problem, &LIMITS)?
                }
                other => other?,
            };
            Ok(Future {
                name,
                times,
                problem,
                best,
            })
        });
        futures.collect()
    }

    /// Each of what is done a year late, and what is left behind then.
    fn late(&mut self, found: &Found) -> Result<(), PlanningError> {
        let plan = &found.choice.plan;
        let cost = plan.cost_of_measures(&found.problem);
        let mut late = Vec::new();
        for at in (0..found.problem.measures.len()).filter(|at| plan.count(*at) > 0) {
            let mut problem = found.problem.clone();
            problem.measures[at].build += 1;
            let carried_t = self.carried_t(&problem, plan, 1.0)?;
            if carried_t < self.planned.target_t * (1.0 - WATCHED) {
                late.push((carried_t, at, problem));
            }
        }
        late.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        late.truncate(if self.deep { late.len() } else { DELAYS });
        let last = self.last();
        let each: Vec<_> = late
            .iter()
            .map(|(_, _, problem)| (in_service(problem, plan, last), self.growth[last]))
            .collect();
        let simulated = self.simulate_all(&each, LOOK)?;
        let mut simulated = simulated.into_iter();
        for (carried_t, at, _) in late {
            let name = &self.candidates[at].name;
            let name = name.strip_prefix("one more ").unwrap_or(name);
            let one = simulated.next().and_then(|one| one.carried);
            self.planned.futures.push(FutureRow {
                name: format!("a year late: {name}"),
                asked_t: self.planned.target_t,
                carried_t,
                cost_musd: cost,
                best_musd: None,
                simulated_t: one.map(|carried| carried.tonnes),
            });
        }
        Ok(())
    }

    /// What is decided in the first year, by whom it may be decided, in every future: all later
    /// years are decided again, knowing the future. Beyond the best, that is the regret.
    fn regrets(&mut self, found: &Found, futures: &[Future]) -> Result<(), PlanningError> {
        let first = |plan: &Plan| -> Vec<u32> {
            plan.started
                .iter()
                .map(|row| row.first().copied().unwrap_or(0))
                .collect()
        };
        let nothing = Plan::nothing(&found.problem);
        let mut decided = vec![("as the plan says".to_owned(), first(&found.choice.plan))];
        for future in futures {
            let starts = first(&future.best.plan);
            if decided.iter().all(|(_, other)| *other != starts) {
                decided.push((format!("as for: {}", future.name), starts));
            }
        }
        decided.push(("nothing this year".to_owned(), first(&nothing)));
        for (name, starts) in decided {
            for future in futures {
                let cost = match optimise_after(&future.problem, &starts, &LIMITS) {
                    Ok(choice) => Some(choice.cost),
                    Err(PlanError::Infeasible) => None,
                    Err(error) => return Err(error.into()),
                };
                self.planned.regrets.push(RegretRow {
                    decided: name.clone(),
                    future: future.name.clone(),
                    cost_musd: cost,
                    regret_musd: cost.map(|cost| (cost - future.best.cost).max(0.0)),
                });
            }
        }
        Ok(())
    }

    /// For each measure of the plan: the demand at which its places are full without it, and
    /// the one at which it has to be started then; what other futures would decide now.
    fn triggers(&mut self, found: &Found, futures: &[Future]) {
        let (problem, plan) = (&found.problem, &found.choice.plan);
        let today_mt = self.planned.today_t / 1e6;
        let years = self.growth.len();
        // Growth of a year on the way to the target.
        let yearly = match years > 1 {
            true => (self.growth[years - 1] / self.growth[0]).powf(1.0 / (years - 1) as f64),
            false => 1.0,
        };
        for (at, start, times) in plan.starts() {
            let row = &problem.measures[at];
            if row.is_decided {
                continue;
            }
            let opens = start + row.build;
            // What else is in service by then, and less of itself.
            let lift = |server: usize| -> f64 {
                (0..problem.measures.len())
                    .map(|other| {
                        let mut many = plan.serving(problem, other, opens.min(years - 1));
                        if other == at {
                            many -= many.min(times);
                        }
                        let of = self.capacity.lifts[other].iter();
                        let share = of.filter(|(lifted, _)| *lifted == server);
                        f64::from(many) * share.map(|(_, share)| share).sum::<f64>()
                    })
                    .sum()
            };
            let full = self.capacity.lifts[at].iter().map(|(server, _)| {
                let place = &self.capacity.servers[*server];
                let grows: f64 = place.by_flow.iter().sum();
                let room = place.ceiling * (1.0 + lift(*server)) - place.fixed;
                (room / grows.max(1e-12)).max(0.0)
            });
            let full = full.fold(f64::INFINITY, f64::min);
            let is_known = full.is_finite() && full < 2.0 * self.growth[years - 1];
            let full_mt = is_known.then_some(full * today_mt);
            let now = futures
                .iter()
                .filter(|future| future.best.plan.started[at][0] > 0);
            self.planned.triggers.push(TriggerRow {
                name: self.candidates[at].name.clone(),
                times,
                start: self.asked.first_year + start as i64,
                build_years: row.build as u32,
                full_mt,
                start_mt: full_mt.map(|mt| mt / yearly.powi(row.build as i32 + 1)),
                now_in: now.count() as u32,
                futures: futures.len() as u32,
                cost_musd: f64::from(times) * row.cost,
            });
        }
    }

    /// Tonnes of goods that a plan carries in the last year, of so many times the target.
    fn carried_t(&self, problem: &Problem, plan: &Plan, times: f64) -> Result<f64, PlanningError> {
        let only = super::beside::only_last(problem, self.last());
        let left: f64 = carry(&only, plan)?
            .iter()
            .flat_map(|row| row.flows.iter().zip(&self.capacity.flows))
            .filter(|(_, (_, _, is_goods))| *is_goods)
            .map(|(unserved, (_, mt, _))| unserved * mt * 1e6)
            .sum();
        Ok(times * self.planned.target_t - left)
    }
}
