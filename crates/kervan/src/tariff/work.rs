//! What operators do for a unit on its way, and what they ask and spend for it.

use kervan_corridor::flow::LoadingUnit;
use kervan_corridor::network::Node;
use kervan_corridor::operator::Operator;
use kervan_corridor::service::{Carriage, Service};
use kervan_corridor::tariff::{Per, WorkKind, WorkScope};
use kervan_corridor::{Corridor, Idx};

/// One piece of work on a way.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// Who does it; of a control, nobody in particular.
    pub(crate) operator: Option<Idx<Operator>>,
    pub(crate) work: WorkKind,
    /// The service on which a unit is carried.
    pub(crate) service: Option<Idx<Service>>,
    /// Country in which it is done; none at sea.
    pub(crate) country: Option<String>,
    /// Identifier of the section, link, terminal or control.
    pub(crate) place: String,
    pub(crate) km: f64,
}

/// All work on a chain of services, in order.
pub(crate) fn steps(corridor: &Corridor, services: &[Idx<Service>]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for idx in services {
        let service = &corridor.services[*idx];
        handling(corridor, service.origin.terminal, &mut steps);
        match &service.carriage {
            Carriage::Train(train) => {
                for (section, from) in &train.sections {
                    let row = &corridor.line_sections[*section];
                    let to = row.opposite(*from);
                    let operator = row.operator.or(service.operator);
                    borders(corridor, *from, to, &mut steps);
                    let ends = [*from, to].map(|node| &corridor.nodes[node].country);
                    let seat = operator.map(|operator| &corridor.operators[operator].country);
                    let country = match ends[0] == ends[1] {
                        true => Some(ends[0]),
                        false => seat,
                    };
                    steps.push(Step {
                        operator,
                        work: WorkKind::Carriage,
                        service: Some(*idx),
                        country: country.cloned(),
                        place: row.id.clone(),
                        km: row.distance.as_km(),
                    });
                }
            }
            Carriage::Vessel { link, .. } => {
                let row = &corridor.sea_links[*link];
                borders(
                    corridor,
                    service.origin.node,
                    service.destination.node,
                    &mut steps,
                );
                steps.push(Step {
                    operator: service.operator,
                    work: WorkKind::Carriage,
                    service: Some(*idx),
                    country: None,
                    place: row.id.clone(),
                    km: row.distance.as_km(),
                });
            }
        }
        handling(corridor, service.destination.terminal, &mut steps);
    }
    steps
}

/// A terminal, unless the unit is in it already.
fn handling(
    corridor: &Corridor,
    terminal: Option<Idx<kervan_corridor::terminal::Terminal>>,
    steps: &mut Vec<Step>,
) {
    let Some(terminal) = terminal.map(|idx| &corridor.terminals[idx]) else {
        return;
    };
    if steps.last().is_some_and(|step| step.place == terminal.id) {
        return;
    }
    steps.push(Step {
        operator: terminal.operator,
        work: WorkKind::Handling,
        service: None,
        country: Some(corridor.nodes[terminal.node].country.clone()),
        place: terminal.id.clone(),
        km: 0.0,
    });
}

/// The controls between two nodes of different countries.
fn borders(corridor: &Corridor, from: Idx<Node>, to: Idx<Node>, steps: &mut Vec<Step>) {
    use kervan_corridor::network::Way;
    if corridor.nodes[from].country == corridor.nodes[to].country {
        return;
    }
    for (node, way) in [(from, Way::Exit), (to, Way::Entry)] {
        let controls = corridor.controls.rows().iter();
        for control in controls.filter(|control| control.node == node && control.way == way) {
            steps.push(Step {
                operator: None,
                work: WorkKind::Border,
                service: None,
                country: Some(corridor.nodes[node].country.clone()),
                place: control.id.clone(),
                km: 0.0,
            });
        }
    }
}

/// How much of a price or cost the work on a way has for one unit, and where.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fit {
    /// How many of what the price or cost is for.
    pub(crate) times: f64,
    /// Services that are carried on, terminals and controls, in order.
    pub(crate) covers: Vec<String>,
}

/// What a price or cost applies to on a way; `None` where it does not.
pub(crate) fn fit(
    corridor: &Corridor,
    steps: &[Step],
    unit: Idx<LoadingUnit>,
    scope: &WorkScope,
) -> Option<Fit> {
    let is_for = |step: &&Step| is_for(corridor, step, scope);
    if !scope.loading_units.is_empty() && !scope.loading_units.contains(&unit) {
        return None;
    }
    let mut covers: Vec<String> = Vec::new();
    let mut km = 0.0;
    for step in steps.iter().filter(is_for) {
        let name = match step.service {
            Some(service) => corridor.services[service].id.clone(),
            None => step.place.clone(),
        };
        // A price for a unit is asked once on each service, however many sections it runs.
        if covers.last() != Some(&name) {
            covers.push(name);
        }
        km += step.km;
    }
    if covers.is_empty() {
        return None;
    }
    let unit = &corridor.loading_units[unit];
    let teu = match unit.room.measure.as_str() {
        "TEU" => unit.room.amount,
        _ => 0.0,
    };
    let once = covers.len() as f64;
    let times = match scope.per {
        Per::Unit => once,
        Per::Teu => once * teu,
        Per::Tonne => once * unit.cargo_t,
        Per::UnitKm => km,
        Per::TeuKm => km * teu,
        Per::TonneKm => km * unit.cargo_t,
    };
    Some(Fit { times, covers })
}

/// What operators ask for each piece of work, in dollars; `None` where nothing is known. A price
/// for a whole service is spread over its kilometres.
pub(crate) fn asked_by_step(
    corridor: &Corridor,
    steps: &[Step],
    unit: Idx<LoadingUnit>,
) -> Vec<Option<f64>> {
    let mut asked: Vec<Option<f64>> = vec![None; steps.len()];
    for item in corridor.tariff_items.rows() {
        let Some(fit) = fit(corridor, steps, unit, &item.scope) else {
            continue;
        };
        let usd = corridor.in_usd(item.amount, &item.currency, item.price_year) * fit.times;
        let weight = |step: &Step| match step.work {
            WorkKind::Carriage => step.km,
            WorkKind::Handling | WorkKind::Border => 1.0,
        };
        let own = |step: &&Step| is_for(corridor, step, &item.scope);
        let all: f64 = steps.iter().filter(own).map(weight).sum();
        for (step, asked) in steps.iter().zip(&mut asked) {
            if own(&step) && all > 0.0 {
                *asked = Some(asked.unwrap_or_default() + usd * weight(step) / all);
            }
        }
    }
    asked
}

fn is_for(corridor: &Corridor, step: &Step, scope: &WorkScope) -> bool {
    if step.work != scope.work {
        return false;
    }
    let is_named = |id: &str| {
        let terminals = scope.terminals.iter();
        let controls = scope.controls.iter();
        terminals
            .clone()
            .any(|idx| corridor.terminals[*idx].id == id)
            || controls.clone().any(|idx| corridor.controls[*idx].id == id)
    };
    let has_places = !(scope.terminals.is_empty() && scope.controls.is_empty());
    let seat = &corridor.operators[scope.operator].country;
    let is_own = match step.work {
        WorkKind::Border => has_places || step.country.as_ref() == Some(seat),
        _ => step.operator == Some(scope.operator),
    };
    let in_country = scope
        .country
        .as_ref()
        .is_none_or(|country| step.country.as_ref() == Some(country));
    let on_service = scope.services.is_empty()
        || step
            .service
            .is_some_and(|service| scope.services.contains(&service));
    is_own && in_country && on_service && (!has_places || is_named(&step.place))
}
