//! Little's law, J. D. C. Little 1961: customers in line, summed over time, are the waits
//! summed over customers. Exact, not only on average, if the line is empty at both ends.

use crate::queue_model::{Row, SERVICE, Station};
use kervan_engine::{Distribution, EventQueue, Server, SimTime};
use proptest::prelude::proptest;

#[derive(Clone, Copy)]
enum Event {
    Arrival(usize),
    Done,
    Places(usize),
}

proptest! {
    #[test]
    fn the_line_over_time_is_the_waits_over_customers(
        customers in proptest::collection::vec((0_i64..200, 0_i64..60), 1..60),
        places in proptest::collection::vec((0_i64..200, 0_usize..4), 0..5),
    ) {
        let mut queue = EventQueue::new();
        for (customer, (arrival, _)) in customers.iter().enumerate() {
            queue.schedule(SimTime::from_ticks(*arrival), Event::Arrival(customer));
        }
        for (time, number) in &places {
            queue.schedule(SimTime::from_ticks(*time), Event::Places(*number));
        }
        // In the end there is a place, so that everybody is served.
        queue.schedule(SimTime::from_ticks(200), Event::Places(1));

        let mut server = Server::new(1);
        let mut started = vec![None; customers.len()];
        let mut end = SimTime::ZERO;
        while let Some((now, event)) = queue.pop() {
            let starting = match event {
                Event::Arrival(customer) if server.request(now, customer) => vec![customer],
                Event::Arrival(_) => vec![],
                Event::Done => server.release(now).into_iter().collect(),
                Event::Places(number) => server.set_places(now, number),
            };
            for customer in starting {
                assert_eq!(started[customer].replace(now), None);
                queue.schedule(now + customers[customer].1, Event::Done);
            }
            end = now;
        }

        let waits: i64 = customers
            .iter()
            .zip(&started)
            .map(|((arrival, _), start)| start.unwrap() - SimTime::from_ticks(*arrival))
            .sum();
        let services: i64 = customers.iter().map(|(_, service)| service).sum();
        let statistics = server.statistics(end);
        assert_eq!(statistics.queue_time, i128::from(waits));
        assert_eq!(statistics.waited_time, i128::from(waits));
        assert_eq!(statistics.in_use_time, i128::from(services));
        assert_eq!(statistics.granted, customers.len() as u64);
        assert_eq!(statistics.released, customers.len() as u64);
    }
}

#[test]
fn a_long_run_keeps_the_law_up_to_its_ends() {
    // Mean line = rate * mean wait. Seed 3, one run of 200 000 customers; the two sides
    // differ only by those in line at the ends, far below 0.5 %. Not a matter of chance.
    let row = Row {
        between_arrivals: Distribution::exponential(SERVICE / 1.6).unwrap(),
        stations: vec![Station {
            places: 2,
            service: Distribution::gamma(SERVICE, 0.8).unwrap(),
        }],
    };
    let statistics = row.run(3, 0, 1000, 200_000)[0];
    let rate = statistics.granted as f64 / statistics.observed as f64;
    let ratio = rate * statistics.mean_wait() / statistics.mean_line();
    assert!((ratio - 1.0).abs() < 0.005, "{ratio}");
    assert!((statistics.occupancy(2) - 0.8).abs() < 0.02);
}
