//! All answers as the report wants them, and all of their tables.

use std::collections::BTreeSet;

use kervan_bottleneck::LadderEnd;
use kervan_report::{About, Answers, Compared, DivisionRule, Holding, Part, Plan};
use kervan_results::NamedTable;

use super::{BriefSettings, Found};
use crate::overview::overview;
use crate::study::Study;
use crate::tariff::Objective;
use crate::validate::Verdict;

impl Study {
    /// The answers with all that a briefing says around them.
    pub(super) fn answers<'a>(&'a self, found: &'a Found, settings: &BriefSettings) -> Answers<'a> {
        let overview = overview(self.corridor());
        let run = settings.run();
        Answers {
            corridor: self.corridor(),
            about: About {
                version: crate::VERSION.to_owned(),
                name: self.name().to_owned(),
                checksum: self.checksum(),
                scenarios: self
                    .applied()
                    .iter()
                    .map(|applied| {
                        let scenario = &applied.scenario;
                        (
                            scenario.name.clone(),
                            scenario.title.clone(),
                            applied.sha256.clone(),
                        )
                    })
                    .collect(),
                seed: settings.seed,
                command: settings.command.clone(),
                is_quick: settings.is_quick,
                sizes: ["time", "stress", "validation"]
                    .map(|chapter| (chapter, run.years, run.replications))
                    .into(),
            },
            holdings: overview
                .countries
                .into_iter()
                .map(|group| Holding {
                    country: group.name,
                    places: group.nodes,
                    line_km: group.line_km,
                    terminals: group.terminals,
                    berths: group.berths,
                    controls: group.controls,
                    locomotives: group.locomotives,
                    wagons: group.wagons,
                    vessels: group.vessels,
                    values: group.values.0,
                    estimates: group.values.1,
                })
                .collect(),
            firmness: overview.firmness,
            today: &found.today,
            bottlenecks: of(&found.bottlenecks, |found| kervan_report::Bottlenecks {
                tables: found.tables(),
                demand_t: found.ladder.demand_t,
                target_t: found.ladder.target_t,
                worth_factor: found.worth.factor,
                nothing_helps: matches!(found.ladder.end, Some(LadderEnd::NothingHelps(_))),
            }),
            plan: of(&found.plan, |planned| Plan {
                tables: planned.tables(),
                is_reached: planned.is_reached,
                is_proved: planned.is_proved,
                gap: planned.gap,
                cost_musd: planned.cost_musd,
                target_t: planned.target_t,
                today_t: planned.today_t,
                without_effect: &planned.without_effect,
            }),
            tariff: of(&found.tariff, |tariff| {
                let (all, estimated) = (tariff.estimated.0, tariff.estimated.1);
                kervan_report::Tariff {
                    tables: tariff.tables(),
                    rules: tariff
                        .rules
                        .iter()
                        .map(|note| DivisionRule {
                            rule: note.rule.clone(),
                            is_in_core: note.is_in_core,
                            all_gain: note.all_gain,
                        })
                        .collect(),
                    is_for_volume: tariff.objective == Some(Objective::Volume),
                    estimated_share: estimated as f64 / all.max(1) as f64,
                }
            }),
            stress: of(&found.stress, |stress| stress),
            forecast: of(&found.forecast, |forecast| kervan_report::Forecast {
                tables: forecast.tables(),
                scope: &forecast.scope,
                last: forecast.last,
                target_t: forecast.target_t,
            }),
            validation: of(&found.validation, |validation| {
                let rows = validation.rows.iter();
                rows.map(|row| Compared {
                    observed: row.observed.clone(),
                    year: row.year,
                    standing: row.standing.as_str(),
                    verdict: match row.verdict {
                        Verdict::Agrees => kervan_report::Verdict::Agrees,
                        Verdict::Below(share) => kervan_report::Verdict::Below(share),
                        Verdict::Above(share) => kervan_report::Verdict::Above(share),
                        Verdict::None => kervan_report::Verdict::None,
                    },
                })
                .collect()
            }),
        }
    }
}

/// An answer as the report wants it; why it is missing stays.
fn of<'a, T, U>(part: &'a Part<T>, into: impl FnOnce(&'a T) -> U) -> Part<U> {
    match part {
        Part::Given(answer) => Part::Given(into(answer)),
        Part::Missing(missing) => Part::Missing(missing.clone()),
    }
}

impl Found {
    /// Every result table, each name once: what several answers have of one run is the same.
    pub(super) fn tables(&self) -> Result<Vec<NamedTable>, String> {
        let said = |error: &dyn std::fmt::Display| error.to_string();
        let mut tables = self.today.tables().map_err(|error| said(&error))?;
        if let Some(found) = self.bottlenecks.given() {
            tables.extend(found.tables().tables().map_err(|error| said(&error))?);
        }
        if let Some(planned) = self.plan.given() {
            tables.extend(planned.tables().tables().map_err(|error| said(&error))?);
        }
        if let Some(stress) = self.stress.given() {
            tables.extend(stress.tables().map_err(|error| said(&error))?);
        }
        if let Some(tariff) = self.tariff.given() {
            tables.extend(tariff.tables().tables().map_err(|error| said(&error))?);
        }
        if let Some(forecast) = self.forecast.given() {
            tables.extend(forecast.tables().tables().map_err(|error| said(&error))?);
        }
        if let Some(validation) = self.validation.given() {
            // With its ceilings, which the run of today cannot say.
            let mut today = validation.results.clone();
            today.observed = validation
                .rows
                .iter()
                .map(|row| row.observed.clone())
                .collect();
            let observed = today.tables().map_err(|error| said(&error))?;
            tables.retain(|(name, _)| name != "observed");
            tables.extend(observed.into_iter().filter(|(name, _)| name == "observed"));
        }
        let mut names = BTreeSet::new();
        tables.retain(|(name, _)| names.insert(name.clone()));
        Ok(tables)
    }
}
