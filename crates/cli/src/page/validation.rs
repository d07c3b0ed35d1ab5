//! Published figures beside simulated ones.

use kervan::{Estimate, Standing, Study, Validation, ValidationRow, Verdict};
use serde_json::{Value, json};

use super::{heading, lines_with_notes, scenario_lines, table, thousands};

pub(crate) fn page(study: &Study, validation: &Validation) -> String {
    let corridor = study.corridor();
    let mut text = format!(
        "{}: published and simulated\n{}\n{} figures. ± are 95 % intervals over replications; a figure agrees where the interval\nof the simulated mean and the published range meet.\n",
        corridor.title,
        scenario_lines(study),
        validation.rows.len(),
    );
    for remark in &validation.results.remarks {
        text += &format!("\nNote: {remark}\n");
    }
    for (unit, title, digits) in [
        ("d", "Times, days", 2),
        ("t/yr", "Tonnes of goods a year", 0),
        ("TEU/yr", "TEU a year", 0),
        ("calls/yr", "Vessel calls a year", 0),
    ] {
        let rows: Vec<&ValidationRow> = validation
            .rows
            .iter()
            .filter(|row| row.observed.unit == unit)
            .collect();
        if rows.is_empty() {
            continue;
        }
        let mut table = table(
            &["figure", "published", "simulated", "standing", "verdict"],
            1,
        );
        let mut notes = Vec::new();
        for row in rows {
            table.add_row([
                row.observed.observed.clone(),
                range(row, digits),
                simulated(row.observed.simulated, digits),
                row.standing.as_str().to_owned(),
                words(row.verdict),
            ]);
            let year = row
                .year
                .map_or(String::new(), |year| format!(", of {year}"));
            notes.push(format!(
                "{}: {}{year} [{}]",
                row.observed.quantity, row.observed.said, row.observed.source
            ));
        }
        text += &(heading(title) + &lines_with_notes(&table, &notes));
    }
    text + &summary(validation)
}

fn summary(validation: &Validation) -> String {
    let count = |standing: Standing, agrees: Option<bool>| {
        validation
            .rows
            .iter()
            .filter(|row| row.standing == standing && row.verdict != Verdict::None)
            .filter(|row| agrees.is_none_or(|agrees| (row.verdict == Verdict::Agrees) == agrees))
            .count()
    };
    let line = |standing: Standing, what: &str| {
        format!(
            "  {:<10}{:>3} of {:>2} agree  {what}\n",
            standing.as_str(),
            count(standing, Some(true)),
            count(standing, None)
        )
    };
    let unknown = validation
        .rows
        .iter()
        .filter(|row| row.verdict == Verdict::None)
        .count();
    let mut text = heading("In sum")
        + &line(Standing::Predicted, "nothing was fitted to them")
        + &line(
            Standing::Demand,
            "the demand that was put in: agreeing shows that it is carried",
        )
        + &line(
            Standing::Fleets,
            "ceilings, which lean on fleets fitted to the volume carried: no evidence of what\n                           lines and ports can carry; a scenario with ample fleets shows that",
        )
        + &line(
            Standing::Fitted,
            "a value was fitted to them: agreeing proves nothing",
        );
    if unknown > 0 {
        text += &format!("  {unknown} of them the simulation has no such quantity for.\n");
    }
    text + "The figures speak of the base year, or of the year named; a scenario may speak of another.\nA ceiling is what gets through when the demand of its flows is doubled until 2 % or less more\ndoes, all other flows as they are. What was fitted and by which rule: `kervan calibrate`.\n"
}

fn figure(value: f64, digits: usize) -> String {
    if digits == 0 {
        thousands(value)
    } else {
        format!("{value:.digits$}")
    }
}

fn range(row: &ValidationRow, digits: usize) -> String {
    let (low, high) = (row.observed.low, row.observed.high);
    if low == high {
        figure(low, digits)
    } else {
        format!("{} to {}", figure(low, digits), figure(high, digits))
    }
}

fn simulated(estimate: Option<Estimate>, digits: usize) -> String {
    let Some(estimate) = estimate else {
        return "-".to_owned();
    };
    let half = estimate
        .halfwidth()
        .map_or(String::new(), |half| format!(" ± {}", figure(half, digits)));
    figure(estimate.mean, digits) + &half
}

fn words(verdict: Verdict) -> String {
    match verdict {
        Verdict::Agrees => "agrees".to_owned(),
        Verdict::Below(share) => format!("{:.0} % below", share * 100.0),
        Verdict::Above(share) => format!("{:.0} % above", share * 100.0),
        Verdict::None => "-".to_owned(),
    }
}

pub(crate) fn json(validation: &Validation) -> Value {
    let rows: Vec<Value> = validation
        .rows
        .iter()
        .map(|row| {
            let (verdict, off) = match row.verdict {
                Verdict::Agrees => ("agrees", Some(0.0)),
                Verdict::Below(share) => ("below", Some(share)),
                Verdict::Above(share) => ("above", Some(share)),
                Verdict::None => ("none", None),
            };
            let simulated = row.observed.simulated;
            json!({
                "observed": row.observed.observed,
                "quantity": row.observed.quantity,
                "said": row.observed.said,
                "year": row.year,
                "unit": row.observed.unit,
                "low": row.observed.low,
                "high": row.observed.high,
                "simulated": simulated.map(|estimate| estimate.mean),
                "simulated_low": simulated.and_then(|estimate| estimate.low),
                "simulated_high": simulated.and_then(|estimate| estimate.high),
                "standing": row.standing.as_str(),
                "verdict": verdict,
                "off_share": off,
                "source": row.observed.source,
            })
        })
        .collect();
    json!({ "validation": rows, "remarks": validation.results.remarks })
}
