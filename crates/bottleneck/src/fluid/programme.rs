//! The programme: rates a day of trains, loads and calls, and the hours that they use.

mod rail;
mod sea;

use std::collections::BTreeMap;

use kervan_corridor::flow::Flow;
use kervan_corridor::service::{Carriage, Departure, Service};
use kervan_corridor::terminal::{Berth, Stop};
use kervan_corridor::{Corridor, Idx};
use kervan_solver::{Col, Limits, Model, Row, Solution, solve};

use super::season::Season;
use super::trip::{Trip, control_h, controls, train_of};
use super::{FluidError, Resource};
use crate::measured::demand_t;

const DAY_H: f64 = 24.0;
const WEEK_D: f64 = 7.0;
const WEEK_H: f64 = 168.0;
/// What is carried may be less by this share when all use is made small: room for rounding.
const HARDLY_LESS: f64 = 1e-9;

/// What is to be large.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal<'g> {
    /// One factor for all flows.
    Together,
    /// Tonnes, each flow up to so many times its demand.
    Tonnes { most: f64 },
    /// Each flow so many times its demand: nothing is to be large.
    Given(&'g [f64]),
}

/// What a programme came to.
pub(super) struct Solved {
    /// The factor, or the share of the year's demanded tonnes.
    pub(super) objective: f64,
    pub(super) factors: Vec<f64>,
    pub(super) resources: Vec<Resource>,
}

/// Something limited, with what uses it.
struct Limited {
    kind: &'static str,
    server: String,
    name: String,
    capacity: f64,
    unit: &'static str,
    /// What there is a day, in hours, trains or room; and what one more unit of it adds.
    available: f64,
    one_more: f64,
    /// Hours a week in which it is open, where it has such hours.
    open_h: Option<f64>,
    /// What one of each column uses: of the corridor, and of other traffic.
    terms: Vec<(Col, f64)>,
    others: Vec<(Col, f64)>,
}

/// Berths that are alike and serve the same terminals.
struct BerthKind<'a> {
    berth: &'a Berth,
    limited: usize,
    /// Calls by class of vessel: those that arrive at it, and those that leave it loaded.
    calls: BTreeMap<usize, [Vec<Col>; 2]>,
}

/// Goods of a flow, or its wagons on their way back, from end to end.
#[derive(Clone)]
struct Journey {
    flow: usize,
    /// Units a day.
    units: f64,
    /// Room and moves of one unit, and units of a lot.
    room: f64,
    moves: f64,
    lot: f64,
    chain: Vec<usize>,
    origin: Stop,
    is_empty: bool,
    /// Pool of wagons that the units travel in, and how many of a unit.
    wagons: Option<(usize, f64)>,
}

/// The programme of a corridor in a season.
pub(super) struct Programme<'a> {
    corridor: &'a Corridor,
    season: &'a Season,
    model: Model,
    /// What each flow is carried by, times its demand.
    factors: Vec<Col>,
    limited: Vec<Limited>,
    sections: Vec<[usize; 2]>,
    tracks: Vec<usize>,
    slots: Vec<usize>,
    controls: Vec<usize>,
    locomotives: Vec<usize>,
    wagons: Vec<usize>,
    vessels: Vec<usize>,
    berths: Vec<BerthKind<'a>>,
    trips: Vec<Option<Trip>>,
    /// Trains a day of each service, and sets of its wagons a day.
    trains: Vec<Option<(Col, Col)>>,
    /// What fills a train: shares of its room, and of the room of its wagons.
    filled: Vec<[Vec<(Col, f64)>; 2]>,
    calls: BTreeMap<CallAt, Calls>,
}

/// Service, class and kind of berth of some calls, and whether they load there or discharge.
type CallAt = (usize, usize, usize, bool);
/// Calls a day, and the full loads a day that they take.
type Calls = (Col, Vec<Col>);

