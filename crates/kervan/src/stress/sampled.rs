//! Years of luck, and what each bad luck adds to them.

use kervan_corridor::scenario::{Change, ChangeKind, Remove, Scenario};
use kervan_corridor::{Cell, Firmness, Origin};
use kervan_resilience::{Year, estimate, flowing, months_of_days, tail_of, years};
use kervan_results::{ContributionRow, DaySeries, Estimate, FlowRow, OutageRow, Results, YearsRow};
use kervan_simulation::Settings;

use super::{Breaking, StressError};
use crate::edit::scenario_of;
use crate::study::Study;

/// Share of years that are the worst, where there are at least a hundred, and where there are fewer.
const TAIL: f64 = 0.05;
const TAIL_OF_FEW: f64 = 0.1;
const MANY: usize = 100;

/// The sampled years, on the same luck: by replication, day by day.
pub(super) struct Sampled {
    /// Without weather and disruptions.
    pub(super) calm: Vec<DaySeries>,
    /// With both.
    pub(super) all: Vec<DaySeries>,
    /// Month of each day, from 0.
    pub(super) months: Vec<usize>,
}

impl Sampled {
    /// By replication and year, beside the calm ones.
    pub(super) fn years(&self, of: &[DaySeries]) -> Vec<Vec<Year>> {
        of.iter()
            .zip(&self.calm)
            .map(|(of, calm)| years(of, calm))
            .collect()
    }

    /// Mean a year of what one run has more than another, over replications.
    pub(super) fn difference(
        &self,
        more: &[DaySeries],
        less: &[DaySeries],
        what: fn(&Year) -> f64,
    ) -> Estimate {
        estimate(&self.differences(more, less, what))
    }

    /// The same by replication.
    fn differences(
        &self,
        more: &[DaySeries],
        less: &[DaySeries],
        what: fn(&Year) -> f64,
    ) -> Vec<f64> {
        let (more, less) = (self.years(more), self.years(less));
        let mean = |years: &[Year]| years.iter().map(what).sum::<f64>() / years.len().max(1) as f64;
        let pairs = more.iter().zip(&less);
        pairs.map(|(more, less)| mean(more) - mean(less)).collect()
    }

    /// Share of days on which goods flow, by replication.
    pub(super) fn flowing(&self, of: &[DaySeries]) -> Vec<f64> {
        flowing(of, &self.calm, &self.months)
    }
}

