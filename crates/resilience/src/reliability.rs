//! How likely nodes stay joined when edges fail by themselves.
//!
//! Each edge works with its own chance, whatever the others do. Asked is the chance that the first
//! terminal reaches all others: two terminals, some, or all nodes. Edges may have a direction, be
//! parallel, or join a node to itself.
//!
//! # Source
//!
//! Exact: edges are taken one by one, and all outcomes so far that join the open nodes in the same
//! way are one state (G. Hardy, C. Lucet and N. Limnios, *K-terminal network reliability measures
//! with binary decision diagrams*, IEEE Transactions on Reliability 56 (2007) 506-515, here with
//! directions too). Open is a node that has edges before and after. So the work grows with the
//! width of the network, not with the number of its edges. By chance: edges are drawn, and the
//! interval of the share is that of C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413.

use std::collections::BTreeMap;

use kervan_engine::RandomStream;
use statrs::distribution::{Beta, ContinuousCDF};

/// Nodes joined by edges that may fail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FailingNetwork {
    /// Number of nodes; edges and terminals name them by position.
    pub nodes: usize,
    /// Edges.
    pub edges: Vec<Edge>,
}

/// Two nodes joined, as long as it works.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// One end.
    pub from: usize,
    /// The other end.
    pub to: usize,
    /// Chance that it works, 0 to 1.
    pub up: f64,
    /// Whether it leads from `from` to `to` alone, or both ways.
    pub is_one_way: bool,
}

/// Why a reliability cannot be told.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ReliabilityError {
    /// The network or the terminals are not sound.
    #[error("the network is not sound: {}", .0.join("; "))]
    Malformed(Vec<String>),
    /// Too many states are open at once.
    #[error(
        "the network is too wide: more than {states} ways of being joined are open at once; draw samples instead"
    )]
    TooWide {
        /// Most states that are kept.
        states: usize,
    },
}

/// States kept at once, and open nodes of one.
const MOST_STATES: usize = 400_000;
const MOST_OPEN: usize = 64;

/// The exact chance that the first terminal reaches all others.
///
/// One terminal, or none, is always joined.
///
/// # Errors
///
/// Everything that is wrong with the network; a network so wide that too many states are open.
pub fn reliability(network: &FailingNetwork, terminals: &[usize]) -> Result<f64, ReliabilityError> {
    check(network, terminals)?;
    let Some(root) = terminals.first().copied() else {
        return Ok(1.0);
    };
    let is_terminal: Vec<bool> = (0..network.nodes)
        .map(|node| terminals.contains(&node))
        .collect();
    let others = (0..network.nodes).filter(|node| is_terminal[*node] && *node != root);
    let edges = in_order(network, root);
    let last: Vec<Option<usize>> = (0..network.nodes)
        .map(|node| {
            edges
                .iter()
                .rposition(|edge| edge.from == node || edge.to == node)
        })
        .collect();
    let mut others = others.peekable();
    if others.peek().is_none() {
        return Ok(1.0);
    }
    if others.any(|node| last[node].is_none()) {
        return Ok(0.0);
    }
    let mut open = Open {
        nodes: vec![root],
        is_terminal,
        to_come: terminals_but(terminals, root),
    };
    let mut states = BTreeMap::from([(State::start(), 1.0)]);
    let mut joined = 0.0;
    for (position, edge) in edges.iter().enumerate() {
        for node in [edge.from, edge.to] {
            open.enter(node, &mut states);
        }
        let mut next: BTreeMap<State, f64> = BTreeMap::new();
        let leaving: Vec<usize> = [edge.from, edge.to]
            .into_iter()
            .filter(|node| last[*node] == Some(position) && *node != root)
            .collect();
        let mut after = open.clone();
        after.leave(&leaving);
        for (state, chance) in states {
            for (works, share) in [(true, edge.up), (false, 1.0 - edge.up)] {
                if share == 0.0 {
                    continue;
                }
                let mut state = state.clone();
                if works {
                    state.join(open.at(edge.from), open.at(edge.to));
                    if !edge.is_one_way {
                        state.join(open.at(edge.to), open.at(edge.from));
                    }
                }
                if open.is_joined(&state) {
                    joined += chance * share;
                } else if state.without(&open, &leaving) {
                    *next.entry(state).or_default() += chance * share;
                }
            }
        }
        if next.len() > MOST_STATES || after.nodes.len() > MOST_OPEN {
            return Err(ReliabilityError::TooWide {
                states: MOST_STATES,
            });
        }
        (states, open) = (next, after);
    }
    Ok(joined.min(1.0))
}

/// Terminals other than the root, each once.
fn terminals_but(terminals: &[usize], root: usize) -> Vec<usize> {
    let mut others: Vec<usize> = terminals.to_vec();
    others.sort_unstable();
    others.dedup();
    others.retain(|node| *node != root);
    others
}