impl<'a> Programme<'a> {
    pub(super) fn new(
        corridor: &'a Corridor,
        season: &'a Season,
        goal: Goal<'_>,
    ) -> Result<Programme<'a>, FluidError> {
        let units = |flow: usize| corridor.flows.rows()[flow].units_per_year * season.demand[flow];
        if (0..corridor.flows.len()).all(|flow| units(flow) <= 0.0) {
            return Err(FluidError::NoDemand);
        }
        let mut model = Model::maximise();
        let factors = factors(corridor, goal, &mut model);
        let trip = |service: &Service| Some(Trip::new(corridor, service, train_of(service)?));
        let services = corridor.services.rows();
        let mut programme = Programme {
            corridor,
            season,
            model,
            factors,
            limited: Vec::new(),
            sections: Vec::new(),
            tracks: Vec::new(),
            slots: Vec::new(),
            controls: Vec::new(),
            locomotives: Vec::new(),
            wagons: Vec::new(),
            vessels: Vec::new(),
            berths: Vec::new(),
            trips: services.iter().map(trip).collect(),
            trains: Vec::new(),
            filled: vec![[Vec::new(), Vec::new()]; services.len()],
            calls: BTreeMap::new(),
        };
        programme.limit_places();
        programme.limit_fleets();
        programme.run_trains();
        programme.sail_vessels();
        for flow in 0..corridor.flows.len() {
            for journey in journeys(corridor, flow, units(flow) / 365.0) {
                programme.carry(&journey);
            }
        }
        programme.fill_vehicles();
        programme.come_alongside();
        programme.run_light();
        Ok(programme)
    }

    /// The limits as rows, each over its scale.
    fn keep_limits(&mut self) -> Vec<(Row, f64)> {
        self.limited
            .iter()
            .map(|limited| {
                let scale = limited.available.max(limited.one_more);
                let terms = limited.terms.iter().chain(&limited.others);
                let terms = terms.map(|(col, used)| (*col, used / scale));
                let most = limited.available / scale;
                let name = format!("{} {}", limited.kind, limited.server);
                let row = self.model.row(name, f64::NEG_INFINITY, most, terms);
                (row, scale)
            })
            .collect()
    }

    /// The factor alone.
    pub(super) fn objective(mut self) -> Result<f64, FluidError> {
        self.keep_limits();
        Ok(solve(&self.model, &Limits::default())?.objective)
    }

    /// The same goods with as little of everything as will do: nothing runs for nothing.
    fn sparingly(&self, solution: &Solution, rows: &[(Row, f64)]) -> Result<Solution, FluidError> {
        let mut model = self.model.clone();
        let mut costs: BTreeMap<Col, f64> = BTreeMap::new();
        for (limited, (_, scale)) in self.limited.iter().zip(rows) {
            for (col, used) in &limited.terms {
                *costs.entry(*col).or_default() -= used / scale;
            }
        }
        for factor in &self.factors {
            costs.insert(*factor, 0.0);
            let value = solution.value(*factor);
            model.set_bounds(*factor, value * (1.0 - HARDLY_LESS), value);
        }
        for (col, cost) in costs {
            model.set_cost(col, cost);
        }
        Ok(solve(&model, &Limits::default())?)
    }

    /// Solves it.
    pub(super) fn solve(mut self) -> Result<Solved, FluidError> {
        let rows = self.keep_limits();
        let solution = solve(&self.model, &Limits::default())?;
        let sparing = self.sparingly(&solution, &rows)?;
        let corridor_t = demand_t(self.corridor);
        let mut resources: Vec<Resource> = Vec::new();
        let mut available: Vec<(f64, f64)> = Vec::new();
        for (limited, (row, scale)) in self.limited.iter().zip(rows) {
            let sum = |terms: &[(Col, f64)]| -> f64 {
                let terms = terms.iter();
                terms.map(|(col, each)| each * sparing.value(*col)).sum()
            };
            let (used, left) = (
                sum(&limited.terms),
                limited.available - sum(&limited.others),
            );
            // Prices are in shares of the year's tonnes, for all of `scale`.
            let price = solution.price(row).max(0.0);
            let price = if price > 1e-9 { price } else { 0.0 };
            let worth = price * corridor_t / scale;
            let worth_of_one = worth * limited.one_more;
            let of_hour = limited
                .open_h
                .map(|open| worth * limited.available / open.max(1.0));
            // Berths that are not alike are one server.
            let same = resources
                .iter()
                .position(|known| known.kind == limited.kind && known.server == limited.server);
            let Some(at) = same else {
                available.push((used, left));
                resources.push(Resource {
                    kind: limited.kind,
                    server: limited.server.clone(),
                    name: limited.name.clone(),
                    capacity: limited.capacity,
                    unit: limited.unit,
                    used: share(used, left),
                    worth_t_per_year: worth_of_one,
                    worth_of_opening_hour_t_per_year: of_hour,
                });
                continue;
            };
            let known = &mut resources[at];
            available[at].0 += used;
            available[at].1 += left;
            known.capacity += limited.capacity;
            known.used = share(available[at].0, available[at].1);
            known.worth_t_per_year = known.worth_t_per_year.max(worth_of_one);
        }
        Ok(Solved {
            objective: solution.objective,
            factors: self
                .factors
                .iter()
                .map(|col| solution.value(*col))
                .collect(),
            resources,
        })
    }

    #[allow(clippy::too_many_arguments)] // one row of a table
    fn limit(
        &mut self,
        kind: &'static str,
        server: &str,
        name: &str,
        capacity: f64,
        unit: &'static str,
        one_more: f64,
        open_h: Option<f64>,
    ) -> usize {
        self.limited.push(Limited {
            kind,
            server: server.to_owned(),
            name: name.to_owned(),
            capacity,
            unit,
            available: capacity * one_more,
            one_more,
            open_h,
            terms: Vec::new(),
            others: Vec::new(),
        });
        self.limited.len() - 1
    }

    fn uses(&mut self, limited: usize, col: Col, each: f64) {
        if each != 0.0 {
            self.limited[limited].terms.push((col, each));
        }
    }

    /// Lines, yards, berths and controls.
    fn limit_places(&mut self) {
        let corridor = self.corridor;
        let node = |idx: Idx<_>| &corridor.nodes[idx];
        for section in corridor.line_sections.rows() {
            let ends = [(section.from, section.to), (section.to, section.from)];
            let directions = ends.map(|(from, to)| {
                let server = format!("{} to {}", section.id, node(to).id);
                let name = format!("{} to {}", node(from).name, node(to).name);
                let pairs = section.train_pairs_per_day;
                let at = self.limit("line section", &server, &name, pairs, "trains/d", 1.0, None);
                self.limited[at].available -= section.background_trains_per_day;
                self.limited[at].available = self.limited[at].available.max(0.0);
                at
            });
            self.sections.push(directions);
        }
        for row in corridor.terminals.rows() {
            let (id, name) = (row.id.as_str(), node(row.node).name.as_str());
            let tracks = f64::from(row.handling_tracks);
            let open = row.opening_hours.hours_per_week();
            let hours = DAY_H * open / WEEK_H;
            let kind = "handling tracks";
            let at = self.limit(kind, id, name, tracks, "tracks", hours, Some(open));
            self.tracks.push(at);
            let unit = row.slots.measure.as_str();
            let at = self.limit("yard slots", id, name, row.slots.amount, unit, 1.0, None);
            self.slots.push(at);
        }
        for row in corridor.controls.rows() {
            let (lanes, open) = (f64::from(row.lanes), row.opening_hours.hours_per_week());
            let hours = DAY_H * open / WEEK_H;
            let name = node(row.node).name.as_str();
            let at = self.limit("control", &row.id, name, lanes, "lanes", hours, Some(open));
            self.controls.push(at);
        }
        self.limit_berths();
    }

    /// Locomotives, wagons and vessels.
    fn limit_fleets(&mut self) {
        let corridor = self.corridor;
        for row in corridor.locomotives.rows() {
            let (count, unit) = (f64::from(row.count), "locomotives");
            let at = self.limit(unit, &row.id, &row.id, count, unit, DAY_H, None);
            self.locomotives.push(at);
        }
        for row in corridor.wagons.rows() {
            let count = f64::from(row.count);
            let at = self.limit("wagons", &row.id, &row.id, count, "wagons", DAY_H, None);
            self.wagons.push(at);
        }
        for row in corridor.vessels.rows() {
            let count = f64::from(row.count);
            let at = self.limit("vessels", &row.id, &row.id, count, "vessels", DAY_H, None);
            self.vessels.push(at);
        }
    }

    /// A timetable has so many departures.
    fn keep_timetable(&mut self, service: &Service, vehicles: Vec<(Col, f64)>) {
        if let Departure::Timetable(timetable) = &service.departure {
            let (kind, unit) = ("timetable", "departures/wk");
            let count = timetable.departures().len() as f64;
            let each = 1.0 / WEEK_D;
            let at = self.limit(kind, &service.id, &service.id, count, unit, each, None);
            self.limited[at].terms.extend(vehicles);
        }
    }

    /// All goods of a flow, or all its wagons on their way back, as its factor says.
    fn carry(&mut self, journey: &Journey) {
        let corridor = self.corridor;
        let factor = self.factors[journey.flow];
        // Room of the largest piece that a lot is still in, and hours of its own wagons.
        let mut piece = journey.room * journey.lot;
        let mut hours = 0.0;
        let count = journey.chain.len();
        for (position, at) in journey.chain.iter().enumerate() {
            let service = &corridor.services.rows()[*at];
            match &service.carriage {
                Carriage::Train(_) => {
                    let enters = position == 0 && journey.origin.terminal.is_none();
                    hours += self.by_train(journey, *at, enters);
                    let capacity = train_of(service).map_or(piece, |train| train.capacity.amount);
                    piece = piece.min(capacity);
                }
                Carriage::Vessel { fleet, .. } => {
                    let usable = fleet.iter().map(|class| corridor.vessels[*class].usable);
                    let usable = usable.fold(0.0, f64::max);
                    let ends = [service.origin, service.destination];
                    let at_ends = controls(corridor, ends[0].node, ends[1].node);
                    for (end, control) in at_ends.into_iter().enumerate() {
                        if end == 1 {
                            piece = piece.min(usable);
                        }
                        let Some(control) = control else { continue };
                        let each = control_h(&corridor.controls[control]);
                        let pieces = journey.units * journey.room / piece.max(1e-9);
                        self.uses(self.controls[control.at()], factor, pieces * each);
                        self.stand(journey, ends[end], factor, journey.units, each);
                        hours += each;
                    }
                    self.by_vessel(journey, *at);
                }
            }
            if let Some(terminal) = service
                .destination
                .terminal
                .filter(|_| position + 1 == count && !journey.is_empty)
            {
                let collection = corridor.terminals[terminal].collection_h.mean();
                self.stand(
                    journey,
                    service.destination,
                    factor,
                    journey.units,
                    collection,
                );
                hours += collection;
            }
        }
        if let Some((pool, each)) = journey.wagons {
            if journey.is_empty {
                hours += corridor.wagons.rows()[pool].turnaround.as_hours();
            }
            self.uses(self.wagons[pool], factor, journey.units * each * hours);
        }
    }

    /// Units stand in a yard for some hours; `units` a day for one of a column.
    fn stand(&mut self, journey: &Journey, stop: Stop, col: Col, units: f64, hours: f64) {
        if let Some(terminal) = stop.terminal {
            let room = units * journey.room * hours / DAY_H;
            self.uses(self.slots[terminal.at()], col, room);
        }
    }

    /// Trains and calls are at least as many as their loads fill.
    fn fill_vehicles(&mut self) {
        let none = f64::NEG_INFINITY;
        for (filled, trains) in std::mem::take(&mut self.filled)
            .into_iter()
            .zip(&self.trains)
        {
            let Some((trains, sets)) = trains else {
                continue;
            };
            for (mut terms, vehicles) in filled.into_iter().zip([*trains, *sets]) {
                if !terms.is_empty() {
                    terms.push((vehicles, -1.0));
                    self.model.row("room on trains", none, 0.0, terms);
                }
            }
        }
        for (calls, loads) in std::mem::take(&mut self.calls).into_values() {
            let terms = loads.into_iter().map(|load| (load, 1.0));
            let terms: Vec<_> = terms.chain([(calls, -1.0)]).collect();
            self.model.row("room on vessels", none, 0.0, terms);
        }
    }
}