impl Breaking<'_> {
    /// Settings of years with disruptions.
    pub(super) fn with_disruptions(&self) -> Settings {
        Settings {
            disruptions: true,
            ..self.settings.clone()
        }
    }

    /// Runs years of luck; a ring of waiting is a remark, and gives nothing.
    pub(super) fn run(
        &mut self,
        what: &str,
        study: &Study,
        settings: &Settings,
    ) -> Result<Option<Results>, StressError> {
        let years = self.years();
        let ran = self
            .work
            .part(years, |progress| study.simulate(settings, progress));
        self.forgiving(what, ran)
    }

    /// Years without weather and disruptions, with weather, and with both.
    pub(super) fn sampled(&mut self, ordinary: &Results) -> Result<Option<Sampled>, StressError> {
        let study = self.study;
        let closures: Vec<&str> = study
            .corridor()
            .closures
            .rows()
            .iter()
            .map(|row| row.id.as_str())
            .collect();
        if closures.is_empty() && study.corridor().disruptions.is_empty() {
            let remark = "the corridor has neither weather nor disruptions, so years of luck have nothing to show";
            self.answer.remarks.push(remark.to_owned());
            return Ok(None);
        }
        let settings = self.settings.clone();
        let calm = if closures.is_empty() {
            Some(ordinary.clone())
        } else {
            let without = study.changed(removal("closures", &closures))?;
            self.run("years without weather", &without, &settings)?
        };
        let all = if study.corridor().disruptions.is_empty() {
            Some(ordinary.clone())
        } else {
            let settings = self.with_disruptions();
            self.run("years with disruptions", study, &settings)?
        };
        let Some((calm, all)) = calm.zip(all) else {
            return Ok(None);
        };
        let days = calm.days.first().map_or(0, |series| series.arrived_t.len());
        let sampled = Sampled {
            months: months_of_days(study.corridor(), days),
            calm: calm.days.clone(),
            all: all.days.clone(),
        };
        for (name, results) in [("calm", &calm), ("ordinary", ordinary), ("all", &all)] {
            let row = years_row(name, results, &sampled);
            self.answer.years.push(row);
        }
        Ok(Some(sampled))
    }

    /// What goes away without each disruption and each closure, alone and all together.
    pub(super) fn contributions(
        &mut self,
        ordinary: &Results,
        sampled: &Sampled,
    ) -> Result<(), StressError> {
        let study = self.study;
        let settings = self.with_disruptions();
        let events = self.answer.events.clone();
        let corridor = study.corridor();
        let ids = |table: &'static str| -> Vec<(&'static str, String, String)> {
            match table {
                "disruptions" => corridor
                    .disruptions
                    .rows()
                    .iter()
                    .map(|row| (table, row.id.clone(), row.name.clone()))
                    .collect(),
                _ => corridor
                    .closures
                    .rows()
                    .iter()
                    .map(|row| (table, row.id.clone(), format!("weather {}", row.id)))
                    .collect(),
            }
        };
        let mut alone: Vec<ContributionRow> = Vec::new();
        let none: Vec<DaySeries> = ordinary.days.clone();
        // By replication, what all do at once less what goes away without each alone.
        let whole = |what| sampled.differences(&sampled.all, &sampled.calm, what);
        let mut late_rest = whole(|year| year.late_td);
        let mut lost_rest = whole(|year| year.lost_t);
        let mut is_whole = true;
        for (table, id, name) in ids("disruptions").into_iter().chain(ids("closures")) {
            let mut row = contribution(study, table, &id, name, &events);
            // One that never comes by chance takes nothing away.
            if row.rate != Some(0.0) {
                let without = study.changed(removal(table, &[&id]))?;
                let what = format!("years without `{id}`");
                if let Some(less) = self.run(&what, &without, &settings)? {
                    let alone = |what| sampled.differences(&sampled.all, &less.days, what);
                    let (late, lost) = (alone(|year| year.late_td), alone(|year| year.lost_t));
                    row.late_td = Some(estimate(&late));
                    row.lost_t = Some(estimate(&lost));
                    for (rest, alone) in [(&mut late_rest, &late), (&mut lost_rest, &lost)] {
                        for (rest, alone) in rest.iter_mut().zip(alone) {
                            *rest -= alone;
                        }
                    }
                } else {
                    is_whole = false;
                }
            }
            alone.push(row);
            self.answer.contributions.clone_from(&alone);
        }
        let size = |row: &ContributionRow| row.late_td.map_or(0.0, |late| late.mean);
        alone.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.id.cmp(&b.id)));
        let sum = |kind, name: &str, more: &[DaySeries], less: &[DaySeries]| ContributionRow {
            kind,
            id: String::new(),
            name: name.to_owned(),
            rate: None,
            duration_d: None,
            by_rate_late_td: None,
            by_rate_lost_t: None,
            late_td: Some(sampled.difference(more, less, |year| year.late_td)),
            lost_t: Some(sampled.difference(more, less, |year| year.lost_t)),
            sources: String::new(),
            firmness: "",
        };
        let everything = sum(
            "together",
            "all of them, all at once",
            &sampled.all,
            &sampled.calm,
        );
        let disruptions = sum(
            "all disruptions",
            "all disruptions at once",
            &sampled.all,
            &none,
        );
        let weather = sum(
            "all weather",
            "all weather, in ordinary years",
            &none,
            &sampled.calm,
        );
        if is_whole {
            alone.push(ContributionRow {
                late_td: Some(estimate(&late_rest)),
                lost_t: Some(estimate(&lost_rest)),
                kind: "interaction",
                name: "what they do only together".to_owned(),
                ..everything.clone()
            });
        }
        alone.extend([disruptions, weather, everything]);
        self.answer.contributions = alone;
        Ok(())
    }
}

