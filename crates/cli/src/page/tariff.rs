//! One through tariff: what it is, who earns it, who would leave, and what holds in years to come.

use kervan::{
    DividedGame, DivisionRow, Objective, PricedChain, Settled, Study, Tariff, TariffRegimeRow,
};
use serde_json::{Value, json};

use super::{PAGE, broken, heading, lines, percent, scenario_lines, table, thousands};
use crate::command::tariff::Regime;

pub(crate) fn page(study: &Study, tariff: &Tariff, only: Option<Regime>) -> String {
    let mut text = title(study, tariff);
    if tariff.is_interrupted {
        text += "\nNote: interrupted; what follows was found by then.\n";
    }
    if only.is_none() {
        text += &sentence(tariff);
    }
    text += &regimes(tariff, only);
    text += &prices(tariff, only);
    if only.is_none() {
        text += &sensitivity(tariff);
        text += &divisions(tariff);
        text += &leavers(tariff);
        text += &ahead(tariff);
        text += &operators(tariff);
        text += &said(tariff);
    }
    text + &method(study, tariff)
}

fn paragraph(text: &str) -> String {
    format!("\n{}\n", broken(text, PAGE).join("\n"))
}

fn title(study: &Study, tariff: &Tariff) -> String {
    let fact = |key: &str| {
        let row = tariff.run.iter().find(|row| row.key == key);
        row.map_or("", |row| row.value.as_str())
    };
    format!(
        "Through tariff: {}\n{}seed {}; kervan {}; corridor {}; M$ are millions of dollars a year\n",
        study.corridor().title,
        scenario_lines(study),
        fact("seed"),
        fact("kervan"),
        fact("corridor sha256").get(..12).unwrap_or(""),
    )
}

fn regime<'t>(tariff: &'t Tariff, name: &str) -> Option<&'t TariffRegimeRow> {
    tariff.regimes.iter().find(|row| row.regime == name)
}

/// The regime of the answer.
fn chosen(tariff: &Tariff) -> Option<&TariffRegimeRow> {
    match tariff.objective {
        Some(Objective::Volume) => regime(tariff, "volume"),
        _ => regime(tariff, "joint"),
    }
}

/// `1,234 dollars a TEU (56 a tonne)`.
fn price(row: &TariffRegimeRow) -> String {
    match row.usd_per_teu {
        Some(teu) => format!(
            "{} dollars a TEU ({} a tonne)",
            thousands(teu),
            thousands(row.usd_per_t)
        ),
        None => format!("{} dollars a tonne", thousands(row.usd_per_t)),
    }
}

fn volume(row: &TariffRegimeRow) -> String {
    match row.teu > 0.0 {
        true => format!("{} TEU", thousands(row.teu)),
        false => format!("{} t", thousands(row.tonnes)),
    }
}

/// The answer in one paragraph.
fn sentence(tariff: &Tariff) -> String {
    let (Some(today), Some(one)) = (regime(tariff, "today"), chosen(tariff)) else {
        return String::new();
    };
    let now = today.usd_per_t;
    let mut text = format!(
        "Today the operators ask {} one by one, and {} a year come. ",
        price(today),
        volume(today),
    );
    let (Some(joint), Some(whole)) = (regime(tariff, "joint"), regime(tariff, "volume")) else {
        return paragraph(&text);
    };
    let beside = |row: &TariffRegimeRow| match (row.usd_per_t / now - 1.0) * 100.0 {
        less if less <= -0.5 => format!("{:.0} % less", -less),
        more if more >= 0.5 => format!("{more:.0} % more"),
        _ => "no less and no more".to_owned(),
    };
    text += &format!(
        "One tariff could be anything between two: {}, {}, which carries most without leaving anybody below today ({}); and {}, {}, which earns most, {:+.1} M$ a year against today, with {} left.",
        price(whole),
        beside(whole),
        volume(whole),
        price(joint),
        beside(joint),
        joint.profit_musd - today.profit_musd,
        volume(joint),
    );
    if let Some(row) = tariff.sensitivity.iter().find(|row| row.times == 1.0) {
        text += &format!(
            " That the dear one earns more hangs on one estimate: a percent of these prices moves {:.1} % of the volume.",
            row.elasticity.abs()
        );
        if let Some(times) = tariff.turning_point.filter(|times| *times > 1.0) {
            text += &format!(" If it moved {times:.1} times as much, today's sum would be right.");
        }
    }
    match regime(tariff, "separate") {
        Some(apart) => {
            text += &format!(
                " If each set its own price for its own profit, the way would cost {}, {} would be left, and together they would lose {:.1} M$: that is the price of going it alone.",
                price(apart),
                volume(apart),
                apart.lost_musd,
            );
        }
        None => {
            text += " If each set its own price for its own profit, there would be no prices from which nobody moves."
        }
    }
    text += &who(tariff, one);
    paragraph(&text)
}

