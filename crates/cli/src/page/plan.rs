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
    text += &ladder(planned);
    text += &payers(planned);
    text += &beside(planned);
    text += &contenders(planned);
    text += &frontier(planned);
    text += &futures(planned);
    text += &regrets(planned);
    text += &triggers(planned);
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
        .find(|row| row.name.contains("money of together"))
        && let Some(less) = greedy.less_t
    {
        text += &format!(
            " Choosing one bottleneck at a time{}; with the money of who chooses together it carries {} Mt less.",
            match planned.one_at_a_time_musd {
                Some(more) => format!(" costs {} M$ more", thousands(more)),
                None => " does not get there".to_owned(),
            },
            number(Some(in_mt(less)), 2),
        );
    }
    if let Some(shown) = planned
        .beside
        .iter()
        .find(|row| row.name.contains("when it shows"))
    {
        text += &match shown.less_t {
            Some(less) => format!(
                " Starting on each bottleneck only when it shows carries {} Mt less in {}.",
                number(Some(in_mt(less)), 2),
                last.year
            ),
            None => format!(
                " Starting on each bottleneck only when it shows, the corridor comes to rest in {}.",
                last.year
            ),
        };
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
    let mut text =
        heading("What is done: start, in service, cost, and what it adds in the last year");
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
        "simulated Mt",
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
            row.average_mt
                .map_or("-".to_owned(), |average| number(Some(average), 2)),
            match (row.comes_to_rest, row.simulated_mt) {
                (true, _) => "at rest".to_owned(),
                (false, Some(less)) => number(Some(less), 2),
                (false, None) => "-".to_owned(),
            },
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
    let mut text = heading("Who pays for what is still to be decided, and who gains");
    let header = [
        "operator",
        "measures",
        "M$",
        "M$/yr",
        "discounted M$",
        "more over its own Mt",
        "its share by that M$",
        "to be paid M$",
    ];
    let mut rows = table(&header, 1);
    for row in &planned.payers {
        let name = match row.operator.is_empty() {
            true => "not named in the corridor",
            false => &row.name,
        };
        rows.add_row([
            name.to_owned(),
            row.measures.to_string(),
            format!("{:.1}", row.cost_musd),
            format!("{:.2}", row.running_musd),
            format!("{:.1}", row.discounted_musd),
            format!("{:.2}", row.extra_mt),
            format!("{:.1}", row.by_gain_musd),
            format!("{:+.1}", row.discounted_musd - row.by_gain_musd),
        ]);
    }
    text += &lines(&rows);
    let mut note = "`to be paid`: what an operator pays beyond its share of the tonnes that the plan brings it; who stands below zero gains more than it pays. Tonnes that cross several operators count with each. What a tonne earns is a question of the tariff.".to_owned();
    if !planned.for_others.is_empty() {
        note += &format!(
            " Paid for by somebody who carries none of what it serves: {}.",
            planned.for_others.join("; ")
        );
    }
    if !planned.without_payer.is_empty() {
        note += &format!(
            " Left out, as those who would pay carry none of what it serves: {}.",
            planned.without_payer.join("; ")
        );
    }
    text + &format!("\n{}\n", broken(&note, PAGE).join("\n"))
}

/// What is full first, before and after.
fn ladder(planned: &Planned) -> String {
    if planned.ladder.is_empty() {
        return String::new();
    }
    let mut text = heading("What is full first if all flows grow together, in the fluid");
    let side = |side: &str| -> Vec<_> {
        let rows = planned.ladder.iter();
        rows.filter(|row| row.side == side).collect()
    };
    let (before, after) = (side("today"), side("plan"));
    let header = ["full at Mt", "today", "full at Mt", "with the plan"];
    let mut rows = table(&header, 4);
    for at in 0..before.len().max(after.len()) {
        let cells = |rows: &[&kervan::PlanLadderRow]| match rows.get(at) {
            Some(row) => [format!("{:>10.2}", row.full_t / 1e6), row.place.clone()],
            None => [String::new(), String::new()],
        };
        let (first, second) = (cells(&before), cells(&after));
        rows.add_row(first.into_iter().chain(second));
    }
    text += &lines(&rows);
    text
}

