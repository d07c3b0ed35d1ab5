//! A server that keeps the work of its customers, so that it can be interrupted.

use crate::server::{elapsed, ratio};
use crate::time::SimTime;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// Who goes first. Among equals, the first to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discipline {
    /// First come, first served; priorities do not count.
    FirstCome,
    /// The higher priority goes first, but nobody is interrupted.
    Priority,
    /// The higher priority interrupts the lower, which later goes on where it was.
    PreemptiveResume,
    /// The higher priority interrupts the lower, which later starts again with the same time
    /// of service.
    PreemptiveRepeat,
}

/// What becomes of work that was interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interruption {
    /// It goes on where it was.
    Resume,
    /// It starts again with the same time of service.
    Repeat,
}

/// A number of equal places and one waiting line, with priorities, interruption, places that
/// fail, and customers that are served together: priority trains on a track, a crane that
/// breaks down, a ramp that takes five wagons at a time.
///
/// Use [`Server`](crate::Server) where nobody is ever interrupted: it is smaller, and the
/// model draws the time of service when it starts.
///
/// The server keeps no events. A customer joins with its work; then
/// [`start`](Self::start) says, until it returns `None`, which place starts and when it
/// would end. The model schedules that end with the stamp, and calls
/// [`finish`](Self::finish) when it comes; an end that an interruption overtook has an old
/// stamp and is ignored. A finished group holds its place until its customers
/// [`leave`](Self::leave), so that a customer with nowhere to go blocks it.
///
/// # Who goes first
///
/// - the line: by [`Discipline`], then in order of arrival. Among several idle places, the
///   lowest takes the next group.
/// - a newcomer interrupts, if the discipline says so, the lowest priority at work, of equals
///   the last to come.
/// - interrupted work waits at the head of its priority, in order of arrival, and any place
///   may take it up. Without preemption whoever began goes on before the whole line.
/// - served together are the first of the line when the group starts, as many as there are
///   up to the limit. It takes as long as the work of the first of them; they are interrupted
///   and resumed together, with the priority of the first.
///
/// # Units and shapes
///
/// - times and work: ticks; times never decrease from call to call.
/// - places: numbered from 0, as many as at the start; a closed one is a failed one.
/// - priorities: the greater goes first; each distinct one costs a line of its own.
///
/// # Examples
///
/// An express interrupts a goods train, which later goes on with the 6 ticks it had left.
///
/// ```
/// use kervan_engine::{Discipline, InterruptibleServer, SimTime};
/// let at = SimTime::from_ticks;
/// let mut track = InterruptibleServer::new(1, Discipline::PreemptiveResume, 1);
///
/// track.join(at(0), "goods", 0, 10);
/// let goods = track.start(at(0)).unwrap();
/// assert_eq!(goods.ends, at(10));
///
/// track.join(at(4), "express", 1, 3);
/// let express = track.start(at(4)).unwrap();
/// assert_eq!((express.ends, express.interrupted), (at(7), Some(goods.group)));
///
/// assert_eq!(track.finish(at(7), express.place, express.stamp), Some(express.group));
/// track.leave(at(7), express.place, 1);
/// let again = track.start(at(7)).unwrap();
/// assert_eq!((again.ends, again.begins), (at(13), false));
///
/// // The end that was scheduled first comes at 10, and is too old to count.
/// assert_eq!(track.finish(at(10), goods.place, goods.stamp), None);
/// ```
#[derive(Debug, Clone)]
pub struct InterruptibleServer<T> {
    discipline: Discipline,
    together: usize,
    places: Vec<Place>,
    /// Places that are up and empty, lowest first.
    idle: BinaryHeap<Reverse<usize>>,
    /// One line for each priority, the highest first; one for all if priorities do not count.
    lines: Vec<(i32, VecDeque<Waiting<T>>)>,
    /// Interrupted groups; the last goes on first.
    interrupted: Vec<usize>,
    /// Groups that began, and room for later ones.
    groups: Vec<Group<T>>,
    spare_groups: Vec<usize>,
    /// Customers in the lines and in interrupted groups.
    waiting: usize,
    working: usize,
    held: usize,
    down: usize,
    joined: u64,
    latest: SimTime,
    counters: InterruptibleServerStatistics,
}

