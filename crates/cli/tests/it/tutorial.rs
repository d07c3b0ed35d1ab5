//! Pages of the book that show commands: every command is run, every line it shows is printed.

use std::path::Path;
use std::process::Command;

/// The commands of a page with the lines that each must print, in order.
fn commands(page: &str) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push((command.to_owned(), Vec::new())),
                // What a shell asks for after a command that is not complete.
                (None, Some((command, _))) if line.starts_with("> ") => {
                    *command += &format!("\n{}", &line[2..]);
                }
                (None, Some((_, lines))) => lines.push(line.trim_end().to_owned()),
                (None, None) => panic!("`{line}` stands before the first command"),
            },
        }
    }
    commands
}

/// Whether `lines` match `expected`, where a line of `...` stands for any lines.
fn matches(expected: &[String], lines: &[&str]) -> bool {
    match expected.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "..." => {
            (0..=lines.len()).any(|skipped| matches(rest, &lines[skipped..]))
        }
        Some((first, rest)) => {
            lines.first().is_some_and(|line| line.trim_end() == first) && matches(rest, &lines[1..])
        }
    }
}

#[test]
fn the_tutorial_prints_what_it_says() {
    assert_prints("tutorials/first-corridor.md", 5);
}

#[test]
fn the_tutorial_on_bottlenecks_prints_what_it_says() {
    assert_prints("tutorials/find-the-bottleneck.md", 2);
}

#[test]
fn the_page_on_scenarios_prints_what_it_says() {
    assert_prints("how-to/write-a-scenario.md", 6);
}

#[test]
fn the_page_on_calibration_prints_what_it_says() {
    assert_prints("how-to/calibrate.md", 6);
}

#[test]
fn the_page_on_comparing_prints_what_it_says() {
    assert_prints("how-to/compare-two-scenarios.md", 9);
}

#[test]
fn the_page_on_closures_prints_what_it_says() {
    assert_prints("how-to/test-a-closure.md", 4);
}

/// Runs the commands of a page, of which there are so many at least.
fn assert_prints(page: &str, at_least: usize) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/src")
        .join(page);
    let page = std::fs::read_to_string(page).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_kervan")).parent().unwrap();
    let path = std::env::join_paths(
        [binary.to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    )
    .unwrap();
    let commands = commands(&page);
    assert!(
        commands.len() >= at_least,
        "the page has {} commands",
        commands.len()
    );
    for (command, expected) in commands {
        let output = Command::new("sh")
            .args(["-c", &format!("{{ {command}\n}} 2>&1")])
            .current_dir(folder.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = printed.lines().collect();
        assert!(
            matches(&expected, &lines),
            "`{command}` printed\n{printed}\nand the page says\n{}",
            expected.join("\n")
        );
    }
}

#[test]
fn the_page_on_cases_prints_what_it_says() {
    assert_prints("how-to/write-a-case.md", 6);
}
