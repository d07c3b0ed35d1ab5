//! The only place that writes to the screen.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use kervan::{Files, Finding, WriteError, finding_json, findings_text};

use crate::command::Format;

/// Prints an answer. A reader that has gone away (`| head`) is not a fault.
pub(crate) fn answer(text: &str) -> ExitCode {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("error: the answer cannot be printed: {error}"));
            ExitCode::from(1)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Prints a JSON answer.
pub(crate) fn answer_json(value: &serde_json::Value) -> ExitCode {
    answer(&format!("{value:#}\n"))
}

/// Says something beside the answer, on the error stream.
pub(crate) fn say(text: &str) {
    // A closed error stream leaves nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Shows findings and gives exit code 1.
pub(crate) fn refuse(findings: &[Finding], files: Option<&Files>, format: Format) -> ExitCode {
    match format {
        Format::Json => {
            let findings: Vec<serde_json::Value> = findings
                .iter()
                .map(|finding| finding_json(finding, files))
                .collect();
            answer_json(&serde_json::json!({ "findings": findings }));
        }
        Format::Text => say(findings_text(findings, files).trim_end()),
    }
    ExitCode::from(1)
}

/// Says why something was not written, and gives exit code 1.
pub(crate) fn not_written(error: &WriteError) -> ExitCode {
    say(&format!("error: {error}"));
    ExitCode::from(1)
}

/// Whether progress can be drawn.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Turns a panic, which is a defect of ours, into words.
pub(crate) fn announce_defects() {
    std::panic::set_hook(Box::new(|panic| {
        say(&format!(
            "error: this is a defect of Kervan {}, not of your corridor: {panic}\nPlease report it with the command and the corridor that led to it.",
            kervan::VERSION
        ));
    }));
}
