//! The worth of one more unit.

use kervan_chart::{Better, Measure, Tornado, TornadoRow};
use kervan_results::WorthRow;

use super::{Draw, interval};
use crate::bottlenecks::Bottlenecks;

/// Rows that are shown.
const SHOWN: usize = 20;

pub(super) fn tornado(draw: &Draw, found: &Bottlenecks) -> Tornado {
    let rows = &found.worth.rows;
    let unit = |row: &WorthRow| draw.names.unit_called(&row.unit, &row.server);
    let title = match rows.first() {
        Some(first) => draw.tell("picture-worth-title", &[("unit", unit(first).into())]),
        None => draw.say("picture-worth-title-none"),
    };
    let measure = |key: &str, better| Measure {
        name: draw.say(key),
        better,
    };
    let factor = draw.words.number(found.worth.factor, 2);
    Tornado {
        heading: draw.heading(
            title,
            draw.tell("picture-worth-subtitle", &[("factor", factor.into())]),
        ),
        measures: vec![
            measure("picture-worth-carried", Better::More),
            measure("picture-worth-p90", Better::Less),
            measure("picture-worth-value", Better::More),
        ],
        rows: rows
            .iter()
            .take(SHOWN)
            .map(|row| TornadoRow {
                name: unit(row),
                effects: vec![
                    Some(interval(row.throughput_t, 1.0)),
                    row.p90_d.map(|days| interval(days, 1.0)),
                    row.time_usd.map(|money| interval(money, 1.0)),
                ],
            })
            .collect(),
    }
}
