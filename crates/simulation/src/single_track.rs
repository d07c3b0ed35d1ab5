//! Single track worked train by train over its passing loops.
//!
//! ```text
//!   station 0      station 1      station 2      station 3
//!   (an end)       (a loop)       (a loop)       (an end)
//!      |==== block 0 ====<>==== block 1 ====<>==== block 2 ====|
//!   direction 0 ->                                <- direction 1
//! ```
//!
//! A pure state machine: it is told the time, and answers with what begins and what to come
//! back for. The rule, and the proof that it never comes to rest, stand in the book:
//! `explanation/single-track.md`.

use std::collections::VecDeque;

use kervan_engine::SimTime;

use crate::parcel::Slab;
use crate::sampling::whole_s;

/// Seconds after which a train goes before all that asked later: a day.
const LONG_WAIT_S: i64 = 86_400;

/// A passing loop between two blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassingLoop {
    /// Running tracks, the main one included; at least 2.
    pub tracks: u32,
    /// Longest train in metres that can wait here; `None` for any.
    pub length_m: Option<f64>,
}

/// How trains share the blocks of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Working {
    /// Seconds after a train has left a block until one of the other direction may enter it, and,
    /// unless trains follow at a headway, one of its own.
    pub crossing_s: i64,
    /// Trains of one direction that enter a block before it is the other direction's turn.
    pub in_one_go: u32,
    /// Seconds between trains of one go in a block; `None` where a block takes one train.
    pub headway_s: Option<i64>,
}

/// A train that asks for its way over the line.
#[derive(Clone, Copy, Debug)]
pub struct TrainOnLine<T> {
    /// What its owner knows it by.
    pub id: T,
    /// 0 from station 0 to the last, 1 the other way.
    pub direction: usize,
    /// Length in metres.
    pub length_m: f64,
    /// Trains of higher priority go first.
    pub priority: u8,
    /// Its running time over that of the line.
    pub factor: f64,
}

/// Something to come back for, at the instant it was answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A train has reached the end of its movement.
    Arrived {
        /// Its position among the trains on the line.
        train: u32,
    },
    /// A block is given back, and with it a track of the loop after it if that was passed.
    Cleared {
        /// The block.
        block: u32,
        /// The direction in which the loop after it was passed.
        passed: Option<u8>,
    },
    /// The headway behind a train is over.
    Headway,
}

/// A train runs from where it stood to where it may stand next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement<T> {
    /// The train.
    pub id: T,
    /// When it starts.
    pub start: SimTime,
    /// When it stands again, or has left the line.
    pub end: SimTime,
    /// Station it starts from.
    pub from: usize,
    /// Station it runs to.
    pub to: usize,
}

/// How many trains a line can take, by the formula of its worst block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cycle {
    /// Seconds in which the worst block takes one go of each direction.
    pub cycle_s: f64,
    /// That block, from 0; the first of equals.
    pub block: usize,
    /// Trains a day, both directions together.
    pub trains_per_day: f64,
}

impl Cycle {
    /// The cycle of a line whose blocks have these running times in seconds by direction, with so
    /// many seconds for a crossing, trains in one go, and seconds of headway between these; `None`
    /// without blocks.
    ///
    /// # Source
    ///
    /// The usual formula of single track, the two directions in turn: cycle = time up + time down
    /// + 2 crossings + 2 (k - 1) headways for k trains in one go, and 2 k trains a cycle.
    pub fn of(
        blocks: &[[f64; 2]],
        crossing_s: f64,
        in_one_go: u32,
        headway_s: f64,
    ) -> Option<Cycle> {
        let go = f64::from(in_one_go);
        let between = 2.0 * crossing_s + 2.0 * (go - 1.0) * headway_s;
        let cycles = blocks.iter().map(|[up, down]| up + down + between);
        let worst = |(least, cycle): (usize, f64), (block, next): (usize, f64)| match next > cycle {
            true => (block, next),
            false => (least, cycle),
        };
        let (block, cycle_s) = cycles.enumerate().reduce(worst)?;
        Some(Cycle {
            cycle_s,
            block,
            trains_per_day: 2.0 * go * 86_400.0 / cycle_s,
        })
    }
}

