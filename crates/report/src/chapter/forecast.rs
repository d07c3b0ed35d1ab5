//! How much will move, why, and how sure that is.

use crate::answers::{Forecast, Part};
use crate::briefing::{Block, Chapter};
use crate::one_page::{chance, chances, of_year};
use crate::print::Print;

pub(super) fn chapter(print: Print) -> Chapter {
    let found = match &print.answers.forecast {
        Part::Given(found) => found,
        Part::Missing(missing) => return super::without(print, "forecast", missing),
    };
    let mut blocks = vec![print.paragraph("forecast-text", &[])];
    let points = of_year(print, found)
        .into_iter()
        .chain(chances(print, found));
    blocks.extend(points.map(|text| Block::Paragraph { text }));
    blocks.extend(print.figure("fan", "forecast-fan-caption"));
    blocks.extend(years(print, found));
    blocks.extend(needed(print, found));
    blocks.extend(print.figure("growth", "forecast-growth-caption"));
    blocks.extend(drivers(print, found));
    blocks.extend(parts(print, found));
    blocks.extend(history(print, found));
    blocks.extend(models(print, found));
    blocks.extend(coverage(print, found));
    blocks.extend(backtest(print, found));
    blocks.extend(promises(print, found));
    super::chapter(print, "forecast", blocks)
}

/// Megatonnes with one digit.
fn mt(print: Print, tonnes: f64) -> String {
    print.words.number(tonnes / 1e6, 1)
}

fn kt(print: Print, tonnes: f64) -> String {
    print.words.number(tonnes / 1e3, 0)
}

/// A share with its sign.
fn signed(print: Print, share: f64) -> String {
    let sign = if share >= 0.0005 { "+" } else { "" };
    format!("{sign}{}", print.words.percent(share, 1))
}

fn years(print: Print, found: &Forecast) -> Option<Block> {
    let words = print.words;
    let target = found
        .target_t
        .map_or("–".to_owned(), |tonnes| print.mt(tonnes));
    let mut table = print
        .table("forecast-years", print.say("forecast-years-table"))
        .text("column-year", 1)
        .number("column-median")
        .number("column-band-50")
        .number("column-band-80")
        .number("column-band-95")
        .number("column-asked-for")
        .number("column-ceiling")
        .number_called(words.tell("column-chance", &[("target", target.into())]))
        .number("column-chance-by");
    let share = |share: Option<f64>| share.map_or("–".to_owned(), |share| chance(print, share));
    for row in found.tables.years {
        let band = |at: usize| {
            let [low, high] = row.bands_t[at];
            format!("{}–{}", mt(print, low), mt(print, high))
        };
        table.row([
            row.year.to_string(),
            mt(print, row.median_t),
            band(0),
            band(1),
            band(2),
            mt(print, row.asked_t),
            row.ceiling_t
                .map_or("–".to_owned(), |tonnes| mt(print, tonnes)),
            share(row.chance_of_target),
            share(row.chance_by_then),
        ]);
    }
    table.noted("forecast-years-note")
}

fn needed(print: Print, found: &Forecast) -> Option<Block> {
    let words = print.words;
    let target = print.mt(found.target_t?);
    let caption = words.tell("forecast-needed-table", &[("target", target.into())]);
    let mut table = print
        .table("forecast-needed", caption)
        .text("column-year", 1)
        .number("column-growth-needed")
        .number("column-spells")
        .number("column-ceiling")
        .number("column-chance-by")
        .number("column-chance-free");
    for row in found.tables.needed {
        table.row([
            row.year.to_string(),
            words.percent(row.growth, 0),
            format!("{} / {}", row.spells_reached, row.spells),
            row.ceiling_t
                .map_or("–".to_owned(), |tonnes| mt(print, tonnes)),
            chance(print, row.chance),
            chance(print, row.chance_without_ceiling),
        ]);
    }
    table.done()
}

fn drivers(print: Print, found: &Forecast) -> Option<Block> {
    let words = print.words;
    let year = found.tables.drivers.first()?.year.to_string();
    let caption = words.tell("forecast-drivers-table", &[("year", year.into())]);
    let mut table = print
        .table("forecast-drivers", caption)
        .text("column-driver", 1)
        .number("column-base-kt")
        .number("column-expected-kt")
        .number("column-band-kt")
        .number("column-points")
        .number("column-growth");
    for row in found.tables.drivers {
        let [low, high] = row.band_t;
        table.row([
            print.names.commodity(&row.driver),
            kt(print, row.base_t),
            kt(print, row.expected_t),
            format!("{}–{}", kt(print, low), kt(print, high)),
            signed(print, row.points),
            signed(print, row.growth),
        ]);
    }
    table.done()
}

