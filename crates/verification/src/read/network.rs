//! A network of stations.

use kervan_corridor::code;
use kervan_engine::Distribution;
use kervan_stations::{
    Breakdowns, Class, Departures, Discipline, Network, Routing, Servers, Source, Station,
    WhenFull, Work,
};

use super::expect::unknown;
use super::one_of;
use crate::node::Node;
use crate::section::{BREAKDOWNS, CLASS, DEPARTURES, Reader, STATION, Table};

/// Sums of chances may be off by rounding.
const ROUNDING: f64 = 1e-9;

/// The network of a case; what is wrong with it is found.
pub(super) fn network(reader: &mut Reader, case: &Table) -> Option<Network> {
    let before = reader.findings.len();
    reader.needed(case, "class");
    let stations = reader.tables(case, "station", &STATION);
    let classes = reader.tables(case, "class", &CLASS);
    let station_names = names(reader, &stations);
    let class_names = names(reader, &classes);
    let station_words: Vec<&str> = station_names.iter().map(String::as_str).collect();
    let class_words: Vec<&str> = class_names.iter().map(String::as_str).collect();
    let read: Vec<Option<Class>> = classes
        .iter()
        .zip(&class_names)
        .map(|(table, name)| class(reader, table, name, &station_words))
        .collect();
    let goes_to: Vec<Vec<bool>> = read
        .iter()
        .map(|class| match class {
            Some(class) => reached(class, station_words.len()),
            None => vec![false; station_words.len()],
        })
        .collect();
    let mut made = Vec::new();
    for (position, (table, name)) in stations.iter().zip(&station_names).enumerate() {
        let comes: Vec<bool> = goes_to.iter().map(|stations| stations[position]).collect();
        let work = work(reader, table, &class_words, &comes);
        made.extend(work.map(|work| Station {
            name: name.clone(),
            work,
        }));
    }
    for (key, is_empty) in [
        ("station", stations.is_empty()),
        ("class", classes.is_empty()),
    ] {
        if let Some(node) = case
            .get(key)
            .filter(|node| is_empty && node.list().is_some())
        {
            reader.wrong(key, node, "is empty", "one table or more");
        }
    }
    let network = Network {
        stations: made,
        classes: read.into_iter().flatten().collect(),
    };
    (reader.findings.len() == before).then_some(network)
}

/// The names of tables, each once.
fn names(reader: &mut Reader, tables: &[Table]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        let name = reader.needed_text(table, "name").unwrap_or_default();
        if names.contains(&name)
            && !name.is_empty()
            && let Some(node) = table.get("name")
        {
            let problem = format!("is `{name}` a second time");
            reader.wrong("name", node, &problem, "a name of its own for each");
        }
        names.push(name);
    }
    names
}

fn class(reader: &mut Reader, table: &Table, name: &str, stations: &[&str]) -> Option<Class> {
    const SOURCES: [&str; 3] = ["arrivals", "population", "saturated"];
    let given: Vec<&str> = SOURCES.into_iter().filter(|key| table.has(key)).collect();
    let source = match given[..] {
        ["arrivals"] => table.get("arrivals").and_then(|node| {
            let between = reader.distribution("arrivals", node)?;
            if between.mean() <= 0.0 {
                let expected = "a time between arrivals above 0";
                reader.wrong("arrivals", node, "is 0 on average", expected);
            }
            let batch = match table.get("batch") {
                Some(node) => reader.distribution("batch", node),
                None => Distribution::constant(1.0).ok(),
            };
            Some(Source::Open {
                between,
                batch: batch?,
            })
        }),
        ["population"] => reader
            .whole(table, "population", (1, 1_000_000))
            .map(|population| Source::Closed {
                population: population as u32,
            }),
        ["saturated"] => match reader.flag(table, "saturated") {
            Some(true) => Some(Source::Saturated),
            Some(false) => {
                if let Some(node) = table.get("saturated") {
                    reader.wrong("saturated", node, "is false", "true, or the key left out");
                }
                None
            }
            None => None,
        },
        _ => one_of(reader, table, &given, &SOURCES, &CLASS),
    };
    if let Some(node) = table.get("batch").filter(|_| given != ["arrivals"]) {
        let problem = "does not go without `arrivals`";
        reader.wrong("batch", node, problem, "it beside `arrivals`");
    }
    let priority = reader.whole(table, "priority", (-1000, 1000)).unwrap_or(0) as i32;
    let (entry, routing) = way(reader, table, stations)?;
    Some(Class {
        name: name.to_owned(),
        source: source?,
        priority,
        entry,
        routing,
    })
}

