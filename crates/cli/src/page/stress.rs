//! What happens if something breaks.

use kervan::{Estimate, OutageRow, Stress, Study, YearsRow};

use super::simulation::years;
use super::{
    PAGE, broken, heading, lines, lines_with_notes, number, percent, precision_lines,
    scenario_lines, table, thousands,
};

/// Rows of a table that are shown unless all are asked for.
const MOST: usize = 12;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

pub(crate) fn page(study: &Study, stress: &Stress, full: bool) -> String {
    let mut text = title(study, stress);
    if stress.is_interrupted {
        text += "\nNote: interrupted; what follows is what was done until then.\n";
    }
    for remark in &stress.remarks {
        text += &paragraph(&format!("Note: {remark}"));
    }
    text += &in_a_word(study, stress);
    text += &outages(stress, full);
    text += &events(stress);
    text += &sampled(stress);
    text += &contributions(stress);
    text += &measures(stress);
    text += &water(stress);
    text += &flips(stress);
    text + &reading(stress)
}

/// A text of its own, broken at the width of a page.
fn paragraph(text: &str) -> String {
    format!("\n{}\n", broken(text, PAGE).join("\n"))
}

fn fact<'s>(stress: &'s Stress, key: &str) -> &'s str {
    let mut rows = stress.run.iter();
    rows.find(|row| row.key == key)
        .map_or("", |row| row.value.as_str())
}

fn title(study: &Study, stress: &Stress) -> String {
    let warm_up = stress.ordinary.as_ref().map_or(0, |run| run.warm_up.years);
    let precision = stress
        .ordinary
        .as_ref()
        .map_or(String::new(), |run| precision_lines(&run.precision));
    let replications = fact(stress, "replications");
    format!(
        "{}: what if something breaks\n{}\n{replications} replications of {} on the same luck, {} of warm-up left out\nseed {}; kervan {}; corridor {}; ± are 95 % intervals over replications\n{precision}",
        study.corridor().title,
        scenario_lines(study),
        years(fact(stress, "years").parse().unwrap_or(0)),
        years(warm_up),
        fact(stress, "seed"),
        fact(stress, "kervan"),
        fact(stress, "corridor sha256").get(..12).unwrap_or(""),
    )
}

/// The worst, in sentences.
fn in_a_word(study: &Study, stress: &Stress) -> String {
    let mut text = String::new();
    if let Some(worst) = stress.outages.first() {
        text += &paragraph(&worst_of(worst));
    }
    let all = stress.years.iter().find(|row| row.years == "all");
    let ordinary = stress.years.iter().find(|row| row.years == "ordinary");
    if let Some((all, ordinary)) = all.zip(ordinary) {
        let flows = study.corridor().flows.rows();
        let lost = if flows.iter().any(|flow| flow.patience.is_some()) {
            format!("A year turns away {} t. ", tonnes(all.lost_t))
        } else {
            String::new()
        };
        text += &paragraph(&format!(
            "Goods flow without interruption on {} of days in years with weather and disruptions, \
             and on {} with weather alone. {lost}In the worst {} of years {} t fewer arrive than in \
             the same years without bad luck.",
            share(all.flowing),
            share(ordinary.flowing),
            percent(all.tail),
            tonnes(all.tail_short_t),
        ));
    }
    text
}

fn worst_of(row: &OutageRow) -> String {
    let lost = if row.lost_t.mean >= 0.5 {
        format!(", {} t are turned away", tonnes(row.lost_t))
    } else {
        String::new()
    };
    format!(
        "{}, out for {} days from the first of {}: {} t are late on the worst day{lost}; {}.",
        capital(&row.name),
        row.days,
        month(row.month),
        tonnes(row.depth_t),
        match &row.recovered_d {
            Some(days) if row.not_recovered == 0 => format!(
                "the backlog is gone after {} days more",
                number(Some(*days), 0)
            ),
            Some(days) => format!(
                "the backlog is gone after {} days more, but not within {} in {} of {} replications",
                number(Some(*days), 0),
                row.horizon_d,
                row.not_recovered,
                row.replications
            ),
            None => format!("the backlog is not gone after {} days more", row.horizon_d),
        }
    )
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

fn month(month: u32) -> &'static str {
    MONTHS
        .get((month as usize).saturating_sub(1))
        .copied()
        .unwrap_or("-")
}

