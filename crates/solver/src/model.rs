//! A programme: columns with bounds and costs, rows with bounds over them.

use std::collections::BTreeMap;

use crate::certificate::outside;

/// A column of a [`Model`], in order of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Col(pub(crate) usize);

impl Col {
    /// Its position in [`Solution::values`](crate::Solution::values).
    pub fn at(self) -> usize {
        self.0
    }
}

/// A row of a [`Model`], in order of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row(pub(crate) usize);

impl Row {
    /// Its position in [`Solution::prices`](crate::Solution::prices).
    pub fn at(self) -> usize {
        self.0
    }
}

/// Where the columns and rows of a model went in another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embedded {
    column: usize,
    row: usize,
}

impl Embedded {
    /// A column of the model that went in.
    pub fn col(self, col: Col) -> Col {
        Col(self.column + col.0)
    }

    /// A row of the model that went in.
    pub fn row(self, row: Row) -> Row {
        Row(self.row + row.0)
    }

    /// Positions of the columns of a model that went in.
    pub fn columns_of(self, model: &Model) -> std::ops::Range<usize> {
        self.column..self.column + model.columns()
    }
}

/// Whether the objective is to be large or small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// As large as can be.
    Maximise,
    /// As small as can be.
    Minimise,
}

#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) cost: f64,
    pub(crate) is_integer: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Columns with their coefficients, each column once, in order.
    pub(crate) terms: Vec<(usize, f64)>,
}

/// A linear programme; a mixed-integer one where some columns are integers.
///
/// Names are for messages alone; they need not be unique.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) sense: Sense,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Line>,
    pub(crate) start: Option<Vec<f64>>,
}

impl Model {
    /// An empty model whose objective is to be large.
    pub fn maximise() -> Model {
        Model::new(Sense::Maximise)
    }

    /// An empty model whose objective is to be small.
    pub fn minimise() -> Model {
        Model::new(Sense::Minimise)
    }

    fn new(sense: Sense) -> Model {
        Model {
            sense,
            columns: Vec::new(),
            rows: Vec::new(),
            start: None,
        }
    }

    /// Adds a column that may be any number from `low` to `high`, either of which may be
    /// infinite; one of it adds `cost` to the objective.
    pub fn column(&mut self, name: impl Into<String>, low: f64, high: f64, cost: f64) -> Col {
        self.columns.push(Column {
            name: name.into(),
            low,
            high,
            cost,
            is_integer: false,
        });
        Col(self.columns.len() - 1)
    }

    /// Adds a column that may be any whole number from `low` to `high`.
    pub fn integer(&mut self, name: impl Into<String>, low: f64, high: f64, cost: f64) -> Col {
        let col = self.column(name, low, high, cost);
        self.columns[col.0].is_integer = true;
        col
    }

    /// Adds a row: the sum of the terms is from `low` to `high`, either of which may be
    /// infinite. Terms of the same column are added up.
    pub fn row(
        &mut self,
        name: impl Into<String>,
        low: f64,
        high: f64,
        terms: impl IntoIterator<Item = (Col, f64)>,
    ) -> Row {
        let mut merged: BTreeMap<usize, f64> = BTreeMap::new();
        for (col, coefficient) in terms {
            *merged.entry(col.0).or_default() += coefficient;
        }
        self.rows.push(Line {
            name: name.into(),
            low,
            high,
            terms: merged.into_iter().collect(),
        });
        Row(self.rows.len() - 1)
    }

    /// Sets the cost of a column.
    pub fn set_cost(&mut self, col: Col, cost: f64) {
        self.columns[col.0].cost = cost;
    }

    /// Makes all columns cost nothing, so that any solution is as good as another.
    pub fn without_costs(mut self) -> Model {
        for column in &mut self.columns {
            column.cost = 0.0;
        }
        self
    }

    /// Makes a column a whole number.
    pub fn set_integer(&mut self, col: Col) {
        self.columns[col.0].is_integer = true;
    }

    /// Sets the bounds of a column.
    pub fn set_bounds(&mut self, col: Col, low: f64, high: f64) {
        (self.columns[col.0].low, self.columns[col.0].high) = (low, high);
    }

    /// Adds so many of a column to a row.
    pub fn add_term(&mut self, row: Row, col: Col, coefficient: f64) {
        let terms = &mut self.rows[row.0].terms;
        match terms.binary_search_by_key(&col.0, |(at, _)| *at) {
            Ok(at) => terms[at].1 += coefficient,
            Err(at) => terms.insert(at, (col.0, coefficient)),
        }
    }

