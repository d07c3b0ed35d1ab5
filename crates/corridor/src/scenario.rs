//! Scenarios: named lists of changes to the tables of a corridor.
//!
//! A scenario changes the cells of [`Raw`] before the check, so that every check applies to
//! what it says and a finding about a changed cell points into the scenario. Changes are
//! applied in the order in which they stand. A change that changes nothing is a finding.

mod add;
mod remove;
mod scale;
mod set;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{header_of, read_provenance};
use crate::code;
use crate::dictionary::{self, Absent, ColumnRule, Kind, TableRule};
use crate::finding::{Finding, suggestion};
use crate::origin::Origin;
use crate::provenance::Firmness;
use crate::raw::{Cell, Raw, RawTable};

pub use add::Add;
pub use remove::Remove;
pub use scale::{Factor, Scale};
pub use set::{Assignment, Set};

/// A named list of changes.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Short name: that of its file, without `.toml`.
    pub name: String,
    /// Title in print.
    pub title: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// Rows for the table `sources`.
    pub sources: Vec<Vec<Assignment>>,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// One change to one table.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where it stands; `Origin::file("(made by ...)")` where no file says it.
    pub origin: Origin,
    /// Why it is made, in a sentence.
    pub why: Option<String>,
    /// The table.
    pub table: Cell,
    /// What is done to it.
    pub kind: ChangeKind,
    /// Where the new values come from: `KEY + KEY (firmness)` of sources of the corridor or of
    /// the scenario. Without it they count as estimates of the scenario.
    pub source: Option<Cell>,
}

/// What a change does.
#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// Writes values into cells of rows that are there.
    Set(Set),
    /// Multiplies numbers of rows that are there.
    Scale(Scale),
    /// Adds rows.
    Add(Add),
    /// Takes rows away.
    Remove(Remove),
}

/// What one change did to one cell; a row taken away is one effect, on the cell that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Position of the change in its scenario, from 0.
    pub change: usize,
    /// Table.
    pub table: &'static str,
    /// Row.
    pub row: String,
    /// Header of the column, with its unit.
    pub column: String,
    /// Text of the cell before; nothing where the row or the column is new.
    pub before: Option<String>,
    /// Text of the cell after; nothing where the row is gone.
    pub after: Option<String>,
    /// Where the new value comes from; empty where the table names no sources.
    pub source: String,
}

/// Applies a scenario to the tables of a corridor and says what it did.
///
/// Where there are findings, what is left of `raw` is of no use.
pub fn apply(raw: &mut Raw, scenario: &Scenario, findings: &mut Vec<Finding>) -> Vec<Effect> {
    let mut applying = Applying {
        raw,
        scenario,
        own_source: None,
        touched: BTreeMap::new(),
        effects: Vec::new(),
        findings,
    };
    applying.add_sources();
    for (number, change) in scenario.changes.iter().enumerate() {
        let Some(rule) = applying.table_rule(&change.table) else {
            continue;
        };
        let source = applying.source_of(change, rule);
        let target = Target {
            number,
            rule,
            origin: &change.origin,
            source,
        };
        match &change.kind {
            ChangeKind::Set(set) => set.apply(&target, &mut applying),
            ChangeKind::Scale(scale) => scale.apply(&target, &mut applying),
            ChangeKind::Add(add) => add.apply(&target, &mut applying),
            ChangeKind::Remove(remove) => remove.apply(&target, &mut applying),
        }
    }
    applying.add_own_source();
    applying.effects
}

/// What one change is about.
struct Target<'a> {
    number: usize,
    rule: &'static TableRule,
    origin: &'a Origin,
    /// As it is written into the cells of sources.
    source: String,
}

/// A scenario on its way into the tables.
struct Applying<'a> {
    raw: &'a mut Raw,
    scenario: &'a Scenario,
    /// The first change that names no source, and so leans on the scenario itself.
    own_source: Option<Origin>,
    /// What the scenario has changed, by table, row and column, with the place of the change.
    touched: BTreeMap<(&'static str, String, &'static str), Origin>,
    effects: Vec<Effect>,
    findings: &'a mut Vec<Finding>,
}

