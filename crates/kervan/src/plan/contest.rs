//! Plans that cost nearly as much: is the cheapest of the programme the best of the simulation?

use kervan_bottleneck::{RunSize, carried, estimate};
use kervan_engine::select_least;
use kervan_plan::{Apart, Choice, Problem, pool};
use kervan_results::ContenderRow;

use super::problem::in_service;
use super::{Found, LIMITS, PlanSettings, Planner, PlanningError, RUN, Simulated};

/// Plans that are compared, the cheapest among them.
const CONTENDERS: usize = 3;
/// The same with `deep`.
const CONTENDERS_DEEP: usize = 6;
/// A plan that costs more than this share above the cheapest is no contender.
const NEAR: f64 = 0.03;
/// Differences below this share of the cost count as none.
const INDIFFERENT: f64 = 0.02;
/// Chance with which the winner is to be the best, as far as replications allow.
const CHANCE: f64 = 0.95;
/// Most replications of the second stage, and with `deep`.
const MOST: (u32, u32) = (16, 64);

impl Planner<'_> {
    /// Compares the plan with those that cost nearly as much, by the cost of the simulation: that
    /// of the measures, and of each tonne that does not arrive in the last year. Gives the winner.
    ///
    /// Ranking and selection on common random numbers in two stages, see
    /// [`kervan_engine::select_least`], on the luck that the plan is judged by, which none was
    /// sought on.
    pub(super) fn contest(
        &mut self,
        found: Found,
        settings: &PlanSettings,
    ) -> Result<Found, PlanningError> {
        if !self.planned.is_reached {
            return Ok(found);
        }
        let count = if self.deep {
            CONTENDERS_DEEP
        } else {
            CONTENDERS
        };
        let mut choices = pool(&found.problem, count, Apart::DoesLess, &LIMITS)?;
        choices.retain(|choice| choice.cost <= found.choice.cost * (1.0 + NEAR));
        choices.retain(|choice| choice.plan != found.choice.plan);
        choices.truncate(count - 1);
        choices.insert(0, found.choice.clone());
        if choices.len() < 2 {
            self.planned.chance_of_best = Some(1.0);
            return Ok(found);
        }
        let (best, simulated) = self.compare(&found, &choices, settings)?;
        Ok(Found {
            choice: choices.swap_remove(best),
            simulated,
            ..found
        })
    }

    /// Simulates contenders, and fills their rows; gives the position of the winner, and what the
    /// simulation said of it.
    fn compare(
        &mut self,
        found: &Found,
        choices: &[Choice],
        settings: &PlanSettings,
    ) -> Result<(usize, Simulated), PlanningError> {
        let (problem, last) = (&found.problem, self.last());
        let each: Vec<_> = choices
            .iter()
            .map(|choice| (in_service(problem, &choice.plan, last), self.growth[last]))
            .collect();
        let mut simulated = self.simulate_all(&each, RUN)?;
        let indifferent = INDIFFERENT * choices[0].cost;
        let costs = |planner: &Self, simulated: &[Simulated]| -> Vec<Vec<f64>> {
            let both = choices.iter().zip(simulated);
            both.map(|(choice, one)| planner.full_costs(problem, choice, one))
                .collect()
        };
        // Only those that do what is asked can win.
        let selected = |planner: &Self, simulated: &[Simulated], values: &[Vec<f64>]| {
            let does = |at: &usize| planner.is_reached(&simulated[*at], settings);
            let able: Vec<usize> = (0..values.len()).filter(does).collect();
            let each: Vec<&[f64]> = able.iter().map(|at| values[*at].as_slice()).collect();
            let selection = select_least(&each, indifferent, CHANCE)?;
            Some((able[selection.best], selection))
        };
        let mut values = costs(self, &simulated);
        let mut chosen = selected(self, &simulated, &values);
        if let Some((_, selection)) = &chosen
            && selection.chance < CHANCE
        {
            let most = if self.deep { MOST.1 } else { MOST.0 };
            let needed = u32::try_from(selection.needed)
                .unwrap_or(u32::MAX)
                .min(most);
            let second = RunSize {
                replications: needed.max(RUN.replications),
                ..RUN
            };
            simulated = self.simulate_all(&each, second)?;
            values = costs(self, &simulated);
            chosen = selected(self, &simulated, &values);
        }
        let best = chosen.as_ref().map_or(0, |(best, _)| *best);
        self.planned.chance_of_best = chosen.map(|(_, selection)| selection.chance);
        for (at, (choice, one)) in choices.iter().zip(&simulated).enumerate() {
            let row = ContenderRow {
                place: at + 1,
                differs: self.differs(&choices[0], choice),
                cost_musd: choice.plan.cost_of_measures(problem),
                full_musd: estimate(values[at].iter().copied()),
                carried_t: one.carried.as_ref().map(|carried| carried.tonnes),
                p90_d: one.carried.as_ref().and_then(|carried| carried.p90_d),
                is_reached: self.is_reached(one, settings),
                is_best: at == best,
            };
            self.planned.contenders.push(row);
        }
        Ok((best, simulated.swap_remove(best)))
    }

    /// Cost of a plan in each replication: of its measures, and of what does not arrive in the
    /// last year, in millions of dollars, discounted.
    fn full_costs(&self, problem: &Problem, choice: &Choice, one: &Simulated) -> Vec<f64> {
        let corridor = self.corridor();
        let cost = choice.plan.cost_of_measures(problem);
        let discount = problem.periods.last().map_or(1.0, |period| period.discount);
        let each = one.results.iter();
        each.filter_map(|result| {
            let arrived = carried(corridor, std::slice::from_ref(result))?.tonnes.mean;
            let left = (self.planned.target_t - arrived) / 1e6;
            Some(cost + discount * self.asked.unserved_usd_per_t * left)
        })
        .collect()
    }

    /// What one plan does otherwise than another, in words.
    fn differs(&self, first: &Choice, other: &Choice) -> String {
        let mut parts = Vec::new();
        for (at, row) in self.candidates.iter().enumerate() {
            let (before, after) = (first.plan.count(at), other.plan.count(at));
            let name = row.name.strip_prefix("one more ").unwrap_or(&row.name);
            if before != after {
                parts.push(format!("{after} not {before} x {name}"));
            } else if first.plan.started[at] != other.plan.started[at] {
                parts.push(format!("another year for {name}"));
            }
        }
        match parts.is_empty() {
            true => "the plan".to_owned(),
            false => parts.join("; "),
        }
    }
}
