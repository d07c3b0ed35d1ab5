//! How full the corridor is, month by month.

use kervan_chart::{Heat, HeatRow};
use kervan_corridor::network::Node;
use kervan_corridor::{Corridor, Idx};
use kervan_results::{Results, RunInfoRow, ServerRow};

use super::MONTHS;
use crate::study::Study;

/// Servers that are shown: the fullest ones.
const SHOWN: usize = 30;
/// Occupancy from which a server is called full.
const FULL: f64 = 0.85;

pub(super) fn heat(study: &Study, results: &Results, run: &[RunInfoRow]) -> Heat {
    let corridor = study.corridor();
    let fullest = |server: &ServerRow| {
        results
            .servers
            .iter()
            .filter(|row| row.kind == server.kind && row.server == server.server && row.month > 0)
            .map(|row| row.occupancy.mean)
            .fold(0.0, f64::max)
    };
    let mut servers: Vec<(&ServerRow, f64)> = results
        .servers
        .iter()
        .filter(|row| row.month == 0)
        .map(|row| (row, fullest(row)))
        .collect();
    servers.sort_by(|a, b| b.1.total_cmp(&a.1));
    let all = servers.len();
    let full = servers.iter().filter(|(_, most)| *most >= FULL).count();
    servers.truncate(SHOWN);
    // From east to west; what has no position comes last.
    let longitude = |server: &ServerRow| {
        let node = node_of(corridor, server).and_then(|node| corridor.nodes[node].position);
        node.map_or(f64::MIN, |(_, longitude)| longitude)
    };
    servers.sort_by(|a, b| longitude(b.0).total_cmp(&longitude(a.0)));
    let rows = servers
        .into_iter()
        .map(|(server, _)| HeatRow {
            name: name_of(server),
            shares: (1..=12)
                .map(|month| {
                    let row = results.servers.iter().find(|row| {
                        row.kind == server.kind && row.server == server.server && row.month == month
                    });
                    row.map(|row| row.occupancy.mean)
                })
                .collect(),
        })
        .collect();
    Heat {
        heading: study.heading(
            format!("{full} of {all} servers are 85 % full or more in some month"),
            format!(
                "Share of open time in which each is held; the {SHOWN} fullest, from east to west"
            ),
            run,
        ),
        columns: MONTHS.map(str::to_owned).to_vec(),
        rows,
        limit: FULL,
    }
}

/// What a server is called in a picture.
fn name_of(server: &ServerRow) -> String {
    match server.kind {
        "line section" => format!("line {}", server.name),
        "locomotives" | "wagons" | "vessels" => format!("{} {}", server.kind, server.name),
        kind => format!("{kind} {} ({})", server.name, server.server),
    }
}

/// A place that a server is at: the base of a fleet, the end of a section that its trains come to.
fn node_of(corridor: &Corridor, server: &ServerRow) -> Option<Idx<Node>> {
    let id = server.server.as_str();
    match server.kind {
        "line section" => {
            let (section, to) = id.split_once(" to ")?;
            corridor.line_sections.find(section)?;
            corridor.nodes.find(to)
        }
        "handling tracks" | "yard slots" => {
            let idx = corridor.terminals.find(id)?;
            Some(corridor.terminals[idx].node)
        }
        "berths" => {
            let first = id.split('+').next()?;
            let idx = corridor.terminals.find(first)?;
            Some(corridor.terminals[idx].node)
        }
        "control" => {
            let idx = corridor.controls.find(id)?;
            Some(corridor.controls[idx].node)
        }
        "locomotives" => {
            let idx = corridor.locomotives.find(id)?;
            Some(corridor.locomotives[idx].base)
        }
        "wagons" => {
            let idx = corridor.wagons.find(id)?;
            Some(corridor.wagons[idx].base)
        }
        "vessels" => {
            let idx = corridor.vessels.find(id)?;
            Some(corridor.vessels[idx].base)
        }
        _ => None,
    }
}
