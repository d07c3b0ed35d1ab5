//! The empty corridor at the start of a replication.

use std::collections::{BTreeMap, VecDeque};

use kervan_corridor::Corridor;
use kervan_corridor::network::Working;
use kervan_engine::{EventQueue, PacedServer, RandomStream, Server, SimTime};
use kervan_results::Cause;

use super::{
    BerthGroup, Control, Line, LocomotivePool, Paths, Port, ServiceState, Span, Terminal, Vessel,
    VesselStage, WagonPool, World,
};
use crate::calendar::ModelYear;
use crate::error::SimulationError;
use crate::layout::{KindLayout, Layout, Room, hundredths};
use crate::parcel::Slab;
use crate::process::background::BackgroundSource;
use crate::process::disruption::{DisruptionState, Out, WayState, Withdrawn};
use crate::process::flow_arrival::FlowSource;
use crate::process::loop_run::LoopLine;
use crate::process::weather::Weather;
use crate::record::Record;
use crate::sampling::Sampler;
use crate::usage::Usage;

impl<'a> World<'a> {
    /// The empty corridor at the start of a replication.
    pub(crate) fn new(
        layout: &'a Layout<'a>,
        seed: u64,
        replication: u64,
        span: Span,
    ) -> Result<World<'a>, SimulationError> {
        let corridor = layout.corridor;
        let year = ModelYear::starting(corridor.first_day);
        let stream =
            |object: &str, purpose: &str| RandomStream::named(seed, replication, object, purpose);
        let offset = |node: usize| corridor.nodes.rows()[node].utc_offset_s;