type Way = (Vec<(usize, f64)>, Routing);

/// Where a class enters, and where it goes next.
fn way(reader: &mut Reader, table: &Table, stations: &[&str]) -> Option<Way> {
    const WAYS: [&str; 3] = ["route", "routing", "visits"];
    let given: Vec<&str> = WAYS.into_iter().filter(|key| table.has(key)).collect();
    let entry = match table.get("entry") {
        Some(node) if given == ["routing"] => {
            let entry = chances(reader, "entry", node, stations)?;
            let sum: f64 = entry.iter().map(|(_, chance)| chance).sum();
            if (sum - 1.0).abs() > ROUNDING {
                let problem = format!("adds up to {sum}");
                reader.wrong("entry", node, &problem, "chances that add up to 1");
            }
            Some(entry)
        }
        Some(node) => {
            reader.wrong(
                "entry",
                node,
                "stands without `routing`",
                "it beside `routing`",
            );
            return None;
        }
        None => None,
    };
    match given[..] {
        [] if stations.len() == 1 => Some((vec![(0, 1.0)], Routing::Itinerary(vec![0]))),
        ["route"] => {
            let mut itinerary = Vec::new();
            for (name, node) in reader.texts(table, "route")? {
                match stations.iter().position(|station| *station == name) {
                    Some(station) => itinerary.push(station),
                    None => unknown(reader, "station", name, node, stations),
                }
            }
            match itinerary.first() {
                Some(first) => Some((vec![(*first, 1.0)], Routing::Itinerary(itinerary))),
                None => {
                    if let Some(node) = table
                        .get("route")
                        .filter(|node| node.list().is_some_and(<[Node]>::is_empty))
                    {
                        reader.wrong("route", node, "is empty", "one station or more");
                    }
                    None
                }
            }
        }
        ["routing"] => {
            let entry = match (entry, stations) {
                (Some(entry), _) => entry,
                (None, [_]) => vec![(0, 1.0)],
                (None, _) => {
                    reader.needed(table, "entry");
                    return None;
                }
            };
            let node = table.get("routing")?;
            let mut rows = vec![vec![0.0; stations.len()]; stations.len()];
            let Some(entries) = node.entries() else {
                let expected = "a table such as { gate = { berth = 0.7 } }";
                reader.wrong("routing", node, &format!("is {}", node.kind()), expected);
                return None;
            };
            for from in entries {
                let Some(station) = stations.iter().position(|name| *name == from.key) else {
                    let origin = reader.place(&from.key_span);
                    let help = kervan_corridor::finding::suggestion(
                        &from.key,
                        stations.iter().copied(),
                        "the case",
                    );
                    let message = format!("there is no station `{}`", from.key);
                    let expected = "not a station of the case";
                    reader.find(code::UNKNOWN_CASE_NAME, &origin, message, expected, help);
                    continue;
                };
                let key = format!("routing.{}", from.key);
                let next = chances(reader, &key, &from.node, stations).unwrap_or_default();
                let sum: f64 = next.iter().map(|(_, chance)| chance).sum();
                if sum > 1.0 + ROUNDING {
                    let problem = format!("adds up to {sum}");
                    let expected = "chances that add up to 1 at most; the rest leaves";
                    reader.wrong(&key, &from.node, &problem, expected);
                }
                for (to, chance) in next {
                    rows[station][to] = chance;
                }
            }
            Some((entry, Routing::Chances(rows)))
        }
        ["visits"] => {
            let node = table.get("visits")?;
            let visits = numbers(reader, "visits", node, stations, (0.0, 1e9))?;
            let way = by_visits(&visits, stations.len());
            if way.is_none() {
                let sum: f64 = visits.iter().map(|(_, mean)| mean).sum();
                let problem = format!("adds up to {sum}");
                reader.wrong("visits", node, &problem, "at least 1 visit in all");
            }
            way
        }
        _ => one_of(reader, table, &given, &WAYS, &CLASS),
    }
}

