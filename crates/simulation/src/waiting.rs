//! Rings of waiting: who can never go on, and why.

use kervan_engine::{SimTime, WaitGraph};
use kervan_results::Cause;

use crate::world::{PortUser, SlotWaiter, TrainStage, Vessel, VesselStage, World};

/// Names of actors and resources beside their graph.
struct Ring<'w, 'a> {
    world: &'w World<'a>,
    actors: Vec<String>,
    resources: Vec<String>,
    waits: Vec<(usize, usize)>,
    holds: Vec<(usize, usize)>,
    free: Vec<usize>,
}

impl World<'_> {
    /// Whether a vessel that waits for a berth will have one without the help of another
    /// vessel of the corridor: one is free, or held by other traffic, or only the weather is in the way.
    fn berth_will_be_free(&self, vessel: &Vessel) -> bool {
        self.port_is_shut(vessel.node)
            || self
                .ports
                .iter()
                .filter(|port| port.node == vessel.node)
                .flat_map(|port| &port.berths)
                .any(|berth| {
                    self.berth_fits(*berth, vessel)
                        && (self.out.berths[*berth]
                            || matches!(
                                self.berth_holder[*berth],
                                None | Some(PortUser::Background { .. })
                            ))
                })
    }

    /// Whether somebody has waited so long that a ring is worth looking for.
    pub(crate) fn some_wait_is_long(&self) -> bool {
        let trains = self
            .trains
            .iter()
            .any(|(_, train)| train.stage != TrainStage::Running && self.is_long(train.since));
        let vessels = self
            .vessels
            .iter()
            .filter(|vessel| !matches!(vessel.stage, VesselStage::Idle | VesselStage::Withdrawn))
            .any(|vessel| self.is_long(vessel.since));
        let cargo = self
            .services
            .iter()
            .filter(|service| service.cause != Cause::Departure)
            .filter_map(|service| service.ready.front())
            .any(|parcel| self.is_long(self.parcels[*parcel].ready_since));
        trains
            || vessels
            || cargo
            || self
                .oldest_slot_wait()
                .is_some_and(|since: SimTime| self.is_long(since))
    }

    /// Nothing has reached its end for two months though units have been inside all the time:
    /// the corridor is at rest, even where some idle vehicle hides the ring.
    pub(crate) fn standstill(&self) -> Option<Vec<String>> {
        const STANDSTILL_S: i64 = 60 * 86_400;
        const SHOWN: usize = 6;
        let long_inside = self.parcels.iter().any(|(_, parcel)| {
            let since = parcel.ledger.iter().map(|(_, _, time)| time).sum::<i64>();
            since + (self.now - parcel.accounted) > STANDSTILL_S
        });
        // A disruption ends by itself; what stands then has two months to go on.
        let since = self.record.last_left.max(self.out.changed);
        if !long_inside || self.is_disrupted() || self.now - since < STANDSTILL_S {
            return None;
        }
        let ring = Ring::new(self);
        let wait = |(actor, resource): &(usize, usize)| {
            format!(
                "{} waits for {}",
                ring.actors[*actor], ring.resources[*resource]
            )
        };
        let mut lines = vec!["nothing has arrived for two months".to_owned()];
        lines.extend(ring.waits.iter().rev().take(SHOWN).map(wait));
        Some(lines)
    }

    /// The ring of waiting, in words, if there is one.
    pub(crate) fn ring_of_waiting(&self) -> Option<Vec<String>> {
        let ring = Ring::new(self);
        let mut graph = WaitGraph::new(ring.actors.len(), ring.resources.len());
        ring.waits
            .iter()
            .for_each(|(actor, resource)| graph.waits_for(*actor, *resource));
        ring.holds
            .iter()
            .for_each(|(actor, resource)| graph.holds(*actor, *resource));
        ring.free
            .iter()
            .for_each(|resource| graph.has_free(*resource));
        let stuck = graph.stuck()?;
        Some(
            stuck
                .iter()
                .enumerate()
                .map(|(position, (actor, resource))| {
                    let next = stuck[(position + 1) % stuck.len()].0;
                    if !ring.holds.contains(&(next, *resource)) {
                        return format!(
                            "{} waits for {}, which nothing will free",
                            ring.actors[*actor], ring.resources[*resource]
                        );
                    }
                    format!(
                        "{} waits for {}, held by {}",
                        ring.actors[*actor], ring.resources[*resource], ring.actors[next]
                    )
                })
                .collect(),
        )
    }
}

