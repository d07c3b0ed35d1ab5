//! Rows taken away.

use super::{Applying, Effect, Target, all_rows, changed_twice, key_of};
use crate::raw::Cell;

/// Takes rows away.
#[derive(Clone, Debug)]
pub struct Remove {
    /// Rows by what names them; `*` at the end stands for any rest.
    pub rows: Vec<Cell>,
}

impl Remove {
    pub(super) fn apply(&self, target: &Target<'_>, applying: &mut Applying<'_>) {
        let rule = target.rule;
        let named = applying.rows_named(rule, &self.rows);
        for row in all_rows(&named).into_iter().rev() {
            let table = applying.table_or_new(rule, target.origin);
            let id = key_of(rule, table, row);
            table.rows.remove(row);
            let first = applying
                .touched
                .iter()
                .find(|((table, row, _), _)| *table == rule.name && *row == id)
                .map(|(_, first)| first);
            if let Some(first) = first {
                let finding = changed_twice(target.origin, &format!("`{id}`"), first);
                applying.findings.push(finding);
            }
            applying.effects.push(Effect {
                change: target.number,
                table: &rule.name,
                row: id.clone(),
                column: rule.key.clone(),
                before: Some(id),
                after: None,
                source: target.source.clone(),
            });
        }
    }
}
