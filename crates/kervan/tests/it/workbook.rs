//! A corridor in a workbook: the same corridor, and findings that name the cell.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use kervan::{Files, Settings, Study, builtin_files, finding_json, findings_text, results_json};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tempfile::TempDir;

const BUILT_IN: [&str; 3] = ["first", "steppe", "middle-corridor"];

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn exported(name: &str, folder: &Path) -> PathBuf {
    let file = folder.join(format!("{name}.xlsx"));
    Study::open(name, &[])
        .unwrap()
        .export_workbook(&file)
        .unwrap();
    file
}

fn open(file: &Path) -> Study {
    Study::open(&file.display().to_string(), &[]).unwrap_or_else(|error| {
        panic!("{}", findings_text(&error.findings, error.files.as_ref()));
    })
}

/// What Kervan says of a workbook that it refuses.
fn refusal(file: &Path) -> String {
    let error = Study::open(&file.display().to_string(), &[]).expect_err("it is refused");
    findings_text(&error.findings, error.files.as_ref())
}

fn rows_of(bytes: &[u8]) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes)
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn tables_of(files: &Files) -> BTreeMap<String, Vec<Vec<String>>> {
    files
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_suffix(".csv")?.to_owned(), rows_of(bytes))))
        .collect()
}

/// A workbook of the corridor `first`, every cell a text, changed before it is written.
struct Sheets {
    cells: BTreeMap<String, Vec<Vec<String>>>,
}

impl Sheets {
    fn of_first() -> Sheets {
        let mut cells = tables_of(&builtin_files("first").unwrap());
        let corridor = [
            ["key", "value"],
            ["title", "First"],
            ["description", "Two terminals"],
            ["base_year", "2024"],
            ["first_day", "2024-01-01"],
            ["real", "false"],
            ["transit.name", "Westport to Eastport"],
            ["transit.from", "WEST"],
            ["transit.to", "EAST"],
        ];
        let corridor = corridor.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        cells.insert("corridor".to_owned(), corridor);
        Sheets { cells }
    }

    /// Puts a text into a cell, rows and columns from 1, making room for it.
    fn put(mut self, sheet: &str, (row, column): (usize, usize), text: &str) -> Sheets {
        let rows = self.cells.entry(sheet.to_owned()).or_default();
        rows.resize(rows.len().max(row), Vec::new());
        let cells = &mut rows[row - 1];
        cells.resize(cells.len().max(column), String::new());
        cells[column - 1] = text.to_owned();
        self
    }

    fn workbook(&self) -> Workbook {
        let mut workbook = Workbook::new();
        for (name, rows) in &self.cells {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            for (row, cells) in (0..).zip(rows) {
                for (column, text) in (0..).zip(cells) {
                    sheet.write_string(row, column, text).unwrap();
                }
            }
        }
        workbook
    }

    fn write(&self, folder: &Path) -> PathBuf {
        save(self.workbook(), folder)
    }
}

fn save(mut workbook: Workbook, folder: &Path) -> PathBuf {
    let file = folder.join("my.xlsx");
    workbook.save(&file).unwrap();
    file
}

#[test]
fn a_built_in_corridor_comes_back_with_the_same_cells_and_answers() {
    let folder = folder();
    let settings = Settings {
        years: 1,
        replications: 2,
        ..Settings::default()
    };
    for name in BUILT_IN {
        let back = Files::open(&exported(name, folder.path())).unwrap();
        let (there, here) = (tables_of(&builtin_files(name).unwrap()), tables_of(&back));
        assert_eq!(
            there.keys().collect::<Vec<_>>(),
            here.keys().collect::<Vec<_>>()
        );
        for (table, rows) in &there {
            assert_eq!(rows.len(), here[table].len(), "{name}, {table}");
            for (there, here) in rows.iter().zip(&here[table]) {
                assert_eq!(there.len(), here.len(), "{name}, {table}, {there:?}");
                for (there, here) in there.iter().zip(here) {
                    // A number is written as short as it can be: 44.20 comes back as 44.2.
                    let is_same_number = there
                        .parse::<f64>()
                        .is_ok_and(|number| here.parse() == Ok(number));
                    assert!(there == here || is_same_number, "{there} became {here}");
                }
            }
        }
        let answers = |study: &Study| {
            let mut value = results_json(&study.simulate_quietly(&settings).unwrap()).unwrap();
            // The checksum is that of the files as they are.
            if let Some(rows) = value["run"].as_array_mut() {
                rows.retain(|row| row["key"] != "corridor sha256");
            }
            value.to_string()
        };
        let back = Study::from_files(back).unwrap();
        assert_eq!(answers(&Study::open(name, &[]).unwrap()), answers(&back));
        // Once it has been a workbook, nothing changes any more.
        let again = folder.path().join(format!("{name}-again.xlsx"));
        back.export_workbook(&again).unwrap();
        let again = Study::open(&again.display().to_string(), &[]).unwrap();
        assert_eq!(back.checksum(), again.checksum());
    }
}

