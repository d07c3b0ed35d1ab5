//! Chances of durations and amounts, and drawing from them.

mod error;
mod normal;

pub use error::DistributionError;

use crate::random_stream::RandomStream;
use normal::{CutNormal, area_below};

/// How long something may take, or how much it may be, and how likely each value is.
///
/// A distribution that exists is valid: every constructor refuses negative, infinite and
/// absurd arguments.
///
/// # Units and shapes
///
/// The unit is the caller's; [`scaled`](Distribution::scaled) changes it. Weights are
/// relative: they need not add up to 1. For bounded forms `mean` and `deviation` are those
/// of the curve before it is cut; [`mean`](Distribution::mean) and
/// [`variance`](Distribution::variance) are those of the values really drawn.
///
/// # Source
///
/// Moments: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 and 2.
/// Drawing is by the inverse of the distribution function wherever one is at hand, which
/// uses one random number per value; gamma after Marsaglia and Tsang (2000).
///
/// # Examples
///
/// ```
/// use kervan_engine::{Distribution, RandomStream};
/// let dwell = Distribution::triangular(0.8, 1.0, 5.2)?;
/// assert!((dwell.mean() - 7.0 / 3.0).abs() < 1e-12);
/// let in_seconds = dwell.scaled(3600.0)?;
/// let mut stream = RandomStream::named(1, 0, "Altynkol", "border stay");
/// let drawn = in_seconds.sample(&mut stream);
/// assert!((2880.0..=18_720.0).contains(&drawn));
/// # Ok::<(), kervan_engine::DistributionError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    family: Family,
}

#[derive(Debug, Clone, PartialEq)]
enum Family {
    Constant {
        value: f64,
    },
    Exponential {
        mean: f64,
    },
    Erlang {
        k: u32,
        mean: f64,
    },
    Uniform {
        low: f64,
        high: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    Normal {
        mean: f64,
        deviation: f64,
        bounds: Option<(f64, f64)>,
        curve: CutNormal,
    },
    Lognormal {
        mean: f64,
        sigma: f64,
        minimum: Option<f64>,
        curve: CutNormal,
    },
    Gamma {
        mean: f64,
        shape: f64,
    },
    Weibull {
        scale: f64,
        shape: f64,
    },
    Empirical {
        values: Vec<f64>,
        choice: Choice,
    },
    Mixture {
        parts: Vec<Distribution>,
        choice: Choice,
    },
}

/// One of several, by weight.
#[derive(Debug, Clone, PartialEq)]
struct Choice {
    weights: Vec<f64>,
    /// Sums of the weights so far; the last is the sum of all.
    sums: Vec<f64>,
}

/// No duration or amount of a corridor comes near this: 1e12 seconds are 30 000 years.
const LARGEST: f64 = 1e12;
const AMOUNT: &str = "0 to 1e12";
/// Below this a mean is a slip of the pen, and its logarithm or inverse is of no use.
const SMALLEST: f64 = 1e-12;
const POSITIVE: &str = "above 0, at least 1e-12, and at most 1e12";
/// Below this share the bounds are taken for a mistake.
const SMALLEST_SHARE: f64 = 1e-6;
/// Above this a sum of exponentials is drawn as a gamma, which is as exact and faster.
const LARGEST_SUM: u32 = 8;

impl Distribution {
    /// Always `value`.
    ///
    /// # Errors
    ///
    /// If `value` is not in 0 to 1e12, as for all amounts below.
    pub fn constant(value: f64) -> Result<Distribution, DistributionError> {
        amount("constant", "value", value)?;
        Ok(Family::Constant { value }.into())
    }

    /// Exponential with the given mean.
    ///
    /// # Errors
    ///
    /// If the mean is not above 0.
    pub fn exponential(mean: f64) -> Result<Distribution, DistributionError> {
        positive("exponential", "mean", mean)?;
        Ok(Family::Exponential { mean }.into())
    }

