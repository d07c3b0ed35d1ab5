//! Networks with capacity: by what factor can all demands grow together, and what stands in the way?
//!
//! Maximum concurrent flow, with flows that may split. The programme has a flow on each arc for
//! each origin, not for each commodity: flows from one origin need not be told apart. Where there
//! are fewer destinations than origins, flows are gathered by destination instead.
//!
//! ```text
//!  maximise    factor
//!  so that     in - out = factor x demand from o to v     for each origin o and node v
//!              sum of flows over o <= capacity            for each arc; its price
//! ```
//!
//! The sum of price times capacity is the factor (duality), so if the priced arcs all lose 1 %,
//! the factor loses 1 %: they are the bottleneck. Another bottleneck may bind as well.
//!
//! # Source
//!
//! F. Shahrokhi and D. W. Matula, *The maximum concurrent flow problem*, Journal of the ACM 37
//! (1990) 318-334. Maximum flow: L. R. Ford and D. R. Fulkerson 1956.

use std::collections::BTreeSet;

use kervan_solver::{Col, Limits, Model, Row, SolveError, solve};

/// A directed network with capacity. Arcs may be parallel; one from a node to itself is of no use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Number of nodes; arcs and commodities name them by position.
    pub nodes: usize,
    /// Arcs.
    pub arcs: Vec<Arc>,
}

/// One way from a node to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// Node where it begins.
    pub from: usize,
    /// Node where it ends.
    pub to: usize,
    /// What it takes, in the unit of the demands; may be infinite.
    pub capacity: f64,
}

/// Demand from a node to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Commodity {
    /// Where it begins.
    pub origin: usize,
    /// Where it ends. Demand that ends where it begins needs no arc.
    pub destination: usize,
    /// How much of it there is.
    pub demand: f64,
}

/// By what factor all demands can grow together.
#[derive(Clone, Debug, PartialEq)]
pub struct ConcurrentFlow {
    /// All demands, times this factor, are carried at the same time; 0 where some demand has no
    /// way at all.
    pub factor: f64,
    /// Flow on each arc at that factor, in order.
    pub flows: Vec<f64>,
    /// What the factor gains for a unit more capacity of each arc, in order.
    pub prices: Vec<f64>,
    /// Commodities that no way joins, by position.
    pub cut_off: Vec<usize>,
}

impl ConcurrentFlow {
    /// The arcs that bind, by position: those with a price.
    pub fn bottleneck(&self) -> Vec<usize> {
        let dearest = self.prices.iter().copied().fold(0.0, f64::max);
        let has_price = |at: &usize| self.prices[*at] > 1e-9 * dearest;
        (0..self.prices.len()).filter(has_price).collect()
    }
}

/// Why a network has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FlowError {
    /// The network or its demands are not sound.
    #[error("the network is not sound: {}", .0.join("; "))]
    Malformed(Vec<String>),
    /// There is no demand that needs an arc.
    #[error("nothing is to be carried from one node to another")]
    NoDemand,
    /// All demand has ways without a limit.
    #[error("no capacity limits what is carried")]
    Unlimited,
    /// The solver gave no answer.
    #[error(transparent)]
    Solve(#[from] SolveError),
}

/// Maximum concurrent flow.
///
/// # Errors
///
/// Everything that is wrong with the input; no demand at all; no limit at all.
pub fn concurrent_flow(
    network: &Network,
    commodities: &[Commodity],
) -> Result<ConcurrentFlow, FlowError> {
    check(network, commodities)?;
    let carried = needing_arcs(commodities);
    if carried.is_empty() {
        return Err(FlowError::NoDemand);
    }
    let cut_off = cut_off(network, commodities, &carried);
    if !cut_off.is_empty() {
        return Ok(ConcurrentFlow {
            factor: 0.0,
            flows: vec![0.0; network.arcs.len()],
            prices: vec![0.0; network.arcs.len()],
            cut_off,
        });
    }
    // Capacities and demands as shares of their greatest and of their sum: the solver's tolerances
    // are absolute.
    let capacity = greatest_capacity(network);
    let demand: f64 = carried.iter().map(|at| commodities[*at].demand).sum();
    let mut flows = Flows::new(network, commodities, &carried, capacity);
    let factor = flows.model.column("factor", 0.0, f64::INFINITY, 1.0);
    for at in &carried {
        flows.deliver(*at, factor, commodities[*at].demand / demand);
    }
    let solved = flows.solve(network)?;
    Ok(ConcurrentFlow {
        factor: solved.objective * capacity / demand,
        flows: solved.flows,
        prices: solved.prices.iter().map(|price| price / demand).collect(),
        cut_off,
    })
}

