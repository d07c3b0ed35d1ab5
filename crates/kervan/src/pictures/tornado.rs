//! The worth of one more unit.

use kervan_chart::{Better, Measure, Tornado, TornadoRow};

use super::interval;
use crate::bottlenecks::Bottlenecks;
use crate::study::Study;

/// Rows that are shown.
const SHOWN: usize = 20;

pub(super) fn tornado(study: &Study, found: &Bottlenecks) -> Tornado {
    let rows = &found.worth.rows;
    let title = match rows.first() {
        Some(first) => format!("Most worth: {}", first.unit),
        None => "The worth of one more unit".to_owned(),
    };
    let measure = |name: &str, better| Measure {
        name: name.to_owned(),
        better,
    };
    Tornado {
        heading: study.heading(
            title,
            format!(
                "Goods at {:.2} times today's demand, just above what is carried; time at today's; 95 % intervals of paired runs",
                found.worth.factor
            ),
            &found.run,
        ),
        measures: vec![
            measure("goods carried, t/yr", Better::More),
            measure("P90 of the transit time, days", Better::Less),
            measure("value of time, USD/yr", Better::More),
        ],
        rows: rows
            .iter()
            .take(SHOWN)
            .map(|row| TornadoRow {
                name: row.unit.clone(),
                effects: vec![
                    Some(interval(row.throughput_t, 1.0)),
                    row.p90_d.map(|days| interval(days, 1.0)),
                    row.time_usd.map(|money| interval(money, 1.0)),
                ],
            })
            .collect(),
    }
}