/// `12,300 ± 400`
fn tonnes(estimate: Estimate) -> String {
    let half = estimate
        .halfwidth()
        .map_or(String::new(), |half| format!(" ± {}", thousands(half)));
    thousands(estimate.mean) + &half
}

fn maybe(estimate: Option<Estimate>) -> String {
    estimate.map_or("-".to_owned(), tonnes)
}

/// `93.2 ± 0.4 %`
fn share(estimate: Estimate) -> String {
    let scaled = |value: f64| value * 100.0;
    let percent = Estimate {
        mean: scaled(estimate.mean),
        low: estimate.low.map(scaled),
        high: estimate.high.map(scaled),
    };
    format!("{} %", number(Some(percent), 1))
}

/// Days until the backlog is gone; `> 90` where it is not in most replications.
fn recovered(row: &OutageRow) -> String {
    match &row.recovered_d {
        Some(days) if 2 * row.not_recovered <= row.replications => {
            let not = if row.not_recovered > 0 {
                format!(" ({} not)", row.not_recovered)
            } else {
                String::new()
            };
            number(Some(*days), 0) + &not
        }
        _ => format!("> {}", row.horizon_d),
    }
}

fn outage_table<'r>(rows: impl Iterator<Item = &'r OutageRow>, first: &str) -> String {
    let mut table = table(
        &[
            first,
            "from",
            "days",
            "late at most, t",
            "tonne-days late",
            "turned away, t",
            "gone after, d",
            "other way, t",
        ],
        2,
    );
    for row in rows {
        let name = match row.rings {
            0 => row.name.clone(),
            rings => format!("{} (comes to rest in {rings})", row.name),
        };
        table.add_row([
            name,
            month(row.month).to_owned(),
            format!("{:.0}", row.days),
            tonnes(row.depth_t),
            tonnes(row.late_td),
            tonnes(row.lost_t),
            recovered(row),
            if row.detours.is_empty() {
                "none".to_owned()
            } else {
                tonnes(row.detoured_t)
            },
        ]);
    }
    lines(&table)
}

fn outages(stress: &Stress, full: bool) -> String {
    if stress.outages.is_empty() {
        return String::new();
    }
    let own = stress.outages.len() == 1;
    let in_full = || stress.outages.iter().filter(|row| row.is_full || own);
    let most = if full { usize::MAX } else { MOST };
    let mut text = heading(if own {
        "What it does"
    } else {
        "Each thing out, one at a time"
    });
    text += &outage_table(in_full().take(most), "out");
    if own {
        text += &one(&stress.outages[0]);
        return text;
    }
    let left_out = in_full().count().saturating_sub(most);
    let screened: Vec<&OutageRow> = stress.outages.iter().filter(|row| !row.is_full).collect();
    if left_out > 0 {
        text += &format!("{left_out} smaller rows are left out; `--full` shows them.\n");
    }
    if let Some(first) = screened.first() {
        let hit = first.depth_t.mean + first.lost_t.mean;
        text += &format!(
            "{} parts were screened by {} replications and left out; the most that one of them hit\nwas {} t ({}). `--deep` simulates all.\n",
            screened.len(),
            first.replications,
            thousands(hit),
            first.name,
        );
    }
    text
}

