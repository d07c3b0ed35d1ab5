//! The state of one replication, and what each event means.

#[cfg(test)]
mod conservation;
mod observe;
mod set_up;

use crate::counts::{Counts, Level};
use crate::error::StationsError;
use crate::network::{Breakdowns, Network, Source};
use crate::observation::Observation;
use crate::run::Clock;
use crate::times::Times;
use kervan_engine::{
    BoardingLine, Distribution, EventQueue, InterruptibleServer, Interruption, RandomStream,
    SimTime, WaitGraph,
};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};

/// Who has not entered yet is at no station.
const OUTSIDE: u32 = u32::MAX;
/// How many events pass before somebody looks whether to stop.
const EVENTS_PER_LOOK: u64 = 1 << 14;

#[derive(Clone, Copy, Debug)]
enum Event {
    /// The warm-up is over.
    Begin,
    /// The observation is over.
    End,
    /// Customers of a class come from outside.
    Arrival { class: u32 },
    /// A server has done its work.
    Served {
        station: u32,
        place: u32,
        stamp: u32,
    },
    /// A customer was delayed long enough.
    Delayed { customer: u32 },
    /// It is time to leave, by the timetable.
    Departure { station: u32 },
    /// What departed has arrived.
    Landed { station: u32, vehicle: u32 },
    /// A server fails: while working, only if the stamp is that of its work.
    Failure {
        station: u32,
        place: u32,
        stamp: u32,
    },
    /// A server is repaired.
    Repair { station: u32, place: u32 },
}

#[derive(Clone, Copy, Debug)]
struct Customer {
    class: u32,
    /// Where it is; where it goes is known only while it is blocked.
    station: u32,
    /// Steps done since it entered; of a blocked one, those it will have done.
    step: u32,
    /// The server that it holds or held last at its station.
    place: u32,
    /// When its passage, and its stay at the station, began.
    entered: SimTime,
    arrived: SimTime,
}

struct Station<'a> {
    kind: Kind<'a>,
    /// Customers there, whatever they do.
    number: u32,
    room: u32,
    loses: bool,
    /// Who waits elsewhere, or outside, for a place here; first come first.
    blocked: VecDeque<u32>,
    /// A saturated class that this station never starves for.
    feeder: Option<usize>,
    empty: Level,
    counts: Vec<Counts>,
    /// Where each class goes next, unless it has an itinerary.
    next: Vec<Choice>,
    next_streams: Vec<RandomStream>,
}

enum Kind<'a> {
    Servers(Workshop<'a>),
    Delay {
        times: &'a [Distribution],
        streams: Vec<RandomStream>,
    },
    Departures(Timetable<'a>),
}

struct Workshop<'a> {
    server: InterruptibleServer<u32>,
    service: &'a [Distribution],
    streams: Vec<RandomStream>,
    together: u32,
    /// Class that each server works for, or did last.
    works_for: Vec<u32>,
    failing: Option<Failing<'a>>,
}

struct Failing<'a> {
    breakdowns: &'a Breakdowns,
    kind: Interruption,
    up: Vec<RandomStream>,
    down: Vec<RandomStream>,
    /// Ticks of work to the next failure, and when the present work started, by server.
    left: Vec<i64>,
    started: Vec<SimTime>,
}

struct Timetable<'a> {
    line: BoardingLine<u32>,
    headway: f64,
    departed: u64,
    room: usize,
    running: &'a Distribution,
    stream: RandomStream,
    /// Who is on the way; emptied ones are used again.
    vehicles: Vec<Vec<u32>>,
    spare_vehicles: Vec<usize>,
}

struct Crowd<'a> {
    /// Of an open class.
    arrivals: Option<Box<Arrivals<'a>>>,
    is_closed: bool,
    priority: i32,
    itinerary: Option<&'a [usize]>,
    entry: Choice,
    entry_stream: RandomStream,
    number: Level,
    came: u64,
    lost: u64,
    time: Times,
}

