//! Measures and prices of the Middle Corridor: what its tables promise a plan.

use std::collections::BTreeMap;

use kervan::{Edit, Study, builtin_files};
use kervan_bottleneck::{units, with_number};
use kervan_corridor::measure::EffectChange;

const README: &str = include_str!("../../../../corridors/middle-corridor/README.md");

fn middle_corridor() -> Study {
    Study::open("middle-corridor", &[]).unwrap()
}

/// Text of a cell as its file has it, with its unit.
fn text(table: &str, row: &str, column: &str) -> String {
    let files = builtin_files("middle-corridor").unwrap();
    let name = format!("{table}.csv");
    let (_, bytes) = files.iter().find(|(file, _)| *file == name).unwrap();
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let is_column = |cell: &str| cell.split(" [").next() == Some(column);
    let column = header.iter().position(is_column).unwrap();
    let mut records = reader.records().map(Result::unwrap);
    let found = records.find(|record| &record[0] == row).unwrap();
    found[column].to_owned()
}

#[test]
fn every_measure_leaves_the_corridor_sound() {
    let study = middle_corridor();
    let corridor = study.corridor();
    let mut all = Vec::new();
    for measure in corridor.measures.rows() {
        let mut edits = Vec::new();
        for effect in &measure.effects {
            for row in &effect.rows {
                let old = &text(&effect.table, row, &effect.column);
                let value = match &effect.change {
                    EffectChange::Set(text) => text.clone(),
                    EffectChange::Times(by) => with_number(old, |number| number * by).unwrap(),
                    EffectChange::Add(by) => with_number(old, |number| number + by).unwrap(),
                };
                assert_ne!(*old, value, "{} changes nothing at {row}", measure.id);
                edits.push(Edit {
                    table: effect.table.clone(),
                    row: row.clone(),
                    column: effect.column.clone(),
                    value,
                });
            }
        }
        if let Err(error) = study.edited(&measure.id, &edits) {
            panic!("{}: {error}", measure.id);
        }
        all.extend(edits);
    }
    // Of a cell that several change the last one counts: a corridor with all of them.
    let last: BTreeMap<_, _> = all
        .into_iter()
        .map(|edit| {
            let key = (edit.table.clone(), edit.row.clone(), edit.column.clone());
            (key, edit)
        })
        .collect();
    let edits: Vec<Edit> = last.into_values().collect();
    assert!(study.edited("all", &edits).is_ok());
}

#[test]
fn one_more_of_everything_has_a_price() {
    let study = middle_corridor();
    let corridor = study.corridor();
    for unit in units(corridor) {
        let terminal = corridor.terminals.find(&unit.server);
        let room = terminal.map(|idx| corridor.terminals[idx].slots.measure.as_str());
        let has_price = corridor.unit_costs.rows().iter().any(|row| {
            row.unit == unit.priced.0
                && row
                    .server
                    .as_ref()
                    .is_none_or(|server| *server == unit.server)
                && row.room.as_deref().is_none_or(|named| Some(named) == room)
        });
        assert!(has_price, "{} of {}", unit.label, unit.server);
    }
    for class in corridor.vessels.rows() {
        let named = |server: &Option<String>| server.as_deref() == Some(class.id.as_str());
        let mut prices = corridor.unit_costs.rows().iter();
        assert!(prices.any(|row| named(&row.server)), "{}", class.id);
    }
}

#[test]
fn every_published_row_is_a_measure_or_says_why_it_is_none() {
    let study = middle_corridor();
    let rows: Vec<(&str, Vec<&str>)> = README
        .lines()
        .filter(|line| line.starts_with("| P0"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let measures = cells[2].split(", ").filter(|cell| cell.starts_with('`'));
            (cells[1], measures.map(|id| id.trim_matches('`')).collect())
        })
        .collect();
    let mut numbers: Vec<String> = rows.iter().map(|(number, _)| number.to_string()).collect();
    numbers.sort();
    let published: Vec<String> = (1..=59).map(|number| format!("P{number:03}")).collect();
    assert_eq!(numbers, published);
    let measures = &study.corridor().measures;
    for (number, named) in &rows {
        for id in named {
            assert!(measures.find(id).is_some(), "{number} names {id}");
        }
    }
    for measure in measures.rows() {
        let is_named = rows
            .iter()
            .any(|(_, ids)| ids.contains(&measure.id.as_str()));
        assert!(is_named, "{}", measure.id);
    }
}
