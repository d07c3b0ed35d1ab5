//! When something is open: a weekly pattern.

use crate::time::SimTime;
use std::error::Error;
use std::fmt;

/// A weekly pattern of open time, in the local time of a place: the working hours of a
/// border post, the shifts of a terminal.
///
/// All questions are answered in a few steps, however far apart the times are.
///
/// # Units and shapes
///
/// - times and lengths: ticks. A week is any number of ticks, which makes small tests
///   easy; with one tick a second it is 604 800.
/// - intervals: half-open, `[from, to)`, in ticks since the start of the local week.
/// - `offset`: what to add to simulation time to get local time counted from the start
///   of some local week; it may have either sign.
///
/// # Examples
///
/// A post that works from 8 to 20 each day; the run starts on a Monday at midnight.
///
/// ```
/// use kervan_engine::{OpeningHours, SimTime};
/// const HOUR: i64 = 3600;
/// let days = (0..7).map(|day| ((day * 24 + 8) * HOUR, (day * 24 + 20) * HOUR)).collect();
/// let post = OpeningHours::from_intervals(days, 7 * 24 * HOUR, 0)?;
/// let evening = SimTime::from_ticks(19 * HOUR);
/// // Two hours of work begun at 19 end at 9 the next morning.
/// assert_eq!(post.finish(evening, 2 * HOUR), SimTime::from_ticks((24 + 9) * HOUR));
/// # Ok::<(), kervan_engine::OpeningHoursError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningHours {
    /// Sorted, apart from each other, inside the week, at least one.
    intervals: Vec<Interval>,
    week: i64,
    offset: i64,
    /// Open ticks in a week, at least one.
    open_per_week: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Interval {
    from: i64,
    to: i64,
    /// Open ticks of the week before `from`.
    open_before: i64,
}

/// Why a weekly pattern is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpeningHoursError {
    /// The week has no ticks.
    Week {
        /// The length given, in ticks.
        week: i64,
    },
    /// There is no open time at all, so work would never end.
    NeverOpen,
    /// An interval ends before it begins, or lies outside the week.
    Interval {
        /// Its beginning, in ticks of the week.
        from: i64,
        /// Its end, in ticks of the week.
        to: i64,
        /// Length of the week, in ticks.
        week: i64,
    },
    /// An interval begins before the one before it has ended.
    Order {
        /// End of the earlier one, in ticks of the week.
        end: i64,
        /// Beginning of the later one, in ticks of the week.
        from: i64,
    },
}

impl fmt::Display for OpeningHoursError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpeningHoursError::Week { week } => {
                write!(
                    formatter,
                    "the week is {week} ticks long; expected at least 1"
                )
            }
            OpeningHoursError::NeverOpen => write!(
                formatter,
                "there is no open time in the week; expected at least one interval"
            ),
            OpeningHoursError::Interval { from, to, week } => write!(
                formatter,
                "open from {from} to {to}; expected an end after the beginning, both in 0 to {week}"
            ),
            OpeningHoursError::Order { end, from } => write!(
                formatter,
                "open from {from}, but the interval before ends at {end}; expected intervals in \
                 order that do not overlap"
            ),
        }
    }
}

impl Error for OpeningHoursError {}

impl OpeningHours {
    /// Open day and night.
    pub fn always() -> OpeningHours {
        OpeningHours {
            intervals: vec![Interval {
                from: 0,
                to: 1,
                open_before: 0,
            }],
            week: 1,
            offset: 0,
            open_per_week: 1,
        }
    }

