//! How much will move, why, and how sure that is.

use kervan::{Forecast, ForecastYearRow, Model, NeededRow, PanelScore, SeriesForecast, Study};

use super::{
    PAGE, broken, heading, lines, lines_with_notes, percent, scenario_lines, table, thousands,
};

pub(crate) fn page(study: &Study, forecast: &Forecast) -> String {
    let mut text = title(study, forecast);
    text += &paragraph(&answer(forecast));
    text += &years(forecast);
    text += &needed(forecast);
    text += &growth(forecast);
    text += &drivers(forecast);
    text += &history(forecast);
    text += &models(forecast);
    text += &backtest(forecast);
    text += &promises(forecast);
    text + &method(forecast)
}

fn paragraph(text: &str) -> String {
    format!("\n{}\n", broken(text, PAGE).join("\n"))
}

fn mt(tonnes: f64) -> String {
    format!("{:.1} Mt", tonnes / 1e6)
}

fn signed(share: f64) -> String {
    format!("{:+.0} %", share * 100.0)
}

/// A chance in words that do not pretend to more than they know.
fn chance(share: f64) -> String {
    match share {
        share if share < 0.005 => "below 1 %".to_owned(),
        share if share > 0.995 => "above 99 %".to_owned(),
        share => percent(share),
    }
}

fn fact<'f>(forecast: &'f Forecast, key: &str) -> &'f str {
    let row = forecast.run.iter().find(|row| row.key == key);
    row.map_or("", |row| row.value.as_str())
}

fn title(study: &Study, forecast: &Forecast) -> String {
    format!(
        "Forecast: {}\n{}{} futures; seed {}; kervan {}; corridor {}; figures up to {}\n",
        study.corridor().title,
        scenario_lines(study),
        thousands(fact(forecast, "futures").parse().unwrap_or_default()),
        fact(forecast, "seed"),
        fact(forecast, "kervan"),
        fact(forecast, "corridor sha256").get(..12).unwrap_or(""),
        forecast.last.0,
    )
}

fn in_year(forecast: &Forecast, year: i64) -> Option<&ForecastYearRow> {
    forecast.years.iter().find(|row| row.year == year)
}

/// The year that is spoken of: 2030 where it is forecast, else the last.
fn spoken(forecast: &Forecast) -> Option<&ForecastYearRow> {
    in_year(forecast, 2030).or(forecast.years.last())
}

/// The answer, for somebody who reads no further.
fn answer(forecast: &Forecast) -> String {
    let (Some(last), Some(spoken)) = (forecast.years.last(), spoken(forecast)) else {
        return String::new();
    };
    let [low, high] = spoken.bands_t[1];
    let mut text = format!(
        "{} were carried in {}{}. In {} it is as likely as not that {}; in eight futures of ten {} to {} are carried.",
        mt(forecast.last.1),
        forecast.last.0,
        if forecast.last_how == "published" {
            ""
        } else {
            ", as far as is known"
        },
        spoken.year,
        match spoken.share_above_ceiling >= 0.5 {
            true => format!(
                "more is asked for than the corridor can carry, and {} are carried",
                mt(spoken.median_t)
            ),
            false => format!("{} or more are carried", mt(spoken.median_t)),
        },
        mt(low),
        mt(high),
    );
    text += &of_target(forecast, last.year);
    if let (Some((name, times, base_t)), Some(share), Some(asked)) = (
        &forecast.watched,
        spoken.chance_of_watched,
        spoken.chance_of_watched_asked,
    ) {
        text += &format!(
            " Cargo for {times:.0} times the {} kt of {name} in the base year is there with a chance of {} in {}; that as much is carried, {}.",
            thousands(base_t / 1e3),
            chance(asked),
            spoken.year,
            chance(share),
        );
    }
    text
}

