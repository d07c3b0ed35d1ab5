//! `cargo xtask test`: the tests, with plain cargo.

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;
use crate::setup;

/// Sets the machine up and runs all tests, or those whose name has the word.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let install = setup::Install::from_arguments(&mut arguments);
    let word = arguments.take_word();
    arguments.finish("cargo xtask test [--no-install] [word]")?;
    setup::machine(install)?;
    tests(word.as_deref())
}

/// Runs `cargo test` over the workspace.
pub(crate) fn tests(word: Option<&str>) -> Result<(), Failure> {
    cargo::run(&mut cargo::cargo(
        ["test", "--workspace"].into_iter().chain(word),
    )?)
}

/// The same where everything that a test looks for must be there.
pub(crate) fn tests_in_ci() -> Result<(), Failure> {
    cargo::run(cargo::cargo(["test", "--workspace"])?.env("KERVAN_CI", "1"))
}
