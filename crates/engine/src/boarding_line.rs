//! A waiting line that departures with limited room empty.

use crate::server::{elapsed, ratio};
use crate::time::SimTime;
use std::collections::VecDeque;

/// A waiting line, first come first served, that is emptied only when something departs, and
/// only as far as its room goes: boxes for a train, wagons for a ferry. Who finds no room is
/// left behind and waits for the next.
///
/// The line knows no timetable: the model says when something departs, and how much room it
/// has.
///
/// # Units and shapes
///
/// - times: ticks, never decreasing from call to call; room: customers.
///
/// # Examples
///
/// ```
/// use kervan_engine::{BoardingLine, SimTime};
/// let at = SimTime::from_ticks;
/// let mut line = BoardingLine::new();
/// for (time, wagon) in [(0, "a"), (3, "b"), (4, "c")] {
///     line.join(at(time), wagon);
/// }
/// let boarded: Vec<_> = line.depart(at(5), 2).collect();
/// assert_eq!(boarded, [("a", at(0)), ("b", at(3))]);
/// let statistics = line.statistics(at(5));
/// assert_eq!((statistics.waited_time, statistics.left_behind), (7, 1));
/// ```
#[derive(Debug, Clone)]
pub struct BoardingLine<T> {
    line: VecDeque<(T, SimTime)>,
    latest: SimTime,
    counters: BoardingLineStatistics,
}

/// What a [`BoardingLine`] did since its statistics were last reset. Waits are counted whole
/// at departure, also if they began before the reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BoardingLineStatistics {
    /// Ticks since the reset.
    pub observed: i64,
    /// Customers waiting, summed over time.
    pub queue_time: i128,
    /// Customers who joined.
    pub joined: u64,
    /// Departures.
    pub departures: u64,
    /// Room of all departures, summed.
    pub room: u64,
    /// Customers who boarded.
    pub boarded: u64,
    /// Waits of all who boarded, summed, in ticks.
    pub waited_time: i128,
    /// Longest wait of one who boarded, in ticks.
    pub longest_wait: i64,
    /// Customers left behind, summed over departures.
    pub left_behind: u64,
    /// Departures that left somebody behind.
    pub leaving_behind: u64,
    /// Most customers in the line at any instant.
    pub longest_line: usize,
}

impl BoardingLineStatistics {
    /// Mean number of customers in the line.
    pub fn mean_line(&self) -> f64 {
        ratio(self.queue_time, i128::from(self.observed))
    }

    /// Mean wait to departure, in ticks.
    pub fn mean_wait(&self) -> f64 {
        ratio(self.waited_time, i128::from(self.boarded))
    }
}

impl<T: Copy> BoardingLine<T> {
    /// An empty line, observed from the start of the run.
    pub fn new() -> BoardingLine<T> {
        BoardingLine {
            line: VecDeque::new(),
            latest: SimTime::ZERO,
            counters: BoardingLineStatistics::default(),
        }
    }

    /// Joins the end of the line.
    pub fn join(&mut self, now: SimTime, token: T) {
        self.pass_time(now);
        self.line.push_back((token, self.latest));
        self.counters.joined += 1;
        self.counters.longest_line = self.counters.longest_line.max(self.line.len());
    }

    /// Something departs with room for so many: who boards, each with the time at which it
    /// joined, first come first.
    pub fn depart(
        &mut self,
        now: SimTime,
        room: usize,
    ) -> impl ExactSizeIterator<Item = (T, SimTime)> + '_ {
        self.pass_time(now);
        let boarding = self.line.len().min(room);
        let left_behind = self.line.len() - boarding;
        for &(_, since) in self.line.range(..boarding) {
            self.counters.waited_time += i128::from(self.latest - since);
        }
        // The first has waited longest.
        if let (Some(&(_, since)), true) = (self.line.front(), boarding > 0) {
            self.counters.longest_wait = self.counters.longest_wait.max(self.latest - since);
        }
        self.counters.departures += 1;
        self.counters.room += room as u64;
        self.counters.boarded += boarding as u64;
        self.counters.left_behind += left_behind as u64;
        self.counters.leaving_behind += u64::from(left_behind > 0);
        self.line.drain(..boarding)
    }

    /// Customers in the line now.
    pub fn waiting(&self) -> usize {
        self.line.len()
    }

    /// Starts the statistics anew; the line stays as it is.
    pub fn reset_statistics(&mut self, now: SimTime) {
        self.pass_time(now);
        self.counters = BoardingLineStatistics {
            longest_line: self.line.len(),
            ..BoardingLineStatistics::default()
        };
    }

    /// The statistics up to `now`.
    pub fn statistics(&mut self, now: SimTime) -> BoardingLineStatistics {
        self.pass_time(now);
        self.counters
    }

    fn pass_time(&mut self, now: SimTime) {
        let ticks = elapsed(&mut self.latest, now);
        self.counters.observed += ticks;
        self.counters.queue_time += i128::from(ticks) * self.line.len() as i128;
    }
}

