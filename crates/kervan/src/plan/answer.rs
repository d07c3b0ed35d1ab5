//! The rows of a plan.

use kervan_bottleneck::Runs;
use kervan_corridor::scenario::Scenario;
use kervan_results::{PlanYearRow, PlannedRow};

use super::candidates::design;
use super::problem::in_service;
use super::{Found, LOOK, Planner, PlanningError};

impl Planner<'_> {
    /// The rows of a plan: what, when, how much, who pays.
    pub(super) fn write_down(&mut self, found: &Found) -> Result<(), PlanningError> {
        let (problem, plan) = (&found.problem, &found.choice.plan);
        for (at, start, times) in plan.starts() {
            let row = &self.candidates[at];
            let start_year = self.asked.first_year + start as i64;
            let many = f64::from(times);
            self.planned.measures.push(PlannedRow {
                id: row.id.clone(),
                name: row.name.clone(),
                operators: row.operators.join("; "),
                is_soft: row.is_soft,
                status: row.status.as_str(),
                times,
                start: start_year,
                opens: start_year + row.build as i64,
                cost_musd: many * row.cost_musd,
                running_musd: many * row.running_musd,
                last_mt: None,
                alone_mt: None,
                average_mt: None,
                simulated_mt: None,
                comes_to_rest: false,
            });
        }
        self.planned.measures.sort_by(|a, b| {
            let key = |row: &PlannedRow| (row.opens, row.start);
            key(a)
                .cmp(&key(b))
                .then(b.cost_musd.total_cmp(&a.cost_musd))
        });
        let choice = &found.choice;
        self.planned.cost_musd = choice.cost;
        self.planned.is_proved = choice.is_proved;
        self.planned.gap = (choice.cost - choice.bound).max(0.0) / choice.cost.abs().max(1e-9);
        for (at, growth) in self.growth.iter().enumerate() {
            // The first carryings are those of the path that is aimed at, year by year.
            let flows = self.capacity.flows.iter().zip(&choice.flows[at]);
            let unserved: f64 = flows
                .filter(|((_, _, is_goods), _)| *is_goods)
                .map(|((_, mt, _), unserved)| mt * unserved)
                .sum();
            let demand_t = growth * self.planned.today_t;
            let started = problem.measures.iter().zip(&plan.started);
            let spent = started.map(|(row, many)| f64::from(many[at]) * row.cost);
            let running = (0..problem.measures.len()).map(|measure| {
                f64::from(plan.serving(problem, measure, at)) * problem.measures[measure].running
            });
            self.planned.years.push(PlanYearRow {
                year: self.asked.first_year + at as i64,
                demand_t,
                planned_t: demand_t - unserved * 1e6,
                carried_t: None,
                p90_d: None,
                // The sum of nothing is -0.
                spent_musd: spent.sum::<f64>() + 0.0,
                running_musd: running.sum::<f64>() + 0.0,
            });
        }
        let last = self.last();
        let times = in_service(problem, plan, last);
        let chosen = self.candidates.iter().zip(times);
        let design = design(&self.runs, chosen).at_demand(self.growth[last]);
        let scenario = design.scenario(self.corridor(), |table, row, column| {
            self.runs.cell(table, row, column)
        });
        self.planned.scenario = scenario.map(|scenario| Scenario {
            name: "plan".to_owned(),
            title: format!("Plan for {}", self.asked.first_year + last as i64),
            description: "Everything that is in service in the last year of the plan, and the demand that is aimed at. Made by kervan plan.".to_owned(),
            ..scenario
        });
        Ok(())
    }

    /// Simulates the plan year by year.
    pub(super) fn follow(&mut self, found: &Found, is_quick: bool) -> Result<(), PlanningError> {
        let last = self.last();
        if is_quick {
            let carried = found.simulated.carried.as_ref();
            if let Some(year) = self.planned.years.get_mut(last) {
                year.carried_t = carried.map(|carried| carried.tonnes);
                year.p90_d = carried.and_then(|carried| carried.p90_d);
            }
            return Ok(());
        }
        let each: Vec<_> = (0..last)
            .map(|at| {
                (
                    in_service(&found.problem, &found.choice.plan, at),
                    self.growth[at],
                )
            })
            .collect();
        let before = self.simulate_all(&each, LOOK)?;
        let all = before.iter().chain([&found.simulated]);
        for (year, simulated) in self.planned.years.iter_mut().zip(all) {
            year.carried_t = simulated.carried.as_ref().map(|carried| carried.tonnes);
            year.p90_d = simulated.carried.as_ref().and_then(|carried| carried.p90_d);
        }
        Ok(())
    }
}
