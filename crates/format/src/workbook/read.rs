//! Reads a workbook into the texts of a corridor.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError};
use kervan_corridor::{Finding, Origin, code};

use super::{CORRIDOR_SHEET, Grid, NOT_CALCULATED, corridor_sheet};
use crate::files::LARGEST;

/// Most cells of a sheet, from its first to its last row and column.
const MOST_CELLS: u64 = 1 << 22;
/// First bytes of a file of the old binary kind, in which protected workbooks are wrapped.
const OLD_BINARY: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// The files of the corridor that a workbook holds: `corridor.toml` and a CSV file per sheet.
///
/// Sheets whose name starts with `_` or `#` are the planner's own.
///
/// # Errors
///
/// K1001 for anything that is no readable workbook of a corridor.
pub(crate) fn read(label: &str, bytes: Vec<u8>) -> Result<BTreeMap<String, Vec<u8>>, Vec<Finding>> {
    let unreadable = |reason: String, help: &str| {
        Finding::new(
            code::UNREADABLE,
            &Origin::file(label),
            format!("`{label}` cannot be read"),
            reason,
            help,
        )
    };
    let is_old = bytes.starts_with(&OLD_BINARY);
    let mut workbook = match Xlsx::new(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(XlsxError::Password) => {
            return Err(vec![unreadable(
                "the workbook is protected by a password".to_owned(),
                "open it, take the password away, and save it",
            )]);
        }
        Err(_) if is_old => {
            return Err(vec![unreadable(
                "an old .xls workbook under another ending".to_owned(),
                "open it in a spreadsheet program and save it as .xlsx",
            )]);
        }
        Err(error) => {
            return Err(vec![unreadable(
                format!("not a workbook: {error}"),
                "open it in a spreadsheet program and save it as .xlsx",
            )]);
        }
    };
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && !sheet.name.starts_with(['_', '#']))
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut findings = Vec::new();
    let mut entries = BTreeMap::new();
    for sheet in &sheets {
        let text = grid(&mut workbook, sheet).and_then(|rows| {
            if sheet == CORRIDOR_SHEET {
                Ok((
                    "corridor.toml".to_owned(),
                    corridor_sheet::to_toml(&rows).into_bytes(),
                ))
            } else {
                Ok((format!("{sheet}.csv"), csv_of(&rows)?))
            }
        });
        match text {
            Ok((file, text)) => {
                entries.insert(file, text);
            }
            Err(Unreadable { reason, help }) => {
                findings.push(unreadable(format!("sheet `{sheet}` {reason}"), help));
            }
        }
    }
    if !sheets.iter().any(|sheet| sheet == CORRIDOR_SHEET) {
        findings.push(Finding::new(
            code::UNREADABLE,
            &Origin::file(label),
            format!("`{label}` has no sheet `{CORRIDOR_SHEET}`"),
            "every corridor has it: what it is called, and when it begins",
            "`kervan export first FILE.xlsx` writes a workbook that has one",
        ));
    }
    if findings.is_empty() {
        Ok(entries)
    } else {
        Err(findings)
    }
}

/// Why a sheet cannot be read, and the way out.
struct Unreadable {
    reason: String,
    help: &'static str,
}

impl From<XlsxError> for Unreadable {
    fn from(error: XlsxError) -> Unreadable {
        Unreadable {
            reason: format!("is damaged: {error}"),
            help: "open it in a spreadsheet program and save it again",
        }
    }
}

/// The texts of a sheet from its first row and column to its last that are not empty.
fn grid(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<Grid, Unreadable> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let mut cells: Vec<((u32, u32), String)> = Vec::new();
    let (mut rows, mut columns, mut size) = (0_u64, 0_u64, 0_u64);
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        let text = match (&cell.value, &cell.formula) {
            (DataRef::Empty, Some(_)) => NOT_CALCULATED.to_owned(),
            (value, _) => text_of(value),
        };
        if text.is_empty() {
            continue;
        }
        rows = rows.max(u64::from(cell.pos.0) + 1);
        columns = columns.max(u64::from(cell.pos.1) + 1);
        size += text.len() as u64;
        if rows * columns > MOST_CELLS || size > LARGEST {
            return Err(Unreadable {
                reason: format!(
                    "reaches to cell {}{}; sheets above {} million cells or {} MB are refused",
                    super::column_letters(columns as u32),
                    rows,
                    MOST_CELLS / 1_000_000,
                    LARGEST >> 20
                ),
                help: "delete the rows and columns beyond the table",
            });
        }
        cells.push((cell.pos, text));
    }
    let mut grid = vec![vec![String::new(); columns as usize]; rows as usize];
    for ((row, column), text) in cells {
        grid[row as usize][column as usize] = text;
    }
    Ok(grid)
}

/// A cell as text on one line: numbers as short as they can be read back, days as ISO 8601.
fn text_of(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(time) if time.is_duration() || (0.0..1.0).contains(&time.as_f64()) => {
            clock((time.as_f64() * 86_400.0).round() as i64)
        }
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                day
            } else {
                format!("{day}T{hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::SharedString(text) => one_line(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            one_line(text)
        }
    }
}

/// A text with blanks in place of line breaks, so that a row stays a line.
fn one_line(text: &str) -> String {
    let text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
    text.trim().to_owned()
}

/// Hours and minutes, and seconds where there are any.
fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// The CSV text of a table, one line to a row.
fn csv_of(rows: &Grid) -> Result<Vec<u8>, Unreadable> {
    let refuse = |reason: String| Unreadable {
        reason,
        help: "open it in a spreadsheet program and save it again",
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row)
            .map_err(|error| refuse(error.to_string()))?;
    }
    writer
        .into_inner()
        .map_err(|error| refuse(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTime, ExcelDateTimeType};

    fn time(value: f64, kind: ExcelDateTimeType) -> String {
        text_of(&DataRef::DateTime(ExcelDateTime::new(value, kind, false)))
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be_read_back() {
        let text = |number| text_of(&DataRef::Float(number));
        assert_eq!(text(0.1), "0.1");
        assert_eq!(text(5000.0), "5000");
        assert_eq!(text(1e-7), "0.0000001");
        assert_eq!(text(0.1 + 0.2), "0.30000000000000004");
    }

    #[test]
    fn days_and_times_of_day_are_read_as_people_see_them() {
        // 45,292 days after the last of December 1899, by the count of spreadsheets.
        assert_eq!(time(45_292.0, ExcelDateTimeType::DateTime), "2024-01-01");
        assert_eq!(
            time(45_292.75, ExcelDateTimeType::DateTime),
            "2024-01-01T18:00:00"
        );
        assert_eq!(
            time(0.708_333_333_333_333, ExcelDateTimeType::DateTime),
            "17:00"
        );
        assert_eq!(time(1.5, ExcelDateTimeType::TimeDelta), "36:00");
    }

    #[test]
    fn a_cell_is_one_line() {
        assert_eq!(text_of(&DataRef::SharedString(" a\r\nb ")), "a b");
        assert_eq!(text_of(&DataRef::Error(CellErrorType::Ref)), "#REF!");
    }
}
