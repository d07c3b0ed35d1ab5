//! The one page of a briefing as text, and what was written.

use std::path::Path;

use kervan::{Briefed, Briefing};

use super::{PAGE, broken, heading};

pub(crate) fn page(briefed: &Briefed, folder: &Path) -> String {
    let mut text = briefed.briefings.first().map_or(String::new(), one_page);
    text += &heading("Written");
    for (name, bytes) in &briefed.files {
        let kilobytes = bytes.len().div_ceil(1024);
        text += &format!("{}  ({kilobytes} kB)\n", folder.join(name).display());
    }
    let tables = folder.join("tables").display().to_string();
    text + &format!(
        "{tables}  ({} tables as CSV and Parquet)\n",
        briefed.tables.len()
    )
}

fn one_page(briefing: &Briefing) -> String {
    let mut text = format!("{}\n{}\n", briefing.title, briefing.subtitle);
    text += &format!(
        "\n{}\n",
        broken(&briefing.page.lead.plain(), PAGE).join("\n")
    );
    for panel in &briefing.page.panels {
        text += &heading(&panel.title);
        if !panel.figure.is_empty() {
            let line = format!("{}: {}", panel.figure, panel.caption);
            text += &format!("{}\n", broken(&line, PAGE).join("\n"));
        }
        for point in &panel.points {
            text += &format!("- {}\n", broken(&point.plain(), PAGE - 2).join("\n  "));
        }
    }
    text += "\n";
    for line in &briefing.page.foot {
        text += &format!("{}\n", broken(&line.plain(), PAGE).join("\n"));
    }
    text
}

pub(crate) fn json(briefed: &Briefed, folder: &Path) -> serde_json::Value {
    let files = briefed.files.iter();
    let files: Vec<String> = files
        .map(|(name, _)| folder.join(name).display().to_string())
        .collect();
    let panels = |briefing: &Briefing| -> Vec<serde_json::Value> {
        let panels = briefing.page.panels.iter();
        panels
            .map(|panel| {
                let points: Vec<String> = panel.points.iter().map(|point| point.plain()).collect();
                serde_json::json!({
                    "title": panel.title,
                    "figure": panel.figure,
                    "caption": panel.caption,
                    "points": points,
                })
            })
            .collect()
    };
    let briefings: Vec<serde_json::Value> = briefed
        .briefings
        .iter()
        .map(|briefing| {
            serde_json::json!({
                "language": briefing.language,
                "title": briefing.title,
                "lead": briefing.page.lead.plain(),
                "panels": panels(briefing),
            })
        })
        .collect();
    serde_json::json!({ "files": files, "briefings": briefings })
}
