//! What binds now, what binds next, and what one more unit is worth.

use kervan::{BindingRow, Bottlenecks, Estimate, LadderEnd, Study, ranking};

use super::{PAGE, broken, heading, lines, number, percent, scenario_lines, table, thousands};

/// Rows of a table unless all are asked for.
const ROWS: usize = 10;
/// Servers of a rung that are named in the first paragraph.
const NAMED: usize = 5;
/// Share of a root's waiting that a chain must have to be shown.
const SPREAD: f64 = 0.05;

pub(crate) fn page(study: &Study, found: &Bottlenecks, full: bool) -> String {
    let mut text = title(study, found);
    if found.is_interrupted {
        text += "\nNote: interrupted; what follows was found by then.\n";
    }
    for remark in &found.today.remarks {
        text += &format!("\nNote: {remark}\n");
    }
    text += &sentence(found);
    text += &waiting(found, full);
    text += &ladder(found);
    text += &alone(found);
    text += &worth(found, full);
    text += &interactions(found);
    text += &sensitivity(found);
    text + &method(study, found)
}

fn title(study: &Study, found: &Bottlenecks) -> String {
    let fact = |key: &str| {
        let row = found.run.iter().find(|row| row.key == key);
        row.map_or("", |row| row.value.as_str())
    };
    format!(
        "What holds back: {}\n{}seed {}; kervan {}; corridor {}; ± are 95 % intervals; differences are over pairs on the same luck\n",
        study.corridor().title,
        scenario_lines(study),
        fact("seed"),
        fact("kervan"),
        fact("corridor sha256").get(..12).unwrap_or(""),
    )
}

/// Tonnes in millions, or in thousands where they are few.
fn tonnes(value: f64) -> String {
    if value.abs() >= 1e6 {
        format!("{:.2} Mt", value / 1e6)
    } else {
        format!("{} kt", thousands(value / 1e3))
    }
}

fn thousand_tonnes(estimate: Estimate) -> String {
    let kilo = |value: f64| value / 1e3;
    number(
        Some(Estimate {
            mean: kilo(estimate.mean),
            low: estimate.low.map(kilo),
            high: estimate.high.map(kilo),
        }),
        1,
    )
}

/// What binds at a rung and is missed most, in words.
fn binding(found: &Bottlenecks, rung: usize) -> String {
    let rows = found.ladder.binding.iter().filter(|row| row.rung == rung);
    let names: Vec<String> = rows
        .map(|row| format!("{} {}", row.kind, row.server))
        .collect();
    match names.len() {
        0..=NAMED => names.join(", "),
        many => format!("{} and {} more", names[..NAMED].join(", "), many - NAMED),
    }
}

/// The answer in one paragraph.
fn sentence(found: &Bottlenecks) -> String {
    let Some(first) = found.ladder.rungs.first() else {
        return String::new();
    };
    let mut text = format!(
        "As it is, the corridor carries {} a year ({:.2} times today's demand).",
        tonnes(first.carried_t.mean),
        first.factor,
    );
    let now = binding(found, 0);
    if !now.is_empty() {
        text += &format!(" What binds there, together, first what is missed most: {now}.");
    }
    let next = binding(found, 1);
    if !next.is_empty() {
        text += &format!(" What binds next: {next}.");
    }
    let alone = &found.ladder.alone;
    if let [.., sum, together] = alone.as_slice() {
        text += &format!(
            " At {:.2} times the demand all {} reliefs of the ladder bring {} thousand tonnes a year together, and {} if what each brings by itself is added up.",
            together.factor,
            alone.len() - 2,
            thousand_tonnes(together.gain_t),
            thousand_tonnes(sum.gain_t),
        );
    }
    if let Some(best) = found.worth.rows.first() {
        let tied = found.worth.rows.iter().filter(|row| row.rank == 1).count();
        let tied = match tied {
            1 => String::new(),
            many => format!(" ({} others cannot be told from it)", many - 1),
        };
        text += &format!(
            " What is worth most: {}, {} thousand tonnes a year{tied}.",
            best.unit,
            thousand_tonnes(best.throughput_t)
        );
    }
    let broken = broken(&text, PAGE).join("\n");
    format!("\n{broken}\n")
}