/// Customers served together; see [`InterruptibleServer::customers`]. Valid until the last of
/// them has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupId(usize);

/// A group that starts, or starts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// The place that works.
    pub place: usize,
    /// Told back to [`InterruptibleServer::finish`]; old once the work is interrupted.
    pub stamp: u32,
    /// When the work ends, if nothing interrupts it.
    pub ends: SimTime,
    /// Who is served.
    pub group: GroupId,
    /// True for the first start of the group, false after an interruption.
    pub begins: bool,
    /// The group that had to make way.
    pub interrupted: Option<GroupId>,
}

/// What an [`InterruptibleServer`] did since its statistics were last reset.
///
/// # Units and shapes
///
/// - `observed`: ticks; the other `…_time` integrals: places, or customers, times ticks.
/// - waits are counted whole when the first start ends them, also if they began before the
///   reset; interruptions are no part of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InterruptibleServerStatistics {
    /// Ticks since the reset.
    pub observed: i64,
    /// Places at work, summed over time.
    pub working_time: i128,
    /// Places held by customers whose service has ended, summed over time.
    pub held_time: i128,
    /// Places failed, held ones too, summed over time.
    pub down_time: i128,
    /// Customers in line or interrupted, summed over time.
    pub queue_time: i128,
    /// Customers who joined.
    pub joined: u64,
    /// Customers whose service began.
    pub begun: u64,
    /// Those of `begun` whose wait was longer than zero ticks.
    pub waited: u64,
    /// Waits of all who began, summed, in ticks.
    pub waited_time: i128,
    /// Longest wait of one who began, in ticks.
    pub longest_wait: i64,
    /// Groups interrupted, by priority or by failure.
    pub interrupted: u64,
    /// Customers whose service ended.
    pub finished: u64,
    /// Most customers in line or interrupted at any instant.
    pub longest_line: usize,
}

impl InterruptibleServerStatistics {
    /// Share of time in which `places` places were at work. 0 if nothing was observed.
    pub fn occupancy(&self, places: usize) -> f64 {
        ratio(
            self.working_time,
            i128::from(self.observed) * places as i128,
        )
    }

    /// Mean number of customers in line or interrupted.
    pub fn mean_line(&self) -> f64 {
        ratio(self.queue_time, i128::from(self.observed))
    }

    /// Mean wait to the first start, in ticks; those who started at once count as zero.
    pub fn mean_wait(&self) -> f64 {
        ratio(self.waited_time, i128::from(self.begun))
    }
}

#[derive(Debug, Clone)]
struct Place {
    stamp: u32,
    is_up: bool,
    occupied: Occupied,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occupied {
    Empty,
    Working(usize),
    Held(usize),
}

#[derive(Debug, Clone, Copy)]
struct Waiting<T> {
    token: T,
    since: SimTime,
    work: i64,
    /// How many had joined before.
    order: u64,
}

#[derive(Debug, Clone)]
struct Group<T> {
    customers: Vec<(T, SimTime)>,
    priority: i32,
    /// Order of arrival of the first.
    order: u64,
    /// Ticks of service, whole and still to do.
    work: i64,
    remaining: i64,
    started: SimTime,
    /// Finished customers who have not left.
    present: usize,
}

/// Who is served next.
#[derive(Clone, Copy)]
enum Next {
    Interrupted(usize),
    Line(usize),
}

impl<T: Copy> InterruptibleServer<T> {
    /// An idle server with `places` places that serve up to `together` customers at a time
    /// each, observed from the start of the run. A limit below 1 counts as 1.
    pub fn new(places: usize, discipline: Discipline, together: usize) -> InterruptibleServer<T> {
        let empty = Place {
            stamp: 0,
            is_up: true,
            occupied: Occupied::Empty,
        };
        InterruptibleServer {
            discipline,
            together: together.max(1),
            places: vec![empty; places],
            idle: (0..places).map(Reverse).collect(),
            lines: Vec::new(),
            interrupted: Vec::new(),
            groups: Vec::new(),
            spare_groups: Vec::new(),
            waiting: 0,
            working: 0,
            held: 0,
            down: 0,
            joined: 0,
            latest: SimTime::ZERO,
            counters: InterruptibleServerStatistics::default(),
        }
    }

