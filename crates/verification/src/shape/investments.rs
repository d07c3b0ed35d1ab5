//! A list of networks with projects that widen arcs: what they carry without, with each, with all,
//! and which projects carry everything at least cost.

use kervan_bottleneck::concurrent_flow::{Arc, Commodity, Network};

use super::canad::name_of;
use super::{Making, list, note_of, number};
use crate::case::{Capacity, CapacityNetwork, Case, Investments, Kind, Lots, Project};
use crate::node::{Node, Value};
use crate::quantity::{CapacityQuantity as Asked, PlanQuantity, Quantity};
use crate::read::CaseFile;
use crate::section::Reader;

/// Capacities, demands and what projects add.
const AMOUNT: (f64, f64) = (0.0, 1e12);
/// What a throughput may be off by.
const TOLERANCE: f64 = 1e-6;
/// What a cost may be off by: published ones have six decimals.
const COST_TOLERANCE: f64 = 1e-5;
/// Interest of a period.
const RATE: (f64, f64) = (0.0, 10.0);

/// Whether an object says of a network what this shape says.
pub(super) fn is_one(node: &Node) -> bool {
    node.get("instance")
        .is_some_and(|instance| instance.get("arcs").is_some() && instance.get("ods").is_some())
}

pub(super) fn read(reader: &mut Reader, cases: &[Node]) -> CaseFile {
    let mut file = CaseFile::default();
    for (position, node) in cases.iter().enumerate() {
        let name = node.get("id").and_then(Node::text).map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("case-{}", position + 1));
        file.cases
            .extend(both(reader, node, &name, &mut file.notes));
    }
    file
}

/// The cases of one network: what it carries, and the plans for it.
fn both(reader: &mut Reader, node: &Node, name: &str, notes: &mut Vec<String>) -> Vec<Case> {
    let (Some(instance), Some(expected)) = (node.get("instance"), node.get("expected")) else {
        let missing = if node.get("instance").is_none() {
            "instance"
        } else {
            "expected"
        };
        reader.wrong(missing, node, "is missing", "an object");
        return Vec::new();
    };
    let Some(asked) = instance_of(reader, instance) else {
        return Vec::new();
    };
    let mut cases = Vec::new();
    cases.extend(throughput(reader, node, name, expected, &asked, notes));
    let has_budget = !asked.budget.is_empty();
    let without = Investments {
        budget: Vec::new(),
        ..asked.clone()
    };
    match (expected.get("without_budget"), expected.get("with_budget")) {
        (None, None) => cases.extend(plan(
            reader,
            node,
            &format!("{name} plan"),
            expected,
            without,
        )),
        (first, second) => {
            if let Some(expected) = first {
                let name = format!("{name} without a budget");
                cases.extend(plan(reader, node, &name, expected, without));
            }
            if let Some(expected) = second.filter(|_| has_budget) {
                let name = format!("{name} within the budget");
                cases.extend(plan(reader, node, &name, expected, asked));
            }
        }
    }
    cases
}

