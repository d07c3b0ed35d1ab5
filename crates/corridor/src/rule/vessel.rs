//! Vessels: a berth they fit at each port they call at.

use std::collections::BTreeSet;

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::service::Carriage;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    for service in corridor.services.rows() {
        let Carriage::Vessel { fleet, .. } = &service.carriage else {
            continue;
        };
        for (column, stop) in [
            ("origin", service.origin),
            ("destination", service.destination),
        ] {
            let Some(terminal) = stop.terminal else {
                continue;
            };
            for class in fleet.iter().map(|class| &corridor.vessels[*class]) {
                let mut berths = corridor
                    .berths
                    .rows()
                    .iter()
                    .filter(|berth| berth.terminals.contains(&terminal))
                    .peekable();
                let none = berths.peek().is_none();
                let fits = class.usable > 0.0
                    && berths.any(|berth| {
                        berth.length >= class.length && berth.draught >= class.laden_draught
                    });
                if !fits && said.insert((class.id.as_str(), terminal)) {
                    findings.push(Finding::new(
                        code::VESSEL_TOO_LARGE,
                        &places.of("services", &service.id, column),
                        format!(
                            "no berth at `{}` takes a vessel of class `{}`",
                            corridor.terminals[terminal].id, class.id
                        ),
                        if none {
                            "berths.csv has none there".to_owned()
                        } else {
                            format!(
                                "needs {} m length and {} m draught",
                                class.length.as_m(),
                                class.light_draught.unwrap_or(class.draught).as_m()
                            )
                        },
                        "add a berth, dredge it (`draught`), or sail another class there",
                    ));
                }
            }
        }
    }
}
