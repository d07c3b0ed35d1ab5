//! A function given by a table: straight between its points, level before the first.

/// A function of one variable, by points.
#[derive(Clone, Debug, PartialEq)]
pub struct Piecewise {
    x: Vec<f64>,
    y: Vec<f64>,
}

/// A table that is no function.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PiecewiseError {
    /// There are no points, or not as many values.
    #[error("a table needs points, with a value for each: {points} points, {values} values")]
    Points {
        /// Points.
        points: usize,
        /// Values.
        values: usize,
    },
    /// The points do not rise, or a number is none.
    #[error("the points of a table must rise, and all numbers be finite; see point {0}")]
    Order(usize),
}

impl Piecewise {
    /// From points that rise, and values.
    ///
    /// # Errors
    ///
    /// No points, not as many values, points that do not rise, numbers that are none.
    pub fn new(x: Vec<f64>, y: Vec<f64>) -> Result<Piecewise, PiecewiseError> {
        if x.is_empty() || x.len() != y.len() {
            return Err(PiecewiseError::Points {
                points: x.len(),
                values: y.len(),
            });
        }
        let is_bad =
            |at: usize| !x[at].is_finite() || !y[at].is_finite() || (at > 0 && x[at] <= x[at - 1]);
        match (0..x.len()).find(|at| is_bad(*at)) {
            Some(at) => Err(PiecewiseError::Order(at + 1)),
            None => Ok(Piecewise { x, y }),
        }
    }

    /// Its points.
    pub fn points(&self) -> &[f64] {
        &self.x
    }

    /// Its values at the points.
    pub fn values(&self) -> &[f64] {
        &self.y
    }

    /// The value at `x`: level before the first point, straight on after the last.
    pub fn at(&self, x: f64) -> f64 {
        let first = self.x[0];
        if x <= first || self.x.len() == 1 {
            return self.y[0];
        }
        let piece = self.piece(x);
        self.y[piece] + self.slope(piece) * (x - self.x[piece])
    }

    /// Least slope between two arguments, which is that of one of the pieces there.
    pub fn least_slope(&self, from: f64, to: f64) -> f64 {
        if self.x.len() == 1 || to <= self.x[0] {
            return 0.0;
        }
        let slopes = (self.piece(from)..=self.piece(to)).map(|piece| self.slope(piece));
        let level = if from < self.x[0] { 0.0 } else { f64::INFINITY };
        slopes.fold(level, f64::min)
    }

    /// Whether it never falls.
    pub fn is_rising(&self) -> bool {
        self.y.windows(2).all(|pair| pair[0] <= pair[1])
    }

    /// The piece that an argument lies in; the last piece goes on for ever.
    fn piece(&self, x: f64) -> usize {
        let after = self.x.partition_point(|point| *point <= x);
        after.clamp(1, self.x.len() - 1) - 1
    }

    fn slope(&self, piece: usize) -> f64 {
        (self.y[piece + 1] - self.y[piece]) / (self.x[piece + 1] - self.x[piece])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_straight_between_points_and_level_before() {
        let table = Piecewise::new(vec![1.0, 2.0, 4.0], vec![10.0, 12.0, 11.0])
            .unwrap_or_else(|error| unreachable!("{error}"));
        let values = [0.0, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0].map(|x| table.at(x));
        assert_eq!(values, [10.0, 10.0, 11.0, 12.0, 11.5, 11.0, 10.0]);
        assert!(!table.is_rising());
        assert_eq!(table.least_slope(0.0, 1.5), 0.0);
        assert_eq!(table.least_slope(1.2, 1.5), 2.0);
        assert_eq!(table.least_slope(1.2, 3.0), -0.5);
    }

    #[test]
    fn what_is_no_function_is_refused() {
        let points = |x: &[f64], y: &[f64]| Piecewise::new(x.to_vec(), y.to_vec());
        assert!(matches!(
            points(&[], &[]),
            Err(PiecewiseError::Points { .. })
        ));
        assert!(matches!(
            points(&[1.0, 1.0], &[1.0, 2.0]),
            Err(PiecewiseError::Order(2))
        ));
        assert!(matches!(
            points(&[1.0], &[f64::NAN]),
            Err(PiecewiseError::Order(1))
        ));
    }
}
