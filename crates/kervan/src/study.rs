//! A corridor with its files, ready to be asked.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use kervan_corridor::finding::suggestion;
use kervan_corridor::{Corridor, Finding, Origin, code};
use kervan_format::{Files, WriteError, read_corridor, write_folder, write_results};
use kervan_results::{Results, RunInfoRow};
use kervan_simulation::{Progress, Settings, SimulationError, simulate};
use sha2::{Digest, Sha256};

use crate::builtin::{builtin_files, builtin_names};

/// A corridor with its files.
#[derive(Debug)]
pub struct Study {
    files: Files,
    corridor: Corridor,
}

/// A corridor that cannot be used: all findings, and the files for their excerpts.
#[derive(Debug, thiserror::Error)]
#[error("the corridor has {} findings", findings.len())]
pub struct OpenError {
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
    /// The files, where they could be read.
    pub files: Option<Files>,
}

impl Study {
    /// Opens a corridor by the name of a built-in one, or by its folder.
    ///
    /// A name that is both means the built-in one; write `./name` for the folder.
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any.
    pub fn open(name_or_folder: &str) -> Result<Study, OpenError> {
        let files = match builtin_files(name_or_folder) {
            Some(files) => files,
            None => Files::from_folder(Path::new(name_or_folder)).map_err(|mut findings| {
                let is_name = !name_or_folder.contains(['/', '\\', '.']);
                if is_name && !Path::new(name_or_folder).exists() {
                    let names = builtin_names();
                    findings = vec![Finding::new(
                        code::UNREADABLE,
                        &Origin::file(name_or_folder),
                        format!("there is no corridor `{name_or_folder}`"),
                        "neither a built-in corridor nor a folder",
                        suggestion(
                            name_or_folder,
                            names.iter().map(String::as_str),
                            "the program",
                        ),
                    )];
                }
                OpenError {
                    findings,
                    files: None,
                }
            })?,
        };
        Study::from_files(files)
    }

    /// Makes a study of files at hand.
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any.
    pub fn from_files(files: Files) -> Result<Study, OpenError> {
        match read_corridor(&files) {
            Ok(corridor) => Ok(Study { files, corridor }),
            Err(findings) => Err(OpenError {
                findings,
                files: Some(files),
            }),
        }
    }

    /// The corridor.
    pub fn corridor(&self) -> &Corridor {
        &self.corridor
    }

    /// Name of the corridor: the built-in one's, or the folder's.
    pub fn name(&self) -> &str {
        &self.files.name
    }

    /// SHA-256 over names and bytes of all files that make the corridor, in order of name.
    pub fn checksum(&self) -> String {
        let mut hash = Sha256::new();
        for (name, bytes) in self
            .files
            .iter()
            .filter(|(name, _)| name.ends_with(".csv") || *name == "corridor.toml")
        {
            for part in [name.as_bytes(), bytes] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        hash.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Simulates the corridor; see [`kervan_simulation::simulate`].
    ///
    /// # Errors
    ///
    /// Settings that cannot be run, a ring of waiting, an interruption.
    pub fn simulate(
        &self,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Results, SimulationError> {
        let mut results = simulate(&self.corridor, settings, progress)?;
        let row = |key: &str, value: String| RunInfoRow {
            key: key.to_owned(),
            value,
        };
        results.run.splice(
            0..0,
            [
                row("kervan", crate::VERSION.to_owned()),
                row("corridor", self.name().to_owned()),
                row("corridor sha256", self.checksum()),
            ],
        );
        results
            .run
            .push(row("warm-up years", results.warm_up.years.to_string()));
        Ok(results)
    }

    /// Simulates without progress and without a way to interrupt it.
    ///
    /// # Errors
    ///
    /// Settings that cannot be run, a ring of waiting.
    pub fn simulate_quietly(&self, settings: &Settings) -> Result<Results, SimulationError> {
        self.simulate(
            settings,
            &Progress {
                report: &|_, _| {},
                stop: &AtomicBool::new(false),
            },
        )
    }

    /// Writes the corridor's files into a new folder.
    ///
    /// # Errors
    ///
    /// A target that is there and not empty, or the system's refusal.
    pub fn export(&self, folder: &Path) -> Result<(), WriteError> {
        write_folder(folder, self.files.iter())
    }

    /// Writes result tables as CSV and Parquet, with further files, into a new folder.
    ///
    /// # Errors
    ///
    /// A target that is there and not empty, or the system's refusal.
    pub fn write(
        &self,
        results: &Results,
        files: &[(String, Vec<u8>)],
        folder: &Path,
    ) -> Result<(), WriteError> {
        let tables = results.tables().map_err(|error| WriteError::Table {
            path: folder.to_owned(),
            reason: error.to_string(),
        })?;
        write_results(folder, &tables, files)
    }
}