/// The chance of the target: what is asked for, and what of it can be carried.
fn of_target(forecast: &Forecast, last: i64) -> String {
    let Some(target) = forecast.target_t else {
        return String::new();
    };
    let mut years = vec![2027, 2030, last];
    years.dedup();
    let rows: Vec<&NeededRow> = years
        .iter()
        .filter_map(|year| forecast.needed.iter().find(|row| row.year == *year))
        .collect();
    let said = |of: &dyn Fn(&NeededRow) -> f64| {
        let said: Vec<String> = rows
            .iter()
            .map(|row| format!("{} in {}", chance(of(row)), row.year))
            .collect();
        joined(&said)
    };
    let is_held = rows
        .iter()
        .any(|row| row.chance_without_ceiling > row.chance + 0.02);
    let ceiling = rows
        .last()
        .and_then(|row| row.ceiling_t)
        .filter(|_| is_held);
    let Some(ceiling) = ceiling else {
        return format!(
            " The chance of {} is {}.",
            mt(target),
            said(&|row| row.chance)
        );
    };
    let carried = match rows.iter().all(|row| row.chance < 0.005) {
        true => "so it is not carried unless more is decided".to_owned(),
        false => format!(
            "so the chance that it is carried is {}",
            said(&|row| row.chance)
        ),
    };
    format!(
        " The cargo for {} is there with a chance of {}. But with what is decided the corridor carries {} at most, {carried}.",
        mt(target),
        said(&|row| row.chance_without_ceiling),
        mt(ceiling),
    )
}

