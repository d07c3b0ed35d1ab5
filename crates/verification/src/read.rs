//! How a text becomes cases.

mod capacity;
mod choice;
mod data;
mod expect;
mod forecast;
mod game;
pub(crate) mod network;
mod tariff;

pub use data::rows;
pub use forecast::panel;
pub(crate) use game::of_values;
pub(crate) use tariff::demand;

use kervan_corridor::{Finding, Origin, code};
use kervan_stations::Subject;

use crate::case::{Capacity, Case, Coverage, CoverageBy, Data, Expectation, Kind, Line, Run};
use crate::node::{Node, NotRead};
use crate::section::{
    CASE, COVERAGE, EXPECT, FILE, INTERVAL, LINE, LINE_SECTION, RUN, Reader, Section, Table,
};
use crate::shape::{self, Posed};

/// Version of the format.
const VERSION: i64 = 1;

/// The cases of a file.
#[derive(Clone, Debug, Default)]
pub struct CaseFile {
    /// Cases, in the order of the file.
    pub cases: Vec<Case>,
    /// What else was seen in the file, and left alone.
    pub notes: Vec<String>,
}

/// Reads a file: cases in Kervan's own format, as TOML or JSON, or an oracle's file of a known
/// shape. Which it is shows in its content, not in its name. `None` for a file that is neither.
///
/// # Errors
///
/// Everything that is wrong with the file.
pub fn read(file: &str, text: &str) -> Result<Option<CaseFile>, Vec<Finding>> {
    let mut reader = Reader::new(file, text);
    let ending = file.rsplit('.').next().unwrap_or_default();
    let tree = match ending.to_ascii_lowercase().as_str() {
        "toml" => Node::from_toml(text),
        "json" => Node::from_json(text),
        _ => return shape::of_text(reader),
    };
    let tree = match tree {
        Ok(tree) => tree,
        Err(error) => return Err(vec![no_tree(file, text, ending, error)]),
    };
    if tree.get("case").is_none() && tree.get("version").is_none() {
        return shape::of_tree(reader, &tree);
    }
    let cases = own(&mut reader, &tree);
    if reader.findings.is_empty() {
        let notes = Vec::new();
        Ok(Some(CaseFile { cases, notes }))
    } else {
        Err(reader.findings)
    }
}

/// What a JSON or TOML file poses, games of coalitions and carriers in series, whether or not it
/// says the answers; nothing for another file.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn posed(file: &str, text: &str) -> Result<Vec<Posed>, Vec<Finding>> {
    let reader = Reader::new(file, text);
    let ending = file
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let tree = match ending.as_str() {
        "toml" => Node::from_toml(text),
        "json" => Node::from_json(text),
        _ => return Ok(Vec::new()),
    };
    match tree {
        Ok(tree) => shape::posed_of_tree(reader, &tree),
        Err(error) => Err(vec![no_tree(file, text, &ending, error)]),
    }
}

/// A file that is no tree of values.
fn no_tree(file: &str, text: &str, ending: &str, error: NotRead) -> Finding {
    let origin = Origin::bytes(file, text, error.span);
    Finding::new(
        code::BAD_CASE_FILE,
        &origin,
        format!("`{file}` is not valid {}", ending.to_uppercase()),
        error.reason,
        "`kervan verify --schema` shows a file that is",
    )
}

/// Name of a file without folder and ending.
pub(crate) fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// Cases in Kervan's own format.
fn own(reader: &mut Reader, tree: &Node) -> Vec<Case> {
    let Some(root) = reader.table("the file", tree, &FILE) else {
        return Vec::new();
    };
    reader.needed(&root, "version");
    reader.whole(&root, "version", (VERSION, VERSION));
    let family = reader.text(&root, "title").unwrap_or(stem(reader.file));
    reader.needed(&root, "case");
    let tables = reader.tables(&root, "case", &CASE);
    if tables.is_empty() && reader.findings.is_empty() {
        reader.find(
            code::BAD_CASE_KEY,
            &Origin::file(reader.file),
            "`case` is empty",
            "a file holds one or more cases",
            "write a table `[[case]]`",
        );
    }
    let mut cases: Vec<Case> = Vec::new();
    for table in tables {
        if let Some(case) = case(reader, table, family) {
            if cases.iter().any(|other| other.name == case.name)
                && let Some(node) = table.get("name")
            {
                let problem = format!("is `{}` a second time", case.name);
                reader.wrong("name", node, &problem, "a name of its own for each case");
            }
            cases.push(case);
        }
    }
    cases
}

