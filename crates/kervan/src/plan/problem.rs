//! The corridor's question as a problem of `kervan-plan`: a measure for each candidate.

use kervan_corridor::Corridor;
use kervan_corridor::measure::Budget;
use kervan_plan::{Carrying, Lift, Measure, Period, Plan, Problem, Purse};
use kervan_solver::Model;

use super::candidates::{Candidate, What};
use super::capacity::Capacity;

/// A server that would not be filled so far in the last year binds nowhere.
const CLOSE: f64 = 0.5;
/// More of one thing than this is another corridor.
const MOST: f64 = 60.0;
/// Most of what makes something quicker, such as a crane: each brings less than the one before.
const MOST_QUICKER: u32 = 2;

/// A future of demand: how it grows year by year, and how likely it is.
#[derive(Clone, Debug)]
pub(super) struct DemandPath {
    /// Demand of the last year, as a multiple of the one that is aimed at.
    pub(super) times: f64,
    /// Its chance among the paths of a problem.
    pub(super) chance: f64,
    /// Times today's demand, year by year.
    pub(super) growth: Vec<f64>,
}

impl DemandPath {
    /// Demand grows by the same share each year, so that it is so many times the demand that is
    /// aimed at where that one is reached.
    pub(super) fn new(aimed: &[f64], times: f64, chance: f64) -> DemandPath {
        let last = aimed.last().copied().unwrap_or(1.0);
        let end = aimed.len().saturating_sub(1).max(1) as f64;
        // The part of the way to the last year, by which the base year is none.
        let part = |at: usize, growth: f64| match last.ln().abs() > 1e-9 {
            true => growth.ln() / last.ln(),
            false => at as f64 / end,
        };
        let years = aimed.iter().enumerate();
        DemandPath {
            times,
            chance,
            growth: years
                .map(|(at, growth)| (times * last).powf(part(at, *growth)))
                .collect(),
        }
    }

    pub(super) fn last(&self) -> f64 {
        self.growth.last().copied().unwrap_or(1.0)
    }
}

/// What is asked: years, demand, money, and what may be chosen.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) first_year: i64,
    /// Futures of demand; the first is the one that is aimed at.
    pub(super) paths: Vec<DemandPath>,
    /// Whether all of the last year of the first path must be carried.
    pub(super) must_carry: bool,
    pub(super) discount_rate: f64,
    pub(super) unserved_usd_per_t: f64,
    /// Whose money is limited: a name, the candidates' parts that it pays, and its years.
    pub(super) purses: Vec<Purse>,
    /// Candidates that may not be chosen.
    pub(super) barred: Vec<bool>,
}

impl Asked {
    /// The same with one path of demand and nothing else.
    pub(super) fn on(&self, path: DemandPath) -> Asked {
        Asked {
            paths: vec![DemandPath {
                chance: 1.0,
                ..path
            }],
            ..self.clone()
        }
    }

    fn years(&self) -> usize {
        self.paths.first().map_or(0, |path| path.growth.len())
    }
}

/// Poses the problem with the ceilings as they are known now. Its measures are the candidates,
/// in their order.
pub(super) fn pose(capacity: &Capacity, candidates: &[Candidate], asked: &Asked) -> Problem {
    let years = asked.years();
    let periods = (0..years).map(|at| Period {
        name: (asked.first_year + at as i64).to_string(),
        discount: (1.0 + asked.discount_rate).powf(-(at as f64)),
    });
    let most = asked.paths.iter().map(DemandPath::last);
    let most = most.fold(0.0, f64::max);
    let position = |id: &String| candidates.iter().position(|row| row.id == *id);
    let positions = |ids: &[String]| -> Vec<usize> { ids.iter().filter_map(position).collect() };
    let measures = candidates.iter().enumerate().map(|(at, row)| {
        let is_decided = row.status.is_decided();
        let many = match row.what {
            What::Measure(_) => 1,
            What::Unit(ref unit) => {
                let useful = useful(capacity, at, most);
                useful.min(if unit.size.is_some() {
                    u32::MAX
                } else {
                    MOST_QUICKER
                })
            }
        };
        // What comes in any case needs nothing more.
        let needs = match is_decided {
            true => Vec::new(),
            false => positions(&row.needs),
        };
        Measure {
            id: row.id.clone(),
            most: if asked.barred[at] && !is_decided {
                0
            } else {
                many
            },
            cost: row.cost_musd,
            running: row.running_musd,
            build: row.build,
            earliest: row.earliest,
            needs: needs
                .into_iter()
                .filter(|at| !candidates[*at].status.is_decided())
                .collect(),
            excludes: positions(&row.excludes),
            is_decided,
        }
    });
    let each = asked.paths.iter().enumerate();
    let carrying = each.flat_map(|(at, path)| {
        (0..years).map(move |period| {
            let must = asked.must_carry && at == 0 && period + 1 == years;
            carrying(capacity, asked.unserved_usd_per_t, path, period, must, most)
        })
    });
    Problem {
        periods: periods.collect(),
        measures: measures.collect(),
        purses: asked.purses.clone(),
        carrying: carrying.collect(),
    }
}

