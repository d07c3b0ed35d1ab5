//! The corridor's question as a problem of `kervan-plan`.

use kervan_plan::{Carrying, Lift, Measure, Period, Plan, Problem};
use kervan_solver::Model;

use super::candidates::{Candidate, What};
use super::capacity::Capacity;

/// A server that would not be filled so far in the last year binds nowhere.
const CLOSE: f64 = 0.5;
/// More of one thing than this is another corridor.
const MOST: f64 = 60.0;
/// Most of what makes something quicker, such as a crane: each brings less than the one before.
const MOST_QUICKER: usize = 2;

/// A problem, and which of its measures are which candidates.
pub(super) struct Posed {
    pub(super) problem: Problem,
    /// Candidate of each measure of the problem.
    pub(super) of: Vec<usize>,
}

/// What is asked: years, growth of demand in each, and money.
pub(super) struct Asked<'a> {
    pub(super) first_year: i64,
    /// Times today's demand, year by year.
    pub(super) growth: &'a [f64],
    pub(super) discount_rate: f64,
    pub(super) unserved_usd_per_t: f64,
    /// Millions of dollars a year.
    pub(super) budget: Option<f64>,
    /// Whether reforms can be chosen.
    pub(super) with_soft: bool,
}

/// Poses the problem with the ceilings as they are known now.
pub(super) fn pose(capacity: &Capacity, candidates: &[Candidate], asked: &Asked) -> Posed {
    let periods = (0..asked.growth.len()).map(|at| Period {
        name: (asked.first_year + at as i64).to_string(),
        discount: (1.0 + asked.discount_rate).powf(-(at as f64)),
        budget: asked.budget,
    });
    let mut measures: Vec<Measure> = Vec::new();
    let mut of = Vec::new();
    let mut first_of: Vec<Option<usize>> = vec![None; candidates.len()];
    let last = asked.growth.last().copied().unwrap_or(1.0);
    for (at, candidate) in candidates.iter().enumerate() {
        let is_decided = candidate.status.is_decided();
        if candidate.is_soft && !asked.with_soft && !is_decided {
            continue;
        }
        let copies = match candidate.what {
            What::Measure(_) => 1,
            What::Unit(ref unit) => match unit.size {
                Some(_) => copies(capacity, at, last),
                None => copies(capacity, at, last).min(MOST_QUICKER),
            },
        };
        for copy in 0..copies {
            let before = (copy > 0).then(|| measures.len() - 1);
            if copy == 0 {
                first_of[at] = Some(measures.len());
            }
            measures.push(Measure {
                id: match copy {
                    0 => candidate.id.clone(),
                    copy => format!("{} ({})", candidate.id, copy + 1),
                },
                cost: candidate.cost_musd,
                running: candidate.running_musd,
                build: candidate.build,
                earliest: candidate.earliest,
                needs: before.into_iter().collect(),
                excludes: Vec::new(),
                is_decided,
            });
            of.push(at);
        }
    }
    for (at, first) in first_of.iter().enumerate() {
        let Some(first) = first else { continue };
        let position = |id: &String| {
            let named = candidates.iter().position(|row| row.id == *id)?;
            first_of[named]
        };
        let of = |ids: &[String]| ids.iter().filter_map(position).collect::<Vec<_>>();
        let row = &candidates[at];
        let is_decided = |at: &usize| measures[*at].is_decided;
        // What comes in any case needs nothing more.
        let needs = of(&row.needs).into_iter().filter(|at| !is_decided(at));
        let needs: Vec<usize> = needs.collect();
        if !row.status.is_decided() {
            measures[*first].needs.extend(needs);
        }
        measures[*first].excludes = of(&row.excludes);
    }
    Posed {
        problem: Problem {
            periods: periods.collect(),
            carrying: (0..asked.growth.len())
                .map(|period| carrying(capacity, &of, asked, period))
                .collect(),
            measures,
        },
        of,
    }
}

/// How many of a unit could be of use: as many as fill the gap by themselves, and one.
fn copies(capacity: &Capacity, candidate: usize, last: f64) -> usize {
    let needed = capacity.lifts[candidate].iter().map(|(at, lift)| {
        let server = &capacity.servers[*at];
        ((server.used(last) / server.ceiling - 1.0) / lift).clamp(0.0, MOST)
    });
    let most = needed.fold(0.0, f64::max);
    if most > 0.0 {
        most.ceil() as usize + 1
    } else {
        0
    }
}

/// What one year is to carry: of each flow a part is not served, in multiples of today's demand.
fn carrying(capacity: &Capacity, of: &[usize], asked: &Asked, period: usize) -> Carrying {
    let growth = asked.growth[period];
    let last = asked.growth.last().copied().unwrap_or(growth);
    let mut model = Model::minimise();
    let unserved: Vec<_> = capacity
        .flows
        .iter()
        .map(|(flow, mt, _)| {
            let cost = mt * asked.unserved_usd_per_t;
            model.column(format!("unserved[{flow}]"), 0.0, growth, cost)
        })
        .collect();
    let mut lifts = Vec::new();
    for (at, server) in capacity.servers.iter().enumerate() {
        if server.used(last) <= CLOSE * server.ceiling {
            continue;
        }
        let terms = unserved
            .iter()
            .zip(&server.by_flow)
            .map(|(col, by)| (*col, -by));
        // What does not grow is there, whatever the ceiling.
        let left = server.ceiling.max(server.fixed) - server.used(growth);
        let row = model.row(server.words(), f64::NEG_INFINITY, left, terms);
        for (measure, candidate) in of.iter().enumerate() {
            let lift = capacity.lifts[*candidate]
                .iter()
                .find(|(lifted, _)| *lifted == at);
            if let Some((_, share)) = lift {
                let by = server.ceiling * share;
                lifts.push(Lift { row, measure, by });
            }
        }
    }
    Carrying {
        period,
        weight: 1.0,
        model,
        unserved,
        must_carry: period + 1 == asked.growth.len(),
        lifts,
    }
}

impl Posed {
    /// The same measures, with another demand to carry.
    pub(super) fn with_demand(&self, capacity: &Capacity, asked: &Asked) -> Problem {
        let periods = 0..asked.growth.len();
        let carrying = periods.map(|period| carrying(capacity, &self.of, asked, period));
        Problem {
            carrying: carrying.collect(),
            ..self.problem.clone()
        }
    }

    /// How many of each candidate are in service in a period.
    pub(super) fn in_service(&self, plan: &Plan, candidates: usize, period: usize) -> Vec<u32> {
        let mut times = vec![0; candidates];
        for (measure, candidate) in self.of.iter().enumerate() {
            times[*candidate] += u32::from(plan.serves(&self.problem, measure, period));
        }
        times
    }
}
