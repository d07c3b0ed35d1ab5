//! What each measure of a plan adds: left out, alone, and on average over orders.

use kervan_bottleneck::{carried, estimate};
use kervan_engine::RandomStream;
use kervan_plan::{Plan, Problem, carry};

use super::beside::only_last;
use super::problem::in_service;
use super::{Found, LOOK, Planner, PlanningError};

/// Random orders over which contributions are averaged.
const ORDERS: u32 = 20;
/// Measures that the simulation is asked about too: those whose absence costs most in the fluid.
const SPOT_CHECKS: usize = 3;

impl Planner<'_> {
    /// Fills what each measure adds in the last year: of the fluid, and, of those that count
    /// most or of all (`deep`), in the simulation.
    pub(super) fn contributions(&mut self, found: &Found) -> Result<(), PlanningError> {
        let problem = only_last(&found.problem, self.last());
        let chosen = &found.choice.plan;
        // Players: all of a measure together.
        let players: Vec<usize> = (0..problem.measures.len())
            .filter(|at| chosen.count(*at) > 0 && !problem.measures[*at].is_decided)
            .collect();
        let served = |set: &[usize]| self.served(&problem, &part(&problem, chosen, set));
        let (none, all) = (served(&[])?, served(&players)?);
        let mut over_orders = vec![Vec::new(); players.len()];
        let mut order: Vec<usize> = (0..players.len()).collect();
        for round in 0..ORDERS {
            // Fisher and Yates; the order of a round is the same whatever came before.
            let mut luck = RandomStream::named(self.runs.seed, u64::from(round), "plan", "order");
            for end in (1..order.len()).rev() {
                order.swap(end, luck.below(end as u64 + 1) as usize);
            }
            let (mut set, mut before) = (Vec::new(), none);
            for at in &order {
                set.push(players[*at]);
                let after = served(&set)?;
                over_orders[*at].push(after - before);
                before = after;
            }
        }
        let mut rows = Vec::new();
        for (player, gains) in players.iter().zip(over_orders) {
            let others = without(&players, *player);
            let last = all - served(&others)?;
            let alone = served(&[*player])? - none;
            rows.push((*player, last, alone, estimate(gains)));
        }
        for (player, last, alone, average) in &rows {
            let id = &self.candidates[*player].id;
            // What is started in several years has the sum in its first row.
            if let Some(row) = self.planned.measures.iter_mut().find(|row| row.id == *id) {
                (row.last_mt, row.alone_mt, row.average_mt) = (Some(*last), Some(*alone), *average);
            }
        }
        rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let asked = if self.deep { rows.len() } else { SPOT_CHECKS };
        let asked: Vec<usize> = rows.into_iter().take(asked).map(|row| row.0).collect();
        self.simulated_without(found, &players, &asked)
    }

    /// Mt a year that a plan carries more than nothing at all; a sum with a sign.
    fn served(&self, problem: &Problem, plan: &Plan) -> Result<f64, PlanningError> {
        let found = carry(problem, plan)?;
        let weights = self.capacity.flows.iter();
        let weights = weights.map(|(_, mt, is_goods)| if *is_goods { *mt } else { 0.0 });
        let left = found
            .iter()
            .flat_map(|row| row.flows.iter().zip(weights.clone()));
        Ok(-left.map(|(unserved, mt)| unserved * mt).sum::<f64>())
    }

    /// Simulates the plan without each of some measures, on the luck of the plan.
    fn simulated_without(
        &mut self,
        found: &Found,
        players: &[usize],
        asked: &[usize],
    ) -> Result<(), PlanningError> {
        let (problem, last) = (&found.problem, self.last());
        let each: Vec<_> = asked
            .iter()
            .map(|player| {
                let set = without(players, *player);
                let plan = part(problem, &found.choice.plan, &set);
                (in_service(problem, &plan, last), self.growth[last])
            })
            .chain([(
                in_service(problem, &found.choice.plan, last),
                self.growth[last],
            )])
            .collect();
        let mut simulated = self.simulate_all(&each, LOOK)?;
        let whole = simulated.pop().unwrap_or_default();
        for (player, one) in asked.iter().zip(&simulated) {
            let corridor = self.corridor();
            let tonnes = |one| Some(carried(corridor, std::slice::from_ref(one))?.tonnes.mean);
            let both = whole.results.iter().zip(&one.results);
            let less =
                estimate(both.filter_map(|(plan, one)| Some((tonnes(plan)? - tonnes(one)?) / 1e6)));
            let id = &self.candidates[*player].id;
            if let Some(row) = self.planned.measures.iter_mut().find(|row| row.id == *id) {
                row.simulated_mt = less;
                row.comes_to_rest = !one.ring.is_empty();
            }
        }
        Ok(())
    }
}

fn without(players: &[usize], player: usize) -> Vec<usize> {
    let others = players.iter().copied();
    others.filter(|other| *other != player).collect()
}

/// What is decided, and of a plan some measures alone.
fn part(problem: &Problem, plan: &Plan, set: &[usize]) -> Plan {
    let mut part = Plan::nothing(problem);
    for measure in set {
        part.started[*measure].clone_from(&plan.started[*measure]);
    }
    part
}