struct Arrivals<'a> {
    between: &'a Distribution,
    between_stream: RandomStream,
    /// `None` if one comes at a time.
    batch: Option<(&'a Distribution, RandomStream)>,
}

/// Where to go next.
enum Choice {
    Away,
    Always(usize),
    /// Sums of the chances so far; above the last one it is away.
    OneOf(Vec<(f64, usize)>),
}

impl Choice {
    fn new(chances: impl Iterator<Item = (usize, f64)>) -> Choice {
        let mut sums: Vec<(f64, usize)> = Vec::new();
        for (station, chance) in chances.filter(|entry| entry.1 > 0.0) {
            let before = sums.last().map_or(0.0, |entry| entry.0);
            sums.push((before + chance, station));
        }
        // What is missing from 1 by rounding is no chance to leave.
        if let Some(last) = sums.last_mut()
            && last.0 > 1.0 - crate::way::ROUNDING
        {
            last.0 = 1.0;
        }
        match sums.as_slice() {
            [] => Choice::Away,
            [(1.0, station)] => Choice::Always(*station),
            _ => Choice::OneOf(sums),
        }
    }

    #[inline]
    fn draw(&self, stream: &mut RandomStream) -> Option<usize> {
        match self {
            Choice::Away => None,
            Choice::Always(station) => Some(*station),
            Choice::OneOf(sums) => {
                let drawn = stream.uniform();
                let chosen = sums.iter().find(|entry| drawn < entry.0);
                chosen.map(|entry| entry.1)
            }
        }
    }
}

pub(crate) struct World<'a> {
    network: &'a Network,
    clock: Clock,
    now: SimTime,
    begun: SimTime,
    queue: EventQueue<Event>,
    customers: Vec<Customer>,
    spare_customers: Vec<u32>,
    stations: Vec<Station<'a>>,
    crowds: Vec<Crowd<'a>>,
    /// Stations at which somebody may start, or for which somebody waits who may come.
    stirred: Vec<usize>,
    /// Customers of one group, or vehicle, on their way out.
    leaving: Vec<u32>,
    events: u64,
    ring_possible: bool,
    /// True if somebody has been blocked since rings were looked for.
    newly_blocked: bool,
}

impl<'a> World<'a> {
    /// Runs to the end of the observation, which is told in so many equal parts.
    pub(crate) fn run(
        &mut self,
        parts: u32,
        stop: &AtomicBool,
    ) -> Result<Vec<Observation>, StationsError> {
        // First of all, so that at their instants they come before everything else.
        let begins = self.clock.begins;
        if begins > 0 {
            let begins = SimTime::from_ticks(begins);
            self.queue.schedule(begins, Event::Begin);
        }
        for part in 1..=parts {
            let ends = SimTime::from_ticks(self.clock.end_of(part, parts));
            self.queue.schedule(ends, Event::End);
        }
        let mut observations = Vec::new();
        self.set_going();
        self.look_for_ring()?;
        while let Some((now, event)) = self.queue.pop() {
            self.now = now;
            self.events += 1;
            if self.events.is_multiple_of(EVENTS_PER_LOOK) && stop.load(Ordering::Relaxed) {
                return Err(StationsError::Interrupted);
            }
            match event {
                Event::Served {
                    station,
                    place,
                    stamp,
                } => self.served(station, place, stamp),
                Event::Arrival { class } => self.arrival(class),
                Event::Delayed { customer } => {
                    let at = self.customers[customer as usize];
                    let counts = &mut self.stations[at.station as usize].counts;
                    counts[at.class as usize].working.fall(now);
                    self.go_on(customer);
                }
                Event::Departure { station } => self.departure(station),
                Event::Landed { station, vehicle } => self.landed(station, vehicle),
                Event::Failure {
                    station,
                    place,
                    stamp,
                } => self.failure(station, place, stamp),
                Event::Repair { station, place } => self.repair(station, place),
                Event::Begin => self.begin(),
                Event::End => {
                    observations.push(self.observation());
                    if observations.len() == parts as usize {
                        break;
                    }
                    self.begin();
                }
            }
            self.settle();
            self.look_for_ring()?;
        }
        Ok(observations)
    }

