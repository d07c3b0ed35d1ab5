//! What if a port closes, the sea falls, locomotives run short.

use kervan_results::{Estimate, OutageRow, Stress};

use crate::answers::Part;
use crate::briefing::{Block, Chapter};
use crate::language::scaled;
use crate::one_page::worst_outage;
use crate::print::{Print, cell, input_anchor, link};

/// Rows of the longer tables.
const ROWS: usize = 15;

pub(super) fn chapter(print: Print) -> Chapter {
    let stress = match &print.answers.stress {
        Part::Given(stress) => *stress,
        Part::Missing(missing) => return super::without(print, "stress", missing),
    };
    let words = print.words;
    let mut blocks = Vec::new();
    if let Some(worst) = stress.outages.iter().find(|row| row.is_full) {
        let days = words.number(worst.days, 0);
        blocks.push(print.paragraph("stress-method", &[("days", days.into())]));
        let text = worst_outage(print, worst, "stress-worst");
        blocks.push(Block::Paragraph { text });
    }
    if let Some(all) = stress.years.iter().find(|row| row.years == "all") {
        let flowing = words.percent(all.flowing.mean, 0);
        let short = words.between(scaled(all.short_t, 1e-3), 0);
        let key = match all.short_t.low.is_none_or(|low| low > 0.0) {
            true => "stress-years",
            false => "stress-years-same",
        };
        blocks.push(print.paragraph(key, &[("flowing", flowing.into()), ("short", short.into())]));
    }
    blocks.extend(print.figure("outages", "stress-outages-caption"));
    blocks.extend(outages(print, &stress.outages));
    blocks.extend(print.figure("recovery", "stress-recovery-caption"));
    blocks.extend(events(print, &stress.events));
    blocks.extend(years(print, stress));
    blocks.extend(contributions(print, stress));
    blocks.extend(buffers(print, stress));
    blocks.extend(water(print, stress));
    blocks.extend(refused(print, stress));
    blocks.extend(flips(print, stress));
    super::chapter(print, "stress", blocks)
}

fn recovered(print: Print, row: &OutageRow) -> String {
    match row.recovered_d.filter(|_| row.not_recovered == 0) {
        Some(days) => print.words.estimate(days, 0),
        None => {
            let days = row.horizon_d.to_string();
            print.words.tell("column-not-yet", &[("days", days.into())])
        }
    }
}

fn outages(print: Print, rows: &[OutageRow]) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("outages", print.say("stress-outages-table"))
        .text("column-out", 1)
        .text("column-season", 0)
        .number("column-late")
        .number("column-depth")
        .number("column-lost")
        .number("column-recovered")
        .number("column-estimated");
    for row in rows.iter().filter(|row| row.is_full).take(ROWS) {
        let name = print.names.out(&row.part, &row.name);
        let name = match row.part.split_once(':').filter(|_| !row.part.contains(';')) {
            Some((table, id)) => link(name, input_anchor(table, id)),
            None => cell(name),
        };
        table.rich_row(
            String::new(),
            vec![
                name,
                cell(words.month(row.month)),
                cell(words.estimate(row.late_td, 0)),
                cell(words.estimate(row.depth_t, 0)),
                cell(words.estimate(row.lost_t, 0)),
                cell(recovered(print, row)),
                cell(words.percent(row.estimated_share, 0)),
            ],
        );
    }
    table.noted("stress-outages-note")
}

fn events(print: Print, rows: &[OutageRow]) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("events", print.say("stress-events-table"))
        .text("column-out", 1)
        .text("column-season", 0)
        .number("column-duration")
        .number("column-late")
        .number("column-lost")
        .number("column-recovered");
    for row in rows {
        table.rich_row(
            String::new(),
            vec![
                link(
                    print.names.out(&row.part, &row.name),
                    input_anchor("disruptions", &row.part),
                ),
                cell(words.month(row.month)),
                cell(words.number(row.days, 1)),
                cell(words.estimate(row.late_td, 0)),
                cell(words.estimate(row.lost_t, 0)),
                cell(recovered(print, row)),
            ],
        );
    }
    table.done()
}

fn years(print: Print, stress: &Stress) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("years", print.say("stress-years-table"))
        .text("column-years", 1)
        .number("column-flowing")
        .number("column-arrives-mt")
        .number("column-short")
        .number("column-tail")
        .number("column-p90");
    for row in &stress.years {
        table.row([
            words.term("years", row.years),
            words.percent(row.flowing.mean, 0),
            words.estimate(scaled(row.arrived_t, 1e-6), 2),
            words.estimate(scaled(row.short_t, 1e-3), 0),
            words.estimate(scaled(row.tail_short_t, 1e-3), 0),
            row.p90_d
                .map_or("–".to_owned(), |days| words.estimate(days, 1)),
        ]);
    }
    table.done()
}

