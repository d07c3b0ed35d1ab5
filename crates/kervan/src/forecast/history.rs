//! Years from published volumes, which are of years, parts of years, and growth that was said.

use std::collections::BTreeMap;

use kervan_corridor::Corridor;
use kervan_corridor::volume::{Metric, Volume};
use kervan_results::HistoryRow;

/// Parts of a year that are shorter than this tell nothing of the year.
const FEWEST_MONTHS: i64 = 6;

/// The published figures of one series, year by year.
#[derive(Clone, Debug)]
pub(super) struct History {
    pub(super) scope: String,
    pub(super) what: String,
    pub(super) metric: Metric,
    pub(super) years: BTreeMap<i64, YearFigure>,
    /// One of its rows: where it begins and ends, and of which commodity.
    pub(super) like: Volume,
}

/// What is known of a year.
#[derive(Clone, Debug)]
pub(super) struct YearFigure {
    pub(super) value: f64,
    pub(super) how: &'static str,
    pub(super) months: i64,
    pub(super) said: String,
}

impl YearFigure {
    /// Whether it is of the whole year as published, or follows from what is.
    pub(super) fn is_whole(&self) -> bool {
        self.months == 12
    }
}

/// All series with their years. A year is, in this order: its own figure; what the growth said of the
/// next whole year leaves; its longest part from January on over the share that the same months had
/// in other years of the series; the year before times the growth said of a part of this one; or
/// the part in proportion to its months.
pub(super) fn histories(corridor: &Corridor) -> Vec<History> {
    let mut groups: Vec<Vec<&Volume>> = Vec::new();
    for row in corridor.volumes.rows().iter().filter(|row| row.is_taken) {
        match groups
            .iter_mut()
            .find(|group| group[0].is_of_one_series(row))
        {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
        .into_iter()
        .map(|group| History {
            scope: group[0].scope.clone(),
            what: what(corridor, group[0]),
            metric: group[0].metric,
            years: years(&group),
            like: group[0].clone(),
        })
        .collect()
}

/// What a series counts, in words.
fn what(corridor: &Corridor, row: &Volume) -> String {
    let mut text = match (row.metric, row.commodity.is_empty()) {
        (Metric::Containers, _) => "containers".to_owned(),
        (_, false) => row.commodity.clone(),
        (_, true) => "all goods".to_owned(),
    };
    let countries = |nodes: &[kervan_corridor::Idx<kervan_corridor::network::Node>]| {
        let mut found: Vec<&str> = Vec::new();
        for node in nodes {
            let country = corridor.nodes[*node].country.as_str();
            if !found.contains(&country) {
                found.push(country);
            }
        }
        found.join(", ")
    };
    if !row.from.is_empty() {
        text += &format!(" from {}", countries(&row.from));
    }
    if !row.to.is_empty() {
        text += &format!(" to {}", countries(&row.to));
    }
    text
}

fn years(group: &[&Volume]) -> BTreeMap<i64, YearFigure> {
    let mut years = BTreeMap::new();
    for row in group {
        if let Some((year, value)) = row.period.whole_year().zip(row.value) {
            let figure = YearFigure {
                value,
                how: "published",
                months: 12,
                said: row.said.clone(),
            };
            years.insert(year, figure);
        }
    }
    // What growth said of a whole year leaves of the year before.
    let linked: Vec<(i64, YearFigure)> = group
        .iter()
        .filter_map(|row| {
            let year = row.period.whole_year()? - 1;
            let value = row.value? / (1.0 + row.growth?);
            let figure = YearFigure {
                value,
                how: "linked",
                months: 12,
                said: format!("what the growth said of {} leaves", year + 1),
            };
            (!years.contains_key(&year) && value.is_finite()).then_some((year, figure))
        })
        .collect();
    let whole = years.clone();
    for (year, figure) in linked {
        years.entry(year).or_insert(figure);
    }
    let mut parts: Vec<&&Volume> = group
        .iter()
        .filter(|row| row.period.months() >= FEWEST_MONTHS)
        .collect();
    // The longest part first.
    parts.sort_by_key(|row| std::cmp::Reverse(row.period.months()));
    for row in parts {
        let Some(year) = row.period.part_of_year() else {
            continue;
        };
        if years.contains_key(&year) {
            continue;
        }
        let months = row.period.months();
        let share = share_of_year(group, &whole, row);
        let before = years.get(&(year - 1)).map(|figure| figure.value);
        let (value, how) = match (row.value, share, row.growth.zip(before)) {
            (Some(value), Some(share), _) => (value / share, "by share"),
            (_, _, Some((growth, before))) => (before * (1.0 + growth), "by growth"),
            (Some(value), None, None) => (value * 12.0 / months as f64, "pro rata"),
            _ => continue,
        };
        let said = row.said.clone();
        years.insert(
            year,
            YearFigure {
                value,
                how,
                months,
                said,
            },
        );
    }
    years
}

/// The mean share that the months of a part had in the years of which both are published.
fn share_of_year(
    group: &[&Volume],
    whole: &BTreeMap<i64, YearFigure>,
    part: &Volume,
) -> Option<f64> {
    let year = part.period.part_of_year()?;
    let shares: Vec<f64> = group
        .iter()
        .filter_map(|row| {
            let other = row.period.part_of_year()?;
            let is_same = row.period.later(year - other) == part.period && other != year;
            let of_year = whole.get(&other)?.value;
            is_same.then_some(row.value? / of_year)
        })
        .collect();
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    (!shares.is_empty() && mean > 0.0).then_some(mean)
}

/// How far growth to date was from growth of the year, in logarithms: of all series and all parts
/// of six months or more whose year is published with its growth.
pub(super) fn errors_of_parts(corridor: &Corridor) -> Vec<f64> {
    let rows: Vec<&Volume> = corridor
        .volumes
        .rows()
        .iter()
        .filter(|row| row.is_taken)
        .collect();
    let mut errors = Vec::new();
    for part in &rows {
        let Some((year, growth)) = part.period.part_of_year().zip(part.growth) else {
            continue;
        };
        if part.period.months() < FEWEST_MONTHS {
            continue;
        }
        let whole = rows
            .iter()
            .find(|row| row.is_of_one_series(part) && row.period.whole_year() == Some(year));
        if let Some(of_year) = whole.and_then(|row| row.growth) {
            errors.push(((1.0 + growth) / (1.0 + of_year)).ln());
        }
    }
    errors
}

impl History {
    /// Name in print.
    pub(super) fn name(&self) -> String {
        format!("{}: {}", self.scope, self.what)
    }

    /// Whether it is the series of all tonnes of a scope.
    pub(super) fn is_all_of(&self, scope: &str) -> bool {
        self.scope == scope
            && self.metric == Metric::Tonnes
            && self.like.commodity.is_empty()
            && self.like.from.is_empty()
            && self.like.to.is_empty()
            && self.like.direction == "both"
    }

    /// The longest run of years without a gap, the latest of several: first year and values.
    pub(super) fn run(&self) -> (i64, Vec<f64>) {
        let mut best: (i64, Vec<f64>) = (0, Vec::new());
        let mut now: (i64, Vec<f64>) = (0, Vec::new());
        for (year, figure) in &self.years {
            if now.1.is_empty() || now.0 + now.1.len() as i64 != *year {
                now = (*year, Vec::new());
            }
            now.1.push(figure.value);
            if now.1.len() >= best.1.len() {
                best = now.clone();
            }
        }
        best
    }

    /// Its years as rows of a result.
    pub(super) fn rows(&self, is_headline: bool) -> impl Iterator<Item = HistoryRow> + '_ {
        self.years.iter().map(move |(year, figure)| HistoryRow {
            scope: self.scope.clone(),
            what: self.what.clone(),
            year: *year,
            value: figure.value,
            unit: self.metric.unit(),
            how: figure.how,
            months: figure.months,
            is_headline,
            said: figure.said.clone(),
        })
    }
}
