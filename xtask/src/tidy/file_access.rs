//! Only `format` opens files.

use super::finding::Finding;
use super::tree::Tree;

/// The one crate that may.
const OPENS_FILES: &str = "crates/format/";

/// Finds the file system in the sources of every other crate; tests are let through.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.below("crates/").filter(|(path, _)| {
        path.ends_with(".rs") && path.contains("/src/") && !path.starts_with(OPENS_FILES)
    });
    let findings = sources.flat_map(|(path, text)| {
        lines_with_files(text).into_iter().map(move |line| Finding {
            check: "files",
            file: path.to_owned(),
            line,
            message: "only `kervan-format` opens files, and this is `std::fs`".to_owned(),
            help: "let `crates/format` read or write it and hand over what it holds".to_owned(),
        })
    });
    findings.collect()
}

/// The lines that name `std::fs`, whole or out of a group, before the tests at the foot.
fn lines_with_files(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut group: Option<String> = None;
    for (number, line) in super::codes::code_lines(text) {
        if line.contains("std::fs") {
            found.push(number);
            continue;
        }
        if group.is_none() && line.trim_start().starts_with("use std::{") {
            group = Some(String::new());
        }
        if let Some(names) = &mut group {
            names.push_str(line);
            if names_module_fs(line) {
                found.push(number);
            }
            if line.contains(';') {
                group = None;
            }
        }
    }
    found
}

/// Whether one of the names in this line of a `use std::{…}` is the module `fs`.
fn names_module_fs(line: &str) -> bool {
    let mut names =
        line.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':');
    names.any(|name| name == "fs" || name.starts_with("fs::"))
}

#[cfg(test)]
mod tests {
    use super::{check, lines_with_files};
    use crate::tidy::tree::Tree;

    #[test]
    fn the_file_system_is_seen_in_every_form() {
        assert_eq!(lines_with_files("use std::fs::File;\n"), [1]);
        assert_eq!(lines_with_files("use std::{fmt, fs};\n"), [1]);
        assert_eq!(
            lines_with_files("use std::{\n    fmt,\n    fs::File,\n};\n"),
            [3]
        );
    }

    #[test]
    fn comments_tests_and_other_names_are_let_through() {
        assert_eq!(
            lines_with_files("// std::fs\nuse std::{fmt, ops};\nlet fs = 1;\n"),
            []
        );
        assert_eq!(
            lines_with_files("#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n"),
            []
        );
    }

    #[test]
    fn only_format_may() {
        let file = "use std::fs;\n";
        let tree = Tree::of(&[
            ("crates/cli/src/main.rs", file),
            ("crates/cli/tests/it/main.rs", file),
            ("crates/format/src/lib.rs", file),
        ]);
        let files: Vec<String> = check(&tree)
            .into_iter()
            .map(|finding| finding.file)
            .collect();
        assert_eq!(files, ["crates/cli/src/main.rs"]);
    }
}
