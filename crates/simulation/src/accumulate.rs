//! From the records of replications to results: means over replications with intervals.

use kervan_corridor::observed::{Observed, ObservedQuantity};
use kervan_engine::{Histogram, Tally, student_quantile};
use kervan_results::{
    Cause, DaySeries, DistributionRow, Estimate, FlowRow, HoursRow, Log, MonthRow, ObservedRow,
    Results, RunInfoRow, ServerRow, WarmUpInfo,
};

use crate::layout::{Layout, PlaceIdx};
use crate::record::{
    FlowRecord, MonthMean, Record, ServerOccupancy, headline_flows, transit_times,
};
use crate::roots::Waits;
use crate::settings::Settings;
use crate::warm_up;

const DAY_S: f64 = 86_400.0;
const LEVEL: f64 = 0.95;

/// Tallies over replications of one flow, or of the headline group.
struct Subject {
    flows: Vec<usize>,
    entered: Tally,
    arrived: Tally,
    tonnes: Tally,
    mean: Tally,
    p10: Tally,
    p50: Tally,
    p90: Tally,
    p95: Tally,
    p99: Tally,
    in_said: Tally,
    months_in_said: Tally,
    times: Histogram,
    hours: Vec<[Tally; Cause::ALL.len()]>,
    by_month: [(Tally, Tally); 12],
}

/// Puts records together, in order of replication.
pub(crate) struct Accumulator<'a> {
    layout: &'a Layout<'a>,
    years: f64,
    group: bool,
    subjects: Vec<Subject>,
    servers: Vec<(ServerOccupancy, [Tally; 13])>,
    observed: Vec<Tally>,
    growth: Tally,
    entered: Tally,
    volume_t: Tally,
    volume_teu: Tally,
    waits: Waits,
    log: Option<Log>,
    days: Vec<DaySeries>,
}

impl<'a> Accumulator<'a> {
    pub(crate) fn new(layout: &'a Layout<'a>, years: u32) -> Accumulator<'a> {
        let headline: Vec<usize> = headline_flows(layout)
            .into_iter()
            .enumerate()
            .filter(|(_, is)| *is)
            .map(|(flow, _)| flow)
            .collect();
        let group = !headline.is_empty();
        let mut sets: Vec<Vec<usize>> = if group { vec![headline] } else { Vec::new() };
        sets.extend((0..layout.flows.len()).map(|flow| vec![flow]));
        Accumulator {
            layout,
            years: f64::from(years),
            group,
            subjects: sets
                .into_iter()
                .map(|flows| Subject::new(flows, layout.places))
                .collect(),
            servers: Vec::new(),
            observed: vec![Tally::new(); layout.corridor.observed.len()],
            growth: Tally::new(),
            entered: Tally::new(),
            volume_t: Tally::new(),
            volume_teu: Tally::new(),
            waits: Waits::default(),
            log: None,
            days: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, record: &Record) {
        let layout = self.layout;
        let days = record.days.as_ref();
        self.days
            .extend(days.map(|days| days.series(0, usize::MAX)));
        for (position, subject) in self.subjects.iter_mut().enumerate() {
            subject.add(record, layout, self.years, self.group && position == 0);
        }
        for (row, tally) in layout
            .corridor
            .observed
            .rows()
            .iter()
            .zip(&mut self.observed)
        {
            if let Some(value) = simulated(row, record, layout, self.years) {
                tally.add(value);
            }
        }
        if self.servers.is_empty() {
            self.servers = record
                .months
                .finished
                .iter()
                .map(|server| (server.clone(), std::array::from_fn(|_| Tally::new())))
                .collect();
        }
        for (server, (_, tallies)) in record.months.finished.iter().zip(&mut self.servers) {
            for (share, tally) in server.shares.iter().zip(tallies) {
                tally.add(*share);
            }
        }
        self.waits.add(&record.waits);
        self.growth
            .add((record.inside.1 - record.inside.0) as f64 / 1000.0 / self.years);
        self.entered.add(
            record
                .flows
                .iter()
                .zip(&layout.flows)
                .filter(|(_, row)| !row.is_empty)
                .map(|(flow, row)| flow.entered as f64 * row.mass_kg as f64 / 1000.0)
                .sum::<f64>()
                / self.years,
        );
        for (unit, tally) in [
            ("t/yr", &mut self.volume_t),
            ("TEU/yr", &mut self.volume_teu),
        ] {
            let goods = record
                .flows
                .iter()
                .zip(&layout.flows)
                .enumerate()
                .filter(|(_, (_, row))| !row.is_empty);
            let carried: f64 = goods
                .map(|(flow, (record, _))| record.arrived as f64 * layout.per_unit(flow, unit))
                .sum();
            tally.add(carried / self.years);
        }
    }