    /// Joins the line with `work` ticks of service. Call [`start`](Self::start) when all who
    /// come at this instant have joined. Negative work counts as none.
    pub fn join(&mut self, now: SimTime, token: T, priority: i32, work: i64) {
        self.pass_time(now);
        debug_assert!(work >= 0, "a customer with {work} ticks of work");
        let priority = match self.discipline {
            Discipline::FirstCome => 0,
            _ => priority,
        };
        let line = match self
            .lines
            .binary_search_by_key(&Reverse(priority), |line| Reverse(line.0))
        {
            Ok(line) => line,
            Err(line) => {
                self.lines.insert(line, (priority, VecDeque::new()));
                line
            }
        };
        self.lines[line].1.push_back(Waiting {
            token,
            since: self.latest,
            work: work.max(0),
            order: self.joined,
        });
        self.joined += 1;
        self.counters.joined += 1;
        self.wait_more(1);
    }

    /// Starts the next group, if a place is idle or somebody at work has to make way. Call
    /// it until it returns `None`, after everything that could let somebody start: joining,
    /// leaving, a failure, a repair.
    pub fn start(&mut self, now: SimTime) -> Option<Start> {
        if self.waiting == 0 {
            return None;
        }
        self.pass_time(now);
        let next = self.next()?;
        let (place, interrupted) = match self.idle.pop() {
            Some(Reverse(place)) => (place, None),
            None => {
                let (place, group) = self.make_way_for(next)?;
                (place, Some(GroupId(group)))
            }
        };
        let (group, begins) = match next {
            Next::Line(line) => (self.begin(line), true),
            Next::Interrupted(group) => {
                // Who made way for it has a lower priority, so it is still the last.
                self.interrupted.pop();
                self.waiting -= self.groups[group].customers.len();
                (group, false)
            }
        };
        self.working += 1;
        self.groups[group].started = self.latest;
        let at = &mut self.places[place];
        at.occupied = Occupied::Working(group);
        at.stamp = at.stamp.wrapping_add(1);
        Some(Start {
            place,
            stamp: at.stamp,
            ends: self.latest + self.groups[group].remaining,
            group: GroupId(group),
            begins,
            interrupted,
        })
    }

    /// The work of a place has ended: the group whose service is done, or `None` if the
    /// stamp is old. The group holds its place until its customers leave.
    pub fn finish(&mut self, now: SimTime, place: usize, stamp: u32) -> Option<GroupId> {
        let at = self.places.get(place)?;
        let Occupied::Working(group) = at.occupied else {
            return None;
        };
        if at.stamp != stamp {
            return None;
        }
        self.pass_time(now);
        self.places[place].occupied = Occupied::Held(group);
        self.working -= 1;
        self.held += 1;
        let group_now = &mut self.groups[group];
        group_now.present = group_now.customers.len();
        self.counters.finished += group_now.present as u64;
        Some(GroupId(group))
    }

