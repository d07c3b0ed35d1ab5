//! Disruptions: what they leave of the parts they touch, and where ports are.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::disruption::Touched;
use crate::finding::Finding;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for row in corridor.disruptions.rows() {
        let place = |column| places.of("disruptions", &row.id, column);
        let touched = row.touched.first();
        let (low, high) = touched.map_or((0.0, 100.0), |part| part.factors());
        // All of something is no disruption.
        let is_whole = row.factor == 1.0 && touched.is_some();
        if is_whole || !(low..=high).contains(&row.factor) {
            let table = touched.map_or("", |part| part.table());
            let expected = match high {
                0.0 => format!("rows of {table}.csv are out whole"),
                1.0 => format!("a disruption leaves less than all of a row of {table}.csv"),
                _ => "demand times 1 is what it always is".to_owned(),
            };
            let help = match high {
                0.0 => "give 0, or leave it empty",
                1.0 => "give what is left, from 0 to below 1",
                _ => "give another factor, or take the row out",
            };
            findings.push(Finding::new(
                code::OUT_OF_RANGE,
                &place("factor"),
                format!("`factor` of `{}` is {}", row.id, row.factor),
                expected,
                help,
            ));
        }
        for part in &row.touched {
            let Touched::Node(node) = part else { continue };
            if corridor
                .berths
                .rows()
                .iter()
                .any(|berth| berth.node == *node)
            {
                continue;
            }
            findings.push(Finding::new(
                code::KIND_MISMATCH,
                &place("rows"),
                format!(
                    "`{}` closes `{}`, which is no port",
                    row.id, corridor.nodes[*node].id
                ),
                "no berth is there, so no vessel enters or leaves",
                "name a port, or the sections, controls or terminals that are out",
            ));
        }
    }
}
