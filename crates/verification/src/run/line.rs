//! A single track: the formula of its cycle, and the machine that works it.

use kervan_engine::{EventQueue, SimTime};
use kervan_simulation::single_track::{
    Answer as Step, Cycle, PassingLoop, SingleTrack, Stage, TrainOnLine, Working,
};

use crate::case::{Expectation, Line};
use crate::quantity::{LineQuantity, Quantity};
use crate::run::Answer;

const DAY_S: i64 = 86_400;
/// Days left out at the start, and days that count.
const WARM_UP_DAYS: i64 = 10;
const DAYS: i64 = 200;
/// Share of the formula that a saturated line must reach.
const LEAST: f64 = 0.98;

/// Answers to everything that is asked of a line.
pub(crate) fn line(line: &Line, expects: &[Expectation]) -> Vec<Answer> {
    let cycle = Cycle::of(
        &line.blocks,
        line.crossing_s,
        line.in_one_go,
        line.headway_s,
    );
    let Some(cycle) = cycle else {
        let none = || Answer::None("the line has no section".to_owned());
        return expects.iter().map(|_| none()).collect();
    };
    let answer = |asked: &Expectation| match &asked.quantity {
        Quantity::Line(LineQuantity::Cycle) => Answer::Number(cycle.cycle_s / 60.0),
        Quantity::Line(LineQuantity::BindingSection) => Answer::Number(cycle.block as f64 + 1.0),
        Quantity::Line(LineQuantity::TrainsADay) => Answer::Number(cycle.trains_per_day),
        Quantity::Line(LineQuantity::SaturatedTrainsADay) => Answer::Reaches {
            found: saturated(line),
            least: LEAST,
            most: rounded(line, cycle),
        },
        _ => Answer::None("it is no quantity of a single track".to_owned()),
    };
    expects.iter().map(answer).collect()
}

/// Share of the formula that whole seconds admit: more than 1 where times are rounded down.
fn rounded(line: &Line, cycle: Cycle) -> f64 {
    let blocks: Vec<[f64; 2]> = line
        .blocks
        .iter()
        .map(|times| times.map(|time| time.round().max(1.0)))
        .collect();
    let (crossing_s, headway_s) = (line.crossing_s.round(), line.headway_s.round());
    Cycle::of(&blocks, crossing_s, line.in_one_go, headway_s).map_or(1.0, |whole| {
        (whole.trains_per_day / cycle.trains_per_day).max(1.0)
    })
}

#[derive(Clone, Copy)]
enum Event {
    Asks(TrainOnLine<u64>),
    Stage(Stage),
}

/// Trains a day through a line with trains waiting at both ends all the time. Loops have a track
/// for each train that comes in one go.
///
/// Counted are whole cycles: from the first train that leaves in the time that counts to the last
/// of the same direction, so that the edges add nothing.
fn saturated(line: &Line) -> f64 {
    let blocks = &line.blocks;
    let working = Working {
        crossing_s: line.crossing_s.round() as i64,
        in_one_go: line.in_one_go,
        headway_s: (line.in_one_go > 1).then_some(line.headway_s.round() as i64),
    };
    let passing = PassingLoop {
        tracks: 2 * working.in_one_go,
        length_m: None,
    };
    let loops = vec![passing; blocks.len().saturating_sub(1)];
    let mut track: SingleTrack<u64> = SingleTrack::new(blocks, &loops, working);
    let mut queue: EventQueue<Event> = EventQueue::new();
    // A train's number tells its direction.
    let mut next = 0_u64;
    let mut train = |direction: u64| {
        next += 2;
        TrainOnLine {
            id: next + direction,
            direction: direction as usize,
            length_m: 1.0,
            priority: 0,
            factor: 1.0,
        }
    };
    for direction in [0, 1] {
        for _ in 0..=working.in_one_go {
            queue.schedule(SimTime::ZERO, Event::Asks(train(direction)));
        }
    }
    let (begin, end) = (WARM_UP_DAYS * DAY_S, (WARM_UP_DAYS + DAYS) * DAY_S);
    let mut left: [Vec<i64>; 2] = [Vec::new(), Vec::new()];
    while let Some((now, event)) = queue.pop() {
        if now.ticks() >= end {
            break;
        }
        let step: Step<u64> = match event {
            Event::Asks(train) => track.ask(now, train),
            Event::Stage(stage) => track.stage_over(now, stage),
        };
        for (time, stage) in step.stages {
            queue.schedule(time, Event::Stage(stage));
        }
        for movement in step.movements {
            let direction = movement.id % 2;
            if movement.from == [0, blocks.len()][direction as usize] {
                queue.schedule(now, Event::Asks(train(direction)));
            }
        }
        if let Some(id) = step.left.filter(|_| now.ticks() >= begin) {
            left[(id % 2) as usize].push(now.ticks());
        }
    }
    let go = working.in_one_go as usize;
    left.iter()
        .map(|times| {
            // From the start of a go to that of another: those between, over the time between.
            let goes = times.len().saturating_sub(1) / go;
            match (times.first(), times.get(goes * go)) {
                (Some(first), Some(last)) if last > first => {
                    (goes * go) as f64 * DAY_S as f64 / (last - first) as f64
                }
                _ => 0.0,
            }
        })
        .sum()
}
