//! Servers that break down.

use crate::against_theory::{assert_known, replications};
use crate::model::{constant, exponential, servers, single};
use kervan_engine::Distribution;
use kervan_stations::{Breakdowns, Network, Servers};

fn failing(rate: f64, count: u32, service: Distribution, breakdowns: Breakdowns) -> Network {
    single(
        rate,
        Servers {
            breakdowns: Some(breakdowns),
            ..servers(count, service)
        },
    )
}

#[test]
fn a_server_that_fails_only_at_work() {
    // B. Avi-Itzhak and P. Naor, Some queuing problems with the service station subject to
    // breakdown, 1963: M/G/1 with the time from start to end in place of the service. Failures
    // at rate f of work, repairs R: mean S (1 + f R), second moment S2 (1 + f R)^2 + S f R2.
    let (rate, up, down) = (0.5, 5.0, 2.0);
    for (service, second_moment) in [(exponential(1.0), 2.0), (constant(1.0), 1.0)] {
        for (repair, repair_squared) in [(exponential(down), 8.0), (constant(down), 4.0)] {
            let breakdowns = Breakdowns {
                up: exponential(up),
                down: repair,
                while_working: true,
                repeat: false,
            };
            let seen = replications(&failing(rate, 1, service.clone(), breakdowns), 80_000.0);
            let longer = 1.0 + down / up;
            let completion_squared = second_moment * longer * longer + repair_squared / up;
            let wait = rate * completion_squared / (2.0 * (1.0 - rate * longer));
            assert_known(&seen, "wait", wait, |seen| seen.stations[0].mean_wait);
            assert_known(&seen, "time", wait + longer, |seen| {
                seen.stations[0].mean_time
            });
            assert_known(&seen, "work", rate, |seen| seen.stations[0].utilisation);
            // Interrupted is waiting.
            let line = rate * (wait + longer - 1.0);
            assert_known(&seen, "line", line, |seen| seen.stations[0].mean_line);
        }
    }
}

#[test]
fn a_server_that_fails_at_any_time() {
    // The same source. M/M/1 that fails at rate f and is repaired at rate r, working or not,
    // from the generating functions of the number while up and while down:
    // (l + f l / r + f l^2 / r^2) / (m - l (1 + f / r)) + r / (r + f) f l / r^2.
    let (l, m, f, r) = (0.5, 1.0, 0.1, 0.4);
    let breakdowns = Breakdowns {
        up: exponential(1.0 / f),
        down: exponential(1.0 / r),
        while_working: false,
        repeat: false,
    };
    let seen = replications(&failing(l, 1, exponential(1.0 / m), breakdowns), 120_000.0);
    let number = (l + f * l / r + f * l * l / (r * r)) / (m - l * (1.0 + f / r))
        + r / (r + f) * f * l / (r * r);
    assert_known(&seen, "number", number, |seen| seen.stations[0].mean_number);
    assert_known(&seen, "time", number / l, |seen| seen.stations[0].mean_time);
    assert_known(&seen, "work", l / m, |seen| seen.stations[0].utilisation);
}

#[test]
fn what_one_server_dropped_another_takes_up() {
    // I. L. Mitrany and B. Avi-Itzhak, A many-server queue with service interruptions, 1968:
    // M/M/2, each server failing at any time. The chain of (number, servers up) is solved here
    // by sweeping over it until nothing moves; 150 customers are as good as no limit.
    const MOST: usize = 150;
    let (l, m, f, r) = (0.9, 1.0, 0.1, 0.3);
    let mut chance = vec![[1.0_f64; 3]; MOST + 1];
    for _ in 0..4000 {
        for number in 0..=MOST {
            for up in 0..3_usize {
                let busy = |number: usize, up: usize| number.min(up) as f64 * m;
                let mut into = 0.0;
                if number > 0 {
                    into += chance[number - 1][up] * l;
                }
                if number < MOST {
                    into += chance[number + 1][up] * busy(number + 1, up);
                }
                if up > 0 {
                    into += chance[number][up - 1] * (3 - up) as f64 * r;
                }
                if up < 2 {
                    into += chance[number][up + 1] * (up + 1) as f64 * f;
                }
                let arrivals = if number < MOST { l } else { 0.0 };
                let out = arrivals + busy(number, up) + up as f64 * f + (2 - up) as f64 * r;
                chance[number][up] = into / out;
            }
        }
    }
    let whole: f64 = chance.iter().flatten().sum();
    let counted = chance.iter().enumerate();
    let number = counted
        .map(|(number, states)| number as f64 * states.iter().sum::<f64>())
        .sum::<f64>()
        / whole;

    let breakdowns = Breakdowns {
        up: exponential(1.0 / f),
        down: exponential(1.0 / r),
        while_working: false,
        repeat: false,
    };
    let seen = replications(&failing(l, 2, exponential(1.0 / m), breakdowns), 80_000.0);
    assert_known(&seen, "number", number, |seen| seen.stations[0].mean_number);
}

#[test]
fn fixed_work_that_starts_again_after_each_failure() {
    // From the first start to the end: (exp(f s) - 1) (1 / f + R), as for an urgent class; the
    // way of a long job without checkpoints. While working or always, failures at work are as
    // frequent.
    let (f, s, down) = (0.2, 3.0, 2.0);
    for while_working in [true, false] {
        let breakdowns = Breakdowns {
            up: exponential(1.0 / f),
            down: exponential(down),
            while_working,
            repeat: true,
        };
        let seen = replications(&failing(0.05, 1, constant(s), breakdowns), 300_000.0);
        let completion = (libm::exp(f * s) - 1.0) * (1.0 / f + down);
        assert_known(&seen, "completion", completion, |seen| {
            seen.stations[0].mean_time - seen.stations[0].mean_wait
        });
        let work = 0.05 * (libm::exp(f * s) - 1.0) / f;
        assert_known(&seen, "work", work, |seen| seen.stations[0].utilisation);
    }
}