/// The most that can be carried from a node to another, in the unit of the capacities.
///
/// # Errors
///
/// As [`concurrent_flow`]; no demand where both nodes are the same.
pub fn maximum_flow(
    network: &Network,
    origin: usize,
    destination: usize,
) -> Result<f64, FlowError> {
    let commodity = Commodity {
        origin,
        destination,
        demand: 1.0,
    };
    concurrent_flow(network, &[commodity]).map(|found| found.factor)
}

/// The most of all demands together that can be carried, none of them beyond what there is of it,
/// in the unit of the demands.
///
/// # Errors
///
/// Everything that is wrong with the input.
pub fn maximum_throughput(network: &Network, commodities: &[Commodity]) -> Result<f64, FlowError> {
    check(network, commodities)?;
    let carried = needing_arcs(commodities);
    let stays: f64 = commodities
        .iter()
        .filter(|one| one.origin == one.destination)
        .map(|one| one.demand)
        .sum();
    if carried.is_empty() {
        return Ok(stays);
    }
    let most = carried.iter().map(|at| commodities[*at].demand);
    let scale = most.fold(0.0, f64::max);
    let mut flows = Flows::new(network, commodities, &carried, scale);
    for at in &carried {
        let most = commodities[*at].demand / scale;
        let amount = flows.model.column("carried", 0.0, most, 1.0);
        flows.deliver(*at, amount, 1.0);
    }
    Ok(stays + flows.solve(network)?.objective * scale)
}

/// Everything that is wrong with a network and its demands.
fn check(network: &Network, commodities: &[Commodity]) -> Result<(), FlowError> {
    let mut faults = Vec::new();
    let is_node = |node: usize| node < network.nodes;
    for (at, arc) in network.arcs.iter().enumerate() {
        if !is_node(arc.from) || !is_node(arc.to) {
            faults.push(format!("arc {at} joins {} and {}", arc.from, arc.to));
        }
        if arc.capacity.is_nan() || arc.capacity < 0.0 {
            faults.push(format!("arc {at} has a capacity of {}", arc.capacity));
        }
    }
    for (at, one) in commodities.iter().enumerate() {
        if !is_node(one.origin) || !is_node(one.destination) {
            faults.push(format!(
                "commodity {at} goes from {} to {}",
                one.origin, one.destination
            ));
        }
        if !one.demand.is_finite() || one.demand < 0.0 {
            faults.push(format!("commodity {at} has a demand of {}", one.demand));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(FlowError::Malformed(faults))
    }
}

/// Commodities that need arcs, by position.
fn needing_arcs(commodities: &[Commodity]) -> Vec<usize> {
    let needs = |one: &Commodity| one.demand > 0.0 && one.origin != one.destination;
    (0..commodities.len())
        .filter(|at| needs(&commodities[*at]))
        .collect()
}

fn greatest_capacity(network: &Network) -> f64 {
    let finite = network.arcs.iter().map(|arc| arc.capacity);
    let greatest = finite.filter(|one| one.is_finite()).fold(0.0, f64::max);
    if greatest > 0.0 { greatest } else { 1.0 }
}

/// Commodities whose destination no arcs lead to, whatever their capacity.
fn cut_off(network: &Network, commodities: &[Commodity], carried: &[usize]) -> Vec<usize> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); network.nodes];
    for arc in &network.arcs {
        next[arc.from].push(arc.to);
    }
    let reached_from = |origin: usize| {
        let mut reached = vec![false; network.nodes];
        let mut open = vec![origin];
        reached[origin] = true;
        while let Some(node) = open.pop() {
            for to in &next[node] {
                if !std::mem::replace(&mut reached[*to], true) {
                    open.push(*to);
                }
            }
        }
        reached
    };
    let origins: BTreeSet<usize> = carried.iter().map(|at| commodities[*at].origin).collect();
    let mut found = Vec::new();
    for origin in origins {
        let reached = reached_from(origin);
        let own = carried
            .iter()
            .filter(|at| commodities[**at].origin == origin);
        found.extend(own.filter(|at| !reached[commodities[**at].destination]));
    }
    found.sort_unstable();
    found
}

