//! Who waits for which server, and what is at the root of it.
//!
//! The corridor is looked at at regular instants. Every unit that waits is counted at the
//! server it waits for. Whoever holds that server may wait for another: what most of it is
//! held for is followed, until the holders work and wait for nothing. That is the root: a yard
//! may be full because its units wait for wagons, and the wagons may stand in another country.

use std::collections::{BTreeMap, BTreeSet};

use kervan_engine::Tally;
use kervan_results::{Cause, Estimate, RootRow, WaitRow};

use crate::accumulate::{estimate, zero};
use crate::event::{Event, Subject};
use crate::layout::Layout;
use crate::world::{PortUser, SlotWaiter, Train, TrainStage, Vessel, VesselStage, World};

/// Time between two looks: an hour less than a day, so that looks come at all hours.
const LOOK_S: i64 = 23 * 3600;

/// What can be waited for; positions are those of the world's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Awaited {
    Section { section: usize, direction: usize },
    Tracks(usize),
    Slots(usize),
    Berths(usize),
    Control(usize),
    Locomotives(usize),
    Wagons(usize),
    Vessels(usize),
    Departure(usize),
    Weather(usize),
}

impl Awaited {
    fn cause(self) -> Cause {
        match self {
            Awaited::Section { .. } => Cause::Path,
            Awaited::Tracks(_) => Cause::Crane,
            Awaited::Slots(_) => Cause::Slot,
            Awaited::Berths(_) => Cause::Berth,
            Awaited::Control(_) => Cause::ControlLane,
            Awaited::Locomotives(_) => Cause::Locomotive,
            Awaited::Wagons(_) => Cause::Wagons,
            Awaited::Vessels(_) => Cause::Vessel,
            Awaited::Departure(_) => Cause::Departure,
            Awaited::Weather(_) => Cause::Weather,
        }
    }

    /// Kind and identifier, as in the table of server hours.
    fn names(self, layout: &Layout) -> (&'static str, String) {
        let corridor = layout.corridor;
        match self {
            Awaited::Section { section, direction } => {
                let row = &corridor.line_sections.rows()[section];
                let to = if direction == 0 { row.to } else { row.from };
                let to = &corridor.nodes[to].id;
                ("line section", format!("{} to {to}", row.id))
            }
            Awaited::Tracks(at) => ("handling tracks", corridor.terminals.rows()[at].id.clone()),
            Awaited::Slots(at) => ("yard slots", corridor.terminals.rows()[at].id.clone()),
            Awaited::Berths(first) => {
                let terminals = corridor.berths.rows()[first].terminals.iter();
                let ids: Vec<&str> = terminals
                    .map(|idx| corridor.terminals[*idx].id.as_str())
                    .collect();
                ("berths", ids.join("+"))
            }
            Awaited::Control(at) => ("control", corridor.controls.rows()[at].id.clone()),
            Awaited::Locomotives(at) => ("locomotives", corridor.locomotives.rows()[at].id.clone()),
            Awaited::Wagons(at) => ("wagons", corridor.wagons.rows()[at].id.clone()),
            Awaited::Vessels(at) => ("vessels", corridor.vessels.rows()[at].id.clone()),
            Awaited::Departure(at) => {
                ("rule of departure", corridor.services.rows()[at].id.clone())
            }
            Awaited::Weather(at) => ("weather", corridor.nodes.rows()[at].id.clone()),
        }
    }
}

/// What is noted of waiting in one replication.
#[derive(Clone, Debug, Default)]
pub(crate) struct WaitRecord {
    looks: u64,
    /// Units seen waiting, by flow, then by chain from what they wait for to the root.
    seen: BTreeMap<(usize, Vec<Awaited>), u64>,
}

/// What each thing waits for at one instant; nothing where it works.
struct Look<'w, 'a> {
    world: &'w World<'a>,
    /// Controls that trains and parcels wait for, by position in their slabs.
    train_at_control: BTreeMap<usize, usize>,
    parcel_at_control: BTreeMap<usize, usize>,
    chains: BTreeMap<Awaited, Vec<Awaited>>,
}