/// What is to be said of a closure of one's own.
fn one(row: &OutageRow) -> String {
    let through = format!(
        "{} t a year go that way ({}).",
        thousands(row.through_t),
        if row.flows.is_empty() {
            "no flow"
        } else {
            &row.flows
        }
    );
    let other = if row.detours.is_empty() {
        "There is no other way for them in the corridor.".to_owned()
    } else {
        format!("Another way: {}.", row.detours)
    };
    let behind = format!(
        "After {} days more {} t are still late.",
        row.horizon_d,
        tonnes(row.behind_t)
    );
    let estimated = format!(
        "{} of the values of what is out are estimates.",
        percent(row.estimated_share)
    );
    [through, other, behind, estimated]
        .iter()
        .map(|text| paragraph(text))
        .collect()
}

fn events(stress: &Stress) -> String {
    if stress.events.is_empty() {
        return String::new();
    }
    heading("Each disruption once, at its mean duration and worst month")
        + &outage_table(stress.events.iter(), "disruption")
}

fn sampled(stress: &Stress) -> String {
    let Some(first) = stress.years.first() else {
        return String::new();
    };
    let mut table = table(&["a year", "calm", "with weather", "and disruptions"], 1);
    let by_name = |name: &str| stress.years.iter().find(|row| row.years == name);
    let mut row = |label: &str, cell: &dyn Fn(&YearsRow) -> String| {
        let cells =
            ["calm", "ordinary", "all"].map(|name| by_name(name).map_or("-".to_owned(), cell));
        let [calm, ordinary, all] = cells;
        table.add_row([label.to_owned(), calm, ordinary, all]);
    };
    row("arrives, t", &|row| tonnes(row.arrived_t));
    row("turned away, t", &|row| tonnes(row.lost_t));
    row("short of a calm year, t", &|row| tonnes(row.short_t));
    row("tonne-days late", &|row| tonnes(row.late_td));
    let worst = format!("short in the worst {} of years, t", percent(first.tail));
    row(&worst, &|row| tonnes(row.tail_short_t));
    let worst = format!("tonne-days late in the worst {}", percent(first.tail));
    row(&worst, &|row| tonnes(row.tail_late_td));
    row("days that goods flow, %", &|row| {
        share(row.flowing).trim_end_matches(" %").to_owned()
    });
    row("P50, days", &|row| number(row.p50_d, 1));
    row("P90, days", &|row| number(row.p90_d, 1));
    if first.p95_d.is_some() {
        row("P95, days", &|row| number(row.p95_d, 1));
        row("P99, days", &|row| number(row.p99_d, 1));
    }
    heading(&format!("{} sampled years", first.sampled)) + &lines(&table)
}

fn contributions(stress: &Stress) -> String {
    if stress.contributions.is_empty() {
        return String::new();
    }
    let mut table = table(
        &[
            "tonne-days late and tonnes a year",
            "a year",
            "days",
            "late, by rate",
            "late, without it",
            "turned away, by rate",
            "turned away, without it",
        ],
        1,
    );
    let mut notes = Vec::new();
    for row in &stress.contributions {
        table.add_row([
            row.name.clone(),
            row.rate.map_or("-".to_owned(), |rate| format!("{rate:.2}")),
            row.duration_d
                .map_or("-".to_owned(), |days| format!("{days:.0}")),
            maybe(row.by_rate_late_td),
            maybe(row.late_td),
            maybe(row.by_rate_lost_t),
            maybe(row.lost_t),
        ]);
        notes.push(if row.sources.is_empty() {
            String::new()
        } else {
            format!("{}: {}", row.firmness, row.sources)
        });
    }
    let notes: Vec<String> = notes;
    heading("What each adds to a year") + &with_notes(&table, &notes)
}

/// Rows with their notes, where a row has one.
fn with_notes(table: &comfy_table::Table, notes: &[String]) -> String {
    let text = lines_with_notes(table, notes);
    let kept = text.lines().filter(|line| !line.trim().is_empty());
    kept.map(|line| format!("{line}\n")).collect()
}

