//! The state of the corridor at one instant, and the loop that moves it on.

mod audit;
mod set_up;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};

use kervan_corridor::Corridor;
use kervan_engine::{EventQueue, OpeningHours, PacedServer, RandomStream, Server, SimTime};
use kervan_results::Cause;

use crate::calendar::{ModelYear, WEEK_S, YEAR_S};
use crate::days::Days;
use crate::error::SimulationError;
use crate::event::{Event, Subject};
use crate::layout::{Layout, Room};
use crate::parcel::{Ledger, Parcel, Slab};
use crate::process::background::BackgroundSource;
use crate::process::disruption::{DisruptionState, Out, WayState, Withdrawn};
use crate::process::flow_arrival::FlowSource;
use crate::process::loop_run::LoopLine;
use crate::process::weather::Weather;
use crate::record::Record;
use crate::sampling::Sampler;
use crate::usage::Usage;

/// A train of a service, from the moment its cargo is chosen until it is unloaded.
#[derive(Clone, Debug)]
pub(crate) struct Train {
    pub(crate) number: u64,
    pub(crate) service: usize,
    pub(crate) parcels: Vec<usize>,
    pub(crate) wagons: u32,
    /// Position in the legs of the service.
    pub(crate) position: usize,
    pub(crate) locomotive: Option<usize>,
    pub(crate) stage: TrainStage,
    /// When the present stage began.
    pub(crate) since: SimTime,
    /// Working part of the present stage; the rest of it was closed.
    pub(crate) work_s: i64,
    /// When it started on the section it is on, where passing loops are simulated.
    pub(crate) started: Option<SimTime>,
    /// From when to when it moves on its section, as far as that is known.
    pub(crate) moves: (SimTime, SimTime),
}

/// What a train is doing or waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TrainStage {
    WaitingTrackToLoad,
    Loading,
    Preparing,
    WaitingLocomotive,
    Attaching,
    ExitControl,
    Running,
    EntryControl,
    WaitingTrackToUnload,
    Unloading,
    WaitingSlots,
}

/// A vessel.
#[derive(Clone, Debug)]
pub(crate) struct Vessel {
    pub(crate) class: usize,
    /// Number within its class, from 1.
    pub(crate) number: u32,
    /// Where it is, or where it is going.
    pub(crate) node: usize,
    /// The terminal it is worked at there; `None` before its first service.
    pub(crate) terminal: Option<usize>,
    pub(crate) parcels: Vec<usize>,
    /// Parcels being lifted off now.
    pub(crate) lifting: Vec<usize>,
    pub(crate) berth: Option<usize>,
    /// The service it loads for or sails.
    pub(crate) service: Option<usize>,
    /// Whether it was told to load for `service` when it next has a berth.
    pub(crate) committed: bool,
    pub(crate) stage: VesselStage,
    pub(crate) since: SimTime,
    pub(crate) asked: SimTime,
    pub(crate) berthed: SimTime,
    pub(crate) discharged: Room,
    /// What it has put down past a full yard and will make up for by loading.
    pub(crate) owes: Room,
    pub(crate) loaded: Room,
    pub(crate) sailed_km: f64,
}

/// What a vessel is doing or waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VesselStage {
    Idle,
    WaitingBerth,
    Mooring,
    Unloading,
    WaitingSlots,
    Loading,
    Preparing,
    WaitingWeather,
    Leaving,
    Sailing,
    /// Out of the corridor's service while a disruption lasts.
    Withdrawn,
}

/// Who waits for a berth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PortUser {
    Vessel(usize),
    Background { row: usize },
}

/// Who waits for room in a yard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotWaiter {
    Train(usize),
    Vessel(usize),
    Lot(usize),
}

