//! Every crate we are built from has a licence that `deny.toml` allows.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::tree::Tree;

/// The file with the list of licences.
const LIST: &str = "deny.toml";

/// Judges the licence of every crate; `built_from` has one `name version|licence` a line.
pub(crate) fn check(tree: &Tree, built_from: &str) -> Vec<Finding> {
    let text = tree.text(LIST).unwrap_or_default();
    let (line, allowed) = allowed(text);
    let finding = |message, help: &str| Finding {
        check: "licences",
        file: LIST.to_owned(),
        line,
        message,
        help: help.to_owned(),
    };
    let mut licences = BTreeMap::new();
    for entry in built_from.lines().filter(|line| !line.trim().is_empty()) {
        let entry = entry.trim().trim_end_matches("(*)").trim_end();
        let (package, licence) = entry.rsplit_once('|').unwrap_or((entry, ""));
        licences.insert(name_and_version(package), licence.trim());
    }
    let mut findings = Vec::new();
    for (package, licence) in licences {
        if licence.is_empty() {
            let message = format!("`{package}` names no licence");
            findings.push(finding(message, "ask its authors, or do without it"));
            continue;
        }
        match is_satisfied(licence, &allowed) {
            Some(true) => {}
            Some(false) => {
                let message = format!("the licence of `{package}` is not allowed: `{licence}`");
                let help =
                    "do without the crate, or add the licence to `allow` with a decision record";
                findings.push(finding(message, help));
            }
            None => {
                let message = format!("the licence of `{package}` cannot be read: `{licence}`");
                let help = "expected names of the SPDX list joined by `OR`, `AND`, `WITH` and `/`";
                findings.push(finding(message, help));
            }
        }
    }
    findings
}

/// The package and its version, without the folder or the mark of a macro crate.
fn name_and_version(package: &str) -> String {
    package
        .split(" (")
        .next()
        .unwrap_or(package)
        .trim()
        .to_owned()
}

/// The list `allow` of the section `[licenses]`, and the line it begins on.
fn allowed(text: &str) -> (usize, Vec<&str>) {
    let mut section = "";
    let mut begin = None;
    let mut names = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if begin.is_none() && line.starts_with('[') {
            section = line;
        } else if section == "[licenses]" && line.starts_with("allow ") {
            begin = Some(number + 1);
        }
        if begin.is_some() {
            names.extend(line.split('"').skip(1).step_by(2));
            if line.ends_with(']') {
                break;
            }
        }
    }
    (begin.unwrap_or(1), names)
}

/// Whether a licence expression can be met with the allowed licences; nothing if it cannot be read.
///
/// `AND` binds closer than `OR`; the old `A/B` means `A OR B`; `A WITH B` is one licence.
fn is_satisfied(expression: &str, allowed: &[&str]) -> Option<bool> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        allowed,
    };
    let satisfied = reader.either()?;
    reader.words.is_empty().then_some(satisfied)
}

/// Reads a licence expression word by word.
struct Reader<'a> {
    /// The words not yet read.
    words: &'a [&'a str],
    /// The allowed licences.
    allowed: &'a [&'a str],
}

impl<'a> Reader<'a> {
    /// Reads `A OR B OR …`.
    fn either(&mut self) -> Option<bool> {
        let mut satisfied = self.both()?;
        while self.next_is("OR") {
            satisfied |= self.both()?;
        }
        Some(satisfied)
    }

    /// Reads `A AND B AND …`.
    fn both(&mut self) -> Option<bool> {
        let mut satisfied = self.one()?;
        while self.next_is("AND") {
            satisfied &= self.one()?;
        }
        Some(satisfied)
    }

    /// Reads one licence, or an expression in parentheses.
    fn one(&mut self) -> Option<bool> {
        if self.next_is("(") {
            let satisfied = self.either()?;
            return self.next_is(")").then_some(satisfied);
        }
        let licence = self.name()?;
        if self.next_is("WITH") {
            let whole = format!("{licence} WITH {}", self.name()?);
            return Some(self.allowed.contains(&whole.as_str()));
        }
        Some(self.allowed.contains(&licence))
    }

    /// Takes the next word if it is a name.
    fn name(&mut self) -> Option<&'a str> {
        let (&name, rest) = self.words.split_first()?;
        if ["(", ")", "AND", "OR", "WITH"].contains(&name) {
            return None;
        }
        self.words = rest;
        Some(name)
    }

    /// Takes the next word if it is this one.
    fn next_is(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if *first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{allowed, check, is_satisfied};
    use crate::tidy::tree::Tree;

    const ALLOWED: [&str; 3] = ["MIT", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"];

    #[test]
    fn one_of_two_is_enough_and_both_must_hold() {
        assert_eq!(is_satisfied("GPL-3.0 OR MIT", &ALLOWED), Some(true));
        assert_eq!(is_satisfied("GPL-3.0/MIT", &ALLOWED), Some(true));
        assert_eq!(is_satisfied("GPL-3.0 AND MIT", &ALLOWED), Some(false));
        assert_eq!(is_satisfied("MIT AND Unicode-3.0", &ALLOWED), Some(true));
    }

    #[test]
    fn and_binds_closer_than_or_and_parentheses_change_it() {
        assert_eq!(
            is_satisfied("MIT OR GPL-3.0 AND GPL-2.0", &ALLOWED),
            Some(true)
        );
        assert_eq!(
            is_satisfied("(MIT OR GPL-3.0) AND GPL-2.0", &ALLOWED),
            Some(false)
        );
        assert_eq!(
            is_satisfied("(MIT OR Apache-2.0) AND Unicode-3.0", &ALLOWED),
            Some(true)
        );
    }

    #[test]
    fn a_licence_with_an_exception_is_one_licence() {
        assert_eq!(
            is_satisfied("Apache-2.0 WITH LLVM-exception", &ALLOWED),
            Some(true)
        );
        assert_eq!(is_satisfied("Apache-2.0", &ALLOWED), Some(false));
        assert_eq!(
            is_satisfied("MIT WITH LLVM-exception", &ALLOWED),
            Some(false)
        );
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(is_satisfied("MIT MIT", &ALLOWED), None);
        assert_eq!(is_satisfied("(MIT", &ALLOWED), None);
        assert_eq!(is_satisfied("MIT OR", &ALLOWED), None);
    }

    #[test]
    fn the_list_is_read_from_its_section() {
        let text = "[bans]\nallow = [\"x\"]\n[licenses]\nallow = [\n    \"MIT\", # one\n    \"ISC\",\n]\nother = [\"y\"]\n";
        assert_eq!(allowed(text), (4, vec!["MIT", "ISC"]));
    }

    #[test]
    fn each_crate_is_judged_once() {
        let tree = Tree::of(&[("deny.toml", "[licenses]\nallow = [\"MIT\"]\n")]);
        let built_from = "ours v0.1.0 (/a|b)|MIT\nother v1.0.0 (proc-macro)|ISC\n\nother v1.0.0 (proc-macro)|ISC (*)\nbare v2.0.0|\n";
        let messages: Vec<String> = check(&tree, built_from)
            .into_iter()
            .map(|finding| finding.message)
            .collect();
        let expected = [
            "`bare v2.0.0` names no licence",
            "the licence of `other v1.0.0` is not allowed: `ISC`",
        ];
        assert_eq!(messages, expected);
    }
}
