//! What a corridor holds.

use kervan::{AppliedScenario, Overview, OverviewGroup, Study};

use super::{heading, lines, percent, scenario_lines, table, thousands};

pub(crate) fn page(study: &Study, overview: &Overview) -> String {
    let corridor = study.corridor();
    let data = if corridor.real {
        "real data"
    } else {
        "invented data"
    };
    let mut text = format!(
        "{}, base year {}, {data}\n{}{}\nsha256 {}\n",
        corridor.title,
        corridor.base_year,
        scenario_lines(study),
        corridor.description,
        study.checksum()
    );

    text += &offered(study);
    for applied in study.applied() {
        text += &changes(applied);
    }
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

/// The scenarios that the corridor offers.
fn offered(study: &Study) -> String {
    let scenarios = study.scenarios();
    if scenarios.is_empty() {
        return String::new();
    }
    let mut table = table(&["name", "title"], 2);
    for scenario in scenarios {
        let title = scenario
            .title
            .unwrap_or_else(|| format!("cannot be read; `--scenario {}` says why", scenario.name));
        table.add_row([scenario.name, title]);
    }
    heading("Scenarios on offer") + &lines(&table)
}

/// What a scenario changes.
fn changes(applied: &AppliedScenario) -> String {
    let scenario = &applied.scenario;
    let mut text = heading(&format!("What `{}` changes", scenario.name));
    if !scenario.description.is_empty() {
        text += &format!("{}\n", scenario.description);
    }
    if applied.effects.is_empty() {
        return text + "Nothing.\n";
    }
    for (number, change) in scenario.changes.iter().enumerate() {
        text += &change
            .why
            .as_ref()
            .map_or_else(|| "\n".to_owned(), |why| format!("\n{why}\n"));
        let mut table = table(&["table", "row", "column", "before", "after", "source"], 6);
        let or_dash = |cell: &Option<String>| match cell.as_deref() {
            None | Some("") => "-".to_owned(),
            Some(text) => text.to_owned(),
        };
        for effect in applied
            .effects
            .iter()
            .filter(|effect| effect.change == number)
        {
            table.add_row([
                effect.table.to_owned(),
                effect.row.clone(),
                effect.column.clone(),
                or_dash(&effect.before),
                or_dash(&effect.after),
                effect.source.clone(),
            ]);
        }
        text += &lines(&table);
    }
    text
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
