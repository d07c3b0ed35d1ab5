//! Which through tariff, for how long, and who gets what.

use kervan_results::TariffRegimeRow;

use crate::answers::{Part, Tariff};
use crate::briefing::{Block, Chapter};
use crate::one_page::regime;
use crate::print::Print;

pub(super) fn chapter(print: Print) -> Chapter {
    let found = match &print.answers.tariff {
        Part::Given(found) => found,
        Part::Missing(missing) => return super::without(print, "tariff", missing),
    };
    let mut blocks = vec![print.paragraph("tariff-text", &[])];
    blocks.extend(sentences(print, found));
    blocks.extend(print.figure("price-volume", "tariff-curve-caption"));
    blocks.extend(regimes(print, found));
    blocks.extend(sensitivity(print, found));
    blocks.extend(prices(print, found));
    blocks.extend(print.figure("division", "tariff-division-caption"));
    blocks.extend(divisions(print, found));
    blocks.extend(rules(print, found));
    blocks.extend(print.figure("core", "tariff-core-caption"));
    blocks.extend(leavers(print, found));
    blocks.extend(clauses(print, found));
    blocks.extend(years(print, found));
    blocks.extend(operators(print, found));
    blocks.extend(said(print, found));
    blocks.push(print.note("tariff-law", &[]));
    super::chapter(print, "tariff", blocks)
}

fn money(print: Print, value: f64) -> String {
    print.words.number(value, 1)
}

fn whole(print: Print, value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| print.words.number(value, 0))
}

/// Dollars a TEU, or a tonne where nothing is counted in TEU.
fn price(print: Print, row: &TariffRegimeRow) -> String {
    print
        .words
        .number(row.usd_per_teu.unwrap_or(row.usd_per_t), 0)
}

fn sentences(print: Print, found: &Tariff) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (Some(today), Some(joint)) = (regime(found, "today"), regime(found, "joint")) else {
        return blocks;
    };
    blocks.push(print.paragraph(
        "tariff-sentence",
        &[
            ("today", price(print, today).into()),
            ("joint", price(print, joint).into()),
            (
                "gain",
                money(print, joint.profit_musd - today.profit_musd).into(),
            ),
        ],
    ));
    if let Some(volume) = regime(found, "volume") {
        let volume = price(print, volume);
        blocks.push(print.paragraph("tariff-sentence-volume", &[("volume", volume.into())]));
    }
    if let Some(apart) = regime(found, "separate") {
        let lost = money(print, apart.lost_musd);
        blocks.push(print.paragraph("tariff-alone", &[("lost", lost.into())]));
    }
    blocks
}

fn regimes(print: Print, found: &Tariff) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("tariff-regimes", print.say("tariff-regimes-table"))
        .text("column-prices", 1)
        .number("column-usd-teu")
        .number("column-usd-t")
        .number("column-teu-year")
        .number("column-t-year")
        .number("column-paid")
        .number("column-earned")
        .number("column-shippers")
        .number("column-lost-musd");
    for row in found.tables.regimes {
        table.row([
            words.term("regime", row.regime),
            whole(print, row.usd_per_teu),
            words.number(row.usd_per_t, 1),
            words.number(row.teu, 0),
            words.number(row.tonnes, 0),
            money(print, row.revenue_musd),
            money(print, row.profit_musd),
            money(print, row.surplus_musd),
            money(print, row.lost_musd),
        ]);
    }
    table.noted("tariff-regimes-note")
}

fn sensitivity(print: Print, found: &Tariff) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("tariff-sensitivity", print.say("tariff-sensitivity-table"))
        .text("column-times-as", 1)
        .number("column-elasticity")
        .number("column-usd-teu")
        .number("column-share")
        .number("column-against-today");
    for row in found.tables.sensitivity {
        table.row([
            words.number(row.times, 2),
            words.number(row.elasticity, 2),
            whole(print, row.joint_usd_per_teu),
            words.percent(row.volume, 0),
            money(print, row.gain_musd),
        ]);
    }
    table.done()
}

fn prices(print: Print, found: &Tariff) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("tariff-prices", print.say("tariff-prices-table"))
        .text("column-prices", 2)
        .text("column-goods", 2)
        .text("column-way", 3)
        .number("column-usd-teu")
        .number("column-usd-t")
        .number("column-units-then");
    for row in found.tables.prices {
        table.row([
            words.term("regime", row.regime),
            print.names.commodity(&row.commodity),
            print.names.flow(&row.way),
            whole(print, row.usd_per_teu),
            whole(print, row.usd_per_t),
            words.number(row.units, 0),
        ]);
    }
    table.done()
}

