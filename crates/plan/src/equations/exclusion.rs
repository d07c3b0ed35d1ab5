//! Of two measures that exclude each other one is done.

use crate::formulation::Formulation;

/// `sum over t of start[m,t] + sum over t of start[n,t] <= 1`, once for a pair, whichever of the
/// two names the other.
pub(crate) fn rows(made: &mut Formulation) {
    let measures = &made.problem.measures;
    for (at, measure) in measures.iter().enumerate() {
        for (other_at, other) in measures.iter().enumerate().skip(at + 1) {
            if !measure.excludes.contains(&other_at) && !other.excludes.contains(&at) {
                continue;
            }
            let both = made.start[at].iter().chain(&made.start[other_at]);
            let terms: Vec<_> = both.flatten().map(|col| (*col, 1.0)).collect();
            let name = format!("excludes[{},{}]", measure.id, other.id);
            made.model.row(name, f64::NEG_INFINITY, 1.0, terms);
        }
    }
}
