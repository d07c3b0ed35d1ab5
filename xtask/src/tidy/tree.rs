//! The project's files, read once for all checks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// Folders that are not part of the project, wherever they are.
const LEFT_OUT: [&str; 4] = [".git", "node_modules", "out", "target"];

/// Endings of the files whose text some check reads.
const TEXTS: [&str; 5] = [".rs", ".md", ".toml", ".csv", ".txt"];

/// Every file by its path from the project's folder, written with `/`.
#[derive(Default)]
pub(crate) struct Tree {
    /// The text of each file; empty for files no check reads.
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads the project at `root`.
    pub(crate) fn read(root: &Path) -> Result<Self, Failure> {
        let mut tree = Self::default();
        tree.read_folder(root, "")?;
        Ok(tree)
    }

    /// Reads one folder; `prefix` is its path from the root, with a closing `/`.
    fn read_folder(&mut self, folder: &Path, prefix: &str) -> Result<(), Failure> {
        let failure = |source| Failure::File {
            path: folder.to_path_buf(),
            source,
        };
        for entry in fs::read_dir(folder).map_err(failure)? {
            let entry = entry.map_err(failure)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            if entry.file_type().map_err(failure)?.is_dir() {
                if !LEFT_OUT.contains(&name.as_str()) {
                    self.read_folder(&entry.path(), &format!("{path}/"))?;
                }
            } else if TEXTS.iter().any(|ending| name.ends_with(ending)) {
                let bytes = fs::read(entry.path()).map_err(|source| Failure::File {
                    path: entry.path(),
                    source,
                })?;
                self.files
                    .insert(path, String::from_utf8_lossy(&bytes).into_owned());
            } else {
                self.files.insert(path, String::new());
            }
        }
        Ok(())
    }

    /// All paths, sorted.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The files below a folder, each with its path and text; `folder` closes with `/`.
    pub(crate) fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let files = self.files.iter();
        files
            .filter(move |(path, _)| path.starts_with(folder))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether there is such a file, or a folder with files in it.
    pub(crate) fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        path.is_empty() || self.files.contains_key(path) || self.below(&folder).next().is_some()
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// A project made of these files, for tests.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let own = |&(path, text): &(&str, &str)| (path.to_owned(), text.to_owned());
        Self {
            files: files.iter().map(own).collect(),
        }
    }
}
