//! Falling water: what vessels may load, year by year, and what arrives then.

use kervan_corridor::fleet::VesselClass;
use kervan_corridor::service::Carriage;
use kervan_corridor::terminal::{Berth, Terminal};
use kervan_corridor::{Corridor, Idx};
use kervan_results::WaterRow;
use kervan_simulation::Settings;

use super::{Breaking, StressError};
use crate::edit::{Edit, scenario_of};
use crate::study::{OpenError, Study};

/// Last year looked at, and years looked at at least.
const UNTIL: i64 = 2030;
const AT_LEAST: i64 = 6;
/// Simulated years and replications of each: mean volumes need few.
const YEARS: u32 = 2;
const REPLICATIONS: u32 = 4;
/// Years from one look to the next of a quick answer.
const QUICK_STEP: usize = 3;

/// Years looked at.
fn span(corridor: &Corridor) -> std::ops::RangeInclusive<i64> {
    let base = corridor.base_year;
    base..=UNTIL.max(base + AT_LEAST)
}

fn falls(corridor: &Corridor) -> bool {
    let nodes = corridor.nodes.rows();
    nodes.iter().any(|node| node.water_fall_m > 0.0)
}

/// Simulated years that it takes, for the progress.
pub(super) fn planned(corridor: &Corridor) -> f64 {
    if falls(corridor) {
        2.0 * span(corridor).count() as f64 * f64::from(REPLICATIONS * (YEARS + 1))
    } else {
        0.0
    }
}

impl Breaking<'_> {
    /// The corridor year by year as the water falls, as it is and with each scenario that it
    /// offers and that changes nothing but the depth of berths.
    pub(super) fn water(&mut self) -> Result<(), StressError> {
        let study = self.study;
        if !falls(study.corridor()) {
            return Ok(());
        }
        let mut deeper: Vec<(String, Study)> = Vec::new();
        for offered in study.scenarios() {
            let Ok(with) = study.with_scenario(&offered.name) else {
                continue;
            };
            let is_dredging = with.applied().last().is_some_and(|applied| {
                let mut effects = applied.effects.iter();
                !applied.effects.is_empty()
                    && effects.all(|effect| {
                        effect.table == "berths" && effect.column.starts_with("draught")
                    })
            });
            if is_dredging {
                deeper.push((offered.name, with));
            }
        }
        self.falling("", study)?;
        if self.request.is_quick {
            return Ok(());
        }
        for (name, with) in &deeper {
            self.falling(name, with)?;
        }
        Ok(())
    }

    fn falling(&mut self, scenario: &str, study: &Study) -> Result<(), StressError> {
        let corridor = study.corridor();
        let (years, step) = match self.request.is_quick {
            true => (1, QUICK_STEP),
            false => (YEARS, 1),
        };
        let settings = Settings {
            years,
            replications: REPLICATIONS.min(self.settings.replications),
            days: false,
            disruptions: false,
            ..self.settings.clone()
        };
        for year in span(corridor).step_by(step) {
            let since = (year - corridor.base_year) as f64;
            let fall_m = corridor
                .nodes
                .rows()
                .iter()
                .map(|node| node.water_fall_m * since)
                .fold(0.0, f64::max);
            let mut row = WaterRow {
                scenario: scenario.to_owned(),
                year,
                fall_m,
                load_share: None,
                arrived_t: None,
                p90_d: None,
                refused: String::new(),
            };
            match lower(study, since) {
                Err(error) => {
                    let first = error.findings.first();
                    row.refused = first.map_or(String::new(), |finding| finding.message.clone());
                }
                Ok(lower) => {
                    row.load_share = load_share(lower.corridor());
                    let warm_up = settings.warm_up_years.unwrap_or(1);
                    let years = settings.replications * (settings.years + warm_up);
                    let ran = self
                        .work
                        .part(years, |progress| lower.simulate(&settings, progress));
                    let what = format!("falling water in {year}");
                    if let Some(results) = self.forgiving(&what, ran)? {
                        row.arrived_t = Some(results.volume_t);
                        row.p90_d = results.flows.first().and_then(|flow| flow.p90_d);
                    }
                }
            }
            self.answer.water.push(row);
        }
        Ok(())
    }
}

/// The study with its berths as much shallower as the water falls in so many years.
///
/// Of a class without `light_draught` nobody says how its load follows the depth: it keeps its load
/// and is taken to float at what depth is left, so what the fall costs is understated.
fn lower(study: &Study, years: f64) -> Result<Study, OpenError> {
    let corridor = study.corridor();
    let fallen = |berth: &Berth| {
        let fall = corridor.nodes[berth.node].water_fall_m * years;
        (berth.draught.as_m() - fall).max(0.0)
    };
    let edit = |table: &str, row: &str, draught: f64| Edit {
        table: table.to_owned(),
        row: row.to_owned(),
        column: "draught".to_owned(),
        value: if study.header(table, "draught").contains('[') {
            format!("{draught:.3}")
        } else {
            format!("{draught:.3} m")
        },
    };
    let berths = corridor.berths.rows().iter();
    let mut edits: Vec<Edit> = berths
        .filter(|berth| fallen(berth) < berth.draught.as_m())
        .map(|berth| edit("berths", &berth.id, fallen(berth)))
        .collect();
    for (idx, class) in corridor.vessels.iter() {
        if class.light_draught.is_some() {
            continue;
        }
        let depth = terminals_of(corridor, idx)
            .into_iter()
            .map(|terminal| {
                let berths = corridor.berths.rows().iter();
                berths
                    .filter(|berth| {
                        berth.terminals.contains(&terminal) && berth.length >= class.length
                    })
                    .map(fallen)
                    .fold(0.0, f64::max)
            })
            .fold(f64::INFINITY, f64::min);
        if depth < class.draught.as_m() && depth > 0.0 {
            edits.push(edit("vessels", &class.id, depth));
        }
    }
    study.changed(scenario_of("stress", "The water falls", &edits))
}

/// The terminals that a class of vessels calls at.
fn terminals_of(corridor: &Corridor, class: Idx<VesselClass>) -> Vec<Idx<Terminal>> {
    let services = corridor.services.rows().iter();
    let mut found: Vec<Idx<Terminal>> = services
        .filter(|service| {
            matches!(&service.carriage, Carriage::Vessel { fleet, .. } if fleet.contains(&class))
        })
        .flat_map(|service| [service.origin.terminal, service.destination.terminal])
        .flatten()
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What vessels whose load follows the depth may load, as a share of what they could at full depth.
fn load_share(corridor: &Corridor) -> Option<f64> {
    let (mut usable, mut full) = (0.0, 0.0);
    for class in corridor.vessels.rows() {
        if class.light_draught.is_some() {
            // Tonnes, metres and TEU do not add up: each class counts by its vessels.
            let count = f64::from(class.count);
            usable += count * class.usable / (class.capacity.amount * class.load_limit);
            full += count;
        }
    }
    (full > 0.0).then(|| usable / full)
}
