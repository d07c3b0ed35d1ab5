//! What holds the corridor back now, what would next, and what one more unit is worth.

use kervan_results::Estimate;

use crate::answers::{Bottlenecks, Part};
use crate::briefing::{Block, Chapter};
use crate::language::scaled;
use crate::one_page::binding;
use crate::print::{Print, cell, input_anchor, link};

/// Servers named in a sentence.
const NAMED: usize = 5;
/// Rows of the tables of roots and of units.
const ROWS: usize = 15;

pub(super) fn chapter(print: Print) -> Chapter {
    let found = match &print.answers.bottlenecks {
        Part::Given(found) => found,
        Part::Missing(missing) => return super::without(print, "bottlenecks", missing),
    };
    let mut blocks = sentences(print, found);
    blocks.extend(print.figure("ladder", "bottlenecks-ladder-caption"));
    blocks.extend(rungs(print, found));
    blocks.extend(reliefs(print, found));
    blocks.extend(alone(print, found));
    blocks.extend(print.figure("occupancy", "bottlenecks-occupancy-caption"));
    blocks.extend(roots(print, found));
    if print.answers.about.is_quick {
        blocks.push(print.note("bottlenecks-quick", &[]));
    }
    blocks.extend(print.figure("worth", "bottlenecks-worth-caption"));
    blocks.extend(units(print, found));
    blocks.extend(pairs(print, found));
    blocks.extend(inputs(print, found));
    super::chapter(print, "bottlenecks", blocks)
}

fn sentences(print: Print, found: &Bottlenecks) -> Vec<Block> {
    let words = print.words;
    let mut blocks = Vec::new();
    let Some(first) = found.tables.ladder.first() else {
        return blocks;
    };
    blocks.push(print.paragraph(
        "bottlenecks-now",
        &[
            ("volume", print.mt_between(first.carried_t).into()),
            ("factor", words.number(first.factor, 2).into()),
        ],
    ));
    for (rung, key) in [(0, "bottlenecks-bind"), (1, "bottlenecks-next")] {
        let names = binding(print, found.tables.binding, rung);
        if !names.is_empty() {
            let list = print.words.first_of(&names, NAMED);
            blocks.push(print.paragraph(key, &[("list", list.into())]));
        }
    }
    if let [.., sum, together] = found.tables.alone {
        blocks.push(print.paragraph(
            "bottlenecks-alone",
            &[
                ("factor", words.number(together.factor, 2).into()),
                ("sum", print.mt_between(sum.gain_t).into()),
                ("together", print.mt_between(together.gain_t).into()),
            ],
        ));
    }
    if let Some(best) = found.tables.worth.first() {
        let gain = words.between(scaled(best.throughput_t, 1e-3), 1);
        let name = print.names.unit_called(&best.unit, &best.server);
        blocks.push(print.paragraph(
            "bottlenecks-worth",
            &[("name", name.into()), ("gain", gain.into())],
        ));
    }
    blocks
}

fn rungs(print: Print, found: &Bottlenecks) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("rungs", print.say("bottlenecks-rungs-caption"))
        .number("column-rung")
        .number("column-factor")
        .number("column-carried-mt")
        .number("column-fluid-mt")
        .number("column-p90");
    for row in found.tables.ladder {
        table.row([
            row.rung.to_string(),
            words.number(row.factor, 2),
            words.estimate(scaled(row.carried_t, 1e-6), 2),
            row.fluid_t
                .map_or("–".to_owned(), |tonnes| words.number(tonnes / 1e6, 2)),
            row.p90_d
                .map_or("–".to_owned(), |days| words.estimate(days, 1)),
        ]);
    }
    table.noted("bottlenecks-rungs-note")
}

/// Anchor of the inputs of a server.
fn server_anchor(kind: &str, id: &str) -> Option<String> {
    let (table, row) = match kind {
        "line section" => ("line_sections", id.split(" to ").next().unwrap_or(id)),
        "handling tracks" | "yard slots" => ("terminals", id),
        "berths" => ("terminals", id.split('+').next().unwrap_or(id)),
        "control" => ("controls", id),
        "locomotives" => ("locomotives", id),
        "wagons" => ("wagons", id),
        "vessels" => ("vessels", id),
        _ => return None,
    };
    Some(input_anchor(table, row))
}

fn server(print: Print, kind: &str, id: &str) -> crate::briefing::Text {
    let name = print.names.server(kind, id);
    match server_anchor(kind, id) {
        Some(anchor) => link(name, anchor),
        None => cell(name),
    }
}

