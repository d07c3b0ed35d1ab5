//! Symmetric matrices as a product of a triangle with itself; which column follows from others.

/// `L` with `L L' = A`, by rows.
pub(crate) struct Cholesky {
    size: usize,
    rows: Vec<f64>,
}

/// A column that is a combination of those before it.
pub(crate) struct Dependent {
    pub(crate) column: usize,
    /// The columns it is made of, with their weights.
    pub(crate) of: Vec<(usize, f64)>,
}

impl Cholesky {
    /// Factors a positive definite matrix, given by rows.
    ///
    /// A pivot of at most `least` times its diagonal element ends it: that column is, within
    /// rounding, a combination of those before.
    pub(crate) fn of(matrix: &[f64], size: usize, least: f64) -> Result<Cholesky, Dependent> {
        let mut rows = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                let below: f64 = (0..j)
                    .map(|k| rows[i * size + k] * rows[j * size + k])
                    .sum();
                let left = matrix[i * size + j] - below;
                if i != j {
                    rows[i * size + j] = left / rows[j * size + j];
                } else if left > least * matrix[i * size + i] && left > 0.0 {
                    rows[i * size + i] = left.sqrt();
                } else {
                    return Err(dependent(matrix, &rows, size, i));
                }
            }
        }
        Ok(Cholesky { size, rows })
    }

    /// The solution of `A x = b`.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        solve(&self.rows, self.size, self.size, right)
    }
}

/// Solves with the first `count` rows and columns.
fn solve(rows: &[f64], size: usize, count: usize, right: &[f64]) -> Vec<f64> {
    let mut x = right[..count].to_vec();
    for i in 0..count {
        let done: f64 = (0..i).map(|k| rows[i * size + k] * x[k]).sum();
        x[i] = (x[i] - done) / rows[i * size + i];
    }
    for i in (0..count).rev() {
        let done: f64 = (i + 1..count).map(|k| rows[k * size + i] * x[k]).sum();
        x[i] = (x[i] - done) / rows[i * size + i];
    }
    x
}

fn dependent(matrix: &[f64], rows: &[f64], size: usize, column: usize) -> Dependent {
    /// Weights below this, of columns of like size, are rounding.
    const NONE: f64 = 1e-6;
    let right = &matrix[column * size..column * size + column];
    let weights = solve(rows, size, column, right);
    let of = weights.into_iter().enumerate();
    Dependent {
        column,
        of: of.filter(|(_, weight)| weight.abs() > NONE).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_solves_and_names_what_follows_from_others() {
        let found = Cholesky::of(&[4.0, 2.0, 2.0, 3.0], 2, 1e-12);
        let x = found.map(|found| found.solve(&[8.0, 8.0]));
        let x = x.unwrap_or_default();
        assert!((x[0] - 1.0).abs() < 1e-15 && (x[1] - 2.0).abs() < 1e-15);
        // The third column is the first and twice the second.
        let gram = [1.0, 0.0, 1.0, 0.0, 1.0, 2.0, 1.0, 2.0, 5.0];
        let fault = Cholesky::of(&gram, 3, 1e-12).err();
        let fault = fault.map(|fault| (fault.column, fault.of));
        assert_eq!(fault, Some((2, vec![(0, 1.0), (1, 2.0)])));
    }
}
