//! A file of consignments, read line by line.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use csv::StringRecord;
use kervan_corridor::finding::suggestion;
use kervan_corridor::{Code, Finding, Origin, code};

/// One consignment, as written.
#[derive(Clone, Copy, Debug)]
pub struct Consignment<'r> {
    /// Its number or name.
    pub id: &'r str,
    /// Flow whose way it took.
    pub flow: &'r str,
    /// Operator that collected its price.
    pub collected_by: &'r str,
    /// Units.
    pub units: &'r str,
    /// Price of a unit.
    pub price: &'r str,
    /// ISO 4217 code.
    pub currency: &'r str,
}

/// What is wrong with a field of a consignment.
#[derive(Clone, Debug)]
pub struct BadField {
    /// Column.
    pub column: &'static str,
    /// Kind of finding.
    pub code: Code,
    /// What is wrong, in a sentence.
    pub problem: String,
    /// What was expected.
    pub expected: String,
    /// The way out.
    pub help: String,
}

/// Columns of the file, in any order.
const COLUMNS: [&str; 6] = [
    "consignment",
    "flow",
    "collected_by",
    "units",
    "price",
    "currency",
];
/// Findings from which on the rest of a file is not looked at.
const MOST_FINDINGS: usize = 10_000;
/// Lines between two looks at whether to stop.
const LOOK: u64 = 4096;

/// Gives every consignment of a file to `take`, in order. Whether it came to the end: `stop` ends
/// it before.
///
/// Nothing but the line at hand is kept in memory.
///
/// # Errors
///
/// Everything that is wrong with the file, each with its line and column; the first ten thousand
/// where there are more.
pub fn each_consignment(
    path: &Path,
    mut stop: impl FnMut() -> bool,
    mut take: impl FnMut(&Consignment) -> Result<(), BadField>,
) -> Result<bool, Vec<Finding>> {
    let name = path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    let unreadable = |reason: String| {
        vec![Finding::new(
            code::UNREADABLE,
            &Origin::file(&name),
            format!("`{}` cannot be read", path.display()),
            reason,
            "give a CSV file with the columns consignment, flow, collected_by, units, price, currency",
        )]
    };
    let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(BufReader::with_capacity(1 << 16, file));
    let header = reader
        .headers()
        .map_err(|error| unreadable(error.to_string()))?
        .clone();
    let mut findings = Vec::new();
    let mut positions = [0; COLUMNS.len()];
    for (position, column) in positions.iter_mut().zip(COLUMNS) {
        match header.iter().position(|found| found.trim() == column) {
            Some(found) => *position = found,
            None => findings.push(Finding::new(
                code::MISSING_COLUMN,
                &Origin {
                    line: 1,
                    ..Origin::file(&name)
                },
                format!("column `{column}` is missing"),
                format!(
                    "the header has {}",
                    header.iter().collect::<Vec<_>>().join(", ")
                ),
                "add it; the order of the columns is free",
            )),
        }
    }
    for (at, found) in header.iter().enumerate() {
        if !COLUMNS.contains(&found.trim()) {
            findings.push(Finding::new(
                code::UNKNOWN_COLUMN,
                &place(&name, 1, &header, at),
                format!("there is no column `{found}`"),
                "not a column of a file of consignments",
                suggestion(found, COLUMNS, "it"),
            ));
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let mut record = StringRecord::new();
    let mut rows: u64 = 0;
    loop {
        rows += 1;
        if rows.is_multiple_of(LOOK) && stop() {
            return Ok(false);
        }
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line) as u32;
                findings.push(Finding::new(
                    code::NOT_TEXT,
                    &Origin {
                        line,
                        ..Origin::file(&name)
                    },
                    "the line is not text",
                    error.to_string(),
                    "save the file as UTF-8",
                ));
                if !error.is_io_error() && findings.len() < MOST_FINDINGS {
                    continue;
                }
                break;
            }
        }
        let line = record.position().map_or(0, csv::Position::line) as u32;
        if record.len() != header.len() {
            findings.push(Finding::new(
                code::CELL_COUNT,
                &Origin {
                    line,
                    ..Origin::file(&name)
                },
                format!("the line has {} cells", record.len()),
                format!("{}, as the header", header.len()),
                "look for a comma too many or too few, or a quote that is not closed",
            ));
        } else {
            let field = |at: usize| record.get(positions[at]).unwrap_or_default().trim();
            let row = Consignment {
                id: field(0),
                flow: field(1),
                collected_by: field(2),
                units: field(3),
                price: field(4),
                currency: field(5),
            };
            if let Err(bad) = take(&row) {
                let at = COLUMNS.iter().position(|column| *column == bad.column);
                let at = at.map_or(0, |at| positions[at]);
                findings.push(Finding::new(
                    bad.code,
                    &place(&name, line, &record, at),
                    bad.problem,
                    bad.expected,
                    bad.help,
                ));
            }
        }
        if findings.len() >= MOST_FINDINGS {
            break;
        }
    }
    match findings.is_empty() {
        true => Ok(true),
        false => Err(findings),
    }
}

/// The place of a field, as far as no quotes stand before it.
fn place(name: &str, line: u32, record: &StringRecord, at: usize) -> Origin {
    let before = record
        .iter()
        .take(at)
        .map(|field| field.chars().count() + 1);
    let length = record.get(at).map_or(1, |field| field.chars().count());
    Origin {
        line,
        column: before.sum::<usize>() as u32 + 1,
        length: length.max(1) as u32,
        ..Origin::file(name)
    }
}
