//! Distributions as people write them: `triangular(0.8, 1, 5)`.

use super::{Distribution, DistributionError, Family};
use std::fmt;
use std::str::FromStr;

/// The deepest nesting of mixtures read.
const DEEPEST: usize = 8;

impl fmt::Display for Distribution {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.family {
            Family::Constant { value } => write!(formatter, "{value}"),
            Family::Exponential { mean } => write!(formatter, "exponential({mean})"),
            Family::Erlang { k, mean } => write!(formatter, "erlang({k}, {mean})"),
            Family::Uniform { low, high } => write!(formatter, "uniform({low}, {high})"),
            Family::Triangular { low, mode, high } => {
                write!(formatter, "triangular({low}, {mode}, {high})")
            }
            Family::Normal {
                mean,
                deviation,
                bounds,
                ..
            } => match bounds {
                Some((low, high)) => {
                    write!(formatter, "normal({mean}, {deviation}, {low}, {high})")
                }
                None => write!(formatter, "normal({mean}, {deviation})"),
            },
            Family::Lognormal {
                mean,
                sigma,
                minimum,
                ..
            } => match minimum {
                Some(minimum) => write!(formatter, "lognormal({mean}, {sigma}, {minimum})"),
                None => write!(formatter, "lognormal({mean}, {sigma})"),
            },
            Family::Gamma { mean, shape } => write!(formatter, "gamma({mean}, {shape})"),
            Family::Weibull { scale, shape } => write!(formatter, "weibull({scale}, {shape})"),
            Family::Empirical { values, choice } => {
                formatter.write_str("empirical(")?;
                for (position, (value, weight)) in values.iter().zip(&choice.weights).enumerate() {
                    let comma = if position == 0 { "" } else { ", " };
                    write!(formatter, "{comma}{value}:{weight}")?;
                }
                formatter.write_str(")")
            }
            Family::Mixture { parts, choice } => {
                formatter.write_str("mixture(")?;
                for (position, (part, weight)) in parts.iter().zip(&choice.weights).enumerate() {
                    let plus = if position == 0 { "" } else { " + " };
                    write!(formatter, "{plus}{weight} * {part}")?;
                }
                formatter.write_str(")")
            }
        }
    }
}

impl FromStr for Distribution {
    type Err = DistributionError;

    fn from_str(text: &str) -> Result<Distribution, DistributionError> {
        let mut reader = Reader { text, position: 0 };
        let distribution = reader.distribution(0)?;
        reader.skip_spaces();
        if reader.position < text.len() {
            return Err(reader.expected("the end of the text"));
        }
        Ok(distribution)
    }
}

struct Reader<'a> {
    text: &'a str,
    /// In bytes, always between two characters.
    position: usize,
}