#[test]
fn a_workbook_has_the_same_bytes_each_time_and_is_never_written_over() {
    let (one, other) = (folder(), folder());
    let first = exported("steppe", one.path());
    let bytes = fs::read(&first).unwrap();
    assert_eq!(bytes, fs::read(exported("steppe", other.path())).unwrap());

    let error = Study::open("first", &[]).unwrap().export_workbook(&first);
    assert!(error.unwrap_err().to_string().contains("is there already"));
    assert_eq!(bytes, fs::read(&first).unwrap());
    assert_eq!(fs::read_dir(one.path()).unwrap().count(), 1);
}

#[test]
fn the_files_that_have_no_place_in_a_workbook_are_named() {
    let folder = folder();
    let study = Study::open("first", &[]).unwrap();
    let left_out = study.export_workbook(&folder.path().join("first.xlsx"));
    assert_eq!(left_out.unwrap(), ["README.md"]);
    let study = Study::open("steppe", &[]).unwrap();
    let left_out = study.export_workbook(&folder.path().join("steppe.xlsx"));
    assert_eq!(
        left_out.unwrap(),
        ["README.md", "scenarios/faster-cranes.toml"]
    );
}

/// Halves the machines, and has three vessels.
const SCENARIO: &str = "title = \"Half\"\n\n[[change]]\ntable = \"flows\"\nrows = [\"*\"]\n\
    scale = { volume = 0.5 }\n\n[[change]]\ntable = \"vessels\"\nrows = [\"feeder\"]\nset = { count = 3 }\n";

#[test]
fn a_workbook_takes_a_scenario_and_is_written_as_it_changes_it() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("half.toml"), SCENARIO).unwrap();
    let scenario = [path("half.toml")];
    exported("steppe", folder.path());
    let changed = Study::open(&path("steppe.xlsx"), &scenario).unwrap();
    changed
        .export_workbook(Path::new(&path("half.xlsx")))
        .unwrap();
    changed.export(Path::new(&path("half"))).unwrap();
    let settings = Settings {
        years: 1,
        replications: 2,
        warm_up_years: Some(0),
        ..Settings::default()
    };
    let answers = |study: &Study| {
        let mut value = results_json(&study.simulate_quietly(&settings).unwrap()).unwrap();
        value["run"].take();
        value.to_string()
    };
    let expected = answers(&Study::open("steppe", &scenario).unwrap());
    assert_eq!(expected, answers(&changed));
    assert_ne!(expected, answers(&Study::open("steppe", &[]).unwrap()));
    for written in ["half.xlsx", "half"] {
        let again = Study::open(&path(written), &[]).unwrap();
        assert_eq!(expected, answers(&again), "{written}");
    }
}

#[test]
fn a_map_with_a_scenario_is_that_of_the_changed_network() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let scenario = "title = \"Slow\"\n\n[[change]]\ntable = \"sea_links\"\nrows = [\"KZ-AKU__AZ-ALA\"]\n\
        set = { distance = 555 }\n";
    fs::write(path("far.toml"), scenario).unwrap();
    exported("middle-corridor", folder.path());
    let study = Study::open(&path("middle-corridor.xlsx"), &[path("far.toml")]).unwrap();
    study.export_map(Path::new(&path("far.geojson"))).unwrap();
    let text = fs::read_to_string(path("far.geojson")).unwrap();
    assert!(text.contains("\"distance_km\":555.0"));
}

#[test]
fn a_finding_in_a_scenario_names_its_file_and_a_workbook_offers_none() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    exported("steppe", folder.path());
    let said = |scenario: &str| {
        let opened = Study::open(&path("steppe.xlsx"), &[scenario.to_owned()]);
        let error = opened.expect_err("it is refused");
        findings_text(&error.findings, error.files.as_ref())
    };
    let file = path("half.toml");
    fs::write(&file, SCENARIO.replace("count = 3", "count = -3")).unwrap();
    let refused = said(&file);
    assert!(refused.starts_with("error[K1303]"), "{refused}");
    assert!(refused.contains(&format!("--> {file}:11:")), "{refused}");
    let unknown = said("faster-cranes");
    assert!(unknown.starts_with("error[K1001]"), "{unknown}");
    assert!(
        unknown.contains("a workbook offers no scenarios; give the path of a scenario file"),
        "{unknown}"
    );
}

