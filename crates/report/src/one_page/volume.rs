//! How much moves, and the chance of the target.

use super::{caption, panel};
use crate::answers::{Forecast, Part};
use crate::briefing::{Panel, Text};
use crate::language::scaled;
use crate::print::Print;

pub(super) fn volume(print: Print) -> Panel {
    let (words, volume_t) = (print.words, print.answers.volume_t());
    let (factor, digits) = words.large_tonnes();
    let mt = scaled(volume_t, factor);
    let number = words.number(mt.mean, digits);
    let figure = words.tell("page-volume-figure", &[("volume", number.into())]);
    let year = words.year(print.answers.corridor.base_year);
    let arguments = [("year", year.into())];
    let caption = caption(print, "page-volume-caption", mt, digits, &arguments);
    let mut points = Vec::new();
    let teu = print.answers.volume_teu();
    if let Some(teu) = teu.filter(|teu| teu.mean > 0.0) {
        let teu = words.between(teu, 0);
        points.push(print.text("page-volume-teu", &[("teu", teu.into())]));
    }
    if let Some(target) = &print.answers.corridor.target {
        let times = target.volume_t / volume_t.mean.max(1.0);
        points.push(print.text(
            "page-volume-target",
            &[
                ("target", print.mt(target.volume_t).into()),
                ("times", words.number(times, 1).into()),
            ],
        ));
    }
    match &print.answers.forecast {
        Part::Given(found) => {
            points.extend(of_year(print, found));
            points.extend(chances(print, found));
        }
        Part::Missing(missing) => points.push(print.missing(missing)),
    }
    let mut panel = panel(print, "volume", figure, caption, points);
    panel.chapter = "chapter-forecast".to_owned();
    panel
}

/// A chance in words that do not pretend to more than they know.
pub(crate) fn chance(print: Print, share: f64) -> String {
    let edge = |key: &str, edge: f64| {
        let share = print.words.percent(edge, 0);
        print.words.tell(key, &[("share", share.into())])
    };
    match share {
        share if share < 0.005 => edge("page-forecast-below", 0.01),
        share if share > 0.995 => edge("page-forecast-above", 0.99),
        share => print.words.percent(share, 0),
    }
}

/// What is published last, and what is expected of the year after.
pub(crate) fn of_year(print: Print, found: &Forecast) -> Vec<Text> {
    let (year, volume) = found.last;
    let history = found.tables.history.iter();
    let months = history
        .filter(|row| row.scope == found.scope && row.year == year && row.unit == "t")
        .map(|row| row.months)
        .max();
    let key = match months {
        Some(1..12) => "page-forecast-known-part",
        _ => "page-forecast-known",
    };
    let mut points = vec![print.text(
        key,
        &[
            ("year", print.words.year(year).into()),
            ("volume", print.mt(volume).into()),
            ("months", months.unwrap_or(12).to_string().into()),
        ],
    )];
    points.extend(found.tables.years.first().map(|row| {
        let [low, high] = row.bands_t[1];
        print.text(
            "page-forecast-year",
            &[
                ("year", print.words.year(row.year).into()),
                ("median", print.mt(row.median_t).into()),
                ("low", print.mt(low).into()),
                ("high", print.mt(high).into()),
            ],
        )
    }));
    points
}

/// Years whose chance is named: two that were spoken of, and the last.
const SPOKEN: [i64; 2] = [2027, 2030];

/// The chance of the target by year, and what holds it back.
pub(crate) fn chances(print: Print, found: &Forecast) -> Vec<Text> {
    let (Some(target), Some(last)) = (found.target_t, found.tables.years.last()) else {
        return Vec::new();
    };
    let spoken = |year: i64| SPOKEN.contains(&year) || year == last.year;
    let rows = found.tables.years.iter().filter(|row| spoken(row.year));
    let entries: Vec<String> = rows
        .filter_map(|row| {
            let share = chance(print, row.chance_by_then?);
            Some(print.words.tell(
                "page-forecast-chance-entry",
                &[
                    ("chance", share.into()),
                    ("year", print.words.year(row.year).into()),
                ],
            ))
        })
        .collect();
    if entries.is_empty() {
        return Vec::new();
    }
    let mut points = vec![print.text(
        "page-forecast-chance",
        &[
            ("target", print.mt(target).into()),
            ("list", print.words.list(&entries).into()),
        ],
    )];
    let held = found.tables.needed.iter();
    let mut held = held.filter(|row| row.chance_without_ceiling > row.chance + 0.02);
    let held = held
        .clone()
        .find(|row| SPOKEN.last() == Some(&row.year))
        .or_else(|| held.next_back());
    if let Some((row, ceiling)) = held.and_then(|row| Some((row, row.ceiling_t?))) {
        points.push(print.text(
            "page-forecast-ceiling",
            &[
                ("ceiling", print.mt(ceiling).into()),
                ("chance", chance(print, row.chance_without_ceiling).into()),
                ("year", print.words.year(row.year).into()),
            ],
        ));
    }
    points
}
