//! The briefing: all answers about a corridor, on one page and in depth, in the reader's language.
//!
//! ```text
//!  Answers (result tables) + pictures --> briefing(words) --> Briefing (plain data)
//!                                                               |-> pdf()   Typst
//!                                                               '-> html()  one page, no requests
//! ```
//!
//! The Briefing says what is said and in which order; how it looks is said once for paper and once for a screen.
//! A language is a folder of messages in `locales` and a glossary in `data`; the fonts of all of them are part of
//! the program. The same answers give the same bytes.

mod answers;
mod briefing;
mod chapter;
mod error;
mod fonts;
mod html;
pub mod language;
mod names;
mod one_page;
mod print;
mod typeset;

pub use answers::{
    About, Answers, Bottlenecks, Compared, DivisionRule, Forecast, Holding, Missing, Part, Plan,
    Tariff, Verdict,
};
pub use briefing::{
    Block, Briefing, Chapter, Column, Figure, Labels, OnePage, Panel, Row, Span, Table, Text,
};
pub use error::ReportError;
pub use fonts::{CHINESE, GEORGIAN, fonts};
pub use html::html;
pub use language::{Language, Words};
pub use names::Names;
pub use print::Picture;
pub use typeset::pdf;

use print::Print;

/// Puts a briefing together in one language: the one page, and the chapters where the language has them, else the
/// charts.
#[must_use]
pub fn briefing(answers: &Answers, words: &Words, pictures: &[Picture]) -> Briefing {
    let print = Print::new(answers, words, pictures);
    let title = print.names.corridor();
    let foot = words.tell(
        "label-foot",
        &[
            ("version", answers.about.version.as_str().into()),
            (
                "corridor",
                format!(
                    "{} {}",
                    answers.about.name,
                    answers.about.checksum.get(..12).unwrap_or_default()
                )
                .into(),
            ),
            ("seed", answers.about.seed.to_string().into()),
        ],
    );
    let subtitle = match answers.about.is_quick {
        true => ["briefing-subtitle", "sentence-end", "briefing-quick"]
            .map(|key| words.say(key))
            .concat(),
        false => words.say("briefing-subtitle"),
    };
    let chapters = match words.language().is_complete() {
        true => chapter::chapters(print),
        false => vec![chapter::charts(print)],
    };
    let mut briefing = Briefing {
        language: words.language().code(),
        title,
        subtitle,
        labels: Labels {
            contents: words.say("label-contents"),
            table: words.say("label-table"),
            figure: words.say("label-figure"),
            skip: words.say("label-skip"),
            top: words.say("label-top"),
            foot,
            note: words.say("label-note"),
            estimated: words.say("label-estimated"),
        },
        page: one_page::one_page(print),
        chapters,
    };
    briefing.cut_loose_links();
    briefing
}
