//! A measure is not started before those it needs.

use crate::formulation::Formulation;

/// `sum over s <= t of start[m,s] <= most[m] * sum over s <= t of start[n,s]` for each `n` that `m`
/// needs and each period: one of `n` is enough.
pub(crate) fn rows(made: &mut Formulation) {
    let problem = made.problem;
    for (at, measure) in problem.measures.iter().enumerate() {
        for needed in &measure.needs {
            for (end, period) in problem.periods.iter().enumerate() {
                let upto = |at: usize| made.start[at].iter().take(end + 1).flatten();
                let terms: Vec<_> = upto(at)
                    .map(|col| (*col, 1.0))
                    .chain(upto(*needed).map(|col| (*col, -f64::from(measure.most))))
                    .collect();
                if made.start[at][end].is_none() {
                    continue;
                }
                let needed = &problem.measures[*needed].id;
                let name = format!("needs[{},{needed},{}]", measure.id, period.name);
                made.model.row(name, f64::NEG_INFINITY, 0.0, terms);
            }
        }
    }
}
