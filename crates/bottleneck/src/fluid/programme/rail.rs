//! Trains: their paths, locomotives and wagons.

use std::collections::BTreeMap;

use kervan_corridor::service::Service;
use kervan_solver::Col;

use super::super::light::Light;
use super::super::trip::{control_h, move_h, train_of};
use super::{Journey, Programme};

impl Programme<'_> {
    /// Wagons of a full train of a service.
    pub(super) fn set(&self, service: &Service) -> f64 {
        let Some(train) = train_of(service) else {
            return 0.0;
        };
        let wagons = |pool| self.corridor.wagons[pool].wagons_for(train.capacity.amount);
        train.wagons.map_or(0.0, |pool| f64::from(wagons(pool)))
    }

    /// Trains, their wagons, and what they use on their way.
    pub(super) fn run_trains(&mut self) {
        let corridor = self.corridor;
        // Of each pool and node: sets of wagons that come and go.
        let mut balance: BTreeMap<(usize, usize), Vec<(Col, f64)>> = BTreeMap::new();
        for (at, service) in corridor.services.rows().iter().enumerate() {
            let (Some(trip), Some(train)) = (self.trips[at].clone(), train_of(service)) else {
                self.trains.push(None);
                continue;
            };
            let trains = self.model.column("trains", 0.0, f64::INFINITY, 0.0);
            let sets = self.model.column("sets", 0.0, f64::INFINITY, 0.0);
            self.trains.push(Some((trains, sets)));
            for (section, direction) in &trip.sections {
                self.uses(self.sections[*section][*direction], trains, 1.0);
            }
            for control in &trip.controls {
                let hours = control_h(&corridor.controls.rows()[*control]);
                self.uses(self.controls[*control], trains, hours);
            }
            for haul in &trip.hauls {
                self.uses(self.locomotives[haul.pool], trains, haul.hours);
            }
            if let Some(pool) = train.wagons {
                let set = self.set(service);
                let turnaround = corridor.wagons[pool].turnaround.as_hours();
                let hours = set * (trip.hours + turnaround);
                self.uses(self.wagons[pool.at()], sets, hours);
                for (stop, sign) in [(service.origin, -set), (service.destination, set)] {
                    let key = (pool.at(), stop.node.at());
                    balance.entry(key).or_default().push((sets, sign));
                }
                let none = f64::NEG_INFINITY;
                let terms = [(sets, 1.0), (trains, -1.0)];
                self.model.row("sets on trains", none, 0.0, terms);
            } else {
                self.model.set_bounds(sets, 0.0, 0.0);
            }
            self.keep_timetable(service, vec![(trains, 1.0)]);
        }
        for terms in balance.into_values() {
            self.model.row("wagons come back", 0.0, 0.0, terms);
        }
    }

    /// One service of a journey by train. Hours of a unit on it, loading and unloading included.
    pub(super) fn by_train(&mut self, journey: &Journey, at: usize, enters: bool) -> f64 {
        let corridor = self.corridor;
        let service = &corridor.services.rows()[at];
        let factor = self.factors[journey.flow];
        let (Some(trip), Some(train)) = (self.trips[at].clone(), train_of(service)) else {
            return 0.0;
        };
        let room = journey.units * journey.room;
        // A lot that comes loaded on a train is a train; others fill what runs.
        let per_train = match enters {
            true => journey.lot,
            false => train.capacity.amount / journey.room,
        };
        self.filled[at][0].push((factor, journey.units / per_train));
        let set = if enters { 0.0 } else { self.set(service) };
        if let Some(pool) = train.wagons.filter(|_| set > 0.0) {
            let of_set = set * corridor.wagons[pool].capacity.amount;
            self.filled[at][1].push((factor, room / of_set));
        }
        let mut hours = trip.hours;
        for (stop, is_worked) in [(service.origin, !enters), (service.destination, true)] {
            let Some(terminal) = stop.terminal.filter(|_| is_worked && journey.moves > 0.0) else {
                continue;
            };
            // The whole train waits for each of its units.
            let of_unit = journey.moves * move_h(&corridor.terminals[terminal]);
            let of_train = per_train * of_unit;
            self.uses(self.tracks[terminal.at()], factor, journey.units * of_unit);
            self.stand(journey, stop, factor, journey.units, of_train);
            if let Some(pool) = train.wagons.filter(|_| set > 0.0) {
                let hours = set * journey.units * of_unit;
                self.uses(self.wagons[pool.at()], factor, hours);
            }
            hours += of_train;
        }
        hours
    }

    /// Locomotives run light from where hauls end to where others begin.
    pub(super) fn run_light(&mut self) {
        for pool in 0..self.corridor.locomotives.len() {
            let mut hauls: Vec<([usize; 2], Col)> = Vec::new();
            let mut sections = Vec::new();
            for (trip, trains) in self.trips.iter().zip(&self.trains) {
                let (Some(trip), Some((trains, _))) = (trip, trains) else {
                    continue;
                };
                for haul in trip.hauls.iter().filter(|haul| haul.pool == pool) {
                    hauls.push((haul.ends, *trains));
                    sections.extend(haul.sections.iter().copied());
                }
            }
            let ends: Vec<[usize; 2]> = hauls.iter().map(|(ends, _)| *ends).collect();
            let light = Light::new(&ends, &sections);
            let mut balance: Vec<Vec<(Col, f64)>> = vec![Vec::new(); light.nodes.len()];
            let at = |node: usize| light.nodes.binary_search(&node).unwrap_or(0);
            for ([from, to], trains) in hauls {
                balance[at(from)].push((trains, -1.0));
                balance[at(to)].push((trains, 1.0));
            }
            for from in 0..light.nodes.len() {
                for to in 0..light.nodes.len() {
                    let hours = light.hours[from][to];
                    if from != to && hours.is_finite() {
                        let col = self.model.column("light", 0.0, f64::INFINITY, 0.0);
                        self.uses(self.locomotives[pool], col, hours);
                        balance[from].push((col, -1.0));
                        balance[to].push((col, 1.0));
                    }
                }
            }
            for terms in balance {
                self.model.row("locomotives come back", 0.0, 0.0, terms);
            }
        }
    }
}
