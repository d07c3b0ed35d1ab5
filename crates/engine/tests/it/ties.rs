//! What happens at one instant happens in the order in which it was scheduled.

use kervan_engine::{EventQueue, Server, SimTime};

fn at(ticks: i64) -> SimTime {
    SimTime::from_ticks(ticks)
}

#[test]
fn what_is_scheduled_during_an_instant_comes_at_its_end() {
    let mut queue = EventQueue::new();
    queue.schedule(at(5), "first");
    queue.schedule(at(5), "second");
    let mut seen = Vec::new();
    while let Some((now, event)) = queue.pop() {
        seen.push(event);
        if event == "first" {
            queue.schedule(now, "consequence of the first");
        }
    }
    assert_eq!(seen, ["first", "second", "consequence of the first"]);
}

#[test]
fn later_scheduling_never_overtakes_even_across_other_times() {
    // Thirty rounds of scheduling over ten instants: each instant keeps the rounds in order.
    let mut queue = EventQueue::new();
    for round in 0..30 {
        for step in 0..10 {
            queue.schedule(at((step * 7 + round) % 10), round);
        }
    }
    let mut last = (at(-1), -1);
    while let Some(next) = queue.pop() {
        assert!(next > last, "{next:?} after {last:?}");
        last = next;
    }
}

#[test]
fn a_place_given_back_and_asked_for_at_one_instant_goes_by_order() {
    // A departure and an arrival both at 10. If the departure was scheduled first, the
    // newcomer finds the place free; if not, it joins the line and gets the place at once.
    #[derive(Clone, Copy)]
    enum Event {
        Arrival,
        Departure,
    }
    let waited = |order: [Event; 2]| {
        let mut server = Server::new(1);
        server.request(at(0), 0);
        let mut queue = EventQueue::new();
        for event in order {
            queue.schedule(at(10), event);
        }
        while let Some((now, event)) = queue.pop() {
            match event {
                Event::Arrival => {
                    server.request(now, 1);
                }
                Event::Departure => {
                    server.release(now);
                }
            }
        }
        let statistics = server.statistics(at(10));
        assert_eq!((server.in_use(), statistics.waited_time), (1, 0));
        statistics.waited
    };
    assert_eq!(waited([Event::Departure, Event::Arrival]), 0);
    assert_eq!(waited([Event::Arrival, Event::Departure]), 1);
}

#[test]
fn a_newcomer_never_passes_the_line() {
    // Two places, one freed at 10 while somebody waits: the place goes to the line, and the
    // newcomer of the same instant stands behind.
    let mut server = Server::new(2);
    for token in ["a", "b", "c"] {
        server.request(at(0), token);
    }
    assert_eq!(server.release(at(10)), Some("c"));
    assert!(!server.request(at(10), "d"));
    assert_eq!(server.release(at(11)), Some("d"));
}
