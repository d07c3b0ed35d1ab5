//! When a service leaves, and with which units.

use std::collections::VecDeque;

use kervan_results::Cause;

use crate::event::Event;
use crate::layout::{KindLayout, Room};
use crate::world::{Train, TrainStage, World};

impl World<'_> {
    pub(crate) fn schedule_timetable(&mut self, service: usize) {
        let layout = &self.layout.services[service];
        if let Some(timetable) = &layout.timetable {
            let offset = self.corridor.nodes.rows()[layout.origin].utc_offset_s;
            if let Some(time) = self
                .year
                .next_departure(timetable.departures(), offset, self.now)
            {
                self.queue.schedule(
                    time,
                    Event::TimetableDeparture {
                        service: service.into(),
                    },
                );
            }
        }
    }

    pub(crate) fn timetable_departure(&mut self, service: usize) {
        self.schedule_timetable(service);
        // A departure while the service is out is left out.
        if self.is_shut(service) {
            return;
        }
        self.services[service].due_by_timetable = true;
        self.consider(service);
        // What could not leave at once for want of wagons or a vessel stays due; nothing
        // ready and nothing to take home means that this departure is left out.
        if self.services[service].ready.is_empty() {
            self.services[service].due_by_timetable = false;
        }
    }

    pub(crate) fn departure_due(&mut self, service: usize) {
        self.services[service].due_scheduled = None;
        self.consider(service);
    }

    /// Gives the units that are ready for a service another thing to wait for. What they
    /// waited for before is noted once for all of them and read when they are chosen.
    pub(crate) fn set_cause(&mut self, service: usize, cause: Cause) {
        let state = &mut self.services[service];
        if state.cause == cause {
            return;
        }
        state.cause = cause;
        let oldest = state
            .ready
            .front()
            .map_or(self.now, |parcel| self.parcels[*parcel].ready_since);
        while state
            .causes
            .get(1)
            .is_some_and(|(since, _)| *since <= oldest)
        {
            state.causes.pop_front();
        }
        match state.causes.back_mut() {
            Some(last) if last.0 == self.now => last.1 = cause,
            _ => state.causes.push_back((self.now, cause)),
        }
    }

    /// Gives the time that chosen units waited for their departure its places and causes.
    fn account_ready(&mut self, service: usize, chosen: &[usize]) {
        let node = self.layout.services[service].origin;
        let causes = &self.services[service].causes;
        for parcel in chosen {
            let parcel = &mut self.parcels[*parcel];
            let first = causes
                .partition_point(|(since, _)| *since <= parcel.accounted)
                .saturating_sub(1);
            for position in first..causes.len() {
                let until = causes
                    .get(position + 1)
                    .map_or(self.now, |(since, _)| *since);
                parcel.account(until, node, causes[position].1);
            }
        }
    }

    /// Decides whether a service leaves now; called whenever something changes for it.
    pub(crate) fn consider(&mut self, service: usize) {
        if self.is_shut(service) {
            self.set_cause(service, Cause::Disruption);
            return;
        }
        match &self.layout.services[service].kind {
            KindLayout::Train { .. } => while self.consider_train(service) {},
            KindLayout::Vessel { .. } => while self.consider_vessel(service) {},
        }
    }

    /// Whether the rule of departure is met by the units that are ready beyond `committed`
    /// room, for a vehicle with this room; else looks again when it will be.
    pub(crate) fn is_due(&mut self, service: usize, room: Room, committed: Room) -> bool {
        let state = &self.services[service];
        let mut skipped = 0;
        let mut first = None;
        for parcel in &state.ready {
            skipped += self.room(*parcel);
            if skipped > committed {
                first = Some(*parcel);
                break;
            }
        }
        let Some(first) = first else { return false };
        if state.due_by_timetable {
            return true;
        }
        let Some(max_wait) = self.layout.services[service].max_wait_s else {
            return false;
        };
        let unit = self.layout.flows[self.parcels[first].flow].unit;
        if state.ready_room - committed + unit > room {
            return true;
        }
        let due = self.parcels[first].ready_since + max_wait;
        if due <= self.now {
            return true;
        }
        if state.due_scheduled.is_none_or(|scheduled| due < scheduled) {
            self.services[service].due_scheduled = Some(due);
            self.queue.schedule(
                due,
                Event::DepartureDue {
                    service: service.into(),
                },
            );
        }
        false
    }

    pub(crate) fn wagons_of_full_train(&self, service: usize) -> u32 {
        match &self.layout.services[service].kind {
            KindLayout::Train {
                capacity,
                pool: Some(pool),
                ..
            } => self.wagons_for(*pool, *capacity),
            _ => 0,
        }
    }

    fn wagons_for(&self, pool: usize, room: Room) -> u32 {
        let per_wagon =
            crate::layout::hundredths(self.corridor.wagons.rows()[pool].capacity.amount).max(1);
        ((room + per_wagon - 1) / per_wagon) as u32
    }

    /// Lets one train leave if it is due, if a set of wagons is to go home, or if it is
    /// called. Returns whether one left.
    fn consider_train(&mut self, service: usize) -> bool {
        let layout = &self.layout.services[service];
        let KindLayout::Train { capacity, pool, .. } = &layout.kind else {
            return false;
        };
        let (capacity, pool, origin) = (*capacity, *pool, layout.origin);
        let due = self.is_due(service, capacity, 0);
        let Some(pool) = pool else {
            if due {
                self.form_train(service, 0, capacity);
            } else {
                self.set_cause(service, Cause::Departure);
            }
            return due;
        };
        let idle = self.wagons[pool].idle[origin];
        let full_train = self.wagons_for(pool, capacity);
        let abroad = origin != self.corridor.wagons.rows()[pool].base.at();
        let goes_home = abroad
            && match layout.timetable {
                Some(_) => self.services[service].due_by_timetable && idle > 0,
                None => idle >= full_train,
            };
        let called = self.services[service].called && idle > 0;
        self.services[service].called = called;
        if !due && !goes_home && !called {
            self.set_cause(service, Cause::Departure);
            return false;
        }
        let needed = self.wagons_for(pool, self.services[service].ready_room.min(capacity));
        if idle < needed && !goes_home && !called {
            self.set_cause(service, self.cause_of_wagons(pool));
            self.call_wagons(pool, origin, service);
            // The call may have come back at once with a shorter train; look again only then.
            return false;
        }
        let wagons = if abroad || called {
            idle.min(full_train)
        } else {
            needed
        };
        let room = (Room::from(wagons)
            * crate::layout::hundredths(self.corridor.wagons.rows()[pool].capacity.amount))
        .min(capacity);
        self.form_train(service, wagons, room);
        true
    }

    /// Forms a train of the units that have waited longest, up to `room`.
    fn form_train(&mut self, service: usize, wagons: u32, room: Room) {
        let (now, month) = (self.now, self.month);
        let parcels = self.choose(service, room);
        if let Some(pool) = self.pool_of(service) {
            let layout = &self.layout.services[service];
            self.wagons[pool].idle[layout.origin] -= wagons;
            self.wagons[pool].coming[layout.destination] += wagons;
            self.wagons[pool]
                .used
                .change(now, i64::from(wagons), month, None);
        }
        let state = &mut self.services[service];
        state.called = false;
        state.due_by_timetable = false;
        let train = self.new_train(service, parcels, wagons);
        match self.layout.services[service].origin_terminal {
            Some(terminal) if !self.trains[train].parcels.is_empty() => {
                self.ask_track(terminal, train, TrainStage::WaitingTrackToLoad)
            }
            _ => self.prepare_train(train),
        }
    }

    /// Takes the units that have waited longest out of those ready for a service.
    pub(crate) fn choose(&mut self, service: usize, room: Room) -> Vec<usize> {
        let mut ready: VecDeque<usize> = std::mem::take(&mut self.services[service].ready);
        let chosen = self.take_up_to(&mut ready, room);
        self.services[service].ready = ready;
        self.account_ready(service, &chosen);
        self.services[service].ready_room -= self.room_of(&chosen);
        chosen
    }

    pub(crate) fn new_train(&mut self, service: usize, parcels: Vec<usize>, wagons: u32) -> usize {
        self.train_count += 1;
        self.trains.insert(Train {
            number: self.train_count,
            service,
            parcels,
            wagons,
            position: 0,
            locomotive: None,
            stage: TrainStage::Preparing,
            since: self.now,
            work_s: 0,
            started: None,
            moves: (self.now, self.now),
        })
    }
}
