//! Every letter that a language prints is in the fonts that are part of the program.

use std::collections::BTreeSet;

use kervan_report::language::{File, keys};
use kervan_report::{Language, Words, fonts};
use skrifa::{FontRef, MetadataProvider};

#[test]
fn every_letter_of_every_message_and_term_has_a_glyph() {
    let fonts: Vec<FontRef> = fonts()
        .into_iter()
        .map(|bytes| FontRef::new(bytes).expect("a font"))
        .collect();
    // Regular and bold have the same letters: each pair counts as one.
    for weight in [0, 1] {
        for language in Language::ALL {
            let words = Words::new(language);
            let mut letters = BTreeSet::new();
            for file in File::ALL.into_iter().filter(|file| file.is_in(language)) {
                for (key, values) in keys(file, language).expect("sound") {
                    let values: Vec<(&str, kervan_report::language::Argument)> = values
                        .iter()
                        .map(|name| (name.as_str(), 2.into()))
                        .collect();
                    letters.extend(words.tell(&key, &values).chars());
                }
            }
            letters.extend(
                words
                    .terms()
                    .flat_map(|term| words.name(term).chars().collect::<Vec<char>>()),
            );
            letters.extend(
                (1..=12).flat_map(|month| words.month(month).chars().collect::<Vec<char>>()),
            );
            letters.extend(words.date("2024-11-26").chars());
            letters.extend(words.number(1_234_567.8, 1).chars());
            letters.extend(language.own_name().chars());
            letters.remove(&'\n');
            let without: Vec<char> = letters
                .into_iter()
                .filter(|letter| {
                    let mut fonts = fonts.iter().skip(weight).step_by(2);
                    !fonts.any(|font| font.charmap().map(*letter).is_some())
                })
                .collect();
            assert!(without.is_empty(), "{language:?} prints {without:?}");
        }
    }
}
