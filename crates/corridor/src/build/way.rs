//! When a service leaves, and which way its trains and vessels take.

use super::Row;
use crate::check::Content;
use crate::code;
use crate::finding::Finding;
use crate::fleet::{LocomotivePool, VesselClass, WagonPool};
use crate::network::{LineSection, Node, SeaLink};
use crate::routing::quickest_way;
use crate::service::{Carriage, Departure, Train};
use crate::table::{Idx, Table};
use crate::terminal::Terminal;

pub(super) fn departure(row: &Row, findings: &mut Vec<Finding>) -> Option<Departure> {
    match (row.content("timetable"), row.given("max_wait")) {
        (Some(Content::Timetable(timetable)), false) => {
            Some(Departure::Timetable(timetable.clone()))
        }
        (None, true) => Some(Departure::WhenFull {
            max_wait: row.hours("max_wait"),
        }),
        (_, both) => {
            findings.push(Finding::new(
                code::DEPARTURE_RULE,
                &row.origin(if both { "timetable" } else { "max_wait" }),
                format!("service `{}` has {}", row.text("id"), if both { "two rules of departure" } else { "no rule of departure" }),
                "expected either `max_wait` or `timetable`",
                "with `max_wait` it departs when full or when its oldest unit has been ready that long; with `timetable` at fixed times",
            ));
            None
        }
    }
}

/// What a way is looked for in.
pub(super) struct Ways<'a> {
    pub(super) terminals: &'a Table<Terminal>,
    pub(super) nodes: &'a Table<Node>,
    pub(super) line_sections: &'a Table<LineSection>,
    pub(super) sea_links: &'a Table<SeaLink>,
}

impl Ways<'_> {
    pub(super) fn vessel(
        &self,
        row: &Row,
        vessels: &Table<VesselClass>,
        findings: &mut Vec<Finding>,
    ) -> Option<Carriage> {
        for column in ["via", "capacity", "wagons", "locomotives", "priority"] {
            if row.given(column) {
                findings.push(mismatch(
                    row,
                    column,
                    "a vessel",
                    "a vessel brings its own room and sails one sea link; leave the cell empty",
                ));
            }
        }
        if !row.given("fleet") {
            findings.push(mismatch(
                row,
                "fleet",
                "a vessel without",
                "name the vessel classes that sail it",
            ));
            return None;
        }
        let (origin, destination): (Idx<Node>, Idx<Node>) = (
            row.stop("origin", self.terminals, self.nodes).node,
            row.stop("destination", self.terminals, self.nodes).node,
        );
        let joins = |link: &SeaLink| {
            (link.from, link.to) == (origin, destination)
                || (link.to, link.from) == (origin, destination)
        };
        let Some((link, _)) = self.sea_links.iter().find(|(_, link)| joins(link)) else {
            findings.push(self.no_route(
                row,
                origin,
                destination,
                "sea_links.csv has no link between the two",
            ));
            return None;
        };
        Some(Carriage::Vessel {
            fleet: row.references("fleet", vessels),
            link,
        })
    }

    pub(super) fn train(
        &self,
        row: &Row,
        wagons: &Table<WagonPool>,
        locomotives: &Table<LocomotivePool>,
        findings: &mut Vec<Finding>,
    ) -> Option<Carriage> {
        if row.given("fleet") {
            findings.push(mismatch(
                row,
                "fleet",
                "a block train",
                "`fleet` names vessels; a train has `wagons` and `locomotives`",
            ));
        }
        if !row.given("capacity") {
            findings.push(mismatch(
                row,
                "capacity",
                "a block train without",
                "say how much one train takes",
            ));
        }
        let mut stops = vec![row.stop("origin", self.terminals, self.nodes).node];
        stops.extend(row.references("via", self.nodes));
        stops.push(row.stop("destination", self.terminals, self.nodes).node);
        let mut sections = Vec::new();
        for pair in stops.windows(2) {
            match quickest_way(self.line_sections, pair[0], pair[1]) {
                Some(way) => sections.extend(way),
                None => {
                    findings.push(self.no_route(
                        row,
                        pair[0],
                        pair[1],
                        "line_sections.csv does not join the two",
                    ));
                    return None;
                }
            }
        }
        let mut hauls = Vec::new();
        let mut from_section = 0;
        if let Some(Content::Stretches(stretches)) = row.content("locomotives") {
            for (position, (pool, node)) in stretches.iter().enumerate() {
                let (Some(pool), Some(at)) =
                    (locomotives.find(&pool.text), self.nodes.find(&node.text))
                else {
                    continue;
                };
                let found = sections
                    .iter()
                    .skip(from_section)
                    .position(|(_, entered)| *entered == at)
                    .map(|skipped| from_section + skipped);
                match found {
                    Some(section) if position > 0 || section == 0 => {
                        from_section = section;
                        hauls.push((pool, section));
                    }
                    _ => findings.push(Finding::new(
                        code::LOCOMOTIVE_GAP,
                        &node.origin,
                        format!("service `{}` takes locomotives at `{}`, where it does not pass in that order", row.text("id"), node.text),
                        if position == 0 { "the first pool hauls from the origin" } else { "not on the way after the change before it" },
                        format!("it passes {}", self.passes(&sections)),
                    )),
                }
            }
        }
        Some(Carriage::Train(Train {
            capacity: row.room("capacity"),
            wagons: row.find("wagons", wagons),
            sections,
            locomotives: hauls,
            priority: row.count("priority") as u8,
        }))
    }

    fn passes(&self, sections: &[(Idx<LineSection>, Idx<Node>)]) -> String {
        let names: Vec<String> = sections
            .iter()
            .map(|(_, entered)| format!("`{}`", self.nodes[*entered].id))
            .collect();
        names.join(", ")
    }

    fn no_route(&self, row: &Row, from: Idx<Node>, to: Idx<Node>, why: &str) -> Finding {
        let (from, to) = (&self.nodes[from].id, &self.nodes[to].id);
        Finding::new(
            code::NO_ROUTE,
            &row.origin("destination"),
            format!(
                "service `{}` has no way from `{from}` to `{to}`",
                row.text("id")
            ),
            why,
            "add the missing section or link, or correct `origin`, `via` and `destination`",
        )
    }
}

fn mismatch(row: &Row, column: &str, what: &str, help: &str) -> Finding {
    Finding::new(
        code::KIND_MISMATCH,
        &row.origin(column),
        format!("service `{}` is {what} `{column}`", row.text("id"))
            .replace("is a vessel `", "is a vessel and has `")
            .replace("is a block train `", "is a block train and has `"),
        format!("its kind is `{}`", row.text("kind")),
        help,
    )
}
