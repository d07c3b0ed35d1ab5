//! What the experiments read from their runs.

use std::collections::BTreeSet;

use kervan_corridor::network::LineSection;
use kervan_corridor::service::{Carriage, Service};
use kervan_corridor::{Corridor, Idx};
use kervan_engine::{Interval, Tally, tallied_interval};
use kervan_results::{Estimate, Results};

use crate::unit::berths_id;

/// Confidence of all intervals.
const LEVEL: f64 = 0.95;
/// Share of what enters by which a group of flows may fall behind.
pub(crate) const BEHIND_OF_GROUP: f64 = 0.02;
/// The same for a single flow, whose lots are few and whose year-end stock is luck.
pub(crate) const BEHIND_OF_FLOW: f64 = 0.1;

/// Mean and interval of values, one a replication; `None` of no values.
pub fn estimate(values: impl IntoIterator<Item = f64>) -> Option<Estimate> {
    let mut tally = Tally::new();
    for value in values {
        tally.add(value);
    }
    let interval = tallied_interval(&tally, LEVEL);
    Some(Estimate {
        mean: tally.mean()?,
        low: interval.as_ref().map(Interval::low),
        high: interval.as_ref().map(Interval::high),
    })
}

/// Nothing at all, where a corridor came to rest.
pub(crate) const NONE: Estimate = Estimate {
    mean: 0.0,
    low: None,
    high: None,
};

/// Whether values, one a replication, lie above zero with 95 % confidence, one-sided: that is
/// the lower end of their interval of 90 %.
pub(crate) fn is_clear_gain(values: &[f64]) -> bool {
    let mut tally = Tally::new();
    for value in values {
        tally.add(*value);
    }
    match tallied_interval(&tally, 0.9) {
        Some(interval) => interval.low() > 0.0,
        None => false,
    }
}

/// The difference of a figure between two designs on the same luck.
pub(crate) fn difference(
    without: &[Results],
    with: &[Results],
    figure: impl Fn(&Results) -> Option<f64>,
) -> Option<Estimate> {
    let pairs = without.iter().zip(with);
    estimate(pairs.filter_map(|(without, with)| Some(figure(with)? - figure(without)?)))
}

/// Tonnes of goods a year that arrive of some flows.
pub(crate) fn tonnes_of(results: &Results, flows: &[String]) -> f64 {
    results
        .flows
        .iter()
        .filter(|row| !row.is_group && flows.contains(&row.flow))
        .map(|row| row.arrived_t.mean)
        .sum()
}

/// What runs of a corridor carried.
#[derive(Clone, Debug)]
pub struct Carried {
    /// Tonnes of goods a year that arrive, of the flows that grow.
    pub tonnes: Estimate,
    /// Time that nine units in ten of the headline keep, in days.
    pub p90_d: Option<Estimate>,
    /// Flows that do not keep up with what enters.
    pub behind: Vec<String>,
}

/// What runs of a corridor carried; `None` where there are none.
pub fn carried(corridor: &Corridor, results: &[Results]) -> Option<Carried> {
    let flows = counted(corridor);
    Some(Carried {
        tonnes: estimate(results.iter().map(|one| tonnes_of(one, &flows)))?,
        p90_d: estimate(results.iter().filter_map(p90)),
        behind: behind(&flow_groups(corridor), results)
            .into_iter()
            .collect(),
    })
}

/// The median and the P90 of the headline, in days.
pub(crate) fn p50(results: &Results) -> Option<f64> {
    Some(results.flows.first()?.p50_d?.mean)
}

/// See [`p50`].
pub(crate) fn p90(results: &Results) -> Option<f64> {
    Some(results.flows.first()?.p90_d?.mean)
}

/// Flows that share a service, directly or through others, are a group: what holds one back
/// can hold them all.
pub(crate) fn flow_groups(corridor: &Corridor) -> Vec<Vec<String>> {
    let mut groups: Vec<(BTreeSet<Idx<Service>>, Vec<String>)> = Vec::new();
    for flow in corridor.flows.rows() {
        let mut services: BTreeSet<Idx<Service>> = flow.services.iter().copied().collect();
        let mut flows = vec![flow.id.clone()];
        groups.retain_mut(|(used, members)| {
            let apart = used.is_disjoint(&services);
            if !apart {
                services.append(used);
                flows.append(members);
            }
            apart
        });
        flows.sort();
        groups.push((services, flows));
    }
    groups.into_iter().map(|(_, flows)| flows).collect()
}

/// The flows that do not keep up with what enters, in order; empty where all is carried.
///
/// A group of flows falls behind where its arrivals are more than 2 % below what entered, and
/// a flow by itself where they are more than 10 % below; both with 95 % confidence over
/// replications. The single flow is given more room, as with a dozen lots a year one lot more
/// inside at the end is several per cent.
pub(crate) fn behind(groups: &[Vec<String>], results: &[Results]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let share_behind = |flows: &[String]| {
        estimate(results.iter().filter_map(|one| {
            let (mut entered, mut arrived) = (0.0, 0.0);
            for row in one.flows.iter().filter(|row| !row.is_group) {
                if flows.contains(&row.flow) {
                    entered += row.entered.mean;
                    arrived += row.arrived.mean;
                }
            }
            (entered > 0.0).then(|| 1.0 - arrived / entered)
        }))
    };
    let falls = |estimate: Option<Estimate>, allowed: f64| {
        estimate
            .is_some_and(|behind| behind.mean > allowed && behind.low.is_none_or(|low| low > 0.0))
    };
    for group in groups {
        if falls(share_behind(group), BEHIND_OF_GROUP) {
            all.extend(group.iter().cloned());
        }
        for flow in group {
            if falls(share_behind(std::slice::from_ref(flow)), BEHIND_OF_FLOW) {
                all.insert(flow.clone());
            }
        }
    }
    all
}

