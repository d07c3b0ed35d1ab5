//! What is asked: periods, measures, and what each period is to carry.

use kervan_solver::{Col, Model, Row};

/// A choice of measures.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// Periods in order, mostly years.
    pub periods: Vec<Period>,
    /// What can be done, each at most [`Measure::most`] times.
    pub measures: Vec<Measure>,
    /// Whose money is limited.
    pub purses: Vec<Purse>,
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
}

impl Period {
    /// A period without interest.
    pub fn now(name: impl Into<String>) -> Period {
        Period {
            name: name.into(),
            discount: 1.0,
        }
    }
}

/// Money from which measures are paid, so much a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Purse {
    /// Whose it is, in words.
    pub name: String,
    /// Part of the cost of each measure that it pays, from 0 to 1; empty where it pays all of
    /// every measure.
    pub pays: Vec<f64>,
    /// The most that it pays for what is started in each period, not discounted; `None` for
    /// without a limit. What is decided has its money already.
    pub budget: Vec<Option<f64>>,
}

impl Purse {
    /// Part of the cost of a measure that it pays.
    pub fn part(&self, measure: usize) -> f64 {
        match self.pays.is_empty() {
            true => 1.0,
            false => self.pays.get(measure).copied().unwrap_or_default(),
        }
    }

    /// Its limit in a period.
    pub fn limit(&self, period: usize) -> Option<f64> {
        self.budget.get(period).copied().flatten()
    }
}

/// Something that can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Unique.
    pub id: String,
    /// How many of it can be done, in all periods together.
    pub most: u32,
    /// Cost of doing one of it, paid in the period in which it is started.
    pub cost: f64,
    /// Cost of each period in which one of it is in service.
    pub running: f64,
    /// Periods from its start until it is in service; 0 serves at once.
    pub build: usize,
    /// First period in which it may be started.
    pub earliest: usize,
    /// Measures of which one at least must be started in the same period or before.
    pub needs: Vec<usize>,
    /// Measures that may not be done beside it; both can be done once at the most.
    pub excludes: Vec<usize>,
    /// Whether it is under way: one of it is started in its first period in every plan, and its
    /// cost counts.
    pub is_decided: bool,
}

impl Default for Measure {
    fn default() -> Measure {
        Measure {
            id: String::new(),
            most: 1,
            cost: 0.0,
            running: 0.0,
            build: 0,
            earliest: 0,
            needs: Vec::new(),
            excludes: Vec::new(),
            is_decided: false,
        }
    }
}

impl Measure {
    /// A measure that can be done once, costs so much and serves at once.
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

/// A row is raised by each of a measure that is in service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lift {
    /// The row.
    pub row: Row,
    /// Position of the measure.
    pub measure: usize,
    /// How much higher its bounds are for each.
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

    /// Cost of one of a measure that is started in a period, for all periods, discounted.
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
        }
        for purse in &self.purses {
            let name = &purse.name;
            if purse
                .budget
                .iter()
                .flatten()
                .any(|most| most.is_nan() || *most < 0.0)
            {
                faults.push(format!("the budget of `{name}` is below 0"));
            }
            if purse.pays.iter().any(|part| !(0.0..=1.0).contains(part)) {
                faults.push(format!("`{name}` pays less than nothing or more than all"));
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
                continue;
            }
            let others = row.excludes.iter().map(|at| &self.measures[*at]);
            if let Some(many) = others.chain([row]).find(|other| other.most > 1)
                && !row.excludes.is_empty()
            {
                let many = &many.id;
                faults.push(format!(
                    "`{id}` excludes others, and `{many}` can be done several times"
                ));
            }
            if row.is_decided && row.most == 0 {
                faults.push(format!("`{id}` is decided and cannot be done"));
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
