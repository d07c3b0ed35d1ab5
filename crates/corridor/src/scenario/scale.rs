//! Numbers of rows that are there, multiplied.

use std::collections::BTreeSet;

use super::{Applying, Target, all_rows, cell_of, key_of, refuse_idle_patterns};
use crate::code;
use crate::dictionary::{ColumnRule, Kind};
use crate::finding::Finding;
use crate::origin::Origin;
use crate::raw::Cell;

/// Multiplies numbers of rows that are there.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Rows by what names them; `*` at the end stands for any rest.
    pub rows: Vec<Cell>,
    /// What is multiplied in each of these rows.
    pub factors: Vec<Factor>,
}

/// A column and what its numbers are multiplied by.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Name of the column, without its unit.
    pub column: Cell,
    /// A pure number.
    pub factor: f64,
    /// Where the factor stands.
    pub origin: Origin,
}

impl Scale {
    pub(super) fn apply(&self, target: &Target<'_>, applying: &mut Applying<'_>) {
        let named = applying.rows_named(target.rule, &self.rows);
        let rows = all_rows(&named);
        let mut changed = BTreeSet::new();
        for Factor {
            column,
            factor,
            origin,
        } in &self.factors
        {
            let Some(rule) = applying.column_rule(target.rule, column) else {
                continue;
            };
            let mut is_idle = !rows.is_empty();
            for row in &rows {
                let Some(table) = applying.table(target.rule) else {
                    return;
                };
                let text = cell_of(table, &rule.name, *row).map_or("", |cell| cell.text.as_str());
                let Some(product) = scaled(rule, text, *factor) else {
                    let finding =
                        not_scalable(rule, &key_of(target.rule, table, *row), text, origin);
                    applying.findings.push(finding);
                    is_idle = false;
                    changed.insert(*row);
                    continue;
                };
                if applying.write(target, rule, *row, Cell::new(product, origin)) {
                    changed.insert(*row);
                    is_idle = false;
                }
            }
            if is_idle {
                applying.findings.push(Finding::new(
                    code::NO_CHANGE,
                    origin,
                    format!("`{}` times {factor} is what it is already", column.text),
                    format!("nothing would change in {}", target.rule.file()),
                    "leave it out of the change, or correct the factor",
                ));
            }
        }
        if !changed.is_empty() {
            refuse_idle_patterns(target.rule, &self.rows, &named, &changed, applying.findings);
        }
    }
}

fn not_scalable(rule: &ColumnRule, row: &str, text: &str, origin: &Origin) -> Finding {
    let what = if text.is_empty() {
        "is empty".to_owned()
    } else {
        format!("is `{text}`")
    };
    Finding::new(
        code::NOT_SCALABLE,
        origin,
        format!("`{}` of `{row}` {what}, which cannot be scaled", rule.name),
        "expected a number, or a number with its unit",
        format!("give the new value: `set = {{ {} = ... }}`", rule.name),
    )
}

/// A number, or a number with its unit, multiplied; nothing where the text is neither.
///
/// Twelve digits are kept, so that 0.1 times 3 is 0.3; whole numbers are rounded.
fn scaled(rule: &ColumnRule, text: &str, factor: f64) -> Option<String> {
    let is_word = matches!(
        rule.kind,
        Kind::Id | Kind::Choice(_) | Kind::Reference(_) | Kind::References(_)
    );
    if is_word {
        return None;
    }
    let (number, unit) = match text.split_once(' ') {
        Some((number, unit)) if !unit.trim().contains(char::is_whitespace) => {
            (number, format!(" {}", unit.trim()))
        }
        Some(_) => return None,
        None => (text, String::new()),
    };
    let product = number
        .parse::<f64>()
        .ok()
        .filter(|value| value.is_finite())?
        * factor;
    let product = if rule.kind == Kind::Integer {
        product.round()
    } else {
        format!("{product:.11e}").parse().unwrap_or(product)
    };
    Some(format!("{product}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::table;

    fn times(table_name: &str, column: &str, text: &str, factor: f64) -> Option<String> {
        let rule = table(table_name)?;
        scaled(&rule.columns[rule.position(column)?], text, factor)
    }

    #[test]
    fn numbers_whole_numbers_and_numbers_with_units_are_scaled() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(times("flows", "volume", "0.1", 3.0), some("0.3"));
        assert_eq!(times("vessels", "count", "5", 1.5), some("8"));
        assert_eq!(times("flows", "lot", "4", 2.0), some("8"));
        assert_eq!(times("flows", "commodity", "5000 t", 1.2), some("6000 t"));
    }

    #[test]
    fn words_and_notations_are_not_scaled() {
        assert_eq!(times("line_sections", "gauge", "1520", 2.0), None);
        assert_eq!(times("flows", "lot", "triangular(1, 2, 3)", 2.0), None);
        assert_eq!(times("services", "timetable", "daily 18:00", 2.0), None);
        assert_eq!(times("flows", "volume", "", 2.0), None);
    }
}
