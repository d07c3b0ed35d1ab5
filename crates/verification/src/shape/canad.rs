//! Networks in the format of the Canad sets (`.dow`), and what is known of them.

use std::ops::Range;

use kervan_bottleneck::concurrent_flow::{Arc, Commodity, Network};
use kervan_corridor::Finding;

use super::{Making, note_of};
use crate::case::{Capacity, CapacityNetwork, Kind};
use crate::node::{Node, Value};
use crate::quantity::{CapacityQuantity as Asked, DesignQuantity as Designed, Quantity};
use crate::read::CaseFile;
use crate::section::Reader;

/// Correct digits asked of a factor: a relative error of 1e-6.
const DIGITS: f64 = 6.0;
/// Correct digits asked of a maximum flow, a whole number.
const WHOLE_DIGITS: f64 = 9.0;
/// What the priced arcs lose to show that they bind.
const LEFT: f64 = 0.99;

/// Whether an object says of a network what this shape says.
pub(super) fn is_one(node: &Node) -> bool {
    node.get("max_concurrent_factor").is_some() || node.get("max_flow_first_commodity").is_some()
}

/// Known answers by the name of the network, which stands in `NAME.dow` beside the file.
pub(super) fn read(reader: &mut Reader, tree: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    for entry in tree.entries().unwrap_or_default() {
        let kind = Kind::Capacity(Capacity::File(format!("{}.dow", entry.key)));
        let known = &entry.node;
        let mut making = Making::new(reader, known, &entry.key, kind);
        for other in known.entries().unwrap_or_default() {
            let read = ["max_concurrent_factor", "arcs_with_positive_price"];
            if !read.contains(&other.key.as_str()) && other.key != "max_flow_first_commodity" {
                file.notes
                    .push(note_of(making.reader, &entry.key, &other.key));
            }
        }
        let factor = known.get("max_concurrent_factor");
        making.ask(factor, "factor", of(Asked::Factor));
        if factor.is_some() {
            let less = of(Asked::FactorWithLess);
            making.ask(factor, "factor with the bottleneck 1 % smaller", less);
        }
        if let Some(list) = known.get("arcs_with_positive_price") {
            let quantity = Quantity::Capacity {
                what: Asked::FactorWithLess,
                ends: None,
                arcs: pairs(making.reader, list),
                added: Vec::new(),
            };
            making.ask(
                factor,
                "factor with the arcs of the file 1 % smaller",
                quantity,
            );
        }
        for asked in &mut making.case.expects {
            asked.digits = Some(DIGITS);
            if asked.quantity != of(Asked::Factor) {
                asked.value *= LEFT;
            }
        }
        if let Some(flow) = known.get("max_flow_first_commodity") {
            let mut end = |key: &str| match flow.get(key) {
                Some(node) => name_of(making.reader, key, node),
                None => {
                    making.reader.wrong(key, flow, "is missing", "a node");
                    None
                }
            };
            if let (Some(from), Some(to)) = (end("origin"), end("destination")) {
                let label = format!("maximum flow from {from} to {to}");
                let quantity = Quantity::Capacity {
                    what: Asked::MaximumFlow,
                    ends: Some([from, to]),
                    arcs: Vec::new(),
                    added: Vec::new(),
                };
                making.ask(flow.get("value"), label, quantity);
                if let Some(asked) = making.case.expects.last_mut() {
                    asked.digits.get_or_insert(WHOLE_DIGITS);
                }
            }
        }
        file.cases.push(making.case);
    }
    file
}

/// What a design may cost more than the best known, as a share.
const ABOVE: f64 = 0.03;

/// Whether an object says what the best design of a network costs.
pub(super) fn is_design(node: &Node) -> bool {
    let file = node.get("instance").and_then(Node::text);
    file.is_some_and(|file| file.ends_with(".dow")) && node.get("value").is_some()
}

