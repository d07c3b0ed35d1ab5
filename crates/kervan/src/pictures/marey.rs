//! Trains and vessels of a week along the way of the main flow.

use kervan_chart::{Marey, Run, RunKind, Station, Water};
use kervan_corridor::Idx;
use kervan_corridor::network::Node;
use kervan_corridor::service::Carriage;
use kervan_results::{Log, Results, VesselCallRow};

use super::Draw;
use super::way::{Leg, Link, legs, main_flow};

const HOUR_S: f64 = 3600.0;
const YEAR_S: i64 = 365 * 86_400;
const WEEK_S: i64 = 7 * 86_400;

/// The diagram of a week, from 1, of a run whose warm-up was a year; `None` where there is no
/// way or nothing was logged.
pub(super) fn marey(draw: &Draw, results: &Results, logged: &Results, week: u32) -> Option<Marey> {
    let corridor = draw.study.corridor();
    let flow = main_flow(corridor, results)?;
    let log = logged.log.as_ref()?;
    let legs = legs(corridor, flow);
    let first = legs.first()?;
    let name = |node: Idx<Node>| draw.names.node(node);
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
                name: draw.tell(
                    "picture-marey-sea",
                    &[("from", name(leg.from).into()), ("to", name(leg.to).into())],
                ),
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
    let mut runs = trains(draw, &legs, &at, log, &hour);
    runs.extend(vessels(draw, &legs, &at, log, &hour));
    let is_seen = |run: &Run| {
        let hours = run.points.iter().map(|(hour, _)| *hour);
        let (from, to) = hours.fold((f64::MAX, f64::MIN), |(from, to), hour| {
            (from.min(hour), to.max(hour))
        });
        from < WEEK_S as f64 / HOUR_S && to > 0.0
    };
    runs.retain(is_seen);
    Some(Marey {
        heading: draw.heading(
            draw.tell(
                "picture-marey-title",
                &[
                    ("from", stations.first()?.name.as_str().into()),
                    ("to", stations.last()?.name.as_str().into()),
                    ("week", week.to_string().into()),
                ],
            ),
            draw.say("picture-marey-subtitle"),
        ),
        stations,
        waters,
        runs,
        hours: WEEK_S as f64 / HOUR_S,
    })
}

/// Trains or vessels of a direction, in print.
fn group(draw: &Draw, legs: &[Leg], forward: bool, key: &str) -> String {
    let end = if forward {
        legs.last().map(|leg| leg.to)
    } else {
        legs.first().map(|leg| leg.from)
    };
    let end = end.map_or(String::new(), |node| draw.names.node(node));
    draw.tell(key, &[("place", end.into())])
}

fn trains(
    draw: &Draw,
    legs: &[Leg],
    at: &[f64],
    log: &Log,
    hour: &impl Fn(i64) -> f64,
) -> Vec<Run> {
    let corridor = draw.study.corridor();
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
                    name: format!("{} {}", row.service, row.train),
                    kind: RunKind::Train,
                    group: group(draw, legs, forward, "picture-marey-trains"),
                    points: points.to_vec(),
                },
            )),
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// A vessel sails from a call at one end of the water to its next call at the other.
fn vessels(
    draw: &Draw,
    legs: &[Leg],
    at: &[f64],
    log: &Log,
    hour: &impl Fn(i64) -> f64,
) -> Vec<Run> {
    let corridor = draw.study.corridor();
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
                group: group(draw, legs, forward, "picture-marey-vessels"),
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
