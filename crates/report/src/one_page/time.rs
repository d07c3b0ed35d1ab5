//! How long it takes, and where the hours go.

use std::collections::BTreeMap;

use kervan_results::Cause;

use super::{NAMED, caption, panel};
use crate::briefing::{Panel, Text};
use crate::print::Print;

pub(super) fn time(print: Print) -> Panel {
    let (words, today) = (print.words, print.answers.today);
    let row = today.flows.first().filter(|row| row.is_group);
    let Some((row, mean)) = row.and_then(|row| Some((row, row.mean_d?))) else {
        let points = vec![print.text("page-time-none", &[])];
        return panel(print, "time", String::new(), String::new(), points);
    };
    let figure = words.tell(
        "page-time-figure",
        &[("days", words.number(mean.mean, 1).into())],
    );
    let transit = print.answers.corridor.transit.as_ref();
    let name = transit.map_or(row.flow.clone(), |transit| words.name(&transit.name));
    let caption = caption(
        print,
        "page-time-caption",
        mean,
        1,
        &[("transit", name.into())],
    );
    let mut points = Vec::new();
    if let (Some(p50), Some(p90)) = (row.p50_d, row.p90_d) {
        points.push(print.text(
            "page-time-spread",
            &[
                ("p50", words.between(p50, 1).into()),
                ("p90", words.between(p90, 1).into()),
            ],
        ));
    }
    points.push(hours(print, &row.flow));
    if let (Some((low, high)), Some(share)) = (
        transit.and_then(|transit| transit.said_days),
        row.share_in_said,
    ) {
        points.push(print.text(
            "page-time-said",
            &[
                ("low", words.number(low, 0).into()),
                ("high", words.number(high, 0).into()),
                ("share", words.percent(share.mean, 0).into()),
            ],
        ));
    }
    panel(print, "time", figure, caption, points)
}

/// Where the hours of a flow go.
fn hours(print: Print, flow: &str) -> Text {
    let words = print.words;
    let mut sums: BTreeMap<Cause, f64> = BTreeMap::new();
    for row in print
        .answers
        .today
        .hours
        .iter()
        .filter(|row| row.flow == flow)
    {
        *sums.entry(row.cause).or_default() += row.hours.mean;
    }
    let sum = |is_in: &dyn Fn(Cause) -> bool| -> f64 {
        let parts = sums.iter().filter(|(cause, _)| is_in(**cause));
        parts.map(|(_, hours)| hours).sum()
    };
    let moving = sum(&|cause| cause == Cause::Running);
    let waiting = sum(&Cause::is_waiting);
    let all = sum(&|_| true);
    let mut causes: Vec<(Cause, f64)> = sums
        .iter()
        .filter(|(cause, hours)| cause.is_waiting() && **hours >= 0.5)
        .map(|(cause, hours)| (*cause, *hours))
        .collect();
    causes.sort_by(|a, b| b.1.total_cmp(&a.1));
    let causes: Vec<String> = causes
        .into_iter()
        .take(NAMED)
        .map(|(cause, hours)| {
            let name = words.term("cause", cause.as_str());
            let hours = words.number(hours, 0);
            words.tell(
                "hours-of",
                &[("name", name.into()), ("hours", hours.into())],
            )
        })
        .collect();
    let key = if causes.is_empty() {
        "page-time-hours-calm"
    } else {
        "page-time-hours"
    };
    print.text(
        key,
        &[
            ("all", words.number(all, 0).into()),
            ("moving", words.number(moving, 0).into()),
            ("working", words.number(all - moving - waiting, 0).into()),
            ("waiting", words.number(waiting, 0).into()),
            ("causes", words.list(&causes).into()),
        ],
    )
}
