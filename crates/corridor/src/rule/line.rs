//! Sections and links: a capacity that is known, room beside other traffic, a length that can be true.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::network::{Capacity, LineSection, Node, Working, great_circle_km};
use crate::quantity::Length;
use crate::table::Idx;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for section in corridor.line_sections.rows() {
        if loops(places, section, findings) {
            // That the loops are unknown explains an unknown capacity.
        } else if section.capacity == Capacity::Loops && section.train_pairs_per_day == 0.0 {
            findings.push(Finding::new(
                code::CAPACITY_UNKNOWN,
                &places.of("line_sections", &section.id, "id"),
                format!("single track `{}` says nothing of its capacity", section.id),
                "neither `train_pairs` nor `loop_spacing`",
                "give `train_pairs [trains/d]` where it is known, else `loop_spacing [km]`",
            ));
        } else if section.background_trains_per_day >= section.train_pairs_per_day {
            findings.push(
                Finding::new(
                    code::LINE_FULL,
                    &places.of("line_sections", &section.id, "background_trains"),
                    format!("other traffic alone fills section `{}`", section.id),
                    format!(
                        "must be below its capacity of {:.1} train pairs a day",
                        section.train_pairs_per_day
                    ),
                    "lower `background_trains`, or give the capacity that carries them",
                )
                .note("a train of the corridor would wait for ever"),
            );
        }
        length(
            corridor,
            places,
            "line_sections",
            &section.id,
            section.from,
            section.to,
            section.distance,
            findings,
        );
    }
    for link in corridor.sea_links.rows() {
        length(
            corridor,
            places,
            "sea_links",
            &link.id,
            link.from,
            link.to,
            link.distance,
            findings,
        );
    }
}

/// Whether passing loops are to be simulated where there are none, which is a finding.
fn loops(places: &Places, section: &LineSection, findings: &mut Vec<Finding>) -> bool {
    let Working::Loops(passing) = section.working else {
        return false;
    };
    let (label, help) = if section.tracks != 1 {
        (
            format!(
                "it has {} tracks, so trains need no loops to cross",
                section.tracks
            ),
            "set `tracks` to 1, or `working` to `capacity`",
        )
    } else if passing.blocks == 0 {
        (
            "no `loop_spacing` says where its loops are".to_owned(),
            "give `loop_spacing [km]`, or set `working` to `capacity`",
        )
    } else {
        return false;
    };
    findings.push(Finding::new(
        code::NO_LOOPS,
        &places.of("line_sections", &section.id, "working"),
        format!("section `{}` cannot be worked over its loops", section.id),
        label,
        help,
    ));
    true
}

/// Positions are rounded and stand for towns, so 3 km and 2 % are granted.
#[allow(clippy::too_many_arguments)]
fn length(
    corridor: &Corridor,
    places: &Places,
    table: &'static str,
    id: &str,
    from: Idx<Node>,
    to: Idx<Node>,
    distance: Length,
    findings: &mut Vec<Finding>,
) {
    let (Some(a), Some(b)) = (corridor.nodes[from].position, corridor.nodes[to].position) else {
        return;
    };
    let straight_km = great_circle_km(a, b);
    if distance.as_km() < straight_km * 0.98 - 3.0 {
        findings.push(Finding::new(
            code::TOO_SHORT,
            &places.of(table, id, "distance"),
            format!("`{id}` is shorter than the straight line between its ends"),
            format!(
                "{} km; the great circle is {straight_km:.0} km",
                distance.as_km()
            ),
            "correct the distance, or the positions in nodes.csv",
        ));
    }
}
