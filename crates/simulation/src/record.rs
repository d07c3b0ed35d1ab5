//! What a replication notes. The only writer of results; bounded, whatever the horizon,
//! unless the event log is asked for.

use kervan_corridor::network::{LineSection, Node, Working};
use kervan_corridor::{Corridor, Idx};
use kervan_engine::{Histogram, SimTime};
use kervan_results::{BorderStayRow, Cause, LegRow, Log, TrainRunRow, VesselCallRow};

use crate::calendar::ModelYear;
use crate::days::Days;
use crate::layout::Layout;
use crate::parcel::Parcel;
use crate::roots::WaitRecord;
use crate::world::{Line, Span, World};

/// Width of a class of the transit time: an hour.
const CLASS_S: i64 = 3600;
/// Classes kept: 500 days; longer times are counted in the last one.
const CLASSES: usize = 500 * 24;

/// What a replication notes.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    replication: u64,
    counting: bool,
    /// Month, from 0, in which the clock must start for a consignment to be counted.
    departing: Option<usize>,
    /// Units that entered and left since the very start, for the audit.
    pub(crate) entered_ever: u64,
    pub(crate) left_ever: u64,
    /// When a unit last reached the end of its journey.
    pub(crate) last_left: SimTime,
    pub(crate) flows: Vec<FlowRecord>,
    /// Flows that make up the headline transit, and their means month by month.
    group: Vec<bool>,
    said_s: Option<(f64, f64)>,
    month: MonthMean,
    /// Months whose headline mean lay within what was said, and months with arrivals.
    pub(crate) months_in_said: (u32, u32),
    pub(crate) months: ServerMonths,
    /// Vessel calls and what was lifted, by node.
    pub(crate) ports: Vec<PortRecord>,
    /// Tonnes inside, week by week (pilot runs).
    pub(crate) weeks: Vec<f64>,
    /// Kilograms inside when counting started and when it ended.
    pub(crate) inside: (i64, i64),
    /// Who was seen waiting.
    pub(crate) waits: WaitRecord,
    pub(crate) log: Option<Log>,
    /// Day by day, from the end of the warm-up on.
    pub(crate) days: Option<Days>,
}

/// What is noted of a port.
#[derive(Clone, Debug, Default)]
pub(crate) struct PortRecord {
    /// Calls of the corridor's vessels, from the sea and back to it, and the seconds they were
    /// at a berth.
    pub(crate) calls: u64,
    pub(crate) call_s: i64,
    /// Calls of other traffic.
    pub(crate) background_calls: u64,
    /// Units lifted over the quay, by flow; nothing where no vessel calls.
    pub(crate) lifted: Vec<u64>,
}

/// What is noted of one flow.
#[derive(Clone, Debug)]
pub(crate) struct FlowRecord {
    pub(crate) entered: u64,
    pub(crate) arrived: u64,
    pub(crate) times: Histogram,
    /// Units and their seconds in transit by month of arrival.
    pub(crate) by_month: [MonthMean; 12],
    /// Unit-seconds by place and cause.
    pub(crate) hours: Vec<[i128; Cause::ALL.len()]>,
    /// Unit-seconds by place before the clock started.
    pub(crate) before_clock: Vec<i128>,
    this_month: MonthMean,
    pub(crate) months_in_said: (u32, u32),
}

/// Units and their seconds in transit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MonthMean {
    pub(crate) units: u64,
    pub(crate) seconds: i128,
}

impl MonthMean {
    fn add(&mut self, units: u32, seconds: i64) {
        self.units += u64::from(units);
        self.seconds += i128::from(seconds) * i128::from(units);
    }
}

/// Occupancy of every server by month: twelve months, then the year.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerMonths {
    /// Sections: busy and observed time of the paths of each direction by month, or of each
    /// block between loops.
    lines: Vec<Vec<LineMonths>>,
    /// Busy and observed time of each at the last roll.
    last: Vec<Vec<(i128, i64)>>,
    pub(crate) finished: Vec<ServerOccupancy>,
}

/// Busy and observed seconds of a line by month.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LineMonths {
    busy: [i128; 12],
    observed: [i64; 12],
}

impl LineMonths {
    fn shares(&self) -> [f64; 13] {
        let share = |busy: i128, observed: i64| {
            if observed == 0 {
                0.0
            } else {
                busy as f64 / observed as f64
            }
        };
        let mut shares = [0.0; 13];
        for (month, slot) in shares[..12].iter_mut().enumerate() {
            *slot = share(self.busy[month], self.observed[month]);
        }
        shares[12] = share(self.busy.iter().sum(), self.observed.iter().sum());
        shares
    }
}

