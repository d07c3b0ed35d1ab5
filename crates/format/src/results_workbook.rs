//! Result tables as an Excel workbook.

use std::collections::BTreeSet;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, Float64Type, Int64Type};
use kervan_results::{NamedTable, columns};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Most letters that the name of a sheet may have.
const NAME: usize = 31;
/// Widest column, in pixels.
const WIDEST_PX: u32 = 300;

/// Writes every table as a sheet, after a sheet that says what each column means.
///
/// The same tables give the same bytes.
///
/// # Errors
///
/// What the library says: a text too long for a cell.
pub fn results_workbook(tables: &[NamedTable]) -> Result<Vec<u8>, String> {
    bytes(tables).map_err(|error| error.to_string())
}

fn bytes(tables: &[NamedTable]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The clock on the wall would make two workbooks of the same tables different.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let bold = Format::new().set_bold();
    meanings(workbook.add_worksheet(), tables, &bold)?;
    let mut names = BTreeSet::from(["columns".to_owned()]);
    for (name, batch) in tables {
        let mut short: String = name.chars().take(NAME).collect();
        while !names.insert(short.to_lowercase()) {
            short = format!("{}~", short.chars().take(NAME - 1).collect::<String>());
        }
        let sheet = workbook.add_worksheet().set_name(&short)?;
        for (at, field) in (0..).zip(batch.schema().fields()) {
            sheet.write_string_with_format(0, at, field.name(), &bold)?;
            column(sheet, at, batch.column(usize::from(at)).as_ref())?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_autofit_max_width(WIDEST_PX);
        sheet.autofit();
    }
    workbook.save_to_buffer()
}

/// The first sheet: what each column of each table means.
fn meanings(sheet: &mut Worksheet, tables: &[NamedTable], bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name("columns")?;
    for (at, head) in (0..).zip(["table", "column", "meaning"]) {
        sheet.write_string_with_format(0, at, head, bold)?;
    }
    let known = columns();
    let mut row = 1;
    for (name, batch) in tables {
        for field in batch.schema().fields() {
            // An interval has two columns more, which the table of meanings does not repeat.
            let bare = field
                .name()
                .trim_end_matches("_low")
                .trim_end_matches("_high");
            let known = known.iter().find(|known| {
                let is_of_table =
                    known.table == *name || name.ends_with(&format!("/{}", known.table));
                is_of_table && (known.column == *field.name() || known.column == bare)
            });
            sheet.write_string(row, 0, name)?;
            sheet.write_string(row, 1, field.name())?;
            sheet.write_string(row, 2, known.map_or("", |known| known.meaning.as_str()))?;
            row += 1;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    Ok(())
}

/// The cells of a column; what is missing stays empty.
fn column(sheet: &mut Worksheet, at: u16, values: &dyn Array) -> Result<(), XlsxError> {
    for (place, row) in (0..values.len()).zip(1_u32..) {
        if values.is_null(place) {
            continue;
        }
        match values.data_type() {
            DataType::Float64 => {
                sheet.write_number(row, at, values.as_primitive::<Float64Type>().value(place))?
            }
            DataType::Int64 => {
                let whole = values.as_primitive::<Int64Type>().value(place);
                sheet.write_number(row, at, whole as f64)?
            }
            DataType::Boolean => sheet.write_boolean(row, at, values.as_boolean().value(place))?,
            DataType::Utf8 => {
                sheet.write_string(row, at, values.as_string::<i32>().value(place))?
            }
            _ => continue,
        };
    }
    Ok(())
}
