//! Where the project is, and where measurements go.

use std::path::{Path, PathBuf};

/// The folder `benches` of the project.
pub(crate) fn benches() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Folder of results and of installed peers, below the folder that cargo builds into.
pub(crate) fn output() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    target
        .map_or_else(|| benches().with_file_name("target"), PathBuf::from)
        .join("bench")
}