        let mut terminals = Vec::new();
        for (idx, terminal) in corridor.terminals.iter() {
            let node = terminal.node.at();
            let berths = corridor
                .berths
                .rows()
                .iter()
                .filter(|berth| berth.terminals.contains(&idx))
                .count();
            let (_, train, vessel) = largest_vehicles(layout, idx.at());
            terminals.push(Terminal {
                node,
                hours: year.calendar(&terminal.opening_hours, offset(node)),
                slots: hundredths(terminal.slots.amount),
                slots_used: Usage::new(),
                held: [0; 3],
                kept: kept_room(layout, idx.at(), hundredths(terminal.slots.amount)),
                beside: train + vessel * berths as Room,
                slot_waiters: std::array::from_fn(|_| VecDeque::new()),
                tracks: Server::new(terminal.handling_tracks as usize),
                tracks_used: Usage::new(),
                cranes_per_track: f64::from(terminal.rail_cranes)
                    / f64::from(terminal.handling_tracks),
                collection: Sampler::new(
                    &terminal.collection_h,
                    stream(&terminal.id, "collection"),
                )?,
                collecting: 0,
            });
        }
        let (ports, berth_groups) = ports(corridor);
        let port_of = |node: usize| ports.iter().position(|port| port.node == node);
        let port_of_node = (0..corridor.nodes.len()).map(port_of).collect();
        let mut group_of_berth = vec![0; corridor.berths.len()];
        for (group, state) in berth_groups.iter().enumerate() {
            for berth in &state.berths {
                group_of_berth[*berth] = group;
            }
        }
        let mut controls = Vec::new();
        for control in corridor.controls.rows() {
            controls.push(Control {
                hours: year.calendar(&control.opening_hours, offset(control.node.at())),
                lanes: Server::new(control.lanes as usize),
                used: Usage::new(),
                documents: Sampler::new(&control.documents_h, stream(&control.id, "documents"))?,
                inspection: Sampler::new(&control.inspection_h, stream(&control.id, "inspection"))?,
                inspected: stream(&control.id, "inspected"),
            });
        }
        let mut lines = Vec::new();
        for section in corridor.line_sections.rows() {
            if let Working::Loops(loops) = section.working {
                lines.push(Line::Loops(Box::new(LoopLine::new(
                    section,
                    loops,
                    corridor.line.crossing_time_min,
                    &stream,
                )?)));
                continue;
            }
            let direction = |name: &str| -> Result<Paths, SimulationError> {
                let interval = (86_400.0 / section.train_pairs_per_day).round().max(1.0) as i64;
                let background = section.background_trains_per_day / 86_400.0;
                Ok(Paths {
                    server: PacedServer::new(
                        interval,
                        background,
                        stream(&section.id, &format!("background {name}")),
                    )?,
                    factor: Sampler::new(
                        &section.running_factor,
                        stream(&section.id, &format!("running {name}")),
                    )?,
                    is_shut: false,
                    held: Vec::new(),
                })
            };
            lines.push(Line::Capacity(Box::new([
                direction("out")?,
                direction("back")?,
            ])));
        }
        let mut sailing = Vec::new();
        for link in corridor.sea_links.rows() {
            sailing.push(Sampler::new(
                &link.sailing_factor,
                stream(&link.id, "sailing"),
            )?);
        }
        let locomotives = corridor
            .locomotives
            .rows()
            .iter()
            .zip(&layout.locomotive_pools)
            .map(|(pool, places)| LocomotivePool {
                idle: places
                    .nodes
                    .iter()
                    .map(|node| {
                        if *node == pool.base.at() {
                            pool.count
                        } else {
                            0
                        }
                    })
                    .collect(),
                coming: vec![0; places.nodes.len()],
                waiting: VecDeque::new(),
                withdrawn: Withdrawn::nothing(places.nodes.len()),
                used: Usage::new(),
            })
            .collect();
        let wagons = corridor
            .wagons
            .rows()
            .iter()
            .map(|pool| {
                let mut idle = vec![0; corridor.nodes.len()];
                idle[pool.base.at()] = pool.count;
                WagonPool {
                    idle,
                    coming: vec![0; corridor.nodes.len()],
                    waiting: VecDeque::new(),
                    withdrawn: Withdrawn::nothing(corridor.nodes.len()),
                    used: Usage::new(),
                }
            })
            .collect();
        let vessels: Vec<Vessel> = corridor
            .vessels
            .iter()
            .flat_map(|(idx, class)| {
                (1..=class.count).map(move |number| Vessel {
                    class: idx.at(),
                    number,
                    node: class.base.at(),
                    terminal: None,
                    parcels: Vec::new(),
                    lifting: Vec::new(),
                    berth: None,
                    service: None,
                    committed: false,
                    stage: VesselStage::Idle,
                    since: SimTime::ZERO,
                    asked: SimTime::ZERO,
                    berthed: SimTime::ZERO,
                    discharged: 0,
                    owes: 0,
                    loaded: 0,
                    sailed_km: 0.0,
                })
            })
            .collect();
        let mut idle_vessels = vec![Vec::new(); corridor.nodes.len()];
        for (position, vessel) in vessels.iter().enumerate() {
            idle_vessels[vessel.node].push(position);
        }
        let services = layout
            .services
            .iter()
            .map(|_| ServiceState {
                ready: VecDeque::new(),
                ready_room: 0,
                committed: 0,
                cause: Cause::Departure,
                causes: VecDeque::from([(SimTime::ZERO, Cause::Departure)]),
                due_scheduled: None,
                due_by_timetable: false,
                called: false,
                kept_out: Vec::new(),
            })
            .collect();
        let mut flows = Vec::new();
        for (flow, layout) in corridor.flows.rows().iter().zip(&layout.flows) {
            flows.push(FlowSource::new(flow, layout.lots_per_year, &stream)?);
        }
        let weather: Vec<Weather> = corridor
            .closures
            .rows()
            .iter()
            .map(|closure| Weather::new(closure, stream(&closure.id, "weather")))
            .collect();
        let mut background = Vec::new();
        for row in corridor.background_calls.rows() {
            background.push(BackgroundSource::new(row, &stream)?);
        }

        let mut disruptions = Vec::new();
        if span.disruptions {
            for row in corridor.disruptions.rows() {
                disruptions.push(DisruptionState::new(row, &stream)?);
            }
        }