/// What follows from a call.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    /// Movements that begin now.
    pub movements: Vec<Movement<T>>,
    /// What to come back for, and when.
    pub stages: Vec<(SimTime, Stage)>,
    /// A train that has reached the far end and left the line.
    pub left: Option<T>,
}

/// A station: an end with room for any number of trains, or a loop.
#[derive(Clone, Debug)]
struct Station {
    /// `None` for an end.
    passing: Option<PassingLoop>,
    /// Tracks for standing trains of each direction.
    share: [u32; 2],
    /// Tracks held by trains of each direction that stand here or run to here.
    held: [u32; 2],
    /// Tracks held by trains that run through.
    passed: u32,
    /// Trains that stand here, by direction, oldest first.
    standing: [VecDeque<usize>; 2],
}

impl Station {
    fn has_track(&self) -> bool {
        self.passing
            .is_none_or(|passing| self.held[0] + self.held[1] + self.passed < passing.tracks)
    }

    fn fits(&self, length_m: f64) -> bool {
        self.passing
            .and_then(|passing| passing.length_m)
            .is_none_or(|longest| length_m <= longest)
    }

    fn has_share(&self, direction: usize) -> bool {
        self.passing.is_none() || self.held[direction] < self.share[direction]
    }
}

#[derive(Clone, Debug)]
struct Block {
    /// Running time in seconds by direction.
    running_s: [f64; 2],
    /// Trains that hold it.
    holders: u32,
    /// Direction of the last train, how many of it came in a row, when the last one enters and
    /// leaves.
    last: Option<usize>,
    in_a_row: u32,
    entered: SimTime,
    left: SimTime,
    /// Since when it has been held, and seconds held before.
    held_since: SimTime,
    held_s: i64,
}

#[derive(Clone, Debug)]
struct OnLine<T> {
    train: TrainOnLine<T>,
    /// Where it stands, or runs to.
    station: usize,
    /// When it came to stand there; at an end, when it came to be first.
    since: SimTime,
    /// When it asked for the line, and in which order.
    asked: SimTime,
    number: u64,
}

/// A train that asks for a way, and the first block of it.
#[derive(Clone, Copy, Debug)]
struct Asking {
    train: usize,
    block: usize,
    direction: usize,
}

/// The way of a movement, from station to station.
#[derive(Clone, Copy, Debug)]
struct Way {
    from: usize,
    to: usize,
}

impl Way {
    fn contains(self, block: usize) -> bool {
        (self.from.min(self.to)..self.from.max(self.to)).contains(&block)
    }
}

/// The train that waits longest and keeps others from its way.
#[derive(Clone, Copy, Debug)]
struct Bar {
    train: usize,
    direction: usize,
    way: Way,
}

/// What a line did since its statistics were last reset.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleTrackStatistics {
    /// Seconds since the reset.
    pub observed_s: i64,
    /// Seconds each block was held, the crossing time behind trains included.
    pub held_s: Vec<i64>,
    /// Trains that left the line at its far end, by direction.
    pub through: [u64; 2],
}

/// Single track with passing loops: who runs, who waits where.
#[derive(Clone, Debug)]
pub struct SingleTrack<T> {
    working: Working,
    stations: Vec<Station>,
    blocks: Vec<Block>,
    trains: Slab<OnLine<T>>,
    /// The train of each direction that enters the line next.
    first: [Option<usize>; 2],
    /// Trains that ask for a way: those that stand in loops, and the first at each end.
    asking: Vec<Asking>,
    asked: u64,
    reset: SimTime,
    through: [u64; 2],
}

