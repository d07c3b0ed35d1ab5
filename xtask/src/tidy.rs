//! `cargo xtask tidy`: what no compiler checks, all findings at once.

mod codes;
mod dictionary_tables;
mod file_access;
mod file_names;
mod finding;
mod imports;
mod licences;
mod links;
mod tree;

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;
use crate::workspace;
use finding::Finding;
use tree::Tree;

/// Takes no words, then checks.
pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish("cargo xtask tidy")?;
    check()
}

/// Runs every check and prints what they find, by file and line.
pub(crate) fn check() -> Result<(), Failure> {
    let tree = Tree::read(&workspace::root()?)?;
    let mut findings = imports::check(&tree);
    findings.extend(file_access::check(&tree));
    findings.extend(codes::check(&tree));
    findings.extend(file_names::check(&tree));
    findings.extend(links::check(&tree));
    findings.extend(dictionary_tables::check(&tree)?);
    findings.extend(licences::check(&tree, &built_from()?));
    findings.sort_by(Finding::by_place);
    for finding in &findings {
        eprintln!("{finding}\n");
    }
    match findings.len() {
        0 => {
            eprintln!("tidy: {} files, nothing found", tree.len());
            Ok(())
        }
        findings => Err(Failure::Untidy { findings }),
    }
}

/// Every crate the workspace is built from, with its licence, as `name version|licence`.
fn built_from() -> Result<String, Failure> {
    let mut command = cargo::cargo([
        "tree",
        "--quiet",
        "--workspace",
        "--edges",
        "normal,build,dev",
    ])?;
    cargo::read(command.args(["--prefix", "none", "--format", "{p}|{l}"]))
}