impl Applying<'_> {
    fn table_rule(&mut self, table: &Cell) -> Option<&'static TableRule> {
        let rule = dictionary::table(&table.text);
        if rule.is_none() {
            self.findings.push(Finding::new(
                code::UNKNOWN_TARGET,
                &table.origin,
                format!("a corridor has no table `{}`", table.text),
                "the tables are listed by `kervan explain tables`",
                suggestion(
                    &table.text,
                    dictionary::tables().iter().map(|rule| rule.name.as_str()),
                    "a corridor",
                ),
            ));
        }
        rule
    }

    /// The rule of a column whose cells a change may write.
    fn column_rule(
        &mut self,
        rule: &'static TableRule,
        column: &Cell,
    ) -> Option<&'static ColumnRule> {
        let found = self.known_column(rule, column)?;
        let (problem, help) = if found.name == rule.key {
            (
                "names the row, and cannot be changed",
                "remove the row and add another",
            )
        } else if found.kind == Kind::Sources {
            (
                "is written by Kervan where a value changes",
                "give the change a `source = \"KEY\"`",
            )
        } else {
            return Some(found);
        };
        self.findings.push(Finding::new(
            code::UNKNOWN_TARGET,
            &column.origin,
            format!("column `{}` of {} {problem}", column.text, rule.file()),
            "not a column that a change can write",
            help,
        ));
        None
    }

    fn known_column(
        &mut self,
        rule: &'static TableRule,
        column: &Cell,
    ) -> Option<&'static ColumnRule> {
        let position = rule.position(&column.text);
        if position.is_none() {
            self.findings.push(Finding::new(
                code::UNKNOWN_TARGET,
                &column.origin,
                format!("{} has no column `{}`", rule.file(), column.text),
                "not in the parameter dictionary",
                suggestion(
                    &column.text,
                    rule.columns.iter().map(|column| column.name.as_str()),
                    "this table",
                ),
            ));
        }
        rule.columns.get(position?)
    }

    /// The rows that each pattern names, by position; a pattern that names none is a finding.
    fn rows_named(&mut self, rule: &'static TableRule, patterns: &[Cell]) -> Vec<Vec<usize>> {
        let ids: Vec<String> = match self.table(rule) {
            Some(table) => (0..table.rows.len())
                .map(|row| key_of(rule, table, row))
                .collect(),
            None => Vec::new(),
        };
        let mut named = Vec::new();
        for pattern in patterns {
            let rows: Vec<usize> = ids
                .iter()
                .enumerate()
                .filter(|(_, id)| match pattern.text.strip_suffix('*') {
                    Some(start) => id.starts_with(start),
                    None => **id == pattern.text,
                })
                .map(|(row, _)| row)
                .collect();
            if rows.is_empty() {
                self.findings.push(Finding::new(
                    code::NO_CHANGE,
                    &pattern.origin,
                    format!("no row of {} is named `{}`", rule.file(), pattern.text),
                    "nothing would change",
                    suggestion(&pattern.text, ids.iter().map(String::as_str), &rule.file()),
                ));
            }
            named.push(rows);
        }
        named
    }

    fn table(&self, rule: &TableRule) -> Option<&RawTable> {
        self.raw.tables.iter().find(|table| table.name == rule.name)
    }

    /// The table, made where the corridor has none.
    fn table_or_new(&mut self, rule: &TableRule, origin: &Origin) -> &mut RawTable {
        let tables = &mut self.raw.tables;
        let at = tables
            .iter()
            .position(|table| table.name == rule.name)
            .unwrap_or_else(|| {
                let at = tables.partition_point(|table| table.name < rule.name);
                let table = RawTable {
                    name: rule.name.clone(),
                    origin: origin.clone(),
                    header: Vec::new(),
                    rows: Vec::new(),
                };
                tables.insert(at, table);
                at
            });
        &mut self.raw.tables[at]
    }

    /// Writes a cell of a row that is there; whether that changed it.
    ///
    /// A cell that the same scenario has changed already is a finding, and counts as changed.
    fn write(
        &mut self,
        target: &Target<'_>,
        column: &'static ColumnRule,
        row: usize,
        value: Cell,
    ) -> bool {
        let rule = target.rule;
        let Some(table) = self.table(rule) else {
            return false;
        };
        let id = key_of(rule, table, row);
        let place = (rule.name.as_str(), id.clone(), column.name.as_str());
        if let Some(first) = self.touched.get(&place) {
            let finding = changed_twice(
                &value.origin,
                &format!("`{}` of `{id}`", column.name),
                first,
            );
            self.findings.push(finding);
            return true;
        }
        let table = self.table_or_new(rule, &value.origin);
        let before = cell_of(table, &column.name, row).map(|cell| cell.text.clone());
        if is_same(before.as_deref().unwrap_or_default(), &value.text) {
            return false;
        }
        let at = position_or_new(table, column, &value.origin);
        let header = table.header[at].text.clone();
        let origin = value.origin.clone();
        let after = value.text.clone();
        table.rows[row][at] = value;
        if let Some(cell) = source_cell(rule, table, row)
            && !cell.text.is_empty()
        {
            cell.text = with_source(&cell.text, &column.name, &target.source);
        }
        self.touched.insert(place, origin);
        self.effects.push(Effect {
            change: target.number,
            table: &rule.name,
            row: id,
            column: header,
            before,
            after: Some(after),
            source: target.source.clone(),
        });
        true
    }

    /// Appends a row; cells of columns that are not given stay empty.
    fn append(&mut self, rule: &'static TableRule, origin: &Origin, cells: &[(&ColumnRule, Cell)]) {
        let table = self.table_or_new(rule, origin);
        let positions: Vec<usize> = cells
            .iter()
            .map(|(column, cell)| position_or_new(table, column, &cell.origin))
            .collect();
        let mut row = vec![Cell::new("", origin); table.header.len()];
        for (position, (_, cell)) in positions.into_iter().zip(cells) {
            row[position] = cell.clone();
        }
        table.rows.push(row);
    }

    /// Adds the scenario's sources; one that is there already, word for word, is the same one.
    fn add_sources(&mut self) {
        let Some(rule) = dictionary::table("sources") else {
            return;
        };
        for source in &self.scenario.sources {
            let mut cells = Vec::new();
            for Assignment { column, value } in source {
                if let Some(column) = self.known_column(rule, column) {
                    cells.push((column, value.clone()));
                }
            }
            let Some(first) = cells.first().map(|(_, cell)| cell.origin.clone()) else {
                continue;
            };
            if let Some(position) = rule.position("firmness")
                && !cells.iter().any(|(column, _)| column.name == "firmness")
            {
                let estimated = Cell::new(Firmness::Estimated.as_str(), &first);
                cells.push((&rule.columns[position], estimated));
            }
            let is_there = self.table(rule).is_some_and(|table| {
                (0..table.rows.len()).any(|row| {
                    cells.iter().all(|(column, cell)| {
                        cell_of(table, &column.name, row)
                            .is_some_and(|there| there.text == cell.text)
                    })
                })
            });
            if !is_there {
                self.append(rule, &first, &cells);
            }
        }
    }

    /// What a change writes into the cells of sources: what it names, or the scenario itself.
    fn source_of(&mut self, change: &Change, rule: &TableRule) -> String {
        if let Some(source) = &change.source {
            let known = self.sources();
            read_provenance(&source.text, &source.origin, &known, self.findings);
            return source.text.clone();
        }
        if matches!(change.kind, ChangeKind::Remove(_)) || sources_column(rule).is_none() {
            return String::new();
        }
        self.own_source.get_or_insert_with(|| change.origin.clone());
        own_source(&self.scenario.name)
    }

    /// Adds the source that stands for the scenario's own estimates, where it is used and not there.
    fn add_own_source(&mut self) {
        let id = own_source(&self.scenario.name);
        let (Some(origin), Some(rule)) = (self.own_source.clone(), dictionary::table("sources"))
        else {
            return;
        };
        if self.sources().contains_key(&id) {
            return;
        }
        let title = format!("estimate of the scenario `{}`", self.scenario.name);
        let texts = [
            ("id", id.as_str()),
            ("title", title.as_str()),
            ("firmness", Firmness::Estimated.as_str()),
        ];
        let cells: Vec<(&ColumnRule, Cell)> = texts
            .into_iter()
            .filter_map(|(name, text)| {
                let column = &rule.columns[rule.position(name)?];
                Some((column, Cell::new(text, &origin)))
            })
            .collect();
        self.append(rule, &origin, &cells);
    }

    /// The sources there are, with their firmness where it is one.
    fn sources(&self) -> BTreeMap<String, Firmness> {
        let Some((rule, table)) =
            dictionary::table("sources").and_then(|rule| Some((rule, self.table(rule)?)))
        else {
            return BTreeMap::new();
        };
        (0..table.rows.len())
            .map(|row| {
                let firmness = cell_of(table, "firmness", row)
                    .and_then(|cell| Firmness::read(&cell.text))
                    .unwrap_or(Firmness::Estimated);
                (key_of(rule, table, row), firmness)
            })
            .collect()
    }
}

