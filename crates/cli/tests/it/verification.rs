//! `kervan verify`: what a shell sees.

use std::path::Path;
use std::process::{Command, Output};

fn verify(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kervan"))
        .arg("verify")
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_page_of_the_format_is_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference/cases.md");
    let printed = text(&verify(&["--schema"]).stdout);
    if std::env::var_os("KERVAN_ACCEPT").is_some_and(|value| value == "1") {
        std::fs::write(&path, &printed).unwrap();
    }
    let page = std::fs::read_to_string(&path)
        .unwrap()
        .replace("\r\n", "\n");
    assert_eq!(page, printed);
}

#[test]
fn a_page_has_every_answer_and_the_rule() {
    let output = verify(&["--only", "blocking"]);
    assert_eq!(output.status.code(), Some(0));
    let page = text(&output.stdout);
    for words in [
        "yard-before-a-full-quay",
        "share blocked at yard",
        "known answer",
        "Markov chain",
        "The rule: ",
        "agree with the known ones",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.lines().all(|line| line.chars().count() <= 120));
}

#[test]
fn json_has_every_answer_and_the_judgement() {
    let output = verify(&["--only", "single_track", "blocking", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["judgement"]["agrees"], true);
    let cases = value["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 5);
    for answer in cases
        .iter()
        .flat_map(|case| case["answers"].as_array().unwrap())
    {
        for key in ["quantity", "known", "answer", "verdict"] {
            assert!(!answer[key].is_null(), "{key}");
        }
    }
}

#[test]
fn unknown_cases_words_and_files_say_so() {
    let output = verify(&["--only", "brakdowns"]);
    assert_eq!(output.status.code(), Some(2));
    let output = verify(&["--cases", "no-such-folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("K1001"));
    let folder = tempfile::tempdir().unwrap();
    let output = verify(&["--cases", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("K5001"));
}
