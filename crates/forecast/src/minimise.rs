//! The least value of a function of some numbers, without its slopes.

use std::cell::Cell;

/// What stops a search, beside its having found something.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// Calls of the function at most.
    pub calls: usize,
    /// Difference of the values at the corners, as a share of the least, at which they are one.
    pub tolerance: f64,
}

/// The corner with the least value that the simplex of Nelder and Mead comes to, and that value.
///
/// A value that is no number counts as infinite, so bounds are set by the function itself. `steps`
/// says how far the first corners lie from the start; a step of 0 keeps its number as it is.
///
/// # Source
///
/// J. A. Nelder and R. Mead, A simplex method for function minimization, Computer Journal 7
/// (1965), with the coefficients for many dimensions of F. Gao and L. Han, Implementing the
/// Nelder-Mead simplex algorithm with adaptive parameters, Computational Optimization and
/// Applications 51 (2012). Why it is ours: decision 0017.
pub fn minimise(
    start: &[f64],
    steps: &[f64],
    search: Search,
    mut function: impl FnMut(&[f64]) -> f64,
) -> (Vec<f64>, f64) {
    let free: Vec<usize> = (0..start.len()).filter(|at| steps[*at] != 0.0).collect();
    let calls = Cell::new(0);
    let mut value_at = |point: &[f64]| {
        calls.set(calls.get() + 1);
        let value = function(point);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let first = value_at(start);
    let mut corners: Vec<(f64, Vec<f64>)> = vec![(first, start.to_vec())];
    if free.is_empty() {
        return (start.to_vec(), first);
    }
    for at in &free {
        // The other side where this one is out of bounds, then ever nearer.
        let mut step = steps[*at];
        let mut corner = start.to_vec();
        let mut value = f64::INFINITY;
        for _ in 0..12 {
            corner[*at] = start[*at] + step;
            value = value_at(&corner);
            if value.is_finite() {
                break;
            }
            step *= if step == steps[*at] { -1.0 } else { -0.5 };
        }
        corners.push((value, corner));
    }
    let size = free.len() as f64;
    let (expand, contract, shrink) = (
        1.0 + 2.0 / size,
        0.75 - 1.0 / (2.0 * size),
        1.0 - 1.0 / size.max(2.0),
    );
    let count = free.len();
    loop {
        // Stable, so that corners of one value keep their order.
        corners.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (least, most) = (corners[0].0, corners[count].0);
        if most - least <= search.tolerance * (least.abs() + search.tolerance) {
            break;
        }
        let mut centre = vec![0.0; start.len()];
        for (_, corner) in &corners[..count] {
            for (sum, value) in centre.iter_mut().zip(corner) {
                *sum += value / size;
            }
        }
        let towards = |by: f64| -> Vec<f64> {
            let worst = &corners[count].1;
            let along = centre.iter().zip(worst);
            along.map(|(to, from)| to + by * (to - from)).collect()
        };
        let reflected = towards(1.0);
        let value = value_at(&reflected);
        let next = if value < least {
            let further = towards(expand);
            let far = value_at(&further);
            Some(if far < value {
                (far, further)
            } else {
                (value, reflected)
            })
        } else if value < corners[count - 1].0 {
            Some((value, reflected))
        } else {
            let (by, bound) = match value < most {
                true => (contract, value),
                false => (-contract, most),
            };
            let nearer = towards(by);
            let near = value_at(&nearer);
            (near < bound).then_some((near, nearer))
        };
        match next {
            Some(next) => corners[count] = next,
            None => {
                let best = corners[0].1.clone();
                for (value, corner) in &mut corners[1..] {
                    for (number, best) in corner.iter_mut().zip(&best) {
                        *number = best + shrink * (*number - best);
                    }
                    *value = value_at(corner);
                }
            }
        }
        if calls.get() >= search.calls {
            break;
        }
    }
    corners.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (value, point) = corners.swap_remove(0);
    (point, value)
}