    /// So many customers of a finished group leave their place; true if it is empty now.
    ///
    /// Leaving a place that no finished group holds is a defect of the model: debug builds
    /// stop, release builds ignore it.
    pub fn leave(&mut self, now: SimTime, place: usize, customers: usize) -> bool {
        let held = match self.places.get(place) {
            Some(Place {
                occupied: Occupied::Held(group),
                ..
            }) => Some(*group),
            _ => None,
        };
        debug_assert!(held.is_some(), "place {place} was left by nobody");
        let Some(group) = held else {
            return false;
        };
        self.pass_time(now);
        let group_now = &mut self.groups[group];
        debug_assert!(customers <= group_now.present, "more left than were there");
        group_now.present = group_now.present.saturating_sub(customers);
        if group_now.present > 0 {
            return false;
        }
        self.held -= 1;
        self.spare_groups.push(group);
        let at = &mut self.places[place];
        at.occupied = Occupied::Empty;
        if at.is_up {
            self.idle.push(Reverse(place));
        }
        true
    }

    /// A place fails: the group whose work it interrupts, if it was at work. Who waits there
    /// after service stays. Failing again changes nothing.
    pub fn fail(&mut self, now: SimTime, place: usize, kind: Interruption) -> Option<GroupId> {
        self.pass_time(now);
        let at = self.places.get_mut(place)?;
        if !at.is_up {
            return None;
        }
        at.is_up = false;
        self.down += 1;
        match at.occupied {
            Occupied::Working(group) => {
                self.interrupt(place, group, kind);
                Some(GroupId(group))
            }
            Occupied::Empty => {
                self.idle.retain(|&Reverse(idle)| idle != place);
                None
            }
            Occupied::Held(_) => None,
        }
    }

    /// A failed place can work again. Repairing a place that is up changes nothing.
    pub fn repair(&mut self, now: SimTime, place: usize) {
        self.pass_time(now);
        let Some(at) = self.places.get_mut(place).filter(|at| !at.is_up) else {
            return;
        };
        at.is_up = true;
        self.down -= 1;
        if at.occupied == Occupied::Empty {
            self.idle.push(Reverse(place));
        }
    }

    /// True while a place is at the work that was started with the stamp.
    pub fn is_at_work(&self, place: usize, stamp: u32) -> bool {
        self.places
            .get(place)
            .is_some_and(|at| at.stamp == stamp && matches!(at.occupied, Occupied::Working(_)))
    }

    /// The customers of a group, each with the time at which it joined, first come first.
    pub fn customers(&self, group: GroupId) -> &[(T, SimTime)] {
        &self.groups[group.0].customers
    }

    /// Number of places.
    pub fn places(&self) -> usize {
        self.places.len()
    }

    /// Places at work now.
    pub fn working(&self) -> usize {
        self.working
    }

    /// Places held now by customers whose service has ended.
    pub fn held(&self) -> usize {
        self.held
    }

    /// Places failed now.
    pub fn down(&self) -> usize {
        self.down
    }

    /// Places that could start somebody now.
    pub fn idle(&self) -> usize {
        self.idle.len()
    }

    /// Customers in line or interrupted now.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Starts the statistics anew, for example at the end of the warm-up. Places and the
    /// line stay as they are.
    pub fn reset_statistics(&mut self, now: SimTime) {
        self.pass_time(now);
        self.counters = InterruptibleServerStatistics {
            longest_line: self.waiting,
            ..InterruptibleServerStatistics::default()
        };
    }

    /// The statistics up to `now`.
    pub fn statistics(&mut self, now: SimTime) -> InterruptibleServerStatistics {
        self.pass_time(now);
        self.counters
    }

    fn is_preemptive(&self) -> bool {
        matches!(
            self.discipline,
            Discipline::PreemptiveResume | Discipline::PreemptiveRepeat
        )
    }

    fn next(&self) -> Option<Next> {
        let line = self.lines.iter().position(|line| !line.1.is_empty());
        let Some(&group) = self.interrupted.last() else {
            return line.map(Next::Line);
        };
        match line {
            Some(line)
                if self.is_preemptive() && self.lines[line].0 > self.groups[group].priority =>
            {
                Some(Next::Line(line))
            }
            _ => Some(Next::Interrupted(group)),
        }
    }

