//! CSV with the place of every cell.

use std::sync::Arc;

use kervan_corridor::{Cell, Finding, Origin, RawTable, code};

use crate::files::Files;
use crate::workbook::is_error_value;

/// Reads the file of every table.
pub(crate) fn read_all(files: &Files, findings: &mut Vec<Finding>) -> Vec<RawTable> {
    let mut tables = Vec::new();
    for (table, file) in files.tables() {
        match files.text(&file) {
            Ok(text) => tables.extend(read(&table, &file, text, findings)),
            Err(finding) => findings.push(finding),
        }
    }
    tables
}

fn read(table: &str, file: &str, text: &str, findings: &mut Vec<Finding>) -> Option<RawTable> {
    let whole = Origin::file(file);
    let text = &one_kind_of_line_end(text);
    let places = Places::of(file, text);
    if let Some(origin) = places.open_quote {
        findings.push(Finding::new(
            code::OPEN_QUOTE,
            &origin,
            format!("a quote is opened in `{file}` and never closed"),
            "opened here",
            "close the quote, or double it inside a quoted cell",
        ));
        return None;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut places = places.records.into_iter();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for record in reader.records() {
        // The text is valid UTF-8 and lengths are flexible, so a record cannot fail.
        let Ok(record) = record else { continue };
        let origins = places.next().unwrap_or_default();
        let cells: Vec<Cell> = record
            .iter()
            .zip(origins)
            .map(|(text, place)| place.cell(text))
            .collect();
        let errors = cells.iter().filter(|cell| is_error_value(&cell.text));
        findings.extend(errors.map(|cell| error_value(&cell.text, &cell.origin)));
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(cells);
        }
    }
    if rows.is_empty() {
        return Some(RawTable {
            name: table.to_owned(),
            origin: whole,
            header: Vec::new(),
            rows,
        });
    }
    let header = rows.remove(0);
    rows.retain(|row| {
        let fits = row.len() == header.len();
        if !fits {
            let origin = row
                .get(header.len())
                .or(row.last())
                .map_or_else(|| whole.clone(), |cell| cell.origin.clone());
            findings.push(Finding::new(
                code::CELL_COUNT,
                &origin,
                format!(
                    "this row has {} cells, the header has {}",
                    row.len(),
                    header.len()
                ),
                if row.len() > header.len() {
                    "the first cell too many"
                } else {
                    "the last cell there is"
                },
                "put text with a comma in double quotes; leave empty cells between commas",
            ));
        }
        fits
    });
    Some(RawTable {
        name: table.to_owned(),
        origin: whole,
        header,
        rows,
    })
}

/// What is said of a cell that holds an error of the spreadsheet it came from.
pub(crate) fn error_value(text: &str, origin: &Origin) -> Finding {
    Finding::new(
        code::ERROR_VALUE,
        origin,
        format!("the spreadsheet has no value here, but `{text}`"),
        "expected a value",
        "mend the formula, or write the value in its place; then let the program calculate, and save",
    )
}

/// A table as the bytes of a CSV file.
///
/// # Errors
///
/// The library's reason, where a row has more or fewer cells than the header.
pub fn table_csv(table: &RawTable) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(&table.header).chain(&table.rows) {
        writer
            .write_record(row.iter().map(|cell| cell.text.as_str()))
            .map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

/// Line ends of every kind as one kind, so that lines count alike for everybody.
pub(crate) fn one_kind_of_line_end(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Where a cell begins, and whether in quotes.
struct Place {
    origin: Origin,
    quoted: bool,
}

impl Place {
    /// The cell with the place of its text, without blanks and quotes around it.
    fn cell(&self, text: &str) -> Cell {
        let lead = text
            .chars()
            .take_while(|character| character.is_whitespace())
            .count();
        let trimmed = text.trim();
        Cell {
            text: trimmed.to_owned(),
            origin: self
                .origin
                .part(lead + usize::from(self.quoted), trimmed.chars().count()),
        }
    }
}

/// Where each cell of each non-empty record begins, in step with what the CSV reader returns.
struct Places {
    records: Vec<Vec<Place>>,
    open_quote: Option<Origin>,
}

impl Places {
    fn of(file: &str, text: &str) -> Places {
        let file: Arc<str> = Arc::from(file);
        let mut records = Vec::new();
        let mut cells: Vec<Place> = Vec::new();
        let mut quoted = false;
        let (mut line, mut column) = (1_u32, 1_u32);
        let mut start = (1_u32, 1_u32);
        let mut quote: Option<(u32, u32)> = None;
        let mut at_start = true;
        let mut length = 0_u32;
        let origin = |start: (u32, u32), length: u32| Origin {
            file: Arc::clone(&file),
            line: start.0,
            column: start.1,
            length: length.max(1),
        };
        let mut characters = text.chars().peekable();
        let mut record_is_empty = true;
        while let Some(character) = characters.next() {
            match character {
                '"' if quote.is_none() && at_start => {
                    quote = Some((line, column));
                    quoted = true;
                    record_is_empty = false;
                }
                '"' if quote.is_some() && characters.peek() == Some(&'"') => {
                    characters.next();
                    column += 1;
                    length += 1;
                }
                '"' if quote.is_some() => quote = None,
                ',' if quote.is_none() => {
                    cells.push(Place {
                        origin: origin(start, length),
                        quoted: std::mem::take(&mut quoted),
                    });
                    start = (line, column + 1);
                    record_is_empty = false;
                }
                '\n' if quote.is_none() => {
                    cells.push(Place {
                        origin: origin(start, length),
                        quoted: std::mem::take(&mut quoted),
                    });
                    let record = std::mem::take(&mut cells);
                    if !record_is_empty {
                        records.push(record);
                    }
                    record_is_empty = true;
                    start = (line + 1, 1);
                }
                _ => record_is_empty = false,
            }
            let ends_cell = quote.is_none() && matches!(character, ',' | '\n');
            at_start = ends_cell;
            length = if ends_cell { 0 } else { length + 1 };
            if character == '\n' {
                line += 1;
                column = 1;
            } else {
                column += 1;
            }
        }
        if !record_is_empty {
            cells.push(Place {
                origin: origin(start, length),
                quoted: std::mem::take(&mut quoted),
            });
            records.push(cells);
        }
        Places {
            records,
            open_quote: quote.map(|start| origin(start, 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<(String, u32, u32)>> {
        let mut findings = Vec::new();
        let table = read("t", "t.csv", text, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        let Some(table) = table else {
            return Vec::new();
        };
        std::iter::once(&table.header)
            .chain(&table.rows)
            .map(|row| {
                row.iter()
                    .map(|cell| (cell.text.clone(), cell.origin.line, cell.origin.column))
                    .collect()
            })
            .collect()
    }

    fn cell(text: &str, line: u32, column: u32) -> (String, u32, u32) {
        (text.to_owned(), line, column)
    }

    #[test]
    fn every_cell_knows_its_place() {
        let read = cells("a,b\r\n\r\n\"x, y\",\"2\n3\"\nü, 4\n");
        assert_eq!(read[1], [cell("x, y", 3, 2), cell("2\n3", 3, 9)]);
        assert_eq!(read[2], [cell("ü", 5, 1), cell("4", 5, 4)]);
    }

    #[test]
    fn doubled_quotes_and_a_missing_last_newline() {
        assert_eq!(
            cells("a,b\n\"say \"\"x\"\"\",2")[1],
            [cell("say \"x\"", 2, 2), cell("2", 2, 13)]
        );
    }
}
