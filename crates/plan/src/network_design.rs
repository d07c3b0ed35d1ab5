//! Which arcs of a network are opened, so that all commodities flow at least cost?
//!
//! Fixed-charge multicommodity capacitated network design: an arc that carries anything costs its
//! fixed charge, and each unit on it its unit cost. With `x[k,a]` the share of commodity `k` that
//! flows on arc `a` and `open[a]` 0 or 1:
//!
//! ```text
//! minimise    sum of fixed[a] x open[a] + sum of unit[a] x demand[k] x x[k,a]
//! balance     out - in of each commodity at each node = 1 at its origin, -1 at its end, else 0
//! capacity    sum over k of demand[k] x x[k,a] <= capacity[a] x open[a]            (weak)
//! strong      x[k,a] <= min(1, capacity[a] / demand[k]) x open[a]
//! ```
//!
//! The textbook stops at the weak rows. The strong ones close most of the gap, and there are too
//! many to write all down: those that the relaxation breaks are added until none is broken. A
//! start comes from slope scaling: a linear cost that charges each arc its fixed cost for the
//! flow it had the time before.
//!
//! # Source
//!
//! T. G. Crainic, A. Frangioni and B. Gendron, *Bundle-based relaxation methods for multicommodity
//! capacitated fixed charge network design*, Discrete Applied Mathematics 112 (2001) 73-99; slope
//! scaling: D. Kim and P. M. Pardalos, Operations Research Letters 24 (1999) 195-203.

use std::collections::BTreeSet;

use kervan_solver::{Col, Limits, Model, SolveError, Status, solve};

use crate::error::PlanError;

/// What a strong row may be broken by.
const BROKEN: f64 = 1e-6;
/// Rounds of strong rows; each adds all that are broken.
const ROUNDS: usize = 40;
/// Rounds of slope scaling.
const SLOPES: usize = 12;
/// An arc that the relaxation opens less than this is left out of the search for a start.
const HARDLY_OPEN: f64 = 1e-3;
/// The part of the time that this search may take, and the gap that is small enough for it.
const AMONG: f64 = 0.4;
/// See [`AMONG`].
const AMONG_GAP: f64 = 2e-3;
/// A share that is no flow.
const NO_FLOW: f64 = 1e-7;

/// A network whose arcs can be opened.
#[derive(Clone, Debug, Default)]
pub struct DesignNetwork {
    /// Number of nodes.
    pub nodes: usize,
    /// Arcs.
    pub arcs: Vec<DesignArc>,
    /// From, to, demand of each commodity.
    pub commodities: Vec<(usize, usize, f64)>,
}

/// An arc that can be opened.
#[derive(Clone, Copy, Debug)]
pub struct DesignArc {
    /// Node where it begins.
    pub from: usize,
    /// Node where it ends.
    pub to: usize,
    /// Cost of a unit on it.
    pub unit_cost: f64,
    /// What it takes.
    pub capacity: f64,
    /// Cost of opening it.
    pub fixed_cost: f64,
}

/// A design, with what is proved of it.
#[derive(Clone, Debug)]
pub struct NetworkDesign {
    /// Whether each arc is opened.
    pub is_open: Vec<bool>,
    /// Its cost, worked out again from its flows.
    pub cost: f64,
    /// What no design can cost less than.
    pub bound: f64,
    /// Whether it is proved to be the cheapest, within the gap.
    pub is_proved: bool,
    /// Cost of the textbook relaxation, without strong rows.
    pub weak_relaxation: f64,
    /// Cost of the relaxation with all strong rows.
    pub strong_relaxation: f64,
    /// Strong rows that were added.
    pub strong_rows: usize,
    /// Cost of the start, before the search.
    pub start_cost: f64,
}

