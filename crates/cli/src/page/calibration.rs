//! What the rules of calibration give.

use kervan::{CalibrationOutcome, Fit, Study};
use serde_json::{Value, json};

use super::{heading, lines, lines_with_notes, number, scenario_lines, table, thousands};

pub(crate) fn page(study: &Study, outcome: &CalibrationOutcome) -> String {
    let mut text = format!(
        "{}: what was fitted, to what\n{}",
        study.corridor().title,
        scenario_lines(study)
    );
    let mut fits = table(
        &[
            "value",
            "given",
            "fitted",
            "in use",
            "plausible",
            "fitted to",
        ],
        1,
    );
    for fit in &outcome.fits {
        fits.add_row([
            format!("{} of {} `{}`", fit.column, fit.table, fit.row),
            plain(fit.given),
            plain(fit.fitted) + if fit.at_end_of_range { " (end)" } else { "" },
            number(fit.in_use, 1),
            format!("{} to {}", plain(fit.range.0), plain(fit.range.1)),
            fit.observed.clone(),
        ]);
    }
    text += &(heading("Values") + &lines(&fits));
    if outcome.fits.iter().any(|fit| fit.at_end_of_range) {
        text += "(end): the rule asks for a value beyond the plausible range; its end was taken.\n";
    }
    let differ = outcome.fits.iter().filter(|fit| differs(fit)).count();
    text += &if differ == 0 {
        "The corridor has these values.\n".to_owned()
    } else {
        format!(
            "The corridor has other values in {differ} of {}. `--out FILE.toml` writes the fitted ones as a scenario.\n",
            outcome.fits.len()
        )
    };
    let mut observed = table(
        &["figure", "published", "simulated with the fitted values"],
        1,
    );
    for row in &outcome.observed {
        let figure = |value: f64| {
            if row.unit == "d" {
                format!("{value:.2}")
            } else {
                thousands(value)
            }
        };
        observed.add_row([
            row.observed.clone(),
            if row.low == row.high {
                format!("{} {}", figure(row.low), row.unit)
            } else {
                format!("{} to {} {}", figure(row.low), figure(row.high), row.unit)
            },
            row.simulated.map_or("-".to_owned(), |estimate| {
                let half = estimate.halfwidth().unwrap_or(0.0);
                format!("{} ± {}", figure(estimate.mean), figure(half))
            }),
        ]);
    }
    let notes: Vec<String> = outcome
        .observed
        .iter()
        .map(|row| format!("{}: {} [{}]", row.quantity, row.said, row.source))
        .collect();
    text + &heading("What they were fitted to") + &lines_with_notes(&observed, &notes)
}

fn differs(fit: &Fit) -> bool {
    (fit.given - fit.fitted).abs() > 1e-9 * fit.given.abs().max(1.0)
}

fn plain(value: f64) -> String {
    format!("{}", (value * 1e6).round() / 1e6)
}

pub(crate) fn json(outcome: &CalibrationOutcome) -> Value {
    let fits: Vec<Value> = outcome
        .fits
        .iter()
        .map(|fit| {
            json!({
                "calibration": fit.calibration,
                "table": fit.table,
                "row": fit.row,
                "column": fit.column,
                "unit": fit.unit,
                "given": fit.given,
                "fitted": fit.fitted,
                "in_use": fit.in_use.map(|estimate| estimate.mean),
                "low": fit.range.0,
                "high": fit.range.1,
                "at_end_of_range": fit.at_end_of_range,
                "observed": fit.observed,
            })
        })
        .collect();
    json!({ "fits": fits })
}
