//! Folders and files that are complete or not there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why something was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The target is there and has files in it.
    #[error("`{}` is there already and not empty; name a new folder", folder.display())]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
    },
    /// The target is a file that is there.
    #[error("`{}` is there already; name a new file", file.display())]
    Taken {
        /// The file.
        file: PathBuf,
    },
    /// The system refused.
    #[error("`{}` cannot be written: {source}", path.display())]
    System {
        /// What was being written.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A table could not be turned into its file.
    #[error("`{}` cannot be written: {reason}", path.display())]
    Table {
        /// What was being written.
        path: PathBuf,
        /// The library's reason.
        reason: String,
    },
}

/// Writes files, whose names may have folders in them, into a new folder: first beside it under
/// a temporary name, then renamed, so that an interruption leaves nothing half written.
///
/// # Errors
///
/// A target that is there and not empty, or the system's refusal.
pub fn write_folder<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<(), WriteError> {
    into_new_folder(folder, |temporary| {
        files
            .into_iter()
            .try_for_each(|(name, bytes)| write_below(temporary, name, bytes))
    })
}

/// Writes a file whose name may have folders in it.
pub(crate) fn write_below(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let path = folder.join(name);
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&path, bytes))
        .map_err(|source| WriteError::System { path, source })
}

/// Writes a new file: first beside it under a temporary name, then renamed, so that an
/// interruption leaves nothing half written.
///
/// # Errors
///
/// A target that is there, or the system's refusal.
pub fn write_file(file: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let refuse = |source| WriteError::System {
        path: file.to_owned(),
        source,
    };
    let parent = parent_of(file);
    fs::create_dir_all(parent).map_err(refuse)?;
    let mut temporary = tempfile::Builder::new()
        .prefix(".kervan-")
        .tempfile_in(parent)
        .map_err(refuse)?;
    temporary.write_all(bytes).map_err(refuse)?;
    readable_by_others(temporary.path(), 0o644).map_err(refuse)?;
    match temporary.persist_noclobber(file) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(WriteError::Taken {
                file: file.to_owned(),
            })
        }
        Err(error) => Err(refuse(error.error)),
    }
}

/// Fills a temporary folder beside `folder` and renames it when it is complete.
pub(crate) fn into_new_folder(
    folder: &Path,
    fill: impl FnOnce(&Path) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let refuse = |path: &Path| {
        let path = path.to_owned();
        move |source| WriteError::System { path, source }
    };
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        return Err(WriteError::NotEmpty {
            folder: folder.to_owned(),
        });
    }
    let parent = parent_of(folder);
    fs::create_dir_all(parent).map_err(refuse(parent))?;
    let temporary = tempfile::Builder::new()
        .prefix(".kervan-")
        .tempdir_in(parent)
        .map_err(refuse(parent))?;
    fill(temporary.path())?;
    if folder.is_dir() {
        fs::remove_dir(folder).map_err(refuse(folder))?;
    }
    let kept = temporary.keep();
    readable_by_others(&kept, 0o755).map_err(refuse(&kept))?;
    fs::rename(&kept, folder).map_err(|source| {
        // Nothing half written stays behind.
        let _ = fs::remove_dir_all(&kept);
        WriteError::System {
            path: folder.to_owned(),
            source,
        }
    })
}

fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
fn readable_by_others(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
