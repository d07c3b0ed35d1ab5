//! Where a finding points, in the words of those who keep the corridor.

use std::fmt;

use kervan_corridor::Origin;

use crate::workbook::column_letters;

/// A place in a file of a folder, or in a sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, or the workbook.
    pub(crate) file: String,
    /// The sheet, in a workbook.
    pub(crate) sheet: Option<String>,
    /// Line or row, from 1; 0 for the whole file or sheet.
    pub(crate) line: u32,
    /// Column from 1: in characters in a file, in cells in a sheet.
    pub(crate) column: u32,
}

impl Place {
    /// The place in a file.
    pub(crate) fn in_file(origin: &Origin) -> Place {
        Place {
            file: origin.file.to_string(),
            sheet: None,
            line: origin.line,
            column: origin.column,
        }
    }

    /// The place in the sheet that a line of text was made of.
    pub(crate) fn in_sheet(workbook: &str, origin: &Origin, line: &str) -> Place {
        let column = origin.column as usize;
        let (sheet, cell) = match origin.file.strip_suffix(".csv") {
            Some(sheet) => (sheet, cells_before(line, column) + 1),
            None => {
                // Keys and values are parted by the first ` = ` of their line.
                let key = line.split(" = ").next().unwrap_or_default();
                let is_value = column > key.chars().count();
                let sheet = origin.file.strip_suffix(".toml").unwrap_or(&origin.file);
                (sheet, 1 + u32::from(is_value))
            }
        };
        Place {
            file: workbook.to_owned(),
            sheet: Some(sheet.to_owned()),
            line: origin.line,
            column: cell,
        }
    }

    /// Name of the cell, such as `C5`; none in a file, or where the whole sheet is meant.
    pub(crate) fn cell(&self) -> Option<String> {
        (self.sheet.is_some() && self.line > 0)
            .then(|| format!("{}{}", column_letters(self.column), self.line))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place {
            file, line, column, ..
        } = self;
        match (&self.sheet, self.cell()) {
            (Some(sheet), Some(cell)) => {
                write!(
                    f,
                    "{file}, sheet {sheet}, row {line}, column {column} ({cell})"
                )
            }
            (Some(sheet), None) => write!(f, "{file}, sheet {sheet}"),
            (None, _) if *line == 0 => f.write_str(file),
            (None, _) => write!(f, "{file}:{line}:{column}"),
        }
    }
}

/// Commas outside quotes before a column of a line of CSV.
fn cells_before(line: &str, column: usize) -> u32 {
    let mut is_quoted = false;
    let mut cells = 0;
    for character in line.chars().take(column.saturating_sub(1)) {
        match character {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells += 1,
            _ => {}
        }
    }
    cells
}
