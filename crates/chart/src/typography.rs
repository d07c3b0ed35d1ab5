//! How a chart is set: its fonts, and the signs in its numbers.

use crate::figure::Interval;
use crate::fonts::Fonts;
use crate::number;
use crate::phrases::Phrases;

/// Fonts and signs of numbers of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typography {
    /// In which texts are measured and drawn.
    pub fonts: Fonts,
    /// How numbers are written.
    pub numbers: Numbers,
    /// What charts say by themselves.
    pub phrases: Phrases,
}

/// How numbers are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// Between whole and parts: `.`, or `,` in most of Europe.
    pub decimal: char,
    /// Between thousands: `,`, or `.`, or a space that does not break.
    pub thousands: char,
    /// Between the ends of an interval, with its spaces.
    pub to: String,
}

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers {
            decimal: '.',
            thousands: ',',
            to: " to ".to_owned(),
        }
    }
}

impl Numbers {
    /// A number with so many digits after the point.
    pub(crate) fn fixed(&self, value: f64, digits: usize) -> String {
        self.signs(&number::thousands(value, digits))
    }

    /// A number with the digits that its size deserves.
    pub(crate) fn readable(&self, value: f64) -> String {
        self.signs(&number::readable(value))
    }

    /// `12.3 ± 0.4`, or `12.3 (11.9 to 13.1)`, or the number alone.
    pub(crate) fn interval(&self, of: Interval, is_signed: bool) -> String {
        let (before, after) = (number::interval(of, is_signed), self.to.as_str());
        let parts: Vec<String> = before.split(" to ").map(|part| self.signs(part)).collect();
        parts.join(after)
    }

    /// English signs as those of here.
    fn signs(&self, text: &str) -> String {
        let sign = |letter| match letter {
            '.' => self.decimal,
            ',' => self.thousands,
            letter => letter,
        };
        text.chars().map(sign).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        let turkish = Numbers {
            decimal: ',',
            thousands: '.',
            to: " ile ".to_owned(),
        };
        assert_eq!(turkish.fixed(-1_234_567.8, 1), "-1.234.567,8");
        assert_eq!(turkish.readable(4.5), "4,50");
        let leaning = Interval {
            mean: 12.0,
            low: 11.5,
            high: 14.0,
        };
        assert_eq!(turkish.interval(leaning, true), "+12,0 (+11,5 ile +14,0)");
        let english = Numbers::default();
        assert_eq!(
            english.interval(leaning, false),
            number::interval(leaning, false)
        );
    }
}