impl<'w, 'a> Ring<'w, 'a> {
    fn new(world: &'w World<'a>) -> Ring<'w, 'a> {
        let mut ring = Ring {
            world,
            actors: Vec::new(),
            resources: Vec::new(),
            waits: Vec::new(),
            holds: Vec::new(),
            free: Vec::new(),
        };
        let name = |terminal: usize| world.corridor.terminals.rows()[terminal].id.as_str();
        let terminals = world.terminals.len();
        // Resources: slots, handling tracks and berths of each terminal, then wagon pools, then vessels by service.
        let slots: Vec<usize> = (0..terminals)
            .map(|terminal| ring.resource(format!("slots at `{}`", name(terminal))))
            .collect();
        let tracks: Vec<usize> = (0..terminals)
            .map(|terminal| ring.resource(format!("a handling track at `{}`", name(terminal))))
            .collect();
        let berths: Vec<usize> = (0..terminals)
            .map(|terminal| ring.resource(format!("a berth at `{}`", name(terminal))))
            .collect();
        let wagons: Vec<usize> = world
            .corridor
            .wagons
            .rows()
            .iter()
            .map(|pool| ring.resource(format!("wagons of `{}`", pool.id)))
            .collect();
        let vessels: Vec<usize> = world
            .corridor
            .services
            .rows()
            .iter()
            .map(|service| ring.resource(format!("a vessel for `{}`", service.id)))
            .collect();
        for (terminal, state) in world.terminals.iter().enumerate() {
            if state.collecting > 0 {
                // Collections free slots by themselves.
                ring.free.push(slots[terminal]);
            }
            // Tracks that a disruption took come back by themselves.
            if state.tracks.free() > 0 || state.tracks.places() == 0 {
                ring.free.push(tracks[terminal]);
            }
        }
        for (pool, state) in world.wagons.iter().enumerate() {
            let on_trains: u32 = world
                .trains
                .iter()
                .filter(|(_, train)| world.pool_of(train.service) == Some(pool))
                .map(|(_, train)| train.wagons)
                .sum();
            // Idle wagons can be called, and those being made ready are so by themselves.
            // So are those whose units are being collected, which are no parcels any more.
            let on_parcels: u32 = world
                .parcels
                .iter()
                .filter_map(|(_, parcel)| {
                    let (with, per_unit) = world.layout.flows[parcel.flow].wagons?;
                    (with == pool).then_some(per_unit * parcel.units)
                })
                .sum();
            let waiting: u32 = state
                .waiting
                .iter()
                .map(|parcel| &world.parcels[*parcel])
                .map(|parcel| {
                    let wagons = world.layout.flows[parcel.flow].wagons;
                    wagons.map_or(0, |(_, per_unit)| per_unit * parcel.units)
                })
                .sum();
            if state.idle.iter().sum::<u32>() > 0
                || state.withdrawn.total() > 0
                || state.coming.iter().sum::<u32>() > on_trains
                || state.used.level() > i64::from(on_trains + on_parcels - waiting)
            {
                ring.free.push(wagons[pool]);
            }
        }
        ring.trains(&slots, &tracks, &wagons);
        ring.vessels(&slots, &berths, &wagons, &vessels);
        ring.cargo(&slots, &wagons, &vessels);
        ring
    }

    fn resource(&mut self, name: String) -> usize {
        self.resources.push(name);
        self.resources.len() - 1
    }

    fn actor(&mut self, name: String) -> usize {
        self.actors.push(name);
        self.actors.len() - 1
    }

    fn trains(&mut self, slots: &[usize], tracks: &[usize], wagons: &[usize]) {
        let world = self.world;
        for (_, train) in world.trains.iter() {
            let layout = &world.layout.services[train.service];
            let actor = self.actor(format!(
                "train {} of `{}`",
                train.number,
                world.corridor.services.rows()[train.service].id
            ));
            if let Some(pool) = world.pool_of(train.service) {
                self.holds.push((actor, wagons[pool]));
            }
            self.travelling(actor, wagons, &train.parcels);
            match (
                train.stage,
                layout.origin_terminal,
                layout.destination_terminal,
            ) {
                (TrainStage::WaitingTrackToLoad, Some(terminal), _) => {
                    self.waits.push((actor, tracks[terminal]));
                    self.holds.push((actor, slots[terminal]));
                }
                (TrainStage::Loading, Some(terminal), _) => {
                    self.holds
                        .extend([(actor, tracks[terminal]), (actor, slots[terminal])]);
                }
                (TrainStage::WaitingTrackToUnload, _, Some(terminal)) => {
                    self.waits.push((actor, tracks[terminal]));
                    self.holds.push((actor, slots[terminal]));
                }
                (TrainStage::Unloading, _, Some(terminal)) => {
                    self.holds
                        .extend([(actor, tracks[terminal]), (actor, slots[terminal])]);
                }
                (TrainStage::WaitingSlots, _, Some(terminal)) => {
                    self.waits.push((actor, slots[terminal]))
                }
                _ => {}
            }
        }
    }