fn divisions(print: Print, found: &Tariff) -> Option<Block> {
    let words = print.words;
    let rules: Vec<&str> = found.rules.iter().map(|rule| rule.rule.as_str()).collect();
    let mut table = print
        .table("tariff-divisions", print.say("tariff-divisions-table"))
        .text("column-operator", 3)
        .number("column-today");
    for rule in &rules {
        table = table.number_called(print.names.rule(rule));
    }
    let rows = found.tables.divisions;
    let mut names: Vec<&str> = Vec::new();
    for row in rows {
        if !names.contains(&row.operator.as_str()) {
            names.push(&row.operator);
        }
    }
    for name in names {
        let own = || rows.iter().filter(|row| row.operator == name);
        let today = own().next().map_or(0.0, |row| row.today_musd);
        let mut cells = vec![
            crate::print::cell(print.names.operators(name)),
            crate::print::cell(words.number(today, 2)),
        ];
        cells.extend(rules.iter().map(|rule| {
            let row = own().find(|row| row.rule == *rule);
            let profit = row.map_or("–".to_owned(), |row| words.number(row.profit_musd, 2));
            crate::print::cell(profit)
        }));
        table.rich_row(String::new(), cells);
    }
    table.done()
}

fn rules(print: Print, found: &Tariff) -> Option<Block> {
    let yes = |is: bool| print.say(if is { "yes" } else { "no" });
    let mut table = print
        .table("tariff-rules", print.say("tariff-rules-table"))
        .text("column-rule-name", 1)
        .text("column-all-gain", 1)
        .text("column-in-core", 1);
    for rule in &found.rules {
        table.row([
            print.names.rule(&rule.rule),
            yes(rule.all_gain),
            yes(rule.is_in_core),
        ]);
    }
    table.done()
}

fn leavers(print: Print, found: &Tariff) -> Option<Block> {
    let mut table = print
        .table("tariff-leavers", print.say("tariff-leavers-table"))
        .text("column-rule-name", 1)
        .text("column-leavers", 3)
        .number("column-gain-musd");
    for row in found.tables.leavers {
        table.row([
            print.names.rule(&row.rule),
            print.names.operators(&row.operators),
            print.words.number(row.gain_musd, 2),
        ]);
    }
    table.done()
}

fn clauses(print: Print, found: &Tariff) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("tariff-clauses", print.say("tariff-clauses-table"))
        .text("column-clause", 1)
        .number("column-tariff-level")
        .number("column-usd-teu")
        .number("column-earned")
        .number("column-bad-luck")
        .number("column-t-year")
        .number("column-short-of-room")
        .number("column-regretted");
    let share =
        |share: Option<f64>| share.map_or("–".to_owned(), |share| words.percent(share, 0));
    for row in found.tables.clauses {
        table.row([
            words.name(&row.clause),
            row.level
                .map_or("–".to_owned(), |level| words.number(level, 2)),
            whole(print, row.usd_per_teu),
            whole(print, row.profit_musd),
            whole(print, row.profit_p10_musd),
            whole(print, row.tonnes),
            share(row.congested),
            share(row.regretted),
        ]);
    }
    table.noted("tariff-clauses-note")
}

fn years(print: Print, found: &Tariff) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("tariff-years", print.say("tariff-years-table"))
        .text("column-year", 1)
        .number("column-asked")
        .number("column-carried")
        .number("column-room")
        .number("column-congestion");
    for row in found.tables.years {
        table.row([
            row.year.to_string(),
            words.number(row.asked_t / 1e6, 2),
            words.number(row.carried_t / 1e6, 2),
            whole(print, row.room_teu),
            words.number(row.congestion_usd_per_teu, 0),
        ]);
    }
    table.done()
}

fn operators(print: Print, found: &Tariff) -> Option<Block> {
    let mut table = print
        .table("tariff-operators", print.say("tariff-operators-table"))
        .text("column-operator", 1)
        .number("column-contested")
        .number("column-load-cost")
        .number("column-others")
        .number("column-load-cost")
        .number("column-fixed");
    let rows = found.tables.operators;
    let mut names: Vec<&str> = Vec::new();
    for row in rows {
        let is_shown = matches!(row.regime, "today" | "captive");
        if is_shown && !names.contains(&row.operator.as_str()) {
            names.push(&row.operator);
        }
    }
    for name in names {
        let of = |regime: &str| {
            rows.iter()
                .find(|row| row.operator == name && row.regime == regime)
        };
        let (own, other) = (of("today"), of("captive"));
        let musd = |value: Option<f64>| money(print, value.unwrap_or(0.0));
        table.row([
            print.names.operators(name),
            musd(own.map(|row| row.revenue_musd)),
            musd(own.map(|row| row.variable_musd)),
            musd(other.map(|row| row.revenue_musd)),
            musd(other.map(|row| row.variable_musd)),
            musd(own.or(other).map(|row| row.fixed_musd)),
        ]);
    }
    table.done()
}

fn said(print: Print, found: &Tariff) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("tariff-said", print.say("tariff-said-table"))
        .text("column-flow", 1)
        .number("column-items")
        .number("column-border")
        .number("column-said")
        .number("column-left-over");
    for row in found.tables.said {
        table.row([
            print.names.flow(&row.flow),
            words.number(row.items_usd, 0),
            words.number(row.border_usd, 0),
            whole(print, row.said_usd),
            whole(print, row.said_usd.map(|said| said - row.items_usd)),
        ]);
    }
    table.done()
}
