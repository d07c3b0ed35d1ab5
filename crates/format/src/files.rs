//! The files of a corridor, from a folder or from memory.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use kervan_corridor::{Finding, Origin, code};

use crate::place::Place;
use crate::workbook;

/// Largest file that is read, in bytes; a corridor table is far below it.
pub(crate) const LARGEST: u64 = 64 << 20;
/// Endings of spreadsheet files; only the first is read.
const SPREADSHEETS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
/// Where the scenarios of a corridor are, inside its folder.
const SCENARIOS: &str = "scenarios";

/// The files of a corridor: `corridor.toml`, every `.csv` of its folder, and the scenarios it offers in
/// `scenarios/*.toml`; or the texts out of the sheets of a workbook, which offers none.
#[derive(Clone, Debug)]
pub struct Files {
    /// Name of the corridor: that of its folder, or of the built-in one.
    pub name: String,
    entries: BTreeMap<String, Vec<u8>>,
    /// The workbook that the texts were read from, as the user calls it.
    workbook: Option<String>,
    /// Files from elsewhere, by the path as it was given.
    attached: BTreeMap<String, Attached>,
}

/// A file from elsewhere.
#[derive(Clone, Debug)]
struct Attached {
    bytes: Vec<u8>,
    /// The table that it stands in for; `None` for scenarios and data.
    table: Option<String>,
}

impl Attached {
    fn of(bytes: Vec<u8>) -> Attached {
        Attached { bytes, table: None }
    }
}

impl Files {
    /// Files held in memory, such as those of a built-in corridor.
    pub fn from_memory(name: &str, entries: impl IntoIterator<Item = (String, Vec<u8>)>) -> Files {
        Files {
            name: name.to_owned(),
            entries: entries.into_iter().collect(),
            workbook: None,
            attached: BTreeMap::new(),
        }
    }

    /// Reads a folder, or a workbook where the name ends like that of one.
    ///
    /// # Errors
    ///
    /// K1001 for what cannot be read, with the reason.
    pub fn open(path: &Path) -> Result<Files, Vec<Finding>> {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        let is_spreadsheet = ending.is_some_and(|ending| SPREADSHEETS.iter().any(|e| ending == *e));
        if is_spreadsheet && !path.is_dir() {
            Files::from_workbook(path)
        } else {
            Files::from_folder(path)
        }
    }

