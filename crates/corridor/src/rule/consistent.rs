//! Rows that contradict one another, or themselves.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::network::{Node, Way};
use crate::observed::{Observed, ObservedQuantity};
use crate::table::Idx;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    let ends = |table: &'static str, id: &str, same: bool, findings: &mut Vec<Finding>| {
        if same {
            findings.push(Finding::new(
                code::NO_ROUTE,
                &places.of(table, id, "to"),
                format!("`{id}` begins and ends at the same node"),
                "expected two nodes",
                "correct `from` or `to`, or take the row out",
            ));
        }
    };
    for section in corridor.line_sections.rows() {
        ends(
            "line_sections",
            &section.id,
            section.from == section.to,
            findings,
        );
    }
    for link in corridor.sea_links.rows() {
        ends("sea_links", &link.id, link.from == link.to, findings);
    }
    for service in corridor.services.rows() {
        ends(
            "services",
            &service.id,
            service.origin.node == service.destination.node,
            findings,
        );
    }
    twice(corridor, places, findings);
    idle_controls(corridor, places, findings);
    for row in corridor
        .observed
        .rows()
        .iter()
        .filter(|row| row.low > row.high)
    {
        findings.push(Finding::new(
            code::OUT_OF_RANGE,
            &places.of("observed", &row.id, "low"),
            format!("`low` of `{}` is above its `high`", row.id),
            format!(
                "{} {} is above {} {}",
                row.low, row.unit, row.high, row.unit
            ),
            "give the lower end first",
        ));
    }
    corridor
        .observed
        .rows()
        .iter()
        .for_each(|row| measurable(row, places, findings));
    for row in corridor.background_calls.rows() {
        if !corridor
            .berths
            .rows()
            .iter()
            .any(|berth| berth.terminals.contains(&row.terminal))
        {
            findings.push(Finding::new(
                code::VESSEL_TOO_LARGE,
                &places.of("background_calls", &row.id, "terminal"),
                format!("no berth takes the vessels of `{}`", row.id),
                "berths.csv has none there",
                "add a berth, or take the row out",
            ));
        }
    }
}

/// A published figure says what it measures in a unit that can measure it, and where.
fn measurable(row: &Observed, places: &Places, findings: &mut Vec<Finding>) {
    use ObservedQuantity::{Calls, Ceiling, Handled, TimeAt, TransitTime, VesselAtBerth, Volume};
    let (units, from, to): (&[&str], bool, bool) = match row.quantity {
        TransitTime => (&["d"], true, true),
        TimeAt | VesselAtBerth => (&["d"], false, true),
        Volume | Ceiling => (&["TEU/yr", "t/yr"], false, false),
        Handled => (&["TEU/yr", "t/yr"], false, true),
        Calls => (&["calls/yr"], false, true),
    };
    let mut found = |column: &'static str, message: String, expected: String| {
        findings.push(Finding::new(
            code::KIND_MISMATCH,
            &places.of("observed", &row.id, column),
            message,
            expected,
            "correct `quantity`, or this cell",
        ));
    };
    if !units.contains(&row.unit) {
        let message = format!("`low` of `{}` is in {}", row.id, row.unit);
        found("low", message, format!("expected {}", units.join(" or ")));
    }
    if row.unit != row.high_unit {
        let message = format!("`high` of `{}` is in {}", row.id, row.high_unit);
        found("high", message, format!("`low` is in {}", row.unit));
    }
    for (column, needed, nodes) in [("from", from, &row.from), ("to", to, &row.to)] {
        if needed && nodes.is_empty() {
            let message = format!("`{column}` of `{}` is empty", row.id);
            found(column, message, "its quantity needs a place".to_owned());
        }
    }
}

/// Two controls of one way at one node, or two links between the same ports: which one counts?
fn twice(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for (idx, control) in corridor.controls.iter() {
        if let Some((_, first)) = corridor
            .controls
            .iter()
            .find(|(other, row)| *other < idx && (row.node, row.way) == (control.node, control.way))
        {
            findings.push(Finding::new(
                code::ID_TWICE,
                &places.of("controls", &control.id, "node"),
                format!(
                    "`{}` controls what `{}` controls already",
                    control.id, first.id
                ),
                "one control for each way at a node",
                "put the two together, with the sum of their lanes",
            ));
        }
    }
    for (idx, link) in corridor.sea_links.iter() {
        let ports = |row: &crate::network::SeaLink| (row.from.min(row.to), row.from.max(row.to));
        if let Some((_, first)) = corridor
            .sea_links
            .iter()
            .find(|(other, row)| *other < idx && ports(row) == ports(link))
        {
            findings.push(Finding::new(
                code::ID_TWICE,
                &places.of("sea_links", &link.id, "to"),
                format!("`{}` joins the same ports as `{}`", link.id, first.id),
                "one link between two ports",
                "take one of the two out",
            ));
        }
    }
}

/// A control where nothing crosses a border would be passed over in silence.
fn idle_controls(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for control in corridor.controls.rows() {
        let country = |node: Idx<Node>| &corridor.nodes[node].country;
        let crosses = corridor.services.iter().any(|(idx, _)| {
            corridor.nodes_of(idx).windows(2).any(|pair| {
                let at = if control.way == Way::Exit {
                    pair[0]
                } else {
                    pair[1]
                };
                at == control.node && country(pair[0]) != country(pair[1])
            })
        });
        if !crosses {
            let way = if control.way == Way::Exit {
                "leaves"
            } else {
                "enters"
            };
            findings.push(Finding::new(
                code::IDLE_CONTROL,
                &places.of("controls", &control.id, "node"),
                format!(
                    "`{}` controls nothing: no service {way} `{}` there",
                    control.id,
                    country(control.node)
                ),
                "no service crosses a border at this node that way",
                "correct `node`, `way` or the countries in nodes.csv, or take the row out",
            ));
        }
    }
}
