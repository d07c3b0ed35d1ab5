//! Whether the plan is on track: events are not read yet.

use crate::briefing::Chapter;
use crate::print::Print;

pub(super) fn chapter(print: Print) -> Chapter {
    let blocks = vec![print.paragraph("tracking-text", &[])];
    super::chapter(print, "tracking", blocks)
}
