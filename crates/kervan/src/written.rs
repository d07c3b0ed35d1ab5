//! Answers as files.

use std::fmt::Display;
use std::path::Path;

use kervan_format::{WriteError, write_results};
use kervan_results::NamedTable;

/// Writes the tables of an answer as CSV and Parquet, with further files, into a new folder.
///
/// # Errors
///
/// A table that cannot be made, a target that is there and not empty, or the system's refusal.
pub(crate) fn write_answer<E: Display>(
    tables: Result<Vec<NamedTable>, E>,
    files: &[(String, Vec<u8>)],
    folder: &Path,
) -> Result<(), WriteError> {
    let tables = tables.map_err(|error| WriteError::Table {
        path: folder.to_owned(),
        reason: error.to_string(),
    })?;
    write_results(folder, &tables, files)
}