impl<T: Copy> SingleTrack<T> {
    /// An empty line of at least one block: running times of its blocks in seconds by direction,
    /// and the loops between them. A loop that is not given counts as one of two tracks for
    /// trains of any length; a loop too many is left out.
    pub fn new(blocks: &[[f64; 2]], loops: &[PassingLoop], working: Working) -> SingleTrack<T> {
        let station = |at: usize| {
            let inner = at > 0 && at < blocks.len();
            let passing = inner.then(|| {
                loops.get(at - 1).copied().unwrap_or(PassingLoop {
                    tracks: 2,
                    length_m: None,
                })
            });
            let tracks = passing.map_or(0, |passing| passing.tracks);
            // An odd track goes to one direction and the other in turn along the line.
            let (small, large) = (tracks / 2, tracks - tracks / 2);
            Station {
                passing,
                share: if at % 2 == 1 {
                    [large, small]
                } else {
                    [small, large]
                },
                held: [0; 2],
                passed: 0,
                standing: [VecDeque::new(), VecDeque::new()],
            }
        };
        SingleTrack {
            working,
            stations: (0..=blocks.len()).map(station).collect(),
            blocks: blocks
                .iter()
                .map(|running_s| Block {
                    running_s: *running_s,
                    holders: 0,
                    last: None,
                    in_a_row: 0,
                    entered: SimTime::ZERO,
                    left: SimTime::ZERO,
                    held_since: SimTime::ZERO,
                    held_s: 0,
                })
                .collect(),
            trains: Slab::new(),
            first: [None; 2],
            asking: Vec::new(),
            asked: 0,
            reset: SimTime::ZERO,
            through: [0; 2],
        }
    }

    /// A train asks for its way from one end to the other.
    pub fn ask(&mut self, now: SimTime, train: TrainOnLine<T>) -> Answer<T> {
        let (direction, priority) = (train.direction, train.priority);
        let station = self.end(1 - direction);
        let position = self.trains.insert(OnLine {
            train,
            station,
            since: now,
            asked: now,
            number: self.asked,
        });
        self.asked += 1;
        self.stations[station].standing[direction].push_back(position);
        let goes_first = match self.first[direction] {
            None => true,
            Some(first) => {
                let first = &self.trains[first];
                priority > first.train.priority && now - first.asked <= LONG_WAIT_S
            }
        };
        if goes_first {
            self.goes_first(direction, Some(position));
        }
        self.begin(now, None)
    }

    /// A stage is over, at the instant it was answered with.
    pub fn stage_over(&mut self, now: SimTime, stage: Stage) -> Answer<T> {
        let mut left = None;
        match stage {
            Stage::Arrived { train } => {
                let train = train as usize;
                let state = &mut self.trains[train];
                state.since = now;
                let (station, direction) = (state.station, state.train.direction);
                if station == self.end(direction) {
                    self.through[direction] += 1;
                    left = self.trains.remove(train).map(|state| state.train.id);
                } else {
                    self.stations[station].standing[direction].push_back(train);
                    self.asks(train);
                }
            }
            Stage::Cleared { block, passed } => {
                let state = &mut self.blocks[block as usize];
                state.holders -= 1;
                if state.holders == 0 {
                    state.held_s += now - state.held_since;
                }
                if let Some(direction) = passed {
                    let station = station_behind(block as usize, direction.into());
                    self.stations[station].passed -= 1;
                }
            }
            Stage::Headway => {}
        }
        self.begin(now, left)
    }

    /// Starts the statistics anew.
    pub fn reset_statistics(&mut self, now: SimTime) {
        self.reset = now;
        self.through = [0; 2];
        for block in &mut self.blocks {
            block.held_s = 0;
            block.held_since = now;
        }
    }

    /// The statistics up to `now`.
    pub fn statistics(&self, now: SimTime) -> SingleTrackStatistics {
        let held = |block: &Block| {
            let open = if block.holders > 0 {
                now - block.held_since
            } else {
                0
            };
            block.held_s + open
        };
        SingleTrackStatistics {
            observed_s: now - self.reset,
            held_s: self.blocks.iter().map(held).collect(),
            through: self.through,
        }
    }

    /// Station at which a direction leaves the line.
    fn end(&self, direction: usize) -> usize {
        if direction == 0 { self.blocks.len() } else { 0 }
    }

    /// Begins every movement that can begin, in order of precedence.
    fn begin(&mut self, now: SimTime, left: Option<T>) -> Answer<T> {
        let mut answer = Answer {
            movements: Vec::new(),
            stages: Vec::new(),
            left,
        };
        // What one movement gives back may let another begin.
        while let Some((train, way)) = self.next_movement(now) {
            self.start(now, train, way, &mut answer);
        }
        answer
    }

