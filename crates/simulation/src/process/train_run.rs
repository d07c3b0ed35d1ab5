//! A train: loading, locomotive, controls, paths section by section, unloading.

use kervan_corridor::quantity::Duration;
use kervan_corridor::service::Carriage;
use kervan_engine::SimTime;
use kervan_results::{Cause, TrainRunRow};

use crate::event::{Event, Subject};
use crate::layout::{KindLayout, Leg, Room};
use crate::parcel::Stack;
use crate::sampling::whole_s;
use crate::world::{Line, SlotWaiter, TrainStage, World};

impl<'a> World<'a> {
    pub(crate) fn leg(&self, service: usize, position: usize) -> &'a Leg {
        let layout: &'a crate::layout::Layout<'a> = self.layout;
        match &layout.services[service].kind {
            KindLayout::Train { legs, .. } => &legs[position],
            KindLayout::Vessel { .. } => {
                unreachable!("promise broken: a train runs a train service")
            }
        }
    }

    fn leg_count(&self, service: usize) -> usize {
        match &self.layout.services[service].kind {
            KindLayout::Train { legs, .. } => legs.len(),
            KindLayout::Vessel { .. } => 0,
        }
    }

    /// A lot arrives loaded on a train of the first service of its flow.
    pub(crate) fn train_enters(&mut self, service: usize, parcel: usize) {
        if self.is_shut(service) {
            self.services[service].kept_out.push(parcel);
            return;
        }
        let train = self.new_train(service, vec![parcel], 0);
        self.prepare_train(train);
    }

    /// Asks for a handling track.
    pub(crate) fn ask_track(&mut self, terminal: usize, train: usize, stage: TrainStage) {
        self.trains[train].stage = stage;
        self.trains[train].since = self.now;
        if self.terminals[terminal].tracks.request(self.now, train) {
            self.track_granted(terminal, train);
        }
    }

    pub(crate) fn track_granted(&mut self, terminal: usize, train: usize) {
        let (now, month) = (self.now, self.month);
        let state = &mut self.terminals[terminal];
        state.tracks_used.change(now, 1, month, Some(&state.hours));
        let node = state.node;
        self.account_train(train, node, Cause::Crane);
        let loads = self.trains[train].stage == TrainStage::WaitingTrackToLoad;
        self.trains[train].stage = if loads {
            TrainStage::Loading
        } else {
            TrainStage::Unloading
        };
        let moves = self.moves_of(&self.trains[train].parcels);
        self.work_on_track(terminal, train, moves);
    }

    fn release_track(&mut self, terminal: usize) {
        let (now, month) = (self.now, self.month);
        let state = &mut self.terminals[terminal];
        state.tracks_used.change(now, -1, month, Some(&state.hours));
        if let Some(next) = state.tracks.release(now) {
            self.track_granted(terminal, next);
        }
    }

    fn work_on_track(&mut self, terminal: usize, train: usize, moves: f64) {
        let row = &self.corridor.terminals.rows()[terminal];
        let work_s = row
            .crane_rate
            .working_time(moves, self.terminals[terminal].cranes_per_track)
            .as_s();
        let end = self.terminals[terminal].hours.finish(self.now, work_s);
        self.trains[train].work_s = work_s;
        self.trains[train].since = self.now;
        self.queue.schedule(
            end,
            Event::Train {
                train: train.into(),
            },
        );
    }

    /// Makes a train ready to leave.
    pub(crate) fn prepare_train(&mut self, train: usize) {
        let service = self.trains[train].service;
        self.trains[train].stage = TrainStage::Preparing;
        self.trains[train].since = self.now;
        let preparation = self.layout.services[service].preparation_s;
        if preparation == 0 {
            self.train_stage_over(train);
        } else {
            self.queue.schedule(
                self.now + preparation,
                Event::Train {
                    train: train.into(),
                },
            );
        }
    }

    /// The present stage of a train is over.
    pub(crate) fn train_stage_over(&mut self, train: usize) {
        let (stage, service, position) = (
            self.trains[train].stage,
            self.trains[train].service,
            self.trains[train].position,
        );
        match stage {
            TrainStage::Loading => {
                let parcels = self.trains[train].parcels.clone();
                let node = self.layout.services[service].origin;
                self.account_work(&parcels, node, self.trains[train].work_s, Cause::Handling);
                if let Some(terminal) = self.layout.services[service].origin_terminal {
                    self.prepare_train(train);
                    self.release_track(terminal);
                    self.give_slots_of(terminal, &parcels);
                }
            }
            TrainStage::Preparing => {
                let node = self.leg(service, position).from;
                self.account_train(train, node, Cause::Handling);
                self.stand_at_node(train);
            }
            TrainStage::Attaching => {
                let node = self.leg(service, position).from;
                self.account_train(train, node, Cause::Handling);
                self.leave_country(train);
            }
            TrainStage::Running => self.train_arrives(train),
            TrainStage::Unloading => self.units_unloaded(train),
            TrainStage::WaitingTrackToLoad
            | TrainStage::WaitingTrackToUnload
            | TrainStage::WaitingLocomotive
            | TrainStage::WaitingSlots
            | TrainStage::ExitControl
            | TrainStage::EntryControl => {}
        }
    }

    /// Gives the time of all units on a train up to now a place and a cause.
    pub(crate) fn account_train(&mut self, train: usize, node: usize, cause: Cause) {
        let parcels = std::mem::take(&mut self.trains[train].parcels);
        self.account(&parcels, self.now, node, cause);
        self.trains[train].parcels = parcels;
    }

    /// A train stands at the node before its next section: a new locomotive, if one takes over.
    fn stand_at_node(&mut self, train: usize) {
        let leg = self.leg(self.trains[train].service, self.trains[train].position);
        match leg.haul {
            Some(pool) => {
                if leg.releases {
                    self.release_locomotive(train, leg.from);
                }
                self.ask_locomotive(pool, leg.from, train);
            }
            None => self.leave_country(train),
        }
    }

    fn leave_country(&mut self, train: usize) {
        match self
            .leg(self.trains[train].service, self.trains[train].position)
            .exit
        {
            Some(control) => {
                self.trains[train].stage = TrainStage::ExitControl;
                self.ask_control(control, Subject::Train(train.into()));
            }
            None => self.run_section(train),
        }
    }

    pub(crate) fn train_controlled(&mut self, train: usize) {
        if self.trains[train].stage == TrainStage::ExitControl {
            self.run_section(train);
        } else {
            self.go_on(train);
        }
    }

    /// Runs the next section: by a path, or over its passing loops.
    fn run_section(&mut self, train: usize) {
        let leg = self.leg(self.trains[train].service, self.trains[train].position);
        let state = &mut self.trains[train];
        state.stage = TrainStage::Running;
        state.since = self.now;
        match &mut self.lines[leg.section] {
            Line::Capacity(directions) => {
                let paths = &mut directions[leg.direction];
                if paths.is_shut {
                    paths.held.push(train);
                    return;
                }
                let start = paths.server.request(self.now);
                self.set_off(train, start);
            }
            Line::Loops(_) => self.ask_line(train, leg),
        }
    }

    /// A train has its path. Paths are given in order of asking and cannot be lost again, so
    /// the start and the arrival are known at once.
    fn set_off(&mut self, train: usize, start: SimTime) {
        let leg = self.leg(self.trains[train].service, self.trains[train].position);
        let Line::Capacity(directions) = &mut self.lines[leg.section] else {
            return;
        };
        let factor = directions[leg.direction].factor.draw();
        let arrival = start + whole_s(leg.running_s * factor).max(1);
        self.trains[train].moves = (start, arrival);
        self.account_run(train, start, arrival);
        if self.record.logs() {
            self.log_train_run(train, start, arrival);
        }
        self.queue.schedule(
            arrival,
            Event::Train {
                train: train.into(),
            },
        );
    }

    /// A disruption shuts a section or opens it again.
    pub(crate) fn section_changes(&mut self, section: usize, is_shut: bool) {
        let now = self.now;
        for direction in [0, 1] {
            let Line::Capacity(directions) = &mut self.lines[section] else {
                self.loop_line_changes(section, is_shut);
                return;
            };
            let paths = &mut directions[direction];
            if paths.is_shut == is_shut {
                continue;
            }
            paths.is_shut = is_shut;
            if is_shut {
                paths.server.shut(now);
                continue;
            }
            let held = std::mem::take(&mut paths.held);
            let came: Vec<SimTime> = held.iter().map(|train| self.trains[*train].since).collect();
            let starts = paths.server.open(now, &came);
            for (train, start) in held.into_iter().zip(starts) {
                let leg = self.leg(self.trains[train].service, self.trains[train].position);
                self.account_train(train, leg.from, Cause::Disruption);
                self.set_off(train, start);
            }
        }
    }

    /// Time up to `start` is waiting for the line: at the node where the train entered the
    /// section, unless it is on the section already. Then it runs.
    pub(crate) fn account_run(&mut self, train: usize, start: SimTime, end: SimTime) {
        let state = &mut self.trains[train];
        let parcels = std::mem::take(&mut state.parcels);
        let entered = state.started.is_some();
        let leg = self.leg(self.trains[train].service, self.trains[train].position);
        let place = self.layout.section_place(leg.section);
        let waits_at = if entered { place } else { leg.from };
        self.account(&parcels, start, waits_at, Cause::Path);
        self.account(&parcels, end, place, Cause::Running);
        self.trains[train].parcels = parcels;
    }

    /// Logs the run of a train that asked for its section when its present stage began.
    pub(crate) fn log_train_run(&mut self, train: usize, start: SimTime, arrival: SimTime) {
        let state = &self.trains[train];
        let parcels = &state.parcels;
        let section =
            &self.corridor.line_sections.rows()[self.leg(state.service, state.position).section];
        let tare = self.pool_of(state.service).map_or(0.0, |pool| {
            self.corridor.wagons.rows()[pool].tare_t * f64::from(state.wagons)
        });
        let units_t: f64 = parcels
            .iter()
            .map(|parcel| {
                let parcel = &self.parcels[*parcel];
                self.layout.flows[parcel.flow].mass_kg as f64 / 1000.0 * f64::from(parcel.units)
            })
            .sum();
        let row = TrainRunRow {
            replication: 0,
            train: state.number as i64,
            service: self.corridor.services.rows()[state.service].id.clone(),
            section: section.id.clone(),
            asked_s: state.since.ticks(),
            started_s: start.ticks(),
            arrived_s: arrival.ticks(),
            distance_km: section.distance.as_km(),
            traction: section.traction.clone(),
            wagons: i64::from(state.wagons),
            measure: match &self.corridor.services.rows()[state.service].carriage {
                Carriage::Train(train) => train.capacity.measure.as_str(),
                Carriage::Vessel { .. } => "",
            },
            load: self.room_of(parcels) as f64 / 100.0,
            gross_t: tare + units_t,
        };
        self.record
            .log_train_run(|replication| TrainRunRow { replication, ..row });
    }

    /// Starts the clocks of parcels that count from the node they have come to.
    pub(crate) fn start_clocks(&mut self, parcels: &[usize], node: usize) {
        for parcel in parcels {
            let state = &mut self.parcels[*parcel];
            if state.clock.is_none() && self.layout.flows[state.flow].clock_from == node {
                state.start_clock(self.now);
            }
        }
    }

    /// A train has run a section.
    pub(crate) fn train_arrives(&mut self, train: usize) {
        let leg = self.leg(self.trains[train].service, self.trains[train].position);
        let parcels = std::mem::take(&mut self.trains[train].parcels);
        self.start_clocks(&parcels, leg.to);
        self.trains[train].parcels = parcels;
        match leg.entry {
            Some(control) => {
                self.trains[train].stage = TrainStage::EntryControl;
                self.ask_control(control, Subject::Train(train.into()));
            }
            None => self.go_on(train),
        }
    }

    /// A train goes on after a section and its control, or is at its destination.
    fn go_on(&mut self, train: usize) {
        let (service, position) = (self.trains[train].service, self.trains[train].position + 1);
        if position < self.leg_count(service) {
            self.trains[train].position = position;
            self.stand_at_node(train);
            return;
        }
        let destination = self.layout.services[service].destination;
        self.release_locomotive(train, destination);
        match self.layout.services[service].destination_terminal {
            Some(terminal) if !self.trains[train].parcels.is_empty() => {
                self.ask_room(terminal, train)
            }
            _ => {
                for parcel in std::mem::take(&mut self.trains[train].parcels) {
                    let (flow, units) = (self.parcels[parcel].flow, self.parcels[parcel].units);
                    self.leaves(parcel);
                    if let Some(empties) = self.layout.flows[flow].empties {
                        self.wagons_emptied(empties, units, Stack::Entry);
                    }
                }
                self.dissolve_train(train);
            }
        }
    }

    /// A train is let onto a handling track to be unloaded only when the yard has room for
    /// all of it, which is kept for it; so no train holds a track and waits for room.
    fn ask_room(&mut self, terminal: usize, train: usize) {
        let parcels = self.trains[train].parcels.clone();
        let stack = if self.pool_of(self.trains[train].service).is_some() {
            Stack::Rail
        } else {
            Stack::Entry
        };
        for parcel in &parcels {
            self.parcels[*parcel].stack = stack;
        }
        self.trains[train].stage = TrainStage::WaitingSlots;
        self.trains[train].since = self.now;
        self.wait_for_slots(terminal, stack, SlotWaiter::Train(train));
        self.serve_slot_waiters(terminal);
    }

    /// Room of the units that wait in a yard for the wagons of a pool of which a train is to be
    /// unloaded there, less what trains let in before it will take: units leave with the wagons,
    /// so the train may come in though the yard is full.
    pub(crate) fn taken_by_wagons(&self, terminal: usize, pool: usize) -> Room {
        let waiting: Room = self.layout.pool_services[pool]
            .iter()
            .filter(|service| self.layout.services[**service].origin_terminal == Some(terminal))
            .map(|service| self.services[*service].ready_room)
            .sum();
        let let_in: Room = self
            .trains
            .iter()
            .filter(|(_, other)| {
                matches!(
                    other.stage,
                    TrainStage::WaitingTrackToUnload | TrainStage::Unloading
                ) && self.pool_of(other.service) == Some(pool)
                    && self.layout.services[other.service].destination_terminal == Some(terminal)
            })
            .map(|(_, other)| self.room_of(&other.parcels))
            .sum();
        // Wagons that stand there already take some of it.
        let node = self.terminals[terminal].node;
        let on_the_way: u32 = self
            .trains
            .iter()
            .filter(|(_, other)| {
                self.pool_of(other.service) == Some(pool)
                    && self.layout.services[other.service].destination == node
            })
            .map(|(_, other)| other.wagons)
            .sum();
        let state = &self.wagons[pool];
        let there = state.idle[node] + state.coming[node].saturating_sub(on_the_way);
        let per_wagon =
            crate::layout::hundredths(self.corridor.wagons.rows()[pool].capacity.amount);
        (waiting - let_in - Room::from(there) * per_wagon).max(0)
    }

    pub(crate) fn room_granted(&mut self, terminal: usize, train: usize) {
        for parcel in self.trains[train].parcels.clone() {
            let (stack, room) = (self.parcels[parcel].stack, self.room(parcel));
            self.take_slots(terminal, stack, room);
        }
        self.ask_track(terminal, train, TrainStage::WaitingTrackToUnload);
    }

    fn units_unloaded(&mut self, train: usize) {
        let service = self.trains[train].service;
        let node = self.layout.services[service].destination;
        let unloaded = std::mem::take(&mut self.trains[train].parcels);
        self.account_work(&unloaded, node, self.trains[train].work_s, Cause::Handling);
        if let Some(terminal) = self.layout.services[service].destination_terminal {
            self.release_track(terminal);
        }
        self.dissolve_train(train);
        for parcel in unloaded {
            self.parcel_in_yard(parcel);
        }
    }

    fn dissolve_train(&mut self, train: usize) {
        if let Some(train) = self.trains.remove(train)
            && let Some(pool) = self.pool_of(train.service).filter(|_| train.wagons > 0)
        {
            self.release_wagons(
                pool,
                self.layout.services[train.service].destination,
                train.wagons,
            );
        }
    }

    /// A wait that is long enough to look for a ring.
    pub(crate) fn is_long(&self, since: SimTime) -> bool {
        const LONG_S: i64 = 10 * Duration::DAY_S;
        self.now - since > LONG_S
    }
}
