//! Excel workbooks: a sheet per table, and a sheet `corridor` for `corridor.toml`.
//!
//! A workbook is read into the same texts that a folder holds, one line to a row, so that
//! everything after it is the same. [`Grid`] is where both directions meet.

mod corridor_sheet;
mod read;
mod write;

pub(crate) use read::read;
pub use write::write_workbook;

/// Name of the sheet that holds what `corridor.toml` holds.
const CORRIDOR_SHEET: &str = "corridor";
/// What a spreadsheet shows where a formula failed.
const ERROR_VALUES: [&str; 8] = [
    "#DATA!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
];
/// What stands in place of a formula whose value was never stored.
const NOT_CALCULATED: &str = "#NOT CALCULATED!";

/// Rows of text, from the first row and column of a sheet.
type Grid = Vec<Vec<String>>;

/// Whether a cell holds an error of the spreadsheet it came from, not a value.
pub(crate) fn is_error_value(text: &str) -> bool {
    text == NOT_CALCULATED || ERROR_VALUES.contains(&text)
}

/// Name of a column of a sheet, `A` for 1.
pub(crate) fn column_letters(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        let letters: Vec<String> = [1, 26, 27, 52, 702, 703, 16_384]
            .into_iter()
            .map(column_letters)
            .collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]);
    }
}
