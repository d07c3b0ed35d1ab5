//! The capacity ladder before and after: at which demand each place is full, in the fluid.

use std::collections::BTreeSet;

use kervan_results::PlanLadderRow;

use super::problem::in_service;
use super::{Found, Planner};

/// Places shown of each side: those that are full first.
const RUNGS: usize = 6;

impl Planner<'_> {
    /// Fills the places that are full first, today and with the plan in its last year, all flows
    /// growing together.
    pub(super) fn ladder(&mut self, found: &Found) {
        let nothing = vec![0; self.candidates.len()];
        let planned = in_service(&found.problem, &found.choice.plan, self.last());
        for (side, times) in [("today", nothing), ("plan", planned)] {
            let mut rows: Vec<PlanLadderRow> = Vec::new();
            for (at, server) in self.capacity.servers.iter().enumerate() {
                let grows: f64 = server.by_flow.iter().sum();
                if grows <= 1e-9 {
                    continue;
                }
                let lifts = self.capacity.lifts.iter().zip(&times);
                let lift: f64 = lifts
                    .flat_map(|(lifts, times)| lifts.iter().map(move |lift| (lift, *times)))
                    .filter(|((lifted, _), _)| *lifted == at)
                    .map(|((_, share), times)| share * f64::from(times))
                    .sum();
                let factor = |share: f64| ((share * (1.0 + lift) - server.fixed) / grows).max(0.0);
                rows.push(PlanLadderRow {
                    side,
                    place: format!("{} {}", server.kind, server.id()),
                    full_t: factor(1.0) * self.planned.today_t,
                    ceiling_t: factor(server.ceiling) * self.planned.today_t,
                });
            }
            rows.sort_by(|a, b| a.full_t.total_cmp(&b.full_t).then(a.place.cmp(&b.place)));
            // Of the two directions of a section the fuller one.
            let mut seen = BTreeSet::new();
            rows.retain(|row| seen.insert(row.place.clone()));
            rows.truncate(RUNGS);
            self.planned.ladder.extend(rows);
        }
    }
}