/// The key of the source that stands for a scenario's own estimates.
fn own_source(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|character| match character {
            ';' | '+' | '=' | '(' | ')' => '-',
            other => other,
        })
        .collect();
    format!("scenario-{plain}")
}

fn changed_twice(origin: &Origin, what: &str, first: &Origin) -> Finding {
    Finding::new(
        code::CHANGED_TWICE,
        origin,
        format!("{what} is changed twice by one scenario"),
        format!("changed first in {first}"),
        "keep one of the two changes, or put the later one into a scenario of its own",
    )
}

/// Every row that some pattern names, once, in order.
fn all_rows(named: &[Vec<usize>]) -> BTreeSet<usize> {
    named.iter().flatten().copied().collect()
}

/// A finding for each pattern none of whose rows changed.
fn refuse_idle_patterns(
    rule: &TableRule,
    patterns: &[Cell],
    named: &[Vec<usize>],
    changed: &BTreeSet<usize>,
    findings: &mut Vec<Finding>,
) {
    for (pattern, rows) in patterns.iter().zip(named) {
        if !rows.is_empty() && !rows.iter().any(|row| changed.contains(row)) {
            findings.push(Finding::new(
                code::NO_CHANGE,
                &pattern.origin,
                format!(
                    "nothing of `{}` in {} would change",
                    pattern.text,
                    rule.file()
                ),
                "it is as the change says already",
                "leave this row out of the change",
            ));
        }
    }
}

