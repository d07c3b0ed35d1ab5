//! The inputs behind the answers, row by row, each value with its source and firmness.

use std::collections::BTreeMap;

use kervan_corridor::{Firmness, Value};

use crate::briefing::{Chapter, Span, Text};
use crate::print::{Print, cell, input_anchor, source_anchor};

/// Values by row, each with its column.
type Rows<'a> = BTreeMap<&'a str, Vec<(&'a str, &'a Value)>>;

pub(super) fn chapter(print: Print) -> Chapter {
    let mut tables: BTreeMap<&str, Rows> = BTreeMap::new();
    for (table, row, column, value) in print.answers.corridor.values.iter() {
        let rows = tables.entry(table).or_default();
        rows.entry(row).or_default().push((column, value));
    }
    let mut blocks = vec![print.paragraph("inputs-text", &[])];
    for (name, rows) in tables {
        let caption = print.words.tell(
            "inputs-table",
            &[
                ("table", name.into()),
                ("rows", rows.len().to_string().into()),
            ],
        );
        let mut table = print
            .table(&format!("input-{name}"), caption)
            .text("column-row", 1)
            .text("column-inputs", 5);
        for (row, values) in rows {
            let anchor = input_anchor(name, row);
            table.rich_row(anchor, vec![cell(row), inputs(print, &values)]);
        }
        blocks.extend(table.done());
    }
    super::chapter(print, "inputs", blocks)
}

/// The values of a row: `≈ count 12 (estimated, EST-FLEET)`.
fn inputs(print: Print, values: &[(&str, &Value)]) -> Text {
    let mut spans = Vec::new();
    for (column, value) in values {
        if !spans.is_empty() {
            spans.push(Span::plain("; "));
        }
        let provenance = &value.provenance;
        let mark = if provenance.firmness.is_estimate() {
            "≈ "
        } else {
            ""
        };
        let unit = match value.unit {
            "" | "-" => String::new(),
            unit => format!(" {unit}"),
        };
        spans.push(Span::plain(format!("{mark}{column} ")));
        spans.push(Span {
            is_strong: true,
            ..Span::plain(format!("{}{unit}", value.text))
        });
        if provenance.firmness == Firmness::Default {
            spans.push(Span::plain(format!(" ({})", print.say("input-default"))));
            continue;
        }
        let firmness = print.words.term("firmness", provenance.firmness.as_str());
        spans.push(Span::plain(format!(" ({firmness}: ")));
        for (at, source) in provenance.sources.iter().enumerate() {
            if at > 0 {
                spans.push(Span::plain(", "));
            }
            spans.push(match print.answers.corridor.sources.find(source) {
                Some(_) => Span::to(source, source_anchor(source)),
                None => Span::plain(source),
            });
        }
        spans.push(Span::plain(")"));
    }
    Text(spans)
}
