//! Verbs, exit codes, files: what a shell sees.

use std::process::{Command, Output};

fn kervan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kervan"))
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const QUICK: [&str; 4] = ["--years", "1", "--replications", "2"];

#[test]
fn an_unknown_corridor_is_one_finding_and_exit_code_1() {
    let output = kervan(&["check", "midle-corridor"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("did you mean `middle-corridor`?"));
}

#[test]
fn a_wrong_command_is_exit_code_2() {
    assert_eq!(kervan(&["simulat", "first"]).status.code(), Some(2));
    assert_eq!(
        kervan(&["simulate", "first", "--years", "many"])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(kervan(&["explain", "K9999"]).status.code(), Some(2));
}

#[test]
fn a_plan_without_its_basis_is_exit_code_2_and_one_of_the_past_too() {
    let output = kervan(&["plan", "steppe", "--target", "2x"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("add `[plan]` to corridor.toml"));
    let output = kervan(&["plan", "middle-corridor", "--from", "2020"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("2020 is past"));
}

#[test]
fn settings_that_cannot_be_run_are_found_together() {
    let output = kervan(&[
        "simulate",
        "first",
        "--years",
        "0",
        "--replications",
        "0",
        "--format",
        "json",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["findings"].as_array().unwrap().len(), 2);
    assert!(
        value["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|finding| finding["code"] == "K4003")
    );
}

#[test]
fn json_has_every_table() {
    let output = kervan(&[&["simulate", "steppe", "--format", "json"], &QUICK[..]].concat());
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for table in [
        "flows",
        "hours_by_cause",
        "server_hours",
        "transit_by_month",
        "transit_distribution",
        "observed",
        "run",
        "warm_up",
        "remarks",
    ] {
        assert!(!value[table].is_null(), "{table}");
    }
    for verb in ["check", "show"] {
        let output = kervan(&[verb, "middle-corridor", "--format", "json"]);
        assert!(
            serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok(),
            "{verb}"
        );
    }
}

#[test]
fn results_are_written_once_and_never_over_others() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("results");
    let target = target.to_str().unwrap();
    let arguments = [
        &["simulate", "steppe", "--out", target, "--log"],
        &QUICK[..],
    ]
    .concat();
    assert!(kervan(&arguments).status.success());
    for file in [
        "flows.csv",
        "flows.parquet",
        "summary.txt",
        "consignment_legs.parquet",
        "train_runs.csv",
    ] {
        assert!(
            std::path::Path::new(target)
                .join(file)
                .metadata()
                .unwrap()
                .len()
                > 0,
            "{file}"
        );
    }
    let again = kervan(&arguments);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("not empty"));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing half written stays behind");
}

#[test]
fn an_exported_corridor_gives_the_same_answer() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("steppe");
    let target = target.to_str().unwrap();
    assert!(kervan(&["export", "steppe", target]).status.success());
    let built_in = kervan(&[&["simulate", "steppe"], &QUICK[..]].concat());
    let exported = kervan(&[&["simulate", target], &QUICK[..]].concat());
    // Only the last line but one names the corridor.
    let lines = |output: &Output| {
        text(&output.stdout)
            .lines()
            .filter(|line| !line.contains("kervan show"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&built_in), lines(&exported));
}

#[test]
fn a_workbook_is_a_corridor_for_every_verb() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let workbook = path("steppe.xlsx");
    let written = kervan(&["export", "steppe", &workbook]);
    assert!(written.status.success());
    assert_eq!(
        text(&written.stderr),
        "not in the workbook: README.md, scenarios/faster-cranes.toml\n"
    );
    let again = kervan(&["export", "first", &workbook]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("is there already; name a new file"));

    assert!(kervan(&["check", &workbook]).status.success());
    assert!(kervan(&["show", &workbook]).status.success());
    let built_in = kervan(&[&["simulate", "steppe"], &QUICK[..]].concat());
    let from_workbook = kervan(&[&["simulate", workbook.as_str()], &QUICK[..]].concat());
    // The line of versions ends with the checksum of the texts as they are.
    let lines = |output: &Output| {
        text(&output.stdout)
            .lines()
            .filter(|line| !line.contains("; corridor "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&built_in), lines(&from_workbook));

    assert!(
        kervan(&["export", &workbook, &path("tables")])
            .status
            .success()
    );
    assert!(kervan(&["check", &path("tables")]).status.success());
}

#[test]
fn a_map_is_written_beside_the_results_and_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let written = kervan(&["export", "first", &path("first.geojson")]);
    assert!(written.status.success());
    assert_eq!(
        text(&written.stderr),
        "left off the map: 2 nodes without a position, and 1 link with such an end\n"
    );
    let results = path("results");
    let arguments = [
        &["simulate", "middle-corridor", "--out", &results],
        &QUICK[..],
    ]
    .concat();
    let simulated = kervan(&arguments);
    assert!(simulated.status.success());
    assert!(!text(&simulated.stderr).contains("left off the map"));
    for map in [path("first.geojson"), path("results/network.geojson")] {
        let bytes = std::fs::read(map).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(value["type"], "FeatureCollection");
    }
}

#[test]
fn calibrate_writes_over_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fits.toml");
    std::fs::write(&file, "mine").unwrap();
    let path = file.to_str().unwrap();
    let refused = kervan(&["calibrate", "middle-corridor", "--out", path]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(
        text(&refused.stderr),
        format!("error: `{path}` is there already; name a new file\n")
    );
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
}

#[test]
fn an_empty_scenario_changes_one_line_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.toml");
    std::fs::write(&empty, "title = \"As it is\"\n").unwrap();
    let plain = kervan(&[&["simulate", "steppe"], &QUICK[..]].concat());
    let scenario = ["--scenario", empty.to_str().unwrap()];
    let same = kervan(&[&["simulate", "steppe"], &scenario[..], &QUICK[..]].concat());
    let (plain, same) = (text(&plain.stdout), text(&same.stdout));
    let named: Vec<&str> = same.lines().filter(|line| !plain.contains(line)).collect();
    assert_eq!(named.len(), 1, "{named:?}");
    assert!(named[0].starts_with("Scenario `empty` (") && named[0].ends_with("): As it is"));
    assert_eq!(same.replace(&format!("{}\n", named[0]), ""), plain);
}

#[test]
fn a_scenario_is_shown_simulated_and_exported_alike() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("changed");
    let target = target.to_str().unwrap();
    let scenario = ["--scenario", "faster-cranes"];
    let shown = kervan(&[&["show", "steppe", "--format", "json"], &scenario[..]].concat());
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    let effect = &shown["applied"][0]["effects"][0];
    assert_eq!(
        (&effect["row"], &effect["before"], &effect["after"]),
        (&"shore-1".into(), &"10".into(), &"20".into())
    );
    assert_eq!(shown["scenarios"][0]["name"], "faster-cranes");
    assert!(
        kervan(&[&["export", "steppe", target], &scenario[..]].concat())
            .status
            .success()
    );
    let json = ["--format", "json"];
    let tables = |arguments: &[&str]| {
        let output = kervan(&[&["simulate"], arguments, &QUICK[..], &json[..]].concat());
        let mut value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        value["run"].take();
        value
    };
    let simulated = tables(&["steppe", "--scenario", "faster-cranes"]);
    assert_eq!(simulated, tables(&[target]));
    assert_ne!(simulated, tables(&["steppe"]));
}

#[test]
fn a_precision_is_read_strictly_and_its_answer_is_on_the_page() {
    let wrong = kervan(&["simulate", "steppe", "--precision", "halfwidth(P9)<0,5days"]);
    assert_eq!(wrong.status.code(), Some(2));
    let said = text(&wrong.stderr);
    for part in [
        "column 11",
        "did you mean `P90`?",
        "write `<=`",
        "column 18",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let unreachable = [
        &["simulate", "steppe", "--precision", "halfwidth(mean)<=1%"][..],
        &["--max-replications", "10"][..],
        &QUICK[..],
    ]
    .concat();
    let output = kervan(&unreachable);
    assert!(output.status.success());
    let page = text(&output.stdout);
    assert!(page.contains("10 replications of 1 year"), "{page}");
    assert!(
        page.contains("asked for halfwidth(mean)<=1%: reached"),
        "{page}"
    );
    let alone = kervan(&["simulate", "steppe", "--max-replications", "10"]);
    assert_eq!(alone.status.code(), Some(2));
}

#[test]
fn a_comparison_is_json_too() {
    let json = kervan(
        &[
            &["compare", "steppe", "faster-cranes", "--format", "json"],
            &QUICK[..],
        ]
        .concat(),
    );
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    for table in ["differences", "unmatched", "run", "warm_up", "remarks"] {
        assert!(!value[table].is_null(), "{table}");
    }
    let wrong = kervan(&["compare", "steppe", "faster-crane"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stderr).contains("did you mean `faster-cranes`?"));
}

#[cfg(unix)]
#[test]
fn an_interruption_stops_cleanly() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("results");
    let mut child = Command::new(env!("CARGO_BIN_EXE_kervan"))
        .args([
            "simulate",
            "middle-corridor",
            "--years",
            "2000",
            "--replications",
            "1000",
            "--warm-up",
            "1",
            "--out",
            target.to_str().unwrap(),
        ])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(
        Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing half written stays behind"
    );
}

#[test]
fn a_tariff_that_cannot_be_is_refused_with_a_way_out() {
    let output = kervan(&["tariff", "steppe"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("markets.csv"));
    let output = kervan(&["tariff"]);
    assert_eq!(output.status.code(), Some(2));
    let output = kervan(&["tariff", "middle-corridor", "--divide", "shaply"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("nucleolus"));
    let output = kervan(&["tariff", "middle-corridor", "--years", "0"]);
    assert_eq!(output.status.code(), Some(2));
    let output = kervan(&["tariff", "middle-corridor", "--settle", "no-such-file.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot be read"));
    let output = kervan(&["tariff", "--game", "no-such-file.json"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn games_and_carriers_of_a_file_are_divided_and_priced() {
    let games = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../verification/revenue-sharing/games.json"
    );
    let output = kervan(&[
        "tariff",
        "--game",
        games,
        "--divide",
        "nucleolus",
        "--format",
        "json",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &value[0]["divisions"][0]["division"];
    assert!((first[0].as_f64().unwrap() - 52687.5).abs() < 1e-3);
    let chains = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../verification/through-tariff/cases.json"
    );
    let output = kervan(&["tariff", "--case", chains, "--regime", "joint"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("65.000000"));
}
