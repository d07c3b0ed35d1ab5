//! What a period carries, with the measures that serve in it.

use crate::formulation::Formulation;

/// All rows of the carrying, where `low[r] <= row[r] - sum over m of lift[r,m] * serves[m,t] <=
/// high[r]`, and `unserved = 0` where all must be carried.
pub(crate) fn rows(made: &mut Formulation) {
    let problem = made.problem;
    for row in &problem.carrying {
        let scale = row.weight * problem.periods[row.period].discount;
        let at = made.model.embed(&row.model, scale);
        if row.must_carry {
            for col in &row.unserved {
                made.model.set_bounds(at.col(*col), 0.0, 0.0);
            }
        }
        for lift in &row.lifts {
            let serves: Vec<_> = made.in_service(lift.measure, row.period).collect();
            for col in serves {
                made.model.add_term(at.row(lift.row), col, -lift.by);
            }
        }
        made.carrying.push(at);
    }
}