    /// Open during the given intervals of each local week.
    ///
    /// Intervals that touch are joined; one that runs over the end of the week is given
    /// as two.
    ///
    /// # Errors
    ///
    /// If the week has no ticks, nothing is open, an interval is empty or outside the
    /// week, or the intervals overlap or are out of order.
    pub fn from_intervals(
        intervals: Vec<(i64, i64)>,
        week: i64,
        offset: i64,
    ) -> Result<OpeningHours, OpeningHoursError> {
        if week < 1 {
            return Err(OpeningHoursError::Week { week });
        }
        let mut joined: Vec<Interval> = Vec::with_capacity(intervals.len());
        let mut open_before = 0;
        for (from, to) in intervals {
            if from < 0 || to <= from || to > week {
                return Err(OpeningHoursError::Interval { from, to, week });
            }
            match joined.last_mut() {
                Some(last) if from < last.to => {
                    return Err(OpeningHoursError::Order { end: last.to, from });
                }
                Some(last) if from == last.to => last.to = to,
                _ => joined.push(Interval {
                    from,
                    to,
                    open_before,
                }),
            }
            open_before += to - from;
        }
        if joined.is_empty() {
            return Err(OpeningHoursError::NeverOpen);
        }
        Ok(OpeningHours {
            intervals: joined,
            week,
            // Kept inside one week, so that adding it overflows only at the end of time.
            offset: offset.rem_euclid(week),
            open_per_week: open_before,
        })
    }

    /// True if open at this instant.
    pub fn is_open(&self, time: SimTime) -> bool {
        let (_, position) = self.local(time);
        self.intervals[..self.started(position)]
            .last()
            .is_some_and(|interval| position < interval.to)
    }

    /// The first open instant from `time` on: `time` itself if open.
    pub fn next_open(&self, time: SimTime) -> SimTime {
        let (week, position) = self.local(time);
        let started = self.started(position);
        if self.intervals[..started]
            .last()
            .is_some_and(|interval| position < interval.to)
        {
            return time;
        }
        let next = match self.intervals.get(started) {
            Some(interval) => week * self.week + interval.from,
            None => (week + 1) * self.week + self.intervals[0].from,
        };
        SimTime::from_ticks(next - self.offset)
    }

    /// The instant by which `work` ticks of open time have passed since `start`. Work
    /// pauses while closed. No work is done at once, even while closed.
    pub fn finish(&self, start: SimTime, work: i64) -> SimTime {
        if work <= 0 {
            return start;
        }
        if self.is_always() {
            return start + work;
        }
        let target = self.open_until(start) + work;
        // The week in which the last tick of work falls, and its number there, from 1 on.
        let week = (target - 1).div_euclid(self.open_per_week);
        let rest = target - week * self.open_per_week;
        let begun = self
            .intervals
            .partition_point(|interval| interval.open_before < rest);
        // The first interval has nothing before it and `rest` is at least 1.
        let interval = self.intervals[begun - 1];
        let position = interval.from + rest - interval.open_before;
        SimTime::from_ticks(week * self.week + position - self.offset)
    }

    /// Open ticks from `from` to `to`; 0 if `to` is not after `from`.
    pub fn open_time_between(&self, from: SimTime, to: SimTime) -> i64 {
        if to <= from {
            return 0;
        }
        if self.is_always() {
            return to - from;
        }
        self.open_until(to) - self.open_until(from)
    }

    /// Share of the week that is open, above 0 and at most 1.
    pub fn open_share(&self) -> f64 {
        self.open_per_week as f64 / self.week as f64
    }

    /// Whether it never closes.
    fn is_always(&self) -> bool {
        self.open_per_week == self.week
    }

    /// Number of the local week, and ticks since its start.
    fn local(&self, time: SimTime) -> (i64, i64) {
        let local = time.ticks().saturating_add(self.offset);
        (local.div_euclid(self.week), local.rem_euclid(self.week))
    }

    /// How many intervals have begun at this position of the week.
    fn started(&self, position: i64) -> usize {
        self.intervals
            .partition_point(|interval| interval.from <= position)
    }

