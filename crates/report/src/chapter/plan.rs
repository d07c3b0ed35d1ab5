//! Which measures, where, when, at what cost, taken together.

use kervan_results::{Estimate, PlannedRow};

use crate::answers::{Part, Plan};
use crate::briefing::{Block, Chapter};
use crate::language::scaled;
use crate::one_page::{is_open, planned, same_money, to_decide};
use crate::print::{Print, cell, input_anchor, link};

pub(super) fn chapter(print: Print) -> Chapter {
    let plan = match &print.answers.plan {
        Part::Given(plan) => plan,
        Part::Missing(missing) => return super::without(print, "plan", missing),
    };
    let mut blocks = sentences(print, plan);
    blocks.extend(print.figure("gantt", "plan-gantt-caption"));
    blocks.extend(measures(print, plan));
    blocks.extend(in_service(print, plan));
    blocks.extend(print.figure("plan-ladder", "plan-ladders-caption"));
    blocks.extend(years(print, plan));
    blocks.extend(payers(print, plan));
    blocks.extend(print.figure("frontier", "plan-frontier-caption"));
    blocks.extend(beside(print, plan));
    blocks.extend(contenders(print, plan));
    blocks.extend(futures(print, plan));
    blocks.extend(regrets(print, plan));
    blocks.extend(triggers(print, plan));
    blocks.push(proof(print, plan));
    blocks.push(print.paragraph("plan-judged", &[]));
    blocks.push(print.note("plan-estimates", &[]));
    super::chapter(print, "plan", blocks)
}

fn sentences(print: Print, plan: &Plan) -> Vec<Block> {
    let words = print.words;
    let Some(last) = plan.tables.years.last() else {
        return Vec::new();
    };
    let (many, cost) = to_decide(plan);
    let key = match (plan.is_reached, last.carried_t) {
        (true, _) => "plan-reached",
        (false, Some(_)) => "plan-not-reached",
        (false, None) => "plan-at-rest",
    };
    let prices = print.answers.corridor.plan.as_ref();
    let carried = last
        .carried_t
        .map_or("–".to_owned(), |carried| print.mt_between(carried));
    let mut blocks = vec![
        print.paragraph(
            key,
            &[
                ("measures", words.number(many as f64, 0).into()),
                ("cost", words.number(cost, 0).into()),
                (
                    "year",
                    prices
                        .map_or(String::new(), |prices| prices.price_year.to_string())
                        .into(),
                ),
                ("target", print.mt(plan.target_t).into()),
                ("last", last.year.to_string().into()),
                ("volume", carried.into()),
            ],
        ),
    ];
    if let Some(less) = same_money(plan) {
        let key = match less.low.is_none_or(|low| low > 0.0) {
            true => "plan-together",
            false => "plan-not-apart",
        };
        blocks.push(print.paragraph(key, &[("less", print.mt_between(less).into())]));
    }
    let now = plan.tables.years.first().map_or(0, |row| row.year);
    let cost_of = |is_now: bool| -> f64 {
        let rows = plan.tables.measures.iter().filter(|row| is_open(row));
        rows.filter(|row| (row.start == now) == is_now)
            .map(|row| row.cost_musd)
            .sum::<f64>()
            + 0.0
    };
    blocks.push(print.paragraph(
        "plan-now",
        &[
            ("year", now.to_string().into()),
            ("first", words.number(cost_of(true), 0).into()),
            ("rest", words.number(cost_of(false), 0).into()),
        ],
    ));
    blocks
}

fn measures(print: Print, plan: &Plan) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("measures", print.say("plan-measures-caption"))
        .text("column-measure", 5)
        .text("column-payer", 3)
        .text("column-status", 2)
        .number("column-start")
        .number("column-opens")
        .number("column-cost")
        .number("column-running")
        .number("column-last")
        .number("column-alone")
        .number("column-average");
    let optional =
        |value: Option<f64>| cell(value.map_or("–".to_owned(), |value| words.number(value, 2)));
    let rows = plan.tables.measures.iter();
    for row in rows.filter(|row| row.status != "finished") {
        let name = planned(print, row);
        let is_measure = print.answers.corridor.measures.find(&row.id).is_some();
        table.rich_row(
            String::new(),
            vec![
                match is_measure {
                    true => link(name, input_anchor("measures", &row.id)),
                    false => cell(name),
                },
                cell(print.names.operators(&row.operators)),
                cell(words.term("status", row.status)),
                cell(row.start.to_string()),
                cell(row.opens.to_string()),
                cell(words.number(row.cost_musd, 1)),
                cell(words.number(row.running_musd, 1)),
                optional(row.last_mt),
                optional(row.alone_mt),
                cell(
                    row.average_mt
                        .map_or("–".to_owned(), |mt| words.estimate(mt, 2)),
                ),
            ],
        );
    }
    let is_worked_out = plan.tables.measures.iter().any(|row| row.last_mt.is_some());
    table.noted(match is_worked_out {
        true => "plan-measures-note",
        false => "plan-measures-note-quick",
    })
}

