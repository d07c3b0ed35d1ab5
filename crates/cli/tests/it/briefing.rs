//! The briefing in a browser: no errors on the console, nothing wider than the window.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Widths of a phone and of a desk, px.
const WIDTHS: [u32; 2] = [390, 1440];

/// What a browser says of a page: its console, and the page after its scripts.
#[allow(clippy::print_stderr)] // a skipped test says so
fn opened(page: &Path, width: u32, folder: &Path) -> Option<(String, String)> {
    let browser = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok());
    let Some(browser) = browser else {
        assert!(
            std::env::var_os("KERVAN_CI").is_none(),
            "there is no browser"
        );
        eprintln!("skipped: there is no browser");
        return None;
    };
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .args([
            "--enable-logging=stderr",
            "--virtual-time-budget=4000",
            "--dump-dom",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg(format!("--window-size={width},900"))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((text(&output.stderr), text(&output.stdout)))
}

/// A page that holds another at a width, and says as its title how wide that came out.
fn framed(inner: &str, width: u32) -> String {
    let escaped = inner.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<!doctype html><title>-</title><iframe style=\"border:0;width:{width}px;height:2000px\" srcdoc=\"{escaped}\" \
         onload=\"document.title = this.contentDocument.documentElement.scrollWidth\"></iframe>"
    )
}

#[test]
fn a_browser_opens_the_briefing_at_phone_and_desk_width() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("briefing");
    let output = Command::new(env!("CARGO_BIN_EXE_kervan"))
        .args([
            "brief", "steppe", "--quick", "--lang", "tr,zh", "--xlsx", "--out",
        ])
        .arg(&out)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("briefing.tr.pdf"));
    for name in [
        "briefing.tr.pdf",
        "briefing.zh.html",
        "tables.xlsx",
        "tables/flows.csv",
    ] {
        assert!(out.join(name).is_file(), "no {name}");
    }
    for language in ["tr", "zh"] {
        let page = out.join(format!("briefing.{language}.html"));
        let inner = fs::read_to_string(&page).unwrap();
        for width in WIDTHS {
            let Some((console, _)) = opened(&page, width, folder.path()) else {
                return;
            };
            let errors: Vec<&str> = console
                .lines()
                .filter(|line| line.contains("CONSOLE"))
                .collect();
            assert!(errors.is_empty(), "{language} at {width} px: {errors:?}");
            let frame = folder.path().join(format!("frame-{language}-{width}.html"));
            fs::write(&frame, framed(&inner, width)).unwrap();
            let (_, dom) = opened(&frame, 2000, folder.path()).unwrap();
            let title = dom
                .split("<title>")
                .nth(1)
                .and_then(|rest| rest.split('<').next());
            let wide: u32 = title
                .unwrap_or("-")
                .parse()
                .unwrap_or_else(|_| panic!("{title:?}"));
            assert!(wide <= width, "{language} at {width} px is {wide} px wide");
        }
    }
}

#[test]
fn a_language_that_is_none_is_exit_code_2_with_those_that_are() {
    let output = Command::new(env!("CARGO_BIN_EXE_kervan"))
        .args(["brief", "first", "--lang", "tr,xx"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("`xx`") && said.contains("en, tr, az, kk, ka, ru, zh"),
        "{said}"
    );
}

#[test]
fn a_folder_that_is_taken_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kervan"))
        .args(["brief", "first", "--quick", "--lang", "en", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