    /// Interrupts the lowest priority at work, of equals the last to come, if it is below
    /// that of `next`.
    fn make_way_for(&mut self, next: Next) -> Option<(usize, usize)> {
        let kind = match self.discipline {
            Discipline::FirstCome | Discipline::Priority => return None,
            Discipline::PreemptiveResume => Interruption::Resume,
            Discipline::PreemptiveRepeat => Interruption::Repeat,
        };
        let priority = match next {
            Next::Interrupted(group) => self.groups[group].priority,
            Next::Line(line) => self.lines[line].0,
        };
        let working = self.places.iter().enumerate();
        let (place, group) = working
            .filter_map(|(place, at)| match at.occupied {
                Occupied::Working(group) => Some((place, group)),
                _ => None,
            })
            .min_by_key(|&(_, group)| {
                let group = &self.groups[group];
                (group.priority, Reverse(group.order))
            })?;
        if self.groups[group].priority >= priority {
            return None;
        }
        self.interrupt(place, group, kind);
        Some((place, group))
    }

    fn interrupt(&mut self, place: usize, group: usize, kind: Interruption) {
        let at = &mut self.places[place];
        at.occupied = Occupied::Empty;
        at.stamp = at.stamp.wrapping_add(1);
        let interrupted = &mut self.groups[group];
        interrupted.remaining = match kind {
            Interruption::Resume => interrupted.remaining - (self.latest - interrupted.started),
            Interruption::Repeat => interrupted.work,
        };
        let customers = interrupted.customers.len();
        let key = self.key(group);
        let position = self
            .interrupted
            .partition_point(|&other| self.key(other) < key);
        self.interrupted.insert(position, group);
        self.counters.interrupted += 1;
        self.working -= 1;
        self.wait_more(customers);
    }

    /// Of two interrupted groups, the one with the greater key goes on first.
    fn key(&self, group: usize) -> (i32, Reverse<u64>) {
        let group = &self.groups[group];
        let priority = if self.is_preemptive() {
            group.priority
        } else {
            0
        };
        (priority, Reverse(group.order))
    }

    /// Forms a group of the first in the lines, from this line on.
    fn begin(&mut self, from: usize) -> usize {
        let group = self.spare_groups.pop().unwrap_or_else(|| {
            self.groups.push(Group {
                customers: Vec::new(),
                priority: 0,
                order: 0,
                work: 0,
                remaining: 0,
                started: self.latest,
                present: 0,
            });
            self.groups.len() - 1
        });
        let begun = &mut self.groups[group];
        begun.customers.clear();
        for (priority, line) in &mut self.lines[from..] {
            while begun.customers.len() < self.together
                && let Some(first) = line.pop_front()
            {
                if begun.customers.is_empty() {
                    begun.priority = *priority;
                    begun.order = first.order;
                    begun.work = first.work;
                    begun.remaining = first.work;
                }
                begun.customers.push((first.token, first.since));
                let wait = self.latest - first.since;
                self.counters.begun += 1;
                self.counters.waited += u64::from(wait > 0);
                self.counters.waited_time += i128::from(wait);
                self.counters.longest_wait = self.counters.longest_wait.max(wait);
            }
            if begun.customers.len() == self.together {
                break;
            }
        }
        self.waiting -= begun.customers.len();
        group
    }

    fn wait_more(&mut self, customers: usize) {
        self.waiting += customers;
        self.counters.longest_line = self.counters.longest_line.max(self.waiting);
    }

    fn pass_time(&mut self, now: SimTime) {
        let ticks = elapsed(&mut self.latest, now);
        if ticks == 0 {
            return;
        }
        self.counters.observed += ticks;
        let ticks = i128::from(ticks);
        self.counters.working_time += ticks * self.working as i128;
        self.counters.held_time += ticks * self.held as i128;
        self.counters.down_time += ticks * self.down as i128;
        self.counters.queue_time += ticks * self.waiting as i128;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Discipline, InterruptibleServer, Interruption, Start};
    use crate::time::SimTime;

    fn at(ticks: i64) -> SimTime {
        SimTime::from_ticks(ticks)
    }