/// Finds the cheapest design, or the best within the limits.
///
/// # Errors
///
/// Commodities that cannot flow even if all arcs are open; a limit before the first design.
pub fn design_network(
    network: &DesignNetwork,
    limits: &Limits,
) -> Result<NetworkDesign, PlanError> {
    let mut made = Formulation::new(network);
    let mut relaxation = solve(&made.model, &Limits::default())?;
    let weak_relaxation = relaxation.objective;
    for _ in 0..ROUNDS {
        if made.add_broken(&relaxation.values) == 0 {
            break;
        }
        relaxation = solve(&made.model, &Limits::default())?;
    }
    let strong_relaxation = relaxation.objective;
    let (start, used) = slope_scaling(network, &made, &relaxation.values)?;
    let start_cost = made.cost(&start);
    let mut model = made.model.clone();
    for col in &made.open {
        model.set_integer(*col);
    }
    model.start_from(start);
    if let Some(better) = among(&made, &model, &relaxation.values, &used, limits)? {
        model.start_from(better);
    }
    let solution = solve(&model, limits)?;
    let flows = made.tidied(&solution.values);
    let broken = model.broken(&flows, 1e-6);
    if !broken.is_empty() {
        return Err(PlanError::NotSound(broken));
    }
    Ok(NetworkDesign {
        is_open: made.open.iter().map(|col| flows[col.at()] > 0.5).collect(),
        cost: made.cost(&flows),
        bound: solution.bound.max(strong_relaxation),
        is_proved: solution.status == Status::Optimal,
        weak_relaxation,
        strong_relaxation,
        strong_rows: made.strong.len(),
        start_cost,
    })
}

/// The best design among the arcs that the relaxation or a design of slope scaling uses: a much
/// smaller search, whose answer starts the whole one. `None` where its limits came first.
fn among(
    made: &Formulation,
    model: &Model,
    relaxed: &[f64],
    used: &[bool],
    limits: &Limits,
) -> Result<Option<Vec<f64>>, PlanError> {
    let mut model = model.clone();
    let mut left_out = 0;
    for (col, used) in made.open.iter().zip(used) {
        if !used && relaxed[col.at()] < HARDLY_OPEN {
            model.set_bounds(*col, 0.0, 0.0);
            left_out += 1;
        }
    }
    if left_out == 0 {
        return Ok(None);
    }
    let limits = Limits {
        nodes: limits.nodes.map(|nodes| nodes / 10),
        time_s: limits.time_s.map(|time_s| AMONG * time_s),
        gap: AMONG_GAP,
        ..*limits
    };
    match solve(&model, &limits) {
        Ok(found) => Ok(Some(made.tidied(&found.values))),
        Err(SolveError::Stopped) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What the textbook's formulation finds, without strong rows and without a start: the cost of its
/// best design, where it has one by then, and what it proves that no design can cost less than.
///
/// # Errors
///
/// A network that cannot be; no design that carries everything.
pub fn design_by_textbook(
    network: &DesignNetwork,
    limits: &Limits,
) -> Result<(Option<f64>, f64), PlanError> {
    let made = Formulation::new(network);
    let relaxation = solve(&made.model, &Limits::default())?.objective;
    let mut model = made.model.clone();
    for col in &made.open {
        model.set_integer(*col);
    }
    match solve(&model, limits) {
        Ok(found) => Ok((Some(found.objective), found.bound.max(relaxation))),
        Err(SolveError::Stopped) => Ok((None, relaxation)),
        Err(error) => Err(error.into()),
    }
}

/// The relaxed programme, with the strong rows that were needed so far.
struct Formulation<'n> {
    network: &'n DesignNetwork,
    model: Model,
    open: Vec<Col>,
    /// `share[k][a]`; none for arcs into the origin and out of the end.
    share: Vec<Vec<Option<Col>>>,
    strong: BTreeSet<(usize, usize)>,
}

impl Formulation<'_> {
    fn new(network: &DesignNetwork) -> Formulation<'_> {
        let mut model = Model::minimise();
        let open: Vec<Col> = network
            .arcs
            .iter()
            .enumerate()
            .map(|(a, arc)| model.column(format!("open[{a}]"), 0.0, 1.0, arc.fixed_cost))
            .collect();
        let mut loads = vec![Vec::new(); network.arcs.len()];
        let mut share = Vec::new();
        for (k, (from, to, demand)) in network.commodities.iter().enumerate() {
            let mut balance = vec![Vec::new(); network.nodes];
            let mut columns = Vec::new();
            for (a, arc) in network.arcs.iter().enumerate() {
                if arc.to == *from || arc.from == *to {
                    columns.push(None);
                    continue;
                }
                let cost = arc.unit_cost * demand;
                let col = model.column(format!("share[{k},{a}]"), 0.0, 1.0, cost);
                balance[arc.from].push((col, 1.0));
                balance[arc.to].push((col, -1.0));
                loads[a].push((col, *demand));
                columns.push(Some(col));
            }
            share.push(columns);
            if from == to {
                continue;
            }
            for (node, terms) in balance.into_iter().enumerate() {
                let is = |at: &usize| f64::from(u8::from(node == *at));
                let net = is(from) - is(to);
                model.row(format!("balance[{k},{node}]"), net, net, terms);
            }
        }
        for (a, mut terms) in loads.into_iter().enumerate() {
            terms.push((open[a], -network.arcs[a].capacity));
            model.row(format!("capacity[{a}]"), f64::NEG_INFINITY, 0.0, terms);
        }
        Formulation {
            network,
            model,
            open,
            share,
            strong: BTreeSet::new(),
        }
    }

    /// Adds the strong rows that values break; says how many.
    fn add_broken(&mut self, values: &[f64]) -> usize {
        let mut broken = Vec::new();
        for (k, columns) in self.share.iter().enumerate() {
            let demand = self.network.commodities[k].2.max(1e-12);
            for (a, col) in columns.iter().enumerate() {
                let Some(col) = col else { continue };
                let most = (self.network.arcs[a].capacity / demand).min(1.0);
                let is_broken = values[col.at()] > most * values[self.open[a].at()] + BROKEN;
                if is_broken && !self.strong.contains(&(k, a)) {
                    broken.push((k, a, *col, most));
                }
            }
        }
        for (k, a, col, most) in &broken {
            let terms = [(*col, 1.0), (self.open[*a], -most)];
            let name = format!("strong[{k},{a}]");
            self.model.row(name, f64::NEG_INFINITY, 0.0, terms);
            self.strong.insert((*k, *a));
        }
        broken.len()
    }

    /// Flow on each arc.
    fn flows(&self, values: &[f64]) -> Vec<f64> {
        let mut flows = vec![0.0; self.network.arcs.len()];
        for (columns, (_, _, demand)) in self.share.iter().zip(&self.network.commodities) {
            for (flow, col) in flows.iter_mut().zip(columns) {
                *flow += col.map_or(0.0, |col| demand * values[col.at()]);
            }
        }
        flows
    }

    /// The same flows with exactly the arcs open that carry some.
    fn tidied(&self, values: &[f64]) -> Vec<f64> {
        let mut values = values.to_vec();
        for (flow, col) in self.flows(&values).into_iter().zip(&self.open) {
            values[col.at()] = f64::from(u8::from(flow > NO_FLOW));
        }
        values
    }

    /// What values cost.
    fn cost(&self, values: &[f64]) -> f64 {
        self.model.objective_at(values)
    }
}

