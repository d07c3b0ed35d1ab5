//! Plans: the cheapest, the next, and the one that takes bottlenecks one at a time.

use std::cell::OnceCell;

use kervan_plan::{
    Apart, Carrying, Choice, Lift, Measure, Period, Plan, PlanError, Problem, Purse, carry, judge,
    one_at_a_time, pool,
};
use kervan_solver::{Limits, Model};

use crate::case::{Expectation, Investments, Lots};
use crate::quantity::{PlanQuantity, Quantity};
use crate::run::Answer;

/// Answers to everything that is asked of a network to be widened.
pub(crate) fn investments(asked: &Investments, expects: &[Expectation]) -> Vec<Answer> {
    answers(&problem_of(asked), expects)
}

/// Answers to everything that is asked of lots of one product.
pub(crate) fn lots(asked: &Lots, expects: &[Expectation]) -> Vec<Answer> {
    answers(&problem_of_lots(asked), expects)
}

fn answers(problem: &Problem, expects: &[Expectation]) -> Vec<Answer> {
    let cells = [OnceCell::new(), OnceCell::new()];
    let best = |leaves_out: bool| {
        let apart = match leaves_out {
            true => Apart::LeavesOut,
            false => Apart::AnyStart,
        };
        let cell = &cells[usize::from(leaves_out)];
        cell.get_or_init(|| pool(problem, 2, apart, &Limits::default()))
    };
    let answer = |asked: &Expectation| match &asked.quantity {
        Quantity::Plan(what) => match number(problem, what, best) {
            Ok(number) => Answer::Number(number),
            Err(reason) => Answer::None(reason),
        },
        _ => Answer::None("it is no quantity of a plan".to_owned()),
    };
    expects.iter().map(answer).collect()
}

fn number<'b>(
    problem: &Problem,
    what: &PlanQuantity,
    best: impl Fn(bool) -> &'b Result<Vec<Choice>, PlanError>,
) -> Result<f64, String> {
    let say = |error: PlanError| error.to_string();
    let nth = |at: usize, leaves_out: bool| {
        let best = best(leaves_out).as_ref().map_err(PlanError::to_string)?;
        best.get(at).ok_or("there is no such plan".to_owned())
    };
    match what {
        PlanQuantity::Cost => nth(0, true).map(|choice| choice.cost),
        PlanQuantity::NextCost { leaves_out } => nth(1, *leaves_out).map(|choice| choice.cost),
        PlanQuantity::Does(project) => {
            nth(0, true).map(|choice| f64::from(choice.plan.count(*project)))
        }
        PlanQuantity::OneAtATimeCost => {
            let found = one_at_a_time(problem).map_err(say)?;
            match found.unserved.iter().all(|left| *left < 1e-6) {
                true => Ok(found.cost),
                false => Err("it does not carry everything".to_owned()),
            }
        }
        PlanQuantity::CostOf(starts) => {
            let started = starts.iter().enumerate();
            let started = started.filter_map(|(at, start)| start.map(|start| (at, start)));
            let plan = Plan::with(problem, started);
            let flows = carry(problem, &plan).map_err(say)?;
            let flows: Vec<_> = flows.into_iter().map(|row| row.flows).collect();
            let judged = judge(problem, &plan, &flows);
            match judged.faults.as_slice() {
                [] => Ok(judged.cost),
                faults => Err(faults.join("; ")),
            }
        }
    }
}

/// Flows of each demand on each arc, arcs of so much capacity.
fn problem_of(asked: &Investments) -> Problem {
    let periods = (0..asked.growth.len()).map(|at| Period {
        name: format!("period {}", at + 1),
        discount: (1.0 + asked.discount_rate).powf(-(at as f64)),
    });
    let measures = asked.projects.iter();
    let growth = asked.growth.iter().enumerate();
    Problem {
        periods: periods.collect(),
        measures: measures
            .map(|row| Measure::of(&row.name, row.cost))
            .collect(),
        purses: vec![Purse {
            name: "all".to_owned(),
            budget: asked.budget.iter().copied().map(Some).collect(),
            ..Purse::default()
        }],
        carrying: growth
            .map(|(period, growth)| carrying(asked, period, *growth))
            .collect(),
    }
}

fn carrying(asked: &Investments, period: usize, growth: f64) -> Carrying {
    let network = &asked.network.network;
    let mut made = Carrying {
        period,
        ..Carrying::default()
    };
    let model = &mut made.model;
    let mut loads = vec![Vec::new(); network.arcs.len()];
    for (k, row) in asked.network.demands.iter().enumerate() {
        let demand = row.demand * growth;
        let unserved = model.column(format!("unserved[{k}]"), 0.0, demand, 0.0);
        made.unserved.push(unserved);
        let mut balance = vec![Vec::new(); network.nodes];
        for (a, arc) in network.arcs.iter().enumerate() {
            let flow = model.column(format!("flow[{k},{a}]"), 0.0, f64::INFINITY, 0.0);
            loads[a].push((flow, 1.0));
            balance[arc.from].push((flow, 1.0));
            balance[arc.to].push((flow, -1.0));
        }
        for (node, mut terms) in balance.into_iter().enumerate() {
            let is = |at: usize| f64::from(u8::from(node == at));
            let sign = is(row.origin) - is(row.destination);
            terms.push((unserved, sign));
            let name = format!("balance[{k},{node}]");
            model.row(name, sign * demand, sign * demand, terms);
        }
    }
    for (a, terms) in loads.into_iter().enumerate() {
        let capacity = network.arcs[a].capacity;
        let row = model.row(format!("capacity[{a}]"), f64::NEG_INFINITY, capacity, terms);
        for (measure, project) in asked.projects.iter().enumerate() {
            if project.arc == a {
                let by = project.adds;
                made.lifts.push(Lift { row, measure, by });
            }
        }
    }
    made
}

/// One period of months, a measure for the setup of each.
fn problem_of_lots(asked: &Lots) -> Problem {
    let mut model = Model::minimise();
    let (mut lifts, mut kept) = (Vec::new(), None);
    for (month, demand) in asked.demand.iter().enumerate() {
        let made = model.column(format!("made[{month}]"), 0.0, f64::INFINITY, 0.0);
        let stock = model.column(
            format!("kept[{month}]"),
            0.0,
            f64::INFINITY,
            asked.holding_cost,
        );
        let mut terms = vec![(made, 1.0), (stock, -1.0)];
        terms.extend(kept.map(|stock| (stock, 1.0)));
        model.row(format!("balance[{month}]"), *demand, *demand, terms);
        let name = format!("setup[{month}]");
        let row = model.row(name, f64::NEG_INFINITY, 0.0, [(made, 1.0)]);
        lifts.push(Lift {
            row,
            measure: month,
            by: asked.demand[month..].iter().sum(),
        });
        kept = Some(stock);
    }
    let costs = asked.setup_cost.iter().enumerate();
    Problem {
        periods: vec![Period::now("all months")],
        measures: costs
            .map(|(month, cost)| Measure::of(format!("setup in {}", month + 1), *cost))
            .collect(),
        carrying: vec![Carrying {
            model,
            lifts,
            ..Carrying::default()
        }],
        ..Problem::default()
    }
}
