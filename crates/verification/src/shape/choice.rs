//! Models of observed choices, with a table beside the file; and parallel routes that fill up.

use kervan_choice::{Keep, LinkTime, Paths};

use super::{Making, POSITIVE, note_of};
use crate::case::{Case, Kind, ObservedChoices, PathsCase};
use crate::node::Node;
use crate::quantity::{ChoiceQuantity, PathQuantity, Quantity};
use crate::read::CaseFile;
use crate::section::Reader;

/// What a published log-likelihood may be off by.
const OF_LIKELIHOOD: f64 = 1e-3;
/// The same of a coefficient, as a share of it and besides.
const OF_COEFFICIENT: (f64, f64) = (1e-4, 1e-5);
/// The same of a flow, as a share of the demand.
const OF_FLOW: f64 = 1e-4;
/// The same of a time, as a share of it.
const OF_TIME: f64 = 1e-4;
/// Digits by which an answer may differ: the tolerances above are all that may.
const DIGITS: f64 = 12.0;

/// Whether an object is a model of choices, or routes that fill up.
pub(super) fn is_one(node: &Node) -> bool {
    is_model(node) || node.get("times").is_some()
}

fn is_model(node: &Node) -> bool {
    node.get("parameters").and_then(Node::entries).is_some() && node.get("log_likelihood").is_some()
}

pub(super) fn read(reader: &mut Reader, tree: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    for entry in tree.entries().unwrap_or_default() {
        if is_model(&entry.node) {
            let asked = Model {
                files: files_of(reader, &entry.node, &entry.key),
                keep: keep_of(reader, &entry.node),
            };
            models(reader, &entry.node, &entry.key, &asked, &mut file);
        } else {
            let case = routes(reader, &entry.node, &entry.key, &mut file.notes);
            file.cases.extend(case);
        }
    }
    file
}

/// What all models of one table have in common.
struct Model {
    files: Vec<String>,
    keep: Vec<Keep>,
}

/// Names under which the table of a model may stand: `data`, else the name of the model, as it is
/// and in the manner of `ModeCanada`.
fn files_of(reader: &mut Reader, node: &Node, name: &str) -> Vec<String> {
    if let Some(data) = node.get("data") {
        match data.text() {
            Some(file) => return vec![file.to_owned()],
            None => {
                let problem = format!("is {}", data.kind());
                reader.wrong("data", data, &problem, "the name of a file");
            }
        }
    }
    let joined: String = name
        .split(['_', '-', ' '])
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect();
    vec![format!("{joined}.csv"), format!("{name}.csv")]
}

/// Conditions on the rows, joined by `and`.
fn keep_of(reader: &mut Reader, node: &Node) -> Vec<Keep> {
    let Some(subset) = node.get("subset") else {
        return Vec::new();
    };
    let text = subset.text().unwrap_or_default();
    let parts = text.split(" and ").flat_map(|part| part.split('&'));
    let mut keep = Vec::new();
    for part in parts.filter(|part| !part.trim().is_empty()) {
        match Keep::read(part) {
            Some(found) => keep.push(found),
            None => {
                let problem = format!("is `{text}`");
                reader.wrong(
                    "subset",
                    subset,
                    &problem,
                    "a condition such as `noalt == 4`",
                );
            }
        }
    }
    keep
}

