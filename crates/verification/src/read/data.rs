//! Files of numbers.

use crate::shape::nist_rows;

/// The rows of a file of numbers: CSV with a header and one or two columns, or a file of NIST.
///
/// # Errors
///
/// The line that is no row, from 1, and what is wrong with it.
pub fn rows(file: &str, text: &str) -> Result<Vec<Vec<f64>>, (u32, String)> {
    if file.ends_with(".dat") {
        let rows = nist_rows(text);
        return match rows.is_empty() {
            true => Err((
                0,
                "there is no line `Data:` with rows of numbers below".to_owned(),
            )),
            false => Ok(rows),
        };
    }
    let mut rows = Vec::new();
    let mut columns = None;
    for (number, line) in text.lines().enumerate().skip(1) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let cells: Option<Vec<f64>> = line
            .split(',')
            .map(|cell| {
                cell.trim()
                    .parse()
                    .ok()
                    .filter(|value: &f64| value.is_finite())
            })
            .collect();
        let wrong = |what: &str| Err((number as u32 + 1, what.to_owned()));
        match cells {
            None => return wrong("this is no row of numbers"),
            Some(cells) if cells.len() > 2 => return wrong("there are more than two columns"),
            Some(cells) if *columns.get_or_insert(cells.len()) != cells.len() => {
                return wrong("the rows have not the same number of cells");
            }
            Some(cells) => rows.push(cells),
        }
    }
    match rows.is_empty() {
        true => Err((0, "there is no number below the header".to_owned())),
        false => Ok(rows),
    }
}
