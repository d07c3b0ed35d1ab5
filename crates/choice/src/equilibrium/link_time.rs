//! What a link takes, by how much is on it.

use std::fmt;

/// Time of a link: a sum of powers of the flow, with factors that are not below 0, so that it
/// never falls. The function of the Bureau of Public Roads is one: `t0 (1 + b (x/c)^n)`.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkTime {
    /// Factor and power of each term; powers that differ, the least first.
    terms: Vec<(f64, f64)>,
}

/// A text that is no time of a link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at character {at}")]
pub struct ReadTimeError {
    /// Which character, from 1.
    pub at: usize,
    /// What is wrong there.
    pub problem: String,
}

impl LinkTime {
    /// `t0 (1 + b (x/c)^n)`: free time, weight, capacity, power. `None` unless all are sound.
    pub fn bpr(free: f64, weight: f64, capacity: f64, power: f64) -> Option<LinkTime> {
        let terms = vec![(free, 0.0), (free * weight / capacity.powf(power), power)];
        LinkTime { terms }.sound()
    }

    /// Reads a formula in `x`, such as `10(1+0.15(x/2)^4)` or `5 + 0.2 x`: numbers, `x`,
    /// `+ * / ^`, parentheses; a product needs no sign. Only what is a sum of powers of `x` can be
    /// read, and none may fall.
    ///
    /// # Errors
    ///
    /// Where it is no such formula.
    pub fn read(text: &str) -> Result<LinkTime, ReadTimeError> {
        let mut reader = Reader {
            letters: text.chars().collect(),
            at: 0,
        };
        let found = reader.sum()?;
        match reader.next() {
            None => found.sound().ok_or_else(|| ReadTimeError {
                at: 1,
                problem: "it falls as the flow grows, or is no finite time,".to_owned(),
            }),
            Some(letter) => Err(reader.fault(format!("`{letter}` is not expected"))),
        }
    }

    /// Time at a flow.
    pub fn at(&self, flow: f64) -> f64 {
        let terms = self.terms.iter();
        terms
            .map(|(factor, power)| factor * flow.powf(*power))
            .sum()
    }

    /// By how much it grows with the flow.
    pub fn slope(&self, flow: f64) -> f64 {
        let terms = self.terms.iter().filter(|(_, power)| *power > 0.0);
        terms
            .map(|(factor, power)| factor * power * flow.powf(power - 1.0))
            .sum()
    }

    /// Its integral from 0.
    pub fn area(&self, flow: f64) -> f64 {
        let terms = self.terms.iter();
        terms
            .map(|(factor, power)| factor * flow.powf(power + 1.0) / (power + 1.0))
            .sum()
    }

    fn constant(value: f64) -> LinkTime {
        LinkTime {
            terms: vec![(value, 0.0)],
        }
    }

    fn sound(self) -> Option<LinkTime> {
        let is_sound = |(factor, power): &(f64, f64)| {
            factor.is_finite() && *factor >= 0.0 && power.is_finite() && *power >= 0.0
        };
        let sound = self.terms.iter().all(is_sound);
        sound.then(|| LinkTime {
            terms: together(self.terms),
        })
    }

    /// The value, where it does not depend on the flow.
    fn value(&self) -> Option<f64> {
        match self.terms[..] {
            [(value, 0.0)] => Some(value),
            _ => None,
        }
    }

    fn plus(mut self, other: LinkTime, sign: f64) -> LinkTime {
        let terms = other.terms.into_iter();
        self.terms
            .extend(terms.map(|(factor, power)| (sign * factor, power)));
        LinkTime {
            terms: together(self.terms),
        }
    }

    fn times(&self, other: &LinkTime) -> LinkTime {
        let pairs = self
            .terms
            .iter()
            .flat_map(|one| other.terms.iter().map(move |two| (one, two)));
        LinkTime {
            terms: together(
                pairs
                    .map(|(one, two)| (one.0 * two.0, one.1 + two.1))
                    .collect(),
            ),
        }
    }
}

/// Terms of the same power as one, the least power first.
fn together(mut terms: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    terms.sort_by(|one, two| one.1.total_cmp(&two.1));
    let mut made: Vec<(f64, f64)> = Vec::new();
    for (factor, power) in terms {
        match made.last_mut() {
            Some(last) if last.1 == power => last.0 += factor,
            _ => made.push((factor, power)),
        }
    }
    made
}

impl fmt::Display for LinkTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (factor, power)) in self.terms.iter().enumerate() {
            let sign = if at == 0 { "" } else { " + " };
            match *power {
                0.0 => write!(formatter, "{sign}{factor}")?,
                1.0 => write!(formatter, "{sign}{factor} x")?,
                power => write!(formatter, "{sign}{factor} x^{power}")?,
            }
        }
        Ok(())
    }
}

/// Reads a formula from left to right: sums of products of powers.
struct Reader {
    letters: Vec<char>,
    at: usize,
}

impl Reader {
    /// The next letter that is no blank.
    fn next(&mut self) -> Option<char> {
        while self
            .letters
            .get(self.at)
            .is_some_and(|letter| letter.is_whitespace())
        {
            self.at += 1;
        }
        self.letters.get(self.at).copied()
    }

    fn takes(&mut self, letter: char) -> bool {
        let is_next = self.next() == Some(letter);
        self.at += usize::from(is_next);
        is_next
    }

