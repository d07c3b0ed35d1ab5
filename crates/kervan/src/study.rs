//! A corridor with its files and scenarios, ready to be asked.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use kervan_corridor::finding::{sort, suggestion};
use kervan_corridor::scenario::{self, Effect, Scenario};
use kervan_corridor::{Corridor, Finding, Origin, Raw, RawTable, code};
use kervan_format::{
    Files, WriteError, read_raw, read_scenario, render_scenario, table_csv, write_folder,
    write_results,
};
use kervan_results::{Results, RunInfoRow};
use kervan_simulation::{Progress, Settings, SimulationError, simulate};
use sha2::{Digest, Sha256};

use crate::builtin::{builtin_files, builtin_names};

/// A corridor with its files, and the scenarios that were applied to it.
#[derive(Debug)]
pub struct Study {
    files: Files,
    /// The tables as the corridor was made of them, scenarios applied.
    raw: Raw,
    corridor: Corridor,
    scenarios: Vec<AppliedScenario>,
}

/// A scenario that was applied to a corridor.
#[derive(Clone, Debug)]
pub struct AppliedScenario {
    /// What it says.
    pub scenario: Scenario,
    /// SHA-256 over the bytes of its file.
    pub sha256: String,
    /// What it changed, cell by cell.
    pub effects: Vec<Effect>,
}

/// A scenario that a corridor offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedScenario {
    /// Name to ask for it by.
    pub name: String,
    /// Its title; nothing where its file cannot be read.
    pub title: Option<String>,
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
    /// Opens a corridor by the name of a built-in one, or by its folder, and applies scenarios to it in order.
    ///
    /// A name that is both means the built-in one; write `./name` for the folder. A scenario is
    /// one that the corridor offers, by its name, or a file, by its path, which ends in `.toml`.
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any.
    pub fn open(name_or_folder: &str, scenarios: &[String]) -> Result<Study, OpenError> {
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
        Study::from_files_with(files, scenarios)
    }

    /// Makes a study of files at hand.
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any.
    pub fn from_files(files: Files) -> Result<Study, OpenError> {
        Study::from_files_with(files, &[])
    }

    /// Makes a study of files at hand, with scenarios applied in order; see [`Study::open`].
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any.
    pub fn from_files_with(mut files: Files, scenarios: &[String]) -> Result<Study, OpenError> {
        let (mut asked, mut findings) = (Vec::new(), Vec::new());
        for name in scenarios {
            match find_scenario(&mut files, name) {
                Ok(found) => asked.push(found),
                Err(more) => findings.extend(more),
            }
        }
        let raw = read_raw(&files).map_err(|more| findings.extend(more));
        match raw {
            Ok(raw) if findings.is_empty() => Study::made(files, raw, Vec::new(), asked),
            _ => {
                sort(&mut findings);
                Err(OpenError {
                    findings,
                    files: Some(files),
                })
            }
        }
    }

    /// The same study with one more scenario, on top of those it has.
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any: those of the changes, then those of the corridor.
    pub fn changed(&self, scenario: Scenario) -> Result<Study, OpenError> {
        let sha256 = hex(Sha256::digest(render_scenario(&scenario)).as_slice());
        Study::made(
            self.files.clone(),
            self.raw.clone(),
            self.scenarios.clone(),
            vec![(scenario, sha256)],
        )
    }

    fn made(
        files: Files,
        mut raw: Raw,
        mut scenarios: Vec<AppliedScenario>,
        more: Vec<(Scenario, String)>,
    ) -> Result<Study, OpenError> {
        let mut findings = Vec::new();
        for (scenario, sha256) in more {
            let effects = scenario::apply(&mut raw, &scenario, &mut findings);
            scenarios.push(AppliedScenario {
                scenario,
                sha256,
                effects,
            });
        }
        let corridor = if findings.is_empty() {
            Corridor::new(&raw)
        } else {
            sort(&mut findings);
            Err(findings)
        };
        match corridor {
            Ok(corridor) => Ok(Study {
                files,
                raw,
                corridor,
                scenarios,
            }),
            Err(findings) => Err(OpenError {
                findings,
                files: Some(files),
            }),
        }
    }

    /// The scenarios that the corridor offers, in order of name.
    pub fn scenarios(&self) -> Vec<OfferedScenario> {
        let names = self.files.scenario_names().into_iter();
        names
            .map(|name| OfferedScenario {
                name: name.to_owned(),
                title: read_scenario(&self.files, &Files::scenario_file(name))
                    .ok()
                    .map(|scenario| scenario.title),
            })
            .collect()
    }

    /// The scenarios that were applied, in order.
    pub fn applied(&self) -> &[AppliedScenario] {
        &self.scenarios
    }

    /// The corridor.
    pub fn corridor(&self) -> &Corridor {
        &self.corridor
    }

    /// Name of the corridor: the built-in one's, or the folder's.
    pub fn name(&self) -> &str {
        &self.files.name
    }

    /// SHA-256 over names and bytes of all files that make the corridor, in order of name; scenarios do not count.
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
        hex(hash.finalize().as_slice())
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
        for applied in &self.scenarios {
            results
                .run
                .push(row("scenario", applied.scenario.name.clone()));
            results
                .run
                .push(row("scenario sha256", applied.sha256.clone()));
        }
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
    /// With a scenario, the tables that it changed are written as they are then, and the
    /// scenarios that the corridor offers are left out, as they are about the tables before.
    ///
    /// # Errors
    ///
    /// A target that is there and not empty, or the system's refusal.
    pub fn export(&self, folder: &Path) -> Result<(), WriteError> {
        if self.scenarios.is_empty() {
            return write_folder(folder, self.files.iter());
        }
        let written = |table: &RawTable| {
            table_csv(table).map_err(|reason| WriteError::Table {
                path: folder.join(format!("{}.csv", table.name)),
                reason,
            })
        };
        let before = read_raw(&self.files).map_or_else(|_| Vec::new(), |raw| raw.tables);
        let mut files: BTreeMap<String, Vec<u8>> = self
            .files
            .iter()
            .filter(|(name, _)| !name.starts_with("scenarios/"))
            .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
            .collect();
        for table in &self.raw.tables {
            let is_as_before = before
                .iter()
                .find(|before| before.name == table.name)
                .is_some_and(|before| texts(before) == texts(table));
            if !is_as_before {
                files.insert(format!("{}.csv", table.name), written(table)?);
            }
        }
        let files = files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        write_folder(folder, files)
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

/// Reads a scenario by its name or path, with the checksum of its file.
fn find_scenario(files: &mut Files, name: &str) -> Result<(Scenario, String), Vec<Finding>> {
    let file = if name.ends_with(".toml") {
        files.attach(name).map_err(|finding| vec![*finding])?
    } else {
        Files::scenario_file(name)
    };
    let Some(bytes) = files.bytes(&file) else {
        return Err(vec![Finding::new(
            code::UNREADABLE,
            &Origin::file(&file),
            format!("there is no scenario `{name}`"),
            "neither a scenario of the corridor nor a file that ends in `.toml`",
            suggestion(
                name,
                files.scenario_names(),
                &format!("`{}/scenarios`", files.name),
            ),
        )]);
    };
    let sha256 = hex(Sha256::digest(bytes).as_slice());
    Ok((read_scenario(files, &file)?, sha256))
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// All texts of a table.
fn texts(table: &RawTable) -> Vec<Vec<&str>> {
    let rows = std::iter::once(&table.header).chain(&table.rows);
    rows.map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
        .collect()
}
