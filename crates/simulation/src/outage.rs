//! Something out for a while, once, beside the same days without it.

use kervan_corridor::disruption::Touched;
use kervan_corridor::flow::Flow;
use kervan_corridor::service::Service;
use kervan_corridor::{Corridor, Idx};
use kervan_results::DaySeries;

use crate::error::SimulationError;
use crate::replicate::Progress;
use crate::settings::Settings;

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
/// replication.
///
/// # Errors
///
/// Settings that cannot be run, a ring of waiting where nothing is out, an interruption.
pub fn simulate_outages(
    corridor: &Corridor,
    outages: &[Outage],
    days: u32,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Vec<OutageRun>>, SimulationError> {
    let _ = (corridor, outages, days, settings, progress);
    Ok(Vec::new())
}