fn waiting(found: &Bottlenecks, full: bool) -> String {
    let roots = ranking(&found.today);
    if roots.is_empty() {
        return String::new();
    }
    let mut table = table(
        &[
            "root of the waiting",
            "unit-days/yr",
            "share",
            "of it direct",
            "h/t carried",
            "held in the year",
            "fullest month",
        ],
        1,
    );
    let shown = if full {
        roots.len()
    } else {
        ROWS.min(roots.len())
    };
    let mut chains = String::new();
    for row in &roots[..shown] {
        let held = |share: Option<f64>| share.map_or("-".to_owned(), percent);
        table.add_row([
            format!("{} {}", row.kind, row.root),
            thousands(row.unit_days.mean),
            percent(row.share),
            percent(row.direct_share),
            format!("{:.1}", row.hours_per_tonne),
            held(row.occupancy.map(|occupancy| occupancy.mean)),
            held(row.fullest.map(|(_, occupancy)| occupancy)),
        ]);
        let others = row
            .chains
            .iter()
            .filter(|(chain, share)| chain.contains(" < ") && *share >= SPREAD)
            .take(1);
        for (chain, share) in others {
            let chain = format!("{} {chain}", percent(*share));
            chains += &(broken(&chain, PAGE).join("\n      ") + "\n");
        }
    }
    let mut text = heading("Where waiting has its root, at today's demand") + &lines(&table);
    if !chains.is_empty() {
        text +=
            "How it spreads, the commonest chain of each, from what is waited for to the root:\n";
        text += &chains;
    }
    text
}

fn ladder(found: &Bottlenecks) -> String {
    let ladder = &found.ladder;
    if ladder.rungs.is_empty() {
        return String::new();
    }
    let mut text =
        heading("The ladder: what is carried, what binds there, what was added to climb on");
    for row in &ladder.rungs {
        let p90 = row.p90_d.map_or(String::new(), |p90| {
            format!(", P90 {} d", number(Some(p90), 1))
        });
        let at_least = if row.above.is_none() { "at least " } else { "" };
        let fluid = row.fluid_t.map_or(String::new(), |fluid| {
            format!("; as a fluid {}", tonnes(fluid))
        });
        text += &format!(
            "{:>2}  {at_least}{} a year ± {} thousand, {:.2} times the demand{p90}{fluid}\n",
            row.rung,
            tonnes(row.carried_t.mean),
            thousands(row.carried_t.halfwidth().unwrap_or(0.0) / 1e3),
            row.factor,
        );
        text += &binding_rows(found, row.rung);
    }
    let end = match &ladder.end {
        None => "The climb was interrupted here.".to_owned(),
        Some(LadderEnd::Beyond) => format!(
            "{} a year are carried, and a fifth more: the climb ended.",
            tonnes(ladder.target_t)
        ),
        Some(LadderEnd::NothingHelps(flows)) => format!(
            "The climb ended: all that is nearly full or at the root of waiting was relieved, and more of it would be needed elsewhere. Left behind: {}.",
            flows.join(", ")
        ),
        Some(LadderEnd::NothingCarried) => "Not even a 64th of the demand is carried.".to_owned(),
        Some(LadderEnd::Enough(flows)) if flows.is_empty() => {
            "The climb was left here; it has as many rungs as are climbed.".to_owned()
        }
        Some(LadderEnd::Enough(flows)) => format!(
            "The climb was left here after eight rounds of relief at one rung; more might help. Left behind: {}.",
            flows.join(", ")
        ),
    };
    text + &broken(&end, PAGE).join("\n") + "\n"
}

/// What binds at a rung: each that is clearly missed has a line.
fn binding_rows(found: &Bottlenecks, rung: usize) -> String {
    let rows = found.ladder.binding.iter().filter(|row| row.rung == rung);
    let (clear, others): (Vec<&BindingRow>, Vec<&BindingRow>) =
        rows.partition(|row| row.missed_t.low.is_some_and(|low| low > 0.0));
    let mut text = String::new();
    if !clear.is_empty() {
        let mut table = table(
            &[
                "binds",
                "fullest month",
                "added",
                "missed without it, kt/yr",
            ],
            1,
        );
        for row in clear {
            table.add_row([
                format!("{} {}", row.kind, row.server),
                percent(row.occupancy.min(1.0)),
                format!("{} x {}", row.units, row.unit),
                thousand_tonnes(row.missed_t),
            ]);
        }
        text += &lines(&table);
    }
    if !others.is_empty() {
        let names: Vec<String> = others
            .iter()
            .map(|row| format!("{} x {}", row.units, row.unit))
            .collect();
        let line = format!(
            "    needed too, though none of them is clearly missed by itself: {}",
            names.join(", ")
        );
        text += &(broken(&line, PAGE).join("\n    ") + "\n");
    }
    text
}

fn alone(found: &Bottlenecks) -> String {
    let rows = &found.ladder.alone;
    if rows.is_empty() {
        return String::new();
    }
    let mut table = table(&["relieved by itself", "more, kt/yr"], 1);
    for row in rows {
        table.add_row([row.what.clone(), thousand_tonnes(row.gain_t)]);
    }
    let factor = rows.first().map_or(0.0, |row| row.factor);
    let short = factor * found.ladder.demand_t < 0.999 * found.ladder.target_t;
    let note = match short {
        true => format!(
            "At {factor:.2} times the demand; at the one aimed at the corridor as it is comes to rest in a ring of waiting.\n"
        ),
        false => String::new(),
    };
    heading("One at a time against all together, in the first two years at the demand aimed at")
        + &lines(&table)
        + &note
}

