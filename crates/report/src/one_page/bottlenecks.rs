//! What holds the corridor back.

use kervan_results::BindingRow;

use super::{NAMED, caption, panel, without};
use crate::answers::{Bottlenecks, Missing, Part};
use crate::briefing::{Panel, Text};
use crate::language::scaled;
use crate::print::Print;

/// Names of what binds at a rung.
pub(crate) fn binding(print: Print, rows: &[BindingRow], rung: usize) -> Vec<String> {
    rows.iter()
        .filter(|row| row.rung == rung)
        .map(|row| print.names.server(row.kind, &row.server))
        .collect()
}

pub(super) fn bottlenecks(print: Print) -> Panel {
    let found = match &print.answers.bottlenecks {
        Part::Given(found) => found,
        Part::Missing(missing) => return without(print, "bottlenecks", missing),
    };
    let Some(first) = found.tables.ladder.first() else {
        return without(print, "bottlenecks", &Missing::Lacks("missing-no-growth"));
    };
    let words = print.words;
    let (factor, digits) = words.large_tonnes();
    let mt = scaled(first.carried_t, factor);
    let number = words.number(mt.mean, digits);
    let figure = words.tell("page-bottlenecks-figure", &[("volume", number.into())]);
    let caption = caption(print, "page-bottlenecks-caption", mt, digits, &[]);
    panel(print, "bottlenecks", figure, caption, binds(print, found))
}

fn binds(print: Print, found: &Bottlenecks) -> Vec<Text> {
    let names = binding(print, found.tables.binding, 0);
    if names.is_empty() {
        let factor = found.tables.ladder.first().map_or(0.0, |row| row.factor);
        let factor = print.words.number(factor, 1);
        return vec![match found.nothing_helps {
            true => print.text("page-bottlenecks-none", &[]),
            false => print.text("page-bottlenecks-beyond", &[("factor", factor.into())]),
        }];
    }
    let list = print.words.first_of(&names, NAMED);
    let mut points = vec![print.text("page-bottlenecks-together", &[("list", list.into())])];
    if let [.., sum, together] = found.tables.alone
        && names.len() > 1
    {
        points.push(print.text(
            "page-bottlenecks-alone",
            &[
                ("sum", print.mt_between(sum.gain_t).into()),
                ("together", print.mt_between(together.gain_t).into()),
            ],
        ));
    }
    points
}