/// Costs of the best designs of networks, each in a `.dow` file beside this one.
pub(super) fn read_designs(reader: &mut Reader, cases: &[Node]) -> CaseFile {
    let mut file = CaseFile::default();
    for node in cases {
        let Some(name) = node.get("instance").and_then(Node::text) else {
            reader.wrong("instance", node, "is missing", "the name of a `.dow` file");
            continue;
        };
        let kind = Kind::Capacity(Capacity::File(name.to_owned()));
        let stem = name.trim_end_matches(".dow");
        let mut making = Making::new(reader, node, stem, kind);
        let best = node.get("value");
        making.ask(best, "cost of the design", Quantity::Design(Designed::Cost));
        if let Some(asked) = making.case.expects.last_mut() {
            asked.tolerance = ABOVE * asked.value;
        }
        let relaxation = node.get("strong_linear_relaxation");
        let quantity = Quantity::Design(Designed::Relaxation);
        making.ask(relaxation, "strong linear relaxation", quantity);
        if let Some(value) = best.and_then(Node::number) {
            let quantity = Quantity::Design(Designed::BoundAbove(value));
            making.ask_for(best, "bound above the best known", quantity, 0.0);
            if let Some(asked) = making.case.expects.last_mut() {
                asked.tolerance = 1e-6 * value;
            }
        }
        for asked in &mut making.case.expects {
            asked.digits = Some(DIGITS);
        }
        file.cases.push(making.case);
    }
    file
}

fn of(what: Asked) -> Quantity {
    Quantity::Capacity {
        what,
        ends: None,
        arcs: Vec::new(),
        added: Vec::new(),
    }
}

