//! One station, first come, first served.

use crate::against_theory::{assert_known, assert_known_within, replications};
use crate::model::{constant, exponential, open, servers, single, stations};
use kervan_engine::Distribution;
use kervan_stations::{Network, Servers, Work};

#[test]
fn random_arrivals_and_service_at_one_or_several_servers() {
    // Rate, servers, chance to wait, mean line, chance of nobody (0: not asked); service 1.
    // Cases `queueing-basics`: mmc-* and table-18.4-*.
    for (rate, count, waits, line, empty, length) in [
        (0.5, 1, 0.5, 0.5, 0.5, 40_000.0),
        (0.9, 1, 0.9, 8.1, 0.1, 200_000.0),
        (
            3.0,
            4,
            0.509_433_962_264_150_9,
            1.528_301_886_792_453,
            0.037_735_849,
            25_000.0,
        ),
        (
            1.6,
            2,
            0.711_111_111_111_111_2,
            2.844_444_444_444_446,
            0.0,
            60_000.0,
        ),
        (
            2.8,
            5,
            0.0,
            0.241_202_331_574_017_4,
            0.058_141_992,
            15_000.0,
        ),
    ] {
        let network = single(rate, servers(count, exponential(1.0)));
        let seen = replications(&network, length);
        let case = |quantity: &str| format!("M/M/{count} at {rate}: {quantity}");
        let wait = line / rate;
        assert_known(&seen, &case("mean line"), line, |seen| {
            seen.stations[0].mean_line
        });
        assert_known(&seen, &case("mean wait"), wait, |seen| {
            seen.stations[0].mean_wait
        });
        assert_known(&seen, &case("mean time"), wait + 1.0, |seen| {
            seen.stations[0].mean_time
        });
        assert_known(&seen, &case("passage"), wait + 1.0, |seen| {
            seen.passages[0].mean_time
        });
        assert_known(&seen, &case("mean number"), line + rate, |seen| {
            seen.stations[0].mean_number
        });
        assert_known(&seen, &case("number inside"), line + rate, |seen| {
            seen.passages[0].mean_number
        });
        assert_known(
            &seen,
            &case("utilisation"),
            rate / f64::from(count),
            |seen| seen.stations[0].utilisation,
        );
        assert_known(&seen, &case("throughput"), rate, |seen| {
            seen.stations[0].throughput
        });
        if waits > 0.0 {
            assert_known(&seen, &case("waited"), waits, |seen| {
                seen.stations[0].share_waited
            });
        }
        if empty > 0.0 {
            assert_known(&seen, &case("empty"), empty, |seen| {
                seen.stations[0].share_empty
            });
        }
    }
}

#[test]
fn the_time_at_one_server_is_exponential() {
    // M/M/1 at 0.7: the time is exponential of mean 1 / 0.3, the wait longer than x has chance
    // 0.7 exp(-0.3 x).
    let seen = replications(&single(0.7, servers(1, exponential(1.0))), 100_000.0);
    let mean = 1.0 / 0.3;
    assert_known(&seen, "deviation", mean, |seen| {
        seen.stations[0].deviation_of_time
    });
    assert_known(&seen, "deviation", mean, |seen| {
        seen.passages[0].deviation_of_time
    });
    for p in [0.1, 0.5, 0.9, 0.99] {
        let known = -mean * libm::log(1.0 - p);
        assert_known(&seen, "quantile", known, |seen| {
            seen.stations[0].time.quantile(p)
        });
        assert_known(&seen, "quantile", known, |seen| {
            seen.passages[0].time.quantile(p)
        });
    }
    for x in [0.0, 1.0, 5.0] {
        let known = 0.7 * libm::exp(-0.3 * x);
        assert_known(&seen, "waits longer", known, |seen| {
            seen.stations[0].wait.share_longer_than(x)
        });
    }
    // 70 % do not wait longer than ln(7/3) / 0.3.
    let known = libm::log(0.7 / 0.3) / 0.3;
    assert_known(&seen, "quantile of wait", known, |seen| {
        seen.stations[0].wait.quantile(0.7)
    });
}

#[test]
fn a_full_station_loses_customers() {
    // Rate, service, servers, room; chance of nobody and of being lost, mean number, mean line.
    // Cases `queueing-basics`: mm3-7, mm4-6, mm2-5.
    for (rate, service, count, room, empty, lost, number, line, length) in [
        (
            40.0,
            1.0 / 30.0,
            3,
            7,
            0.255_036_877_675_725,
            0.003_931_315_238_981_447,
            1.454_937_922_939_119,
            0.126_846_343_257_760_8,
            2_000.0,
        ),
        (
            50.0,
            0.1,
            4,
            6,
            0.007_214_112_607_788_988,
            0.293_542_993_480_997_2,
            4.354_205_414_341_806,
            0.821_920_381_746_792,
            2_000.0,
        ),
        (
            3.0,
            0.5,
            2,
            5,
            0.179_334_500_875_656_75,
            0.085_113_835_376_532_4,
            2.005_954_465_849_387,
            0.633_625_218_914_185_7,
            8_000.0,
        ),
    ] {
        let network = single(
            rate,
            Servers {
                room: Some(room),
                ..servers(count, exponential(service))
            },
        );
        let seen = replications(&network, length);
        let throughput = rate * (1.0 - lost);
        let case = |quantity: &str| format!("M/M/{count}/{room} at {rate}: {quantity}");
        assert_known(&seen, &case("empty"), empty, |seen| {
            seen.stations[0].share_empty
        });
        assert_known_within(0.1, &seen, &case("lost"), lost, |seen| {
            seen.stations[0].share_lost
        });
        assert_known_within(0.1, &seen, &case("lost"), lost, |seen| {
            seen.passages[0].share_lost
        });
        assert_known(&seen, &case("came"), rate, |seen| {
            seen.stations[0].arrival_rate
        });
        assert_known(&seen, &case("throughput"), throughput, |seen| {
            seen.stations[0].throughput
        });
        assert_known(&seen, &case("mean number"), number, |seen| {
            seen.stations[0].mean_number
        });
        assert_known(&seen, &case("mean line"), line, |seen| {
            seen.stations[0].mean_line
        });
        assert_known(&seen, &case("mean time"), number / throughput, |seen| {
            seen.stations[0].mean_time
        });
        assert_known(&seen, &case("mean wait"), line / throughput, |seen| {
            seen.stations[0].mean_wait
        });
    }
}

