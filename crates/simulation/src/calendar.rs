//! The model year: 365 days, twelve months, no leap day and no daylight saving.

use kervan_corridor::quantity::{Duration, OpeningHours};
use kervan_engine::{OpeningHours as Calendar, SimTime};

/// Days before the first of each month, January to December, and of the whole year.
const DAYS_BEFORE: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
/// Days of each month.
pub(crate) fn days_of_months() -> [f64; 12] {
    std::array::from_fn(|month| (DAYS_BEFORE[month + 1] - DAYS_BEFORE[month]) as f64)
}

/// Seconds of a model year.
pub(crate) const YEAR_S: i64 = 365 * Duration::DAY_S;
/// Seconds of a week.
pub(crate) const WEEK_S: i64 = 7 * Duration::DAY_S;

/// Where the start of the run lies in the year and in the week.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ModelYear {
    day_of_year: i64,
    /// Days after Monday.
    weekday: i64,
}

impl ModelYear {
    /// From the first simulated day.
    pub(crate) fn starting((year, month, day): (i16, i8, i8)) -> ModelYear {
        // Days since Monday, 1 January 1900, by the civil calendar (Hatcher 1984 for the leap days).
        let (year, month, day) = (
            i64::from(year),
            i64::from(month).clamp(1, 12),
            i64::from(day),
        );
        let before = year - 1;
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let days = 365 * before + before / 4 - before / 100 + before / 400;
        let of_year = DAYS_BEFORE[month as usize - 1] + i64::from(leap && month > 2) + day - 1;
        // 1 January of year 1 was a Monday.
        ModelYear {
            day_of_year: (DAYS_BEFORE[month as usize - 1] + day - 1).min(364),
            weekday: (days + of_year) % 7,
        }
    }

    /// Month, 0 for January.
    pub(crate) fn month(self, time: SimTime) -> usize {
        let day = (self.day_of_year + time.ticks().div_euclid(Duration::DAY_S)).rem_euclid(365);
        DAYS_BEFORE[1..]
            .iter()
            .position(|end| day < *end)
            .unwrap_or(11)
    }

    /// The first instant of the month after the one that contains `time`.
    pub(crate) fn next_month(self, time: SimTime) -> SimTime {
        let days = time.ticks().div_euclid(Duration::DAY_S) + self.day_of_year;
        let (year, day) = (days.div_euclid(365), days.rem_euclid(365));
        let end = DAYS_BEFORE[1..]
            .iter()
            .copied()
            .find(|end| day < *end)
            .unwrap_or(365);
        SimTime::from_ticks((year * 365 + end - self.day_of_year) * Duration::DAY_S)
    }

    /// Opening hours in local time as the engine's calendar.
    pub(crate) fn calendar(self, hours: &OpeningHours, utc_offset_s: i64) -> Calendar {
        if hours.is_always() {
            return Calendar::always();
        }
        let intervals = hours
            .intervals()
            .iter()
            .map(|(from, to)| (i64::from(*from) * 60, i64::from(*to) * 60))
            .collect();
        // The corridor keeps intervals sorted, apart and inside the week.
        Calendar::from_intervals(intervals, WEEK_S, self.week_offset(utc_offset_s))
            .unwrap_or_else(|_| Calendar::always())
    }

    /// The first instant after `time` at which one of the weekly minutes comes, local time.
    pub(crate) fn next_departure(
        self,
        minutes: &[u32],
        utc_offset_s: i64,
        time: SimTime,
    ) -> Option<SimTime> {
        let local = time.ticks() + self.week_offset(utc_offset_s);
        let (week, position) = (local.div_euclid(WEEK_S), local.rem_euclid(WEEK_S));
        let seconds = |minute: &u32| i64::from(*minute) * 60;
        let next = match minutes
            .iter()
            .map(seconds)
            .find(|second| *second > position)
        {
            Some(second) => week * WEEK_S + second,
            None => (week + 1) * WEEK_S + minutes.first().map(seconds)?,
        };
        Some(SimTime::from_ticks(next - self.week_offset(utc_offset_s)))
    }

    fn week_offset(self, utc_offset_s: i64) -> i64 {
        self.weekday * Duration::DAY_S + utc_offset_s
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i64) -> SimTime {
        SimTime::from_ticks(day * Duration::DAY_S)
    }

    #[test]
    fn months_follow_one_another_for_ever() {
        let year = ModelYear::starting((2024, 1, 1));
        assert_eq!(
            (
                year.month(day(0)),
                year.month(day(30)),
                year.month(day(31)),
                year.month(day(364))
            ),
            (0, 0, 1, 11)
        );
        assert_eq!(year.month(day(365 * 7 + 59)), 2);
        assert_eq!(year.next_month(day(0)), day(31));
        assert_eq!(year.next_month(day(364)), day(365));
        assert_eq!(
            ModelYear::starting((2024, 3, 15)).next_month(day(0)),
            day(17)
        );
    }

    #[test]
    fn the_first_of_2024_was_a_monday_and_midsummer_2025_a_saturday() {
        assert_eq!(ModelYear::starting((2024, 1, 1)).weekday, 0);
        assert_eq!(ModelYear::starting((2025, 6, 21)).weekday, 5);
        assert_eq!(ModelYear::starting((2024, 2, 29)).weekday, 3);
    }

    #[test]
    fn departures_are_local() {
        // Monday 08:00 in UTC+5 is Monday 03:00 UTC.
        let year = ModelYear::starting((2024, 1, 1));
        let first = year.next_departure(&[8 * 60], 5 * 3600, SimTime::ZERO);
        assert_eq!(first, Some(SimTime::from_ticks(3 * 3600)));
        assert_eq!(
            year.next_departure(&[8 * 60], 5 * 3600, SimTime::from_ticks(3 * 3600)),
            Some(SimTime::from_ticks(3 * 3600 + WEEK_S))
        );
    }
}