    /// An actor holds the wagons that its parcels travel in.
    fn travelling<'p>(
        &mut self,
        actor: usize,
        wagons: &[usize],
        parcels: impl IntoIterator<Item = &'p usize>,
    ) {
        for parcel in parcels {
            let flow = self.world.parcels[*parcel].flow;
            if let Some((pool, _)) = self.world.layout.flows[flow].wagons {
                self.holds.push((actor, wagons[pool]));
            }
        }
    }

    fn vessels(&mut self, slots: &[usize], berths: &[usize], wagons: &[usize], vessels: &[usize]) {
        let world = self.world;
        for vessel in &world.vessels {
            let class = &world.corridor.vessels.rows()[vessel.class];
            let actor = self.actor(format!("vessel {} {}", class.id, vessel.number));
            for (service, resource) in vessels.iter().enumerate() {
                if let crate::layout::KindLayout::Vessel { fleet, .. } =
                    &world.layout.services[service].kind
                    && fleet.contains(&vessel.class)
                {
                    self.holds.push((actor, *resource));
                }
            }
            self.travelling(actor, wagons, vessel.parcels.iter().chain(&vessel.lifting));
            let Some(terminal) = vessel.terminal else {
                continue;
            };
            if let Some(berth) = vessel.berth {
                for served in &world.corridor.berths.rows()[berth].terminals {
                    self.holds.push((actor, berths[served.at()]));
                }
            }
            match vessel.stage {
                VesselStage::WaitingBerth if !world.berth_will_be_free(vessel) => {
                    self.waits.push((actor, berths[terminal]))
                }
                VesselStage::WaitingSlots => self.waits.push((actor, slots[terminal])),
                VesselStage::Loading | VesselStage::Unloading => {
                    self.holds.push((actor, slots[terminal]))
                }
                _ => {}
            }
        }
    }

    fn cargo(&mut self, slots: &[usize], wagons: &[usize], vessels: &[usize]) {
        let world = self.world;
        for (service, state) in world.services.iter().enumerate() {
            let Some(terminal) = world.layout.services[service]
                .origin_terminal
                .filter(|_| !state.ready.is_empty())
            else {
                continue;
            };
            let actor = self.actor(format!(
                "cargo for `{}`",
                world.corridor.services.rows()[service].id
            ));
            self.holds.push((actor, slots[terminal]));
            self.travelling(actor, wagons, &state.ready);
            match (state.cause, world.pool_of(service)) {
                (Cause::Wagons, Some(pool)) => self.waits.push((actor, wagons[pool])),
                (Cause::Vessel | Cause::Berth, _) => self.waits.push((actor, vessels[service])),
                _ => {}
            }
        }
        for (terminal, state) in world.terminals.iter().enumerate() {
            for (waiter, _) in state.slot_waiters.iter().flatten() {
                if let SlotWaiter::Lot(parcel) = waiter {
                    let flow = &world.layout.flows[world.parcels[*parcel].flow].id;
                    let actor = self.actor(format!("a lot of `{flow}`"));
                    self.waits.push((actor, slots[terminal]));
                    self.travelling(actor, wagons, [parcel]);
                }
            }
        }
        for (pool, state) in world.wagons.iter().enumerate() {
            if let Some(parcel) = state.waiting.front() {
                let flow = &world.layout.flows[world.parcels[*parcel].flow].id;
                let actor = self.actor(format!("a lot of `{flow}`"));
                self.waits.push((actor, wagons[pool]));
            }
        }
        // Units under control and units to be collected go on by themselves.
        for (_, parcel) in world
            .parcels
            .iter()
            .filter(|(_, parcel)| parcel.control.is_some())
        {
            let flow = &world.layout.flows[parcel.flow];
            let terminal = match flow.services.get(parcel.leg) {
                Some(next) => world.layout.services[*next].origin_terminal,
                None => flow
                    .services
                    .last()
                    .and_then(|last| world.layout.services[*last].destination_terminal),
            };
            self.free.extend(terminal.map(|terminal| slots[terminal]));
        }
    }
}