    /// First arrivals, departures and failures; closed and saturated classes enter.
    fn set_going(&mut self) {
        for station in 0..self.stations.len() {
            match &mut self.stations[station].kind {
                Kind::Departures(timetable) => {
                    let time = timetable.next_departure(self.clock);
                    let station = station as u32;
                    self.queue.schedule(time, Event::Departure { station });
                }
                Kind::Servers(Workshop {
                    failing: Some(failing),
                    ..
                }) => {
                    for place in 0..failing.up.len() {
                        failing.up_again(
                            (station as u32, place as u32),
                            self.now,
                            self.clock,
                            &mut self.queue,
                        );
                    }
                }
                _ => {}
            }
        }
        for class in 0..self.crowds.len() {
            match self.network.classes[class].source {
                Source::Open { .. } => self.next_arrival(class),
                Source::Closed { population } => {
                    for _ in 0..population {
                        self.come(class);
                    }
                }
                Source::Saturated => {}
            }
        }
        self.stirred.extend(0..self.stations.len());
        self.settle();
    }

    fn next_arrival(&mut self, class: usize) {
        if let Some(arrivals) = &mut self.crowds[class].arrivals {
            let between = self
                .clock
                .draw(arrivals.between, &mut arrivals.between_stream);
            let class = class as u32;
            self.queue
                .schedule(self.now + between, Event::Arrival { class });
        }
    }

    fn arrival(&mut self, class: u32) {
        let class = class as usize;
        self.next_arrival(class);
        let arrivals = self.crowds[class].arrivals.as_mut();
        let number = match arrivals.and_then(|arrivals| arrivals.batch.as_mut()) {
            Some((batch, stream)) => (batch.sample(stream) + 0.5) as u64,
            None => 1,
        };
        for _ in 0..number {
            self.come(class);
        }
    }

    /// One more customer of the class comes to its first station.
    fn come(&mut self, class: usize) {
        let crowd = &mut self.crowds[class];
        crowd.came += 1;
        crowd.number.rise(self.now);
        let Some(entry) = crowd.entry.draw(&mut crowd.entry_stream) else {
            return;
        };
        let customer = Customer {
            class: class as u32,
            station: OUTSIDE,
            step: 0,
            place: 0,
            entered: self.now,
            arrived: self.now,
        };
        let id = match self.spare_customers.pop() {
            Some(id) => {
                self.customers[id as usize] = customer;
                id
            }
            None => {
                self.customers.push(customer);
                (self.customers.len() - 1) as u32
            }
        };
        self.go(id, entry, 0);
    }

    /// A customer is done at its station and goes on.
    #[inline]
    fn go_on(&mut self, id: u32) {
        let at = self.customers[id as usize];
        let class = at.class as usize;
        let crowd = &mut self.crowds[class];
        let next = match crowd.itinerary {
            Some(stations) => stations.get(at.step as usize + 1).copied(),
            None => {
                let station = &mut self.stations[at.station as usize];
                station.next[class].draw(&mut station.next_streams[class])
            }
        };
        if let Some(next) = next {
            return self.go(id, next, at.step.saturating_add(1));
        }
        if crowd.is_closed {
            if let Some(entry) = crowd.entry.draw(&mut crowd.entry_stream) {
                self.go(id, entry, 0);
            }
            return;
        }
        crowd.time.add(self.now - at.entered);
        self.leave(id);
        self.vanish(id);
    }

    /// To the station if it has a place; else it is lost or waits where it is.
    fn go(&mut self, id: u32, to: usize, step: u32) {
        let from = self.customers[id as usize].station;
        let there = &mut self.stations[to];
        self.customers[id as usize].step = step;
        let has_place = there.number < there.room && there.blocked.is_empty();
        if has_place || from == to as u32 {
            self.move_to(id, to);
        } else if there.loses {
            let class = self.customers[id as usize].class as usize;
            there.counts[class].came += 1;
            there.counts[class].lost += 1;
            self.crowds[class].lost += 1;
            self.leave(id);
            self.vanish(id);
        } else {
            there.blocked.push_back(id);
            self.newly_blocked = true;
        }
    }

