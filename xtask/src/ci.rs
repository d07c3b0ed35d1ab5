//! `cargo xtask ci`: all checks from a clean clone, in one order.

use std::time::Instant;

use crate::arguments::Arguments;
use crate::cargo;
use crate::failure::Failure;
use crate::gallery;
use crate::setup;
use crate::test;
use crate::tidy;

/// One step: its name and what it does.
type Step = (&'static str, fn() -> Result<(), Failure>);

/// The steps before the tests, the quick ones first.
///
/// The tests come last and print nothing of ours after them, so that a log closes
/// with what cargo says of them.
const STEPS: [Step; 5] = [
    ("format", format),
    ("clippy", clippy),
    ("tidy", tidy::check),
    ("docs", documentation),
    ("gallery", gallery::print),
];

/// Runs every step and stops at the first that fails.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let install = setup::Install::from_arguments(&mut arguments);
    arguments.finish("cargo xtask ci [--no-install]")?;
    setup::machine(install)?;
    setup::for_tests(install)?;
    setup::components(install)?;
    let start = Instant::now();
    for (name, work) in STEPS {
        eprintln!("ci: step `{name}`");
        let begin = Instant::now();
        work().map_err(|cause| step(name, cause))?;
        eprintln!(
            "ci: step `{name}` took {:.1} s\n",
            begin.elapsed().as_secs_f64()
        );
    }
    eprintln!(
        "ci: all steps but the tests passed in {:.1} s; step `test`, the last",
        start.elapsed().as_secs_f64()
    );
    let begin = Instant::now();
    test::tests_in_ci().map_err(|cause| {
        eprintln!(
            "\nci: step `test` took {:.1} s",
            begin.elapsed().as_secs_f64()
        );
        step("test", cause)
    })
}

/// The failure of a named step.
fn step(step: &'static str, cause: Failure) -> Failure {
    Failure::Step {
        step,
        cause: Box::new(cause),
    }
}

/// Every file is formatted.
fn format() -> Result<(), Failure> {
    cargo::run(&mut cargo::cargo(["fmt", "--all", "--check"])?)
}

/// No lint speaks.
fn clippy() -> Result<(), Failure> {
    let arguments = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    cargo::run(&mut cargo::cargo(arguments)?)
}

/// The documentation of every crate builds without a warning.
fn documentation() -> Result<(), Failure> {
    let mut command = cargo::cargo(["doc", "--workspace", "--no-deps"])?;
    cargo::run(command.env("RUSTDOCFLAGS", "-D warnings"))
}