    /// Sum of `k` independent exponentials, with the given mean of the sum.
    ///
    /// # Errors
    ///
    /// If `k` is not in 1 to 1000, or the mean not above 0.
    pub fn erlang(k: u32, mean: f64) -> Result<Distribution, DistributionError> {
        whole_k(f64::from(k))?;
        positive("erlang", "mean", mean)?;
        Ok(Family::Erlang { k, mean }.into())
    }

    /// Equally likely between two values.
    ///
    /// # Errors
    ///
    /// If `low` is not below `high`.
    pub fn uniform(low: f64, high: f64) -> Result<Distribution, DistributionError> {
        amount("uniform", "low", low)?;
        amount("uniform", "high", high)?;
        in_order("uniform", ("low", low), ("high", high), low < high)?;
        Ok(Family::Uniform { low, high }.into())
    }

    /// Rises evenly from the least to the most likely value and falls to the greatest.
    ///
    /// # Errors
    ///
    /// Unless `low <= mode <= high` and `low < high`.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Distribution, DistributionError> {
        amount("triangular", "low", low)?;
        amount("triangular", "mode", mode)?;
        amount("triangular", "high", high)?;
        in_order("triangular", ("low", low), ("mode", mode), low <= mode)?;
        in_order("triangular", ("mode", mode), ("high", high), mode <= high)?;
        in_order("triangular", ("low", low), ("high", high), low < high)?;
        Ok(Family::Triangular { low, mode, high }.into())
    }

    /// Normal; values below zero can occur.
    ///
    /// # Errors
    ///
    /// If the mean is negative or the deviation not above 0.
    pub fn normal(mean: f64, deviation: f64) -> Result<Distribution, DistributionError> {
        Distribution::any_normal(mean, deviation, None)
    }

    /// Normal, with values outside the bounds drawn again. `mean` and `deviation` are
    /// those of the whole curve.
    ///
    /// # Errors
    ///
    /// As [`normal`](Distribution::normal), and if `low` is not below `high` or less than
    /// a millionth of the curve lies between them.
    pub fn normal_between(
        mean: f64,
        deviation: f64,
        low: f64,
        high: f64,
    ) -> Result<Distribution, DistributionError> {
        amount("normal", "low", low)?;
        amount("normal", "high", high)?;
        in_order("normal", ("low", low), ("high", high), low < high)?;
        Distribution::any_normal(mean, deviation, Some((low, high)))
    }

    fn any_normal(
        mean: f64,
        deviation: f64,
        bounds: Option<(f64, f64)>,
    ) -> Result<Distribution, DistributionError> {
        amount("normal", "mean", mean)?;
        positive("normal", "deviation", deviation)?;
        let (low, high) = bounds.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        let curve = CutNormal::new((low - mean) / deviation, (high - mean) / deviation);
        enough_left("normal", curve.area)?;
        Ok(Family::Normal {
            mean,
            deviation,
            bounds,
            curve,
        }
        .into())
    }

    /// Lognormal by its mean and the deviation of its natural logarithm.
    ///
    /// # Errors
    ///
    /// If the mean is not above 0, or `sigma` not in 0.000001 to 5.
    pub fn lognormal(mean: f64, sigma: f64) -> Result<Distribution, DistributionError> {
        Distribution::any_lognormal(mean, sigma, None)
    }

    /// Lognormal with values below `minimum` drawn again. `mean` and `sigma` are those of
    /// the whole curve.
    ///
    /// # Errors
    ///
    /// As [`lognormal`](Distribution::lognormal), and if less than a millionth of the curve
    /// lies above the minimum.
    pub fn lognormal_above(
        mean: f64,
        sigma: f64,
        minimum: f64,
    ) -> Result<Distribution, DistributionError> {
        amount("lognormal", "minimum", minimum)?;
        Distribution::any_lognormal(mean, sigma, Some(minimum))
    }

