//! Parts of the corridor that are out, whole or in part, and what becomes of who needs them.
//!
//! Nothing is broken off: what is under way when a disruption begins is finished. Where nothing
//! is left of what somebody waits for, the cause of the wait is the disruption; where a part is
//! left it is that of the server, which is slower.

use kervan_corridor::disruption::{Disruption, Touched};
use kervan_engine::{RandomStream, SimTime};
use kervan_results::Cause;

use crate::calendar::days_of_months;
use crate::error::SimulationError;
use crate::event::{Event, Subject};
use crate::layout::{KindLayout, Layout};
use crate::process::flow_arrival::advance;
use crate::sampling::Sampler;
use crate::world::{Line, PortUser, VesselStage, World};

/// A disruption, and how often it holds now.
#[derive(Clone)]
pub(crate) struct DisruptionState {
    touched: Vec<Touched>,
    factor: f64,
    on: u32,
    /// When it comes by chance; nothing where it is only tried.
    chance: Option<Chance>,
}

/// How a disruption comes: at a rate that is the same all through its months.
#[derive(Clone)]
struct Chance {
    /// Beginnings a second, by month.
    hazard: [f64; 12],
    begins: RandomStream,
    duration_d: Sampler,
}

impl DisruptionState {
    /// A disruption of the corridor.
    pub(crate) fn new(
        row: &Disruption,
        stream: &dyn Fn(&str, &str) -> RandomStream,
    ) -> Result<DisruptionState, SimulationError> {
        let in_season = |month: usize, value: f64| if row.months[month] { value } else { 0.0 };
        let days = days_of_months();
        let season_d: f64 = (0..12).map(|month| in_season(month, days[month])).sum();
        let rate_s = row.rate_per_year / (season_d * 86_400.0);
        Ok(DisruptionState {
            touched: row.touched.clone(),
            factor: row.factor,
            on: 0,
            chance: Some(Chance {
                hazard: std::array::from_fn(|month| in_season(month, rate_s)),
                begins: stream(&row.id, "begins"),
                duration_d: Sampler::new(&row.duration_d, stream(&row.id, "duration"))?,
            }),
        })
    }

    /// Parts that are out once, from now on.
    pub(crate) fn once(touched: &[Touched], factor: f64) -> DisruptionState {
        DisruptionState {
            touched: touched.to_vec(),
            factor,
            on: 0,
            chance: None,
        }
    }
}

/// Parts that are out whole.
#[derive(Clone, Debug)]
pub(crate) struct Out {
    pub(crate) ports: Vec<bool>,
    pub(crate) links: Vec<bool>,
    pub(crate) berths: Vec<bool>,
    pub(crate) services: Vec<bool>,
    pub(crate) sections: Vec<bool>,
    /// When a disruption last began or ended.
    pub(crate) changed: SimTime,
}

impl Out {
    pub(crate) fn nothing(layout: &Layout) -> Out {
        let corridor = layout.corridor;
        Out {
            ports: vec![false; corridor.nodes.len()],
            links: vec![false; corridor.sea_links.len()],
            berths: vec![false; corridor.berths.len()],
            services: vec![false; corridor.services.len()],
            sections: vec![false; corridor.line_sections.len()],
            changed: SimTime::ZERO,
        }
    }
}

/// The way of a flow.
#[derive(Clone, Debug, Default)]
pub(crate) struct WayState {
    /// Since when nothing is left of a part that it needs.
    pub(crate) shut_since: Option<SimTime>,
    /// Position of the flow that goes the other way meanwhile.
    pub(crate) detour: Option<usize>,
}

/// What disruptions take out of a pool or class, as it becomes idle.
#[derive(Clone, Debug)]
pub(crate) struct Withdrawn {
    /// How many are to be out.
    pub(crate) wanted: u32,
    /// How many are, by place.
    pub(crate) at: Vec<u32>,
}

