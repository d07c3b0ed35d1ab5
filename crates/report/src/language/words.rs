//! Everything that is written in one language, in one place.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};
use kervan_results::Estimate;

use super::Language;
use super::calendar::Calendar;
use super::catalogue::Catalogue;
use super::glossary::Glossary;
use super::number::Numbers;

/// Values for the places of a message: texts as they are to stand there, or counts that decide a plural.
pub type Arguments<'a> = &'a [(&'a str, Argument)];

/// A value for a place of a message.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A text.
    Text(String),
    /// A count, by which a message chooses a plural.
    Count(usize),
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Argument {
        Argument::Count(count)
    }
}

/// Writes messages, numbers, dates and names in one language.
pub struct Words {
    language: Language,
    catalogue: Catalogue,
    numbers: Numbers,
    calendar: Calendar,
    glossary: Glossary,
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn new(language: Language) -> Words {
        Words {
            language,
            catalogue: Catalogue::new(language),
            numbers: Numbers::new(language),
            calendar: Calendar::new(language),
            glossary: Glossary::new(language),
        }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without places.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// A message with its places filled; the key in angle brackets where there is none, which a test looks for.
    #[must_use]
    pub fn tell(&self, key: &str, arguments: Arguments) -> String {
        let mut values = FluentArgs::new();
        for (name, argument) in arguments {
            let value = match argument {
                Argument::Text(text) => FluentValue::String(Cow::Borrowed(text.as_str())),
                Argument::Count(count) => FluentValue::from(*count),
            };
            values.set(*name, value);
        }
        self.catalogue
            .message(key, &values)
            .unwrap_or_else(|| format!("‹{key}›"))
    }

    /// A message for one of a closed list of words, such as a cause: `cause-control-lane` for `control lane`.
    #[must_use]
    pub fn term(&self, kind: &str, word: &str) -> String {
        self.say(&format!("{kind}-{}", word.replace(' ', "-")))
    }

    /// A name or identifier of the corridor as the glossary has it; as it is where the glossary has nothing.
    #[must_use]
    pub fn name(&self, name: &str) -> String {
        self.glossary.text(name).unwrap_or(name).to_owned()
    }

    /// The same, where nothing is better than an identifier.
    #[must_use]
    pub fn known_name(&self, name: &str) -> Option<String> {
        self.glossary.text(name).map(str::to_owned)
    }

    /// All terms of the glossary.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.glossary.terms()
    }

    /// A number with so many digits after the mark.
    #[must_use]
    pub fn number(&self, value: f64, digits: usize) -> String {
        self.numbers.write(value, digits)
    }

    /// Signs in numbers: between whole and parts, and between thousands.
    #[must_use]
    pub fn signs(&self) -> (char, char) {
        // Read off a number, so that they are those of every other number.
        let sample = self.number(1_234_567.5, 1);
        let mut signs = sample.chars().filter(|letter| !letter.is_ascii_digit());
        let thousands = signs.next().unwrap_or(',');
        (signs.next_back().unwrap_or('.'), thousands)
    }

    /// A share as a percentage.
    #[must_use]
    pub fn percent(&self, share: f64, digits: usize) -> String {
        let number = self.number(share * 100.0, digits);
        self.tell("percent", &[("number", number.into())])
    }

    /// `14.9 ± 0.4`, for tables.
    #[must_use]
    pub fn estimate(&self, estimate: Estimate, digits: usize) -> String {
        let mean = self.number(estimate.mean, digits);
        match estimate.halfwidth() {
            Some(half) => format!("{mean}\u{a0}±\u{a0}{}", self.number(half, digits)),
            None => mean,
        }
    }

    /// `14.9 (14.5 to 15.3)`, for sentences.
    #[must_use]
    pub fn between(&self, estimate: Estimate, digits: usize) -> String {
        let mean = self.number(estimate.mean, digits);
        match self.ends(estimate, digits) {
            Some((low, high)) => self.tell(
                "between",
                &[
                    ("mean", mean.into()),
                    ("low", low.into()),
                    ("high", high.into()),
                ],
            ),
            None => mean,
        }
    }

    /// The ends of an interval; nothing where both are printed as the mean is.
    pub(crate) fn ends(&self, estimate: Estimate, digits: usize) -> Option<(String, String)> {
        let mean = self.number(estimate.mean, digits);
        let low = self.number(estimate.low?, digits);
        let high = self.number(estimate.high?, digits);
        (low != mean || high != mean).then_some((low, high))
    }

    /// What tonnes are multiplied by in the large unit of the language, and its digits: millions of tonnes, in Chinese
    /// tens of thousands.
    #[must_use]
    pub fn large_tonnes(&self) -> (f64, usize) {
        match self.language {
            Language::Chinese => (1e-4, 0),
            _ => (1e-6, 2),
        }
    }

    /// Millions of dollars in the large unit of the language: in Chinese hundreds of millions.
    #[must_use]
    pub fn large_dollars(&self, millions: f64) -> String {
        match self.language {
            Language::Chinese => self.number(millions / 100.0, 2),
            _ => self.number(millions, 0),
        }
    }

    /// A year as it stands before the word for it: Azerbaijani adds the ending of its ordinal.
    #[must_use]
    pub fn year(&self, year: i64) -> String {
        match self.language {
            Language::Azerbaijani => format!("{year}-{}", ordinal_ending(year)),
            _ => year.to_string(),
        }
    }

    /// A date as the language writes it; a text that is no date as it is.
    #[must_use]
    pub fn date(&self, date: &str) -> String {
        self.calendar.write(date)
    }

    /// Short name of a month, 1 to 12.
    #[must_use]
    pub fn month(&self, month: u32) -> String {
        self.calendar.month(month)
    }

    /// The first so many things in a row, and how many more there are.
    #[must_use]
    pub fn first_of(&self, items: &[String], most: usize) -> String {
        match items.len().saturating_sub(most) {
            0 => self.list(items),
            more => {
                let list = items[..most].join(&self.say("list-comma"));
                self.tell(
                    "list-more",
                    &[("list", list.into()), ("count", more.to_string().into())],
                )
            }
        }
    }

    /// Things in a row: `a, b and c`.
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                let comma = self.say("list-comma");
                let first = first.join(&comma);
                let (first, last) = (first.into(), last.clone().into());
                self.tell("list-and", &[("first", first), ("last", last)])
            }
        }
    }
}