    fn any_lognormal(
        mean: f64,
        sigma: f64,
        minimum: Option<f64>,
    ) -> Result<Distribution, DistributionError> {
        positive("lognormal", "mean", mean)?;
        let expected = "0.000001 to 5";
        argument(
            "lognormal",
            "sigma",
            sigma,
            (1e-6..=5.0).contains(&sigma),
            expected,
        )?;
        let low = match minimum {
            Some(minimum) if minimum > 0.0 => (libm::log(minimum) - location(mean, sigma)) / sigma,
            _ => f64::NEG_INFINITY,
        };
        let curve = CutNormal::new(low, f64::INFINITY);
        enough_left("lognormal", curve.area)?;
        Ok(Family::Lognormal {
            mean,
            sigma,
            minimum,
            curve,
        }
        .into())
    }

    /// Gamma by its mean and shape; the variance is `mean^2 / shape`.
    ///
    /// # Errors
    ///
    /// If the mean is not above 0, or the shape not in 0.01 to 1000000.
    pub fn gamma(mean: f64, shape: f64) -> Result<Distribution, DistributionError> {
        positive("gamma", "mean", mean)?;
        let expected = "0.01 to 1000000";
        argument(
            "gamma",
            "shape",
            shape,
            (0.01..=1e6).contains(&shape),
            expected,
        )?;
        Ok(Family::Gamma { mean, shape }.into())
    }

    /// Weibull by its scale (which 63.2 % of the values do not pass) and shape.
    ///
    /// # Errors
    ///
    /// If the scale is not above 0, or the shape not in 0.1 to 100.
    pub fn weibull(scale: f64, shape: f64) -> Result<Distribution, DistributionError> {
        positive("weibull", "scale", scale)?;
        let expected = "0.1 to 100";
        argument(
            "weibull",
            "shape",
            shape,
            (0.1..=100.0).contains(&shape),
            expected,
        )?;
        Ok(Family::Weibull { scale, shape }.into())
    }

    /// One of the given values, each with its relative weight.
    ///
    /// # Errors
    ///
    /// If there are no values, not one weight each, or a weight is not above 0.
    pub fn empirical(
        values: Vec<f64>,
        weights: Vec<f64>,
    ) -> Result<Distribution, DistributionError> {
        for &value in &values {
            amount("empirical", "value", value)?;
        }
        let choice = Choice::new("empirical", values.len(), weights)?;
        Ok(Family::Empirical { values, choice }.into())
    }

    /// One of the given distributions, each with its relative weight.
    ///
    /// # Errors
    ///
    /// If there are no parts, not one weight each, or a weight is not above 0.
    pub fn mixture(
        weights: Vec<f64>,
        parts: Vec<Distribution>,
    ) -> Result<Distribution, DistributionError> {
        let choice = Choice::new("mixture", parts.len(), weights)?;
        Ok(Family::Mixture { parts, choice }.into())
    }

    /// Draws one value.
    pub fn sample(&self, stream: &mut RandomStream) -> f64 {
        match &self.family {
            Family::Constant { value } => *value,
            Family::Exponential { mean } => -mean * libm::log(stream.uniform()),
            Family::Erlang { k, mean } if *k <= LARGEST_SUM => {
                let product: f64 = (0..*k).map(|_| stream.uniform()).product();
                -mean / f64::from(*k) * libm::log(product)
            }
            Family::Erlang { k, mean } => {
                let shape = f64::from(*k);
                mean / shape * standard_gamma(shape, stream)
            }
            Family::Uniform { low, high } => low + (high - low) * stream.uniform(),
            Family::Triangular { low, mode, high } => {
                let share = stream.uniform();
                let (rise, whole) = (mode - low, high - low);
                if share * whole < rise {
                    low + (share * whole * rise).sqrt()
                } else {
                    high - ((1.0 - share) * whole * (high - mode)).sqrt()
                }
            }
            Family::Normal {
                mean,
                deviation,
                bounds,
                curve,
            } => {
                let value = mean + deviation * curve.sample(stream);
                match bounds {
                    Some((low, high)) => value.clamp(*low, *high),
                    None => value,
                }
            }
            Family::Lognormal {
                mean,
                sigma,
                minimum,
                curve,
            } => {
                let value = libm::exp(location(*mean, *sigma) + sigma * curve.sample(stream));
                value.max(minimum.unwrap_or(0.0))
            }
            Family::Gamma { mean, shape } => mean / shape * standard_gamma(*shape, stream),
            Family::Weibull { scale, shape } => {
                scale * libm::pow(-libm::log(stream.uniform()), 1.0 / shape)
            }
            Family::Empirical { values, choice } => values[choice.sample(stream)],
            Family::Mixture { parts, choice } => parts[choice.sample(stream)].sample(stream),
        }
    }