/// A way without memory that has these mean visits; `None` for fewer than one in all.
///
/// The station of each visit is drawn by its share of all visits, and after each the customer
/// leaves with chance 1 over all visits, so the mean number of visits is as asked. The joint
/// distribution of the numbers at exponential single servers depends on the visits alone
/// (Jackson 1963; Gordon and Newell 1967).
pub(crate) fn by_visits(visits: &[(usize, f64)], stations: usize) -> Option<Way> {
    let all: f64 = visits.iter().map(|(_, mean)| mean).sum();
    if all < 1.0 - ROUNDING {
        return None;
    }
    let stays = (1.0 - 1.0 / all).max(0.0);
    let mut row = vec![0.0; stations];
    for (station, mean) in visits {
        row[*station] = mean / all * stays;
    }
    let entry = visits
        .iter()
        .filter(|(_, mean)| *mean > 0.0)
        .map(|(station, mean)| (*station, mean / all))
        .collect();
    Some((entry, Routing::Chances(vec![row; stations])))
}

fn chances(
    reader: &mut Reader,
    key: &str,
    node: &Node,
    stations: &[&str],
) -> Option<Vec<(usize, f64)>> {
    numbers(reader, key, node, stations, (0.0, 1.0))
}

/// A table of station = number.
fn numbers(
    reader: &mut Reader,
    key: &str,
    node: &Node,
    stations: &[&str],
    range: (f64, f64),
) -> Option<Vec<(usize, f64)>> {
    let Some(entries) = node.entries().filter(|entries| !entries.is_empty()) else {
        let problem = format!("is {}", node.kind());
        reader.wrong(
            key,
            node,
            &problem,
            "a table of stations, such as { berth = 0.7 }",
        );
        return None;
    };
    let before = reader.findings.len();
    let mut numbers = Vec::new();
    for entry in entries {
        let number = reader.number_of(&format!("{key}.{}", entry.key), &entry.node, range);
        match stations.iter().position(|station| *station == entry.key) {
            Some(station) => numbers.extend(number.map(|number| (station, number))),
            None => {
                let origin = reader.place(&entry.key_span);
                let help = kervan_corridor::finding::suggestion(
                    &entry.key,
                    stations.iter().copied(),
                    "the case",
                );
                let message = format!("there is no station `{}`", entry.key);
                let expected = "not a station of the case";
                reader.find(code::UNKNOWN_CASE_NAME, &origin, message, expected, help);
            }
        }
    }
    (reader.findings.len() == before).then_some(numbers)
}

/// The stations that a class comes to.
fn reached(class: &Class, stations: usize) -> Vec<bool> {
    let mut reached = vec![false; stations];
    let mut open: Vec<usize> = class
        .entry
        .iter()
        .filter(|(_, chance)| *chance > 0.0)
        .map(|(station, _)| *station)
        .collect();
    if let Routing::Itinerary(itinerary) = &class.routing {
        open.clone_from(itinerary);
    }
    while let Some(station) = open.pop() {
        if std::mem::replace(&mut reached[station], true) {
            continue;
        }
        if let Routing::Chances(rows) = &class.routing {
            let next = rows[station].iter().enumerate();
            open.extend(next.filter(|(_, chance)| **chance > 0.0).map(|(to, _)| to));
        }
    }
    reached
}

