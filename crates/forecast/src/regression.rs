//! Ordinary least squares for a few columns.

/// Coefficients that bring sums of columns nearest to the values; `None` where columns say the
/// same, or there are fewer rows than columns.
///
/// By the normal equations and elimination with the greatest pivot: for a handful of columns of
/// like size, as all here are.
pub(crate) fn least_squares(rows: &[Vec<f64>], values: &[f64]) -> Option<Vec<f64>> {
    let size = rows.first()?.len();
    if rows.len() < size || rows.len() != values.len() {
        return None;
    }
    let mut table = vec![vec![0.0; size + 1]; size];
    for (row, value) in rows.iter().zip(values) {
        for (one, left) in row.iter().enumerate() {
            for (other, right) in row.iter().enumerate() {
                table[one][other] += left * right;
            }
            table[one][size] += left * value;
        }
    }
    let scale = table
        .iter()
        .flatten()
        .fold(0.0, |most: f64, v| most.max(v.abs()));
    for at in 0..size {
        let pivot = (at..size).max_by(|one, other| {
            let size_of = |row: usize| table[row][at].abs();
            size_of(*one).total_cmp(&size_of(*other))
        })?;
        table.swap(at, pivot);
        if table[at][at].abs() <= 1e-13 * scale {
            return None;
        }
        let (above, rest) = table.split_at_mut(at + 1);
        let pivot = &above[at];
        for row in rest {
            let factor = row[at] / pivot[at];
            for (value, other) in row[at..].iter_mut().zip(&pivot[at..]) {
                *value -= factor * other;
            }
        }
    }
    let mut found = vec![0.0; size];
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|to| table[at][to] * found[to]).sum();
        found[at] = (table[at][size] - known) / table[at][at];
    }
    Some(found)
}

/// Intercept and slope of the straight line through values at 1, 2, 3, ...; a level line through
/// one value.
pub(crate) fn line_through(values: &[f64]) -> [f64; 2] {
    let count = values.len() as f64;
    let middle = (count + 1.0) / 2.0;
    let mean = values.iter().sum::<f64>() / count;
    let (mut products, mut squares) = (0.0, 0.0);
    for (at, value) in values.iter().enumerate() {
        let along = at as f64 + 1.0 - middle;
        products += along * (value - mean);
        squares += along * along;
    }
    let slope = if squares > 0.0 {
        products / squares
    } else {
        0.0
    };
    [mean - slope * middle, slope]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{least_squares, line_through};

    #[test]
    fn a_plane_is_found_again() {
        // 3 + 2 x - y at five places.
        let places = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [2.0, 3.0], [-1.0, 2.0]];
        let rows: Vec<Vec<f64>> = places.iter().map(|[x, y]| vec![1.0, *x, *y]).collect();
        let values: Vec<f64> = places.iter().map(|[x, y]| 3.0 + 2.0 * x - y).collect();
        let found = least_squares(&rows, &values).unwrap();
        for (found, known) in found.iter().zip([3.0, 2.0, -1.0]) {
            assert!((found - known).abs() < 1e-12);
        }
        let twice: Vec<Vec<f64>> = places.iter().map(|[x, _]| vec![*x, 2.0 * x]).collect();
        assert_eq!(least_squares(&twice, &values), None);
    }

    #[test]
    fn a_line_through_three_points() {
        // 1, 2, 6: mean 3, slope (6 - 1) / 2 = 2.5, intercept 3 - 2 * 2.5.
        assert_eq!(line_through(&[1.0, 2.0, 6.0]), [-2.0, 2.5]);
        assert_eq!(line_through(&[4.0]), [4.0, 0.0]);
    }
}
