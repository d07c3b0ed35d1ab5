//! `corridor.toml` as a sheet of keys and values, and back.

use toml_edit::{Document, Item, TableLike, Value};

use super::Grid;
use crate::manifest::{LIST_KEYS, TEXT_KEYS};

/// How the two columns are headed.
pub(super) const HEADER: [&str; 2] = ["key", "value"];

/// A value as a spreadsheet keeps it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellValue {
    Text(String),
    Number(f64),
    Flag(bool),
}

/// The keys of `corridor.toml`, each with its path, and their values.
pub(super) fn of_toml(text: &str) -> Vec<(String, CellValue)> {
    let mut rows = Vec::new();
    if let Ok(document) = Document::parse(text) {
        collect(text, document.as_table(), "", &mut rows);
    }
    rows
}

fn collect(text: &str, table: &dyn TableLike, path: &str, rows: &mut Vec<(String, CellValue)>) {
    for (key, item) in table.iter() {
        let key = format!("{path}{key}");
        match (item, item.as_table_like()) {
            (_, Some(table)) => collect(text, table, &format!("{key}."), rows),
            (Item::Value(value), None) => rows.push((key, cell_value(text, value))),
            _ => {}
        }
    }
}

fn cell_value(text: &str, value: &Value) -> CellValue {
    let as_written = || {
        let span = value.span().unwrap_or_default();
        text.get(span).unwrap_or_default().replace('\n', " ")
    };
    match value {
        Value::String(text) => CellValue::Text(text.value().clone()),
        Value::Integer(number) => CellValue::Number(*number.value() as f64),
        Value::Float(number) => CellValue::Number(*number.value()),
        Value::Boolean(flag) => CellValue::Flag(*flag.value()),
        Value::Array(array) => {
            let items: Option<Vec<&str>> = array.iter().map(Value::as_str).collect();
            CellValue::Text(match items {
                Some(items) => items.join("; "),
                None => as_written(),
            })
        }
        Value::Datetime(_) | Value::InlineTable(_) => CellValue::Text(as_written()),
    }
}

/// `corridor.toml` of the rows of a sheet, one line to a row, so that a finding in a line is
/// one in that row. Further columns are the planner's own.
pub(super) fn to_toml(rows: &Grid) -> String {
    let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    rows.iter()
        .map(|row| line(&cell(row, 0), &cell(row, 1)) + "\n")
        .collect()
}

fn line(key: &str, value: &str) -> String {
    let is_header = key.eq_ignore_ascii_case(HEADER[0]) && value.eq_ignore_ascii_case(HEADER[1]);
    match (key, value) {
        ("", "") => String::new(),
        // A key without a value is one that is not given.
        _ if is_header || value.is_empty() => format!("# {key}"),
        _ => {
            let path: Vec<String> = key.split('.').map(|part| toml_key(part.trim())).collect();
            format!("{} = {}", path.join("."), toml_value(key, value))
        }
    }
}

fn toml_key(part: &str) -> String {
    let is_bare = !part.is_empty()
        && part
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter));
    if is_bare {
        part.to_owned()
    } else {
        quoted(part)
    }
}

fn toml_value(key: &str, value: &str) -> String {
    if LIST_KEYS.contains(&key) {
        let items: Vec<String> = value.split(';').map(|item| quoted(item.trim())).collect();
        return format!("[{}]", items.join(", "));
    }
    if !TEXT_KEYS.contains(&key) && value.parse::<Value>().is_ok() {
        return value.to_owned();
    }
    quoted(value)
}

/// A text in quotes; what JSON escapes, TOML escapes alike.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_with_the_same_keys_and_values() {
        let manifest = "title = \"2024 \\\"quoted\\\"\"\nbase_year = 2024\nfirst_day = 2024-01-01\nreal = false\n\n\
             [line]\npractical_share = 0.6\n\n[transit]\nfrom = [\"A\", \"B\"]\nsaid = \"true\"\nnew_key = [1, 2]\n";
        let rows = of_toml(manifest);
        let cells: Grid = rows
            .iter()
            .map(|(key, value)| {
                let value = match value {
                    CellValue::Text(text) => text.clone(),
                    CellValue::Number(number) => number.to_string(),
                    CellValue::Flag(flag) => flag.to_string(),
                };
                vec![key.clone(), value]
            })
            .collect();
        let again = to_toml(&cells);
        assert_eq!(
            again,
            "title = \"2024 \\\"quoted\\\"\"\nbase_year = 2024\nfirst_day = 2024-01-01\nreal = false\n\
             line.practical_share = 0.6\ntransit.from = [\"A\", \"B\"]\ntransit.said = \"true\"\ntransit.new_key = [1, 2]\n"
        );
        assert_eq!(of_toml(&again), rows);
    }

    #[test]
    fn a_line_to_a_row_whatever_is_in_it() {
        let row = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect();
        let rows: Grid = vec![
            row(&["Key", "Value"]),
            row(&[]),
            row(&["title", "", "a note"]),
            row(&["a b.c", "not a number"]),
            row(&["", "5"]),
        ];
        assert_eq!(
            to_toml(&rows),
            "# Key\n\n# title\n\"a b\".c = \"not a number\"\n\"\" = 5\n"
        );
    }
}
