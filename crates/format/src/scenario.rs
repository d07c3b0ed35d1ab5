//! Scenario files: read with the place of every key, and written.

use std::ops::Range;

use kervan_corridor::scenario::{
    Add, Assignment, Change, ChangeKind, Factor, Remove, Scale, Scenario, Set,
};
use kervan_corridor::{Cell, Finding, Origin, code};
use toml_edit::{
    Array, ArrayOfTables, Document, DocumentMut, InlineTable, Item, Table, TableLike, Value,
};

use crate::files::Files;
use crate::manifest::{Need, Reader};

const KEYS: [&str; 4] = ["title", "description", "source", "change"];
const CHANGE_KEYS: [&str; 8] = [
    "why", "table", "rows", "set", "scale", "add", "remove", "source",
];
const KINDS: [&str; 4] = ["set", "scale", "add", "remove"];
const SOURCE_KEYS: [&str; 5] = ["id", "title", "date", "address", "firmness"];

/// Reads a scenario file; its name is that of the file without `.toml`.
///
/// # Errors
///
/// Everything that is wrong with the file itself; what its changes are about is seen when they are applied.
pub fn read_scenario(files: &Files, file: &str) -> Result<Scenario, Vec<Finding>> {
    let text = files.text(file).map_err(|finding| vec![finding])?;
    let document = Document::parse(text).map_err(|error| {
        let message = error.message().lines().next().unwrap_or_default();
        vec![Finding::new(
            code::BAD_SCENARIO_TOML,
            &Origin::bytes(file, text, error.span()),
            format!("`{file}` is not valid TOML"),
            message,
            "`kervan export steppe DIR` writes an example into DIR/scenarios",
        )]
    })?;
    let mut findings = Vec::new();
    let mut reader = Reader {
        what: "scenario",
        file,
        text,
        unknown_key: code::UNKNOWN_SCENARIO_KEY,
        bad_key: code::BAD_SCENARIO_KEY,
        findings: &mut findings,
    };
    let root = document.as_table();
    reader.refuse_unknown(root, "", &KEYS);
    let title = reader.text(root, "", "title", Need::Required);
    let description = reader.text(root, "", "description", Need::Optional);
    let mut sources = Vec::new();
    for (table, _) in reader.tables(root, "source") {
        reader.refuse_unknown(table, "source.", &SOURCE_KEYS);
        sources.push(reader.assignments(table, "source."));
    }
    let mut changes = Vec::new();
    for (table, span) in reader.tables(root, "change") {
        changes.extend(reader.change(table, span));
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    Ok(Scenario {
        name: stem.strip_suffix(".toml").unwrap_or(stem).to_owned(),
        title: title.unwrap_or_default(),
        description: description.unwrap_or_default(),
        sources,
        changes,
    })
}

impl Reader<'_, '_> {
    /// The tables of an array, each with the place of its heading.
    fn tables<'t>(
        &mut self,
        parent: &'t dyn TableLike,
        key: &str,
    ) -> Vec<(&'t dyn TableLike, Option<Range<usize>>)> {
        let Some(item) = parent.get(key) else {
            return Vec::new();
        };
        if let Some(tables) = item.as_array_of_tables() {
            return tables
                .iter()
                .map(|table| (table as &dyn TableLike, table.span()))
                .collect();
        }
        let inline: Option<Vec<_>> = item.as_array().and_then(|array| {
            array
                .iter()
                .map(|value| {
                    let table = value.as_inline_table()?;
                    Some((table as &dyn TableLike, value.span()))
                })
                .collect()
        });
        inline.unwrap_or_else(|| {
            let expected = format!("tables `[[{key}]]`");
            self.wrong("", key, item.span(), "is not a list of tables", &expected);
            Vec::new()
        })
    }

    fn change(&mut self, table: &dyn TableLike, span: Option<Range<usize>>) -> Option<Change> {
        let before = self.findings.len();
        self.refuse_unknown(table, "change.", &CHANGE_KEYS);
        let why = self.text(table, "change.", "why", Need::Optional);
        if !table.contains_key("table") {
            let expected = "the name of a table, such as \"berths\"";
            self.wrong("change.", "table", span.clone(), "is missing", expected);
        }
        let name = self.cell(table, "change.", "table");
        let source = self.cell(table, "change.", "source");
        let kind = self.kind(table, span.clone());
        if self.findings.len() > before {
            return None;
        }
        Some(Change {
            origin: self.place(span),
            why,
            table: name?,
            kind: kind?,
            source,
        })
    }

    fn kind(&mut self, table: &dyn TableLike, span: Option<Range<usize>>) -> Option<ChangeKind> {
        let given: Vec<&str> = KINDS
            .into_iter()
            .filter(|kind| table.contains_key(kind))
            .collect();
        let [kind] = given[..] else {
            let problem = if given.is_empty() {
                "a change says nothing of what it does".to_owned()
            } else {
                format!("a change does several things: `{}`", given.join("`, `"))
            };
            self.findings.push(Finding::new(
                code::CHANGE_KIND,
                &self.place(span),
                problem,
                "expected one of `set`, `scale`, `add` and `remove`",
                "write a `[[change]]` of its own for each",
            ));
            return None;
        };
        let item = table.get(kind)?;
        if kind == "add" {
            if let Some(rows) = table.get("rows") {
                let expected = "`rows` only beside `set`, `scale` and `remove`";
                let problem = "does not go with `add`";
                self.wrong("change.", "rows", rows.span(), problem, expected);
            }
            let rows = self.tables(table, "add");
            let rows: Vec<Vec<Assignment>> = rows
                .into_iter()
                .map(|(row, _)| self.assignments(row, "add."))
                .collect();
            return Some(ChangeKind::Add(Add { rows }));
        }
        let rows = self.rows(table, span);
        if kind == "remove" {
            if item.as_bool() != Some(true) {
                self.wrong("change.", "remove", item.span(), "is not true", "true");
            }
            return Some(ChangeKind::Remove(Remove { rows }));
        }
        let Some(values) = item.as_table_like().filter(|values| !values.is_empty()) else {
            let expected = format!("columns with their values, such as {kind} = {{ count = 2 }}");
            self.wrong("change.", kind, item.span(), "names no column", &expected);
            return None;
        };
        Some(if kind == "set" {
            let values = self.assignments(values, "set.");
            ChangeKind::Set(Set { rows, values })
        } else {
            let factors = self.factors(values);
            ChangeKind::Scale(Scale { rows, factors })
        })
    }

    fn rows(&mut self, table: &dyn TableLike, span: Option<Range<usize>>) -> Vec<Cell> {
        let item = table.get("rows");
        let rows: Option<Vec<Cell>> = item.and_then(Item::as_array).and_then(|array| {
            array
                .iter()
                .map(|row| Some(Cell::new(row.as_str()?, &self.text_place(row.span()))))
                .collect()
        });
        match rows {
            Some(rows) if !rows.is_empty() => rows,
            _ => {
                let problem = if item.is_some() {
                    "is not a list of rows"
                } else {
                    "is missing"
                };
                let span = item.and_then(Item::span).or(span);
                let expected = "a list of rows such as [\"aktau-1\", \"baku-*\"]";
                self.wrong("change.", "rows", span, problem, expected);
                Vec::new()
            }
        }
    }

    /// Keys and values as columns and the texts of their cells.
    fn assignments(&mut self, table: &dyn TableLike, path: &str) -> Vec<Assignment> {
        let mut assignments = Vec::new();
        for (key, item) in table.iter() {
            let text = match item.as_value() {
                Some(Value::String(text)) => Some(text.value().trim().to_owned()),
                Some(Value::Integer(number)) => Some(number.value().to_string()),
                Some(Value::Float(number)) if number.value().is_finite() => {
                    Some(number.value().to_string())
                }
                Some(Value::Datetime(day)) => Some(day.value().to_string()),
                _ => None,
            };
            match text {
                Some(text) => assignments.push(Assignment {
                    column: self.column(table, key),
                    value: Cell::new(text, &self.text_place(item.span())),
                }),
                None => self.wrong(
                    path,
                    key,
                    item.span(),
                    "is not the text of a cell",
                    "a number, or a text in quotes",
                ),
            }
        }
        assignments
    }

    fn factors(&mut self, table: &dyn TableLike) -> Vec<Factor> {
        let mut factors = Vec::new();
        for (key, item) in table.iter() {
            let number = item
                .as_float()
                .or(item.as_integer().map(|whole| whole as f64));
            match number.filter(|number| number.is_finite()) {
                Some(factor) => factors.push(Factor {
                    column: self.column(table, key),
                    factor,
                    origin: self.place(item.span()),
                }),
                None => {
                    let expected = "a number to multiply by";
                    self.wrong("scale.", key, item.span(), "is not a number", expected);
                }
            }
        }
        factors
    }

    fn column(&self, table: &dyn TableLike, key: &str) -> Cell {
        let span = table.key(key).and_then(toml_edit::Key::span);
        Cell::new(key, &self.place(span))
    }

    /// The place of a value; of its text, where it stands in quotes.
    fn text_place(&self, span: Option<Range<usize>>) -> Origin {
        let written = span.clone().and_then(|span| self.text.get(span));
        let place = self.place(span);
        match written {
            Some(text)
                if text.len() > 2
                    && text.starts_with(['"', '\''])
                    && !text.starts_with("\"\"\"")
                    && !text.starts_with("'''") =>
            {
                place.part(1, (place.length as usize).saturating_sub(2))
            }
            _ => place,
        }
    }
}

