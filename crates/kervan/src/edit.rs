//! Values changed by the program itself, as a scenario like any other.

use std::path::Path;

use kervan_corridor::scenario::{Assignment, Change, ChangeKind, Scenario, Set};
use kervan_corridor::{Cell, Origin};
use kervan_format::{WriteError, render_scenario, write_file};

use crate::study::{OpenError, Study};

/// A value to be written into one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Table.
    pub table: String,
    /// Row.
    pub row: String,
    /// Column, without its unit.
    pub column: String,
    /// Text of the cell, in the unit of the table's header.
    pub value: String,
}

/// The scenario that makes these edits.
pub fn scenario_of(name: &str, title: &str, edits: &[Edit]) -> Scenario {
    let origin = Origin::file(&format!("(made by kervan {name})"));
    let cell = |text: &str| Cell::new(text, &origin);
    Scenario {
        name: name.to_owned(),
        title: title.to_owned(),
        description: String::new(),
        sources: Vec::new(),
        changes: edits
            .iter()
            .map(|edit| Change {
                origin: origin.clone(),
                why: None,
                table: cell(&edit.table),
                kind: ChangeKind::Set(Set {
                    rows: vec![cell(&edit.row)],
                    values: vec![Assignment {
                        column: cell(&edit.column),
                        value: cell(&edit.value),
                    }],
                }),
                source: None,
            })
            .collect(),
    }
}

/// Writes a scenario as a new file.
///
/// # Errors
///
/// A target that is there, or the system's refusal.
pub fn write_scenario(scenario: &Scenario, file: &Path) -> Result<(), WriteError> {
    write_file(file, render_scenario(scenario).as_bytes())
}

impl Study {
    /// The same study with some values changed; values that are as they should be are left alone.
    ///
    /// # Errors
    ///
    /// Findings of the corridor with these values.
    pub fn edited(&self, name: &str, edits: &[Edit]) -> Result<Study, OpenError> {
        let differs = |edit: &&Edit| self.cell(&edit.table, &edit.row, &edit.column) != edit.value;
        let edits: Vec<Edit> = edits.iter().filter(differs).cloned().collect();
        self.changed(scenario_of(name, name, &edits))
    }
}
