//! What is late when something is out: the parts that hit most, and how it is made good.

use kervan_chart::{Bar, Bars, Curve, Point, Recovery};
use kervan_results::{OutageRow, Stress};

use super::{Draw, interval};

/// Rows of the ranking that are shown.
const RANKED: usize = 20;
/// Outages whose recovery is shown.
const CURVES: usize = 4;

/// What an outage is called in a picture.
fn name(draw: &Draw, row: &OutageRow) -> String {
    draw.tell(
        "picture-outage",
        &[
            ("name", draw.names.out(&row.part, &row.name).into()),
            ("days", draw.words.number(row.days, 0).into()),
            ("month", draw.words.month(row.month).into()),
        ],
    )
}

/// Outages and disruptions simulated in full, the ones that hit most first.
fn worst(stress: &Stress) -> Vec<&OutageRow> {
    let mut rows: Vec<&OutageRow> = stress.outages.iter().chain(&stress.events).collect();
    rows.retain(|row| row.is_full);
    rows.sort_by(|a, b| b.depth_t.mean.total_cmp(&a.depth_t.mean));
    rows
}

/// Tonnes late on the worst day, part by part.
pub(super) fn ranked(draw: &Draw, stress: &Stress) -> Bars {
    let worst = worst(stress);
    let title = worst.first().map_or_else(
        || draw.say("picture-outages-title-none"),
        |row| draw.tell("picture-outages-title", &[("name", name(draw, row).into())]),
    );
    Bars {
        heading: draw.heading(title, draw.say("picture-outages-subtitle")),
        measure: draw.say("picture-outages-measure"),
        bars: worst
            .into_iter()
            .take(RANKED)
            .map(|row| Bar {
                name: name(draw, row),
                size: interval(row.depth_t, 1.0),
            })
            .collect(),
    }
}

/// Tonnes late day by day, of the outages that hit most.
pub(super) fn recovery(draw: &Draw, stress: &Stress) -> Recovery {
    let curves = worst(stress)
        .into_iter()
        .filter_map(|row| {
            let days = stress
                .recoveries
                .iter()
                .filter(|day| day.part == row.part && day.season == row.season);
            let points: Vec<Point> = days
                .map(|day| {
                    let late = interval(day.late_t, 1.0);
                    Point {
                        day: f64::from(day.day),
                        behind_t: late.mean,
                        low_t: late.low,
                        high_t: late.high,
                    }
                })
                .collect();
            let gone = row.recovered_d.filter(|_| row.not_recovered == 0);
            (!points.is_empty()).then(|| Curve {
                name: name(draw, row),
                outage_d: row.days,
                points,
                gone_d: gone.map(|gone| row.days + gone.mean),
            })
        })
        .take(CURVES)
        .collect();
    Recovery {
        heading: draw.heading(
            draw.say("picture-recovery-title"),
            draw.say("picture-recovery-subtitle"),
        ),
        curves,
    }
}
