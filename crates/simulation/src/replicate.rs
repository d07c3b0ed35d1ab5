//! Many runs side by side, put together in order.

use std::sync::atomic::{AtomicBool, Ordering};

use kervan_corridor::Corridor;
use kervan_results::{Results, WarmUpInfo};
use rayon::prelude::*;

use crate::accumulate::Accumulator;
use crate::error::SimulationError;
use crate::layout::Layout;
use crate::record::Record;
use crate::settings::Settings;
use crate::warm_up;
use crate::world::{Span, World};

/// Replications that run before the next ones start: results of a wave are put together and
/// freed, so memory does not grow with the number of replications. Never changes a result.
const WAVE: u32 = 64;

/// What a face can tell its reader while a study runs, and how it stops it.
pub struct Progress<'a> {
    /// Called with (replications done, replications in all); from any thread.
    pub report: &'a (dyn Fn(u32, u32) + Sync),
    /// Set from outside to interrupt; looked at after every event.
    pub stop: &'a AtomicBool,
}

/// Simulates a corridor.
///
/// # Errors
///
/// [`SimulationError::Settings`] for settings that cannot be run,
/// [`SimulationError::Deadlock`] with the ring of waiting where the corridor comes to rest,
/// [`SimulationError::Interrupted`].
///
/// # Examples
///
/// See the crate `kervan`, which reads a corridor from its files.
pub fn simulate(
    corridor: &Corridor,
    settings: &Settings,
    progress: &Progress,
) -> Result<Results, SimulationError> {
    settings
        .check()
        .map_err(|findings| SimulationError::Settings { findings })?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|_| SimulationError::Interrupted)?;
    pool.install(|| study(corridor, settings, progress))
}

fn study(
    corridor: &Corridor,
    settings: &Settings,
    progress: &Progress,
) -> Result<Results, SimulationError> {
    let layout = Layout::new(corridor);
    let warm_up = match settings.warm_up_years {
        Some(years) => WarmUpInfo {
            years,
            mser5_weeks: None,
            still_moving: false,
        },
        None => warm_up::find(&layout, settings.seed, progress.stop)?,
    };
    let span = Span {
        warm_up_years: warm_up.years,
        years: settings.years,
        log: settings.log,
        departing: settings.departure_month.map(|month| month as usize - 1),
        weekly: false,
    };
    let mut accumulator = Accumulator::new(&layout, settings.years);
    let done = std::sync::atomic::AtomicU32::new(0);
    for first in (0..settings.replications).step_by(WAVE as usize) {
        let last = (first + WAVE).min(settings.replications);
        let wave: Vec<Result<Record, SimulationError>> = (first..last)
            .into_par_iter()
            .map(|replication| {
                let record = World::new(&layout, settings.seed, u64::from(replication), span)?
                    .run(span, progress.stop);
                (progress.report)(
                    done.fetch_add(1, Ordering::Relaxed) + 1,
                    settings.replications,
                );
                record
            })
            .collect();
        for record in wave {
            accumulator.add(record?);
        }
    }
    Ok(accumulator.results(settings, warm_up))
}
