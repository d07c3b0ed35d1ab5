//! A briefing says what the tables say, in every language, and leaves nothing loose.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;

use kervan::{BriefProgress, BriefSettings, BriefStage, Briefed, Language, Study};

fn brief(corridor: &str, languages: &[Language], threads: usize) -> Briefed {
    let study = Study::open(corridor, &[]).expect("the example is sound");
    let stages = std::cell::RefCell::new(Vec::new());
    let briefed = study
        .brief(
            &BriefSettings {
                languages: languages.to_vec(),
                is_quick: true,
                with_workbook: true,
                seed: 1,
                threads,
                command: format!("kervan brief {corridor} --quick"),
            },
            &BriefProgress {
                begin: &|stage| stages.borrow_mut().push(stage),
                report: &|_, _| {},
                stop: &AtomicBool::new(false),
            },
        )
        .expect("it is printed");
    assert_eq!(
        *stages.borrow(),
        BriefStage::ALL,
        "every stage, once, in order"
    );
    briefed
}

fn file<'a>(briefed: &'a Briefed, name: &str) -> &'a [u8] {
    let found = briefed.files.iter().find(|(file, _)| file == name);
    found
        .map(|(_, bytes)| bytes.as_slice())
        .unwrap_or_else(|| panic!("no `{name}`"))
}

fn page(briefed: &Briefed, language: Language) -> String {
    let bytes = file(briefed, &format!("briefing.{}.html", language.code()));
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// Text of a PDF; nothing where the machine has no `pdftotext`, which `cargo xtask ci` installs.
#[allow(clippy::print_stderr)] // a skipped test says so
fn text_of(pdf: &[u8]) -> Option<String> {
    let child = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            assert!(
                std::env::var_os("KERVAN_CI").is_none(),
                "pdftotext: {error}"
            );
            eprintln!("skipped: there is no pdftotext");
            return None;
        }
    };
    let mut input = child.stdin.take().expect("a pipe");
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = input.write_all(&bytes);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("written");
    Some(String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn a_corridor_without_measures_and_tariffs_gets_sentences_in_every_language() {
    let briefed = brief("steppe", &Language::ALL, 0);
    for briefing in &briefed.briefings {
        let page = serde_json::to_string(&briefing.page.lead.plain()).expect("text");
        assert!(!page.contains('‹'), "{page}");
        for panel in &briefing.page.panels {
            assert!(
                !panel.title.contains('‹') && !panel.caption.contains('‹'),
                "{panel:?}"
            );
            assert!(
                !panel.points.is_empty(),
                "nothing said in {}: {panel:?}",
                briefing.language
            );
            for point in &panel.points {
                assert!(!point.plain().contains('‹'), "{}", point.plain());
            }
        }
    }
    let english = page(&briefed, Language::English);
    assert!(english.contains("The corridor does not say what a plan is reckoned with"));
    for language in Language::ALL {
        let page = page(&briefed, language);
        assert!(!page.contains('‹'), "a message is missing in {language:?}");
        assert!(page.contains(&format!("<html lang=\"{}\"", language.code())));
        let pdf = file(&briefed, &format!("briefing.{}.pdf", language.code()));
        let Some(text) = text_of(pdf) else { continue };
        let first = &briefed
            .briefings
            .iter()
            .find(|found| found.language == language.code());
        let title = &first.expect("printed").title;
        assert!(
            text.contains(title.as_str()),
            "{language:?}: no `{title}` in\n{text}"
        );
    }
}

#[test]
fn links_lead_somewhere_and_nothing_comes_from_outside() {
    let briefed = brief("steppe", &[Language::English, Language::Turkish], 0);
    for language in [Language::English, Language::Turkish] {
        let page = page(&briefed, language);
        let ids = values(&page, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "an id stands twice");
        let mut inner = 0;
        for target in values(&page, "href") {
            if let Some(anchor) = target.strip_prefix('#') {
                inner += 1;
                assert!(known.contains(anchor), "`#{anchor}` leads nowhere");
            }
        }
        assert!(inner > 20, "{inner}");
        for outside in [
            "src=\"http",
            "@import",
            "url(http",
            "<script",
            "<link rel=\"stylesheet\"",
        ] {
            assert!(!page.contains(outside), "`{outside}` in the page");
        }
        // A picture has its words, and a table its headers.
        assert_eq!(
            page.matches("<svg ").count(),
            page.matches("role=\"img\" aria-label=\"").count()
        );
        assert_eq!(
            page.matches("<table>").count(),
            page.matches("<caption>").count()
        );
    }
}

#[test]
fn the_pdf_says_the_numbers_of_the_tables() {
    let briefed = brief("steppe", &[Language::English], 0);
    let Some(text) = text_of(file(&briefed, "briefing.en.pdf")) else {
        return;
    };
    let said: String = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    let briefing = briefed.briefings.first().expect("one");
    let mut numbers = 0;
    for table in briefing.tables() {
        for row in &table.rows {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                let number: String = cell
                    .plain()
                    .split_whitespace()
                    .collect::<Vec<&str>>()
                    .join(" ");
                if column.is_number && !number.is_empty() {
                    numbers += 1;
                    assert!(
                        said.contains(&number),
                        "`{number}` of `{}` is not in the PDF",
                        table.caption
                    );
                }
            }
        }
    }
    assert!(numbers > 100, "{numbers}");
    // The mean of the headline, as the table of flows has it.
    let flows = briefed
        .tables
        .iter()
        .find(|(name, _)| name == "flows")
        .expect("flows");
    assert!(flows.1.num_rows() > 0);
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_one_thread_and_on_two() {
    let languages = [Language::Turkish];
    let (one, two) = (brief("first", &languages, 1), brief("first", &languages, 2));
    for ((name, first), (_, second)) in one.files.iter().zip(&two.files) {
        assert!(first == second, "`{name}` differs");
    }
}

#[test]
fn an_interruption_ends_it_and_gives_nothing() {
    let study = Study::open("first", &[]).expect("sound");
    let stopped = study.brief(
        &BriefSettings {
            languages: vec![Language::English],
            is_quick: true,
            with_workbook: false,
            seed: 1,
            threads: 0,
            command: String::new(),
        },
        &BriefProgress {
            begin: &|_| {},
            report: &|_, _| {},
            stop: &AtomicBool::new(true),
        },
    );
    assert!(matches!(
        stopped,
        Err(kervan::BriefError::Simulation(
            kervan::SimulationError::Interrupted
        ))
    ));
}