/// A terminal with its yard and its handling tracks.
#[derive(Clone)]
pub(crate) struct Terminal {
    pub(crate) node: usize,
    pub(crate) hours: OpeningHours,
    pub(crate) slots: Room,
    pub(crate) slots_used: Usage,
    /// Room held by units of each [`Stack`], and room kept for it.
    pub(crate) held: [Room; 3],
    pub(crate) kept: [Room; 3],
    /// Room beside the tracks and on the quay for units on their way past a full yard.
    pub(crate) beside: Room,
    /// Who waits for room, by [`Stack`].
    pub(crate) slot_waiters: [VecDeque<(SlotWaiter, SimTime)>; 3],
    pub(crate) tracks: Server<usize>,
    pub(crate) tracks_used: Usage,
    pub(crate) cranes_per_track: f64,
    pub(crate) collection: Sampler,
    /// Pending collections, which free slots by themselves.
    pub(crate) collecting: u64,
}

/// The berths of a node, and who waits for one.
#[derive(Clone)]
pub(crate) struct Port {
    pub(crate) node: usize,
    /// Positions in the corridor's table of berths, smallest first.
    pub(crate) berths: Vec<usize>,
    pub(crate) queue: VecDeque<(PortUser, SimTime)>,
}

/// Berths that serve the same terminals.
#[derive(Clone)]
pub(crate) struct BerthGroup {
    pub(crate) berths: Vec<usize>,
    pub(crate) used: Usage,
}

/// One side of a border control.
#[derive(Clone)]
pub(crate) struct Control {
    pub(crate) hours: OpeningHours,
    pub(crate) lanes: Server<ControlToken>,
    pub(crate) used: Usage,
    pub(crate) documents: Sampler,
    pub(crate) inspection: Sampler,
    pub(crate) inspected: RandomStream,
}

/// Who asked for a lane, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ControlToken {
    pub(crate) subject: Subject,
    pub(crate) asked: SimTime,
}

/// Locomotives of a pool by node, and who waits for them.
#[derive(Clone)]
pub(crate) struct LocomotivePool {
    /// Idle locomotives, by position in the pool's nodes.
    pub(crate) idle: Vec<u32>,
    /// Locomotives running light or being made ready there.
    pub(crate) coming: Vec<u32>,
    pub(crate) waiting: VecDeque<(usize, usize)>,
    pub(crate) withdrawn: Withdrawn,
    pub(crate) used: Usage,
}

/// Wagons of a pool by node.
#[derive(Clone)]
pub(crate) struct WagonPool {
    /// Idle wagons by node of the corridor.
    pub(crate) idle: Vec<u32>,
    /// Wagons on their way to a node or being made ready there.
    pub(crate) coming: Vec<u32>,
    /// Lots that wait for wagons to travel in.
    pub(crate) waiting: VecDeque<usize>,
    pub(crate) withdrawn: Withdrawn,
    pub(crate) used: Usage,
}

/// The units that are ready for a service, and what they wait for together.
#[derive(Clone)]
pub(crate) struct ServiceState {
    pub(crate) ready: VecDeque<usize>,
    pub(crate) ready_room: Room,
    /// Room of vessels that were told to load for it.
    pub(crate) committed: Room,
    /// What the ready units wait for together now.
    pub(crate) cause: Cause,
    /// Since when they have waited for what, oldest first; the last entry is `cause`.
    pub(crate) causes: VecDeque<(SimTime, Cause)>,
    pub(crate) due_scheduled: Option<SimTime>,
    /// A departure of the timetable has come.
    pub(crate) due_by_timetable: bool,
    /// The other end wants its wagons or vessels.
    pub(crate) called: bool,
    /// Lots that come loaded on its trains and wait outside, as it is out.
    pub(crate) kept_out: Vec<usize>,
}

/// A section.
#[derive(Clone)]
pub(crate) enum Line {
    /// By capacity: its two directions do not touch.
    Capacity(Box<[Paths; 2]>),
    /// Train by train over its passing loops.
    Loops(Box<LoopLine>),
}

