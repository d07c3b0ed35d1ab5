//! Case files of every shape, sound and damaged.

use std::collections::BTreeSet;

use kervan::{Cases, Files, case_schema, code, findings_text};
use proptest::prelude::*;

const EVERYTHING: &str = r#"
version = 1
title = "Everything"

[[case]]
name = "network"
title = "One of each"
source = "nobody"

[case.run]
replications = 5
seed = 2
confidence = 0.9
warm_up = 10
length = 100
halfwidth = 0.1

[[case.station]]
name = "berth"
servers = 2
service = { urgent = "erlang(2, 1)", ordinary = 1.5 }
discipline = "preemptive resume"
room = 7
when_full = "blocks"
together = 1
breakdowns = { up = "exponential(100)", down = 5, while_working = true, repeat = false }

[[case.station]]
name = "way"
delay = "uniform(1, 2)"

[[case.station]]
name = "train"
departures = { headway = 6, room = 20, running = 9.5 }

[[case.class]]
name = "urgent"
arrivals = "exponential(4)"
batch = "empirical(1:0.5, 3:0.5)"
priority = 2
route = ["berth", "way", "train"]

[[case.class]]
name = "ordinary"
population = 3
entry = { berth = 1 }
routing = { berth = { way = 0.5 }, way = { berth = 0.25 } }

[[case.expect]]
quantity = "quantile of wait"
station = "berth"
class = "urgent"
quantile = 0.9
value = 1
tolerance = 0.1
narrow = 0.1
source = "a guess"

[[case.expect]]
quantity = "share taking longer"
than = 3
value = 0.5

[[case]]
name = "corridor"
corridor = "steppe"
scenario = ["faster-cranes"]
expect = [
    { quantity = "hours", flow = "dawn-to-dusk", place = "DAWN", cause = "handling", value = 4, digits = 9 },
    { quantity = "occupancy", server = "SHORE", value = 0.1 },
]

[[case]]
name = "line"
line = { sections = [{ up = 22, down = 25 }], crossing = 3, in_one_go = 2, headway = 8 }
expect = [{ quantity = "trains a day", value = 30 }]

[[case]]
name = "coverage"
run = { length = 100 }
coverage = { runs = 60, by = "batch means", intervals = [{ level = 0.9, between = [0.8, 1] }] }
station = [{ name = "a", service = 1 }]
class = [{ name = "b", saturated = true }]
expect = [{ quantity = "throughput", value = 1 }]

[[case]]
name = "visits"
station = [{ name = "a", service = "exponential(1)" }, { name = "b", service = "exponential(1)" }]
class = [{ name = "c", arrivals = 9, visits = { a = 2, b = 0.5 } }]
expect = [{ quantity = "mean number", station = "b", value = 1 }]

[[case]]
name = "series"
data = "numbers.csv"
expect = [
    { quantity = "autocorrelation", lag = 1, value = 0 },
    { quantity = "batch means half-width", batches = 2, level = 0.9, value = 0 },
]

[[case]]
name = "capacity"
expect = [{ quantity = "maximum flow", from = "a", to = "b", value = 3 }]
[[case.arc]]
from = "a"
to = "b"
capacity = 3
[[case.demand]]
from = "a"
to = "b"
amount = 2

[[case]]
name = "network-in-a-file"
network = "small.dow"
expect = [{ quantity = "factor", value = 2 }]

[[case]]
name = "failing"
expect = [{ quantity = "reliability", terminals = ["a", "b"], value = 0.9 }]
[[case.edge]]
from = "a"
to = "b"
up = 0.9
one_way = true

[[case]]
name = "choices"
expect = [{ quantity = "coefficient", term = "asc_sea", value = 0 }]
[case.choices]
data = "choices.csv"
terms = ["asc_sea"]
keep = ["who != nobody"]
situation = "who"
alternative = "way"
choice = "times"

[[case]]
name = "paths"
paths = { links = { a = "10", b = "5 + x" }, paths = [["a"], ["b"]], demand = 6 }
expect = [{ quantity = "flow", path = 2, theta = 1.5, value = 5 }]

[[case]]
name = "to be forecast"
series = { values = [4, 6, 5, 9], period = 2, after = [10, 8] }
expect = [{ quantity = "point", model = "naive", step = 3, value = 9 }]

[[case]]
name = "straight"
chain = { demand = "linear", a = 100, b = 1, costs = [10, 20] }
expect = [{ quantity = "price", regime = "successive", carrier = 2, value = 50 }]

[[case]]
name = "bent"
chain = { demand = "isoelastic", A = 1e6, e = 4, costs = [5, 10] }
expect = [{ quantity = "through price", value = 30 }]

[[case]]
name = "steps"
chain = { demand = "exponential", A = 1000, k = 20, costs = [5, 10] }
expect = [{ quantity = "through price", value = 55 }]

