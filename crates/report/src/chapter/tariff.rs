//! Which through tariff, for how long, and who gets what.

use crate::answers::Part;
use crate::briefing::Chapter;
use crate::print::Print;

pub(super) fn chapter(print: Print) -> Chapter {
    match &print.answers.tariff {
        Part::Given(_) => super::chapter(print, "tariff", Vec::new()),
        Part::Missing(missing) => super::without(print, "tariff", missing),
    }
}
