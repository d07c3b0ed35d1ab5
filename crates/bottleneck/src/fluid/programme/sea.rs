//! Vessels: their calls, berths and time at sea.

use std::collections::BTreeMap;

use kervan_corridor::service::Carriage;
use kervan_corridor::terminal::{Berth, Stop};
use kervan_solver::Col;

use super::{BerthKind, DAY_H, Journey, Programme};

impl Programme<'_> {
    /// Berths by the terminals that they serve, smallest first; those that are alike together.
    pub(super) fn limit_berths(&mut self) {
        let corridor = self.corridor;
        let mut berths: Vec<&Berth> = corridor.berths.rows().iter().collect();
        berths.sort_by(|a, b| {
            let length = a.length.as_m().total_cmp(&b.length.as_m());
            length.then(a.id.cmp(&b.id))
        });
        // The first berth of a group names it.
        let mut groups: BTreeMap<Vec<usize>, (String, Vec<&Berth>)> = BTreeMap::new();
        for berth in berths {
            let mut terminals: Vec<usize> = berth.terminals.iter().map(|idx| idx.at()).collect();
            terminals.sort_unstable();
            let names = berth
                .terminals
                .iter()
                .map(|idx| corridor.terminals[*idx].id.as_str());
            let named = || names.collect::<Vec<_>>().join("+");
            let (_, group) = groups
                .entry(terminals)
                .or_insert_with(|| (named(), Vec::new()));
            group.push(berth);
        }
        for (server, group) in groups.into_values() {
            let mut kinds: Vec<(&Berth, f64)> = Vec::new();
            for berth in group {
                match kinds.iter_mut().find(|(kind, _)| are_alike(kind, berth)) {
                    Some((_, count)) => *count += 1.0,
                    None => kinds.push((berth, 1.0)),
                }
            }
            for (berth, count) in kinds {
                let name = corridor.nodes[berth.node].name.as_str();
                let hours = DAY_H * self.season.open[berth.node.at()];
                let limited = self.limit("berths", &server, name, count, "berths", hours, None);
                self.berths.push(BerthKind {
                    berth,
                    limited,
                    calls: BTreeMap::new(),
                });
            }
        }
        // Other calls take whichever berth of their terminal is best for the corridor's own; no
        // more of them than there are hours.
        let hours_of = |kind: &BerthKind| self.limited[kind.limited].available;
        let mut left: Vec<f64> = self.berths.iter().map(hours_of).collect();
        for row in corridor.background_calls.rows() {
            let mut hours = row.calls_per_year / 365.0 * row.berth_time_h.mean();
            let (mut all, mut parts) = (0.0, Vec::new());
            for (kind, left) in self.berths.iter().zip(&mut left) {
                if kind.berth.terminals.contains(&row.terminal) {
                    let taken = hours.min(*left);
                    (hours, *left, all) = (hours - taken, *left - taken, all + taken);
                    let col = self.model.column("other calls", 0.0, f64::INFINITY, 0.0);
                    self.limited[kind.limited].others.push((col, DAY_H));
                    parts.push((col, 1.0));
                }
            }
            let days = all / DAY_H;
            self.model.row("other calls", days, days, parts);
        }
    }

    /// Kinds of berths where vessels of a class may be worked at a terminal.
    pub(super) fn berths_for(&self, class: usize, stop: Stop) -> Vec<usize> {
        let vessel = &self.corridor.vessels.rows()[class];
        let fits = |kind: &usize| {
            let berth = self.berths[*kind].berth;
            stop.terminal
                .is_some_and(|terminal| berth.terminals.contains(&terminal))
                && berth.length >= vessel.length
                && berth.draught >= vessel.laden_draught
        };
        (0..self.berths.len()).filter(fits).collect()
    }

    /// Vessels: as many to each port as from it, whatever they carry.
    pub(super) fn sail_vessels(&mut self) {
        let corridor = self.corridor;
        let mut balance: BTreeMap<(usize, usize), Vec<(Col, f64)>> = BTreeMap::new();
        for (at, service) in corridor.services.rows().iter().enumerate() {
            let Carriage::Vessel { fleet, link } = &service.carriage else {
                continue;
            };
            let mut vehicles = Vec::new();
            for class in fleet {
                let class = class.at();
                let mut ends: [Vec<(Col, f64)>; 2] = [Vec::new(), Vec::new()];
                for (end, stop) in [(0, service.origin), (1, service.destination)] {
                    for kind in self.berths_for(class, stop) {
                        let col = self.call(at, class, kind, end == 0);
                        ends[end].push((col, 1.0));
                    }
                }
                let link = &corridor.sea_links[*link];
                let speed = corridor.vessels.rows()[class].speed;
                let sailing = speed.time_s(link.distance) / 3600.0 * link.sailing_factor.mean();
                for (col, _) in &ends[0] {
                    self.uses(self.vessels[class], *col, sailing);
                }
                vehicles.extend(ends[0].iter().copied());
                for (end, stop) in [(0, service.origin), (1, service.destination)] {
                    let sign = if end == 0 { -1.0 } else { 1.0 };
                    let terms = ends[end].iter().map(|(col, _)| (*col, sign));
                    let key = (class, stop.node.at());
                    balance.entry(key).or_default().extend(terms);
                }
                let there = ends[1].iter().map(|(col, _)| (*col, -1.0));
                let terms: Vec<_> = ends[0].iter().copied().chain(there).collect();
                self.model.row("who sails arrives", 0.0, 0.0, terms);
            }
            self.keep_timetable(service, vehicles);
        }
        for terms in balance.into_values() {
            self.model.row("vessels come back", 0.0, 0.0, terms);
        }
    }

    /// Calls of a service at berths of a kind: to load and leave, or to arrive and discharge.
    pub(super) fn call(&mut self, service: usize, class: usize, kind: usize, loads: bool) -> Col {
        let col = self.model.column("calls", 0.0, f64::INFINITY, 0.0);
        let berth = self.berths[kind].berth;
        let calls = self.berths[kind].calls.entry(class).or_default();
        calls[usize::from(loads)].push(col);
        if loads {
            let preparation = self.corridor.services.rows()[service]
                .preparation
                .as_hours();
            let hours = preparation + berth.manoeuvring.as_hours();
            self.hold_berth(kind, class, col, hours);
        }
        self.calls
            .insert((service, class, kind, loads), (col, Vec::new()));
        col
    }

    /// Hours at a berth, of berth and vessel; the vessel's are longer while weather closes it.
    pub(super) fn hold_berth(&mut self, kind: usize, class: usize, col: Col, hours: f64) {
        let open = self.season.open[self.berths[kind].berth.node.at()];
        self.uses(self.berths[kind].limited, col, hours);
        self.uses(self.vessels[class], col, hours / open);
    }

    /// One service of a journey by sea: which class carries how much of it, over which berths.
    pub(super) fn by_vessel(&mut self, journey: &Journey, at: usize) {
        let corridor = self.corridor;
        let service = &corridor.services.rows()[at];
        let Carriage::Vessel { fleet, link } = &service.carriage else {
            return;
        };
        let mut carried: Vec<(Col, f64)> = Vec::new();
        for class in fleet {
            let row = &corridor.vessels[*class];
            let class = class.at();
            if row.usable <= 0.0 {
                continue;
            }
            let units = row.usable / journey.room;
            let link = &corridor.sea_links[*link];
            let sailing = row.speed.time_s(link.distance) / 3600.0 * link.sailing_factor.mean();
            // Full loads a day, at each end.
            let mut loads: [Vec<(Col, f64)>; 2] = [Vec::new(), Vec::new()];
            for (end, stop) in [(0, service.origin), (1, service.destination)] {
                let is_loading = end == 0;
                for kind in self.berths_for(class, stop) {
                    let berth = self.berths[kind].berth;
                    let cranes = f64::from(berth.cranes);
                    let working = match journey.moves * units {
                        moves if moves > 0.0 => {
                            berth.crane_rate.working_time(moves, cranes).as_hours()
                        }
                        _ => 0.0,
                    };
                    let load = self.model.column("loads", 0.0, f64::INFINITY, 0.0);
                    self.hold_berth(kind, class, load, working);
                    self.stand(journey, stop, load, units, working);
                    if let Some((_, filled)) = self.calls.get_mut(&(at, class, kind, is_loading)) {
                        filled.push(load);
                    }
                    if let Some((pool, each)) = journey.wagons {
                        let manoeuvring = berth.manoeuvring.as_hours();
                        let leaving = service.preparation.as_hours() + sailing;
                        let more = if is_loading { leaving } else { 0.0 };
                        let open = self.season.open[berth.node.at()];
                        let hours = (working + manoeuvring) / open + more;
                        self.uses(self.wagons[pool], load, units * each * hours);
                    }
                    loads[end].push((load, 1.0));
                }
            }
            carried.extend(loads[0].iter().map(|(col, _)| (*col, row.usable)));
            let there = loads[1].iter().map(|(col, _)| (*col, -1.0));
            let terms: Vec<_> = loads[0].iter().copied().chain(there).collect();
            self.model
                .row("what is loaded is discharged", 0.0, 0.0, terms);
        }
        let room = journey.units * journey.room;
        let scale = room.max(1e-9);
        let mut terms: Vec<_> = carried
            .into_iter()
            .map(|(col, usable)| (col, usable / scale))
            .collect();
        terms.push((self.factors[journey.flow], -room / scale));
        self.model.row("all of it sails", 0.0, 0.0, terms);
    }

    /// A vessel comes alongside once for what it discharges and what it loads at one berth.
    pub(super) fn come_alongside(&mut self) {
        for kind in 0..self.berths.len() {
            let manoeuvring = self.berths[kind].berth.manoeuvring.as_hours();
            for (class, calls) in std::mem::take(&mut self.berths[kind].calls) {
                let alongside = self.model.column("alongside", 0.0, f64::INFINITY, 0.0);
                self.hold_berth(kind, class, alongside, manoeuvring);
                for calls in calls {
                    let terms = calls.into_iter().map(|col| (col, 1.0));
                    let terms: Vec<_> = terms.chain([(alongside, -1.0)]).collect();
                    self.model.row("alongside", f64::NEG_INFINITY, 0.0, terms);
                }
            }
        }
    }
}

/// Whether two berths take the same vessels for the same time.
fn are_alike(one: &Berth, other: &Berth) -> bool {
    one.length == other.length
        && one.draught == other.draught
        && one.cranes == other.cranes
        && one.crane_rate == other.crane_rate
        && one.manoeuvring == other.manoeuvring
}
