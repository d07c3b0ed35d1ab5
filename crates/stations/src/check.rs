//! What a network must not have.

use crate::error::{Problem, Subject};
use crate::network::{Class, Network, Routing, Servers, Source, Station, WhenFull, Work};
use crate::way::{ROUNDING, Ways};
use kervan_engine::Distribution;
use std::collections::BTreeSet;

impl Network {
    /// Everything that is wrong with the network, all at once; nothing if it can be run.
    pub fn check(&self) -> Vec<Problem> {
        let mut found = Found(Vec::new());
        if self.stations.is_empty() {
            found.add(
                Subject::Network,
                "the network has no station",
                "add at least one",
            );
        }
        if self.classes.is_empty() {
            found.add(
                Subject::Network,
                "the network has no class of customers",
                "add at least one",
            );
        }
        let mut names = BTreeSet::new();
        for (position, station) in self.stations.iter().enumerate() {
            let subject = Subject::Station(position);
            if !names.insert(&station.name) {
                found.name_again(subject, "station", &station.name);
            }
            self.check_station(subject, station, &mut found);
        }
        let mut names = BTreeSet::new();
        for (position, class) in self.classes.iter().enumerate() {
            let subject = Subject::Class(position);
            if !names.insert(&class.name) {
                found.name_again(subject, "class", &class.name);
            }
            check_source(subject, class, &mut found);
            if self.check_routing(subject, class, &mut found) {
                self.check_ways(position, class, &mut found);
            }
        }
        self.check_saturated(&mut found);
        found.0
    }

    fn check_station(&self, subject: Subject, station: &Station, found: &mut Found) {
        let name = &station.name;
        match &station.work {
            Work::Servers(servers) => {
                self.check_list(subject, name, "times of service", &servers.service, found);
                check_servers(subject, name, servers, found);
            }
            Work::Delay(times) => self.check_list(subject, name, "times", times, found),
            Work::Departures(departures) => {
                if !(departures.headway.is_finite() && departures.headway > 0.0) {
                    let message =
                        format!("the headway of station `{name}` is {}", departures.headway);
                    found.add(subject, message, "give a time above 0");
                }
                if departures.room == 0 {
                    let message = format!("the departures of station `{name}` have no room");
                    found.add(subject, message, "give room for at least one customer");
                }
            }
        }
    }

    fn check_list(
        &self,
        subject: Subject,
        name: &str,
        what: &str,
        list: &[Distribution],
        found: &mut Found,
    ) {
        let (expected, given) = (self.classes.len(), list.len());
        if expected != given {
            let message = format!("station `{name}` has {given} {what} for {expected} classes");
            found.add(subject, message, "give one for each class");
        }
    }

