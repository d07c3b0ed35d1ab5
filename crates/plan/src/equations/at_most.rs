//! A measure is done no more often than it can be.

use crate::formulation::Formulation;

/// `sum over t of start[m,t] <= most[m]`; left out where there is one period to start in.
pub(crate) fn rows(made: &mut Formulation) {
    for (measure, columns) in made.problem.measures.iter().zip(&made.start) {
        let terms: Vec<_> = columns.iter().flatten().map(|col| (*col, 1.0)).collect();
        if terms.len() > 1 {
            let name = format!("at_most[{}]", measure.id);
            let most = f64::from(measure.most);
            made.model.row(name, f64::NEG_INFINITY, most, terms);
        }
    }
}