/// The name of a node, written as a number or as a text.
pub(super) fn name_of(reader: &mut Reader, key: &str, node: &Node) -> Option<String> {
    match &node.value {
        Value::Number(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        _ => {
            let problem = format!("is {}", node.kind());
            reader.wrong(key, node, &problem, "a node: a number or a text");
            None
        }
    }
}

/// A list of arcs, each a list of two nodes.
fn pairs(reader: &mut Reader, list: &Node) -> Vec<[String; 2]> {
    let key = "arcs_with_positive_price";
    let mut found = Vec::new();
    for pair in list.list().unwrap_or_default() {
        match pair.list() {
            Some([from, to]) => {
                let (from, to) = (name_of(reader, key, from), name_of(reader, key, to));
                found.extend(from.zip(to).map(|(from, to)| [from, to]));
            }
            _ => reader.wrong(key, pair, "is no arc", "two nodes, such as [3, 10]"),
        }
    }
    if list.list().is_none() {
        reader.wrong(key, list, "is no list", "a list of arcs");
    }
    found
}

/// Numbers of a line with their places in the text.
type Numbers = Vec<(f64, Range<usize>)>;

/// A network with its demands, from a text of this format: a title; nodes, arcs and commodities;
/// an arc a line (from, to, cost, capacity, and what is not needed here); a commodity a line
/// (from, to, demand). Empty lines are passed over.
///
/// # Errors
///
/// Everything that is wrong with the text, with its line and column.
pub fn dow(file: &str, text: &str) -> Result<CapacityNetwork, Vec<Finding>> {
    let mut reader = Reader::new(file, text);
    let mut lines = Lines::of(text).into_iter().peekable();
    // The title may be left out.
    if lines.peek().is_some_and(|line| {
        line.words
            .first()
            .is_some_and(|(word, _)| word.parse::<f64>().is_err())
    }) {
        lines.next();
    }
    let expected = "three whole numbers: nodes, arcs, commodities";
    let Some(sizes) = lines.next() else {
        let end = text.len()..text.len();
        wrong(
            &mut reader,
            &end,
            "the file ends before its sizes",
            expected,
        );
        return Err(reader.findings);
    };
    let sizes = match &sizes.numbers(&mut reader, 3, expected)[..] {
        [(nodes, _), (arcs, _), (demands, _)]
            if [nodes, arcs, demands]
                .iter()
                .all(|size| size.fract() == 0.0 && (0.0..=1e6).contains(*size)) =>
        {
            [*nodes as usize, *arcs as usize, *demands as usize]
        }
        _ => {
            if reader.findings.is_empty() {
                wrong(
                    &mut reader,
                    &sizes.span,
                    "these are no sizes of a network",
                    expected,
                );
            }
            return Err(reader.findings);
        }
    };
    let [nodes, arcs, demands] = sizes;
    let mut made = CapacityNetwork {
        nodes: (1..=nodes).map(|node| node.to_string()).collect(),
        network: Network {
            nodes,
            arcs: Vec::new(),
        },
        demands: Vec::new(),
        costs: Vec::new(),
    };
    let parts = [
        (arcs, 4, "arcs", "an arc: from, to, cost, capacity"),
        (demands, 3, "commodities", "a commodity: from, to, demand"),
    ];
    for (count, words, what, expected) in parts {
        for done in 0..count {
            let Some(line) = lines.next() else {
                let end = text.len()..text.len();
                let problem = format!("the file ends after {done} of {count} {what}");
                wrong(&mut reader, &end, &problem, expected);
                break;
            };
            let numbers = line.numbers(&mut reader, words, expected);
            let fixed = match (words, line.words.get(4)) {
                (4, Some(_)) => line.numbers(&mut reader, 5, expected).pop(),
                _ => None,
            };
            if numbers.len() < words {
                continue;
            }
            let mut end = |at: usize| {
                let (number, span) = &numbers[at];
                let is_node = number.fract() == 0.0 && (1.0..=nodes as f64).contains(number);
                if !is_node {
                    let problem = format!("there is no node {number}");
                    wrong(
                        &mut reader,
                        span,
                        &problem,
                        &format!("a node from 1 to {nodes}"),
                    );
                }
                is_node.then_some(*number as usize - usize::from(is_node))
            };
            let (from, to) = (end(0), end(1));
            let (amount, span) = &numbers[words - 1];
            if *amount < 0.0 {
                wrong(
                    &mut reader,
                    span,
                    &format!("this is {amount}"),
                    "a number from 0",
                );
            }
            let (Some(from), Some(to)) = (from, to) else {
                continue;
            };
            if words == 4 {
                let capacity = *amount;
                if let Some((fixed, _)) = fixed {
                    made.costs.push([numbers[2].0, fixed]);
                }
                made.network.arcs.push(Arc { from, to, capacity });
            } else {
                made.demands.push(Commodity {
                    origin: from,
                    destination: to,
                    demand: *amount,
                });
            }
        }
    }
    if let Some(line) = lines.next() {
        let expected = format!("the end, after {arcs} arcs and {demands} commodities");
        wrong(&mut reader, &line.span, "there are more lines", &expected);
    }
    match reader.findings.is_empty() {
        true => Ok(made),
        false => Err(reader.findings),
    }
}

fn wrong(reader: &mut Reader, span: &Range<usize>, message: &str, expected: &str) {
    let origin = reader.place(span);
    let help = "`.dow`: a title, the sizes, an arc a line, a commodity a line";
    reader.find(
        kervan_corridor::code::BAD_CASE,
        &origin,
        message,
        expected,
        help,
    );
}

/// A line that is not empty.
struct Lines<'t> {
    span: Range<usize>,
    words: Vec<(&'t str, Range<usize>)>,
}

impl<'t> Lines<'t> {
    /// Those of a text.
    fn of(text: &'t str) -> Vec<Lines<'t>> {
        let place = |part: &str| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            start..start + part.len()
        };
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| Lines {
                span: place(line.trim()),
                words: line
                    .split_whitespace()
                    .map(|word| (word, place(word)))
                    .collect(),
            })
            .collect()
    }

    /// Its first numbers; fewer where the line has not so many, which is found.
    fn numbers(&self, reader: &mut Reader, count: usize, expected: &str) -> Numbers {
        if self.words.len() < count {
            let problem = format!("this line has {} of {count} numbers", self.words.len());
            wrong(reader, &self.span, &problem, expected);
            return Vec::new();
        }
        let mut numbers = Vec::new();
        for (word, span) in &self.words[..count] {
            match word.parse::<f64>() {
                Ok(number) if number.is_finite() => numbers.push((number, span.clone())),
                _ => wrong(reader, span, &format!("`{word}` is no number"), expected),
            }
        }
        numbers
    }
}