    /// Ends the work of `start` at `ends`; everybody leaves, and the next starts.
    fn next(server: &mut InterruptibleServer<char>, start: Start) -> Option<Start> {
        let group = server.finish(start.ends, start.place, start.stamp).unwrap();
        let customers = server.customers(group).len();
        assert!(server.leave(start.ends, start.place, customers));
        server.start(start.ends)
    }

    fn tokens(server: &InterruptibleServer<char>, start: Start) -> String {
        let customers = server.customers(start.group).iter();
        customers.map(|&(token, _)| token).collect()
    }

    #[test]
    fn a_higher_priority_waits_for_the_end_of_service() {
        let mut server = InterruptibleServer::new(1, Discipline::Priority, 1);
        server.join(at(0), 'a', 0, 10);
        let first = server.start(at(0)).unwrap();
        server.join(at(1), 'b', 0, 10);
        server.join(at(2), 'c', 5, 10);
        assert_eq!(server.start(at(2)), None);
        let second = next(&mut server, first).unwrap();
        assert_eq!(tokens(&server, second), "c");
        let third = next(&mut server, second).unwrap();
        assert_eq!((tokens(&server, third), third.ends), ("b".into(), at(30)));
        assert_eq!(next(&mut server, third), None);
        // Waits: 0, 8, 19; line: 1 over [1,2), 2 over [2,10), 1 over [10,20).
        let statistics = server.statistics(at(40));
        assert_eq!(statistics.waited_time, 27);
        assert_eq!((statistics.begun, statistics.waited), (3, 2));
        assert_eq!((statistics.longest_wait, statistics.longest_line), (19, 2));
        assert_eq!(statistics.queue_time, 1 + 16 + 10);
        assert_eq!(statistics.occupancy(1), 0.75);
        assert_eq!(statistics.mean_wait(), 9.0);
        assert_eq!(statistics.mean_line(), 27.0 / 40.0);
    }

    #[test]
    fn repeated_work_takes_the_same_time_again() {
        let mut server = InterruptibleServer::new(1, Discipline::PreemptiveRepeat, 1);
        server.join(at(0), 'a', 0, 10);
        server.start(at(0)).unwrap();
        server.join(at(9), 'b', 1, 5);
        let express = server.start(at(9)).unwrap();
        let again = next(&mut server, express).unwrap();
        assert_eq!((again.ends, again.begins), (at(24), false));
        assert_eq!(next(&mut server, again), None);
        let statistics = server.statistics(at(24));
        assert_eq!((statistics.working_time, statistics.interrupted), (24, 1));
        // Interrupted is waiting, but no part of the wait.
        assert_eq!((statistics.queue_time, statistics.waited_time), (5, 0));
    }

    #[test]
    fn the_last_to_come_of_the_lowest_priority_makes_way() {
        let mut server = InterruptibleServer::new(3, Discipline::PreemptiveResume, 1);
        for (token, priority) in [('a', 1), ('b', 0), ('c', 0)] {
            server.join(at(0), token, priority, 100);
        }
        while server.start(at(0)).is_some() {}
        for (time, token) in [(10, 'd'), (20, 'e'), (30, 'f')] {
            server.join(at(time), token, 2, 1000);
        }
        let mut made_way = String::new();
        while let Some(start) = server.start(at(30)) {
            made_way.push(server.customers(start.interrupted.unwrap())[0].0);
        }
        assert_eq!(made_way, "cba");
        // Nobody makes way for an equal.
        server.join(at(31), 'g', 2, 1);
        assert_eq!(server.start(at(31)), None);
    }