/// Plans that cost nearly as much.
fn contenders(planned: &Planned) -> String {
    if planned.contenders.is_empty() {
        return match planned.chance_of_best {
            Some(_) => format!(
                "{}No other plan costs up to 3 % more and leaves out something of this one.\n",
                heading("Plans that cost nearly as much")
            ),
            None => String::new(),
        };
    }
    let mut text = heading("Plans that cost nearly as much, in the simulation, on the same luck");
    let header = [
        "place",
        "discounted M$",
        "with what is left M$",
        "simulated Mt",
        "P90 d",
        "does it",
        "best",
    ];
    let mut rows = table(&header, 1);
    let mut notes = Vec::new();
    for row in &planned.contenders {
        rows.add_row([
            row.place.to_string(),
            thousands(row.cost_musd),
            number(row.full_musd, 0),
            row.carried_t.map_or("at rest".to_owned(), |carried| {
                number(Some(in_mt(carried)), 2)
            }),
            number(row.p90_d, 1),
            if row.is_reached { "yes" } else { "no" }.to_owned(),
            if row.is_best { "best" } else { "" }.to_owned(),
        ]);
        notes.push(row.differs.clone());
    }
    text += &super::lines_with_notes(&rows, &notes);
    if let Some(chance) = planned.chance_of_best {
        let note = format!(
            "The one marked best does what is asked, and is the best of those that do, or within 2 % of its cost, with a chance of {} (Clark and Yang 1986).",
            match chance > 0.995 {
                true => "more than 99 %".to_owned(),
                false => format!("{:.0} % at the least", 100.0 * chance),
            }
        );
        text += &format!("\n{}\n", broken(&note, PAGE).join("\n"));
    }
    text
}

/// Money against tonnes against time.
fn frontier(planned: &Planned) -> String {
    if planned.frontier.is_empty() {
        return String::new();
    }
    let mut text = heading("What more or less would cost: other targets, and tighter ceilings");
    let header = [
        "asked Mt",
        "ceilings",
        "discounted M$",
        "simulated Mt",
        "P90 d",
        "",
    ];
    let mut rows = table(&header, 0);
    for row in &planned.frontier {
        rows.add_row([
            format!("{:.2}", row.target_t / 1e6),
            format!("x {:.2}", row.ceilings),
            row.cost_musd.map_or("no plan".to_owned(), thousands),
            match (row.carried_t, row.cost_musd) {
                (Some(carried), _) => number(Some(in_mt(carried)), 2),
                (None, Some(_)) => "at rest".to_owned(),
                (None, None) => "-".to_owned(),
            },
            number(row.p90_d, 1),
            if row.is_the_plan { "the plan" } else { "" }.to_owned(),
        ]);
    }
    text += &lines(&rows);
    text
}

/// What one would regret of the first decisions.
fn regrets(planned: &Planned) -> String {
    if planned.regrets.is_empty() {
        return String::new();
    }
    let title = "Regret: what the first year's decisions cost beyond the best, when all later ones know the future; M$ discounted";
    let mut text = heading(title);
    let mut futures: Vec<&str> = Vec::new();
    let mut decided: Vec<&str> = Vec::new();
    for row in &planned.regrets {
        if !futures.contains(&row.future.as_str()) {
            futures.push(&row.future);
        }
        if !decided.contains(&row.decided.as_str()) {
            decided.push(&row.decided);
        }
    }
    let short_names: Vec<String> = (0..futures.len())
        .map(|at| format!("({})", at + 1))
        .collect();
    let mut header = vec!["decided in the first year"];
    header.extend(short_names.iter().map(String::as_str));
    header.push("worst");
    let mut rows = table(&header, 1);
    for name in decided {
        let mut cells = vec![short(name, 60)];
        let mut worst = 0.0_f64;
        for future in &futures {
            let row = planned.regrets.iter();
            let mut row = row.filter(|row| row.decided == name && row.future == *future);
            let regret = row.next().and_then(|row| row.regret_musd);
            worst = worst.max(regret.unwrap_or(f64::INFINITY));
            cells.push(regret.map_or("-".to_owned(), thousands));
        }
        cells.push(match worst.is_finite() {
            true => thousands(worst),
            false => "-".to_owned(),
        });
        rows.add_row(cells);
    }
    text += &lines(&rows);
    let names = futures.iter().zip(&short_names);
    let names: Vec<String> = names
        .map(|(name, short)| format!("{short} {name}"))
        .collect();
    text + &format!(
        "\n{}\n",
        broken(&format!("{}.", names.join("; ")), PAGE).join("\n")
    )
}

/// Measures that can wait, at the most, on the page.
const WAITING: usize = 12;

