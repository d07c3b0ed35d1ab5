//! What is started in a period costs each purse no more than its budget.

use crate::formulation::Formulation;

/// `sum over m of pays[p,m] * cost[m] * start[m,t] <= budget[p,t]` for each purse `p`, over the
/// measures that are not decided; left out where a period has no limit. What is decided has its
/// money already. Money is not discounted here: a budget is money of its year.
pub(crate) fn rows(made: &mut Formulation) {
    let problem = made.problem;
    for purse in &problem.purses {
        for (at, period) in problem.periods.iter().enumerate() {
            let Some(budget) = purse.limit(at) else {
                continue;
            };
            let starts = problem.measures.iter().zip(&made.start).enumerate();
            let terms: Vec<_> = starts
                .filter(|(_, (measure, _))| !measure.is_decided)
                .filter_map(|(m, (measure, columns))| {
                    Some((columns[at]?, purse.part(m) * measure.cost))
                })
                .filter(|(_, cost)| *cost > 0.0)
                .collect();
            let name = format!("budget[{},{}]", purse.name, period.name);
            made.model.row(name, f64::NEG_INFINITY, budget, terms);
        }
    }
}
