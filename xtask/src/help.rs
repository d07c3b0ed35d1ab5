//! `cargo xtask help`: all commands, one line each.

use crate::arguments::Arguments;
use crate::failure::Failure;

/// How each command is called, and what it does.
const COMMANDS: [(&str, &str); 8] = [
    (
        "demo [--no-install] [-- extra arguments]",
        "build the program and print the briefing of the middle corridor",
    ),
    (
        "test [--no-install] [word]",
        "all tests, or those whose name has the word",
    ),
    (
        "ci [--no-install]",
        "format, lints, tidy, docs, tests; what CI runs",
    ),
    (
        "tidy",
        "what no compiler checks: imports, codes, names, links, licences",
    ),
    ("docs", "write the reference pages and build the book"),
    (
        "golden [--accept]",
        "compare the expected findings with the real ones, or rewrite them",
    ),
    (
        "bench [--quick] [word or scenario ...]",
        "speed beside other tools: queues, hold, port, line, corridor",
    ),
    ("help", "this list"),
];

/// Prints the list.
pub(crate) fn run(_arguments: Arguments) -> Result<(), Failure> {
    print!("{}", text());
    Ok(())
}

/// The list as text.
pub(crate) fn text() -> String {
    let mut text = "usage: cargo xtask <command>\n\n".to_owned();
    for (call, meaning) in COMMANDS {
        text.push_str(&format!("  {call:<41} {meaning}\n"));
    }
    text.push_str("\n--no-install names what the machine lacks and installs nothing\n");
    text
}