/// Who gets what: by the first rule that leaves everybody better off, else by the first.
fn who(tariff: &Tariff, one: &TariffRegimeRow) -> String {
    let has_rows =
        |rule: &&kervan::RuleNote| tariff.divisions.iter().any(|row| row.rule == rule.rule);
    let mut rules = tariff.rules.iter().filter(has_rows);
    let Some(first) = rules.clone().next() else {
        return String::new();
    };
    let for_all = rules.find(|rule| rule.all_gain);
    let rule = for_all.unwrap_or(first);
    let own = tariff.divisions.iter().filter(|row| row.rule == rule.rule);
    let mut own: Vec<&DivisionRow> = own.collect();
    own.sort_by(|a, b| b.paid_musd.total_cmp(&a.paid_musd));
    let shares: Vec<String> = own
        .iter()
        .take(4)
        .map(|row| format!("{} {}", row.name, percent(row.share)))
        .collect();
    let rest = match own.len() > 4 {
        true => ", and the rest to others",
        false => "",
    };
    let which = match for_all {
        Some(_) => "under which nobody has less than today",
        None => "under which, as under all that were asked for, somebody has less than today",
    };
    format!(
        " At {}, shippers would pay {:.1} M$ a year; the rule `{}`, {which}, gives {}{rest}.",
        price(one),
        one.revenue_musd,
        rule.rule,
        shares.join(", "),
    )
}

fn regimes(tariff: &Tariff, only: Option<Regime>) -> String {
    let mut text = heading("Three ways to set prices");
    let mut rows = table(
        &[
            "prices",
            "$/TEU",
            "$/t",
            "TEU/yr",
            "t/yr",
            "paid M$",
            "earned M$",
            "shippers M$",
            "lost M$",
        ],
        1,
    );
    let mut notes = Vec::new();
    for row in tariff
        .regimes
        .iter()
        .filter(|row| only.is_none_or(|only| only.as_str() == row.regime))
    {
        rows.add_row([
            words(row.regime).to_owned(),
            row.usd_per_teu.map_or("-".to_owned(), thousands),
            format!("{:.1}", row.usd_per_t),
            thousands(row.teu),
            thousands(row.tonnes),
            format!("{:.1}", row.revenue_musd),
            format!("{:.1}", row.profit_musd),
            format!("{:.1}", row.surplus_musd),
            format!("{:.1}", row.lost_musd),
        ]);
        notes.push(row.note.clone());
    }
    text += &super::lines_with_notes(&rows, &notes);
    text + &paragraph(
        "Earned: beyond costs that vary with the load. Shippers: what they would have paid beyond, against having no way here. Lost: what all together earn less than with one tariff. Border fees stand outside: no operator sets them.",
    )
}

fn words(regime: &str) -> &str {
    match regime {
        "today" => "today's items added up",
        "separate" => "each for itself",
        "joint" => "one tariff, most profit",
        _ => "one tariff, most volume",
    }
}

