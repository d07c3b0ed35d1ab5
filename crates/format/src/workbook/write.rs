//! Writes a corridor as a workbook.

use std::path::Path;

use kervan_corridor::dictionary::{self, Kind};
use kervan_corridor::{Corridor, RawTable};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError,
};

use super::CORRIDOR_SHEET;
use super::corridor_sheet::{self, CellValue};
use crate::files::Files;
use crate::table;
use crate::write::{WriteError, write_file};

/// Widest column, in pixels; longer texts run on or are cut by their neighbours.
const WIDEST_PX: u32 = 300;

/// Writes the files of a sound corridor as a workbook, and says which files have no place in it.
///
/// The bytes depend on the files alone.
///
/// # Errors
///
/// A target that is there, a text too long for a cell, or the system's refusal.
pub fn write_workbook(
    path: &Path,
    files: &Files,
    corridor: &Corridor,
) -> Result<Vec<String>, WriteError> {
    let bytes = bytes_of(files, corridor).map_err(|error| WriteError::Table {
        path: path.to_owned(),
        reason: error.to_string(),
    })?;
    write_file(path, &bytes)?;
    let left_out = files
        .iter()
        .filter(|(name, _)| *name != "corridor.toml" && !name.ends_with(".csv"));
    Ok(left_out.map(|(name, _)| name.to_owned()).collect())
}

fn bytes_of(files: &Files, corridor: &Corridor) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = corridor.first_day;
    // The clock on the wall would make two workbooks of one corridor different.
    let first_day = ExcelDateTime::from_ymd(year as u16, month as u8, day as u8)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&corridor.title)
            .set_creation_datetime(&first_day),
    );
    let manifest = files.text("corridor.toml").unwrap_or_default();
    let keys = corridor_sheet::of_toml(manifest);
    let sheet = new_sheet(&mut workbook, CORRIDOR_SHEET, corridor_sheet::HEADER)?;
    for (row, (key, value)) in (1..).zip(&keys) {
        sheet.write_string(row, 0, key)?;
        match value {
            CellValue::Text(text) => sheet.write_string(row, 1, text)?,
            CellValue::Number(number) => sheet.write_number(row, 1, *number)?,
            CellValue::Flag(flag) => sheet.write_boolean(row, 1, *flag)?,
        };
    }
    sheet.autofit();
    // A sound corridor has no findings, and its tables are all in the dictionary.
    let tables = table::read_all(files, &mut Vec::new());
    for rule in dictionary::tables() {
        if let Some(table) = tables.iter().find(|table| table.name == rule.name) {
            write_table(&mut workbook, table)?;
        }
    }
    workbook.save_to_buffer()
}

fn write_table(workbook: &mut Workbook, table: &RawTable) -> Result<(), XlsxError> {
    let header = table.header.iter().map(|cell| cell.text.as_str());
    let sheet = new_sheet(workbook, &table.name, header)?;
    for (column, head) in (0..).zip(&table.header) {
        let is_numeric = is_numeric(&table.name, &head.text);
        for (row, cells) in (1..).zip(&table.rows) {
            let text = cells[usize::from(column)].text.as_str();
            let number = text.parse().ok().filter(|number: &f64| number.is_finite());
            match number {
                _ if text.is_empty() => continue,
                Some(number) if is_numeric => sheet.write_number(row, column, number)?,
                _ => sheet.write_string(row, column, text)?,
            };
        }
        if let (false, Ok(last)) = (is_numeric, u32::try_from(table.rows.len())) {
            // Names such as `1435` are meant as texts; no mark need stand at each.
            sheet.ignore_error_range(0, column, last, column, IgnoreError::NumberStoredAsText)?;
        }
    }
    sheet.autofit();
    Ok(())
}

/// A sheet with a bold header row that stays when the rest is scrolled.
fn new_sheet<'w, 't>(
    workbook: &'w mut Workbook,
    name: &str,
    header: impl IntoIterator<Item = &'t str>,
) -> Result<&'w mut Worksheet, XlsxError> {
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet().set_name(name)?;
    for (column, text) in (0..).zip(header) {
        sheet.write_string_with_format(0, column, text, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_autofit_max_width(WIDEST_PX);
    Ok(sheet)
}

/// Whether the dictionary wants numbers in a column.
fn is_numeric(table: &str, header: &str) -> bool {
    let name = header.split('[').next().unwrap_or_default().trim();
    dictionary::table(table)
        .and_then(|rule| rule.columns.iter().find(|column| column.name == name))
        .is_some_and(|column| {
            matches!(
                column.kind,
                Kind::Number | Kind::Integer | Kind::Amount(_) | Kind::Distribution
            )
        })
}
