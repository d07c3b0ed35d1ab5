//! The proof of a solution, from the model and the numbers alone.
//!
//! A linear programme is solved if its values keep all rows and bounds, its prices are allowed,
//! and the objective of the prices equals that of the values (strong duality). Whole numbers have
//! no such proof: their values are checked, and the bound against that of the programme without
//! whole numbers.
//!
//! # Source
//!
//! V. Chvatal, *Linear Programming*, Freeman 1983, chapters 5 and 10.

use crate::error::SolveError;
use crate::highs_thread::run;
use crate::model::{Model, Sense};
use crate::solution::{Solution, Status};
use crate::solve::Limits;

/// What a row, a bound or a price may be off by, as a share of the sizes that went into it.
const TOLERANCE: f64 = 1e-6;
/// What a whole number may be off by.
const WHOLE: f64 = 1e-6;

/// Sizes of prices below this are taken for this: the solver's own tolerance is no share of them.
const SMALL_PRICE: f64 = 0.01;

/// Fails where something is off by more than it may be.
fn within(what: impl FnOnce() -> String, by: f64, size: f64) -> Result<(), SolveError> {
    let tolerance = TOLERANCE * size;
    if by <= tolerance {
        return Ok(());
    }
    Err(SolveError::NotCertified {
        what: what(),
        by,
        tolerance,
    })
}

/// How far a value is outside its bounds.
pub(crate) fn outside(value: f64, low: f64, high: f64) -> f64 {
    if value.is_nan() {
        return f64::INFINITY;
    }
    (low - value).max(value - high).max(0.0)
}

/// Checks that values keep all rows and bounds; the objective at them.
fn objective(model: &Model, values: &[f64]) -> Result<f64, SolveError> {
    if values.len() != model.columns() {
        return Err(SolveError::Failed("it left out columns".to_owned()));
    }
    for (column, value) in model.columns.iter().zip(values) {
        let by = outside(*value, column.low, column.high);
        within(
            || format!("column `{}`", column.name),
            by,
            1.0 + value.abs(),
        )?;
    }
    for row in &model.rows {
        let (mut sum, mut size) = (0.0, 0.0);
        for (column, factor) in &row.terms {
            let term = factor * values[*column];
            sum += term;
            size += term.abs();
        }
        let by = outside(sum, row.low, row.high);
        within(|| format!("row `{}`", row.name), by, 1.0 + size)?;
    }
    let terms = model.columns.iter().zip(values);
    Ok(terms.map(|(column, value)| column.cost * value).sum())
}

/// Checks a solution without integers by its prices.
pub(crate) fn certify(
    model: &Model,
    values: Vec<f64>,
    prices: Vec<f64>,
) -> Result<Solution, SolveError> {
    let found = objective(model, &values)?;
    if prices.len() != model.rows() {
        return Err(SolveError::Failed("it left out prices".to_owned()));
    }
    // What the columns still earn at these prices, with the sizes of what was added up.
    let mut reduced: Vec<f64> = model.columns.iter().map(|column| column.cost).collect();
    let mut sizes: Vec<f64> = reduced.iter().map(|cost| cost.abs()).collect();
    for (row, price) in model.rows.iter().zip(&prices) {
        for (column, factor) in &row.terms {
            reduced[*column] -= price * factor;
            sizes[*column] += (price * factor).abs();
        }
    }
    // A positive price pays for the upper bound where the objective is to be large, for the lower
    // one where it is to be small. Where that bound is infinite the price must be nothing.
    let pays_high = |price: f64| (model.sense == Sense::Maximise) == (price > 0.0);
    let mut bound = 0.0;
    let mut size = 1.0 + found.abs();
    for (row, price) in model.rows.iter().zip(&prices) {
        let end = if pays_high(*price) { row.high } else { row.low };
        if end.is_finite() {
            bound += price * end;
            size += (price * end).abs();
        } else {
            let what = || format!("the price of row `{}`", row.name);
            within(what, price.abs(), SMALL_PRICE)?;
        }
    }
    for ((column, price), at) in model.columns.iter().zip(&reduced).zip(&sizes) {
        let end = if pays_high(*price) {
            column.high
        } else {
            column.low
        };
        if end.is_finite() {
            bound += price * end;
            size += (price * end).abs();
        } else {
            let what = || format!("the reduced cost of column `{}`", column.name);
            within(what, price.abs(), at.max(SMALL_PRICE))?;
        }
    }
    let what = || "the gap between the objectives of values and prices".to_owned();
    within(what, (bound - found).abs(), size)?;
    Ok(Solution {
        status: Status::Optimal,
        objective: found,
        bound,
        values,
        prices,
        reduced_costs: reduced,
    })
}