/// One case, if it is sound.
fn case(reader: &mut Reader, table: Table, family: &str) -> Option<Case> {
    let before = reader.findings.len();
    let name = reader.needed_text(&table, "name");
    let title = reader.text(&table, "title").unwrap_or_default().to_owned();
    let source = reader.text(&table, "source").unwrap_or_default().to_owned();
    let run = run(reader, &table);
    let kind = kind(reader, &table);
    reader.needed(&table, "expect");
    let asked = reader.tables(&table, "expect", &EXPECT);
    if asked.is_empty()
        && let Some(node) = table.get("expect").filter(|node| node.list().is_some())
    {
        reader.wrong("expect", node, "is empty", "one known answer or more");
    }
    let mut expects: Vec<Expectation> = Vec::new();
    let about = expect::About::of(&table);
    for asked in asked {
        expects.extend(expect::expectation(reader, &asked, &about));
    }
    let origin = reader.place(&table.node.span);
    if let Some(Kind::Network(network) | Kind::Coverage(network, _)) = &kind
        && reader.findings.len() == before
    {
        let mut problems = network.check();
        if problems.is_empty() && run.length.is_none() {
            problems = network.overloaded();
        }
        for problem in problems {
            let (key, position) = match problem.subject {
                Subject::Network => ("name", 0),
                Subject::Station(position) => ("station", position),
                Subject::Class(position) => ("class", position),
            };
            let tables = table.get(key).and_then(Node::list).unwrap_or_default();
            let place = tables.get(position).map(|node| reader.place(&node.span));
            reader.find(
                code::BAD_CASE,
                &place.unwrap_or_else(|| origin.clone()),
                problem.message,
                "a network that can be simulated",
                problem.help,
            );
        }
    }
    if reader.findings.len() > before {
        return None;
    }
    Some(Case {
        file: reader.file.to_owned(),
        family: family.to_owned(),
        name: name?,
        title,
        source,
        kind: kind?,
        run,
        expects,
        names: match ["corridor", "data", "network", "choices"]
            .iter()
            .find_map(|key| table.get(key))
        {
            Some(node) => reader.inside(node),
            None => origin.clone(),
        },
        origin,
    })
}

fn run(reader: &mut Reader, table: &Table) -> Run {
    const LONGEST: f64 = 1e12;
    let mut run = Run::default();
    let Some(table) = reader.subtable(table, "run", &RUN) else {
        return run;
    };
    if let Some(replications) = reader.whole(&table, "replications", (2, 10_000)) {
        run.replications = replications as u32;
    }
    let seed = reader.whole(&table, "seed", (0, 1 << 53));
    run.seed = seed.map(|seed| seed as u64);
    if let Some(confidence) = reader.number(&table, "confidence", (0.5, 0.9999)) {
        run.confidence = confidence;
    }
    run.warm_up = reader.number(&table, "warm_up", (0.0, LONGEST));
    run.length = reader.number(&table, "length", (1e-9, LONGEST));
    run.halfwidth = reader.number(&table, "halfwidth", (1e-6, 1.0));
    run
}

/// Keys that each say what a case is.
const KINDS: [&str; 12] = [
    "station", "corridor", "data", "line", "arc", "network", "edge", "choices", "paths", "series",
    "chain", "game",
];

fn kind(reader: &mut Reader, table: &Table) -> Option<Kind> {
    let given: Vec<&str> = KINDS.into_iter().filter(|key| table.has(key)).collect();
    let [kind] = given[..] else {
        return one_of(reader, table, &given, &KINDS, &CASE);
    };
    let goes_with = [
        ("class", "station"),
        ("coverage", "station"),
        ("scenario", "corridor"),
        ("demand", "arc"),
    ];
    for (key, with) in goes_with {
        if let Some(node) = table.node.entry(key).filter(|_| kind != with) {
            let problem = format!("does not go with `{kind}`");
            reader.wrong(key, &node.node, &problem, &format!("it beside `{with}`"));
        }
    }
    match kind {
        "station" => {
            let network = network::network(reader, table);
            let coverage = reader.subtable(table, "coverage", &COVERAGE);
            let is_asked = coverage.is_some();
            let coverage = coverage.and_then(|coverage| coverage_of(reader, table, &coverage));
            match (network?, is_asked, coverage) {
                (network, false, _) => Some(Kind::Network(network)),
                (network, true, Some(coverage)) => Some(Kind::Coverage(network, coverage)),
                (_, true, None) => None,
            }
        }
        "corridor" => {
            let scenarios = reader.texts(table, "scenario").unwrap_or_default();
            if let Some(run) = table.get("run") {
                for key in ["length", "warm_up"] {
                    let years = run.get(key).and_then(Node::number);
                    if let (Some(node), Some(_)) =
                        (run.get(key), years.filter(|years| years.fract() != 0.0))
                    {
                        let problem = "is no number of whole years";
                        reader.wrong(key, node, problem, "whole years for a corridor");
                    }
                }
            }
            Some(Kind::Corridor {
                corridor: reader.text(table, "corridor")?.to_owned(),
                scenarios: scenarios
                    .into_iter()
                    .map(|(text, _)| text.to_owned())
                    .collect(),
            })
        }
        "data" => Some(Kind::Series(Data::File(
            reader.text(table, "data")?.to_owned(),
        ))),
        "arc" => {
            let network = capacity::capacity(reader, table)?;
            Some(Kind::Capacity(Capacity::Network(network)))
        }
        "network" => Some(Kind::Capacity(Capacity::File(
            reader.text(table, "network")?.to_owned(),
        ))),
        "edge" => capacity::failing(reader, table).map(Kind::Failing),
        "series" => forecast::series(reader, table).map(Kind::Forecast),
        "choices" => choice::choices(reader, table).map(Kind::Choices),
        "paths" => choice::paths(reader, table).map(Kind::Paths),
        "chain" => tariff::chain(reader, table).map(Kind::Chain),
        "game" => game::game(reader, table).map(Kind::Game),
        _ => line(reader, table).map(Kind::Line),
    }
}

