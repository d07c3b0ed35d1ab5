//! Drivers: flows of one commodity, and of one pair of countries where goods pass through.

use kervan_corridor::flow::Flow;
use kervan_corridor::volume::Metric;
use kervan_corridor::{Corridor, Idx};
use kervan_forecast::Series;

use super::history::History;
use super::judged::combined;

/// A year that began below this share of where it ended is a launch, and no rate of growth.
const LAUNCH: f64 = 0.1;
/// Years of growth of its own that count at most.
const LATEST: usize = 3;

/// Flows that grow together.
#[derive(Clone, Debug)]
pub(super) struct Driver {
    pub(super) name: String,
    pub(super) flows: Vec<Idx<Flow>>,
    pub(super) base_t: f64,
    /// Mean growth a year of its own series in logarithms, and of how many years.
    pub(super) own: Option<(f64, usize)>,
    /// Its growth in logarithms since the last known year, year by year; first what it grew until
    /// then since its own last year.
    pub(super) growth: Vec<f64>,
    pub(super) rests_on: String,
    pub(super) is_watched: bool,
    /// Whether other routes are known for all of its flows.
    pub(super) is_contested: bool,
}

/// What the growth of drivers is made of.
pub(super) struct Grounds<'a> {
    pub(super) histories: &'a [History],
    /// Weights of the models.
    pub(super) weights: &'a [f64],
    /// Last year that is known of the whole.
    pub(super) last_year: i64,
    /// Growth of the whole since then in logarithms, year by year.
    pub(super) of_whole: &'a [f64],
}

/// All drivers of the volume that grows, the largest first.
///
/// The models of the whole forecast a driver's own series too. It counts beside the growth of the
/// whole by how many years of growth of its own there are: `k` of them `k / (k + 1)` (the
/// credibility of H. Buhlmann, Experience rating and credibility, ASTIN Bulletin 4 (1967), with the
/// spread between drivers taken to be that within them, as nothing tells the two apart). A series
/// that ends before the whole does is a year older when the forecast begins: its growth has faded.
pub(super) fn drivers(corridor: &Corridor, grounds: &Grounds) -> Vec<Driver> {
    // Nothing of its own: the whole, and nothing until the last known year.
    let of_whole: Vec<f64> = [0.0].iter().chain(grounds.of_whole).copied().collect();
    let mut drivers: Vec<Driver> = Vec::new();
    let watched = corridor
        .forecast
        .as_ref()
        .and_then(|basis| basis.watched.as_ref());
    for (idx, flow) in corridor.flows.iter() {
        if !corridor.grows(flow) || flow.trade == "empty" {
            continue;
        }
        let country = |node| corridor.nodes[node].country.as_str();
        let ends = (country(flow.origin.node), country(flow.destination.node));
        let name = match flow.trade.as_str() {
            "transit" => format!("{}, {}-{}", flow.commodity, ends.0, ends.1),
            _ => flow.commodity.clone(),
        };
        let tonnes = flow.units_per_year * corridor.loading_units[flow.loading_unit].cargo_t;
        match drivers.iter_mut().find(|driver| driver.name == name) {
            Some(driver) => {
                driver.flows.push(idx);
                driver.base_t += tonnes;
            }
            None => drivers.push(Driver {
                name,
                flows: vec![idx],
                base_t: tonnes,
                own: None,
                growth: of_whole.clone(),
                rests_on: "the whole: nothing of its own is published".to_owned(),
                is_contested: false,
                is_watched: watched.is_some_and(|watched| ends == (&watched.from, &watched.to)),
            }),
        }
    }
    for driver in &mut drivers {
        driver.is_contested = driver
            .flows
            .iter()
            .all(|idx| corridor.market(*idx).is_some());
        let Some((history, growth)) = own_series(corridor, grounds.histories, driver) else {
            continue;
        };
        let count = growth.len();
        let ends = history
            .years
            .keys()
            .next_back()
            .copied()
            .unwrap_or(grounds.last_year);
        let older = usize::try_from(grounds.last_year - ends).unwrap_or(0);
        let Some(own) = own_path(grounds, &growth, older) else {
            continue;
        };
        let years = count as f64;
        driver.own = Some((growth.iter().sum::<f64>() / years, count));
        let both = own.iter().zip(&of_whole);
        driver.growth = both
            .map(|(own, whole)| (years * own + whole) / (years + 1.0))
            .collect();
        let of = if count == 1 { "year" } else { "years" };
        driver.rests_on = format!(
            "{count} {of} to {ends} of {}, and the whole",
            history.name()
        );
    }
    drivers.sort_by(|one, other| {
        other
            .base_t
            .total_cmp(&one.base_t)
            .then(one.name.cmp(&other.name))
    });
    drivers
}

/// The narrowest series that counts all flows of a driver and not all of the corridor's, with its
/// latest growth in logarithms.
fn own_series<'h>(
    corridor: &Corridor,
    histories: &'h [History],
    driver: &Driver,
) -> Option<(&'h History, Vec<f64>)> {
    let counted = |history: &History| {
        let flows = corridor.flows.rows().iter();
        flows.filter(|flow| history.like.counts(flow)).count()
    };
    let is_of_corridor = |history: &&History| {
        let scope = corridor.forecast.as_ref().map(|basis| basis.scope.as_str());
        // A port's or a railway's own statistics count other goods too.
        let is_part = !history.like.commodity.is_empty() || !history.like.from.is_empty();
        is_part
            && (Some(history.scope.as_str()) == scope || history.metric == Metric::Tonnes)
            && driver
                .flows
                .iter()
                .all(|idx| history.like.counts(&corridor.flows[*idx]))
    };
    histories
        .iter()
        .filter(is_of_corridor)
        .filter_map(|history| {
            let growth = latest_growth(history);
            (!growth.is_empty()).then_some((history, growth))
        })
        .min_by_key(|(history, _)| counted(history))
}

/// What the models expect of a series with this growth, so many years after its end and on, in
/// logarithms since its end.
fn own_path(grounds: &Grounds, growth: &[f64], older: usize) -> Option<Vec<f64>> {
    let mut level = 0.0;
    let mut values = vec![0.0];
    for step in growth {
        level += step;
        values.push(level);
    }
    let series = Series::new(values, 1).ok()?;
    let points = combined(grounds.weights, &series, older + grounds.of_whole.len())?;
    let since_end: Vec<f64> = points.iter().map(|point| point - level).collect();
    let until_now = older.checked_sub(1).map_or(0.0, |at| since_end[at]);
    Some(
        [until_now]
            .into_iter()
            .chain(since_end.into_iter().skip(older))
            .collect(),
    )
}

/// Growth of the latest years in logarithms, a year each; over a gap in equal parts. Launches are
/// left out.
fn latest_growth(history: &History) -> Vec<f64> {
    let years: Vec<(i64, f64)> = history
        .years
        .iter()
        .map(|(year, figure)| (*year, figure.value))
        .collect();
    let mut growth = Vec::new();
    for pair in years.windows(2) {
        let [(from, before), (to, after)] = [pair[0], pair[1]];
        if before > 0.0 && after > 0.0 && before >= LAUNCH * after {
            let years = (to - from).max(1) as usize;
            growth.extend(vec![(after / before).ln() / years as f64; years]);
        }
    }
    let first = growth.len().saturating_sub(LATEST);
    growth.split_off(first)
}
