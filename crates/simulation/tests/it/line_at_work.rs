//! A single track driven from outside, with every law checked at every step.

use std::collections::BTreeMap;

use kervan_engine::{EventQueue, SimTime};
use kervan_simulation::single_track::{
    Answer, Movement, PassingLoop, SingleTrack, Stage, TrainOnLine, Working,
};

#[derive(Clone, Copy)]
enum Event {
    Asks(TrainOnLine<usize>),
    Stage(Stage),
}

/// A line with its loops, its trains, and what they were seen to do.
pub(crate) struct LineAtWork {
    pub(crate) track: SingleTrack<usize>,
    pub(crate) blocks: Vec<[f64; 2]>,
    pub(crate) loops: Vec<PassingLoop>,
    working: Working,
    queue: EventQueue<Event>,
    pub(crate) trains: BTreeMap<usize, TrainOnLine<usize>>,
    /// Movements in order of their starts.
    pub(crate) movements: Vec<Movement<usize>>,
    /// Trains in order of leaving, with the instant.
    pub(crate) left: Vec<(usize, SimTime)>,
}

impl LineAtWork {
    pub(crate) fn new(blocks: &[[f64; 2]], loops: &[PassingLoop], working: Working) -> LineAtWork {
        LineAtWork {
            track: SingleTrack::new(blocks, loops, working),
            blocks: blocks.to_vec(),
            loops: loops.to_vec(),
            working,
            queue: EventQueue::new(),
            trains: BTreeMap::new(),
            movements: Vec::new(),
            left: Vec::new(),
        }
    }

    pub(crate) fn will_ask(&mut self, at_s: i64, train: TrainOnLine<usize>) {
        self.queue
            .schedule(SimTime::from_ticks(at_s), Event::Asks(train));
    }

    /// The next thing happens; its time and the movements that begin then.
    pub(crate) fn step(&mut self) -> Option<(SimTime, Vec<Movement<usize>>)> {
        let (now, event) = self.queue.pop()?;
        let answer: Answer<usize> = match event {
            Event::Asks(train) => {
                self.trains.insert(train.id, train);
                self.track.ask(now, train)
            }
            Event::Stage(stage) => self.track.stage_over(now, stage),
        };
        for (time, stage) in answer.stages {
            self.queue.schedule(time, Event::Stage(stage));
        }
        self.left.extend(answer.left.map(|train| (train, now)));
        for movement in &answer.movements {
            assert_eq!(movement.start, now);
        }
        self.movements.extend(answer.movements.iter().copied());
        Some((now, answer.movements))
    }

    /// Runs until nothing is left to happen.
    pub(crate) fn run(&mut self) {
        while self.step().is_some() {}
    }

    /// No two opposing trains in a block, no train in a block before the crossing time is over,
    /// no more trains at a loop than tracks, no train standing where it does not fit; one way
    /// after another, without a gap.
    pub(crate) fn check(&self) {
        // Seconds in blocks: start, end, direction.
        let mut inside: Vec<Vec<(i64, i64, usize)>> = vec![Vec::new(); self.blocks.len()];
        // Changes of trains at loops, standing or run to.
        let mut at_loops: Vec<Vec<(i64, i32)>> = vec![Vec::new(); self.blocks.len() + 1];
        let mut last: BTreeMap<usize, Movement<usize>> = BTreeMap::new();
        for movement in &self.movements {
            let train = &self.trains[&movement.id];
            let up = train.direction == 0;
            let begin = if up { 0 } else { self.blocks.len() };
            match last.insert(movement.id, *movement) {
                None => assert_eq!(movement.from, begin),
                Some(before) => {
                    assert_eq!(movement.from, before.to);
                    assert!(movement.start >= before.end);
                }
            }
            let mut at = movement.from;
            let mut time = movement.start.ticks();
            while at != movement.to {
                let block = if up { at } else { at - 1 };
                at = if up { at + 1 } else { at - 1 };
                let running = (self.blocks[block][train.direction] * train.factor).round() as i64;
                let end = (time + running).max(time + 1);
                inside[block].push((time, end, train.direction));
                time = end;
                if at != movement.to {
                    at_loops[at].extend([(time, 1), (time, -1)]);
                }
            }
            assert_eq!(time, movement.end.ticks());
            if at > 0 && at < self.blocks.len() {
                at_loops[at].push((movement.end.ticks(), 1));
                let longest = self.loops[at - 1].length_m;
                assert!(longest.is_none_or(|longest| train.length_m <= longest));
            }
            if movement.from > 0 && movement.from < self.blocks.len() {
                at_loops[movement.from].push((movement.start.ticks(), -1));
            }
        }
        for block in &mut inside {
            block.sort_unstable();
            for pair in block.windows(2) {
                assert!(
                    pair[1].0 >= pair[0].1 + self.working.crossing_s,
                    "{pair:?} are in a block together"
                );
            }
        }
        for (station, changes) in at_loops.iter_mut().enumerate() {
            let mut there = 0;
            // Of one instant, those that leave go before those that come.
            changes.sort_unstable();
            for (time, change) in changes.iter() {
                there += change;
                assert!(
                    there <= self.loops[station - 1].tracks as i32,
                    "{there} trains at loop {station} at {time}"
                );
            }
        }
    }
}
