//! How long, how reliably, and where the hours go.

use std::collections::BTreeMap;

use kervan::{Cause, Estimate, FlowRow, HoursRow, Results, Study};

use super::{
    heading, lines, lines_with_notes, number, percent, precision_lines, scenario_lines, table,
    thousands,
};

/// Stays shorter than this share of the journey are shown together with their neighbours.
const SMALL: f64 = 0.02;
/// Servers shown unless all are asked for.
const SERVERS: usize = 12;
/// Characters of the longest bar.
const BAR: f64 = 40.0;
/// Most bars of a picture of transit times; where there would be more, each stands for more days.
const MOST_BARS: u32 = 40;

pub(crate) fn page(study: &Study, results: &Results, full: bool) -> String {
    let mut text = title(study, results);
    for remark in &results.remarks {
        text += &format!("\nNote: {remark}\n");
    }
    text += &flows(study, results, full);
    text += &said(study, results);
    if let Some(first) = results.flows.first() {
        text += &distribution(results, first);
        text += &stages(results, first, full);
        text += &causes(results, first);
        text += &months(results, first);
    }
    text += &observed(results);
    text += &servers(results, full);
    text + &inputs(study)
}

fn title(study: &Study, results: &Results) -> String {
    let corridor = study.corridor();
    let fact = |key: &str| {
        results
            .run
            .iter()
            .find(|row| row.key == key)
            .map_or("", |row| row.value.as_str())
    };
    let warm_up = match results.warm_up.mser5_weeks {
        Some(weeks) => format!(
            "{} of warm-up left out (MSER-5 says {weeks:.0} weeks)",
            years(results.warm_up.years)
        ),
        None => format!(
            "{} of warm-up left out, as asked",
            years(results.warm_up.years)
        ),
    };
    let data = if corridor.real { "" } else { ", invented data" };
    format!(
        "{}, base year {}{data}\n{}{}\n\n{} of {}, {warm_up}\nseed {}; kervan {}; corridor {}; ± are 95 % intervals over replications\n{}",
        corridor.title,
        corridor.base_year,
        scenario_lines(study),
        corridor.description,
        count(fact("replications").parse().unwrap_or(0), "replication"),
        years(fact("years").parse().unwrap_or(0)),
        fact("seed"),
        fact("kervan"),
        fact("corridor sha256").get(..12).unwrap_or(""),
        precision_lines(&results.precision),
    )
}

pub(super) fn years(number: u32) -> String {
    count(number, "year")
}

