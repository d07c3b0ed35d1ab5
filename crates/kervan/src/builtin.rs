//! Corridors and cases that are part of the program.

use kervan_format::Files;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../corridors"]
struct Corridors;

/// Names of the built-in corridors, in order.
pub fn builtin_names() -> Vec<String> {
    let mut names: Vec<String> = Corridors::iter()
        .filter_map(|path| path.strip_suffix("/corridor.toml").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// The files of a built-in corridor; `None` if there is none of that name.
pub fn builtin_files(name: &str) -> Option<Files> {
    let folder = format!("{name}/");
    let entries: Vec<(String, Vec<u8>)> = Corridors::iter()
        .filter_map(|path| {
            Some((
                path.strip_prefix(&folder)?.to_owned(),
                Corridors::get(&path)?.data.into_owned(),
            ))
        })
        .collect();
    (!entries.is_empty()).then(|| Files::from_memory(name, entries))
}

#[derive(RustEmbed)]
#[folder = "../../verification"]
struct Cases;

/// The built-in cases with known answers, and the files that belong to them.
pub(crate) fn builtin_cases() -> Files {
    let entries = Cases::iter()
        .filter_map(|path| Some((path.to_string(), Cases::get(&path)?.data.into_owned())));
    Files::from_memory("built-in cases", entries)
}