/// The paths of a section in one direction.
#[derive(Clone)]
pub(crate) struct Paths {
    pub(crate) server: PacedServer,
    pub(crate) factor: Sampler,
    /// A disruption leaves nothing of it; trains that ask are held, in order.
    pub(crate) is_shut: bool,
    pub(crate) held: Vec<usize>,
}

/// The state of the corridor. A clone goes on as the original would, on the same luck.
#[derive(Clone)]
pub(crate) struct World<'a> {
    pub(crate) corridor: &'a Corridor,
    pub(crate) layout: &'a Layout<'a>,
    pub(crate) year: ModelYear,
    pub(crate) month: usize,
    pub(crate) now: SimTime,
    pub(crate) queue: EventQueue<Event>,
    pub(crate) parcels: Slab<Parcel>,
    /// Ledgers of parcels that have left, to be written over.
    pub(crate) spare_ledgers: Vec<Ledger>,
    pub(crate) trains: Slab<Train>,
    pub(crate) train_count: u64,
    pub(crate) vessels: Vec<Vessel>,
    /// Vessels that lie idle, by node.
    pub(crate) idle_vessels: Vec<Vec<usize>>,
    pub(crate) terminals: Vec<Terminal>,
    pub(crate) ports: Vec<Port>,
    pub(crate) port_of_node: Vec<Option<usize>>,
    pub(crate) berth_groups: Vec<BerthGroup>,
    pub(crate) group_of_berth: Vec<usize>,
    pub(crate) berth_holder: Vec<Option<PortUser>>,
    pub(crate) controls: Vec<Control>,
    pub(crate) lines: Vec<Line>,
    pub(crate) sailing: Vec<Sampler>,
    pub(crate) locomotives: Vec<LocomotivePool>,
    pub(crate) wagons: Vec<WagonPool>,
    pub(crate) vessels_used: Vec<Usage>,
    pub(crate) services: Vec<ServiceState>,
    pub(crate) flows: Vec<FlowSource>,
    pub(crate) weather: Vec<Weather>,
    /// Number of closures that hold now, by node.
    pub(crate) closed: Vec<u32>,
    pub(crate) disruptions: Vec<DisruptionState>,
    /// What is out whole because of them.
    pub(crate) out: Out,
    pub(crate) vessels_withdrawn: Vec<Withdrawn>,
    /// The ways of flows.
    pub(crate) ways: Vec<WayState>,
    pub(crate) background: Vec<BackgroundSource>,
    pub(crate) record: Record,
    /// When the present day is noted; never where days are not.
    pub(crate) end_of_day: SimTime,
    pub(crate) deadlock: Option<Vec<String>>,
}

/// How long a run is and what it notes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) warm_up_years: u32,
    pub(crate) years: u32,
    pub(crate) log: bool,
    /// Whether it is looked who waits for what.
    pub(crate) waits: bool,
    /// Month, from 0, in which the clock must start for a consignment to be counted.
    pub(crate) departing: Option<usize>,
    /// Whether the units inside are noted week by week.
    pub(crate) weekly: bool,
    /// Whether the corridor's disruptions happen.
    pub(crate) disruptions: bool,
    /// Whether every day after the warm-up is noted.
    pub(crate) days: bool,
    /// Whether nothing else is noted.
    pub(crate) days_only: bool,
}

impl<'a> World<'a> {
    fn start(&mut self, span: Span) {
        for flow in 0..self.flows.len() {
            self.schedule_lot(flow);
        }
        for closure in 0..self.weather.len() {
            self.schedule_weather(closure);
        }
        for row in 0..self.background.len() {
            self.schedule_background(row);
        }
        for section in 0..self.lines.len() {
            for direction in [0, 1] {
                self.schedule_other_train(section, direction);
            }
        }
        for service in 0..self.services.len() {
            self.schedule_timetable(service);
        }
        for disruption in 0..self.disruptions.len() {
            self.schedule_disruption(disruption);
        }
        self.queue
            .schedule(self.year.next_month(self.now), Event::MonthEnds);
        if span.waits {
            self.schedule_look();
        }
        if span.weekly {
            self.queue
                .schedule(SimTime::from_ticks(WEEK_S), Event::WeekEnds);
        }
    }

