//! How full the corridor is, month by month.

use kervan_chart::{Heat, HeatRow};
use kervan_corridor::network::Node;
use kervan_corridor::{Corridor, Idx};
use kervan_results::{Results, ServerRow};

use super::Draw;

/// Servers that are shown: the fullest ones.
const SHOWN: usize = 30;
/// Occupancy from which a server is called full.
const FULL: f64 = 0.85;

pub(super) fn heat(draw: &Draw, results: &Results) -> Heat {
    let corridor = draw.study.corridor();
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
            name: draw.names.server(server.kind, &server.server),
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
        heading: draw.heading(
            draw.tell(
                "picture-occupancy-title",
                &[
                    ("full", full.to_string().into()),
                    ("all", all.to_string().into()),
                    ("limit", draw.words.percent(FULL, 0).into()),
                ],
            ),
            draw.tell(
                "picture-occupancy-subtitle",
                &[("shown", SHOWN.min(all).to_string().into())],
            ),
        ),
        columns: (1..=12).map(|month| draw.words.month(month)).collect(),
        rows,
        limit: FULL,
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
