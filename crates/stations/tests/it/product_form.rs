//! Networks whose stations are as if alone: J. R. Jackson 1957, and Baskett, Chandy, Muntz and
//! Palacios 1975.

use crate::against_theory::{assert_known, replications};
use crate::model::{by_visits, exponential, open, servers, stations};
use kervan_engine::Distribution;
use kervan_stations::{Class, Network, Routing, Servers, Source, Work};

fn exponential_stations(services: &[f64]) -> Vec<Work> {
    let service = services.iter();
    service
        .map(|&service| Work::Servers(servers(1, exponential(service))))
        .collect()
}

#[test]
fn an_open_network_by_chances() {
    // Bolch and others, example 7.4.
    let mut class = open("jobs", exponential(0.25), vec![]);
    class.entry = vec![(3, 1.0)];
    class.routing = Routing::Chances(vec![
        vec![0.0, 0.5, 0.5, 0.0],
        vec![1.0, 0.0, 0.0, 0.0],
        vec![0.6, 0.0, 0.0, 0.0],
        vec![1.0, 0.0, 0.0, 0.0],
    ]);
    let network = Network {
        stations: stations(exponential_stations(&[0.04, 0.03, 0.06, 0.05])),
        classes: vec![class],
    };
    let seen = replications(&network, 10_000.0);
    let known = [
        (20.0, 4.0, 0.2),
        (10.0, 3.0 / 7.0, 0.3 / 7.0),
        (10.0, 1.5, 0.15),
        (4.0, 0.25, 0.0625),
    ];
    for (station, (throughput, number, time)) in known.into_iter().enumerate() {
        let case = format!("station {station}");
        assert_known(&seen, &case, throughput, |seen| {
            seen.stations[station].throughput
        });
        assert_known(&seen, &case, number, |seen| {
            seen.stations[station].mean_number
        });
        assert_known(&seen, &case, time, |seen| seen.stations[station].mean_time);
    }
    let whole = known.iter().map(|known| known.1).sum::<f64>();
    assert_known(&seen, "passage", whole / 4.0, |seen| {
        seen.passages[0].mean_time
    });
}

#[test]
fn an_open_network_by_visits() {
    // Lazowska and others 1984, p. 113; ten times as long and a tenth as often, which changes
    // nothing but the number of events.
    let (entry, routing) = by_visits(&[12.1, 7.0, 5.0]);
    let class = Class {
        entry,
        routing,
        ..open("jobs", exponential(1.0 / 0.3), vec![])
    };
    let network = Network {
        stations: stations(exponential_stations(&[0.05, 0.3, 0.27])),
        classes: vec![class],
    };
    let seen = replications(&network, 30_000.0);
    let known = [
        (0.1815, 0.221_747_098_350_641_4),
        (0.63, 1.702_702_702_702_702_6),
        (0.405, 0.680_672_268_907_563),
    ];
    for (station, (utilisation, number)) in known.into_iter().enumerate() {
        assert_known(&seen, "work", utilisation, |seen| {
            seen.stations[station].utilisation
        });
        assert_known(&seen, "number", number, |seen| {
            seen.stations[station].mean_number
        });
    }
}

/// Work, name, where it goes.
fn closed(name: &str, population: u32, visits: &[f64]) -> Class {
    let (entry, routing) = by_visits(visits);
    Class {
        name: name.into(),
        source: Source::Closed { population },
        priority: 0,
        entry,
        routing,
    }
}

#[test]
fn terminals_and_a_computer() {
    // Jain 1991, p. 577: 20 terminals with a think time of 4, one visit each.
    let mut work = vec![Work::Delay(vec![exponential(4.0)])];
    work.extend(exponential_stations(&[0.125, 0.3, 0.2]));
    let network = Network {
        stations: stations(work),
        classes: vec![closed("users", 20, &[1.0, 16.0, 10.0, 5.0])],
    };
    let seen = replications(&network, 8_000.0);
    assert_known(&seen, "cycles", 0.333_246_512_220_576_33, |seen| {
        seen.passages[0].throughput
    });
    let known = [
        (0.373_339_107_078_096_9, 1.990_623_284_949_121),
        (4.854_259_693_196_407, 16.176_651_121_706_275),
        (0.299_921_845_322_430_1, 0.499_739_544_462_295),
    ];
    for (station, (time, number)) in known.into_iter().enumerate() {
        assert_known(&seen, "time", time, |seen| {
            seen.stations[station + 1].mean_time
        });
        assert_known(&seen, "number", number, |seen| {
            seen.stations[station + 1].mean_number
        });
    }
    for seen in &seen {
        // Nobody is ever anywhere else.
        let inside: f64 = seen
            .stations
            .iter()
            .map(|station| station.mean_number)
            .sum();
        assert!((inside - 20.0).abs() < 1e-9, "{inside}");
        assert_eq!(seen.passages[0].mean_number, 20.0);
    }
}

