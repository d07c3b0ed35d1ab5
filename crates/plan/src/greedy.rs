//! The planner who takes bottlenecks one at a time.

use crate::carry::{Carried, carry_one};
use crate::error::PlanError;
use crate::plan::Plan;
use crate::problem::{Carrying, Problem};

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
        let mut carried = carry_one(problem, row, &plan)?;
        while carried.unserved > NOTHING {
            let Some((at, with, after)) = next(problem, row, &plan, &carried)? else {
                break;
            };
            steps.push((at, (carried.unserved - after.unserved).max(0.0)));
            (plan, carried) = (with, after);
        }
        unserved.push(carried.unserved.max(0.0));
    }
    Ok(OneAtATime {
        cost: plan.cost_of_measures(problem),
        plan,
        steps,
        unserved,
    })
}

/// The measure that is taken next, the plan with it, and what that carries; `None` where nothing
/// may be taken.
///
/// What is not carried is a convex function of the limits, so no measure brings more than its
/// lifts at the prices of the rows: those that cannot beat the best so far are not looked at.
fn next(
    problem: &Problem,
    row: &Carrying,
    plan: &Plan,
    carried: &Carried,
) -> Result<Option<(usize, Plan, Carried)>, PlanError> {
    let cost = |at: usize| problem.measures[at].cost.max(1e-9);
    let mut most = vec![0.0; problem.measures.len()];
    for lift in &row.lifts {
        most[lift.measure] -= carried.prices[lift.row.at()] * lift.by;
    }
    let mut promising: Vec<usize> = (0..most.len()).filter(|at| most[*at] > NOTHING).collect();
    promising.sort_by(|a, b| {
        let merit = |at: usize| most[at] / cost(at);
        merit(*b).total_cmp(&merit(*a)).then(a.cmp(b))
    });
    let mut best: Option<(f64, usize, Plan, Carried)> = None;
    for at in promising {
        let least = best.as_ref().map_or(0.0, |(merit, ..)| *merit);
        if most[at] / cost(at) < least {
            break;
        }
        let Some(with) = taken(problem, plan, at, row.period) else {
            continue;
        };
        let after = carry_one(problem, row, &with)?;
        let gain = carried.unserved - after.unserved;
        let merit = gain / cost(at);
        if gain > NOTHING && merit > least {
            best = Some((merit, at, with, after));
        }
    }
    if let Some((_, at, with, after)) = best {
        return Ok(Some((at, with, after)));
    }
    // None brings anything by itself: the cheapest that may be taken.
    let cheapest = |a: &usize, b: &usize| cost(*a).total_cmp(&cost(*b)).then(a.cmp(b));
    let mut rest: Vec<usize> = (0..most.len()).collect();
    rest.sort_by(cheapest);
    for at in rest {
        if let Some(with) = taken(problem, plan, at, row.period) {
            let after = carry_one(problem, row, &with)?;
            return Ok(Some((at, with, after)));
        }
    }
    Ok(None)
}

/// The plan with one more of a measure that serves in a period, started as late as that allows;
/// `None` where it may not be taken.
fn taken(problem: &Problem, plan: &Plan, at: usize, period: usize) -> Option<Plan> {
    let row = &problem.measures[at];
    let start = period.checked_sub(row.build)?;
    let has = |other: usize| plan.count(other) > 0;
    let excluded = row.excludes.iter().any(|other| has(*other))
        || (0..problem.measures.len())
            .any(|other| has(other) && problem.measures[other].excludes.contains(&at));
    let is_full = plan.count(at) >= row.most;
    let has_all = row
        .needs
        .iter()
        .all(|other| plan.started_by(*other, start) > 0);
    if is_full || excluded || !problem.starts(at).contains(&start) || !has_all {
        return None;
    }
    let mut with = plan.clone();
    with.started[at][start] += 1;
    let is_paid = problem.purses.iter().all(|purse| {
        let spent = with.paid(problem, start, |measure| purse.part(measure));
        purse.limit(start).is_none_or(|most| spent <= most)
    });
    is_paid.then_some(with)
}