    /// The results of one replication by itself.
    pub(crate) fn alone(
        layout: &Layout,
        record: &Record,
        settings: &Settings,
        warm_up: &WarmUpInfo,
    ) -> Results {
        let mut accumulator = Accumulator::new(layout, settings.years);
        accumulator.add(record);
        accumulator.results(settings, warm_up.clone())
    }

    /// Keeps the event log of a replication.
    pub(crate) fn keep(&mut self, log: Option<Log>) {
        if let Some(log) = log {
            self.log.get_or_insert_default().append(log);
        }
    }

    /// The event log, where one was kept.
    pub(crate) fn into_log(self) -> Option<Log> {
        self.log
    }

    /// The results so far, without the event log.
    pub(crate) fn results(&self, settings: &Settings, warm_up: WarmUpInfo) -> Results {
        let remarks = self.remarks(settings, &warm_up);
        let layout = self.layout;
        let names: Vec<String> = self
            .subjects
            .iter()
            .enumerate()
            .map(|(position, subject)| self.name(position, subject))
            .collect();
        let mut results = Results {
            flows: Vec::new(),
            hours: Vec::new(),
            servers: Vec::new(),
            months: Vec::new(),
            distribution: Vec::new(),
            observed: Vec::new(),
            volume_t: estimate(&self.volume_t).unwrap_or(zero()),
            volume_teu: estimate(&self.volume_teu).unwrap_or(zero()),
            precision: Vec::new(),
            warm_up,
            run: run_info(settings),
            remarks,
            waits: self.waits.rows(layout),
            roots: self.waits.roots(layout),
            days: self.days.clone(),
            log: None,
        };
        for (position, (subject, name)) in self.subjects.iter().zip(&names).enumerate() {
            results
                .flows
                .push(subject.flow_row(layout, name, self.group && position == 0));
            subject.hours_rows(layout, name, &mut results.hours);
            subject.month_rows(name, &mut results.months);
            subject.distribution_rows(name, &mut results.distribution);
        }
        for (server, tallies) in &self.servers {
            for (position, tally) in tallies.iter().enumerate() {
                results.servers.push(ServerRow {
                    kind: server.kind,
                    server: server.server.clone(),
                    name: server.name.clone(),
                    // The thirteenth is the whole year.
                    month: (position as u32 + 1) % 13,
                    capacity: server.capacity,
                    unit: server.unit,
                    occupancy: estimate(tally).unwrap_or(Estimate {
                        mean: 0.0,
                        low: None,
                        high: None,
                    }),
                    background_share: server.background_share,
                });
            }
        }
        for (row, tally) in layout.corridor.observed.rows().iter().zip(&self.observed) {
            results.observed.push(ObservedRow {
                observed: row.id.clone(),
                quantity: quantity(row, layout),
                said: row.said.clone(),
                low: row.low,
                high: row.high,
                unit: row.unit,
                simulated: estimate(tally),
                source: row.source.clone(),
            });
        }
        results
    }

    fn name(&self, position: usize, subject: &Subject) -> String {
        match &self.layout.corridor.transit {
            Some(transit) if self.group && position == 0 => transit.name.clone(),
            _ => self.layout.flows[subject.flows[0]].id.clone(),
        }
    }