    /// Raises both bounds of a row.
    pub fn raise(&mut self, row: Row, by: f64) {
        let row = &mut self.rows[row.0];
        (row.low, row.high) = (row.low + by, row.high + by);
    }

    /// Adds all columns and rows of another model, with costs times `scale`; gives the position
    /// of its first column and of its first row here.
    pub fn embed(&mut self, other: &Model, scale: f64) -> Embedded {
        let at = Embedded {
            column: self.columns.len(),
            row: self.rows.len(),
        };
        self.columns
            .extend(other.columns.iter().map(|column| Column {
                cost: column.cost * scale,
                ..column.clone()
            }));
        self.rows.extend(other.rows.iter().map(|row| {
            Line {
                terms: row
                    .terms
                    .iter()
                    .map(|(col, each)| (col + at.column, *each))
                    .collect(),
                ..row.clone()
            }
        }));
        at
    }

    /// The objective at values of all columns, in order.
    pub fn objective_at(&self, values: &[f64]) -> f64 {
        let columns = self.columns.iter().zip(values);
        columns.map(|(column, value)| column.cost * value).sum()
    }

    /// All that values of all columns, in order, break by more than `tolerance`, as a share of
    /// what they are held against where that is above 1; in words.
    pub fn broken(&self, values: &[f64], tolerance: f64) -> Vec<String> {
        let off = |value: f64, low: f64, high: f64| {
            outside(value, low, high) > tolerance * value.abs().max(1.0)
        };
        let mut broken = Vec::new();
        if values.len() != self.columns.len() {
            let (has, needs) = (values.len(), self.columns.len());
            return vec![format!("{has} values for {needs} columns")];
        }
        for (column, value) in self.columns.iter().zip(values) {
            let (name, low, high) = (&column.name, column.low, column.high);
            if off(*value, low, high) {
                broken.push(format!("`{name}` is {value}, not from {low} to {high}"));
            } else if column.is_integer && (value - value.round()).abs() > tolerance {
                broken.push(format!("`{name}` is {value}, no whole number"));
            }
        }
        for row in &self.rows {
            let terms = row.terms.iter();
            let sum: f64 = terms.map(|(col, each)| each * values[*col]).sum();
            let (name, low, high) = (&row.name, row.low, row.high);
            if off(sum, low, high) {
                broken.push(format!("`{name}` is {sum}, not from {low} to {high}"));
            }
        }
        broken
    }

    /// Gives values of all columns, in order, to start from. They save time where some columns
    /// are integers and the values keep the rows; else they change nothing.
    pub fn start_from(&mut self, values: Vec<f64>) {
        self.start = Some(values);
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.columns.len()
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Name of a column.
    pub fn column_name(&self, col: Col) -> &str {
        &self.columns[col.0].name
    }

    /// Name of a row.
    pub fn row_name(&self, row: Row) -> &str {
        &self.rows[row.0].name
    }

    /// Whether some columns are integers.
    pub fn has_integers(&self) -> bool {
        self.columns.iter().any(|column| column.is_integer)
    }

    /// The same model without the demand that columns are whole numbers.
    pub fn relaxed(&self) -> Model {
        let mut model = self.clone();
        for column in &mut model.columns {
            column.is_integer = false;
        }
        model
    }

    /// Everything in it that no solver can take, in words.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let bounds = |kind: &str, name: &str, low: f64, high: f64| {
            let is_range = low <= high && low < f64::INFINITY && high > f64::NEG_INFINITY;
            (!is_range).then(|| format!("{kind} `{name}` has no value between {low} and {high}"))
        };
        for column in &self.columns {
            faults.extend(bounds("column", &column.name, column.low, column.high));
            if !column.cost.is_finite() {
                faults.push(format!("column `{}` costs {}", column.name, column.cost));
            }
        }
        for row in &self.rows {
            faults.extend(bounds("row", &row.name, row.low, row.high));
            for (column, coefficient) in &row.terms {
                match self.columns.get(*column) {
                    None => faults.push(format!(
                        "row `{}` has a column of another model, {column}",
                        row.name
                    )),
                    Some(column) if !coefficient.is_finite() => faults.push(format!(
                        "row `{}` takes `{}` {coefficient} times",
                        row.name, column.name
                    )),
                    Some(_) => {}
                }
            }
        }
        if let Some(start) = &self.start
            && (start.len() != self.columns.len() || start.iter().any(|value| !value.is_finite()))
        {
            faults.push(format!(
                "the start has {} values, for {} columns; all must be numbers",
                start.len(),
                self.columns.len()
            ));
        }
        faults
    }
}
