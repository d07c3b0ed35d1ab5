//! A network at time zero.

use super::{Arrivals, Choice, Crowd, Failing, Kind, Station, Timetable, Workshop, World};
use crate::counts::{Counts, Level};
use crate::network::{Class, Network, Routing, Servers, Source, WhenFull, Work};
use crate::run::{Clock, Run};
use crate::times::Times;
use crate::way::has_blocking_ring;
use kervan_engine::{
    BoardingLine, EventQueue, InterruptibleServer, Interruption, RandomStream, SimTime,
};
use std::collections::VecDeque;

impl<'a> World<'a> {
    /// A network without problems at time zero.
    pub(crate) fn new(network: &'a Network, run: Run, clock: Clock) -> World<'a> {
        let stream = |object: &str, purpose: &str| {
            RandomStream::named(run.seed, run.replication, object, purpose)
        };
        let stations = (0..network.stations.len())
            .map(|position| station(network, position, clock, &stream))
            .collect();
        let crowds = network
            .classes
            .iter()
            .map(|class| crowd(class, clock, &stream));
        World {
            network,
            clock,
            now: SimTime::ZERO,
            begun: SimTime::ZERO,
            queue: EventQueue::with_capacity(64),
            customers: Vec::new(),
            spare_customers: Vec::new(),
            stations,
            crowds: crowds.collect(),
            stirred: Vec::new(),
            leaving: Vec::new(),
            events: 0,
            ring_possible: has_blocking_ring(network),
            newly_blocked: false,
        }
    }
}

fn station<'a>(
    network: &'a Network,
    position: usize,
    clock: Clock,
    stream: &impl Fn(&str, &str) -> RandomStream,
) -> Station<'a> {
    let station = &network.stations[position];
    let name = &station.name;
    let for_classes = |purpose: &str| -> Vec<RandomStream> {
        let classes = network.classes.iter();
        classes
            .map(|class| stream(name, &format!("{purpose} {}", class.name)))
            .collect()
    };
    let kind = match &station.work {
        Work::Servers(servers) => {
            let places = servers.count as usize;
            let for_servers = |purpose: &str| -> Vec<RandomStream> {
                (0..places)
                    .map(|place| stream(name, &format!("{purpose} {place}")))
                    .collect()
            };
            Kind::Servers(Workshop {
                server: InterruptibleServer::new(
                    places,
                    servers.discipline,
                    servers.together as usize,
                ),
                service: &servers.service,
                streams: for_classes("service of"),
                together: servers.together,
                works_for: vec![0; places],
                failing: servers.breakdowns.as_ref().map(|breakdowns| Failing {
                    breakdowns,
                    kind: if breakdowns.repeat {
                        Interruption::Repeat
                    } else {
                        Interruption::Resume
                    },
                    up: for_servers("time to failure of server"),
                    down: for_servers("repair of server"),
                    left: vec![0; places],
                    started: vec![SimTime::ZERO; places],
                }),
            })
        }
        Work::Delay(times) => Kind::Delay {
            times,
            streams: for_classes("delay of"),
        },
        Work::Departures(departures) => Kind::Departures(Timetable {
            line: BoardingLine::new(),
            headway: departures.headway,
            departed: 0,
            room: departures.room as usize,
            running: &departures.running,
            stream: stream(name, "running"),
            vehicles: Vec::new(),
            spare_vehicles: Vec::new(),
        }),
    };
    let (room, loses) = match &station.work {
        Work::Servers(Servers {
            room: Some(room),
            when_full,
            ..
        }) => (*room, *when_full == WhenFull::Lost),
        _ => (u32::MAX, false),
    };
    let feeder = network.classes.iter().position(|class| {
        let first = match &class.routing {
            Routing::Itinerary(stations) => stations.first(),
            Routing::Chances(_) => class.entry.first().map(|(station, _)| station),
        };
        class.source == Source::Saturated && first == Some(&position)
    });
    let mut empty = Level::default();
    empty.rise(SimTime::ZERO);
    Station {
        kind,
        number: 0,
        room,
        loses,
        blocked: VecDeque::new(),
        feeder,
        empty,
        counts: vec![Counts::new(clock.ticks_per_unit); network.classes.len()],
        next: network
            .classes
            .iter()
            .map(|class| match &class.routing {
                Routing::Chances(rows) => Choice::new(rows[position].iter().copied().enumerate()),
                Routing::Itinerary(_) => Choice::Away,
            })
            .collect(),
        next_streams: for_classes("next station of"),
    }
}

fn crowd<'a>(
    class: &'a Class,
    clock: Clock,
    stream: &impl Fn(&str, &str) -> RandomStream,
) -> Crowd<'a> {
    let name = &class.name;
    let arrivals = match &class.source {
        Source::Open { between, batch } => Some(Box::new(Arrivals {
            between,
            between_stream: stream(name, "arrivals"),
            batch: (batch.mean() != 1.0 || batch.variance() > 0.0)
                .then(|| (batch, stream(name, "batches"))),
        })),
        _ => None,
    };
    let (itinerary, entry) = match &class.routing {
        Routing::Itinerary(stations) => {
            let first = stations.first().map(|&station| (station, 1.0));
            (Some(stations.as_slice()), Choice::new(first.into_iter()))
        }
        Routing::Chances(_) => (None, Choice::new(class.entry.iter().copied())),
    };
    Crowd {
        arrivals,
        is_closed: matches!(class.source, Source::Closed { .. }),
        priority: class.priority,
        itinerary,
        entry,
        entry_stream: stream(name, "entry"),
        number: Level::default(),
        came: 0,
        lost: 0,
        time: Times::new(clock.ticks_per_unit),
    }
}
