//! Rows that were not there.

use super::{Applying, Assignment, Effect, Target, position_of, sources_column};
use crate::code;
use crate::dictionary::ColumnRule;
use crate::finding::Finding;
use crate::raw::Cell;

/// Adds rows.
#[derive(Clone, Debug)]
pub struct Add {
    /// The cells of each new row; a column that is left out stays empty.
    pub rows: Vec<Vec<Assignment>>,
}

impl Add {
    pub(super) fn apply(&self, target: &Target<'_>, applying: &mut Applying<'_>) {
        if self.rows.iter().all(Vec::is_empty) {
            applying.findings.push(Finding::new(
                code::NO_CHANGE,
                target.origin,
                "the change adds no row",
                "nothing would change",
                "give the cells of a row, or leave the change out",
            ));
        }
        for row in &self.rows {
            let mut cells: Vec<(&'static ColumnRule, Cell)> = Vec::new();
            for Assignment { column, value } in row {
                if let Some(rule) = applying.known_column(target.rule, column) {
                    cells.push((rule, value.clone()));
                }
            }
            let Some(origin) = cells.first().map(|(_, cell)| cell.origin.clone()) else {
                continue;
            };
            if let Some(column) = sources_column(target.rule)
                && !cells.iter().any(|(given, _)| given.name == column.name)
            {
                cells.push((column, Cell::new(target.source.clone(), &origin)));
            }
            applying.append(target.rule, &origin, &cells);
            note(target, applying, &cells);
        }
    }
}

/// Notes each cell of a row that was just appended.
fn note(target: &Target<'_>, applying: &mut Applying<'_>, cells: &[(&'static ColumnRule, Cell)]) {
    let rule = target.rule;
    let text_of = |name: &str| {
        cells
            .iter()
            .find(|(column, _)| column.name == name)
            .map_or_else(String::new, |(_, cell)| cell.text.clone())
    };
    let id = text_of(&rule.key);
    let source = sources_column(rule).map_or_else(String::new, |column| text_of(&column.name));
    for (column, cell) in cells {
        let place = (rule.name.as_str(), id.clone(), column.name.as_str());
        applying.touched.insert(place, cell.origin.clone());
        let header = applying
            .table(rule)
            .and_then(|table| Some(table.header[position_of(table, &column.name)?].text.clone()));
        applying.effects.push(Effect {
            change: target.number,
            table: &rule.name,
            row: id.clone(),
            column: header.unwrap_or_default(),
            before: None,
            after: Some(cell.text.clone()),
            source: source.clone(),
        });
    }
}
