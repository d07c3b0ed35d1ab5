//! What is started in a period costs no more than its budget.

use crate::formulation::Formulation;

/// `sum over m of cost[m] * start[m,t] <= budget[t]` over the measures that are not decided; left
/// out where a period has none. What is decided has its money already. Money is not discounted
/// here: a budget is money of its year.
pub(crate) fn rows(made: &mut Formulation) {
    let problem = made.problem;
    for (at, period) in problem.periods.iter().enumerate() {
        let Some(budget) = period.budget else {
            continue;
        };
        let starts = problem.measures.iter().zip(&made.start);
        let terms: Vec<_> = starts
            .filter(|(measure, _)| !measure.is_decided)
            .filter_map(|(measure, columns)| Some((columns[at]?, measure.cost)))
            .collect();
        let name = format!("budget[{}]", period.name);
        made.model.row(name, f64::NEG_INFINITY, budget, terms);
    }
}
