//! What a growing demand uses of everything, and what each candidate adds to it: from the fluid.

use kervan_bottleneck::Runs;
use kervan_bottleneck::fluid::{FluidError, fluid_capacity, fluid_use};
use kervan_corridor::Corridor;
use kervan_corridor::measure::MeasureStatus;

use super::PlanningError;
use super::candidates::{Candidate, What, design};
use crate::bottlenecks::StudyRuns;

/// Share of what the corridor can carry at which uses are compared, or of today's demand.
const COMPARED_AT: f64 = 0.9;
/// Uses of a server that differ by less than this share of each other are the same.
const SAME: f64 = 1e-6;
/// What a plan may fill at first: of lines and timetables, whose capacity is a practical one, all
/// of it; of the rest as much as calibration and the ladder plan for.
const FIRST_CEILING: f64 = 0.75;
/// A server that the last year would not fill so far needs no more of it.
const AMPLE: f64 = 0.3;
/// Weight of a unit that carries no goods, in tonnes: what not carrying an empty box counts.
const EMPTY_T: f64 = 2.0;

/// What there is, what uses it, and what candidates add.
#[derive(Clone, Debug)]
pub(super) struct Capacity {
    pub(super) servers: Vec<Server>,
    /// Flows that grow: position in the corridor, Mt a year of today's demand (of empty boxes a
    /// nominal weight), and whether they carry goods.
    pub(super) flows: Vec<(usize, f64, bool)>,
    /// For each candidate: servers by position, and the share by which one of it adds to them.
    pub(super) lifts: Vec<Vec<(usize, f64)>>,
}

/// Something of which there is a limited amount, measured in shares of what there is today.
#[derive(Clone, Debug)]
pub(super) struct Server {
    pub(super) kind: &'static str,
    pub(super) server: String,
    /// Used by what does not grow.
    pub(super) fixed: f64,
    /// Used by today's demand of each flow that grows.
    pub(super) by_flow: Vec<f64>,
    /// Share that a plan may fill.
    pub(super) ceiling: f64,
    /// The same before anything was learnt.
    pub(super) first_ceiling: f64,
}

impl Server {
    /// Used at so many times today's demand.
    pub(super) fn used(&self, factor: f64) -> f64 {
        self.fixed + factor * self.by_flow.iter().sum::<f64>()
    }

    /// Its identifier; of a direction of a line section that of the section.
    pub(super) fn id(&self) -> &str {
        match self.kind {
            "line section" => self.server.split(" to ").next().unwrap_or_default(),
            _ => &self.server,
        }
    }

    pub(super) fn words(&self) -> String {
        format!("{} {}", self.kind, self.server)
    }
}

impl Capacity {
    /// The ceilings of all servers.
    pub(super) fn ceilings(&self) -> Vec<f64> {
        self.servers.iter().map(|server| server.ceiling).collect()
    }

    /// Sets the ceilings to so many times these.
    pub(super) fn tighten(&mut self, ceilings: &[f64], times: f64) {
        for (server, ceiling) in self.servers.iter_mut().zip(ceilings) {
            server.ceiling = ceiling * times;
        }
    }

    /// Measures the corridor with all that is finished.
    pub(super) fn new(
        runs: &StudyRuns,
        candidates: &[Candidate],
        last: f64,
    ) -> Result<Capacity, PlanningError> {
        let finished = candidates
            .iter()
            .map(|row| (row, u32::from(row.status == MeasureStatus::Finished)));
        let base = design(runs, finished.clone());
        let base = runs.changed(&base).transpose()?;
        let corridor = base
            .as_ref()
            .map_or(runs.corridor(), |study| study.corridor());
        let most = match fluid_capacity(corridor) {
            Ok(found) => found.factor,
            Err(FluidError::Unlimited) => f64::INFINITY,
            Err(error) => return Err(error.into()),
        };
        let factor = COMPARED_AT * most.min(1.0);
        // Flows are the same whatever is done, so the factors are too.
        let use_at = |corridor: &Corridor, by: &dyn Fn(usize) -> f64| {
            let flows = corridor.flows.rows().iter().enumerate();
            let factors: Vec<f64> = flows
                .map(|(at, flow)| if corridor.grows(flow) { by(at) } else { 1.0 })
                .collect();
            fluid_use(corridor, &factors)
        };
        let full = use_at(corridor, &|_| factor)?;
        let none = use_at(corridor, &|_| 0.0)?;
        let mut flows = Vec::new();
        for (position, flow) in corridor.flows.rows().iter().enumerate() {
            if corridor.grows(flow) {
                let is_goods = flow.trade != "empty";
                let unit = corridor.loading_units[flow.loading_unit].cargo_t;
                let each = if is_goods { unit } else { EMPTY_T };
                flows.push((position, flow.units_per_year * each / 1e6, is_goods));
            }
        }
        let mut without = Vec::new();
        for (position, ..) in &flows {
            let by = |at: usize| if at == *position { 0.0 } else { factor };
            without.push(use_at(corridor, &by)?);
        }
        let used = |of: &[kervan_bottleneck::fluid::Resource], kind: &str, server: &str| {
            let found = of
                .iter()
                .find(|row| row.kind == kind && row.server == server);
            found.map_or(0.0, |row| row.used)
        };
        let mut servers = Vec::new();
        for row in &full {
            let of = |of: &[_]| used(of, row.kind, &row.server);
            let fixed = of(&none);
            let grown = (row.used - fixed).max(0.0);
            // Flows that share vessels free them for each other: the parts are scaled to the sum.
            let parts: Vec<f64> = without
                .iter()
                .map(|less| (row.used - of(less)).max(0.0))
                .collect();
            let sum: f64 = parts.iter().sum();
            let scale = if sum > 0.0 { grown / sum / factor } else { 0.0 };
            let first_ceiling = match row.kind {
                "line section" | "timetable" => 1.0,
                _ => FIRST_CEILING,
            };
            servers.push(Server {
                kind: row.kind,
                server: row.server.clone(),
                fixed,
                by_flow: parts.into_iter().map(|part| part * scale).collect(),
                ceiling: first_ceiling,
                first_ceiling,
            });
        }
        let mut lifts = Vec::new();
        for (position, candidate) in candidates.iter().enumerate() {
            let is_of_use = match &candidate.what {
                What::Measure(_) => candidate.status != MeasureStatus::Finished,
                What::Unit(unit) => servers.iter().any(|row| {
                    row.kind == unit.kind && row.id() == unit.server && row.used(last) > AMPLE
                }),
            };
            if !is_of_use {
                lifts.push(Vec::new());
                continue;
            }
            let with = finished.clone().enumerate();
            let with = with.map(|(at, (row, times))| (row, if at == position { 1 } else { times }));
            let changed = runs.changed(&design(runs, with)).transpose()?;
            let corridor = changed.as_ref().map_or(corridor, |study| study.corridor());
            let after = use_at(corridor, &|_| factor)?;
            let of_each = servers.iter().enumerate().filter_map(|(at, server)| {
                let before = used(&full, server.kind, &server.server);
                let after = used(&after, server.kind, &server.server);
                let is_less = before > 0.0 && after > 0.0 && after < before * (1.0 - SAME);
                is_less.then(|| (at, before / after - 1.0))
            });
            lifts.push(of_each.collect());
        }
        Ok(Capacity {
            servers,
            flows,
            lifts,
        })
    }
}
