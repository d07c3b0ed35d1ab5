//! Distributions as cells write them: a family and its arguments.
//!
//! The corridor keeps what was written and checks it; drawing numbers is the engine's work.

use std::fmt;

/// A distribution of a time, a factor or a number of units, in the unit of its column.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same value.
    Constant(f64),
    /// Exponential with this mean.
    Exponential(f64),
    /// Erlang: number of phases, mean of the whole.
    Erlang(u32, f64),
    /// Uniform between two values.
    Uniform(f64, f64),
    /// Triangular: low, mode, high.
    Triangular(f64, f64, f64),
    /// Normal: mean, standard deviation, and the two values it is cut off at.
    Normal(f64, f64, f64, f64),
    /// Lognormal: mean, sigma of the logarithm, and the value below which it is drawn again.
    Lognormal(f64, f64, f64),
    /// Gamma: mean, shape.
    Gamma(f64, f64),
    /// Weibull: scale, shape.
    Weibull(f64, f64),
    /// Values with weights.
    Empirical(Vec<(f64, f64)>),
    /// Parts with weights.
    Mixture(Vec<(f64, Distribution)>),
}

/// Why a cell does not follow its notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotationError {
    /// What is wrong with it.
    pub problem: String,
    /// What was expected.
    pub expected: String,
}

impl NotationError {
    /// An error with what is wrong and what was expected.
    pub fn new(problem: impl Into<String>, expected: impl Into<String>) -> NotationError {
        NotationError {
            problem: problem.into(),
            expected: expected.into(),
        }
    }
}

/// Longest text read; mixtures inside mixtures cannot go deeper than this allows.
const LONGEST: usize = 1000;
const EXPECTED: &str = "a number, or one of constant(x), exponential(mean), erlang(phases, mean), uniform(low, high), \
triangular(low, mode, high), normal(mean, sd), normal(mean, sd, low, high), lognormal(mean, sigma, minimum), gamma(mean, shape), \
weibull(scale, shape), empirical(value:weight, ...), mixture(weight * part + ...)";

impl Distribution {
    /// Reads the notation of a cell.
    ///
    /// # Errors
    ///
    /// An unknown family, a wrong number of arguments, arguments that are not finite
    /// numbers, or arguments that make no distribution of that family.
    pub fn read(text: &str) -> Result<Distribution, NotationError> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(NotationError::new(
                format!("it is longer than {LONGEST} characters"),
                EXPECTED,
            ));
        }
        let Some((family, rest)) = text.split_once('(') else {
            return number(text).map(Distribution::Constant);
        };
        let Some(inside) = rest.strip_suffix(')') else {
            return Err(NotationError::new("the bracket is not closed", EXPECTED));
        };
        match family.trim() {
            "empirical" => weighted(inside, ',', ':', number).map(Distribution::Empirical),
            "mixture" => mixture(inside),
            family => {
                let arguments: Vec<f64> =
                    inside.split(',').map(number).collect::<Result<_, _>>()?;
                simple(family, &arguments)
            }
        }
    }

    /// The same distribution with every value multiplied by a positive factor.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Distribution {
        use Distribution::*;
        match self {
            Constant(value) => Constant(value * factor),
            Exponential(mean) => Exponential(mean * factor),
            Erlang(phases, mean) => Erlang(*phases, mean * factor),
            Uniform(low, high) => Uniform(low * factor, high * factor),
            Triangular(low, mode, high) => Triangular(low * factor, mode * factor, high * factor),
            Normal(mean, sd, low, high) => {
                Normal(mean * factor, sd * factor, low * factor, high * factor)
            }
            Lognormal(mean, sigma, minimum) => Lognormal(mean * factor, *sigma, minimum * factor),
            Gamma(mean, shape) => Gamma(mean * factor, *shape),
            Weibull(scale, shape) => Weibull(scale * factor, *shape),
            Empirical(values) => Empirical(
                values
                    .iter()
                    .map(|(value, weight)| (value * factor, *weight))
                    .collect(),
            ),
            Mixture(parts) => Mixture(
                parts
                    .iter()
                    .map(|(weight, part)| (*weight, part.scaled(factor)))
                    .collect(),
            ),
        }
    }

    /// Values that the family is written with, for the check against a column's range.
    ///
    /// For bounded families these are the ends, so every draw is in range if they are;
    /// for the others the mean.
    pub fn characteristic_values(&self) -> Vec<f64> {
        use Distribution::*;
        match self {
            Constant(value) => vec![*value],
            Exponential(mean) | Erlang(_, mean) | Gamma(mean, _) => vec![*mean],
            Uniform(low, high) => vec![*low, *high],
            Triangular(low, _, high) => vec![*low, *high],
            Normal(_, _, low, high) => vec![*low, *high],
            Lognormal(mean, _, minimum) => vec![*minimum, *mean],
            Weibull(scale, _) => vec![*scale],
            Empirical(values) => values.iter().map(|(value, _)| *value).collect(),
            Mixture(parts) => parts
                .iter()
                .flat_map(|(_, part)| part.characteristic_values())
                .collect(),
        }
    }

    /// Mean, where lognormal and normal are taken without their cut-offs.
    pub fn mean(&self) -> f64 {
        use Distribution::*;
        match self {
            Constant(value) => *value,
            Exponential(mean) | Erlang(_, mean) | Gamma(mean, _) | Lognormal(mean, _, _) => *mean,
            Normal(mean, ..) => *mean,
            Uniform(low, high) => (low + high) / 2.0,
            Triangular(low, mode, high) => (low + mode + high) / 3.0,
            Weibull(scale, shape) => scale * libm::tgamma(1.0 + 1.0 / shape),
            Empirical(values) => weighted_mean(values.iter().copied()),
            Mixture(parts) => {
                weighted_mean(parts.iter().map(|(weight, part)| (part.mean(), *weight)))
            }
        }
    }
}

