//! What is asked: periods, measures, and what each period is to carry.

use kervan_solver::{Col, Model, Row};

/// A choice of measures.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// Periods in order, mostly years.
    pub periods: Vec<Period>,
    /// What can be done, each at most once; see [`Measure::needs`] for several of a kind.
    pub measures: Vec<Measure>,
    /// What is to be carried: one of each period, or one of each period and future.
    pub carrying: Vec<Carrying>,
}

/// A period.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// In words, mostly a year.
    pub name: String,
    /// What money of this period is worth at the start; 1 without interest.
    pub discount: f64,
    /// The most that measures started in it may cost, not discounted; those that are decided
    /// have their money already.
    pub budget: Option<f64>,
}

impl Period {
    /// A period without interest and without a limit on money.
    pub fn now(name: impl Into<String>) -> Period {
        Period {
            name: name.into(),
            discount: 1.0,
            budget: None,
        }
    }
}

/// Something that can be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// Unique.
    pub id: String,
    /// Cost of doing it, paid in the period in which it is started.
    pub cost: f64,
    /// Cost of each period in which it is in service.
    pub running: f64,
    /// Periods from its start until it is in service; 0 serves at once.
    pub build: usize,
    /// First period in which it may be started.
    pub earliest: usize,
    /// Measures that must be started in the same period or before. Several of a kind are
    /// measures that each need the one before.
    pub needs: Vec<usize>,
    /// Measures that may not be done beside it.
    pub excludes: Vec<usize>,
    /// Whether it is under way: started in its first period in every plan, and its cost counts.
    pub is_decided: bool,
}

impl Measure {
    /// A measure that costs so much and serves at once.
    pub fn of(id: impl Into<String>, cost: f64) -> Measure {
        Measure {
            id: id.into(),
            cost,
            ..Measure::default()
        }
    }
}

/// What a period is to carry, as a model whose rows are raised by measures.
///
/// The model's objective is what it costs in that period, which is to be small.
#[derive(Clone, Debug)]
pub struct Carrying {
    /// Position of its period.
    pub period: usize,
    /// Weight of its cost: the chance of this future; 1 where there is one.
    pub weight: f64,
    /// Flows, and the limits on them without any measure.
    pub model: Model,
    /// Columns of what is not carried.
    pub unserved: Vec<Col>,
    /// Whether all must be carried. Where not, the model says what it costs.
    pub must_carry: bool,
    /// What measures change.
    pub lifts: Vec<Lift>,
}

impl Default for Carrying {
    fn default() -> Carrying {
        Carrying {
            period: 0,
            weight: 1.0,
            model: Model::minimise(),
            unserved: Vec::new(),
            must_carry: true,
            lifts: Vec::new(),
        }
    }
}

/// A row is raised while a measure is in service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lift {
    /// The row.
    pub row: Row,
    /// Position of the measure.
    pub measure: usize,
    /// How much higher its bounds are.
    pub by: f64,
}

impl Problem {
    /// All periods in which a measure may be started.
    pub fn starts(&self, measure: usize) -> std::ops::Range<usize> {
        let row = &self.measures[measure];
        let end = match row.is_decided {
            true => row.earliest + 1,
            false => self.periods.len(),
        };
        row.earliest.min(self.periods.len())..end.min(self.periods.len())
    }

    /// Cost of a measure that is started in a period, for all periods, discounted.
    pub fn cost_from(&self, measure: usize, start: usize) -> f64 {
        let row = &self.measures[measure];
        let serving = self.periods.iter().skip(start + row.build);
        let running: f64 = serving.map(|period| period.discount * row.running).sum();
        self.periods[start].discount * row.cost + running
    }

    /// Everything in it that cannot be, in words.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.periods.is_empty() {
            faults.push("there is no period".to_owned());
        }
        for period in &self.periods {
            if !(period.discount.is_finite() && period.discount > 0.0) {
                let (name, discount) = (&period.name, period.discount);
                faults.push(format!("period `{name}` is discounted by {discount}"));
            }
            if period
                .budget
                .is_some_and(|most| most.is_nan() || most < 0.0)
            {
                faults.push(format!("the budget of `{}` is below 0", period.name));
            }
        }
        let count = self.measures.len();
        for row in &self.measures {
            let id = &row.id;
            for (what, cost) in [("cost", row.cost), ("running cost", row.running)] {
                if !(cost.is_finite() && cost >= 0.0) {
                    faults.push(format!("the {what} of `{id}` is {cost}"));
                }
            }
            if row.needs.iter().chain(&row.excludes).any(|at| *at >= count) {
                faults.push(format!("`{id}` names a measure that is not there"));
            }
        }
        for row in &self.carrying {
            if row.period >= self.periods.len() {
                faults.push(format!("something is carried in period {}", row.period));
            }
            if !(row.weight.is_finite() && row.weight >= 0.0) {
                faults.push(format!("a future weighs {}", row.weight));
            }
            for lift in &row.lifts {
                if lift.measure >= count || lift.row.at() >= row.model.rows() {
                    faults.push("a lift names a measure or row that is not there".to_owned());
                } else if !(lift.by.is_finite() && lift.by >= 0.0) {
                    let (id, by) = (&self.measures[lift.measure].id, lift.by);
                    faults.push(format!("`{id}` raises a row by {by}"));
                }
            }
        }
        faults
    }
}