[[case]]
name = "chosen"
chain = { demand = "logit", M = 1000, V = 50, mu = 10, costs = [12, 18] }
expect = [{ quantity = "market share", regime = "joint", value = 0.5 }]

[[case]]
name = "coalitions"
game = { players = 2, kind = "profit", values = { 1 = 0, 2 = 0, 3 = 10 } }
expect = [{ quantity = "Shapley value", player = 1, value = 5 }]
"#;

const CHOICES: &str = "who,way,times\n1,rail,5\n1,sea,5\n";
const SMALL: &str = "A TITLE\n 2 1 1\n 1 2 0 8 0\n\n 1 2 4\n";

fn files(name: &str, text: &str) -> Files {
    let entries = [
        (name.to_owned(), text.as_bytes().to_vec()),
        ("numbers.csv".to_owned(), b"x\n1\n2\n4\n3\n".to_vec()),
        ("small.dow".to_owned(), SMALL.as_bytes().to_vec()),
        ("choices.csv".to_owned(), CHOICES.as_bytes().to_vec()),
    ];
    Files::from_memory("cases", entries)
}

fn read(text: &str) -> Result<Cases, Vec<(String, String)>> {
    Cases::from_files(files("case.toml", text)).map_err(|error| {
        let findings = error.findings.iter();
        findings
            .map(|finding| (finding.code.to_string(), finding.message.clone()))
            .collect()
    })
}

#[test]
fn every_key_of_the_format_is_read() {
    let cases = read(EVERYTHING).unwrap();
    assert_eq!(cases.cases().len(), 17);
}

#[test]
fn every_key_is_in_the_example_above_and_each_refuses_nonsense() {
    let schema = case_schema();
    let mut keys = BTreeSet::new();
    for line in schema.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split(" | ").collect();
        // Rows of keys have four columns; those of quantities and distributions fewer.
        if cells.len() >= 4 && !line.contains("; with `") {
            keys.insert(
                cells[0]
                    .trim_start_matches("| ")
                    .trim_matches('`')
                    .to_owned(),
            );
        }
    }
    keys.retain(|key| schema.contains(&format!("\n| `{key}` | ")));
    for key in &keys {
        let written = EVERYTHING.lines().find(|line| {
            line.trim_start().starts_with(&format!("{key} ="))
                || line.contains(&format!("[[case.{key}]]"))
                || line.contains(&format!(" {key} = "))
                || line.contains(&format!("[[{key}]]"))
                || line.contains(&format!("[case.{key}]"))
        });
        assert!(
            written.is_some() || key.contains(' '),
            "`{key}` is not in the example"
        );
    }
    assert!(keys.len() > 40, "{keys:?}");
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_wherever_it_stands() {
    for (number, line) in EVERYTHING.lines().enumerate() {
        let Some((key, value)) = line.split_once(" = ") else {
            continue;
        };
        if line.contains('{') || line.ends_with('[') {
            continue;
        }
        // A text where there was none, a date where there was a text: nothing takes that.
        let other = if value.starts_with('"') {
            "2024-01-01"
        } else {
            "\"nonsense\""
        };
        let damaged: Vec<String> = EVERYTHING
            .lines()
            .enumerate()
            .map(|(at, line)| match at == number {
                true => format!("{key} = {other}"),
                false => line.to_owned(),
            })
            .collect();
        let refused = read(&damaged.join("\n"));
        assert!(
            refused.is_err(),
            "`{key} = {other}` is taken in line {}",
            number + 1
        );
    }
}

#[test]
fn an_unknown_key_is_refused_in_every_table() {
    for heading in [
        "version = 1",
        "[[case]]",
        "[case.run]",
        "[[case.station]]",
        "[[case.class]]",
        "[[case.expect]]",
    ] {
        let text = EVERYTHING.replacen(heading, &format!("{heading}\nnonsense = 1"), 1);
        let refused = read(&text).unwrap_err();
        assert_eq!(
            refused,
            [("K5002".to_owned(), "there is no key `nonsense`".to_owned())]
        );
    }
}

#[test]
fn a_case_in_json_is_the_same_case() {
    let json = r#"{"version": 1, "case": [{"name": "one", "station": [{"name": "a", "service": "exponential(1)"}],
        "class": [{"name": "c", "arrivals": 2}], "expect": [{"quantity": "mean wait", "value": 1}]}]}"#;
    let cases = Cases::from_files(files("case.json", json)).unwrap();
    assert_eq!(cases.cases()[0].name, "one");
}

/// Findings of a folder with two files, each as line, column and message.
fn found(name: &str, known: &str, beside: &str, text: &str) -> Vec<(u32, u32, String)> {
    let entries = [(name, known), (beside, text)];
    let entries = entries.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let error = Cases::from_files(Files::from_memory("cases", entries)).unwrap_err();
    let findings = error.findings.into_iter();
    findings
        .map(|finding| {
            let origin = finding.origin.unwrap();
            (origin.line, origin.column, finding.message)
        })
        .collect()
}

