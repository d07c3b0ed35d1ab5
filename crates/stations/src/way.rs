//! The ways that a class can take through the network.

use crate::network::{Class, Network, Routing, Servers, WhenFull, Work};

/// The steps of a class as a graph: a step of an itinerary, or being at a station.
pub(crate) struct Ways {
    /// Station of each step.
    pub(crate) station: Vec<usize>,
    /// Steps that may come next.
    pub(crate) next: Vec<Vec<usize>>,
    /// Whether the class may leave after the step.
    pub(crate) leaves: Vec<bool>,
    /// Steps with which it may begin.
    pub(crate) entries: Vec<usize>,
}

/// Chances that add up to 1 within this are taken as adding up to 1.
pub(crate) const ROUNDING: f64 = 1e-9;

impl Ways {
    /// The ways of a class whose lists have the right lengths and known positions.
    pub(crate) fn of(class: &Class) -> Ways {
        match &class.routing {
            Routing::Itinerary(stations) => Ways {
                station: stations.clone(),
                next: (1..=stations.len())
                    .map(|step| Vec::from_iter((step < stations.len()).then_some(step)))
                    .collect(),
                leaves: (1..=stations.len())
                    .map(|step| step == stations.len())
                    .collect(),
                entries: vec![0],
            },
            Routing::Chances(rows) => Ways {
                station: (0..rows.len()).collect(),
                next: rows
                    .iter()
                    .map(|row| {
                        let possible = row.iter().enumerate().filter(|(_, chance)| **chance > 0.0);
                        possible.map(|(station, _)| station).collect()
                    })
                    .collect(),
                leaves: rows
                    .iter()
                    .map(|row| row.iter().sum::<f64>() < 1.0 - ROUNDING)
                    .collect(),
                entries: class
                    .entry
                    .iter()
                    .filter(|(_, chance)| *chance > 0.0)
                    .map(|&(station, _)| station)
                    .collect(),
            },
        }
    }

    /// The same ways for one that enters again where it would leave.
    pub(crate) fn round(mut self) -> Ways {
        for (next, leaves) in self.next.iter_mut().zip(&mut self.leaves) {
            if std::mem::take(leaves) {
                next.extend(&self.entries);
            }
        }
        self
    }

    /// Whether each step can come about.
    pub(crate) fn reachable(&self) -> Vec<bool> {
        let mut reached = vec![false; self.station.len()];
        let mut open = self.entries.clone();
        while let Some(step) = open.pop() {
            if !std::mem::replace(&mut reached[step], true) {
                open.extend(&self.next[step]);
            }
        }
        reached
    }

    /// Whether each step leads, sooner or later, to one of the goals.
    pub(crate) fn leads_to(&self, goals: &[bool]) -> Vec<bool> {
        let mut leads = goals.to_vec();
        loop {
            let more: Vec<usize> = (0..leads.len())
                .filter(|&step| !leads[step] && self.next[step].iter().any(|&next| leads[next]))
                .collect();
            if more.is_empty() {
                return leads;
            }
            for step in more {
                leads[step] = true;
            }
        }
    }
}

/// Whether customers block each other's servers in a ring: from a station with limited room over
/// others of the kind back to it. Without such a ring nobody can wait for ever.
pub(crate) fn has_blocking_ring(network: &Network) -> bool {
    let blocks: Vec<bool> = network
        .stations
        .iter()
        .map(|station| matches!(&station.work, Work::Servers(servers) if blocks(servers)))
        .collect();
    let mut next = vec![Vec::new(); network.stations.len()];
    for class in &network.classes {
        let ways = match class.source {
            crate::network::Source::Closed { .. } => Ways::of(class).round(),
            _ => Ways::of(class),
        };
        for (step, after) in ways.next.iter().enumerate() {
            let from = ways.station[step];
            for &to in after.iter().map(|&step| &ways.station[step]) {
                if blocks[from] && blocks[to] && from != to {
                    next[from].push(to);
                }
            }
        }
    }
    (0..next.len()).any(|start| {
        let mut reached = vec![false; next.len()];
        let mut open = next[start].clone();
        while let Some(station) = open.pop() {
            if !std::mem::replace(&mut reached[station], true) {
                open.extend(&next[station]);
            }
        }
        reached[start]
    })
}

/// Whether a full station makes others wait.
pub(crate) fn blocks(servers: &Servers) -> bool {
    servers.room.is_some() && servers.when_full == WhenFull::Blocks
}
