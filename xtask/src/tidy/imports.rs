//! Which of our crates may depend on which of ours.

use super::finding::Finding;
use super::tree::Tree;

/// The import table: a package, and all of ours it may depend on.
///
/// A new arrow needs a decision record in `docs/src/decisions`.
const MAY_IMPORT: [(&str, &[&str]); 20] = [
    ("kervan-corridor", &[]),
    ("kervan-engine", &[]),
    ("kervan-chart", &[]),
    ("kervan-results", &["kervan-corridor"]),
    ("kervan-report", &["kervan-corridor", "kervan-results"]),
    ("kervan-format", &["kervan-corridor", "kervan-results"]),
    (
        "kervan-simulation",
        &["kervan-corridor", "kervan-engine", "kervan-results"],
    ),
    (
        "kervan-bottleneck",
        &[
            "kervan-corridor",
            "kervan-engine",
            "kervan-results",
            "kervan-solver",
        ],
    ),
    ("kervan-stations", &["kervan-engine"]),
    ("kervan-solver", &[]),
    ("kervan-choice", &[]),
    ("kervan-plan", &["kervan-solver"]),
    ("kervan-forecast", &["kervan-engine"]),
    ("kervan-tariff", &["kervan-engine", "kervan-solver"]),
    (
        "kervan-resilience",
        &[
            "kervan-corridor",
            "kervan-engine",
            "kervan-results",
            "kervan-simulation",
        ],
    ),
    (
        "kervan-verification",
        &[
            "kervan-bottleneck",
            "kervan-choice",
            "kervan-corridor",
            "kervan-engine",
            "kervan-forecast",
            "kervan-plan",
            "kervan-resilience",
            "kervan-simulation",
            "kervan-solver",
            "kervan-stations",
            "kervan-tariff",
        ],
    ),
    (
        "kervan",
        &[
            "kervan-corridor",
            "kervan-engine",
            "kervan-results",
            "kervan-format",
            "kervan-simulation",
            "kervan-bottleneck",
            "kervan-stations",
            "kervan-verification",
            "kervan-chart",
            "kervan-choice",
            "kervan-plan",
            "kervan-forecast",
            "kervan-report",
            "kervan-resilience",
            "kervan-solver",
            "kervan-tariff",
        ],
    ),
    ("kervan-cli", &["kervan"]),
    (
        "kervan-benches",
        &["kervan-engine", "kervan-stations", "kervan"],
    ),
    ("xtask", &[]),
];

/// Compares every `Cargo.toml` with the table; tests and build scripts count too.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let crates = tree
        .below("crates/")
        .chain(tree.below("benches/Cargo.toml"))
        .chain(tree.below("xtask/Cargo.toml"));
    let manifests =
        crates.filter(|(path, _)| path.ends_with("/Cargo.toml") && !path.contains("/tests/"));
    manifests
        .flat_map(|(path, text)| in_manifest(path, text))
        .collect()
}

/// The findings of one `Cargo.toml`.
fn in_manifest(path: &str, text: &str) -> Vec<Finding> {
    let finding = |line, message, help: &str| Finding {
        check: "imports",
        file: path.to_owned(),
        line,
        message,
        help: help.to_owned(),
    };
    let package = package_name(text);
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == package) else {
        let message = format!("the package `{package}` has no line in the import table");
        return vec![finding(
            1,
            message,
            "add a line to `xtask/src/tidy/imports.rs`, with a decision record",
        )];
    };
    dependencies(text)
        .into_iter()
        .filter(|(_, name)| {
            MAY_IMPORT.iter().any(|(ours, _)| ours == name) && !allowed.contains(&name.as_str())
        })
        .map(|(line, name)| {
            let message = format!("`{package}` may not depend on `{name}`");
            finding(line, message, &way_out(allowed))
        })
        .collect()
}

/// What a package may do instead.
fn way_out(allowed: &[&str]) -> String {
    let record = "a new arrow needs a decision record and a line in `xtask/src/tidy/imports.rs`";
    if allowed.is_empty() {
        return format!("it imports nothing of ours; {record}");
    }
    format!("it may import `{}`; {record}", allowed.join("`, `"))
}

/// The name in the section `[package]`.
fn package_name(text: &str) -> String {
    let mut in_package = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            in_package = line == "[package]";
        } else if let Some(("name", value)) = key_and_value(line)
            && in_package
        {
            return value.trim_matches('"').to_owned();
        }
    }
    String::new()
}

/// The packages in all sections of dependencies, each with its line.
///
/// Knows the forms `name = …`, `name.workspace = true`, `[dependencies.name]`,
/// those below `[target.….dependencies]`, and renaming with `package = "…"`.
fn dependencies(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_list = false;
    let mut in_entry = false;
    for (number, line) in text.lines().map(str::trim).enumerate() {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.split(']').next().unwrap_or_default();
            in_list = section.ends_with("dependencies");
            in_entry = false;
            if let Some((list, name)) = section.rsplit_once('.')
                && list.ends_with("dependencies")
            {
                in_entry = true;
                found.push((number + 1, name.trim_matches('"').to_owned()));
            }
        } else if let Some((key, value)) = key_and_value(line) {
            if in_entry && key == "package" {
                found.push((number + 1, value.trim_matches('"').to_owned()));
            } else if in_list {
                let name = key.split('.').next().unwrap_or_default();
                let name = renamed(value).unwrap_or(name);
                found.push((number + 1, name.trim_matches('"').to_owned()));
            }
        }
    }
    found
}

/// The package an inline table names with `package = "…"`.
fn renamed(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once("package")?;
    rest.trim_start().strip_prefix('=')?.split('"').nth(1)
}

/// The two sides of `key = value`.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    if line.starts_with('#') {
        return None;
    }
    let (key, value) = line.split_once('=')?;
    Some((key.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::{check, dependencies};
    use crate::tidy::tree::Tree;

    #[test]
    fn every_form_of_a_dependency_is_seen() {
        let text = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\nb = \"1\" # c\n\
                    d = { path = \"../e\", package = \"e\" }\n[dev-dependencies.f]\npath = \"../f\"\n\
                    [target.'cfg(unix)'.dependencies]\ng = \"1\"\n[lints]\nworkspace = true\n";
        let names: Vec<String> = dependencies(text)
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        assert_eq!(names, ["a", "b", "e", "f", "g"]);
    }

    #[test]
    fn an_arrow_against_the_table_is_found_with_its_line() {
        let text = "[package]\nname = \"kervan-engine\"\n[dependencies]\nlibm.workspace = true\n\
                    kervan-corridor.workspace = true\n";
        let findings = check(&Tree::of(&[("crates/engine/Cargo.toml", text)]));
        let places: Vec<usize> = findings.iter().map(|finding| finding.line).collect();
        assert_eq!(places, [5]);
    }

    #[test]
    fn an_arrow_of_the_table_is_let_through() {
        let text = "[package]\nname = \"kervan-cli\"\n[dependencies]\nkervan.workspace = true\n";
        assert_eq!(check(&Tree::of(&[("crates/cli/Cargo.toml", text)])), []);
    }

    #[test]
    fn a_package_without_a_line_in_the_table_is_found() {
        let tree = Tree::of(&[(
            "crates/studio/Cargo.toml",
            "[package]\nname = \"kervan-studio\"\n",
        )]);
        assert_eq!(check(&tree).len(), 1);
    }
}
