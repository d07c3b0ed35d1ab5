//! Every message is there in every language that must have it, with the same values in it.

use std::collections::BTreeSet;

use kervan_report::language::{File, keys};
use kervan_report::{Language, Words};

#[test]
fn every_language_has_every_message_of_its_files_with_the_same_values() {
    for file in File::ALL {
        let english = keys(file, Language::English).expect("the English file is sound");
        assert!(!english.is_empty(), "{file:?}");
        for language in Language::ALL {
            if !file.is_in(language) {
                continue;
            }
            let found = keys(file, language)
                .unwrap_or_else(|error| panic!("{file:?} in {language:?}: {error}"));
            let missing: Vec<&String> = english
                .keys()
                .filter(|key| !found.contains_key(*key))
                .collect();
            let more: Vec<&String> = found
                .keys()
                .filter(|key| !english.contains_key(*key))
                .collect();
            assert!(
                missing.is_empty(),
                "{file:?} in {language:?} lacks {missing:?}"
            );
            assert!(
                more.is_empty(),
                "{file:?} in {language:?} has {more:?}, which English has not"
            );
            for (key, values) in &english {
                assert_eq!(values, &found[key], "values of `{key}` in {language:?}");
            }
        }
    }
}

#[test]
fn no_key_stands_in_two_files() {
    let mut seen = BTreeSet::new();
    for file in File::ALL {
        for key in keys(file, Language::English).expect("sound").into_keys() {
            assert!(seen.insert(key.clone()), "`{key}` stands twice");
        }
    }
}

#[test]
fn no_message_was_left_in_english() {
    // What may be the same: formulas, names of units, and short forms that are international.
    let may_be_same = |text: &str| {
        !text.chars().any(|letter| letter.is_ascii_lowercase())
            || text.split_whitespace().count() < 3
    };
    let english = Words::new(Language::English);
    for language in Language::ALL
        .into_iter()
        .filter(|language| *language != Language::English)
    {
        let words = Words::new(language);
        for file in File::ALL.into_iter().filter(|file| file.is_in(language)) {
            for (key, values) in keys(file, language).expect("sound") {
                if !values.is_empty() {
                    continue;
                }
                let (ours, theirs) = (words.say(&key), english.say(&key));
                assert!(
                    ours != theirs || may_be_same(&theirs),
                    "`{key}` in {language:?} is English: {ours}"
                );
            }
        }
    }
}

#[test]
fn every_glossary_has_the_same_terms() {
    let english = Words::new(Language::English);
    let terms: Vec<&str> = english.terms().collect();
    assert!(terms.len() > 100, "{}", terms.len());
    for language in Language::ALL {
        let words = Words::new(language);
        assert_eq!(words.terms().collect::<Vec<&str>>(), terms, "{language:?}");
    }
}

#[test]
fn plurals_follow_the_language() {
    let caption = |language, measures: usize| {
        let words = Words::new(language);
        words.tell(
            "page-plan-caption",
            &[("measures", measures.into()), ("year", "2030".into())],
        )
    };
    assert!(caption(Language::Russian, 1).starts_with("на 1 мероприятие"));
    assert!(caption(Language::Russian, 3).starts_with("на 3 мероприятия"));
    assert!(caption(Language::Russian, 11).starts_with("на 11 мероприятий"));
    assert!(caption(Language::English, 1).starts_with("for one measure"));
}