    #[test]
    fn what_a_failure_interrupted_goes_on_elsewhere_or_after_the_repair() {
        let mut server = InterruptibleServer::new(2, Discipline::Priority, 1);
        server.join(at(0), 'a', 0, 10);
        server.join(at(0), 'b', 0, 10);
        let starts = [server.start(at(0)).unwrap(), server.start(at(0)).unwrap()];
        let failed = server.fail(at(4), 0, Interruption::Resume);
        assert_eq!(failed, Some(starts[0].group));
        server.join(at(5), 'c', 9, 10);
        assert_eq!(server.start(at(5)), None);
        assert_eq!(
            server.fail(at(6), 1, Interruption::Repeat),
            Some(starts[1].group)
        );
        // Who began goes on before the line, whatever the priority: 6 ticks are left.
        server.repair(at(8), 1);
        let first = server.start(at(8)).unwrap();
        assert_eq!((tokens(&server, first), first.ends), ("a".into(), at(14)));
        let second = next(&mut server, first).unwrap();
        assert_eq!((tokens(&server, second), second.ends), ("b".into(), at(24)));
        server.repair(at(20), 0);
        assert_eq!(server.start(at(20)).unwrap().ends, at(30));
        assert_eq!(server.statistics(at(20)).down_time, 16 + 2);
    }

    #[test]
    fn a_failed_idle_place_serves_nobody() {
        let mut server = InterruptibleServer::new(1, Discipline::FirstCome, 1);
        assert_eq!(server.fail(at(0), 0, Interruption::Resume), None);
        assert_eq!(server.fail(at(1), 0, Interruption::Resume), None);
        server.join(at(2), 'a', 0, 10);
        assert_eq!((server.start(at(2)), server.down()), (None, 1));
        server.repair(at(3), 0);
        server.repair(at(3), 0);
        assert_eq!((server.idle(), server.down()), (1, 0));
        assert_eq!(server.start(at(3)).unwrap().ends, at(13));
    }

    #[test]
    fn those_who_wait_are_served_together() {
        let mut server = InterruptibleServer::new(1, Discipline::Priority, 3);
        for (token, priority, work) in [('a', 0, 10), ('b', 0, 20), ('c', 1, 7), ('d', 0, 9)] {
            server.join(at(0), token, priority, work);
        }
        let first = server.start(at(0)).unwrap();
        // The first decides how long it takes.
        assert_eq!((tokens(&server, first), first.ends), ("cab".into(), at(7)));
        server.finish(at(7), 0, first.stamp);
        assert!(!server.leave(at(7), 0, 2));
        assert_eq!((server.start(at(8)), server.held()), (None, 1));
        assert!(server.leave(at(9), 0, 1));
        let second = server.start(at(9)).unwrap();
        assert_eq!((tokens(&server, second), second.ends), ("d".into(), at(18)));
        let statistics = server.statistics(at(9));
        assert_eq!((statistics.held_time, statistics.finished), (2, 3));
    }

    #[test]
    fn a_place_that_fails_while_held_stays_held_and_down() {
        let mut server = InterruptibleServer::new(1, Discipline::FirstCome, 1);
        server.join(at(0), 'a', 0, 5);
        let start = server.start(at(0)).unwrap();
        server.join(at(1), 'b', 0, 5);
        server.finish(at(5), 0, start.stamp);
        assert_eq!(server.fail(at(6), 0, Interruption::Repeat), None);
        assert!(server.leave(at(7), 0, 1));
        assert_eq!((server.start(at(7)), server.idle()), (None, 0));
        server.repair(at(8), 0);
        assert!(server.start(at(8)).is_some());
    }

    #[test]
    fn a_reset_keeps_places_and_line_but_not_the_past() {
        let mut server = InterruptibleServer::new(1, Discipline::FirstCome, 1);
        server.join(at(0), 'a', 0, 12);
        let start = server.start(at(0)).unwrap();
        server.join(at(4), 'b', 0, 5);
        server.reset_statistics(at(10));
        next(&mut server, start).unwrap();
        let statistics = server.statistics(at(14));
        assert_eq!((statistics.observed, statistics.working_time), (4, 4));
        assert_eq!((statistics.queue_time, statistics.waited_time), (2, 8));
        assert_eq!((statistics.joined, statistics.longest_line), (0, 1));
    }
}