#[test]
fn a_finding_names_sheet_row_column_and_cell() {
    let folder = folder();
    let file = Sheets::of_first()
        .put("terminals", (3, 4), "-2")
        .write(folder.path());
    let error = Study::open(&file.display().to_string(), &[]).unwrap_err();
    let said = findings_text(&error.findings, error.files.as_ref());
    assert!(
        said.contains("--> my.xlsx, sheet terminals, row 3, column 4 (D3)\n"),
        "{said}"
    );
    let json = finding_json(&error.findings[0], error.files.as_ref());
    assert_eq!(json["file"], "my.xlsx");
    assert_eq!(json["sheet"], "terminals");
    assert_eq!(json["cell"], "D3");
    assert_eq!(json["line"], 3);
    assert_eq!(json["column"], 4);
}

#[test]
fn commas_and_quotes_in_a_row_do_not_move_the_cell() {
    let folder = folder();
    let said = refusal(
        &Sheets::of_first()
            .put("nodes", (2, 2), "West, \"the\" port")
            .put("nodes", (2, 4), "No/Where")
            .write(folder.path()),
    );
    assert!(said.contains("row 2, column 4 (D2)\n"), "{said}");
}

#[test]
fn a_finding_in_the_corridor_sheet_names_key_or_value() {
    let folder = folder();
    let said = refusal(
        &Sheets::of_first()
            .put("corridor", (4, 2), "long ago")
            .put("corridor", (12, 1), "titel")
            .put("corridor", (12, 2), "First")
            .write(folder.path()),
    );
    assert!(
        said.contains("sheet corridor, row 4, column 2 (B4)\n"),
        "{said}"
    );
    assert!(
        said.contains("sheet corridor, row 12, column 1 (A12)\n"),
        "{said}"
    );
    assert!(said.contains("did you mean `title`?"), "{said}");
}

#[test]
fn empty_rows_and_columns_before_a_table_are_counted() {
    let folder = folder();
    let mut sheets = Sheets::of_first();
    let mut rows = sheets.cells["flows"].clone();
    rows.splice(0..0, [vec![], vec![]]);
    sheets.cells.insert("flows".to_owned(), rows);
    assert_eq!(open(&sheets.write(folder.path())).name(), "my");
    let said = refusal(&sheets.put("flows", (4, 2), "NORTH").write(folder.path()));
    assert!(
        said.contains("sheet flows, row 4, column 2 (B4)\n"),
        "{said}"
    );
}

#[test]
fn sheets_of_notes_are_left_alone_and_others_are_found() {
    let folder = folder();
    let sheets = Sheets::of_first()
        .put("_notes", (1, 1), "ask the port")
        .put("#old", (9, 9), "=");
    open(&sheets.write(folder.path()));
    let said = refusal(&sheets.put("Flow", (1, 1), "id").write(folder.path()));
    assert!(said.starts_with("error[K1102]"), "{said}");
    assert!(said.contains("--> my.xlsx, sheet Flow\n"), "{said}");
    assert!(said.contains("did you mean `flows.csv`?"), "{said}");
}

#[test]
fn a_formula_is_what_it_was_last_calculated_to_be() {
    let folder = folder();
    let sheets = Sheets::of_first();
    let with = |result: &str| {
        let mut workbook = sheets.workbook();
        let sheet = workbook.worksheet_from_name("flows").unwrap();
        let formula = Formula::new("=2*10000").set_result(result);
        sheet.write_formula(1, 5, formula).unwrap();
        save(workbook, folder.path())
    };
    let study = open(&with("20000"));
    assert_eq!(study.corridor().flows.rows()[0].volume, 20_000.0);

    let said = refusal(&with("#REF!"));
    assert!(said.starts_with("error[K1306]"), "{said}");
    assert!(
        said.contains("sheet flows, row 2, column 6 (F2)\n"),
        "{said}"
    );
    assert!(said.ends_with("1 finding; `kervan explain CODE` says more about a code\n"));
}

#[test]
fn a_formula_that_was_never_calculated_is_found() {
    let folder = folder();
    let mut workbook = Sheets::of_first().workbook();
    let sheet = workbook.worksheet_from_name("flows").unwrap();
    let formula = Formula::new("=2*10000").set_result("31337");
    sheet.write_formula(1, 5, formula).unwrap();
    // As a program writes it that cannot calculate: the formula without a value.
    let whole = workbook.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let mut entry = archive.by_index(position).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let name = entry.name().unwrap().into_owned();
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).unwrap();
        let text = text.replace("<v>31337</v>", "");
        writer.write_all(text.as_bytes()).unwrap();
    }
    let file = folder.path().join("my.xlsx");
    fs::write(&file, writer.finish().unwrap().into_inner()).unwrap();
    let said = refusal(&file);
    assert!(said.starts_with("error[K1306]"), "{said}");
    assert!(said.contains("`#NOT CALCULATED!`"), "{said}");
}

#[test]
fn an_error_in_the_corridor_sheet_is_found() {
    let folder = folder();
    let sheets = Sheets::of_first().put("corridor", (2, 2), "#N/A");
    let said = refusal(&sheets.write(folder.path()));
    assert!(said.starts_with("error[K1306]"), "{said}");
    assert!(said.contains("row 2, column 2 (B2)\n"), "{said}");
}

