//! Scenarios: the same as a hand that edits the tables, and nothing else.

use kervan::scenario::{Assignment, Change, ChangeKind, Factor, Scale, Scenario, Set};
use kervan::{Cause, Files, Settings, Study, builtin_files, render_scenario, write_scenario};
use kervan_corridor::{Cell, Firmness, Origin};

use crate::overlay::{hours, overlay, reversed, study};

const QUICK: Settings = Settings {
    years: 1,
    replications: 2,
    seed: 1,
    threads: 0,
    warm_up_years: Some(1),
    precision: Vec::new(),
    max_replications: 2,
    departure_month: None,
    disruptions: false,
    waits: false,
    days: false,
    log: true,
};

/// All result tables but the one that names corridor, scenario and settings.
fn tables(study: &Study) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut results = study.simulate_quietly(&QUICK).unwrap();
    results.run.clear();
    (results.tables().unwrap(), results.remarks)
}

/// Every value with its text, firmness and sources.
fn values(study: &Study) -> Vec<String> {
    let values = study.corridor().values.iter();
    values
        .map(|(table, row, column, value)| {
            let provenance = &value.provenance;
            format!(
                "{table} {row} {column} {} {} {:?}",
                value.text,
                provenance.firmness.as_str(),
                provenance.sources
            )
        })
        .collect()
}

/// A built-in corridor with scenarios of these texts, named `a`, `b`, ... and applied in order.
fn with(base: &str, texts: &[&str]) -> Study {
    with_files(builtin_files(base).unwrap(), texts).unwrap_or_else(|said| panic!("{said}"))
}

fn with_files(files: Files, texts: &[&str]) -> Result<Study, String> {
    let names: Vec<String> = ('a'..).take(texts.len()).map(String::from).collect();
    let mut entries: Vec<(String, Vec<u8>)> = files
        .iter()
        .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
        .collect();
    for (name, text) in names.iter().zip(texts) {
        let text = format!("title = \"Test\"\n{text}");
        entries.push((Files::scenario_file(name), text.into_bytes()));
    }
    let files = Files::from_memory("test", entries);
    Study::from_files_with(files, &names)
        .map_err(|error| kervan::findings_text(&error.findings, error.files.as_ref()))
}

/// The text of a built-in table with words replaced, each of which must be there.
fn edited(base: &str, file: &str, words: &[(&str, &str)]) -> String {
    let files = builtin_files(base).unwrap();
    let mut text = String::from_utf8(files.bytes(file).unwrap().to_vec()).unwrap();
    for (from, to) in words {
        assert!(text.contains(from), "{file} has no `{from}`");
        text = text.replace(from, to);
    }
    text
}

#[test]
fn set_is_a_cell_edited_by_hand() {
    let scenario = with(
        "steppe",
        &[
            "[[change]]\ntable = \"line_sections\"\nrows = [\"gate\", \"dawn-*\"]\n\
           set = { speed = 20, headway = 30 }\nsource = \"INVENTED (reported)\"\n",
        ],
    );
    // The new column stands at the end, in the unit of the dictionary.
    let by_hand = "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],train_pairs [trains/d],source,headway [min]\n\
        dawn-gate,DAWN,GATE-A,400,1520,2,diesel,20,24,INVENTED; speed=INVENTED (reported); headway=INVENTED (reported),30\n\
        gate,GATE-A,GATE-B,10,1520,2,diesel,20,24,INVENTED; speed=INVENTED (reported); headway=INVENTED (reported),30\n\
        gate-shore,GATE-B,SHORE,600,1520,2,diesel,50,24,INVENTED,\n";
    let by_hand = study(overlay("steppe", &[("line_sections.csv", by_hand)]));
    assert_eq!(tables(&scenario), tables(&by_hand));
    assert_eq!(values(&scenario), values(&by_hand));
    assert_ne!(
        tables(&scenario),
        tables(&Study::open("steppe", &[]).unwrap())
    );
}

#[test]
fn scale_is_a_number_multiplied_by_hand() {
    let scenario = with(
        "first",
        &[
            "[[change]]\ntable = \"flows\"\nrows = [\"*\"]\nscale = { volume = 1.5 }\nsource = \"INVENTED\"\n",
        ],
    );
    let flows = edited("first", "flows.csv", &[("20000", "30000")]);
    let by_hand = study(overlay("first", &[("flows.csv", &flows)]));
    assert_eq!(tables(&scenario), tables(&by_hand));
    assert_eq!(values(&scenario), values(&by_hand));
}

