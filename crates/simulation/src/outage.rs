//! Something out for a while, once, beside the same days without it.

use std::sync::atomic::{AtomicU32, Ordering};

use kervan_corridor::disruption::Touched;
use kervan_corridor::flow::Flow;
use kervan_corridor::service::Service;
use kervan_corridor::{Corridor, Finding, Idx, code};
use kervan_engine::SimTime;
use kervan_results::DaySeries;
use rayon::prelude::*;

use crate::calendar::YEAR_S;
use crate::error::SimulationError;
use crate::layout::Layout;
use crate::process::disruption::DisruptionState;
use crate::replicate::Progress;
use crate::sampling::whole_s;
use crate::settings::Settings;
use crate::warm_up;
use crate::world::{Span, World};

const DAY_S: i64 = 86_400;

/// Parts of the corridor that are out for a while, once.
#[derive(Clone, Debug)]
pub struct Outage {
    /// The parts, all at once.
    pub touched: Vec<Touched>,
    /// What is left of them; see [`Disruption`](kervan_corridor::disruption::Disruption).
    pub factor: f64,
    /// When it begins, in days after the end of the warm-up.
    pub from_day: u32,
    /// How long it lasts, in days.
    pub days: f64,
    /// Other ways for what enters while it lasts.
    pub detours: Vec<Detour>,
}

/// Another way for a flow while its own is shut.
#[derive(Clone, Debug)]
pub struct Detour {
    /// The flow.
    pub flow: Idx<Flow>,
    /// Chain of services, from the same origin to the same destination.
    pub services: Vec<Idx<Service>>,
}

/// What an outage does in one replication: day by day from the day it begins, without and with it.
#[derive(Clone, Debug)]
pub struct OutageRun {
    /// The same days on the same luck, nothing out.
    pub usual: DaySeries,
    /// With the outage.
    pub hit: DaySeries,
    /// The ring of waiting, where the outage brought the corridor to rest; the series ends there.
    pub ring: Option<Vec<String>>,
}

/// Simulates outages, each by itself: for every replication the corridor is run in, and every
/// outage then starts from the very same state, on the same luck as the run without it.
///
/// `days` is the horizon from the first day of each outage on. The answer is by outage, then by
/// replication. Progress is counted in outages times replications.
///
/// # Errors
///
/// Settings or outages that cannot be run, a ring of waiting where nothing is out, an
/// interruption.
pub fn simulate_outages(
    corridor: &Corridor,
    outages: &[Outage],
    days: u32,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Vec<OutageRun>>, SimulationError> {
    settings
        .check()
        .map_err(|findings| SimulationError::Settings { findings })?;
    let findings: Vec<Finding> = outages
        .iter()
        .flat_map(|outage| faults(corridor, outage))
        .collect();
    if !findings.is_empty() {
        return Err(SimulationError::Settings { findings });
    }
    let mut layout = Layout::new(corridor);
    let detours = outages
        .iter()
        .map(|outage| {
            let add = |detour: &Detour| {
                let position = layout.add_detour(detour.flow, &detour.services);
                (detour.flow.at(), position)
            };
            outage.detours.iter().map(add).collect()
        })
        .collect();
    let study = OutageStudy {
        layout,
        outages,
        detours,
        days,
        settings,
        progress,
        finished: AtomicU32::new(0),
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|_| SimulationError::Interrupted)?
        .install(|| study.run())
}

/// What all replications share.
struct OutageStudy<'a> {
    layout: Layout<'a>,
    outages: &'a [Outage],
    /// By outage: a flow, and the flow that goes the other way.
    detours: Vec<Vec<(usize, usize)>>,
    days: u32,
    settings: &'a Settings,
    progress: &'a Progress<'a>,
    finished: AtomicU32,
}