    /// Mean of the values drawn, in closed form.
    pub fn mean(&self) -> f64 {
        match &self.family {
            Family::Constant { value } => *value,
            Family::Exponential { mean }
            | Family::Erlang { mean, .. }
            | Family::Gamma { mean, .. } => *mean,
            Family::Uniform { low, high } => f64::midpoint(*low, *high),
            Family::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Family::Normal {
                mean,
                deviation,
                curve,
                ..
            } => mean + deviation * curve.mean(),
            Family::Lognormal {
                mean, sigma, curve, ..
            } => mean * curve.share_above_shifted(*sigma),
            Family::Weibull { scale, shape } => scale * libm::tgamma(1.0 + 1.0 / shape),
            Family::Empirical { values, choice } => choice.mean(values.iter().copied()),
            Family::Mixture { parts, choice } => choice.mean(parts.iter().map(Self::mean)),
        }
    }

    /// Variance of the values drawn, in closed form.
    pub fn variance(&self) -> f64 {
        match &self.family {
            Family::Constant { .. } => 0.0,
            Family::Exponential { mean } => mean * mean,
            Family::Erlang { k, mean } => mean * mean / f64::from(*k),
            Family::Uniform { low, high } => (high - low) * (high - low) / 12.0,
            Family::Triangular { low, mode, high } => {
                let (rise, fall) = (mode - low, high - mode);
                (rise * rise + rise * fall + fall * fall) / 18.0
            }
            Family::Normal {
                deviation, curve, ..
            } => deviation * deviation * curve.variance(),
            Family::Lognormal {
                mean, sigma, curve, ..
            } => {
                let first = curve.share_above_shifted(*sigma);
                let second = curve.share_above_shifted(2.0 * sigma);
                let squares = libm::expm1(sigma * sigma) * second + (second - first * first);
                mean * mean * squares
            }
            Family::Gamma { mean, shape } => mean * mean / shape,
            Family::Weibull { scale, shape } => {
                let first = libm::tgamma(1.0 + 1.0 / shape);
                scale * scale * (libm::tgamma(1.0 + 2.0 / shape) - first * first)
            }
            Family::Empirical { values, choice } => {
                let mean = self.mean();
                choice.mean(values.iter().map(|value| (value - mean) * (value - mean)))
            }
            Family::Mixture { parts, choice } => {
                let mean = self.mean();
                choice.mean(parts.iter().map(|part| {
                    let distance = part.mean() - mean;
                    part.variance() + distance * distance
                }))
            }
        }
    }

    /// The least value that can be drawn, or the bound that no value passes; minus
    /// infinity for a normal without bounds.
    pub fn minimum(&self) -> f64 {
        match &self.family {
            Family::Constant { value } => *value,
            Family::Exponential { .. }
            | Family::Erlang { .. }
            | Family::Gamma { .. }
            | Family::Weibull { .. } => 0.0,
            Family::Uniform { low, .. } | Family::Triangular { low, .. } => *low,
            Family::Normal { bounds, .. } => bounds.map_or(f64::NEG_INFINITY, |(low, _)| low),
            Family::Lognormal { minimum, .. } => minimum.unwrap_or(0.0),
            Family::Empirical { values, .. } => values.iter().copied().fold(LARGEST, f64::min),
            Family::Mixture { parts, .. } => {
                parts.iter().map(Self::minimum).fold(LARGEST, f64::min)
            }
        }
    }