fn count(number: u32, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Flows that carry less than this share of all tonnes are left out unless all are asked for.
const SMALL_FLOW: f64 = 0.02;

/// Whether a flow stands on the page: one of the headline's, or a large one.
pub(super) fn is_shown(results: &Results, row: &FlowRow) -> bool {
    let group = results.flows.first().filter(|row| row.is_group);
    let within = |all: &str, one: &str| all.split('+').any(|part| part == one);
    let tonnes: f64 = results
        .flows
        .iter()
        .filter(|row| !row.is_group)
        .map(|row| row.arrived_t.mean)
        .sum();
    row.is_group
        || row.arrived_t.mean >= SMALL_FLOW * tonnes
        || group.is_some_and(|group| within(&group.from, &row.from) && within(&group.to, &row.to))
}

/// What a flow carries a year: wagons and trucks by number, all else by its room.
pub(super) fn carried(study: &Study, row: &FlowRow) -> (f64, &'static str) {
    let corridor = study.corridor();
    let name = row.flow.trim_end_matches(" (empty wagons)");
    let unit = corridor
        .flows
        .find(name)
        .map(|flow| &corridor.loading_units[corridor.flows[flow].loading_unit]);
    match (row.measure, unit) {
        ("m", Some(unit)) => (unit.room.amount, "units"),
        (measure, _) => (1.0, measure),
    }
}

fn flows(study: &Study, results: &Results, full: bool) -> String {
    let mut table = table(
        &["flow", "mean", "P10", "P50", "P90", "a year in", "and out"],
        1,
    );
    let shown: Vec<&FlowRow> = results
        .flows
        .iter()
        .filter(|row| full || is_shown(results, row))
        .collect();
    let left_out = results.flows.len() - shown.len();
    for row in shown {
        let (per_unit, unit) = carried(study, row);
        table.add_row([
            if row.is_group {
                row.flow.clone()
            } else {
                format!("  {}", row.flow)
            },
            number(row.mean_d, 1),
            number(row.p10_d, 1),
            number(row.p50_d, 1),
            number(row.p90_d, 1),
            format!("{} {unit}", thousands(row.entered.mean / per_unit)),
            format!(
                "{} ± {}",
                thousands(row.arrived.mean / per_unit),
                thousands(row.arrived.halfwidth().unwrap_or(0.0) / per_unit)
            ),
        ]);
    }
    heading("Transit time in days, from the start of the clock until available")
        + &lines(&table)
        + &if left_out > 0 {
            format!("{left_out} smaller flows are left out; `--full` shows them.\n")
        } else {
            String::new()
        }
        + "P10: one unit in ten is faster. P90: nine in ten are faster.\n"
}

fn said(study: &Study, results: &Results) -> String {
    let (Some(transit), Some(row)) = (
        &study.corridor().transit,
        results.flows.first().filter(|row| row.is_group),
    ) else {
        return String::new();
    };
    let (Some(said), Some((low, high)), Some(mean)) =
        (&transit.said, transit.said_days, row.mean_d)
    else {
        return String::new();
    };
    let share = |estimate: Option<Estimate>| {
        estimate.map_or("-".to_owned(), |estimate| percent(estimate.mean))
    };
    let distance = if mean.mean < low {
        format!(
            "The simulated mean is {:.1} days below the lower end{}.",
            low - mean.mean,
            if mean.high.is_some_and(|high| high >= low) {
                ", its interval reaches it"
            } else {
                ""
            }
        )
    } else if mean.mean > high {
        format!(
            "The simulated mean is {:.1} days above the upper end{}.",
            mean.mean - high,
            if mean.low.is_some_and(|low| low <= high) {
                ", its interval reaches it"
            } else {
                ""
            }
        )
    } else {
        "The simulated mean lies within it.".to_owned()
    };
    heading(&format!("Beside what was said: {said}"))
        + &format!(
            "{} of units and the mean of {} of months lie within {low} to {high} days. {distance}\nNo input was fitted to it. The intervals speak of luck alone: how much the mean hangs on estimated\ninputs is far more, see `kervan show --values` and the corridor's README.\n",
            share(row.share_in_said),
            share(row.months_in_said),
        )
        + &missing(results)
}

/// Figures that are published longer than they are simulated: where days may be missing.
fn missing(results: &Results) -> String {
    let short: Vec<String> = results
        .observed
        .iter()
        .filter(|row| row.unit == "d")
        .filter_map(|row| {
            let simulated = row.simulated?;
            let most = simulated.high.unwrap_or(simulated.mean);
            (most < row.low)
                .then(|| format!("  {}: {:.1} d less", row.quantity, row.low - simulated.mean))
        })
        .collect();
    if short.is_empty() {
        return String::new();
    }
    format!(
        "Simulated shorter than published, so days may be missing there:\n{}\n",
        short.join("\n")
    )
}

fn distribution(results: &Results, first: &FlowRow) -> String {
    let mut days: BTreeMap<u32, f64> = BTreeMap::new();
    for row in results
        .distribution
        .iter()
        .filter(|row| row.flow == first.flow)
    {
        *days.entry(row.from_d as u32).or_default() += row.share;
    }
    let shown = days.iter().filter(|(_, share)| **share >= 0.001);
    let shown: Vec<u32> = shown.map(|(day, _)| *day).collect();
    let (Some(first_day), Some(to)) = (shown.first().copied(), shown.last().copied()) else {
        return String::new();
    };
    let width = [1, 2, 5, 10, 20]
        .into_iter()
        .find(|width| (to - first_day) / width < MOST_BARS)
        .unwrap_or(50);
    let mut bars: BTreeMap<u32, f64> = BTreeMap::new();
    for from in (first_day / width..=to / width).map(|bar| bar * width) {
        let share = days.range(from..(from + width).min(to + 1));
        bars.insert(from, share.map(|(_, share)| share).sum());
    }
    let largest = bars.values().copied().fold(0.0, f64::max);
    let mut text = heading(&format!("{}: share of units by day", first.flow));
    for (from, share) in bars {
        let bar = "#".repeat((share / largest * BAR).round() as usize);
        let until = from + width;
        text += format!("{from:>3}-{until:<3} {:>5.1} %  {bar}", share * 100.0).trim_end();
        text.push('\n');
    }
    let beyond: f64 = days
        .iter()
        .filter(|(day, _)| **day > to)
        .map(|(_, share)| share)
        .sum();
    if beyond > 0.0 {
        text += &format!("beyond  {:>5.1} %\n", beyond * 100.0);
    }
    text
}

/// Places of the way, small ones put together with their neighbours of the same country.
struct Stage {
    name: String,
    country: String,
    places: usize,
    running: f64,
    handling: f64,
    control: f64,
    waiting: f64,
    by_cause: BTreeMap<Cause, f64>,
    estimated: f64,
}

impl Stage {
    fn total(&self) -> f64 {
        self.running + self.handling + self.control + self.waiting
    }
}

fn stages(results: &Results, first: &FlowRow, full: bool) -> String {
    let rows: Vec<&HoursRow> = results
        .hours
        .iter()
        .filter(|row| row.flow == first.flow)
        .collect();
    let all: f64 = rows.iter().map(|row| row.hours.mean).sum();
    if all == 0.0 {
        return String::new();
    }
    let mut stages: Vec<Stage> = Vec::new();
    let mut positions: Vec<usize> = rows.iter().map(|row| row.position).collect();
    positions.dedup();
    for position in positions {
        let here: Vec<&&HoursRow> = rows.iter().filter(|row| row.position == position).collect();
        let total: f64 = here.iter().map(|row| row.hours.mean).sum();
        let Some(head) = here.first() else { continue };
        let stays = here
            .iter()
            .filter(|row| row.cause != Cause::Running)
            .map(|row| row.hours.mean)
            .sum::<f64>();
        let own = full || stays >= SMALL * all || head.country.contains('-');
        let joins = stages
            .last()
            .is_some_and(|last| !own && last.places > 0 && last.country == head.country);
        if !joins {
            let name = if own {
                head.place_name.clone()
            } else {
                format!("on the line, {}", country(&head.country))
            };
            stages.push(Stage {
                name,
                country: head.country.clone(),
                places: 0,
                running: 0.0,
                handling: 0.0,
                control: 0.0,
                waiting: 0.0,
                by_cause: BTreeMap::new(),
                estimated: 0.0,
            });
        }
        let Some(stage) = stages.last_mut() else {
            continue;
        };
        if !own {
            stage.places += 1;
        }
        for row in &here {
            match row.cause {
                Cause::Running => stage.running += row.hours.mean,
                Cause::Handling => stage.handling += row.hours.mean,
                Cause::Control => stage.control += row.hours.mean,
                cause => {
                    stage.waiting += row.hours.mean;
                    *stage.by_cause.entry(cause).or_default() += row.hours.mean;
                }
            }
        }
        stage.estimated += head.estimated_share * total;
    }
    let mut table = table(
        &[
            "place",
            "running",
            "handling",
            "control",
            "waiting",
            "hours",
            "waiting mostly for",
            "estimated",
        ],
        1,
    );
    if let Some(column) = table.column_mut(6) {
        column.set_cell_alignment(comfy_table::CellAlignment::Left);
    }
    let hours = |hours: f64| {
        if hours < 0.05 {
            "-".to_owned()
        } else {
            format!("{hours:.1}")
        }
    };
    for stage in &stages {
        let mut causes: Vec<(&Cause, &f64)> = stage
            .by_cause
            .iter()
            .filter(|(_, hours)| **hours >= 0.5)
            .collect();
        causes.sort_by(|a, b| b.1.total_cmp(a.1));
        let mostly: Vec<String> = causes
            .iter()
            .take(3)
            .map(|(cause, hours)| format!("{} {hours:.0}", cause.as_str()))
            .collect();
        table.add_row([
            stage.name.clone(),
            hours(stage.running),
            hours(stage.handling),
            hours(stage.control),
            hours(stage.waiting),
            hours(stage.total()),
            mostly.join(", "),
            percent(stage.estimated / stage.total().max(1e-9)),
        ]);
    }
    let sum = |part: fn(&Stage) -> f64| hours(stages.iter().map(part).sum());
    table.add_row([
        "all".to_owned(),
        sum(|stage| stage.running),
        sum(|stage| stage.handling),
        sum(|stage| stage.control),
        sum(|stage| stage.waiting),
        sum(Stage::total),
        String::new(),
        String::new(),
    ]);
    heading(&format!(
        "Where the hours go: {}, hours per unit",
        first.flow
    )) + &lines(&table)
        + "Estimated: share of the inputs behind a row that are estimates or defaults.\n"
}

fn country(code: &str) -> &str {
    match code {
        "CN" => "China",
        "KZ" => "Kazakhstan",
        "AZ" => "Azerbaijan",
        "GE" => "Georgia",
        "TR" => "Turkiye",
        "TM" => "Turkmenistan",
        "UZ" => "Uzbekistan",
        code => code,
    }
}

fn causes(results: &Results, first: &FlowRow) -> String {
    let mut by_cause: BTreeMap<Cause, f64> = BTreeMap::new();
    for row in results.hours.iter().filter(|row| row.flow == first.flow) {
        *by_cause.entry(row.cause).or_default() += row.hours.mean;
    }
    let all: f64 = by_cause.values().sum();
    if all == 0.0 {
        return String::new();
    }
    let mut sorted: Vec<(Cause, f64)> = by_cause.into_iter().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let largest = sorted.first().map_or(1.0, |(_, hours)| *hours);
    let mut text = heading(&format!("By cause: {}", first.flow));
    for (cause, hours) in sorted.into_iter().filter(|(_, hours)| *hours >= 0.05) {
        let name = if cause.is_waiting() {
            format!("waiting for {}", waits_for(cause))
        } else {
            cause.as_str().to_owned()
        };
        let bar = "#".repeat((hours / largest * BAR).round() as usize);
        text += format!(
            "{name:<30} {hours:>6.1} h {:>5}  {bar}",
            percent(hours / all)
        )
        .trim_end();
        text.push('\n');
    }
    text
}

/// What is waited for, as it reads in a sentence.
pub(super) fn waits_for(cause: Cause) -> &'static str {
    match cause {
        Cause::Path => "a path",
        Cause::Locomotive => "a locomotive",
        Cause::Berth => "a berth",
        Cause::Crane => "a crane",
        Cause::Slot => "a slot",
        Cause::Vessel => "a vessel",
        Cause::ControlLane => "a control lane",
        other => other.as_str(),
    }
}

