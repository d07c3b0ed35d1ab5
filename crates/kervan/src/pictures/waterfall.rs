//! Where the hours of the headline go, place by place.

use kervan_chart::{Part, PartKind, Stage, Waterfall};
use kervan_results::{Cause, Results};

use super::Draw;

/// A place with less than this share of all hours is put together with others of its size.
const SMALL: f64 = 0.01;

pub(super) fn waterfall(draw: &Draw, results: &Results) -> Waterfall {
    let group = results.flows.first();
    let flow = group.map_or("", |row| row.flow.as_str());
    let rows = || results.hours.iter().filter(|row| row.flow == flow);
    let all: f64 = rows().map(|row| row.hours.mean).sum();
    let mut positions: Vec<(usize, &str)> = rows()
        .map(|row| (row.position, row.place.as_str()))
        .collect();
    positions.sort_unstable();
    positions.dedup();
    let (mut stages, mut small) = (Vec::new(), (Vec::new(), 0_usize));
    for (position, place) in positions {
        let here = || rows().filter(move |row| row.position == position);
        let hours: f64 = here().map(|row| row.hours.mean).sum();
        let parts = here().map(|row| (row.cause, row.hours.mean));
        if hours < SMALL * all {
            small.0.extend(parts);
            small.1 += 1;
        } else {
            stages.push(stage(draw, draw.names.place_or_link(place), parts));
        }
    }
    if small.1 > 0 {
        stages.push(stage(
            draw,
            draw.tell("picture-waterfall-smaller", &[("count", small.1.into())]),
            small.0.into_iter(),
        ));
    }
    let waiting: f64 = rows()
        .filter(|row| row.cause.is_waiting())
        .map(|row| row.hours.mean)
        .sum();
    let share = if all > 0.0 { waiting / all } else { 0.0 };
    let title = draw.tell(
        "picture-waterfall-title",
        &[
            ("flow", draw.names.flow(flow).into()),
            ("days", draw.words.number(all / 24.0, 1).into()),
            ("share", draw.words.percent(share, 0).into()),
        ],
    );
    Waterfall {
        heading: draw.heading(title, draw.say("picture-waterfall-subtitle")),
        stages,
    }
}

fn stage(draw: &Draw, place: String, parts: impl Iterator<Item = (Cause, f64)>) -> Stage {
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
                cause: draw.words.term("cause", cause.as_str()),
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
