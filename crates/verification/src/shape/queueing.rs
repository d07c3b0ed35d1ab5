//! `cases` with a `model`: single queues and networks of queues from textbooks.

use kervan_engine::Distribution;
use kervan_stations::{Network, Source, Station, Work};

use super::{
    COUNT, Making, POSITIVE, at_random, checked, class, exponential, list, note_of, number,
    servers, single, whole,
};
use crate::case::{Case, Kind};
use crate::node::Node;
use crate::quantity::NetworkQuantity as Asked;
use crate::read::CaseFile;
use crate::read::network::by_visits;
use crate::section::Reader;

/// Symbols of single queues.
const OF_A_QUEUE: [(&str, &str, Asked); 9] = [
    ("rho", "utilisation", Asked::Utilisation),
    ("p_wait", "share waited", Asked::ShareWaited),
    ("Wq", "mean wait", Asked::MeanWait),
    ("Lq", "mean line", Asked::MeanLine),
    ("W", "mean time", Asked::MeanTime),
    ("L", "mean number", Asked::MeanNumber),
    ("p0", "share empty", Asked::ShareEmpty),
    ("p_block", "share lost", Asked::ShareLost),
    ("throughput", "throughput", Asked::Throughput),
];
/// Parameters of all models.
const PARAMS: [&str; 16] = [
    "arrival_rate",
    "offered_load",
    "service_rate",
    "mean_service",
    "scv_service",
    "service",
    "servers",
    "capacity_total",
    "stations",
    "external_arrival_rate",
    "service_time",
    "routing",
    "population",
    "think_time",
    "arrivals",
    "note",
];
/// Lists of networks, a number for each station.
const OF_STATIONS: [(&str, &str, Asked); 5] = [
    ("throughput", "throughput", Asked::Throughput),
    ("utilisation", "utilisation", Asked::Utilisation),
    ("queue_length", "mean number", Asked::MeanNumber),
    ("time", "mean time", Asked::MeanTime),
    ("time_per_visit", "mean time", Asked::MeanTime),
];

pub(super) fn read(reader: &mut Reader, cases: &[Node]) -> CaseFile {
    let mut file = CaseFile::default();
    for (position, node) in cases.iter().enumerate() {
        let name = node.get("id").and_then(Node::text).map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("case-{}", position + 1));
        file.cases.extend(one(reader, node, &name, &mut file.notes));
    }
    file
}

fn one(reader: &mut Reader, node: &Node, name: &str, notes: &mut Vec<String>) -> Option<Case> {
    let (Some(params), Some(expected)) = (node.get("params"), node.get("expected")) else {
        let missing = if node.get("params").is_none() {
            "params"
        } else {
            "expected"
        };
        reader.wrong(missing, node, "is missing", "an object");
        return None;
    };
    let model = node.get("model").and_then(Node::text).unwrap_or_default();
    for entry in params.entries().unwrap_or_default() {
        if !PARAMS.contains(&entry.key.as_str()) {
            let expected = format!("one of {}", PARAMS.join(", "));
            reader.wrong(&entry.key, &entry.node, "is not known here", &expected);
        }
    }
    let network = if model.contains("network") {
        of_network(reader, params)?
    } else {
        queue(reader, node, params, model)?
    };
    let mut making = Making::new(reader, node, name, Kind::Network(network.network));
    making.case.title = model.to_owned();
    for entry in expected.entries().unwrap_or_default() {
        let key = entry.key.as_str();
        let whole = ("system_throughput", "throughput", Asked::Throughput);
        if key == whole.0 {
            making.ask_network(Some(&entry.node), whole.1, whole.2, None, None);
        } else if let Some(numbers) = entry.node.list() {
            let Some((_, words, what)) = OF_STATIONS.iter().find(|known| known.0 == key) else {
                notes.push(note_of(making.reader, name, key));
                continue;
            };
            if numbers.len() != network.asked {
                let problem = format!("has {} numbers", numbers.len());
                let expected = format!("a number for each of {} stations", network.asked);
                making.reader.wrong(key, &entry.node, &problem, &expected);
                continue;
            }
            for (station, node) in numbers.iter().enumerate() {
                let label = format!("{words} at {}", station + 1);
                making.ask_network(Some(node), label, *what, Some(station), None);
            }
        } else if let Some((_, words, what)) = OF_A_QUEUE.iter().find(|known| known.0 == key) {
            making.ask_network(Some(&entry.node), *words, *what, Some(0), None);
        } else {
            notes.push(note_of(making.reader, name, key));
        }
    }
    (!making.case.expects.is_empty()).then_some(making.case)
}

/// A network, and how many of its stations are asked about: those before the terminals.
struct Made {
    network: Network,
    asked: usize,
}