impl Withdrawn {
    pub(crate) fn nothing(places: usize) -> Withdrawn {
        Withdrawn {
            wanted: 0,
            at: vec![0; places],
        }
    }

    pub(crate) fn total(&self) -> u32 {
        self.at.iter().sum()
    }

    /// Whether the next that becomes idle is taken.
    pub(crate) fn is_short(&self) -> bool {
        self.wanted > 0 && self.total() < self.wanted
    }

    pub(crate) fn too_many(&self) -> u32 {
        self.total().saturating_sub(self.wanted)
    }

    /// The first place at which some are given back.
    pub(crate) fn to_give_back(&self) -> Option<usize> {
        let given = self.too_many() > 0;
        given.then(|| self.at.iter().position(|count| *count > 0))?
    }

    /// Takes idle ones, where most of them are first.
    pub(crate) fn take(&mut self, idle: &mut [u32]) {
        while self.is_short() {
            let richest = (0..idle.len())
                .filter(|at| idle[*at] > 0)
                .max_by_key(|at| (idle[*at], usize::MAX - *at));
            let Some(at) = richest else { return };
            let taken = idle[at].min(self.wanted - self.total());
            idle[at] -= taken;
            self.at[at] += taken;
        }
    }

    /// What those wait for who wait for one of `count`.
    pub(crate) fn cause(&self, count: u32, usual: Cause) -> Cause {
        if self.wanted >= count {
            Cause::Disruption
        } else {
            usual
        }
    }
}

/// How many of `count` are taken away where so much is left, rounded to the nearest.
pub(crate) fn taken(count: u32, left: f64) -> u32 {
    let kept = (f64::from(count) * left).round() as u32;
    count - kept.min(count)
}

/// Whole places of `count` where so much is left.
fn whole_places(count: u32, left: f64) -> usize {
    // A hair more, as 0.29 times 100 is a hair below 29.
    (f64::from(count) * left + 1e-9) as usize
}