/// A scenario as the text of its file.
pub fn render_scenario(scenario: &Scenario) -> String {
    let mut document = DocumentMut::new();
    document.insert("title", toml_edit::value(&scenario.title));
    if !scenario.description.is_empty() {
        document.insert("description", toml_edit::value(&scenario.description));
    }
    let mut sources = ArrayOfTables::new();
    for source in &scenario.sources {
        let mut table = Table::new();
        for Assignment { column, value } in source {
            table.insert(&column.text, Item::Value(cell_value(&value.text)));
        }
        sources.push(table);
    }
    let changes: ArrayOfTables = scenario.changes.iter().map(change_table).collect();
    for (key, tables) in [("source", sources), ("change", changes)] {
        if !tables.is_empty() {
            document.insert(key, Item::ArrayOfTables(tables));
        }
    }
    document.to_string()
}

fn change_table(change: &Change) -> Table {
    let mut table = Table::new();
    if let Some(why) = &change.why {
        table.insert("why", toml_edit::value(why));
    }
    table.insert("table", toml_edit::value(&change.table.text));
    let rows = match &change.kind {
        ChangeKind::Set(Set { rows, .. })
        | ChangeKind::Scale(Scale { rows, .. })
        | ChangeKind::Remove(Remove { rows }) => Some(rows),
        ChangeKind::Add(_) => None,
    };
    if let Some(rows) = rows {
        let rows: Array = rows.iter().map(|row| row.text.as_str()).collect();
        table.insert("rows", toml_edit::value(rows));
    }
    let (kind, value) = match &change.kind {
        ChangeKind::Set(set) => ("set", Value::from(inline(&set.values))),
        ChangeKind::Scale(scale) => {
            let mut factors = InlineTable::new();
            for factor in &scale.factors {
                factors.insert(&factor.column.text, Value::from(factor.factor));
            }
            ("scale", Value::from(factors))
        }
        ChangeKind::Add(add) => {
            let rows: Array = add.rows.iter().map(|row| inline(row)).collect();
            ("add", Value::from(rows))
        }
        ChangeKind::Remove(_) => ("remove", Value::from(true)),
    };
    table.insert(kind, toml_edit::value(value));
    if let Some(source) = &change.source {
        table.insert("source", toml_edit::value(&source.text));
    }
    table
}

