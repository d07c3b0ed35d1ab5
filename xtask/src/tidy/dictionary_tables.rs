//! The list of columns and the list of tables speak of the same tables.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use super::tree::Tree;
use crate::dictionary::{self, COLUMNS, TABLES};
use crate::failure::Failure;

/// Compares `parameters.csv` with `tables.csv`, both ways.
pub(crate) fn check(tree: &Tree) -> Result<Vec<Finding>, Failure> {
    let finding = |file: &str, line, message, help: &str| Finding {
        check: "dictionary",
        file: file.to_owned(),
        line,
        message,
        help: help.to_owned(),
    };
    let mut findings = Vec::new();
    for file in [TABLES, COLUMNS].into_iter().filter(|file| !tree.has(file)) {
        findings.push(finding(file, 1, format!("`{file}` is missing"), "write it"));
    }
    let (Some(tables), Some(columns)) = (tree.text(TABLES), tree.text(COLUMNS)) else {
        return Ok(findings);
    };
    let columns = dictionary::columns(columns)?;
    let mut names = BTreeMap::new();
    for table in dictionary::tables(tables)? {
        if !columns.iter().any(|column| column.table == table.name) {
            let message = format!("the table `{}` has no column", table.name);
            findings.push(finding(
                TABLES,
                table.line,
                message,
                &format!("describe its columns in `{COLUMNS}`"),
            ));
        } else if !has_key(&table, &columns) {
            let message = format!(
                "the key `{}` of the table `{}` is not one of its columns",
                table.key, table.name
            );
            findings.push(finding(
                TABLES,
                table.line,
                message,
                &format!("describe it in `{COLUMNS}`"),
            ));
        }
        if let Some(first) = names.insert(table.name.clone(), table.line) {
            let message = format!(
                "the table `{}` is described twice; first in line {first}",
                table.name
            );
            findings.push(finding(TABLES, table.line, message, "keep one of the two"));
        }
    }
    let mut seen = BTreeSet::new();
    for column in columns {
        let name = format!("{}.{}", column.table, column.name);
        if !names.contains_key(&column.table) {
            let message = format!("`{name}` belongs to a table that is not listed");
            findings.push(finding(
                COLUMNS,
                column.line,
                message,
                &format!("add the table to `{TABLES}`"),
            ));
        }
        if column.meaning.is_empty() {
            let message = format!("`{name}` has no meaning");
            findings.push(finding(
                COLUMNS,
                column.line,
                message,
                "say in one sentence what it is",
            ));
        }
        if !seen.insert(name.clone()) {
            let message = format!("`{name}` is described twice");
            findings.push(finding(
                COLUMNS,
                column.line,
                message,
                "keep one of the two",
            ));
        }
    }
    Ok(findings)
}

/// Whether every part of a table's key is one of its columns.
fn has_key(table: &dictionary::Table, columns: &[dictionary::Column]) -> bool {
    let mut parts = table.key.split([',', ' ']).filter(|part| !part.is_empty());
    parts.all(|part| {
        let mut own = columns.iter().filter(|column| column.table == table.name);
        own.any(|column| column.name == part)
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::tree::Tree;

    fn messages(tables: &str, columns: &str) -> Vec<String> {
        let tables = format!("table,required,key,meaning\n{tables}");
        let columns = format!("table,column,kind,unit,range,default,meaning,status\n{columns}");
        let tree = Tree::of(&[
            ("crates/corridor/data/tables.csv", &tables),
            ("crates/corridor/data/parameters.csv", &columns),
        ]);
        let findings = check(&tree).unwrap_or_default();
        findings
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn lists_that_agree_are_let_through() {
        assert_eq!(
            messages("nodes,yes,id,A place.\n", "nodes,id,id,,,,Its name.,used\n"),
            [""; 0]
        );
    }

    #[test]
    fn a_column_without_its_table_is_found() {
        let found = messages(
            "nodes,yes,id,A place.\n",
            "nodes,id,id,,,,Its name.,used\nberths,id,id,,,,Its name.,used\n",
        );
        assert_eq!(found, ["`berths.id` belongs to a table that is not listed"]);
    }

    #[test]
    fn a_table_without_columns_is_found() {
        assert_eq!(
            messages("nodes,yes,id,A place.\n", ""),
            ["the table `nodes` has no column"]
        );
    }
}