impl World<'_> {
    pub(crate) fn schedule_look(&mut self) {
        self.queue.schedule(self.now + LOOK_S, Event::Look);
    }

    /// Counts the units that wait, and at which root.
    pub(crate) fn look(&mut self) {
        self.schedule_look();
        if !self.record.counting() {
            return;
        }
        let mut record = std::mem::take(&mut self.record.waits);
        record.looks += 1;
        let mut look = Look::new(self);
        for ((flow, awaited), units) in look.waiting() {
            let chain = look.chain(awaited);
            *record.seen.entry((flow, chain)).or_default() += units;
        }
        self.record.waits = record;
    }
}

impl<'w, 'a> Look<'w, 'a> {
    fn new(world: &'w World<'a>) -> Look<'w, 'a> {
        let (mut train_at_control, mut parcel_at_control) = (BTreeMap::new(), BTreeMap::new());
        for (control, state) in world.controls.iter().enumerate() {
            for (token, _) in state.lanes.waiting_tokens() {
                match token.subject {
                    Subject::Train(train) => train_at_control.insert(train.into(), control),
                    Subject::Parcel(parcel) => parcel_at_control.insert(parcel.into(), control),
                };
            }
        }
        Look {
            world,
            train_at_control,
            parcel_at_control,
            chains: BTreeMap::new(),
        }
    }

    /// Loaded units that wait, by flow, and for what.
    fn waiting(&self) -> BTreeMap<(usize, Awaited), u64> {
        let mut waiting: BTreeMap<(usize, Awaited), u64> = BTreeMap::new();
        let mut add = |parcels: &mut dyn Iterator<Item = usize>, awaited: Option<Awaited>| {
            for parcel in parcels {
                let parcel = &self.world.parcels[parcel];
                if let Some(awaited) = awaited
                    && !self.world.layout.flows[parcel.flow].is_empty
                {
                    *waiting.entry((parcel.flow, awaited)).or_default() += u64::from(parcel.units);
                }
            }
        };
        let world = self.world;
        for (at, train) in world.trains.iter() {
            add(&mut train.parcels.iter().copied(), self.of_train(at, train));
        }
        for vessel in &world.vessels {
            let aboard = vessel.parcels.iter().chain(&vessel.lifting);
            add(&mut aboard.copied(), self.of_vessel(vessel));
        }
        for (service, state) in world.services.iter().enumerate() {
            add(&mut state.ready.iter().copied(), self.of_service(service));
        }
        for (terminal, state) in world.terminals.iter().enumerate() {
            for (waiter, _) in state.slot_waiters.iter().flatten() {
                if let SlotWaiter::Lot(parcel) = waiter {
                    add(
                        &mut std::iter::once(*parcel),
                        Some(Awaited::Slots(terminal)),
                    );
                }
            }
        }
        for (pool, state) in world.wagons.iter().enumerate() {
            add(
                &mut state.waiting.iter().copied(),
                Some(Awaited::Wagons(pool)),
            );
        }
        for (parcel, control) in &self.parcel_at_control {
            add(
                &mut std::iter::once(*parcel),
                Some(Awaited::Control(*control)),
            );
        }
        waiting
    }

    fn of_train(&self, at: usize, train: &Train) -> Option<Awaited> {
        let world = self.world;
        let layout = &world.layout.services[train.service];
        let leg = || world.leg(train.service, train.position);
        match train.stage {
            TrainStage::WaitingTrackToLoad => layout.origin_terminal.map(Awaited::Tracks),
            TrainStage::WaitingTrackToUnload => layout.destination_terminal.map(Awaited::Tracks),
            TrainStage::WaitingSlots => layout.destination_terminal.map(Awaited::Slots),
            TrainStage::WaitingLocomotive => leg().haul.map(Awaited::Locomotives),
            TrainStage::ExitControl | TrainStage::EntryControl => self
                .train_at_control
                .get(&at)
                .copied()
                .map(Awaited::Control),
            TrainStage::Running if !(train.moves.0 <= world.now && world.now < train.moves.1) => {
                Some(Awaited::Section {
                    section: leg().section,
                    direction: leg().direction,
                })
            }
            TrainStage::Loading
            | TrainStage::Preparing
            | TrainStage::Attaching
            | TrainStage::Running
            | TrainStage::Unloading => None,
        }
    }

