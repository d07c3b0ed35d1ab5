//! What growth that has been seen was made of, as far as it is published.

use kervan_corridor::flow::Flow;
use kervan_corridor::volume::Metric;
use kervan_corridor::{Corridor, Idx};
use kervan_forecast::{Part, contributions};
use kervan_results::GrowthPartRow;

use super::Maker;
use super::history::History;

impl Maker<'_> {
    /// What the growth of each published year of the whole was made of, as far as it is published.
    pub(super) fn seen_growth(&mut self) {
        for (year, after) in self.headline.years.range(self.last_year - 2..) {
            let Some(before) = self.headline.years.get(&(year - 1)) else {
                continue;
            };
            let seen = self.parts(*year);
            let parts: Vec<Part> = seen.iter().map(|(part, _)| part.clone()).collect();
            let Some(found) = contributions(before.value, after.value, &parts) else {
                continue;
            };
            for (at, one) in found.into_iter().enumerate() {
                let part = parts.get(at);
                self.forecast.growth.push(GrowthPartRow {
                    year: *year,
                    part: one
                        .name
                        .unwrap_or_else(|| "not published by part".to_owned()),
                    before_t: part.and_then(|part| part.before),
                    after_t: part.and_then(|part| part.after),
                    change_t: one.change,
                    points: one.of_whole,
                    note: seen
                        .get(at)
                        .map(|(_, note)| note.clone())
                        .unwrap_or_default(),
                });
            }
        }
    }

    /// Parts of the whole that are published for a year and the year before, in tonnes, each with
    /// a note on how. They do not overlap: of a series that holds others what these leave of it.
    fn parts(&self, year: i64) -> Vec<(Part, String)> {
        let corridor = self.study.corridor();
        let counted = |history: &History| -> Vec<Idx<Flow>> {
            let flows = corridor.flows.iter();
            let flows = flows.filter(|(_, flow)| {
                corridor.grows(flow) && flow.trade != "empty" && history.like.counts(flow)
            });
            flows.map(|(idx, _)| idx).collect()
        };
        let value = |history: &History, year| history.years.get(&year).map(|figure| figure.value);
        let mut all: Vec<Seen> = self
            .histories
            .iter()
            .filter(|history| {
                let is_part = !history.like.commodity.is_empty();
                is_part
                    && (history.scope == self.forecast.scope || history.metric == Metric::Tonnes)
            })
            .filter_map(|history| {
                let flows = counted(history);
                let values = [value(history, year - 1)?, value(history, year)?];
                (!flows.is_empty()).then(|| Seen {
                    history,
                    name: history.what.clone(),
                    flows,
                    values,
                })
            })
            .collect();
        // The narrowest first, so that wider ones find what they hold.
        all.sort_by_key(|seen| seen.flows.len());
        let mut parts: Vec<Seen> = Vec::new();
        for mut seen in all {
            let is_held = |part: &&Seen| part.flows.iter().any(|flow| seen.flows.contains(flow));
            let held: Vec<&Seen> = parts.iter().filter(is_held).collect();
            let can_be_left = held.iter().all(|part| {
                part.history.metric == seen.history.metric
                    && part.flows.iter().all(|flow| seen.flows.contains(flow))
            });
            if !can_be_left {
                continue;
            }
            for part in &held {
                seen.flows.retain(|flow| !part.flows.contains(flow));
                seen.values = [0, 1].map(|at| seen.values[at] - part.values[at]);
            }
            if !held.is_empty() {
                seen.name = format!("other {}", seen.name);
            }
            if !seen.flows.is_empty() {
                parts.push(seen);
            }
        }
        parts
            .into_iter()
            .map(|seen| seen.in_tonnes(corridor, year))
            .collect()
    }
}

/// A published part of the whole: a year and the year before.
struct Seen<'h> {
    history: &'h History,
    name: String,
    flows: Vec<Idx<Flow>>,
    values: [f64; 2],
}

impl Seen<'_> {
    /// In tonnes, with a note on how.
    fn in_tonnes(self, corridor: &Corridor, year: i64) -> (Part, String) {
        let sum = |of: &dyn Fn(&Flow) -> f64| -> f64 {
            self.flows.iter().map(|idx| of(&corridor.flows[*idx])).sum()
        };
        let unit = |flow: &Flow| &corridor.loading_units[flow.loading_unit];
        let tonnes = sum(&|flow| flow.units_per_year * unit(flow).cargo_t);
        let rooms = sum(&|flow| flow.units_per_year * unit(flow).room.amount);
        let (each, mut notes) = match self.history.metric {
            Metric::Containers if rooms > 0.0 => {
                let each = tonnes / rooms;
                (
                    each,
                    vec![format!(
                        "{each:.1} t a TEU, as in the flows of the base year"
                    )],
                )
            }
            _ => (1.0, Vec::new()),
        };
        for (year, figure) in self.history.years.range(year - 1..=year) {
            if figure.how != "published" {
                notes.push(format!("{year} {}", figure.how));
            }
        }
        let [before, after] = self.values.map(|value| Some(value * each));
        let name = self.name;
        (
            Part {
                name,
                before,
                after,
            },
            notes.join("; "),
        )
    }
}
