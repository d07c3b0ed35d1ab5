//! Simulated waits against closed forms.
//!
//! Every test: seed 1, 30 replications, warm-up of 3000 customers each, 99.9 % interval by
//! Student's t over the replications. The interval must hold the true mean wait, and its
//! half-width must be at most 5 % of it. For a seed taken at random each interval misses
//! the truth with chance 1/1000; for this seed the outcome never changes.

use crate::queue_model::{Row, SERVICE, Station};
use kervan_engine::{Distribution, Interval, student_interval};

/// Mean waits at each station, in mean services of the row.
fn mean_waits(row: &Row, customers: u32) -> Vec<Interval> {
    let replications: Vec<Vec<f64>> = (0..30)
        .map(|replication| {
            row.run(1, replication, 3000, customers)
                .iter()
                .map(|statistics| statistics.mean_wait() / SERVICE)
                .collect()
        })
        .collect();
    (0..row.stations.len())
        .map(|station| {
            let waits: Vec<f64> = replications.iter().map(|waits| waits[station]).collect();
            student_interval(&waits, 0.999).unwrap()
        })
        .collect()
}

fn one_station(load: f64, places: usize, service: Distribution) -> Row {
    let between = SERVICE / (load * places as f64);
    Row {
        between_arrivals: Distribution::exponential(between).unwrap(),
        stations: vec![Station { places, service }],
    }
}

fn assert_holds(interval: Interval, theory: f64) {
    assert!(interval.covers(theory), "{theory} is not in {interval:?}");
    assert!(
        interval.halfwidth <= 0.05 * theory,
        "{interval:?} is too wide for {theory}"
    );
}

#[test]
fn random_service_at_one_place() {
    // M/M/1 at load 0.8: load / (1 - load) = 4 (Erlang).
    let row = one_station(0.8, 1, Distribution::exponential(SERVICE).unwrap());
    assert_holds(mean_waits(&row, 80_000)[0], 4.0);
}

#[test]
fn random_service_at_four_places() {
    // M/M/4 with three customers per service: Erlang's C = 27/53 = 0.509434, divided by
    // 4 - 3 services.
    let row = one_station(0.75, 4, Distribution::exponential(SERVICE).unwrap());
    assert_holds(mean_waits(&row, 60_000)[0], 27.0 / 53.0);
}

#[test]
fn fixed_service_at_one_place() {
    // M/D/1 at load 0.8: load / (2 (1 - load)) = 2 (Pollaczek and Khinchine).
    let row = one_station(0.8, 1, Distribution::constant(SERVICE).unwrap());
    assert_holds(mean_waits(&row, 40_000)[0], 2.0);
}

#[test]
fn berths_with_service_in_two_phases() {
    // M/E2/2 at load 0.7: 0.7286, from the exact solution of the Markov chain, as printed
    // in handbooks of port planning (UNCTAD, Port Development, annex).
    let row = one_station(0.7, 2, Distribution::erlang(2, SERVICE).unwrap());
    assert_holds(mean_waits(&row, 40_000)[0], 0.7286);
}

#[test]
fn two_stations_in_a_row() {
    // What leaves an M/M/1 is Poisson again (P. J. Burke 1956), so each station waits as
    // if alone: loads 0.6 and 0.8, services 0.75 and 1: 0.75 * 1.5 = 1.125, and 4.
    let row = Row {
        between_arrivals: Distribution::exponential(SERVICE / 0.8).unwrap(),
        stations: [0.75, 1.0]
            .map(|service| Station {
                places: 1,
                service: Distribution::exponential(SERVICE * service).unwrap(),
            })
            .into(),
    };
    let waits = mean_waits(&row, 80_000);
    assert_holds(waits[0], 1.125);
    assert_holds(waits[1], 4.0);
}
