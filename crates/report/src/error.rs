//! Why a briefing could not be printed.

/// Why a briefing could not be printed: a defect of the program, as its templates are part of it.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Typst refused the template or the numbers in it.
    #[error("the PDF cannot be set: {0}")]
    Typeset(String),
    /// The template of the HTML page was refused.
    #[error("the HTML page cannot be written: {0}")]
    Html(#[from] minijinja::Error),
    /// The briefing could not be handed to the templates.
    #[error("the briefing cannot be handed on: {0}")]
    Handed(#[from] serde_json::Error),
}
