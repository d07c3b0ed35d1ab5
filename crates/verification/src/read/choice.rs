//! Observed choices, and paths over links that fill up.

use kervan_choice::{ChoiceColumns, Demand, Keep, LinkTime, Paths};

use crate::case::{ObservedChoices, PathsCase};
use crate::node::Node;
use crate::section::{CHOICES, PATHS, Reader, Table};

/// Demands.
const AMOUNT: (f64, f64) = (1e-9, 1e15);

/// Names of the terms of a case, as far as it says so.
pub(super) fn terms_of<'n>(case: &Table<'n>) -> Vec<&'n str> {
    let table = case.get("choices");
    let list = table.and_then(|table| table.get("terms")?.list());
    let names = list.unwrap_or_default().iter();
    names.map(|node| node.text().unwrap_or_default()).collect()
}

/// A table of choices, to be read from its file, and the terms.
pub(super) fn choices(reader: &mut Reader, case: &Table) -> Option<ObservedChoices> {
    let before = reader.findings.len();
    let table = reader.subtable(case, "choices", &CHOICES)?;
    let data = reader.needed_text(&table, "data");
    reader.needed(&table, "terms");
    let terms = reader.texts(&table, "terms").unwrap_or_default();
    let mut keep = Vec::new();
    for (text, node) in reader.texts(&table, "keep").unwrap_or_default() {
        match Keep::read(text) {
            Some(found) => keep.push(found),
            None => {
                let expected = "a condition such as \"noalt == 4\"";
                reader.wrong("keep", node, &format!("has `{text}`"), expected);
            }
        }
    }
    let names = ["situation", "alternative", "choice"];
    let [situation, alternative, choice] =
        names.map(|key| reader.text(&table, key).map(str::to_owned));
    let columns = match (situation, alternative, choice) {
        (None, None, None) => None,
        (Some(situation), Some(alternative), Some(choice)) => Some(ChoiceColumns {
            situation,
            alternative,
            choice,
        }),
        _ => {
            let expected = "all of `situation`, `alternative` and `choice`, or none";
            reader.wrong("choices", table.node, "names some of its columns", expected);
            None
        }
    };
    let data = data?;
    (reader.findings.len() == before).then(|| ObservedChoices::File {
        files: vec![data.strip_suffix(".gz").unwrap_or(&data).to_owned()],
        columns,
        keep,
        terms: terms.into_iter().map(|(name, _)| name.to_owned()).collect(),
        may_be_absent: false,
    })
}

/// One demand over paths.
pub(super) fn paths(reader: &mut Reader, case: &Table) -> Option<PathsCase> {
    let before = reader.findings.len();
    let table = reader.subtable(case, "paths", &PATHS)?;
    reader.needed(&table, "demand");
    let amount = reader.number(&table, "demand", AMOUNT);
    let entries = reader.needed(&table, "links").and_then(Node::entries);
    let (mut names, mut links) = (Vec::new(), Vec::new());
    for entry in entries.unwrap_or_default() {
        let text = entry.node.text().unwrap_or_default();
        match LinkTime::read(text) {
            Ok(link) => {
                names.push(entry.key.as_str());
                links.push(link);
            }
            Err(fault) => {
                let problem = format!("has `{text}`: {fault}");
                let expected = "times such as \"10(1+0.15(x/2)^4)\"";
                reader.wrong("links", &entry.node, &problem, expected);
            }
        }
    }
    let mut paths: Vec<Vec<usize>> = (0..links.len()).map(|link| vec![link]).collect();
    if let Some(node) = table.get("paths") {
        paths.clear();
        for path in node.list().unwrap_or_default() {
            let mut passed = Vec::new();
            for link in path.list().unwrap_or_default() {
                let name = link.text().unwrap_or_default();
                match names.iter().position(|known| *known == name) {
                    Some(at) => passed.push(at),
                    None => super::expect::unknown(reader, "link", name, link, &names),
                }
            }
            paths.push(passed);
        }
        if paths.is_empty() || paths.iter().any(Vec::is_empty) {
            reader.wrong("paths", node, "have a path without links", "lists of links");
        }
    }
    let amount = amount?;
    (reader.findings.len() == before).then(|| PathsCase {
        paths: Paths {
            links,
            demands: vec![Demand { amount, paths }],
        },
    })
}
