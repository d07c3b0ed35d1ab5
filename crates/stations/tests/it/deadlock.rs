//! Stations that wait for each other for ever are found and named.

use crate::model::{constant, exponential, open, servers, stations};
use kervan_stations::{
    Class, Departures, Network, Observation, Routing, Run, Servers, Source, StationsError,
    WhenFull, Work, simulate,
};
use std::sync::atomic::AtomicBool;

fn run(network: &Network) -> Result<Observation, StationsError> {
    let run = Run {
        warm_up: 100.0,
        length: 5_000.0,
        seed: 1,
        replication: 0,
    };
    simulate(network, run, &AtomicBool::new(false))
}

fn blocking(count: u32, room: u32) -> Work {
    Work::Servers(Servers {
        room: Some(room),
        when_full: WhenFull::Blocks,
        ..servers(count, exponential(1.0))
    })
}

fn ring(rooms: &[u32], population: u32) -> Network {
    Network {
        stations: stations(rooms.iter().map(|&room| blocking(1, room))),
        classes: vec![Class {
            name: "wagons".into(),
            source: Source::Closed { population },
            priority: 0,
            entry: vec![],
            routing: Routing::Itinerary((0..rooms.len()).collect()),
        }],
    }
}

#[test]
fn a_full_ring_is_named_in_its_order() {
    let error = run(&ring(&[2, 1, 1], 4)).unwrap_err();
    let StationsError::Deadlock { mut stations, time } = error.clone() else {
        panic!("{error}");
    };
    let lowest = stations
        .iter()
        .position(|name| name == "station 0")
        .unwrap();
    stations.rotate_left(lowest);
    assert_eq!(stations, ["station 0", "station 1", "station 2"]);
    assert!(time > 0.0);
    let text = error.to_string();
    assert!(text.contains("`station 0` for `station 1`"), "{text}");
    assert!(
        text.ends_with("give one of them more room, or let it lose customers"),
        "{text}"
    );
}

#[test]
fn one_free_place_keeps_a_ring_going() {
    let seen = run(&ring(&[2, 1, 1], 3)).unwrap();
    assert!(seen.passages[0].throughput > 0.1);
    let inside: f64 = seen
        .stations
        .iter()
        .map(|station| station.mean_number)
        .sum();
    assert!((inside - 3.0).abs() < 1e-9);
}

#[test]
fn feedback_into_a_full_station_is_a_ring_of_two() {
    // From 1 half go back to 0. A third station before them is blocked, but no part of it.
    let mut class = open("units", exponential(1.2), vec![]);
    class.entry = vec![(2, 1.0)];
    class.routing = Routing::Chances(vec![
        vec![0.0, 1.0, 0.0],
        vec![0.5, 0.0, 0.0],
        vec![1.0, 0.0, 0.0],
    ]);
    let network = Network {
        stations: stations([blocking(1, 1), blocking(2, 2), blocking(1, 3)]),
        classes: vec![class],
    };
    let StationsError::Deadlock { mut stations, .. } = run(&network).unwrap_err() else {
        panic!("the ring was not found");
    };
    stations.sort();
    assert_eq!(stations, ["station 0", "station 1"]);
}

#[test]
fn a_group_that_leaves_one_by_one_is_no_ring() {
    // Two served together go half back and half away; before it all waits, and nothing stops.
    let mut class = open("units", exponential(1.0), vec![]);
    class.entry = vec![(0, 1.0)];
    class.routing = Routing::Chances(vec![vec![0.0, 0.5], vec![0.0, 0.5]]);
    let group = Work::Servers(Servers {
        together: 2,
        room: Some(2),
        when_full: WhenFull::Blocks,
        ..servers(1, constant(1.0))
    });
    let network = Network {
        stations: stations([group.clone(), group]),
        classes: vec![class],
    };
    assert!(run(&network).unwrap().passages[0].throughput > 0.5);
}

#[test]
fn who_waits_in_a_delay_or_after_a_departure_blocks_nobody() {
    // Round and round, blocked before a narrow station, but no server is held by it.
    let mut network = ring(&[1, 1], 6);
    network.stations[1].work = Work::Delay(vec![exponential(1.0)]);
    assert!(run(&network).unwrap().passages[0].throughput > 0.8);
    network.stations[1].work = Work::Departures(Departures {
        headway: 2.0,
        room: 3,
        running: constant(1.0),
    });
    assert!(run(&network).unwrap().passages[0].throughput > 0.5);
}

#[test]
fn a_failed_server_is_no_ring() {
    // As the full ring less one, with failures: what waits for a repair does not wait for ever.
    let mut network = ring(&[1, 1], 1);
    for station in &mut network.stations {
        if let Work::Servers(servers) = &mut station.work {
            servers.breakdowns = Some(kervan_stations::Breakdowns {
                up: exponential(2.0),
                down: exponential(5.0),
                while_working: false,
                repeat: true,
            });
        }
    }
    assert!(run(&network).unwrap().passages[0].throughput > 0.0);
}
