//! What the corridor is, and whether its description is sound.

use crate::answers::Holding;
use crate::briefing::{Block, Chapter, Text};
use crate::print::Print;

pub(super) fn chapter(print: Print) -> Chapter {
    let (words, corridor) = (print.words, print.answers.corridor);
    let mut blocks = Vec::new();
    if words.language() == crate::Language::English {
        let text = Text::read(&format!("{}.", corridor.description.trim_end_matches('.')));
        blocks.push(Block::Paragraph { text });
    }
    let km: f64 = corridor
        .line_sections
        .rows()
        .iter()
        .map(|row| row.distance.as_km())
        .sum();
    let count = |many: usize| words.number(many as f64, 0).into();
    blocks.push(print.paragraph(
        "corridor-holds",
        &[
            ("places", count(corridor.nodes.len())),
            ("lines", count(corridor.line_sections.len())),
            ("km", words.number(km, 0).into()),
            ("links", count(corridor.sea_links.len())),
            ("terminals", count(corridor.terminals.len())),
            ("berths", count(corridor.berths.len())),
            ("controls", count(corridor.controls.len())),
            ("services", count(corridor.services.len())),
            ("flows", count(corridor.flows.len())),
            ("year", corridor.base_year.to_string().into()),
        ],
    ));
    blocks.push(print.paragraph("corridor-sound", &[]));
    for (name, title, _) in &print.answers.about.scenarios {
        blocks.push(print.note(
            "corridor-scenario",
            &[
                ("name", name.as_str().into()),
                ("title", words.name(title).into()),
            ],
        ));
    }
    let (values, estimated) = corridor.values.estimated();
    blocks.push(match corridor.real {
        true => print.paragraph(
            "corridor-firmness",
            &[("estimated", count(estimated)), ("values", count(values))],
        ),
        false => print.paragraph("page-foot-invented", &[]),
    });
    blocks.extend(print.figure("map", "corridor-map-caption"));
    blocks.extend(countries(print));
    blocks.extend(firmness(print));
    super::chapter(print, "corridor", blocks)
}

fn countries(print: Print) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("countries", print.say("corridor-countries-caption"))
        .text("column-country", 3)
        .number("column-places")
        .number("column-line-km")
        .number("column-terminals")
        .number("column-berths")
        .number("column-controls")
        .number("column-locomotives")
        .number("column-wagons")
        .number("column-vessels")
        .number("column-estimated");
    let mut sum = Holding::default();
    let whole = |number: f64| words.number(number, 0);
    let cells = |name: String, row: &Holding| {
        let share = row.estimates as f64 / row.values.max(1) as f64;
        [
            name,
            whole(row.places as f64),
            whole(row.line_km),
            whole(row.terminals as f64),
            whole(row.berths as f64),
            whole(row.controls as f64),
            whole(f64::from(row.locomotives)),
            whole(f64::from(row.wagons)),
            whole(f64::from(row.vessels)),
            words.percent(share, 0),
        ]
    };
    for row in &print.answers.holdings {
        table.row(cells(print.names.country(&row.country), row));
        sum = Holding {
            country: String::new(),
            places: sum.places + row.places,
            line_km: sum.line_km + row.line_km,
            terminals: sum.terminals + row.terminals,
            berths: sum.berths + row.berths,
            controls: sum.controls + row.controls,
            locomotives: sum.locomotives + row.locomotives,
            wagons: sum.wagons + row.wagons,
            vessels: sum.vessels + row.vessels,
            values: sum.values + row.values,
            estimates: sum.estimates + row.estimates,
        };
    }
    table.strong_row(cells(print.say("sum"), &sum));
    table.done()
}

fn firmness(print: Print) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("firmness", print.say("corridor-firmness-caption"))
        .text("column-firmness", 1)
        .number("column-values")
        .number("column-share");
    let all: usize = print.answers.firmness.iter().map(|(_, count)| count).sum();
    for (firmness, count) in &print.answers.firmness {
        table.row([
            words.term("firmness", firmness.as_str()),
            words.number(*count as f64, 0),
            words.percent(*count as f64 / all.max(1) as f64, 0),
        ]);
    }
    table.done()
}
