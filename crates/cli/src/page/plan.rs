//! Which measures, started when, what they carry and who pays.

use kervan::{Planned, PlannedRow, Study};

use super::{PAGE, broken, heading, lines, number, scenario_lines, table, thousands};

pub(crate) fn page(study: &Study, planned: &Planned) -> String {
    let mut text = title(study, planned);
    if planned.is_interrupted {
        text += "\nNote: interrupted; what follows was found by then.\n";
    }
    text += &sentence(planned);
    text += &measures(planned);
    text += &years(planned);
    text += &payers(planned);
    text += &beside(planned);
    text += &futures(planned);
    text += &rounds(planned);
    text + &method(study, planned)
}

fn title(study: &Study, planned: &Planned) -> String {
    let fact = |key: &str| {
        let row = planned.run.iter().find(|row| row.key == key);
        row.map_or("", |row| row.value.as_str())
    };
    let prices = study.corridor().plan.as_ref();
    let prices = prices.map_or(String::new(), |plan| {
        let (rate, year) = (plan.discount_rate * 100.0, plan.price_year);
        format!(
            "; M$ are millions of dollars of {year}, discounted by {rate} % a year where it is said"
        )
    });
    format!(
        "Plan: {}\n{}seed {}; kervan {}; corridor {}; ± are 95 % intervals over replications{prices}\n",
        study.corridor().title,
        scenario_lines(study),
        fact("seed"),
        fact("kervan"),
        fact("corridor sha256").get(..12).unwrap_or(""),
    )
}

fn mt(tonnes: f64) -> String {
    format!("{:.2} Mt", tonnes / 1e6)
}

/// The answer in one paragraph.
fn sentence(planned: &Planned) -> String {
    let Some(last) = planned.years.last() else {
        return String::new();
    };
    let open: Vec<&PlannedRow> = planned
        .measures
        .iter()
        .filter(|row| !is_decided(row))
        .collect();
    let cost: f64 = open.iter().map(|row| row.cost_musd).sum();
    let chosen: u32 = open.iter().map(|row| row.times).sum();
    let mut text = match planned.is_reached {
        true => format!(
            "Started together, {chosen} measures of {} kinds for {} M$ let the corridor carry {} in {}: {} Mt arrive in the simulation.",
            open.len(),
            thousands(cost),
            mt(planned.target_t),
            last.year,
            last.carried_t
                .map_or("none".to_owned(), |carried| number(Some(in_mt(carried)), 2)),
        ),
        false => format!(
            "No plan was found that carries {} in {} in the simulation. The last one, of {chosen} measures for {} M$, carries {}.",
            mt(planned.target_t),
            last.year,
            thousands(cost),
            last.carried_t.map_or(
                "nothing, as it comes to rest".to_owned(),
                |carried| format!("{} Mt", number(Some(in_mt(carried)), 2))
            ),
        ),
    };
    if let Some(p90) = last.p90_d {
        text += &format!(
            " Nine units in ten of the headline take {} days or less.",
            number(Some(p90), 1)
        );
    }
    if let Some(greedy) = planned
        .beside
        .iter()
        .find(|row| row.name.contains("plan's money"))
        && let Some(less) = greedy.less_t
    {
        text += &format!(
            " The same money, spent on one bottleneck at a time, carries {} Mt less: that is the worth of doing it together.",
            number(Some(in_mt(less)), 2),
        );
    }
    format!("\n{}\n", broken(&text, PAGE).join("\n"))
}

fn in_mt(estimate: kervan::Estimate) -> kervan::Estimate {
    kervan::Estimate {
        mean: estimate.mean / 1e6,
        low: estimate.low.map(|low| low / 1e6),
        high: estimate.high.map(|high| high / 1e6),
    }
}

fn is_decided(row: &PlannedRow) -> bool {
    matches!(row.status, "finished" | "under way")
}

