//! `flows`, `stations` and `trains`: gates and a border, then trains with limited room.
//!
//! Customers choose their train by chance when they leave the last station, so each train sees
//! a thinned Poisson stream.

use kervan_stations::{Network, Routing};

use super::trains_and_lines::timetable;
use super::{COUNT, Making, POSITIVE, at_random, class, exponential, number, servers, whole};
use crate::case::{Case, Kind};
use crate::node::{Entry, Node};
use crate::quantity::NetworkQuantity as Asked;
use crate::read::CaseFile;
use crate::section::Reader;

pub(super) fn read(reader: &mut Reader, tree: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    for (position, node) in tree.list().unwrap_or_default().iter().enumerate() {
        let name = node.get("id").and_then(Node::text).map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("corridor-{}", position + 1));
        file.cases.extend(corridor(reader, node, &name));
    }
    file
}

fn corridor(reader: &mut Reader, node: &Node, name: &str) -> Option<Case> {
    let flows = entries(reader, node, "flows");
    let stations = entries(reader, node, "stations");
    let trains = entries(reader, node, "trains");
    let mut network = Network {
        stations: Vec::new(),
        classes: Vec::new(),
    };
    for entry in stations {
        let rate = number(reader, &entry.node, "service_rate", POSITIVE)?;
        let count = whole(reader, &entry.node, "servers", COUNT)?;
        let service = exponential(reader, &entry.node, 1.0 / rate)?;
        let service = vec![service; flows.len()];
        network
            .stations
            .push(servers(&entry.key, count, service, None));
    }
    for entry in trains {
        let headway = number(reader, &entry.node, "headway", POSITIVE)?;
        let room = whole(reader, &entry.node, "capacity", COUNT)?;
        let running = number(reader, &entry.node, "running_time", (0.0, 1e9))?;
        network
            .stations
            .extend(timetable(&entry.key, headway, room, running));
    }
    let names: Vec<String> = network
        .stations
        .iter()
        .map(|one| one.name.clone())
        .collect();
    let position = |reader: &mut Reader, what: &str, name: &str, node: &Node| {
        let found = names.iter().position(|known| known == name);
        if found.is_none() {
            let names = names.iter().map(String::as_str);
            reader.unknown(what, name, node, names, "the case");
        }
        found
    };
    for entry in flows {
        let rate = number(reader, &entry.node, "poisson_rate", POSITIVE)?;
        let mut rows = vec![vec![0.0; names.len()]; names.len()];
        let mut at = None;
        let mut first = None;
        for station in super::list(reader, &entry.node, "stations") {
            let next = position(reader, "station", station.text().unwrap_or("?"), station)?;
            if let Some(at) = at {
                let row: &mut Vec<f64> = &mut rows[at];
                row[next] = 1.0;
            }
            first = first.or(Some(next));
            at = Some(next);
        }
        let mut entry_at = Vec::new();
        let mut chances = 0.0;
        for split in entries(reader, &entry.node, "train_split") {
            let train = position(reader, "train", &split.key, &split.node)?;
            let chance = reader.number_of("train_split", &split.node, (0.0, 1.0))?;
            chances += chance;
            match at {
                Some(at) => rows[at][train] = chance,
                None => entry_at.push((train, chance)),
            }
        }
        if let Some(node) = entry.node.get("train_split")
            && (chances - 1.0_f64).abs() > 1e-6
        {
            let problem = format!("adds up to {chances:.6}");
            reader.wrong("train_split", node, &problem, "chances that add up to 1");
        }
        entry_at.extend(first.map(|first| (first, 1.0)));
        let source = at_random(reader, &entry.node, rate)?;
        network
            .classes
            .push(class(&entry.key, source, entry_at, Routing::Chances(rows)));
    }
    let network = super::checked(reader, node, network)?;
    let expected = node.get("expected").unwrap_or(node);
    let mut making = Making::new(reader, node, name, Kind::Network(network));
    let under = |key: &str| {
        expected
            .get(key)
            .and_then(Node::entries)
            .unwrap_or_default()
    };
    for entry in under("per_flow") {
        let class = flows.iter().position(|flow| flow.key == entry.key);
        let label = format!("mean time of {}", entry.key);
        let at = entry.node.get("mean_door_to_arrival");
        making.ask_network(at, label, Asked::MeanTime, None, class);
    }
    for (key, asked) in [
        (
            "stations",
            &[
                ("arrival_rate", "arrival rate", Asked::ArrivalRate),
                ("rho", "utilisation", Asked::Utilisation),
                ("mean_wait", "mean wait", Asked::MeanWait),
                ("mean_time", "mean time", Asked::MeanTime),
                ("mean_number", "mean number", Asked::MeanNumber),
            ][..],
        ),
        (
            "trains",
            &[
                ("arrival_rate", "arrival rate", Asked::ArrivalRate),
                ("load", "utilisation", Asked::Utilisation),
                ("mean_wait", "mean wait", Asked::MeanWait),
                (
                    "chance_left_behind",
                    "share leaving behind",
                    Asked::ShareLeavingBehind,
                ),
                (
                    "mean_left_behind",
                    "mean left behind",
                    Asked::MeanLeftBehind,
                ),
            ][..],
        ),
    ] {
        for entry in under(key) {
            let station = names.iter().position(|name| *name == entry.key);
            for (key, words, what) in asked {
                let label = format!("{words} at {}", entry.key);
                making.ask_network(entry.node.get(key), label, *what, station, None);
            }
        }
    }
    Some(making.case)
}

fn entries<'n>(reader: &mut Reader, node: &'n Node, key: &str) -> &'n [Entry] {
    let found = node.get(key).and_then(Node::entries);
    if found.is_none() {
        let at = node.get(key).unwrap_or(node);
        reader.wrong(key, at, "is no object", "an object of names");
    }
    found.unwrap_or_default()
}
