//! Several classes with priorities at one station.

use crate::against_theory::{assert_known, assert_known_within, replications};
use crate::model::{constant, exponential, open, servers, stations};
use kervan_engine::{Discipline, Distribution};
use kervan_stations::{Network, Servers, Work};

struct Flow {
    rate: f64,
    service: Distribution,
    mean: f64,
    second_moment: f64,
}

fn exponential_flow(rate: f64, mean: f64) -> Flow {
    Flow {
        rate,
        service: exponential(mean),
        mean,
        second_moment: 2.0 * mean * mean,
    }
}

/// The first flow has the highest priority.
fn network(discipline: Discipline, count: u32, flows: &[Flow]) -> Network {
    let classes = flows.iter().enumerate().map(|(rank, flow)| {
        let mut class = open(
            &format!("rank {rank}"),
            exponential(1.0 / flow.rate),
            vec![0],
        );
        class.priority = -(rank as i32);
        class
    });
    Network {
        stations: stations([Work::Servers(Servers {
            discipline,
            service: flows.iter().map(|flow| flow.service.clone()).collect(),
            ..servers(count, constant(1.0))
        })]),
        classes: classes.collect(),
    }
}

/// Loads of the ranks above, without and with the own.
fn loads_above(flows: &[Flow]) -> Vec<(f64, f64)> {
    let mut sum = 0.0;
    let mut loads = Vec::new();
    for flow in flows {
        let above = sum;
        sum += flow.rate * flow.mean;
        loads.push((above, sum));
    }
    loads
}

fn examples() -> [Vec<Flow>; 2] {
    [
        vec![exponential_flow(0.3, 1.0), exponential_flow(0.25, 2.0)],
        vec![
            exponential_flow(0.2, 1.0),
            Flow {
                rate: 0.2,
                service: constant(1.5),
                mean: 1.5,
                second_moment: 2.25,
            },
            Flow {
                rate: 0.4,
                service: Distribution::erlang(3, 0.75).unwrap(),
                mean: 0.75,
                second_moment: 0.75 * 0.75 * 4.0 / 3.0,
            },
        ],
    ]
}

#[test]
fn the_urgent_go_first_but_wait_for_the_end_of_service() {
    // A. Cobham, Priority assignment in waiting line problems, 1954: half the sum of rate times
    // second moment, over (1 - load above) (1 - load above with the own).
    for flows in examples() {
        let seen = replications(&network(Discipline::Priority, 1, &flows), 80_000.0);
        let residual: f64 = flows
            .iter()
            .map(|flow| flow.rate * flow.second_moment / 2.0)
            .sum();
        for (rank, (above, with_own)) in loads_above(&flows).into_iter().enumerate() {
            let wait = residual / ((1.0 - above) * (1.0 - with_own));
            let flow = &flows[rank];
            let case = |quantity: &str| format!("rank {rank} of {}: {quantity}", flows.len());
            assert_known(&seen, &case("wait"), wait, |seen| {
                seen.by_class[0][rank].mean_wait
            });
            assert_known(&seen, &case("time"), wait + flow.mean, |seen| {
                seen.passages[rank].mean_time
            });
            assert_known(&seen, &case("line"), flow.rate * wait, |seen| {
                seen.by_class[0][rank].mean_line
            });
            assert_known(&seen, &case("work"), flow.rate * flow.mean, |seen| {
                seen.by_class[0][rank].utilisation
            });
        }
    }
}

#[test]
fn priorities_at_several_servers() {
    // The same with exponential service of one mean at c servers: (Erlang C) / (c / mean) in
    // place of the residual. c = 2, load 0.8: C = 0.7111.
    let flows = [exponential_flow(0.6, 1.0), exponential_flow(1.0, 1.0)];
    let seen = replications(&network(Discipline::Priority, 2, &flows), 60_000.0);
    let residual = 0.711_111_111_111_111_2 / 2.0;
    for (rank, wait) in [
        residual / (1.0 - 0.3),
        residual / ((1.0 - 0.3) * (1.0 - 0.8)),
    ]
    .into_iter()
    .enumerate()
    {
        assert_known(&seen, &format!("rank {rank}"), wait, |seen| {
            seen.by_class[0][rank].mean_wait
        });
    }
}

