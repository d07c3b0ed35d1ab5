//! Same corridor, settings and seed: same bytes, whatever the threads and the order of rows.

use kervan::{Settings, Study};

use crate::overlay::{reversed, study};

/// All result tables, the event log among them.
fn tables(study: &Study, settings: &Settings) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut results = study.simulate_quietly(settings).unwrap();
    // The checksum is that of the files as they are, so it knows the order of rows.
    results.run.retain(|row| row.key != "corridor sha256");
    (results.tables().unwrap(), results.remarks)
}

#[test]
fn threads_change_nothing() {
    let study = Study::open("middle-corridor", &[]).unwrap();
    let with = |threads| {
        tables(
            &study,
            &Settings {
                years: 1,
                replications: 3,
                threads,
                log: true,
                ..Settings::default()
            },
        )
    };
    let alone = with(1);
    assert!(alone == with(2));
    assert!(alone == with(5));
}

#[test]
fn more_replications_leave_the_first_ones_alone() {
    let study = Study::open("steppe", &[]).unwrap();
    let rows = |replications| {
        let results = study
            .simulate_quietly(&Settings {
                years: 1,
                replications,
                log: true,
                ..Settings::default()
            })
            .unwrap();
        let log = results.log.unwrap();
        log.train_runs
            .into_iter()
            .filter(|row| row.replication < 2)
            .map(|row| (row.train, row.started_s))
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(2), rows(3));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let settings = Settings {
        years: 1,
        replications: 2,
        ..Settings::default()
    };
    for name in ["steppe", "middle-corridor"] {
        let reversed = study(reversed(name));
        let straight = Study::open(name, &[]).unwrap();
        assert_eq!(
            tables(&straight, &settings),
            tables(&reversed, &settings),
            "{name}"
        );
    }
}

#[test]
fn another_seed_gives_other_luck() {
    let study = Study::open("first", &[]).unwrap();
    let with = |seed| {
        tables(
            &study,
            &Settings {
                years: 1,
                replications: 1,
                seed,
                ..Settings::default()
            },
        )
    };
    assert_ne!(with(1), with(2));
}