    fn of_vessel(&self, vessel: &Vessel) -> Option<Awaited> {
        match vessel.stage {
            VesselStage::WaitingBerth if self.world.closed[vessel.node] > 0 => {
                Some(Awaited::Weather(vessel.node))
            }
            VesselStage::WaitingBerth => self.berths(vessel),
            VesselStage::WaitingSlots => vessel.terminal.map(Awaited::Slots),
            VesselStage::WaitingWeather => Some(Awaited::Weather(vessel.node)),
            _ => None,
        }
    }

    /// The berths that a vessel could use, named by the first of their group.
    fn berths(&self, vessel: &Vessel) -> Option<Awaited> {
        let port = self.world.port_of_node[vessel.node]?;
        let mut berths = self.world.ports[port].berths.iter().copied();
        let berth = berths.find(|berth| self.world.berth_fits(*berth, vessel))?;
        let group = &self.world.berth_groups[self.world.group_of_berth[berth]];
        group.berths.first().copied().map(Awaited::Berths)
    }

    /// What the units that are ready for a service wait for.
    fn of_service(&self, service: usize) -> Option<Awaited> {
        let world = self.world;
        let layout = &world.layout.services[service];
        match world.services[service].cause {
            Cause::Wagons => layout.kind.pool().map(Awaited::Wagons),
            Cause::Vessel => {
                // Of several classes the one with most vessels stands for all.
                let fleet = layout.kind.fleet().iter().copied();
                let count = |class: &usize| world.corridor.vessels.rows()[*class].count;
                fleet.rev().max_by_key(count).map(Awaited::Vessels)
            }
            Cause::Berth | Cause::Weather => {
                let told = world
                    .vessels
                    .iter()
                    .filter(|vessel| vessel.committed && vessel.service == Some(service));
                // Its units wait for the berth until they are lifted.
                told.filter_map(|vessel| self.of_vessel(vessel).or_else(|| self.berths(vessel)))
                    .next()
            }
            Cause::Departure => Some(Awaited::Departure(service)),
            _ => None,
        }
    }

    /// What a parcel waits for in a yard or under control, where its vehicle does not say.
    fn of_parcel_under_control(&self, parcel: usize) -> Option<Awaited> {
        let control = self.parcel_at_control.get(&parcel).copied();
        control.map(Awaited::Control)
    }

    /// What is waited for, and behind it what most of it is held for, to the root.
    fn chain(&mut self, first: Awaited) -> Vec<Awaited> {
        if let Some(chain) = self.chains.get(&first) {
            return chain.clone();
        }
        let mut chain = vec![first];
        let mut last = first;
        while let Some(next) = self.behind(last) {
            if chain.contains(&next) {
                break;
            }
            chain.push(next);
            last = next;
        }
        self.chains.insert(first, chain.clone());
        chain
    }

    /// What most of a server is held for: nothing where its holders work.
    fn behind(&self, server: Awaited) -> Option<Awaited> {
        let mut held: BTreeMap<Option<Awaited>, i64> = BTreeMap::new();
        let mut add = |awaited: Option<Awaited>, amount: i64| {
            let awaited = awaited.filter(|awaited| *awaited != server);
            *held.entry(awaited).or_default() += amount;
        };
        let world = self.world;
        match server {
            // Whoever has these works.
            Awaited::Section { .. }
            | Awaited::Tracks(_)
            | Awaited::Control(_)
            | Awaited::Departure(_)
            | Awaited::Weather(_) => return None,
            Awaited::Slots(terminal) => self.held_slots(terminal, &mut add),
            Awaited::Berths(first) => {
                for berth in &world.berth_groups[world.group_of_berth[first]].berths {
                    match world.berth_holder[*berth] {
                        Some(PortUser::Vessel(vessel)) => {
                            add(self.of_vessel(&world.vessels[vessel]), 1)
                        }
                        _ => add(None, 1),
                    }
                }
            }
            Awaited::Locomotives(pool) => {
                for (at, train) in world.trains.iter() {
                    if train.locomotive == Some(pool) {
                        add(self.of_train(at, train), 1);
                    }
                }
                let coming: u32 = world.locomotives[pool].coming.iter().sum();
                add(None, i64::from(coming));
            }
            Awaited::Wagons(pool) => self.held_wagons(pool, &mut add),
            Awaited::Vessels(class) => {
                for vessel in world.vessels.iter().filter(|vessel| vessel.class == class) {
                    add(self.of_vessel(vessel), 1);
                }
            }
        }
        let most = held.into_iter().fold((None, 0), |most, (awaited, amount)| {
            if amount > most.1 {
                (awaited, amount)
            } else {
                most
            }
        });
        most.0
    }