#[test]
fn the_urgent_interrupt_and_the_others_go_on_later() {
    // Preemptive resume (L. Kleinrock, Queueing Systems 2, 1976): mean / (1 - load above) +
    // half the sum over the ranks down to the own / ((1 - load above) (1 - with the own)).
    for flows in examples() {
        let seen = replications(&network(Discipline::PreemptiveResume, 1, &flows), 80_000.0);
        let mut residual = 0.0;
        for (rank, (above, with_own)) in loads_above(&flows).into_iter().enumerate() {
            let flow = &flows[rank];
            residual += flow.rate * flow.second_moment / 2.0;
            // From arrival to the first start, and from there to the end.
            let wait = residual / ((1.0 - above) * (1.0 - with_own));
            let completion = flow.mean / (1.0 - above);
            let case = |quantity: &str| format!("rank {rank} of {}: {quantity}", flows.len());
            assert_known(&seen, &case("time"), wait + completion, |seen| {
                seen.by_class[0][rank].mean_time
            });
            assert_known(&seen, &case("wait"), wait, |seen| {
                seen.by_class[0][rank].mean_wait
            });
            assert_known(&seen, &case("completion"), completion, |seen| {
                seen.by_class[0][rank].mean_time - seen.by_class[0][rank].mean_wait
            });
            // Interrupted is waiting.
            let line = flow.rate * (wait + completion - flow.mean);
            assert_known(&seen, &case("line"), line, |seen| {
                seen.by_class[0][rank].mean_line
            });
        }
    }
}

#[test]
fn the_interrupted_start_again_with_the_same_service() {
    // From the first start to the end: an attempt succeeds once a gap between urgent arrivals is
    // longer than the service S; (E exp(rate S) - 1) (1 / rate + urgent busy period). For fixed
    // S = s it is exp(rate s), for exponential service 1 / (1 - rate mean).
    let (rate, urgent) = (0.3, 0.8);
    let busy_period = urgent / (1.0 - rate * urgent);
    for (service, mean, growth, widest) in [
        (constant(1.5), 1.5, libm::exp(rate * 1.5), 0.05),
        (exponential(0.8), 0.8, 1.0 / (1.0 - rate * 0.8), 0.08),
    ] {
        let flows = [
            exponential_flow(rate, urgent),
            Flow {
                rate: 0.1,
                service,
                mean,
                second_moment: f64::NAN,
            },
        ];
        let seen = replications(&network(Discipline::PreemptiveRepeat, 1, &flows), 150_000.0);
        let completion = (growth - 1.0) * (1.0 / rate + busy_period);
        assert_known_within(widest, &seen, "completion", completion, |seen| {
            seen.by_class[0][1].mean_time - seen.by_class[0][1].mean_wait
        });
        // Work at it, in vain or not: the same without the busy periods.
        let work = 0.1 * (growth - 1.0) / rate;
        assert_known_within(widest, &seen, "work", work, |seen| {
            seen.by_class[0][1].utilisation
        });
        // The urgent do not notice: M/M/1 of their own.
        assert_known(&seen, "urgent", busy_period, |seen| {
            seen.by_class[0][0].mean_time
        });
    }
}

#[test]
fn priorities_do_not_count_where_the_first_come_first() {
    // Both wait as long: M/G/1 at load 0.8 with all services together.
    let [flows, _] = examples();
    let seen = replications(&network(Discipline::FirstCome, 1, &flows), 80_000.0);
    let residual: f64 = flows
        .iter()
        .map(|flow| flow.rate * flow.second_moment / 2.0)
        .sum();
    for rank in 0..2 {
        assert_known(&seen, "wait", residual / 0.2, |seen| {
            seen.by_class[0][rank].mean_wait
        });
    }
}
