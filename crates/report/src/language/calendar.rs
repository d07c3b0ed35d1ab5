//! Dates and months as a language writes them.

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{M, YM, YMD};

use super::Language;

type Formatter<F> = Option<FixedCalendarDateTimeFormatter<Gregorian, F>>;

/// Writes dates in one language.
pub(super) struct Calendar {
    day: Formatter<YMD>,
    month_of_year: Formatter<YM>,
    month: Formatter<M>,
}

impl Calendar {
    pub(super) fn new(language: Language) -> Calendar {
        let locale = || language.locale().into();
        Calendar {
            day: FixedCalendarDateTimeFormatter::try_new(locale(), YMD::long()).ok(),
            month_of_year: FixedCalendarDateTimeFormatter::try_new(locale(), YM::long()).ok(),
            month: FixedCalendarDateTimeFormatter::try_new(locale(), M::medium()).ok(),
        }
    }

    /// `2024-11-26` or `2025-07` in words; any other text as it is.
    pub(super) fn write(&self, date: &str) -> String {
        let parts: Vec<&str> = date.split('-').collect();
        let number = |text: &str| text.parse::<u8>().ok();
        let year = |text: &str| {
            (text.len() == 4)
                .then(|| text.parse::<i32>().ok())
                .flatten()
        };
        let written = match parts.as_slice() {
            [y, m, d] => year(y)
                .zip(number(m).zip(number(d)))
                .and_then(|(y, (m, d))| Date::try_new_gregorian(y, m, d).ok())
                .zip(self.day.as_ref())
                .map(|(date, formatter)| formatter.format(&date).to_string()),
            [y, m] => year(y)
                .zip(number(m))
                .and_then(|(y, m)| Date::try_new_gregorian(y, m, 1).ok())
                .zip(self.month_of_year.as_ref())
                .map(|(date, formatter)| formatter.format(&date).to_string()),
            _ => None,
        };
        written.map_or(date.to_owned(), |text| text.replace('\u{202f}', "\u{a0}"))
    }

    /// Short name of a month, 1 to 12.
    pub(super) fn month(&self, month: u32) -> String {
        let date = u8::try_from(month)
            .ok()
            .and_then(|month| Date::try_new_gregorian(2024, month, 1).ok());
        match date.zip(self.month.as_ref()) {
            Some((date, formatter)) => formatter.format(&date).to_string(),
            None => month.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_language() {
        let write = |language, date| Calendar::new(language).write(date);
        assert_eq!(write(Language::English, "2024-11-26"), "November 26, 2024");
        assert_eq!(write(Language::Turkish, "2024-11-26"), "26 Kasım 2024");
        assert_eq!(write(Language::Turkish, "2025-07"), "Temmuz 2025");
        assert_eq!(write(Language::Chinese, "2025-07"), "2025年7月");
        assert_eq!(write(Language::Russian, "c. 2019"), "c. 2019");
        assert_eq!(write(Language::English, "2022"), "2022");
    }

    #[test]
    fn a_month_that_is_none_stays_a_number() {
        assert_eq!(Calendar::new(Language::English).month(13), "13");
        assert_eq!(Calendar::new(Language::Turkish).month(2), "Şub");
    }
}