fn measures(planned: &Planned) -> String {
    let mut text = heading(
        "What is done: start, in service, cost, and what it adds in the last year of the fluid",
    );
    let header = [
        "measure",
        "pays",
        "status",
        "times",
        "start",
        "opens",
        "M$",
        "M$/yr",
        "last Mt",
        "alone Mt",
        "average Mt",
    ];
    let mut rows = table(&header, 3);
    let optional = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.2}"));
    for row in planned
        .measures
        .iter()
        .filter(|row| row.status != "finished")
    {
        rows.add_row([
            short(row.name.strip_prefix("one more ").unwrap_or(&row.name), 48),
            row.operators.clone(),
            row.status.to_owned(),
            row.times.to_string(),
            row.start.to_string(),
            row.opens.to_string(),
            format!("{:.1}", row.cost_musd),
            format!("{:.2}", row.running_musd),
            optional(row.last_mt),
            optional(row.alone_mt),
            optional(row.average_mt),
        ]);
    }
    text += &lines(&rows);
    let finished: Vec<&str> = planned
        .measures
        .iter()
        .filter(|row| row.status == "finished")
        .map(|row| row.name.as_str())
        .collect();
    if !finished.is_empty() {
        let note = format!(
            "In service already, and in every row: {}.",
            finished.join("; ")
        );
        text += &format!("\n{}\n", broken(&note, PAGE).join("\n"));
    }
    if !planned.without_effect.is_empty() {
        let note = format!(
            "Under way or agreed, but without an effect that the corridor's tables can hold, so not counted: {}.",
            planned.without_effect.join("; ")
        );
        text += &format!("{}\n", broken(&note, PAGE).join("\n"));
    }
    text
}

fn short(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => format!("{}…", text.chars().take(most - 1).collect::<String>()),
        false => text.to_owned(),
    }
}

fn years(planned: &Planned) -> String {
    let mut text = heading("Year by year");
    let header = [
        "year",
        "asked Mt",
        "below ceilings Mt",
        "simulated Mt",
        "P90 d",
        "started M$",
        "running M$/yr",
    ];
    let mut rows = table(&header, 1);
    for row in &planned.years {
        rows.add_row([
            row.year.to_string(),
            format!("{:.2}", row.demand_t / 1e6),
            format!("{:.2}", row.planned_t / 1e6),
            row.carried_t
                .map_or("-".to_owned(), |carried| number(Some(in_mt(carried)), 2)),
            number(row.p90_d, 1),
            format!("{:.1}", row.spent_musd),
            format!("{:.1}", row.running_musd),
        ]);
    }
    text += &lines(&rows);
    text
}

fn payers(planned: &Planned) -> String {
    let mut text = heading("Who pays");
    let mut rows = table(&["operator", "measures", "M$", "M$/yr"], 1);
    for row in planned
        .payers
        .iter()
        .filter(|row| row.cost_musd + row.running_musd > 0.0)
    {
        let name = match row.operators.is_empty() {
            true => "not named in the corridor",
            false => &row.operators,
        };
        rows.add_row([
            name.to_owned(),
            row.measures.to_string(),
            format!("{:.1}", row.cost_musd),
            format!("{:.2}", row.running_musd),
        ]);
    }
    text += &lines(&rows);
    text + "\nWho gains is a question of the tariff and its division; this table says who would have to be paid for.\n"
}

fn beside(planned: &Planned) -> String {
    if planned.beside.is_empty() {
        return String::new();
    }
    let mut text = heading("Beside the plan, in its last year, on the same luck");
    let mut rows = table(
        &[
            "what",
            "discounted M$",
            "simulated Mt",
            "less than the plan Mt",
            "P90 d",
        ],
        1,
    );
    let mut notes = Vec::new();
    for row in &planned.beside {
        let carried = row
            .carried_t
            .map_or("-".to_owned(), |carried| number(Some(in_mt(carried)), 2));
        let less = row
            .less_t
            .map_or("-".to_owned(), |less| number(Some(in_mt(less)), 2));
        let cost = row.cost_musd.map_or("-".to_owned(), thousands);
        rows.add_row([row.name.clone(), cost, carried, less, number(row.p90_d, 1)]);
        notes.push(row.note.clone());
    }
    text += &super::lines_with_notes(&rows, &notes);
    text
}

