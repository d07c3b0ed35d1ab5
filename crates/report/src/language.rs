//! Languages: messages, numbers, dates and names as one reader expects them.

mod calendar;
mod catalogue;
mod glossary;
mod number;
mod words;

pub use catalogue::{File, keys};
pub use words::{Argument, Arguments, Words};
pub(crate) use words::{rounded, scaled};

use icu_locale_core::{Locale, locale};

/// A language that briefings are printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Turkish.
    Turkish,
    /// Azerbaijani, in Latin letters.
    Azerbaijani,
    /// Kazakh, in Cyrillic letters.
    Kazakh,
    /// Georgian.
    Georgian,
    /// Russian.
    Russian,
    /// Chinese, in simplified characters.
    Chinese,
}

impl Language {
    /// All, in order of print.
    pub const ALL: [Language; 7] = [
        Language::English,
        Language::Turkish,
        Language::Azerbaijani,
        Language::Kazakh,
        Language::Georgian,
        Language::Russian,
        Language::Chinese,
    ];

    /// Its code: ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Turkish => "tr",
            Language::Azerbaijani => "az",
            Language::Kazakh => "kk",
            Language::Georgian => "ka",
            Language::Russian => "ru",
            Language::Chinese => "zh",
        }
    }

    /// The language of a code.
    pub fn read(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Turkish => "Türkçe",
            Language::Azerbaijani => "Azərbaycanca",
            Language::Kazakh => "Қазақша",
            Language::Georgian => "ქართული",
            Language::Russian => "Русский",
            Language::Chinese => "简体中文",
        }
    }

    /// Whether the chapters exist in it too, and not only the one page and the charts.
    pub fn is_complete(self) -> bool {
        matches!(self, Language::English | Language::Turkish)
    }

    /// What ICU and browsers call it.
    pub(crate) fn locale(self) -> Locale {
        match self {
            Language::English => locale!("en"),
            Language::Turkish => locale!("tr"),
            Language::Azerbaijani => locale!("az-Latn"),
            Language::Kazakh => locale!("kk-Cyrl"),
            Language::Georgian => locale!("ka"),
            Language::Russian => locale!("ru"),
            Language::Chinese => locale!("zh-Hans"),
        }
    }
}
