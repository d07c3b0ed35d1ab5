//! What holds on any single track: every train gets through, and nobody is where another is.

use kervan_simulation::single_track::{PassingLoop, TrainOnLine, Working};
use proptest::prelude::{ProptestConfig, Strategy, any, proptest};

use crate::line_at_work::LineAtWork;

const ONE_BY_ONE: Working = Working {
    crossing_s: 180,
    in_one_go: 1,
    headway_s: None,
};

fn train(id: usize, direction: usize, priority: u8, factor: f64) -> TrainOnLine<usize> {
    TrainOnLine {
        id,
        direction,
        length_m: 800.0,
        priority,
        factor,
    }
}

fn any_loops(count: usize) -> Vec<PassingLoop> {
    vec![
        PassingLoop {
            tracks: 2,
            length_m: None
        };
        count
    ]
}

fn loops() -> impl Strategy<Value = Vec<PassingLoop>> {
    let one =
        (2_u32..6, any::<bool>(), 300.0..1000.0).prop_map(|(tracks, any, longest)| PassingLoop {
            tracks,
            length_m: (!any).then_some(longest),
        });
    proptest::collection::vec(one, 0..8)
}

type Asking = (i64, usize, f64, u8, f64);

/// When, direction, length, priority, factor. Of 120 trains within two days many wait longer
/// than a day, so that others are barred.
fn asking() -> impl Strategy<Value = Vec<Asking>> {
    let one = (
        0_i64..2 * 86_400,
        0_usize..2,
        200.0..1200.0,
        0_u8..4,
        0.5..2.0,
    );
    proptest::collection::vec(one, 1..120)
}

fn run(line: &mut LineAtWork, trains: &[Asking]) {
    for (id, (at_s, direction, length_m, priority, factor)) in trains.iter().enumerate() {
        line.will_ask(
            *at_s,
            TrainOnLine {
                id,
                direction: *direction,
                length_m: *length_m,
                priority: *priority,
                factor: *factor,
            },
        );
    }
    line.run();
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_train_gets_through_and_none_meets_another(
        loops in loops(),
        times in proptest::collection::vec([60.0..3600.0, 60.0..3600.0], 8),
        trains in asking(),
        crossing_s in 0_i64..600,
    ) {
        let blocks = &times[..=loops.len()];
        let working = Working { crossing_s, ..ONE_BY_ONE };
        let mut line = LineAtWork::new(blocks, &loops, working);
        run(&mut line, &trains);
        assert_eq!(line.left.len(), trains.len());
        line.check();
    }

    #[test]
    fn every_train_gets_through_in_goes_too(
        loops in loops(),
        times in proptest::collection::vec([60.0..3600.0, 60.0..3600.0], 8),
        trains in asking(),
        in_one_go in 2_u32..4,
        headway_s in 60_i64..900,
    ) {
        let working = Working { in_one_go, headway_s: Some(headway_s), ..ONE_BY_ONE };
        let mut line = LineAtWork::new(&times[..=loops.len()], &loops, working);
        run(&mut line, &trains);
        assert_eq!(line.left.len(), trains.len());
    }

    #[test]
    fn equal_trains_of_one_direction_keep_their_order(
        loops in loops(),
        times in proptest::collection::vec([60.0..3600.0, 60.0..3600.0], 8),
        trains in asking(),
    ) {
        let trains: Vec<Asking> = trains
            .into_iter()
            .map(|(at_s, direction, _, _, factor)| (at_s, direction, 250.0, 0, factor))
            .collect();
        let mut line = LineAtWork::new(&times[..=loops.len()], &loops, ONE_BY_ONE);
        run(&mut line, &trains);
        for direction in [0, 1] {
            let of_direction = |id: &usize| trains[*id].1 == direction;
            let left: Vec<usize> = line.left.iter().map(|(id, _)| *id).filter(of_direction).collect();
            let mut asked = left.clone();
            asked.sort_by_key(|id| (trains[*id].0, *id));
            assert_eq!(left, asked);
        }
    }
}

