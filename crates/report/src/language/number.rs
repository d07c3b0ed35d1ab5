//! Numbers as a language writes them.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;

use super::Language;

/// Writes numbers in one language.
pub(super) struct Numbers {
    formatter: Option<DecimalFormatter>,
}

impl Numbers {
    pub(super) fn new(language: Language) -> Numbers {
        let formatter =
            DecimalFormatter::try_new(language.locale().into(), Default::default()).ok();
        Numbers { formatter }
    }

    /// A number with so many digits after the mark; never a zero with a minus.
    pub(super) fn write(&self, value: f64, digits: usize) -> String {
        let plain = format!("{value:.digits$}");
        let is_zero = !plain.contains(|letter: char| ('1'..='9').contains(&letter));
        let plain = match plain.strip_prefix('-') {
            Some(rest) if is_zero => rest.to_owned(),
            _ => plain,
        };
        match (&self.formatter, Decimal::try_from_str(&plain)) {
            (Some(formatter), Ok(decimal)) => formatter
                .format(&decimal)
                .to_string()
                // A narrow space is missing from some fonts; both keep a number on one line.
                .replace('\u{202f}', "\u{a0}"),
            _ => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_the_decimal_mark_follow_the_language() {
        let write = |language| Numbers::new(language).write(1_234_567.25, 1);
        assert_eq!(write(Language::English), "1,234,567.2");
        assert_eq!(write(Language::Turkish), "1.234.567,2");
        assert_eq!(write(Language::Azerbaijani), "1.234.567,2");
        assert_eq!(write(Language::Kazakh), "1\u{a0}234\u{a0}567,2");
        assert_eq!(write(Language::Georgian), "1\u{a0}234\u{a0}567,2");
        assert_eq!(write(Language::Russian), "1\u{a0}234\u{a0}567,2");
        assert_eq!(write(Language::Chinese), "1,234,567.2");
    }

    #[test]
    fn nothing_has_no_minus() {
        assert_eq!(Numbers::new(Language::English).write(-0.04, 1), "0.0");
        assert_eq!(Numbers::new(Language::English).write(-0.06, 1), "-0.1");
    }
}