/// Whether two cells say the same: the same text, or the same number.
fn is_same(before: &str, after: &str) -> bool {
    before == after
        || before
            .parse::<f64>()
            .is_ok_and(|before| after.parse::<f64>() == Ok(before))
}

fn sources_column(rule: &TableRule) -> Option<&ColumnRule> {
    rule.columns
        .iter()
        .find(|column| column.kind == Kind::Sources)
}

fn position_of(table: &RawTable, column: &str) -> Option<usize> {
    table
        .header
        .iter()
        .position(|header| header.name_and_unit().0 == column)
}

/// The position of a column, appended with the unit of the dictionary where the file has none.
fn position_or_new(table: &mut RawTable, column: &ColumnRule, origin: &Origin) -> usize {
    position_of(table, &column.name).unwrap_or_else(|| {
        table.header.push(Cell::new(header_of(column), origin));
        for row in &mut table.rows {
            let place = row
                .first()
                .map_or_else(|| table.origin.clone(), |cell| cell.origin.clone());
            row.push(Cell::new("", &place));
        }
        table.header.len() - 1
    })
}

pub(crate) fn cell_of<'t>(table: &'t RawTable, column: &str, row: usize) -> Option<&'t Cell> {
    table.rows.get(row)?.get(position_of(table, column)?)
}

/// What names a row; empty where nothing does.
pub(crate) fn key_of(rule: &TableRule, table: &RawTable, row: usize) -> String {
    let text = |column: &str| cell_of(table, column, row).map_or("", |cell| cell.text.as_str());
    let default = rule
        .position(&rule.key)
        .map(|position| &rule.columns[position].absent);
    match (text(&rule.key), default) {
        ("", Some(Absent::Column(other))) => text(other).to_owned(),
        (key, _) => key.to_owned(),
    }
}

/// The cell that names the sources of a row.
fn source_cell<'t>(rule: &TableRule, table: &'t mut RawTable, row: usize) -> Option<&'t mut Cell> {
    let position = position_of(table, &sources_column(rule)?.name)?;
    table.rows.get_mut(row)?.get_mut(position)
}

/// The sources of a row with another one for one column.
fn with_source(sources: &str, column: &str, source: &str) -> String {
    let is_other = |part: &&str| {
        part.split_once('=')
            .is_none_or(|(name, _)| name.trim() != column)
    };
    let mut parts: Vec<String> = sources
        .split(';')
        .filter(is_other)
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    parts.push(format!("{column}={source}"));
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_replaces_the_earlier_one_of_its_column() {
        assert_eq!(with_source("A", "count", "B"), "A; count=B");
        assert_eq!(
            with_source("A; count = C+D (reported);speed=E", "count", "B"),
            "A; speed=E; count=B"
        );
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        assert!(is_same("45", "45.0") && is_same("daily 06:00", "daily 06:00"));
        assert!(!is_same("45", "46") && !is_same("", "0"));
    }
}
