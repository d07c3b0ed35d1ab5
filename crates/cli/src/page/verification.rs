//! Known answers beside Kervan's.

use kervan::{CaseRow, CaseVerdict, Judgement, Outcome, REFUSED_BY_CHANCE, Verification};
use serde_json::{Value, json};

use super::{broken, heading, lines, table};

/// Characters of a line of the page.
const WIDE: usize = 118;

pub(crate) fn page(verification: &Verification) -> String {
    let judgement = &verification.judgement;
    let count = judgement.simulated + judgement.exact + judgement.unanswered;
    let mut text = format!(
        "Cases with known answers: {}\n{} cases, {count} answers; seed {}; kervan {}\n± is half the interval that judges, of 99 % confidence where nothing else is said.\n",
        verification.name,
        verification.outcomes.len(),
        verification.seed,
        kervan::VERSION,
    );
    let mut outcomes = &verification.outcomes[..];
    while let Some(first) = outcomes.first() {
        let of_file = outcomes
            .iter()
            .take_while(|outcome| outcome.case.file == first.case.file)
            .count();
        let (own, rest) = outcomes.split_at(of_file);
        text += &family(own);
        outcomes = rest;
    }
    text += &exceptions(verification);
    if !verification.notes.is_empty() {
        text += &heading("Left alone");
        for note in &verification.notes {
            text += &paragraph(note);
        }
    }
    text + &summary(judgement)
}

/// The cases of one file.
fn family(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    if let Some(first) = outcomes.first() {
        text += &heading(&first.case.family);
    }
    let mut table = table(
        &["case", "quantity", "known answer", "Kervan", "", "verdict"],
        2,
    );
    for (position, width) in [(4, 0), (5, 1)] {
        if let Some(column) = table.column_mut(position) {
            column.set_cell_alignment(comfy_table::CellAlignment::Left);
            column.set_padding((width, 1));
        }
    }
    // A source stands under the last of its rows.
    let mut sources: Vec<String> = Vec::new();
    for outcome in outcomes {
        let mut name = outcome.case.name.as_str();
        for row in &outcome.rows {
            let (known, answer, half) = figures(row);
            let verdict = row.verdict.as_str().to_owned();
            table.add_row([
                name.to_owned(),
                row.label.clone(),
                known,
                answer,
                half,
                verdict,
            ]);
            sources.push(row.source.clone());
            name = "";
        }
    }
    let printed = lines(&table);
    let mut rows = printed.lines();
    text.extend(rows.next().map(|head| format!("{head}\n")));
    for (position, row) in rows.enumerate() {
        text += &format!("{row}\n");
        let source = &sources[position];
        if !source.is_empty() && sources.get(position + 1) != Some(source) {
            text += &paragraph(source);
        }
    }
    text
}

