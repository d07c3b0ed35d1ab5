//! Departures with limited room, and lines of stations that block each other: the cases
//! `trains-and-lines`.

use crate::against_theory::{assert_known, assert_known_within, replications};
use crate::model::{constant, exponential, open, servers, stations};
use kervan_stations::{Class, Departures, Network, Routing, Servers, Source, WhenFull, Work};

#[test]
fn trains_with_room_for_some() {
    // Rate, headway, room; mean wait, mean number left behind, chance that somebody is.
    for (rate, headway, room, wait, left_behind, leaving_behind, length) in [
        (
            4.0,
            5.0,
            25,
            2.619_338_495_430_122_6,
            0.477_353_981_720_491_4,
            0.141_788_259_122_458_07,
            40_000.0,
        ),
        (
            2.0,
            12.0,
            26,
            7.863_446_038_810_713,
            3.726_892_077_621_424_3,
            0.507_386_712_343_068_6,
            120_000.0,
        ),
        (
            1.5,
            24.0,
            40,
            13.326_836_222_301_14,
            1.990_254_333_451_710_4,
            0.330_666_758_345_824_26,
            120_000.0,
        ),
    ] {
        let network = Network {
            stations: stations([Work::Departures(Departures {
                headway,
                room,
                running: exponential(3.0),
            })]),
            classes: vec![open("units", exponential(1.0 / rate), vec![0])],
        };
        let seen = replications(&network, length);
        assert_known(&seen, "wait", wait, |seen| seen.stations[0].mean_wait);
        assert_known(&seen, "line", wait * rate, |seen| {
            seen.stations[0].mean_line
        });
        assert_known(&seen, "time", wait + 3.0, |seen| seen.stations[0].mean_time);
        assert_known(&seen, "room", rate * headway / f64::from(room), |seen| {
            seen.stations[0].utilisation
        });
        assert_known_within(0.1, &seen, "left behind", left_behind, |seen| {
            seen.stations[0].mean_left_behind
        });
        assert_known_within(0.1, &seen, "leaving behind", leaving_behind, |seen| {
            seen.stations[0].share_leaving_behind
        });
    }
}

#[test]
fn a_timetable_is_kept_to_the_tick() {
    // A headway of a tenth has no exact ticks; the thousandth departure still leaves on time.
    // Customers come at 1.005, 2.01, ...; each waits to the next full tenth.
    let network = Network {
        stations: stations([Work::Departures(Departures {
            headway: 0.1,
            room: 5,
            running: constant(0.25),
        })]),
        classes: vec![open("units", constant(1.005), vec![0])],
    };
    let seen = &replications(&network, 2010.0)[0];
    let waits: f64 = (0..20)
        .map(|n| (100 - 5 * n) % 100)
        .map(f64::from)
        .sum::<f64>()
        / 20.0;
    // Every 20 customers the pattern repeats; those who come on the tenth may just miss it.
    let found = seen.stations[0].mean_wait * 1000.0;
    assert!(
        (found - waits).abs() <= 100.0 / 20.0 + 0.01,
        "{found}, {waits}"
    );
}

/// Stations in a row, the first never starved, with so much room between them.
fn line(rates: &[f64], rooms: &[u32]) -> Network {
    let work = rates.iter().enumerate().map(|(position, rate)| {
        Work::Servers(Servers {
            room: (position > 0).then(|| 1 + rooms[position - 1]),
            when_full: WhenFull::Blocks,
            ..servers(1, exponential(1.0 / rate))
        })
    });
    Network {
        stations: stations(work),
        classes: vec![Class {
            name: "pieces".into(),
            source: Source::Saturated,
            priority: 0,
            entry: vec![],
            routing: Routing::Itinerary((0..rates.len()).collect()),
        }],
    }
}

#[test]
fn lines_that_block_each_other() {
    // G. C. Hunt 1956, F. S. Hillier and R. W. Boling 1967, and the exact chains.
    for (rates, rooms, throughput) in [
        (vec![1.0, 1.0], vec![0], 2.0 / 3.0),
        (vec![1.0, 1.0], vec![1], 0.75),
        (vec![1.0, 1.0], vec![4], 0.857_142_857_142_857_1),
        (vec![1.0, 1.0, 1.0], vec![0, 0], 0.564_102_564_102_564_1),
        (
            vec![1.0, 1.0, 1.0, 1.0],
            vec![0, 0, 0],
            0.514_775_489_318_152_9,
        ),
        (vec![1.0, 2.0], vec![2], 0.967_741_935_483_870_9),
    ] {
        let seen = replications(&line(&rates, &rooms), 20_000.0);
        let case = format!("{rates:?} with {rooms:?}");
        assert_known_within(0.02, &seen, &case, throughput, |seen| {
            seen.passages[0].throughput
        });
        // The first works or is blocked.
        assert_known(&seen, &case, 1.0, |seen| {
            seen.stations[0].utilisation + seen.stations[0].share_blocked
        });
        assert_known(&seen, &case, throughput / rates[0], |seen| {
            seen.stations[0].utilisation
        });
    }
}

#[test]
fn from_outside_it_waits_before_the_network() {
    // M/M/1 with room for two, where the others wait outside: as without a limit.
    let network = Network {
        stations: stations([Work::Servers(Servers {
            room: Some(2),
            when_full: WhenFull::Blocks,
            ..servers(1, exponential(1.0))
        })]),
        classes: vec![open("units", exponential(1.0 / 0.6), vec![0])],
    };
    let seen = replications(&network, 50_000.0);
    assert_known(&seen, "passage", 2.5, |seen| seen.passages[0].mean_time);
    assert_known(&seen, "inside", 1.5, |seen| seen.passages[0].mean_number);
    // Of the number n, at most 2 are at the station: 0.24 + 2 * 0.36.
    assert_known(&seen, "at the station", 0.96, |seen| {
        seen.stations[0].mean_number
    });
    assert_known(&seen, "nobody", 0.4, |seen| seen.stations[0].share_empty);
}