    /// From where it is to a station that has a place for it.
    fn move_to(&mut self, id: u32, to: usize) {
        self.leave(id);
        let customer = &mut self.customers[id as usize];
        let class = customer.class as usize;
        if customer.step == 0 && customer.station != OUTSIDE && self.crowds[class].is_closed {
            self.crowds[class].time.add(self.now - customer.entered);
            customer.entered = self.now;
        }
        customer.station = to as u32;
        customer.arrived = self.now;

        let station = &mut self.stations[to];
        if station.number == 0 {
            station.empty.fall(self.now);
        }
        station.number += 1;
        let counts = &mut station.counts[class];
        counts.enters(self.now);
        match &mut station.kind {
            Kind::Servers(workshop) => {
                let work = self
                    .clock
                    .draw(&workshop.service[class], &mut workshop.streams[class]);
                let priority = self.crowds[class].priority;
                workshop.server.join(self.now, id, priority, work);
                counts.line.rise(self.now);
                self.stirred.push(to);
            }
            Kind::Delay { times, streams } => {
                counts.wait.add(0);
                counts.working.rise(self.now);
                let time = self.now + self.clock.draw(&times[class], &mut streams[class]);
                self.queue.schedule(time, Event::Delayed { customer: id });
            }
            Kind::Departures(timetable) => {
                counts.line.rise(self.now);
                timetable.line.join(self.now, id);
            }
        }
    }

    /// Gives up its place at the station where it is, if it is at one.
    fn leave(&mut self, id: u32) {
        let at = self.customers[id as usize];
        if at.station == OUTSIDE {
            return;
        }
        let station = &mut self.stations[at.station as usize];
        station.number -= 1;
        if station.number == 0 {
            station.empty.rise(self.now);
        }
        station.counts[at.class as usize].leaves(self.now, at.arrived);
        if let Kind::Servers(workshop) = &mut station.kind {
            let place = at.place as usize;
            if workshop.server.leave(self.now, place, 1) {
                let class = workshop.works_for[place] as usize;
                station.counts[class].held.fall(self.now);
            }
        }
        self.stirred.push(at.station as usize);
    }

    /// Out of the network, for good.
    fn vanish(&mut self, id: u32) {
        let class = self.customers[id as usize].class as usize;
        self.crowds[class].number.fall(self.now);
        self.spare_customers.push(id);
    }

    /// Lets those come who waited for a place, and start who can, until nothing stirs.
    fn settle(&mut self) {
        while let Some(position) = self.stirred.pop() {
            loop {
                let station = &mut self.stations[position];
                if station.number >= station.room {
                    break;
                }
                let Some(id) = station.blocked.pop_front() else {
                    break;
                };
                self.move_to(id, position);
            }
            self.start(position);
            self.feed(position);
        }
    }

    fn start(&mut self, position: usize) {
        let station = &mut self.stations[position];
        let Kind::Servers(workshop) = &mut station.kind else {
            return;
        };
        while let Some(start) = workshop.server.start(self.now) {
            if let Some(group) = start.interrupted {
                let class = workshop.works_for[start.place] as usize;
                station.counts[class].working.fall(self.now);
                for &(id, _) in workshop.server.customers(group) {
                    let class = self.customers[id as usize].class as usize;
                    station.counts[class].line.rise(self.now);
                }
                if let Some(failing) = &mut workshop.failing {
                    failing.worked(start.place, self.now);
                }
            }
            let mut works_for = None;
            for &(id, since) in workshop.server.customers(start.group) {
                let customer = &mut self.customers[id as usize];
                customer.place = start.place as u32;
                works_for = works_for.or(Some(customer.class));
                let counts = &mut station.counts[customer.class as usize];
                counts.line.fall(self.now);
                if start.begins {
                    counts.wait.add(self.now - since);
                }
            }
            let class = works_for.unwrap_or_default();
            workshop.works_for[start.place] = class;
            station.counts[class as usize].working.rise(self.now);

            let (station, place, stamp) = (position as u32, start.place as u32, start.stamp);
            let mut event = (
                start.ends,
                Event::Served {
                    station,
                    place,
                    stamp,
                },
            );
            if let Some(failing) = &mut workshop.failing
                && failing.breakdowns.while_working
            {
                failing.started[start.place] = self.now;
                let fails = self.now + failing.left[start.place];
                // Of the two only the earlier can come.
                if fails < start.ends {
                    event = (
                        fails,
                        Event::Failure {
                            station,
                            place,
                            stamp,
                        },
                    );
                }
            }
            self.queue.schedule(event.0, event.1);
        }
    }

