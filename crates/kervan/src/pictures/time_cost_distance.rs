//! Time and cost over distance, after the method of UNESCAP, for the main flow of the headline.

use kervan_chart::{Route, Step, TimeCostDistance};
use kervan_corridor::Corridor;
use kervan_corridor::flow::Flow;
use kervan_results::{Results, RunInfoRow};

use super::way::{Leg, legs, main_flow};
use crate::study::Study;

pub(super) fn time_cost_distance(
    study: &Study,
    results: &Results,
    run: &[RunInfoRow],
) -> TimeCostDistance {
    let corridor = study.corridor();
    let flow = main_flow(corridor, results);
    let routes: Vec<Route> = flow
        .into_iter()
        .map(|flow| Route {
            name: flow.id.clone(),
            steps: steps(corridor, flow, results),
        })
        .collect();
    let all = routes.first().map_or((0.0, 0.0), |route| {
        route.steps.iter().fold((0.0, 0.0), |(km, hours), step| {
            (km + step.km, hours + step.hours)
        })
    });
    let ends = flow.map_or(String::new(), |flow| {
        let name = |node| corridor.nodes[node].name.as_str();
        format!(
            "{} to {}",
            name(flow.clock_from),
            name(flow.destination.node)
        )
    });
    let mut heading = study.heading(
        format!(
            "{ends}: {:.1} days, hour by hour over {:.0} km",
            all.1 / 24.0,
            all.0
        ),
        "A rise that goes to the right is movement; a rise that goes straight up is a stop"
            .to_owned(),
        run,
    );
    let priced = corridor.tariffs.rows().iter().filter(|tariff| {
        flow.is_some_and(|flow| {
            let service = |service| flow.services.contains(service);
            tariff.loading_unit == flow.loading_unit && tariff.services.iter().any(service)
        })
    });
    for tariff in priced {
        let (price, currency, year) = (tariff.price, &tariff.currency, tariff.price_year);
        heading.notes.push(format!(
            "The only price known: {price} {currency} of {year}, {}.",
            tariff.said
        ));
    }
    TimeCostDistance { heading, routes }
}

fn steps(corridor: &Corridor, flow: &Flow, results: &Results) -> Vec<Step> {
    let hours = |place: &str| {
        results
            .hours
            .iter()
            .filter(|row| row.flow == flow.id && row.place == place)
            .map(|row| row.hours.mean)
            .sum::<f64>()
    };
    let name = |node| corridor.nodes[node].name.as_str();
    let mut legs = legs(corridor, flow);
    // The clock starts on the way.
    if let Some(first) = legs.iter().position(|leg| leg.from == flow.clock_from) {
        legs.drain(..first);
    }
    let stop = |node| Step {
        name: name(node).to_owned(),
        km: 0.0,
        hours: hours(&corridor.nodes[node].id),
        cost_usd: Some(0.0),
    };
    let mut steps: Vec<Step> = legs.first().map(|leg| stop(leg.from)).into_iter().collect();
    for leg in &legs {
        steps.push(Step {
            name: format!("{} - {}", name(leg.from), name(leg.to)),
            km: leg.km,
            hours: hours(leg.link.id(corridor)),
            cost_usd: cost(corridor, flow, &legs, leg),
        });
        steps.push(stop(leg.to));
    }
    steps
}

/// The published price of a leg: that of the tariff for its service and country, by distance.
fn cost(corridor: &Corridor, flow: &Flow, legs: &[Leg], leg: &Leg) -> Option<f64> {
    let tariff = corridor.tariffs.rows().iter().find(|tariff| {
        tariff.loading_unit == flow.loading_unit
            && tariff.currency == "USD"
            && tariff.services.contains(&leg.service)
    })?;
    let is_priced = |leg: &&Leg| {
        let country = |node| Some(&corridor.nodes[node].country);
        tariff.services.contains(&leg.service)
            && tariff.country.as_ref().is_none_or(|within| {
                country(leg.from) == Some(within) && country(leg.to) == Some(within)
            })
    };
    let priced_km: f64 = legs.iter().filter(is_priced).map(|leg| leg.km).sum();
    is_priced(&leg).then(|| tariff.price * leg.km / priced_km)
}