impl World<'_> {
    /// Says when a disruption of the corridor begins next.
    pub(crate) fn schedule_disruption(&mut self, at: usize) {
        let Some(chance) = &mut self.disruptions[at].chance else {
            return;
        };
        if chance.hazard.iter().any(|hazard| *hazard > 0.0) {
            let wait = chance.begins.exponential();
            self.queue.schedule(
                advance(self.now, wait, &chance.hazard, self.year),
                Event::DisruptionBegins {
                    disruption: at.into(),
                },
            );
        }
    }

    pub(crate) fn disruption_begins(&mut self, at: usize) {
        self.schedule_disruption(at);
        if let Some(chance) = &mut self.disruptions[at].chance {
            let lasts_s = chance.duration_d.draw_days_as_s();
            self.disrupt(at, lasts_s);
        }
    }

    /// Something is out from now on, for so many seconds.
    pub(crate) fn disrupt(&mut self, at: usize, lasts_s: i64) {
        self.queue.schedule(
            self.now + lasts_s,
            Event::DisruptionEnds {
                disruption: at.into(),
            },
        );
        self.disruptions[at].on += 1;
        self.parts_change(at);
    }

    pub(crate) fn disruption_ends(&mut self, at: usize) {
        self.disruptions[at].on -= 1;
        self.parts_change(at);
    }

    /// Whether a disruption holds now.
    pub(crate) fn is_disrupted(&self) -> bool {
        self.disruptions.iter().any(|state| state.on > 0)
    }

    /// What all disruptions together leave of a part: each takes its share of what others left.
    fn left(&self, part: Touched) -> f64 {
        let touching = |state: &&DisruptionState| state.touched.contains(&part);
        self.disruptions
            .iter()
            .filter(touching)
            .flat_map(|state| std::iter::repeat_n(state.factor, state.on as usize))
            .product()
    }

    fn parts_change(&mut self, at: usize) {
        self.out.changed = self.now;
        for part in self.disruptions[at].touched.clone() {
            let left = self.left(part);
            self.part_changes(part, left);
        }
        for flow in 0..self.ways.len() {
            let needs = &self.layout.flows[flow].needs;
            let is_shut = needs
                .iter()
                .any(|one_of| one_of.iter().all(|part| self.is_out(*part)));
            let since = self.ways[flow].shut_since.unwrap_or(self.now);
            self.ways[flow].shut_since = is_shut.then_some(since);
        }
        for service in 0..self.services.len() {
            self.service_changes(service);
        }
    }

    fn part_changes(&mut self, part: Touched, left: f64) {
        let is_out = left == 0.0;
        match part {
            Touched::Node(node) => {
                self.settle_port(node.at());
                self.out.ports[node.at()] = is_out;
                self.port_changed(node.at());
            }
            Touched::Berth(berth) => {
                let node = self.corridor.berths[berth].node.at();
                self.settle_port(node);
                self.out.berths[berth.at()] = is_out;
                self.port_changed(node);
            }
            Touched::SeaLink(link) => {
                let ends = [
                    self.corridor.sea_links[link].from.at(),
                    self.corridor.sea_links[link].to.at(),
                ];
                ends.iter().for_each(|node| self.settle_port(*node));
                self.out.links[link.at()] = is_out;
                ends.iter().for_each(|node| self.port_changed(*node));
            }
            Touched::Service(service) => self.out.services[service.at()] = is_out,
            Touched::LineSection(section) => {
                self.out.sections[section.at()] = is_out;
                self.section_changes(section.at(), is_out);
            }
            Touched::Terminal(terminal) => self.tracks_change(terminal.at(), left),
            Touched::Control(control) => self.lanes_change(control.at(), left),
            Touched::Locomotives(pool) => self.locomotives_change(pool.at(), left),
            Touched::Wagons(pool) => self.wagons_change(pool.at(), left),
            Touched::Vessels(class) => self.vessels_change(class.at(), left),
            Touched::Flow(flow) => self.demand_changes(flow.at(), left),
        }
    }

    /// Whether nothing is left of a part.
    fn is_out(&self, part: Touched) -> bool {
        match part {
            Touched::Node(node) => self.out.ports[node.at()],
            Touched::LineSection(section) => self.out.sections[section.at()],
            Touched::SeaLink(link) => self.out.links[link.at()],
            Touched::Terminal(terminal) => self.terminals[terminal.at()].tracks.places() == 0,
            Touched::Berth(berth) => self.out.berths[berth.at()],
            Touched::Control(control) => self.controls[control.at()].lanes.places() == 0,
            Touched::Locomotives(pool) => self.cause_of_locomotives(pool.at()) == Cause::Disruption,
            Touched::Wagons(pool) => self.cause_of_wagons(pool.at()) == Cause::Disruption,
            Touched::Vessels(class) => self.cause_of_vessels(&[class.at()]) == Cause::Disruption,
            Touched::Service(service) => self.out.services[service.at()],
            Touched::Flow(_) => false,
        }
    }

    /// Whether a service sets nothing out: it is out itself, or its sea link is.
    pub(crate) fn is_shut(&self, service: usize) -> bool {
        self.out.services[service]
            || match self.layout.services[service].kind {
                KindLayout::Vessel { link, .. } => self.out.links[link],
                KindLayout::Train { .. } => false,
            }
    }

    fn service_changes(&mut self, service: usize) {
        if !self.is_shut(service) {
            let origin = self.layout.services[service].origin;
            for parcel in std::mem::take(&mut self.services[service].kept_out) {
                self.account(&[parcel], self.now, origin, Cause::Disruption);
                self.train_enters(service, parcel);
            }
            if self.services[service].committed > 0 {
                let terminal = self.layout.services[service].origin_terminal;
                self.set_cause(service, self.cause_of_berth(origin, terminal));
            }
        }
        self.consider(service);
    }

    pub(crate) fn port_is_shut(&self, node: usize) -> bool {
        self.closed[node] > 0 || self.out.ports[node]
    }

    /// What those wait for who wait for a berth of a terminal.
    pub(crate) fn cause_of_berth(&self, node: usize, terminal: Option<usize>) -> Cause {
        let serves = |berth: &usize| {
            let terminals = &self.corridor.berths.rows()[*berth].terminals;
            terminals.iter().any(|idx| Some(idx.at()) == terminal)
        };
        let mut berths = (0..self.out.berths.len()).filter(serves).peekable();
        if self.out.ports[node] {
            Cause::Disruption
        } else if self.closed[node] > 0 {
            Cause::Weather
        } else if berths.peek().is_some() && berths.all(|berth| self.out.berths[berth]) {
            Cause::Disruption
        } else {
            Cause::Berth
        }
    }

    /// What keeps a vessel from casting off, if anything does.
    pub(crate) fn kept_in_port(&self, vessel: usize) -> Option<Cause> {
        let state = &self.vessels[vessel];
        let link = match state
            .service
            .map(|service| &self.layout.services[service].kind)
        {
            Some(KindLayout::Vessel { link, .. }) => self.out.links[*link],
            _ => false,
        };
        if link || self.out.ports[state.node] {
            Some(Cause::Disruption)
        } else {
            (self.closed[state.node] > 0).then_some(Cause::Weather)
        }
    }

    fn vessels_waiting_for_berths(&self, node: usize) -> Vec<usize> {
        let queue = self.port_of_node[node].map(|port| &self.ports[port].queue);
        queue
            .into_iter()
            .flatten()
            .filter_map(|(user, _)| match user {
                PortUser::Vessel(vessel) => Some(*vessel),
                PortUser::Background { .. } => None,
            })
            .collect()
    }

    fn vessels_ready_to_leave(&self, node: usize) -> Vec<usize> {
        (0..self.vessels.len())
            .filter(|vessel| {
                let vessel = &self.vessels[*vessel];
                vessel.node == node && vessel.stage == VesselStage::WaitingWeather
            })
            .collect()
    }

    /// Gives waits at a port the cause that they have had so far, before something changes.
    pub(crate) fn settle_port(&mut self, node: usize) {
        for vessel in self.vessels_waiting_for_berths(node) {
            let cause = self.cause_of_berth(node, self.vessels[vessel].terminal);
            self.account_vessel(vessel, cause);
        }
        for vessel in self.vessels_ready_to_leave(node) {
            if let Some(cause) = self.kept_in_port(vessel) {
                self.account_vessel(vessel, cause);
            }
        }
    }

    /// Something about a port has changed: who may go on does.
    pub(crate) fn port_changed(&mut self, node: usize) {
        let Some(port) = self.port_of_node[node] else {
            return;
        };
        for service in 0..self.services.len() {
            let layout = &self.layout.services[service];
            if layout.origin == node
                && self.services[service].committed > 0
                && !self.is_shut(service)
            {
                self.set_cause(service, self.cause_of_berth(node, layout.origin_terminal));
            }
        }
        for vessel in self.vessels_ready_to_leave(node) {
            if self.kept_in_port(vessel).is_none() {
                self.vessel_leaves(vessel);
            }
        }
        self.serve_port(port);
    }

    fn tracks_change(&mut self, terminal: usize, left: f64) {
        let state = &self.terminals[terminal];
        let (node, cause) = (state.node, self.cause_of_tracks(terminal));
        let waiting: Vec<usize> = state
            .tracks
            .waiting_tokens()
            .map(|(train, _)| train)
            .collect();
        for train in waiting {
            self.account_train(train, node, cause);
        }
        let count = self.corridor.terminals.rows()[terminal].handling_tracks;
        let tracks = &mut self.terminals[terminal].tracks;
        for train in tracks.set_places(self.now, whole_places(count, left)) {
            self.track_granted(terminal, train);
        }
    }

    fn cause_of_tracks(&self, terminal: usize) -> Cause {
        match self.terminals[terminal].tracks.places() {
            0 => Cause::Disruption,
            _ => Cause::Crane,
        }
    }

    fn lanes_change(&mut self, control: usize, left: f64) {
        let node = self.corridor.controls.rows()[control].node.at();
        let cause = self.cause_of_lanes(control);
        for subject in self.waiting_for_lane(control) {
            match subject {
                Subject::Train(train) => self.account_train(train.into(), node, cause),
                Subject::Parcel(parcel) => self.account(&[parcel.into()], self.now, node, cause),
            }
        }
        let count = self.corridor.controls.rows()[control].lanes;
        let lanes = &mut self.controls[control].lanes;
        for token in lanes.set_places(self.now, whole_places(count, left)) {
            self.start_control(control, token);
        }
    }

    fn cause_of_lanes(&self, control: usize) -> Cause {
        match self.controls[control].lanes.places() {
            0 => Cause::Disruption,
            _ => Cause::ControlLane,
        }
    }

    fn waiting_for_lane(&self, control: usize) -> Vec<Subject> {
        let waiting = self.controls[control].lanes.waiting_tokens();
        waiting.map(|(token, _)| token.subject).collect()
    }

    /// The flow that a lot of `flow` goes by now: its own, its detour while its own is shut, or
    /// none when that has been so for longer than its patience.
    pub(crate) fn way_of_lot(&self, flow: usize) -> Option<usize> {
        let way = &self.ways[flow];
        let Some(since) = way.shut_since else {
            return Some(flow);
        };
        let detour = way
            .detour
            .filter(|detour| self.ways[*detour].shut_since.is_none());
        let patience = self.corridor.flows.rows()[self.layout.flows[flow].row].patience;
        let is_lost = patience.is_some_and(|patience| self.now - since > patience.as_s());
        detour.or((!is_lost).then_some(flow))
    }

    /// Goods inside that wait because of weather or a disruption, in kilograms.
    pub(crate) fn held_kg(&self) -> i64 {
        let is_held = |cause: Cause| matches!(cause, Cause::Weather | Cause::Disruption);
        let (mut parcels, mut trains): (Vec<usize>, Vec<usize>) = Default::default();
        for state in &self.services {
            parcels.extend(&state.kept_out);
            if is_held(state.cause) {
                parcels.extend(&state.ready);
            }
        }
        for vessel in &self.vessels {
            let waits = match vessel.stage {
                VesselStage::WaitingBerth => {
                    is_held(self.cause_of_berth(vessel.node, vessel.terminal))
                }
                stage => stage == VesselStage::WaitingWeather,
            };
            if waits {
                parcels.extend(&vessel.parcels);
            }
        }
        for (pool, state) in self.wagons.iter().enumerate() {
            if is_held(self.cause_of_wagons(pool)) {
                parcels.extend(&state.waiting);
            }
        }
        for line in &self.lines {
            match line {
                Line::Capacity(directions) => {
                    trains.extend(directions.iter().flat_map(|paths| &paths.held));
                }
                Line::Loops(line) => trains.extend(line.held_trains()),
            }
        }
        for (terminal, state) in self.terminals.iter().enumerate() {
            if is_held(self.cause_of_tracks(terminal)) {
                trains.extend(state.tracks.waiting_tokens().map(|(train, _)| train));
            }
        }
        for control in 0..self.controls.len() {
            if is_held(self.cause_of_lanes(control)) {
                for subject in self.waiting_for_lane(control) {
                    match subject {
                        Subject::Train(train) => trains.push(train.into()),
                        Subject::Parcel(parcel) => parcels.push(parcel.into()),
                    }
                }
            }
        }
        for (pool, state) in self.locomotives.iter().enumerate() {
            if is_held(self.cause_of_locomotives(pool)) {
                trains.extend(state.waiting.iter().map(|(_, train)| train));
            }
        }
        for train in trains {
            parcels.extend(&self.trains[train].parcels);
        }
        self.goods_kg(&parcels)
    }
}