/// Whether a model of Kendall's notation is one of these: `1` or `c` servers or a number, then `/K`
/// or a number for limited room, then perhaps words in brackets.
fn is_kendall(model: &str, prefix: &str, with_room: bool) -> bool {
    let model = model.split(" (").next().unwrap_or_default();
    let Some(rest) = model.strip_prefix(prefix) else {
        return false;
    };
    let is = |part: &str, letter: &str| part == letter || part.parse::<u32>().is_ok();
    match rest.split_once('/') {
        None => is(rest, "c"),
        Some((servers, room)) => with_room && is(servers, "c") && is(room, "K"),
    }
}

fn queue(reader: &mut Reader, node: &Node, params: &Node, model: &str) -> Option<Made> {
    let is_erlang = ["Erlang B", "Erlang C"].contains(&model);
    let has_room = model
        .split(" (")
        .next()
        .is_some_and(|model| model.split('/').count() == 4);
    let known = is_erlang
        || is_kendall(model, "M/M/", true)
        || is_kendall(model, "M/D/", true)
        || is_kendall(model, "M/G/", true);
    if !known {
        let at = node.get("model").unwrap_or(node);
        let expected =
            "M/M/c, M/D/c, M/G/c, each perhaps with /K, Erlang B, Erlang C, or a network";
        reader.wrong("model", at, &format!("is `{model}`"), expected);
        return None;
    }
    if has_room && params.get("capacity_total").is_none() {
        reader.wrong("capacity_total", params, "is missing", "the places in all");
        return None;
    }
    if !has_room && let Some(at) = params.get("capacity_total") {
        let expected = "a model with room, such as M/M/c/K";
        reader.wrong(
            "capacity_total",
            at,
            &format!("does not go with `{model}`"),
            expected,
        );
        return None;
    }
    let rate_key = if model.starts_with("Erlang") {
        "offered_load"
    } else {
        "arrival_rate"
    };
    let rate = number(reader, params, rate_key, POSITIVE)?;
    let count = match params.get("servers") {
        Some(_) => whole(reader, params, "servers", COUNT)?,
        None => 1,
    };
    let mean = match (params.get("mean_service"), params.get("service_rate")) {
        (Some(_), _) => number(reader, params, "mean_service", POSITIVE)?,
        (None, Some(_)) => 1.0 / number(reader, params, "service_rate", POSITIVE)?,
        // A load is in units of the mean service.
        (None, None) if model.starts_with("Erlang") => 1.0,
        (None, None) => {
            reader.wrong(
                "service_rate",
                params,
                "is missing",
                "`service_rate` or `mean_service`",
            );
            return None;
        }
    };
    let room = if model == "Erlang B" {
        Some(count)
    } else if params.get("capacity_total").is_some() {
        Some(whole(reader, params, "capacity_total", COUNT)?)
    } else {
        None
    };
    let service = if model.starts_with("M/M/") || model.starts_with("Erlang") {
        exponential(reader, params, mean)?
    } else if model.starts_with("M/D/") {
        Distribution::constant(mean).ok()?
    } else {
        general(reader, params, mean)?
    };
    let source = at_random(reader, params, rate)?;
    let network = single(source, servers("queue", count, vec![service], room));
    Some(Made {
        network: checked(reader, node, network)?,
        asked: 1,
    })
}

/// A law of service by its name, mean and squared coefficient of variation.
fn general(reader: &mut Reader, params: &Node, mean: f64) -> Option<Distribution> {
    let written = params.get("service").and_then(Node::text).unwrap_or("?");
    let scv = number(reader, params, "scv_service", (0.0, 100.0))?;
    let erlang = written
        .strip_prefix('E')
        .and_then(|phases| phases.parse::<u32>().ok());
    let lower = written.to_lowercase();
    let made = if written == "D" {
        Distribution::constant(mean).ok().map(|made| (made, 0.0))
    } else if written == "M" {
        Distribution::exponential(mean).ok().map(|made| (made, 1.0))
    } else if let Some(phases) = erlang {
        let made = Distribution::erlang(phases, mean).ok();
        made.map(|made| (made, 1.0 / f64::from(phases)))
    } else if written.starts_with("H2") {
        two_exponentials(mean, scv).map(|made| (made, scv))
    } else if lower.starts_with("lognormal") {
        let sigma = (1.0 + scv).ln().sqrt();
        Distribution::lognormal(mean, sigma)
            .ok()
            .map(|made| (made, scv))
    } else if lower.starts_with("gamma") {
        Distribution::gamma(mean, 1.0 / scv)
            .ok()
            .map(|made| (made, scv))
    } else {
        None
    };
    match made {
        Some((made, own)) if (own - scv).abs() < 1e-9 => Some(made),
        found => {
            let at = params.get("service").unwrap_or(params);
            let problem = match found {
                Some(_) => format!("is `{written}`, which does not go with `scv_service` {scv}"),
                None => format!("is `{written}` with `scv_service` {scv}"),
            };
            let expected = "D, M, E2, E3 ..., H2, lognormal or gamma with its scv";
            reader.wrong("service", at, &problem, expected);
            None
        }
    }
}