/// What happens at a station.
fn work(reader: &mut Reader, table: &Table, classes: &[&str], comes: &[bool]) -> Option<Work> {
    const WORKS: [&str; 3] = ["service", "delay", "departures"];
    const OF_SERVERS: [&str; 6] = [
        "servers",
        "discipline",
        "room",
        "when_full",
        "together",
        "breakdowns",
    ];
    let given: Vec<&str> = WORKS.into_iter().filter(|key| table.has(key)).collect();
    let [kind] = given[..] else {
        return one_of(reader, table, &given, &WORKS, &STATION);
    };
    if kind != "service" {
        for key in OF_SERVERS {
            if let Some(node) = table.get(key) {
                let problem = format!("does not go with `{kind}`");
                reader.wrong(key, node, &problem, "it beside `service`");
            }
        }
    }
    match kind {
        "delay" => by_class(reader, table, "delay", classes, comes).map(Work::Delay),
        "departures" => {
            let departures = reader.subtable(table, "departures", &DEPARTURES)?;
            reader.needed(&departures, "headway");
            reader.needed(&departures, "room");
            let headway = reader.number(&departures, "headway", (1e-9, 1e12));
            let room = reader.whole(&departures, "room", (1, 1_000_000));
            let running = match departures.get("running") {
                Some(node) => reader.distribution("running", node),
                None => Distribution::constant(0.0).ok(),
            };
            Some(Work::Departures(Departures {
                headway: headway?,
                room: room? as u32,
                running: running?,
            }))
        }
        _ => {
            let disciplines = [
                ("first come", Discipline::FirstCome),
                ("priority", Discipline::Priority),
                ("preemptive resume", Discipline::PreemptiveResume),
                ("preemptive repeat", Discipline::PreemptiveRepeat),
            ];
            let count = reader.whole(table, "servers", (1, 100_000)).unwrap_or(1) as u32;
            let service = by_class(reader, table, "service", classes, comes);
            let discipline = reader.word(table, "discipline", &disciplines);
            let together = reader.whole(table, "together", (1, 100_000)).unwrap_or(1) as u32;
            let room = reader.whole(table, "room", (1, 1_000_000));
            let when_full = [("lost", WhenFull::Lost), ("blocks", WhenFull::Blocks)];
            let when_full = reader.word(table, "when_full", &when_full);
            if let Some(node) = table.get("when_full").filter(|_| !table.has("room")) {
                let problem = "says nothing without `room`";
                reader.wrong("when_full", node, problem, "it beside `room`");
            }
            let breakdowns = reader.subtable(table, "breakdowns", &BREAKDOWNS);
            let breakdowns = breakdowns.and_then(|table| breakdowns_of(reader, &table));
            Some(Work::Servers(Servers {
                count,
                service: service?,
                discipline: discipline.unwrap_or(Discipline::FirstCome),
                together,
                room: room.map(|room| room as u32),
                when_full: when_full.unwrap_or(WhenFull::Lost),
                breakdowns,
            }))
        }
    }
}

fn breakdowns_of(reader: &mut Reader, table: &Table) -> Option<Breakdowns> {
    let mut time = |key: &str| {
        let node = reader.needed(table, key)?;
        reader.distribution(key, node)
    };
    let (up, down) = (time("up"), time("down"));
    Some(Breakdowns {
        up: up?,
        down: down?,
        while_working: reader.flag(table, "while_working").unwrap_or(false),
        repeat: reader.flag(table, "repeat").unwrap_or(false),
    })
}

/// One distribution for all classes, or one for each class that comes.
fn by_class(
    reader: &mut Reader,
    table: &Table,
    key: &str,
    classes: &[&str],
    comes: &[bool],
) -> Option<Vec<Distribution>> {
    let node = table.get(key)?;
    let Some(entries) = node.entries() else {
        let one = reader.distribution(key, node)?;
        return Some(vec![one; classes.len()]);
    };
    let before = reader.findings.len();
    let mut given: Vec<Option<Distribution>> = vec![None; classes.len()];
    for entry in entries {
        let read = reader.distribution(&format!("{key}.{}", entry.key), &entry.node);
        match classes.iter().position(|class| *class == entry.key) {
            Some(class) => given[class] = read,
            None => {
                let origin = reader.place(&entry.key_span);
                let help = kervan_corridor::finding::suggestion(
                    &entry.key,
                    classes.iter().copied(),
                    "the case",
                );
                let message = format!("there is no class `{}`", entry.key);
                let expected = "not a class of the case";
                reader.find(code::UNKNOWN_CASE_NAME, &origin, message, expected, help);
            }
        }
    }
    for ((class, given), comes) in classes.iter().zip(&given).zip(comes) {
        if given.is_none() && *comes && reader.findings.len() == before {
            let problem = format!("says nothing of class `{class}`, which comes here");
            reader.wrong(
                key,
                node,
                &problem,
                "a distribution for each class that comes",
            );
        }
    }
    // A class that never comes is never served; any time does.
    let never = Distribution::constant(1.0).ok()?;
    let all = given
        .into_iter()
        .map(|one| one.unwrap_or_else(|| never.clone()));
    (reader.findings.len() == before).then(|| all.collect())
}
