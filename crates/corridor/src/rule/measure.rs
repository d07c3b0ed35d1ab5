//! One measure of room for everything that a unit uses.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::quantity::Room;
use crate::service::Carriage;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for flow in corridor.flows.rows() {
        let unit = &corridor.loading_units[flow.loading_unit];
        let mut meet = |what: String, room: Room, table: &'static str, row: &str, column| {
            if room.measure != unit.room.measure {
                findings.push(Finding::new(
                    code::MEASURE_MISMATCH,
                    &places.of(table, row, column),
                    format!("{what} counts room in {}", room.measure.as_str()),
                    format!(
                        "flow `{}` uses it with units `{}` of {}",
                        flow.id, unit.id, unit.room
                    ),
                    "give both the same measure, or send the flow another way",
                ));
            }
        };
        for service in flow.services.iter().chain(&flow.empty_return) {
            let service = &corridor.services[*service];
            match &service.carriage {
                Carriage::Train(train) => {
                    let what = format!("service `{}`", service.id);
                    meet(what, train.capacity, "services", &service.id, "capacity");
                    if let Some(pool) = train.wagons.map(|pool| &corridor.wagons[pool]) {
                        let what = format!("pool `{}`", pool.id);
                        meet(what, pool.capacity, "wagons", &pool.id, "capacity");
                    }
                }
                Carriage::Vessel { fleet, .. } => {
                    for class in fleet.iter().map(|class| &corridor.vessels[*class]) {
                        let what = format!("class `{}`", class.id);
                        meet(what, class.capacity, "vessels", &class.id, "capacity");
                    }
                }
            }
            for stop in [service.origin, service.destination] {
                if let Some(terminal) = stop.terminal.map(|idx| &corridor.terminals[idx]) {
                    let what = format!("terminal `{}`", terminal.id);
                    meet(what, terminal.slots, "terminals", &terminal.id, "slots");
                }
            }
        }
        if let Some(pool) = flow.wagons.map(|pool| &corridor.wagons[pool]) {
            let what = format!("pool `{}`", pool.id);
            meet(what, pool.capacity, "wagons", &pool.id, "capacity");
        }
        let teu_of_other = flow.volume_unit == "TEU/yr" && unit.room.measure.as_str() != "TEU";
        if teu_of_other || flow.units_per_year <= 0.0 {
            findings.push(Finding::new(
                code::MEASURE_MISMATCH,
                &places.of("flows", &flow.id, "volume"),
                format!(
                    "`{}` {} cannot be turned into units `{}`",
                    flow.volume, flow.volume_unit, unit.id
                ),
                if teu_of_other {
                    format!("one takes {}", unit.room)
                } else {
                    "it carries no goods (`cargo [t]`)".to_owned()
                },
                "give the volume in t/yr, or use another unit",
            ));
        }
    }
}