fn months(results: &Results, first: &FlowRow) -> String {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let rows: Vec<_> = results
        .months
        .iter()
        .filter(|row| row.flow == first.flow && row.mean_d.is_some())
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let cells: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {:.1}",
                NAMES[(row.month as usize - 1) % 12],
                row.mean_d.map_or(0.0, |mean| mean.mean)
            )
        })
        .collect();
    heading(&format!("Mean by month of arrival, days: {}", first.flow))
        + &format!("{}\n", cells.join("  "))
}

fn observed(results: &Results) -> String {
    if results.observed.is_empty() {
        return String::new();
    }
    let mut table = table(&["figure", "published, days", "simulated, days"], 1);
    let mut notes = Vec::new();
    for row in results.observed.iter().filter(|row| row.unit == "d") {
        let published = if row.low == row.high {
            format!("{:.2}", row.low)
        } else {
            format!("{:.2} to {:.2}", row.low, row.high)
        };
        table.add_row([row.observed.clone(), published, number(row.simulated, 2)]);
        notes.push(format!("{}: {} [{}]", row.quantity, row.said, row.source));
    }
    heading("Published and simulated")
        + &lines_with_notes(&table, &notes)
        + "None of these figures is an input, and none was fitted to. All published figures, volumes and\nnameplates among them: `kervan validate`. What was fitted, and to what: `kervan calibrate`.\n"
}