/// One server's occupancy over a replication.
#[derive(Clone, Debug)]
pub(crate) struct ServerOccupancy {
    pub(crate) kind: &'static str,
    pub(crate) server: String,
    pub(crate) name: String,
    pub(crate) capacity: f64,
    pub(crate) unit: &'static str,
    pub(crate) shares: [f64; 13],
    pub(crate) background_share: f64,
}

impl ServerMonths {
    /// Counts the busy time of lines since the last roll to a month, and renews the list of
    /// all occupancies.
    pub(crate) fn roll(&mut self, world: &mut World, month: usize) {
        let now = world.now;
        self.lines.resize(world.lines.len(), Vec::new());
        self.last.resize(world.lines.len(), Vec::new());
        for (section, line) in world.lines.iter_mut().enumerate() {
            let times = busy_and_observed(line, now);
            self.lines[section].resize(times.len(), LineMonths::default());
            self.last[section].resize(times.len(), (0, 0));
            for (part, (busy, observed)) in times.into_iter().enumerate() {
                let last = self.last[section][part];
                // Statistics were reset since the last roll where they have shrunk.
                let (from_busy, from_observed) = if observed < last.1 { (0, 0) } else { last };
                let months = &mut self.lines[section][part];
                if world.record.counting {
                    months.busy[month] += busy - from_busy;
                    months.observed[month] += observed - from_observed;
                }
                self.last[section][part] = (busy, observed);
            }
        }
    }

    /// Shares of a section by month and over the year, in a direction; where passing loops are
    /// simulated those of its most used block, whatever the direction.
    fn line_shares(&self, section: usize, direction: usize, working: Working) -> [f64; 13] {
        let parts = self.lines.get(section).map_or(&[][..], Vec::as_slice);
        let shares = match working {
            Working::Capacity => parts.get(direction).map(LineMonths::shares),
            Working::Loops(_) => parts
                .iter()
                .map(LineMonths::shares)
                .max_by(|a, b| a[12].total_cmp(&b[12])),
        };
        shares.unwrap_or([0.0; 13])
    }

    /// The occupancies of all servers at the end of a replication.
    pub(crate) fn finish(&mut self, world: &World) {
        let corridor = world.corridor;
        let node = |node: usize| &corridor.nodes.rows()[node];
        let mut all = Vec::new();
        for (idx, section) in corridor.line_sections.iter() {
            for (direction, (from, to)) in [(section.from, section.to), (section.to, section.from)]
                .into_iter()
                .enumerate()
            {
                let (from, to) = (&corridor.nodes[from], &corridor.nodes[to]);
                all.push(ServerOccupancy {
                    kind: "line section",
                    server: format!("{} to {}", section.id, to.id),
                    name: format!("{} to {}", from.name, to.name),
                    capacity: section.train_pairs_per_day,
                    unit: "trains/d",
                    shares: self.line_shares(idx.at(), direction, section.working),
                    background_share: background_share(corridor, section),
                });
            }
        }
        let mut push = |kind: &'static str,
                        server: &str,
                        name: String,
                        capacity: f64,
                        unit: &'static str,
                        shares: [f64; 13]| {
            all.push(ServerOccupancy {
                kind,
                server: server.to_owned(),
                name,
                capacity,
                unit,
                shares,
                background_share: 0.0,
            });
        };
        for (state, row) in world.terminals.iter().zip(corridor.terminals.rows()) {
            let place = node(state.node);
            let tracks = f64::from(row.handling_tracks);
            push(
                "handling tracks",
                &row.id,
                place.name.clone(),
                tracks,
                "tracks",
                state.tracks_used.occupancy(tracks),
            );
            push(
                "yard slots",
                &row.id,
                place.name.clone(),
                row.slots.amount,
                row.slots.measure.as_str(),
                state.slots_used.occupancy(state.slots as f64),
            );
        }
        for group in &world.berth_groups {
            let rows = corridor.berths.rows();
            let first = &rows[group.berths[0]];
            let terminals: Vec<&str> = first
                .terminals
                .iter()
                .map(|idx| corridor.terminals[*idx].id.as_str())
                .collect();
            let berths = group.berths.len() as f64;
            push(
                "berths",
                &terminals.join("+"),
                node(first.node.at()).name.clone(),
                berths,
                "berths",
                group.used.occupancy(berths),
            );
        }
        for (state, row) in world.controls.iter().zip(corridor.controls.rows()) {
            let lanes = f64::from(row.lanes);
            push(
                "control",
                &row.id,
                node(row.node.at()).name.clone(),
                lanes,
                "lanes",
                state.used.occupancy(lanes),
            );
        }
        for (state, row) in world.locomotives.iter().zip(corridor.locomotives.rows()) {
            let count = f64::from(row.count);
            push(
                "locomotives",
                &row.id,
                row.id.clone(),
                count,
                "locomotives",
                state.used.occupancy(count),
            );
        }
        for (state, row) in world.wagons.iter().zip(corridor.wagons.rows()) {
            let count = f64::from(row.count);
            push(
                "wagons",
                &row.id,
                row.id.clone(),
                count,
                "wagons",
                state.used.occupancy(count),
            );
        }
        for (state, row) in world.vessels_used.iter().zip(corridor.vessels.rows()) {
            let count = f64::from(row.count);
            push(
                "vessels",
                &row.id,
                row.id.clone(),
                count,
                "vessels",
                state.occupancy(count),
            );
        }
        self.finished = all;
    }
}

