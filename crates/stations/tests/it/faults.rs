//! Networks and runs that are refused, with the reason and a way out.

use crate::model::{constant, exponential, open, servers, single, stations};
use kervan_stations::{
    Breakdowns, Class, Departures, Network, Routing, Run, Servers, Source, StationsError, Subject,
    WhenFull, Work, simulate,
};
use std::sync::atomic::AtomicBool;

fn plain() -> Network {
    single(0.5, servers(1, exponential(1.0)))
}

/// What is found after a change: subjects and messages.
fn found(change: impl Fn(&mut Network)) -> Vec<(Subject, String)> {
    let mut network = plain();
    assert_eq!(network.check(), []);
    change(&mut network);
    let problems = network.check();
    assert!(problems.iter().all(|problem| !problem.help.is_empty()));
    problems
        .into_iter()
        .map(|problem| (problem.subject, problem.message))
        .collect()
}

fn of_station(change: impl Fn(&mut Servers)) -> String {
    let found = found(|network| {
        if let Work::Servers(servers) = &mut network.stations[0].work {
            change(servers);
        }
    });
    let [(Subject::Station(0), message)] = found.as_slice() else {
        panic!("{found:?}");
    };
    message.clone()
}

fn of_class(change: impl Fn(&mut Class)) -> String {
    let found = found(|network| change(&mut network.classes[0]));
    let [(Subject::Class(0), message)] = found.as_slice() else {
        panic!("{found:?}");
    };
    message.clone()
}

#[test]
fn stations_that_cannot_be() {
    assert_eq!(
        of_station(|servers| servers.count = 0),
        "station `station 0` has no servers"
    );
    assert_eq!(
        of_station(|servers| servers.room = Some(0)),
        "station `station 0` has room for nobody"
    );
    assert_eq!(
        of_station(|servers| servers.together = 0),
        "the servers of station `station 0` serve nobody together"
    );
    assert_eq!(
        of_station(|servers| servers.service.clear()),
        "station `station 0` has 0 times of service for 1 classes"
    );
    assert_eq!(
        of_station(|servers| {
            servers.breakdowns = Some(Breakdowns {
                up: constant(0.0),
                down: constant(1.0),
                while_working: false,
                repeat: false,
            });
        }),
        "the servers of station `station 0` fail again at once"
    );
    let both = found(|network| {
        network.stations[0].work = Work::Departures(Departures {
            headway: 0.0,
            room: 0,
            running: constant(1.0),
        });
    });
    assert_eq!(
        both.into_iter()
            .map(|(_, message)| message)
            .collect::<Vec<_>>(),
        [
            "the headway of station `station 0` is 0",
            "the departures of station `station 0` have no room",
        ]
    );
    let list = found(|network| network.stations[0].work = Work::Delay(vec![]));
    assert_eq!(list[0].1, "station `station 0` has 0 times for 1 classes");
}

#[test]
fn classes_that_cannot_be() {
    let source = |source: Source| of_class(|class| class.source = source.clone());
    assert_eq!(
        source(Source::Closed { population: 0 }),
        "class `customers` stays for ever and has nobody"
    );
    assert_eq!(
        source(Source::Open {
            between: constant(0.0),
            batch: constant(1.0),
        }),
        "no time passes between arrivals of class `customers`"
    );
    assert_eq!(
        source(Source::Open {
            between: constant(1.0),
            batch: constant(0.0),
        }),
        "nobody comes at an arrival of class `customers`"
    );
    let routing = |entry: Vec<(usize, f64)>, routing: Routing| {
        of_class(|class| {
            class.entry.clone_from(&entry);
            class.routing = routing.clone();
        })
    };
    let chances = |chance: f64| Routing::Chances(vec![vec![chance]]);
    assert_eq!(
        routing(vec![(0, 1.0)], chances(1.2)),
        "class `customers` goes on from `station 0` with chance 1.2"
    );
    assert_eq!(
        routing(vec![(0, 1.0)], chances(1.0)),
        "class `customers` comes from outside, and never leaves again from `station 0`"
    );
    assert_eq!(
        routing(vec![(0, 0.7)], chances(0.5)),
        "the chances with which class `customers` enters add up to 0.7"
    );
    assert_eq!(
        routing(vec![], chances(0.5)),
        "class `customers` enters nowhere"
    );
    assert_eq!(
        routing(vec![(0, 1.0)], Routing::Chances(vec![])),
        "the chances of class `customers` are no square of 1 rows with 1 chances"
    );
    assert_eq!(
        routing(vec![], Routing::Itinerary(vec![])),
        "the itinerary of class `customers` is empty"
    );
    assert_eq!(
        routing(vec![], Routing::Itinerary(vec![0, 3])),
        "class `customers` goes to station 3, and there are 1, from 0"
    );
    // A row that passes 1 although each chance is fine.
    let sum = found(|network| {
        network.stations = stations([
            Work::Servers(servers(1, exponential(1.0))),
            Work::Servers(servers(1, exponential(1.0))),
        ]);
        network.classes[0].entry = vec![(0, 1.0)];
        network.classes[0].routing = Routing::Chances(vec![vec![0.6, 0.75], vec![0.0, 0.0]]);
    });
    assert_eq!(
        sum[0].1,
        "the chances with which class `customers` goes on from `station 0` add up to 1.35"
    );
}