/// An indented text under a row.
fn paragraph(text: &str) -> String {
    let lines = broken(text, WIDE - 2);
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

/// Known answer, Kervan's, and half its interval, with as many digits as the interval bears out.
fn figures(row: &CaseRow) -> (String, String, String) {
    let known = match row.range {
        Some([f64::NEG_INFINITY, high]) => format!("{} at most", significant(high, 6)),
        Some([low, high]) => format!("{} to {}", significant(low, 4), significant(high, 4)),
        None => significant(row.known, 6),
    };
    match (row.answer, row.halfwidth) {
        (None, _) => (known, "-".to_owned(), String::new()),
        (Some(answer), Some(half)) if half > 0.0 && half.is_finite() => {
            let digits = decimals(half, 2);
            let known = format!("{:.*}", digits + 1, row.known);
            (
                known,
                format!("{answer:.digits$}"),
                format!("± {half:.digits$}"),
            )
        }
        (Some(answer), Some(_)) => (known, significant(answer, 6), "± 0".to_owned()),
        (Some(answer), None) if row.range.is_some() => {
            (known, significant(answer, 4), String::new())
        }
        (Some(answer), None) => {
            let digits = 10;
            (
                significant(row.known, digits),
                significant(answer, digits),
                String::new(),
            )
        }
    }
}

/// Decimals that show so many digits of a number.
fn decimals(value: f64, digits: i32) -> usize {
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let first = value.abs().log10().floor() as i32;
    (digits - 1 - first).clamp(0, 12) as usize
}

/// A number with so many digits, without zeros at its end.
fn significant(value: f64, digits: i32) -> String {
    if value != 0.0 && !(1e-4..1e9).contains(&value.abs()) {
        return format!("{value:.*e}", (digits - 1).max(0) as usize);
    }
    let text = format!("{value:.*}", decimals(value, digits));
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// What did not simply agree, each with what more is known of it.
fn exceptions(verification: &Verification) -> String {
    let mut text = String::new();
    for outcome in &verification.outcomes {
        for row in &outcome.rows {
            if row.verdict == CaseVerdict::Agrees && row.remark.is_none() {
                continue;
            }
            let name = &outcome.case.name;
            let mut line = format!("{name}, {}: {}", row.label, row.verdict.as_str());
            if let Some(remark) = &row.remark {
                line += &format!("; {remark}");
            }
            if let Some(chance) = row
                .chance
                .filter(|_| matches!(row.verdict, CaseVerdict::Misses | CaseVerdict::Wrong))
            {
                line += &format!(
                    "; a right answer is so far off with chance {}",
                    odds(chance)
                );
            }
            if let Some((answer, half, chance)) = row.second {
                let digits = decimals(half, 2);
                line += &format!(
                    "; second look {answer:.digits$} ± {half:.digits$}, known {:.*}, chance {}",
                    digits + 1,
                    row.known,
                    odds(chance)
                );
            }
            text += &paragraph(&line);
        }
    }
    match text.is_empty() {
        true => text,
        false => heading("Not simply in agreement") + &text,
    }
}

fn odds(chance: f64) -> String {
    if chance >= 0.001 {
        format!("{:.1} %", chance * 100.0)
    } else {
        format!("{chance:.0e}")
    }
}

fn summary(judgement: &Judgement) -> String {
    let Judgement {
        simulated,
        misses,
        most_misses,
        wide,
        exact,
        wrong,
        unanswered,
        least_chance,
    } = judgement;
    let mut text = heading("In sum");
    text += &format!("  {exact:>5} answers that are not left to chance\n");
    text += &format!("  {simulated:>5} simulated answers, each with an interval\n");
    text += &format!(
        "  {misses:>5} of their intervals miss the known answer; up to {most_misses} may, by chance\n"
    );
    text += &format!("  {wide:>5} of their intervals are wider than asked for\n");
    text += &format!("  {wrong:>5} answers are wrong\n");
    if *unanswered > 0 {
        text += &format!("  {unanswered:>5} questions have no answer\n");
    }
    text += "\n";
    let percent = REFUSED_BY_CHANCE * 100.0;
    if *simulated > 0 {
        text += &wrapped(&format!(
            "The rule: an interval that misses is looked at again, with other luck and four times as long. The answer is \
             wrong if it then still misses by so much that a right one would with a chance below {least_chance:.1e}, which \
             is {percent} % over all {simulated}. At the first look at most {most_misses} may miss: more has a chance of \
             {percent} % or less (binomial; quantities of one case move together, so this is approximate)."
        ));
    }
    if *exact > 0 {
        text += "Answers that are not left to chance must agree to the digits asked.\n";
    }
    text + if judgement.agrees() {
        "\nAll in all: Kervan's answers agree with the known ones.\n"
    } else {
        "\nAll in all: Kervan's answers DO NOT AGREE with the known ones.\n"
    }
}

fn wrapped(text: &str) -> String {
    let lines = broken(text, WIDE);
    lines.iter().map(|line| format!("{line}\n")).collect()
}

pub(crate) fn json(verification: &Verification) -> Value {
    let cases: Vec<Value> = verification
        .outcomes
        .iter()
        .map(|outcome| {
            let case = &outcome.case;
            let run = outcome.spent.map(|spent| {
                json!({
                    "replications": spent.replications,
                    "warm_up": spent.warm_up,
                    "length": spent.length,
                    "events": Some(spent.events).filter(|events| events.is_finite()),
                    "halfwidth_asked": spent.halfwidth,
                })
            });
            json!({
                "file": case.file,
                "family": case.family,
                "case": case.name,
                "title": case.title,
                "run": run,
                "answers": outcome.rows.iter().map(answer_json).collect::<Vec<Value>>(),
            })
        })
        .collect();
    let judgement = &verification.judgement;
    json!({
        "cases": cases,
        "notes": verification.notes,
        "seed": verification.seed,
        "kervan": kervan::VERSION,
        "judgement": {
            "agrees": judgement.agrees(),
            "exact": judgement.exact,
            "simulated": judgement.simulated,
            "misses": judgement.misses,
            "most_misses": judgement.most_misses,
            "too_wide": judgement.wide,
            "wrong": judgement.wrong,
            "unanswered": judgement.unanswered,
            "least_chance": judgement.least_chance,
        },
    })
}

fn answer_json(row: &CaseRow) -> Value {
    let verdict = match row.verdict {
        CaseVerdict::Agrees => "agrees",
        CaseVerdict::Wide => "too wide",
        CaseVerdict::Misses => "misses",
        CaseVerdict::Wrong => "wrong",
        CaseVerdict::None => "no answer",
    };
    json!({
        "quantity": row.label,
        "known": row.known,
        "range": row.range,
        "source": row.source,
        "answer": row.answer,
        "halfwidth": row.halfwidth,
        "confidence": row.confidence,
        "chance": row.chance,
        "verdict": verdict,
        "second_look": row.second.map(|(answer, halfwidth, chance)| {
            json!({ "answer": answer, "halfwidth": halfwidth, "chance": chance })
        }),
        "remark": row.remark,
    })
}