/// The row of one disruption or closure, before years without it are run.
fn contribution(
    study: &Study,
    table: &'static str,
    id: &str,
    name: String,
    events: &[OutageRow],
) -> ContributionRow {
    let corridor = study.corridor();
    let event = corridor
        .disruptions
        .find(id)
        .filter(|_| table == "disruptions")
        .map(|found| &corridor.disruptions[found]);
    let rate = event.map(|event| event.rate_per_year);
    let once = events.iter().find(|row| event.is_some() && row.part == id);
    let by_rate = |of: fn(&OutageRow) -> Estimate| {
        let (once, rate) = once.zip(rate)?;
        Some(scaled(of(once), rate))
    };
    let mut sources: Vec<String> = Vec::new();
    let mut firmness = Firmness::Measured;
    for (_, value) in corridor.values.of_row(table, id) {
        firmness = firmness.max(value.provenance.firmness);
        for source in &value.provenance.sources {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
    }
    ContributionRow {
        kind: if event.is_some() {
            "disruption"
        } else {
            "weather"
        },
        id: id.to_owned(),
        name,
        rate,
        duration_d: event.map(|event| event.duration_d.mean()),
        by_rate_late_td: by_rate(|row| row.late_td),
        by_rate_lost_t: by_rate(|row| row.lost_t),
        late_td: None,
        lost_t: None,
        sources: sources.join("; "),
        firmness: firmness.as_str(),
    }
}

/// An estimate times a number that is not negative.
pub(super) fn scaled(estimate: Estimate, factor: f64) -> Estimate {
    Estimate {
        mean: estimate.mean * factor,
        low: estimate.low.map(|low| low * factor),
        high: estimate.high.map(|high| high * factor),
    }
}

fn years_row(name: &'static str, results: &Results, sampled: &Sampled) -> YearsRow {
    let by_replication = sampled.years(&results.days);
    let mean = |what: fn(&Year) -> f64| {
        let means: Vec<f64> = by_replication
            .iter()
            .map(|years| years.iter().map(what).sum::<f64>() / years.len().max(1) as f64)
            .collect();
        estimate(&means)
    };
    let count: usize = by_replication.iter().map(Vec::len).sum();
    let tail = if count < MANY { TAIL_OF_FEW } else { TAIL };
    let worst = |what: fn(&Year) -> f64| {
        let values: Vec<Vec<f64>> = by_replication
            .iter()
            .map(|years| years.iter().map(what).collect())
            .collect();
        tail_of(&values, tail)
    };
    let headline = results.flows.first();
    let days = |of: fn(&FlowRow) -> Option<Estimate>| headline.and_then(of);
    YearsRow {
        years: name,
        arrived_t: mean(|year| year.arrived_t),
        lost_t: mean(|year| year.lost_t),
        short_t: mean(|year| year.short_t),
        late_td: mean(|year| year.late_td),
        tail_short_t: worst(|year| year.short_t),
        tail_late_td: worst(|year| year.late_td),
        tail,
        flowing: estimate(&sampled.flowing(&results.days)),
        p50_d: days(|row| row.p50_d),
        p90_d: days(|row| row.p90_d),
        p95_d: days(|row| row.p95_d),
        p99_d: days(|row| row.p99_d),
        sampled: count as u32,
    }
}

/// The scenario that takes rows away.
pub(super) fn removal(table: &str, rows: &[&str]) -> Scenario {
    let mut scenario = scenario_of("stress", "Bad luck taken away", &[]);
    let origin = Origin::file("(made by kervan stress)");
    let cell = |text: &str| Cell::new(text, &origin);
    scenario.changes.push(Change {
        origin: origin.clone(),
        why: None,
        table: cell(table),
        kind: ChangeKind::Remove(Remove {
            rows: rows.iter().map(|row| cell(row)).collect(),
        }),
        source: None,
    });
    scenario
}