/// Mean share of a server that is held, of the year and of its fullest month; for a line
/// section the fuller direction.
pub(crate) fn occupancy(results: &[Results], kind: &str, server: &str) -> (f64, f64) {
    let (mut year, mut fullest) = (0.0_f64, 0.0_f64);
    let Some(first) = results.first() else {
        return (year, fullest);
    };
    for (at, row) in first.servers.iter().enumerate() {
        if row.kind == kind && is_of(server, kind, &row.server) {
            let sum: f64 = results
                .iter()
                .filter_map(|one| one.servers.get(at))
                .map(|row| row.occupancy.mean)
                .sum();
            let mean = sum / results.len() as f64;
            if row.month == 0 {
                year = year.max(mean);
            }
            fullest = fullest.max(mean);
        }
    }
    (year, fullest)
}

/// What there is of a server, in its unit; nothing where the results do not know it.
pub(crate) fn capacity(results: &[Results], kind: &str, server: &str) -> Option<f64> {
    let rows = &results.first()?.servers;
    rows.iter()
        .find(|row| row.kind == kind && is_of(server, kind, &row.server))
        .map(|row| row.capacity)
}

/// Whether a server of the results is that of a unit: sections have one for each direction.
pub(crate) fn is_of(server: &str, kind: &str, in_results: &str) -> bool {
    if kind == "line section" {
        in_results
            .strip_prefix(server)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(" to "))
    } else {
        in_results == server
    }
}

/// Share of the waiting (tonne-days) of some flows, of all where none are named, whose root is a
/// server; 0 where nobody looked.
pub fn root_share(results: &[Results], kind: &str, server: &str, flows: &[String]) -> f64 {
    let (mut here, mut all) = (0.0, 0.0);
    let waits = results.iter().flat_map(|one| &one.waits);
    for row in waits.filter(|row| flows.is_empty() || flows.contains(&row.flow)) {
        all += row.tonne_days.mean;
        if row.root_kind == kind && is_of(server, kind, &row.root) {
            here += row.tonne_days.mean;
        }
    }
    if all > 0.0 { here / all } else { 0.0 }
}

/// The servers that a flow uses, with its empty wagons, as (kind, identifier).
pub(crate) fn servers_of(corridor: &Corridor, flow: &str) -> BTreeSet<(&'static str, String)> {
    let mut all = BTreeSet::new();
    let Some(flow) = corridor.flows.find(flow).map(|idx| &corridor.flows[idx]) else {
        return all;
    };
    if let Some(pool) = flow.wagons {
        all.insert(("wagons", corridor.wagons[pool].id.clone()));
    }
    for service in flow.services.iter().chain(&flow.empty_return) {
        let row = &corridor.services[*service];
        for stop in [row.origin, row.destination] {
            if let Some(terminal) = stop.terminal {
                let terminal = &corridor.terminals[terminal];
                all.insert(("handling tracks", terminal.id.clone()));
                all.insert(("yard slots", terminal.id.clone()));
            }
        }
        for control in corridor.controls.rows() {
            if corridor.nodes_of(*service).contains(&control.node) {
                all.insert(("control", control.id.clone()));
            }
        }
        match &row.carriage {
            Carriage::Train(train) => {
                let section = |idx: Idx<LineSection>| corridor.line_sections[idx].id.clone();
                all.extend(
                    train
                        .sections
                        .iter()
                        .map(|(idx, _)| ("line section", section(*idx))),
                );
                all.extend(
                    train
                        .locomotives
                        .iter()
                        .map(|(idx, _)| ("locomotives", corridor.locomotives[*idx].id.clone())),
                );
                if let Some(pool) = train.wagons {
                    all.insert(("wagons", corridor.wagons[pool].id.clone()));
                }
            }
            Carriage::Vessel { fleet, .. } => {
                all.extend(
                    fleet
                        .iter()
                        .map(|idx| ("vessels", corridor.vessels[*idx].id.clone())),
                );
                let stops = [row.origin.terminal, row.destination.terminal];
                for berth in corridor.berths.rows() {
                    if stops
                        .iter()
                        .flatten()
                        .any(|terminal| berth.terminals.contains(terminal))
                    {
                        all.insert(("berths", berths_id(corridor, berth)));
                    }
                }
            }
        }
    }
    all
}

/// The flows of all groups in which one uses a server: those that more of it can help. Empty
/// boxes are none of them.
pub(crate) fn flows_with(corridor: &Corridor, kind: &'static str, server: &str) -> Vec<String> {
    let key = (kind, server.to_owned());
    let helped = flow_groups(corridor).into_iter().filter(|group| {
        let mut flows = group.iter();
        flows.any(|flow| servers_of(corridor, flow).contains(&key))
    });
    let is_goods = |flow: &String| {
        let found = corridor.flows.find(flow);
        found.is_some_and(|idx| corridor.flows[idx].trade != "empty")
    };
    helped.flatten().filter(is_goods).collect()
}

/// Tonnes of goods a year that the corridor is asked to carry, of the flows that grow; empty
/// boxes count none.
pub fn demand_t(corridor: &Corridor) -> f64 {
    let flows = corridor.flows.rows().iter();
    flows
        .filter(|flow| corridor.grows(flow) && flow.trade != "empty")
        .map(|flow| flow.units_per_year * corridor.loading_units[flow.loading_unit].cargo_t)
        .sum()
}

/// The flows whose tonnes are counted: those that grow, without empty boxes.
pub(crate) fn counted(corridor: &Corridor) -> Vec<String> {
    let flows = corridor.flows.rows().iter();
    let counted = flows.filter(|flow| corridor.grows(flow) && flow.trade != "empty");
    counted.map(|flow| flow.id.clone()).collect()
}
