//! Trains: one gauge all the way, wagons enough for a full train, sections that take it.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;
use crate::quantity::{Gauge, Measure};
use crate::service::{Carriage, Service, Train};

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for service in corridor.services.rows() {
        if let Carriage::Train(train) = &service.carriage {
            gauge(corridor, places, service, train, findings);
            size(corridor, places, service, train, findings);
            room(corridor, places, service, train, findings);
        }
    }
}

fn gauge(
    corridor: &Corridor,
    places: &Places,
    service: &Service,
    train: &Train,
    findings: &mut Vec<Finding>,
) {
    let mut running = train
        .wagons
        .map_or(Gauge::Both, |pool| corridor.wagons[pool].gauge);
    for (section, entered) in &train.sections {
        let section = &corridor.line_sections[*section];
        if !running.meets(section.gauge) {
            findings.push(Finding::new(
                code::GAUGE_BREAK,
                &places.of("services", &service.id, "id"),
                format!(
                    "the train of `{}` meets another gauge at `{}`",
                    service.id, corridor.nodes[*entered].id
                ),
                format!(
                    "it runs on {} mm, section `{}` is {} mm",
                    running.as_str(),
                    section.id,
                    section.gauge.as_str()
                ),
                "end the service at a terminal there and start another one on the other gauge",
            ));
            return;
        }
        if running == Gauge::Both {
            running = section.gauge;
        }
    }
}

/// A train is unloaded only when the yard has room for all of it.
fn room(
    corridor: &Corridor,
    places: &Places,
    service: &Service,
    train: &Train,
    findings: &mut Vec<Finding>,
) {
    let Some(terminal) = service
        .destination
        .terminal
        .map(|idx| &corridor.terminals[idx])
    else {
        return;
    };
    if train.capacity.amount > terminal.slots.amount {
        findings.push(
            Finding::new(
                code::LOT_TOO_LARGE,
                &places.of("services", &service.id, "capacity"),
                format!(
                    "a full train of `{}` takes {}, the yard `{}` has {}",
                    service.id, train.capacity, terminal.id, terminal.slots
                ),
                "a train is unloaded only when the yard has room for all of it",
                "make the train smaller, or the yard larger",
            )
            .note("a full train could never be unloaded"),
        );
    }
}

fn size(
    corridor: &Corridor,
    places: &Places,
    service: &Service,
    train: &Train,
    findings: &mut Vec<Finding>,
) {
    let Some(pool) = train.wagons.map(|pool| &corridor.wagons[pool]) else {
        if train.capacity.measure == Measure::Metres {
            fits_sections(
                corridor,
                places,
                service,
                train,
                train.capacity.amount,
                0.0,
                findings,
            );
        }
        return;
    };
    let wagons = pool.wagons_for(train.capacity.amount);
    if wagons > pool.count {
        findings.push(
            Finding::new(
                code::FLEET_TOO_SMALL,
                &places.of("services", &service.id, "capacity"),
                format!(
                    "a full train of `{}` needs {wagons} wagons, pool `{}` has {}",
                    service.id, pool.id, pool.count
                ),
                format!("{} at {} a wagon", train.capacity, pool.capacity),
                "make the train smaller, or the pool larger",
            )
            .note("a full train could never leave"),
        );
    }
    let (length_m, tare_t) = (
        f64::from(wagons) * pool.length.as_m(),
        f64::from(wagons) * pool.tare_t,
    );
    fits_sections(corridor, places, service, train, length_m, tare_t, findings);
}

/// Every section of the way takes a full train of that length and tare.
fn fits_sections(
    corridor: &Corridor,
    places: &Places,
    service: &Service,
    train: &Train,
    length_m: f64,
    tare_t: f64,
    findings: &mut Vec<Finding>,
) {
    let mass_per_room = corridor
        .flows
        .rows()
        .iter()
        .filter(|flow| {
            flow.services
                .iter()
                .any(|idx| corridor.services[*idx].id == service.id)
        })
        .map(|flow| &corridor.loading_units[flow.loading_unit])
        .map(|unit| unit.mass_t / unit.room.amount)
        .fold(0.0, f64::max);
    let mass_t = tare_t + mass_per_room * train.capacity.amount;
    for (section, _) in &train.sections {
        let section = &corridor.line_sections[*section];
        let too_long = section
            .max_train_length
            .is_some_and(|limit| length_m > limit.as_m());
        let too_heavy = section.max_train_mass_t.is_some_and(|limit| mass_t > limit);
        if too_long || too_heavy {
            let (what, limit) = if too_long {
                (
                    format!("{length_m:.0} m long"),
                    format!(
                        "{} m",
                        section.max_train_length.map_or(0.0, |limit| limit.as_m())
                    ),
                )
            } else {
                (
                    format!("{mass_t:.0} t heavy"),
                    format!("{} t", section.max_train_mass_t.unwrap_or(0.0)),
                )
            };
            findings.push(Finding::new(
                code::TRAIN_TOO_LARGE,
                &places.of("services", &service.id, "capacity"),
                format!("a full train of `{}` is {what}", service.id),
                format!("section `{}` takes {limit}", section.id),
                "make the train smaller, or correct the limit of the section",
            ));
        }
    }
}
