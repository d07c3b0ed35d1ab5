//! The parts of a corridor that can be out.

use std::collections::BTreeSet;

use kervan_corridor::Corridor;
use kervan_corridor::disruption::Touched;
use kervan_corridor::finding::suggestion;
use kervan_corridor::service::Carriage;

use crate::detour::controls_of;

/// A part that can be out, and what is left of it then.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The part.
    pub touched: Touched,
    /// What is left of it: 0 nothing.
    pub left: f64,
    /// In words.
    pub name: String,
}

/// Share of a pool of wagons that is out at a time.
const WAGONS_OUT: f64 = 0.1;

/// Every part that the demand of a corridor uses, each to be out by itself, in order of table and
/// identifier.
///
/// Ports, line sections, sea links, terminals, berths, controls and services are out whole; of
/// vessels and locomotives one is out, of wagons a tenth. Services that only bring wagons back
/// empty are no parts of their own.
pub fn parts(corridor: &Corridor) -> Vec<Part> {
    let mut used: BTreeSet<Touched> = BTreeSet::new();
    for flow in corridor.flows.rows() {
        used.extend(flow.services.iter().copied().map(Touched::Service));
        used.extend(flow.wagons.map(Touched::Wagons));
        for &service in flow.services.iter().chain(&flow.empty_return) {
            used.extend(controls_of(corridor, service).map(Touched::Control));
            let service = &corridor.services[service];
            let stops = [service.origin, service.destination];
            let terminals = stops.iter().filter_map(|stop| stop.terminal);
            used.extend(terminals.map(Touched::Terminal));
            match &service.carriage {
                Carriage::Train(train) => {
                    let sections = train.sections.iter();
                    used.extend(sections.map(|(section, _)| Touched::LineSection(*section)));
                    let pools = train.locomotives.iter();
                    used.extend(pools.map(|(pool, _)| Touched::Locomotives(*pool)));
                    used.extend(train.wagons.map(Touched::Wagons));
                }
                Carriage::Vessel { fleet, link } => {
                    used.insert(Touched::SeaLink(*link));
                    used.extend(fleet.iter().copied().map(Touched::Vessels));
                    used.extend(stops.map(|stop| Touched::Node(stop.node)));
                    for (idx, berth) in corridor.berths.iter() {
                        let takes = |stop: &kervan_corridor::terminal::Stop| {
                            stop.terminal
                                .is_some_and(|terminal| berth.terminals.contains(&terminal))
                        };
                        if stops.iter().any(takes) {
                            used.insert(Touched::Berth(idx));
                        }
                    }
                }
            }
        }
    }
    let but_one = |count: u32| f64::from(count.saturating_sub(1)) / f64::from(count.max(1));
    used.into_iter()
        .map(|touched| {
            let (left, of) = match touched {
                Touched::Vessels(pool) => {
                    let count = corridor.vessels[pool].count;
                    (but_one(count), format!("1 of {count}: "))
                }
                Touched::Locomotives(pool) => {
                    let count = corridor.locomotives[pool].count;
                    (but_one(count), format!("1 of {count}: "))
                }
                Touched::Wagons(_) => (1.0 - WAGONS_OUT, "a tenth: ".to_owned()),
                _ => (0.0, String::new()),
            };
            Part {
                touched,
                left,
                name: of + &part_name(corridor, touched),
            }
        })
        .collect()
}

/// `table:id` of a part.
pub fn part_id(corridor: &Corridor, touched: Touched) -> String {
    format!("{}:{}", touched.table(), id(corridor, touched))
}

fn id(corridor: &Corridor, touched: Touched) -> &str {
    match touched {
        Touched::Node(idx) => &corridor.nodes[idx].id,
        Touched::LineSection(idx) => &corridor.line_sections[idx].id,
        Touched::SeaLink(idx) => &corridor.sea_links[idx].id,
        Touched::Terminal(idx) => &corridor.terminals[idx].id,
        Touched::Berth(idx) => &corridor.berths[idx].id,
        Touched::Control(idx) => &corridor.controls[idx].id,
        Touched::Locomotives(idx) => &corridor.locomotives[idx].id,
        Touched::Wagons(idx) => &corridor.wagons[idx].id,
        Touched::Vessels(idx) => &corridor.vessels[idx].id,
        Touched::Service(idx) => &corridor.services[idx].id,
        Touched::Flow(idx) => &corridor.flows[idx].id,
    }
}

/// A part in words.
pub fn part_name(corridor: &Corridor, touched: Touched) -> String {
    let what = match touched {
        Touched::Node(idx) => return format!("port {}", corridor.nodes[idx].name),
        Touched::LineSection(_) => "line",
        Touched::SeaLink(_) => "sea link",
        Touched::Terminal(_) => "terminal",
        Touched::Berth(_) => "berth",
        Touched::Control(_) => "control",
        Touched::Locomotives(_) => "locomotives",
        Touched::Wagons(_) => "wagons",
        Touched::Vessels(_) => "vessels",
        Touched::Service(_) => "service",
        Touched::Flow(_) => "demand",
    };
    format!("{what} {}", id(corridor, touched))
}

const TABLES: [&str; 11] = [
    "nodes",
    "line_sections",
    "sea_links",
    "terminals",
    "berths",
    "controls",
    "locomotives",
    "wagons",
    "vessels",
    "services",
    "flows",
];

/// The part that `table:id` names.
///
/// # Errors
///
/// What was expected, and the way out.
pub fn read_part(corridor: &Corridor, written: &str) -> Result<Touched, (String, String)> {
    let Some((table, name)) = written.split_once(':') else {
        return Err((
            "a table and a row of it, joined by `:`".to_owned(),
            format!(
                "write it like `nodes:GE-POT`; tables are {}",
                TABLES.join(", ")
            ),
        ));
    };
    let find = |found: Option<Touched>, ids: Vec<&str>| {
        found.ok_or_else(|| {
            (
                format!("no row of {table}.csv"),
                suggestion(name, ids, &format!("{table}.csv")),
            )
        })
    };
    macro_rules! row {
        ($table:ident, $kind:ident) => {
            find(
                corridor.$table.find(name).map(Touched::$kind),
                corridor
                    .$table
                    .rows()
                    .iter()
                    .map(|row| row.id.as_str())
                    .collect(),
            )
        };
    }
    match table {
        "nodes" => row!(nodes, Node),
        "line_sections" => row!(line_sections, LineSection),
        "sea_links" => row!(sea_links, SeaLink),
        "terminals" => row!(terminals, Terminal),
        "berths" => row!(berths, Berth),
        "controls" => row!(controls, Control),
        "locomotives" => row!(locomotives, Locomotives),
        "wagons" => row!(wagons, Wagons),
        "vessels" => row!(vessels, Vessels),
        "services" => row!(services, Service),
        "flows" => row!(flows, Flow),
        _ => Err((
            "not a table whose rows can be out".to_owned(),
            suggestion(table, TABLES, "the list of tables"),
        )),
    }
}