    /// Keeps the servers of a saturated class's first station busy.
    fn feed(&mut self, position: usize) {
        let Some(class) = self.stations[position].feeder else {
            return;
        };
        loop {
            let station = &self.stations[position];
            let Kind::Servers(workshop) = &station.kind else {
                return;
            };
            if workshop.server.idle() == 0 || station.number >= station.room {
                return;
            }
            let places = workshop.together.min(station.room - station.number);
            for _ in 0..places {
                self.come(class);
            }
            self.start(position);
        }
    }

    fn served(&mut self, station: u32, place: u32, stamp: u32) {
        let at = &mut self.stations[station as usize];
        let Kind::Servers(workshop) = &mut at.kind else {
            return;
        };
        let place = place as usize;
        let Some(group) = workshop.server.finish(self.now, place, stamp) else {
            return;
        };
        if let Some(failing) = &mut workshop.failing {
            failing.worked(place, self.now);
        }
        let counts = &mut at.counts[workshop.works_for[place] as usize];
        counts.working.fall(self.now);
        counts.held.rise(self.now);
        match workshop.server.customers(group) {
            &[(id, _)] => self.go_on(id),
            customers => {
                let mut leaving = std::mem::take(&mut self.leaving);
                leaving.extend(customers.iter().map(|customer| customer.0));
                for id in leaving.drain(..) {
                    self.go_on(id);
                }
                self.leaving = leaving;
            }
        }
    }

    fn departure(&mut self, station: u32) {
        let at = &mut self.stations[station as usize];
        let Kind::Departures(timetable) = &mut at.kind else {
            return;
        };
        let vehicle = timetable.spare_vehicles.pop().unwrap_or_else(|| {
            timetable.vehicles.push(Vec::new());
            timetable.vehicles.len() - 1
        });
        let aboard = &mut timetable.vehicles[vehicle];
        for (id, since) in timetable.line.depart(self.now, timetable.room) {
            let class = self.customers[id as usize].class as usize;
            at.counts[class].line.fall(self.now);
            at.counts[class].wait.add(self.now - since);
            aboard.push(id);
        }
        timetable.departed += 1;
        let next = timetable.next_departure(self.clock);
        self.queue.schedule(next, Event::Departure { station });
        // Drawn also for an empty one, so that each departure has its own luck.
        let running = self.clock.draw(timetable.running, &mut timetable.stream);
        if timetable.vehicles[vehicle].is_empty() {
            timetable.spare_vehicles.push(vehicle);
        } else {
            let vehicle = vehicle as u32;
            self.queue
                .schedule(self.now + running, Event::Landed { station, vehicle });
        }
    }

    fn landed(&mut self, station: u32, vehicle: u32) {
        let Kind::Departures(timetable) = &mut self.stations[station as usize].kind else {
            return;
        };
        let vehicle = vehicle as usize;
        let mut aboard = std::mem::take(&mut timetable.vehicles[vehicle]);
        for id in aboard.drain(..) {
            self.go_on(id);
        }
        if let Kind::Departures(timetable) = &mut self.stations[station as usize].kind {
            timetable.vehicles[vehicle] = aboard;
            timetable.spare_vehicles.push(vehicle);
        }
    }