/// Hyperexponential with two phases of balanced means: each does half of the work.
fn two_exponentials(mean: f64, scv: f64) -> Option<Distribution> {
    let root = ((scv - 1.0) / (scv + 1.0)).sqrt();
    if root.is_nan() || root <= 0.0 || root >= 1.0 {
        return None;
    }
    let chances = [(1.0 + root) / 2.0, (1.0 - root) / 2.0];
    let parts = chances
        .iter()
        .map(|chance| Distribution::exponential(mean / (2.0 * chance)).ok())
        .collect::<Option<Vec<_>>>()?;
    Distribution::mixture(chances.to_vec(), parts).ok()
}

fn of_network(reader: &mut Reader, params: &Node) -> Option<Made> {
    if params.get("routing").is_some() {
        by_routing(reader, params)
    } else {
        with_visits(reader, params)
    }
}

/// An open network with a matrix of chances.
fn by_routing(reader: &mut Reader, params: &Node) -> Option<Made> {
    let mut numbers = |key: &str, low: f64, high: f64| -> Option<Vec<f64>> {
        let list = list(reader, params, key);
        list.iter()
            .map(|node| reader.number_of(key, node, (low, high)))
            .collect()
    };
    let times = numbers("service_time", 1e-9, 1e9)?;
    let rates = numbers("external_arrival_rate", 0.0, 1e9)?;
    let mut rows = Vec::new();
    for row in list(reader, params, "routing") {
        let chances = row.numbers();
        if chances.as_ref().is_none_or(|row| row.len() != times.len()) {
            reader.wrong("routing", row, "is no row", "a chance for each station");
        }
        rows.push(chances?);
    }
    if rows.len() != times.len() || rates.len() != times.len() {
        let expected = "as many rows and arrival rates as service times";
        reader.wrong("routing", params, "has lists of several lengths", expected);
        return None;
    }
    let counts = server_counts(reader, params, times.len())?;
    let mut stations = Vec::new();
    for ((position, mean), count) in times.iter().enumerate().zip(counts) {
        let service = vec![exponential(reader, params, *mean)?];
        stations.push(servers(&(position + 1).to_string(), count, service, None));
    }
    let rate: f64 = rates.iter().sum();
    let source = at_random(reader, params, rate)?;
    let entry = rates
        .iter()
        .enumerate()
        .filter(|(_, own)| **own > 0.0)
        .map(|(station, own)| (station, own / rate))
        .collect();
    let asked = stations.len();
    let routing = kervan_stations::Routing::Chances(rows);
    let classes = vec![class("customers", source, entry, routing)];
    let network = checked(reader, params, Network { stations, classes })?;
    Some(Made { network, asked })
}

/// Servers of each station, 1 where nothing is said.
fn server_counts(reader: &mut Reader, params: &Node, stations: usize) -> Option<Vec<u32>> {
    let Some(node) = params.get("servers") else {
        return Some(vec![1; stations]);
    };
    let counts = node.numbers().filter(|counts| counts.len() == stations);
    if counts.is_none() {
        reader.wrong("servers", node, "is no list", "a number for each station");
    }
    Some(counts?.into_iter().map(|count| count as u32).collect())
}

/// An open or closed network with mean visits; terminals are a delay of one visit a cycle.
fn with_visits(reader: &mut Reader, params: &Node) -> Option<Made> {
    let mut stations = Vec::new();
    let mut visits = Vec::new();
    for (position, node) in list(reader, params, "stations").iter().enumerate() {
        let mean = number(reader, node, "service", POSITIVE)?;
        let count = match node.get("servers") {
            Some(_) => whole(reader, node, "servers", COUNT)?,
            None => 1,
        };
        let service = vec![exponential(reader, node, mean)?];
        stations.push(servers(&(position + 1).to_string(), count, service, None));
        visits.push((position, number(reader, node, "visits", (0.0, 1e9))?));
    }
    let asked = stations.len();
    let source = match params.get("population") {
        Some(_) => Source::Closed {
            population: whole(reader, params, "population", COUNT)?,
        },
        None => {
            let rate = number(reader, params, "arrival_rate", POSITIVE)?;
            at_random(reader, params, rate)?
        }
    };
    let think = match params.get("think_time") {
        Some(_) => number(reader, params, "think_time", (0.0, 1e9))?,
        None => 0.0,
    };
    if think > 0.0 {
        visits.push((stations.len(), 1.0));
        stations.push(Station {
            name: "terminals".to_owned(),
            work: Work::Delay(vec![exponential(reader, params, think)?]),
        });
    }
    let Some((entry, routing)) = by_visits(&visits, stations.len()) else {
        let expected = "stations that are visited at least once in all";
        reader.wrong("stations", params, "has too few visits", expected);
        return None;
    };
    let classes = vec![class("customers", source, entry, routing)];
    let network = checked(reader, params, Network { stations, classes })?;
    Some(Made { network, asked })
}
