//! Cost: building, running, and what carrying or not carrying costs.

use crate::formulation::Formulation;

/// `minimise sum over m, t of start[m,t] * (discount[t] * cost[m] + sum over u >= t + build[m] of
/// discount[u] * running[m]) + sum over carryings k of discount[t(k)] * weight[k] * cost[k]`
///
/// This adds the columns of starts with their part of it; the rest comes with the carryings. A
/// measure that is decided has one period to start in, and starts.
pub(crate) fn columns(made: &mut Formulation) {
    let problem = made.problem;
    for (at, measure) in problem.measures.iter().enumerate() {
        let mut columns = vec![None; problem.periods.len()];
        for period in problem.starts(at) {
            let name = format!("start[{},{}]", measure.id, problem.periods[period].name);
            let (low, most) = match measure.is_decided {
                true => (1.0, 1.0),
                false => (0.0, f64::from(measure.most)),
            };
            let cost = problem.cost_from(at, period);
            columns[period] = Some(made.model.integer(name, low, most, cost));
        }
        made.start.push(columns);
    }
}
