//! What a plan can choose from: the corridor's measures, and one more unit of what may run short.

use kervan_bottleneck::{Design, Runs, Unit, with_number};
use kervan_corridor::measure::{EffectChange, Measure, MeasureStatus, UnitCost};
use kervan_corridor::{Corridor, Idx};

/// Something that can be chosen, once or several times.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Identifier of the measure; the server and unit of one more of something.
    pub(crate) id: String,
    /// In words.
    pub(crate) name: String,
    pub(crate) what: What,
    /// Identifiers of those who pay; empty where nobody is named.
    pub(crate) operators: Vec<String>,
    pub(crate) is_soft: bool,
    pub(crate) status: MeasureStatus,
    pub(crate) cost_musd: f64,
    pub(crate) running_musd: f64,
    pub(crate) build: usize,
    /// Identifiers of what it needs, and of what it excludes.
    pub(crate) needs: Vec<String>,
    pub(crate) excludes: Vec<String>,
    /// First year, counted from that of the plan.
    pub(crate) earliest: usize,
}

/// What is changed.
#[derive(Clone, Debug)]
pub(crate) enum What {
    Measure(Idx<Measure>),
    Unit(Unit),
}

/// All measures that change something, then all units that have a price.
pub(crate) fn candidates(corridor: &Corridor, units: Vec<Unit>, first_year: i64) -> Vec<Candidate> {
    let year = |year: Option<i64>| usize::try_from(year.unwrap_or(first_year) - first_year);
    let mut all = Vec::new();
    let rows = corridor.measures.rows();
    for (idx, row) in corridor.measures.iter() {
        // One without effect counts where another cannot be done without it.
        if row.effects.is_empty() && !rows.iter().any(|other| other.needs.contains(&idx)) {
            continue;
        }
        let ids = |of: &[Idx<Measure>]| -> Vec<String> {
            let of = of.iter();
            of.map(|idx| corridor.measures[*idx].id.clone()).collect()
        };
        let operators = row.operators.iter();
        let is_finished = row.status == MeasureStatus::Finished;
        // What is under way opens in its year, whenever it was started.
        let build = match row.status.is_decided() {
            true => year(row.opens).unwrap_or(0),
            false => row.build_years as usize,
        };
        all.push(Candidate {
            id: row.id.clone(),
            name: row.name.clone(),
            what: What::Measure(idx),
            operators: operators
                .map(|operator| corridor.operators[*operator].id.clone())
                .collect(),
            needs: ids(&row.needs),
            excludes: ids(&row.excludes),
            is_soft: row.is_soft,
            status: row.status,
            cost_musd: if is_finished { 0.0 } else { row.cost_musd },
            running_musd: row.running_musd,
            build,
            earliest: match row.status.is_decided() {
                true => 0,
                false => year(row.start).unwrap_or(0),
            },
        });
    }
    for unit in units {
        let Some(cost) = price(corridor, &unit) else {
            continue;
        };
        let many = unit.priced.1;
        all.push(Candidate {
            id: format!("{}: {}", unit.server, unit.noun()),
            name: unit.label.clone(),
            operators: owner(corridor, unit.kind, &unit.server)
                .into_iter()
                .collect(),
            needs: Vec::new(),
            excludes: Vec::new(),
            is_soft: false,
            status: MeasureStatus::Proposed,
            cost_musd: cost.cost_musd * many,
            running_musd: cost.running_musd * many,
            build: cost.build_years as usize,
            earliest: 0,
            what: What::Unit(unit),
        });
    }
    all
}

/// The price of a unit: that of its server, or of all; of a yard that of its measure.
fn price<'c>(corridor: &'c Corridor, unit: &Unit) -> Option<&'c UnitCost> {
    let terminal = corridor.terminals.find(&unit.server);
    let room = terminal.map(|idx| corridor.terminals[idx].slots.measure.as_str());
    let fits = |row: &&UnitCost| {
        let of_server = row
            .server
            .as_ref()
            .is_none_or(|server| *server == unit.server);
        let of_room = row.room.as_deref().is_none_or(|named| Some(named) == room);
        row.unit == unit.priced.0 && of_server && of_room
    };
    let rows = corridor.unit_costs.rows().iter().filter(fits);
    rows.max_by_key(|row| row.server.is_some())
}

/// Who has a server.
pub(super) fn owner(corridor: &Corridor, kind: &str, id: &str) -> Option<String> {
    let terminal = |id: &str| {
        let found = corridor.terminals.find(id);
        found.and_then(|at| corridor.terminals[at].operator)
    };
    let operator = match kind {
        "line section" => {
            let found = corridor.line_sections.find(id);
            found.and_then(|at| corridor.line_sections[at].operator)
        }
        "locomotives" => {
            let found = corridor.locomotives.find(id);
            found.and_then(|at| corridor.locomotives[at].operator)
        }
        "wagons" => {
            let found = corridor.wagons.find(id);
            found.and_then(|at| corridor.wagons[at].operator)
        }
        "vessels" => {
            let found = corridor.vessels.find(id);
            found.and_then(|at| corridor.vessels[at].operator)
        }
        "handling tracks" | "yard slots" => terminal(id),
        "berths" => terminal(id.split('+').next().unwrap_or(id)),
        _ => None,
    };
    operator.map(|idx| corridor.operators[idx].id.clone())
}

/// Puts candidates, each so many times, into a design: cells that measures set, then what they
/// and units add.
pub(crate) fn design<'c, R: Runs>(
    runs: &R,
    chosen: impl Iterator<Item = (&'c Candidate, u32)> + Clone,
) -> Design {
    let mut design = Design::default();
    let corridor = runs.corridor();
    for sets in [true, false] {
        for (candidate, times) in chosen.clone().filter(|(_, times)| *times > 0) {
            match &candidate.what {
                What::Measure(idx) => {
                    for effect in &corridor.measures[*idx].effects {
                        if matches!(effect.change, EffectChange::Set(_)) != sets {
                            continue;
                        }
                        for row in &effect.rows {
                            change(
                                runs,
                                &mut design,
                                &effect.table,
                                row,
                                &effect.column,
                                &effect.change,
                            );
                        }
                    }
                }
                What::Unit(unit) if !sets => unit.add(runs, &mut design, times),
                What::Unit(_) => {}
            }
        }
    }
    design
}

fn change<R: Runs>(
    runs: &R,
    design: &mut Design,
    table: &str,
    row: &str,
    column: &str,
    change: &EffectChange,
) {
    let text = design.cell(table, row, column);
    let old = text
        .unwrap_or_else(|| runs.cell(table, row, column))
        .to_owned();
    let text = match change {
        EffectChange::Set(text) => Some(text.clone()),
        EffectChange::Times(by) => with_number(&old, |number| number * by),
        EffectChange::Add(by) => with_number(&old, |number| number + by),
    };
    // The check has seen that there is a number.
    if let Some(text) = text {
        design.set(table, row, column, text);
    }
}
