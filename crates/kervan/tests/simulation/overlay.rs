//! Small corridors made of a built-in one and a few other tables.

use kervan::{Files, Results, Settings, Study, builtin_files, findings_text};

/// The files of a built-in corridor with some replaced or added; an empty text takes one away.
pub(crate) fn overlay(base: &str, changes: &[(&str, &str)]) -> Files {
    let base = builtin_files(base).expect("a built-in corridor");
    let mut entries: Vec<(String, Vec<u8>)> = base
        .iter()
        .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
        .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
        .collect();
    entries.extend(
        changes
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())),
    );
    Files::from_memory("test", entries)
}

/// The files of a built-in corridor with the rows of every table in reverse.
pub(crate) fn reversed(name: &str) -> Files {
    let files = builtin_files(name).unwrap();
    let reversed = files.iter().map(|(file, bytes)| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        if !file.ends_with(".csv") {
            return (file.to_owned(), text.into_bytes());
        }
        let (header, rows) = text.split_once('\n').unwrap();
        let rows: Vec<&str> = rows.lines().rev().collect();
        let text = format!("{header}\n{}\n", rows.join("\n"));
        (file.to_owned(), text.into_bytes())
    });
    Files::from_memory(name, reversed)
}

pub(crate) fn study(files: Files) -> Study {
    match Study::from_files(files) {
        Ok(study) => study,
        Err(error) => panic!("{}", findings_text(&error.findings, error.files.as_ref())),
    }
}

pub(crate) fn run(files: Files, settings: &Settings) -> Results {
    study(files).simulate_quietly(settings).unwrap()
}

/// Mean hours of a flow at a place for a cause, all its units together; 0 where there are none.
pub(crate) fn hours(results: &Results, flow: &str, place: &str, cause: kervan::Cause) -> f64 {
    results
        .hours
        .iter()
        .filter(|row| row.flow == flow && row.place == place && row.cause == cause)
        .map(|row| row.hours.mean)
        .sum()
}
