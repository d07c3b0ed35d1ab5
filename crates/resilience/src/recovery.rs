//! How deep an outage cuts, and how long until it is made good.

use kervan_results::Estimate;
use kervan_simulation::OutageRun;

use crate::year::estimate;

/// Days over which what is late is averaged before it counts as gone.
const CALM_D: usize = 7;
/// What counts as gone: this share of the depth, or this share of a usual day's arrivals, whichever
/// is more.
const GONE_OF_DEPTH: f64 = 0.05;
const GONE_OF_DAY: f64 = 0.25;

/// What the replications of one outage say together.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovery {
    /// Tonnes late at the end of each day.
    pub curve: Vec<Estimate>,
    /// Tonne-days late.
    pub late_td: Estimate,
    /// Tonnes late on the day on which they are most, on average.
    pub depth_t: Estimate,
    /// Tonnes turned away, beyond those of the same days without the outage.
    pub lost_t: Estimate,
    /// Tonnes late on the last day.
    pub behind_t: Estimate,
    /// Tonnes that took another way.
    pub detoured_t: Estimate,
    /// Days from the end of the outage until the backlog is gone, over those in which it goes.
    pub recovered_d: Option<Estimate>,
    /// Replications in which it is not gone on the last day.
    pub not_recovered: u32,
    /// Replications that came to rest.
    pub rings: u32,
}

/// Tonnes late at the end of each day: what is inside beyond what is inside without the outage.
///
/// What enters leaves or is inside, so this is what has arrived less, but for what was turned away
/// and never entered, and for demand that changed. Days after a ring of waiting keep the last
/// value and all that would have arrived since.
pub fn late(run: &OutageRun) -> Vec<f64> {
    let usual = &run.usual.inside_t;
    let hit = &run.hit.inside_t;
    let mut standing = 0.0;
    (0..usual.len())
        .map(|day| match hit.get(day) {
            Some(inside) => {
                standing = inside - usual[day];
                standing
            }
            None => {
                standing += run.usual.arrived_t.get(day).copied().unwrap_or(0.0);
                standing
            }
        })
        .collect()
}

impl Recovery {
    /// Of the replications of an outage of `days` days; `None` where there are none, or none that
    /// lasted a day.
    ///
    /// The backlog is gone on the first day after the end of the outage from which on, over seven
    /// days, no more is late on average than a twentieth of the depth or a quarter of a usual
    /// day's arrivals, whichever is more.
    pub fn of(runs: &[OutageRun], days: f64) -> Option<Recovery> {
        let curves: Vec<Vec<f64>> = runs.iter().map(late).collect();
        let horizon = curves.iter().map(Vec::len).min().filter(|days| *days > 0)?;
        let over = |of: &dyn Fn(usize) -> f64| -> Estimate {
            let values: Vec<f64> = (0..runs.len()).map(of).collect();
            estimate(&values)
        };
        let curve: Vec<Estimate> = (0..horizon)
            .map(|day| over(&|run| curves[run][day]))
            .collect();
        let deepest = (0..horizon)
            .rev()
            .max_by(|a, b| curve[*a].mean.total_cmp(&curve[*b].mean))?;
        let usual_day = over(&|run| {
            let arrived = &runs[run].usual.arrived_t;
            arrived.iter().sum::<f64>() / arrived.len().max(1) as f64
        });
        let gone = (GONE_OF_DEPTH * curve[deepest].mean).max(GONE_OF_DAY * usual_day.mean);
        let end = (days.ceil() as usize).min(horizon);
        let recovered: Vec<Option<f64>> = runs
            .iter()
            .zip(&curves)
            .map(|(run, curve)| {
                let from = (run.ring.is_none()).then(|| gone_from(curve, end, gone))??;
                Some((from as f64 + 1.0 - days).max(0.0))
            })
            .collect();
        let those: Vec<f64> = recovered.iter().copied().flatten().collect();
        let turned_away = |run: usize| {
            let sum = |values: &[f64]| values.iter().sum::<f64>();
            sum(&runs[run].hit.turned_away_t) - sum(&runs[run].usual.turned_away_t)
        };
        Some(Recovery {
            late_td: over(&|run| curves[run][..horizon].iter().sum()),
            depth_t: curve[deepest],
            lost_t: over(&turned_away),
            behind_t: curve[horizon - 1],
            detoured_t: over(&|run| runs[run].hit.detoured_t.iter().sum()),
            recovered_d: (!those.is_empty()).then(|| estimate(&those)),
            not_recovered: (runs.len() - those.len()) as u32,
            rings: runs.iter().filter(|run| run.ring.is_some()).count() as u32,
            curve,
        })
    }
}

