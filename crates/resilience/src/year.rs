//! Years of luck: what is late, lost and short, and how bad the worst of them are.

use kervan_corridor::Corridor;
use kervan_engine::student_interval;
use kervan_results::{DaySeries, Estimate};

/// Days of a model year.
const YEAR_D: usize = 365;
/// Days of each month.
const MONTHS_D: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/// Days looked back on to see whether goods flow.
const FLOW_D: usize = 7;
/// Share of the usual arrivals below which they are interrupted.
const FLOWS: f64 = 0.5;
/// Confidence of all intervals.
const LEVEL: f64 = 0.95;

/// One year beside the same year without weather and disruptions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Year {
    /// Tonnes that arrived.
    pub arrived_t: f64,
    /// Tonnes turned away.
    pub lost_t: f64,
    /// Tonnes that arrived less than in the calm year.
    pub short_t: f64,
    /// Tonne-days late: tonnes inside beyond those of the calm year, day by day.
    pub late_td: f64,
}

/// The whole years of one replication, beside the same years of the calm one.
pub fn years(of: &DaySeries, calm: &DaySeries) -> Vec<Year> {
    let days = of.arrived_t.len().min(calm.arrived_t.len());
    (0..days / YEAR_D)
        .map(|year| {
            let span = year * YEAR_D..(year + 1) * YEAR_D;
            let sum = |values: &[f64]| -> f64 {
                values
                    .get(span.clone())
                    .map_or(0.0, |days| days.iter().sum())
            };
            Year {
                arrived_t: sum(&of.arrived_t),
                lost_t: sum(&of.turned_away_t),
                short_t: sum(&calm.arrived_t) - sum(&of.arrived_t),
                late_td: sum(&of.inside_t) - sum(&calm.inside_t),
            }
        })
        .collect()
}

/// Mean with its 95 % interval (Student t); the mean alone for fewer than two values.
pub fn estimate(values: &[f64]) -> Estimate {
    match student_interval(values, LEVEL) {
        Some(interval) => Estimate {
            mean: interval.mean,
            low: Some(interval.low()),
            high: Some(interval.high()),
        },
        None => Estimate {
            mean: values.iter().sum::<f64>() / values.len().max(1) as f64,
            low: None,
            high: None,
        },
    }
}

/// The month, from 0, of each of so many days from the corridor's first day on.
pub fn months_of_days(corridor: &Corridor, days: usize) -> Vec<usize> {
    let first = first_day(corridor);
    let of_year: Vec<usize> = MONTHS_D
        .iter()
        .enumerate()
        .flat_map(|(month, days)| std::iter::repeat_n(month, *days))
        .collect();
    (0..days)
        .map(|day| of_year[(first + day) % YEAR_D])
        .collect()
}

/// Days from the start of the year to the first simulated day.
pub(crate) fn first_day(corridor: &Corridor) -> usize {
    let (_, month, day) = corridor.first_day;
    let month = usize::try_from(month).unwrap_or(1).clamp(1, 12);
    let before: usize = MONTHS_D[..month - 1].iter().sum();
    (before + usize::try_from(day).unwrap_or(1).max(1) - 1).min(YEAR_D - 1)
}

/// Days from the start of a model year that begins on the corridor's first day to a month, 1 to 12.
pub(crate) fn days_to(corridor: &Corridor, month: u32) -> u32 {
    let month = (month as usize).clamp(1, 12);
    let start: usize = MONTHS_D[..month - 1].iter().sum();
    ((start + YEAR_D - first_day(corridor)) % YEAR_D) as u32
}

/// Share of days on which goods flow without interruption, by replication.
///
/// A day is interrupted where less than half as much arrived on it and on the six days before as
/// usually does in seven days of its month. Usual is the mean over all calm days of the month.
pub fn flowing(of: &[DaySeries], calm: &[DaySeries], months: &[usize]) -> Vec<f64> {
    let mut usual = [(0.0, 0_usize); 12];
    for series in calm {
        for (arrived, month) in series.arrived_t.iter().zip(months) {
            usual[*month].0 += arrived;
            usual[*month].1 += 1;
        }
    }
    of.iter()
        .map(|series| {
            let arrived = &series.arrived_t;
            let days = arrived.len().min(months.len());
            let flows = (FLOW_D - 1..days).filter(|day| {
                let week: f64 = arrived[day + 1 - FLOW_D..=*day].iter().sum();
                let (sum, count) = usual[months[*day]];
                week >= FLOWS * FLOW_D as f64 * sum / count.max(1) as f64
            });
            flows.count() as f64 / days.saturating_sub(FLOW_D - 1).max(1) as f64
        })
        .collect()
}

/// Mean of the largest `share` of the values: the conditional value at risk.
///
/// A value that is only partly among them counts by that part, so that the mean moves evenly with
/// the share. 0 for no values.
///
/// # Source
///
/// C. Acerbi and D. Tasche, On the coherence of expected shortfall, Journal of Banking & Finance
/// 26 (2002).
///
/// # Examples
///
/// ```
/// use kervan_resilience::tail_mean;
/// let losses = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
/// assert_eq!(tail_mean(&losses, 0.2), 9.5);
/// // The worst 2.5 of ten: 10 and 9, and half of 8.
/// assert!((tail_mean(&losses, 0.25) - (10.0 + 9.0 + 4.0) / 2.5).abs() < 1e-12);
/// ```
pub fn tail_mean(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let wanted = (share * values.len() as f64).clamp(0.0, values.len() as f64);
    if wanted <= 0.0 {
        return 0.0;
    }
    let mut left = wanted;
    let mut sum = 0.0;
    for value in sorted {
        let part = left.min(1.0);
        sum += part * value;
        left -= part;
        if left <= 0.0 {
            break;
        }
    }
    sum / wanted
}

/// The mean over the worst years with its interval, from the years of each replication.
///
/// The interval is that of the jackknife over replications: the mean without each of them in turn,
/// as pseudo-values, with Student t. It is an approximation that is good for many replications.
///
/// # Source
///
/// B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapter 11.
pub fn tail_of(by_replication: &[Vec<f64>], share: f64) -> Estimate {
    let all: Vec<f64> = by_replication.iter().flatten().copied().collect();
    let whole = tail_mean(&all, share);
    let count = by_replication.len() as f64;
    if by_replication.len() < 2 {
        return Estimate {
            mean: whole,
            low: None,
            high: None,
        };
    }
    let pseudo: Vec<f64> = (0..by_replication.len())
        .map(|left_out| {
            let rest: Vec<f64> = by_replication
                .iter()
                .enumerate()
                .filter(|(position, _)| *position != left_out)
                .flat_map(|(_, years)| years.iter().copied())
                .collect();
            count * whole - (count - 1.0) * tail_mean(&rest, share)
        })
        .collect();
    let spread = estimate(&pseudo).halfwidth();
    Estimate {
        mean: whole,
        low: spread.map(|half| whole - half),
        high: spread.map(|half| whole + half),
    }
}