#[test]
fn without_a_line_the_lost_share_feels_only_the_mean_of_service() {
    // Erlang B, cases `queueing-basics`; and again with lognormal service.
    for (load, count, lost, length) in [
        (20.0, 25, 0.050_221_777_890_794_6, 2_000.0),
        (10.0, 10, 0.214_582_343_107_347_36, 1_000.0),
        (0.5, 3, 0.012_658_227_848_101_267, 80_000.0),
    ] {
        let lognormal = Distribution::lognormal(1.0, 0.8).unwrap();
        for service in [exponential(1.0), lognormal] {
            let network = single(
                load,
                Servers {
                    room: Some(count),
                    ..servers(count, service)
                },
            );
            let seen = replications(&network, length);
            assert_known_within(
                0.06,
                &seen,
                &format!("lost of {load} at {count}"),
                lost,
                |seen| seen.stations[0].share_lost,
            );
        }
    }
}

#[test]
fn any_service_at_one_server() {
    // Pollaczek and Khinchine: rate * second moment / (2 (1 - load)); mean of all services 1.
    // Second moments by hand; normal cut at 4 deviations on both sides: variance less
    // 8 phi(4) / 0.999937 of it.
    let second_moments = [
        (constant(1.0), 1.0),
        (exponential(1.0), 2.0),
        (Distribution::erlang(2, 1.0).unwrap(), 1.5),
        (Distribution::erlang(20, 1.0).unwrap(), 1.05),
        (Distribution::uniform(0.0, 2.0).unwrap(), 4.0 / 3.0),
        (Distribution::triangular(0.0, 1.0, 2.0).unwrap(), 7.0 / 6.0),
        (
            Distribution::normal_between(1.0, 0.25, 0.0, 2.0).unwrap(),
            1.062_433_08,
        ),
        // sigma^2 = ln 3.
        (
            Distribution::lognormal(1.0, 1.048_147_073_968_204_9).unwrap(),
            3.0,
        ),
        (Distribution::gamma(1.0, 0.5).unwrap(), 3.0),
        // Scale 2 / sqrt(pi), so that the mean is 1; second moment 4 / pi.
        (
            Distribution::weibull(std::f64::consts::FRAC_2_SQRT_PI, 2.0).unwrap(),
            4.0 / std::f64::consts::PI,
        ),
        (
            Distribution::empirical(vec![0.5, 2.5], vec![3.0, 1.0]).unwrap(),
            1.75,
        ),
        // Balanced means: squared variation 2.
        (
            Distribution::mixture(
                vec![0.788_675_134_594_812_9, 0.211_324_865_405_187_1],
                vec![
                    exponential(0.633_974_596_215_561_4),
                    exponential(2.366_025_403_784_439),
                ],
            )
            .unwrap(),
            3.0,
        ),
    ];
    for (service, second_moment) in second_moments {
        let case = format!("{service:?}");
        let seen = replications(&single(0.7, servers(1, service)), 40_000.0);
        let wait = 0.7 * second_moment / (2.0 * 0.3);
        assert_known_within(0.08, &seen, &case, wait, |seen| seen.stations[0].mean_wait);
        assert_known(&seen, &case, 0.7, |seen| seen.stations[0].utilisation);
    }
}

#[test]
fn regular_arrivals_wait_less() {
    // D/M/1: a share s with s = exp(-(1 - s) / load) waits; mean wait s / (1 - s).
    let mut s = 0.5;
    for _ in 0..200 {
        s = libm::exp(-(1.0 - s) / 0.8);
    }
    let network = Network {
        stations: stations([Work::Servers(servers(1, exponential(1.0)))]),
        classes: vec![open("customers", constant(1.25), vec![0])],
    };
    let seen = replications(&network, 60_000.0);
    assert_known(&seen, "waited", s, |seen| seen.stations[0].share_waited);
    assert_known(&seen, "mean wait", s / (1.0 - s), |seen| {
        seen.stations[0].mean_wait
    });
}

#[test]
fn what_is_known_to_the_tick_is_exact() {
    // A customer every 5, served for 3: never a wait, no deviation, three fifths at work.
    let network = Network {
        stations: stations([Work::Servers(servers(1, constant(3.0)))]),
        classes: vec![open("customers", constant(5.0), vec![0])],
    };
    let seen = &replications(&network, 1000.0)[0];
    let station = &seen.stations[0];
    assert_eq!((station.mean_wait, station.mean_time), (0.0, 3.0));
    assert_eq!(
        (station.deviation_of_time, station.time.quantile(0.9)),
        (0.0, 3.0)
    );
    assert_eq!((station.utilisation, station.share_empty), (0.6, 0.4));
    assert_eq!((station.throughput, station.share_waited), (0.2, 0.0));
    assert_eq!((seen.time, seen.passages[0].mean_number), (1000.0, 0.6));
}