fn weighted_mean(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, weights) = values.fold((0.0, 0.0), |(sum, weights), (value, weight)| {
        (sum + value * weight, weights + weight)
    });
    sum / weights
}

fn number(text: &str) -> Result<f64, NotationError> {
    match text.trim().parse::<f64>() {
        Ok(value)
            if value.is_finite()
                && value.abs() <= 1e12
                && (value == 0.0 || value.abs() >= 1e-12) =>
        {
            Ok(value)
        }
        _ => Err(NotationError::new(
            format!("`{}` is not a number", text.trim()),
            EXPECTED,
        )),
    }
}

fn weighted<T>(
    inside: &str,
    between: char,
    colon: char,
    read: impl Fn(&str) -> Result<T, NotationError>,
) -> Result<Vec<(T, f64)>, NotationError> {
    inside
        .split(between)
        .map(|item| {
            let (value, weight) = item.split_once(colon).ok_or_else(|| {
                NotationError::new(format!("`{}` has no weight", item.trim()), "value:weight")
            })?;
            let weight = number(weight)?;
            if weight > 0.0 {
                Ok((read(value)?, weight))
            } else {
                Err(NotationError::new(
                    "a weight is not above 0",
                    "weights above 0",
                ))
            }
        })
        .collect()
}

fn mixture(inside: &str) -> Result<Distribution, NotationError> {
    let mut parts = Vec::new();
    for item in inside.split('+') {
        let (weight, part) = item.split_once('*').ok_or_else(|| {
            NotationError::new(
                format!("`{}` has no weight", item.trim()),
                "weight * part + weight * part",
            )
        })?;
        let weight = number(weight)?;
        if weight <= 0.0 {
            return Err(NotationError::new(
                "a weight is not above 0",
                "weights above 0",
            ));
        }
        parts.push((weight, Distribution::read(part)?));
    }
    Ok(Distribution::Mixture(parts))
}