impl<T: Copy> Default for BoardingLine<T> {
    fn default() -> BoardingLine<T> {
        BoardingLine::new()
    }
}

#[cfg(test)]
mod tests {
    use super::BoardingLine;
    use crate::time::SimTime;
    use proptest::prelude::proptest;

    fn at(ticks: i64) -> SimTime {
        SimTime::from_ticks(ticks)
    }

    #[test]
    fn who_is_left_behind_goes_first_next_time() {
        let mut line = BoardingLine::new();
        assert_eq!(line.depart(at(1), 2).len(), 0);
        for (time, token) in [(2, 'a'), (2, 'b'), (5, 'c'), (7, 'd')] {
            line.join(at(time), token);
        }
        assert_eq!(
            line.depart(at(10), 3).map(|entry| entry.0).last(),
            Some('c')
        );
        line.join(at(12), 'e');
        let boarded: String = line.depart(at(20), 3).map(|entry| entry.0).collect();
        assert_eq!(boarded, "de");
        // Waits: 8, 8, 5, 13, 8; line: 2 over [2,5), 3 over [5,7), 4 over [7,10), 1 over
        // [10,12), 2 over [12,20).
        let statistics = line.statistics(at(20));
        assert_eq!((statistics.waited_time, statistics.longest_wait), (42, 13));
        assert_eq!(statistics.queue_time, 6 + 6 + 12 + 2 + 16);
        assert_eq!((statistics.departures, statistics.room), (3, 8));
        assert_eq!((statistics.left_behind, statistics.leaving_behind), (1, 1));
        assert_eq!((statistics.boarded, statistics.longest_line), (5, 4));
        assert_eq!((statistics.mean_wait(), statistics.mean_line()), (8.4, 2.1));
    }

    #[test]
    fn a_reset_keeps_the_line() {
        let mut line = BoardingLine::new();
        line.join(at(0), 'a');
        line.reset_statistics(at(4));
        assert_eq!((line.waiting(), line.depart(at(6), 9).len()), (1, 1));
        let statistics = line.statistics(at(6));
        assert_eq!((statistics.queue_time, statistics.waited_time), (2, 6));
        assert_eq!((statistics.joined, statistics.boarded), (0, 1));
    }

    proptest! {
        #[test]
        fn everybody_boards_in_order_and_the_line_over_time_is_the_waits(
            gaps in proptest::collection::vec(0_i64..7, 0..60),
            headway in 1_i64..20,
            room in 1_usize..6,
        ) {
            // Brute force: customer n boards the first departure after it came that is
            // not full, and not before the one in front.
            let mut line = BoardingLine::new();
            let mut time = 0;
            let comes: Vec<i64> = gaps.iter().map(|gap| { time += gap; time }).collect();
            let mut loads: Vec<usize> = Vec::new();
            let mut expected = Vec::new();
            let mut earliest = 0;
            for &come in &comes {
                let mut departure = earliest.max(usize::try_from(come / headway).unwrap_or(0));
                loop {
                    if loads.len() <= departure {
                        loads.resize(departure + 1, 0);
                    }
                    if loads[departure] < room {
                        break;
                    }
                    departure += 1;
                }
                loads[departure] += 1;
                earliest = departure;
                expected.push((departure as i64 + 1) * headway);
            }
            let mut boarded = Vec::new();
            let mut next = 0;
            for departure in 1..=loads.len() as i64 {
                let now = departure * headway;
                while next < comes.len() && comes[next] < now {
                    line.join(at(comes[next]), next);
                    next += 1;
                }
                boarded.extend(line.depart(at(now), room).map(|entry| (entry.0, now)));
            }
            let found: Vec<i64> = boarded.iter().map(|entry| entry.1).collect();
            assert_eq!(found, expected);
            assert!(boarded.iter().enumerate().all(|(place, entry)| place == entry.0));
            let waits: i64 = comes.iter().zip(&found).map(|(come, board)| board - come).sum();
            let statistics = line.statistics(at(loads.len() as i64 * headway));
            assert_eq!(statistics.waited_time, i128::from(waits));
            assert_eq!(statistics.queue_time, i128::from(waits));
        }
    }
}
