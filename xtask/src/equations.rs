//! The page of the plan's equations, from the files that are the equations: `crates/plan/src/equations`.
//!
//! The first line of a file says the equation in words, the comment of its function prints it, and
//! the file of the same name in `tests/lp` shows it on the smallest problem that has it.

use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// Where the equations are.
const SOURCE: &str = "crates/plan/src/equations";
/// The table of symbols, and the order of the equations.
const TOUR: &str = "crates/plan/src/equations.rs";
/// Where their goldens are.
const GOLDEN: &str = "crates/plan/tests/lp";
/// The page, inside the book.
pub(crate) const PAGE: &str = "reference/equations.md";

/// The text of the page.
pub(crate) fn page(root: &Path) -> Result<String, Failure> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|source| Failure::File {
            path: path.to_path_buf(),
            source,
        })
    };
    let tour = read(&root.join(TOUR))?;
    let mut page = "# Equations of the plan\n\nWhat `kervan plan` solves. This page is made of the files that are the \
                    equations (`crates/plan/src/equations`), one each, and of the test that holds each to its text.\n\n"
        .to_owned();
    // The symbols: the table in the comment of the tour.
    for line in tour.lines().filter_map(|line| line.strip_prefix("//! |")) {
        page += &format!("|{line}\n");
    }
    let names = tour.lines().filter_map(|line| {
        let line = line.trim().strip_prefix("pub(crate) mod ")?;
        line.strip_suffix(';')
    });
    for name in names {
        let text = read(&root.join(SOURCE).join(format!("{name}.rs")))?;
        let golden = read(&root.join(GOLDEN).join(format!("{name}.lp")))?;
        page += &section(name, &text, &golden);
    }
    Ok(page)
}

/// An equation: in words, in symbols, and on the smallest problem.
fn section(name: &str, source: &str, golden: &str) -> String {
    let comment = |mark: &str| -> Vec<String> {
        let lines = source.lines().skip_while(|line| !line.starts_with(mark));
        let lines = lines.take_while(|line| line.starts_with(mark));
        let rest = |line: &str| line.trim_start_matches(mark).trim().to_owned();
        lines.map(rest).collect()
    };
    let (words, symbols) = (comment("//!").join(" "), comment("///").join("\n"));
    format!(
        "\n## {}\n\n{words}\n\n{symbols}\n\nOn the smallest problem that has it:\n\n```text\n{}```\n",
        name.replace('_', " "),
        golden
    )
}

#[cfg(test)]
mod tests {
    use super::section;

    #[test]
    fn a_section_has_words_symbols_and_the_smallest_problem() {
        let source = "//! A measure is done once.\n\nuse x;\n\n/// `sum <= 1`; left out\n/// elsewhere.\npub(crate) fn rows() {}\n";
        let text = section("at_most", source, "minimize\nend\n");
        let expected = "\n## at most\n\nA measure is done once.\n\n`sum <= 1`; left out\nelsewhere.\n\nOn the smallest problem that has it:\n\n```text\nminimize\nend\n```\n";
        assert_eq!(text, expected);
    }
}