fn reliefs(print: Print, found: &Bottlenecks) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("binding", print.say("bottlenecks-binding-caption"))
        .number("column-rung")
        .text("column-server", 1)
        .number("column-units")
        .number("column-held")
        .number("column-missed-kt");
    for row in found.tables.binding {
        table.rich_row(
            String::new(),
            vec![
                cell(row.rung.to_string()),
                server(print, row.kind, &row.server),
                cell(row.units.to_string()),
                cell(words.percent(row.occupancy, 0)),
                cell(words.estimate(scaled(row.missed_t, 1e-3), 0)),
            ],
        );
    }
    table.noted("bottlenecks-binding-note")
}

fn alone(print: Print, found: &Bottlenecks) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("alone", print.say("bottlenecks-alone-caption"))
        .text("column-relief", 1)
        .number("column-gain-kt");
    let many = found.tables.alone.len();
    for (at, row) in found.tables.alone.iter().enumerate() {
        let gain = words.estimate(scaled(row.gain_t, 1e-3), 0);
        match many - at {
            1 => table.strong_row([print.say("alone-all"), gain]),
            2 => table.strong_row([print.say("alone-sum"), gain]),
            _ => table.row([print.names.relief(&row.what), gain]),
        }
    }
    table.done()
}

fn roots(print: Print, found: &Bottlenecks) -> Option<Block> {
    let words = print.words;
    let all: f64 = found
        .tables
        .roots
        .iter()
        .map(|row| row.tonne_days.mean)
        .sum();
    let mut table = print
        .table("roots", print.say("bottlenecks-roots-caption"))
        .text("column-root", 1)
        .number("column-unit-days")
        .number("column-share-late")
        .number("column-direct");
    for row in found.tables.roots.iter().take(ROWS) {
        table.rich_row(
            String::new(),
            vec![
                server(print, row.kind, &row.root),
                cell(words.estimate(row.unit_days, 0)),
                cell(words.percent(row.tonne_days.mean / all.max(f64::MIN_POSITIVE), 0)),
                cell(words.percent(row.direct_share, 0)),
            ],
        );
    }
    table.noted("bottlenecks-roots-note")
}

fn units(print: Print, found: &Bottlenecks) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("units", print.say("bottlenecks-units-caption"))
        .number("column-rank")
        .text("column-unit", 1)
        .number("column-throughput-kt")
        .number("column-p90-change");
    let value = |estimate: Option<Estimate>| {
        estimate.map_or("–".to_owned(), |estimate| words.estimate(estimate, 2))
    };
    for row in found.tables.worth.iter().take(ROWS) {
        table.row([
            row.rank.to_string(),
            print.names.unit_called(&row.unit, &row.server),
            words.estimate(scaled(row.throughput_t, 1e-3), 1),
            value(row.p90_d),
        ]);
    }
    table.noted("bottlenecks-units-note")
}

fn pairs(print: Print, found: &Bottlenecks) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("pairs", print.say("bottlenecks-pairs-caption"))
        .text("column-first", 1)
        .text("column-second", 1)
        .number("column-both")
        .number("column-sum")
        .number("column-beyond");
    // Pairs name their units in words; their servers stand in the table of units.
    let name = |label: &str| {
        let mut units = found.tables.worth.iter();
        units.find(|row| row.unit == label).map_or_else(
            || label.to_owned(),
            |row| print.names.unit_called(&row.unit, &row.server),
        )
    };
    let kt = |estimate: Estimate| words.estimate(scaled(estimate, 1e-3), 1);
    for row in found.tables.interactions {
        table.row([
            name(&row.first),
            name(&row.second),
            kt(row.both_t),
            kt(row.sum_t),
            kt(row.beyond_t),
        ]);
    }
    table.done()
}

fn inputs(print: Print, found: &Bottlenecks) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("sensitivity", print.say("bottlenecks-inputs-caption"))
        .text("column-input", 1)
        .number("column-given")
        .number("column-range")
        .text("column-flips", 1);
    for row in found.tables.sensitivity {
        let name = format!("{}.{}: {}", row.table, row.column, row.row);
        let given = match row.unit.as_str() {
            "" | "-" => row.given.clone(),
            unit => format!("{} {unit}", row.given),
        };
        let range = format!("{}–{}", words.number(row.low, 2), words.number(row.high, 2));
        let flips = row.flips_at.map_or_else(
            || print.say("bottlenecks-inputs-none"),
            |times| format!("× {}", words.number(times, 2)),
        );
        table.rich_row(
            String::new(),
            vec![
                link(name, input_anchor(&row.table, &row.row)),
                cell(given),
                cell(format!("× {range}")),
                cell(flips),
            ],
        );
    }
    table.done()
}