/// A network with its projects.
fn instance_of(reader: &mut Reader, instance: &Node) -> Option<Investments> {
    let before = reader.findings.len();
    let mut made = CapacityNetwork::default();
    for node in list(reader, instance, "nodes") {
        made.nodes.extend(name_of(reader, "nodes", node));
    }
    let mut ids: Vec<&str> = Vec::new();
    let ends = |reader: &mut Reader, node: &Node| {
        let [from, to] = ["from", "to"].map(|key| {
            let Some(end) = node.get(key) else {
                reader.wrong(key, node, "is missing", "a node");
                return None;
            };
            let name = name_of(reader, key, end)?;
            let found = made.nodes.iter().position(|known| *known == name);
            if found.is_none() {
                let known = made.nodes.iter().map(String::as_str);
                reader.unknown("node", &name, end, known, "the network");
            }
            found
        });
        Some((from?, to?))
    };
    let (mut arcs, mut demands) = (Vec::new(), Vec::new());
    for arc in list(reader, instance, "arcs") {
        let capacity = number(reader, arc, "capacity", AMOUNT);
        if let (Some((from, to)), Some(capacity)) = (ends(reader, arc), capacity) {
            arcs.push(Arc { from, to, capacity });
            ids.push(arc.get("id").and_then(Node::text).unwrap_or_default());
        }
    }
    for od in list(reader, instance, "ods") {
        let demand = number(reader, od, "demand", AMOUNT);
        if let (Some((origin, destination)), Some(demand)) = (ends(reader, od), demand) {
            demands.push(Commodity {
                origin,
                destination,
                demand,
            });
        }
    }
    let mut projects = Vec::new();
    for project in instance
        .get("projects")
        .and_then(Node::list)
        .unwrap_or_default()
    {
        let cost = match project.get("cost") {
            Some(_) => number(reader, project, "cost", AMOUNT),
            None => Some(0.0),
        };
        let adds = number(reader, project, "adds", AMOUNT);
        let arc = project.get("arc");
        let written = arc.and_then(Node::text).unwrap_or_default();
        match (ids.iter().position(|id| *id == written), adds) {
            (Some(arc), Some(adds)) => projects.push(Project {
                name: project
                    .get("id")
                    .and_then(Node::text)
                    .unwrap_or_default()
                    .to_owned(),
                arc,
                adds,
                cost: cost.unwrap_or_default(),
            }),
            (None, _) => {
                let at = arc.unwrap_or(project);
                reader.unknown("arc", written, at, ids.iter().copied(), "the network");
            }
            _ => {}
        }
    }
    (made.network, made.demands) = (
        Network {
            nodes: made.nodes.len(),
            arcs,
        },
        demands,
    );
    let growth: Vec<f64> = match instance.get("demand_multiplier").and_then(Node::list) {
        Some(list) => list.iter().filter_map(Node::number).collect(),
        None => vec![1.0],
    };
    let mut optional = |key: &str, range| match instance.get(key) {
        Some(_) => number(reader, instance, key, range),
        None => None,
    };
    let discount_rate = optional("discount_rate", RATE).unwrap_or_default();
    let budget = match instance
        .get("budget_per_period")
        .map(|node| (node, node.number()))
    {
        Some((_, Some(most))) => vec![most; growth.len()],
        Some((node, None)) => {
            let list: Vec<f64> = list(reader, instance, "budget_per_period")
                .iter()
                .filter_map(Node::number)
                .collect();
            if list.len() != growth.len() {
                let problem = format!("has {} numbers", list.len());
                reader.wrong("budget_per_period", node, &problem, "one for each period");
            }
            list
        }
        None => Vec::new(),
    };
    (reader.findings.len() == before).then_some(Investments {
        network: made,
        projects,
        growth,
        discount_rate,
        budget,
    })
}

/// What is asked of plans.
fn plan(
    reader: &mut Reader,
    node: &Node,
    name: &str,
    expected: &Node,
    asked: Investments,
) -> Option<Case> {
    let names: Vec<String> = asked.projects.iter().map(|row| row.name.clone()).collect();
    let mut making = Making::new(reader, node, name, Kind::Investments(asked));
    let next = |leaves_out| PlanQuantity::NextCost { leaves_out };
    let costs = [
        (
            "optimal_cost",
            "cost of the cheapest plan",
            PlanQuantity::Cost,
        ),
        (
            "optimal_npv",
            "cost of the cheapest plan",
            PlanQuantity::Cost,
        ),
        ("next_best_cost", "cost of the next plan", next(true)),
        ("next_best_npv", "cost of the next plan", next(false)),
        (
            "greedy_cost",
            "cost of taking one at a time",
            PlanQuantity::OneAtATimeCost,
        ),
    ];
    for (key, label, what) in costs {
        let at = expected.get(key).filter(|node| node.number().is_some());
        making.ask(at, label, Quantity::Plan(what));
    }
    if let Some(set) = expected.get("optimal_set").and_then(Node::list) {
        let unique = expected.get("unique").map(|node| &node.value);
        let is_unique = matches!(unique, Some(Value::Flag(true)));
        for (position, name) in names.iter().enumerate().filter(|_| is_unique) {
            let does = set.iter().any(|node| node.text() == Some(name));
            making.ask_for(
                expected.get("optimal_set"),
                format!("the cheapest plan does {name}"),
                Quantity::Plan(PlanQuantity::Does(position)),
                f64::from(u8::from(does)),
            );
        }
    }
    if let Some(periods) = expected.get("build_period") {
        let starts = names.iter().map(|name| {
            let period = periods.get(name)?.number()?;
            (period >= 1.0).then(|| period as usize - 1)
        });
        let what = PlanQuantity::CostOf(starts.collect());
        let at = expected.get("optimal_npv");
        making.ask(at, "cost of the published plan", Quantity::Plan(what));
    }
    for asked in &mut making.case.expects {
        asked.digits = Some(9.0);
        asked.tolerance = COST_TOLERANCE;
    }
    (!making.case.expects.is_empty()).then_some(making.case)
}

