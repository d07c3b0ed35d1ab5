//! The search for bottlenecks: a ladder computed by hand, servers that bind only together, a unit of every server.

use std::sync::atomic::AtomicBool;

use kervan::{BottleneckSettings, Bottlenecks, LadderEnd, Progress, Study, Target, builtin_files};

use crate::overlay::{overlay, study};

fn find(study: &Study, target: f64, threads: usize, quick: bool) -> Bottlenecks {
    let settings = BottleneckSettings {
        target: Some(Target::Times(target)),
        seed: 1,
        threads,
        quick,
        is_thin: false,
    };
    let progress = Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    };
    study.bottlenecks(&settings, &progress).unwrap()
}

/// Steppe with plenty of everything, but for the lanes of its controls at A and B and the
/// hours that each takes for a train.
fn only_controls(hours: [u32; 2]) -> Study {
    let text = |file: &str| {
        let files = builtin_files("steppe").unwrap();
        let bytes = files.bytes(file).unwrap().to_vec();
        String::from_utf8(bytes).unwrap()
    };
    let edited = |file: &str, words: &[(&str, &str)]| {
        let mut text = text(file);
        for (from, to) in words {
            assert!(text.contains(from), "{file} has no `{from}`");
            text = text.replace(from, to);
        }
        text
    };
    let controls = edited(
        "controls.csv",
        &[
            ("exit,1,2,", &format!("exit,1,{},", hours[0])),
            (
                "gate-b-entry,GATE-B,entry,1,3,",
                &format!("gate-b-entry,GATE-B,entry,1,{},", hours[1]),
            ),
            ("shore-exit,SHORE,exit,1,", "shore-exit,SHORE,exit,50,"),
            ("dusk-entry,DUSK,entry,1,", "dusk-entry,DUSK,entry,50,"),
        ],
    );
    let files = [
        ("controls.csv", controls),
        (
            "terminals.csv",
            edited("terminals.csv", &[(",1000,1,1,20,", ",90000,50,50,20,")]),
        ),
        (
            "locomotives.csv",
            edited(
                "locomotives.csv",
                &[("diesel,diesel,4,", "diesel,diesel,300,")],
            ),
        ),
        (
            "wagons.csv",
            edited("wagons.csv", &[("1520,200,", "1520,12000,")]),
        ),
        (
            "vessels.csv",
            edited("vessels.csv", &[("feeder,4,", "feeder,300,")]),
        ),
        (
            "berths.csv",
            edited("berths.csv", &[(",150,5,2,10,", ",150,5,50,100,")]),
        ),
        (
            "line_sections.csv",
            edited("line_sections.csv", &[(",24,INVENTED", ",500,INVENTED")]),
        ),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    study(overlay("steppe", &files))
}

/// By hand: today one train a day, of 40 containers. The control at B takes 12 h a train and
/// has one lane: two trains a day, twice the demand. That at A takes 8 h: three trains, three
/// times the demand. A demand counts as carried while it is at most 2 % ahead of what arrives,
/// so the limits are up to 2/0.98 and 3/0.98, found to 2.5 %.
#[test]
fn the_rungs_are_those_computed_by_hand() {
    let found = find(&only_controls([8, 12]), 3.0, 0, true);
    let rungs = &found.ladder.rungs;
    let binding: Vec<(usize, &str)> = found
        .ladder
        .binding
        .iter()
        .map(|row| (row.rung, row.server.as_str()))
        .collect();
    for (rung, by_hand) in [(0, 2.0), (1, 3.0)] {
        let (factor, above) = (rungs[rung].factor, rungs[rung].above.unwrap());
        assert!(
            factor <= by_hand / 0.98 && above >= by_hand * 0.995,
            "rung {rung}: carried {factor}, not {above}, by hand {by_hand}; {binding:?}"
        );
        // 29,200 TEU a year are 14,600 containers of 22 t.
        let tonnes = rungs[rung].carried_t.mean;
        assert!(
            (tonnes / (factor * 14_600.0 * 22.0) - 1.0).abs() < 0.03,
            "{tonnes}"
        );
    }
    assert_eq!(binding, [(0, "gate-b-entry"), (1, "gate-a-exit")]);
    assert_eq!(found.ladder.end, Some(LadderEnd::Beyond));
}

/// Two controls in a row with the same limit: a lane more at either brings nothing, as the
/// other lets no more through; lanes at both bring all. By hand both let two trains a day through.
#[test]
fn two_equal_limits_in_a_row_bind_only_together() {
    let found = find(&only_controls([12, 12]), 3.0, 0, true);
    let mut set: Vec<&str> = found
        .ladder
        .binding
        .iter()
        .filter(|row| row.rung == 0)
        .map(|row| row.server.as_str())
        .collect();
    set.sort_unstable();
    assert_eq!(set, ["gate-a-exit", "gate-b-entry"]);
    let alone = &found.ladder.alone;
    let (last, each) = alone.split_last().unwrap();
    // From two trains a day to three: 14,600 containers of 22 t a year more.
    assert!(last.gain_t.mean > 0.95 * 14_600.0 * 22.0, "{last:?}");
    // Each by itself, and their sum.
    for row in each {
        assert!(row.gain_t.mean.abs() < 0.01 * last.gain_t.mean, "{row:?}");
    }
}

/// Every unit of every built-in corridor makes a sound corridor, one and three of it at once, and
/// every server of the results but the unused directions of lines has a unit.
#[test]
fn every_server_has_a_unit_that_a_corridor_takes() {
    for name in ["first", "steppe", "middle-corridor"] {
        let study = Study::open(name, &[]).unwrap();
        let made = study.tried_units(3);
        assert!(
            made.iter().all(|(_, findings)| findings.is_empty()),
            "{made:?}"
        );
        let results = study
            .simulate_quietly(&kervan::Settings {
                years: 1,
                replications: 1,
                warm_up_years: Some(0),
                ..kervan::Settings::default()
            })
            .unwrap();
        let labels: Vec<&(String, String)> = made.iter().map(|(server, _)| server).collect();
        for row in results.servers.iter().filter(|row| row.month == 0) {
            let has = labels.iter().any(|(kind, server)| {
                kind == row.kind
                    && (*server == row.server || row.server.starts_with(&format!("{server} to ")))
            });
            assert!(
                has || row.kind == "line section",
                "{} {}",
                row.kind,
                row.server
            );
        }
    }
}

#[test]
fn threads_change_no_byte_of_the_search() {
    let study = Study::open("steppe", &[]).unwrap();
    let tables = |threads| {
        let found = find(&study, 1.5, threads, false);
        found.tables().tables().unwrap()
    };
    assert!(tables(1) == tables(2));
}
