//! A section with passing loops: trains of the corridor and of other traffic, one by one.

use kervan_corridor::network::{LineSection, PassingLoops};
use kervan_corridor::quantity::Measure;
use kervan_corridor::service::Carriage;
use kervan_engine::RandomStream;
use kervan_results::Cause;

use crate::error::SimulationError;
use crate::event::Event;
use crate::layout::{KindLayout, Leg};
use crate::sampling::{Sampler, whole_s};
use crate::single_track::{Answer, PassingLoop, SingleTrack, Stage, TrainOnLine, Working};
use crate::world::{Line, World};

/// Length in metres that a locomotive adds to its wagons: a two-unit freight locomotive of
/// either gauge is 30 to 35 m, a single unit about 20 m; which one hauls is not in the tables.
const LOCOMOTIVE_M: f64 = 25.0;

/// Length in metres of one TEU, tonne or metre of room where a service names no wagons.
///
/// Container wagons for 2 to 4 TEU are 14 to 26 m over couplers, hopper and tank wagons for 60
/// to 70 t about 13 m; rolling stock is counted by its length.
fn length_of_room_m(measure: Measure) -> f64 {
    match measure {
        Measure::Teu => 7.0,
        Measure::Tonnes => 0.2,
        Measure::Metres => 1.0,
    }
}

/// A section with passing loops and the streams of its trains.
#[derive(Clone)]
pub(crate) struct LoopLine {
    pub(crate) track: SingleTrack<LineUser>,
    /// Running time of the corridor's trains, by direction.
    factors: [Sampler; 2],
    /// Other traffic, by direction.
    others: [OtherTrains; 2],
    /// A disruption leaves nothing of it; trains that ask wait outside, in order.
    is_shut: bool,
    held: Vec<TrainOnLine<LineUser>>,
}

/// A train on a section with passing loops.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LineUser {
    /// One of the corridor.
    Train(usize),
    /// One of other traffic: it comes, takes its way and is gone.
    Other,
}

/// Trains of other traffic in one direction, arriving at random.
#[derive(Clone)]
struct OtherTrains {
    rate_s: f64,
    stream: RandomStream,
    factor: Sampler,
}

impl LoopLine {
    pub(crate) fn new(
        section: &LineSection,
        loops: PassingLoops,
        crossing_time_min: f64,
        stream: &dyn Fn(&str, &str) -> RandomStream,
    ) -> Result<LoopLine, SimulationError> {
        let blocks = loops.blocks as usize;
        let block_s = section.speed.time_s(section.distance) / f64::from(loops.blocks);
        let passing = PassingLoop {
            tracks: loops.tracks,
            length_m: loops.length.map(|length| length.as_m()),
        };
        let working = Working {
            crossing_s: (crossing_time_min * 60.0).round() as i64,
            in_one_go: 1,
            headway_s: None,
        };
        let factor =
            |purpose: &str| Sampler::new(&section.running_factor, stream(&section.id, purpose));
        let others = |name: &str| -> Result<OtherTrains, SimulationError> {
            Ok(OtherTrains {
                rate_s: section.background_trains_per_day / 86_400.0,
                stream: stream(&section.id, &format!("background {name}")),
                factor: factor(&format!("background running {name}"))?,
            })
        };
        Ok(LoopLine {
            track: SingleTrack::new(
                &vec![[block_s; 2]; blocks],
                &vec![passing; blocks.saturating_sub(1)],
                working,
            ),
            factors: [factor("running out")?, factor("running back")?],
            others: [others("out")?, others("back")?],
            is_shut: false,
            held: Vec::new(),
        })
    }

    /// Trains of the corridor that wait outside.
    pub(crate) fn held_trains(&self) -> impl Iterator<Item = usize> {
        self.held.iter().filter_map(|asking| match asking.id {
            LineUser::Train(train) => Some(train),
            LineUser::Other => None,
        })
    }
}