    /// True if the lists of the class fit, so that its ways can be looked at.
    fn check_routing(&self, subject: Subject, class: &Class, found: &mut Found) -> bool {
        let before = found.0.len();
        let name = &class.name;
        let stations = self.stations.len();
        let unknown = |station: usize| {
            format!("class `{name}` goes to station {station}, and there are {stations}, from 0")
        };
        for &(station, chance) in &class.entry {
            if station >= stations {
                found.add(subject, unknown(station), "name one that is there");
            }
            if !(0.0..=1.0).contains(&chance) {
                let message = format!("class `{name}` enters with chance {chance}");
                found.add(subject, message, "give chances from 0 to 1");
            }
        }
        match &class.routing {
            Routing::Itinerary(itinerary) => {
                if itinerary.is_empty() {
                    let message = format!("the itinerary of class `{name}` is empty");
                    found.add(subject, message, "name at least one station");
                }
                for &station in itinerary.iter().filter(|station| **station >= stations) {
                    found.add(subject, unknown(station), "name one that is there");
                }
                let elsewhere =
                    |&&(station, _): &&(usize, f64)| Some(&station) != itinerary.first();
                if let Some((station, _)) = class.entry.iter().find(elsewhere) {
                    let message = format!(
                        "class `{name}` enters at station {station}, and its itinerary begins \
                         elsewhere"
                    );
                    found.add(
                        subject,
                        message,
                        "leave the entry out: it is the first station",
                    );
                }
            }
            Routing::Chances(rows) => {
                if class.entry.is_empty() {
                    let message = format!("class `{name}` enters nowhere");
                    found.add(subject, message, "name the stations at which it enters");
                } else {
                    let sum: f64 = class.entry.iter().map(|entry| entry.1).sum();
                    if (sum - 1.0).abs() > ROUNDING {
                        let message =
                            format!("the chances with which class `{name}` enters add up to {sum}");
                        found.add(subject, message, "make them add up to 1");
                    }
                }
                if rows.len() != stations || rows.iter().any(|row| row.len() != stations) {
                    let message = format!(
                        "the chances of class `{name}` are no square of {stations} rows with \
                         {stations} chances"
                    );
                    found.add(
                        subject,
                        message,
                        "give a row for each station, with a chance for each",
                    );
                }
                for (row, station) in rows.iter().zip(&self.stations) {
                    let from = &station.name;
                    if let Some(chance) = row.iter().find(|chance| !(0.0..=1.0).contains(*chance)) {
                        let message =
                            format!("class `{name}` goes on from `{from}` with chance {chance}");
                        found.add(subject, message, "give chances from 0 to 1");
                    }
                    let sum: f64 = row.iter().sum();
                    if sum > 1.0 + ROUNDING && row.iter().all(|chance| *chance <= 1.0) {
                        let message = format!(
                            "the chances with which class `{name}` goes on from `{from}` add up \
                             to {sum}"
                        );
                        found.add(subject, message, "make them at most 1; the rest leaves");
                    }
                }
            }
        }
        found.0.len() == before
    }

    fn check_ways(&self, position: usize, class: &Class, found: &mut Found) {
        let subject = Subject::Class(position);
        let name = &class.name;
        let closed = matches!(class.source, Source::Closed { .. });
        let ways = Ways::of(class);
        let ways = if closed { ways.round() } else { ways };
        let reachable = ways.reachable();
        let station_of = |step: usize| &self.stations[ways.station[step]].name;

        if !closed {
            let out = ways.leads_to(&ways.leaves);
            if let Some(step) = (0..out.len()).find(|&step| reachable[step] && !out[step]) {
                let message = format!(
                    "class `{name}` comes from outside, and never leaves again from `{}`",
                    station_of(step)
                );
                found.add(subject, message, "let some chance remain to leave");
            }
        }
        let takes_time: Vec<bool> = (0..reachable.len())
            .map(|step| {
                ways.leaves[step] || mean_time(&self.stations[ways.station[step]], position) > 0.0
            })
            .collect();
        let ends = ways.leads_to(&takes_time);
        if let Some(step) = (0..ends.len()).find(|&step| reachable[step] && !ends[step]) {
            let message = format!(
                "class `{name}` goes round for ever from `{}` without any time passing",
                station_of(step)
            );
            found.add(subject, message, "give one of its stations a time above 0");
        }
        let Source::Closed { population } = class.source else {
            return;
        };
        for step in (0..reachable.len()).filter(|&step| reachable[step]) {
            if let Work::Servers(Servers {
                room: Some(_),
                when_full: WhenFull::Lost,
                ..
            }) = &self.stations[ways.station[step]].work
            {
                let message = format!(
                    "class `{name}` stays for ever, and full station `{}` would lose its customers",
                    station_of(step)
                );
                found.add(
                    subject,
                    message,
                    "let the station block, or give it endless room",
                );
            }
        }
        let visited: BTreeSet<usize> = (0..reachable.len())
            .filter(|&step| reachable[step])
            .map(|step| ways.station[step])
            .collect();
        let mut room = Some(0);
        for station in visited {
            room = match &self.stations[station].work {
                Work::Servers(Servers {
                    room: Some(places), ..
                }) => room.map(|sum: u64| sum + u64::from(*places)),
                _ => None,
            };
        }
        if let Some(room) = room.filter(|room| u64::from(population) > *room) {
            let message = format!("{population} customers of class `{name}` have room for {room}");
            found.add(subject, message, "lower the population, or give more room");
        }
    }

