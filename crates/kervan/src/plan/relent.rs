//! Ceilings that were lowered too far: tried back, those that buy most first.

use kervan_plan::{Choice, PlanError, optimise};
use kervan_results::RoundRow;

use super::problem::{in_service, pose};
use super::{Found, LIMITS, LOOK, PlanSettings, Planner, PlanningError, RUN};

/// Ceilings that are tried back, and with `deep`.
const TRIES: (usize, usize) = (4, 16);
/// Ceilings whose worth is worked out: those that were lowered most.
const LOOKED_AT: usize = 12;
/// A ceiling that buys less than this share of the cost is not worth a try.
const WORTH: f64 = 3e-3;

impl Planner<'_> {
    /// Raises ceilings back to where they began, one after the other, as long as the cheaper plan
    /// still does what is asked; the last one is judged on fresh luck, and is the plan if it does
    /// there too.
    pub(super) fn relent(
        &mut self,
        found: Found,
        settings: &PlanSettings,
    ) -> Result<Found, PlanningError> {
        if !self.planned.is_reached {
            return Ok(found);
        }
        let (before, judged) = (self.capacity.ceilings(), self.planned.judged_seed);
        let mut cheaper: Option<Found> = None;
        for at in self.worth_a_try(&found.choice)? {
            let server = &mut self.capacity.servers[at];
            let lowered = std::mem::replace(&mut server.ceiling, server.first_ceiling);
            let words = format!("{} to {:.0} %", server.words(), 100.0 * server.ceiling);
            let problem = pose(&self.capacity, &self.candidates, &self.asked);
            let choice = optimise(&problem, &LIMITS)?;
            self.planned.judged_seed = self.runs.seed;
            let last = self.last();
            let times = in_service(&problem, &choice.plan, last);
            let simulated = self.simulate(&times, self.growth[last], LOOK)?;
            let is_reached = self.is_reached(&simulated, settings);
            if !is_reached {
                self.capacity.servers[at].ceiling = lowered;
            }
            self.note(
                &choice,
                &simulated,
                match is_reached {
                    true => format!("raised back: {words}"),
                    false => format!("not raised back: {words}"),
                },
            );
            if is_reached {
                cheaper = Some(Found {
                    problem,
                    choice,
                    simulated,
                });
            }
        }
        self.planned.judged_seed = judged;
        let Some(mut cheaper) = cheaper else {
            return Ok(found);
        };
        let last = self.last();
        let times = in_service(&cheaper.problem, &cheaper.choice.plan, last);
        self.planned.judged_seed = judged.wrapping_add(1);
        cheaper.simulated = self.simulate(&times, self.growth[last], RUN)?;
        let is_reached = self.is_reached(&cheaper.simulated, settings);
        self.note(
            &cheaper.choice,
            &cheaper.simulated,
            match is_reached {
                true => "reached with what was raised back".to_owned(),
                false => "not reached on fresh luck: all that was raised back is lowered again"
                    .to_owned(),
            },
        );
        if is_reached {
            return Ok(cheaper);
        }
        self.planned.judged_seed = judged;
        self.capacity.tighten(&before, 1.0);
        Ok(found)
    }

    /// Servers whose lowered ceilings cost most, the dearest first.
    fn worth_a_try(&mut self, choice: &Choice) -> Result<Vec<usize>, PlanningError> {
        let mut lowered: Vec<usize> = (0..self.capacity.servers.len())
            .filter(|at| {
                let server = &self.capacity.servers[*at];
                server.ceiling < server.first_ceiling
            })
            .collect();
        let left = |at: &usize| {
            let server = &self.capacity.servers[*at];
            server.ceiling / server.first_ceiling
        };
        lowered.sort_by(|a, b| left(a).total_cmp(&left(b)).then(a.cmp(b)));
        lowered.truncate(LOOKED_AT);
        let mut worth = Vec::new();
        for at in lowered {
            let server = &mut self.capacity.servers[at];
            let ceiling = std::mem::replace(&mut server.ceiling, server.first_ceiling);
            let problem = pose(&self.capacity, &self.candidates, &self.asked);
            self.capacity.servers[at].ceiling = ceiling;
            let saved = match optimise(&problem, &LIMITS) {
                Ok(other) => choice.cost - other.cost,
                Err(PlanError::Infeasible) => continue,
                Err(error) => return Err(error.into()),
            };
            if saved > WORTH * choice.cost {
                worth.push((saved, at));
            }
        }
        worth.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let tries = if self.deep { TRIES.1 } else { TRIES.0 };
        Ok(worth.into_iter().take(tries).map(|(_, at)| at).collect())
    }

    /// Writes down a round.
    pub(super) fn note(&mut self, choice: &Choice, simulated: &super::Simulated, learnt: String) {
        let carried = simulated.carried.as_ref();
        self.planned.rounds.push(RoundRow {
            round: self.planned.rounds.len() + 1,
            seed: self.planned.judged_seed,
            cost_musd: choice.cost,
            bound_musd: choice.bound,
            carried_t: carried.map(|carried| carried.tonnes),
            p90_d: carried.and_then(|carried| carried.p90_d),
            behind: carried.map_or(String::new(), |carried| carried.behind.join("; ")),
            learnt,
        });
    }
}