    /// Reads a workbook: each sheet as the table of its name, the sheet `corridor` as `corridor.toml`.
    ///
    /// # Errors
    ///
    /// K1001 for a file that is no readable `.xlsx` workbook, or has no sheet `corridor`.
    pub fn from_workbook(path: &Path) -> Result<Files, Vec<Finding>> {
        let label = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let unreadable = |reason: String, help: &str| {
            vec![Finding::new(
                code::UNREADABLE,
                &Origin::file(&path.display().to_string()),
                format!("`{label}` cannot be read"),
                reason,
                help,
            )]
        };
        let is_read = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case(SPREADSHEETS[0]));
        if !is_read {
            return Err(unreadable(
                "of spreadsheets, only .xlsx workbooks are read".to_owned(),
                "open it in a spreadsheet program and save it as .xlsx",
            ));
        }
        let bytes = read_file(path).map_err(|error| {
            unreadable(
                error.to_string(),
                "check the name; `kervan export first FILE.xlsx` writes an example",
            )
        })?;
        Ok(Files {
            name: path
                .file_stem()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            entries: workbook::read(&label, bytes)?,
            workbook: Some(label),
            attached: BTreeMap::new(),
        })
    }

    /// Reads the files of a folder; anything but `corridor.toml`, `.csv` files and `scenarios/*.toml` is left alone.
    ///
    /// # Errors
    ///
    /// K1001 for a folder or file that cannot be read, with the system's reason.
    pub fn from_folder(folder: &Path) -> Result<Files, Vec<Finding>> {
        let shown = folder.display().to_string();
        let listing = fs::read_dir(folder).map_err(|error| {
            vec![unreadable(
                &shown,
                error.to_string(),
                "give the folder of a corridor, or the name of a built-in one; `kervan export first DIR` writes an example",
            )]
        })?;
        let mut findings = Vec::new();
        let mut entries = BTreeMap::new();
        let mut names: Vec<String> = scenario_files(folder, &mut findings);
        for entry in listing {
            match entry {
                Ok(entry) => names.push(entry.file_name().to_string_lossy().into_owned()),
                Err(error) => findings.push(unreadable(
                    &shown,
                    error.to_string(),
                    "check the folder and its permissions",
                )),
            }
        }
        names.sort();
        for name in names.into_iter().filter(|name| {
            name == "corridor.toml"
                || name.starts_with("scenarios/")
                || (name.ends_with(".csv") && !name.starts_with('.'))
        }) {
            match read_file(&folder.join(&name)) {
                Ok(bytes) => {
                    entries.insert(name, bytes);
                }
                Err(error) => findings.push(unreadable(
                    &name,
                    error.to_string(),
                    "check the file and its permissions",
                )),
            }
        }
        let name = folder
            .canonicalize()
            .ok()
            .as_deref()
            .and_then(Path::file_name)
            .map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
        if findings.is_empty() {
            Ok(Files {
                name,
                entries,
                workbook: None,
                attached: BTreeMap::new(),
            })
        } else {
            Err(findings)
        }
    }

    /// Reads case files and what may belong to them: one file, or those of a folder and its
    /// folders that may hold cases (`.toml`, `.json`, `.csv`, `.dat`), by their paths. A folder
    /// that is a corridor holds none.
    ///
    /// # Errors
    ///
    /// K1001 for what cannot be read, with the system's reason.
    pub fn of_cases(path: &Path) -> Result<Files, Vec<Finding>> {
        let shown = path.display().to_string();
        let mut files = Files::from_memory(&shown, []);
        let mut findings = Vec::new();
        let mut paths = Vec::new();
        if path.is_dir() {
            list_cases(path, 0, &mut paths, &mut findings);
        } else {
            paths.push(path.to_owned());
        }
        for path in paths {
            let shown = path.display().to_string();
            match read_file(&path) {
                Ok(bytes) => {
                    files.entries.insert(shown, bytes);
                }
                Err(error) => findings.push(unreadable(
                    &shown,
                    error.to_string(),
                    "give a case file, or a folder of case files; `kervan verify --schema` describes them",
                )),
            }
        }
        if findings.is_empty() {
            Ok(files)
        } else {
            Err(findings)
        }
    }

    /// Reads a file that another one names, and says by which name it can be read here. One that
    /// ends in `.gz` is unpacked.
    ///
    /// # Errors
    ///
    /// K1001 for a file that cannot be read, with the system's reason.
    pub fn attach_beside(&mut self, path: &str) -> Result<String, Box<Finding>> {
        let failed = |error: std::io::Error| {
            let help = "the path is relative to the file that names it";
            Box::new(unreadable(path, error.to_string(), help))
        };
        let mut bytes = match self.bytes(path) {
            Some(bytes) => bytes.to_vec(),
            None => read_file(Path::new(path)).map_err(failed)?,
        };
        let mut name = path.to_owned();
        if let Some(unpacked) = path.strip_suffix(".gz") {
            bytes = unpack(&bytes).map_err(failed)?;
            unpacked.clone_into(&mut name);
        }
        self.attached.insert(name.clone(), Attached::of(bytes));
        Ok(name)
    }

    /// Holds a file from elsewhere, to be read by this path.
    pub fn hold(&mut self, path: &str, bytes: Vec<u8>) {
        self.attached.insert(path.to_owned(), Attached::of(bytes));
    }

    /// Whether there is such a file, at hand or beside.
    pub fn is_there(&self, path: &str) -> bool {
        self.bytes(path).is_some() || Path::new(path).is_file()
    }

    /// Reads a scenario file from elsewhere, and says by which name it can be read here.
    ///
    /// # Errors
    ///
    /// K1001 for a file that cannot be read, with the system's reason.
    pub fn attach(&mut self, path: &str) -> Result<String, Box<Finding>> {
        if self.attached.contains_key(path) {
            return Ok(path.to_owned());
        }
        let bytes = read_file(Path::new(path)).map_err(|error| {
            Box::new(unreadable(
                path,
                error.to_string(),
                "give the path of a scenario file, or the name of a scenario of the corridor",
            ))
        })?;
        let mut file = path.to_owned();
        if self.entries.contains_key(&file) {
            file.insert_str(0, "./");
        }
        self.attached.insert(file.clone(), Attached::of(bytes));
        Ok(file)
    }

    /// Reads a CSV file from elsewhere that stands in for a table of the corridor, whether the
    /// corridor has one or not.
    ///
    /// # Errors
    ///
    /// K1001 for a file that cannot be read, with the system's reason.
    pub fn attach_table(&mut self, table: &str, path: &str) -> Result<(), Box<Finding>> {
        let bytes = read_file(Path::new(path)).map_err(|error| {
            let help = format!("give the path of a CSV file with the columns of `{table}`");
            Box::new(unreadable(path, error.to_string(), &help))
        })?;
        let mut file = path.to_owned();
        if self.entries.contains_key(&file) {
            file.insert_str(0, "./");
        }
        self.attached
            .retain(|_, other| other.table.as_deref() != Some(table));
        let table = Some(table.to_owned());
        self.attached.insert(file, Attached { bytes, table });
        Ok(())
    }

    /// Tables that a file from elsewhere stands in for, with its bytes.
    pub fn instead(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.attached.values();
        files.filter_map(|file| Some((file.table.as_deref()?, file.bytes.as_slice())))
    }

    /// Name and file of every table.
    pub(crate) fn tables(&self) -> Vec<(String, String)> {
        let own = self.entries.keys().filter_map(|file| {
            let table = file.strip_suffix(".csv")?;
            let is_there = self.instead().all(|(other, _)| other != table);
            is_there.then(|| (table.to_owned(), file.clone()))
        });
        let attached = self.attached.iter();
        let attached = attached.filter_map(|(file, at)| Some((at.table.clone()?, file.clone())));
        own.chain(attached).collect()
    }

    /// Names of the scenarios that the corridor offers, in order.
    pub fn scenario_names(&self) -> Vec<&str> {
        self.entries
            .keys()
            .filter_map(|file| file.strip_prefix("scenarios/")?.strip_suffix(".toml"))
            .collect()
    }

    /// The file of a scenario that the corridor offers.
    pub fn scenario_file(name: &str) -> String {
        format!("{SCENARIOS}/{name}.toml")
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: &str) -> Option<&[u8]> {
        let attached = || self.attached.get(file).map(|file| &file.bytes);
        let bytes = self.entries.get(file).or_else(attached)?;
        Some(bytes)
    }

    /// Names and bytes of the corridor's own files, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    #[allow(clippy::result_large_err)] // a finding is rare; boxing it would buy nothing
    /// The text of a file without a byte order mark.
    ///
    /// # Errors
    ///
    /// K1002 for a file that is no text, with the first byte that is none.
    pub fn text(&self, file: &str) -> Result<&str, Finding> {
        let bytes = self.bytes(file).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            result => {
                let end = result.err().map_or_else(
                    || bytes.iter().position(|byte| *byte == 0).unwrap_or(0),
                    |error| error.valid_up_to(),
                );
                let before = &bytes[..end];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                let start = before
                    .iter()
                    .rposition(|byte| *byte == b'\n')
                    .map_or(0, |position| position + 1);
                let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
                let mut origin = Origin::file(file);
                (origin.line, origin.column) = (line as u32, column as u32);
                Err(Finding::new(
                    code::NOT_TEXT,
                    &origin,
                    format!("`{file}` is not UTF-8 text"),
                    "this byte does not belong to a text",
                    "save the table as `CSV UTF-8`; a spreadsheet file with another ending is not a CSV file",
                ))
            }
        }
    }

    /// Whether the texts were read from a workbook.
    pub fn is_workbook(&self) -> bool {
        self.workbook.is_some()
    }

    /// What a reader of the folder or workbook calls a place; scenarios are files beside it.
    pub(crate) fn place(&self, origin: &Origin) -> Place {
        let is_in_corridor = origin.file.ends_with(".csv") || *origin.file == *"corridor.toml";
        match &self.workbook {
            Some(workbook) if is_in_corridor => {
                let line = self.line(&origin.file, origin.line).unwrap_or_default();
                Place::in_sheet(workbook, origin, &line)
            }
            _ => Place::in_file(origin),
        }
    }

    /// One line of a file, for an excerpt.
    pub(crate) fn line(&self, file: &str, line: u32) -> Option<String> {
        let text = crate::table::one_kind_of_line_end(&String::from_utf8_lossy(self.bytes(file)?));
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        text.lines()
            .nth(line.checked_sub(1)? as usize)
            .map(str::to_owned)
    }
}

