//! Terms as they are used here.

use crate::briefing::Chapter;
use crate::print::Print;

/// Terms that are explained, in order of print: keys of the messages `term-…` and `meaning-…`.
const TERMS: [&str; 14] = [
    "transit",
    "mean",
    "interval",
    "percentile",
    "unit",
    "teu",
    "tonne-day",
    "server",
    "occupancy",
    "bind",
    "fluid",
    "measure",
    "operator",
    "scenario",
];

pub(super) fn chapter(print: Print) -> Chapter {
    let mut table = print
        .table("glossary", print.say("glossary-table"))
        .text("column-term", 1)
        .text("column-meaning", 4);
    for term in TERMS {
        table.row([
            print.say(&format!("term-{term}")),
            print.say(&format!("meaning-{term}")),
        ]);
    }
    super::chapter(print, "glossary", table.done().into_iter().collect())
}