    fn failure(&mut self, station: u32, place: u32, stamp: u32) {
        let at = &mut self.stations[station as usize];
        let Kind::Servers(workshop) = &mut at.kind else {
            return;
        };
        let Some(failing) = &mut workshop.failing else {
            return;
        };
        let server = place as usize;
        if failing.breakdowns.while_working && !workshop.server.is_at_work(server, stamp) {
            return;
        }
        if let Some(group) = workshop.server.fail(self.now, server, failing.kind) {
            at.counts[workshop.works_for[server] as usize]
                .working
                .fall(self.now);
            for &(id, _) in workshop.server.customers(group) {
                let class = self.customers[id as usize].class as usize;
                at.counts[class].line.rise(self.now);
            }
        }
        let time = self.now
            + self
                .clock
                .draw(&failing.breakdowns.down, &mut failing.down[server]);
        self.queue.schedule(time, Event::Repair { station, place });
        self.stirred.push(station as usize);
    }

    fn repair(&mut self, station: u32, place: u32) {
        if let Kind::Servers(workshop) = &mut self.stations[station as usize].kind
            && let Some(failing) = &mut workshop.failing
        {
            workshop.server.repair(self.now, place as usize);
            failing.up_again((station, place), self.now, self.clock, &mut self.queue);
        }
        self.stirred.push(station as usize);
    }

    /// Whether stations have come to wait for each other for ever.
    fn look_for_ring(&mut self) -> Result<(), StationsError> {
        if !(std::mem::take(&mut self.newly_blocked) && self.ring_possible) {
            return Ok(());
        }
        let blocked: Vec<(u32, usize)> = self
            .stations
            .iter()
            .enumerate()
            .flat_map(|(position, station)| station.blocked.iter().map(move |&id| (id, position)))
            .collect();
        let mut graph = WaitGraph::new(blocked.len(), self.stations.len());
        for (actor, &(id, wanted)) in blocked.iter().enumerate() {
            graph.waits_for(actor, wanted);
            let at = self.customers[id as usize].station;
            if at != OUTSIDE {
                graph.holds(actor, at as usize);
            }
        }
        for (position, station) in self.stations.iter().enumerate() {
            if !station.rests() {
                graph.has_free(position);
            }
        }
        let Some(ring) = graph.stuck() else {
            return Ok(());
        };
        // Who is named in an entry waits for a station; the next entry names one who is there.
        let name = |&(_, wanted): &(usize, usize)| self.network.stations[wanted].name.clone();
        Err(StationsError::Deadlock {
            time: self.now.ticks() as f64 / self.clock.ticks_per_unit,
            stations: ring.iter().map(name).collect(),
        })
    }
}

impl Station<'_> {
    /// True if it is full and nobody there is at work or will be.
    fn rests(&self) -> bool {
        let Kind::Servers(Workshop { server, .. }) = &self.kind else {
            return false;
        };
        self.number >= self.room
            && server.working() == 0
            && (server.waiting() == 0 || server.held() == server.places())
    }
}

impl Timetable<'_> {
    /// Multiples of the headway, each rounded by itself, so that rounding never adds up.
    fn next_departure(&self, clock: Clock) -> SimTime {
        SimTime::from_ticks(clock.ticks((self.departed + 1) as f64 * self.headway))
    }
}

impl Failing<'_> {
    /// A server has worked since it was started.
    fn worked(&mut self, place: usize, now: SimTime) {
        if self.breakdowns.while_working {
            self.left[place] -= now - self.started[place];
        }
    }

    /// A server is up, for a time that is drawn now.
    fn up_again(
        &mut self,
        (station, place): (u32, u32),
        now: SimTime,
        clock: Clock,
        queue: &mut EventQueue<Event>,
    ) {
        let server = place as usize;
        let up = clock.draw(&self.breakdowns.up, &mut self.up[server]);
        if self.breakdowns.while_working {
            self.left[server] = up;
        } else {
            let stamp = 0;
            queue.schedule(
                now + up,
                Event::Failure {
                    station,
                    place,
                    stamp,
                },
            );
        }
    }
}