    /// The first train in order of precedence that can go, and its way.
    fn next_movement(&self, now: SimTime) -> Option<(usize, Way)> {
        // Most of the time every train stands before a block that is held.
        let mut may_leave = self
            .asking
            .iter()
            .filter(|asking| self.may_enter(now, asking.block, asking.direction))
            .map(|asking| asking.train)
            .peekable();
        may_leave.peek()?;
        let bar = self.bar(now);
        may_leave
            .filter_map(|train| Some((train, self.way(now, train, bar)?)))
            .min_by_key(|(train, _)| self.precedence(*train, bar))
    }

    /// The train that bars others comes first; then higher priority, then the direction whose
    /// turn it is in the next block, then who asked first.
    fn precedence(&self, train: usize, bar: Option<Bar>) -> (bool, u8, bool, u64) {
        let state = &self.trains[train];
        let direction = state.train.direction;
        let block = &self.blocks[block_after(state.station, direction)];
        let all_came = block.in_a_row >= self.working.in_one_go;
        let its_turn = block
            .last
            .is_none_or(|last| (last == direction) != all_came);
        (
            bar.is_none_or(|bar| bar.train != train),
            u8::MAX - state.train.priority,
            !its_turn,
            state.number,
        )
    }

    /// The train that has waited longest where it stands, if longer than [`LONG_WAIT_S`]. It bars
    /// its way to the next place where it fits.
    fn bar(&self, now: SimTime) -> Option<Bar> {
        let since = |train: &usize| (self.trains[*train].since, self.trains[*train].number);
        let asking = self.asking.iter().map(|asking| asking.train);
        let train = asking.min_by_key(since)?;
        let state = &self.trains[train];
        if now - state.since <= LONG_WAIT_S {
            return None;
        }
        let direction = state.train.direction;
        let mut to = station_after(state.station, direction);
        while !self.stations[to].fits(state.train.length_m) {
            to = station_after(to, direction);
        }
        Some(Bar {
            train,
            direction,
            way: Way {
                from: state.station,
                to,
            },
        })
    }

    /// Whether a train must leave a block to the one that bars it. Trains of its own direction
    /// ahead of it may go: it waits for them.
    fn is_barred(&self, train: usize, block: usize, bar: Option<Bar>) -> bool {
        bar.is_some_and(|bar| {
            let state = &self.trains[train];
            let ahead = state.train.direction == bar.direction
                && if bar.direction == 0 {
                    state.station > bar.way.from
                } else {
                    state.station < bar.way.from
                };
            train != bar.train && !ahead && bar.way.contains(block)
        })
    }

    /// The way a train can take now: all it needs is free.
    fn way(&self, now: SimTime, train: usize, bar: Option<Bar>) -> Option<Way> {
        let state = &self.trains[train];
        let direction = state.train.direction;
        let mut to = state.station;
        loop {
            let block = block_after(to, direction);
            if !self.may_enter(now, block, direction) || self.is_barred(train, block, bar) {
                return None;
            }
            to = station_after(to, direction);
            let station = &self.stations[to];
            if !station.has_track() {
                return None;
            }
            if !station.fits(state.train.length_m) {
                continue;
            }
            if station.has_share(direction) {
                return Some(Way {
                    from: state.station,
                    to,
                });
            }
            // It may overtake those that stand there, if it goes before them all.
            let standing = &station.standing[direction];
            let goes_before =
                |other: &usize| state.train.priority > self.trains[*other].train.priority;
            if standing.len() < station.held[direction] as usize
                || !standing.iter().all(goes_before)
            {
                return None;
            }
        }
    }

    fn may_enter(&self, now: SimTime, block: usize, direction: usize) -> bool {
        let block = &self.blocks[block];
        block.holders == 0
            || self.working.headway_s.is_some_and(|headway_s| {
                block.last == Some(direction)
                    && block.in_a_row < self.working.in_one_go
                    && now - block.entered >= headway_s
            })
    }