fn unreadable(file: &str, reason: String, help: &str) -> Finding {
    Finding::new(
        code::UNREADABLE,
        &Origin::file(file),
        format!("`{file}` cannot be read"),
        reason,
        help,
    )
}

/// The bytes of a file that is not too large.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let size = fs::metadata(path)?.len();
    if size > LARGEST {
        return Err(std::io::Error::other(format!(
            "{} MB; files above {} MB are refused",
            size >> 20,
            LARGEST >> 20
        )));
    }
    fs::read(path)
}

/// The bytes in a gzip file that is not too large.
fn unpack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(bytes).take(LARGEST + 1);
    reader.read_to_end(&mut unpacked)?;
    if unpacked.len() as u64 > LARGEST {
        let reason = format!("more than {} MB when unpacked", LARGEST >> 20);
        return Err(std::io::Error::other(reason));
    }
    Ok(unpacked)
}

/// The files of a folder and its folders that may hold cases, in order of name.
fn list_cases(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>, findings: &mut Vec<Finding>) {
    const ENDINGS: [&str; 4] = ["toml", "json", "csv", "dat"];
    const DEEPEST: usize = 8;
    let listed = fs::read_dir(folder).and_then(|entries| {
        entries
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<Vec<PathBuf>>>()
    });
    let mut listed = match listed {
        Ok(listed) => listed,
        Err(error) => {
            findings.push(unreadable(
                &folder.display().to_string(),
                error.to_string(),
                "check the folder and its permissions",
            ));
            return;
        }
    };
    if depth > DEEPEST || listed.iter().any(|path| path.ends_with("corridor.toml")) {
        return;
    }
    listed.sort();
    for path in listed {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            list_cases(&path, depth + 1, paths, findings);
        } else if ENDINGS.iter().any(|known| ending == *known) {
            paths.push(path);
        }
    }
}

/// The scenario files of a folder, as `scenarios/NAME.toml`; none where it has no such folder.
fn scenario_files(folder: &Path, findings: &mut Vec<Finding>) -> Vec<String> {
    let folder = folder.join(SCENARIOS);
    if !folder.is_dir() {
        return Vec::new();
    }
    let listed = fs::read_dir(&folder).and_then(|entries| {
        entries
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<std::io::Result<Vec<String>>>()
    });
    match listed {
        Ok(names) => names
            .into_iter()
            .filter(|name| name.ends_with(".toml") && !name.starts_with('.'))
            .map(|name| format!("{SCENARIOS}/{name}"))
            .collect(),
        Err(error) => {
            findings.push(unreadable(
                SCENARIOS,
                error.to_string(),
                "check the folder and its permissions",
            ));
            Vec::new()
        }
    }
}