        let mut world = World {
            corridor,
            layout,
            year,
            month: year.month(SimTime::ZERO),
            now: SimTime::ZERO,
            queue: EventQueue::with_capacity(256),
            parcels: Slab::new(),
            spare_ledgers: Vec::new(),
            trains: Slab::new(),
            train_count: 0,
            vessels,
            idle_vessels,
            terminals,
            ports,
            port_of_node,
            berth_groups,
            group_of_berth,
            berth_holder: vec![None; corridor.berths.len()],
            controls,
            lines,
            sailing,
            locomotives,
            wagons,
            vessels_used: corridor
                .vessels
                .rows()
                .iter()
                .map(|_| Usage::new())
                .collect(),
            services,
            flows,
            weather,
            closed: vec![0; corridor.nodes.len()],
            disruptions,
            out: Out::nothing(layout),
            vessels_withdrawn: corridor
                .vessels
                .rows()
                .iter()
                .map(|_| Withdrawn::nothing(1))
                .collect(),
            ways: vec![WayState::default(); layout.flows.len()],
            background,
            record: Record::new(layout, replication, span),
            end_of_day: SimTime::MAX,
            deadlock: None,
        };
        world.start(span);
        Ok(world)
    }
}

/// The ports with their berths, smallest berth first, and the berths that serve the same
/// terminals together.
fn ports(corridor: &Corridor) -> (Vec<Port>, Vec<BerthGroup>) {
    let mut ports: Vec<Port> = Vec::new();
    let mut groups: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    let mut berths: Vec<usize> = (0..corridor.berths.len()).collect();
    berths.sort_by(|a, b| {
        let length = |berth: &usize| corridor.berths.rows()[*berth].length.as_m();
        length(a).total_cmp(&length(b)).then(a.cmp(b))
    });
    for berth in berths {
        let row = &corridor.berths.rows()[berth];
        let node = row.node.at();
        match ports.iter_mut().find(|port| port.node == node) {
            Some(port) => port.berths.push(berth),
            None => ports.push(Port {
                node,
                berths: vec![berth],
                queue: VecDeque::new(),
            }),
        }
        let mut terminals: Vec<usize> = row.terminals.iter().map(|idx| idx.at()).collect();
        terminals.sort_unstable();
        groups.entry(terminals).or_default().push(berth);
    }
    ports.sort_by_key(|port| port.node);
    let groups = groups
        .into_values()
        .map(|berths| BerthGroup {
            berths,
            used: Usage::new(),
        })
        .collect();
    (ports, groups)
}

/// Share of a yard kept for units that come by each kind of vehicle that also takes units
/// away, where both kinds come: stacks are parted by direction, with a fifth for either.
const KEPT_SHARE: f64 = 0.4;

/// Room kept in a yard: at least for the largest train whose wagons go on from it and for the
/// largest vessel, as far as every train that comes still finds room for all of its units.
fn kept_room(layout: &Layout, terminal: usize, slots: Room) -> [Room; 3] {
    let (mut entering, train, vessel) = largest_vehicles(layout, terminal);
    // Lots that enter here by road find a fifth of the yard at least.
    let by_road = layout
        .flows
        .iter()
        .filter(|flow| flow.origin_terminal == Some(terminal));
    if let Some(largest) = by_road.map(|flow| flow.unit).max() {
        let fifth = (slots as f64 * (1.0 - 2.0 * KEPT_SHARE)) as Room;
        entering = entering.max(largest).max(fifth);
    }
    let share = if train > 0 && vessel > 0 {
        (slots as f64 * KEPT_SHARE) as Room
    } else {
        0
    };
    let for_vessels = vessel
        .max(if vessel > 0 { share } else { 0 })
        .min(slots - train.max(entering))
        .max(0);
    let for_trains = train
        .max(if train > 0 { share } else { 0 })
        .min(slots - entering - for_vessels)
        .max(0);
    [0, for_trains, for_vessels]
}

/// Room of the largest train that brings no wagons to go on with, of the largest other train
/// and of the largest vessel that come to a terminal.
fn largest_vehicles(layout: &Layout, terminal: usize) -> (Room, Room, Room) {
    let (mut entering, mut train, mut vessel) = (0, 0, 0);
    for service in layout
        .services
        .iter()
        .filter(|service| service.destination_terminal == Some(terminal))
    {
        match &service.kind {
            KindLayout::Train {
                capacity,
                pool: Some(_),
                ..
            } => train = train.max(*capacity),
            KindLayout::Train {
                capacity,
                pool: None,
                ..
            } => entering = entering.max(*capacity),
            KindLayout::Vessel { fleet, .. } => {
                let usable =
                    |class: &usize| hundredths(layout.corridor.vessels.rows()[*class].usable);
                vessel = vessel.max(fleet.iter().map(usable).max().unwrap_or(0));
            }
        }
    }
    (entering, train, vessel)
}
