//! The problem as a mixed-integer programme; each equation is a file in `equations`.

use kervan_solver::{Col, Embedded, Model, Solution};

use crate::equations;
use crate::plan::Plan;
use crate::problem::Problem;

/// The mixed-integer programme of a problem.
#[derive(Clone, Debug)]
pub struct Formulation<'p> {
    /// The problem.
    pub problem: &'p Problem,
    /// The programme.
    pub model: Model,
    /// `start[m][t]`: how many of measure `m` are started in period `t`; `None` where none may be.
    pub(crate) start: Vec<Vec<Option<Col>>>,
    /// Where the columns and rows of each carrying went.
    pub(crate) carrying: Vec<Embedded>,
}

impl<'p> Formulation<'p> {
    /// Columns, then one equation after the other.
    pub fn new(problem: &'p Problem) -> Formulation<'p> {
        let mut made = Formulation {
            problem,
            model: Model::minimise(),
            start: Vec::new(),
            carrying: Vec::new(),
        };
        equations::cost::columns(&mut made);
        equations::at_most::rows(&mut made);
        equations::budget::rows(&mut made);
        equations::prerequisite::rows(&mut made);
        equations::exclusion::rows(&mut made);
        equations::carrying::rows(&mut made);
        made
    }

    /// The columns of starts of a measure up to a period, so that they serve in it.
    pub(crate) fn in_service(&self, measure: usize, period: usize) -> impl Iterator<Item = Col> {
        let build = self.problem.measures[measure].build;
        let end = (period + 1).saturating_sub(build);
        self.start[measure].iter().take(end).copied().flatten()
    }

    /// The plan and the flows of a solution.
    pub(crate) fn read(&self, solution: &Solution) -> (Plan, Vec<Vec<f64>>) {
        let whole = |col: &Option<Col>| col.map_or(0, |col| solution.value(col).round() as u32);
        let started = self.start.iter();
        let started = started.map(|row| row.iter().map(whole).collect());
        let flows = self.carrying.iter().zip(&self.problem.carrying);
        let flows = flows.map(|(at, row)| solution.values[at.columns_of(&row.model)].to_vec());
        (
            Plan {
                started: started.collect(),
            },
            flows.collect(),
        )
    }
}
