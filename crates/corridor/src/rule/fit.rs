//! Fits: numbers that are there, by a rule that can find them, to a figure of the base year.

use crate::build::Places;
use crate::calibration::FitRule;
use crate::code;
use crate::corridor::Corridor;
use crate::dictionary::{self, Kind, TableRule};
use crate::finding::{Finding, suggestion};
use crate::observed::ObservedQuantity;

/// Tables whose `count` says how many there are, so that a number in use can be found.
const POOLS: [&str; 3] = ["wagons", "locomotives", "vessels"];

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    for fit in corridor.calibration.rows() {
        let place = |column| places.of("calibration", &fit.id, column);
        let Some(table) = dictionary::table(&fit.table) else {
            let tables = dictionary::tables();
            findings.push(Finding::new(
                code::UNKNOWN_NAME,
                &place("table"),
                format!("`table` names `{}`, which is not a table", fit.table),
                "the tables are listed by `kervan explain tables`",
                suggestion(
                    &fit.table,
                    tables.iter().map(|table| table.name.as_str()),
                    "a corridor",
                ),
            ));
            continue;
        };
        let column = table
            .columns
            .iter()
            .find(|column| column.name == fit.column);
        if !column.is_some_and(is_number) {
            findings.push(Finding::new(
                code::UNKNOWN_NAME,
                &place("column"),
                format!("{} has no column of numbers `{}`", table.file(), fit.column),
                "only a number can be fitted",
                suggestion(&fit.column, numbers(table), &table.file()),
            ));
        }
        for row in &fit.rows {
            if places.known(&table.name, row) {
                continue;
            }
            findings.push(Finding::new(
                code::UNKNOWN_NAME,
                &place("rows"),
                format!("`rows` names `{row}`, which is not in {}", table.file()),
                format!("no row `{row}` in {}", table.file()),
                "correct the name, or take it out",
            ));
        }
        let in_use = matches!(fit.rule, FitRule::InUse { .. });
        if in_use && (fit.column != "count" || !POOLS.contains(&table.name.as_str())) {
            findings.push(Finding::new(
                code::KIND_MISMATCH,
                &place("rule"),
                format!("`in use` cannot find `{}` of {}", fit.column, table.file()),
                "it finds the `count` of wagons, locomotives or vessels",
                "use the rule `match`",
            ));
        }
        if fit.rule == FitRule::Match && fit.rows.len() > 1 {
            findings.push(Finding::new(
                code::KIND_MISMATCH,
                &place("rows"),
                format!("`{}` fits {} rows to one figure", fit.id, fit.rows.len()),
                "one figure determines one number",
                "give each row a figure of its own, or fit one of them",
            ));
        }
        if corridor.observed[fit.observed].quantity == ObservedQuantity::Ceiling {
            findings.push(Finding::new(
                code::KIND_MISMATCH,
                &place("observed"),
                format!("`{}` is fitted to a nameplate", fit.id),
                "a ceiling is an answer of the simulation",
                "fit to a volume or a time",
            ));
        }
        if fit.range.0 >= fit.range.1 {
            findings.push(Finding::new(
                code::OUT_OF_RANGE,
                &place("low"),
                format!("`low` of `{}` is not below its `high`", fit.id),
                format!("{} and {}", fit.range.0, fit.range.1),
                "give the plausible range, the lower end first",
            ));
        }
    }
}

fn is_number(column: &dictionary::ColumnRule) -> bool {
    matches!(column.kind, Kind::Number | Kind::Integer | Kind::Amount(_))
}

fn numbers(table: &'static TableRule) -> impl Iterator<Item = &'static str> {
    table
        .columns
        .iter()
        .filter(|column| is_number(column))
        .map(|column| column.name.as_str())
}