/// The first day, from `end` on, from which no more than `gone` is late on average over the next
/// seven days.
fn gone_from(curve: &[f64], end: usize, gone: f64) -> Option<usize> {
    let first = end.saturating_sub(1);
    (first..curve.len()).find(|from| {
        curve
            .get(*from..from + CALM_D)
            .is_some_and(|week| week.iter().sum::<f64>() / CALM_D as f64 <= gone)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use kervan_results::DaySeries;

    use super::*;

    /// 100 t enter and arrive on each of 60 days, 1,000 t inside; out for 10 days from the first,
    /// then 150 t a day arrive until the backlog is gone.
    fn closed() -> OutageRun {
        let usual = DaySeries {
            entered_t: vec![100.0; 60],
            arrived_t: vec![100.0; 60],
            inside_t: vec![1000.0; 60],
            turned_away_t: vec![0.0; 60],
            detoured_t: vec![0.0; 60],
            held_t: vec![0.0; 60],
        };
        let mut hit = usual.clone();
        let mut inside: f64 = 1000.0;
        for day in 0..60 {
            hit.arrived_t[day] = match day {
                0..10 => 0.0,
                _ => (inside - 1000.0 + 100.0).min(150.0),
            };
            inside += 100.0 - hit.arrived_t[day];
            hit.inside_t[day] = inside;
        }
        OutageRun {
            usual,
            hit,
            ring: None,
        }
    }

    #[test]
    fn a_closed_line_is_made_good_by_its_spare_capacity() {
        // Ten days of 100 t: 1,000 t late at the end of day 10; 50 t a day to spare: gone after
        // 20 days more. Area: 100+200+...+1000 = 5,500, then 950+900+...+50 = 9,500.
        let recovery = Recovery::of(&[closed(), closed()], 10.0).unwrap();
        assert_eq!(recovery.depth_t.mean, 1000.0);
        assert_eq!(recovery.late_td.mean, 15_000.0);
        assert_eq!(recovery.behind_t.mean, 0.0);
        // Gone is 50 t, the twentieth of 1,000: seven days whose mean is at most 50 first begin
        // 17 days after the end, with 150, 100, 50 and four times 0: 300 / 7 = 43; a day earlier
        // they would be 200, 150, 100, 50, 0, 0, 0: 500 / 7 = 71.
        assert_eq!(recovery.recovered_d.unwrap().mean, 17.0);
        assert_eq!((recovery.not_recovered, recovery.rings), (0, 0));
    }

    #[test]
    fn a_backlog_that_stays_is_not_recovered() {
        let mut run = closed();
        for day in 10..60 {
            run.hit.inside_t[day] = 2000.0;
        }
        let recovery = Recovery::of(&[run, closed()], 10.0).unwrap();
        assert_eq!(recovery.not_recovered, 1);
        assert_eq!(recovery.recovered_d.unwrap().mean, 17.0);
        assert_eq!(recovery.behind_t.mean, 500.0);
    }

    #[test]
    fn a_ring_of_waiting_delivers_nothing_more() {
        let mut run = closed();
        for series in [
            &mut run.hit.inside_t,
            &mut run.hit.arrived_t,
            &mut run.hit.turned_away_t,
        ] {
            series.truncate(10);
        }
        run.ring = Some(vec!["a".to_owned()]);
        // 1,000 t late after ten days, and 100 t more each of the 50 days since.
        assert_eq!(late(&run)[59], 6000.0);
        let recovery = Recovery::of(&[run], 10.0).unwrap();
        assert_eq!((recovery.rings, recovery.not_recovered), (1, 1));
        assert_eq!(recovery.recovered_d, None);
    }

    #[test]
    fn nothing_out_is_nothing_late() {
        let mut run = closed();
        run.hit = run.usual.clone();
        let recovery = Recovery::of(&[run.clone(), run], 10.0).unwrap();
        assert_eq!((recovery.depth_t.mean, recovery.late_td.mean), (0.0, 0.0));
        assert_eq!(recovery.recovered_d.unwrap().mean, 0.0);
    }
}