#[test]
fn add_is_a_row_written_by_hand() {
    let scenario = with(
        "steppe",
        &["[[change]]\ntable = \"berths\"\nsource = \"INVENTED\"\n\
           add = [{ id = \"shore-2\", terminals = \"SHORE\", length = 150, draught = 5, cranes = 1, crane_rate = 12.5 }]\n\
           [[change]]\ntable = \"background_calls\"\n\
           add = [{ id = \"other\", terminal = \"SHORE\", calls = 100, berth_time = \"uniform(5, 15)\", source = \"INVENTED\" }]\n"],
    );
    let berths = edited("steppe", "berths.csv", &[]) + "shore-2,SHORE,150,5,1,12.5,,INVENTED\n";
    let calls = "id,terminal,calls [calls/yr],berth_time [h],source\nother,SHORE,100,\"uniform(5, 15)\",INVENTED\n";
    let by_hand = study(overlay(
        "steppe",
        &[("berths.csv", &berths), ("background_calls.csv", calls)],
    ));
    assert_eq!(tables(&scenario), tables(&by_hand));
    assert_eq!(values(&scenario), values(&by_hand));
}

#[test]
fn remove_is_a_row_struck_out_by_hand() {
    let scenario = with(
        "steppe",
        &["[[change]]\ntable = \"controls\"\nrows = [\"gate-*\"]\nremove = true\n"],
    );
    let controls = edited("steppe", "controls.csv", &[])
        .lines()
        .filter(|line| !line.starts_with("gate-"))
        .map(|line| format!("{line}\n"))
        .collect::<String>();
    let by_hand = study(overlay("steppe", &[("controls.csv", &controls)]));
    assert_eq!(tables(&scenario), tables(&by_hand));
    assert_eq!(values(&scenario), values(&by_hand));
}

#[test]
fn faster_cranes_save_the_hours_computed_by_hand() {
    // 40 containers by two cranes: 2 h at 10 moves an hour, 1 h at 20; once at each port.
    let rare = "[[change]]\ntable = \"flows\"\nrows = [\"*\"]\nset = { volume = 2433 }\n";
    let files = builtin_files("steppe").unwrap();
    let cranes = String::from_utf8(
        files
            .bytes("scenarios/faster-cranes.toml")
            .unwrap()
            .to_vec(),
    )
    .unwrap();
    let cranes = cranes.split_once('\n').unwrap().1;
    let results = with("steppe", &[rare, cranes])
        .simulate_quietly(&QUICK)
        .unwrap();
    for (place, by_hand) in [("SHORE", 4.0), ("DUSK", 2.0)] {
        let simulated = hours(&results, "dawn-to-dusk", place, Cause::Handling);
        assert!((simulated - by_hand).abs() < 1e-9, "{place}: {simulated}");
    }
    assert!((results.flows[0].mean_d.unwrap().mean * 24.0 - 62.0).abs() < 1e-9);
}

#[test]
fn an_empty_scenario_changes_no_byte() {
    for (corridor, scenario) in [("middle-corridor", "2024"), ("steppe", "a")] {
        let plain = Study::open(corridor, &[]).unwrap();
        let empty = match scenario {
            "a" => with(corridor, &[""]),
            name => Study::open(corridor, &[name.to_owned()]).unwrap(),
        };
        assert_eq!(tables(&plain), tables(&empty), "{corridor}");
        assert_eq!(values(&plain), values(&empty), "{corridor}");
        assert!(empty.applied()[0].effects.is_empty());
    }
}

#[test]
fn a_scenario_is_named_beside_the_settings_and_leaves_the_corridor_alone() {
    let plain = Study::open("steppe", &[]).unwrap();
    let faster = Study::open("steppe", &["faster-cranes".to_owned()]).unwrap();
    assert_eq!(plain.checksum(), faster.checksum());
    let row = |study: &Study, key: &str| {
        let run = study.simulate_quietly(&QUICK).unwrap().run;
        let row = run.into_iter().find(|row| row.key == key);
        row.map(|row| row.value)
    };
    assert_eq!(row(&plain, "scenario"), None);
    assert_eq!(row(&faster, "scenario").as_deref(), Some("faster-cranes"));
    assert_eq!(
        row(&faster, "scenario sha256").map(|sum| sum.len()),
        Some(64)
    );
    let offered = plain.scenarios();
    assert_eq!(
        (offered[0].name.as_str(), offered[0].title.as_deref()),
        ("faster-cranes", Some("Faster cranes at the quays"))
    );
}

