//! The planner who takes bottlenecks one at a time.

use crate::carry::carry_one;
use crate::error::PlanError;
use crate::plan::Plan;
use crate::problem::Problem;

/// Differences of what is carried that are none.
const NOTHING: f64 = 1e-6;

/// What taking one bottleneck at a time comes to.
#[derive(Clone, Debug)]
pub struct OneAtATime {
    /// The plan.
    pub plan: Plan,
    /// Cost of its measures, discounted.
    pub cost: f64,
    /// Measures in the order in which they were taken, with what each brought by itself then.
    pub steps: Vec<(usize, f64)>,
    /// What is still not carried, for each carrying; 0 where the plan reaches its end.
    pub unserved: Vec<f64>,
}

/// Period by period, takes the measure that brings the most for its money by itself, until all
/// is carried or nothing is left to take.
///
/// Where no single measure brings anything, the cheapest is taken: such a planner has to start
/// somewhere, and cannot see that two together would do.
///
/// # Errors
///
/// A problem that cannot be.
pub fn one_at_a_time(problem: &Problem) -> Result<OneAtATime, PlanError> {
    let faults = problem.faults();
    if !faults.is_empty() {
        return Err(PlanError::Malformed(faults));
    }
    let mut plan = Plan::nothing(problem);
    let mut steps = Vec::new();
    let mut unserved = Vec::new();
    for row in &problem.carrying {
        let mut left = carry_one(problem, row, &plan)?.unserved;
        while left > NOTHING {
            let mut best: Option<(f64, usize, Plan, f64)> = None;
            for at in 0..problem.measures.len() {
                let Some(with) = taken(problem, &plan, at, row.period) else {
                    continue;
                };
                let gain = left - carry_one(problem, row, &with)?.unserved;
                let gain = if gain > NOTHING { gain } else { 0.0 };
                let cost = problem.measures[at].cost.max(1e-9);
                // Those that bring something stand before all others; these by their cost.
                let merit = if gain > 0.0 { gain / cost } else { -cost };
                if best.as_ref().is_none_or(|(most, ..)| merit > *most) {
                    best = Some((merit, at, with, gain));
                }
            }
            let Some((_, at, with, gain)) = best else {
                break;
            };
            plan = with;
            left -= gain;
            steps.push((at, gain));
        }
        unserved.push(left.max(0.0));
    }
    Ok(OneAtATime {
        cost: plan.cost_of_measures(problem),
        plan,
        steps,
        unserved,
    })
}

/// The plan with one measure more that serves in a period, started as late as that allows;
/// `None` where it may not be taken.
fn taken(problem: &Problem, plan: &Plan, at: usize, period: usize) -> Option<Plan> {
    let row = &problem.measures[at];
    let start = period.checked_sub(row.build)?;
    let has = |other: &usize| plan.starts[*other].is_some();
    let excluded = row.excludes.iter().any(has)
        || (0..plan.starts.len()).any(|o| has(&o) && problem.measures[o].excludes.contains(&at));
    let needs = |other: &usize| plan.starts[*other].is_some_and(|other| other <= start);
    if has(&at) || excluded || !problem.starts(at).contains(&start) || !row.needs.iter().all(needs)
    {
        return None;
    }
    let spent: f64 = problem
        .measures
        .iter()
        .zip(&plan.starts)
        .filter(|(row, other)| **other == Some(start) && !row.is_decided)
        .map(|(row, _)| row.cost)
        .sum();
    if problem.periods[start]
        .budget
        .is_some_and(|most| spent + row.cost > most)
    {
        return None;
    }
    let mut with = plan.clone();
    with.starts[at] = Some(start);
    Some(with)
}
