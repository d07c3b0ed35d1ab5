//! `kervan choice`: what a shell sees.

use std::path::Path;
use std::process::{Command, Output};

const DATA: &str = "\
situation,route,count,price
2024,rail,229,3.289
2024,ocean,7292,4.641
2025,rail,171,3.250
2025,ocean,7292,3.372
";
const SPEC: &str = "generic = [\"price\"]\nreference = \"ocean\"\n";

fn fit(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kervan"))
        .current_dir(folder)
        .args(["choice", "fit", "--data", "data.csv", "--spec", "spec.toml"])
        .args(more)
        .output()
        .unwrap()
}

fn folder(data: &str, spec: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("data.csv"), data).unwrap();
    std::fs::write(folder.path().join("spec.toml"), spec).unwrap();
    folder
}

/// Two situations and two coefficients: the log odds are met exactly.
#[test]
fn a_fit_is_printed_as_a_page_and_as_json() {
    let folder = folder(DATA, SPEC);
    let page = fit(folder.path(), &[]);
    assert_eq!(page.status.code(), Some(0), "{page:?}");
    let page = String::from_utf8(page.stdout).unwrap();
    for words in [
        "price",
        "asc_rail",
        "log-likelihood",
        "rho squared",
        "ocean",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let json = fit(folder.path(), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let value = json["estimates"][0]["coefficient"].as_f64().unwrap();
    let odds = |rail: f64| (rail / 7292.0).ln();
    let gap = (3.289 - 4.641) - (3.250 - 3.372);
    assert!(
        (value - (odds(229.0) - odds(171.0)) / gap).abs() < 1e-9,
        "{value}"
    );
}

#[test]
fn faults_come_all_at_once_with_their_place() {
    let data = DATA.replace("4.641", "dear").replace(",171,", ",many,");
    let folder = folder(&data, SPEC);
    let output = fit(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("data.csv:3:17") && said.contains("data.csv:4:11"),
        "{said}"
    );
    assert!(said.contains("2 findings"), "{said}");
}

#[test]
fn a_specification_that_cannot_be_is_refused() {
    for (spec, words) in [
        ("generic = [\"prize\"]\n", "there is no column `prize`"),
        (
            "generic = [\"price\"]\nreference = \"air\"\n",
            "there is no alternative `air`",
        ),
        ("generic = \"price\"\n", "`generic` is no list of texts"),
        ("generics = [\"price\"]\n", "there is no key `generics`"),
        ("generic = [\"price\"\n", "is not valid TOML"),
        ("keep = [\"all\"]\n", "`all` is no condition"),
        ("constants = false\n", "the utility has no terms"),
    ] {
        let folder = folder(DATA, spec);
        let output = fit(folder.path(), &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(words), "{words}\n{said}");
    }
}