fn servers(results: &Results, full: bool) -> String {
    let mut yearly: Vec<_> = results
        .servers
        .iter()
        .filter(|row| row.month == 0)
        .collect();
    yearly.sort_by(|a, b| {
        b.occupancy
            .mean
            .total_cmp(&a.occupancy.mean)
            .then(a.server.cmp(&b.server))
    });
    let shown = if full {
        yearly.len()
    } else {
        SERVERS.min(yearly.len())
    };
    let mut table = table(
        &[
            "server",
            "kind",
            "capacity",
            "occupancy, %",
            "other traffic, % of capacity",
            "fullest month",
        ],
        2,
    );
    for row in &yearly[..shown] {
        let fullest = results
            .servers
            .iter()
            .filter(|other| other.month > 0 && other.kind == row.kind && other.server == row.server)
            .map(|other| other.occupancy.mean)
            .fold(0.0, f64::max);
        let scaled = Estimate {
            mean: row.occupancy.mean * 100.0,
            low: row.occupancy.low.map(|low| low * 100.0),
            high: row.occupancy.high.map(|high| high * 100.0),
        };
        table.add_row([
            row.name.clone(),
            row.kind.to_owned(),
            format!("{} {}", trimmed(row.capacity), row.unit),
            number(Some(scaled), 0),
            if row.background_share > 0.0 {
                percent(row.background_share)
            } else {
                "-".to_owned()
            },
            percent(fullest),
        ]);
    }
    heading(&format!("The fullest of {} servers", yearly.len())) + &lines(&table)
}

fn trimmed(value: f64) -> String {
    if value.fract() == 0.0 {
        thousands(value)
    } else {
        format!("{value:.1}")
    }
}

fn inputs(study: &Study) -> String {
    let (values, estimated) = study.corridor().values.estimated();
    if values == 0 {
        return String::new();
    }
    let invented = if study.corridor().real {
        ""
    } else {
        " The data are invented."
    };
    heading("What this leans on")
        + &format!(
            "{values} input values, {} of them estimates or defaults.{invented} `kervan show {} --values` says which;\n`--out DIR` writes every table; `kervan explain results` says what the columns mean.\n",
            percent(estimated as f64 / values as f64),
            study.name(),
        )
}
