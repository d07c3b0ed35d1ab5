//! One replication day by day.

use kervan_engine::SimTime;
use kervan_results::DaySeries;

const DAY_S: i64 = 86_400;

/// What is noted of every day since the start of the notes, in kilograms of goods.
#[derive(Clone, Debug)]
pub(crate) struct Days {
    start: SimTime,
    /// Days that are over.
    over: usize,
    entered: Vec<i64>,
    arrived: Vec<i64>,
    turned_away: Vec<i64>,
    detoured: Vec<i64>,
    held: Vec<i64>,
    inside_at_start: i64,
}

impl Days {
    pub(crate) fn starting(now: SimTime, inside: i64) -> Days {
        Days {
            start: now,
            over: 0,
            entered: Vec::new(),
            arrived: Vec::new(),
            turned_away: Vec::new(),
            detoured: Vec::new(),
            held: Vec::new(),
            inside_at_start: inside,
        }
    }

    /// When the present day ends.
    pub(crate) fn end_of_day(&self) -> SimTime {
        self.start + (self.over as i64 + 1) * DAY_S
    }

    pub(crate) fn entered(&mut self, kg: i64) {
        add(&mut self.entered, self.over, kg);
    }

    pub(crate) fn arrived(&mut self, kg: i64) {
        add(&mut self.arrived, self.over, kg);
    }

    pub(crate) fn turned_away(&mut self, kg: i64) {
        add(&mut self.turned_away, self.over, kg);
    }

    pub(crate) fn detoured(&mut self, kg: i64) {
        add(&mut self.detoured, self.over, kg);
    }

    /// The present day is over, and so much is held up.
    pub(crate) fn day_is_over(&mut self, held: i64) {
        self.held.push(held);
        self.over += 1;
    }

    /// Goods inside now.
    pub(crate) fn inside(&self) -> i64 {
        self.inside_at_start + self.entered.iter().sum::<i64>() - self.arrived.iter().sum::<i64>()
    }

    /// The days that are over from `first` on, `count` of them at most.
    pub(crate) fn series(&self, first: usize, count: usize) -> DaySeries {
        let last = self.over.min(first.saturating_add(count));
        let kg = |values: &[i64], day: usize| values.get(day).copied().unwrap_or(0);
        let tonnes = |values: &[i64]| -> Vec<f64> {
            (first..last)
                .map(|day| kg(values, day) as f64 / 1000.0)
                .collect()
        };
        let mut inside = self.inside_at_start;
        let mut inside_t = Vec::new();
        for day in 0..last {
            inside += kg(&self.entered, day) - kg(&self.arrived, day);
            if day >= first {
                inside_t.push(inside as f64 / 1000.0);
            }
        }
        DaySeries {
            entered_t: tonnes(&self.entered),
            arrived_t: tonnes(&self.arrived),
            inside_t,
            turned_away_t: tonnes(&self.turned_away),
            detoured_t: tonnes(&self.detoured),
            held_t: tonnes(&self.held),
        }
    }
}

fn add(days: &mut Vec<i64>, day: usize, kg: i64) {
    if days.len() <= day {
        days.resize(day + 1, 0);
    }
    days[day] += kg;
}