fn prices(tariff: &Tariff, only: Option<Regime>) -> String {
    let mut text = heading("Prices by goods and direction, to the operators of the tariff");
    let shown: Vec<&str> = match (only, tariff.objective) {
        (Some(only), _) => vec![only.as_str()],
        (None, Some(Objective::Volume)) => vec!["today", "separate", "volume"],
        (None, _) => vec!["today", "separate", "joint"],
    };
    let mut header = vec!["goods", "direction", "way"];
    for name in &shown {
        header.extend(match *name {
            "today" => ["today $/TEU", "$/t"],
            "separate" => ["each $/TEU", "$/t"],
            _ => ["one $/TEU", "$/t"],
        });
    }
    header.push("units then");
    let mut rows = table(&header, 3);
    let last = shown.last().copied().unwrap_or("joint");
    for row in tariff.prices.iter().filter(|row| row.regime == last) {
        let mut cells = vec![
            row.commodity.clone(),
            row.direction.clone(),
            row.way.clone(),
        ];
        for name in &shown {
            let same = tariff
                .prices
                .iter()
                .find(|other| other.regime == *name && other.way == row.way);
            let teu = same.and_then(|row| row.usd_per_teu);
            let tonne = same.and_then(|row| row.usd_per_t);
            cells.push(teu.map_or("-".to_owned(), thousands));
            cells.push(tonne.map_or("-".to_owned(), |usd| format!("{usd:.0}")));
        }
        cells.push(thousands(row.units));
        rows.add_row(cells);
    }
    text += &lines(&rows);
    if !tariff.captive.is_empty() {
        let all = tariff.captive.join(", ");
        text += &paragraph(&format!(
            "Kept at today's prices, as no other way is known for them and so not how they answer: {all}."
        ));
    }
    text
}

fn sensitivity(tariff: &Tariff) -> String {
    let mut text = heading("What turns the answer: how strongly shippers answer to prices");
    let mut rows = table(
        &[
            "sensitivity",
            "elasticity today",
            "one tariff $/TEU",
            "volume",
            "against today M$",
        ],
        1,
    );
    for row in &tariff.sensitivity {
        rows.add_row([
            format!("{} times", row.times),
            format!("{:.2}", row.elasticity),
            row.joint_usd_per_teu.map_or("-".to_owned(), thousands),
            percent(row.volume),
            format!("{:+.1}", row.gain_musd),
        ]);
    }
    text += &lines(&rows);
    if let Some(times) = tariff.turning_point {
        let side = match times > 1.0 {
            true => "below it, one tariff that earns most is dearer than today; above it, cheaper",
            false => "above it, one tariff that earns most is cheaper than today; below it, dearer",
        };
        text += &paragraph(&format!(
            "Today's sum would be the best tariff if shippers answered {times:.1} times as strongly: {side}."
        ));
    }
    text
}

