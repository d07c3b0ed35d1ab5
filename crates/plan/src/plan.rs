//! A plan: which measure is started in which period.

use crate::problem::Problem;

/// The period in which each measure is started; `None` for never.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In order of the measures.
    pub starts: Vec<Option<usize>>,
}

impl Plan {
    /// The plan that does nothing but what is decided.
    pub fn nothing(problem: &Problem) -> Plan {
        let starts = problem.measures.iter();
        Plan {
            starts: starts
                .map(|row| row.is_decided.then_some(row.earliest))
                .collect(),
        }
    }

    /// Everything that is decided, and some measures started as early as they can be.
    pub fn at_once(problem: &Problem, measures: &[usize]) -> Plan {
        let mut plan = Plan::nothing(problem);
        for at in measures {
            plan.starts[*at] = Some(problem.measures[*at].earliest);
        }
        plan
    }

    /// Whether a measure is in service in a period.
    pub fn serves(&self, problem: &Problem, measure: usize, period: usize) -> bool {
        self.starts[measure].is_some_and(|start| start + problem.measures[measure].build <= period)
    }

    /// Names of the measures it starts, in order of the problem.
    pub fn started<'p>(&self, problem: &'p Problem) -> Vec<&'p str> {
        let rows = problem.measures.iter().zip(&self.starts);
        rows.filter(|(_, start)| start.is_some())
            .map(|(row, _)| row.id.as_str())
            .collect()
    }

    /// Cost of building and running, discounted.
    pub fn cost_of_measures(&self, problem: &Problem) -> f64 {
        let starts = self.starts.iter().enumerate();
        starts
            .filter_map(|(at, start)| start.map(|start| problem.cost_from(at, start)))
            .sum()
    }
}
