//! The one page for leaders: a question, its answer, and the number to remember, seven times.

use std::collections::BTreeMap;

use kervan_corridor::Corridor;
use kervan_results::{
    BindingRow, Cause, DivisionRow, Estimate, OutageRow, PlannedRow, TariffRegimeRow,
};

use crate::answers::{Bottlenecks, Forecast, Missing, Part, Plan, Tariff};
use crate::briefing::{OnePage, Panel, Text};
use crate::language::scaled;
use crate::print::Print;

/// Things named in a sentence.
const NAMED: usize = 3;

pub(crate) fn one_page(print: Print) -> OnePage {
    OnePage {
        lead: lead(print),
        map: print.picture("page-map", print.say("corridor-map-alternative")),
        panels: vec![
            time(print),
            volume(print),
            bottlenecks(print),
            plan(print),
            tariff(print),
            stress(print),
        ],
        foot: foot(print),
    }
}

fn lead(print: Print) -> Text {
    let today = print.mt(print.answers.volume_t().mean);
    let days = print.answers.headline_d();
    let days = days.map(|days| print.words.number(days.mean, 1));
    let Some(days) = days else {
        return print.text("page-lead-volume", &[("today", today.into())]);
    };
    let plan = print.answers.plan.given().filter(|plan| plan.is_reached);
    let Some((plan, last)) = plan.and_then(|plan| Some((plan, plan.tables.years.last()?))) else {
        let arguments = [("today", today.into()), ("days", days.into())];
        return print.text("page-lead-no-plan", &arguments);
    };
    let (measures, cost) = to_decide(plan);
    print.text(
        "page-lead-plan",
        &[
            ("target", print.mt(plan.target_t).into()),
            ("year", print.words.year(last.year).into()),
            ("measures", measures.into()),
            ("cost", print.words.large_dollars(cost).into()),
            ("today", today.into()),
            ("days", days.into()),
        ],
    )
}

/// A panel with its number, which has an interval where the numbers of the caption have one.
fn panel(print: Print, chapter: &str, figure: String, caption: String, points: Vec<Text>) -> Panel {
    Panel {
        chapter: format!("chapter-{chapter}"),
        title: print.say(&format!("page-{chapter}-title")),
        figure,
        caption,
        points,
    }
}

/// A panel without an answer.
fn without(print: Print, chapter: &str, missing: &Missing) -> Panel {
    let points = vec![print.missing(missing)];
    panel(print, chapter, String::new(), String::new(), points)
}

/// The caption of a number with an interval, or of one without.
fn caption(
    print: Print,
    key: &str,
    estimate: Estimate,
    digits: usize,
    more: &[(&str, crate::language::Argument)],
) -> String {
    match print.words.ends(estimate, digits) {
        Some((low, high)) => {
            let mut arguments = more.to_vec();
            arguments.push(("low", low.into()));
            arguments.push(("high", high.into()));
            print.words.tell(key, &arguments)
        }
        None => print.words.tell(&format!("{key}-one"), more),
    }
}