impl World<'_> {
    fn loop_line(&mut self, section: usize) -> Option<&mut LoopLine> {
        match &mut self.lines[section] {
            Line::Loops(line) => Some(line),
            Line::Capacity(_) => None,
        }
    }

    /// A train asks for its way over a section with passing loops.
    pub(crate) fn ask_line(&mut self, train: usize, leg: &Leg) {
        let length_m = self.train_length_m(train);
        let priority = self.layout.services[self.trains[train].service].priority;
        self.trains[train].started = None;
        self.trains[train].moves = (self.now, self.now);
        let Some(line) = self.loop_line(leg.section) else {
            return;
        };
        let asking = TrainOnLine {
            id: LineUser::Train(train),
            direction: leg.direction,
            length_m,
            priority,
            factor: line.factors[leg.direction].draw(),
        };
        self.enter_line(leg.section, asking);
    }

    /// A train enters a section with passing loops, or waits outside while it is shut.
    fn enter_line(&mut self, section: usize, asking: TrainOnLine<LineUser>) {
        let now = self.now;
        let Some(line) = self.loop_line(section) else {
            return;
        };
        if line.is_shut {
            line.held.push(asking);
            return;
        }
        let answer = line.track.ask(now, asking);
        self.line_answers(section, answer);
    }

    /// A disruption shuts a section with passing loops or opens it again.
    pub(crate) fn loop_line_changes(&mut self, section: usize, is_shut: bool) {
        let Some(line) = self.loop_line(section) else {
            return;
        };
        line.is_shut = is_shut;
        if is_shut {
            return;
        }
        for asking in std::mem::take(&mut line.held) {
            if let LineUser::Train(train) = asking.id {
                let leg = self.leg(self.trains[train].service, self.trains[train].position);
                self.account_train(train, leg.from, Cause::Disruption);
            }
            self.enter_line(section, asking);
        }
    }

    /// Wagons and a locomotive; where a service names no wagons, the length of its room.
    fn train_length_m(&self, train: usize) -> f64 {
        let train = &self.trains[train];
        let wagons_m = match &self.layout.services[train.service].kind {
            KindLayout::Train {
                pool: Some(pool), ..
            } => f64::from(train.wagons) * self.corridor.wagons.rows()[*pool].length.as_m(),
            KindLayout::Train { capacity, .. } => {
                let service = &self.corridor.services.rows()[train.service];
                let room_m = match &service.carriage {
                    Carriage::Train(train) => length_of_room_m(train.capacity.measure),
                    Carriage::Vessel { .. } => 0.0,
                };
                *capacity as f64 / 100.0 * room_m
            }
            KindLayout::Vessel { .. } => 0.0,
        };
        wagons_m + LOCOMOTIVE_M
    }

    pub(crate) fn schedule_other_train(&mut self, section: usize, direction: usize) {
        let now = self.now;
        let Some(line) = self.loop_line(section) else {
            return;
        };
        let others = &mut line.others[direction];
        if others.rate_s > 0.0 {
            let wait_s = others.stream.exponential() / others.rate_s;
            let comes = now + whole_s(wait_s);
            self.queue.schedule(
                comes,
                Event::OtherTrain {
                    section: section.into(),
                    direction: direction.into(),
                },
            );
        }
    }

    /// A train of other traffic comes: of no priority, and short enough for any loop.
    pub(crate) fn other_train(&mut self, section: usize, direction: usize) {
        self.schedule_other_train(section, direction);
        let Some(line) = self.loop_line(section) else {
            return;
        };
        let asking = TrainOnLine {
            id: LineUser::Other,
            direction,
            length_m: 0.0,
            priority: 0,
            factor: line.others[direction].factor.draw(),
        };
        self.enter_line(section, asking);
    }

    pub(crate) fn line_stage_over(&mut self, section: usize, stage: Stage) {
        let now = self.now;
        let Some(line) = self.loop_line(section) else {
            return;
        };
        let answer = line.track.stage_over(now, stage);
        self.line_answers(section, answer);
    }

    /// Does what follows from an answer of a line.
    fn line_answers(&mut self, section: usize, answer: Answer<LineUser>) {
        for (time, stage) in answer.stages {
            self.queue.schedule(
                time,
                Event::Line {
                    section: section.into(),
                    stage,
                },
            );
        }
        for movement in answer.movements {
            if let LineUser::Train(train) = movement.id {
                self.account_run(train, movement.start, movement.end);
                self.trains[train].moves = (movement.start, movement.end);
                self.trains[train].started.get_or_insert(movement.start);
            }
        }
        if let Some(LineUser::Train(train)) = answer.left {
            if let Some(start) = self.trains[train].started.take()
                && self.record.logs()
            {
                self.log_train_run(train, start, self.now);
            }
            self.train_arrives(train);
        }
    }
}
