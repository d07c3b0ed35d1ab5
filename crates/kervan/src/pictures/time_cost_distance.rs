//! Time and cost over distance, after the method of UNESCAP, for the main flow of the headline.

use kervan_chart::{Route, Step, TimeCostDistance};
use kervan_corridor::flow::Flow;
use kervan_results::Results;

use super::Draw;
use super::way::{legs, main_flow};
use crate::tariff::work;

pub(super) fn time_cost_distance(draw: &Draw, results: &Results) -> TimeCostDistance {
    let corridor = draw.study.corridor();
    let flow = main_flow(corridor, results);
    let routes: Vec<Route> = flow
        .into_iter()
        .map(|flow| Route {
            name: draw.names.flow(&flow.id),
            steps: steps(draw, flow, results),
        })
        .collect();
    let all = routes.first().map_or((0.0, 0.0), |route| {
        route.steps.iter().fold((0.0, 0.0), |(km, hours), step| {
            (km + step.km, hours + step.hours)
        })
    });
    let ends = flow.map_or(String::new(), |flow| {
        let (from, to) = (flow.clock_from, flow.destination.node);
        draw.tell(
            "from-to",
            &[
                ("from", draw.names.node(from).into()),
                ("to", draw.names.node(to).into()),
            ],
        )
    });
    let title = draw.tell(
        "picture-distance-title",
        &[
            ("ends", ends.into()),
            ("days", draw.words.number(all.1 / 24.0, 1).into()),
            ("km", draw.words.number(all.0, 0).into()),
        ],
    );
    let mut heading = draw.heading(title, draw.say("picture-distance-subtitle"));
    if flow.is_some() && !corridor.tariff_items.rows().is_empty() {
        heading.notes.push(draw.say("picture-distance-price"));
    }
    TimeCostDistance { heading, routes }
}

fn steps(draw: &Draw, flow: &Flow, results: &Results) -> Vec<Step> {
    let corridor = draw.study.corridor();
    let hours = |place: &str| {
        results
            .hours
            .iter()
            .filter(|row| row.flow == flow.id && row.place == place)
            .map(|row| row.hours.mean)
            .sum::<f64>()
    };
    let name = |node| draw.names.node(node);
    let mut legs = legs(corridor, flow);
    // The clock starts on the way.
    if let Some(first) = legs.iter().position(|leg| leg.from == flow.clock_from) {
        legs.drain(..first);
    }
    let work = work::steps(corridor, &flow.services);
    let asked = work::asked_by_step(corridor, &work, flow.loading_unit);
    let asked_at = |is_there: &dyn Fn(&work::Step) -> bool| {
        let own = work.iter().zip(&asked).filter(|(step, _)| is_there(step));
        own.filter_map(|(_, asked)| *asked)
            .reduce(|sum, each| sum + each)
    };
    let is_at = |step: &work::Step, node| {
        let terminal = corridor.terminals.find(&step.place);
        let control = corridor.controls.find(&step.place);
        terminal.is_some_and(|idx| corridor.terminals[idx].node == node)
            || control.is_some_and(|idx| corridor.controls[idx].node == node)
    };
    let stop = |node| Step {
        name: name(node),
        km: 0.0,
        hours: hours(&corridor.nodes[node].id),
        cost_usd: Some(asked_at(&|step| is_at(step, node)).unwrap_or_default()),
    };
    let mut steps: Vec<Step> = legs.first().map(|leg| stop(leg.from)).into_iter().collect();
    for leg in &legs {
        steps.push(Step {
            name: format!("{}–{}", name(leg.from), name(leg.to)),
            km: leg.km,
            hours: hours(leg.link.id(corridor)),
            cost_usd: asked_at(&|step| {
                step.service == Some(leg.service) && step.place == leg.link.id(corridor)
            }),
        });
        steps.push(stop(leg.to));
    }
    // Where no leg has a price, stops that cost nothing would be a chart of nothing.
    let is_priced = |step: &Step| step.cost_usd.is_some_and(|cost| cost > 0.0);
    if !steps.iter().any(is_priced) {
        for step in &mut steps {
            step.cost_usd = None;
        }
    }
    steps
}