fn inline(values: &[Assignment]) -> InlineTable {
    let mut table = InlineTable::new();
    for Assignment { column, value } in values {
        table.insert(&column.text, cell_value(&value.text));
    }
    table
}

/// A number where the text is one and reads back as it is; a text otherwise.
fn cell_value(text: &str) -> Value {
    if let Some(whole) = text.parse::<i64>().ok().filter(|n| n.to_string() == text) {
        return Value::from(whole);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number.to_string() == text => Value::from(number),
        _ => Value::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Scenario, Vec<Finding>> {
        let file = "scenarios/more.toml".to_owned();
        let files = Files::from_memory("test", [(file.clone(), text.as_bytes().to_vec())]);
        read_scenario(&files, &file)
    }

    const ALL_KINDS: &str = "\
title = \"More\"
description = \"Of \\\"everything\\\".\"

[[source]]
id = \"PORT25\"
title = \"Port, 2025\"
date = 2025-03-01

[[change]]
why = \"Second track.\"
table = \"line_sections\"
rows = [\"a-b\", \"c-*\"]
set = { tracks = 2, speed = 45.5, timetable = \"daily 06:00\" }
source = \"PORT25\"

[[change]]
table = \"flows\"
rows = [\"*\"]
scale = { volume = 3, lot = 0.5 }

[[change]]
table = \"vessels\"
add = [{ id = \"ferry-3\", count = 1 }, { id = \"ferry-4\", count = 007 }]

[[change]]
table = \"berths\"
rows = [\"aktau-3\"]
remove = true
";

    #[test]
    fn what_is_rendered_is_read_back() {
        let text = ALL_KINDS.replace("007", "\"007\"");
        let scenario = read(&text).unwrap_or_else(|findings| panic!("{findings:?}"));
        assert_eq!(
            (scenario.name.as_str(), scenario.changes.len()),
            ("more", 4)
        );
        let rendered = render_scenario(&scenario);
        let again = read(&rendered).unwrap_or_else(|findings| panic!("{findings:?}\n{rendered}"));
        assert_eq!(words(&scenario), words(&again), "{rendered}");
    }

    /// Everything a scenario says, without the places where it says it.
    fn words(scenario: &Scenario) -> Vec<String> {
        let texts = |cells: &[Cell]| {
            cells
                .iter()
                .map(|cell| cell.text.clone())
                .collect::<Vec<_>>()
        };
        let pairs = |values: &[Assignment]| {
            values
                .iter()
                .map(|pair| format!("{}={}", pair.column.text, pair.value.text))
                .collect::<Vec<_>>()
        };
        let mut words = vec![
            scenario.title.clone(),
            scenario.description.clone(),
            format!(
                "{:?}",
                scenario
                    .sources
                    .iter()
                    .map(|row| pairs(row))
                    .collect::<Vec<_>>()
            ),
        ];
        for change in &scenario.changes {
            let kind = match &change.kind {
                ChangeKind::Set(set) => {
                    format!("set {:?} {:?}", texts(&set.rows), pairs(&set.values))
                }
                ChangeKind::Scale(scale) => {
                    let factors: Vec<_> = scale
                        .factors
                        .iter()
                        .map(|factor| (factor.column.text.clone(), factor.factor))
                        .collect();
                    format!("scale {:?} {factors:?}", texts(&scale.rows))
                }
                ChangeKind::Add(add) => {
                    format!(
                        "add {:?}",
                        add.rows.iter().map(|row| pairs(row)).collect::<Vec<_>>()
                    )
                }
                ChangeKind::Remove(remove) => format!("remove {:?}", texts(&remove.rows)),
            };
            let source = change.source.as_ref().map(|source| source.text.clone());
            words.push(format!(
                "{:?} {} {kind} {source:?}",
                change.why, change.table.text
            ));
        }
        words
    }

    #[test]
    fn values_stand_where_their_text_stands() {
        let text = ALL_KINDS.replace("007", "7");
        let scenario = read(&text).unwrap_or_else(|findings| panic!("{findings:?}"));
        let ChangeKind::Set(set) = &scenario.changes[0].kind else {
            panic!("the first change sets");
        };
        let places: Vec<String> = [&set.rows[1], &set.values[0].column, &set.values[2].value]
            .into_iter()
            .map(|cell| format!("{}+{}", cell.origin, cell.origin.length))
            .collect();
        assert_eq!(
            places,
            [
                "scenarios/more.toml:12:17+3",
                "scenarios/more.toml:13:9+6",
                "scenarios/more.toml:13:48+11"
            ]
        );
    }

    #[test]
    fn everything_that_is_wrong_is_found_together() {
        let text = "\
titel = \"x\"
[[change]]
table = \"flows\"
[[change]]
table = \"flows\"
rows = []
set = { volume = true }
[[change]]
rows = [\"a\"]
remove = false
[[change]]
table = \"flows\"
rows = [\"a\"]
set = { volume = 1 }
scale = { volume = 2 }
";
        let findings = read(text).expect_err("much is wrong");
        let said: Vec<(&str, u32)> = findings
            .iter()
            .map(|finding| {
                let line = finding.origin.as_ref().map_or(0, |origin| origin.line);
                (finding.code.as_str(), line)
            })
            .collect();
        assert_eq!(
            said,
            [
                ("K1402", 1),
                ("K1403", 0),
                ("K1404", 2),
                ("K1403", 6),
                ("K1403", 7),
                ("K1403", 8),
                ("K1403", 10),
                ("K1404", 11),
            ]
        );
    }
}
