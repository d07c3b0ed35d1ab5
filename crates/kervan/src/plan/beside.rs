//! What stands beside a plan: nothing done, no reforms, one bottleneck at a time, and what each
//! measure adds.

use kervan_bottleneck::estimate;
use kervan_engine::RandomStream;
use kervan_plan::{Choice, Plan, Problem, carry, one_at_a_time, optimise};
use kervan_results::BesideRow;

use super::problem::{Posed, pose};
use super::{LIMITS, Planner, PlanningError, SIZE, Simulated};

impl Planner<'_> {
    /// Fills the rows beside the plan, and what each measure adds.
    pub(super) fn beside(
        &mut self,
        posed: &Posed,
        choice: &Choice,
        plan: &Simulated,
    ) -> Result<(), PlanningError> {
        let nothing = Plan::nothing(&posed.problem);
        self.row(
            "nothing but what is decided",
            posed,
            &nothing,
            plan,
            String::new(),
        )?;
        let without = pose(&self.capacity, &self.candidates, &self.asked(false));
        match optimise(&without.problem, &LIMITS) {
            Ok(other) => {
                let note = format!("{:+.0} M dollars beside the plan", other.cost - choice.cost);
                self.row("without reforms", &without, &other.plan, plan, note)?;
            }
            Err(_) => self.planned.beside.push(BesideRow {
                name: "without reforms".to_owned(),
                cost_musd: None,
                carried_t: None,
                less_t: None,
                p90_d: None,
                note: "nothing reaches the target".to_owned(),
            }),
        }
        self.one_at_a_time(posed, choice, plan)?;
        self.contributions(posed, choice)
    }

    /// The planner who takes bottlenecks one at a time: to the end, and with the plan's money.
    fn one_at_a_time(
        &mut self,
        posed: &Posed,
        choice: &Choice,
        plan: &Simulated,
    ) -> Result<(), PlanningError> {
        let last = self.growth.len() - 1;
        let alone = only_last(&posed.problem, last);
        let found = one_at_a_time(&alone)?;
        let left: f64 = found.unserved.iter().sum();
        let cost = found.plan.cost_of_measures(&alone);
        let planned = choice.plan.cost_of_measures(&posed.problem);
        let note = match left > 1e-6 {
            true => "does not get there".to_owned(),
            false => format!(
                "{:+.0} M dollars beside the plan, {} measures",
                cost - planned,
                found.steps.len()
            ),
        };
        self.row("one bottleneck at a time", posed, &found.plan, plan, note)?;
        let mut within = Plan::nothing(&posed.problem);
        for (measure, _) in &found.steps {
            let mut more = within.clone();
            more.starts[*measure] = found.plan.starts[*measure];
            if more.cost_of_measures(&posed.problem) > planned {
                break;
            }
            within = more;
        }
        let note = "what the plan does more for the same money: the worth of doing it together";
        self.row(
            "one at a time, with the plan's money",
            posed,
            &within,
            plan,
            note.to_owned(),
        )
    }

    /// Simulates a plan in the last year, beside the plan that was chosen.
    fn row(
        &mut self,
        name: &str,
        posed: &Posed,
        other: &Plan,
        plan: &Simulated,
        note: String,
    ) -> Result<(), PlanningError> {
        let last = self.growth.len() - 1;
        let times = posed.in_service(other, self.candidates.len(), last);
        let simulated = self.simulate(&times, last, SIZE)?;
        let corridor = kervan_bottleneck::Runs::corridor(&self.runs);
        let tonnes = |one| kervan_bottleneck::carried(corridor, std::slice::from_ref(one));
        let both = plan.results.iter().zip(&simulated.results);
        let less = both
            .filter_map(|(plan, one)| Some(tonnes(plan)?.tonnes.mean - tonnes(one)?.tonnes.mean));
        let less_t = estimate(less);
        let note = match simulated.ring.is_empty() {
            true => note,
            false => format!("comes to rest in a ring of waiting; {note}"),
        };
        self.planned.beside.push(BesideRow {
            name: name.to_owned(),
            cost_musd: Some(other.cost_of_measures(&posed.problem)),
            carried_t: simulated.carried.as_ref().map(|carried| carried.tonnes),
            less_t,
            p90_d: simulated.carried.as_ref().and_then(|carried| carried.p90_d),
            note: note.trim_end_matches("; ").to_owned(),
        });
        Ok(())
    }

    /// What each measure of the plan adds in the last year of the fluid: left out, alone, and on
    /// average over random orders of all.
    fn contributions(&mut self, posed: &Posed, choice: &Choice) -> Result<(), PlanningError> {
        let last = self.growth.len() - 1;
        let problem = only_last(&posed.problem, last);
        let weights: Vec<f64> = self
            .capacity
            .flows
            .iter()
            .map(|(_, mt, is_goods)| if *is_goods { *mt } else { 0.0 })
            .collect();
        let served = |plan: &Plan| -> Result<f64, PlanningError> {
            let found = carry(&problem, plan)?;
            let left = found.iter().flat_map(|row| row.flows.iter().zip(&weights));
            Ok(-left.map(|(unserved, mt)| unserved * mt).sum::<f64>())
        };
        // Players: the measures that are chosen, all of a candidate together.
        let players: Vec<usize> = {
            let mut players: Vec<usize> = posed
                .of
                .iter()
                .zip(&choice.plan.starts)
                .zip(&problem.measures)
                .filter(|((_, start), row)| start.is_some() && !row.is_decided)
                .map(|((candidate, _), _)| *candidate)
                .collect();
            players.dedup();
            players
        };
        let with = |set: &[usize]| {
            let mut plan = Plan::nothing(&problem);
            for (measure, candidate) in posed.of.iter().enumerate() {
                if set.contains(candidate) {
                    plan.starts[measure] = choice.plan.starts[measure].or(plan.starts[measure]);
                }
            }
            plan
        };
        let none = served(&with(&[]))?;
        let all = served(&with(&players))?;
        let mut average = vec![0.0; players.len()];
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
                let after = served(&with(&set))?;
                average[*at] += (after - before) / f64::from(ORDERS);
                before = after;
            }
        }
        for (at, player) in players.iter().enumerate() {
            let others: Vec<usize> = players
                .iter()
                .copied()
                .filter(|other| other != player)
                .collect();
            let last = all - served(&with(&others))?;
            let alone = served(&with(&[*player]))? - none;
            let id = &self.candidates[*player].id;
            // A candidate that is started in several years has the sum in its first row.
            if let Some(row) = self.planned.measures.iter_mut().find(|row| row.id == *id) {
                (row.last_mt, row.alone_mt, row.average_mt) =
                    (Some(last), Some(alone), Some(average[at]));
            }
        }
        Ok(())
    }
}

/// Random orders over which contributions are averaged.
const ORDERS: u32 = 20;

/// The problem of the last period by itself, whatever it costs in a year.
fn only_last(problem: &Problem, last: usize) -> Problem {
    let mut only = problem.clone();
    only.carrying.retain(|row| row.period == last);
    for period in &mut only.periods {
        period.budget = None;
    }
    only
}