impl OutageStudy<'_> {
    fn run(&self) -> Result<Vec<Vec<OutageRun>>, SimulationError> {
        let warm_up_years = match self.settings.warm_up_years {
            Some(years) => years,
            None => warm_up::find(&self.layout, self.settings.seed, self.progress.stop)?.years,
        };
        let span = Span {
            warm_up_years,
            years: 0,
            log: false,
            waits: false,
            departing: None,
            weekly: false,
            disruptions: self.settings.disruptions,
            days: true,
            days_only: true,
        };
        let replications: Vec<Result<Vec<OutageRun>, SimulationError>> =
            (0..self.settings.replications)
                .into_par_iter()
                .map(|replication| self.replication(u64::from(replication), span))
                .collect();
        let mut by_outage: Vec<Vec<OutageRun>> = vec![Vec::new(); self.outages.len()];
        for replication in replications {
            for (runs, run) in by_outage.iter_mut().zip(replication?) {
                runs.push(run);
            }
        }
        Ok(by_outage)
    }

    /// One replication: the usual days, and at the first day of each outage a copy that is hit.
    fn replication(&self, number: u64, span: Span) -> Result<Vec<OutageRun>, SimulationError> {
        let stop = self.progress.stop;
        let mut world = World::new(&self.layout, self.settings.seed, number, span)?;
        let start = SimTime::from_ticks(i64::from(span.warm_up_years) * YEAR_S);
        world.advance(start, stop)?;
        world.start_counting(span);
        let mut order: Vec<usize> = (0..self.outages.len()).collect();
        order.sort_by_key(|outage| (self.outages[*outage].from_day, *outage));
        let day_of = |outage: &usize| self.outages[*outage].from_day;
        let mut hits: Vec<(usize, Hit)> = Vec::new();
        for together in order.chunk_by(|a, b| day_of(a) == day_of(b)) {
            let first = together.first().map_or(0, day_of);
            world.advance(start + i64::from(first) * DAY_S, stop)?;
            let here: Vec<Result<(usize, Hit), SimulationError>> = together
                .par_iter()
                .map(|outage| Ok((*outage, self.hit(&world, *outage)?)))
                .collect();
            for hit in here {
                hits.push(hit?);
            }
        }
        let last = order.last().map_or(0, day_of);
        let end = i64::from(last) + i64::from(self.days);
        world.advance(start + end * DAY_S, stop)?;
        hits.sort_by_key(|(outage, _)| *outage);
        let usual = |outage: usize| {
            let days = world.record.days.as_ref();
            let first = self.outages[outage].from_day as usize;
            days.map(|days| days.series(first, self.days as usize))
        };
        Ok(hits
            .into_iter()
            .map(|(outage, hit)| OutageRun {
                usual: usual(outage).unwrap_or_default(),
                hit: hit.days,
                ring: hit.ring,
            })
            .collect())
    }

    /// The days from now on with an outage, from the state that the corridor is in.
    fn hit(&self, usual: &World, outage: usize) -> Result<Hit, SimulationError> {
        let mut world = usual.clone();
        let Outage {
            touched,
            factor,
            days,
            ..
        } = &self.outages[outage];
        for (flow, detour) in &self.detours[outage] {
            world.ways[*flow].detour = Some(*detour);
        }
        world.start_days();
        world
            .disruptions
            .push(DisruptionState::once(touched, *factor));
        world.disrupt(world.disruptions.len() - 1, whole_s(days * DAY_S as f64));
        let end = world.now + i64::from(self.days) * DAY_S;
        let ring = match world.advance(end, self.progress.stop) {
            Ok(()) => None,
            Err(SimulationError::Deadlock { ring, .. }) => Some(ring),
            Err(error) => return Err(error),
        };
        let finished = self.finished.fetch_add(1, Ordering::Relaxed) + 1;
        let all = self.outages.len() as u32 * self.settings.replications;
        (self.progress.report)(finished, all);
        let days = world.record.days.as_ref();
        Ok(Hit {
            days: days.map_or_else(DaySeries::default, |days| {
                days.series(0, self.days as usize)
            }),
            ring,
        })
    }
}

/// The days of a corridor that is hit.
struct Hit {
    days: DaySeries,
    ring: Option<Vec<String>>,
}

/// What keeps an outage from being tried.
fn faults(corridor: &Corridor, outage: &Outage) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |message: String, expected: &str, help: &str| {
        findings.push(Finding {
            code: code::BAD_SETTINGS,
            message,
            origin: None,
            expected: expected.to_owned(),
            notes: Vec::new(),
            help: help.to_owned(),
        });
    };
    if !(outage.days.is_finite() && outage.days >= 0.0) {
        found(
            format!("an outage lasts {} days", outage.days),
            "must be a number of days from 0",
            "give a number of days",
        );
    }
    for part in &outage.touched {
        let (low, high) = part.factors();
        if !(low..=high).contains(&outage.factor) {
            found(
                format!(
                    "an outage leaves {} of a row of `{}`",
                    outage.factor,
                    part.table()
                ),
                &format!("must be from {low} to {high}"),
                "give what is left of it: 0 for nothing",
            );
        }
    }
    for detour in &outage.detours {
        let flow = &corridor.flows[detour.flow];
        let services = detour.services.iter().map(|idx| &corridor.services[*idx]);
        let mut at = flow.origin;
        let mut is_joined = true;
        for service in services {
            is_joined &= service.origin == at;
            at = service.destination;
        }
        if !is_joined || at != flow.destination {
            found(
                format!(
                    "a detour of `{}` does not lead from its origin to its destination",
                    flow.id
                ),
                "each service must begin where the one before ends",
                "give services that follow one another",
            );
        }
    }
    findings
}