    fn start(&mut self, now: SimTime, train: usize, way: Way, answer: &mut Answer<T>) {
        let state = &mut self.trains[train];
        let TrainOnLine {
            id,
            direction,
            factor,
            ..
        } = state.train;
        state.station = way.to;
        let start = &mut self.stations[way.from];
        let standing = &mut start.standing[direction];
        if let Some(at) = standing.iter().position(|other| *other == train) {
            standing.remove(at);
        }
        self.asking.retain(|asking| asking.train != train);
        if start.passing.is_some() {
            start.held[direction] -= 1;
        } else {
            self.next_at_end(now, direction, way.from);
        }

        let mut time = now;
        let mut at = way.from;
        while at != way.to {
            let number = block_after(at, direction);
            at = station_after(at, direction);
            // Behind another train it cannot come out sooner than a headway after it.
            let mut earliest = time + 1;
            if let Some(headway_s) = self.working.headway_s {
                let block = &self.blocks[number];
                if block.holders > 0 {
                    earliest = earliest.max(block.left + headway_s);
                }
                if at != way.to {
                    let next = &self.blocks[block_after(at, direction)];
                    if next.holders > 0 {
                        earliest = earliest.max(next.entered + headway_s);
                    }
                }
                answer.stages.push((time + headway_s, Stage::Headway));
            }
            let block = &mut self.blocks[number];
            if block.holders == 0 {
                block.held_since = now;
            }
            let goes_on = block.last == Some(direction)
                && (block.holders > 0 || block.in_a_row < self.working.in_one_go);
            block.in_a_row = if goes_on { block.in_a_row + 1 } else { 1 };
            block.last = Some(direction);
            block.holders += 1;
            block.entered = time;
            let running_s = whole_s(block.running_s[direction] * factor);
            time = (time + running_s).max(earliest);
            block.left = time;
            let passes = at != way.to;
            if passes {
                self.stations[at].passed += 1;
            } else {
                answer.stages.push((
                    time,
                    Stage::Arrived {
                        train: train as u32,
                    },
                ));
            }
            answer.stages.push((
                time + self.working.crossing_s,
                Stage::Cleared {
                    block: number as u32,
                    passed: passes.then_some(direction as u8),
                },
            ));
        }
        self.stations[way.to].held[direction] += 1;
        answer.movements.push(Movement {
            id,
            start: now,
            end: time,
            from: way.from,
            to: way.to,
        });
    }

    /// Who leaves an end next: the oldest if it has waited long, else the oldest of the highest
    /// priority.
    fn next_at_end(&mut self, now: SimTime, direction: usize, station: usize) {
        let standing = &self.stations[station].standing[direction];
        let waits_long = |train: &&usize| now - self.trains[**train].asked > LONG_WAIT_S;
        let next = standing.front().filter(waits_long).or_else(|| {
            standing.iter().min_by_key(|train| {
                let state = &self.trains[**train];
                (u8::MAX - state.train.priority, state.number)
            })
        });
        let next = next.copied();
        self.goes_first(direction, next);
        if let Some(train) = next {
            self.trains[train].since = now;
        }
    }

    fn goes_first(&mut self, direction: usize, train: Option<usize>) {
        let before = std::mem::replace(&mut self.first[direction], train);
        self.asking.retain(|asking| Some(asking.train) != before);
        if let Some(train) = train {
            self.asks(train);
        }
    }

    /// A train asks for a way from where it stands.
    fn asks(&mut self, train: usize) {
        let state = &self.trains[train];
        let direction = state.train.direction;
        self.asking.push(Asking {
            train,
            block: block_after(state.station, direction),
            direction,
        });
    }
}

/// The station after one, in a direction.
fn station_after(station: usize, direction: usize) -> usize {
    if direction == 0 {
        station + 1
    } else {
        station - 1
    }
}

/// The station at the end of a block, in a direction.
fn station_behind(block: usize, direction: usize) -> usize {
    if direction == 0 { block + 1 } else { block }
}

/// The block after a station, in a direction.
fn block_after(station: usize, direction: usize) -> usize {
    if direction == 0 { station } else { station - 1 }
}
