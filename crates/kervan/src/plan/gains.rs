//! Who pays, who gains, and whom the division of the tariff would have to make whole.

use std::collections::BTreeMap;

use kervan_corridor::Corridor;
use kervan_plan::{Plan, carry};
use kervan_results::PayerRow;

use super::beside::only_last;
use super::candidates::{Candidate, owner};
use super::capacity::Capacity;
use super::{Found, Planner, PlanningError};

impl Planner<'_> {
    /// Fills who pays, how much more of the plan's last year goes over what is theirs, and what
    /// each would pay if the cost followed that.
    pub(super) fn gains(&mut self, found: &Found) -> Result<(), PlanningError> {
        let (problem, plan) = (&found.problem, &found.choice.plan);
        let corridor = self.corridor();
        let mut payers: BTreeMap<String, PayerRow> = BTreeMap::new();
        let row = |id: &str| PayerRow {
            operator: id.to_owned(),
            name: corridor
                .operators
                .find(id)
                .map_or(String::new(), |idx| corridor.operators[idx].name.clone()),
            ..PayerRow::default()
        };
        for (at, start, times) in plan.starts() {
            let candidate = &self.candidates[at];
            if problem.measures[at].is_decided {
                continue;
            }
            let nobody = [String::new()];
            let who: &[String] = match candidate.operators.as_slice() {
                [] => &nobody,
                some => some,
            };
            let part = f64::from(times) / who.len() as f64;
            for id in who {
                let payer = payers.entry(id.clone()).or_insert_with(|| row(id));
                payer.measures += times;
                payer.cost_musd += part * candidate.cost_musd;
                payer.running_musd += part * candidate.running_musd;
                payer.discounted_musd += part * problem.cost_from(at, start);
            }
        }
        // Mt a year of each flow that the plan carries more than what is decided alone.
        let only = only_last(problem, self.last());
        let with = carry(&only, plan)?;
        let without = carry(&only, &Plan::nothing(&only))?;
        let more = with.iter().zip(&without).flat_map(|(with, without)| {
            let left = with.flows.iter().zip(&without.flows);
            left.map(|(with, without)| (without - with).max(0.0))
        });
        let more: Vec<f64> = more
            .zip(&self.capacity.flows)
            .map(|(more, (_, mt, is_goods))| if *is_goods { more * mt } else { 0.0 })
            .collect();
        for (id, carries) in owned(corridor, &self.capacity) {
            let extra: f64 = more
                .iter()
                .zip(&carries)
                .filter(|(_, is)| **is)
                .map(|(mt, _)| mt)
                .sum();
            if extra > 1e-9 {
                payers
                    .entry(id.clone())
                    .or_insert_with(|| row(&id))
                    .extra_mt = extra;
            }
        }
        let all: f64 = payers.values().map(|row| row.extra_mt).sum();
        let cost: f64 = payers.values().map(|row| row.discounted_musd).sum();
        for row in payers.values_mut() {
            row.by_gain_musd = if all > 0.0 {
                cost * row.extra_mt / all
            } else {
                0.0
            };
        }
        let mut payers: Vec<PayerRow> = payers.into_values().collect();
        payers.sort_by(|a, b| {
            b.discounted_musd
                .total_cmp(&a.discounted_musd)
                .then(b.extra_mt.total_cmp(&a.extra_mt))
        });
        let for_others = plan.starts().filter(|(at, ..)| {
            let row = &self.candidates[*at];
            !row.status.is_decided()
                && !row.operators.is_empty()
                && !serves_its_payers(corridor, &self.capacity, row, *at)
        });
        let mut names: Vec<String> = for_others
            .map(|(at, ..)| self.candidates[at].name.clone())
            .collect();
        names.dedup();
        self.planned.for_others = names;
        self.planned.payers = payers;
        Ok(())
    }
}

/// For each operator the flows, in the order of the capacity, that use something of it.
fn owned(corridor: &Corridor, capacity: &Capacity) -> BTreeMap<String, Vec<bool>> {
    let mut all: BTreeMap<String, Vec<bool>> = BTreeMap::new();
    for server in &capacity.servers {
        let Some(id) = owner(corridor, server.kind, server.id()) else {
            continue;
        };
        let flows = all
            .entry(id)
            .or_insert_with(|| vec![false; capacity.flows.len()]);
        for (carries, used) in flows.iter_mut().zip(&server.by_flow) {
            *carries |= *used > 0.0;
        }
    }
    all
}

/// Whether one of those who pay for a candidate carries a flow that it serves; where nobody is
/// named, or where it serves none, there is nobody to object.
pub(super) fn serves_its_payers(
    corridor: &Corridor,
    capacity: &Capacity,
    row: &Candidate,
    at: usize,
) -> bool {
    let lifted = capacity.lifts[at].iter();
    let served: Vec<usize> = lifted
        .flat_map(|(server, _)| {
            let by_flow = capacity.servers[*server].by_flow.iter().enumerate();
            by_flow
                .filter(|(_, used)| **used > 0.0)
                .map(|(flow, _)| flow)
        })
        .collect();
    let owned = owned(corridor, capacity);
    row.operators.is_empty()
        || served.is_empty()
        || row.operators.iter().any(|id| {
            let carries = owned.get(id);
            carries.is_some_and(|carries| served.iter().any(|flow| carries[*flow]))
        })
}
