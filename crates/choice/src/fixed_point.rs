//! A volume that makes its own queues: where what is shipped is what those queues let be shipped.

/// A volume at which a response reproduces itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The volume.
    pub volume: f64,
    /// Whether iterating leads to it: the response crosses from above. Of several crossings,
    /// every second one is where a small push grows.
    pub is_stable: bool,
}

/// What is known of the fixed points on a bracket.
#[derive(Clone, Debug, PartialEq)]
pub struct FixedPoint {
    /// Every crossing that was found, the least first; at least one.
    pub crossings: Vec<Crossing>,
    /// How sure it is that there are no others.
    pub uniqueness: Uniqueness,
}

impl FixedPoint {
    /// The volume that is reached from above: the greatest stable one. Demand comes before the
    /// queues it makes.
    pub fn volume(&self) -> f64 {
        let stable = self.crossings.iter().rev().find(|row| row.is_stable);
        let any = stable.or(self.crossings.last());
        any.map_or(f64::NAN, |row| row.volume)
    }
}

/// How sure it is that all crossings were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uniqueness {
    /// The response falls, or rises more slowly than the volume, all over the bracket: it is
    /// proved that there is exactly one crossing.
    Proved,
    /// The slope allows several; each piece between two points was looked at so many times, and a
    /// pair of crossings closer than that would be missed.
    Searched {
        /// Looks at each piece.
        looks: usize,
    },
}

/// Why there is no fixed point.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FixedPointError {
    /// The bracket is none.
    #[error("the points must rise, and there must be two or more")]
    Bracket,
    /// The response leaves the bracket, so that it need not cross.
    #[error(
        "nothing is reproduced between {low} and {high}: there the response is {at_low} and {at_high}"
    )]
    Outside {
        /// Least volume.
        low: f64,
        /// Greatest volume.
        high: f64,
        /// Response to the least.
        at_low: f64,
        /// Response to the greatest.
        at_high: f64,
    },
    /// The response is no number somewhere.
    #[error("the response at {0} is no number")]
    NoNumber(f64),
}

/// Looks at each piece where uniqueness is not proved.
const LOOKS: usize = 1000;
/// Halvings of an interval: enough for double precision.
const HALVINGS: usize = 200;

/// Finds the volumes `v` with `response(v) = v` between the first and the last of some points.
///
/// `steepest(a, b)` bounds the slope of the response between `a` and `b` from above. Where it is
/// below 1 on every piece, `response(v) - v` falls all over, and there is exactly one crossing; in
/// particular where demand falls with time and time rises with volume, as then the bound is 0 or
/// less. The crossing is found by halving, whose error is that of double precision. Where the
/// bound is not below 1, each piece is searched.
///
/// # Errors
///
/// Points that are no bracket, a response that is no number or does not cross.
pub fn fixed_point(
    response: &dyn Fn(f64) -> f64,
    points: &[f64],
    steepest: &dyn Fn(f64, f64) -> f64,
) -> Result<FixedPoint, FixedPointError> {
    let (Some(low), Some(high)) = (points.first().copied(), points.last().copied()) else {
        return Err(FixedPointError::Bracket);
    };
    if points.windows(2).any(|pair| pair[0] >= pair[1]) || low == high {
        return Err(FixedPointError::Bracket);
    }
    let excess = |volume: f64| {
        let found = response(volume) - volume;
        match found.is_finite() {
            true => Ok(found),
            false => Err(FixedPointError::NoNumber(volume)),
        }
    };
    let (first, last) = (excess(low)?, excess(high)?);
    if first < 0.0 || last > 0.0 {
        return Err(FixedPointError::Outside {
            low,
            high,
            at_low: first + low,
            at_high: last + high,
        });
    }
    let is_proved = points
        .windows(2)
        .all(|pair| steepest(pair[0], pair[1]) < 1.0);
    let crossings = match is_proved {
        true => vec![Crossing {
            volume: halve(&excess, low, high)?,
            is_stable: true,
        }],
        false => search(&excess, points)?,
    };
    let uniqueness = match is_proved {
        true => Uniqueness::Proved,
        false => Uniqueness::Searched { looks: LOOKS },
    };
    Ok(FixedPoint {
        crossings,
        uniqueness,
    })
}

type Excess<'a> = dyn Fn(f64) -> Result<f64, FixedPointError> + 'a;

/// The crossing between two volumes with excesses of different sign.
fn halve(excess: &Excess, low: f64, high: f64) -> Result<f64, FixedPointError> {
    let is_above = excess(low)? >= 0.0;
    let (mut low, mut high) = (low, high);
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        match (excess(middle)? >= 0.0) == is_above {
            true => low = middle,
            false => high = middle,
        }
    }
    Ok(low + (high - low) / 2.0)
}

/// All changes of sign on a fine grid.
fn search(excess: &Excess, points: &[f64]) -> Result<Vec<Crossing>, FixedPointError> {
    let mut found = Vec::new();
    let mut before = (points[0], excess(points[0])?);
    if before.1 == 0.0 {
        found.push(Crossing {
            volume: before.0,
            is_stable: true,
        });
    }
    for pair in points.windows(2) {
        for look in 1..=LOOKS {
            let volume = pair[0] + (pair[1] - pair[0]) * look as f64 / LOOKS as f64;
            let here = (volume, excess(volume)?);
            let crosses = (before.1 > 0.0 && here.1 <= 0.0) || (before.1 < 0.0 && here.1 >= 0.0);
            if crosses {
                found.push(Crossing {
                    volume: halve(excess, before.0, here.0)?,
                    is_stable: before.1 > 0.0,
                });
            }
            before = here;
        }
    }
    Ok(found)
}
