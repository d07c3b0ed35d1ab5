//! A measure is done once or not at all.

use crate::formulation::Formulation;

/// `sum over t of start[m,t] <= 1`; left out where there is one period to start in.
pub(crate) fn rows(made: &mut Formulation) {
    for (measure, columns) in made.problem.measures.iter().zip(&made.start) {
        let terms: Vec<_> = columns.iter().flatten().map(|col| (*col, 1.0)).collect();
        if terms.len() > 1 {
            let name = format!("start_once[{}]", measure.id);
            made.model.row(name, f64::NEG_INFINITY, 1.0, terms);
        }
    }
}