fn joined(parts: &[String]) -> String {
    match parts {
        [] => "not known".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn years(forecast: &Forecast) -> String {
    let mut text = heading("Year by year, Mt");
    let target = forecast.target_t.map_or("target".to_owned(), mt);
    let watched = forecast
        .watched
        .as_ref()
        .map(|(name, times, _)| format!("{name} x{times:.0}"));
    let mut head = vec![
        "year".to_owned(),
        "median".to_owned(),
        "50 %".to_owned(),
        "80 %".to_owned(),
        "95 %".to_owned(),
        "asked".to_owned(),
        "ceiling".to_owned(),
        format!("chance of {target}"),
    ];
    head.extend(watched);
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut rows = table(&head, 1);
    let number = |tonnes: f64| format!("{:.1}", tonnes / 1e6);
    for row in &forecast.years {
        let band = |at: usize| {
            format!(
                "{} - {}",
                number(row.bands_t[at][0]),
                number(row.bands_t[at][1])
            )
        };
        let mut cells = vec![
            row.year.to_string(),
            number(row.median_t),
            band(0),
            band(1),
            band(2),
            number(row.asked_t),
            row.ceiling_t.map_or("-".to_owned(), number),
            row.chance_of_target.map_or("-".to_owned(), chance),
        ];
        if forecast.watched.is_some() {
            cells.push(row.chance_of_watched.map_or("-".to_owned(), chance));
        }
        rows.add_row(cells);
    }
    text += &lines(&rows);
    text += &paragraph(
        "Asked: the median of what shippers ask for if nothing holds it back. Ceiling: what the corridor carries in the simulation when it is asked for more than it can, with what is finished and under way.",
    );
    if let Some(row) = spoken(forecast).filter(|row| row.elsewhere_t > 500.0) {
        let note = format!(
            "By other routes go {} kt in {} on average, as queues grow where shippers have a choice; {} kt in {}.",
            thousands(row.elsewhere_t / 1e3),
            row.year,
            thousands(forecast.years.last().map_or(0.0, |row| row.elsewhere_t) / 1e3),
            forecast.years.last().map_or(0, |row| row.year),
        );
        text += &format!("{}\n", broken(&note, PAGE).join("\n"));
    }
    if let [(_, tonnes, _), (next, ..), ..] = &forecast.ceilings[..] {
        let until = next - 1;
        text += &format!(
            "Until {until} {}: what is finished or opens by then.\n",
            mt(*tonnes)
        );
    }
    for (from, tonnes, opens) in forecast
        .ceilings
        .iter()
        .filter(|(_, _, opens)| !opens.is_empty())
    {
        let note = format!("From {from} {}: {}.", mt(*tonnes), opens.join("; "));
        text += &format!("{}\n", broken(&note, PAGE).join("\n"));
    }
    text
}

fn needed(forecast: &Forecast) -> String {
    let Some(target) = forecast.target_t else {
        return String::new();
    };
    let mut text = heading(&format!("What would have to be true for {}", mt(target)));
    let last = forecast.years.last().map_or(0, |row| row.year);
    let mut years = vec![2027, 2030, last];
    years.dedup();
    for year in years {
        if let Some(row) = forecast.needed.iter().find(|row| row.year == year) {
            text += &paragraph(&of_year(forecast, row));
        }
    }
    text
}

fn of_year(forecast: &Forecast, row: &NeededRow) -> String {
    let years = row.year - forecast.last.0;
    let spell = match years.min(3) {
        1 => "single years".to_owned(),
        years => format!("spells of {years} years"),
    };
    let mut text = format!(
        "In {}: growth of {} a year from {} on. Of {} {spell} in the published series {} grew as fast.",
        row.year,
        percent(row.growth),
        forecast.last.0 + 1,
        row.spells,
        match row.spells_reached {
            0 => "none".to_owned(),
            count => count.to_string(),
        },
    );
    match row.ceiling_t {
        Some(ceiling) if ceiling < row.target_t => {
            text += &format!(
                " And {} more capacity than what is decided gives, which is {}: `kervan plan --target {:.0}Mt --by {}` says which measures.",
                mt(row.target_t - ceiling),
                mt(ceiling),
                row.target_t / 1e6,
                row.year,
            );
        }
        Some(ceiling) => text += &format!(" The capacity is there: {}.", mt(ceiling)),
        None => {}
    }
    text += &format!(
        " Chance: {}; {} if capacity held nothing back.",
        chance(row.chance),
        chance(row.chance_without_ceiling)
    );
    text
}

fn growth(forecast: &Forecast) -> String {
    let text = heading("What the last growth was made of, kt");
    let mut rows = table(
        &["year", "part", "before", "after", "change", "points", "how"],
        2,
    );
    let kt = |tonnes: Option<f64>| tonnes.map_or("-".to_owned(), |tonnes| thousands(tonnes / 1e3));
    if let Some(column) = rows.column_mut(6) {
        column.set_cell_alignment(comfy_table::CellAlignment::Left);
    }
    let mut sorted: Vec<_> = forecast.growth.iter().collect();
    sorted.sort_by_key(|row| std::cmp::Reverse(row.year));
    for row in sorted {
        rows.add_row([
            row.year.to_string(),
            row.part.clone(),
            kt(row.before_t),
            kt(row.after_t),
            kt(Some(row.change_t)),
            signed(row.points),
            row.note.clone(),
        ]);
    }
    text + &lines(&rows)
}

fn drivers(forecast: &Forecast) -> String {
    let year = forecast.drivers.first().map_or(0, |row| row.year);
    let mut text = heading(&format!("By driver, kt: from the base year to {year}"));
    let header = [
        "driver",
        "base",
        "expected",
        "80 %",
        "points",
        "growth at first",
    ];
    let mut rows = table(&header, 1);
    let kt = |tonnes: f64| thousands(tonnes / 1e3);
    for row in &forecast.drivers {
        rows.add_row([
            row.driver.clone(),
            kt(row.base_t),
            kt(row.expected_t),
            format!("{} - {}", kt(row.band_t[0]), kt(row.band_t[1])),
            signed(row.points),
            signed(row.growth),
        ]);
    }
    text += &lines(&rows);
    // Those that rest on the same are named together.
    let mut grounds: Vec<(&str, f64, Vec<&str>)> = Vec::new();
    for row in &forecast.drivers {
        let Some(growth) = row.own_growth else {
            continue;
        };
        match grounds
            .iter_mut()
            .find(|(rests_on, ..)| *rests_on == row.rests_on)
        {
            Some((_, _, drivers)) => drivers.push(&row.driver),
            None => grounds.push((&row.rests_on, growth, vec![&row.driver])),
        }
    }
    for (rests_on, growth, drivers) in grounds {
        let note = format!(
            "By {rests_on} ({} a year): {}.",
            signed(growth),
            drivers.join("; ")
        );
        text += &paragraph(&note);
    }
    for remark in &forecast.remarks {
        text += &paragraph(remark);
    }
    text
}

fn history(forecast: &Forecast) -> String {
    let mut text = heading(&format!("What it starts from: {}", forecast.scope));
    let mut rows = table(&["year", "Mt", "months", "how"], 1);
    if let Some(column) = rows.column_mut(3) {
        column.set_cell_alignment(comfy_table::CellAlignment::Left);
    }
    let mut notes = Vec::new();
    for row in forecast.history.iter().filter(|row| row.is_headline) {
        rows.add_row([
            row.year.to_string(),
            format!("{:.2}", row.value / 1e6),
            row.months.to_string(),
            row.how.to_owned(),
        ]);
        notes.push(row.said.clone());
    }
    text += &lines_with_notes(&rows, &notes);
    if forecast.last_deviation > 0.0 {
        text += &paragraph(&format!(
            "The last year is growth to date carried to the whole year. In the years of which both are published, growth to date was off by {} of the year's volume; the futures begin that far apart.",
            percent(forecast.last_deviation)
        ));
    }
    text
}

fn short(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => format!("{}…", text.chars().take(most - 1).collect::<String>()),
        false => text.to_owned(),
    }
}

fn models(forecast: &Forecast) -> String {
    let mut text = heading("Models, by what they would have missed");
    let mut rows = table(
        &[
            "model",
            "weight",
            "judged by",
            "missed by, a root year",
            "next Mt",
            "last Mt",
        ],
        1,
    );
    let number = |tonnes: Option<f64>| {
        tonnes.map_or("-".to_owned(), |tonnes| format!("{:.1}", tonnes / 1e6))
    };
    for row in &forecast.models {
        rows.add_row([
            row.model.clone(),
            percent(row.weight),
            row.judged.to_string(),
            row.root_mean_square
                .map_or("-".to_owned(), |root| format!("x {:.2}", root.exp())),
            number(row.next_t),
            number(row.last_t),
        ]);
    }
    text += &lines(&rows);
    text + &paragraph(
        "Each has the weight that is the inverse of its mean square; one that could not be judged has none. Half of the growth of the total is theirs, half is that of the drivers, which have no past to be judged by.",
    )
}

fn backtest(forecast: &Forecast) -> String {
    let mut text = heading("How wide intervals have to be: forecasts of the past");
    let mut rows = table(
        &[
            "series",
            "known to",
            "year",
            "expected",
            "came",
            "off",
            "80 % factor",
        ],
        1,
    );
    for row in &forecast.backtest {
        let digits = |value: f64| thousands(value);
        rows.add_row([
            short(&row.series, 44),
            row.known_to.to_string(),
            row.year.to_string(),
            digits(row.expected),
            digits(row.came),
            signed(row.off),
            row.factor_80
                .map_or("-".to_owned(), |factor| format!("x {factor:.2}")),
        ]);
    }
    text += &lines(&rows);
    let held: Vec<String> = forecast
        .coverage
        .iter()
        .map(|row| {
            format!(
                "the {} interval held {} of {}",
                percent(row.level),
                row.held,
                row.count
            )
        })
        .collect();
    text + &paragraph(&format!(
        "Each series is judged by intervals that all others set, past plans among them: {}. After one year what comes is off by a factor of {:.2}, known from {:.0} independent errors, and it grows with the root of the years.",
        joined(&held),
        forecast.spread.0.exp(),
        forecast.spread.1,
    ))
}

fn promises(forecast: &Forecast) -> String {
    if forecast.promises.is_empty() {
        return String::new();
    }
    let mut text = heading("What plans promised");
    let mut rows = table(
        &[
            "promise", "made", "for", "promised", "reached", "share", "chance",
        ],
        1,
    );
    for row in &forecast.promises {
        rows.add_row([
            short(&row.promise, 52),
            row.made.clone(),
            row.year.to_string(),
            format!("{} {}", thousands(row.promised), row.unit),
            row.reached.map_or("open".to_owned(), thousands),
            row.ratio.map_or("-".to_owned(), percent),
            row.chance.map_or("-".to_owned(), chance),
        ]);
    }
    text += &lines(&rows);
    if let Some((median, [low, high], count)) = forecast.record {
        text += &paragraph(&format!(
            "By the record of {count} plans, one more reaches {} of what it promises in the median, and {} to {} in eight cases of ten.",
            percent(median),
            percent(low),
            percent(high),
        ));
    }
    text
}

fn method(forecast: &Forecast) -> String {
    let rows = [
        "Years: published, or made of parts and of growth that was said, as marked; figures of two statistics are never mixed.",
        "Growth fades by a fifth each year where too little is published to tell how fast.",
        "A driver with a series of its own grows by the same models, and as the whole as one year more; three years of growth count at most. A year that began below a tenth of where it ended is a launch and no rate.",
        "The spread is drawn anew for each future (Student), as it is known from few errors; the jumps of 2022 to 2024 are in it as errors of the past, and so is what past plans missed.",
        "Where shippers have other routes (markets.csv), cargo leaves as the corridor's queues grow; prices stay as they are.",
        "Not in it: lower or higher prices, of which `kervan choice` speaks; measures that nobody has decided; wars and closures, of which `kervan stress` speaks.",
    ];
    let mut text = heading("How it is made");
    for row in rows {
        text += &format!("{}\n", broken(&format!("- {row}"), PAGE).join("\n  "));
    }
    text += &format!(
        "{} simulated years for the ceilings.\n",
        thousands(forecast.simulated_years as f64)
    );
    text
}

/// A series of the user's own.
pub(crate) fn series(file: &str, found: &SeriesForecast) -> String {
    let mut text = format!(
        "Forecast: {file}\n{} values, season of {}; {}\n",
        found.known, found.period, found.model
    );
    if !found.parameters.is_empty() {
        let parts: Vec<String> = found
            .parameters
            .iter()
            .map(|(name, value)| format!("{name} {value:.4}"))
            .collect();
        text += &format!("{}\n", parts.join("; "));
    }
    text += "\n";
    let mut rows = table(&["step", "expected", "50 %", "80 %", "95 %"], 1);
    let digits = |value: f64| match value.abs() {
        size if size >= 1000.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.3}"),
        _ => format!("{value:.5}"),
    };
    for (at, (point, bands)) in found.steps.iter().enumerate() {
        let band = |at: usize| {
            bands.map_or("-".to_owned(), |bands| {
                format!("{} - {}", digits(bands[at][0]), digits(bands[at][1]))
            })
        };
        rows.add_row([
            (at + 1).to_string(),
            digits(*point),
            band(0),
            band(1),
            band(2),
        ]);
    }
    text += &lines(&rows);
    text + &format!("\nIntervals: {}.\n", found.intervals)
}

/// Mean errors of a model on many series.
pub(crate) fn scores(file: &str, model: Model, scores: &[PanelScore]) -> String {
    let mut text = format!("Scores: {model} on {file}\n\n");
    let mut rows = table(&["frequency", "series", "sMAPE %", "MASE"], 1);
    for score in scores {
        rows.add_row([
            score.frequency.clone(),
            score.series.to_string(),
            format!("{:.4}", score.smape),
            format!("{:.4}", score.mase),
        ]);
    }
    text += &lines(&rows);
    text
}
