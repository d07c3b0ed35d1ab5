//! Every page is in the book, and every link leads somewhere.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::tree::Tree;
use crate::docs;

/// The folder of the book.
const BOOK: &str = "docs/src/";
/// Its table of contents.
const SUMMARY: &str = "docs/src/SUMMARY.md";
/// Pages the project's first readers look for.
const FRONT: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// Follows the relative links of all pages, and looks for pages that none leads to.
///
/// Only whether the file is there is looked at, not the heading behind `#`.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let finding = |file: &str, line, message, help: &str| Finding {
        check: "links",
        file: file.to_owned(),
        line,
        message,
        help: help.to_owned(),
    };
    let mut findings = Vec::new();
    for page in FRONT
        .into_iter()
        .chain([SUMMARY])
        .filter(|page| !tree.has(page))
    {
        findings.push(finding(page, 1, format!("`{page}` is missing"), "write it"));
    }
    let written_later = docs::generated_pages(tree.text(crate::dictionary::TABLES));
    let mut in_summary = BTreeSet::new();
    let mut linked = BTreeSet::new();
    for (page, text) in tree.below("").filter(|(path, _)| path.ends_with(".md")) {
        for (line, target) in links(text) {
            let Some(path) = resolve(page, &target) else {
                continue;
            };
            let in_book = path.strip_prefix(BOOK);
            if !tree.has(&path) && !in_book.is_some_and(|path| written_later.contains(path)) {
                let message = format!("the link `{target}` leads nowhere: there is no `{path}`");
                findings.push(finding(
                    page,
                    line,
                    message,
                    "write the file, or correct the link",
                ));
            }
            if page == SUMMARY {
                in_summary.insert(path.clone());
            }
            linked.insert(path);
        }
    }
    for (path, _) in tree.below(BOOK).filter(|(path, _)| *path != SUMMARY) {
        let name = path.strip_prefix(BOOK).unwrap_or(path);
        if path.ends_with(".md") && !in_summary.contains(path) {
            let message = format!("the page `{name}` is not in the book");
            findings.push(finding(
                path,
                1,
                message,
                "add a line for it to `docs/src/SUMMARY.md`",
            ));
        } else if !path.ends_with(".md") && !linked.contains(path) {
            let message = format!("no page shows `{name}`");
            findings.push(finding(
                path,
                1,
                message,
                "link it from a page, or delete it",
            ));
        }
    }
    findings
}

/// The file that a link leads to, from the project's folder; nothing for links to elsewhere.
fn resolve(page: &str, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let is_elsewhere = target.contains(':') || target.starts_with("//");
    if target.is_empty() || is_elsewhere {
        return None;
    }
    let mut path: Vec<&str> = page.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            // Above the project's folder nothing is ours; the step is kept so that it is not found.
            ".." if path.last().is_none_or(|last| *last == "..") => path.push(step),
            ".." => {
                path.pop();
            }
            _ => path.push(step),
        }
    }
    Some(path.join("/").replace("%20", " "))
}

/// The targets of all links and pictures in a Markdown text, each with its line.
///
/// Reads `[text](target)`, `[text](<target> "title")`, `[name]: target`, `src="…"`
/// and `href="…"`; leaves out code.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut links = Vec::new();
    let mut fence: Option<&str> = None;
    for (number, line) in text.lines().enumerate() {
        let start = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => {
                let targets = links_in_line(&without_code(line));
                links.extend(targets.into_iter().map(|target| (number + 1, target)));
            }
            _ => {}
        }
    }
    links
}

/// The targets in one line.
fn links_in_line(line: &str) -> Vec<String> {
    let mut targets = Vec::new();
    for rest in line.split("](").skip(1) {
        let target = match rest.trim_start().strip_prefix('<') {
            Some(rest) => rest.split('>').next(),
            None => rest.split([')', ' ']).next(),
        };
        targets.extend(target.map(str::to_owned));
    }
    if let Some(rest) = line.trim_start().strip_prefix('[')
        && let Some((name, target)) = rest.split_once("]: ")
        && !name.contains(']')
        && !name.starts_with('^')
    {
        targets.extend(target.split_whitespace().next().map(str::to_owned));
    }
    for attribute in ["src=\"", "href=\""] {
        let values = line.split(attribute).skip(1);
        targets.extend(
            values
                .filter_map(|rest| rest.split('"').next())
                .map(str::to_owned),
        );
    }
    targets
}

/// The line without what stands between backticks.
fn without_code(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    let last = parts.len() - 1;
    let numbered = parts.into_iter().enumerate();
    let texts = numbered.filter(|(at, _)| at.is_multiple_of(2) || *at == last);
    texts.map(|(_, part)| part).collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::{check, links, resolve};
    use crate::tidy::tree::Tree;

    fn targets(text: &str) -> Vec<String> {
        links(text).into_iter().map(|(_, target)| target).collect()
    }

    #[test]
    fn every_form_of_a_link_is_seen() {
        assert_eq!(
            targets("see [one](a.md) and ![two](b.svg \"title\")"),
            ["a.md", "b.svg"]
        );
        assert_eq!(targets("[three](<c d.md>)"), ["c d.md"]);
        assert_eq!(targets("[four]: e.md"), ["e.md"]);
        assert_eq!(targets("<img src=\"f.png\">"), ["f.png"]);
        assert_eq!(targets("[`code`](g.md)"), ["g.md"]);
        assert_eq!(targets("[![picture](h.svg)](i.md)"), ["h.svg", "i.md"]);
    }

    #[test]
    fn code_is_left_out() {
        assert_eq!(
            targets("```text\n[one](a.md)\n```\n`[two](b.md)`\n"),
            [""; 0]
        );
    }

    #[test]
    fn links_start_at_their_page() {
        let page = "docs/src/how-to/add-a-rule.md";
        assert_eq!(
            resolve(page, "../../../README.md#top").as_deref(),
            Some("README.md")
        );
        assert_eq!(
            resolve(page, "./other.md").as_deref(),
            Some("docs/src/how-to/other.md")
        );
        assert_eq!(resolve(page, "#here"), None);
        assert_eq!(resolve(page, "https://example.org/a.md"), None);
    }

    #[test]
    fn a_dead_link_and_an_unlisted_page_are_found() {
        let tree = Tree::of(&[
            ("README.md", "[gone](gone.md)\n[page](docs/src/page.md)\n"),
            ("ARCHITECTURE.md", ""),
            ("CONTRIBUTING.md", ""),
            (
                "docs/src/SUMMARY.md",
                "- [one](one.md)\n- [tables](reference/tables/nodes.md)\n",
            ),
            ("docs/src/one.md", ""),
            ("docs/src/page.md", ""),
            (
                "crates/corridor/data/tables.csv",
                "table,required,key,meaning\nnodes,yes,id,a place\n",
            ),
        ]);
        let places: Vec<String> = check(&tree)
            .into_iter()
            .map(|finding| finding.file)
            .collect();
        assert_eq!(places, ["README.md", "docs/src/page.md"]);
    }
}