#[test]
fn days_are_read_as_days() {
    let folder = folder();
    let mut workbook = Sheets::of_first().workbook();
    let sheet = workbook.worksheet_from_name("corridor").unwrap();
    let day = ExcelDateTime::from_ymd(2025, 3, 1).unwrap();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    sheet
        .write_datetime_with_format(4, 1, &day, &format)
        .unwrap();
    let study = open(&save(workbook, folder.path()));
    assert_eq!(study.corridor().first_day, (2025, 3, 1));
}

#[test]
fn a_workbook_without_a_sheet_corridor_is_refused() {
    let folder = folder();
    let mut sheets = Sheets::of_first();
    sheets.cells.remove("corridor");
    let said = refusal(&sheets.write(folder.path()));
    assert!(
        said.starts_with("error[K1001]: `my.xlsx` has no sheet `corridor`"),
        "{said}"
    );
}

#[test]
fn a_sheet_that_reaches_too_far_is_refused() {
    let folder = folder();
    let mut workbook = Sheets::of_first().workbook();
    let sheet = workbook.worksheet_from_name("flows").unwrap();
    sheet.write_string(1_048_575, 16_383, "x").unwrap();
    let said = refusal(&save(workbook, folder.path()));
    assert!(
        said.contains("sheet `flows` reaches to cell XFD1048576"),
        "{said}"
    );
}

/// The least of a compound file: one directory that says what is in it.
fn compound_file(content: &str) -> Vec<u8> {
    const FREE: u32 = 0xFFFF_FFFF;
    const END: u32 = 0xFFFF_FFFE;
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut put = |at: usize, value: u32| bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(24, 0x0003_003E);
    put(28, 0x0009_FFFE);
    put(32, 6);
    put(44, 1);
    put(48, 1);
    put(56, 4096);
    put(60, END);
    put(68, END);
    (0..109).for_each(|entry| put(76 + 4 * entry, if entry == 0 { 0 } else { FREE }));
    for entry in 0..128_u32 {
        let next = [0xFFFF_FFFD, END].get(entry as usize).copied();
        bytes.extend(next.unwrap_or(FREE).to_le_bytes());
    }
    for (name, kind) in [("Root Entry", 5), (content, 2), ("", 0), ("", 0)] {
        let mut entry = [0_u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = 2 * (name.len() as u8 + 1);
        entry[66] = kind;
        entry[116..120].copy_from_slice(&END.to_le_bytes());
        bytes.extend(entry);
    }
    bytes
}

#[test]
fn what_is_no_workbook_is_refused_with_the_reason() {
    let folder = folder();
    for (name, bytes, reason) in [
        ("text.xlsx", b"id,name\n".to_vec(), "= not a workbook: "),
        ("empty.xlsx", Vec::new(), "= not a workbook: "),
        (
            "secret.xlsx",
            compound_file("EncryptedPackage"),
            "= the workbook is protected by a password",
        ),
        (
            "old.xlsx",
            compound_file("Workbook"),
            "= an old .xls workbook under another ending",
        ),
        (
            "my.ods",
            Vec::new(),
            "= of spreadsheets, only .xlsx workbooks are read",
        ),
        (
            "MY.XLSM",
            Vec::new(),
            "= of spreadsheets, only .xlsx workbooks are read",
        ),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        let said = refusal(&file);
        let message = format!("error[K1001]: `{name}` cannot be read\n");
        assert!(said.starts_with(&message), "{said}");
        assert!(said.contains(reason), "{name}: {said}");
    }
    let said = refusal(&folder.path().join("none.xlsx"));
    assert!(
        said.starts_with("error[K1001]: `none.xlsx` cannot be read\n"),
        "{said}"
    );
    let large = folder.path().join("large.xlsx");
    fs::File::create(&large).unwrap().set_len(65 << 20).unwrap();
    assert!(refusal(&large).contains("= 65 MB; "), "{}", refusal(&large));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_workbook_is_opened_or_refused_and_never_panics(
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6),
        end in prop::option::of(any::<usize>()),
    ) {
        let folder = folder();
        let file = Sheets::of_first().write(folder.path());
        let mut bytes = fs::read(&file).unwrap();
        let length = bytes.len();
        changes.iter().for_each(|(at, with)| bytes[at % length] ^= with);
        bytes.truncate(end.map_or(length, |end| end % length));
        fs::write(&file, bytes).unwrap();
        if let Err(error) = Study::open(&file.display().to_string(), &[]) {
            prop_assert!(!error.findings.is_empty());
            prop_assert!(!findings_text(&error.findings, error.files.as_ref()).is_empty());
        }
    }
}