fn share(used: f64, available: f64) -> f64 {
    match available > 0.0 {
        true => used / available,
        false => 0.0,
    }
}

/// The columns of the factors: one for all flows that grow, and 1 for the others; or one each.
fn factors(corridor: &Corridor, goal: Goal<'_>, model: &mut Model) -> Vec<Col> {
    let flows = corridor.flows.rows();
    match goal {
        Goal::Together => {
            let factor = model.column("factor", 0.0, f64::INFINITY, 1.0);
            let one = model.column("others", 1.0, 1.0, 0.0);
            let of = |flow| if corridor.grows(flow) { factor } else { one };
            flows.iter().map(of).collect()
        }
        Goal::Given(factors) => {
            let given = |(flow, by): (&Flow, &f64)| model.column(&flow.id, *by, *by, 0.0);
            flows.iter().zip(factors).map(given).collect()
        }
        Goal::Tonnes { most } => {
            let all_t = demand_t(corridor).max(1e-9);
            let share = |flow: &Flow| match corridor.grows(flow) {
                true => {
                    flow.units_per_year * corridor.loading_units[flow.loading_unit].cargo_t / all_t
                }
                false => 0.0,
            };
            let column = |flow: &Flow| match corridor.grows(flow) {
                true => model.column(&flow.id, 0.0, most, share(flow)),
                false => model.column(&flow.id, 1.0, 1.0, 0.0),
            };
            flows.iter().map(column).collect()
        }
    }
}

/// A flow, and its wagons on their way back.
fn journeys(corridor: &Corridor, flow: usize, units: f64) -> Vec<Journey> {
    let row = &corridor.flows.rows()[flow];
    let unit = &corridor.loading_units[row.loading_unit];
    let positions = |chain: &[Idx<Service>]| chain.iter().map(|idx| idx.at()).collect();
    let wagons = row.wagons.map(|pool| {
        let each = corridor.wagons[pool].wagons_for(unit.room.amount);
        (pool.at(), f64::from(each))
    });
    let loaded = Journey {
        flow,
        units,
        room: unit.room.amount,
        moves: unit.moves,
        lot: row.lot_units.mean().max(1.0),
        chain: positions(&row.services),
        origin: row.origin,
        is_empty: false,
        wagons,
    };
    let empty = Journey {
        chain: positions(&row.empty_return),
        origin: row.destination,
        is_empty: true,
        ..loaded.clone()
    };
    match wagons {
        Some(_) => vec![loaded, empty],
        None => vec![loaded],
    }
}
