//! How much of something is held, by month of the year.

use kervan_engine::{OpeningHours, SimTime};

/// Time-weighted use of a resource, rolled over at the end of each month.
#[derive(Clone, Debug)]
pub(crate) struct Usage {
    level: i64,
    since: SimTime,
    months: [i128; 12],
    open_s: [i64; 12],
}

impl Usage {
    pub(crate) fn new() -> Usage {
        Usage {
            level: 0,
            since: SimTime::ZERO,
            months: [0; 12],
            open_s: [0; 12],
        }
    }

    /// What is held now.
    pub(crate) fn level(&self) -> i64 {
        self.level
    }

    /// Adds to what is held; only open time counts.
    pub(crate) fn change(
        &mut self,
        now: SimTime,
        by: i64,
        month: usize,
        hours: Option<&OpeningHours>,
    ) {
        self.roll(now, month, hours);
        self.level += by;
    }

    /// Counts the time up to now to a month.
    pub(crate) fn roll(&mut self, now: SimTime, month: usize, hours: Option<&OpeningHours>) {
        let open = hours.map_or(now - self.since, |hours| {
            hours.open_time_between(self.since, now)
        });
        self.months[month] += i128::from(self.level) * i128::from(open);
        self.open_s[month] += open;
        self.since = now;
    }

    /// Forgets what was counted; what is held stays held.
    pub(crate) fn reset(&mut self, now: SimTime) {
        self.since = now;
        self.months = [0; 12];
        self.open_s = [0; 12];
    }

    /// Share of `capacity` held in each month and, last, over the whole year.
    pub(crate) fn occupancy(&self, capacity: f64) -> [f64; 13] {
        let mut shares = [0.0; 13];
        let share = |held: i128, open: i64| {
            if open == 0 || capacity == 0.0 {
                0.0
            } else {
                held as f64 / (open as f64 * capacity)
            }
        };
        for (month, slot) in shares[..12].iter_mut().enumerate() {
            *slot = share(self.months[month], self.open_s[month]);
        }
        shares[12] = share(self.months.iter().sum(), self.open_s.iter().sum());
        shares
    }
}
