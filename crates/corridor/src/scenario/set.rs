//! Values written into cells of rows that are there.

use std::collections::BTreeSet;

use super::{Applying, Target, all_rows, refuse_idle_patterns};
use crate::code;
use crate::finding::Finding;
use crate::raw::Cell;

/// Writes values into cells of rows that are there.
#[derive(Clone, Debug)]
pub struct Set {
    /// Rows by what names them; `*` at the end stands for any rest.
    pub rows: Vec<Cell>,
    /// What is written into each of these rows.
    pub values: Vec<Assignment>,
}

/// A column and the text of its cell.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Name of the column, without its unit.
    pub column: Cell,
    /// Text of the cell, in the unit of the file's header, or that of the dictionary where the file has no such
    /// column.
    pub value: Cell,
}

impl Set {
    pub(super) fn apply(&self, target: &Target<'_>, applying: &mut Applying<'_>) {
        let named = applying.rows_named(target.rule, &self.rows);
        let rows = all_rows(&named);
        let mut changed = BTreeSet::new();
        for Assignment { column, value } in &self.values {
            let Some(rule) = applying.column_rule(target.rule, column) else {
                continue;
            };
            let mut is_idle = !rows.is_empty();
            for row in &rows {
                if applying.write(target, rule, *row, value.clone()) {
                    changed.insert(*row);
                    is_idle = false;
                }
            }
            if is_idle {
                applying.findings.push(Finding::new(
                    code::NO_CHANGE,
                    &value.origin,
                    format!("`{}` is `{}` already", column.text, value.text),
                    format!("nothing would change in {}", target.rule.file()),
                    "leave it out of the change, or correct it",
                ));
            }
        }
        if !changed.is_empty() {
            refuse_idle_patterns(target.rule, &self.rows, &named, &changed, applying.findings);
        }
    }
}
