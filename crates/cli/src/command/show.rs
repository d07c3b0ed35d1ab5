//! `kervan show`

use std::process::ExitCode;

use clap::Args;
use kervan::overview;
use serde_json::json;

use super::{CorridorArguments, Format, open};
use crate::{output, page};

/// What to show.
#[derive(Args)]
pub(crate) struct ShowArguments {
    #[command(flatten)]
    corridor: CorridorArguments,
    /// List every value with its firmness and sources
    #[arg(long)]
    values: bool,
}

pub(super) fn run(arguments: &ShowArguments) -> ExitCode {
    let study = match open(&arguments.corridor) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let overview = overview(study.corridor());
    match arguments.corridor.format {
        Format::Text => {
            let values = if arguments.values {
                page::overview::values(&study)
            } else {
                String::new()
            };
            output::answer(&(page::overview::page(&study, &overview) + &values))
        }
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
                "values": values_json(&study, arguments.values),
                "title": study.corridor().title,
                "real": study.corridor().real,
                "base_year": study.corridor().base_year,
                "sha256": study.checksum(),
                "scenarios": study.scenarios().iter().map(|offered| json!({"name": offered.name, "title": offered.title})).collect::<Vec<_>>(),
                "applied": study.applied().iter().map(applied).collect::<Vec<_>>(),
                "tables": overview.tables.iter().map(|(name, rows)| json!({"table": name, "rows": rows})).collect::<Vec<_>>(),
                "countries": overview.countries.iter().map(group).collect::<Vec<_>>(),
                "operators": overview.operators.iter().map(group).collect::<Vec<_>>(),
                "firmness": overview.firmness.iter().map(|(kind, count)| json!({"firmness": kind.as_str(), "values": count})).collect::<Vec<_>>(),
            }))
        }
    }
}

/// Every value with where it comes from; nothing where they were not asked for.
fn values_json(study: &kervan::Study, asked: bool) -> serde_json::Value {
    if !asked {
        return serde_json::Value::Null;
    }
    let rows = study.corridor().values.iter().map(|(table, row, column, value)| {
        json!({
            "table": table, "row": row, "column": column, "value": value.text, "unit": value.unit,
            "firmness": value.provenance.firmness.as_str(), "sources": value.provenance.sources,
        })
    });
    serde_json::Value::Array(rows.collect())
}

/// A scenario that was applied, with what it changed.
fn applied(applied: &kervan::AppliedScenario) -> serde_json::Value {
    let scenario = &applied.scenario;
    let effects = applied.effects.iter().map(|effect| {
        json!({
            "table": effect.table, "row": effect.row, "column": effect.column, "before": effect.before,
            "after": effect.after, "source": effect.source,
            "why": scenario.changes.get(effect.change).and_then(|change| change.why.as_deref()),
        })
    });
    json!({
        "name": scenario.name, "title": scenario.title, "description": scenario.description,
        "sha256": applied.sha256, "effects": effects.collect::<Vec<_>>(),
    })
}
