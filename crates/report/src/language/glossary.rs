//! The glossary: names and terms of the field, one table a language.
//!
//! `term` is what the corridor says: an identifier, a name, or a word of the field. What a table
//! does not hold stays as the corridor has it.

use std::collections::BTreeMap;

use super::Language;

/// The glossary of one language.
pub(super) struct Glossary {
    texts: BTreeMap<String, String>,
}

impl Glossary {
    pub(super) fn new(language: Language) -> Glossary {
        let text = match language {
            Language::English => include_str!("../../data/glossary/en.csv"),
            Language::Turkish => include_str!("../../data/glossary/tr.csv"),
            Language::Azerbaijani => include_str!("../../data/glossary/az.csv"),
            Language::Kazakh => include_str!("../../data/glossary/kk.csv"),
            Language::Georgian => include_str!("../../data/glossary/ka.csv"),
            Language::Russian => include_str!("../../data/glossary/ru.csv"),
            Language::Chinese => include_str!("../../data/glossary/zh.csv"),
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let texts = reader.records().flatten().filter_map(|record| {
            let (term, text) = (record.get(0)?, record.get(1)?);
            Some((term.to_owned(), text.to_owned()))
        });
        Glossary {
            texts: texts.collect(),
        }
    }

    /// The text of a term.
    pub(super) fn text(&self, term: &str) -> Option<&str> {
        self.texts.get(term).map(String::as_str)
    }

    /// All terms.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }
}
