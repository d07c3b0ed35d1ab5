//! The same names give the same luck, whatever else there is.

use crate::model::{exponential, open, servers, stations};
use kervan_engine::{Discipline, Distribution};
use kervan_stations::{
    Breakdowns, Network, Observation, Run, Servers, StationsError, Work, simulate,
    simulate_in_parts,
};
use std::sync::atomic::AtomicBool;

const RUN: Run = Run {
    warm_up: 100.0,
    length: 3_000.0,
    seed: 5,
    replication: 2,
};

fn failing(service: Vec<Distribution>) -> Work {
    Work::Servers(Servers {
        service,
        discipline: Discipline::PreemptiveRepeat,
        breakdowns: Some(Breakdowns {
            up: exponential(50.0),
            down: exponential(4.0),
            while_working: false,
            repeat: false,
        }),
        ..servers(2, exponential(1.0))
    })
}

fn plain() -> Network {
    Network {
        stations: stations([failing(vec![exponential(1.5)])]),
        classes: vec![open("first", exponential(1.0), vec![0])],
    }
}

#[test]
fn the_same_seed_gives_the_same_and_another_gives_others() {
    let stop = AtomicBool::new(false);
    let observation = |run| format!("{:?}", simulate(&plain(), run, &stop).unwrap());
    assert_eq!(observation(RUN), observation(RUN));
    let other_seed = Run { seed: 6, ..RUN };
    let other_replication = Run {
        replication: 3,
        ..RUN
    };
    assert_ne!(observation(RUN), observation(other_seed));
    assert_ne!(observation(RUN), observation(other_replication));
}

#[test]
fn the_parts_of_a_run_are_the_run() {
    let stop = AtomicBool::new(false);
    let whole = simulate(&plain(), RUN, &stop).unwrap();
    let parts = simulate_in_parts(&plain(), RUN, 7, &stop).unwrap();
    assert_eq!(parts.len(), 7);
    // Rates and numbers are means over time, and the parts are equally long to the tick.
    let mean = |of: &dyn Fn(&Observation) -> f64| parts.iter().map(of).sum::<f64>() / 7.0;
    for of in [
        (&|one: &Observation| one.stations[0].throughput) as &dyn Fn(&Observation) -> f64,
        &|one: &Observation| one.stations[0].mean_number,
        &|one: &Observation| one.stations[0].utilisation,
        &|one: &Observation| one.stations[0].share_empty,
        &|one: &Observation| one.passages[0].mean_number,
    ] {
        assert!((mean(of) - of(&whole)).abs() < 1e-6);
    }
    let times: u64 = parts.iter().map(|one| one.stations[0].time.count()).sum();
    assert_eq!(times, whole.stations[0].time.count());
    // The whole has one event less for each end of a part.
    assert_eq!(parts[6].events, whole.events + 6);
}

#[test]
fn another_station_and_class_move_nobodys_luck() {
    // The newcomers keep to themselves, so that nothing but luck could change.
    let stop = AtomicBool::new(false);
    let alone = simulate(&plain(), RUN, &stop).unwrap();

    let mut more = plain();
    more.stations[0].work = failing(vec![exponential(1.5), exponential(1.1)]);
    let elsewhere = Work::Servers(Servers {
        service: vec![exponential(1.5), exponential(1.1)],
        ..servers(1, exponential(1.0))
    });
    more.stations
        .extend(stations([elsewhere.clone(), elsewhere]).split_off(1));
    more.classes
        .push(open("second", exponential(2.0), vec![1, 1]));
    let beside = simulate(&more, RUN, &stop).unwrap();
    assert_eq!(
        format!("{:?}", beside.passages[0]),
        format!("{:?}", alone.passages[0])
    );
    assert_eq!(
        format!("{:?}", beside.by_class[0][0]),
        format!("{:?}", alone.by_class[0][0])
    );

    // The order of stations and classes does not count either.
    more.stations.swap(0, 1);
    more.classes.swap(0, 1);
    for station in &mut more.stations {
        if let Work::Servers(servers) = &mut station.work {
            servers.service.swap(0, 1);
        }
    }
    more.classes[0].routing = kervan_stations::Routing::Itinerary(vec![0, 0]);
    more.classes[1].routing = kervan_stations::Routing::Itinerary(vec![1]);
    let swapped = simulate(&more, RUN, &stop).unwrap();
    assert_eq!(
        format!("{:?}", swapped.passages[1]),
        format!("{:?}", alone.passages[0])
    );
}

#[test]
fn one_more_server_serves_the_same_customers() {
    // Common random numbers: the same customers bring the same work, so nobody who comes first,
    // first served, waits longer for one more server.
    let stop = AtomicBool::new(false);
    let mean_wait = |count| {
        let network = crate::model::single(1.6, servers(count, exponential(1.0)));
        let seen = simulate(&network, RUN, &stop).unwrap();
        (seen.stations[0].arrival_rate, seen.stations[0].mean_wait)
    };
    let (two, three) = (mean_wait(2), mean_wait(3));
    assert_eq!(two.0, three.0);
    assert!(three.1 < two.1);
}

#[test]
fn a_run_can_be_given_up() {
    let stop = AtomicBool::new(true);
    let run = Run { length: 1e6, ..RUN };
    assert_eq!(
        simulate(&plain(), run, &stop),
        Err(StationsError::Interrupted)
    );
}
