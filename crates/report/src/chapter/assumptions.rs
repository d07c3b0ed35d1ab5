//! What was fitted, and what the model leaves out.

use kervan_corridor::calibration::FitRule;

use crate::briefing::{Block, Chapter};
use crate::print::{Print, cell, input_anchor, link};

pub(super) fn chapter(print: Print) -> Chapter {
    let corridor = print.answers.corridor;
    let mut blocks = Vec::new();
    if corridor.calibration.is_empty() {
        blocks.push(print.paragraph("assumptions-nothing-fitted", &[]));
    } else {
        blocks.push(print.paragraph("assumptions-fitted", &[]));
        blocks.extend(fitted(print));
    }
    blocks.push(Block::Heading {
        text: print.say("assumptions-heading"),
    });
    let limits = ["luck", "chains", "lines", "fleets", "costs"];
    blocks.push(Block::List {
        items: limits
            .map(|limit| print.text(&format!("assumptions-limits-{limit}"), &[]))
            .into(),
    });
    super::chapter(print, "assumptions", blocks)
}

fn fitted(print: Print) -> Option<Block> {
    let (words, corridor) = (print.words, print.answers.corridor);
    let mut table = print
        .table("fitted", print.say("assumptions-table"))
        .text("column-number", 3)
        .text("column-fitted-to", 2)
        .text("column-rule", 3)
        .number("column-plausible");
    for row in corridor.calibration.rows() {
        let rule = match row.rule {
            FitRule::Match => print.say("assumptions-match"),
            FitRule::InUse { share, spare } => words.tell(
                "assumptions-in-use",
                &[
                    ("share", words.percent(share, 0).into()),
                    ("spare", words.number(spare, 0).into()),
                ],
            ),
        };
        let names = row.rows.iter().map(|id| words.name(id));
        let names = names.collect::<Vec<String>>().join(", ");
        let first = row.rows.first().map_or("", String::as_str);
        let observed = &corridor.observed[row.observed].id;
        table.rich_row(
            String::new(),
            vec![
                link(
                    format!("{}.{}: {names}", row.table, row.column),
                    input_anchor(&row.table, first),
                ),
                match print.answers.validation.given() {
                    Some(_) => link(observed.clone(), format!("observed-{observed}")),
                    None => cell(observed.clone()),
                },
                cell(rule),
                cell(format!(
                    "{}–{}",
                    words.number(row.range.0, 0),
                    words.number(row.range.1, 0)
                )),
            ],
        );
    }
    table.done()
}