    fn held_slots(&self, terminal: usize, add: &mut dyn FnMut(Option<Awaited>, i64)) {
        let world = self.world;
        let mut rest = world.terminals[terminal].slots_used.level();
        let mut hold = |awaited: Option<Awaited>, room: i64| {
            rest -= room;
            add(awaited, room);
        };
        for (service, state) in world.services.iter().enumerate() {
            if world.layout.services[service].origin_terminal == Some(terminal) {
                hold(self.of_service(service), state.ready_room);
            }
        }
        for (at, train) in world.trains.iter() {
            let layout = &world.layout.services[train.service];
            let holds = match train.stage {
                TrainStage::WaitingTrackToLoad | TrainStage::Loading => layout.origin_terminal,
                TrainStage::WaitingTrackToUnload | TrainStage::Unloading => {
                    layout.destination_terminal
                }
                _ => None,
            };
            if holds == Some(terminal) {
                hold(self.of_train(at, train), world.room_of(&train.parcels));
            }
        }
        for (at, parcel) in world.parcels.iter() {
            if parcel.control.is_some() && self.yard_of(at) == Some(terminal) {
                hold(self.of_parcel_under_control(at), world.room(at));
            }
        }
        // The rest is on its way out, or kept for what is on its way in.
        add(None, rest.max(0));
    }

    /// Yard of a parcel that is under control.
    fn yard_of(&self, parcel: usize) -> Option<usize> {
        let parcel = &self.world.parcels[parcel];
        let flow = &self.world.layout.flows[parcel.flow];
        match flow.services.get(parcel.leg) {
            Some(next) => self.world.layout.services[*next].origin_terminal,
            None => {
                let last = flow.services.last()?;
                self.world.layout.services[*last].destination_terminal
            }
        }
    }

    fn held_wagons(&self, pool: usize, add: &mut dyn FnMut(Option<Awaited>, i64)) {
        let world = self.world;
        let mut rest = world.wagons[pool].used.level();
        let mut hold = |awaited: Option<Awaited>, wagons: u32| {
            rest -= i64::from(wagons);
            add(awaited, i64::from(wagons));
        };
        let travelling = |parcel: usize| {
            let parcel = &world.parcels[parcel];
            let wagons = world.layout.flows[parcel.flow].wagons;
            wagons
                .filter(|(with, _)| *with == pool)
                .map_or(0, |(_, per_unit)| per_unit * parcel.units)
        };
        let of = |parcels: &mut dyn Iterator<Item = usize>| parcels.map(travelling).sum::<u32>();
        for (at, train) in world.trains.iter() {
            let own = if world.pool_of(train.service) == Some(pool) {
                train.wagons
            } else {
                0
            };
            let wagons = own + of(&mut train.parcels.iter().copied());
            hold(self.of_train(at, train), wagons);
        }
        for vessel in &world.vessels {
            let aboard = vessel.parcels.iter().chain(&vessel.lifting);
            hold(self.of_vessel(vessel), of(&mut aboard.copied()));
        }
        for (service, state) in world.services.iter().enumerate() {
            hold(
                self.of_service(service),
                of(&mut state.ready.iter().copied()),
            );
        }
        for (terminal, state) in world.terminals.iter().enumerate() {
            for (waiter, _) in state.slot_waiters.iter().flatten() {
                if let SlotWaiter::Lot(parcel) = waiter {
                    hold(Some(Awaited::Slots(terminal)), travelling(*parcel));
                }
            }
        }
        for (parcel, control) in &self.parcel_at_control {
            hold(Some(Awaited::Control(*control)), travelling(*parcel));
        }
        // The rest comes back, is made ready, or is unloaded.
        add(None, rest.max(0));
    }
}

