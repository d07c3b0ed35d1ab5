//! Customers that arrive together, and customers that are served together.

use crate::against_theory::{assert_known, replications};
use crate::model::{exponential, servers, single};
use kervan_engine::Distribution;
use kervan_stations::{Network, Servers, Source};

fn with_batches(mut network: Network, batch: Distribution) -> Network {
    if let Source::Open { batch: old, .. } = &mut network.classes[0].source {
        *old = batch;
    }
    network
}

#[test]
fn groups_wait_longer_than_single_customers() {
    // M^X/M/1: load / (1 - load) * (X2 + X) / (2 X), X one or three: 5 and 2; load 0.6. Nobody
    // is there for a share 1 - load of time.
    let batch = Distribution::empirical(vec![1.0, 3.0], vec![1.0, 1.0]).unwrap();
    let network = with_batches(single(0.3, servers(1, exponential(1.0))), batch);
    let seen = replications(&network, 100_000.0);
    let number = 0.6 / 0.4 * 7.0 / 4.0;
    assert_known(&seen, "number", number, |seen| seen.stations[0].mean_number);
    assert_known(&seen, "time", number / 0.6, |seen| {
        seen.stations[0].mean_time
    });
    assert_known(&seen, "rate", 0.6, |seen| seen.stations[0].arrival_rate);
    assert_known(&seen, "empty", 0.4, |seen| seen.stations[0].share_empty);
}

#[test]
fn a_server_that_takes_several_starts_with_whoever_waits() {
    // M/M(1,b)/1 (N. T. J. Bailey 1954; M. F. Neuts 1967 with a = 1). While it works, n wait with
    // chance q x^n, x in (0, 1) the root of m x^(b + 1) - (l + m) x + l; idle with chance q m / l.
    for (rate, together) in [(1.6, 2), (3.0, 4)] {
        let together_power = i32::try_from(together).unwrap() + 1;
        let mut x = 0.5_f64;
        for _ in 0..2000 {
            x = (rate + x.powi(together_power)) / (rate + 1.0);
        }
        let q = 1.0 / (1.0 / rate + 1.0 / (1.0 - x));
        let line = q * x / ((1.0 - x) * (1.0 - x));
        let network = single(
            rate,
            Servers {
                together,
                ..servers(1, exponential(1.0))
            },
        );
        let seen = replications(&network, 30_000.0);
        assert_known(&seen, "line", line, |seen| seen.stations[0].mean_line);
        assert_known(&seen, "wait", line / rate, |seen| {
            seen.stations[0].mean_wait
        });
        assert_known(&seen, "work", 1.0 - q / rate, |seen| {
            seen.stations[0].utilisation
        });
        assert_known(&seen, "time", line / rate + 1.0, |seen| {
            seen.stations[0].mean_time
        });
    }
}

#[test]
fn those_who_come_together_can_be_served_together() {
    // Three come together and three are served together: each group is one customer of M/M/1.
    let batch = Distribution::constant(3.0).unwrap();
    let network = with_batches(
        single(
            0.5,
            Servers {
                together: 3,
                ..servers(1, exponential(1.0))
            },
        ),
        batch,
    );
    let seen = replications(&network, 100_000.0);
    assert_known(&seen, "time", 2.0, |seen| seen.stations[0].mean_time);
    assert_known(&seen, "throughput", 1.5, |seen| seen.stations[0].throughput);
    assert_known(&seen, "work", 0.5, |seen| seen.stations[0].utilisation);
}
