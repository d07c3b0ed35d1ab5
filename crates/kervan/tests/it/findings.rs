//! Every finding: the smallest corridor that has it, its exact words, and its page in the book.
//!
//! A folder of `tests/bad` is laid over a built-in corridor: `base` names it, `remove` lists
//! files to take away, `expected.txt` is what Kervan says, `scenario.toml` is offered as a
//! scenario and applied; every other file is put in place of the one of that name. A folder with a
//! `case.toml` or `case.json` holds cases for `kervan verify`, one with a `series.csv` a series for
//! `kervan forecast`, and no corridor. `cargo xtask golden --accept` rewrites `expected.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kervan::{
    Cases, Files, Finding, Model, SeriesRequest, Settings, Study, builtin_files, code, explain,
    finding_json, findings_text, forecast_series_of,
};
use proptest::prelude::*;

/// Files of a folder that are not files of its corridor.
const OWN_FILES: [&str; 3] = ["base", "expected.txt", "remove"];

/// Files of cases, of which a folder has one.
const CASES: [&str; 2] = ["case.toml", "case.json"];

/// The series of a folder that holds one.
const SERIES: &str = "series.csv";

/// The scenario that is applied to the corridor of a folder.
const SCENARIO: &str = "scenario.toml";

fn manifest_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn pages_folder() -> PathBuf {
    manifest_folder().join("../../docs/src/reference/errors")
}

/// Whether the expected words are to be rewritten.
fn accepts() -> bool {
    std::env::var_os("KERVAN_ACCEPT").is_some_and(|value| value == "1")
}

/// The text of a file with the line ends of Unix, whatever a checkout made of them.
fn text_of(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n")
}

/// A folder of `tests/bad`.
struct Bad {
    folder: PathBuf,
    name: String,
}

