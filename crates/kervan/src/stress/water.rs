//! Falling water: what vessels may load, year by year, and what arrives then.

use kervan_corridor::Corridor;
use kervan_results::WaterRow;
use kervan_simulation::Settings;

use super::{Breaking, StressError};
use crate::edit::{Edit, scenario_of};
use crate::study::Study;

/// Last year looked at, and years looked at at least.
const UNTIL: i64 = 2030;
const AT_LEAST: i64 = 6;
/// Simulated years and replications of each: mean volumes need few.
const YEARS: u32 = 2;
const REPLICATIONS: u32 = 4;

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
        for (name, with) in &deeper {
            self.falling(name, with)?;
        }
        Ok(())
    }

    fn falling(&mut self, scenario: &str, study: &Study) -> Result<(), StressError> {
        let corridor = study.corridor();
        let settings = Settings {
            years: YEARS,
            replications: REPLICATIONS.min(self.settings.replications),
            days: false,
            disruptions: false,
            ..self.settings.clone()
        };
        for year in span(corridor) {
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
                    let years = settings.replications * (YEARS + warm_up);
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
fn lower(study: &Study, years: f64) -> Result<Study, crate::study::OpenError> {
    let corridor = study.corridor();
    let is_plain = study.header("berths", "draught").contains('[');
    let edits: Vec<Edit> = corridor
        .berths
        .rows()
        .iter()
        .filter_map(|berth| {
            let fall = corridor.nodes[berth.node].water_fall_m * years;
            let draught = (berth.draught.as_m() - fall).max(0.0);
            (fall > 0.0).then(|| Edit {
                table: "berths".to_owned(),
                row: berth.id.clone(),
                column: "draught".to_owned(),
                value: if is_plain {
                    format!("{draught:.3}")
                } else {
                    format!("{draught:.3} m")
                },
            })
        })
        .collect();
    study.changed(scenario_of("stress", "The water falls", &edits))
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
