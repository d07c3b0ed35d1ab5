//! Behaviour of the result tables.
#![allow(missing_docs, clippy::unwrap_used)]

use kervan_results::{Log, Results, WarmUpInfo, columns};

#[test]
fn every_column_is_described_and_every_description_has_a_column() {
    let empty = Results {
        flows: vec![],
        hours: vec![],
        servers: vec![],
        months: vec![],
        distribution: vec![],
        observed: vec![],
        warm_up: WarmUpInfo {
            years: 1,
            mser5_weeks: None,
            still_moving: false,
        },
        run: vec![],
        remarks: vec![],
        log: Some(Log::default()),
    };
    let mut in_code: Vec<(String, String)> = empty
        .tables()
        .unwrap()
        .iter()
        .flat_map(|(name, batch)| {
            batch
                .schema()
                .fields()
                .iter()
                .map(|field| (name.clone(), field.name().clone()))
                .collect::<Vec<_>>()
        })
        .filter(|(_, column)| !column.ends_with("_low") && !column.ends_with("_high"))
        .collect();
    let mut described: Vec<(String, String)> = columns()
        .into_iter()
        .map(|row| (row.table, row.column))
        .collect();
    in_code.sort();
    described.sort();
    assert_eq!(in_code, described);
}