/// A model, and those that stand inside it and use the same table.
fn models(reader: &mut Reader, node: &Node, name: &str, asked: &Model, file: &mut CaseFile) {
    let parameters = node
        .get("parameters")
        .and_then(Node::entries)
        .unwrap_or_default();
    let terms: Vec<String> = parameters.iter().map(|entry| entry.key.clone()).collect();
    let kind = Kind::Choices(ObservedChoices::File {
        files: asked.files.clone(),
        columns: None,
        keep: asked.keep.clone(),
        terms: terms.clone(),
        may_be_absent: true,
    });
    let mut making = Making::new(reader, node, name, kind);
    let of = |what, term| Quantity::Choice { what, term };
    for (term, entry) in parameters.iter().enumerate() {
        let label = format!("coefficient of {}", entry.key);
        making.ask(
            Some(&entry.node),
            label,
            of(ChoiceQuantity::Coefficient, term),
        );
    }
    let inner: Vec<(&str, &Node)> = {
        let entries = node.entries().unwrap_or_default().iter();
        let models = entries.filter(|entry| is_model(&entry.node));
        models
            .map(|entry| (entry.key.as_str(), &entry.node))
            .collect()
    };
    for entry in node.entries().unwrap_or_default() {
        let at = Some(&entry.node);
        match entry.key.as_str() {
            "parameters" | "data" | "subset" | "utility" | "source" => {}
            "standard_errors" => {
                for error in entry.node.entries().unwrap_or_default() {
                    match terms.iter().position(|term| *term == error.key) {
                        Some(term) => {
                            let label = format!("standard error of {}", error.key);
                            let quantity = of(ChoiceQuantity::StandardError, term);
                            making.ask(Some(&error.node), label, quantity);
                        }
                        None => {
                            let known = terms.iter().map(String::as_str);
                            let (name, node) = (error.key.as_str(), &error.node);
                            making
                                .reader
                                .unknown("parameter", name, node, known, "the model");
                        }
                    }
                }
            }
            "log_likelihood" => {
                making.ask(at, "log-likelihood", of(ChoiceQuantity::LogLikelihood, 0));
            }
            "null_log_likelihood_equal_shares" | "null_log_likelihood" => {
                let quantity = of(ChoiceQuantity::AtZero, 0);
                making.ask(at, "log-likelihood at zero", quantity);
            }
            "null_log_likelihood_market_shares" => {
                let quantity = of(ChoiceQuantity::AtShares, 0);
                making.ask(at, "log-likelihood at shares", quantity);
            }
            "observations" | "n" => making.ask(at, "choices", of(ChoiceQuantity::Choices, 0)),
            "rho_squared" => making.ask(at, "rho squared", of(ChoiceQuantity::RhoSquared, 0)),
            _ if is_model(&entry.node) => {}
            key => {
                let note = note_of(making.reader, name, key);
                file.notes.push(note);
            }
        }
    }
    for asked in &mut making.case.expects {
        asked.digits = Some(DIGITS);
        let Quantity::Choice { what, .. } = &asked.quantity else {
            continue;
        };
        asked.tolerance = match what {
            ChoiceQuantity::Coefficient | ChoiceQuantity::StandardError => {
                OF_COEFFICIENT.0 * asked.value.abs() + OF_COEFFICIENT.1
            }
            ChoiceQuantity::RhoSquared => OF_COEFFICIENT.1,
            _ => OF_LIKELIHOOD,
        };
    }
    file.cases.push(making.case);
    for (inner, node) in inner {
        models(reader, node, &format!("{name} {inner}"), asked, file);
    }
}

/// What a text of routes says.
#[derive(Default)]
struct Said {
    links: Vec<LinkTime>,
    demand: Option<f64>,
    theta: Option<f64>,
}