fn worth(found: &Bottlenecks, full: bool) -> String {
    let worth = &found.worth;
    if worth.rows.is_empty() {
        return String::new();
    }
    let mut table = table(
        &[
            "",
            "one more",
            "kt/yr",
            "P50, d",
            "P90, d",
            "time, thousand USD/yr",
        ],
        2,
    );
    let shown = if full {
        worth.rows.len()
    } else {
        ROWS.min(worth.rows.len())
    };
    for row in &worth.rows[..shown] {
        let money = row.time_usd.map_or("not known".to_owned(), thousand_tonnes);
        table.add_row([
            row.rank.to_string(),
            row.unit
                .strip_prefix("one more ")
                .unwrap_or(&row.unit)
                .to_owned(),
            thousand_tonnes(row.throughput_t),
            number(row.p50_d, 2),
            number(row.p90_d, 2),
            money,
        ]);
    }
    let note = format!(
        "Tonnes at {:.2} times today's demand, 5 % above what is carried; days and money at today's. Units of one rank cannot be told apart. {} more units were not tried: their servers are held to less than 70 % of the year and 85 % of every month, and less than 2 % of all waiting has its root there, or they stood behind the first sixteen.",
        worth.factor,
        worth.screened_out.len()
    );
    heading("Worth of one more unit") + &lines(&table) + &broken(&note, PAGE).join("\n") + "\n"
}

fn interactions(found: &Bottlenecks) -> String {
    let rows = &found.worth.interactions;
    if rows.is_empty() {
        return String::new();
    }
    let mut table = table(
        &[
            "two together",
            "both, kt/yr",
            "sum of each",
            "beyond the sum",
        ],
        1,
    );
    for row in rows {
        let noun = |unit: &str| unit.strip_prefix("one more ").unwrap_or(unit).to_owned();
        table.add_row([
            format!("{} + {}", noun(&row.first), noun(&row.second)),
            thousand_tonnes(row.both_t),
            thousand_tonnes(row.sum_t),
            thousand_tonnes(row.beyond_t),
        ]);
    }
    heading("Two together") + &lines(&table)
}

fn sensitivity(found: &Bottlenecks) -> String {
    let rows = &found.sensitivity.rows;
    if rows.is_empty() {
        return String::new();
    }
    let mut text = heading("Estimates that decide which is worth most");
    for row in rows {
        let (low, high) = (percent(row.low), percent(row.high));
        // The text may have its unit already, and a plain count has none.
        let unit = match row.unit.as_str() {
            unit if unit == "-" || row.given.ends_with(unit) => String::new(),
            unit => format!(" {unit}"),
        };
        let what = format!(
            "{} of {} {} ({}{unit})",
            row.column, row.table, row.row, row.given
        );
        let line = match (&row.instead, row.flips_at) {
            (Some(other), Some(at)) => {
                let side = if at < 1.0 { "below" } else { "above" };
                // A distribution has no one number.
                let value = row.given.split(' ').next().unwrap_or_default();
                let value = value.parse::<f64>().map_or(String::new(), |value| {
                    format!("{}{unit}, ", compact(value * at))
                });
                format!(
                    "{what}: {other} leads if it is {side} {value}{} of that",
                    percent(at)
                )
            }
            _ => format!("{what}: nothing else leads from {low} to {high} of it"),
        };
        text += &(broken(&line, PAGE).join("\n  ") + "\n");
    }
    if found.sensitivity.left_out > 0 {
        text += &format!(
            "{} more estimated inputs of the same servers were not varied.\n",
            found.sensitivity.left_out
        );
    }
    text
}

/// A number with no more digits than it needs.
fn compact(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

fn method(study: &Study, found: &Bottlenecks) -> String {
    let target = study.corridor().target.as_ref();
    let scope = target.and_then(|target| target.scope.as_ref());
    let text = format!(
        "The demand of the flows that grow with the target is scaled together{}. It is carried where no group of flows that share services falls more than 2 % behind what enters, and no single flow more than 10 %, with 95 % confidence, over two years after one of warm-up, in four replications. What binds is sought a fifth above the rung: all that is nearly full or at the root of waiting is relieved, each is left out again on the same luck, and the fewest with which that demand is carried are kept. At the rung itself queues are long and times mean little. {} simulated years.",
        scope.map_or(String::new(), |scope| format!(
            " (`{scope}` and empty boxes; the others stay as they are)"
        )),
        thousands(found.simulated_years as f64)
    );
    heading("How this was found") + &broken(&text, PAGE).join("\n") + "\n"
}
