//! How long it takes, how reliably, and where the hours go.

use std::collections::BTreeMap;

use kervan_results::{Cause, Estimate, FlowRow};

use crate::briefing::{Block, Chapter};
use crate::language::scaled;
use crate::print::{Print, cell, input_anchor, link};

pub(super) fn chapter(print: Print) -> Chapter {
    let mut blocks = Vec::new();
    let group = print.answers.today.flows.first();
    match group.filter(|row| row.is_group) {
        Some(row) => blocks.extend(headline(print, row)),
        None => blocks.push(print.paragraph("time-none", &[])),
    }
    blocks.push(run(print));
    blocks.extend(print.figure("waterfall", "time-waterfall-caption"));
    if let Some(row) = group {
        blocks.extend(causes(print, &row.flow));
        blocks.extend(places(print, &row.flow));
    }
    blocks.extend(print.figure("time-cost-distance", "time-distance-caption"));
    blocks.extend(print.figure("marey", "time-marey-caption"));
    blocks.extend(flows(print));
    if let Some(row) = group {
        blocks.extend(months(print, row));
    }
    super::chapter(print, "time", blocks)
}

fn headline(print: Print, row: &FlowRow) -> Vec<Block> {
    let (words, names) = (print.words, print.names);
    let value = |estimate: Option<Estimate>| {
        estimate.map_or("–".to_owned(), |estimate| words.between(estimate, 1))
    };
    let mut blocks = vec![print.paragraph(
        "time-headline",
        &[
            ("from", names.place(&row.from).into()),
            ("to", names.place(&row.to).into()),
            ("mean", value(row.mean_d).into()),
            ("p10", value(row.p10_d).into()),
            ("p50", value(row.p50_d).into()),
            ("p90", value(row.p90_d).into()),
            ("p99", value(row.p99_d).into()),
        ],
    )];
    let said = print.answers.corridor.transit.as_ref();
    let said = said.and_then(|transit| transit.said_days);
    if let (Some((low, high)), Some(share)) = (said, row.share_in_said) {
        blocks.push(print.paragraph(
            "time-said",
            &[
                ("low", words.number(low, 0).into()),
                ("high", words.number(high, 0).into()),
                ("share", words.percent(share.mean, 0).into()),
            ],
        ));
    }
    blocks.push(print.paragraph("time-clock", &[]));
    blocks
}

fn run(print: Print) -> Block {
    let fact = |key: &str| {
        let mut rows = print.answers.today.run.iter();
        rows.find(|row| row.key == key)
            .map_or(String::new(), |row| row.value.clone())
    };
    let years = print.answers.today.warm_up.years as usize;
    let warmup = print.words.tell("time-warmup", &[("years", years.into())]);
    print.paragraph(
        "time-run",
        &[
            ("replications", fact("replications").into()),
            ("years", fact("years").into()),
            ("warmup", warmup.into()),
        ],
    )
}

/// What was done or waited for, in words.
fn cause_words(print: Print, cause: Cause) -> String {
    let name = print.words.term("cause", cause.as_str());
    match cause.is_waiting() {
        true => print.words.tell("waiting-for", &[("cause", name.into())]),
        false => name,
    }
}

fn causes(print: Print, flow: &str) -> Option<Block> {
    let words = print.words;
    let mut hours: BTreeMap<Cause, f64> = BTreeMap::new();
    for row in print
        .answers
        .today
        .hours
        .iter()
        .filter(|row| row.flow == flow)
    {
        *hours.entry(row.cause).or_default() += row.hours.mean;
    }
    let all: f64 = hours.values().sum();
    let caption = words.tell(
        "time-causes-caption",
        &[("flow", print.names.flow(flow).into())],
    );
    let mut table = print
        .table("causes", caption)
        .text("column-cause", 1)
        .number("column-hours")
        .number("column-share");
    let mut sorted: Vec<(Cause, f64)> = hours.into_iter().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (cause, hours) in sorted {
        table.row([
            cause_words(print, cause),
            words.number(hours, 1),
            words.percent(hours / all.max(f64::MIN_POSITIVE), 0),
        ]);
    }
    table.strong_row([
        print.say("sum"),
        words.number(all, 1),
        words.percent(1.0, 0),
    ]);
    table.done()
}