/// Busy and observed seconds of the paths of each direction, or of each block between loops.
fn busy_and_observed(line: &mut Line, now: SimTime) -> Vec<(i128, i64)> {
    match line {
        Line::Capacity(directions) => directions
            .iter_mut()
            .map(|paths| paths.server.statistics(now))
            .map(|statistics| (statistics.busy_time, statistics.observed))
            .collect(),
        Line::Loops(line) => {
            let statistics = line.track.statistics(now);
            let held = statistics.held_s.iter();
            held.map(|held_s| (i128::from(*held_s), statistics.observed_s))
                .collect()
        }
    }
}

/// Share of a section's capacity that other traffic takes: of its paths, or of the time of a
/// block between loops, which trains of both directions hold.
fn background_share(corridor: &Corridor, section: &LineSection) -> f64 {
    match section.working {
        Working::Capacity => section.background_trains_per_day / section.train_pairs_per_day,
        Working::Loops(loops) => {
            let running_s = section.speed.time_s(section.distance) / f64::from(loops.blocks)
                * section.running_factor.mean();
            let held_s = running_s + corridor.line.crossing_time_min * 60.0;
            2.0 * section.background_trains_per_day * held_s / 86_400.0
        }
    }
}

impl Record {
    pub(crate) fn new(layout: &Layout, replication: u64, span: Span) -> Record {
        // Nothing is counted by flow where only days are noted, and copies are cheap.
        let flows = if span.days_only {
            &[]
        } else {
            layout.flows.as_slice()
        };
        let said_s = layout
            .corridor
            .transit
            .as_ref()
            .and_then(|transit| transit.said_days)
            .map(|(low, high)| (low * 86_400.0, high * 86_400.0));
        Record {
            replication,
            counting: false,
            departing: span.departing,
            entered_ever: 0,
            left_ever: 0,
            last_left: SimTime::ZERO,
            flows: flows
                .iter()
                .map(|_| FlowRecord {
                    entered: 0,
                    arrived: 0,
                    times: transit_times(),
                    by_month: [MonthMean::default(); 12],
                    hours: vec![[0; Cause::ALL.len()]; layout.places],
                    before_clock: vec![0; layout.places],
                    this_month: MonthMean::default(),
                    months_in_said: (0, 0),
                })
                .collect(),
            group: headline_flows(layout),
            said_s,
            month: MonthMean::default(),
            months_in_said: (0, 0),
            months: ServerMonths::default(),
            ports: vec![PortRecord::default(); layout.corridor.nodes.len()],
            weeks: Vec::new(),
            inside: (0, 0),
            waits: WaitRecord::default(),
            log: span.log.then(Log::default),
            days: None,
        }
    }

    /// The warm-up is over.
    pub(crate) fn start(&mut self, inside: i64) {
        self.counting = true;
        self.inside = (inside, inside);
        self.month = MonthMean::default();
    }

    /// Whether the warm-up is over.
    pub(crate) fn counting(&self) -> bool {
        self.counting
    }

    pub(crate) fn logs(&self) -> bool {
        self.counting && self.log.is_some()
    }

    pub(crate) fn entered(&mut self, flow: usize, units: u32) {
        self.entered_ever += u64::from(units);
        if self.counting {
            self.flows[flow].entered += u64::from(units);
        }
    }

