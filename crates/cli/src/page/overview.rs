//! What a corridor holds.

use kervan::{Overview, OverviewGroup, Study};

use super::{heading, lines, percent, table, thousands};

pub(crate) fn page(study: &Study, overview: &Overview) -> String {
    let corridor = study.corridor();
    let data = if corridor.real {
        "real data"
    } else {
        "invented data"
    };
    let mut text = format!(
        "{}, base year {}, {data}\n{}\nsha256 {}\n",
        corridor.title,
        corridor.base_year,
        corridor.description,
        study.checksum()
    );

    text += &heading("What there is");
    let counts: Vec<String> = overview
        .tables
        .iter()
        .filter(|(_, rows)| *rows > 0)
        .map(|(name, rows)| {
            let name = if *rows == 1 {
                singular(name)
            } else {
                (*name).to_owned()
            };
            format!("{rows} {name}")
        })
        .collect();
    text += &format!("{}\n", counts.join(", "));

    text += &heading("By country");
    text += &groups("country", &overview.countries);
    if !overview.operators.is_empty() {
        text += &heading("By operator");
        text += &groups("operator", &overview.operators);
    }

    text += &heading("How firm the values are");
    let all: usize = overview.firmness.iter().map(|(_, count)| count).sum();
    let mut firmness = table(&["firmness", "values", "share"], 1);
    for (kind, count) in &overview.firmness {
        firmness.add_row([
            kind.as_str().to_owned(),
            count.to_string(),
            share(*count, all),
        ]);
    }
    text += &lines(&firmness);
    text += "\n";
    let mut by_table = table(&["table", "values", "estimates or defaults"], 1);
    for (name, values, estimated) in &overview.estimated {
        by_table.add_row([
            (*name).to_owned(),
            values.to_string(),
            share(*estimated, *values),
        ]);
    }
    text + &lines(&by_table)
}

fn groups(what: &str, groups: &[OverviewGroup]) -> String {
    let mut table = table(
        &[
            what,
            "nodes",
            "km of line",
            "terminals",
            "berths",
            "controls",
            "locomotives",
            "wagons",
            "vessels",
            "values",
            "estimated",
        ],
        1,
    );
    let or_dash = |count: usize| {
        if count == 0 {
            "-".to_owned()
        } else {
            count.to_string()
        }
    };
    for group in groups {
        table.add_row([
            group.name.clone(),
            or_dash(group.nodes),
            if group.line_km == 0.0 {
                "-".to_owned()
            } else {
                thousands(group.line_km)
            },
            or_dash(group.terminals),
            or_dash(group.berths),
            or_dash(group.controls),
            or_dash(group.locomotives as usize),
            or_dash(group.wagons as usize),
            or_dash(group.vessels as usize),
            group.values.0.to_string(),
            share(group.values.1, group.values.0),
        ]);
    }
    lines(&table)
}

fn share(part: usize, all: usize) -> String {
    if all == 0 {
        "-".to_owned()
    } else {
        percent(part as f64 / all as f64)
    }
}

/// One of what a plural names.
fn singular(name: &str) -> String {
    match name.strip_suffix("classes") {
        Some(stem) => format!("{stem}class"),
        None => name.trim_end_matches('s').to_owned(),
    }
}

/// Every value with where it comes from.
pub(crate) fn values(study: &Study) -> String {
    let mut table = table(
        &[
            "table", "row", "column", "value", "unit", "firmness", "sources",
        ],
        7,
    );
    for (name, row, column, value) in study.corridor().values.iter() {
        table.add_row([
            name.to_owned(),
            row.to_owned(),
            column.to_owned(),
            value.text.clone(),
            value.unit.to_owned(),
            value.provenance.firmness.as_str().to_owned(),
            value.provenance.sources.join(" + "),
        ]);
    }
    heading("Values and their sources") + &lines(&table)
}