fn places(print: Print, flow: &str) -> Option<Block> {
    let words = print.words;
    let rows: Vec<_> = print
        .answers
        .today
        .hours
        .iter()
        .filter(|row| row.flow == flow)
        .collect();
    let mut positions: Vec<(usize, &str)> = rows
        .iter()
        .map(|row| (row.position, row.place.as_str()))
        .collect();
    positions.sort_unstable();
    positions.dedup();
    let caption = words.tell(
        "time-places-caption",
        &[("flow", print.names.flow(flow).into())],
    );
    let mut table = print
        .table("places", caption)
        .text("column-place", 3)
        .text("column-country", 2)
        .number("column-moving")
        .number("column-working")
        .number("column-waiting")
        .number("column-estimated");
    for (position, place) in positions {
        let here = || {
            let rows = rows.iter();
            rows.filter(move |row| row.position == position && row.place == place)
        };
        let sum = |is_in: &dyn Fn(Cause) -> bool| -> f64 {
            let rows = here().filter(|row| is_in(row.cause));
            rows.map(|row| row.hours.mean).sum()
        };
        let moving = sum(&|cause| cause == Cause::Running);
        let waiting = sum(&Cause::is_waiting);
        let working = sum(&|_| true) - moving - waiting;
        let first = here().next();
        let corridor = print.answers.corridor;
        let table_name = match corridor.nodes.find(place) {
            Some(_) => "nodes",
            None if corridor.line_sections.find(place).is_some() => "line_sections",
            None => "sea_links",
        };
        table.rich_row(
            String::new(),
            vec![
                link(
                    print.names.place_or_link(place),
                    input_anchor(table_name, place),
                ),
                cell(first.map_or(String::new(), |row| print.names.country(&row.country))),
                cell(words.number(moving, 1)),
                cell(words.number(working, 1)),
                cell(words.number(waiting, 1)),
                cell(first.map_or(String::new(), |row| words.percent(row.estimated_share, 0))),
            ],
        );
    }
    table.done()
}

fn flows(print: Print) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("flows", print.say("time-flows-caption"))
        .text("column-flow", 1)
        .number("column-mean-d")
        .number("column-p10-d")
        .number("column-p50-d")
        .number("column-p90-d")
        .number("column-arrived-kt");
    let value = |estimate: Option<Estimate>| {
        cell(estimate.map_or("–".to_owned(), |estimate| words.estimate(estimate, 1)))
    };
    for row in &print.answers.today.flows {
        let name = match row.is_group {
            true => cell(print.names.flow(&row.flow)),
            false => link(
                print.names.flow(&row.flow),
                input_anchor("flows", &row.flow),
            ),
        };
        let kt = scaled(row.arrived_t, 1e-3);
        table.rich_row(
            String::new(),
            vec![
                name,
                value(row.mean_d),
                value(row.p10_d),
                value(row.p50_d),
                value(row.p90_d),
                cell(words.estimate(kt, 0)),
            ],
        );
    }
    table.noted("time-flows-note")
}

fn months(print: Print, group: &FlowRow) -> Option<Block> {
    let words = print.words;
    let flow = print.names.flow(&group.flow);
    let measure = words.tell(
        "column-arrived-measure",
        &[("measure", group.measure.into())],
    );
    let caption = words.tell("time-months-caption", &[("flow", flow.into())]);
    let mut table = print
        .table("months", caption)
        .text("column-month", 1)
        .number("column-mean-d")
        .number_called(measure);
    let rows = print.answers.today.months.iter();
    for row in rows.filter(|row| row.flow == group.flow) {
        table.row([
            words.month(row.month),
            row.mean_d
                .map_or("–".to_owned(), |days| words.estimate(days, 1)),
            words.estimate(row.arrived, 0),
        ]);
    }
    table.done()
}