    /// A parcel has reached the end of its journey.
    pub(crate) fn left(&mut self, parcel: &Parcel, now: SimTime, year: ModelYear, layout: &Layout) {
        self.left_ever += u64::from(parcel.units);
        self.last_left = now;
        if let Some(days) = &mut self.days {
            days.arrived(layout.flows[parcel.flow].cargo_kg * i64::from(parcel.units));
        }
        if !self.counting {
            return;
        }
        let Some(start) = parcel.clock else { return };
        if self
            .departing
            .is_some_and(|departing| departing != year.month(start))
        {
            return;
        }
        let month = year.month(now);
        let seconds = now - start;
        let flow = &mut self.flows[parcel.flow];
        flow.arrived += u64::from(parcel.units);
        flow.times.add(seconds, u64::from(parcel.units));
        flow.by_month[month].add(parcel.units, seconds);
        flow.this_month.add(parcel.units, seconds);
        for (place, _, time) in &parcel.ledger[..parcel.before_clock] {
            flow.before_clock[*place] += i128::from(*time) * i128::from(parcel.units);
        }
        for (place, cause, time) in parcel.on_the_clock() {
            flow.hours[*place][*cause as usize] += i128::from(*time) * i128::from(parcel.units);
        }
        if self.group[parcel.flow] {
            self.month.add(parcel.units, seconds);
        }
        if let Some(log) = &mut self.log {
            let consignment = log.legs.last().map_or(0, |row| row.consignment + 1);
            let flow = &layout.flows[parcel.flow].id;
            log.legs.extend(
                parcel
                    .on_the_clock()
                    .iter()
                    .map(|(place, cause, time)| LegRow {
                        replication: self.replication as i64,
                        consignment,
                        flow: flow.clone(),
                        units: i64::from(parcel.units),
                        available_s: now.ticks(),
                        place: layout.place_id(*place).to_owned(),
                        cause: cause.as_str(),
                        duration_s: *time,
                    }),
            );
        }
    }

    /// A vessel has left its berth: for the sea, or to lie idle until there is cargo.
    pub(crate) fn vessel_left(&mut self, node: usize, seconds: i64, sails: bool) {
        if self.counting {
            self.ports[node].calls += u64::from(sails);
            self.ports[node].call_s += seconds;
        }
    }

    pub(crate) fn background_left(&mut self, node: usize) {
        if self.counting {
            self.ports[node].background_calls += 1;
        }
    }

    /// Units were lifted over the quay of a port.
    pub(crate) fn lifted(&mut self, node: usize, flow: usize, units: u32) {
        if self.counting {
            let lifted = &mut self.ports[node].lifted;
            if lifted.len() <= flow {
                lifted.resize(flow + 1, 0);
            }
            lifted[flow] += u64::from(units);
        }
    }

    /// A month is over: was its mean within what was said?
    pub(crate) fn month_ends(&mut self, inside: i64) {
        if !self.counting {
            return;
        }
        self.inside.1 = inside;
        let Some((low, high)) = self.said_s else {
            return;
        };
        let judge = |mean: MonthMean, months: &mut (u32, u32)| {
            if mean.units > 0 {
                let mean = mean.seconds as f64 / mean.units as f64;
                months.0 += u32::from((low..=high).contains(&mean));
                months.1 += 1;
            }
        };
        judge(std::mem::take(&mut self.month), &mut self.months_in_said);
        for flow in &mut self.flows {
            judge(
                std::mem::take(&mut flow.this_month),
                &mut flow.months_in_said,
            );
        }
    }

    pub(crate) fn log_train_run(&mut self, row: impl FnOnce(i64) -> TrainRunRow) {
        if let Some(log) = &mut self.log {
            log.train_runs.push(row(self.replication as i64));
        }
    }

    pub(crate) fn log_vessel_call(&mut self, row: impl FnOnce(i64) -> VesselCallRow) {
        if let Some(log) = &mut self.log {
            log.vessel_calls.push(row(self.replication as i64));
        }
    }

    pub(crate) fn log_border_stay(&mut self, row: impl FnOnce(i64) -> BorderStayRow) {
        if let Some(log) = &mut self.log {
            log.border_stays.push(row(self.replication as i64));
        }
    }
}

/// The flows of the corridor's known transit time.
pub(crate) fn headline_flows(layout: &Layout) -> Vec<bool> {
    let Some(transit) = &layout.corridor.transit else {
        return vec![false; layout.flows.len()];
    };
    let holds = |nodes: &[Idx<Node>], node: usize| nodes.iter().any(|idx| idx.at() == node);
    layout
        .flows
        .iter()
        .map(|flow| {
            !flow.is_empty
                && holds(&transit.from, flow.clock_from)
                && holds(&transit.to, flow.destination)
        })
        .collect()
}

/// An empty histogram of transit times; all have the same classes, so they can be merged.
pub(crate) fn transit_times() -> Histogram {
    Histogram::new(CLASS_S, CLASSES)
}