fn futures(planned: &Planned) -> String {
    if planned.futures.is_empty() {
        return String::new();
    }
    let title =
        "If it turns out otherwise: the plan in the last year of the fluid, below its ceilings";
    let mut text = heading(title);
    let header = [
        "future",
        "asked Mt",
        "carried Mt",
        "discounted M$",
        "made for it M$",
    ];
    let mut rows = table(&header, 1);
    for row in &planned.futures {
        rows.add_row([
            short(&row.name, 60),
            format!("{:.2}", row.asked_t / 1e6),
            format!("{:.2}", row.carried_t / 1e6),
            thousands(row.cost_musd),
            row.best_musd.map_or("-".to_owned(), thousands),
        ]);
    }
    text += &lines(&rows);
    let Some(now) = planned.years.first().map(|row| row.year) else {
        return text;
    };
    let open = planned.measures.iter().filter(|row| !is_decided(row));
    let (first, later): (Vec<&PlannedRow>, Vec<&PlannedRow>) =
        open.partition(|row| row.start == now);
    let cost = |rows: &[&PlannedRow]| rows.iter().map(|row| row.cost_musd).sum::<f64>() + 0.0;
    let wait = format!(
        "To be decided in {now}: what starts then, for {} M$. The rest, for {} M$, can wait for its year; what to watch is whether demand keeps to the path above, and whether what stands under `a year late` is on time.",
        thousands(cost(&first)),
        thousands(cost(&later)),
    );
    text + &format!("\n{}\n", broken(&wait, PAGE).join("\n"))
}

fn rounds(planned: &Planned) -> String {
    let mut text = heading("How it was found: planned, simulated, planned again");
    let mut rows = table(
        &[
            "round",
            "discounted M$",
            "at least",
            "simulated Mt",
            "P90 d",
        ],
        1,
    );
    let mut notes = Vec::new();
    for row in &planned.rounds {
        rows.add_row([
            row.round.to_string(),
            thousands(row.cost_musd),
            thousands(row.bound_musd),
            row.carried_t.map_or("at rest".to_owned(), |carried| {
                number(Some(in_mt(carried)), 2)
            }),
            number(row.p90_d, 1),
        ]);
        notes.push(match row.lowered.as_str() {
            "" if planned.is_reached => "reached".to_owned(),
            "" => "nothing is left to learn from".to_owned(),
            lowered => format!("ceilings lowered: {lowered}"),
        });
    }
    text += &super::lines_with_notes(&rows, &notes);
    text
}

fn method(study: &Study, planned: &Planned) -> String {
    let mut text = heading("How far to trust it");
    let gap = format!(
        "at most {:.1} % above the cheapest of the programme",
        planned.gap * 100.0
    );
    let proof = match planned.is_proved {
        true => format!("proved to be {gap}"),
        false => format!("{gap}, when the limit of the search came"),
    };
    let unserved = study
        .corridor()
        .plan
        .as_ref()
        .map_or(0.0, |plan| plan.unserved_usd_per_t);
    let facts = [
        format!("- The last plan is {proof}, under the ceilings of its round. Cost is building, running and {unserved} dollars for each tonne not carried before the last year; discounted, {} M$ in all.", thousands(planned.cost_musd)),
        "- Effects of measures on capacity are slopes at today's demand; the simulation judges them all together. It is reached where no flow falls behind, the 95 % interval of what arrives is above 97 % of the target, and every condition holds over its whole interval.".to_owned(),
        "- Most costs and many effects are estimates: `kervan show --values` names each, with its method. A plan is only as firm as they are.".to_owned(),
        format!("- {} simulated years.", planned.simulated_years),
    ];
    for fact in facts {
        text += &format!("{}\n", broken(&fact, PAGE).join("\n  "));
    }
    text
}