/// Whether an object says of lots what this shape says.
pub(super) fn is_lots(node: &Node) -> bool {
    ["demand", "setup_cost", "optimal_cost"]
        .iter()
        .all(|key| node.get(key).is_some())
}

/// Lots of one product, and what the best cost.
pub(super) fn read_lots(reader: &mut Reader, node: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    let before = reader.findings.len();
    let mut numbers = |key: &str| -> Vec<f64> {
        let list = list(reader, node, key).iter();
        list.filter_map(Node::number).collect()
    };
    let (demand, setup_cost) = (numbers("demand"), numbers("setup_cost"));
    let key = "holding_cost_per_unit_and_period";
    let holding = number(reader, node, key, AMOUNT);
    if demand.len() != setup_cost.len() {
        let problem = format!("has {} numbers", setup_cost.len());
        reader.wrong("setup_cost", node, &problem, "one for each demand");
    }
    let (Some(holding_cost), true) = (holding, reader.findings.len() == before) else {
        return file;
    };
    let kind = Kind::Lots(Lots {
        demand,
        setup_cost,
        holding_cost,
    });
    let mut making = Making::new(reader, node, "lots", kind);
    let cost = Quantity::Plan(PlanQuantity::Cost);
    making.ask(node.get("optimal_cost"), "cost of the best lots", cost);
    for asked in &mut making.case.expects {
        asked.digits = Some(9.0);
        asked.tolerance = COST_TOLERANCE;
    }
    file.cases.push(making.case);
    file
}

/// What is asked of the capacity.
fn throughput(
    reader: &mut Reader,
    node: &Node,
    name: &str,
    expected: &Node,
    asked: &Investments,
    notes: &mut Vec<String>,
) -> Option<Case> {
    let network = Capacity::Network(asked.network.clone());
    let projects: Vec<(&str, (usize, f64))> = asked
        .projects
        .iter()
        .map(|row| (row.name.as_str(), (row.arc, row.adds)))
        .collect();
    let mut making = Making::new(reader, node, name, Kind::Capacity(network));
    let of = |what: Asked, added: Vec<(usize, f64)>| Quantity::Capacity {
        what,
        ends: None,
        arcs: Vec::new(),
        added,
    };
    for entry in expected.entries().unwrap_or_default() {
        let at = Some(&entry.node);
        match entry.key.as_str() {
            "served_without_investment" => {
                making.ask(at, "throughput", of(Asked::Throughput, Vec::new()));
            }
            "served_with_all" => {
                let all = projects.iter().map(|(_, added)| *added).collect();
                making.ask(
                    at,
                    "throughput with all projects",
                    of(Asked::Throughput, all),
                );
            }
            "gain_of_each_single_project" => {
                for gain in entry.node.entries().unwrap_or_default() {
                    match projects.iter().find(|(id, _)| *id == gain.key) {
                        Some((id, added)) => {
                            let quantity = of(Asked::ThroughputGained, vec![*added]);
                            making.ask(
                                Some(&gain.node),
                                format!("throughput gained by {id}"),
                                quantity,
                            );
                        }
                        None => {
                            let known = projects.iter().map(|(id, _)| *id);
                            let (name, node) = (gain.key.as_str(), &gain.node);
                            making
                                .reader
                                .unknown("project", name, node, known, "the network");
                        }
                    }
                }
            }
            "total_demand" | "unique" => {}
            "optimal_cost" | "optimal_set" | "next_best_cost" | "greedy_cost" => {}
            "with_budget" | "without_budget" => {}
            key => notes.push(note_of(making.reader, name, key)),
        }
    }
    for asked in &mut making.case.expects {
        asked.digits = Some(9.0);
        asked.tolerance = TOLERANCE;
    }
    (!making.case.expects.is_empty()).then_some(making.case)
}