    fn remarks(&self, settings: &Settings, found: &WarmUpInfo) -> Vec<String> {
        let mut remarks = Vec::new();
        let (growth, entered) = (estimate(&self.growth), self.entered.mean().unwrap_or(0.0));
        if let Some(growth) = growth {
            // A backlog grows where its growth is above zero with 95 % confidence and above 1 % of what enters.
            if growth.mean > 0.01 * entered && growth.low.is_none_or(|low| low > 0.0) {
                remarks.push(format!(
                    "K4002: the corridor cannot carry its demand; {:.0} t more are inside each year, of {:.0} t that enter. Transit times grow with the length of the run and mean little",
                    growth.mean, entered
                ));
            }
        }
        // What is inside never comes to a level where the backlog grows, and that is said already.
        if remarks.is_empty() {
            remarks.extend(warm_up::too_short(settings, found));
        }
        if settings.replications == 1 {
            remarks.push(
                "a single replication has no intervals; give more `--replications`".to_owned(),
            );
        }
        for (position, subject) in self.subjects.iter().enumerate() {
            if subject.times.count() == 0 {
                remarks.push(format!(
                    "nothing of `{}` arrived while it was counted; give more `--years`",
                    self.name(position, subject)
                ));
            }
        }
        remarks
    }
}

fn run_info(settings: &Settings) -> Vec<RunInfoRow> {
    let row = |key: &str, value: String| RunInfoRow {
        key: key.to_owned(),
        value,
    };
    vec![
        row("seed", settings.seed.to_string()),
        row("replications", settings.replications.to_string()),
        row("years", settings.years.to_string()),
        row("intervals", "95 %, Student t over replications".to_owned()),
    ]
}

/// Mean with its interval; `None` where nothing was tallied.
pub(crate) fn estimate(tally: &Tally) -> Option<Estimate> {
    let mean = tally.mean()?;
    let count = tally.count();
    let halfwidth = tally
        .standard_deviation()
        .filter(|_| count >= 2)
        .and_then(|deviation| {
            Some(
                student_quantile(1.0 - (1.0 - LEVEL) / 2.0, (count - 1) as f64)? * deviation
                    / (count as f64).sqrt(),
            )
        });
    Some(Estimate {
        mean,
        low: halfwidth.map(|half| mean - half),
        high: halfwidth.map(|half| mean + half),
    })
}

pub(crate) fn zero() -> Estimate {
    Estimate {
        mean: 0.0,
        low: None,
        high: None,
    }
}

impl Subject {
    fn new(flows: Vec<usize>, places: usize) -> Subject {
        Subject {
            flows,
            entered: Tally::new(),
            arrived: Tally::new(),
            tonnes: Tally::new(),
            mean: Tally::new(),
            p10: Tally::new(),
            p50: Tally::new(),
            p90: Tally::new(),
            p95: Tally::new(),
            p99: Tally::new(),
            in_said: Tally::new(),
            months_in_said: Tally::new(),
            times: transit_times(),
            hours: (0..places)
                .map(|_| std::array::from_fn(|_| Tally::new()))
                .collect(),
            by_month: std::array::from_fn(|_| (Tally::new(), Tally::new())),
        }
    }

