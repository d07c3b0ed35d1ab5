//! What more or less costs: money against tonnes against time.

use kervan_plan::{PlanError, optimise};
use kervan_results::FrontierRow;

use super::problem::{DemandPath, in_service, pose};
use super::{Found, LIMITS, LOOK, Planner, PlanningError};

/// Targets that are tried, as multiples of the one that is aimed at.
const TARGETS: [f64; 4] = [0.7, 0.85, 1.0, 1.15];
/// Ceilings that are tried, as multiples of those of the plan: lower ones buy shorter waits.
const CEILINGS: [f64; 2] = [1.0, 0.9];

impl Planner<'_> {
    /// Plans for other targets and tighter ceilings, each simulated.
    pub(super) fn frontier(&mut self, found: &Found) -> Result<(), PlanningError> {
        let mut rows = Vec::new();
        let mut each = Vec::new();
        let ceilings = self.capacity.ceilings();
        for target in TARGETS {
            for tightness in CEILINGS {
                let path = DemandPath::new(&self.growth, target, 1.0);
                let growth = path.last();
                self.capacity.tighten(&ceilings, tightness);
                let asked = self.asked.on(path);
                let problem = pose(&self.capacity, &self.candidates, &asked);
                let is_the_plan = target == 1.0 && tightness == 1.0;
                let plan = match is_the_plan {
                    true => Some(found.choice.plan.clone()),
                    false => match optimise(&problem, &LIMITS) {
                        Ok(choice) => Some(choice.plan),
                        Err(PlanError::Infeasible) => None,
                        Err(error) => return Err(error.into()),
                    },
                };
                rows.push(FrontierRow {
                    target_t: target * self.planned.target_t,
                    ceilings: tightness,
                    cost_musd: plan.as_ref().map(|plan| plan.cost_of_measures(&problem)),
                    carried_t: None,
                    p90_d: None,
                    is_the_plan,
                });
                if let Some(plan) = plan {
                    let times = in_service(&problem, &plan, self.last());
                    each.push((rows.len() - 1, (times, growth)));
                }
            }
        }
        self.capacity.tighten(&ceilings, 1.0);
        let designs: Vec<_> = each.iter().map(|(_, design)| design.clone()).collect();
        let simulated = self.simulate_all(&designs, LOOK)?;
        for ((at, _), one) in each.iter().zip(simulated) {
            rows[*at].carried_t = one.carried.as_ref().map(|carried| carried.tonnes);
            rows[*at].p90_d = one.carried.as_ref().and_then(|carried| carried.p90_d);
        }
        self.planned.frontier = rows;
        Ok(())
    }
}
