//! Nobody is lost or doubled, and numbers over time are times over customers, to the tick.

#![allow(clippy::unwrap_used)]

use super::{Kind, OUTSIDE, World};
use crate::error::StationsError;
use crate::network::{
    Breakdowns, Class, Departures, Network, Routing, Servers, Source, Station, WhenFull, Work,
};
use crate::run::{Clock, Run};
use kervan_engine::{Discipline, Distribution};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use std::sync::atomic::AtomicBool;

fn times() -> impl Strategy<Value = Distribution> {
    prop_oneof![
        (0.2_f64..2.0).prop_map(|mean| Distribution::exponential(mean).unwrap()),
        // Whole numbers, so that much happens at one instant.
        (1_u8..4).prop_map(|value| Distribution::constant(f64::from(value)).unwrap()),
        (0.1_f64..1.0).prop_map(|low| Distribution::uniform(low, low + 1.0).unwrap()),
    ]
}

fn disciplines() -> impl Strategy<Value = Discipline> {
    prop_oneof![
        Just(Discipline::FirstCome),
        Just(Discipline::Priority),
        Just(Discipline::PreemptiveResume),
        Just(Discipline::PreemptiveRepeat),
    ]
}

fn breakdowns() -> impl Strategy<Value = Breakdowns> {
    (times(), times(), any::<bool>(), any::<bool>()).prop_map(
        |(up, down, while_working, repeat)| Breakdowns {
            up: up.scaled(5.0).unwrap(),
            down,
            while_working,
            repeat,
        },
    )
}

fn servers(classes: usize) -> impl Strategy<Value = Work> {
    (
        proptest::collection::vec(times(), classes),
        (
            1_u32..4,
            1_u32..4,
            proptest::option::of(1_u32..6),
            any::<bool>(),
        ),
        disciplines(),
        proptest::option::of(breakdowns()),
    )
        .prop_map(
            |(service, (count, together, room, loses), discipline, breakdowns)| {
                Work::Servers(Servers {
                    count,
                    service,
                    discipline,
                    together,
                    room,
                    when_full: if loses {
                        WhenFull::Lost
                    } else {
                        WhenFull::Blocks
                    },
                    breakdowns,
                })
            },
        )
}

fn works(classes: usize) -> impl Strategy<Value = Work> {
    let departures = (0.5_f64..3.0, 1_u32..5, times()).prop_map(|(headway, room, running)| {
        Work::Departures(Departures {
            headway,
            room,
            running,
        })
    });
    prop_oneof![
        4 => servers(classes),
        1 => proptest::collection::vec(times(), classes).prop_map(Work::Delay),
        1 => departures,
    ]
}

fn sources() -> impl Strategy<Value = Source> {
    let batch = prop_oneof![
        Just(Distribution::constant(1.0).unwrap()),
        Just(Distribution::empirical(vec![0.0, 1.0, 4.0], vec![1.0; 3]).unwrap()),
    ];
    prop_oneof![
        3 => (times(), batch).prop_map(|(between, batch)| Source::Open { between, batch }),
        2 => (1_u32..8).prop_map(|population| Source::Closed { population }),
        1 => Just(Source::Saturated),
    ]
}

/// Itineraries and chances; the rest of a row, at least a tenth, leaves.
fn routings(stations: usize) -> impl Strategy<Value = Routing> {
    let row = proptest::collection::vec(0.0_f64..1.0, stations).prop_map(|row| {
        let whole = row.iter().sum::<f64>().max(1.0) / 0.9;
        row.into_iter()
            .map(|chance| chance / whole)
            .collect::<Vec<f64>>()
    });
    prop_oneof![
        proptest::collection::vec(0..stations, 1..5).prop_map(Routing::Itinerary),
        proptest::collection::vec(row, stations).prop_map(Routing::Chances),
    ]
}

fn networks() -> impl Strategy<Value = Network> {
    (1_usize..5, 1_usize..4).prop_flat_map(|(stations, classes)| {
        let class = (sources(), -1_i32..2, 0..stations, routings(stations));
        (
            proptest::collection::vec(works(classes), stations),
            proptest::collection::vec(class, classes),
        )
            .prop_map(|(works, classes)| Network {
                stations: works
                    .into_iter()
                    .enumerate()
                    .map(|(position, work)| Station {
                        name: format!("station {position}"),
                        work,
                    })
                    .collect(),
                classes: classes
                    .into_iter()
                    .enumerate()
                    .map(|(position, (source, priority, entry, routing))| Class {
                        name: format!("class {position}"),
                        source,
                        priority,
                        entry: match routing {
                            Routing::Chances(_) => vec![(entry, 1.0)],
                            Routing::Itinerary(_) => vec![],
                        },
                        routing,
                    })
                    .collect(),
            })
    })
}