/// Everything that is wrong with a network and its terminals.
fn check(network: &FailingNetwork, terminals: &[usize]) -> Result<(), ReliabilityError> {
    let mut faults = Vec::new();
    for (at, edge) in network.edges.iter().enumerate() {
        if edge.from >= network.nodes || edge.to >= network.nodes {
            faults.push(format!("edge {at} joins {} and {}", edge.from, edge.to));
        }
        if !(0.0..=1.0).contains(&edge.up) {
            faults.push(format!("edge {at} works with a chance of {}", edge.up));
        }
    }
    for terminal in terminals {
        if *terminal >= network.nodes {
            faults.push(format!("there is no node {terminal}"));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(ReliabilityError::Malformed(faults))
    }
}

/// The edges in an order that leaves few nodes open: by a search in breadth from the node for
/// which that is best. Edges that join nothing, or never work, are left out.
fn in_order(network: &FailingNetwork, root: usize) -> Vec<Edge> {
    let edges: Vec<Edge> = network
        .edges
        .iter()
        .copied()
        .filter(|edge| edge.from != edge.to && edge.up > 0.0)
        .collect();
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); network.nodes];
    for edge in &edges {
        beside[edge.from].push(edge.to);
        beside[edge.to].push(edge.from);
    }
    let place = |start: usize| {
        let mut place = vec![usize::MAX; network.nodes];
        let (mut line, mut head) = (vec![start], 0);
        place[start] = 0;
        while let Some(node) = line.get(head).copied() {
            head += 1;
            for next in &beside[node] {
                if place[*next] == usize::MAX {
                    place[*next] = line.len();
                    line.push(*next);
                }
            }
        }
        place
    };
    let ordered = |start: usize| {
        let place = place(start);
        let mut edges = edges.clone();
        edges.sort_by_key(|edge| {
            let (a, b) = (place[edge.from], place[edge.to]);
            (a.max(b), a.min(b))
        });
        edges
    };
    // How many nodes are open at the most, and in all.
    let width = |edges: &[Edge]| {
        let mut left: Vec<usize> = beside.iter().map(Vec::len).collect();
        let mut is_open = vec![false; network.nodes];
        let (mut open, mut most, mut all) = (0_usize, 0_usize, 0_usize);
        for edge in edges {
            for node in [edge.from, edge.to] {
                open += usize::from(!std::mem::replace(&mut is_open[node], true));
                left[node] -= 1;
                open -= usize::from(left[node] == 0);
            }
            most = most.max(open);
            all += open;
        }
        (most, all)
    };
    // Of very large networks a few starts are tried.
    let step = network.nodes.div_ceil(200).max(1);
    let starts = std::iter::once(root).chain((0..network.nodes).step_by(step));
    let best = starts.min_by_key(|start| width(&ordered(*start)));
    ordered(best.unwrap_or(root))
}

/// The nodes that are open between two edges, the root first; the same for all states.
#[derive(Clone)]
struct Open {
    nodes: Vec<usize>,
    is_terminal: Vec<bool>,
    /// Terminals that no edge has touched yet.
    to_come: Vec<usize>,
}

impl Open {
    /// Position of an open node.
    fn at(&self, node: usize) -> usize {
        // Both ends of an edge are open while it is taken.
        self.nodes
            .iter()
            .position(|open| *open == node)
            .unwrap_or(0)
    }

    fn enter(&mut self, node: usize, states: &mut BTreeMap<State, f64>) {
        if self.nodes.contains(&node) {
            return;
        }
        self.nodes.push(node);
        self.to_come.retain(|terminal| *terminal != node);
        let old = std::mem::take(states);
        states.extend(old.into_iter().map(|(mut state, chance)| {
            state.reaches.push(0);
            (state, chance)
        }));
    }

    fn leave(&mut self, leaving: &[usize]) {
        self.nodes.retain(|node| !leaving.contains(node));
    }

    /// Whether the root reaches all terminals.
    fn is_joined(&self, state: &State) -> bool {
        self.to_come.is_empty()
            && state.wanted.is_empty()
            && self
                .nodes
                .iter()
                .enumerate()
                .skip(1)
                .all(|(at, node)| !self.is_terminal[*node] || state.reaches[0] & (1 << at) != 0)
    }
}

/// One way in which the open nodes are joined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    /// Of each open node: which others it reaches. A node that the root reaches has nothing more
    /// to tell: what it reaches the root reaches, and who reaches it does not matter.
    reaches: Vec<u64>,
    /// For terminals that are no longer open and not reached: nodes that reach them, of which the
    /// root must reach one. None of these sets holds another.
    wanted: Vec<u64>,
}

impl State {
    fn start() -> State {
        State {
            reaches: vec![0],
            wanted: Vec::new(),
        }
    }