#[test]
fn every_scenario_that_is_offered_can_be_applied() {
    for corridor in kervan::builtin_names() {
        for offered in Study::open(&corridor, &[]).unwrap().scenarios() {
            let opened = Study::open(&corridor, std::slice::from_ref(&offered.name));
            assert!(opened.is_ok(), "{}: {opened:?}", offered.name);
        }
    }
}

const SLOW: &str =
    "[[change]]\ntable = \"line_sections\"\nrows = [\"gate\"]\nset = { speed = 5 }\n";
const TWICE: &str =
    "[[change]]\ntable = \"line_sections\"\nrows = [\"gate*\"]\nscale = { speed = 2 }\n";

#[test]
fn the_later_scenario_wins() {
    let speed = |study: &Study| {
        let sections = &study.corridor().line_sections;
        sections[sections.find("gate").unwrap()].speed.as_kmh()
    };
    // 10 km/h in the tables.
    assert_eq!(speed(&with("steppe", &[SLOW, TWICE])), 10.0);
    assert_eq!(speed(&with("steppe", &[TWICE, SLOW])), 5.0);
    let said = with_files(
        builtin_files("steppe").unwrap(),
        &[&format!("{SLOW}{TWICE}")],
    )
    .unwrap_err();
    assert!(said.contains("error[K2304]"), "{said}");
}

#[test]
fn values_are_in_the_unit_of_the_header() {
    let berths = edited(
        "steppe",
        "berths.csv",
        &[("length [m]", "length [km]"), (",150,", ",0.15,")],
    );
    let text = "[[change]]\ntable = \"berths\"\nrows = [\"dusk-1\"]\nset = { length = 0.2 }\n\
        [[change]]\ntable = \"berths\"\n\
        add = [{ id = \"dusk-2\", terminals = \"DUSK\", length = 0.3, draught = 5, cranes = 1, crane_rate = 9 }]\n";
    let study = with_files(overlay("steppe", &[("berths.csv", &berths)]), &[text]).unwrap();
    let corridor = study.corridor();
    for (id, metres) in [("shore-1", 150.0), ("dusk-1", 200.0), ("dusk-2", 300.0)] {
        let berth = &corridor.berths[corridor.berths.find(id).unwrap()];
        assert!((berth.length.as_m() - metres).abs() < 1e-9, "{id}");
    }
    let lengths = study.applied()[0]
        .effects
        .iter()
        .filter(|effect| effect.column.starts_with("length"));
    assert!(lengths.clone().count() == 2 && lengths.clone().all(|e| e.column == "length [km]"));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let reversed = with_files(reversed("steppe"), &[SLOW, TWICE]).unwrap();
    let straight = with("steppe", &[SLOW, TWICE]);
    assert_eq!(tables(&straight), tables(&reversed));
    assert_eq!(values(&straight), values(&reversed));
}

#[test]
fn a_change_without_a_source_is_an_estimate_of_its_scenario() {
    let study = with("steppe", &[SLOW]);
    let provenance = |column: &str| {
        let values = &study.corridor().values;
        let (_, value) = values
            .of_row("line_sections", "gate")
            .find(|(name, _)| *name == column)
            .unwrap();
        value.provenance.clone()
    };
    assert_eq!(provenance("speed").firmness, Firmness::Estimated);
    assert_eq!(provenance("speed").sources, ["scenario-a"]);
    assert_eq!(provenance("tracks").firmness, Firmness::Invented);
    let source = study.corridor().sources.find("scenario-a").unwrap();
    assert_eq!(
        study.corridor().sources[source].title,
        "estimate of the scenario `a`"
    );
}

#[test]
fn a_scenario_brings_its_own_sources() {
    let source = "[[source]]\nid = \"PORT25\"\ntitle = \"Port, 2025\"\ndate = 2025-03-01\nfirmness = \"reported\"\n";
    let change = "[[change]]\ntable = \"berths\"\nrows = [\"dusk-1\"]\nset = { cranes = 3 }\nsource = \"PORT25\"\n";
    let again = change.replace("dusk-1", "shore-1");
    // Both scenarios name the same source, which then stands once.
    let study = with(
        "steppe",
        &[&format!("{source}{change}"), &format!("{source}{again}")],
    );
    assert_eq!(study.corridor().sources.len(), 2);
    for berth in ["dusk-1", "shore-1"] {
        let (_, value) = study
            .corridor()
            .values
            .of_row("berths", berth)
            .find(|(name, _)| *name == "cranes")
            .unwrap();
        assert_eq!(value.provenance.firmness, Firmness::Reported);
    }
}