    fn fault(&self, problem: String) -> ReadTimeError {
        ReadTimeError {
            at: self.at + 1,
            problem,
        }
    }

    fn sum(&mut self) -> Result<LinkTime, ReadTimeError> {
        let mut found = self.product()?;
        loop {
            if self.takes('+') {
                found = found.plus(self.product()?, 1.0);
            } else if self.takes('-') {
                found = found.plus(self.product()?, -1.0);
            } else {
                return Ok(found);
            }
        }
    }

    fn product(&mut self) -> Result<LinkTime, ReadTimeError> {
        let mut found = self.power()?;
        loop {
            if self.takes('/') {
                let divisor = self.power()?;
                match divisor.value().filter(|value| *value != 0.0) {
                    Some(value) => found = found.times(&LinkTime::constant(1.0 / value)),
                    None => return Err(self.fault("only a number can divide".to_owned())),
                }
            } else {
                let has_sign = self.takes('*');
                let goes_on = |letter: char| {
                    letter == '(' || letter == 'x' || letter == '.' || letter.is_ascii_digit()
                };
                if !has_sign && !self.next().is_some_and(goes_on) {
                    return Ok(found);
                }
                found = found.times(&self.power()?);
            }
        }
    }

    fn power(&mut self) -> Result<LinkTime, ReadTimeError> {
        let base = self.atom()?;
        if !self.takes('^') {
            return Ok(base);
        }
        let Some(power) = self.atom()?.value() else {
            return Err(self.fault("a power must be a number".to_owned()));
        };
        match base.terms[..] {
            [(factor, of)] => Ok(LinkTime {
                terms: vec![(factor.powf(power), of * power)],
            }),
            _ if power.fract() == 0.0 && (0.0..=20.0).contains(&power) => {
                let one = LinkTime::constant(1.0);
                Ok((0..power as usize).fold(one, |found, _| found.times(&base)))
            }
            _ => Err(self.fault("a sum can have a whole power up to 20 alone".to_owned())),
        }
    }

    fn atom(&mut self) -> Result<LinkTime, ReadTimeError> {
        if self.takes('(') {
            let inside = self.sum()?;
            return match self.takes(')') {
                true => Ok(inside),
                false => Err(self.fault("a parenthesis is not closed".to_owned())),
            };
        }
        if self.takes('x') {
            return Ok(LinkTime {
                terms: vec![(1.0, 1.0)],
            });
        }
        self.next();
        let start = self.at;
        while self.letters.get(self.at).is_some_and(|letter| {
            let is_exponent = self.at > start && matches!(letter, 'e' | 'E');
            let is_sign = self.at > start
                && matches!(letter, '-' | '+')
                && matches!(self.letters[self.at - 1], 'e' | 'E');
            letter.is_ascii_digit() || *letter == '.' || is_exponent || is_sign
        }) {
            self.at += 1;
        }
        let number: String = self.letters[start..self.at].iter().collect();
        match number.parse::<f64>() {
            Ok(number) => Ok(LinkTime::constant(number)),
            Err(_) => Err(self.fault("a number, `x` or a parenthesis is expected".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read() {
        for (text, terms) in [
            ("10(1+0.15(x/2)^4)", vec![(10.0, 0.0), (1.5 / 16.0, 4.0)]),
            (
                "1.25(1+(x/800)^4)",
                vec![(1.25, 0.0), (1.25 / 800f64.powi(4), 4.0)],
            ),
            ("5 + 0.2 x", vec![(5.0, 0.0), (0.2, 1.0)]),
            ("2*(x + 1)^2", vec![(2.0, 0.0), (4.0, 1.0), (2.0, 2.0)]),
            ("7", vec![(7.0, 0.0)]),
            ("1e1 x^1.5/2", vec![(5.0, 1.5)]),
        ] {
            let found = LinkTime::read(text).map(|found| found.terms);
            let found = found.unwrap_or_default();
            assert_eq!(found.len(), terms.len(), "{text}");
            for (found, wanted) in found.iter().zip(&terms) {
                assert!((found.0 - wanted.0).abs() <= 1e-15 * wanted.0, "{text}");
                assert_eq!(found.1, wanted.1, "{text}");
            }
        }
    }

    #[test]
    fn what_is_no_rising_time_is_refused_with_its_place() {
        for (text, at) in [
            ("10(1+", 6),
            ("3 - x", 1),
            ("2/x", 4),
            ("4 y", 3),
            ("(x", 3),
            ("", 1),
        ] {
            let fault = LinkTime::read(text).err().map(|fault| fault.at);
            assert_eq!(fault, Some(at), "{text}");
        }
    }

    #[test]
    fn slope_and_area_belong_to_the_time() {
        let time = LinkTime::bpr(10.0, 0.15, 2.0, 4.0);
        let time = time.unwrap_or_else(|| LinkTime::constant(0.0));
        let (x, step) = (1.7, 1e-6);
        let slope = (time.at(x + step) - time.at(x - step)) / (2.0 * step);
        let of_area = (time.area(x + step) - time.area(x - step)) / (2.0 * step);
        assert!((slope - time.slope(x)).abs() < 1e-7);
        assert!((of_area - time.at(x)).abs() < 1e-7);
    }
}