    fn add(&mut self, record: &Record, layout: &Layout, years: f64, is_group: bool) {
        let flows = || {
            self.flows
                .iter()
                .map(|flow| (&record.flows[*flow], &layout.flows[*flow]))
        };
        let room = |units: u64, unit: i64| units as f64 * unit as f64 / 100.0;
        let entered: f64 = flows()
            .map(|(record, flow)| room(record.entered, flow.unit))
            .sum();
        let arrived: f64 = flows()
            .map(|(record, flow)| room(record.arrived, flow.unit))
            .sum();
        let tonnes: f64 = flows()
            .map(|(record, flow)| record.arrived as f64 * flow.cargo_kg as f64 / 1000.0)
            .sum();
        let mut months = [(MonthMean::default(), 0.0); 12];
        for (record, flow) in flows() {
            for (month, sum) in record.by_month.iter().zip(&mut months) {
                sum.0.units += month.units;
                sum.0.seconds += month.seconds;
                sum.1 += room(month.units, flow.unit);
            }
        }
        let mut times = transit_times();
        for (record, _) in flows() {
            // Widths and limits are the same everywhere.
            let _ = times.merge(&record.times);
        }
        let units = times.count();
        let mut hours = Vec::new();
        if units > 0 {
            for place in 0..layout.places {
                for cause in Cause::ALL {
                    let seconds: i128 = flows()
                        .map(|(record, _)| record.hours[place][cause as usize])
                        .sum();
                    hours.push((place, cause, seconds as f64 / 3600.0 / units as f64));
                }
            }
        }
        let months_in_said = if is_group {
            record.months_in_said
        } else {
            record.flows[self.flows[0]].months_in_said
        };
        let said = layout
            .corridor
            .transit
            .as_ref()
            .and_then(|transit| transit.said_days);

        self.entered.add(entered / years);
        self.arrived.add(arrived / years);
        self.tonnes.add(tonnes / years);
        for ((month, room), (mean, arrived)) in months.into_iter().zip(&mut self.by_month) {
            if month.units > 0 {
                mean.add(month.seconds as f64 / month.units as f64 / DAY_S);
            }
            arrived.add(room / years);
        }
        for (place, cause, value) in hours {
            self.hours[place][cause as usize].add(value);
        }
        if let Some(mean) = times.mean() {
            self.mean.add(mean / DAY_S);
            for (p, tally) in [
                (0.1, &mut self.p10),
                (0.5, &mut self.p50),
                (0.9, &mut self.p90),
                (0.95, &mut self.p95),
                (0.99, &mut self.p99),
            ] {
                if let Some(value) = times.quantile(p) {
                    tally.add(value / DAY_S);
                }
            }
            if let Some((low, high)) = said {
                self.in_said
                    .add(times.share_between((low * DAY_S) as i64, (high * DAY_S) as i64));
            }
        }
        if said.is_some() && months_in_said.1 > 0 {
            self.months_in_said
                .add(f64::from(months_in_said.0) / f64::from(months_in_said.1));
        }
        let _ = self.times.merge(&times);
    }

    fn flow_row(&self, layout: &Layout, name: &str, is_group: bool) -> FlowRow {
        let node = |node: usize| layout.corridor.nodes.rows()[node].id.clone();
        let mut from: Vec<String> = self
            .flows
            .iter()
            .map(|flow| node(layout.flows[*flow].clock_from))
            .collect();
        let mut to: Vec<String> = self
            .flows
            .iter()
            .map(|flow| layout.flows[*flow].destination)
            .map(node)
            .collect();
        for list in [&mut from, &mut to] {
            list.sort();
            list.dedup();
        }
        let average = |value: fn(&crate::layout::FlowLayout) -> f64| {
            self.flows
                .iter()
                .map(|flow| value(&layout.flows[*flow]))
                .sum::<f64>()
                / self.flows.len() as f64
        };
        FlowRow {
            flow: name.to_owned(),
            is_group,
            from: from.join("+"),
            to: to.join("+"),
            measure: layout.measure(self.flows[0]).as_str(),
            entered: estimate(&self.entered).unwrap_or(zero()),
            arrived: estimate(&self.arrived).unwrap_or(zero()),
            arrived_t: estimate(&self.tonnes).unwrap_or(zero()),
            mean_d: estimate(&self.mean),
            p10_d: estimate(&self.p10),
            p50_d: estimate(&self.p50),
            p90_d: estimate(&self.p90),
            p95_d: estimate(&self.p95),
            p99_d: estimate(&self.p99),
            share_in_said: estimate(&self.in_said),
            months_in_said: estimate(&self.months_in_said),
            rail_km: average(|flow| flow.rail_km),
            sea_km: average(|flow| flow.sea_km),
        }
    }