/// Checks a solution with integers: its values, and its bound against that without integers.
pub(crate) fn certify_integers(
    model: &Model,
    status: Status,
    mut values: Vec<f64>,
    bound: f64,
    limits: &Limits,
) -> Result<Solution, SolveError> {
    for (column, value) in model.columns.iter().zip(&mut values) {
        if column.is_integer {
            let off = (*value - value.round()).abs();
            if off > WHOLE {
                return Err(SolveError::NotCertified {
                    what: format!("the whole number `{}`", column.name),
                    by: off,
                    tolerance: WHOLE,
                });
            }
            *value = value.round();
        }
    }
    let found = objective(model, &values)?;
    let sign = match model.sense {
        Sense::Maximise => 1.0,
        Sense::Minimise => -1.0,
    };
    let size = 1.0 + found.abs();
    let beats = || "the objective, which beats its own bound,".to_owned();
    within(beats, sign * (found - bound), size)?;
    if status == Status::Optimal {
        let what = || "the gap that was asked for".to_owned();
        let gap = (bound - found).abs() - limits.gap * found.abs();
        within(what, gap.max(0.0), size)?;
    }
    // Without whole numbers it can only be better; that bound has a proof of its own.
    let relaxed = model.relaxed();
    let free = run(
        &relaxed,
        &Limits {
            iterations: None,
            ..*limits
        },
    )?;
    let free = match free.status {
        Status::Optimal => certify(&relaxed, free.values, free.prices)?,
        Status::Stopped => return Err(SolveError::Stopped),
    };
    let what = || "the objective, which beats the bound without whole numbers,".to_owned();
    within(what, sign * (found - free.objective), size)?;
    // The tighter of the two holds.
    let bound = sign * (sign * bound).min(sign * free.bound);
    Ok(Solution {
        status,
        objective: found,
        bound: sign * (sign * bound).max(sign * found),
        values,
        prices: Vec::new(),
        reduced_costs: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::{certify, certify_integers};
    use crate::error::SolveError;
    use crate::model::Model;
    use crate::solution::Status;
    use crate::solve::Limits;

    /// 3 a + 2 b with a + b <= 4 and a + 3 b <= 6: 12 at a = 4, b = 0, at a price of 3 for the
    /// first row.
    fn model() -> Model {
        let mut model = Model::maximise();
        let a = model.column("a", 0.0, f64::INFINITY, 3.0);
        let b = model.column("b", 0.0, f64::INFINITY, 2.0);
        model.row("first", f64::NEG_INFINITY, 4.0, [(a, 1.0), (b, 1.0)]);
        model.row("second", f64::NEG_INFINITY, 6.0, [(a, 1.0), (b, 3.0)]);
        model
    }

    fn refused(values: [f64; 2], prices: [f64; 2]) -> String {
        match certify(&model(), values.to_vec(), prices.to_vec()) {
            Err(SolveError::NotCertified { what, .. }) => what,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_solution_passes_and_each_kind_of_fault_is_found() {
        assert!(certify(&model(), vec![4.0, 0.0], vec![3.0, 0.0]).is_ok());
        assert_eq!(refused([5.0, 0.0], [3.0, 0.0]), "row `first`");
        assert_eq!(refused([4.0, -1.0], [3.0, 0.0]), "column `b`");
        assert_eq!(refused([f64::NAN, 0.0], [3.0, 0.0]), "column `a`");
        // Allowed values that are not the best, with the right prices.
        assert!(refused([3.0, 1.0], [3.0, 0.0]).starts_with("the gap"));
        // Prices at which `a` still earns something, and one of the wrong sign.
        assert!(refused([4.0, 0.0], [2.0, 0.0]).starts_with("the reduced cost of column `a`"));
        assert_eq!(
            refused([4.0, 0.0], [4.0, -1.0]),
            "the price of row `second`"
        );
    }

    #[test]
    fn whole_numbers_and_their_bound_are_checked() {
        let mut model = Model::maximise();
        let a = model.integer("a", 0.0, 10.0, 1.0);
        model.row("half", f64::NEG_INFINITY, 5.0, [(a, 2.0)]);
        let check = |value: f64, bound: f64| {
            certify_integers(
                &model,
                Status::Optimal,
                vec![value],
                bound,
                &Limits::default(),
            )
        };
        assert!(check(2.0, 2.0).is_ok());
        let whats = [(2.5, 2.5), (3.0, 3.0), (2.0, 1.0), (1.0, 2.0)].map(|(value, bound)| {
            match check(value, bound) {
                Err(SolveError::NotCertified { what, .. }) => what,
                other => panic!("{other:?}"),
            }
        });
        assert_eq!(whats[0], "the whole number `a`");
        assert_eq!(whats[1], "row `half`");
        assert!(whats[2].starts_with("the objective, which beats its own bound"));
        assert!(whats[3].starts_with("the gap"));
    }
}