    /// The same distribution in another unit: every value times `factor`, for example
    /// 3600 from hours to seconds.
    ///
    /// # Errors
    ///
    /// If the factor is not above 0, or an argument would become absurdly large or small.
    pub fn scaled(&self, factor: f64) -> Result<Distribution, DistributionError> {
        positive("scaled", "factor", factor)?;
        match &self.family {
            Family::Constant { value } => Distribution::constant(value * factor),
            Family::Exponential { mean } => Distribution::exponential(mean * factor),
            Family::Erlang { k, mean } => Distribution::erlang(*k, mean * factor),
            Family::Uniform { low, high } => Distribution::uniform(low * factor, high * factor),
            Family::Triangular { low, mode, high } => {
                Distribution::triangular(low * factor, mode * factor, high * factor)
            }
            Family::Normal {
                mean,
                deviation,
                bounds,
                ..
            } => {
                let bounds = bounds.map(|(low, high)| (low * factor, high * factor));
                Distribution::any_normal(mean * factor, deviation * factor, bounds)
            }
            Family::Lognormal {
                mean,
                sigma,
                minimum,
                ..
            } => {
                let minimum = minimum.map(|minimum| minimum * factor);
                Distribution::any_lognormal(mean * factor, *sigma, minimum)
            }
            Family::Gamma { mean, shape } => Distribution::gamma(mean * factor, *shape),
            Family::Weibull { scale, shape } => Distribution::weibull(scale * factor, *shape),
            Family::Empirical { values, choice } => Distribution::empirical(
                values.iter().map(|value| value * factor).collect(),
                choice.weights.clone(),
            ),
            Family::Mixture { parts, choice } => {
                let parts: Result<Vec<_>, _> =
                    parts.iter().map(|part| part.scaled(factor)).collect();
                Distribution::mixture(choice.weights.clone(), parts?)
            }
        }
    }
}

impl From<Family> for Distribution {
    fn from(family: Family) -> Distribution {
        Distribution { family }
    }
}

impl Choice {
    fn new(
        family: &'static str,
        entries: usize,
        weights: Vec<f64>,
    ) -> Result<Choice, DistributionError> {
        if entries == 0 {
            return Err(DistributionError::Empty { family });
        }
        if entries != weights.len() {
            return Err(DistributionError::Weights {
                family,
                values: entries,
                weights: weights.len(),
            });
        }
        let mut sum = 0.0;
        let mut sums = Vec::with_capacity(entries);
        for &weight in &weights {
            positive(family, "weight", weight)?;
            sum += weight;
            sums.push(sum);
        }
        Ok(Choice { weights, sums })
    }

    fn sum(&self) -> f64 {
        self.sums.last().copied().unwrap_or(0.0)
    }

    fn sample(&self, stream: &mut RandomStream) -> usize {
        let drawn = stream.uniform() * self.sum();
        let position = self.sums.partition_point(|&sum| sum <= drawn);
        // Rounding could reach the sum of all.
        position.min(self.sums.len() - 1)
    }

    fn mean(&self, values: impl Iterator<Item = f64>) -> f64 {
        let sum: f64 = values
            .zip(&self.weights)
            .map(|(value, weight)| value * weight)
            .sum();
        sum / self.sum()
    }
}

impl CutNormal {
    /// The share of the curve above the lower bound after moving the curve up by `shift`,
    /// per share above it now. Times the mean, it is the mean of a lognormal that is cut
    /// from below.
    fn share_above_shifted(&self, shift: f64) -> f64 {
        area_below(shift - self.low()) / self.area
    }
}

/// The mean of the logarithm of a lognormal.
fn location(mean: f64, sigma: f64) -> f64 {
    libm::log(mean) - 0.5 * sigma * sigma
}

