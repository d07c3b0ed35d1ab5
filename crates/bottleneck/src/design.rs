//! A corridor with something changed.

use std::collections::BTreeMap;

use kervan_corridor::scenario::{
    Add, Assignment, Change, ChangeKind, Factor, Scale, Scenario, Set,
};
use kervan_corridor::{Cell, Corridor, Origin};

/// Changes to a corridor: cells written, rows added, and the demand of the flows that grow times
/// a factor.
///
/// Unlike a scenario it can be added to again and again, as each cell has one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Text by table, row and column.
    cells: BTreeMap<(String, String, String), String>,
    /// Cells of new rows, by table and the name of the row.
    rows: BTreeMap<(String, String), Vec<(String, String)>>,
    /// What the demand of the flows that grow is times.
    demand: f64,
}

impl Default for Design {
    fn default() -> Design {
        Design {
            cells: BTreeMap::new(),
            rows: BTreeMap::new(),
            demand: 1.0,
        }
    }
}

/// The text of a cell with its number changed, and its unit as it is; `None` where there is no
/// number.
///
/// ```
/// use kervan_bottleneck::with_number;
/// assert_eq!(with_number("80 TEU", |slots| slots + 0.1).as_deref(), Some("80.1 TEU"));
/// assert_eq!(with_number("", |count| count + 1.0), None);
/// ```
pub fn with_number(text: &str, new: impl Fn(f64) -> f64) -> Option<String> {
    let (number, unit) = match text.split_once(' ') {
        Some((number, unit)) => (number, format!(" {unit}")),
        None => (text, String::new()),
    };
    let number = new(number.parse().ok()?);
    // Six digits after the point, so that 0.1 and 0.2 make 0.3.
    let number = (number * 1e6).round() / 1e6;
    Some(format!("{number}{unit}"))
}

impl Design {
    /// The same with the demand of the flows that grow times a factor of what it is in the corridor.
    #[must_use]
    pub fn at_demand(&self, factor: f64) -> Design {
        Design {
            demand: factor,
            ..self.clone()
        }
    }

    /// What the demand is times.
    pub fn demand(&self) -> f64 {
        self.demand
    }

    /// The text written into a cell, where one is.
    pub fn cell(&self, table: &str, row: &str, column: &str) -> Option<&str> {
        let key = (table.to_owned(), row.to_owned(), column.to_owned());
        self.cells.get(&key).map(String::as_str)
    }

    /// Writes a cell.
    pub fn set(&mut self, table: &str, row: &str, column: &str, text: String) {
        let key = (table.to_owned(), row.to_owned(), column.to_owned());
        self.cells.insert(key, text);
    }

    /// Adds a row.
    pub fn add_row(&mut self, table: &str, row: &str, cells: Vec<(String, String)>) {
        self.rows.insert((table.to_owned(), row.to_owned()), cells);
    }

    /// How many rows were added whose name begins so.
    pub(crate) fn rows_like(&self, table: &str, start: &str) -> usize {
        let named = |(of, row): &&(String, String)| of == table && row.starts_with(start);
        self.rows.keys().filter(named).count()
    }

    /// The scenario that makes these changes to a corridor; `None` where nothing is changed.
    /// `unchanged` gives the text of a cell of the corridor, as a cell that holds its old text
    /// again is no change.
    pub fn scenario<'u>(
        &self,
        corridor: &Corridor,
        unchanged: impl Fn(&str, &str, &str) -> &'u str,
    ) -> Option<Scenario> {
        let origin = Origin::file("(made by kervan)");
        let cell = |text: &str| Cell::new(text, &origin);
        let change = |table: &str, kind| Change {
            origin: origin.clone(),
            why: None,
            table: cell(table),
            kind,
            source: None,
        };
        let assignment = |column: &str, value: &str| Assignment {
            column: cell(column),
            value: cell(value),
        };
        let mut changes: Vec<Change> = self
            .cells
            .iter()
            .filter(|((table, row, column), text)| unchanged(table, row, column) != text.as_str())
            .map(|((table, row, column), text)| {
                let set = Set {
                    rows: vec![cell(row)],
                    values: vec![assignment(column, text)],
                };
                change(table, ChangeKind::Set(set))
            })
            .collect();
        changes.extend(self.rows.iter().map(|((table, _), cells)| {
            let row = cells.iter().map(|(column, text)| assignment(column, text));
            let add = Add {
                rows: vec![row.collect()],
            };
            change(table, ChangeKind::Add(add))
        }));
        if self.demand != 1.0 {
            let flows = corridor.flows.rows().iter();
            let growing = flows.filter(|flow| corridor.grows(flow));
            let scale = Scale {
                rows: growing.map(|flow| cell(&flow.id)).collect(),
                factors: vec![Factor {
                    column: cell("volume"),
                    factor: self.demand,
                    origin: origin.clone(),
                }],
            };
            changes.push(change("flows", ChangeKind::Scale(scale)));
        }
        (!changes.is_empty()).then(|| Scenario {
            name: "tried".to_owned(),
            title: "Tried by kervan".to_owned(),
            description: String::new(),
            sources: Vec::new(),
            changes,
        })
    }
}