#[test]
fn two_trains_cross_as_computed_by_hand() {
    // Three blocks of 30 min up and 40 min down, 3 min to cross. Up starts at 0, down at 0.
    // Up: block 0 from 0 to 30, block 1 from 30 to 60; stands at loop 2 from 60.
    // Down: block 2 from 0 to 40; stands at loop 2 from 40; block 1 is free for it at 63.
    // Block 2 has been free since 43, so up leaves loop 2 at 60 and is through at 90.
    // Down: block 1 from 63 to 103, block 0 from 103 to 143.
    let blocks = [[1800.0, 2400.0]; 3];
    let mut line = LineAtWork::new(&blocks, &any_loops(2), ONE_BY_ONE);
    line.will_ask(0, train(0, 0, 0, 1.0));
    line.will_ask(0, train(1, 1, 0, 1.0));
    line.run();
    line.check();
    let minutes: Vec<(usize, i64, i64)> = line
        .movements
        .iter()
        .map(|movement| {
            (
                movement.id,
                movement.start.ticks() / 60,
                movement.end.ticks() / 60,
            )
        })
        .collect();
    let by_hand = [
        (0, 0, 30),
        (1, 0, 40),
        (0, 30, 60),
        (0, 60, 90),
        (1, 63, 103),
        (1, 103, 143),
    ];
    assert_eq!(minutes, by_hand);
    // Held, crossing time included, up to 146 min: block 0 for 33 and 43, block 1 for 33 and 43,
    // block 2 for 43 and 33 min.
    let statistics = line
        .track
        .statistics(kervan_engine::SimTime::from_ticks(146 * 60));
    assert_eq!(statistics.held_s, vec![76 * 60; 3]);
    assert_eq!(statistics.through, [1, 1]);
}

#[test]
fn a_train_of_higher_priority_overtakes_one_that_waits() {
    // Blocks of 30 min but for the third of 60, 3 min to cross; all trains in one direction.
    // Train 0 from 0: block 2 from 60 to 120, free at 123. Train 1 follows from 33: it stands at
    // loop 2 from 93. Train 2 follows from 66: it stands at loop 1 from 96. At 123 both want
    // block 2, and loop 2 has a track to pass.
    let blocks = [30.0, 30.0, 60.0, 30.0].map(|minutes| [minutes * 60.0; 2]);
    let leaving = |priority: u8| {
        let mut line = LineAtWork::new(&blocks, &any_loops(3), ONE_BY_ONE);
        line.will_ask(0, train(0, 0, 0, 1.0));
        line.will_ask(60, train(1, 0, 0, 1.0));
        line.will_ask(40 * 60, train(2, 0, priority, 1.0));
        line.run();
        line.check();
        let minutes = |(id, time): &(usize, kervan_engine::SimTime)| (*id, time.ticks() / 60);
        line.left.iter().map(minutes).collect::<Vec<_>>()
    };
    // Train 1: block 2 from 123 to 183, then to 213. Train 2: block 1 from 123, block 2 from 186.
    assert_eq!(leaving(0), [(0, 150), (1, 213), (2, 276)]);
    // Train 2: blocks 1 and 2 from 123 to 213, then to 243. Train 1: block 2 from 216.
    assert_eq!(leaving(1), [(0, 150), (2, 243), (1, 306)]);
}

#[test]
fn a_long_train_passes_loops_that_are_too_short() {
    let short = PassingLoop {
        tracks: 2,
        length_m: Some(700.0),
    };
    let mut line = LineAtWork::new(&[[1800.0; 2]; 4], &[short; 3], ONE_BY_ONE);
    // Trains of the other direction stand in all loops or come all the time.
    for id in 0..20 {
        let mut short_train = train(id, 1, 0, 1.0);
        short_train.length_m = 600.0;
        line.will_ask(0, short_train);
    }
    line.will_ask(3600, train(20, 0, 0, 1.0));
    line.run();
    line.check();
    assert_eq!(line.left.len(), 21);
    let long: Vec<_> = line
        .movements
        .iter()
        .filter(|movement| movement.id == 20)
        .collect();
    assert_eq!(long.len(), 1);
    assert_eq!((long[0].from, long[0].to), (0, 4));
    assert_eq!(long[0].end - long[0].start, 4 * 1800);
}

#[test]
fn nobody_waits_for_ever_behind_those_who_go_first() {
    // Trains of the highest priority come from both ends faster than the line takes them. A
    // train of the lowest, too long for any loop, goes after a day of waiting all the same.
    let short = PassingLoop {
        tracks: 2,
        length_m: Some(850.0),
    };
    let mut line = LineAtWork::new(&[[1800.0; 2]; 5], &[short; 4], ONE_BY_ONE);
    const DAYS: i64 = 10;
    for number in 0..(DAYS * 96) {
        line.will_ask(
            number * 900,
            train(number as usize, number as usize % 2, 9, 1.0),
        );
    }
    let mut long = train(100_000, 0, 0, 1.0);
    long.length_m = 1200.0;
    line.will_ask(7200, long);
    line.run();
    line.check();
    let (_, left) = line.left.iter().find(|(id, _)| *id == 100_000).unwrap();
    assert!(left.ticks() < 3 * 86_400, "it left at {left}");
}