    /// An edge leads from a node to another.
    fn join(&mut self, from: usize, to: usize) {
        let reached = self.reaches[0] | 1;
        if reached & (1 << to) != 0 || self.reaches[from] & (1 << to) != 0 {
            return;
        }
        let gained = self.reaches[to] | 1 << to;
        // Who reaches a node that the root reaches is not noted: it is the root that gains.
        let from = if reached & (1 << from) != 0 { 0 } else { from };
        for node in 0..self.reaches.len() {
            if node == from || self.reaches[node] & (1 << from) != 0 {
                self.reaches[node] |= gained & !(1 << node);
            }
        }
        let reached = self.reaches[0] | 1;
        for node in 1..self.reaches.len() {
            if reached & (1 << node) != 0 {
                self.reaches[node] = 0;
            } else {
                self.reaches[node] &= !reached;
            }
        }
        self.wanted.retain(|wanted| wanted & reached == 0);
        for wanted in &mut self.wanted {
            for (node, reaches) in self.reaches.iter().enumerate() {
                if reaches & *wanted != 0 {
                    *wanted |= 1 << node;
                }
            }
        }
        self.order();
    }

    /// Takes nodes out that are open no longer. Whether the terminals can still all be reached.
    fn without(&mut self, open: &Open, leaving: &[usize]) -> bool {
        let mut nodes = open.nodes.clone();
        for node in leaving {
            let Some(at) = nodes.iter().position(|open| open == node) else {
                continue;
            };
            let is_reached = self.reaches[0] & (1 << at) != 0;
            if open.is_terminal[*node] && !is_reached {
                let reaching = self.reaches.iter().enumerate();
                let reaching = reaching.filter(|(_, reaches)| *reaches & (1 << at) != 0);
                self.wanted
                    .push(reaching.fold(0, |set, (node, _)| set | 1 << node));
            }
            nodes.remove(at);
            self.reaches.remove(at);
            let below = (1 << at) - 1;
            let drop = |set: &mut u64| *set = (*set & below) | ((*set >> 1) & !below);
            self.reaches.iter_mut().for_each(drop);
            self.wanted.iter_mut().for_each(drop);
            if self.wanted.contains(&0) {
                return false;
            }
        }
        self.order();
        true
    }

    /// The same sets in one order, without those that others imply.
    fn order(&mut self) {
        self.wanted.sort_unstable();
        self.wanted.dedup();
        let all = self.wanted.clone();
        let implies = |one: &u64, other: &u64| one != other && one & other == *one;
        self.wanted
            .retain(|wanted| !all.iter().any(|other| implies(other, wanted)));
    }
}

/// Outcomes that were drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampled {
    /// Those in which the terminals were joined.
    pub joined: u64,
    /// All.
    pub samples: u64,
}

impl Sampled {
    /// Share of the outcomes in which the terminals were joined.
    pub fn share(&self) -> f64 {
        self.joined as f64 / self.samples.max(1) as f64
    }

    /// Interval of the chance, at least as confident as asked for (0.99 for 99 %).
    pub fn interval(&self, confidence: f64) -> [f64; 2] {
        let tail = (1.0 - confidence.clamp(0.0, 1.0)) / 2.0;
        let (joined, samples) = (self.joined as f64, self.samples as f64);
        let end = |a: f64, b: f64, share: f64, edge: f64| {
            if a <= 0.0 || b <= 0.0 {
                return edge;
            }
            Beta::new(a, b).map_or(edge, |beta| beta.inverse_cdf(share))
        };
        [
            end(joined, samples - joined + 1.0, tail, 0.0),
            end(joined + 1.0, samples - joined, 1.0 - tail, 1.0),
        ]
    }
}

/// Draws outcomes: in how many does the first terminal reach all others?
///
/// # Errors
///
/// Everything that is wrong with the network.
pub fn sampled_reliability(
    network: &FailingNetwork,
    terminals: &[usize],
    samples: u64,
    seed: u64,
    replication: u64,
) -> Result<Sampled, ReliabilityError> {
    check(network, terminals)?;
    let mut luck = RandomStream::named(seed, replication, "network", "edges");
    let mut beside: Vec<Vec<(usize, usize)>> = vec![Vec::new(); network.nodes];
    for (at, edge) in network.edges.iter().enumerate() {
        beside[edge.from].push((edge.to, at));
        if !edge.is_one_way {
            beside[edge.to].push((edge.from, at));
        }
    }
    let others = terminals
        .first()
        .map_or(Vec::new(), |root| terminals_but(terminals, *root));
    let mut works = vec![false; network.edges.len()];
    let mut reached = vec![false; network.nodes];
    let mut line: Vec<usize> = Vec::new();
    let mut joined = 0;
    for _ in 0..samples {
        for (works, edge) in works.iter_mut().zip(&network.edges) {
            *works = luck.uniform() < edge.up;
        }
        reached.fill(false);
        line.extend(terminals.first());
        while let Some(node) = line.pop() {
            if std::mem::replace(&mut reached[node], true) {
                continue;
            }
            let next = beside[node]
                .iter()
                .filter(|(to, at)| works[*at] && !reached[*to]);
            line.extend(next.map(|(to, _)| *to));
        }
        joined += u64::from(others.iter().all(|node| reached[*node]));
    }
    Ok(Sampled { joined, samples })
}
