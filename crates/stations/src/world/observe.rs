//! What is seen of the world, from the end of the warm-up on.

use super::{Kind, Station, World};
use crate::counts::Counts;
use crate::observation::{Observation, Passage, Seen};
use kervan_engine::SimTime;

impl World<'_> {
    /// The warm-up is over: everything is counted anew.
    pub(super) fn begin(&mut self) {
        self.begun = self.now;
        for station in &mut self.stations {
            station.empty.reset(self.now);
            for counts in &mut station.counts {
                counts.reset(self.now);
            }
            match &mut station.kind {
                Kind::Servers(workshop) => workshop.server.reset_statistics(self.now),
                Kind::Departures(timetable) => timetable.line.reset_statistics(self.now),
                Kind::Delay { .. } => {}
            }
        }
        for crowd in &mut self.crowds {
            crowd.number.reset(self.now);
            (crowd.came, crowd.lost) = (0, 0);
            crowd.time.clear();
        }
    }

    /// What was seen since then.
    pub(super) fn observation(&mut self) -> Observation {
        let ticks = (self.now - self.begun) as f64;
        let time = ticks / self.clock.ticks_per_unit;
        let mut observation = Observation {
            time,
            stations: Vec::new(),
            by_class: Vec::new(),
            passages: Vec::new(),
            events: self.events,
        };
        for station in &mut self.stations {
            let mut all = Counts::new(self.clock.ticks_per_unit);
            station.counts.iter().for_each(|counts| all.add(counts));
            all.empty = station.empty;
            station.assert_agrees(&all, self.now);
            let seen = |counts: Counts| station.seen(counts, self.begun, self.now);
            let mut total = seen(all);
            let mut by_class: Vec<_> = station.counts.iter().cloned().map(seen).collect();
            if let Kind::Departures(timetable) = &mut station.kind {
                let statistics = timetable.line.statistics(self.now);
                let departures = statistics.departures as f64;
                total.mean_left_behind = statistics.left_behind as f64 / departures;
                total.share_leaving_behind = statistics.leaving_behind as f64 / departures;
                for seen in by_class.iter_mut().chain([&mut total]) {
                    seen.utilisation = seen.wait.count() as f64 / statistics.room as f64;
                }
            }
            observation.stations.push(total);
            observation.by_class.push(by_class);
        }
        for crowd in &self.crowds {
            observation.passages.push(Passage {
                throughput: crowd.time.count() as f64 / time,
                mean_time: crowd.time.mean(),
                deviation_of_time: crowd.time.deviation(),
                mean_number: crowd.number.sum(self.now) as f64 / ticks,
                share_lost: crowd.lost as f64 / crowd.came as f64,
                time: crowd.time.clone().trimmed(),
            });
        }
        observation
    }
}

impl Station<'_> {
    fn seen(&self, counts: Counts, from: SimTime, now: SimTime) -> Seen {
        let servers = match &self.kind {
            Kind::Servers(workshop) => Some(workshop.server.places() as u32),
            _ => None,
        };
        counts.seen(from, now, servers)
    }

    /// The classes together are what the engine counted.
    fn assert_agrees(&mut self, all: &Counts, now: SimTime) {
        match &mut self.kind {
            Kind::Servers(workshop) => {
                let engine = workshop.server.statistics(now);
                debug_assert_eq!(all.line.sum(now), engine.queue_time);
                debug_assert_eq!(all.working.sum(now), engine.working_time);
                debug_assert_eq!(all.held.sum(now), engine.held_time);
                debug_assert_eq!(all.wait.count(), engine.begun);
            }
            Kind::Departures(timetable) => {
                let engine = timetable.line.statistics(now);
                debug_assert_eq!(all.line.sum(now), engine.queue_time);
                debug_assert_eq!(all.wait.count(), engine.boarded);
            }
            Kind::Delay { .. } => {}
        }
    }
}
