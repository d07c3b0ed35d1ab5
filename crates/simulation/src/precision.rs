//! How many replications a precision takes.
//!
//! The interval is looked at only when a whole batch is done, and the number of replications at the
//! next look follows from the numbers at hand alone. So it does not depend on threads, and the answer
//! is the one of a run that was asked for that many replications straight away.

use kervan_corridor::code;
use kervan_results::{Condition, Estimate, PrecisionRow};

use crate::settings::Settings;

/// The interval is looked at after a multiple of so many replications. A few values may lie close
/// together by luck; ten seldom do.
const BATCH: u32 = 10;
/// Most that the number of replications grows by from one look to the next: the interval of a few
/// replications is a poor guide to how many it takes.
const GROWTH: f64 = 2.0;

/// Replications to start with.
pub(crate) fn first(settings: &Settings) -> u32 {
    if settings.precision.is_empty() {
        settings.replications
    } else {
        whole_batches(f64::from(settings.replications)).min(settings.max_replications)
    }
}

/// What was reached of what was asked for, with the replications of the settings.
pub(crate) fn reached(
    settings: &Settings,
    estimate: impl Fn(&Condition) -> Option<Estimate>,
) -> Vec<PrecisionRow> {
    let row = |condition: &Condition| {
        let found = estimate(condition);
        PrecisionRow {
            condition: *condition,
            reached: found.and_then(|found| condition.value_of(found)),
            is_met: found.is_some_and(|found| condition.is_met_by(found)),
            replications: settings.replications,
        }
    };
    settings.precision.iter().map(row).collect()
}

/// Replications at the look after that of the settings; `None` where it is enough, or no more are allowed.
///
/// Half the width of an interval shrinks with the root of the number of replications. So many as
/// that makes necessary, in whole batches; at least one batch more, and at most twice as many.
///
/// # Source
///
/// Y. S. Chow and H. Robbins, On the asymptotic theory of fixed-width sequential confidence
/// intervals for the mean, Annals of Mathematical Statistics 36 (1965): a rule that stops when the
/// interval is narrow enough covers as it says in the limit of narrow intervals, and a little less before.
pub(crate) fn next(settings: &Settings, rows: &[PrecisionRow]) -> Option<u32> {
    let done = settings.replications;
    let is_enough = rows.iter().all(|row| row.is_met);
    // Nothing in so many replications: more of them would not help.
    let is_in_vain = rows.iter().any(|row| row.reached.is_none());
    if is_enough || is_in_vain || done >= settings.max_replications {
        return None;
    }
    let most = f64::from(done) * GROWTH;
    let needed =
        needed(done, rows).clamp(f64::from(done + BATCH), most.max(f64::from(done + BATCH)));
    Some(whole_batches(needed).min(settings.max_replications))
}

/// What is to be said where it was not reached.
pub(crate) fn remark(settings: &Settings, rows: &[PrecisionRow]) -> Option<String> {
    let done = rows.iter().find(|row| !row.is_met)?.replications;
    let missed: Vec<String> = rows
        .iter()
        .filter(|row| !row.is_met)
        .map(|row| {
            let reached = row.reached_text().map_or(
                "there is no interval, as too little arrived".to_owned(),
                |reached| format!("{reached} was reached"),
            );
            format!("`{}` was asked for, and {reached}", row.condition)
        })
        .collect();
    let way_out = if rows.iter().any(|row| row.reached.is_none()) {
        "give longer `--years`".to_owned()
    } else {
        format!(
            "about {} would do; give as many `--max-replications`, or longer `--years`",
            whole_batches(needed(done, rows).max(f64::from(settings.max_replications) + 1.0))
        )
    };
    Some(format!(
        "{}: the precision is not reached with {done} replications; {}; {way_out}",
        code::PRECISION_MISSED,
        missed.join("; ")
    ))
}

/// Replications that the widest interval makes necessary, as far as these can tell.
fn needed(done: u32, rows: &[PrecisionRow]) -> f64 {
    rows.iter()
        .filter_map(|row| Some(row.reached? / row.condition.value))
        .map(|times| f64::from(done) * times * times)
        .fold(0.0, f64::max)
}

