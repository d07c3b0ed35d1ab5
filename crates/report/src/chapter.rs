//! The chapters behind the one page, one file each.

mod assumptions;
mod bottlenecks;
mod corridor;
mod forecast;
mod glossary;
mod inputs;
mod plan;
mod repeat;
mod sources;
mod stress;
mod tariff;
mod time;
mod tracking;
mod validation;

use crate::briefing::{Block, Chapter};
use crate::print::Print;
pub(crate) use validation::agreeing;

/// All chapters, in order of print.
pub(crate) fn chapters(print: Print) -> Vec<Chapter> {
    vec![
        corridor::chapter(print),
        time::chapter(print),
        bottlenecks::chapter(print),
        plan::chapter(print),
        tariff::chapter(print),
        stress::chapter(print),
        forecast::chapter(print),
        tracking::chapter(print),
        validation::chapter(print),
        assumptions::chapter(print),
        inputs::chapter(print),
        sources::chapter(print),
        glossary::chapter(print),
        repeat::chapter(print),
    ]
}

/// The only chapter of a language that has no others: the charts.
pub(crate) fn charts(print: Print) -> Chapter {
    let drawn = print
        .pictures
        .iter()
        .filter(|picture| picture.name != "page-map");
    let figures = drawn.filter_map(|picture| print.picture(&picture.name, String::new()));
    Chapter {
        id: "chapter-charts".to_owned(),
        title: print.say("charts-title"),
        question: String::new(),
        blocks: figures.map(Block::Figure).collect(),
    }
}

/// A chapter with its title, its question and its blocks.
fn chapter(print: Print, id: &str, blocks: Vec<Block>) -> Chapter {
    // Some chapters answer no question.
    let question = match id {
        "assumptions" | "sources" | "glossary" | "repeat" => String::new(),
        _ => print.say(&format!("{id}-question")),
    };
    Chapter {
        id: format!("chapter-{id}"),
        title: print.say(&format!("{id}-title")),
        question,
        blocks,
    }
}

/// A chapter whose answer is missing: a sentence that says why.
fn without(print: Print, id: &str, missing: &crate::answers::Missing) -> Chapter {
    let text = print.missing(missing);
    chapter(print, id, vec![Block::Paragraph { text }])
}
