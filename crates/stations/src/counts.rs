//! What is counted on the way, in whole ticks.

use crate::observation::Seen;
use crate::times::Times;
use kervan_engine::SimTime;

/// A number that changes by one, and its sum over time.
///
/// The sum of a number over time is what it is now times the time, less each change times when
/// it came; so a change is one addition, and nothing need be remembered.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Level {
    now: i64,
    changes: i128,
}

impl Level {
    #[inline]
    pub(crate) fn rise(&mut self, now: SimTime) {
        self.now += 1;
        self.changes += i128::from(now.ticks());
    }

    #[inline]
    pub(crate) fn fall(&mut self, now: SimTime) {
        self.now -= 1;
        self.changes -= i128::from(now.ticks());
    }

    /// Forgets the past; the number stays.
    pub(crate) fn reset(&mut self, now: SimTime) {
        self.changes = i128::from(self.now) * i128::from(now.ticks());
    }

    pub(crate) fn add(&mut self, other: Level) {
        self.now += other.now;
        self.changes += other.changes;
    }

    /// Sum over time since the reset.
    pub(crate) fn sum(&self, now: SimTime) -> i128 {
        i128::from(self.now) * i128::from(now.ticks()) - self.changes
    }

    pub(crate) fn now(&self) -> i64 {
        self.now
    }
}

/// Customers of one class at one station.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    pub(crate) number: Level,
    pub(crate) line: Level,
    /// Servers at work for the class.
    pub(crate) working: Level,
    /// Servers held by the class after service.
    pub(crate) held: Level,
    /// 1 while nobody is there.
    pub(crate) empty: Level,
    pub(crate) came: u64,
    pub(crate) lost: u64,
    pub(crate) left: u64,
    pub(crate) wait: Times,
    pub(crate) time: Times,
}

impl Counts {
    pub(crate) fn new(ticks_per_unit: f64) -> Counts {
        let mut empty = Level::default();
        empty.rise(SimTime::ZERO);
        Counts {
            number: Level::default(),
            line: Level::default(),
            working: Level::default(),
            held: Level::default(),
            empty,
            came: 0,
            lost: 0,
            left: 0,
            wait: Times::new(ticks_per_unit),
            time: Times::new(ticks_per_unit),
        }
    }

    pub(crate) fn enters(&mut self, now: SimTime) {
        self.came += 1;
        if self.number.now() == 0 {
            self.empty.fall(now);
        }
        self.number.rise(now);
    }

    pub(crate) fn leaves(&mut self, now: SimTime, since: SimTime) {
        self.left += 1;
        self.time.add(now - since);
        self.number.fall(now);
        if self.number.now() == 0 {
            self.empty.rise(now);
        }
    }

    pub(crate) fn reset(&mut self, now: SimTime) {
        self.number.reset(now);
        self.line.reset(now);
        self.working.reset(now);
        self.held.reset(now);
        self.empty.reset(now);
        (self.came, self.lost, self.left) = (0, 0, 0);
        self.wait.clear();
        self.time.clear();
    }

    /// Adds what another class did; when nobody at all is there, the classes do not know.
    pub(crate) fn add(&mut self, other: &Counts) {
        self.number.add(other.number);
        self.line.add(other.line);
        self.working.add(other.working);
        self.held.add(other.held);
        self.came += other.came;
        self.lost += other.lost;
        self.left += other.left;
        self.wait.merge(&other.wait);
        self.time.merge(&other.time);
    }

    /// What was seen from `from` to `now`; `servers` is what a share of the servers is a share of.
    pub(crate) fn seen(self, from: SimTime, now: SimTime, servers: Option<u32>) -> Seen {
        let ticks = (now - from) as f64;
        let mean = |level: &Level| level.sum(now) as f64 / ticks;
        let time = ticks / self.wait.ticks_per_unit();
        Seen {
            arrival_rate: self.came as f64 / time,
            throughput: self.left as f64 / time,
            mean_wait: self.wait.mean(),
            mean_time: self.time.mean(),
            deviation_of_time: self.time.deviation(),
            mean_line: mean(&self.line),
            mean_number: mean(&self.number),
            utilisation: mean(&self.working) / f64::from(servers.unwrap_or(1)),
            share_blocked: servers
                .map_or(f64::NAN, |servers| mean(&self.held) / f64::from(servers)),
            share_empty: mean(&self.empty),
            share_waited: self.wait.share_longer_than(0.0),
            share_lost: self.lost as f64 / self.came as f64,
            mean_left_behind: f64::NAN,
            share_leaving_behind: f64::NAN,
            wait: self.wait.trimmed(),
            time: self.time.trimmed(),
        }
    }
}