/// A design from linear costs that follow the flows: the values of all columns, and the arcs that
/// any of the designs on the way uses.
fn slope_scaling(
    network: &DesignNetwork,
    made: &Formulation,
    relaxed: &[f64],
) -> Result<(Vec<f64>, Vec<bool>), PlanError> {
    // Flows alone: an arc takes what it takes, and its fixed cost is spread over its flow.
    let mut model = Formulation::new(network).model;
    let mut slopes: Vec<f64> = network
        .arcs
        .iter()
        .zip(made.flows(relaxed))
        .zip(&made.open)
        .map(|((arc, flow), open)| match flow > NO_FLOW {
            true => arc.fixed_cost * relaxed[open.at()] / flow,
            false => arc.fixed_cost / arc.capacity.max(1e-9),
        })
        .collect();
    for col in &made.open {
        model.set_cost(*col, 0.0);
    }
    let mut best: Option<(f64, Vec<f64>)> = None;
    let mut used = vec![false; network.arcs.len()];
    for _ in 0..SLOPES {
        for (columns, (_, _, demand)) in made.share.iter().zip(&network.commodities) {
            for (a, col) in columns.iter().enumerate() {
                if let Some(col) = col {
                    model.set_cost(*col, demand * (network.arcs[a].unit_cost + slopes[a]));
                }
            }
        }
        let found = solve(&model, &Limits::default())?;
        let values = made.tidied(&found.values);
        let cost = made.cost(&values);
        let is_better = best.as_ref().is_none_or(|(least, _)| cost < least - 1e-9);
        for ((slope, flow), arc) in slopes
            .iter_mut()
            .zip(made.flows(&values))
            .zip(&network.arcs)
        {
            if flow > NO_FLOW {
                *slope = arc.fixed_cost / flow;
            }
        }
        for (used, col) in used.iter_mut().zip(&made.open) {
            *used |= values[col.at()] > 0.5;
        }
        if is_better {
            best = Some((cost, values));
        }
    }
    best.map(|(_, values)| (values, used))
        .ok_or(PlanError::Infeasible)
}
