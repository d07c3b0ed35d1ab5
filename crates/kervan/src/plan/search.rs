//! The loop: plan, simulate, learn, plan again.

use kervan_bottleneck::{Outcome, RunSize, Runs, carried, headline_flows, root_share};
use kervan_plan::{PlanError, Problem, conflict, optimise};
use kervan_results::{Condition, Estimate};

use super::candidates::design;
use super::problem::{in_service, pose};
use super::{FIRST_LOOK, Found, LIMITS, PlanSettings, Planner, PlanningError, SIZE, Simulated};

/// Most rounds of planning and simulating.
const ROUNDS: u32 = 24;
/// Share of the target that the lower end of the 95 % interval must reach: demand comes by chance,
/// and what is on the way at the end has not arrived.
const REACHED: f64 = 0.97;
/// A server's ceiling is lowered where at least so much of all waiting has its root there.
const ROOT: f64 = 0.03;
/// What a ceiling is lowered to, as a share of what was planned; more where it is a main root.
const LOWERED: (f64, f64) = (0.9, 0.75);
/// Share of all waiting from which on a root is a main one.
const MAIN_ROOT: f64 = 0.15;
/// A root with less than this share of the largest one is left for a later round.
const BESIDE_LARGEST: f64 = 0.2;
/// No ceiling goes below this.
const LEAST_CEILING: f64 = 0.3;