    /// The places of the subject in order: aligned at the destination, where the ways of a
    /// group come together.
    fn places(&self, layout: &Layout) -> Vec<PlaceIdx> {
        let mut distance: Vec<Option<usize>> = vec![None; layout.places];
        for flow in &self.flows {
            for (from_end, place) in layout.flows[*flow].way.iter().rev().enumerate() {
                let known = distance[*place].unwrap_or(0);
                distance[*place] = Some(known.max(from_end));
            }
        }
        let mut places: Vec<(usize, PlaceIdx)> = distance
            .into_iter()
            .enumerate()
            .filter_map(|(place, from_end)| Some((from_end?, place)))
            .collect();
        places.sort_by_key(|(from_end, place)| (std::cmp::Reverse(*from_end), *place));
        places.into_iter().map(|(_, place)| place).collect()
    }

    fn hours_rows(&self, layout: &Layout, name: &str, rows: &mut Vec<HoursRow>) {
        for (position, place) in self.places(layout).into_iter().enumerate() {
            let estimated_share = layout.estimated_share(place);
            for cause in Cause::ALL {
                match estimate(&self.hours[place][cause as usize]) {
                    Some(hours) if hours.mean > 0.0 => rows.push(HoursRow {
                        flow: name.to_owned(),
                        position,
                        place: layout.place_id(place).to_owned(),
                        place_name: layout.place_name(place),
                        country: layout.place_country(place),
                        cause,
                        hours,
                        estimated_share,
                    }),
                    _ => {}
                }
            }
        }
    }

    fn month_rows(&self, name: &str, rows: &mut Vec<MonthRow>) {
        for (month, (mean, arrived)) in self.by_month.iter().enumerate() {
            rows.push(MonthRow {
                flow: name.to_owned(),
                month: month as u32 + 1,
                mean_d: estimate(mean),
                arrived: estimate(arrived).unwrap_or(zero()),
            });
        }
    }

    /// Classes of half a day.
    fn distribution_rows(&self, name: &str, rows: &mut Vec<DistributionRow>) {
        let all = self.times.count();
        if all == 0 {
            return;
        }
        let mut below = 0;
        for (class, bins) in self.times.bins().chunks(12).enumerate() {
            let units: u64 = bins.iter().sum();
            below += units;
            if units > 0 {
                rows.push(DistributionRow {
                    flow: name.to_owned(),
                    from_d: class as f64 / 2.0,
                    to_d: (class + 1) as f64 / 2.0,
                    share: units as f64 / all as f64,
                    cumulative: below as f64 / all as f64,
                });
            }
        }
    }
}

fn quantity(row: &Observed, layout: &Layout) -> String {
    let names = |nodes: &[kervan_corridor::Idx<kervan_corridor::network::Node>]| {
        let names: Vec<&str> = nodes
            .iter()
            .map(|node| layout.corridor.nodes[*node].name.as_str())
            .collect();
        names.join(", ")
    };
    match row.quantity {
        ObservedQuantity::TransitTime => format!("{} to {}", names(&row.from), names(&row.to)),
        ObservedQuantity::TimeAt if row.from.is_empty() => format!("time at {}", names(&row.to)),
        ObservedQuantity::TimeAt => {
            format!("time at {}, of those that start there", names(&row.to))
        }
        ObservedQuantity::VesselAtBerth => format!("vessel at berth, {}", names(&row.to)),
        ObservedQuantity::Handled => format!("over the quay, {}", names(&row.to)),
        ObservedQuantity::Calls => format!("vessel calls, {}", names(&row.to)),
        ObservedQuantity::Volume | ObservedQuantity::Ceiling => {
            let what = match row.quantity {
                ObservedQuantity::Volume => "volume",
                _ => "ceiling",
            };
            let mut words = vec![what.to_owned()];
            if !row.scope.is_empty() {
                words.push(format!("of {}", row.scope));
            }
            if !row.commodity.is_empty() {
                words.push(format!("of {}", row.commodity));
            }
            if !row.from.is_empty() {
                words.push(format!("from {}", names(&row.from)));
            }
            if !row.to.is_empty() {
                words.push(format!("to {}", names(&row.to)));
            }
            words.join(" ")
        }
    }
}

