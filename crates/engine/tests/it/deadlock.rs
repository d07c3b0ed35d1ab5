//! A model that stops while somebody still waits is told who waits for whom.
//!
//! The port: a ship needs the one berth, and keeps it until its boxes stand in the yard. A
//! train needs the yard to put down its boxes for the ship, and keeps those slots until
//! the ship has left with them, for which the ship needs the berth.

use kervan_engine::{EventQueue, Server, SimTime, Store, WaitGraph};

const SHIP: usize = 0;
const TRAIN: usize = 1;
const BERTH: usize = 0;
const YARD: usize = 1;

#[derive(Clone, Copy)]
enum Event {
    TrainArrives,
    ShipArrives,
    ShipUnloads,
    TrainLeaves,
}

struct Port {
    berth: Server<usize>,
    yard: Store,
    /// What each actor waits for.
    waits_for: [Option<usize>; 2],
    holds_yard: [bool; 2],
}

/// Runs until nothing is left to happen; returns whoever never went on.
fn stuck_in_a_port(yard_slots: i64, train_waits_for_berth: bool) -> Option<Vec<(usize, usize)>> {
    let mut port = Port {
        berth: Server::new(1),
        yard: Store::new(yard_slots),
        waits_for: [None; 2],
        holds_yard: [false; 2],
    };
    let mut queue = EventQueue::new();
    queue.schedule(SimTime::from_ticks(1), Event::TrainArrives);
    queue.schedule(SimTime::from_ticks(2), Event::ShipArrives);
    while let Some((now, event)) = queue.pop() {
        match event {
            Event::TrainArrives => {
                assert!(port.yard.take(now, 60));
                port.holds_yard[TRAIN] = true;
            }
            Event::ShipArrives => {
                assert!(port.berth.request(now, SHIP));
                if train_waits_for_berth {
                    assert!(!port.berth.request(now, TRAIN));
                    port.waits_for[TRAIN] = Some(BERTH);
                } else {
                    queue.schedule(now + 10, Event::TrainLeaves);
                }
                queue.schedule(now, Event::ShipUnloads);
            }
            Event::ShipUnloads => {
                if port.yard.take(now, 50) {
                    port.waits_for[SHIP] = None;
                    if port.berth.release(now) == Some(TRAIN) {
                        port.waits_for[TRAIN] = None;
                        queue.schedule(now + 1, Event::TrainLeaves);
                    }
                } else {
                    port.waits_for[SHIP] = Some(YARD);
                }
            }
            Event::TrainLeaves => {
                port.yard.give(now, 60);
                port.holds_yard[TRAIN] = false;
                if port.waits_for[SHIP] == Some(YARD) {
                    queue.schedule(now, Event::ShipUnloads);
                }
            }
        }
    }

    let mut graph = WaitGraph::new(2, 2);
    for actor in [SHIP, TRAIN] {
        if let Some(resource) = port.waits_for[actor] {
            graph.waits_for(actor, resource);
        }
        if port.holds_yard[actor] {
            graph.holds(actor, YARD);
        }
    }
    if port.berth.in_use() > 0 {
        graph.holds(SHIP, BERTH);
    }
    graph.stuck()
}

#[test]
fn ship_and_train_that_need_each_other_are_named() {
    let ring = stuck_in_a_port(100, true);
    assert_eq!(ring, Some(vec![(SHIP, YARD), (TRAIN, BERTH)]));
}

#[test]
fn a_bigger_yard_breaks_the_ring() {
    assert_eq!(stuck_in_a_port(110, true), None);
}

#[test]
fn a_train_that_leaves_by_itself_breaks_the_ring() {
    assert_eq!(stuck_in_a_port(100, false), None);
}