/// Of some keys exactly one must be there, and it is not so.
pub(crate) fn one_of<T>(
    reader: &mut Reader,
    table: &Table,
    given: &[&str],
    keys: &[&str],
    section: &Section,
) -> Option<T> {
    let origin = match given.get(1).and_then(|key| table.node.entry(key)) {
        Some(second) => reader.place(&second.key_span),
        None => reader.place(&table.node.span),
    };
    let message = match given {
        [] => format!("{} has none of `{}`", section.heading, keys.join("`, `")),
        given => format!(
            "{} has `{}` together",
            section.heading,
            given.join("` and `")
        ),
    };
    let expected = format!("exactly one of `{}`", keys.join("`, `"));
    let help = "`kervan verify --schema` says what each is for";
    reader.find(code::BAD_CASE_KEY, &origin, message, expected, help);
    None
}

fn coverage_of(reader: &mut Reader, case: &Table, table: &Table) -> Option<Coverage> {
    let runs = reader.whole(table, "runs", (50, 10_000)).unwrap_or(400) as u32;
    let words = [
        ("replications", CoverageBy::Replications),
        ("batch means", CoverageBy::BatchMeans),
    ];
    let by = reader.word(table, "by", &words);
    let has_length = case
        .get("run")
        .is_some_and(|run| run.get("length").is_some());
    if !has_length && let Some(node) = case.get("coverage") {
        let expected = "`run = { length = ... }` beside it";
        reader.wrong("coverage", node, "does not say how long a run is", expected);
    }
    let mut intervals = Vec::new();
    reader.needed(table, "intervals");
    for interval in reader.tables(table, "intervals", &INTERVAL) {
        reader.needed(&interval, "level");
        let level = reader.number(&interval, "level", (0.5, 0.999));
        let Some(node) = reader.needed(&interval, "between") else {
            continue;
        };
        match node.numbers().as_deref() {
            Some(&[low, high]) if 0.0 <= low && low < high && high <= 1.0 => {
                intervals.extend(level.map(|level| (level, [low, high])));
            }
            _ => {
                let expected = "two shares, the lower first, such as [0.86, 0.94]";
                reader.wrong("between", node, "is no range of shares", expected);
            }
        }
    }
    Some(Coverage {
        runs,
        by: by.unwrap_or(CoverageBy::Replications),
        intervals,
    })
}

fn line(reader: &mut Reader, table: &Table) -> Option<Line> {
    const MINUTES: (f64, f64) = (0.0, 100_000.0);
    let table = reader.subtable(table, "line", &LINE)?;
    reader.needed(&table, "sections");
    let mut blocks = Vec::new();
    for section in reader.tables(&table, "sections", &LINE_SECTION) {
        let mut minutes = [0.0; 2];
        for (minutes, key) in minutes.iter_mut().zip(["up", "down"]) {
            reader.needed(&section, key);
            let range = (1.0 / 60.0, MINUTES.1);
            *minutes = reader.number(&section, key, range).unwrap_or_default() * 60.0;
        }
        blocks.push(minutes);
    }
    if blocks.is_empty()
        && let Some(node) = table.get("sections").filter(|node| node.list().is_some())
    {
        reader.wrong("sections", node, "is empty", "one section or more");
    }
    let mut seconds = |key: &str| {
        let minutes = reader.number(&table, key, MINUTES).unwrap_or_default();
        minutes * 60.0
    };
    let (crossing_s, headway_s) = (seconds("crossing"), seconds("headway"));
    let in_one_go = reader.whole(&table, "in_one_go", (1, 20)).unwrap_or(1) as u32;
    Some(Line {
        blocks,
        crossing_s,
        in_one_go,
        headway_s,
    })
}