fn divisions(tariff: &Tariff) -> String {
    if tariff.rules.is_empty() {
        return String::new();
    }
    let mut text = heading("Who gets what: M$ earned beyond the costs of the load, by rule");
    let rules: Vec<&str> = tariff.rules.iter().map(|rule| rule.rule.as_str()).collect();
    let mut header = vec!["operator", "today"];
    header.extend(&rules);
    let mut rows = table(&header, 1);
    let mut names: Vec<&str> = Vec::new();
    for row in &tariff.divisions {
        if !names.contains(&row.operator.as_str()) {
            names.push(&row.operator);
        }
    }
    let of = |operator: &str, rule: &str| {
        tariff
            .divisions
            .iter()
            .find(|row| row.operator == operator && row.rule == rule)
    };
    for name in &names {
        let any = tariff.divisions.iter().find(|row| row.operator == *name);
        let mut cells = vec![
            any.map_or(String::new(), |row| row.name.clone()),
            any.map_or("-".to_owned(), |row| format!("{:.2}", row.today_musd)),
        ];
        cells.extend(rules.iter().map(|rule| {
            of(name, rule).map_or("-".to_owned(), |row| format!("{:.2}", row.profit_musd))
        }));
        rows.add_row(cells);
    }
    let mut marks = |title: &str, is: &dyn Fn(usize) -> &'static str| {
        let mut cells = vec![title.to_owned(), String::new()];
        cells.extend((0..rules.len()).map(|at| is(at).to_owned()));
        rows.add_row(cells);
    };
    let yes = |is: bool| if is { "yes" } else { "no" };
    marks("every operator gains against today", &|at| {
        yes(tariff.rules[at].all_gain)
    });
    marks("nobody would leave (in the core)", &|at| {
        yes(tariff.rules[at].is_in_core)
    });
    marks("nobody would, if the others did otherwise", &|at| {
        yes(tariff.rules[at].is_in_other_core)
    });
    text += &lines(&rows);
    for rule in tariff.rules.iter().filter(|rule| !rule.note.is_empty()) {
        text += &paragraph(&format!("{}: {}.", rule.rule, rule.note));
    }
    for note in &tariff.game {
        text += &paragraph(note);
    }
    text
}

fn leavers(tariff: &Tariff) -> String {
    if tariff.leavers.is_empty() {
        return String::new();
    }
    let mut text = heading("Who would leave, and for how much");
    let mut rows = table(&["rule", "would leave together", "gain M$"], 2);
    for row in &tariff.leavers {
        rows.add_row([
            row.rule.clone(),
            row.operators.clone(),
            format!("{:.2}", row.gain_musd),
        ]);
    }
    text += &lines(&rows);
    text
}

fn ahead(tariff: &Tariff) -> String {
    if tariff.clauses.is_empty() {
        return String::new();
    }
    let years = tariff.years.len();
    let mut text = heading(&format!(
        "For {years} years: the best level under each clause, on the same futures"
    ));
    let mut rows = table(
        &[
            "clause",
            "level",
            "$/TEU",
            "earned M$",
            "bad luck M$",
            "t/yr",
            "short of room",
            "regretted",
        ],
        1,
    );
    for row in &tariff.clauses {
        let or_none = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        rows.add_row([
            row.clause.clone(),
            or_none(row.level.map(|level| format!("{level:.2}"))),
            or_none(row.usd_per_teu.map(thousands)),
            or_none(row.profit_musd.map(|musd| format!("{musd:.0}"))),
            or_none(row.profit_p10_musd.map(|musd| format!("{musd:.0}"))),
            or_none(row.tonnes.map(thousands)),
            or_none(row.congested.map(percent)),
            or_none(row.regretted.map(percent)),
        ]);
    }
    text += &lines(&rows);
    text += &paragraph(
        "Level: what the prices of one tariff of today are times. Earned: by all over all years, discounted, mean over futures; bad luck: in the future that is worse than nine in ten. Regretted: futures in which today's prices would have earned more. Short of room: years in which not all who would pay can come. A level is shown only where all together earn enough to leave nobody below what today's prices would give it.",
    );
    let mut rows = table(
        &[
            "year",
            "asked t",
            "carried t",
            "room TEU",
            "congestion $/TEU",
        ],
        1,
    );
    for row in &tariff.years {
        rows.add_row([
            row.year.to_string(),
            thousands(row.asked_t),
            thousands(row.carried_t),
            row.room_teu.map_or("-".to_owned(), thousands),
            thousands(row.congestion_usd_per_teu),
        ]);
    }
    text += &format!("\n{}", lines(&rows));
    let room = match &tariff.room {
        Some((name, teu)) => format!(
            "Room: {} TEU a year today, where {name} is full in the fluid; the simulation carries less. Congestion: what a TEU of room would have to cost on top for nobody who pays to be left behind.",
            thousands(*teu)
        ),
        None => "Nothing limits what could be carried.".to_owned(),
    };
    text + &paragraph(&room)
}