    /// Runs to the end of the span and hands over what was noted.
    ///
    /// # Errors
    ///
    /// A ring of waiting, with its members; an interruption.
    pub(crate) fn run(mut self, span: Span, stop: &AtomicBool) -> Result<Record, SimulationError> {
        let warm = SimTime::from_ticks(i64::from(span.warm_up_years) * YEAR_S);
        let end = SimTime::from_ticks(i64::from(span.warm_up_years + span.years) * YEAR_S);
        self.advance(warm, stop)?;
        self.start_counting(span);
        self.advance(end, stop)?;
        self.roll_month();
        let mut months = std::mem::take(&mut self.record.months);
        months.finish(&self);
        self.record.months = months;
        Ok(self.record)
    }

    /// Lets everything happen that comes before `until`.
    ///
    /// # Errors
    ///
    /// A ring of waiting, with its members; an interruption.
    pub(crate) fn advance(
        &mut self,
        until: SimTime,
        stop: &AtomicBool,
    ) -> Result<(), SimulationError> {
        while let Some((time, event)) = self.queue.pop_before(until) {
            self.end_days(time);
            self.now = time;
            self.handle(event);
            if let Some(ring) = self.deadlock.take() {
                return Err(SimulationError::Deadlock {
                    day: self.now.ticks() / 86_400,
                    ring,
                });
            }
            if stop.load(Ordering::Relaxed) {
                return Err(SimulationError::Interrupted);
            }
        }
        self.end_days(until);
        self.now = until;
        Ok(())
    }

    /// Notes the days that are over by `time`.
    fn end_days(&mut self, time: SimTime) {
        while time >= self.end_of_day {
            let held = self.held_kg();
            if let Some(days) = &mut self.record.days {
                days.day_is_over(held);
                self.end_of_day = days.end_of_day();
                debug_assert_eq!(days.inside(), self.goods_inside_kg());
            }
        }
    }