/// Units of a flow by what they wait for and its root.
type Key = (usize, Awaited, Awaited);

/// Puts the waiting of replications together.
#[derive(Debug, Default)]
pub(crate) struct Waits {
    /// Mean units waiting, replication by replication.
    replications: Vec<BTreeMap<Key, f64>>,
    /// How often each chain was seen.
    chains: BTreeMap<Key, BTreeMap<Vec<Awaited>, u64>>,
}

impl Waits {
    pub(crate) fn add(&mut self, record: &WaitRecord) {
        if record.looks == 0 {
            return;
        }
        let mut units: BTreeMap<Key, f64> = BTreeMap::new();
        for ((flow, chain), seen) in &record.seen {
            if let (Some(first), Some(root)) = (chain.first(), chain.last()) {
                let key = (*flow, *first, *root);
                *units.entry(key).or_default() += *seen as f64 / record.looks as f64;
                let chains = self.chains.entry(key).or_default();
                *chains.entry(chain.clone()).or_default() += seen;
            }
        }
        self.replications.push(units);
    }

    /// Unit-days and tonne-days a year of what is chosen.
    fn days_a_year(&self, layout: &Layout, chosen: impl Fn(&Key) -> bool) -> (Estimate, Estimate) {
        const DAYS: f64 = 365.0;
        let (mut units, mut tonnes) = (Tally::new(), Tally::new());
        for replication in &self.replications {
            let (mut of_units, mut of_tonnes) = (0.0, 0.0);
            for (key, mean) in replication.iter().filter(|(key, _)| chosen(key)) {
                of_units += mean * DAYS;
                of_tonnes += mean * DAYS * layout.flows[key.0].cargo_kg as f64 / 1000.0;
            }
            units.add(of_units);
            tonnes.add(of_tonnes);
        }
        let made = |tally: &Tally| estimate(tally).unwrap_or(zero());
        (made(&units), made(&tonnes))
    }

    /// The rows, what waits longest first.
    pub(crate) fn rows(&self, layout: &Layout) -> Vec<WaitRow> {
        let mut rows: Vec<WaitRow> = self
            .chains
            .iter()
            .map(|(key, chains)| {
                let (flow, first, root) = *key;
                let (unit_days, tonne_days) = self.days_a_year(layout, |other| other == key);
                let commonest = chains.iter().fold((None, 0), |most, (chain, seen)| {
                    if *seen > most.1 {
                        (Some(chain), *seen)
                    } else {
                        most
                    }
                });
                let words = commonest.0.into_iter().flatten().map(|awaited| {
                    let (kind, server) = awaited.names(layout);
                    format!("{kind} {server}")
                });
                let ((kind, server), (root_kind, root)) = (first.names(layout), root.names(layout));
                WaitRow {
                    flow: layout.flows[flow].id.clone(),
                    cause: first.cause(),
                    kind,
                    server,
                    root_kind,
                    root,
                    chain: words.collect::<Vec<_>>().join(" < "),
                    unit_days,
                    tonne_days,
                }
            })
            .collect();
        rows.sort_by(|a, b| b.tonne_days.mean.total_cmp(&a.tonne_days.mean));
        rows
    }

    /// All that waits for each root, the most first.
    pub(crate) fn roots(&self, layout: &Layout) -> Vec<RootRow> {
        let roots: BTreeSet<Awaited> = self.chains.keys().map(|(_, _, root)| *root).collect();
        let mut rows: Vec<RootRow> = roots
            .into_iter()
            .map(|root| {
                let (unit_days, tonne_days) = self.days_a_year(layout, |key| key.2 == root);
                let direct = self.days_a_year(layout, |key| key.1 == root && key.2 == root);
                let (kind, id) = root.names(layout);
                RootRow {
                    kind,
                    root: id,
                    unit_days,
                    tonne_days,
                    direct_share: if tonne_days.mean > 0.0 {
                        direct.1.mean / tonne_days.mean
                    } else {
                        0.0
                    },
                }
            })
            .collect();
        rows.sort_by(|a, b| b.tonne_days.mean.total_cmp(&a.tonne_days.mean));
        rows
    }
}
