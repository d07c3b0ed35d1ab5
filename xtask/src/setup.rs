//! What a machine needs besides Rust, and how it comes by it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;

/// One thing a machine needs.
struct Need {
    /// What it is, in words.
    name: &'static str,
    /// How to see that it is there.
    sign: Sign,
    /// The Debian and Ubuntu package that brings it.
    package: &'static str,
}

/// How to see that a need is met.
enum Sign {
    /// A program in a folder of `PATH`.
    Program(&'static str),
    /// A file.
    File(&'static str),
    /// The library with which bindings are made of C headers, in any version.
    Libclang,
}

/// Everything needed, one line each.
///
/// The linker stands here for the build scripts and C libraries of our
/// dependencies; without any linker cargo could not have built this program either.
/// The last three build HiGHS, the solver, and its bindings.
static NEEDS: [Need; 5] = [
    need(
        "a C compiler and linker",
        Sign::Program("cc"),
        "build-essential",
    ),
    need(
        "the C headers",
        Sign::File("/usr/include/stdio.h"),
        "libc6-dev",
    ),
    need("a C++ compiler", Sign::Program("c++"), "g++"),
    need("cmake", Sign::Program("cmake"), "cmake"),
    need("libclang", Sign::Libclang, "libclang-dev"),
];

/// What only the tests of the briefing look for, and leave out where it is missing; CI has it all.
static TEST_NEEDS: [Need; 2] = [
    need("a browser", Sign::Program("chromium"), "chromium"),
    need("pdftotext", Sign::Program("pdftotext"), "poppler-utils"),
];

/// The parts of the Rust toolchain that its smallest profile leaves out, with the
/// cargo command that each brings.
const COMPONENTS: [(&str, &str); 2] = [("rustfmt", "fmt"), ("clippy", "clippy")];

/// One line of the table.
const fn need(name: &'static str, sign: Sign, package: &'static str) -> Need {
    Need {
        name,
        sign,
        package,
    }
}

/// Whether what is missing may be installed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Install {
    /// Install it.
    Allowed,
    /// Only name it: `--no-install`.
    Refused,
}

impl Install {
    /// Takes the flag `--no-install`.
    pub(crate) fn from_arguments(arguments: &mut Arguments) -> Self {
        if arguments.take_flag("--no-install") {
            Self::Refused
        } else {
            Self::Allowed
        }
    }
}

/// Sees to it that the machine has every need, or says which line to type.
///
/// Only Linux is looked at: on other systems Rust's own installer asks for the linker.
pub(crate) fn machine(install: Install) -> Result<(), Failure> {
    meet(&NEEDS, install)
}

/// The same of what only tests look for.
pub(crate) fn for_tests(install: Install) -> Result<(), Failure> {
    meet(&TEST_NEEDS, install)
}

/// Installs what is missing of some needs, or says which line to type.
fn meet(needs: &'static [Need], install: Install) -> Result<(), Failure> {
    let missing = missing_of(needs);
    if missing.is_empty() {
        return Ok(());
    }
    let right = match install {
        Install::Allowed if is_there(&Sign::Program("apt-get")) => right_to_install(),
        _ => None,
    };
    let Some(right) = right else {
        return Err(lacks(&missing));
    };
    eprintln!("set-up: installing {}", packages(&missing).join(" "));
    for line in apt_lines(&packages(&missing)) {
        let words = right.iter().copied().chain(line);
        cargo::run(&mut command(words))?;
    }
    let missing = missing_of(needs);
    if missing.is_empty() {
        return Ok(());
    }
    Err(lacks(&missing))
}

/// Sees to it that the toolchain has its formatter and its lints.
pub(crate) fn components(install: Install) -> Result<(), Failure> {
    let missing = missing_components()?;
    if missing.is_empty() {
        return Ok(());
    }
    let words = ["rustup", "component", "add"]
        .into_iter()
        .chain(missing.iter().copied());
    let lacks = || Failure::Missing {
        what: missing.join(" and "),
        line: words.clone().collect::<Vec<_>>().join(" "),
    };
    if install == Install::Refused || !is_there(&Sign::Program("rustup")) {
        return Err(lacks());
    }
    eprintln!("set-up: adding {}", missing.join(" "));
    match cargo::run(&mut command(words.clone())) {
        Ok(()) if missing_components()?.is_empty() => Ok(()),
        _ => Err(lacks()),
    }
}

/// The needs this machine does not meet.
fn missing_of(needs: &'static [Need]) -> Vec<&'static Need> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    needs.iter().filter(|need| !is_there(&need.sign)).collect()
}

/// The components whose cargo command does not run.
fn missing_components() -> Result<Vec<&'static str>, Failure> {
    let mut missing = Vec::new();
    for (component, subcommand) in COMPONENTS {
        if !cargo::succeeds(&mut cargo::cargo([subcommand, "--version"])?) {
            missing.push(component);
        }
    }
    Ok(missing)
}

