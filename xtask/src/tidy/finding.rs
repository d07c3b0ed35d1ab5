//! What a check finds: a sentence, a place, a way out.

use std::cmp::Ordering;
use std::fmt;

/// One finding.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The check that found it.
    pub(crate) check: &'static str,
    /// The file, from the project's folder.
    pub(crate) file: String,
    /// The line in the file; the first is 1.
    pub(crate) line: usize,
    /// What is wrong.
    pub(crate) message: String,
    /// The way out.
    pub(crate) help: String,
}

impl Finding {
    /// Orders findings by file, then line, then message.
    pub(crate) fn by_place(&self, other: &Self) -> Ordering {
        let place = |finding: &Self| (finding.file.clone(), finding.line, finding.message.clone());
        place(self).cmp(&place(other))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "tidy[{}]: {}", self.check, self.message)?;
        writeln!(out, " --> {}:{}", self.file, self.line)?;
        write!(out, "  = help: {}", self.help)
    }
}
