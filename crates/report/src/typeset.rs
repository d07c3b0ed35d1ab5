//! A briefing as PDF, set by Typst: fonts and template given, nothing fetched, no clock.

mod world;

use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::briefing::Briefing;
use crate::error::ReportError;
use world::BriefingWorld;

/// Sets a briefing as a tagged PDF that reads aloud (PDF/UA-1, where every letter has a font). The same briefing gives the same bytes.
///
/// # Errors
///
/// What Typst says of the template, which is a defect of ours.
pub fn pdf(briefing: &Briefing) -> Result<Vec<u8>, ReportError> {
    let world = BriefingWorld::new(briefing)?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|errors| said(&errors))?;
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| ReportError::Typeset(error.message().to_string()))?;
    let printed = |standards| {
        let options = PdfOptions {
            ident: Smart::Custom(format!(
                "kervan {} {}",
                briefing.title, briefing.labels.foot
            )),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options)
    };
    // The standard refuses a letter that no font has; a corridor may name its places in any script.
    let bytes = printed(accessible).or_else(|_| printed(PdfStandards::default()));
    let bytes = bytes.map_err(|errors| said(&errors));
    // What Typst keeps between runs would only grow.
    typst::comemo::evict(0);
    bytes
}

fn said(errors: &[SourceDiagnostic]) -> ReportError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    ReportError::Typeset(messages.join("; "))
}