#[test]
fn a_scenario_made_in_code_is_that_of_the_file_it_renders() {
    let made_by = Origin::file("(made by a test)");
    let cell = |text: &str| Cell::new(text, &made_by);
    let change = |table: &str, kind: ChangeKind| Change {
        origin: made_by.clone(),
        why: None,
        table: cell(table),
        kind,
        source: Some(cell("INVENTED")),
    };
    let scenario = Scenario {
        name: "made".to_owned(),
        title: "Made".to_owned(),
        description: String::new(),
        sources: Vec::new(),
        changes: vec![
            change(
                "berths",
                ChangeKind::Set(Set {
                    rows: vec![cell("*")],
                    values: vec![Assignment {
                        column: cell("crane_rate"),
                        value: cell("12.5"),
                    }],
                }),
            ),
            change(
                "vessels",
                ChangeKind::Scale(Scale {
                    rows: vec![cell("feeder")],
                    factors: vec![Factor {
                        column: cell("speed"),
                        factor: 1.3,
                        origin: made_by.clone(),
                    }],
                }),
            ),
        ],
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("made.toml");
    write_scenario(&scenario, &file).unwrap();
    assert!(write_scenario(&scenario, &file).is_err());
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, render_scenario(&scenario));
    let steppe = Study::open("steppe", &[]).unwrap();
    let made = steppe.changed(scenario.clone()).unwrap();
    let text = text.strip_prefix("title = \"Made\"\n").unwrap();
    let read = with("steppe", &[text]);
    assert_eq!(tables(&made), tables(&read));
    assert_eq!(values(&made), values(&read));
    assert_eq!(made.applied()[0].effects, read.applied()[0].effects);
    // On top of itself its first change sets what is there already.
    let again = made.changed(scenario).unwrap_err();
    assert_eq!(again.findings[0].code.as_str(), "K2301");
}

#[test]
fn an_exported_scenario_gives_the_same_answer() {
    let folder = tempfile::tempdir().unwrap();
    let add = "[[change]]\ntable = \"controls\"\nrows = [\"gate-*\"]\nremove = true\n\
        [[change]]\ntable = \"closures\"\n\
        add = [{ id = \"storms\", nodes = \"SHORE; DUSK\", mean_length = 12, share_by_month = \"0.1;0;0;0;0;0;0;0;0;0;0;0.2\" }]\n";
    let study = with("steppe", &[SLOW, add]);
    let target = folder.path().join("steppe");
    study.export(&target).unwrap();
    assert!(!target.join("scenarios").exists());
    let exported = Study::open(target.to_str().unwrap(), &[]).unwrap();
    assert_eq!(tables(&study), tables(&exported));
    assert_eq!(values(&study), values(&exported));
    // What no change touched is as it was, byte for byte.
    let before = builtin_files("steppe").unwrap();
    for file in ["services.csv", "corridor.toml"] {
        assert_eq!(
            std::fs::read(target.join(file)).unwrap(),
            before.bytes(file).unwrap()
        );
    }
}

#[test]
fn a_folder_offers_its_scenarios_and_takes_files_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("steppe");
    Study::open("steppe", &[]).unwrap().export(&target).unwrap();
    let target = target.to_str().unwrap();
    let elsewhere = folder.path().join("slow.toml");
    std::fs::write(&elsewhere, format!("title = \"Slow\"\n{SLOW}")).unwrap();
    let elsewhere = elsewhere.to_str().unwrap().to_owned();
    let names = ["faster-cranes".to_owned(), elsewhere.clone()];
    let study = Study::open(target, &names).unwrap();
    let applied: Vec<&str> = study
        .applied()
        .iter()
        .map(|applied| applied.scenario.name.as_str())
        .collect();
    assert_eq!(applied, ["faster-cranes", "slow"]);
    // A finding about a changed cell points into the file, with its line.
    std::fs::write(
        &elsewhere,
        format!("title = \"Slow\"\n{}", SLOW.replace('5', "0")),
    )
    .unwrap();
    let error = Study::open(target, &names).unwrap_err();
    let said = kervan::findings_text(&error.findings, error.files.as_ref());
    assert!(said.contains("slow.toml:5:17"), "{said}");
    assert!(said.contains("set = { speed = 0 }"), "{said}");
    let missing = Study::open("steppe", &["faster-crane".to_owned()]).unwrap_err();
    assert_eq!(missing.findings[0].help, "did you mean `faster-cranes`?");
}