/// Everything that must hold at the end of a run without warm-up.
fn assert_conserved(world: &World) {
    let alive: Vec<usize> = (0..world.customers.len())
        .filter(|&id| !world.spare_customers.contains(&(id as u32)))
        .collect();
    for (position, station) in world.stations.iter().enumerate() {
        let here: Vec<_> = alive
            .iter()
            .map(|&id| world.customers[id])
            .filter(|customer| customer.station == position as u32)
            .collect();
        assert_eq!(here.len(), station.number as usize);
        assert!(station.number <= station.room);
        assert!(station.number == station.room || station.blocked.is_empty());
        if let Kind::Servers(workshop) = &station.kind {
            let server = &workshop.server;
            let all = server.working() + server.held() + server.idle() + server.down();
            // A failed server may be held too.
            assert!((server.places()..=server.places() + server.held()).contains(&all));
            assert!(
                server.idle() == 0 || server.waiting() == 0,
                "idle while somebody waits"
            );
        }
        for (class, counts) in station.counts.iter().enumerate() {
            let inside = here
                .iter()
                .filter(|customer| customer.class == class as u32);
            let stay: i64 = inside
                .clone()
                .map(|customer| world.now - customer.arrived)
                .sum();
            let inside = inside.count() as u64;
            assert_eq!(counts.came, counts.lost + counts.left + inside);
            // Little's law, J. D. C. Little 1961.
            assert_eq!(
                counts.number.sum(world.now),
                counts.time.sum() + i128::from(stay)
            );
            assert_eq!(counts.time.count(), counts.left);
            assert!(counts.line.sum(world.now) >= counts.wait.sum());
        }
    }
    for (class, crowd) in world.crowds.iter().enumerate() {
        let inside = alive
            .iter()
            .map(|&id| world.customers[id])
            .filter(|customer| customer.class == class as u32);
        let passing: i64 = inside
            .clone()
            .map(|customer| world.now - customer.entered)
            .sum();
        let inside = inside.count() as u64;
        assert_eq!(crowd.number.now(), inside as i64);
        if crowd.is_closed {
            assert_eq!(crowd.came, inside);
        } else {
            assert_eq!(crowd.came, crowd.time.count() + crowd.lost + inside);
        }
        // Who was lost was inside too, for a time that is not kept.
        let known = crowd.time.sum() + i128::from(passing);
        if crowd.lost == 0 {
            assert_eq!(crowd.number.sum(world.now), known);
        } else {
            assert!(crowd.number.sum(world.now) >= known);
        }
    }
    let outside = alive
        .iter()
        .filter(|&&id| world.customers[id].station == OUTSIDE)
        .count();
    let blocked: usize = world
        .stations
        .iter()
        .map(|station| station.blocked.len())
        .sum();
    assert!(outside <= blocked, "outside, and waiting for nothing");
}

proptest! {
    #[test]
    fn small_networks_keep_their_customers(network in networks(), seed in any::<u64>()) {
        if !network.check().is_empty() {
            return Ok(());
        }
        let run = Run { warm_up: 0.0, length: 200.0, seed, replication: 0 };
        let stop = AtomicBool::new(false);
        let world = || World::new(&network, run, Clock::new(&network, run).unwrap());
        let mut tried = world();
        match tried.run(1, &stop) {
            Ok(_) => {
                assert_conserved(&tried);
                // No ring was overlooked.
                tried.newly_blocked = true;
                assert_eq!(tried.look_for_ring(), Ok(()));
                // Compares the classes with what the engine counted.
                tried.observation();
            }
            Err(StationsError::Deadlock { stations, .. }) => {
                assert_conserved(&tried);
                assert!(stations.len() > 1);
                // The same luck without looking for rings: nobody leaves these stations again.
                let mut blind = world();
                blind.ring_possible = false;
                blind.run(1, &stop).unwrap();
                for (position, station) in network.stations.iter().enumerate() {
                    if stations.contains(&station.name) {
                        let left = |world: &World| -> u64 {
                            let counts = world.stations[position].counts.iter();
                            counts.map(|counts| counts.left).sum()
                        };
                        assert_eq!(left(&blind), left(&tried));
                    }
                }
            }
            Err(error) => panic!("{error}"),
        }
    }
}
