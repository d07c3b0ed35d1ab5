//! What should be done, for how much, and who pays.

use kervan_results::{Estimate, PlannedRow};

use super::{NAMED, panel, without};
use crate::answers::{Missing, Part, Plan};
use crate::briefing::{Panel, Text};
use crate::print::Print;

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

pub(super) fn plan(print: Print) -> Panel {
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
    points.push(now(print, plan, last.running_musd));
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

/// What is to be decided first, what is under way beside it, and what it costs to run.
fn now(print: Print, plan: &Plan, running_musd: f64) -> Text {
    let first = plan.tables.years.first().map_or(0, |row| row.year);
    let cost = |is_in: &dyn Fn(&PlannedRow) -> bool| -> f64 {
        let rows = plan.tables.measures.iter().filter(|row| is_in(row));
        rows.map(|row| row.cost_musd).sum::<f64>() + 0.0
    };
    let dollars = |musd| print.words.large_dollars(musd).into();
    print.text(
        "page-plan-now",
        &[
            (
                "now",
                dollars(cost(&|row| is_open(row) && row.start == first)),
            ),
            ("year", print.words.year(first).into()),
            ("under", dollars(cost(&|row| row.status == "under way"))),
            ("run", dollars(running_musd)),
        ],
    )
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