impl Bad {
    fn all() -> Vec<Bad> {
        let mut all: Vec<Bad> = fs::read_dir(manifest_folder().join("tests/bad"))
            .expect("the folder of bad corridors is there")
            .map(|entry| {
                let folder = entry.expect("its entries can be listed").path();
                let name = folder
                    .file_name()
                    .expect("it has a name")
                    .to_string_lossy()
                    .into_owned();
                Bad { folder, name }
            })
            .collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    fn code(&self) -> &str {
        self.name
            .split_once('-')
            .map_or(self.name.as_str(), |(code, _)| code)
    }

    fn expected(&self) -> String {
        text_of(&self.folder.join("expected.txt"))
    }

    /// Whether it is about cases for `kervan verify`.
    fn is_case(&self) -> bool {
        CASES.iter().any(|name| self.folder.join(name).is_file())
    }

    /// Whether it is about a series for `kervan forecast`.
    fn is_series(&self) -> bool {
        self.folder.join(SERIES).is_file()
    }

    fn files(&self) -> Files {
        if self.is_series() {
            let bytes = fs::read(self.folder.join(SERIES)).expect("it can be read");
            let mut files = Files::from_memory("series", []);
            files.hold(SERIES, bytes);
            return files;
        }
        if self.is_case() {
            let own = CASES.iter().map(|name| (name, self.folder.join(name)));
            let entries = own
                .filter(|(_, path)| path.is_file())
                .map(|(name, path)| ((*name).to_owned(), fs::read(path).expect("it can be read")));
            return Files::from_memory("cases", entries);
        }
        let base = text_of(&self.folder.join("base"));
        let sound =
            builtin_files(base.trim()).unwrap_or_else(|| panic!("{}: no base `{base}`", self.name));
        let mut entries: BTreeMap<String, Vec<u8>> = sound
            .iter()
            .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
            .collect();
        for name in text_of(&self.folder.join("remove")).lines() {
            assert!(
                entries.remove(name).is_some(),
                "{}: `{name}` is not there to be removed",
                self.name
            );
        }
        for entry in fs::read_dir(&self.folder).expect("the folder can be listed") {
            let path = entry.expect("its entries can be listed").path();
            let name = path
                .file_name()
                .expect("it has a name")
                .to_string_lossy()
                .into_owned();
            if !OWN_FILES.contains(&name.as_str()) {
                let name = match name.as_str() {
                    SCENARIO => format!("scenarios/{name}"),
                    _ => name,
                };
                entries.insert(name, fs::read(&path).expect("it can be read"));
            }
        }
        Files::from_memory(base.trim(), entries)
    }

    fn findings(&self) -> Vec<Finding> {
        if self.is_series() {
            let request = SeriesRequest {
                file: SERIES.to_owned(),
                period: None,
                model: Model::AutomaticEts,
                horizon: 1,
                seed: 1,
            };
            return match forecast_series_of(self.files(), &request) {
                Ok(_) => panic!("{}: the series is sound", self.name),
                Err(error) => error.findings,
            };
        }
        if self.is_case() {
            return match Cases::from_files(self.files()) {
                Ok(_) => panic!("{}: the cases are sound", self.name),
                Err(error) => error.findings,
            };
        }
        let scenarios: &[String] = match self.folder.join(SCENARIO).is_file() {
            true => &["scenario".to_owned()],
            false => &[],
        };
        match Study::from_files_with(self.files(), scenarios) {
            Ok(_) => panic!("{}: the corridor is sound", self.name),
            Err(error) => error.findings,
        }
    }
}

/// What a page shows of an `expected.txt`: the findings without the count at the end.
fn shown_in_page(expected: &str) -> &str {
    expected
        .trim_end()
        .rsplit_once("\n\n")
        .map_or(expected, |(findings, _)| findings)
}

fn assert_complete(finding: &Finding, whose: &str) {
    assert!(
        !finding.message.is_empty(),
        "{whose}: no message in {finding:?}"
    );
    assert!(
        !finding.expected.is_empty(),
        "{whose}: no expectation in {finding:?}"
    );
    assert!(!finding.help.is_empty(), "{whose}: no help in {finding:?}");
}

#[test]
fn every_bad_corridor_is_refused_in_these_words() {
    let mut different = Vec::new();
    for bad in Bad::all() {
        let said = findings_text(&bad.findings(), Some(&bad.files()));
        let expected = bad.expected();
        if said == expected {
            continue;
        }
        if accepts() {
            fs::write(bad.folder.join("expected.txt"), &said).expect("it can be written");
            accept_in_page(&bad, &expected, &said);
        } else {
            different.push(format!(
                "{}\n--- expected\n{expected}--- said\n{said}",
                bad.name
            ));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// Puts the new words where the page of the code shows the old ones.
fn accept_in_page(bad: &Bad, old: &str, new: &str) {
    let path = pages_folder().join(format!("{}.md", bad.code()));
    let page = text_of(&path);
    let old = shown_in_page(old);
    if !old.is_empty() && page.contains(old) {
        fs::write(&path, page.replace(old, shown_in_page(new))).expect("it can be written");
    }
}

#[test]
fn every_bad_corridor_has_the_fault_it_is_named_for_and_no_other() {
    for bad in Bad::all() {
        let findings = bad.findings();
        assert!(!findings.is_empty(), "{}: no findings", bad.name);
        for finding in &findings {
            assert_eq!(finding.code.as_str(), bad.code(), "{}", bad.name);
            assert_complete(finding, &bad.name);
        }
        assert!(
            accepts() || !bad.expected().is_empty(),
            "{}: nothing is expected",
            bad.name
        );
    }
}

#[test]
fn every_code_of_reading_and_of_the_corridor_has_a_bad_corridor() {
    let known: BTreeSet<&str> = code::ALL.iter().map(|code| code.as_str()).collect();
    let all = Bad::all();
    let shown: BTreeSet<&str> = all.iter().map(Bad::code).collect();
    for code in known.iter().filter(|code| !code.starts_with("K4")) {
        assert!(shown.contains(code), "no folder in tests/bad shows {code}");
    }
    for code in &shown {
        assert!(known.contains(code), "{code} is no code");
    }
}

#[test]
fn every_code_has_a_page_that_shows_what_kervan_says() {
    let all = Bad::all();
    for code in code::ALL {
        let page = explain(code.as_str()).expect("the code has a page");
        assert!(
            page.starts_with(&format!("# {code}: ")),
            "the title of {code}"
        );
        for heading in ["\n## Example\n", "\n## What to do\n"] {
            assert!(page.contains(heading), "{code} has no {}", heading.trim());
        }
        let own: Vec<&Bad> = all
            .iter()
            .filter(|bad| bad.code() == code.as_str())
            .collect();
        let says = own.is_empty()
            || own
                .iter()
                .any(|bad| page.contains(shown_in_page(&bad.expected())));
        assert!(
            accepts() || says,
            "the page of {code} shows no expected.txt as it is"
        );
    }
}

#[test]
fn the_list_of_codes_has_every_code_with_its_page() {
    let list = text_of(&pages_folder().join("README.md"));
    for code in code::ALL {
        assert!(
            list.contains(&format!("[{code}]({code}.md)")),
            "{code} is not listed"
        );
    }
}

#[test]
fn a_folder_that_is_not_there_is_unreadable() {
    let folder = tempfile::tempdir().expect("a folder");
    let findings = refusal(&folder.path().join("none"));
    assert_eq!(codes(&findings), ["K1001"]);
    assert!(
        findings[0].message.ends_with("` cannot be read"),
        "{}",
        findings[0].message
    );
}

#[test]
fn a_file_in_place_of_a_folder_is_unreadable() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("nodes.csv");
    fs::write(&file, "id\n").expect("it can be written");
    assert_eq!(codes(&refusal(&file)), ["K1001"]);
}

#[test]
fn a_name_that_is_nearly_a_built_in_corridor_is_offered() {
    let error = Study::open("frist", &[]).expect_err("there is no such corridor");
    assert_eq!(codes(&error.findings), ["K1001"]);
    assert_eq!(error.findings[0].message, "there is no corridor `frist`");
    assert_eq!(error.findings[0].help, "did you mean `first`?");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_unreadable() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().expect("a folder");
    let files = builtin_files("first").expect("it is built in");
    for (name, bytes) in files.iter() {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    let nodes = folder.path().join("nodes.csv");
    fs::set_permissions(&nodes, fs::Permissions::from_mode(0o000)).expect("it can be closed");
    // Permissions do not bind a superuser, and there is nothing to see then.
    if fs::read(&nodes).is_ok() {
        return;
    }
    let findings = refusal(folder.path());
    assert_eq!(codes(&findings), ["K1001"]);
    assert_eq!(findings[0].message, "`nodes.csv` cannot be read");
}

#[test]
fn a_folder_without_a_corridor_says_what_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let findings = refusal(folder.path());
    assert_eq!(codes(&findings), ["K1001"]);
    assert_eq!(findings[0].message, "`corridor.toml` is missing");
}

#[test]
fn the_scenario_that_is_damaged_below_is_sound() {
    let steppe = builtin_files("steppe").expect("it is built in");
    let mut entries: Vec<(String, Vec<u8>)> = steppe
        .iter()
        .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
        .collect();
    let text = EVERYTHING.as_bytes().to_vec();
    entries.push(("scenarios/scenario.toml".to_owned(), text));
    let files = Files::from_memory("steppe", entries);
    let study = Study::from_files_with(files, &["scenario".to_owned()]).expect("it is sound");
    assert_eq!(study.applied()[0].effects.len(), 8 + 2 + 7 + 2);
}

#[test]
fn settings_out_of_range_are_found_together() {
    let settings = Settings {
        years: 0,
        replications: 0,
        ..Settings::default()
    };
    let findings = settings.check().expect_err("they cannot be run");
    assert_eq!(codes(&findings), ["K4003", "K4003"]);
    assert_eq!(findings[0].message, "`years` is 0");
    findings
        .iter()
        .for_each(|finding| assert_complete(finding, "settings"));
    let page = explain("K4003").expect("the code has a page");
    let years = Settings {
        years: 0,
        ..Settings::default()
    };
    let said = findings_text(&years.check().expect_err("it cannot be run"), None);
    assert!(page.contains(shown_in_page(&said)), "{said}");
}

fn refusal(path: &Path) -> Vec<Finding> {
    let findings = Study::open(&path.display().to_string(), &[])
        .expect_err("it is no corridor")
        .findings;
    findings
        .iter()
        .for_each(|finding| assert_complete(finding, "opening"));
    findings
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

/// What may be put into a cell.
const ODD_CELLS: [&str; 20] = [
    "",
    "NaN",
    "1e999",
    "-1",
    "0",
    "1e300",
    "99999999999999999999",
    "0.0000001",
    "; ;",
    "@",
    "WEST",
    "\"",
    "\"a, b\"",
    "\r",
    "mixture(",
    "\"mixture(1 * mixture(1 * 2))\"",
    "24/7",
    "daily 24:00",
    "ü\u{1F682}\u{200F}",
    "[km]",
];

/// One change to the files of a corridor; positions count round where there are fewer.
#[derive(Clone, Debug)]
enum Mutation {
    FlipByte {
        file: usize,
        at: usize,
        with: u8,
    },
    DeleteLine {
        file: usize,
        line: usize,
    },
    RepeatCell {
        file: usize,
        line: usize,
        cell: usize,
    },
    PutCell {
        file: usize,
        line: usize,
        cell: usize,
        text: usize,
    },
    RepeatLine {
        file: usize,
        line: usize,
    },
    RemoveFile {
        file: usize,
    },
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let (file, line, cell) = (0..20_usize, 0..8_usize, 0..12_usize);
    prop_oneof![
        2 => (file.clone(), 0..2000_usize, 1..=255_u8).prop_map(|(file, at, with)| Mutation::FlipByte { file, at, with }),
        1 => (file.clone(), line.clone()).prop_map(|(file, line)| Mutation::DeleteLine { file, line }),
        1 => (file.clone(), line.clone(), cell.clone()).prop_map(|(file, line, cell)| Mutation::RepeatCell { file, line, cell }),
        6 => (file.clone(), line.clone(), cell, 0..ODD_CELLS.len())
            .prop_map(|(file, line, cell, text)| Mutation::PutCell { file, line, cell, text }),
        1 => (file.clone(), line).prop_map(|(file, line)| Mutation::RepeatLine { file, line }),
        1 => file.prop_map(|file| Mutation::RemoveFile { file }),
    ]
}

impl Mutation {
    fn apply(&self, entries: &mut BTreeMap<String, Vec<u8>>) {
        use Mutation::*;
        let (FlipByte { file, .. }
        | DeleteLine { file, .. }
        | RepeatCell { file, .. }
        | PutCell { file, .. }
        | RepeatLine { file, .. }
        | RemoveFile { file }) = self;
        let names: Vec<String> = entries.keys().cloned().collect();
        let Some(name) = names.get(file % names.len().max(1)) else {
            return;
        };
        if let RemoveFile { .. } = self {
            entries.remove(name);
            return;
        }
        let bytes = entries.entry(name.clone()).or_default();
        if bytes.is_empty() {
            return;
        }
        if let FlipByte { at, with, .. } = self {
            let at = at % bytes.len();
            bytes[at] ^= with;
            return;
        }
        let mut lines: Vec<String> = String::from_utf8_lossy(bytes)
            .split('\n')
            .map(str::to_owned)
            .collect();
        let count = lines.len();
        match self {
            DeleteLine { line, .. } => {
                lines.remove(line % count);
            }
            RepeatLine { line, .. } => lines.push(lines[line % count].clone()),
            RepeatCell { line, cell, .. } => {
                change_cell(&mut lines[line % count], *cell, |cells, at| {
                    cells.insert(at, cells[at].clone());
                })
            }
            PutCell {
                line, cell, text, ..
            } => change_cell(&mut lines[line % count], *cell, |cells, at| {
                cells[at] = ODD_CELLS[*text].to_owned();
            }),
            FlipByte { .. } | RemoveFile { .. } => {}
        }
        *bytes = lines.join("\n").into_bytes();
    }
}

/// A sound scenario of `steppe` that does everything a scenario can do.
const EVERYTHING: &str = r#"title = "Everything"
[[source]]
id = "X"
title = "x"
[[change]]
table = "line_sections"
rows = ["gate", "dawn-*"]
set = { speed = 20, headway = "30", traction = "mixed", background_trains = 1.5 }
source = "INVENTED"
[[change]]
table = "flows"
rows = ["*"]
scale = { volume = 0.5, lot = 2 }
[[change]]
table = "berths"
add = [{ id = "shore-2", terminals = "SHORE", length = 150, draught = 5, cranes = 1, crane_rate = 12.5 }]
[[change]]
table = "controls"
rows = ["gate-*"]
remove = true
"#;

fn change_cell(line: &mut String, cell: usize, change: impl Fn(&mut Vec<String>, usize)) {
    let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
    let at = cell % cells.len();
    change(&mut cells, at);
    *line = cells.join(",");
}

/// Opens the files, which must not panic, and looks at the refusal if it is one.
fn open_and_judge(files: Files, scenarios: &[String]) {
    let Err(error) = Study::from_files_with(files, scenarios) else {
        return;
    };
    assert!(!error.findings.is_empty(), "refused without a finding");
    for finding in &error.findings {
        assert!(
            code::ALL.contains(&finding.code),
            "{} is no code",
            finding.code
        );
        assert_complete(finding, "a mutated corridor");
        assert!(finding_json(finding, error.files.as_ref()).is_object());
    }
    assert!(!findings_text(&error.findings, error.files.as_ref()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_corridor_is_opened_or_refused_and_never_panics(
        base in prop_oneof![Just("first"), Just("steppe")],
        mutations in prop::collection::vec(mutation(), 1..5),
    ) {
        let sound = builtin_files(base).expect("it is built in");
        let mut entries: BTreeMap<String, Vec<u8>> = sound.iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
        mutations.iter().for_each(|mutation| mutation.apply(&mut entries));
        open_and_judge(Files::from_memory(base, entries), &[]);
    }

    #[test]
    fn a_damaged_scenario_is_applied_or_refused_and_never_panics(
        mutations in prop::collection::vec(mutation(), 1..3),
    ) {
        let file = "scenarios/scenario.toml".to_owned();
        let mut entries = BTreeMap::from([(file, EVERYTHING.as_bytes().to_vec())]);
        mutations.iter().for_each(|mutation| mutation.apply(&mut entries));
        let steppe = builtin_files("steppe").expect("it is built in");
        entries.extend(steppe.iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())));
        open_and_judge(Files::from_memory("steppe", entries), &["scenario".to_owned()]);
    }

    #[test]
    fn junk_in_place_of_a_file_is_refused_and_never_panics(
        file in 0..20_usize,
        junk in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let sound = builtin_files("steppe").expect("it is built in");
        let mut entries: BTreeMap<String, Vec<u8>> = sound.iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
        let names: Vec<String> = entries.keys().cloned().collect();
        entries.insert(names[file % names.len()].clone(), junk);
        open_and_judge(Files::from_memory("steppe", entries), &[]);
    }

    #[test]
    fn signs_of_a_table_in_any_order_are_refused_and_never_panic(
        text in "[\"',;\\[\\]@()a-c0-9.\\r\\n +*:-]{0,200}",
        under_its_header in any::<bool>(),
    ) {
        let sound = builtin_files("first").expect("it is built in");
        let mut entries: BTreeMap<String, Vec<u8>> = sound.iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
        let header = "id,name,country,time_zone,source\n";
        entries.insert("nodes.csv".to_owned(), if under_its_header { format!("{header}{text}") } else { text }.into_bytes());
        open_and_judge(Files::from_memory("first", entries), &[]);
    }
}
