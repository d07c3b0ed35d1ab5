//! Several corridors on the same luck, each replication by itself.

use std::sync::atomic::{AtomicU32, Ordering};

use kervan_corridor::Corridor;
use kervan_results::{Results, WarmUpInfo};
use rayon::prelude::*;

use crate::accumulate::Accumulator;
use crate::error::SimulationError;
use crate::layout::Layout;
use crate::replicate::Progress;
use crate::settings::Settings;
use crate::world::{Span, World};

/// Simulates several corridors on the same luck and gives the results of every replication by
/// itself, so that differences between any two of them can be taken pair by pair.
///
/// The warm-up is the one given; none where none is. There is no event log, and no precision is
/// sought. The answer is by corridor, then by replication; a corridor that came to rest in one
/// of them has its error instead.
///
/// # Errors
///
/// Settings that cannot be run, an interruption.
pub fn simulate_each(
    corridors: &[&Corridor],
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Result<Vec<Results>, SimulationError>>, SimulationError> {
    settings
        .check()
        .map_err(|findings| SimulationError::Settings { findings })?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|_| SimulationError::Interrupted)?;
    let layouts: Vec<Layout> = corridors.iter().copied().map(Layout::new).collect();
    let span = Span {
        warm_up_years: settings.warm_up_years.unwrap_or(0),
        years: settings.years,
        log: false,
        waits: settings.waits,
        departing: settings.departure_month.map(|month| month as usize - 1),
        weekly: false,
        disruptions: settings.disruptions,
        days: false,
        days_only: false,
    };
    let warm_up = WarmUpInfo {
        years: span.warm_up_years,
        mser5_weeks: None,
        still_moving: false,
    };
    let jobs: Vec<(usize, u32)> = (0..corridors.len())
        .flat_map(|which| (0..settings.replications).map(move |one| (which, one)))
        .collect();
    let (all, finished) = (jobs.len() as u32, AtomicU32::new(0));
    let ran: Vec<Result<Results, SimulationError>> = pool.install(|| {
        jobs.into_par_iter()
            .map(|(which, replication)| {
                let layout = &layouts[which];
                let record = World::new(layout, settings.seed, u64::from(replication), span)
                    .and_then(|world| world.run(span, progress.stop));
                (progress.report)(finished.fetch_add(1, Ordering::Relaxed) + 1, all);
                Ok(Accumulator::alone(layout, &record?, settings, &warm_up))
            })
            .collect()
    });
    let mut by_corridor: Vec<Result<Vec<Results>, SimulationError>> = Vec::new();
    for (position, one) in ran.into_iter().enumerate() {
        if position % settings.replications as usize == 0 {
            by_corridor.push(Ok(Vec::new()));
        }
        let Some(of_corridor) = by_corridor.last_mut() else {
            continue;
        };
        match (one, of_corridor.as_mut()) {
            (Err(SimulationError::Interrupted), _) => return Err(SimulationError::Interrupted),
            (Ok(results), Ok(list)) => list.push(results),
            (Err(error), Ok(_)) => *of_corridor = Err(error),
            // The first replication that failed speaks for all.
            (_, Err(_)) => {}
        }
    }
    Ok(by_corridor)
}