    /// Starts the notes of days.
    pub(crate) fn start_days(&mut self) {
        let days = Days::starting(self.now, self.goods_inside_kg());
        self.end_of_day = days.end_of_day();
        self.record.days = Some(days);
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::LotArrives { flow, foreseen } => self.lot_arrives(flow.into(), foreseen),
            Event::Train { train } => self.train_stage_over(train.into()),
            Event::Line { section, stage } => self.line_stage_over(section.into(), stage),
            Event::OtherTrain { section, direction } => {
                self.other_train(section.into(), direction.into())
            }
            Event::Vessel { vessel } => self.vessel_stage_over(vessel.into()),
            Event::ControlDone { control, subject } => self.control_done(control.into(), subject),
            Event::DepartureDue { service } => self.departure_due(service.into()),
            Event::TimetableDeparture { service } => self.timetable_departure(service.into()),
            Event::LocomotiveReady { pool, node } => {
                self.locomotive_ready(pool.into(), node.into())
            }
            Event::WagonsReady { pool, node, count } => {
                self.wagons_ready(pool.into(), node.into(), count)
            }
            Event::Collected {
                terminal,
                stack,
                flow,
                units,
            } => self.collected(terminal.into(), stack, flow.into(), units),
            Event::WeatherChanges { closure } => self.weather_changes(closure.into()),
            Event::DisruptionBegins { disruption } => self.disruption_begins(disruption.into()),
            Event::DisruptionEnds { disruption } => self.disruption_ends(disruption.into()),
            Event::BackgroundCall { row } => self.background_call(row.into()),
            Event::BackgroundLeaves { row, berth } => {
                self.background_leaves(row.into(), berth.into())
            }
            Event::MonthEnds => self.month_ends(),
            Event::Look => self.look(),
            Event::WeekEnds => self.week_ends(),
        }
    }

    pub(crate) fn start_counting(&mut self, span: Span) {
        let now = self.now;
        if span.days {
            self.start_days();
        }
        if span.days_only {
            return;
        }
        for terminal in &mut self.terminals {
            terminal.slots_used.reset(now);
            terminal.tracks_used.reset(now);
        }
        for group in &mut self.berth_groups {
            group.used.reset(now);
        }
        for control in &mut self.controls {
            control.used.reset(now);
        }
        for pool in &mut self.locomotives {
            pool.used.reset(now);
        }
        for pool in &mut self.wagons {
            pool.used.reset(now);
        }
        for usage in &mut self.vessels_used {
            usage.reset(now);
        }
        for line in &mut self.lines {
            match line {
                Line::Capacity(directions) => {
                    for paths in directions.iter_mut() {
                        paths.server.settle(now);
                        paths.server.reset_statistics(now);
                    }
                }
                Line::Loops(line) => line.track.reset_statistics(now),
            }
        }
        let inside = self.mass_inside();
        self.record.start(inside);
    }

    /// Counts the time since the last roll to the month that is ending.
    fn roll_month(&mut self) {
        let (now, month) = (self.now, self.month);
        for terminal in &mut self.terminals {
            terminal.slots_used.roll(now, month, None);
            terminal.tracks_used.roll(now, month, Some(&terminal.hours));
        }
        for group in &mut self.berth_groups {
            group.used.roll(now, month, None);
        }
        for control in &mut self.controls {
            control.used.roll(now, month, Some(&control.hours));
        }
        for pool in &mut self.locomotives {
            pool.used.roll(now, month, None);
        }
        for pool in &mut self.wagons {
            pool.used.roll(now, month, None);
        }
        for usage in &mut self.vessels_used {
            usage.roll(now, month, None);
        }
        let inside = self.mass_inside();
        let mut record = std::mem::take(&mut self.record.months);
        record.roll(self, month);
        self.record.months = record;
        self.record.month_ends(inside);
    }

    fn month_ends(&mut self) {
        self.roll_month();
        self.month = self.year.month(self.now);
        self.queue
            .schedule(self.year.next_month(self.now), Event::MonthEnds);
        if self.some_wait_is_long() {
            self.deadlock = self.ring_of_waiting().or_else(|| self.standstill());
        }
        debug_assert_eq!(self.audit(), Ok(()));
    }

    fn week_ends(&mut self) {
        let inside = self.mass_inside();
        self.record.weeks.push(inside as f64 / 1000.0);
        self.queue.schedule(self.now + WEEK_S, Event::WeekEnds);
    }

    /// Gross mass of all loaded units inside the corridor, in kilograms.
    pub(crate) fn mass_inside(&self) -> i64 {
        self.parcels
            .iter()
            .map(|(_, parcel)| (parcel, &self.layout.flows[parcel.flow]))
            .filter(|(_, flow)| !flow.is_empty)
            .map(|(parcel, flow)| flow.mass_kg * i64::from(parcel.units))
            .sum()
    }

    /// Goods in some parcels, in kilograms.
    pub(crate) fn goods_kg(&self, parcels: &[usize]) -> i64 {
        parcels
            .iter()
            .map(|parcel| &self.parcels[*parcel])
            .map(|parcel| self.goods_of_units_kg(parcel.flow, parcel.units))
            .sum()
    }

    fn goods_of_units_kg(&self, flow: usize, units: u32) -> i64 {
        self.layout.flows[flow].cargo_kg * i64::from(units)
    }

    /// Goods inside the corridor, in kilograms.
    fn goods_inside_kg(&self) -> i64 {
        self.parcels
            .iter()
            .map(|(_, parcel)| self.goods_of_units_kg(parcel.flow, parcel.units))
            .sum()
    }

    /// Units enter, perhaps by a detour.
    pub(crate) fn note_entered(&mut self, flow: usize, units: u32, is_detour: bool) {
        self.record.entered(flow, units);
        let kg = self.goods_of_units_kg(flow, units);
        if let Some(days) = &mut self.record.days {
            days.entered(kg);
            if is_detour {
                days.detoured(kg);
            }
        }
    }

    /// Units go elsewhere, as their way has been shut for too long.
    pub(crate) fn note_turned_away(&mut self, flow: usize, units: u32) {
        let kg = self.goods_of_units_kg(flow, units);
        if let Some(days) = &mut self.record.days {
            days.turned_away(kg);
        }
    }

    /// Crane moves of some parcels.
    pub(crate) fn moves_of(&self, parcels: &[usize]) -> f64 {
        parcels
            .iter()
            .map(|parcel| &self.parcels[*parcel])
            .map(|parcel| self.layout.flows[parcel.flow].moves * f64::from(parcel.units))
            .sum()
    }

    pub(crate) fn room_of_units(&self, flow: usize, units: u32) -> Room {
        self.layout.flows[flow].unit * Room::from(units)
    }

    pub(crate) fn room(&self, parcel: usize) -> Room {
        self.room_of_units(self.parcels[parcel].flow, self.parcels[parcel].units)
    }

    pub(crate) fn room_of(&self, parcels: &[usize]) -> Room {
        parcels.iter().map(|parcel| self.room(*parcel)).sum()
    }

    /// Gives the time of some parcels up to now a place and a cause.
    pub(crate) fn account(
        &mut self,
        parcels: &[usize],
        until: SimTime,
        place: usize,
        cause: Cause,
    ) {
        for parcel in parcels {
            self.parcels[*parcel].account(until, place, cause);
        }
    }

    /// Gives a stage that was partly closed its two causes: the work, and the hours closed.
    pub(crate) fn account_work(
        &mut self,
        parcels: &[usize],
        place: usize,
        work_s: i64,
        cause: Cause,
    ) {
        for parcel in parcels {
            let closed_until = SimTime::from_ticks(
                (self.now.ticks() - work_s).max(self.parcels[*parcel].accounted.ticks()),
            );
            self.parcels[*parcel].account(closed_until, place, Cause::OpeningHours);
            self.parcels[*parcel].account(self.now, place, cause);
        }
    }

    /// Takes parcels with a room of up to `room` from the front of a list; the last one is
    /// split where only part of it fits. Whole units only.
    pub(crate) fn take_up_to(&mut self, parcels: &mut VecDeque<usize>, room: Room) -> Vec<usize> {
        let mut taken = Vec::new();
        let mut left = room;
        while let Some(&first) = parcels.front() {
            let size = self.room(first);
            if size <= left {
                parcels.pop_front();
                taken.push(first);
                left -= size;
                continue;
            }
            let units = (left / self.layout.flows[self.parcels[first].flow].unit) as u32;
            if units > 0 {
                taken.push(self.split(first, units));
            }
            break;
        }
        taken
    }

    /// Splits `units` off a parcel; the two share their past.
    pub(crate) fn split(&mut self, parcel: usize, units: u32) -> usize {
        let ledger = self.spare_ledgers.pop().unwrap_or_default();
        let part = self.parcels[parcel].split(units, ledger);
        self.parcels.insert(part)
    }

    /// Units that enter the corridor now.
    pub(crate) fn new_parcel(&mut self, flow: usize, units: u32) -> Parcel {
        let ledger = self.spare_ledgers.pop().unwrap_or_default();
        Parcel::new(flow, units, self.now, ledger)
    }

    /// Whether a service is a train and, if so, its wagon pool.
    pub(crate) fn pool_of(&self, service: usize) -> Option<usize> {
        self.layout.services[service].kind.pool()
    }
}