/// What is to be decided now, what can wait, and what to watch.
fn triggers(planned: &Planned) -> String {
    let Some(now) = planned.years.first().map(|row| row.year) else {
        return String::new();
    };
    let (first, later): (Vec<_>, Vec<_>) =
        planned.triggers.iter().partition(|row| row.start == now);
    if first.is_empty() && later.is_empty() {
        return String::new();
    }
    let mut text = heading("To be decided now, and what can wait until demand says so");
    let header = [
        "measure",
        "times",
        "M$",
        "start",
        "full at Mt",
        "start at Mt",
        "now in",
    ];
    let mut rows = table(&header, 1);
    // Of those that can wait, the dearest; all are in the table `plan_triggers`.
    let mut dearest = later.clone();
    dearest.sort_by(|a, b| b.cost_musd.total_cmp(&a.cost_musd));
    let left_out = dearest.split_off(dearest.len().min(WAITING));
    for row in first.iter().chain(&dearest) {
        let today_mt = planned.today_t / 1e6;
        let mt = |value: Option<f64>| match value {
            Some(mt) if mt <= today_mt => "now".to_owned(),
            Some(mt) => format!("{mt:.2}"),
            None => "-".to_owned(),
        };
        rows.add_row([
            short(row.name.strip_prefix("one more ").unwrap_or(&row.name), 48),
            row.times.to_string(),
            format!("{:.1}", row.cost_musd),
            row.start.to_string(),
            mt(row.full_mt),
            mt(row.start_mt),
            format!("{} of {}", row.now_in, row.futures),
        ]);
    }
    text += &lines(&rows);
    if !left_out.is_empty() {
        text += &format!(
            "and {} more that can wait, in the table plan_triggers\n",
            left_out.len()
        );
    }
    let cost = |rows: &[&kervan::TriggerRow]| rows.iter().map(|row| row.cost_musd).sum::<f64>();
    let sure = first.iter().filter(|row| row.now_in == row.futures).count();
    let note = format!(
        "To be decided in {now}: what starts then, for {} M$; {sure} of its {} rows start then in every future that was looked at (`now in`). The rest, for {} M$, can wait: its places are at their ceilings without it at `full at`, so it is started when yearly demand passes `start at`, at the growth of the plan (`now`: it does already). Watch that number, and what stands under `a year late`.",
        thousands(cost(&first)),
        first.len(),
        thousands(cost(&later) + 0.0),
    );
    text + &format!("\n{}\n", broken(&note, PAGE).join("\n"))
}

fn beside(planned: &Planned) -> String {
    if planned.beside.is_empty() {
        return String::new();
    }
    let mut text = heading("Beside the plan, in its last year, on the same luck");
    let mut rows = table(
        &["what", "discounted M$", "simulated Mt", "less Mt", "P90 d"],
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
        "simulated Mt",
        "discounted M$",
        "made for it M$",
    ];
    let mut rows = table(&header, 1);
    for row in &planned.futures {
        rows.add_row([
            short(&row.name, 60),
            format!("{:.2}", row.asked_t / 1e6),
            format!("{:.2}", row.carried_t / 1e6),
            row.simulated_t
                .map_or("-".to_owned(), |carried| number(Some(in_mt(carried)), 2)),
            thousands(row.cost_musd),
            row.best_musd.map_or("-".to_owned(), thousands),
        ]);
    }
    text += &lines(&rows);
    text
}

fn rounds(planned: &Planned) -> String {
    let mut text = heading("How it was found: planned, simulated, planned again");
    let mut rows = table(
        &[
            "round",
            "seed",
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
            row.seed.to_string(),
            thousands(row.cost_musd),
            thousands(row.bound_musd),
            row.carried_t.map_or("at rest".to_owned(), |carried| {
                number(Some(in_mt(carried)), 2)
            }),
            number(row.p90_d, 1),
        ]);
        notes.push(match row.behind.is_empty() {
            true => row.learnt.clone(),
            false => format!("behind: {}; {}", row.behind, row.learnt),
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
        format!("- The plan is judged on luck on which none was chosen: seed {}. What stands beside it shares that luck.", planned.judged_seed),
        "- Effects of measures on capacity are slopes at today's demand; the simulation judges them all together. It is reached where no flow falls behind, the 95 % interval of what arrives is above 97 % of the target, and every condition holds over its whole interval.".to_owned(),
        "- Most costs and many effects are estimates: `kervan show --values` names each, with its method. A plan is only as firm as they are.".to_owned(),
        format!("- {} simulated years.", planned.simulated_years),
    ];
    for fact in facts {
        text += &format!("{}\n", broken(&fact, PAGE).join("\n  "));
    }
    text
}