fn contributions(print: Print, stress: &Stress) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("contributions", print.say("stress-contributions-table"))
        .text("column-what", 4)
        .text("column-kind", 2)
        .number("column-rate")
        .number("column-duration")
        .number("column-late-year")
        .number("column-lost-year")
        .text("column-source", 2);
    let value = |estimate: Option<Estimate>| {
        cell(estimate.map_or("–".to_owned(), |estimate| words.estimate(estimate, 0)))
    };
    let number =
        |value: Option<f64>| cell(value.map_or("–".to_owned(), |value| words.number(value, 1)));
    for row in &stress.contributions {
        let kind = words.term("contribution", row.kind);
        let name = match row.id.as_str() {
            "" => cell(kind.clone()),
            id => {
                let name = words
                    .known_name(id)
                    .unwrap_or_else(|| words.name(&row.name));
                match row.kind {
                    "disruption" => link(name, input_anchor("disruptions", id)),
                    "weather" => link(name, input_anchor("closures", id)),
                    _ => cell(name),
                }
            }
        };
        table.rich_row(
            String::new(),
            vec![
                name,
                cell(if row.id.is_empty() {
                    String::new()
                } else {
                    kind
                }),
                number(row.rate),
                number(row.duration_d),
                value(row.late_td.or(row.by_rate_late_td)),
                value(row.lost_t.or(row.by_rate_lost_t)),
                print.sources(&row.sources),
            ],
        );
    }
    table.done()
}

fn buffers(print: Print, stress: &Stress) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("buffers", print.say("stress-buffers-table"))
        .text("column-buffer", 1)
        .number("column-late-year")
        .number("column-lost-year")
        .number("column-arrived-more");
    for row in &stress.measures {
        table.row([
            print.names.buffer(&row.name, &row.title),
            words.estimate(row.late_td, 0),
            words.estimate(row.lost_t, 0),
            words.estimate(row.arrived_t, 0),
        ]);
    }
    table.done()
}

fn water(print: Print, stress: &Stress) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("water", print.say("stress-water-table"))
        .text("column-year", 1)
        .number("column-fall")
        .number("column-load")
        .number("column-arrives-mt")
        .number("column-p90");
    for row in stress.water.iter().filter(|row| row.scenario.is_empty()) {
        let arrives = row.arrived_t.map_or_else(
            || print.say("water-refused"),
            |tonnes| words.estimate(scaled(tonnes, 1e-6), 2),
        );
        table.row([
            row.year.to_string(),
            words.number(row.fall_m, 2),
            row.load_share
                .map_or("–".to_owned(), |share| words.percent(share, 0)),
            arrives,
            row.p90_d
                .map_or("–".to_owned(), |days| words.estimate(days, 1)),
        ]);
    }
    table.done()
}

/// Why a level of the water cannot be worked, in the words of the simulation.
fn refused(print: Print, stress: &Stress) -> Option<Block> {
    let mut rows = stress.water.iter();
    let row = rows.find(|row| row.scenario.is_empty() && !row.refused.is_empty())?;
    let arguments = [
        ("year", row.year.to_string().into()),
        ("reason", row.refused.replace('`', "").into()),
    ];
    Some(print.paragraph("stress-water-refused", &arguments))
}

fn flips(print: Print, stress: &Stress) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("flips", print.say("stress-flips-table"))
        .text("column-rank", 2)
        .text("column-input", 2)
        .number("column-given")
        .number("column-flips");
    let disruption = |id: &str| words.name(id);
    for row in &stress.flips {
        let order = words.tell(
            "flip-between",
            &[
                ("first", disruption(&row.first).into()),
                ("second", disruption(&row.second).into()),
            ],
        );
        let (id, what) = row.input.rsplit_once(' ').unwrap_or((&row.input, ""));
        let key = if what == "rate" {
            "flip-rate"
        } else {
            "flip-duration"
        };
        let input = words.tell(key, &[("name", disruption(id).into())]);
        table.rich_row(
            String::new(),
            vec![
                cell(order),
                link(input, input_anchor("disruptions", id)),
                cell(words.number(row.value, 2)),
                cell(
                    row.flips_at
                        .map_or_else(|| print.say("flip-none"), |value| words.number(value, 2)),
                ),
            ],
        );
    }
    table.done()
}
