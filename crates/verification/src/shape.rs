//! Files of other people's cases, read as they are.
//!
//! Each shape is told by its content and becomes the same [`Case`] as Kervan's own format. What
//! such a file says beyond that is left alone, and a note names it where it looks like an answer.

mod berth;
mod canad;
mod choice;
mod end_to_end;
mod failing;
mod forecasting;
mod games;
mod investments;
mod nist;
mod queueing;
mod series;
mod single_track;
mod tariffs;
mod trains_and_lines;

use kervan_corridor::Finding;
use kervan_engine::{Discipline, Distribution};
use kervan_stations::{Class, Network, Routing, Servers, Source, Station, WhenFull, Work};
use kervan_tariff::game::Game;
use kervan_tariff::regime::Chain;

pub use canad::dow;
pub(crate) use nist::rows as nist_rows;

use crate::case::{Case, Expectation, Kind, Run};
use crate::node::{Node, Value};
use crate::quantity::{NetworkQuantity, Quantity};
use crate::read::{CaseFile, stem};
use crate::section::Reader;

/// What was asked for, or all findings; `None` for a file of no known shape.
type Found = Result<Option<CaseFile>, Vec<Finding>>;

/// A JSON text of a known shape.
pub(crate) fn of_tree(mut reader: Reader, tree: &Node) -> Found {
    let found = if tree.get("scheduled_trains").is_some() || tree.get("saturated_lines").is_some() {
        trains_and_lines::read(&mut reader, tree)
    } else if let Some(list) = tree
        .get("cases")
        .and_then(Node::list)
        .filter(|list| list.iter().any(|case| case.get("model").is_some()))
    {
        queueing::read(&mut reader, list)
    } else if let Some(first) = tree.list().and_then(|list| list.first()) {
        if ["flows", "stations", "trains"]
            .iter()
            .all(|key| first.get(key).is_some())
        {
            end_to_end::read(&mut reader, tree)
        } else if first.get("sections").is_some() && first.get("crossing_minutes").is_some() {
            single_track::read(&mut reader, tree)
        } else if failing::is_one(first) {
            failing::read(&mut reader, tree.list().unwrap_or_default())
        } else if canad::is_design(first) {
            canad::read_designs(&mut reader, tree.list().unwrap_or_default())
        } else if tariffs::is_one(first) {
            tariffs::read(&mut reader, tree.list().unwrap_or_default())
        } else if games::is_one(first) {
            games::read(&mut reader, tree.list().unwrap_or_default())
        } else if investments::is_one(first) {
            investments::read(&mut reader, tree.list().unwrap_or_default())
        } else {
            return Ok(None);
        }
    } else if tariffs::is_one(tree) {
        tariffs::read(&mut reader, std::slice::from_ref(tree))
    } else if games::is_one(tree) {
        games::read(&mut reader, std::slice::from_ref(tree))
    } else if investments::is_lots(tree) {
        investments::read_lots(&mut reader, tree)
    } else if forecasting::is_classic(tree) {
        forecasting::read_classic(&mut reader, tree)
    } else if forecasting::is_panel(tree) {
        forecasting::read_panel(&mut reader, tree)
    } else if all_are(tree, choice::is_one) {
        choice::read(&mut reader, tree)
    } else if all_are(tree, series::is_one) {
        series::read(&mut reader, tree)
    } else if all_are(tree, canad::is_one) {
        canad::read(&mut reader, tree)
    } else {
        return Ok(None);
    };
    done(reader, found)
}

/// Whether a table holds nothing but values of a kind.
fn all_are(tree: &Node, is_one: fn(&Node) -> bool) -> bool {
    let entries = tree.entries().unwrap_or_default();
    !entries.is_empty() && entries.iter().all(|entry| is_one(&entry.node))
}

