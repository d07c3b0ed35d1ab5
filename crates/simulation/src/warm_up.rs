//! How long the corridor takes to fill.

use std::sync::atomic::AtomicBool;

use kervan_corridor::code;
use kervan_engine::{deseasonalise, mser5};
use kervan_results::WarmUpInfo;
use rayon::prelude::*;

use crate::error::SimulationError;
use crate::layout::Layout;
use crate::settings::Settings;
use crate::world::{Span, World};

/// Pilot runs, and their years.
const PILOTS: u64 = 4;
const PILOT_YEARS: u32 = 5;
/// Weeks of a pilot year: 52 and a day, so the season drifts by a day a year.
const WEEKS: usize = 52;
/// Pilot runs have streams of their own, beyond those of any replication.
const FIRST_PILOT: u64 = 1 << 40;

/// Finds the whole years to leave out.
///
/// Pilot runs note the tonnes inside the corridor week by week; their mean is freed of the
/// season and given to MSER-5 (White 1997). What MSER-5 leaves out is rounded up to whole
/// years, at least one, so that every season counts alike.
///
/// # Errors
///
/// What a run can fail of.
pub(crate) fn find(
    layout: &Layout,
    seed: u64,
    stop: &AtomicBool,
) -> Result<WarmUpInfo, SimulationError> {
    let span = Span {
        warm_up_years: 0,
        years: PILOT_YEARS,
        log: false,
        waits: false,
        departing: None,
        weekly: true,
        disruptions: false,
        days: false,
        days_only: false,
    };
    let pilots: Vec<Result<Vec<f64>, SimulationError>> = (0..PILOTS)
        .into_par_iter()
        .map(|pilot| {
            Ok(World::new(layout, seed, FIRST_PILOT + pilot, span)?
                .run(span, stop)?
                .weeks)
        })
        .collect();
    let pilots: Vec<Vec<f64>> = pilots.into_iter().collect::<Result<_, _>>()?;
    let weeks = pilots.iter().map(Vec::len).min().unwrap_or(0);
    let mean: Vec<f64> = (0..weeks)
        .map(|week| pilots.iter().map(|pilot| pilot[week]).sum::<f64>() / PILOTS as f64)
        .collect();
    let found = mser5(&without_season(&mean));
    let years = found.truncated.div_ceil(WEEKS).max(1) as u32;
    Ok(WarmUpInfo {
        years,
        mser5_weeks: Some(found.truncated as f64),
        still_moving: found.reached_limit,
    })
}

/// What a reader must know of a run that is too short for its warm-up.
pub(crate) fn too_short(settings: &Settings, warm_up: &WarmUpInfo) -> Vec<String> {
    let years = |count: u32| format!("{count} year{}", if count == 1 { "" } else { "s" });
    let mut remarks = Vec::new();
    if warm_up.still_moving {
        remarks.push(format!(
            "{}: the run may be too short for its warm-up; MSER-5 left out half of the {PILOT_YEARS} pilot years, the most that it may, so the corridor may still be filling after the {} left out. Give `--warm-up {}` or more",
            code::SHORT_RUN,
            years(warm_up.years),
            2 * PILOT_YEARS
        ));
    }
    if settings.years < warm_up.years {
        remarks.push(format!(
            "{}: the run is too short for its warm-up; it counts {} after leaving out {}; a corridor takes about as long to show its luck as to fill. Give `--years {}` or more",
            code::SHORT_RUN,
            years(settings.years),
            years(warm_up.years),
            warm_up.years
        ));
    }
    remarks
}

/// The series without its season, which is taken from the years after the first, as the
/// first one holds the filling that is looked for.
fn without_season(series: &[f64]) -> Vec<f64> {
    let Some(later) = series.get(WEEKS..).filter(|later| later.len() >= WEEKS) else {
        return series.to_vec();
    };
    let level = deseasonalise(later, WEEKS);
    // The season of a week is what `deseasonalise` took off it.
    let season: Vec<f64> = (0..WEEKS).map(|week| later[week] - level[week]).collect();
    series
        .iter()
        .enumerate()
        .map(|(week, value)| value - season[week % WEEKS])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_is_taken_off_and_the_filling_stays() {
        let season = |week: usize| if week % WEEKS < 26 { 10.0 } else { -10.0 };
        let series: Vec<f64> = (0..5 * WEEKS)
            .map(|week| 100.0 + season(week) - if week < 15 { 90.0 } else { 0.0 })
            .collect();
        let level = without_season(&series);
        assert!(
            level[..15].iter().all(|value| (value - 10.0).abs() < 1e-9),
            "{:?}",
            &level[..20]
        );
        assert!(level[15..].iter().all(|value| (value - 100.0).abs() < 1e-9));
        assert_eq!(mser5(&level).truncated, 15);
    }
}