impl Planner<'_> {
    /// Looks for a plan, then for everything that stands beside it.
    pub(super) fn find(&mut self, settings: &PlanSettings) -> Result<(), PlanningError> {
        let runs_ahead = (ROUNDS + self.growth.len() as u32 + 12) * SIZE.replications;
        self.runs.expect(runs_ahead);
        let Some(found) = self.search(settings)? else {
            return Ok(());
        };
        let mut found = self.relent(found, settings)?;
        if !settings.is_quick {
            found = self.contest(found, settings)?;
        }
        self.write_down(&found)?;
        self.follow(&found, settings.is_quick)?;
        self.beside(&found)?;
        self.gains(&found)?;
        self.ladder(&found);
        if settings.is_quick {
            return Ok(());
        }
        self.contributions(&found)?;
        self.futures(&found)?;
        self.frontier(&found)
    }

    /// Plans and simulates until the simulation agrees.
    fn search(&mut self, settings: &PlanSettings) -> Result<Option<Found>, PlanningError> {
        let last = self.last();
        let mut best: Option<Found> = None;
        let mut confirmations = 0;
        for _ in 0..ROUNDS {
            let problem = pose(&self.capacity, &self.candidates, &self.asked);
            let choice = match optimise(&problem, &LIMITS) {
                Ok(choice) => choice,
                // What was learnt leaves no plan: the one before is the best there is.
                Err(PlanError::Infeasible) if best.is_some() => break,
                Err(PlanError::Infeasible) => return Err(self.impossible(&problem)?),
                Err(error) => return Err(error.into()),
            };
            let times = in_service(&problem, &choice.plan, last);
            self.planned.judged_seed = self.runs.seed;
            let mut simulated = self.simulate(&times, self.growth[last], FIRST_LOOK)?;
            if self.is_reached(&simulated, settings) {
                // The plan was chosen on that luck; it is judged on one that no plan has seen.
                confirmations += 1;
                self.planned.judged_seed = self.runs.seed.wrapping_add(confirmations);
                simulated = self.simulate(&times, self.growth[last], SIZE)?;
            }
            let is_reached = self.is_reached(&simulated, settings);
            let lowered = match is_reached {
                true => Vec::new(),
                false => self.learn(&simulated, &times),
            };
            let learnt = match (is_reached, lowered.is_empty()) {
                (true, _) => "reached".to_owned(),
                (false, true) => "nothing is left to learn from".to_owned(),
                (false, false) => format!("ceilings lowered: {}", lowered.join("; ")),
            };
            self.note(&choice, &simulated, learnt);
            best = Some(Found {
                problem,
                choice,
                simulated,
            });
            if is_reached || lowered.is_empty() {
                self.planned.is_reached = is_reached;
                break;
            }
        }
        Ok(best)
    }

    /// Simulates so many of each candidate, at so many times today's demand, on the luck that
    /// the plan is judged by.
    pub(super) fn simulate(
        &mut self,
        times: &[u32],
        growth: f64,
        size: RunSize,
    ) -> Result<Simulated, PlanningError> {
        let mut all = self.simulate_all(&[(times.to_vec(), growth)], size)?;
        Ok(all.pop().unwrap_or_default())
    }

    /// The same for several, on the same luck.
    pub(super) fn simulate_all(
        &mut self,
        each: &[(Vec<u32>, f64)],
        size: RunSize,
    ) -> Result<Vec<Simulated>, PlanningError> {
        let designs: Vec<_> = each
            .iter()
            .map(|(times, growth)| {
                let chosen = self.candidates.iter().zip(times.iter().copied());
                design(&self.runs, chosen).at_demand(*growth)
            })
            .collect();
        let seed = std::mem::replace(&mut self.runs.seed, self.planned.judged_seed);
        let outcomes = self.runs.run(&designs, size);
        self.runs.seed = seed;
        let corridor = self.corridor();
        let simulated = outcomes?.into_iter().map(|outcome| match outcome {
            Outcome::Ran(results) => Simulated {
                carried: carried(corridor, &results),
                results,
                ring: Vec::new(),
            },
            Outcome::CameToRest(ring) => Simulated {
                ring,
                ..Simulated::default()
            },
        });
        Ok(simulated.collect())
    }

    /// Whether a simulated plan does what is asked.
    pub(super) fn is_reached(&self, simulated: &Simulated, settings: &PlanSettings) -> bool {
        let Some(carried) = &simulated.carried else {
            return false;
        };
        let low = carried.tonnes.low.unwrap_or(carried.tonnes.mean);
        let meets = |condition: &Condition| {
            let each = simulated.results.iter();
            let values: Vec<f64> = each
                .filter_map(|one| condition.estimate_in(one))
                .map(|estimate| estimate.mean)
                .collect();
            kervan_bottleneck::estimate(values).is_some_and(|estimate| {
                // The whole interval must meet it.
                let ends = [estimate.low, estimate.high, Some(estimate.mean)];
                ends.into_iter()
                    .flatten()
                    .all(|mean| condition.is_met_by(Estimate { mean, ..estimate }))
            })
        };
        carried.behind.is_empty()
            && low >= REACHED * self.planned.target_t
            && settings.require.iter().all(meets)
    }

    /// Lowers the ceilings of what the waiting points at most; says which.
    fn learn(&mut self, simulated: &Simulated, times: &[u32]) -> Vec<String> {
        let last = self.growth.last().copied().unwrap_or(1.0);
        // Waiting of the flows that are left behind; where none is, of those of the headline, of
        // which the conditions speak.
        let behind = simulated
            .carried
            .as_ref()
            .map(|carried| carried.behind.clone());
        let slow = match behind {
            Some(behind) if !behind.is_empty() => behind,
            _ => headline_flows(self.corridor()),
        };
        let mut pointed = Vec::new();
        for at in 0..self.capacity.servers.len() {
            let lift: f64 = self
                .capacity
                .lifts
                .iter()
                .zip(times)
                .flat_map(|(lifts, times)| lifts.iter().map(move |lift| (lift, *times)))
                .filter(|((lifted, _), _)| *lifted == at)
                .map(|((_, share), times)| share * f64::from(times))
                .sum();
            let server = &self.capacity.servers[at];
            let planned = (server.used(last) / (1.0 + lift)).min(server.ceiling);
            let name = server.id();
            let share = match simulated.results.is_empty() {
                // It came to rest: whatever the ring names, or is nearly full.
                true => {
                    let named = simulated.ring.iter().any(|text| text.contains(name));
                    let is_full = planned > LEAST_CEILING && planned >= 0.98 * server.ceiling;
                    if named || is_full { ROOT } else { 0.0 }
                }
                false => root_share(&simulated.results, server.kind, name, &slow),
            };
            if share >= ROOT && planned > LEAST_CEILING {
                pointed.push((at, share, planned));
            }
        }
        // Of what can be widened; of the rest only where there is nothing else to learn.
        let can_be_widened = |at: usize| {
            let mut lifts = self.capacity.lifts.iter().zip(&self.asked.barred);
            lifts.any(|(lifts, barred)| !barred && lifts.iter().any(|(lifted, _)| *lifted == at))
        };
        if pointed.iter().any(|(at, ..)| can_be_widened(*at)) {
            pointed.retain(|(at, ..)| can_be_widened(*at));
        }
        let largest = pointed.iter().map(|(_, share, _)| *share);
        let largest = largest.fold(0.0, f64::max);
        pointed.retain(|(_, share, _)| *share >= BESIDE_LARGEST * largest);
        let mut lowered = Vec::new();
        for (at, share, planned) in pointed {
            let by = match share >= MAIN_ROOT {
                true => LOWERED.1,
                false => LOWERED.0,
            };
            let server = &mut self.capacity.servers[at];
            server.ceiling = (planned * by).max(LEAST_CEILING);
            lowered.push(format!(
                "{} to {:.0} %",
                server.words(),
                server.ceiling * 100.0
            ));
        }
        lowered
    }

    /// Which limits cannot hold together.
    fn impossible(&self, problem: &Problem) -> Result<PlanningError, PlanningError> {
        let found = conflict(problem, &LIMITS)?.unwrap_or_default();
        let year = |at: usize| (self.asked.first_year + at as i64).to_string();
        let mut limits = Vec::new();
        if !found.carrying.is_empty() {
            let years: Vec<String> = found.carrying.iter().map(|at| year(*at)).collect();
            let mt = self.planned.target_t / 1e6;
            limits.push(format!("{mt:.2} Mt carried in {}", years.join(", ")));
        }
        for (purse, period) in &found.budgets {
            let purse = &problem.purses[*purse];
            limits.push(format!(
                "{} M dollars to build in {} ({})",
                purse.limit(*period).unwrap_or_default(),
                year(*period),
                purse.name
            ));
        }
        // Places that nothing on offer makes large enough.
        let growth = self.growth.last().copied().unwrap_or(1.0);
        let count = self.growth.len();
        let mut short = Vec::new();
        for (at, server) in self.capacity.servers.iter().enumerate() {
            let measures = problem.measures.iter().zip(&self.capacity.lifts);
            let lift: f64 = measures
                .filter(|(measure, _)| measure.earliest + measure.build < count)
                .flat_map(|(measure, lifts)| lifts.iter().map(move |lift| (measure.most, lift)))
                .filter(|(_, (lifted, _))| *lifted == at)
                .map(|(most, (_, share))| f64::from(most) * share)
                .sum();
            let most = server.ceiling * (1.0 + lift);
            if server.used(growth) > most * (1.0 + 1e-9) {
                short.push(format!(
                    "{} would be filled to {:.0} %",
                    server.words(),
                    100.0 * server.used(growth) / (1.0 + lift)
                ));
            }
        }
        let mut text = format!("these cannot hold together: {}", limits.join("; "));
        if !short.is_empty() {
            text += &format!(
                ". Even with all that is on offer and can open in time, {}",
                short.join("; ")
            );
        }
        text += ". Aim lower, give more years or more money, or add measures to measures.csv and unit_costs.csv";
        Ok(PlanningError::Impossible(text))
    }
}