    fn check_saturated(&self, found: &mut Found) {
        let mut fed = BTreeSet::new();
        for (position, class) in self.classes.iter().enumerate() {
            if class.source != Source::Saturated {
                continue;
            }
            let subject = Subject::Class(position);
            let name = &class.name;
            let entry = match &class.routing {
                Routing::Itinerary(stations) => stations.first().copied(),
                Routing::Chances(_) => match class.entry.as_slice() {
                    [(station, _)] => Some(*station),
                    _ => {
                        let message =
                            format!("class `{name}` is saturated and enters at several stations");
                        found.add(subject, message, "name the one that it keeps busy");
                        None
                    }
                },
            };
            let Some((entry, station)) =
                entry.and_then(|entry| Some((entry, self.stations.get(entry)?)))
            else {
                continue;
            };
            let first = &station.name;
            if !matches!(station.work, Work::Servers(_)) {
                let message = format!("class `{name}` is saturated, and `{first}` has no servers");
                found.add(subject, message, "let it begin at a station with servers");
            } else if mean_time(station, position) <= 0.0 {
                let message = format!("class `{name}` is saturated, and `{first}` takes no time");
                found.add(subject, message, "give its service a mean above 0");
            }
            if !fed.insert(entry) {
                let message = format!(
                    "class `{name}` is the second saturated one at `{first}`, and would never come"
                );
                found.add(subject, message, "keep one of them");
            }
        }
    }
}

fn check_servers(subject: Subject, name: &str, servers: &Servers, found: &mut Found) {
    let none = |number: Option<u32>| number == Some(0);
    if none(Some(servers.count)) {
        let message = format!("station `{name}` has no servers");
        found.add(subject, message, "give at least 1");
    }
    if none(Some(servers.together)) {
        let message = format!("the servers of station `{name}` serve nobody together");
        found.add(subject, message, "give at least 1, which is usual");
    }
    if none(servers.room) {
        let message = format!("station `{name}` has room for nobody");
        found.add(
            subject,
            message,
            "give at least 1; it counts those in service too",
        );
    }
    if let Some(breakdowns) = &servers.breakdowns
        && breakdowns.up.mean() <= 0.0
    {
        let message = format!("the servers of station `{name}` fail again at once");
        found.add(
            subject,
            message,
            "give a time to failure with a mean above 0",
        );
    }
}

fn check_source(subject: Subject, class: &Class, found: &mut Found) {
    let name = &class.name;
    match &class.source {
        Source::Open { between, batch } => {
            if between.mean() <= 0.0 {
                let message = format!("no time passes between arrivals of class `{name}`");
                found.add(subject, message, "give a time with a mean above 0");
            }
            if batch.mean() <= 0.0 {
                let message = format!("nobody comes at an arrival of class `{name}`");
                found.add(
                    subject,
                    message,
                    "give a batch with a mean above 0; 1 is usual",
                );
            }
        }
        Source::Closed { population: 0 } => {
            let message = format!("class `{name}` stays for ever and has nobody");
            found.add(subject, message, "give a population of at least 1");
        }
        Source::Closed { .. } | Source::Saturated => {}
    }
}

/// Mean time that a customer of the class takes at the station, waiting left out. A timetable
/// takes time by itself; what is missing counts as some.
fn mean_time(station: &Station, class: usize) -> f64 {
    match &station.work {
        Work::Servers(servers) => servers.service.get(class),
        Work::Delay(times) => times.get(class),
        Work::Departures(_) => None,
    }
    .map_or(1.0, Distribution::mean)
}

struct Found(Vec<Problem>);

impl Found {
    fn add(&mut self, subject: Subject, message: impl Into<String>, help: impl Into<String>) {
        self.0.push(Problem {
            subject,
            message: message.into(),
            help: help.into(),
        });
    }

    fn name_again(&mut self, subject: Subject, what: &str, name: &str) {
        let message = format!("two are named {what} `{name}`");
        self.add(subject, message, "give each a name of its own");
    }
}
