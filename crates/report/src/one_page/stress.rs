//! What can still break it.

use kervan_results::OutageRow;

use super::{NAMED, caption, panel, without};
use crate::answers::Part;
use crate::briefing::{Panel, Text};
use crate::language::{rounded, scaled};
use crate::print::Print;

pub(super) fn stress(print: Print) -> Panel {
    let stress = match &print.answers.stress {
        Part::Given(stress) => *stress,
        Part::Missing(missing) => return without(print, "stress", missing),
    };
    let words = print.words;
    let all = stress.years.iter().find(|row| row.years == "all");
    let flowing = all.map(|row| scaled(row.flowing, 100.0));
    let figure = flowing.map_or(String::new(), |flowing| {
        words.percent(flowing.mean / 100.0, 0)
    });
    let caption = flowing.map_or(String::new(), |flowing| {
        caption(print, "page-stress-caption", flowing, 1, &[])
    });
    let mut points = Vec::new();
    if let Some(worst) = stress.outages.iter().find(|row| row.is_full) {
        points.push(worst_outage(print, worst, "page-stress-worst"));
    }
    let mut yearly: Vec<(String, f64)> = stress
        .contributions
        .iter()
        .filter(|row| !row.id.is_empty())
        .filter_map(|row| {
            let late = row.late_td.or(row.by_rate_late_td)?;
            let name = words
                .known_name(&row.id)
                .unwrap_or_else(|| words.name(&row.name));
            Some((name, late.mean))
        })
        .filter(|(_, late)| *late > 0.0)
        .collect();
    yearly.sort_by(|a, b| b.1.total_cmp(&a.1));
    let yearly: Vec<String> = yearly
        .into_iter()
        .take(NAMED)
        .map(|(name, _)| name)
        .collect();
    if !yearly.is_empty() {
        let list = words.list(&yearly);
        points.push(print.text("page-stress-yearly", &[("list", list.into())]));
    }
    let last = stress.water.iter().rfind(|row| row.scenario.is_empty());
    if let Some(last) = last {
        let year = words.year(last.year).into();
        points.push(match last.arrived_t {
            Some(arrived) => print.text(
                "page-stress-water",
                &[("volume", print.mt_between(arrived).into()), ("year", year)],
            ),
            None => print.text(
                "page-stress-water-refused",
                &[
                    ("fall", words.number(last.fall_m, 1).into()),
                    ("year", year),
                ],
            ),
        });
    }
    panel(print, "stress", figure, caption, points)
}

/// What an outage does, and when it is over.
pub(crate) fn worst_outage(print: Print, worst: &OutageRow, key: &str) -> Text {
    let words = print.words;
    let mut arguments = vec![
        ("days", words.number(worst.days, 0).into()),
        ("name", print.names.out(&worst.part, &worst.name).into()),
        ("late", words.between(rounded(worst.late_td), 0).into()),
    ];
    match worst.recovered_d.filter(|_| worst.not_recovered == 0) {
        Some(recovered) => {
            arguments.push(("recovered", words.between(recovered, 0).into()));
            print.text(key, &arguments)
        }
        None => {
            arguments.push(("horizon", worst.horizon_d.to_string().into()));
            print.text(&format!("{key}-open"), &arguments)
        }
    }
}
