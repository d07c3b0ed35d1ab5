//! What one train uses on its way, and what one unit adds to it.

use kervan_corridor::network::{Control, Node, Way};
use kervan_corridor::service::{Carriage, Service, Train};
use kervan_corridor::terminal::Terminal;
use kervan_corridor::{Corridor, Idx};

/// Mean working hours of a control on one train or lot.
pub(super) fn control_h(control: &Control) -> f64 {
    control.documents_h.mean() + control.inspection_share * control.inspection_h.mean()
}

/// Hours of a handling track for one move: its cranes are shared evenly by the tracks.
pub(super) fn move_h(terminal: &Terminal) -> f64 {
    let tracks = f64::from(terminal.handling_tracks);
    let one = terminal
        .crane_rate
        .working_time(1e6, f64::from(terminal.rail_cranes) / tracks);
    // Of a million moves, so that whole seconds do not matter.
    one.as_hours() / 1e6
}

/// The controls of something that goes from a node to another: where it leaves a country, and
/// where it enters one.
pub(super) fn controls(
    corridor: &Corridor,
    from: Idx<Node>,
    to: Idx<Node>,
) -> [Option<Idx<Control>>; 2] {
    if corridor.nodes[from].country == corridor.nodes[to].country {
        return [None, None];
    }
    [
        corridor.control_at(from, Way::Exit),
        corridor.control_at(to, Way::Entry),
    ]
}

/// A locomotive's part of a trip.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Haul {
    pub(super) pool: usize,
    /// Nodes where it begins and ends.
    pub(super) ends: [usize; 2],
    /// From asked for until ready again.
    pub(super) hours: f64,
    /// Sections with their nodes and running hours, running factor not counted.
    pub(super) sections: Vec<(usize, usize, f64)>,
}

/// The way of a train, once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Trip {
    /// From loaded until at the end, waiting not counted.
    pub(super) hours: f64,
    /// Sections, with 0 for the direction from their `from` to their `to`.
    pub(super) sections: Vec<(usize, usize)>,
    pub(super) controls: Vec<usize>,
    pub(super) hauls: Vec<Haul>,
}

impl Trip {
    pub(super) fn new(corridor: &Corridor, service: &Service, train: &Train) -> Trip {
        let mut trip = Trip {
            hours: service.preparation.as_hours(),
            ..Trip::default()
        };
        for (position, (idx, entered)) in train.sections.iter().enumerate() {
            let section = &corridor.line_sections[*idx];
            let left = section.opposite(*entered);
            let mut locomotives = train.locomotives.iter();
            if let Some((pool, _)) = locomotives.find(|(_, from)| *from == position) {
                let row = &corridor.locomotives[*pool];
                trip.hours += row.attach.as_hours();
                trip.hauls.push(Haul {
                    pool: pool.at(),
                    ends: [entered.at(), left.at()],
                    hours: row.attach.as_hours() + row.turnaround.as_hours(),
                    sections: Vec::new(),
                });
            }
            let running = section.speed.time_s(section.distance) / 3600.0;
            let mut hours = running * section.running_factor.mean();
            for control in controls(corridor, *entered, left).into_iter().flatten() {
                hours += control_h(&corridor.controls[control]);
                trip.controls.push(control.at());
            }
            trip.hours += hours;
            let direction = usize::from(section.from != *entered);
            trip.sections.push((idx.at(), direction));
            if let Some(haul) = trip.hauls.last_mut() {
                haul.ends[1] = left.at();
                haul.hours += hours;
                haul.sections.push((entered.at(), left.at(), running));
            }
        }
        trip
    }
}

/// The train of a service, if it is one.
pub(super) fn train_of(service: &Service) -> Option<&Train> {
    match &service.carriage {
        Carriage::Train(train) => Some(train),
        Carriage::Vessel { .. } => None,
    }
}
