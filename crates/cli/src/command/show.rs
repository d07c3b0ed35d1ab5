//! `kervan show`

use std::process::ExitCode;

use kervan::overview;
use serde_json::json;

use super::{CorridorArguments, Format, open};
use crate::{output, page};

pub(super) fn run(arguments: &CorridorArguments) -> ExitCode {
    let study = match open(arguments) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let overview = overview(study.corridor());
    match arguments.format {
        Format::Text => output::answer(&page::overview::page(&study, &overview)),
        Format::Json => {
            let group = |group: &kervan::OverviewGroup| {
                json!({
                    "name": group.name, "nodes": group.nodes, "line_km": group.line_km, "terminals": group.terminals,
                    "berths": group.berths, "controls": group.controls, "locomotives": group.locomotives,
                    "wagons": group.wagons, "vessels": group.vessels, "values": group.values.0, "estimated": group.values.1,
                })
            };
            output::answer_json(&json!({
                "corridor": study.name(),
                "title": study.corridor().title,
                "real": study.corridor().real,
                "base_year": study.corridor().base_year,
                "sha256": study.checksum(),
                "tables": overview.tables.iter().map(|(name, rows)| json!({"table": name, "rows": rows})).collect::<Vec<_>>(),
                "countries": overview.countries.iter().map(group).collect::<Vec<_>>(),
                "operators": overview.operators.iter().map(group).collect::<Vec<_>>(),
                "firmness": overview.firmness.iter().map(|(kind, count)| json!({"firmness": kind.as_str(), "values": count})).collect::<Vec<_>>(),
            }))
        }
    }
}