fn in_service(print: Print, plan: &Plan) -> Vec<Block> {
    let list = |names: Vec<String>, key: &str| {
        (!names.is_empty()).then(|| {
            let list = print.words.list(&names);
            print.paragraph(key, &[("list", list.into())])
        })
    };
    let finished = |row: &&PlannedRow| row.status == "finished";
    let rows = plan.tables.measures.iter().filter(finished);
    let rows: Vec<String> = rows.map(|row| planned(print, row)).collect();
    let without = plan.without_effect.iter();
    let without: Vec<String> = without
        .map(|name| print.names.measure_named(name))
        .collect();
    [
        list(rows, "plan-in-service"),
        list(without, "plan-without-effect"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn years(print: Print, plan: &Plan) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("plan-years", print.say("plan-years-caption"))
        .text("column-year", 1)
        .number("column-asked")
        .number("column-planned")
        .number("column-simulated")
        .number("column-p90")
        .number("column-spent")
        .number("column-running");
    for row in plan.tables.years {
        table.row([
            row.year.to_string(),
            words.number(row.demand_t / 1e6, 2),
            words.number(row.planned_t / 1e6, 2),
            row.carried_t.map_or("–".to_owned(), |tonnes| {
                words.estimate(scaled(tonnes, 1e-6), 2)
            }),
            row.p90_d
                .map_or("–".to_owned(), |days| words.estimate(days, 1)),
            words.number(row.spent_musd, 1),
            words.number(row.running_musd, 1),
        ]);
    }
    table.done()
}

fn payers(print: Print, plan: &Plan) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("payers", print.say("plan-payers-caption"))
        .text("column-operator", 1)
        .number("column-measures")
        .number("column-cost")
        .number("column-running")
        .number("column-discounted")
        .number("column-extra")
        .number("column-by-gain")
        .number("column-to-be-paid");
    for row in plan.tables.payers {
        table.row([
            print.names.operators(&row.operator),
            row.measures.to_string(),
            words.number(row.cost_musd, 1),
            words.number(row.running_musd, 1),
            words.number(row.discounted_musd, 1),
            words.number(row.extra_mt, 2),
            words.number(row.by_gain_musd, 1),
            words.number(row.discounted_musd - row.by_gain_musd, 1),
        ]);
    }
    table.noted("plan-payers-note")
}

/// What was looked at beside a plan, by the words that the plan has for it.
fn beside_name(print: Print, name: &str) -> String {
    let key = match name {
        "the plan" => "beside-plan",
        "nothing but what is decided" => "beside-nothing",
        "without reforms" => "beside-without-reforms",
        "the last year alone, together" => "beside-together",
        "each bottleneck when it shows" => "beside-when-it-shows",
        name if name.starts_with("one at a time") => "beside-same-money",
        _ => return print.words.name(name),
    };
    print.say(key)
}

fn beside(print: Print, plan: &Plan) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("beside", print.say("plan-beside-caption"))
        .text("column-what", 1)
        .number("column-discounted")
        .number("column-simulated")
        .number("column-less")
        .number("column-p90");
    let mt = |tonnes: Option<Estimate>| {
        tonnes.map_or("–".to_owned(), |tonnes| {
            words.estimate(scaled(tonnes, 1e-6), 2)
        })
    };
    for row in plan.tables.beside {
        table.row([
            beside_name(print, &row.name),
            row.cost_musd
                .map_or("–".to_owned(), |cost| words.number(cost, 0)),
            mt(row.carried_t),
            mt(row.less_t),
            row.p90_d
                .map_or("–".to_owned(), |days| words.estimate(days, 1)),
        ]);
    }
    table.done()
}

