//! One tariff, and what each operator gains.

use kervan_results::{DivisionRow, TariffRegimeRow};

use super::{panel, without};
use crate::answers::{Missing, Part, Tariff};
use crate::briefing::{Panel, Text};
use crate::print::Print;

/// A regime of a tariff.
pub(crate) fn regime<'a>(found: &Tariff<'a>, name: &str) -> Option<&'a TariffRegimeRow> {
    found.tables.regimes.iter().find(|row| row.regime == name)
}

/// Millions of dollars a year that are worth a sentence.
const LEAST: f64 = 0.5;

pub(super) fn tariff(print: Print) -> Panel {
    let found = match &print.answers.tariff {
        Part::Given(found) => found,
        Part::Missing(missing) => return without(print, "tariff", missing),
    };
    let words = print.words;
    let chosen = if found.is_for_volume {
        "volume"
    } else {
        "joint"
    };
    let (Some(today), Some(one)) = (regime(found, "today"), regime(found, chosen)) else {
        return without(print, "tariff", &Missing::Lacks("missing-no-tariffs"));
    };
    let of = |row: &TariffRegimeRow| words.number(row.usd_per_teu.unwrap_or(row.usd_per_t), 0);
    let key = match one.usd_per_teu {
        Some(_) => "page-tariff-figure",
        None => "page-tariff-figure-t",
    };
    let figure = words.tell(key, &[("price", of(one).into())]);
    let key = match found.is_for_volume {
        true => "page-tariff-caption-volume",
        false => "page-tariff-caption",
    };
    let caption = words.tell(key, &[("today", of(today).into())]);
    let mut points: Vec<Text> = Vec::new();
    let beside_today = |row: &TariffRegimeRow| {
        let more = row.teu / today.teu - 1.0;
        let sign = if more >= 0.0 { "+" } else { "" };
        vec![
            ("low", of(row).into()),
            ("volume", words.number(row.teu, 0).into()),
            ("more", format!("{sign}{}", words.percent(more, 0)).into()),
        ]
    };
    if today.teu > 0.0 {
        points.push(print.text("page-tariff-volume", &beside_today(one)));
        let low = regime(found, "volume").filter(|low| low.regime != one.regime);
        points.extend(low.map(|low| print.text("page-tariff-between", &beside_today(low))));
    }
    let (gain, lost) = (
        one.profit_musd - today.profit_musd,
        today.surplus_musd - one.surplus_musd,
    );
    if gain >= LEAST && lost >= LEAST {
        points.push(print.text(
            "page-tariff-shippers",
            &[
                ("gain", words.number(gain, 0).into()),
                ("lost", words.number(lost, 0).into()),
            ],
        ));
    }
    points.extend(
        (!found.is_for_volume)
            .then(|| range(print, found))
            .flatten(),
    );
    points.extend(gains(print, found));
    if !found.rules.is_empty() && found.rules.iter().all(|rule| !rule.is_in_core) {
        points.push(print.text("page-tariff-unstable", &[]));
    }
    let share = words.percent(found.estimated_share, 0);
    points.push(print.text("page-tariff-estimates", &[("share", share.into())]));
    panel(print, "tariff", figure, caption, points)
}

/// What the price would be for shippers who answer half and twice as strongly.
fn range(print: Print, found: &Tariff) -> Option<Text> {
    let at = |times: f64| {
        let mut rows = found.tables.sensitivity.iter();
        let row = rows.find(|row| (row.times - times).abs() < 1e-9)?;
        Some(print.words.number(row.joint_usd_per_teu?, 0))
    };
    let arguments = [("high", at(0.5)?.into()), ("low", at(2.0)?.into())];
    Some(print.text("page-tariff-range", &arguments))
}

/// What each operator gains by the first rule under which all do; else by the first rule.
fn gains(print: Print, found: &Tariff) -> Option<Text> {
    let rows = found.tables.divisions;
    let mut rules = found.rules.iter();
    let mut divided = rules
        .clone()
        .filter(|rule| rows.iter().any(|row| row.rule == rule.rule));
    let first = divided.next()?;
    let rule = rules.find(|rule| rule.all_gain).unwrap_or(first);
    let mut own: Vec<_> = rows.iter().filter(|row| row.rule == rule.rule).collect();
    let gain = |row: &DivisionRow| row.profit_musd - row.today_musd;
    own.sort_by(|a, b| gain(b).abs().total_cmp(&gain(a).abs()));
    // Those who gain the same stand together.
    let mut alike: Vec<(String, Vec<String>)> = Vec::new();
    for row in own {
        let sign = if gain(row) >= 0.0 { "+" } else { "" };
        let gain = format!("{sign}{}", print.words.number(gain(row), 1));
        let name = print.names.operators(&row.operator);
        match alike.last_mut() {
            Some((same, names)) if *same == gain => names.push(name),
            _ => alike.push((gain, vec![name])),
        }
    }
    let entries: Vec<String> = alike
        .into_iter()
        .map(|(gain, names)| {
            let key = match names.len() {
                1 => "page-tariff-gain-entry",
                _ => "page-tariff-gain-each",
            };
            let name = print.words.list(&names);
            print
                .words
                .tell(key, &[("name", name.into()), ("gain", gain.into())])
        })
        .collect();
    let key = match rule.all_gain {
        true => "page-tariff-gains",
        false => "page-tariff-some-lose",
    };
    Some(print.text(
        key,
        &[
            ("rule", print.names.rule(&rule.rule).into()),
            ("list", print.words.list(&entries).into()),
        ],
    ))
}