/// Reads `10(1+0.15(x/2)^4), 20(1+0.15(x/4)^4), demand 10, theta 1`.
fn said(reader: &mut Reader, node: &Node) -> Said {
    let mut said = Said::default();
    let texts: Vec<(&str, &Node)> = match node.list() {
        Some(list) => list
            .iter()
            .map(|node| (node.text().unwrap_or_default(), node))
            .collect(),
        None => vec![(node.text().unwrap_or_default(), node)],
    };
    for (text, node) in texts {
        for part in text
            .split([',', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let mut number = |key: &str| {
                let rest = part.strip_prefix(key)?;
                let rest = rest.trim_start_matches([' ', '=', ':']);
                match rest.trim().parse::<f64>() {
                    Ok(number) => Some(number),
                    Err(_) => {
                        let problem = format!("says `{part}`");
                        reader.wrong("times", node, &problem, &format!("`{key}` and a number"));
                        None
                    }
                }
            };
            if part.starts_with("demand") {
                said.demand = number("demand");
            } else if part.starts_with("theta") {
                said.theta = number("theta");
            } else {
                match LinkTime::read(part) {
                    Ok(link) => said.links.push(link),
                    Err(fault) => {
                        let problem = format!("says `{part}`: {fault}");
                        let expected = "times of routes such as `10(1+0.15(x/2)^4)`";
                        reader.wrong("times", node, &problem, expected);
                    }
                }
            }
        }
    }
    said
}

/// Parallel routes with their equilibria.
fn routes(reader: &mut Reader, node: &Node, name: &str, notes: &mut Vec<String>) -> Option<Case> {
    let before = reader.findings.len();
    let mut said = said(reader, node.get("times")?);
    for (key, into) in [("demand", &mut said.demand), ("theta", &mut said.theta)] {
        if let Some(found) = node.get(key) {
            *into = reader.number_of(key, found, POSITIVE);
        }
    }
    let Some(demand) = said
        .demand
        .filter(|demand| *demand > 0.0 && !said.links.is_empty())
    else {
        if reader.findings.len() == before {
            reader.wrong("times", node, "say no routes or no demand", "both");
        }
        return None;
    };
    let (count, theta) = (said.links.len(), said.theta);
    let paths = Paths::parallel(said.links, demand);
    let mut making = Making::new(reader, node, name, Kind::Paths(PathsCase { paths }));
    for entry in node.entries().unwrap_or_default() {
        match entry.key.as_str() {
            "times" | "demand" | "theta" | "source" => {}
            "user_equilibrium" => {
                flows(&mut making, entry.node.get("flow"), None, count);
                let quantity = |path| Quantity::Path {
                    what: PathQuantity::Time,
                    path,
                    theta: None,
                };
                // The time of a path in use; the quickest has it in any case.
                let most = most_used(entry.node.get("flow"));
                let label = "user equilibrium, time";
                making.ask(entry.node.get("time"), label, quantity(most));
            }
            "stochastic_user_equilibrium_logit" | "stochastic_user_equilibrium" => {
                match entry.node.entries() {
                    Some(entries) => {
                        for at in entries {
                            match at.key.parse::<f64>() {
                                Ok(theta) => flows(&mut making, Some(&at.node), Some(theta), count),
                                Err(_) => {
                                    let problem = format!("has `{}`", at.key);
                                    let expected = "dispersions, each with flows";
                                    making
                                        .reader
                                        .wrong(&entry.key, &at.node, &problem, expected);
                                }
                            }
                        }
                    }
                    None if theta.is_some() => {
                        flows(&mut making, Some(&entry.node), theta, count);
                    }
                    None => {
                        let problem = "says no `theta`";
                        making
                            .reader
                            .wrong("times", &entry.node, problem, "`theta 1` in `times`");
                    }
                }
            }
            key => {
                let note = note_of(making.reader, name, key);
                notes.push(note);
            }
        }
    }
    for asked in &mut making.case.expects {
        asked.digits = Some(DIGITS);
        asked.tolerance = match asked.quantity {
            Quantity::Path {
                what: PathQuantity::Time,
                ..
            } => OF_TIME * asked.value,
            _ => OF_FLOW * demand,
        };
    }
    let is_sound = making.reader.findings.len() == before;
    (is_sound && !making.case.expects.is_empty()).then_some(making.case)
}

/// The path with most flow.
fn most_used(flows: Option<&Node>) -> usize {
    let flows = flows.and_then(Node::numbers).unwrap_or_default();
    let order = |one: &usize, two: &usize| flows[*one].total_cmp(&flows[*two]);
    (0..flows.len()).max_by(order).unwrap_or_default()
}

/// Asks for the flow of each path.
fn flows(making: &mut Making, at: Option<&Node>, theta: Option<f64>, count: usize) {
    let Some(node) = at else { return };
    let list = node.list().unwrap_or_default();
    if list.len() != count {
        let problem = format!("has {} flows", list.len());
        making.reader.wrong(
            "flow",
            node,
            &problem,
            &format!("one for each of {count} routes"),
        );
        return;
    }
    for (path, flow) in list.iter().enumerate() {
        let label = match theta {
            Some(theta) => format!("flow of path {} at theta {theta}", path + 1),
            None => format!("user equilibrium, flow of path {}", path + 1),
        };
        let what = PathQuantity::Flow;
        making.ask(Some(flow), label, Quantity::Path { what, path, theta });
    }
}
