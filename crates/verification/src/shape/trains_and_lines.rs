//! `scheduled_trains` and `saturated_lines`.

use kervan_engine::Distribution;
use kervan_stations::{Departures, Network, Routing, Source, Station, WhenFull, Work};

use super::{
    COUNT, Making, POSITIVE, at_random, class, exponential, list, note_of, number, servers, single,
    whole,
};
use crate::case::Kind;
use crate::node::Node;
use crate::quantity::NetworkQuantity as Asked;
use crate::read::CaseFile;
use crate::section::Reader;

pub(super) fn read(reader: &mut Reader, tree: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    if tree.get("scheduled_trains").is_some() {
        for node in list(reader, tree, "scheduled_trains") {
            train(reader, node, &mut file);
        }
    }
    if tree.get("saturated_lines").is_some() {
        for node in list(reader, tree, "saturated_lines") {
            file.cases.extend(line(reader, node));
        }
    }
    file
}

fn train(reader: &mut Reader, node: &Node, file: &mut CaseFile) -> Option<()> {
    let rate = number(reader, node, "arrival_rate", POSITIVE);
    let headway = number(reader, node, "headway", POSITIVE);
    let room = whole(reader, node, "train_capacity", COUNT);
    let (rate, headway, room) = (rate?, headway?, room?);
    let name = format!("train-{rate}-{headway}-{room}");
    let source = at_random(reader, node, rate)?;
    let network = single(source, timetable("train", headway, room, 0.0)?);
    let expected = node.get("expected").unwrap_or(node);
    let mut making = Making::new(reader, node, &name, Kind::Network(network));
    for (key, label, what) in [
        ("load", "utilisation", Asked::Utilisation),
        (
            "mean_left_behind",
            "mean left behind",
            Asked::MeanLeftBehind,
        ),
        (
            "p_someone_left",
            "share leaving behind",
            Asked::ShareLeavingBehind,
        ),
        ("mean_wait", "mean wait", Asked::MeanWait),
    ] {
        making.ask_network(expected.get(key), label, what, Some(0), None);
    }
    file.cases.push(making.case);
    let known = ["load", "mean_left_behind", "p_someone_left", "mean_wait"];
    for entry in expected.entries().unwrap_or_default() {
        if !known.contains(&entry.key.as_str()) {
            file.notes.push(note_of(reader, &name, &entry.key));
        }
    }
    Some(())
}

/// A timetable as a station.
pub(super) fn timetable(name: &str, headway: f64, room: u32, running: f64) -> Option<Station> {
    Some(Station {
        name: name.to_owned(),
        work: Work::Departures(Departures {
            headway,
            room,
            running: Distribution::constant(running).ok()?,
        }),
    })
}

/// Stations in series; a buffer holds so many beside the one in service, and who finds none
/// blocks the station before.
fn line(reader: &mut Reader, node: &Node) -> Option<crate::case::Case> {
    let rates: Vec<Option<f64>> = list(reader, node, "service_rates")
        .iter()
        .map(|rate| reader.number_of("service_rates", rate, POSITIVE))
        .collect();
    let buffers: Vec<Option<f64>> = list(reader, node, "buffers_between")
        .iter()
        .map(|buffer| reader.number_of("buffers_between", buffer, (0.0, 1e5)))
        .collect();
    let rates: Vec<f64> = rates.into_iter().collect::<Option<_>>()?;
    let buffers: Vec<f64> = buffers.into_iter().collect::<Option<_>>()?;
    if rates.is_empty() || buffers.len() + 1 != rates.len() {
        let found = node.get("buffers_between").unwrap_or(node);
        let expected = "a buffer between each two stations";
        reader.wrong("buffers_between", found, "does not fit the rates", expected);
        return None;
    }
    let mut stations = Vec::new();
    for (position, rate) in rates.iter().enumerate() {
        let service = exponential(reader, node, 1.0 / rate)?;
        let room = position
            .checked_sub(1)
            .map(|before| buffers[before] as u32 + 1);
        let mut station = servers(&format!("station-{}", position + 1), 1, vec![service], room);
        if let Work::Servers(servers) = &mut station.work {
            servers.when_full = WhenFull::Blocks;
        }
        stations.push(station);
    }
    let words = |numbers: &[f64]| {
        let words: Vec<String> = numbers.iter().map(f64::to_string).collect();
        words.join("-")
    };
    let name = format!("line-{}-buffers-{}", words(&rates), words(&buffers));
    let route = (0..rates.len()).collect();
    let network = Network {
        stations,
        classes: vec![class(
            "customers",
            Source::Saturated,
            vec![(0, 1.0)],
            Routing::Itinerary(route),
        )],
    };
    let mut making = Making::new(reader, node, &name, Kind::Network(network));
    making.ask_network(
        node.get("throughput"),
        "throughput",
        Asked::Throughput,
        None,
        None,
    );
    Some(making.case)
}