impl Reader<'_> {
    fn distribution(&mut self, depth: usize) -> Result<Distribution, DistributionError> {
        self.skip_spaces();
        let name = self.take_while(|letter| letter.is_alphabetic() || letter == '_');
        if name.is_empty() {
            let value = self.number("a number or the name of a distribution")?;
            return Distribution::constant(value);
        }
        match name.as_str() {
            "constant" => {
                let [value] = self.numbers("constant", "constant(value)")?;
                Distribution::constant(value)
            }
            "exponential" => {
                let [mean] = self.numbers("exponential", "exponential(mean)")?;
                Distribution::exponential(mean)
            }
            "erlang" => {
                let [k, mean] = self.numbers("erlang", "erlang(k, mean)")?;
                Distribution::erlang(super::whole_k(k)?, mean)
            }
            "uniform" => {
                let [low, high] = self.numbers("uniform", "uniform(low, high)")?;
                Distribution::uniform(low, high)
            }
            "triangular" => {
                let [low, mode, high] =
                    self.numbers("triangular", "triangular(low, mode, high)")?;
                Distribution::triangular(low, mode, high)
            }
            "normal" => {
                let arguments = self.arguments()?;
                match arguments[..] {
                    [mean, deviation] => Distribution::normal(mean, deviation),
                    [mean, deviation, low, high] => {
                        Distribution::normal_between(mean, deviation, low, high)
                    }
                    _ => Err(DistributionError::ArgumentCount {
                        family: "normal",
                        found: arguments.len(),
                        expected: "normal(mean, deviation) or normal(mean, deviation, low, high)",
                    }),
                }
            }
            "lognormal" => {
                let arguments = self.arguments()?;
                match arguments[..] {
                    [mean, sigma] => Distribution::lognormal(mean, sigma),
                    [mean, sigma, minimum] => Distribution::lognormal_above(mean, sigma, minimum),
                    _ => Err(DistributionError::ArgumentCount {
                        family: "lognormal",
                        found: arguments.len(),
                        expected: "lognormal(mean, sigma) or lognormal(mean, sigma, minimum)",
                    }),
                }
            }
            "gamma" => {
                let [mean, shape] = self.numbers("gamma", "gamma(mean, shape)")?;
                Distribution::gamma(mean, shape)
            }
            "weibull" => {
                let [scale, shape] = self.numbers("weibull", "weibull(scale, shape)")?;
                Distribution::weibull(scale, shape)
            }
            "empirical" => self.empirical(),
            "mixture" if depth >= DEEPEST => Err(DistributionError::TooDeep { limit: DEEPEST }),
            "mixture" => self.mixture(depth + 1),
            _ => Err(DistributionError::UnknownFamily { name }),
        }
    }

    fn empirical(&mut self) -> Result<Distribution, DistributionError> {
        let (mut values, mut weights) = (Vec::new(), Vec::new());
        self.sign('(', "`(`")?;
        loop {
            values.push(self.number("a value")?);
            self.sign(':', "`:` and the weight")?;
            weights.push(self.number("a weight")?);
            if !self.next_is(',') {
                break;
            }
        }
        self.sign(')', "`,` or `)`")?;
        Distribution::empirical(values, weights)
    }

    fn mixture(&mut self, depth: usize) -> Result<Distribution, DistributionError> {
        let (mut weights, mut parts) = (Vec::new(), Vec::new());
        self.sign('(', "`(`")?;
        loop {
            weights.push(self.number("a weight")?);
            self.sign('*', "`*` and a distribution")?;
            parts.push(self.distribution(depth)?);
            if !self.next_is('+') {
                break;
            }
        }
        self.sign(')', "`+` or `)`")?;
        Distribution::mixture(weights, parts)
    }

    fn numbers<const N: usize>(
        &mut self,
        family: &'static str,
        expected: &'static str,
    ) -> Result<[f64; N], DistributionError> {
        let arguments = self.arguments()?;
        let found = arguments.len();
        arguments
            .try_into()
            .map_err(|_| DistributionError::ArgumentCount {
                family,
                found,
                expected,
            })
    }

    fn arguments(&mut self) -> Result<Vec<f64>, DistributionError> {
        let mut arguments = Vec::new();
        self.sign('(', "`(`")?;
        if self.next_is(')') {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.number("a number")?);
            if !self.next_is(',') {
                break;
            }
        }
        self.sign(')', "`,` or `)`")?;
        Ok(arguments)
    }

    /// A decimal number such as `-1.5e3`. A minus sign is read so that the message can say
    /// that the number is negative.
    fn number(&mut self, expected: &'static str) -> Result<f64, DistributionError> {
        self.skip_spaces();
        let start = self.position;
        self.next_char_is(|letter| letter == '-');
        self.take_while(|letter| letter.is_ascii_digit() || letter == '.');
        let before_exponent = self.position;
        if self.next_char_is(|letter| letter == 'e' || letter == 'E') {
            self.next_char_is(|letter| letter == '+' || letter == '-');
            if self.take_while(|letter| letter.is_ascii_digit()).is_empty() {
                self.position = before_exponent;
            }
        }
        match self.text[start..self.position].parse() {
            Ok(number) => Ok(number),
            Err(_) => {
                self.position = start;
                Err(self.expected(expected))
            }
        }
    }

    fn sign(&mut self, sign: char, expected: &'static str) -> Result<(), DistributionError> {
        if self.next_is(sign) {
            Ok(())
        } else {
            Err(self.expected(expected))
        }
    }

    fn next_is(&mut self, sign: char) -> bool {
        self.skip_spaces();
        self.next_char_is(|letter| letter == sign)
    }

    fn next_char_is(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        match self.text[self.position..].chars().next() {
            Some(letter) if wanted(letter) => {
                self.position += letter.len_utf8();
                true
            }
            _ => false,
        }
    }

    fn skip_spaces(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let rest = &self.text[self.position..];
        let end = rest.find(|letter| !wanted(letter)).unwrap_or(rest.len());
        self.position += end;
        rest[..end].to_owned()
    }

    fn expected(&self, expected: &'static str) -> DistributionError {
        DistributionError::Notation {
            column: self.text[..self.position].chars().count() + 1,
            expected,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::Distribution;

    fn refusal(text: &str) -> String {
        text.parse::<Distribution>().unwrap_err().to_string()
    }

    #[test]
    fn what_is_written_is_read_and_written_again() {
        for text in [
            "5",
            "0.25",
            "exponential(3.5)",
            "erlang(2, 24)",
            "uniform(1, 4)",
            "triangular(0.8, 1, 5)",
            "normal(10, 2)",
            "normal(10, 2, 0, 14)",
            "lognormal(4, 0.5)",
            "lognormal(4, 0.5, 1)",
            "gamma(3, 0.5)",
            "weibull(2, 1.5)",
            "empirical(1:3, 2.5:1, 9:0.5)",
            "mixture(0.9 * triangular(0.8, 1, 5) + 0.1 * mixture(1 * 4 + 2 * exponential(1)))",
        ] {
            let distribution: Distribution = text.parse().unwrap();
            assert_eq!(distribution.to_string(), text);
            assert_eq!(distribution.to_string().parse(), Ok(distribution));
        }
    }

    #[test]
    fn spaces_and_exponents_do_not_matter() {
        let tight: Distribution = "mixture(1e0*4+0.5e+1*uniform(1E-1,2.))".parse().unwrap();
        assert_eq!(tight.to_string(), "mixture(1 * 4 + 5 * uniform(0.1, 2))");
        let wide: Distribution = " normal ( 1 , 2 ) ".parse().unwrap();
        assert_eq!(wide.to_string(), "normal(1, 2)");
        assert_eq!(
            "constant(7)".parse::<Distribution>().unwrap().to_string(),
            "7"
        );
    }

    #[test]
    fn refusals_say_where_and_what_is_expected() {
        assert_eq!(
            refusal(""),
            "expected a number or the name of a distribution at character 1"
        );
        assert_eq!(
            refusal("uniform(1; 2)"),
            "expected `,` or `)` at character 10"
        );
        assert_eq!(
            refusal("5 h"),
            "expected the end of the text at character 3"
        );
        assert_eq!(
            refusal("empirical(1, 2)"),
            "expected `:` and the weight at character 12"
        );
        assert_eq!(
            refusal("mixture(0.5 4)"),
            "expected `*` and a distribution at character 13"
        );
        assert_eq!(
            refusal("uniform(1.2.3, 4)"),
            "expected a number at character 9"
        );
        assert!(refusal("nan").starts_with("no distribution `nan`; expected a number, constant"));
        assert!(refusal("inf").starts_with("no distribution `inf`"));
        assert!(refusal("Uniform(1, 2)").starts_with("no distribution `Uniform`"));
        assert_eq!(
            refusal("triangular(1, 2)"),
            "`triangular` is given 2 arguments; expected triangular(low, mode, high)"
        );
        assert!(refusal("normal(1, 2, 3)").contains("3 arguments"));
        assert!(refusal("lognormal()").contains("0 arguments"));
        assert_eq!(
            refusal("-3"),
            "`value` of `constant` is -3; expected 0 to 1e12"
        );
        assert!(refusal("erlang(1.5, 3)").contains("a whole number from 1 to 1000"));
        assert!(refusal(&"mixture(1 * ".repeat(5000)).contains("more than 8 deep"));
    }
}