    /// Open ticks from the start of local week 0 to `time`; negative before it.
    fn open_until(&self, time: SimTime) -> i64 {
        let (week, position) = self.local(time);
        let this_week = self.intervals[..self.started(position)]
            .last()
            .map_or(0, |interval| {
                interval.open_before + position.min(interval.to) - interval.from
            });
        week * self.open_per_week + this_week
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{OpeningHours, OpeningHoursError};
    use crate::time::SimTime;
    use proptest::prelude::{Strategy, proptest};

    fn at(ticks: i64) -> SimTime {
        SimTime::from_ticks(ticks)
    }

    #[test]
    fn always_is_always() {
        let hours = OpeningHours::always();
        for time in [-1_000_000, 0, 5] {
            assert!(hours.is_open(at(time)));
            assert_eq!(hours.next_open(at(time)), at(time));
            assert_eq!(hours.finish(at(time), 17), at(time + 17));
            assert_eq!(hours.open_time_between(at(time), at(time + 9)), 9);
        }
        assert_eq!(hours.open_share(), 1.0);
    }

    #[test]
    fn work_pauses_over_the_night() {
        // A week of one day with ten ticks, open from 2 to 5 and from 6 to 8.
        let hours = OpeningHours::from_intervals(vec![(2, 5), (6, 8)], 10, 0).unwrap();
        assert_eq!(hours.next_open(at(8)), at(12));
        // From 4: one tick to 5, two from 6 to 8, the fourth ends at 13.
        assert_eq!(hours.finish(at(4), 1), at(5));
        assert_eq!(hours.finish(at(4), 3), at(8));
        assert_eq!(hours.finish(at(4), 4), at(13));
        assert_eq!(hours.finish(at(9), 0), at(9));
        assert_eq!(hours.open_share(), 0.5);
    }

    #[test]
    fn impossible_patterns_are_refused() {
        let refused =
            |intervals, week| OpeningHours::from_intervals(intervals, week, 0).unwrap_err();
        assert_eq!(refused(vec![], 7), OpeningHoursError::NeverOpen);
        assert_eq!(
            refused(vec![(0, 1)], 0),
            OpeningHoursError::Week { week: 0 }
        );
        let outside = OpeningHoursError::Interval {
            from: 3,
            to: 8,
            week: 7,
        };
        assert_eq!(refused(vec![(3, 8)], 7), outside);
        let order = OpeningHoursError::Order { end: 4, from: 3 };
        assert_eq!(refused(vec![(1, 4), (3, 5)], 7), order);
        assert!(order.to_string().contains("do not overlap"));
    }

    /// Any pattern of a week of 1 to 24 ticks with something open, tick by tick.
    fn patterns() -> impl Strategy<Value = (Vec<bool>, i64)> {
        proptest::collection::vec(proptest::bool::ANY, 1..24)
            .prop_filter("something is open", |ticks| ticks.contains(&true))
            .prop_flat_map(|ticks| (proptest::strategy::Just(ticks), -50_i64..50))
    }

    proptest! {
        #[test]
        fn answers_agree_with_counting_tick_by_tick(
            (ticks, offset) in patterns(),
            start in -60_i64..60,
            length in 0_i64..60,
            work in 1_i64..40,
        ) {
            let week = ticks.len() as i64;
            let intervals = (0_i64..)
                .zip(&ticks)
                .filter(|(_, open)| **open)
                .map(|(tick, _)| (tick, tick + 1))
                .collect();
            let hours = OpeningHours::from_intervals(intervals, week, offset).unwrap();
            let open = |time: i64| ticks[(time + offset).rem_euclid(week) as usize];

            assert_eq!(hours.is_open(at(start)), open(start));
            let next = (start..).find(|&time| open(time)).unwrap();
            assert_eq!(hours.next_open(at(start)), at(next));
            let counted = (start..start + length).filter(|&time| open(time)).count() as i64;
            assert_eq!(hours.open_time_between(at(start), at(start + length)), counted);
            // The end of the tick in which the last of the work is done.
            let last = (start..).filter(|&time| open(time)).nth(work as usize - 1).unwrap();
            assert_eq!(hours.finish(at(start), work), at(last + 1));
            assert_eq!(hours.open_time_between(at(start), at(last + 1)), work);
        }
    }
}
