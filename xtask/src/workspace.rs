//! Where the project and its build folder are.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The folder of the project: the nearest one upwards whose `Cargo.toml` has a `[workspace]`.
///
/// The search begins at the folder of this package when cargo started us, else
/// where the command was typed.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let start = match env::var_os("CARGO_MANIFEST_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => current_folder()?,
    };
    let is_root = |folder: &&Path| {
        std::fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
    };
    match start.ancestors().find(is_root) {
        Some(folder) => Ok(folder.to_path_buf()),
        None => Err(Failure::NoWorkspace { start }),
    }
}

/// The folder cargo builds into: `CARGO_TARGET_DIR`, else `target` in the project.
pub(crate) fn target() -> Result<PathBuf, Failure> {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) if !folder.is_empty() => Ok(current_folder()?.join(folder)),
        _ => Ok(root()?.join("target")),
    }
}

/// The folder the command was typed in.
fn current_folder() -> Result<PathBuf, Failure> {
    env::current_dir().map_err(|source| Failure::File {
        path: PathBuf::from("."),
        source,
    })
}