#[test]
fn a_closed_network_without_thinking() {
    // Bolch and others, example 8.3.
    let network = Network {
        stations: stations(exponential_stations(&[0.02, 0.2, 0.4, 0.6])),
        classes: vec![closed("jobs", 6, &[1.0, 0.4, 0.2, 0.1])],
    };
    let seen = replications(&network, 6_000.0);
    assert_known(&seen, "cycles", 9.919_836_337_154_356, |seen| {
        seen.passages[0].throughput
    });
    let known = [
        0.243_615_258_891_940_25,
        2.261_037_791_441_056,
        2.261_037_791_441_056,
        1.234_309_158_225_947_8,
    ];
    for (station, number) in known.into_iter().enumerate() {
        assert_known(&seen, "number", number, |seen| {
            seen.stations[station].mean_number
        });
    }
}

#[test]
fn two_closed_classes_share_two_stations() {
    // Mean value analysis (M. Reiser and S. S. Lavenberg 1980) over all populations up to
    // (3, 2). Service does not depend on the class, thinking and visits do.
    let populations = [3_usize, 2];
    let thinking = [2.0, 5.0];
    let visits = [[1.0, 2.0], [3.0, 0.5]];
    let service = [0.5, 0.8];
    let mut line = [[[0.0_f64; 2]; 3]; 4];
    let (mut throughput, mut number) = ([0.0; 2], [[0.0; 2]; 2]);
    for first in 0..=populations[0] {
        for second in 0..=populations[1] {
            let mut now = [0.0; 2];
            for (class, others) in [
                (0, (first.checked_sub(1), Some(second))),
                (1, (Some(first), second.checked_sub(1))),
            ] {
                let (Some(one), Some(two)) = others else {
                    continue;
                };
                let time: Vec<f64> = (0..2)
                    .map(|station| service[station] * (1.0 + line[one][two][station]))
                    .collect();
                let passage: f64 = (0..2)
                    .map(|station| visits[class][station] * time[station])
                    .sum();
                throughput[class] = [first, second][class] as f64 / (thinking[class] + passage);
                for station in 0..2 {
                    number[class][station] =
                        throughput[class] * visits[class][station] * time[station];
                    now[station] += number[class][station];
                }
            }
            line[first][second] = now;
        }
    }
    let network = Network {
        stations: stations([
            // The time of thinking need not be exponential.
            Work::Delay(vec![
                Distribution::uniform(0.0, 4.0).unwrap(),
                Distribution::gamma(5.0, 0.7).unwrap(),
            ]),
            Work::Servers(Servers {
                service: vec![exponential(service[0]); 2],
                ..servers(1, exponential(1.0))
            }),
            Work::Servers(Servers {
                service: vec![exponential(service[1]); 2],
                ..servers(1, exponential(1.0))
            }),
        ]),
        classes: (0..2)
            .map(|class| {
                let population = populations[class] as u32;
                let name = format!("class {class}");
                closed(
                    &name,
                    population,
                    &[1.0, visits[class][0], visits[class][1]],
                )
            })
            .collect(),
    };
    let seen = replications(&network, 20_000.0);
    for class in 0..2 {
        assert_known(&seen, "cycles", throughput[class], |seen| {
            seen.passages[class].throughput
        });
        for (station, known) in number[class].into_iter().enumerate() {
            assert_known(&seen, "number", known, |seen| {
                seen.by_class[station + 1][class].mean_number
            });
        }
    }
}

#[test]
fn two_open_classes_with_their_own_ways() {
    // Two classes at one service time share a station as one; each goes its own way. Loads:
    // station 0: (0.3 + 0.2) 1, station 1: 0.3 * 2 visits * 0.9, station 2: many servers.
    let network = Network {
        stations: stations([
            Work::Servers(Servers {
                service: vec![exponential(1.0); 2],
                ..servers(1, exponential(1.0))
            }),
            Work::Servers(Servers {
                service: vec![exponential(0.9); 2],
                ..servers(1, exponential(1.0))
            }),
            Work::Delay(vec![exponential(1.0), exponential(7.0)]),
        ]),
        classes: vec![
            open("there and back", exponential(1.0 / 0.3), vec![1, 0, 1]),
            open("slow", exponential(5.0), vec![0, 2]),
        ],
    };
    let seen = replications(&network, 60_000.0);
    let (first, second) = (1.0 / 0.5, 0.9 / (1.0 - 0.54));
    assert_known(&seen, "first", first, |seen| seen.by_class[0][0].mean_time);
    assert_known(&seen, "first", first, |seen| seen.by_class[0][1].mean_time);
    assert_known(&seen, "second", second, |seen| seen.stations[1].mean_time);
    assert_known(&seen, "passage", first + 2.0 * second, |seen| {
        seen.passages[0].mean_time
    });
    assert_known(&seen, "passage", first + 7.0, |seen| {
        seen.passages[1].mean_time
    });
    assert_known(&seen, "delayed", 1.4, |seen| seen.stations[2].utilisation);
}