/// An estimate times a factor.
pub(crate) fn scaled(estimate: Estimate, factor: f64) -> Estimate {
    let ends = [estimate.low, estimate.high].map(|end| end.map(|end| end * factor));
    let [low, high] = if factor < 0.0 {
        [ends[1], ends[0]]
    } else {
        ends
    };
    Estimate {
        mean: estimate.mean * factor,
        low,
        high,
    }
}

/// An estimate rounded to three digits of its mean, for sentences: more would pretend to a certainty that is not there.
pub(crate) fn rounded(estimate: Estimate) -> Estimate {
    let digits = estimate.mean.abs().max(1.0).log10().floor() - 2.0;
    let step = 10_f64.powf(digits.max(0.0));
    let round = |value: f64| (value / step).round() * step;
    Estimate {
        mean: round(estimate.mean),
        low: estimate.low.map(round),
        high: estimate.high.map(round),
    }
}

/// Ending of an Azerbaijani ordinal, by the last word of the number.
fn ordinal_ending(number: i64) -> &'static str {
    match (number % 10, number / 10 % 10) {
        (1 | 2 | 5 | 7 | 8, _) => "ci",
        (3 | 4, _) => "cü",
        (6, _) => "cı",
        (9, _) => "cu",
        (_, 1 | 3) => "cu",
        (_, 4 | 6 | 9) => "cı",
        (_, 2 | 5 | 7 | 8) => "ci",
        _ if number % 1000 == 0 => "ci",
        _ => "cü",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn azerbaijani_years_have_the_ending_of_their_last_word() {
        // iki min iyirmi dördüncü, altıncı, otuzuncu, qırxıncı, mininci, yüzüncü.
        let endings = [2024, 2026, 2030, 2040, 2000, 1900].map(ordinal_ending);
        assert_eq!(endings, ["cü", "cı", "cu", "cı", "ci", "cü"]);
    }

    #[test]
    fn a_message_that_is_not_there_shows_its_key() {
        assert_eq!(Words::new(Language::English).say("no-such"), "‹no-such›");
    }
}
