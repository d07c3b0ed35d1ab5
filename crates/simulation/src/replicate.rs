//! Many runs side by side, put together in order.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use kervan_corridor::Corridor;
use kervan_results::{Condition, Estimate, PrecisionRow, Results, WarmUpInfo};
use rayon::prelude::*;

use crate::accumulate::Accumulator;
use crate::error::{PairError, SimulationError};
use crate::layout::Layout;
use crate::precision;
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

/// What two runs on the same luck give.
#[derive(Debug)]
pub struct Pair {
    /// The results of each.
    pub results: [Results; 2],
    /// The precision of the difference that was asked for, where one was.
    pub precision: Vec<PrecisionRow>,
    /// What is to be said where it was not reached.
    pub remark: Option<String>,
}

/// Sees the replications of a pair of runs, one after the other.
pub trait PairWatch: Send {
    /// Called with what each of the two gives in one replication, in order of replication.
    fn add(&mut self, one: &[Results]);
    /// The difference so far in what a condition speaks of; `None` where there is none yet.
    fn difference(&self, condition: &Condition) -> Option<Estimate>;
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
    let ([mut results], reached) =
        in_pool([corridor], settings, progress, None).map_err(|failed| failed.error)?;
    results
        .remarks
        .extend(precision::remark(settings, &reached));
    results.precision = reached;
    Ok(results)
}

/// Simulates two corridors side by side on the same luck: the same seed and replications, and the
/// longer of their two warm-ups for both. There is no event log. A precision is that of the
/// difference.
///
/// # Errors
///
/// What a run can fail of, and which of the two did.
pub fn simulate_pair(
    corridors: [&Corridor; 2],
    settings: &Settings,
    progress: &Progress,
    watch: &mut dyn PairWatch,
) -> Result<Pair, PairError> {
    let settings = Settings {
        log: false,
        ..settings.clone()
    };
    let (results, reached) = in_pool(corridors, &settings, progress, Some(watch))?;
    Ok(Pair {
        results,
        remark: precision::remark(&settings, &reached),
        precision: reached,
    })
}

fn in_pool<const N: usize>(
    corridors: [&Corridor; N],
    settings: &Settings,
    progress: &Progress,
    watch: Option<&mut dyn PairWatch>,
) -> Result<([Results; N], Vec<PrecisionRow>), PairError> {
    settings
        .check()
        .map_err(|findings| PairError::of_both(SimulationError::Settings { findings }))?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|_| PairError::of_both(SimulationError::Interrupted))?;
    pool.install(|| study(corridors, settings, progress, watch))
}

/// What one replication of one corridor gives, and its results by themselves where a pair is
/// watched.
struct Ran {
    record: Record,
    alone: Option<Results>,
}

/// Replications of one corridor, or of two side by side, until there are enough.
fn study<const N: usize>(
    corridors: [&Corridor; N],
    settings: &Settings,
    progress: &Progress,
    mut watch: Option<&mut dyn PairWatch>,
) -> Result<([Results; N], Vec<PrecisionRow>), PairError> {
    let layouts = corridors.map(Layout::new);
    let warm_ups = warm_ups(&layouts, settings, progress)?;
    let span = Span {
        warm_up_years: warm_ups.first().map_or(0, |warm_up| warm_up.years),
        years: settings.years,
        log: settings.log,
        waits: settings.waits,
        departing: settings.departure_month.map(|month| month as usize - 1),
        weekly: false,
        disruptions: settings.disruptions,
        days: settings.days,
        days_only: false,
    };
    let mut accumulators: [Accumulator; N] =
        std::array::from_fn(|which| Accumulator::new(&layouts[which], settings.years));
    let is_watched = watch.is_some();
    let finished = AtomicU32::new(0);
    let (mut done, mut asked) = (0, precision::first(settings));
    let (mut results, reached) = loop {
        for first in (done..asked).step_by(WAVE as usize / N) {
            let last = (first + WAVE / N as u32).min(asked);
            let jobs: Vec<(u32, usize)> = (first..last)
                .flat_map(|replication| (0..N).map(move |which| (replication, which)))
                .collect();
            let wave: Vec<Result<Ran, PairError>> = jobs
                .into_par_iter()
                .map(|(replication, which)| {
                    let layout = &layouts[which];
                    let record = World::new(layout, settings.seed, u64::from(replication), span)
                        .and_then(|world| world.run(span, progress.stop))
                        .map_err(|error| PairError::of_one(which, error))?;
                    let finished = finished.fetch_add(1, Ordering::Relaxed) + 1;
                    (progress.report)(finished, asked * N as u32);
                    let alone = is_watched
                        .then(|| Accumulator::alone(layout, &record, settings, &warm_ups[which]));
                    Ok(Ran { record, alone })
                })
                .collect();
            let mut one = Vec::new();
            for (position, ran) in wave.into_iter().enumerate() {
                let ran = ran?;
                let accumulator = &mut accumulators[position % N];
                accumulator.add(&ran.record);
                accumulator.keep(ran.record.log);
                one.extend(ran.alone);
                if let Some(watch) = watch.as_deref_mut().filter(|_| one.len() == N) {
                    watch.add(&one);
                    one.clear();
                }
            }
        }
        done = asked;
        let settings = Settings {
            replications: done,
            ..settings.clone()
        };
        let results: [Results; N] = std::array::from_fn(|which| {
            accumulators[which].results(&settings, warm_ups[which].clone())
        });
        let reached = precision::reached(&settings, |condition| match watch.as_deref() {
            Some(watch) => watch.difference(condition),
            None => condition.estimate_in(results.first()?),
        });
        match precision::next(&settings, &reached) {
            Some(more) => asked = more,
            None => break (results, reached),
        }
    };
    for (results, accumulator) in results.iter_mut().zip(accumulators) {
        results.log = accumulator.into_log();
    }
    Ok((results, reached))
}

/// The warm-up of each corridor: as given, or the longest that is found for any of them.
fn warm_ups<const N: usize>(
    layouts: &[Layout; N],
    settings: &Settings,
    progress: &Progress,
) -> Result<[WarmUpInfo; N], PairError> {
    let mut warm_ups = std::array::from_fn(|_| WarmUpInfo {
        years: settings.warm_up_years.unwrap_or(0),
        mser5_weeks: None,
        still_moving: false,
    });
    if settings.warm_up_years.is_none() {
        for (which, layout) in layouts.iter().enumerate() {
            warm_ups[which] = warm_up::find(layout, settings.seed, progress.stop)
                .map_err(|error| PairError::of_one(which, error))?;
        }
        let longest = warm_ups.iter().map(|warm_up| warm_up.years).max();
        for warm_up in &mut warm_ups {
            warm_up.years = longest.unwrap_or(0);
        }
    }
    Ok(warm_ups)
}
