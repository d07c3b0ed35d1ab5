//! From the corridor's notation to the engine's distributions.

use kervan_corridor::quantity::Distribution as Written;
use kervan_engine::{Distribution, DistributionError, RandomStream};

/// The nearest whole second of a time that is not negative.
pub(crate) fn whole_s(time_s: f64) -> i64 {
    // Halves go up. A call of `round` costs as much as a draw where the processor is not known.
    (time_s.max(0.0) + 0.5) as i64
}

/// A distribution with its own random stream.
#[derive(Clone, Debug)]
pub(crate) struct Sampler {
    distribution: Distribution,
    constant: Option<f64>,
    stream: RandomStream,
}

impl Sampler {
    /// Draws from a written distribution with a stream of its own.
    ///
    /// # Errors
    ///
    /// None for a corridor that passed its check.
    pub(crate) fn new(
        written: &Written,
        stream: RandomStream,
    ) -> Result<Sampler, DistributionError> {
        let constant = match written {
            Written::Constant(value) => Some(*value),
            _ => None,
        };
        Ok(Sampler {
            distribution: engine_distribution(written)?,
            constant,
            stream,
        })
    }

    /// The next value; a constant draws nothing.
    pub(crate) fn draw(&mut self) -> f64 {
        match self.constant {
            Some(value) => value,
            None => self.distribution.sample(&mut self.stream),
        }
    }

    /// The next value, given in days, as whole seconds of at least zero.
    pub(crate) fn draw_days_as_s(&mut self) -> i64 {
        whole_s(self.draw() * 86_400.0)
    }

    /// The next value, given in hours, as whole seconds of at least zero.
    pub(crate) fn draw_hours_as_s(&mut self) -> i64 {
        whole_s(self.draw() * 3600.0)
    }
}

/// The engine's distribution of a written one.
///
/// # Errors
///
/// None for a corridor that passed its check: the two refuse the same arguments. Negative
/// values, which the range of a column refuses.
pub fn engine_distribution(written: &Written) -> Result<Distribution, DistributionError> {
    match written {
        Written::Constant(value) => Distribution::constant(*value),
        Written::Exponential(mean) => Distribution::exponential(*mean),
        Written::Erlang(phases, mean) => Distribution::erlang(*phases, *mean),
        Written::Uniform(low, high) => Distribution::uniform(*low, *high),
        Written::Triangular(low, mode, high) => Distribution::triangular(*low, *mode, *high),
        Written::Normal(mean, sd, low, high) => {
            Distribution::normal_between(*mean, *sd, *low, *high)
        }
        Written::Lognormal(mean, sigma, minimum) => {
            Distribution::lognormal_above(*mean, *sigma, *minimum)
        }
        Written::Gamma(mean, shape) => Distribution::gamma(*mean, *shape),
        Written::Weibull(scale, shape) => Distribution::weibull(*scale, *shape),
        Written::Empirical(values) => {
            let (values, weights) = values.iter().copied().unzip();
            Distribution::empirical(values, weights)
        }
        Written::Mixture(parts) => {
            let weights = parts.iter().map(|(weight, _)| *weight).collect();
            let parts = parts
                .iter()
                .map(|(_, part)| engine_distribution(part))
                .collect::<Result<_, _>>()?;
            Distribution::mixture(weights, parts)
        }
    }
}