fn simple(family: &str, arguments: &[f64]) -> Result<Distribution, NotationError> {
    let refuse = |expected: &str| {
        Err(NotationError::new(
            format!("these are no arguments of `{family}`"),
            expected,
        ))
    };
    match (family, arguments) {
        ("constant", [value]) => Ok(Distribution::Constant(*value)),
        ("exponential", [mean]) if *mean > 0.0 => Ok(Distribution::Exponential(*mean)),
        ("exponential", _) => refuse("exponential(mean), mean above 0"),
        ("erlang", [phases, mean])
            if phases.fract() == 0.0 && (1.0..=1000.0).contains(phases) && *mean > 0.0 =>
        {
            Ok(Distribution::Erlang(*phases as u32, *mean))
        }
        ("erlang", _) => {
            refuse("erlang(phases, mean), phases a whole number from 1 to 1000, mean above 0")
        }
        ("uniform", [low, high]) if low < high => Ok(Distribution::Uniform(*low, *high)),
        ("uniform", _) => refuse("uniform(low, high), low below high"),
        ("triangular", [low, mode, high]) if low <= mode && mode <= high && low < high => {
            Ok(Distribution::Triangular(*low, *mode, *high))
        }
        ("triangular", _) => refuse("triangular(low, mode, high) in rising order"),
        // Cut off at zero; above, a normal value lies beyond twelve deviations once in 10^32.
        ("normal", [mean, sd]) if *sd > 0.0 && *mean > 0.0 => {
            Ok(Distribution::Normal(*mean, *sd, 0.0, mean + 12.0 * sd))
        }
        ("normal", [mean, sd, low, high])
            if *sd > 0.0 && low <= mean && mean <= high && high - low > *sd * 1e-4 =>
        {
            Ok(Distribution::Normal(*mean, *sd, *low, *high))
        }
        ("normal", _) => refuse(
            "normal(mean, sd) or normal(mean, sd, low, high), sd above 0, the mean between low (0 where it is not given) and high, and these apart",
        ),
        ("lognormal", [mean, sigma]) if *mean > 0.0 && (1e-6..=5.0).contains(sigma) => {
            Ok(Distribution::Lognormal(*mean, *sigma, 0.0))
        }
        ("lognormal", [mean, sigma, minimum])
            if *mean > 0.0 && (1e-6..=5.0).contains(sigma) && *minimum >= 0.0 && minimum < mean =>
        {
            Ok(Distribution::Lognormal(*mean, *sigma, *minimum))
        }
        ("lognormal", _) => refuse(
            "lognormal(mean, sigma, minimum), sigma from 0.000001 to 5, minimum below the mean",
        ),
        ("gamma", [mean, shape]) if *mean > 0.0 && (0.01..=1e6).contains(shape) => {
            Ok(Distribution::Gamma(*mean, *shape))
        }
        ("gamma", _) => refuse("gamma(mean, shape), mean above 0, shape from 0.01 to 1000000"),
        ("weibull", [scale, shape]) if *scale > 0.0 && (0.1..=100.0).contains(shape) => {
            Ok(Distribution::Weibull(*scale, *shape))
        }
        ("weibull", _) => refuse("weibull(scale, shape), scale above 0, shape from 0.1 to 100"),
        _ => Err(NotationError::new(
            format!(
                "there is no distribution `{family}` with {} arguments",
                arguments.len()
            ),
            EXPECTED,
        )),
    }
}

impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Distribution::*;
        match self {
            Constant(value) => write!(f, "{value}"),
            Exponential(mean) => write!(f, "exponential({mean})"),
            Erlang(phases, mean) => write!(f, "erlang({phases}, {mean})"),
            Uniform(low, high) => write!(f, "uniform({low}, {high})"),
            Triangular(low, mode, high) => write!(f, "triangular({low}, {mode}, {high})"),
            Normal(mean, sd, low, high) => write!(f, "normal({mean}, {sd}, {low}, {high})"),
            Lognormal(mean, sigma, minimum) => write!(f, "lognormal({mean}, {sigma}, {minimum})"),
            Gamma(mean, shape) => write!(f, "gamma({mean}, {shape})"),
            Weibull(scale, shape) => write!(f, "weibull({scale}, {shape})"),
            Empirical(values) => {
                let items: Vec<String> = values
                    .iter()
                    .map(|(value, weight)| format!("{value}:{weight}"))
                    .collect();
                write!(f, "empirical({})", items.join(", "))
            }
            Mixture(parts) => {
                let items: Vec<String> = parts
                    .iter()
                    .map(|(weight, part)| format!("{weight} * {part}"))
                    .collect();
                write!(f, "mixture({})", items.join(" + "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "3.5",
            "exponential(2)",
            "erlang(2, 7)",
            "uniform(1, 2)",
            "triangular(0.8, 1, 5)",
            "normal(5, 1, 3, 9)",
            "lognormal(48, 0.8, 8)",
            "gamma(4, 2)",
            "weibull(3, 1.5)",
            "empirical(1:2, 5:1)",
            "mixture(0.9 * 1 + 0.1 * uniform(2, 3))",
        ] {
            let read = Distribution::read(text);
            assert_eq!(read.as_ref().map(ToString::to_string), Ok(text.to_owned()));
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "nan",
            "inf",
            "triangular(5, 1, 2)",
            "triangular(1, 2)",
            "gamma(",
            "gaussian(1, 2)",
            "exponential(-1)",
            "mixture(1)",
        ] {
            assert!(Distribution::read(text).is_err(), "{text}");
        }
    }
}
