//! Trains and vessels of a week along the way of the main flow.

use kervan_chart::{Marey, Run, RunKind, Station, Water};
use kervan_corridor::network::Node;
use kervan_corridor::service::Carriage;
use kervan_corridor::{Corridor, Idx};
use kervan_results::{Log, Results, RunInfoRow, VesselCallRow};

use super::way::{Leg, Link, legs, main_flow};
use crate::study::Study;

const HOUR_S: f64 = 3600.0;
const YEAR_S: i64 = 365 * 86_400;
const WEEK_S: i64 = 7 * 86_400;

/// The diagram of a week, from 1, of a run whose warm-up was a year; `None` where there is no
/// way or nothing was logged.
pub(super) fn marey(
    study: &Study,
    results: &Results,
    logged: &Results,
    week: u32,
    run: &[RunInfoRow],
) -> Option<Marey> {
    let corridor = study.corridor();
    let flow = main_flow(corridor, results)?;
    let log = logged.log.as_ref()?;
    let legs = legs(corridor, flow);
    let first = legs.first()?;
    let name = |node: Idx<Node>| corridor.nodes[node].name.clone();
    let mut stations = vec![Station {
        name: name(first.from),
        km: 0.0,
    }];
    let mut waters = Vec::new();
    let mut km = 0.0;
    let mut at = Vec::new();
    for leg in &legs {
        at.push(km);
        if let Link::Sea(_) = leg.link {
            waters.push(Water {
                name: format!("{} - {} by sea", name(leg.from), name(leg.to)),
                from_km: km,
                to_km: km + leg.km,
            });
        }
        km += leg.km;
        stations.push(Station {
            name: name(leg.to),
            km,
        });
    }
    let start = YEAR_S + i64::from(week.max(1) - 1) * WEEK_S;
    let hour = |second: i64| (second - start) as f64 / HOUR_S;
    let mut runs = trains(corridor, &legs, &at, log, &hour);
    runs.extend(vessels(corridor, &legs, &at, log, &hour));
    let is_seen = |run: &Run| {
        let hours = run.points.iter().map(|(hour, _)| *hour);
        let (from, to) = hours.fold((f64::MAX, f64::MIN), |(from, to), hour| {
            (from.min(hour), to.max(hour))
        });
        from < WEEK_S as f64 / HOUR_S && to > 0.0
    };
    runs.retain(is_seen);
    Some(Marey {
        heading: study.heading(
            format!(
                "{} to {}: week {week} of one simulated year",
                stations.first()?.name,
                stations.last()?.name
            ),
            "Each line is a train or a vessel; what lies flat stands or waits".to_owned(),
            run,
        ),
        stations,
        waters,
        runs,
        hours: WEEK_S as f64 / HOUR_S,
    })
}

/// Trains or vessels of a direction, in print.
fn group(corridor: &Corridor, legs: &[Leg], forward: bool, kind: &str) -> String {
    let end = if forward {
        legs.last().map(|leg| leg.to)
    } else {
        legs.first().map(|leg| leg.from)
    };
    let end = end.map_or("", |node| corridor.nodes[node].name.as_str());
    format!("{kind} towards {end}")
}

fn trains(
    corridor: &Corridor,
    legs: &[Leg],
    at: &[f64],
    log: &Log,
    hour: &impl Fn(i64) -> f64,
) -> Vec<Run> {
    let mut runs: Vec<(i64, Run)> = Vec::new();
    for row in &log.train_runs {
        let Some(section) = corridor.line_sections.find(&row.section) else {
            continue;
        };
        let Some(position) = legs
            .iter()
            .position(|leg| leg.link == Link::Section(section))
        else {
            continue;
        };
        let service = corridor.services.find(&row.service);
        let entered = service.and_then(|service| match &corridor.services[service].carriage {
            Carriage::Train(train) => train
                .sections
                .iter()
                .find(|(idx, _)| *idx == section)
                .map(|(_, entered)| *entered),
            Carriage::Vessel { .. } => None,
        });
        let leg = &legs[position];
        let forward = entered == Some(leg.from);
        let ends = (at[position], at[position] + leg.km);
        let (from, to) = if forward { ends } else { (ends.1, ends.0) };
        let points = [(hour(row.started_s), from), (hour(row.arrived_s), to)];
        match runs.iter_mut().rfind(|(train, _)| *train == row.train) {
            Some((_, run)) => run.points.extend(points),
            None => runs.push((
                row.train,
                Run {
                    name: format!("{} train {}", row.service, row.train),
                    kind: RunKind::Train,
                    group: group(corridor, legs, forward, "trains"),
                    points: points.to_vec(),
                },
            )),
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// A vessel sails from a call at one end of the water to its next call at the other.
fn vessels(
    corridor: &Corridor,
    legs: &[Leg],
    at: &[f64],
    log: &Log,
    hour: &impl Fn(i64) -> f64,
) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut calls: Vec<&VesselCallRow> = log.vessel_calls.iter().collect();
    calls.sort_by(|a, b| (&a.vessel, a.asked_s).cmp(&(&b.vessel, b.asked_s)));
    for (position, leg) in legs.iter().enumerate() {
        if !matches!(leg.link, Link::Sea(_)) {
            continue;
        }
        let (from, to) = (&corridor.nodes[leg.from].id, &corridor.nodes[leg.to].id);
        for pair in calls.windows(2) {
            let [left, comes] = pair else { continue };
            let forward = left.node == *from && comes.node == *to;
            let back = left.node == *to && comes.node == *from;
            if left.vessel != comes.vessel || !(forward || back) {
                continue;
            }
            let ends = (at[position], at[position] + leg.km);
            let (starts, stops) = if forward { ends } else { (ends.1, ends.0) };
            runs.push(Run {
                name: left.vessel.clone(),
                kind: RunKind::Vessel,
                group: group(corridor, legs, forward, "vessels"),
                points: vec![
                    (hour(left.left_s), starts),
                    (hour(comes.asked_s), stops),
                    (hour(comes.berthed_s), stops),
                ],
            });
        }
    }
    runs
}