/// The programme of flows, without what is asked of it.
struct Flows {
    model: Model,
    /// Columns of the flows of each origin, or destination, on the arcs.
    columns: Vec<Vec<Col>>,
    /// Of each commodity: the programme's group, and the node that it must reach there.
    places: Vec<Option<(usize, usize)>>,
    /// What columns add to the balance at the nodes of each group.
    balance: Vec<Vec<Vec<(Col, f64)>>>,
    /// The end of each group, where flows begin and nothing is balanced.
    ends: Vec<usize>,
    scale: f64,
}

/// What a programme of flows came to.
struct Solved {
    objective: f64,
    flows: Vec<f64>,
    prices: Vec<f64>,
}

impl Flows {
    /// Capacities are shares of `scale`.
    fn new(network: &Network, commodities: &[Commodity], carried: &[usize], scale: f64) -> Flows {
        let ends_by = |end: fn(&Commodity) -> usize| -> BTreeSet<usize> {
            carried.iter().map(|at| end(&commodities[*at])).collect()
        };
        let (origins, destinations) = (ends_by(|one| one.origin), ends_by(|one| one.destination));
        // By destination the arcs are walked backwards.
        let backwards = destinations.len() < origins.len();
        let ends: Vec<usize> = if backwards { destinations } else { origins }
            .into_iter()
            .collect();
        let mut places = vec![None; commodities.len()];
        for at in carried {
            let one = &commodities[*at];
            let (end, other) = match backwards {
                true => (one.destination, one.origin),
                false => (one.origin, one.destination),
            };
            places[*at] = ends.binary_search(&end).ok().map(|group| (group, other));
        }
        let mut flows = Flows {
            model: Model::maximise(),
            columns: Vec::new(),
            places,
            balance: vec![vec![Vec::new(); network.nodes]; ends.len()],
            ends,
            scale,
        };
        for group in 0..flows.ends.len() {
            let mut columns = Vec::new();
            for arc in &network.arcs {
                let (from, to) = match backwards {
                    true => (arc.to, arc.from),
                    false => (arc.from, arc.to),
                };
                // Nothing flows back to where it began.
                let is_of_use = from != to && to != flows.ends[group];
                let most = if is_of_use { f64::INFINITY } else { 0.0 };
                let col = flows.model.column("flow", 0.0, most, 0.0);
                if is_of_use {
                    flows.balance[group][to].push((col, 1.0));
                    flows.balance[group][from].push((col, -1.0));
                }
                columns.push(col);
            }
            flows.columns.push(columns);
        }
        flows
    }

    /// A commodity takes `times` the amount of a column.
    fn deliver(&mut self, commodity: usize, amount: Col, times: f64) {
        if let Some((group, node)) = self.places[commodity] {
            self.balance[group][node].push((amount, -times));
        }
    }

    fn solve(mut self, network: &Network) -> Result<Solved, FlowError> {
        for (group, nodes) in self.balance.iter().enumerate() {
            for (node, terms) in nodes.iter().enumerate() {
                if node != self.ends[group] && !terms.is_empty() {
                    self.model.row("balance", 0.0, 0.0, terms.iter().copied());
                }
            }
        }
        let rows: Vec<Option<Row>> = network
            .arcs
            .iter()
            .enumerate()
            .map(|(at, arc)| {
                let flows = self.columns.iter().map(|columns| (columns[at], 1.0));
                let most = arc.capacity / self.scale;
                let limit = |most| self.model.row("capacity", f64::NEG_INFINITY, most, flows);
                arc.capacity.is_finite().then_some(most).map(limit)
            })
            .collect();
        let solution = match solve(&self.model, &Limits::default()) {
            Ok(solution) => solution,
            // Nothing is a flow, so it is never infeasible.
            Err(SolveError::Unbounded | SolveError::InfeasibleOrUnbounded) => {
                return Err(FlowError::Unlimited);
            }
            Err(error) => return Err(error.into()),
        };
        let flow = |at: usize| -> f64 {
            let columns = self.columns.iter();
            columns.map(|columns| solution.value(columns[at])).sum()
        };
        let price = |row: &Option<Row>| row.map_or(0.0, |row| solution.price(row).max(0.0));
        Ok(Solved {
            objective: solution.objective,
            flows: (0..network.arcs.len())
                .map(|at| flow(at) * self.scale)
                .collect(),
            prices: rows.iter().map(price).collect(),
        })
    }
}