/// A gamma of scale 1: G. Marsaglia and W. W. Tsang, A simple method for generating gamma
/// variables, ACM Transactions on Mathematical Software 26 (2000); below shape 1 by their
/// section 6: a gamma of shape + 1 times a power of a uniform number.
fn standard_gamma(shape: f64, stream: &mut RandomStream) -> f64 {
    if shape < 1.0 {
        let whole = standard_gamma(shape + 1.0, stream);
        return whole * libm::pow(stream.uniform(), 1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal::inverse(stream.uniform());
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        let limit = 0.5 * x * x + d * (1.0 - v + libm::log(v));
        if libm::log(stream.uniform()) < limit {
            return d * v;
        }
    }
}

fn argument(
    family: &'static str,
    argument: &'static str,
    value: f64,
    accepted: bool,
    expected: &'static str,
) -> Result<(), DistributionError> {
    if accepted {
        return Ok(());
    }
    Err(DistributionError::Argument {
        family,
        argument,
        value,
        expected,
    })
}

fn amount(family: &'static str, name: &'static str, value: f64) -> Result<(), DistributionError> {
    argument(
        family,
        name,
        value,
        (0.0..=LARGEST).contains(&value),
        AMOUNT,
    )
}

fn positive(family: &'static str, name: &'static str, value: f64) -> Result<(), DistributionError> {
    let accepted = (SMALLEST..=LARGEST).contains(&value);
    argument(family, name, value, accepted, POSITIVE)
}

fn whole_k(k: f64) -> Result<u32, DistributionError> {
    let accepted = (1.0..=1000.0).contains(&k) && libm::floor(k) == k;
    argument("erlang", "k", k, accepted, "a whole number from 1 to 1000")?;
    Ok(k as u32)
}

fn in_order(
    family: &'static str,
    lower: (&'static str, f64),
    higher: (&'static str, f64),
    accepted: bool,
) -> Result<(), DistributionError> {
    if accepted {
        return Ok(());
    }
    Err(DistributionError::Order {
        family,
        lower,
        higher,
    })
}

fn enough_left(family: &'static str, share: f64) -> Result<(), DistributionError> {
    if share >= SMALLEST_SHARE {
        return Ok(());
    }
    Err(DistributionError::NothingLeft { family, share })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Distribution, DistributionError};

    fn close(found: f64, expected: f64) {
        assert!(
            (found / expected - 1.0).abs() < 1e-9,
            "{found}, expected {expected}"
        );
    }

    #[test]
    fn moments_are_those_of_the_textbook() {
        close(Distribution::erlang(4, 6.0).unwrap().variance(), 9.0);
        close(Distribution::uniform(2.0, 8.0).unwrap().variance(), 3.0);
        // (1 + 4 + 16 - 2 - 4 - 8) / 18 = 7/18.
        close(
            Distribution::triangular(1.0, 2.0, 4.0).unwrap().variance(),
            7.0 / 18.0,
        );
        close(Distribution::gamma(6.0, 0.5).unwrap().variance(), 72.0);
        // Shape 2: mean scale * sqrt(pi) / 2, variance scale^2 (1 - pi / 4).
        close(
            Distribution::weibull(2.0, 2.0).unwrap().mean(),
            std::f64::consts::PI.sqrt(),
        );
        close(
            Distribution::weibull(2.0, 2.0).unwrap().variance(),
            4.0 - std::f64::consts::PI,
        );
        // e^0.25 - 1 = 0.2840254166877415.
        close(
            Distribution::lognormal(2.0, 0.5).unwrap().variance(),
            4.0 * 0.284_025_416_687_741_5,
        );
        close(Distribution::lognormal(2.0, 0.5).unwrap().mean(), 2.0);
        // Values 1 and 5 with chances 3/4 and 1/4: mean 2, variance 3/4 + 9/4.
        close(
            Distribution::empirical(vec![1.0, 5.0], vec![3.0, 1.0])
                .unwrap()
                .mean(),
            2.0,
        );
        close(
            Distribution::empirical(vec![1.0, 5.0], vec![3.0, 1.0])
                .unwrap()
                .variance(),
            3.0,
        );
        // Constants behave as the empirical; an exponential adds its own variance.
        close(
            Distribution::mixture(
                vec![3.0, 1.0],
                vec![
                    Distribution::constant(1.0).unwrap(),
                    Distribution::exponential(5.0).unwrap(),
                ],
            )
            .unwrap()
            .variance(),
            3.0 + 25.0 / 4.0,
        );
        close(
            Distribution::normal_between(10.0, 2.0, 10.0, 1000.0)
                .unwrap()
                .mean(),
            10.0 + 2.0 * 0.797_884_560_802_865_4,
        );
    }

    #[test]
    fn scaling_scales_mean_variance_and_minimum() {
        for hours in [
            Distribution::constant(5.0).unwrap(),
            Distribution::exponential(3.0).unwrap(),
            Distribution::erlang(2, 24.0).unwrap(),
            Distribution::uniform(1.0, 4.0).unwrap(),
            Distribution::triangular(0.8, 1.0, 5.0).unwrap(),
            Distribution::normal_between(10.0, 2.0, 1.0, 14.0).unwrap(),
            Distribution::lognormal_above(4.0, 0.5, 1.0).unwrap(),
            Distribution::gamma(3.0, 0.5).unwrap(),
            Distribution::weibull(2.0, 1.5).unwrap(),
            Distribution::empirical(vec![1.0, 2.5], vec![3.0, 1.0]).unwrap(),
            Distribution::mixture(
                vec![0.9, 0.1],
                vec![
                    Distribution::triangular(0.8, 1.0, 5.0).unwrap(),
                    Distribution::constant(4.0).unwrap(),
                ],
            )
            .unwrap(),
        ] {
            let seconds = hours.scaled(3600.0).unwrap();
            close(seconds.mean(), hours.mean() * 3600.0);
            close(
                seconds.variance().max(1.0),
                (hours.variance() * 3600.0 * 3600.0).max(1.0),
            );
            assert_eq!(seconds.minimum(), hours.minimum() * 3600.0);
        }
        assert_eq!(
            Distribution::normal(1.0, 1.0).unwrap().minimum(),
            f64::NEG_INFINITY
        );
        assert!(Distribution::constant(5.0).unwrap().scaled(-1.0).is_err());
        assert!(
            Distribution::constant(1000000000000.0)
                .unwrap()
                .scaled(3600.0)
                .is_err()
        );
    }

    #[test]
    fn impossible_arguments_are_refused() {
        for bad in [-1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e13] {
            assert!(Distribution::constant(bad).is_err());
            assert!(Distribution::exponential(bad).is_err());
            assert!(Distribution::erlang(2, bad).is_err());
            assert!(Distribution::uniform(0.0, bad).is_err());
            assert!(Distribution::triangular(0.0, bad, 1.0).is_err());
            assert!(Distribution::normal(bad, 1.0).is_err());
            assert!(Distribution::normal(1.0, bad).is_err());
            assert!(Distribution::normal_between(1.0, 1.0, bad, 2.0).is_err());
            assert!(Distribution::lognormal(1.0, bad).is_err());
            assert!(Distribution::lognormal_above(1.0, 1.0, bad).is_err());
            assert!(Distribution::gamma(1.0, bad).is_err());
            assert!(Distribution::weibull(1.0, bad).is_err());
            assert!(Distribution::empirical(vec![bad], vec![1.0]).is_err());
            assert!(Distribution::empirical(vec![1.0], vec![bad]).is_err());
        }
        assert!(Distribution::exponential(0.0).is_err());
        assert!(Distribution::erlang(0, 1.0).is_err());
        assert!(Distribution::mixture(vec![], vec![]).is_err());
        let refused = |made: Result<Distribution, DistributionError>| made.unwrap_err().to_string();
        assert_eq!(
            refused(Distribution::uniform(4.0, 4.0)),
            "`low` of `uniform` is 4 and `high` is 4; expected low <= high, and the ends of the \
             range apart"
        );
        assert!(refused(Distribution::triangular(1.0, 0.5, 4.0)).contains("expected low <= mode"));
        assert_eq!(
            refused(Distribution::normal_between(10.0, 1.0, 100.0, 200.0)),
            "the bounds of `normal` leave a share of 0.0e0 of it; expected at least one in a \
             million"
        );
        let uneven = Distribution::empirical(vec![1.0, 2.0], vec![1.0]).unwrap_err();
        assert_eq!(
            uneven.to_string(),
            "`empirical` has 2 entries and 1 weights; expected one weight each"
        );
    }
}
