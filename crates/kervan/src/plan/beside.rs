//! What stands beside a plan: nothing done, no reforms, one bottleneck at a time.

use kervan_bottleneck::{carried, estimate};
use kervan_plan::{Plan, Problem, one_at_a_time, optimise};
use kervan_results::BesideRow;

use super::problem::{Asked, in_service, pose};
use super::{Found, LIMITS, Planner, PlanningError, RUN, Simulated};

impl Planner<'_> {
    /// Fills the rows beside the plan.
    pub(super) fn beside(&mut self, found: &Found) -> Result<(), PlanningError> {
        let problem = &found.problem;
        let carried = found.simulated.carried.as_ref();
        self.planned.beside.push(BesideRow {
            name: "the plan".to_owned(),
            cost_musd: Some(found.choice.plan.cost_of_measures(problem)),
            carried_t: carried.map(|carried| carried.tonnes),
            less_t: None,
            p90_d: carried.and_then(|carried| carried.p90_d),
            note: String::new(),
        });
        let nothing = Plan::nothing(problem);
        self.row(
            "nothing but what is decided",
            problem,
            &nothing,
            &found.simulated,
            String::new(),
        )?;
        if self.is_quick {
            return self.one_at_a_time(found);
        }
        let soft = self.candidates.iter().zip(&self.asked.barred);
        let asked = Asked {
            barred: soft.map(|(row, barred)| *barred || row.is_soft).collect(),
            ..self.asked.clone()
        };
        let without = pose(&self.capacity, &self.candidates, &asked);
        match optimise(&without, &LIMITS) {
            Ok(other) => {
                let more = other.cost - found.choice.cost;
                let note = format!("{more:+.0} M dollars beside the plan");
                self.row(
                    "without reforms",
                    &without,
                    &other.plan,
                    &found.simulated,
                    note,
                )?;
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
        self.one_at_a_time(found)
    }

    /// The last year by itself, as a question to three planners: one who chooses all together, one
    /// who takes bottlenecks one at a time, and one who starts on each when it shows.
    fn one_at_a_time(&mut self, found: &Found) -> Result<(), PlanningError> {
        let (problem, last) = (&found.problem, self.last());
        let alone = only_last(problem, last);
        let together = optimise(&alone, &LIMITS)?;
        let money = together.plan.cost_of_measures(&alone);
        let best = self.row(
            "the last year alone, together",
            problem,
            &together.plan,
            &found.simulated,
            "the cheapest for the last year, whatever is carried before".to_owned(),
        )?;
        let taken = one_at_a_time(&alone)?;
        let left: f64 = taken.unserved.iter().sum();
        let cost = taken.plan.cost_of_measures(&alone);
        let mut within = Plan::nothing(problem);
        for (measure, _) in &taken.steps {
            let mut more = within.clone();
            more.started[*measure][last - problem.measures[*measure].build] += 1;
            if more.cost_of_measures(problem) > money {
                break;
            }
            within = more;
        }
        let more = cost - money;
        let takes = match left > 1e-6 {
            true => "does not get there".to_owned(),
            false => format!("gets there for {more:.0} M dollars more than together"),
        };
        self.planned.one_at_a_time_musd = (left <= 1e-6).then_some(more);
        self.row(
            "one at a time, with the money of together",
            problem,
            &within,
            &best,
            format!(
                "less than together for the same money: the worth of choosing together; {takes}"
            ),
        )?;
        if self.is_quick {
            return Ok(());
        }
        // Who looks at each year by itself, as if what is started were there at once.
        let mut at_once = Problem {
            carrying: problem.carrying[..=last].to_vec(),
            purses: Vec::new(),
            ..problem.clone()
        };
        for row in &mut at_once.measures {
            row.build = if row.is_decided { row.build } else { 0 };
        }
        let shown = one_at_a_time(&at_once)?;
        let note = "starts what the demand of its year calls for; less than the plan: the worth of looking ahead";
        self.row(
            "each bottleneck when it shows",
            problem,
            &shown.plan,
            &found.simulated,
            note.to_owned(),
        )?;
        Ok(())
    }

    /// Simulates a plan in the last year, beside another that was simulated on the same luck.
    fn row(
        &mut self,
        name: &str,
        problem: &Problem,
        other: &Plan,
        beside: &Simulated,
        note: String,
    ) -> Result<Simulated, PlanningError> {
        let last = self.last();
        let times = in_service(problem, other, last);
        let simulated = self.simulate(&times, self.growth[last], RUN)?;
        let corridor = self.corridor();
        let tonnes = |one| Some(carried(corridor, std::slice::from_ref(one))?.tonnes.mean);
        let both = beside.results.iter().zip(&simulated.results);
        let less_t = estimate(both.filter_map(|(plan, one)| Some(tonnes(plan)? - tonnes(one)?)));
        let note = match simulated.ring.is_empty() {
            true => note,
            false => format!("comes to rest in a ring of waiting; {note}"),
        };
        self.planned.beside.push(BesideRow {
            name: name.to_owned(),
            cost_musd: Some(other.cost_of_measures(problem)),
            carried_t: simulated.carried.as_ref().map(|carried| carried.tonnes),
            less_t,
            p90_d: simulated.carried.as_ref().and_then(|carried| carried.p90_d),
            note: note.trim_end_matches("; ").to_owned(),
        });
        Ok(simulated)
    }
}

/// The problem of the last year of the path that is aimed at, by itself, whatever it costs in a
/// year.
pub(super) fn only_last(problem: &Problem, last: usize) -> Problem {
    Problem {
        carrying: problem.carrying.get(last).cloned().into_iter().collect(),
        purses: Vec::new(),
        ..problem.clone()
    }
}