fn operators(tariff: &Tariff) -> String {
    let mut text =
        heading("Operators today: contested goods, and those that keep their prices, M$");
    let mut rows = table(
        &[
            "operator",
            "contested",
            "load",
            "others",
            "load",
            "fixed",
            "left",
        ],
        1,
    );
    let mut names: Vec<(&str, &str)> = Vec::new();
    let shown = |regime: &str| regime == "today" || regime == "captive";
    for row in tariff.operators.iter().filter(|row| shown(row.regime)) {
        if !names.iter().any(|(id, _)| *id == row.operator) {
            names.push((&row.operator, &row.name));
        }
    }
    for (id, name) in names {
        let of = |regime: &str| {
            let rows = tariff.operators.iter();
            let row = rows
                .clone()
                .find(|row| row.operator == id && row.regime == regime);
            row.map_or((0.0, 0.0, None), |row| {
                (row.revenue_musd, row.variable_musd, Some(row.fixed_musd))
            })
        };
        let (own, other) = (of("today"), of("captive"));
        let fixed = own.2.or(other.2).unwrap_or_default();
        rows.add_row([
            name.to_owned(),
            format!("{:.1}", own.0),
            format!("{:.1}", own.1),
            format!("{:.1}", other.0),
            format!("{:.1}", other.1),
            format!("{fixed:.1}"),
        ]);
    }
    text += &lines(&rows);
    text + &paragraph(
        "Revenue, and the costs that vary with the load, of contested goods and of all others; fixed: what it costs in any case, by the fleets and places in these tables. All costs are estimates, and what is left is not shown for that reason.",
    )
}

fn said(tariff: &Tariff) -> String {
    let mut text = heading("Items beside what is published for the whole way, $ a unit");
    let mut rows = table(
        &[
            "flow",
            "items",
            "border fees in it",
            "published",
            "left over",
        ],
        1,
    );
    for row in &tariff.said {
        rows.add_row([
            row.flow.clone(),
            thousands(row.items_usd),
            thousands(row.border_usd),
            row.said_usd.map_or("-".to_owned(), thousands),
            row.said_usd
                .map_or("-".to_owned(), |said| thousands(said - row.items_usd)),
        ]);
    }
    text += &lines(&rows);
    let mut unpriced: Vec<&str> = tariff
        .said
        .iter()
        .flat_map(|row| row.unpriced.split("; "))
        .filter(|name| !name.is_empty())
        .collect();
    unpriced.sort_unstable();
    unpriced.dedup();
    let none = match unpriced.is_empty() {
        true => String::new(),
        false => format!(
            " No price is known for the work of {}.",
            unpriced.join(", ")
        ),
    };
    text + &paragraph(&format!(
        "What is left over is not forced into the items: the way inside China, wagons that are hired, forwarders.{none}"
    ))
}

fn method(study: &Study, tariff: &Tariff) -> String {
    let mut text = heading("How far to trust it");
    let (all, estimated) = tariff.estimated;
    let share = estimated as f64 / all.max(1) as f64;
    let facts = [
        format!(
            "- {} of the {all} prices, costs and currencies that this leans on are estimates; `kervan show {} --values` names each, with its method. Costs of operators are not published.",
            percent(share),
            study.name(),
        ),
        "- Volumes and other ways are those of the base year; queues are held as they are. Shippers choose by a logit between the ways here and all others; goods of one market that end in one country can change between its ways.".to_owned(),
        "- These are rules and their consequences, no verdict: whether operators may agree on prices, and what they may tell each other, is for competition law. See `competition law` in the book.".to_owned(),
    ];
    for fact in facts {
        text += &format!("{}\n", broken(&fact, PAGE).join("\n  "));
    }
    text
}