/// What a replication has for a published figure, in the figure's unit; a ceiling takes runs of
/// its own.
fn simulated(row: &Observed, record: &Record, layout: &Layout, years: f64) -> Option<f64> {
    let from: Vec<usize> = row.from.iter().map(|node| node.at()).collect();
    let to: Vec<usize> = row.to.iter().map(|node| node.at()).collect();
    let seconds_at = |flow: &FlowRecord, place: PlaceIdx| flow.hours[place].iter().sum::<i128>();
    let (mut units, mut seconds) = (0_u64, 0_i128);
    match row.quantity {
        ObservedQuantity::VesselAtBerth => {
            for port in to.iter().map(|node| &record.ports[*node]) {
                units += port.calls;
                seconds += i128::from(port.call_s);
            }
        }
        ObservedQuantity::Handled => {
            let lifted = |node: &usize| record.ports[*node].lifted.iter().enumerate();
            let counts =
                |flow: usize| row.is_about(&layout.corridor.flows.rows()[layout.flows[flow].row]);
            let sum: f64 = to
                .iter()
                .flat_map(lifted)
                .filter(|(flow, _)| counts(*flow))
                .map(|(flow, units)| *units as f64 * layout.per_unit(flow, row.unit))
                .sum();
            return Some(sum / years);
        }
        ObservedQuantity::Calls => {
            let calls: u64 = to
                .iter()
                .map(|node| &record.ports[*node])
                .map(|port| port.calls + port.background_calls)
                .sum();
            return Some(calls as f64 / years);
        }
        ObservedQuantity::Volume => {
            return Some(
                chosen_flows(row, layout)
                    .map(|flow| record.flows[flow].arrived as f64 * layout.per_unit(flow, row.unit))
                    .sum::<f64>()
                    / years,
            );
        }
        ObservedQuantity::Ceiling => return None,
        ObservedQuantity::TimeAt => {
            for (flow, way) in record.flows.iter().zip(&layout.flows) {
                let counts = from.is_empty() || from.contains(&way.clock_from);
                let places: Vec<PlaceIdx> = way
                    .way
                    .iter()
                    .copied()
                    .filter(|place| to.contains(place))
                    .collect();
                if counts && !places.is_empty() {
                    units += flow.arrived;
                    seconds += places
                        .iter()
                        .map(|place| seconds_at(flow, *place) + flow.before_clock[*place])
                        .sum::<i128>();
                }
            }
        }
        ObservedQuantity::TransitTime => {
            for (flow, way) in record.flows.iter().zip(&layout.flows) {
                let first = way.way.iter().position(|place| from.contains(place));
                let last = way.way.iter().position(|place| to.contains(place));
                let clock = way.way.iter().position(|place| *place == way.clock_from);
                if let (Some(first), Some(last), Some(clock)) = (first, last, clock)
                    && clock <= first
                    && first < last
                {
                    // At its destination a unit counts until it is available.
                    let end = if last + 1 == way.way.len() {
                        last + 1
                    } else {
                        last
                    };
                    units += flow.arrived;
                    seconds += way.way[first..end]
                        .iter()
                        .map(|place| seconds_at(flow, *place))
                        .sum::<i128>();
                }
            }
        }
    }
    (units > 0).then(|| seconds as f64 / units as f64 / DAY_S)
}

/// The flows that a published volume or ceiling speaks of.
pub(crate) fn chosen_flows<'l>(
    row: &'l Observed,
    layout: &'l Layout<'l>,
) -> impl Iterator<Item = usize> + 'l {
    layout
        .corridor
        .flows
        .iter()
        .filter(|(_, flow)| row.speaks_of(flow))
        .map(|(idx, _)| idx.at())
}
