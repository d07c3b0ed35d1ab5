//! Single tracks: `sections` with minutes up and down.

use super::{Making, list, number, whole};
use crate::case::{Case, Kind, Line};
use crate::node::Node;
use crate::quantity::{LineQuantity, Quantity};
use crate::read::CaseFile;
use crate::section::Reader;

/// Correct digits asked of the formula.
const DIGITS: f64 = 9.0;

pub(super) fn read(reader: &mut Reader, tree: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    for (position, node) in tree.list().unwrap_or_default().iter().enumerate() {
        let name = node.get("id").and_then(Node::text).map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("line-{}", position + 1));
        file.cases.extend(line(reader, node, &name));
    }
    file
}

fn line(reader: &mut Reader, node: &Node, name: &str) -> Option<Case> {
    const MINUTES: (f64, f64) = (0.0, 100_000.0);
    let mut blocks = Vec::new();
    for section in list(reader, node, "sections") {
        let up = number(reader, section, "up_minutes", (1.0 / 60.0, MINUTES.1))?;
        let down = number(reader, section, "down_minutes", (1.0 / 60.0, MINUTES.1))?;
        blocks.push([up * 60.0, down * 60.0]);
    }
    let crossing = number(reader, node, "crossing_minutes", MINUTES)?;
    let in_one_go = match node.get("trains_per_direction_in_one_go") {
        Some(_) => whole(reader, node, "trains_per_direction_in_one_go", (1.0, 20.0))?,
        None => 1,
    };
    let headway = match in_one_go {
        1 => 0.0,
        _ => number(reader, node, "following_headway_minutes", MINUTES)?,
    };
    let line = Kind::Line(Line {
        blocks,
        crossing_s: crossing * 60.0,
        in_one_go,
        headway_s: headway * 60.0,
    });
    let expected = node.get("expected").unwrap_or(node);
    let mut making = Making::new(reader, node, name, line);
    let per_day = "trains_per_day_both_directions";
    for (key, label, what) in [
        ("cycle_minutes", "cycle", LineQuantity::Cycle),
        (
            "binding_section",
            "binding section",
            LineQuantity::BindingSection,
        ),
        (per_day, "trains a day", LineQuantity::TrainsADay),
        (
            per_day,
            "saturated trains a day",
            LineQuantity::SaturatedTrainsADay,
        ),
    ] {
        making.ask(expected.get(key), label, Quantity::Line(what));
    }
    for asked in &mut making.case.expects {
        asked.digits = Some(DIGITS);
    }
    Some(making.case)
}
