//! Result tables as CSV and Parquet.

use std::fs::File;
use std::path::Path;

use arrow::array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::write::{WriteError, into_new_folder, write_below};

/// Writes each table as `NAME.csv` and `NAME.parquet`, and further files as they are, into a
/// folder that is complete or not there. Names may have folders in them.
///
/// # Errors
///
/// A target that is there and not empty, or the system's refusal.
pub fn write_results(
    folder: &Path,
    tables: &[(String, RecordBatch)],
    files: &[(String, Vec<u8>)],
) -> Result<(), WriteError> {
    into_new_folder(folder, |temporary| {
        for (name, batch) in tables {
            let path = temporary.join(format!("{name}.csv"));
            let file = create(&path)?;
            arrow::csv::Writer::new(file)
                .write(batch)
                .map_err(|error| table_error(&path, error))?;

            let path = temporary.join(format!("{name}.parquet"));
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(ZstdLevel::default()))
                .set_created_by("kervan".to_owned())
                .build();
            let mut writer = ArrowWriter::try_new(create(&path)?, batch.schema(), Some(properties))
                .map_err(|error| table_error(&path, error))?;
            writer
                .write(batch)
                .map_err(|error| table_error(&path, error))?;
            writer.close().map_err(|error| table_error(&path, error))?;
        }
        files
            .iter()
            .try_for_each(|(name, bytes)| write_below(temporary, name, bytes))
    })
}

fn create(path: &Path) -> Result<File, WriteError> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    let file = folder.and_then(|()| File::create(path));
    file.map_err(|source| WriteError::System {
        path: path.to_owned(),
        source,
    })
}

fn table_error(path: &Path, error: impl std::fmt::Display) -> WriteError {
    WriteError::Table {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
