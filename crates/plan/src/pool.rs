//! The best plans in order.

use kervan_solver::{Col, Limits, Model};

use crate::error::PlanError;
use crate::optimise::{Choice, checked, choose};
use crate::problem::Problem;

/// When two plans count as two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// They differ in any start.
    AnyStart,
    /// The later one starts less of something than the one before: a plan with something added
    /// that is of no use is no other plan.
    LeavesOut,
    /// The later one does less of some measure, in all periods together: another year is no other
    /// plan either.
    DoesLess,
}

/// The `count` cheapest plans that are apart from each other, cheapest first; fewer where there
/// are no more.
///
/// # Errors
///
/// As [`optimise`](crate::optimise); that there is no further plan is no error.
pub fn pool(
    problem: &Problem,
    count: usize,
    apart: Apart,
    limits: &Limits,
) -> Result<Vec<Choice>, PlanError> {
    let made = checked(problem)?;
    let mut model = made.model.clone();
    let mut found: Vec<Choice> = Vec::new();
    while found.len() < count {
        match choose(&made, &model, limits) {
            Ok(choice) => found.push(choice),
            Err(PlanError::Infeasible) if !found.is_empty() => break,
            Err(error) => return Err(error),
        }
        let plan = &found[found.len() - 1].plan;
        // At least one number of it is another.
        let (mut terms, mut on) = (Vec::new(), 0.0);
        for (at, (columns, started)) in made.start.iter().zip(&plan.started).enumerate() {
            let most = f64::from(problem.measures[at].most);
            let all: Vec<Col> = columns.iter().copied().flatten().collect();
            let each: Vec<(Vec<Col>, f64)> = match apart {
                Apart::DoesLess => vec![(all, f64::from(plan.count(at)))],
                Apart::AnyStart | Apart::LeavesOut => {
                    let starts = columns.iter().zip(started);
                    starts
                        .filter_map(|(col, many)| Some((vec![(*col)?], f64::from(*many))))
                        .collect()
                }
            };
            for (cols, many) in each {
                match (many > 0.0, most > 1.0) {
                    (true, false) => {
                        terms.extend(cols.iter().map(|col| (*col, -1.0)));
                        on += 1.0;
                    }
                    (true, true) => terms.push((below(&mut model, &cols, many, most), 1.0)),
                    (false, _) => {}
                }
                if apart == Apart::AnyStart && many < most {
                    match most > 1.0 {
                        true => terms.push((above(&mut model, &cols, many), 1.0)),
                        false => terms.extend(cols.iter().map(|col| (*col, 1.0))),
                    }
                }
            }
        }
        if terms.is_empty() {
            break;
        }
        let name = format!("not_again[{}]", found.len());
        model.row(name, 1.0 - on, f64::INFINITY, terms);
    }
    Ok(found)
}

/// A column of 0 or 1 that can be 1 only where a sum is below a number: `sum <= many - 1 where it
/// is 1, sum <= most where it is 0`.
fn below(model: &mut Model, cols: &[Col], many: f64, most: f64) -> Col {
    let is_below = model.integer("is_below", 0.0, 1.0, 0.0);
    let sum = cols.iter().map(|col| (*col, 1.0));
    let terms = sum.chain([(is_below, most - many + 1.0)]);
    model.row("below", f64::NEG_INFINITY, most, terms);
    is_below
}

/// The same where a sum is above a number.
fn above(model: &mut Model, cols: &[Col], many: f64) -> Col {
    let is_above = model.integer("is_above", 0.0, 1.0, 0.0);
    let sum = cols.iter().map(|col| (*col, 1.0));
    let terms = sum.chain([(is_above, -(many + 1.0))]);
    model.row("above", 0.0, f64::INFINITY, terms);
    is_above
}