fn parts(print: Print, found: &Forecast) -> Option<Block> {
    let mut table = print
        .table("forecast-parts", print.say("forecast-parts-table"))
        .text("column-year", 0)
        .text("column-part", 1)
        .number("column-before-kt")
        .number("column-after-kt")
        .number("column-change-kt")
        .number("column-points");
    let optional =
        |tonnes: Option<f64>| tonnes.map_or("–".to_owned(), |tonnes| kt(print, tonnes));
    let mut rows: Vec<_> = found.tables.growth.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.year));
    for row in rows {
        table.row([
            row.year.to_string(),
            print.names.commodity(&row.part),
            optional(row.before_t),
            optional(row.after_t),
            kt(print, row.change_t),
            signed(print, row.points),
        ]);
    }
    table.done()
}

fn history(print: Print, found: &Forecast) -> Option<Block> {
    let scope = print.words.name(found.scope);
    let caption = print
        .words
        .tell("forecast-history-table", &[("scope", scope.into())]);
    let mut table = print
        .table("forecast-history", caption)
        .text("column-year", 1)
        .number("column-mt")
        .number("column-months")
        .text("column-how", 1);
    let rows = found.tables.history.iter();
    for row in rows.filter(|row| row.is_headline) {
        table.row([
            row.year.to_string(),
            print.words.number(row.value / 1e6, 2),
            row.months.to_string(),
            print.words.term("how", row.how),
        ]);
    }
    table.done()
}

fn models(print: Print, found: &Forecast) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("forecast-models", print.say("forecast-models-table"))
        .text("column-model", 1)
        .number("column-weight")
        .number("column-judged")
        .number("column-missed-by")
        .number("column-next")
        .number("column-last-year");
    let optional =
        |tonnes: Option<f64>| tonnes.map_or("–".to_owned(), |tonnes| mt(print, tonnes));
    for row in found.tables.models {
        table.row([
            words.name(&row.model),
            words.percent(row.weight, 0),
            row.judged.to_string(),
            row.root_mean_square
                .map_or("–".to_owned(), |error| words.percent(error, 0)),
            optional(row.next_t),
            optional(row.last_t),
        ]);
    }
    table.done()
}

fn coverage(print: Print, found: &Forecast) -> Option<Block> {
    let mut table = print
        .table("forecast-coverage", print.say("forecast-coverage-table"))
        .text("column-level", 1)
        .number("column-intervals")
        .number("column-held-what");
    for row in found.tables.coverage {
        table.row([
            print.words.percent(row.level, 0),
            row.count.to_string(),
            row.held.to_string(),
        ]);
    }
    table.done()
}

fn backtest(print: Print, found: &Forecast) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("forecast-backtest", print.say("forecast-backtest-table"))
        .text("column-series", 1)
        .number("column-known-to")
        .number("column-year")
        .number("column-expected")
        .number("column-came")
        .number("column-off");
    for row in found.tables.backtest {
        table.row([
            print.names.commodity(&row.series),
            row.known_to.to_string(),
            row.year.to_string(),
            words.number(row.expected, 0),
            words.number(row.came, 0),
            signed(print, row.off),
        ]);
    }
    table.done()
}

fn promises(print: Print, found: &Forecast) -> Option<Block> {
    let words = print.words;
    let mut table = print
        .table("forecast-promises", print.say("forecast-promises-table"))
        .text("column-promise", 4)
        .text("column-made", 0)
        .number("column-year")
        .number("column-promised")
        .number("column-reached")
        .text("column-unit-name", 0)
        .number("column-ratio")
        .number("column-chance-of-it");
    for row in found.tables.promises {
        table.row([
            words.name(&row.promise),
            words.date(&row.made),
            row.year.to_string(),
            words.number(row.promised, 0),
            row.reached
                .map_or("–".to_owned(), |reached| words.number(reached, 0)),
            row.unit.to_owned(),
            row.ratio
                .map_or("–".to_owned(), |ratio| words.percent(ratio, 0)),
            row.chance
                .map_or("–".to_owned(), |share| chance(print, share)),
        ]);
    }
    table.done()
}