/// Games of a file, divided.
pub(crate) fn games(games: &[DividedGame]) -> String {
    let mut text = String::new();
    for game in games {
        text += &heading(&game.name);
        let players = game
            .divisions
            .iter()
            .filter_map(|(_, division)| division.as_ref().ok().map(Vec::len))
            .max()
            .unwrap_or_default();
        let mut header = vec!["player".to_owned()];
        header.extend(game.divisions.iter().map(|(rule, _)| rule.to_string()));
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        let mut rows = table(&header, 1);
        for player in 0..players {
            let mut cells = vec![(player + 1).to_string()];
            cells.extend(game.divisions.iter().map(|(_, division)| match division {
                Ok(division) => format!("{:.4}", division[player]),
                Err(_) => "-".to_owned(),
            }));
            rows.add_row(cells);
        }
        text += &lines(&rows);
        for ((rule, division), leaver) in game.divisions.iter().zip(&game.leavers) {
            match (division, leaver) {
                (Err(reason), _) => text += &paragraph(&format!("{rule}: {reason}.")),
                (Ok(_), Some((players, gain))) => {
                    let players: Vec<String> = players.iter().map(usize::to_string).collect();
                    let players = players.join(", ");
                    text += &paragraph(&format!("{rule}: {players} would leave, for {gain:.4}."));
                }
                (Ok(_), None) => {}
            }
        }
        let core = match game.has_core {
            true => "The core is not empty",
            false => "The core is empty",
        };
        text += &paragraph(&format!(
            "{core}: the least satisfied coalition has {:.4} at best.",
            game.satisfaction
        ));
    }
    text.trim_start().to_owned()
}

pub(crate) fn games_json(games: &[DividedGame]) -> Value {
    let all = games.iter().map(|game| {
        let divisions = game.divisions.iter().zip(&game.leavers);
        let divisions: Vec<Value> = divisions
            .map(|((rule, division), leaver)| {
                json!({
                    "rule": rule.to_string(),
                    "division": division.as_ref().ok(),
                    "reason": division.as_ref().err(),
                    "leavers": leaver.as_ref().map(|(players, _)| players),
                    "gain": leaver.as_ref().map(|(_, gain)| gain),
                })
            })
            .collect();
        json!({
            "game": game.name,
            "core_nonempty": game.has_core,
            "largest_minimum_satisfaction": game.satisfaction,
            "divisions": divisions,
        })
    });
    Value::Array(all.collect())
}

/// Carriers in series of a file, priced.
pub(crate) fn chains(chains: &[PricedChain], only: Option<Regime>) -> String {
    let mut text = String::new();
    for chain in chains {
        text += &heading(&chain.name);
        let mut rows = table(
            &[
                "prices",
                "whole way",
                "sent",
                "earned",
                "shippers",
                "each asks",
            ],
            1,
        );
        let mut reasons = Vec::new();
        for (regime, found) in of(chain, only) {
            match found {
                Ok(found) => {
                    let each: Vec<String> = found
                        .prices
                        .iter()
                        .map(|price| format!("{price:.6}"))
                        .collect();
                    rows.add_row([
                        regime.to_owned(),
                        format!("{:.6}", found.price),
                        format!("{:.6}", found.quantity),
                        format!("{:.6}", found.profit),
                        format!("{:.6}", found.surplus),
                        each.join(", "),
                    ]);
                }
                Err(reason) => reasons.push(format!("{regime}: {reason}.")),
            }
        }
        text += &lines(&rows);
        for reason in reasons {
            text += &paragraph(&reason);
        }
        let profit = |name: &str| {
            let mut all = chain.regimes.iter();
            let found = all.find(|(regime, _)| *regime == name)?;
            found.1.as_ref().ok().map(|found| found.profit)
        };
        if let (None, Some(apart), Some(joint)) = (only, profit("separate"), profit("joint")) {
            text += &paragraph(&format!(
                "One tariff earns {:.6} more than each for itself.",
                joint - apart
            ));
        }
    }
    text.trim_start().to_owned()
}

type Solved<'c> = (&'static str, &'c Result<kervan::Pricing, String>);