/// How many of a candidate could be of use: as many as fill the gap by themselves, and one.
fn useful(capacity: &Capacity, candidate: usize, growth: f64) -> u32 {
    let needed = capacity.lifts[candidate].iter().map(|(at, lift)| {
        let server = &capacity.servers[*at];
        ((server.used(growth) / server.ceiling - 1.0) / lift).clamp(0.0, MOST)
    });
    let most = needed.fold(0.0, f64::max);
    if most > 0.0 {
        most.ceil() as u32 + 1
    } else {
        0
    }
}

/// What one year of a path is to carry: of each flow a part is not served, in multiples of
/// today's demand. `most` is the largest growth of all paths.
fn carrying(
    capacity: &Capacity,
    unserved_usd_per_t: f64,
    path: &DemandPath,
    period: usize,
    must_carry: bool,
    most: f64,
) -> Carrying {
    let growth = path.growth[period];
    let mut model = Model::minimise();
    let unserved: Vec<_> = capacity
        .flows
        .iter()
        .map(|(flow, mt, _)| {
            let cost = mt * unserved_usd_per_t;
            model.column(format!("unserved[{flow}]"), 0.0, growth, cost)
        })
        .collect();
    let mut lifts = Vec::new();
    for (at, server) in capacity.servers.iter().enumerate() {
        if server.used(most) <= CLOSE * server.ceiling {
            continue;
        }
        let terms = unserved
            .iter()
            .zip(&server.by_flow)
            .map(|(col, by)| (*col, -by));
        // What does not grow is there, whatever the ceiling.
        let left = server.ceiling.max(server.fixed) - server.used(growth);
        let row = model.row(server.words(), f64::NEG_INFINITY, left, terms);
        for (measure, of) in capacity.lifts.iter().enumerate() {
            if let Some((_, share)) = of.iter().find(|(lifted, _)| *lifted == at) {
                let by = server.ceiling * share;
                lifts.push(Lift { row, measure, by });
            }
        }
    }
    Carrying {
        period,
        weight: path.chance,
        model,
        unserved,
        must_carry,
        lifts,
    }
}

/// How many of each candidate are in service in a period.
pub(super) fn in_service(problem: &Problem, plan: &Plan, period: usize) -> Vec<u32> {
    let all = 0..problem.measures.len();
    all.map(|measure| plan.serving(problem, measure, period))
        .collect()
}

/// The purses of a corridor's budgets, for the years of a plan. A measure of several operators
/// is paid by them in equal parts.
pub(super) fn purses(
    corridor: &Corridor,
    budgets: &[Budget],
    candidates: &[Candidate],
    years: std::ops::RangeInclusive<i64>,
) -> Vec<Purse> {
    let mut owners: Vec<_> = budgets.iter().map(|row| row.operator).collect();
    owners.sort_unstable();
    owners.dedup();
    let purse = |owner: Option<_>| {
        let rows = budgets.iter().filter(|row| row.operator == owner);
        let of_year = |year: i64| {
            let of = |named| rows.clone().find(|row| row.year == named);
            of(Some(year)).or_else(|| of(None)).map(|row| row.musd)
        };
        let id = owner.map(|owner| corridor.operators[owner].id.as_str());
        let part = |row: &Candidate| match row.operators.iter().any(|o| Some(o.as_str()) == id) {
            true => 1.0 / row.operators.len() as f64,
            false => 0.0,
        };
        Purse {
            name: id.map_or("all together".to_owned(), |_| {
                owner.map_or_else(String::new, |owner| corridor.operators[owner].name.clone())
            }),
            pays: match id {
                Some(_) => candidates.iter().map(part).collect(),
                None => Vec::new(),
            },
            budget: years.clone().map(of_year).collect(),
        }
    };
    owners.into_iter().map(purse).collect()
}
