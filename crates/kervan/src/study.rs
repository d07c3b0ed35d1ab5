//! A corridor with its files and scenarios, ready to be asked.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use kervan_corridor::finding::{sort, suggestion};
use kervan_corridor::scenario::{self, Effect, Scenario};
use kervan_corridor::{Corridor, Finding, Origin, Raw, RawTable, TransitManifest, code};
use kervan_format::{
    Files, WriteError, left_off_map, network_geojson, read_raw, read_scenario, render_scenario,
    table_csv, write_file, write_folder, write_results, write_workbook,
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
    /// Opens a corridor by the name of a built-in one, or by its folder or workbook, and applies scenarios to it in
    /// order.
    ///
    /// A name that is both means the built-in one; write `./name` for the folder. A scenario is
    /// one that the corridor offers, by its name, or a file, by its path, which ends in `.toml`.
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any.
    pub fn open(name_or_path: &str, scenarios: &[String]) -> Result<Study, OpenError> {
        let files = match builtin_files(name_or_path) {
            Some(files) => files,
            None => Files::open(Path::new(name_or_path)).map_err(|mut findings| {
                let is_name = !name_or_path.contains(['/', '\\', '.']);
                if is_name && !Path::new(name_or_path).exists() {
                    let names = builtin_names();
                    findings = vec![Finding::new(
                        code::UNREADABLE,
                        &Origin::file(name_or_path),
                        format!("there is no corridor `{name_or_path}`"),
                        "neither a built-in corridor nor a folder",
                        suggestion(
                            name_or_path,
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

    /// The same study with one more scenario, by its name or path as in [`Study::open`].
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any.
    pub fn with_scenario(&self, name: &str) -> Result<Study, OpenError> {
        let mut files = self.files.clone();
        match find_scenario(&mut files, name) {
            Ok(found) => Study::made(files, self.raw.clone(), self.scenarios.clone(), vec![found]),
            Err(findings) => Err(OpenError {
                findings,
                files: Some(files),
            }),
        }
    }

    /// The same study with one more scenario and another headline transit time.
    pub(crate) fn with_headline(
        &self,
        transit: TransitManifest,
        scenario: Scenario,
    ) -> Result<Study, OpenError> {
        let sha256 = hex(Sha256::digest(render_scenario(&scenario)).as_slice());
        let mut raw = self.raw.clone();
        raw.manifest.transit = Some(transit);
        let (files, scenarios) = (self.files.clone(), self.scenarios.clone());
        Study::made(files, raw, scenarios, vec![(scenario, sha256)])
    }

    /// Header of a column as the file has it; empty where it has none.
    pub(crate) fn header(&self, table: &str, column: &str) -> &str {
        let tables = &self.raw.tables;
        tables
            .iter()
            .find(|found| found.name == table)
            .and_then(|found| {
                let mut header = found.header.iter();
                header.find(|cell| cell.name_and_unit().0 == column)
            })
            .map_or("", |cell| &cell.text)
    }

    /// The same study with a CSV file from elsewhere in place of a table of the corridor.
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any: those of the file, then those of the
    /// corridor.
    pub fn with_table(&self, table: &str, path: &str) -> Result<Study, OpenError> {
        let mut files = self.files.clone();
        let failed = |findings, files| OpenError {
            findings,
            files: Some(files),
        };
        if let Err(finding) = files.attach_table(table, path) {
            return Err(failed(vec![*finding], files));
        }
        let raw = match read_raw(&files) {
            Ok(raw) => raw,
            Err(findings) => return Err(failed(findings, files)),
        };
        let applied = self.scenarios.iter();
        let again = applied.map(|applied| (applied.scenario.clone(), applied.sha256.clone()));
        Study::made(files, raw, Vec::new(), again.collect())
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

    /// Text of a cell as the corridor was made of it; empty where there is none.
    pub(crate) fn cell(&self, table: &str, row: &str, column: &str) -> &str {
        self.raw
            .cell(table, row, column)
            .map_or("", |cell| &cell.text)
    }

    /// Name of the corridor: the built-in one's, or that of the folder or workbook.
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
            .chain(self.files.instead())
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
        write_folder(folder, self.changed_files(folder)?.iter())
    }

    /// Writes the corridor as a new Excel workbook, and gives the files that have no place in one.
    ///
    /// With a scenario, as [`Study::export`] does.
    ///
    /// # Errors
    ///
    /// A target that is there, or the system's refusal.
    pub fn export_workbook(&self, file: &Path) -> Result<Vec<String>, WriteError> {
        write_workbook(file, &self.changed_files(file)?, &self.corridor)
    }

    /// The files that would give this corridor without a scenario, to be written to a target.
    fn changed_files(&self, target: &Path) -> Result<Files, WriteError> {
        if self.scenarios.is_empty() {
            return Ok(self.files.clone());
        }
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
                let bytes = table_csv(table).map_err(|reason| WriteError::Table {
                    path: target.to_owned(),
                    reason,
                })?;
                files.insert(format!("{}.csv", table.name), bytes);
            }
        }
        Ok(Files::from_memory(self.name(), files))
    }

    /// Writes the network as a new GeoJSON file.
    ///
    /// # Errors
    ///
    /// A target that is there, or the system's refusal.
    pub fn export_map(&self, file: &Path) -> Result<(), WriteError> {
        write_file(file, network_geojson(&self.corridor, None).as_bytes())
    }

    /// A sentence on what has no place on a map of the corridor; none where all of it has.
    pub fn left_off_map(&self) -> Option<String> {
        left_off_map(&self.corridor)
    }

    /// Writes result tables as CSV and Parquet, and as a map (`network.geojson`), with further
    /// files, into a new folder.
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
        let map = network_geojson(&self.corridor, Some(results));
        let map = ("network.geojson".to_owned(), map.into_bytes());
        let files: Vec<_> = std::iter::once(map).chain(files.iter().cloned()).collect();
        write_results(folder, &tables, &files)
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
            if files.is_workbook() {
                "a workbook offers no scenarios; give the path of a scenario file".to_owned()
            } else {
                let listed_in = format!("`{}/scenarios`", files.name);
                suggestion(name, files.scenario_names(), &listed_in)
            },
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
