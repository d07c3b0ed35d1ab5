//! Findings as text with a caret, or as JSON.

use kervan_corridor::{Finding, Origin};
use serde_json::{Value, json};

use crate::files::Files;
use crate::place::Place;

/// Findings shown in full; the rest are counted.
const SHOWN: usize = 10;
/// Characters of an excerpt line shown around the caret.
const WINDOW: usize = 110;

/// All findings as text; readable without colour.
pub fn findings_text(findings: &[Finding], files: Option<&Files>) -> String {
    let mut text: String = findings
        .iter()
        .take(SHOWN)
        .map(|finding| one(finding, files) + "\n")
        .collect();
    if findings.len() > SHOWN {
        text += &format!(
            "... and {} more findings; `--format json` gives all of them\n\n",
            findings.len() - SHOWN
        );
    }
    let count = if findings.len() == 1 {
        "1 finding".to_owned()
    } else {
        format!("{} findings", findings.len())
    };
    text + &format!("{count}; `kervan explain CODE` says more about a code\n")
}

fn one(finding: &Finding, files: Option<&Files>) -> String {
    let mut text = format!("error[{}]: {}\n", finding.code, finding.message);
    if let Some(origin) = &finding.origin {
        let excerpt = files.and_then(|files| files.line(&origin.file, origin.line));
        let width = origin.line.to_string().len();
        text += &format!("{:width$}--> {}\n", "", place_of(origin, files));
        match excerpt {
            Some(line) if origin.line > 0 => {
                let (line, column) = window(&line, origin.column as usize);
                let room = line.chars().count().saturating_sub(column - 1).max(1);
                let carets = "^".repeat((origin.length as usize).min(room));
                text += &format!("{:width$} |\n{} | {line}\n", "", origin.line);
                text += &format!(
                    "{:width$} | {}{carets} {}\n",
                    "",
                    " ".repeat(column - 1),
                    finding.expected
                );
            }
            _ => text += &format!("{:width$} = {}\n", "", finding.expected),
        }
    } else {
        text += &format!("  = {}\n", finding.expected);
    }
    for note in &finding.notes {
        text += &format!("  = note: {note}\n");
    }
    if !finding.help.is_empty() {
        text += &format!("  = help: {}\n", finding.help);
    }
    text
}

/// The place as the user knows it.
fn place_of(origin: &Origin, files: Option<&Files>) -> Place {
    files.map_or_else(|| Place::in_file(origin), |files| files.place(origin))
}

/// The part of a long line around a column, and the column in that part.
fn window(line: &str, column: usize) -> (String, usize) {
    let characters: Vec<char> = line
        .chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect();
    if characters.len() <= WINDOW {
        return (characters.into_iter().collect(), column);
    }
    let start = column
        .saturating_sub(WINDOW / 3)
        .min(characters.len().saturating_sub(WINDOW));
    let end = (start + WINDOW).min(characters.len());
    let (lead, tail) = (
        if start > 0 { "..." } else { "" },
        if end < characters.len() { "..." } else { "" },
    );
    let part: String = characters[start..end].iter().collect();
    (format!("{lead}{part}{tail}"), column - start + lead.len())
}

/// One finding as JSON: code, message, file, line, column, length, expected, notes, help.
///
/// In a workbook `file` is the workbook, `line` and `column` count the rows and columns of
/// `sheet`, and `cell` names the cell; the latter two are null in a folder.
pub fn finding_json(finding: &Finding, files: Option<&Files>) -> Value {
    let origin = finding.origin.as_ref();
    let place = origin.map(|origin| place_of(origin, files));
    let place = place.as_ref();
    json!({
        "code": finding.code.as_str(),
        "message": finding.message,
        "file": place.map(|place| &place.file),
        "sheet": place.map(|place| &place.sheet),
        "cell": place.map(Place::cell),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "length": origin.map(|origin| origin.length),
        "expected": finding.expected,
        "notes": finding.notes,
        "help": finding.help,
    })
}
