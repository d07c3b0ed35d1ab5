//! Units in a yard: slots, entry and exit controls, readiness, availability, collection.

use std::collections::BTreeMap;

use kervan_engine::SimTime;
use kervan_results::Cause;

use crate::event::{Event, Subject};
use crate::layout::{KindLayout, Room};
use crate::parcel::{ControlVisit, Stack};
use crate::world::{SlotWaiter, World};

impl World<'_> {
    /// Room that units of a stack can still take: what is free, less what is kept for others.
    pub(crate) fn free_slots(&self, terminal: usize, stack: Stack) -> Room {
        let state = &self.terminals[terminal];
        let kept: Room = (0..3)
            .filter(|other| *other != stack as usize)
            .map(|other| (state.kept[other] - state.held[other]).max(0))
            .sum();
        (state.slots - state.slots_used.level() - kept).max(0)
    }

    /// Room left in the yard and beside it: beside the tracks the units of the largest train
    /// find room on their way, on the quay those of the largest vessel at each berth.
    pub(crate) fn room_in_all(&self, terminal: usize) -> Room {
        let state = &self.terminals[terminal];
        (state.slots + state.beside - state.slots_used.level()).max(0)
    }

    pub(crate) fn take_slots(&mut self, terminal: usize, stack: Stack, room: Room) {
        let (now, month) = (self.now, self.month);
        self.terminals[terminal]
            .slots_used
            .change(now, room, month, None);
        self.terminals[terminal].held[stack as usize] += room;
    }

    /// Units have left the yard.
    pub(crate) fn give_slots_of(&mut self, terminal: usize, parcels: &[usize]) {
        for parcel in parcels {
            let (stack, room) = (self.parcels[*parcel].stack, self.room(*parcel));
            self.take_slots(terminal, stack, -room);
        }
        self.serve_slot_waiters(terminal);
    }

    /// Lets those in who wait for room, in order of arrival within each stack; one that finds
    /// no room lets others by, as a smaller one, or one that takes units away, may still fit.
    pub(crate) fn serve_slot_waiters(&mut self, terminal: usize) {
        for stack in [Stack::Entry, Stack::Rail, Stack::Sea] {
            let mut position = 0;
            // The same for every train of a pool, until somebody is let in.
            let mut taken: BTreeMap<usize, Room> = BTreeMap::new();
            while let Some((waiter, _)) = self.terminals[terminal].slot_waiters[stack as usize]
                .get(position)
                .copied()
            {
                let free = self.free_slots(terminal, stack);
                // Nobody comes in by exchange here, so nothing further back can fit either.
                if stack == Stack::Entry && free < self.layout.smallest_unit[terminal] {
                    break;
                }
                let parcels = match &waiter {
                    SlotWaiter::Train(train) => &self.trains[*train].parcels,
                    SlotWaiter::Vessel(vessel) => &self.vessels[*vessel].parcels,
                    SlotWaiter::Lot(parcel) => std::slice::from_ref(parcel),
                };
                let unit = parcels.first().map_or(0, |parcel| {
                    self.layout.flows[self.parcels[*parcel].flow].unit
                });
                let fits = match waiter {
                    SlotWaiter::Train(train) => {
                        let room = self.room_of(parcels);
                        let pool = self.pool_of(self.trains[train].service);
                        room <= free
                            || (room <= self.room_in_all(terminal)
                                && pool.is_some_and(|pool| {
                                    let taken = *taken
                                        .entry(pool)
                                        .or_insert_with(|| self.taken_by_wagons(terminal, pool));
                                    room <= free + taken
                                }))
                    }
                    SlotWaiter::Vessel(vessel) => unit <= free.max(self.quay_room(vessel)),
                    SlotWaiter::Lot(_) => unit <= free,
                };
                if !fits {
                    position += 1;
                    continue;
                }
                let parcels = parcels.to_vec();
                taken.clear();
                self.terminals[terminal].slot_waiters[stack as usize].remove(position);
                let node = self.terminals[terminal].node;
                self.account(&parcels, self.now, node, Cause::Slot);
                match waiter {
                    SlotWaiter::Train(train) => self.room_granted(terminal, train),
                    SlotWaiter::Vessel(vessel) => self.unload_vessel(vessel, true),
                    SlotWaiter::Lot(parcel) => self.lot_takes_slots(terminal, parcel),
                }
            }
        }
    }

    pub(crate) fn wait_for_slots(&mut self, terminal: usize, stack: Stack, waiter: SlotWaiter) {
        self.terminals[terminal].slot_waiters[stack as usize].push_back((waiter, self.now));
    }

    /// Whether nobody of a stack waits and `room` is free for it.
    pub(crate) fn has_room(&self, terminal: usize, stack: Stack, room: Room) -> bool {
        self.terminals[terminal].slot_waiters[stack as usize].is_empty()
            && room <= self.free_slots(terminal, stack)
    }

    /// A lot comes by road, or out of the terminal's own hinterland.
    pub(crate) fn lot_wants_slots(&mut self, terminal: usize, parcel: usize) {
        let unit = self.layout.flows[self.parcels[parcel].flow].unit;
        if self.has_room(terminal, Stack::Entry, unit) {
            self.lot_takes_slots(terminal, parcel);
        } else {
            self.wait_for_slots(terminal, Stack::Entry, SlotWaiter::Lot(parcel));
        }
    }

    fn lot_takes_slots(&mut self, terminal: usize, parcel: usize) {
        let unit = self.layout.flows[self.parcels[parcel].flow].unit;
        let fitting = (self.free_slots(terminal, Stack::Entry) / unit) as u32;
        let inside = if fitting >= self.parcels[parcel].units {
            parcel
        } else {
            self.terminals[terminal].slot_waiters[Stack::Entry as usize]
                .push_front((SlotWaiter::Lot(parcel), self.now));
            self.split(parcel, fitting)
        };
        let room = self.room(inside);
        self.take_slots(terminal, Stack::Entry, room);
        self.parcel_cleared(inside);
    }

    /// A parcel has been lifted into the yard of `terminal`; the service that brought it is over.
    pub(crate) fn parcel_in_yard(&mut self, parcel: usize) {
        let state = &self.parcels[parcel];
        let service = self.layout.flows[state.flow].services[state.leg];
        self.parcels[parcel].leg += 1;
        match &self.layout.services[service].kind {
            KindLayout::Vessel {
                entry: Some(control),
                ..
            } => {
                self.parcels[parcel].control = Some(ControlVisit::Entry);
                self.ask_control(*control, Subject::Parcel(parcel.into()));
            }
            _ => self.parcel_entered(parcel),
        }
    }

    /// A parcel has entered the country of its terminal.
    pub(crate) fn parcel_entered(&mut self, parcel: usize) {
        let state = &self.parcels[parcel];
        if state.leg == self.layout.flows[state.flow].services.len() {
            self.available(parcel);
        } else {
            self.parcel_cleared(parcel);
        }
    }

    /// A parcel goes on from a yard: by vessel over a border only after its exit control.
    pub(crate) fn parcel_cleared(&mut self, parcel: usize) {
        let state = &self.parcels[parcel];
        let service = self.layout.flows[state.flow].services[state.leg];
        match &self.layout.services[service].kind {
            KindLayout::Vessel {
                exit: Some(control),
                ..
            } => {
                self.parcels[parcel].control = Some(ControlVisit::Exit);
                self.ask_control(*control, Subject::Parcel(parcel.into()));
            }
            _ => self.parcel_ready(parcel),
        }
    }

    /// A parcel is ready for its next service.
    pub(crate) fn parcel_ready(&mut self, parcel: usize) {
        let room = self.room(parcel);
        let now = self.now;
        let state = &mut self.parcels[parcel];
        let service = self.layout.flows[state.flow].services[state.leg];
        state.ready_since = now;
        self.services[service].ready.push_back(parcel);
        self.services[service].ready_room += room;
        self.consider(service);
        // Vehicles that wait for room may take these units away.
        if let Some(terminal) = self.layout.services[service].origin_terminal {
            self.serve_slot_waiters(terminal);
        }
    }

    /// A parcel is available at its destination: its clock stops, its slots are kept until
    /// it is collected.
    fn available(&mut self, parcel: usize) {
        let (flow, units) = (self.parcels[parcel].flow, self.parcels[parcel].units);
        let last = self.layout.flows[flow].services.last().copied();
        if let Some(terminal) =
            last.and_then(|service| self.layout.services[service].destination_terminal)
        {
            let dwell = if self.layout.flows[flow].is_empty {
                0
            } else {
                self.terminals[terminal].collection.draw_hours_as_s()
            };
            self.terminals[terminal].collecting += 1;
            let stack = self.parcels[parcel].stack;
            self.queue.schedule(
                self.now + dwell,
                Event::Collected {
                    terminal: terminal.into(),
                    stack,
                    flow: flow.into(),
                    units,
                },
            );
        }
        self.leaves(parcel);
    }

    /// A parcel has reached the end of its journey.
    pub(crate) fn leaves(&mut self, parcel: usize) {
        if let Some(parcel) = self.parcels.remove(parcel) {
            if self.layout.flows[parcel.flow].is_empty {
                self.wagons_back(parcel.flow, parcel.units);
            }
            debug_assert_eq!(
                parcel.clock.map(|start| self.now - start).unwrap_or(0),
                parcel
                    .on_the_clock()
                    .iter()
                    .map(|(_, _, time)| time)
                    .sum::<i64>(),
                "promise broken: the hours of a consignment add up to its transit time"
            );
            self.record.left(&parcel, self.now, self.year, self.layout);
            self.spare_ledgers.push(parcel.ledger);
        }
    }

    /// Units leave the yard; their wagons, if they came in some, stay and go back empty.
    pub(crate) fn collected(&mut self, terminal: usize, stack: Stack, flow: usize, units: u32) {
        self.terminals[terminal].collecting -= 1;
        match self.layout.flows[flow].empties {
            Some(empties) => self.wagons_emptied(empties, units, stack),
            None => {
                let room = self.room_of_units(flow, units);
                self.take_slots(terminal, stack, -room);
                self.serve_slot_waiters(terminal);
            }
        }
    }

    /// Since when the longest wait for slots lasts.
    pub(crate) fn oldest_slot_wait(&self) -> Option<SimTime> {
        self.terminals
            .iter()
            .flat_map(|terminal| {
                terminal
                    .slot_waiters
                    .iter()
                    .flatten()
                    .map(|(_, since)| *since)
            })
            .min()
    }
}