/// Something that a file poses, whether or not it says the answer.
#[derive(Clone, Debug)]
pub enum Posed {
    /// A game of coalitions, with its name.
    Game(String, Game),
    /// Carriers in series, with their name.
    Chain(String, Chain),
}

/// The games and the carriers in series of a JSON or TOML text.
pub(crate) fn posed_of_tree(mut reader: Reader, tree: &Node) -> Result<Vec<Posed>, Vec<Finding>> {
    let nodes = tree.list().unwrap_or(std::slice::from_ref(tree));
    let mut found = Vec::new();
    for (position, node) in nodes.iter().enumerate() {
        let name = node.get("id").and_then(Node::text).map(str::to_owned);
        let name = name.unwrap_or_else(|| match nodes.len() {
            1 => stem(reader.file).to_owned(),
            _ => format!("case-{}", position + 1),
        });
        if games::is_one(node) {
            found.extend(games::game_of(&mut reader, node).map(|game| Posed::Game(name, game)));
        } else if tariffs::is_one(node) {
            let made = tariffs::chain_of(&mut reader, node);
            found.extend(made.map(|found| Posed::Chain(name, found.chain)));
        }
    }
    match reader.findings.is_empty() {
        true => Ok(found),
        false => Err(reader.findings),
    }
}

/// A text that is neither TOML nor JSON.
pub(crate) fn of_text(mut reader: Reader) -> Found {
    let text = reader.text;
    let found = if nist::is_one(text) {
        nist::read(&mut reader)
    } else if text.trim_start().starts_with(berth::HEADER) {
        berth::read(&mut reader)
    } else if forecasting::is_by_series(text) {
        forecasting::read_by_series(&mut reader)
    } else {
        return Ok(None);
    };
    done(reader, found)
}

fn done(reader: Reader, found: CaseFile) -> Found {
    if reader.findings.is_empty() {
        Ok(Some(found))
    } else {
        Err(reader.findings)
    }
}

/// A case in the making.
struct Making<'r, 'a> {
    reader: &'r mut Reader<'a>,
    case: Case,
}

impl<'r, 'a> Making<'r, 'a> {
    fn new(reader: &'r mut Reader<'a>, node: &Node, name: &str, kind: Kind) -> Making<'r, 'a> {
        let source = node.get("source").and_then(Node::text).unwrap_or_default();
        let case = Case {
            file: reader.file.to_owned(),
            family: family(reader.file),
            name: name.to_owned(),
            title: String::new(),
            source: source.to_owned(),
            kind,
            run: Run::default(),
            expects: Vec::new(),
            origin: reader.place(&node.span),
            names: reader.place(&node.span),
        };
        Making { reader, case }
    }

    /// One more known answer, where the file has it.
    fn ask(&mut self, at: Option<&Node>, label: impl Into<String>, quantity: Quantity) {
        let Some(node) = at else { return };
        let label = label.into();
        match node.number() {
            Some(value) => self.ask_for(at, label, quantity, value),
            None => {
                let problem = format!("is {}", node.kind());
                self.reader.wrong(&label, node, &problem, "a number");
            }
        }
    }

    /// One more known answer, which the file says in another way than by a number.
    fn ask_for(
        &mut self,
        at: Option<&Node>,
        label: impl Into<String>,
        quantity: Quantity,
        value: f64,
    ) {
        let Some(node) = at else { return };
        self.case.expects.push(Expectation {
            quantity,
            label: label.into(),
            value,
            tolerance: 0.0,
            narrow: 0.0,
            digits: None,
            source: None,
            origin: self.reader.place(&node.span),
        });
    }

    /// One more of a network.
    fn ask_network(
        &mut self,
        at: Option<&Node>,
        label: impl Into<String>,
        what: NetworkQuantity,
        station: Option<usize>,
        class: Option<usize>,
    ) {
        let quantity = Quantity::Network {
            what,
            station,
            class,
            at: 0.0,
        };
        self.ask(at, label, quantity);
    }
}