#[test]
fn closed_and_saturated_classes_that_cannot_be() {
    let closed = |change: &dyn Fn(&mut Servers)| {
        let found = found(|network| {
            network.classes[0].source = Source::Closed { population: 5 };
            if let Work::Servers(servers) = &mut network.stations[0].work {
                change(servers);
            }
        });
        found
            .into_iter()
            .map(|(_, message)| message)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        closed(&|servers| servers.room = Some(9)),
        ["class `customers` stays for ever, and full station `station 0` would lose its customers"]
    );
    assert_eq!(
        closed(&|servers| {
            servers.room = Some(4);
            servers.when_full = WhenFull::Blocks;
        }),
        ["5 customers of class `customers` have room for 4"]
    );
    assert_eq!(
        closed(&|servers| servers.service = vec![constant(0.0)]),
        ["class `customers` goes round for ever from `station 0` without any time passing"]
    );
    let saturated = |work: Work| {
        let found = found(|network| {
            network.stations[0].work = work.clone();
            network.classes[0].source = Source::Saturated;
        });
        found
            .into_iter()
            .map(|(_, message)| message)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        saturated(Work::Delay(vec![constant(1.0)])),
        ["class `customers` is saturated, and `station 0` has no servers"]
    );
    assert_eq!(
        saturated(Work::Servers(servers(1, constant(0.0)))),
        ["class `customers` is saturated, and `station 0` takes no time"]
    );
}

#[test]
fn everything_is_found_at_once() {
    let network = Network {
        stations: vec![],
        classes: vec![],
    };
    assert_eq!(network.check().len(), 2);
    let mut network = plain();
    network.stations.push(network.stations[0].clone());
    network
        .classes
        .push(open("customers", constant(0.0), vec![9]));
    let problems = network.check();
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "station `station 0` has 1 times of service for 2 classes",
            "two are named station `station 0`",
            "station `station 0` has 1 times of service for 2 classes",
            "two are named class `customers`",
            "no time passes between arrivals of class `customers`",
            "class `customers` goes to station 9, and there are 2, from 0",
        ]
    );
    let run = Run {
        warm_up: 0.0,
        length: 1.0,
        seed: 1,
        replication: 0,
    };
    let error = simulate(&network, run, &AtomicBool::new(false)).unwrap_err();
    assert_eq!(error, StationsError::Network(problems));
    assert!(
        error
            .to_string()
            .starts_with("the network cannot be run: station `station 0` has")
    );
}

#[test]
fn runs_that_cannot_be() {
    let refused = |warm_up: f64, length: f64| {
        let run = Run {
            warm_up,
            length,
            seed: 1,
            replication: 0,
        };
        simulate(&plain(), run, &AtomicBool::new(false))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(-1.0, 5.0),
        "`warm_up` is -1; expected a time of 0 or more"
    );
    assert_eq!(
        refused(0.0, f64::NAN),
        "`length` is NaN; expected a time above 0"
    );
    assert!(refused(0.0, 1e-9).contains("at least a millionth of the shortest mean time"));
    assert_eq!(
        refused(0.0, 1e15),
        "the run lasts 1000000000000000 and the shortest mean time is 1; expected at most \
         2.199023255552e12 times as long: make the run shorter"
    );
}
