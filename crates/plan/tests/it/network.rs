//! Small networks with projects, drawn at random; the same as a problem.

use kervan_plan::{Carrying, Lift, Measure, Period, Problem, Purse};
use kervan_solver::Model;

/// Arcs of a chain of places with a detour, what flows, and what can be built.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    /// From, to, capacity.
    pub arcs: Vec<(usize, usize, f64)>,
    /// From, to, demand.
    pub demands: Vec<(usize, usize, f64)>,
    /// Arc, what is added, cost, periods of building.
    pub projects: Vec<(usize, f64, f64, usize)>,
    /// Growth of demand, one for each period.
    pub growth: Vec<f64>,
    /// Budget of each period.
    pub budget: Option<f64>,
    /// How many of each project can be done.
    pub most: u32,
    /// Demand of a second future, as a multiple, of which not all must be carried.
    pub future: Option<f64>,
}

impl Small {
    pub(crate) fn problem(&self) -> Problem {
        let periods = (0..self.growth.len()).map(|at| Period {
            name: format!("{}", 2026 + at),
            discount: 1.06_f64.powi(-i32::try_from(at).unwrap()),
        });
        let measures = self.projects.iter().enumerate();
        let measures = measures.map(|(at, (_, _, cost, build))| Measure {
            build: *build,
            most: self.most,
            ..Measure::of(format!("p{at}"), *cost)
        });
        let growth = self.growth.iter().enumerate();
        Problem {
            periods: periods.collect(),
            measures: measures.collect(),
            purses: vec![Purse {
                name: "all".to_owned(),
                budget: vec![self.budget; self.growth.len()],
                ..Purse::default()
            }],
            carrying: growth
                .flat_map(|(at, by)| {
                    let aimed = self.carrying(at, *by);
                    let other = self.future.map(|times| {
                        let mut other = self.carrying(at, times * by);
                        for col in other.unserved.clone() {
                            other.model.set_cost(col, 3.0);
                        }
                        Carrying {
                            must_carry: false,
                            weight: 0.5,
                            ..other
                        }
                    });
                    [Some(aimed), other].into_iter().flatten()
                })
                .collect(),
        }
    }

    fn carrying(&self, period: usize, by: f64) -> Carrying {
        let mut made = Carrying {
            period,
            ..Carrying::default()
        };
        let model: &mut Model = &mut made.model;
        let places = 1 + self.arcs.iter().map(|arc| arc.0.max(arc.1)).max().unwrap();
        let mut limits: Vec<Vec<_>> = vec![Vec::new(); self.arcs.len()];
        for (k, (from, to, demand)) in self.demands.iter().enumerate() {
            let demand = demand * by;
            let unserved = model.column(format!("unserved[{k}]"), 0.0, demand, 0.0);
            made.unserved.push(unserved);
            let mut balance: Vec<Vec<_>> = vec![Vec::new(); places];
            for (a, (tail, head, _)) in self.arcs.iter().enumerate() {
                let flow = model.column(format!("flow[{k},{a}]"), 0.0, f64::INFINITY, 0.0);
                limits[a].push((flow, 1.0));
                balance[*tail].push((flow, 1.0));
                balance[*head].push((flow, -1.0));
            }
            for (place, mut terms) in balance.into_iter().enumerate() {
                let sign = f64::from(i8::from(place == *from) - i8::from(place == *to));
                terms.push((unserved, sign));
                model.row(
                    format!("balance[{k},{place}]"),
                    sign * demand,
                    sign * demand,
                    terms,
                );
            }
        }
        for (a, terms) in limits.into_iter().enumerate() {
            let name = format!("capacity[{a}]");
            let row = model.row(name, f64::NEG_INFINITY, self.arcs[a].2, terms);
            let projects = self.projects.iter().enumerate();
            made.lifts
                .extend(projects.filter(|(_, (arc, ..))| *arc == a).map(
                    |(measure, (_, adds, ..))| Lift {
                        row,
                        measure,
                        by: *adds,
                    },
                ));
        }
        made
    }
}
