//! One more unit of a server: what it is, and how a corridor gets it.

use std::collections::BTreeSet;

use kervan_corridor::network::Working;
use kervan_corridor::service::Carriage;
use kervan_corridor::terminal::Berth;
use kervan_corridor::{Corridor, Idx, dictionary};

use crate::design::{Design, with_number};
use crate::runs::Runs;

/// Part of a yard that counts as one more unit of it.
const YARD: f64 = 0.1;

/// One more unit of a server.
///
/// | server | one more unit |
/// | --- | --- |
/// | line section | a train a day each way; where its loops are simulated, a loop |
/// | handling tracks | a track with its share of the cranes; a crane; an hour longer each day |
/// | yard slots | a tenth of the yard |
/// | berths | a berth like the first of them, with its cranes; a crane at each of them |
/// | control | a lane; an hour longer each day |
/// | locomotives, vessels | one |
/// | wagons | those of one train |
///
/// Of several the first is the one that a relief adds. Hours are one longer only where
/// something closes at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Kind of the server, as in [`ServerRow`](kervan_results::ServerRow).
    pub kind: &'static str,
    /// Its identifier there; for a line section that of the section, as it is one for both
    /// directions.
    pub server: String,
    /// The unit in words, such as `one more vessel of kmtf-feeder`.
    pub label: String,
    /// What it is, as the rows of `unit_costs` name it, and how many of that.
    pub priced: (&'static str, f64),
    /// What one unit adds to the capacity of the server, in its unit; `None` where it makes
    /// the server quicker and not larger.
    pub size: Option<f64>,
    steps: Vec<Step>,
}

