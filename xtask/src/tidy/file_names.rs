//! A file has the name of what is in it.

use super::finding::Finding;
use super::tree::Tree;

/// Words that say nothing about what a file holds.
const REFUSED: [&str; 7] = ["utils", "helpers", "common", "misc", "manager", "v2", "old"];

/// Terms of the field that have a refused word in them.
const TERMS: [&str; 1] = ["common_random_numbers"];

/// Finds refused words and `mod.rs` in the paths of all files.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let finding = |path: &str, message, help: &str| Finding {
        check: "names",
        file: path.to_owned(),
        line: 1,
        message,
        help: help.to_owned(),
    };
    let mut findings = Vec::new();
    for path in tree.paths() {
        if path.ends_with("/mod.rs") {
            let message = "`mod.rs` is not used here".to_owned();
            findings.push(finding(
                path,
                message,
                "name the file after its folder and put it beside it",
            ));
        }
        if let Some(word) = refused_word(path) {
            let message = format!("`{word}` in a file name says nothing");
            findings.push(finding(
                path,
                message,
                "name the file after its main type or function",
            ));
        }
    }
    findings
}

/// The first refused word in a path, where it stands as a word of its own.
fn refused_word(path: &str) -> Option<&'static str> {
    let mut path = path.to_lowercase().replace('-', "_");
    for term in TERMS {
        path = path.replace(term, "");
    }
    let words: Vec<&str> = path.split(['/', '_', '.', ' ']).collect();
    REFUSED.into_iter().find(|refused| words.contains(refused))
}

#[cfg(test)]
mod tests {
    use super::refused_word;

    #[test]
    fn a_refused_word_is_found_in_files_and_folders() {
        assert_eq!(refused_word("crates/cli/src/utils.rs"), Some("utils"));
        assert_eq!(refused_word("crates/common/src/lib.rs"), Some("common"));
        assert_eq!(refused_word("docs/src/berth-old.md"), Some("old"));
    }

    #[test]
    fn a_word_inside_another_and_a_term_are_let_through() {
        assert_eq!(refused_word("crates/engine/src/threshold.rs"), None);
        assert_eq!(refused_word("docs/src/common-random-numbers.md"), None);
    }
}