/// A future by the words that the plan has for it.
fn future_name(print: Print, plan: &Plan, name: &str) -> String {
    if let Some(future) = name.strip_prefix("as for: ") {
        let future = future_name(print, plan, future);
        return print
            .words
            .tell("decided-as-for", &[("future", future.into())]);
    }
    if let Some(late) = name.strip_prefix("a year late: ") {
        let bare =
            |row: &&PlannedRow| row.name.strip_prefix("one more ").unwrap_or(&row.name) == late;
        let measure = plan.tables.measures.iter().find(bare);
        let late = measure.map_or_else(
            || print.words.name(late),
            |row| print.names.measure(&row.id, &row.name),
        );
        return print.words.tell("future-late", &[("name", late.into())]);
    }
    let share = || {
        let number = name.split(' ').find_map(|word| word.parse::<f64>().ok());
        print.words.percent(number.unwrap_or(0.0) / 100.0, 0)
    };
    let key = match name {
        "plan" => return print.say("beside-the-plan"),
        "as the plan says" => return print.say("decided-as-planned"),
        "nothing this year" => return print.say("decided-nothing"),
        "demand as aimed at" => return print.say("future-as-aimed"),
        name if name.contains("less demand") => "future-less",
        name if name.contains("more demand") => "future-more",
        name if name.contains("costs") => "future-dear",
        _ => return print.words.name(name),
    };
    print.words.tell(key, &[("share", share().into())])
}

fn futures(print: Print, plan: &Plan) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("futures", print.say("plan-futures-caption"))
        .text("column-future", 1)
        .number("column-asked")
        .number("column-carried")
        .number("column-simulated")
        .number("column-discounted")
        .number("column-made-for");
    for row in plan.tables.futures {
        table.row([
            future_name(print, plan, &row.name),
            words.number(row.asked_t / 1e6, 2),
            words.number(row.carried_t / 1e6, 2),
            row.simulated_t.map_or("–".to_owned(), |tonnes| {
                words.estimate(scaled(tonnes, 1e-6), 2)
            }),
            words.number(row.cost_musd, 0),
            row.best_musd
                .map_or("–".to_owned(), |cost| words.number(cost, 0)),
        ]);
    }
    table.noted("plan-futures-note")
}

/// Plans that cost nearly as much.
fn contenders(print: Print, plan: &Plan) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("contenders", print.say("plan-contenders-caption"))
        .number("column-rank")
        .number("column-discounted")
        .number("column-with-left")
        .number("column-simulated")
        .number("column-p90");
    for row in plan.tables.contenders {
        let cells = [
            row.place.to_string(),
            words.number(row.cost_musd, 0),
            row.full_musd
                .map_or("–".to_owned(), |cost| words.estimate(cost, 0)),
            row.carried_t.map_or("–".to_owned(), |tonnes| {
                words.estimate(scaled(tonnes, 1e-6), 2)
            }),
            row.p90_d
                .map_or("–".to_owned(), |days| words.estimate(days, 1)),
        ];
        match row.is_best {
            true => table.strong_row(cells),
            false => table.row(cells),
        }
    }
    table.noted("plan-contenders-note")
}

/// What one would regret of the first decisions: the worst of the futures.
fn regrets(print: Print, plan: &Plan) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("regrets", print.say("plan-regrets-caption"))
        .text("column-decided", 3)
        .text("column-future", 3)
        .number("column-discounted")
        .number("column-regret");
    let money = |cost: Option<f64>| cost.map_or("–".to_owned(), |cost| words.number(cost, 0));
    for row in plan.tables.regrets {
        table.row([
            future_name(print, plan, &row.decided),
            future_name(print, plan, &row.future),
            money(row.cost_musd),
            money(row.regret_musd),
        ]);
    }
    table.noted("plan-regrets-note")
}

/// What can wait, and what to watch.
fn triggers(print: Print, plan: &Plan) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("triggers", print.say("plan-triggers-caption"))
        .text("column-measure", 1)
        .number("column-start")
        .number("column-build")
        .number("column-full-at")
        .number("column-start-at")
        .number("column-now-in");
    let mt = |mt: Option<f64>| mt.map_or("–".to_owned(), |mt| words.number(mt, 1));
    for row in plan.tables.triggers {
        let bare = |known: &&PlannedRow| known.name == row.name;
        let name = plan.tables.measures.iter().find(bare).map_or_else(
            || print.words.name(&row.name),
            |known| print.names.measure(&known.id, &known.name),
        );
        table.row([
            name,
            row.start.to_string(),
            row.build_years.to_string(),
            mt(row.full_mt),
            mt(row.start_mt),
            format!("{} / {}", row.now_in, row.futures),
        ]);
    }
    table.noted("plan-triggers-note")
}

fn proof(print: Print, plan: &Plan) -> Block {
    let words = print.words;
    let basis = print.answers.corridor.plan.as_ref();
    let rate = basis.map_or(0.0, |basis| basis.discount_rate);
    let unserved = basis.map_or(0.0, |basis| basis.unserved_usd_per_t);
    print.paragraph(
        "plan-proof",
        &[
            ("gap", words.percent(plan.gap, 1).into()),
            ("unserved", words.number(unserved, 0).into()),
            ("rate", words.percent(rate, 0).into()),
            ("cost", words.number(plan.cost_musd, 0).into()),
        ],
    )
}