/// What one unit changes.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// So much more in a cell that holds a number, or a number with its unit; `start` where
    /// the cell is empty.
    More {
        table: &'static str,
        row: String,
        column: &'static str,
        by: f64,
        start: f64,
    },
    /// One more loop: a spacing that makes one more block of the distance.
    Loop {
        row: String,
        distance_km: f64,
        blocks: u32,
    },
    /// A row like another one.
    Row { table: &'static str, like: String },
    /// Hours one longer at the end of each.
    Hours { table: &'static str, row: String },
}

impl Unit {
    /// Adds so many units to a design.
    pub fn add<R: Runs>(&self, runs: &R, design: &mut Design, units: u32) {
        for step in &self.steps {
            step.add(runs, design, units);
        }
    }

    /// A design with one unit more.
    pub fn on<R: Runs>(&self, runs: &R, design: &Design) -> Design {
        let mut with = design.clone();
        self.add(runs, &mut with, 1);
        with
    }

    /// The unit without its `one more`.
    pub fn noun(&self) -> &str {
        self.label.strip_prefix("one more ").unwrap_or(&self.label)
    }
}

impl Step {
    fn add<R: Runs>(&self, runs: &R, design: &mut Design, units: u32) {
        let text = |design: &Design, table: &str, row: &str, column: &str| {
            let written = design.cell(table, row, column);
            written
                .unwrap_or_else(|| runs.cell(table, row, column))
                .to_owned()
        };
        match self {
            Step::More {
                table,
                row,
                column,
                by,
                start,
            } => {
                let old = text(design, table, row, column);
                let more = |number: f64| number + by * f64::from(units);
                let text = with_number(&old, more).unwrap_or_else(|| more(*start).to_string());
                design.set(table, row, column, text);
            }
            Step::Loop {
                row,
                distance_km,
                blocks,
            } => {
                // The design says how many were added before.
                let now = design
                    .cell("line_sections", row, "loop_spacing")
                    .and_then(|text| text.parse::<f64>().ok())
                    .map_or(*blocks, |spacing| (distance_km / spacing).round() as u32);
                let spacing = distance_km / f64::from(now + units);
                design.set("line_sections", row, "loop_spacing", format!("{spacing}"));
            }
            Step::Row { table, like } => {
                let start = format!("{like}-more-");
                for _ in 0..units {
                    let name = format!("{start}{}", design.rows_like(table, &start) + 1);
                    let Some(rule) = dictionary::table(table) else {
                        continue;
                    };
                    let cells = rule
                        .columns
                        .iter()
                        .filter(|column| column.kind != dictionary::Kind::Sources)
                        .filter_map(|column| {
                            let value = if column.name == rule.key {
                                name.clone()
                            } else {
                                text(design, table, like, &column.name)
                            };
                            (!value.is_empty()).then(|| (column.name.clone(), value))
                        })
                        .collect();
                    design.add_row(table, &name, cells);
                }
            }
            Step::Hours { table, row } => {
                let old = text(design, table, row, "opening_hours");
                let longer = longer_hours(&old, units);
                design.set(table, row, "opening_hours", longer);
            }
        }
    }
}

/// Opening hours with so many hours more at the end of each, to 24 hours at most.
fn longer_hours(text: &str, hours: u32) -> String {
    let minutes = |time: &str| {
        let (hours, minutes) = time.split_once(':')?;
        Some(hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?)
    };
    let longer = |item: &str| {
        let (days, times) = item.trim().split_once(' ')?;
        let (open, close) = times.split_once('-')?;
        let (open, close) = (minutes(open)?, minutes(close)?);
        let length = if close > open {
            close - open
        } else {
            close + 24 * 60 - open
        };
        let close = (open + (length + 60 * hours).min(24 * 60)) % (24 * 60);
        Some(format!(
            "{days} {:02}:{:02}-{:02}:{:02}",
            open / 60,
            open % 60,
            close / 60,
            close % 60
        ))
    };
    let items: Option<Vec<String>> = text.split(';').map(longer).collect();
    items.map_or_else(|| text.to_owned(), |items| items.join("; "))
}

/// All units of all servers of a corridor, in order of kind and identifier.
pub fn units(corridor: &Corridor) -> Vec<Unit> {
    let mut all = Vec::new();
    for (idx, section) in corridor.line_sections.iter() {
        let used = corridor.services.rows().iter().any(|service| {
            matches!(&service.carriage, Carriage::Train(train)
                if train.sections.iter().any(|(on, _)| *on == idx))
        });
        if used {
            all.push(line(section));
        }
    }
    for terminal in corridor.terminals.rows() {
        handling(terminal, &mut all);
    }
    for berths in berth_groups(corridor) {
        quay(corridor, &berths, &mut all);
    }
    for control in corridor.controls.rows() {
        let what = format!("at {}", control.id);
        all.push(Unit {
            kind: "control",
            server: control.id.clone(),
            label: format!("one more lane {what}"),
            priced: ("lane", 1.0),
            size: Some(1.0),
            steps: vec![more("controls", &control.id, "lanes", 1.0)],
        });
        if !control.opening_hours.is_always() {
            all.push(hours("control", "controls", &control.id, &what));
        }
    }
    for pool in corridor.locomotives.rows() {
        all.push(one("locomotives", "locomotive", &pool.id, 1.0));
    }
    for (idx, pool) in corridor.wagons.iter() {
        let room = corridor
            .services
            .rows()
            .iter()
            .enumerate()
            .filter_map(|(at, service)| match &service.carriage {
                Carriage::Train(train) => {
                    let travels = corridor.flows.rows().iter().any(|flow| {
                        flow.wagons == Some(idx) && flow.services.iter().any(|used| used.at() == at)
                    });
                    (train.wagons == Some(idx) || travels).then_some(train.capacity.amount)
                }
                Carriage::Vessel { .. } => None,
            })
            .fold(0.0, f64::max);
        let set = f64::from(pool.wagons_for(room).max(1));
        all.push(Unit {
            label: format!("one more train of {set} wagons of {}", pool.id),
            priced: ("wagon", set),
            ..one("wagons", "wagon", &pool.id, set)
        });
    }
    for class in corridor.vessels.rows() {
        all.push(one("vessels", "vessel", &class.id, 1.0));
    }
    all
}

/// So many more of a pool.
fn one(kind: &'static str, noun: &'static str, id: &str, by: f64) -> Unit {
    Unit {
        kind,
        server: id.to_owned(),
        label: format!("one more {noun} of {id}"),
        priced: (noun, 1.0),
        size: Some(by),
        steps: vec![more(kind, id, "count", by)],
    }
}

fn more(table: &'static str, row: &str, column: &'static str, by: f64) -> Step {
    Step::More {
        table,
        row: row.to_owned(),
        column,
        by,
        start: 0.0,
    }
}

fn hours(kind: &'static str, table: &'static str, row: &str, what: &str) -> Unit {
    Unit {
        kind,
        server: row.to_owned(),
        label: format!("one more hour a day {what}"),
        priced: ("opening hour", 1.0),
        size: None,
        steps: vec![Step::Hours {
            table,
            row: row.to_owned(),
        }],
    }
}

fn line(section: &kervan_corridor::network::LineSection) -> Unit {
    let (label, priced, size, step) = match section.working {
        Working::Loops(loops) => (
            format!("one more loop on {}", section.id),
            ("loop", 1.0),
            None,
            Step::Loop {
                row: section.id.clone(),
                distance_km: section.distance.as_km(),
                blocks: loops.blocks,
            },
        ),
        Working::Capacity => (
            format!("one more train a day each way on {}", section.id),
            ("train pair", section.distance.as_km()),
            Some(1.0),
            Step::More {
                table: "line_sections",
                row: section.id.clone(),
                column: "train_pairs",
                by: 1.0,
                start: section.train_pairs_per_day,
            },
        ),
    };
    Unit {
        kind: "line section",
        server: section.id.clone(),
        label,
        priced,
        size,
        steps: vec![step],
    }
}

fn handling(terminal: &kervan_corridor::terminal::Terminal, all: &mut Vec<Unit>) {
    let id = &terminal.id;
    let what = format!("at {id}");
    let tracks = f64::from(terminal.handling_tracks);
    let cranes_of_one = (f64::from(terminal.rail_cranes) / tracks).ceil();
    all.push(Unit {
        kind: "handling tracks",
        server: id.clone(),
        label: format!("one more handling track with its cranes {what}"),
        priced: ("handling track", 1.0),
        size: Some(1.0),
        steps: vec![
            more("terminals", id, "handling_tracks", 1.0),
            more("terminals", id, "rail_cranes", cranes_of_one),
        ],
    });
    all.push(Unit {
        kind: "handling tracks",
        server: id.clone(),
        label: format!("one more rail crane {what}"),
        priced: ("rail crane", 1.0),
        size: None,
        steps: vec![more("terminals", id, "rail_cranes", 1.0)],
    });
    if !terminal.opening_hours.is_always() {
        all.push(hours("handling tracks", "terminals", id, &what));
    }
    let slots = (terminal.slots.amount * YARD).ceil();
    all.push(Unit {
        kind: "yard slots",
        server: id.clone(),
        label: format!(
            "one more tenth of the yard ({slots} {}) {what}",
            terminal.slots.measure.as_str()
        ),
        priced: ("yard room", slots),
        size: Some(slots),
        steps: vec![more("terminals", id, "slots", slots)],
    });
}

/// Berths that serve the same terminals, in the order of the table.
pub(crate) fn berth_groups(corridor: &Corridor) -> Vec<Vec<Idx<Berth>>> {
    let mut groups: Vec<Vec<Idx<Berth>>> = Vec::new();
    for (idx, berth) in corridor.berths.iter() {
        let same = |group: &&mut Vec<Idx<Berth>>| {
            group
                .first()
                .is_some_and(|first| corridor.berths[*first].terminals == berth.terminals)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(idx),
            None => groups.push(vec![idx]),
        }
    }
    groups
}

/// Identifier of a group of berths, as in the results: its terminals joined by `+`.
pub(crate) fn berths_id(corridor: &Corridor, berth: &Berth) -> String {
    let ids: Vec<&str> = berth
        .terminals
        .iter()
        .map(|idx| corridor.terminals[*idx].id.as_str())
        .collect();
    ids.join("+")
}

fn quay(corridor: &Corridor, group: &[Idx<Berth>], all: &mut Vec<Unit>) {
    let Some(first) = group.first().map(|idx| &corridor.berths[*idx]) else {
        return;
    };
    let server = berths_id(corridor, first);
    all.push(Unit {
        kind: "berths",
        label: format!("one more berth like {} with its cranes", first.id),
        priced: ("berth", 1.0),
        server: server.clone(),
        size: Some(1.0),
        steps: vec![Step::Row {
            table: "berths",
            like: first.id.clone(),
        }],
    });
    let names: BTreeSet<&str> = group
        .iter()
        .map(|idx| corridor.berths[*idx].id.as_str())
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    all.push(Unit {
        kind: "berths",
        label: format!("one more crane at each of {}", names.join(", ")),
        priced: ("quay crane", names.len() as f64),
        server,
        size: None,
        steps: names
            .iter()
            .map(|id| more("berths", id, "cranes", 1.0))
            .collect(),
    });
}

#[cfg(test)]
mod tests {
    use super::longer_hours;

    #[test]
    fn hours_grow_at_their_end_to_a_whole_day() {
        assert_eq!(
            longer_hours("Mo-Fr 08:00-18:00; Sa 09:00-13:30", 1),
            "Mo-Fr 08:00-19:00; Sa 09:00-14:30"
        );
        assert_eq!(longer_hours("daily 20:00-23:30", 1), "daily 20:00-00:30");
        assert_eq!(longer_hours("daily 08:00-07:30", 2), "daily 08:00-08:00");
    }
}
