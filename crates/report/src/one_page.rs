//! The one page for leaders: a question, its answer, and the number to remember, six times.

mod bottlenecks;
mod plan;
mod stress;
mod tariff;
mod time;
mod volume;

use kervan_corridor::Corridor;
use kervan_results::Estimate;

use crate::answers::Missing;
use crate::briefing::{OnePage, Panel, Text};
use crate::chapter::agreeing;
use crate::print::Print;
pub(crate) use bottlenecks::binding;
use bottlenecks::bottlenecks;
use plan::plan;
pub(crate) use plan::{is_open, planned, same_money, to_decide};
use stress::stress;
pub(crate) use stress::worst_outage;
pub(crate) use tariff::regime;
use tariff::tariff;
use time::time;
use volume::volume;
pub(crate) use volume::{chance, chances, of_year};

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
    let transit = print.answers.corridor.transit.as_ref();
    let transit = transit.map_or(String::new(), |transit| print.words.name(&transit.name));
    let plan = print.answers.plan.given().filter(|plan| plan.is_reached);
    let Some((plan, last)) = plan.and_then(|plan| Some((plan, plan.tables.years.last()?))) else {
        let arguments = [
            ("today", today.into()),
            ("days", days.into()),
            ("transit", transit.into()),
        ];
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
            ("transit", transit.into()),
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
    if let Some((predicted, agree)) = print.answers.validation.given().map(|rows| agreeing(rows)) {
        lines.push(print.text(
            "page-foot-validation",
            &[
                ("predicted", predicted.to_string().into()),
                ("agree", agree.to_string().into()),
            ],
        ));
    }
    if corridor.real {
        lines.push(print.text("page-foot-map", &[]));
    }
    if !print.words.language().is_complete() {
        lines.push(print.text("page-foot-languages", &[]));
    }
    lines
}