/// The failure that names what is missing and the line to type.
fn lacks(missing: &[&Need]) -> Failure {
    let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
    Failure::Missing {
        what: names.join(" and "),
        line: line_to_type(&packages(missing)),
    }
}

/// The packages that bring the needs, each once.
fn packages(needs: &[&Need]) -> Vec<&'static str> {
    let mut packages: Vec<&str> = Vec::new();
    for need in needs {
        if !packages.contains(&need.package) {
            packages.push(need.package);
        }
    }
    packages
}

/// The two calls of apt-get, as words.
fn apt_lines(packages: &[&'static str]) -> [Vec<&'static str>; 2] {
    let update = vec!["apt-get", "update"];
    let mut install = vec![
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "install",
        "-y",
        "--no-install-recommends",
    ];
    install.extend(packages);
    [update, install]
}

/// What a person types to get the packages.
fn line_to_type(packages: &[&str]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    )
}

/// The words before a command that may install: none as root, `sudo -n` where it
/// asks nothing; nothing where neither holds.
fn right_to_install() -> Option<&'static [&'static str]> {
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if is_root {
        return Some(&[]);
    }
    let sudo: &[&str] = &["sudo", "-n"];
    cargo::succeeds(&mut command(sudo.iter().copied().chain(["true"]))).then_some(sudo)
}

/// A command from its words, the program first.
fn command<'a>(words: impl IntoIterator<Item = &'a str>) -> Command {
    let mut words = words.into_iter();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}

/// Looks for the sign.
fn is_there(sign: &Sign) -> bool {
    match sign {
        Sign::File(file) => Path::new(file).exists(),
        Sign::Libclang => has_libclang(),
        Sign::Program(program) => std::env::var_os("PATH").is_some_and(|path| {
            let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
            std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
        }),
    }
}

/// Looks for libclang with its headers: where the environment says, and at the places where
/// systems put it. The bare library of a program that runs with it has no `libclang.so`.
fn has_libclang() -> bool {
    let usr_lib = Path::new("/usr/lib");
    let inside = std::fs::read_dir(usr_lib).into_iter().flatten().flatten();
    let inside = inside.flat_map(|entry| [entry.path().join("lib"), entry.path()]);
    let mut folders = inside.chain(["/usr/lib", "/usr/lib64", "/usr/local/lib"].map(PathBuf::from));
    std::env::var_os("LIBCLANG_PATH").is_some()
        || folders.any(|folder| folder.join("libclang.so").exists())
}

#[cfg(test)]
mod tests {
    use super::{Sign, apt_lines, is_there, line_to_type, need, packages};

    #[test]
    fn a_package_that_meets_two_needs_is_named_once() {
        let first = need("one", Sign::File("/one"), "both");
        let second = need("two", Sign::File("/two"), "both");
        assert_eq!(packages(&[&first, &second]), ["both"]);
    }

    #[test]
    fn the_line_to_type_is_complete() {
        assert_eq!(
            line_to_type(&["build-essential", "cmake"]),
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends build-essential cmake"
        );
    }

    #[test]
    fn apt_updates_once_and_installs_all_packages_together() {
        let [update, install] = apt_lines(&["build-essential", "cmake"]);
        assert_eq!(update, ["apt-get", "update"]);
        assert!(install.ends_with(&["build-essential", "cmake"]));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert!(!is_there(&Sign::File("/no/such/file")));
        assert!(!is_there(&Sign::Program("no-such-program-anywhere")));
    }
}