/// The heading of a file's cases: the folder and the file.
fn family(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    match parts[..] {
        [.., folder, _] if !folder.is_empty() && folder != "." && folder != ".." => {
            format!("{folder}: {}", stem(file))
        }
        _ => stem(file).to_owned(),
    }
}

/// Where a known answer stands in its file: `expected`, and what else a case has there.
fn note_of(reader: &Reader, name: &str, key: &str) -> String {
    format!("{}: `{key}` of {name} is not compared", reader.file)
}

/// A number that must be there and lie in a range.
fn number(reader: &mut Reader, node: &Node, key: &str, range: (f64, f64)) -> Option<f64> {
    match node.get(key) {
        Some(found) => reader.number_of(key, found, range),
        None => {
            reader.wrong(key, node, "is missing", "a number");
            None
        }
    }
}

/// A whole number that must be there.
fn whole(reader: &mut Reader, node: &Node, key: &str, range: (f64, f64)) -> Option<u32> {
    let found = number(reader, node, key, range)?;
    if found.fract() == 0.0 {
        return Some(found as u32);
    }
    if let Some(node) = node.get(key) {
        reader.wrong(key, node, &format!("is {found}"), "a whole number");
    }
    None
}

/// A list that must be there.
fn list<'n>(reader: &mut Reader, node: &'n Node, key: &str) -> &'n [Node] {
    match node.get(key).map(|found| (found, &found.value)) {
        Some((_, Value::List(list))) => list,
        Some((found, _)) => {
            let problem = format!("is {}", found.kind());
            reader.wrong(key, found, &problem, "a list");
            &[]
        }
        None => {
            reader.wrong(key, node, "is missing", "a list");
            &[]
        }
    }
}

/// Times, rates, loads.
const POSITIVE: (f64, f64) = (1e-9, 1e9);
/// Numbers of servers, places, customers.
const COUNT: (f64, f64) = (1.0, 1e5);

fn exponential(reader: &mut Reader, node: &Node, mean: f64) -> Option<Distribution> {
    let made = Distribution::exponential(mean);
    if made.is_err() {
        reader.wrong("time", node, &format!("is {mean}"), "a mean time above 0");
    }
    made.ok()
}

/// Servers that serve whoever comes first.
fn servers(name: &str, count: u32, service: Vec<Distribution>, room: Option<u32>) -> Station {
    Station {
        name: name.to_owned(),
        work: Work::Servers(Servers {
            count,
            service,
            discipline: Discipline::FirstCome,
            together: 1,
            room,
            when_full: WhenFull::Lost,
            breakdowns: None,
        }),
    }
}

/// Customers that come one by one at random.
fn at_random(reader: &mut Reader, node: &Node, rate: f64) -> Option<Source> {
    let between = exponential(reader, node, 1.0 / rate)?;
    let batch = Distribution::constant(1.0).ok()?;
    Some(Source::Open { between, batch })
}

/// One station that everybody goes to once.
fn single(source: Source, station: Station) -> Network {
    Network {
        stations: vec![station],
        classes: vec![class(
            "customers",
            source,
            vec![(0, 1.0)],
            Routing::Itinerary(vec![0]),
        )],
    }
}

fn class(name: &str, source: Source, entry: Vec<(usize, f64)>, routing: Routing) -> Class {
    Class {
        name: name.to_owned(),
        source,
        priority: 0,
        entry,
        routing,
    }
}

/// The network, if it can be simulated.
fn checked(reader: &mut Reader, node: &Node, network: Network) -> Option<Network> {
    let mut problems = network.check();
    if problems.is_empty() {
        problems = network.overloaded();
    }
    let origin = reader.place(&node.span);
    for problem in &problems {
        reader.find(
            kervan_corridor::code::BAD_CASE,
            &origin,
            problem.message.clone(),
            "a network that can be simulated",
            problem.help.clone(),
        );
    }
    problems.is_empty().then_some(network)
}
