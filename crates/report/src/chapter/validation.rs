//! Every published figure beside the simulated one.

use crate::answers::{Compared, Part, Verdict};
use crate::briefing::{Block, Chapter};
use crate::print::{Print, cell};

pub(super) fn chapter(print: Print) -> Chapter {
    let rows = match &print.answers.validation {
        Part::Given(rows) => rows,
        Part::Missing(missing) => return super::without(print, "validation", missing),
    };
    let (predicted, agree) = agreeing(rows);
    let mut blocks = vec![print.paragraph(
        "validation-count",
        &[
            ("figures", rows.len().to_string().into()),
            ("agree", agree.to_string().into()),
            ("predicted", predicted.to_string().into()),
        ],
    )];
    blocks.extend(table(print, rows));
    super::chapter(print, "validation", blocks)
}

/// Figures that nothing was fitted to, and how many of them agree.
pub(crate) fn agreeing(rows: &[Compared]) -> (usize, usize) {
    let predicted = rows.iter().filter(|row| row.standing == "predicted");
    let agree = predicted
        .clone()
        .filter(|row| row.verdict == Verdict::Agrees);
    (predicted.count(), agree.count())
}

/// Digits that a figure of a unit is printed with.
fn digits(unit: &str) -> usize {
    usize::from(unit == "d") * 2
}

fn table(print: Print, rows: &[Compared]) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("validation", print.say("validation-table"))
        .text("column-figure", 4)
        .number("column-published")
        .number("column-simulated-figure")
        .text("column-unit-name", 1)
        .text("column-standing", 2)
        .text("column-verdict", 2)
        .text("column-source", 2);
    for row in rows {
        let observed = &row.observed;
        let digits = digits(observed.unit);
        let low = words.number(observed.low, digits);
        let published = match observed.low == observed.high {
            true => low,
            false => format!("{low}–{}", words.number(observed.high, digits)),
        };
        let verdict = match row.verdict {
            Verdict::Agrees => print.say("verdict-agrees"),
            Verdict::Below(share) => words.tell(
                "verdict-below",
                &[("share", words.percent(share, 0).into())],
            ),
            Verdict::Above(share) => words.tell(
                "verdict-above",
                &[("share", words.percent(share, 0).into())],
            ),
            Verdict::None => print.say("verdict-none"),
        };
        let name = print.names.observed(observed);
        let name = match row.year {
            Some(year) => format!("{name}, {year}"),
            None => name,
        };
        table.rich_row(
            format!("observed-{}", observed.observed),
            vec![
                cell(name),
                cell(published),
                cell(
                    observed
                        .simulated
                        .map_or("–".to_owned(), |found| words.estimate(found, digits)),
                ),
                cell(words.term("unit", &observed.unit.replace('/', "-"))),
                cell(words.term("standing", row.standing)),
                cell(verdict),
                print.sources(&observed.source),
            ],
        );
    }
    table.noted("validation-note")
}