fn whole_batches(replications: f64) -> u32 {
    let batches = (replications / f64::from(BATCH)).ceil().max(1.0);
    // As far as a number of replications reaches.
    (batches * f64::from(BATCH)) as u32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use kervan_engine::{RandomStream, student_interval};

    use super::*;

    fn settings(replications: u32, max_replications: u32) -> Settings {
        Settings {
            replications,
            max_replications,
            precision: vec![Condition::read("halfwidth(mean)<=0.5d").unwrap()],
            ..Settings::default()
        }
    }

    /// The looks of a run whose half-width at a number of replications is given.
    fn looks(settings: &Settings, half: impl Fn(u32) -> Option<f64>) -> Vec<u32> {
        let mut settings = settings.clone();
        settings.replications = first(&settings);
        let mut looks = vec![settings.replications];
        loop {
            let rows = reached(&settings, |_| {
                let half = half(settings.replications)?;
                Some(Estimate {
                    mean: 15.0,
                    low: Some(15.0 - half),
                    high: Some(15.0 + half),
                })
            });
            match next(&settings, &rows) {
                Some(more) => settings.replications = more,
                None => return looks,
            }
            looks.push(settings.replications);
        }
    }

    #[test]
    fn looks_come_after_whole_batches_and_at_most_twice_as_many() {
        let shrinking = |at_20: f64| move |done: u32| Some(at_20 * (20.0 / f64::from(done)).sqrt());
        assert_eq!(looks(&settings(20, 1000), shrinking(0.5)), [20]);
        assert_eq!(looks(&settings(4, 1000), shrinking(0.3)), [10]);
        // 20 * (0.6 / 0.5)^2 = 28.8.
        assert_eq!(looks(&settings(20, 1000), shrinking(0.6)), [20, 30]);
        // 20 * (1.45 / 0.5)^2 = 168.2.
        assert_eq!(
            looks(&settings(20, 1000), shrinking(1.45)),
            [20, 40, 80, 160, 170]
        );
        assert_eq!(looks(&settings(20, 75), shrinking(1.45)), [20, 40, 75]);
        // No interval after two batches: given up.
        assert_eq!(looks(&settings(15, 45), |_| None), [20]);
    }

    #[test]
    fn what_was_not_reached_is_said_with_a_way_out() {
        let settings = settings(40, 40);
        let rows = reached(&settings, |_| {
            Some(Estimate {
                mean: 15.0,
                low: Some(14.0),
                high: Some(16.0),
            })
        });
        let said = remark(&settings, &rows).unwrap();
        for part in [
            "K4005",
            "not reached with 40 replications",
            "`halfwidth(mean)<=0.5d` was asked for, and 1.00 d was reached",
            "about 160 would do",
        ] {
            assert!(said.contains(part), "{said}");
        }
    }

    /// The share of 2,000 runs of the rule, seed 1, whose interval holds the true mean of zero.
    fn cover(name: &str, draw: impl Fn(&mut RandomStream) -> f64) -> f64 {
        let mut covered = 0;
        for run in 0..2000 {
            let mut settings = settings(20, 1000);
            let mut luck = RandomStream::named(1, run, name, "value");
            let mut values: Vec<f64> = Vec::new();
            let interval = loop {
                while values.len() < settings.replications as usize {
                    values.push(draw(&mut luck));
                }
                let interval = student_interval(&values, 0.95).unwrap();
                let rows = reached(&settings, |_| {
                    Some(Estimate {
                        mean: interval.mean,
                        low: Some(interval.low()),
                        high: Some(interval.high()),
                    })
                });
                match next(&settings, &rows) {
                    Some(more) => settings.replications = more,
                    None => break interval,
                }
            };
            assert!(interval.halfwidth <= 0.5);
            covered += u32::from(interval.covers(0.0));
        }
        f64::from(covered) / 2000.0
    }

    /// The shares that the book names, 94 % and 90 % where 95 % are said, to one per cent and a half:
    /// their standard error is half a per cent, so of a thousand seeds three would fail.
    #[test]
    fn stopping_when_narrow_enough_covers_a_little_less_than_it_says() {
        // Twelve even shares less six are close to normal; both have a deviation of 1.5.
        let normal = cover("normal", |luck| {
            1.5 * ((0..12).map(|_| luck.uniform()).sum::<f64>() - 6.0)
        });
        assert!((normal - 0.94).abs() < 0.015, "{normal}");
        let exponential = cover("exponential", |luck| 1.5 * (luck.exponential() - 1.0));
        assert!((exponential - 0.90).abs() < 0.015, "{exponential}");
    }
}