fn time(print: Print) -> Panel {
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

fn volume(print: Print) -> Panel {
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
    if teu.mean > 0.0 {
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
    let mut points = vec![print.text(
        "page-forecast-known",
        &[
            ("year", print.words.year(found.last.0).into()),
            ("volume", print.mt(found.last.1).into()),
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
    let mut needed = found.tables.needed.iter();
    let held = needed.rfind(|row| row.chance_without_ceiling > row.chance + 0.02);
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

/// Names of what binds at a rung.
pub(crate) fn binding(print: Print, rows: &[BindingRow], rung: usize) -> Vec<String> {
    rows.iter()
        .filter(|row| row.rung == rung)
        .map(|row| print.names.server(row.kind, &row.server))
        .collect()
}

fn bottlenecks(print: Print) -> Panel {
    let found = match &print.answers.bottlenecks {
        Part::Given(found) => found,
        Part::Missing(missing) => return without(print, "bottlenecks", missing),
    };
    let Some(first) = found.tables.ladder.first() else {
        return without(print, "bottlenecks", &Missing::Lacks("missing-no-growth"));
    };
    let words = print.words;
    let (factor, digits) = words.large_tonnes();
    let mt = scaled(first.carried_t, factor);
    let number = words.number(mt.mean, digits);
    let figure = words.tell("page-bottlenecks-figure", &[("volume", number.into())]);
    let caption = caption(print, "page-bottlenecks-caption", mt, digits, &[]);
    panel(print, "bottlenecks", figure, caption, binds(print, found))
}

fn binds(print: Print, found: &Bottlenecks) -> Vec<Text> {
    let names = binding(print, found.tables.binding, 0);
    if names.is_empty() {
        let factor = found.tables.ladder.first().map_or(0.0, |row| row.factor);
        let factor = print.words.number(factor, 1);
        return vec![match found.nothing_helps {
            true => print.text("page-bottlenecks-none", &[]),
            false => print.text("page-bottlenecks-beyond", &[("factor", factor.into())]),
        }];
    }
    let list = print.words.first_of(&names, NAMED);
    let mut points = vec![print.text("page-bottlenecks-together", &[("list", list.into())])];
    if let [.., sum, together] = found.tables.alone {
        points.push(print.text(
            "page-bottlenecks-alone",
            &[
                ("sum", print.mt_between(sum.gain_t).into()),
                ("together", print.mt_between(together.gain_t).into()),
            ],
        ));
    }
    points
}

/// How many measures of a plan are still to be decided, each as often as it is done, and what they cost.
pub(crate) fn to_decide(plan: &Plan) -> (usize, f64) {
    let open = plan.tables.measures.iter().filter(|row| is_open(row));
    let (mut measures, mut cost) = (0, 0.0);
    for row in open {
        measures += row.times as usize;
        cost += row.cost_musd;
    }
    (measures, cost)
}

/// Whether a measure of a plan is still to be decided.
pub(crate) fn is_open(row: &PlannedRow) -> bool {
    !matches!(row.status, "finished" | "under way")
}

/// A measure of a plan in words, with how many times it is done.
pub(crate) fn planned(print: Print, row: &PlannedRow) -> String {
    let name = print.names.measure(&row.id, &row.name);
    match row.times {
        0 | 1 => name,
        times => print.words.tell(
            "times-of",
            &[("times", times.to_string().into()), ("name", name.into())],
        ),
    }
}

fn plan(print: Print) -> Panel {
    let plan = match &print.answers.plan {
        Part::Given(plan) => plan,
        Part::Missing(missing) => return without(print, "plan", missing),
    };
    let words = print.words;
    let Some(last) = plan.tables.years.last() else {
        return without(print, "plan", &Missing::Lacks("missing-no-measures"));
    };
    let year = || words.year(last.year).into();
    let (measures, cost) = to_decide(plan);
    let cost = words.large_dollars(cost);
    let figure = words.tell("page-plan-figure", &[("cost", cost.into())]);
    let caption = words.tell(
        "page-plan-caption",
        &[("measures", measures.into()), ("year", year())],
    );
    let mut points = Vec::new();
    let target = || print.mt(plan.target_t).into();
    points.push(match (plan.is_reached, last.carried_t, last.p90_d) {
        (true, Some(carried), Some(p90)) => print.text(
            "page-plan-carried",
            &[
                ("volume", print.mt_between(carried).into()),
                ("year", year()),
                ("p90", words.between(p90, 1).into()),
            ],
        ),
        (true, Some(carried), None) => print.text(
            "page-plan-carried-only",
            &[
                ("volume", print.mt_between(carried).into()),
                ("year", year()),
            ],
        ),
        (_, Some(carried), _) => print.text(
            "page-plan-not-reached",
            &[
                ("target", target()),
                ("year", year()),
                ("volume", print.mt_between(carried).into()),
            ],
        ),
        (_, None, _) => print.text(
            "page-plan-at-rest",
            &[("target", target()), ("year", year())],
        ),
    });
    points.extend(first_measures(print, plan));
    points.extend(payers(print, plan));
    // A difference that may be none is no point of a page.
    let clear = same_money(plan).filter(|less| less.low.is_none_or(|low| low > 0.0));
    if let Some(less) = clear {
        points.push(print.text(
            "page-plan-together",
            &[("less", print.mt_between(less).into())],
        ));
    }
    panel(print, "plan", figure, caption, points)
}

/// The dearest measures that are still to be decided.
fn first_measures(print: Print, plan: &Plan) -> Option<Text> {
    let mut open: Vec<&PlannedRow> = plan
        .tables
        .measures
        .iter()
        .filter(|row| is_open(row))
        .collect();
    open.sort_by(|a, b| b.cost_musd.total_cmp(&a.cost_musd));
    let entries: Vec<String> = open
        .into_iter()
        .take(NAMED)
        .map(|row| {
            print.words.tell(
                "page-plan-entry",
                &[
                    ("name", planned(print, row).into()),
                    ("year", row.start.to_string().into()),
                    ("cost", print.words.large_dollars(row.cost_musd).into()),
                ],
            )
        })
        .collect();
    let list = print.words.list(&entries);
    (!entries.is_empty()).then(|| print.text("page-plan-first", &[("list", list.into())]))
}

fn payers(print: Print, plan: &Plan) -> Option<Text> {
    let paying = plan.tables.payers.iter().filter(|row| row.cost_musd >= 0.5);
    let entries: Vec<String> = paying
        .take(NAMED)
        .map(|row| {
            print.words.tell(
                "page-plan-payer",
                &[
                    ("name", print.names.operators(&row.operator).into()),
                    ("cost", print.words.large_dollars(row.cost_musd).into()),
                ],
            )
        })
        .collect();
    let list = print.words.list(&entries);
    (!entries.is_empty()).then(|| print.text("page-plan-payers", &[("list", list.into())]))
}

/// What the plan's money carries less, spent on one bottleneck at a time.
pub(crate) fn same_money(plan: &Plan) -> Option<Estimate> {
    let mut rows = plan.tables.beside.iter();
    rows.find(|row| row.name.starts_with("one at a time"))?
        .less_t
}

/// A regime of a tariff.
pub(crate) fn regime<'a>(found: &Tariff<'a>, name: &str) -> Option<&'a TariffRegimeRow> {
    found.tables.regimes.iter().find(|row| row.regime == name)
}

fn tariff(print: Print) -> Panel {
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
    let low = regime(found, "volume");
    if let Some(low) = low.filter(|low| of(low) != of(today) && low.teu > 0.0 && today.teu > 0.0) {
        let more = low.teu / today.teu - 1.0;
        let sign = if more >= 0.0 { "+" } else { "" };
        points.push(print.text(
            "page-tariff-between",
            &[
                ("low", of(low).into()),
                ("volume", words.number(low.teu, 0).into()),
                ("more", format!("{sign}{}", words.percent(more, 0)).into()),
            ],
        ));
    }
    points.extend(gains(print, found));
    if let Some(apart) = regime(found, "separate") {
        let lost = words.number(apart.lost_musd, 1);
        points.push(print.text("page-tariff-alone", &[("lost", lost.into())]));
    }
    let share = words.percent(found.estimated_share, 0);
    points.push(print.text("page-tariff-estimates", &[("share", share.into())]));
    panel(print, "tariff", figure, caption, points)
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

fn stress(print: Print) -> Panel {
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
            None => print.text("page-stress-water-refused", &[("year", year)]),
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
        ("late", words.between(worst.late_td, 0).into()),
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

fn foot(print: Print) -> Vec<Text> {
    let corridor: &Corridor = print.answers.corridor;
    let mut lines = vec![print.text("page-foot-interval", &[])];
    lines.push(if corridor.real {
        let (values, estimated) = corridor.values.estimated();
        let share = estimated as f64 / values.max(1) as f64;
        print.text(
            "page-foot-estimates",
            &[
                ("share", print.words.percent(share, 0).into()),
                ("values", print.words.number(values as f64, 0).into()),
            ],
        )
    } else {
        print.text("page-foot-invented", &[])
    });
    if corridor.real {
        lines.push(print.text("page-foot-map", &[]));
    }
    if !print.words.language().is_complete() {
        lines.push(print.text("page-foot-languages", &[]));
    }
    lines
}