#[test]
fn a_damaged_network_says_all_its_lines_and_columns() {
    let known = r#"{"small": {"max_concurrent_factor": 2}}"#;
    let text = "TITLE\n3 3 2\n1 9 0 5\n1 two 0 5\n2 3 0\n1 3 -4\n2 3 4\nmore\n";
    let found = found("known.json", known, "small.dow", text);
    let places: Vec<(u32, u32)> = found
        .iter()
        .map(|(line, column, _)| (*line, *column))
        .collect();
    assert_eq!(
        places,
        [(3, 3), (4, 3), (5, 1), (6, 5), (8, 1)],
        "{found:?}"
    );
    let short = self::found("known.json", known, "small.dow", "2 2 1\n1 2 0 5\n");
    assert!(
        short
            .iter()
            .any(|(_, _, message)| message.contains("after 1 of 2 arcs")),
        "{short:?}"
    );
    let sizes = self::found("known.json", known, "small.dow", "2 x 1\n");
    assert_eq!(sizes.len(), 1, "{sizes:?}");
}

#[test]
fn a_damaged_list_of_failing_networks_says_where() {
    let text = r#"[
        {"id": "a", "kind": "two-terminal", "nodes": [1, 2], "edges": [[1, 3], [1, 2, 1.5], [1]],
         "edge_up_probability": 0.5, "terminals": [1], "expected": 0.5},
        {"id": "b", "kind": "all-terminal", "directed": true, "edges": [[1, 2]], "edge_up_probability": [0.5, 0.5],
         "expected": 0.5},
        {"id": "c", "edges": [["x", "y"]], "terminals": ["x", "y"]}
    ]"#;
    let found = found("known.json", text, "other.txt", "");
    let lines: Vec<u32> = found.iter().map(|(line, _, _)| *line).collect();
    assert_eq!(lines, [2, 2, 2, 3, 4, 6, 6], "{found:?}");
}

#[test]
fn everything_wrong_is_found_together() {
    let text = "version = 2\n[[case]]\nname = \"\"\ncorridor = 3\nexpect = [{ quantity = \"hours\", value = [] }]\n\
        [[case]]\nstation = [{ name = \"a\", service = \"exponential\", delay = 1 }]\nclass = []\n";
    let refused = read(text).unwrap_err();
    assert!(refused.len() >= 9, "{refused:#?}");
}

#[test]
fn the_built_in_cases_are_sound_and_of_every_kind() {
    let cases = Cases::built_in()
        .unwrap_or_else(|error| panic!("{}", findings_text(&error.findings, error.files.as_ref())));
    let files: BTreeSet<&str> = cases
        .cases()
        .iter()
        .map(|case| case.file.as_str())
        .collect();
    for file in [
        "queueing-basics/cases.json",
        "berth-waiting/table.csv",
        "trains-and-lines/cases.json",
        "corridor-end-to-end/corridor.json",
        "corridor-end-to-end/single_track.json",
        "output-analysis/expected.json",
        "output-analysis/NIST_SmLs02.dat",
        "coverage.toml",
        "corridors.toml",
    ] {
        assert!(files.contains(file), "{file}");
    }
    assert!(cases.cases().iter().all(|case| !case.expects.is_empty()));
}

/// The acceptance cases beside the workspace, read as they are; skipped where they are absent.
#[test]
fn acceptance_cases_are_read_as_they_are() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/oracles");
    if !std::path::Path::new(folder).is_dir() {
        eprintln!("skipped: there are no acceptance cases beside the workspace");
        return;
    }
    let cases = Cases::open(folder)
        .unwrap_or_else(|error| panic!("{}", findings_text(&error.findings, error.files.as_ref())));
    assert!(cases.cases().len() > 100);
    assert!(
        cases
            .notes
            .iter()
            .any(|note| note.contains("holds no cases"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_case_is_read_or_refused_and_never_panics(
        at in 0..EVERYTHING.len(),
        length in 0..30_usize,
        put in "[a-z0-9 =\\[\\]{}\",.-]{0,12}",
    ) {
        let mut text: Vec<char> = EVERYTHING.chars().collect();
        let end = (at + length).min(text.len());
        text.splice(at..end, put.chars());
        let text: String = text.into_iter().collect();
        if let Err(error) = Cases::from_files(files("case.toml", &text)) {
            prop_assert!(!error.findings.is_empty());
            for finding in &error.findings {
                prop_assert!(code::ALL.contains(&finding.code));
                prop_assert!(!finding.help.is_empty() && !finding.expected.is_empty());
            }
            prop_assert!(!findings_text(&error.findings, error.files.as_ref()).is_empty());
        }
    }
}
