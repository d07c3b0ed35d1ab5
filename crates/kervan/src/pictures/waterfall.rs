//! Where the hours of the headline go, place by place.

use kervan_chart::{Part, PartKind, Stage, Waterfall};
use kervan_results::{Cause, Results, RunInfoRow};

use crate::study::Study;

/// A place with less than this share of all hours is put together with others of its size.
const SMALL: f64 = 0.01;

pub(super) fn waterfall(study: &Study, results: &Results, run: &[RunInfoRow]) -> Waterfall {
    let group = results.flows.first();
    let flow = group.map_or("", |row| row.flow.as_str());
    let rows = || results.hours.iter().filter(|row| row.flow == flow);
    let all: f64 = rows().map(|row| row.hours.mean).sum();
    let mut positions: Vec<(usize, &str)> = rows()
        .map(|row| (row.position, row.place_name.as_str()))
        .collect();
    positions.sort_unstable();
    positions.dedup();
    let (mut stages, mut small) = (Vec::new(), (Vec::new(), 0));
    for (position, name) in positions {
        let here = || rows().filter(move |row| row.position == position);
        let hours: f64 = here().map(|row| row.hours.mean).sum();
        let parts = here().map(|row| (row.cause, row.hours.mean));
        if hours < SMALL * all {
            small.0.extend(parts);
            small.1 += 1;
        } else {
            stages.push(stage(name.to_owned(), parts));
        }
    }
    if small.1 > 0 {
        stages.push(stage(
            format!("{} smaller places", small.1),
            small.0.into_iter(),
        ));
    }
    let waiting: f64 = rows()
        .filter(|row| row.cause.is_waiting())
        .map(|row| row.hours.mean)
        .sum();
    let title = format!(
        "{flow}: {:.1} days, of which {:.0} % waiting",
        all / 24.0,
        if all > 0.0 {
            waiting / all * 100.0
        } else {
            0.0
        }
    );
    Waterfall {
        heading: study.heading(
            title,
            "Mean hours per unit, place by place along the way, by what was done or waited for"
                .to_owned(),
            run,
        ),
        stages,
    }
}

fn stage(place: String, parts: impl Iterator<Item = (Cause, f64)>) -> Stage {
    let mut hours = [0.0; Cause::ALL.len()];
    for (cause, more) in parts {
        let position = Cause::ALL.iter().position(|known| *known == cause);
        if let Some(position) = position {
            hours[position] += more;
        }
    }
    let parts = Cause::ALL.into_iter().zip(hours);
    Stage {
        place,
        parts: parts
            .filter(|(_, hours)| *hours > 0.0)
            .map(|(cause, hours)| Part {
                cause: cause.as_str().to_owned(),
                kind: match cause {
                    Cause::Running => PartKind::Moving,
                    cause if cause.is_waiting() => PartKind::Waiting,
                    _ => PartKind::Working,
                },
                hours,
            })
            .collect(),
    }
}
