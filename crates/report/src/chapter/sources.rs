//! Every source: title, date, address, firmness.

use crate::briefing::{Chapter, Span, Text};
use crate::print::{Print, cell, source_anchor};

pub(super) fn chapter(print: Print) -> Chapter {
    let words = print.words;
    let mut blocks = vec![print.paragraph("sources-text", &[])];
    let mut table = print
        .table("sources", print.say("sources-table"))
        .text("column-id", 2)
        .text("column-title", 5)
        .text("column-date", 2)
        .text("column-firmness", 2);
    for row in print.answers.corridor.sources.rows() {
        let title = match row.address.starts_with("http") {
            true => Text(vec![Span::web(&row.title, &row.address)]),
            false => cell(&row.title),
        };
        let firmness = match kervan_corridor::Firmness::read(&row.firmness) {
            Some(firmness) => words.term("firmness", firmness.as_str()),
            None => row.firmness.clone(),
        };
        table.rich_row(
            source_anchor(&row.id),
            vec![
                cell(&row.id),
                title,
                cell(words.date(&row.date)),
                cell(firmness),
            ],
        );
    }
    blocks.extend(table.done());
    super::chapter(print, "sources", blocks)
}
