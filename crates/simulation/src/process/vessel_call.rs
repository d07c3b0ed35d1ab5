//! A vessel: waiting for a berth and for the weather, discharging, loading, sailing.

use kervan_engine::SimTime;
use kervan_results::{Cause, VesselCallRow};

use crate::event::Event;
use crate::layout::{KindLayout, Room, hundredths};
use crate::parcel::Stack;
use crate::process::disruption::taken;
use crate::sampling::whole_s;
use crate::world::{BerthGroup, PortUser, SlotWaiter, Vessel, VesselStage, World};

impl World<'_> {
    fn usable(&self, class: usize) -> Room {
        hundredths(self.corridor.vessels.rows()[class].usable)
    }

    /// Whether vessels worked at a terminal may use a berth.
    fn serves(&self, berth: usize, terminal: Option<usize>) -> bool {
        terminal.is_some_and(|terminal| {
            self.corridor.berths.rows()[berth]
                .terminals
                .iter()
                .any(|idx| idx.at() == terminal)
        })
    }

    /// Whether a berth takes a vessel to the terminal it is worked at.
    pub(crate) fn berth_fits(&self, berth: usize, vessel: &Vessel) -> bool {
        let class = &self.corridor.vessels.rows()[vessel.class];
        let row = &self.corridor.berths.rows()[berth];
        self.serves(berth, vessel.terminal)
            && row.length >= class.length
            && row.draught >= class.laden_draught
    }

    fn sails(&self, service: usize, class: usize) -> bool {
        self.layout.services[service].kind.fleet().contains(&class)
    }

    /// Tells an idle vessel to load for a service that is due, or calls one. Returns
    /// whether one was told, so that the rest of the cargo is looked at again.
    pub(crate) fn consider_vessel(&mut self, service: usize) -> bool {
        let layout = &self.layout.services[service];
        let KindLayout::Vessel { fleet, .. } = &layout.kind else {
            return false;
        };
        let idle = self.idle_vessels[layout.origin]
            .iter()
            .copied()
            .filter(|vessel| fleet.contains(&self.vessels[*vessel].class))
            .min_by_key(|vessel| (self.vessels[*vessel].since, *vessel));
        let largest = fleet
            .iter()
            .map(|class| self.usable(*class))
            .max()
            .unwrap_or(0);
        let room = idle.map_or(largest, |vessel| self.usable(self.vessels[vessel].class));
        let committed = self.services[service].committed;
        let due = self.is_due(service, room, committed);
        let called = self.services[service].called && idle.is_some();
        if !due && !called {
            if committed == 0 {
                self.set_cause(service, Cause::Departure);
            }
            return false;
        }
        match idle {
            Some(vessel) => {
                self.services[service].called = false;
                self.services[service].due_by_timetable = false;
                self.tell_to_load(vessel, service);
                true
            }
            None => {
                if committed == 0 {
                    self.set_cause(service, self.cause_of_vessels(fleet));
                }
                self.call_vessel(service);
                false
            }
        }
    }

    fn tell_to_load(&mut self, vessel: usize, service: usize) {
        let (now, month) = (self.now, self.month);
        let (class, node) = (self.vessels[vessel].class, self.vessels[vessel].node);
        self.idle_vessels[node].retain(|other| *other != vessel);
        self.vessels_used[class].change(now, 1, month, None);
        self.services[service].committed += self.usable(class);
        let terminal = self.layout.services[service].origin_terminal;
        self.set_cause(service, self.cause_of_berth(node, terminal));
        let state = &mut self.vessels[vessel];
        state.service = Some(service);
        state.terminal = terminal;
        state.committed = true;
        self.ask_berth(vessel);
    }

    /// Cargo is due and no vessel is there: one that lies idle elsewhere comes, unless one
    /// is coming anyway.
    fn call_vessel(&mut self, service: usize) {
        let layout = &self.layout.services[service];
        let KindLayout::Vessel {
            fleet,
            vessels,
            senders,
            ..
        } = &layout.kind
        else {
            return;
        };
        let comes = vessels.iter().any(|vessel| {
            self.vessels[*vessel].service.is_some_and(|sailed| {
                sailed != service && self.layout.services[sailed].destination == layout.origin
            })
        });
        if comes {
            return;
        }
        let sender = senders.iter().copied().find(|sender| {
            if self.is_shut(*sender) {
                return false;
            }
            let origin = self.layout.services[*sender].origin;
            self.idle_vessels[origin].iter().any(|vessel| {
                let class = self.vessels[*vessel].class;
                fleet.contains(&class) && self.sails(*sender, class)
            })
        });
        if let Some(sender) = sender {
            self.services[sender].called = true;
            self.consider(sender);
        }
    }

    fn ask_berth(&mut self, vessel: usize) {
        let now = self.now;
        let state = &mut self.vessels[vessel];
        state.stage = VesselStage::WaitingBerth;
        state.since = now;
        state.asked = now;
        let node = state.node;
        self.wait_for_berth(node, PortUser::Vessel(vessel));
    }

    /// Puts a vessel into the line for berths at a node.
    pub(crate) fn wait_for_berth(&mut self, node: usize, user: PortUser) {
        if let Some(port) = self.port_of_node[node] {
            self.ports[port].queue.push_back((user, self.now));
            self.serve_port(port);
        }
    }

    /// Gives free berths to those who wait, in order of arrival; one that no free berth
    /// takes lets others by. Nobody moves while the port is closed.
    pub(crate) fn serve_port(&mut self, port: usize) {
        if self.port_is_shut(self.ports[port].node) {
            return;
        }
        let mut position = 0;
        while let Some((user, _)) = self.ports[port].queue.get(position).copied() {
            let fits = |berth: usize| match user {
                PortUser::Background { row } => {
                    let terminal = self.corridor.background_calls.rows()[row].terminal;
                    self.serves(berth, Some(terminal.at()))
                }
                PortUser::Vessel(vessel) => self.berth_fits(berth, &self.vessels[vessel]),
            };
            let free = self.ports[port].berths.iter().copied().find(|berth| {
                self.berth_holder[*berth].is_none() && !self.out.berths[*berth] && fits(*berth)
            });
            let Some(berth) = free else {
                position += 1;
                continue;
            };
            self.ports[port].queue.remove(position);
            let (now, month) = (self.now, self.month);
            self.berth_holder[berth] = Some(user);
            self.berth_group(berth).used.change(now, 1, month, None);
            match user {
                PortUser::Background { row } => {
                    let time = self.background[row].berth_time.draw_hours_as_s();
                    self.queue.schedule(
                        now + time,
                        Event::BackgroundLeaves {
                            row: row.into(),
                            berth: berth.into(),
                        },
                    );
                }
                PortUser::Vessel(vessel) => self.moor(vessel, berth),
            }
        }
    }

    pub(crate) fn free_berth(&mut self, berth: usize) {
        let (now, month) = (self.now, self.month);
        self.berth_holder[berth] = None;
        self.berth_group(berth).used.change(now, -1, month, None);
        let node = self.corridor.berths.rows()[berth].node.at();
        if let Some(port) = self.port_of_node[node] {
            self.serve_port(port);
        }
    }

    fn berth_group(&mut self, berth: usize) -> &mut BerthGroup {
        &mut self.berth_groups[self.group_of_berth[berth]]
    }

    fn moor(&mut self, vessel: usize, berth: usize) {
        let now = self.now;
        self.account_vessel(vessel, Cause::Berth);
        let state = &mut self.vessels[vessel];
        state.berth = Some(berth);
        state.stage = VesselStage::Mooring;
        state.since = now;
        state.berthed = now;
        state.discharged = 0;
        state.owes = 0;
        state.loaded = 0;
        self.queue.schedule(
            now + self.corridor.berths.rows()[berth].manoeuvring.as_s(),
            Event::Vessel {
                vessel: vessel.into(),
            },
        );
    }

    /// The present stage of a vessel is over.
    pub(crate) fn vessel_stage_over(&mut self, vessel: usize) {
        let node = self.vessels[vessel].node;
        match self.vessels[vessel].stage {
            VesselStage::Mooring => {
                self.account_vessel(vessel, Cause::Handling);
                if self.vessels[vessel].parcels.is_empty() {
                    self.turn_round(vessel)
                } else {
                    self.unload_vessel(vessel, false)
                }
            }
            VesselStage::Unloading => self.units_discharged(vessel),
            VesselStage::Loading => {
                self.account_vessel(vessel, Cause::Handling);
                let parcels = self.vessels[vessel].parcels.clone();
                let room = self.room_of(&parcels);
                let preparation = self.vessels[vessel]
                    .service
                    .map_or(0, |service| self.layout.services[service].preparation_s);
                let state = &mut self.vessels[vessel];
                state.loaded = room;
                state.stage = VesselStage::Preparing;
                state.since = self.now;
                self.queue.schedule(
                    self.now + preparation,
                    Event::Vessel {
                        vessel: vessel.into(),
                    },
                );
                self.note_lifted(node, &parcels);
                if let Some(terminal) = self.vessels[vessel].terminal {
                    self.give_slots_of(terminal, &parcels);
                }
            }
            VesselStage::Preparing => {
                self.account_vessel(vessel, Cause::Handling);
                self.vessels[vessel].stage = VesselStage::WaitingWeather;
                self.vessels[vessel].since = self.now;
                if self.kept_in_port(vessel).is_none() {
                    self.vessel_leaves(vessel);
                }
            }
            VesselStage::Leaving => self.sail(vessel),
            VesselStage::Sailing => {
                let parcels = std::mem::take(&mut self.vessels[vessel].parcels);
                self.start_clocks(&parcels, node);
                self.vessels[vessel].parcels = parcels;
                self.ask_berth(vessel);
            }
            VesselStage::Idle
            | VesselStage::WaitingBerth
            | VesselStage::WaitingSlots
            | VesselStage::WaitingWeather
            | VesselStage::Withdrawn => {}
        }
    }

    pub(crate) fn account_vessel(&mut self, vessel: usize, cause: Cause) {
        let node = self.vessels[vessel].node;
        let parcels = std::mem::take(&mut self.vessels[vessel].parcels);
        self.account(&parcels, self.now, node, cause);
        self.vessels[vessel].parcels = parcels;
    }

    /// Notes units that were lifted over the quay of a port.
    fn note_lifted(&mut self, node: usize, parcels: &[usize]) {
        for parcel in parcels {
            let parcel = &self.parcels[*parcel];
            self.record.lifted(node, parcel.flow, parcel.units);
        }
    }

    fn crane_time(&self, vessel: usize, moves: f64) -> i64 {
        self.vessels[vessel].berth.map_or(0, |berth| {
            let row = &self.corridor.berths.rows()[berth];
            row.crane_rate
                .working_time(moves, f64::from(row.cranes))
                .as_s()
        })
    }

    /// Room on the quay: a vessel that takes units away afterwards may put as many as that
    /// down first, though the yard is full, less what vessels have put down so already and not
    /// yet made up for.
    pub(crate) fn quay_room(&self, vessel: usize) -> Room {
        let Vessel {
            class,
            node,
            terminal,
            ..
        } = self.vessels[vessel];
        let ready: Room = self.layout.class_services[class]
            .iter()
            .filter(|service| self.layout.services[**service].origin_terminal == terminal)
            .map(|service| self.services[*service].ready_room)
            .sum();
        let berths = self.port_of_node[node].map_or(&[][..], |port| &self.ports[port].berths);
        let owed: Room = berths
            .iter()
            .filter_map(|berth| match self.berth_holder[*berth] {
                Some(PortUser::Vessel(other)) => Some(&self.vessels[other]),
                _ => None,
            })
            .filter(|other| other.terminal == terminal)
            .map(|other| other.owes)
            .sum();
        let room = terminal.map_or(0, |terminal| self.room_in_all(terminal));
        (ready - owed).clamp(0, room)
    }

    /// Lifts off as many units as the yard has room for, or waits for room at the berth; one
    /// at the `head` of the line need not look at who waits behind it.
    pub(crate) fn unload_vessel(&mut self, vessel: usize, head: bool) {
        let Some(terminal) = self.vessels[vessel].terminal else {
            return;
        };
        let mut aboard = std::mem::take(&mut self.vessels[vessel].parcels).into();
        let free = self.free_slots(terminal, Stack::Sea);
        let room = if head || self.has_room(terminal, Stack::Sea, 0) {
            free
        } else {
            0
        };
        let room = room.max(self.quay_room(vessel));
        let lifting = self.take_up_to(&mut aboard, room);
        self.vessels[vessel].parcels = aboard.into();
        self.vessels[vessel].since = self.now;
        if lifting.is_empty() {
            self.vessels[vessel].stage = VesselStage::WaitingSlots;
            self.wait_for_slots(terminal, Stack::Sea, SlotWaiter::Vessel(vessel));
            return;
        }
        let room = self.room_of(&lifting);
        self.take_slots(terminal, Stack::Sea, room);
        for parcel in &lifting {
            self.parcels[*parcel].stack = Stack::Sea;
        }
        let time = self.crane_time(vessel, self.moves_of(&lifting));
        let state = &mut self.vessels[vessel];
        state.discharged += room;
        state.owes += (room - free).max(0);
        state.lifting = lifting;
        state.stage = VesselStage::Unloading;
        self.queue.schedule(
            self.now + time,
            Event::Vessel {
                vessel: vessel.into(),
            },
        );
    }

    fn units_discharged(&mut self, vessel: usize) {
        let node = self.vessels[vessel].node;
        let lifted = std::mem::take(&mut self.vessels[vessel].lifting);
        self.account(&lifted, self.now, node, Cause::Handling);
        self.note_lifted(node, &lifted);
        self.account_vessel(vessel, Cause::Handling);
        for parcel in lifted {
            self.parcel_in_yard(parcel);
        }
        if self.vessels[vessel].parcels.is_empty() {
            self.vessels[vessel].service = None;
            self.turn_round(vessel);
        } else {
            self.unload_vessel(vessel, true);
        }
    }

    /// An empty vessel at its berth: loads for the service it was told, for one that is due,
    /// or for the way home; else it leaves the berth and lies idle.
    fn turn_round(&mut self, vessel: usize) {
        let (class, node) = (self.vessels[vessel].class, self.vessels[vessel].node);
        if let Some(service) = self.vessels[vessel].service
            && self.vessels[vessel].committed
            && self.is_shut(service)
        {
            // It was told to load for a service that is out by now.
            self.services[service].committed -= self.usable(class);
            self.vessels[vessel].committed = false;
            self.vessels[vessel].service = None;
        }
        if !self.vessels[vessel].committed {
            if self.vessels_withdrawn[class].is_short() {
                self.lie_idle(vessel);
                return;
            }
            let here: Vec<usize> = self.layout.class_services[class]
                .iter()
                .copied()
                .filter(|service| {
                    let layout = &self.layout.services[*service];
                    layout.origin == node
                        && !self.is_shut(*service)
                        && self.vessels[vessel]
                            .berth
                            .is_some_and(|berth| self.serves(berth, layout.origin_terminal))
                })
                .collect();
            let usable = self.usable(class);
            let mut chosen: Option<(SimTime, usize)> = None;
            for service in &here {
                let committed = self.services[*service].committed;
                if self.is_due(*service, usable, committed) {
                    let oldest = self.services[*service]
                        .ready
                        .front()
                        .map_or(SimTime::MAX, |parcel| self.parcels[*parcel].ready_since);
                    if chosen.is_none_or(|best| (oldest, *service) < best) {
                        chosen = Some((oldest, *service));
                    }
                }
            }
            let base = self.corridor.vessels.rows()[class].base.at();
            let home = here.iter().copied().find(|service| {
                node != base
                    && self.layout.services[*service].timetable.is_none()
                    && self.layout.services[*service].destination == base
            });
            let called = here
                .iter()
                .copied()
                .find(|service| self.services[*service].called);
            // What was put down on the quay is made up for: the vessel takes others' cargo if need be.
            let relief = here
                .iter()
                .copied()
                .filter(|_| self.vessels[vessel].owes > 0)
                .find(|service| self.services[*service].ready_room > 0);
            let service = chosen
                .map(|(_, service)| service)
                .or(called)
                .or(home)
                .or(relief);
            let Some(service) = service else {
                self.lie_idle(vessel);
                return;
            };
            self.services[service].called = false;
            self.services[service].due_by_timetable = false;
            self.services[service].committed += usable;
            self.vessels[vessel].service = Some(service);
            self.vessels[vessel].terminal = self.layout.services[service].origin_terminal;
            self.vessels[vessel].committed = true;
        }
        self.load_vessel(vessel);
    }

    fn lie_idle(&mut self, vessel: usize) {
        let (now, month) = (self.now, self.month);
        let class = self.vessels[vessel].class;
        self.leave_berth(vessel, 0.0);
        self.vessels_used[class].change(now, -1, month, None);
        self.vessels[vessel].service = None;
        if self.vessels_withdrawn[class].is_short() {
            self.withdraw_vessel(vessel);
        } else {
            self.vessel_is_idle(vessel);
        }
    }

    fn withdraw_vessel(&mut self, vessel: usize) {
        let state = &mut self.vessels[vessel];
        state.stage = VesselStage::Withdrawn;
        state.since = self.now;
        self.vessels_withdrawn[state.class].at[0] += 1;
    }

    /// A disruption leaves so much of a class.
    pub(crate) fn vessels_change(&mut self, class: usize, left: f64) {
        let count = self.corridor.vessels.rows()[class].count;
        self.vessels_withdrawn[class].wanted = taken(count, left);
        for vessel in 0..self.vessels.len() {
            let Vessel { stage, node, .. } = self.vessels[vessel];
            if self.vessels[vessel].class != class {
                continue;
            }
            if stage == VesselStage::Idle && self.vessels_withdrawn[class].is_short() {
                self.idle_vessels[node].retain(|other| *other != vessel);
                self.withdraw_vessel(vessel);
            } else if stage == VesselStage::Withdrawn
                && self.vessels_withdrawn[class].too_many() > 0
            {
                self.vessels_withdrawn[class].at[0] -= 1;
                self.vessel_is_idle(vessel);
            }
        }
    }

    /// What cargo waits for that waits for a vessel of a fleet.
    pub(crate) fn cause_of_vessels(&self, fleet: &[usize]) -> Cause {
        let is_out = |class: &usize| {
            let count = self.corridor.vessels.rows()[*class].count;
            self.vessels_withdrawn[*class].wanted >= count
        };
        if fleet.iter().all(is_out) {
            Cause::Disruption
        } else {
            Cause::Vessel
        }
    }

    /// A vessel lies idle and may be told to load.
    fn vessel_is_idle(&mut self, vessel: usize) {
        let state = &mut self.vessels[vessel];
        state.stage = VesselStage::Idle;
        state.since = self.now;
        let (class, node) = (state.class, state.node);
        self.idle_vessels[node].push(vessel);
        let sailed: &[usize] = &self.layout.class_services[class];
        for service in sailed.iter().copied() {
            if self.layout.services[service].origin == node {
                self.consider(service);
            }
        }
        // Cargo elsewhere that found no vessel may call this one.
        for service in sailed.iter().copied() {
            if self.services[service].cause == Cause::Vessel
                && self.layout.services[service].origin != node
            {
                self.call_vessel(service);
            }
        }
    }

    fn load_vessel(&mut self, vessel: usize) {
        let Some(service) = self.vessels[vessel].service else {
            return;
        };
        let usable = self.usable(self.vessels[vessel].class);
        self.services[service].committed -= usable;
        self.vessels[vessel].committed = false;
        let cargo = self.choose(service, usable);
        let time = self.crane_time(vessel, self.moves_of(&cargo));
        let state = &mut self.vessels[vessel];
        state.parcels = cargo;
        state.owes = 0;
        state.stage = VesselStage::Loading;
        state.since = self.now;
        self.queue.schedule(
            self.now + time,
            Event::Vessel {
                vessel: vessel.into(),
            },
        );
        self.consider(service);
    }

    /// The port is open: the vessel casts off.
    pub(crate) fn vessel_leaves(&mut self, vessel: usize) {
        self.account_vessel(vessel, Cause::Weather);
        let manoeuvring = self.vessels[vessel].berth.map_or(0, |berth| {
            self.corridor.berths.rows()[berth].manoeuvring.as_s()
        });
        self.vessels[vessel].stage = VesselStage::Leaving;
        self.vessels[vessel].since = self.now;
        self.queue.schedule(
            self.now + manoeuvring,
            Event::Vessel {
                vessel: vessel.into(),
            },
        );
    }

    fn sail(&mut self, vessel: usize) {
        self.account_vessel(vessel, Cause::Handling);
        let Some(service) = self.vessels[vessel].service else {
            return;
        };
        let layout = &self.layout.services[service];
        let KindLayout::Vessel { link, .. } = &layout.kind else {
            return;
        };
        let (link, destination, terminal) =
            (*link, layout.destination, layout.destination_terminal);
        let row = &self.corridor.sea_links.rows()[link];
        let speed = self.corridor.vessels.rows()[self.vessels[vessel].class].speed;
        let time = whole_s(speed.time_s(row.distance) * self.sailing[link].draw()).max(1);
        let arrival = self.now + time;
        self.leave_berth(vessel, row.distance.as_km());
        let place = self.layout.link_place(link);
        let parcels = std::mem::take(&mut self.vessels[vessel].parcels);
        self.account(&parcels, arrival, place, Cause::Running);
        let state = &mut self.vessels[vessel];
        state.stage = VesselStage::Sailing;
        state.since = self.now;
        state.parcels = parcels;
        state.node = destination;
        state.terminal = terminal;
        self.queue.schedule(
            arrival,
            Event::Vessel {
                vessel: vessel.into(),
            },
        );
    }

    /// Notes the call and frees the berth.
    fn leave_berth(&mut self, vessel: usize, next_km: f64) {
        let now = self.now;
        let state = &mut self.vessels[vessel];
        let Some(berth) = state.berth.take() else {
            return;
        };
        let Vessel {
            class,
            number,
            node,
            asked,
            berthed,
            discharged,
            loaded,
            sailed_km,
            ..
        } = *state;
        state.sailed_km = next_km;
        self.record.vessel_left(node, now - berthed, next_km > 0.0);
        if self.record.logs() {
            let row = VesselCallRow {
                replication: 0,
                vessel: format!("{} {number}", self.corridor.vessels.rows()[class].id),
                node: self.corridor.nodes.rows()[node].id.clone(),
                berth: self.corridor.berths.rows()[berth].id.clone(),
                asked_s: asked.ticks(),
                berthed_s: berthed.ticks(),
                left_s: now.ticks(),
                measure: self.corridor.vessels.rows()[class]
                    .capacity
                    .measure
                    .as_str(),
                discharged: discharged as f64 / 100.0,
                loaded: loaded as f64 / 100.0,
                distance_km: sailed_km,
            };
            self.record
                .log_vessel_call(|replication| VesselCallRow { replication, ..row });
        }
        self.free_berth(berth);
    }
}
