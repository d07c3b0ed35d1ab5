//! What is wrong with a corridor, where, and what to do about it.

use crate::code::Code;
use crate::origin::Origin;

/// One thing found in the files of a corridor.
///
/// Findings of a phase are gathered and shown together; each has a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The kind of finding; never changes its meaning.
    pub code: Code,
    /// One sentence: what is wrong, with names in backticks.
    pub message: String,
    /// Where it stands.
    pub origin: Option<Origin>,
    /// What stands under the caret: what was expected there.
    pub expected: String,
    /// Further facts.
    pub notes: Vec<String>,
    /// The way out.
    pub help: String,
}

impl Finding {
    /// A finding with its sentence, its place, what was expected there and the way out.
    pub fn new(
        code: Code,
        origin: &Origin,
        message: impl Into<String>,
        expected: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        Finding {
            code,
            message: message.into(),
            origin: Some(origin.clone()),
            expected: expected.into(),
            notes: Vec::new(),
            help: help.into(),
        }
    }

    /// The same finding with one more fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Finding {
        self.notes.push(note.into());
        self
    }
}

/// Sorts findings by file, line, column and code, the order in which they are shown.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (&a.origin, a.code, &a.message).cmp(&(&b.origin, b.code, &b.message)));
}

/// Words for "did you mean": the candidate closest to what was written, if any is close.
///
/// Closeness is the Damerau-Levenshtein distance, at most a third of the longer word
/// (and at least one), compared without regard to case.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            let longest = lower.chars().count().max(candidate.chars().count());
            (distance, longest, candidate)
        })
        .filter(|(distance, longest, _)| *distance <= (longest / 3).max(1))
        .min_by_key(|(distance, _, candidate)| (*distance, *candidate))
        .map(|(_, _, candidate)| candidate)
}

/// The sentence that offers the nearest name, or lists the first few there are.
pub fn suggestion<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    listed_in: &str,
) -> String {
    let all: Vec<&str> = candidates.into_iter().collect();
    if let Some(near) = nearest(written, all.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let shown: Vec<String> = all.iter().take(6).map(|name| format!("`{name}`")).collect();
    match (shown.is_empty(), all.len() > shown.len()) {
        (true, _) => format!("{listed_in} has none yet; add it there"),
        (false, true) => format!(
            "{listed_in} has {} and {} more",
            shown.join(", "),
            all.len() - shown.len()
        ),
        (false, false) => format!("{listed_in} has {}", shown.join(", ")),
    }
}
