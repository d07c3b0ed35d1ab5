//! Every code of a finding has a page in the book and a corridor that shows it.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::tree::Tree;

/// Where the codes are listed.
const LIST: &str = "crates/corridor/src/code.rs";
/// Where their pages are.
const PAGES: &str = "docs/src/reference/errors/";
/// Where the smallest corridors with a fault are.
const FAULTS: &str = "crates/kervan/tests/bad/";
/// Codes that rise while a corridor runs; no folder of files can show them.
const NEEDS_ONLY_A_PAGE: &str = "K4";

/// Compares the list with the pages and the folders, both ways.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let finding = |file: &str, line, message, help| Finding {
        check: "codes",
        file: file.to_owned(),
        line,
        message,
        help,
    };
    let codes = tree.text(LIST).map(codes_in).unwrap_or_default();
    let folders = folders(tree);
    let mut findings = Vec::new();
    for (code, &line) in &codes {
        let page = format!("{PAGES}{code}.md");
        if !tree.has(&page) {
            let message = format!("the code {code} has no page");
            findings.push(finding(LIST, line, message, format!("write `{page}`")));
        }
        if code.starts_with(NEEDS_ONLY_A_PAGE) {
            continue;
        }
        let mut own = folders
            .iter()
            .filter(|(_, of)| of.as_deref() == Some(code.as_str()));
        if own.next().is_none() {
            let message = format!("the code {code} has no corridor that shows it");
            let help = format!(
                "add `{FAULTS}{code}-what-is-wrong/`, the smallest corridor with that fault"
            );
            findings.push(finding(LIST, line, message, help));
        }
    }
    for (folder, code) in &folders {
        let place = format!("{FAULTS}{folder}/expected.txt");
        match code {
            Some(code) if codes.contains_key(code) => {}
            _ => {
                let message = format!("the folder `{folder}` begins with no code of the list");
                let help =
                    format!("name it `Kxxxx-what-is-wrong`, with a code that is in `{LIST}`");
                findings.push(finding(&place, 1, message, help));
            }
        }
        if !tree.has(&place) {
            let message = format!("the folder `{folder}` has no `expected.txt`");
            let help =
                "`cargo xtask golden --accept` writes it; read it before you send it".to_owned();
            findings.push(finding(&place, 1, message, help));
        }
    }
    for (path, _) in tree.below(PAGES) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.strip_suffix(".md").unwrap_or(name);
        if stem.starts_with('K') && !codes.contains_key(stem) {
            let message = format!("the page `{name}` is about no code of the list");
            let help = format!("delete it, or add the code to `{LIST}`");
            findings.push(finding(path, 1, message, help));
        }
    }
    findings
}

/// The folders of faults, each with the code it begins with.
fn folders(tree: &Tree) -> BTreeMap<&str, Option<String>> {
    let below = tree.below(FAULTS).filter_map(|(path, _)| {
        let (folder, _) = path.strip_prefix(FAULTS)?.split_once('/')?;
        let code = folder
            .split_once('-')
            .map(|(code, _)| code)
            .filter(|code| is_code(code));
        Some((folder, code.map(str::to_owned)))
    });
    below.collect()
}

/// The codes in the list, each with the first line that has it.
fn codes_in(text: &str) -> BTreeMap<String, usize> {
    let mut codes = BTreeMap::new();
    for (number, line) in code_lines(text) {
        for word in line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
            if is_code(word) {
                codes.entry(word.to_owned()).or_insert(number);
            }
        }
    }
    codes
}

/// Whether this is a `K` and four digits.
fn is_code(word: &str) -> bool {
    word.len() == 5
        && word.starts_with('K')
        && word.bytes().skip(1).all(|digit| digit.is_ascii_digit())
}

/// The numbered lines of a Rust file that are not comments, up to the tests at its foot.
pub(crate) fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line));
    let before_tests = numbered.take_while(|(_, line)| line.trim() != "#[cfg(test)]");
    before_tests.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::{check, codes_in};
    use crate::tidy::tree::Tree;

    #[test]
    fn codes_are_read_from_code_and_not_from_comments() {
        let text = "/// like K9999\n(\"K2101\", 1), (\"K2107\", 2),\nK21011\n#[cfg(test)]\nK8888\n";
        let codes: Vec<(String, usize)> = codes_in(text).into_iter().collect();
        assert_eq!(codes, [("K2101".to_owned(), 2), ("K2107".to_owned(), 2)]);
    }

    #[test]
    fn a_code_with_page_and_folder_is_let_through() {
        let tree = Tree::of(&[
            ("crates/corridor/src/code.rs", "\"K2101\"\n\"K4001\"\n"),
            ("crates/kervan/tests/bad/K2101-unknown/expected.txt", ""),
            ("docs/src/reference/errors/K2101.md", ""),
            ("docs/src/reference/errors/K4001.md", ""),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn what_is_missing_and_what_is_stray_are_both_found() {
        let tree = Tree::of(&[
            ("crates/corridor/src/code.rs", "\"K2101\"\n"),
            ("crates/kervan/tests/bad/K2102-other/corridor.toml", ""),
            ("docs/src/reference/errors/K2103.md", ""),
        ]);
        // K2101: no page, no folder; K2102: no such code, no expected.txt; K2103: no such code.
        assert_eq!(check(&tree).len(), 5);
    }
}