fn of(chain: &PricedChain, only: Option<Regime>) -> impl Iterator<Item = Solved<'_>> {
    let own = chain.regimes.iter().map(|(regime, found)| (*regime, found));
    own.filter(move |(regime, _)| only.is_none_or(|only| only.as_str() == *regime))
}

pub(crate) fn chains_json(chains: &[PricedChain], only: Option<Regime>) -> Value {
    let all = chains.iter().map(|chain| {
        let regimes: Vec<Value> = of(chain, only)
            .map(|(regime, found)| match found {
                Ok(found) => json!({
                    "regime": regime,
                    "through_price": found.price,
                    "segment_prices": found.prices,
                    "quantity": found.quantity,
                    "total_profit": found.profit,
                    "profits": found.profits,
                    "surplus": found.surplus,
                    "market_share": found.share,
                }),
                Err(reason) => json!({ "regime": regime, "reason": reason }),
            })
            .collect();
        json!({ "case": chain.name, "regimes": regimes })
    });
    Value::Array(all.collect())
}

/// Who owes whom.
pub(crate) fn settlement(settled: &Settled, rule: &str) -> String {
    let mut text = format!(
        "Settlement of {} consignments by {rule}\nEach price is rounded once to a whole minor unit, halves away from 0; each is divided by largest\nremainders, the first of equals first: parts add up to the price exactly.\n",
        thousands(settled.consignments as f64),
    );
    text += &heading("Who pays whom, set off");
    let mut rows = table(&["pays", "to", "amount"], 2);
    for payment in &settled.payments {
        rows.add_row([
            payment.from.clone(),
            payment.to.clone(),
            payment.amount.to_string(),
        ]);
    }
    text += &lines(&rows);
    text += &heading("Accounts");
    let mut rows = table(&["operator", "collected", "earned", "received"], 1);
    for account in &settled.accounts {
        rows.add_row([
            account.operator.clone(),
            account.collected.to_string(),
            account.earned.to_string(),
            account.received.to_string(),
        ]);
    }
    text += &lines(&rows);
    text
}

/// The settlement as files: the page and two tables.
pub(crate) fn settlement_files(settled: &Settled, text: &str) -> Vec<(String, Vec<u8>)> {
    let mut payments = "from,to,amount,currency\n".to_owned();
    for payment in &settled.payments {
        let amount = payment.amount.to_string().replace(' ', ",");
        payments += &format!("{},{},{amount}\n", payment.from, payment.to);
    }
    let mut accounts = "operator,collected,earned,received,currency\n".to_owned();
    for account in &settled.accounts {
        let number = |money: kervan::Money| {
            let text = money.to_string();
            text.split(' ').next().unwrap_or_default().to_owned()
        };
        accounts += &format!(
            "{},{},{},{},{}\n",
            account.operator,
            number(account.collected),
            number(account.earned),
            number(account.received),
            account.earned.currency.code(),
        );
    }
    vec![
        ("summary.txt".to_owned(), text.as_bytes().to_vec()),
        ("settlement_payments.csv".to_owned(), payments.into_bytes()),
        ("settlement_accounts.csv".to_owned(), accounts.into_bytes()),
    ]
}

pub(crate) fn settlement_json(settled: &Settled, rule: &str) -> Value {
    let payments: Vec<Value> = settled
        .payments
        .iter()
        .map(|payment| {
            json!({
                "from": payment.from,
                "to": payment.to,
                "minor": payment.amount.minor,
                "currency": payment.amount.currency.code(),
            })
        })
        .collect();
    let accounts: Vec<Value> = settled
        .accounts
        .iter()
        .map(|account| {
            json!({
                "operator": account.operator,
                "collected_minor": account.collected.minor,
                "earned_minor": account.earned.minor,
                "received_minor": account.received.minor,
                "currency": account.earned.currency.code(),
            })
        })
        .collect();
    json!({
        "rule": rule,
        "consignments": settled.consignments,
        "payments": payments,
        "accounts": accounts,
    })
}
