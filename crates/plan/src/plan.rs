//! A plan: how many of which measure are started in which period.

use crate::problem::Problem;

/// What is started when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// `started[m][t]`: how many of measure `m` are started in period `t`.
    pub started: Vec<Vec<u32>>,
}

impl Plan {
    /// The plan that does nothing but what is decided.
    pub fn nothing(problem: &Problem) -> Plan {
        let mut plan = Plan {
            started: vec![vec![0; problem.periods.len()]; problem.measures.len()],
        };
        for (at, row) in problem.measures.iter().enumerate() {
            if row.is_decided && row.earliest < problem.periods.len() {
                plan.started[at][row.earliest] = 1;
            }
        }
        plan
    }

    /// Everything that is decided, and one of each of some measures, each started in a period.
    pub fn with(problem: &Problem, starts: impl IntoIterator<Item = (usize, usize)>) -> Plan {
        let mut plan = Plan::nothing(problem);
        for (measure, period) in starts {
            plan.started[measure][period] += 1;
        }
        plan
    }

    /// Whether it is a plan for such a problem.
    pub(crate) fn is_of(&self, problem: &Problem) -> bool {
        let periods = problem.periods.len();
        self.started.len() == problem.measures.len()
            && self.started.iter().all(|row| row.len() == periods)
    }

    /// How many of a measure are started in all periods.
    pub fn count(&self, measure: usize) -> u32 {
        self.started[measure].iter().sum()
    }

    /// How many of a measure are started up to a period.
    pub fn started_by(&self, measure: usize, period: usize) -> u32 {
        self.started[measure].iter().take(period + 1).sum()
    }

    /// How many of a measure are in service in a period.
    pub fn serving(&self, problem: &Problem, measure: usize, period: usize) -> u32 {
        let end = (period + 1).saturating_sub(problem.measures[measure].build);
        self.started[measure].iter().take(end).sum()
    }

    /// The starts: measure, period, and how many of it.
    pub fn starts(&self) -> impl Iterator<Item = (usize, usize, u32)> {
        self.started.iter().enumerate().flat_map(|(measure, row)| {
            let row = row.iter().enumerate().filter(|(_, many)| **many > 0);
            row.map(move |(period, many)| (measure, period, *many))
        })
    }

    /// Names of the measures it does, in order of the problem.
    pub fn names<'p>(&self, problem: &'p Problem) -> Vec<&'p str> {
        let rows = problem.measures.iter().enumerate();
        rows.filter(|(at, _)| self.count(*at) > 0)
            .map(|(_, row)| row.id.as_str())
            .collect()
    }

    /// Cost of building and running, discounted.
    pub fn cost_of_measures(&self, problem: &Problem) -> f64 {
        self.starts()
            .map(|(measure, period, many)| f64::from(many) * problem.cost_from(measure, period))
            .sum()
    }

    /// Cost of what is started in a period and is not decided, not discounted: what a budget pays.
    pub fn spent(&self, problem: &Problem, period: usize) -> f64 {
        self.paid(problem, period, |_| 1.0)
    }

    /// The same, of each measure a part.
    pub(crate) fn paid(
        &self,
        problem: &Problem,
        period: usize,
        part: impl Fn(usize) -> f64,
    ) -> f64 {
        let rows = problem.measures.iter().zip(&self.started).enumerate();
        rows.filter(|(_, (row, _))| !row.is_decided)
            .map(|(at, (row, started))| f64::from(started[period]) * row.cost * part(at))
            .sum()
    }
}