fn measures(stress: &Stress) -> String {
    if stress.measures.is_empty() {
        return String::new();
    }
    let mut table = table(
        &[
            "measure",
            "at",
            "tonne-days less",
            "turned away less, t",
            "arrives more, t",
            "days flowing",
        ],
        2,
    );
    for row in &stress.measures {
        table.add_row([
            row.title.clone(),
            row.touches.clone(),
            tonnes(row.late_td),
            tonnes(row.lost_t),
            tonnes(row.arrived_t),
            share(row.flowing),
        ]);
    }
    heading("What buys resilience: what a year with weather and disruptions gains")
        + &lines(&table)
        + "Buffers at the places whose bad luck adds most to a year, then at those whose outage hits most; each\nalone, on the same luck. What one does in an ordinary year is part of what it gains.\n"
}

fn water(stress: &Stress) -> String {
    if stress.water.is_empty() {
        return String::new();
    }
    let mut table = table(
        &[
            "scenario",
            "year",
            "lower, m",
            "load, %",
            "arrives, t",
            "P90, days",
        ],
        1,
    );
    for row in &stress.water {
        let load = row
            .load_share
            .map_or("-".to_owned(), |load| format!("{:.0}", load * 100.0));
        let arrives = if row.refused.is_empty() {
            maybe(row.arrived_t)
        } else {
            "cannot be worked".to_owned()
        };
        table.add_row([
            if row.scenario.is_empty() {
                "as it is".to_owned()
            } else {
                row.scenario.clone()
            },
            row.year.to_string(),
            format!("{:.2}", row.fall_m),
            load,
            arrives,
            number(row.p90_d, 1),
        ]);
    }
    let refused: String = stress
        .water
        .iter()
        .filter(|row| !row.refused.is_empty())
        .map(|row| {
            let with = if row.scenario.is_empty() {
                String::new()
            } else {
                format!(" with {}", row.scenario)
            };
            format!("{}{with}: {}.\n", row.year, row.refused)
        })
        .collect();
    heading("As the water falls")
        + &lines(&table)
        + "Load: what vessels whose load follows the depth may take of a full load, each vessel counted alike.\nVessels of which no `light_draught` is known keep theirs, so the fall costs more than this. Demand\nis that of the base year.\n"
        + &refused
}

fn flips(stress: &Stress) -> String {
    if stress.flips.is_empty() {
        return String::new();
    }
    let mut text = heading("Estimates that decide the ranking");
    for row in &stress.flips {
        let verdict = match row.flips_at {
            Some(at) => format!(
                "change places if it is {} {:.2} {}",
                if at < row.value { "below" } else { "above" },
                at,
                row.unit
            ),
            None => "keep their places".to_owned(),
        };
        let line = format!(
            "{} and {}: {} is {:.2} {} ({}); from {:.2} to {:.2} they {verdict}.",
            row.first, row.second, row.input, row.value, row.unit, row.firmness, row.low, row.high
        );
        text += &format!("{}\n", broken(&line, PAGE).join("\n  "));
    }
    text
}

/// How the page is to be read.
fn reading(stress: &Stress) -> String {
    let mut text = heading("How to read this");
    let mut say = |line: &str| text += &format!("{}\n", broken(line, PAGE).join("\n"));
    say(
        "Late: tonnes of goods inside beyond those inside on the same day of the same run without it. \
         The backlog is gone when over seven days no more than a twentieth of the most, or a quarter of \
         a day's arrivals, is late. Ranked by tonnes late on the worst day and tonnes turned away; ranks whose intervals \
         overlap cannot be told apart.",
    );
    if stress.outages.len() > 1 {
        say(
            "One vessel, one locomotive, a tenth of the wagons; all else is out whole. The worst month is \
             the one with most goods inside in an ordinary year, the best the one with least.",
        );
    }
    if !stress.years.is_empty() {
        say(
            "Goods flow on a day if, with the six days before, at least half of what usually arrives in \
             seven days of that month has arrived. By rate: how often it begins times what one of it does \
             at its worst month, until 90 days after its end; where the backlog is not gone by then it \
             does more. Without it: the same years with all but that; rare ones hardly come in so few \
             years. What they do only together: all at once less each alone; below zero where one \
             makes good time that another would have cost anyway.",
        );
    }
    text
}
