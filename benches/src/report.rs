//! Tables for people, JSON for programs.

use comfy_table::{CellAlignment, Table, presets};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::folders;
use crate::race::{Entry, Outcome};
use crate::words::{Extent, Words};

/// The table of a race: medians over the rounds.
pub(crate) fn table(outcome: &Outcome) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let first = outcome.entries.first().and_then(Entry::rate);
    let mut header = vec![
        String::new(),
        "CPU s".to_owned(),
        "clock s".to_owned(),
        "peak MiB".to_owned(),
        format!("{} a CPU s", outcome.unit),
        "ratio".to_owned(),
    ];
    header.extend(outcome.shown.iter().map(|(name, known)| match known {
        Some(known) => format!("{name} ({known})"),
        None => (*name).to_owned(),
    }));
    table.set_header(header);
    for entry in &outcome.entries {
        let three = |value: Option<f64>| value.map_or_else(String::new, three_digits);
        let peak = entry.median(|round| round.peak_mib.unwrap_or(f64::NAN));
        let rate = entry.rate();
        let mut row = vec![
            entry.contender.name.clone(),
            three(entry.median(|round| round.cpu_s)),
            three(entry.median(|round| round.wall_s)),
            three(peak.filter(|peak| peak.is_finite())),
            rate.map_or_else(|| "did not run".to_owned(), three_digits),
            three(rate.zip(first).map(|(rate, first)| rate / first)),
        ];
        row.extend(outcome.shown.iter().map(|(name, _)| {
            let shown = entry.median(|round| round.answer(name).unwrap_or(f64::NAN));
            three(shown.filter(|shown| shown.is_finite()))
        }));
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let rounds = outcome
        .entries
        .first()
        .map_or(0, |entry| entry.rounds.len());
    let mut text = format!("{}; medians of {rounds} rounds\n{table}\n", outcome.title);
    if let Some(checked) = &outcome.checked {
        text.push_str(&format!("{checked}\n"));
    }
    text
}

/// Three digits that count, and separators between thousands.
fn three_digits(value: f64) -> String {
    if value.abs() < 1_000.0 {
        // 0 for 123, 1 for 12.3, 2 for 1.23, 5 for 0.00123.
        let decimals = 2.0 - value.abs().max(1e-9).log10().floor();
        return format!("{value:.*}", decimals.clamp(0.0, 9.0) as usize);
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes every round of a bench as `target/bench/NAME.json`.
///
/// # Errors
///
/// If the file cannot be written.
pub(crate) fn write(name: &str, words: &Words, outcomes: &[Outcome]) -> Result<(), Failure> {
    let races: Vec<Value> = outcomes
        .iter()
        .map(|outcome| {
            let entries: Vec<Value> = outcome.entries.iter().map(entry_json).collect();
            json!({
                "title": outcome.title,
                "unit": outcome.unit,
                "checked": outcome.checked,
                "contenders": entries,
            })
        })
        .collect();
    let text = json!({
        "bench": name,
        "quick": words.extent() == Extent::Quick,
        "cores": std::thread::available_parallelism().map_or(1, usize::from),
        "races": races,
    });
    let folder = folders::output();
    let path = folder.join(format!("{name}.json"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&path, format!("{text:#}\n")))
        .map_err(|source| Failure::File {
            path: path.clone(),
            source,
        })?;
    println!("all rounds: {}\n", path.display());
    Ok(())
}

/// One contender with all its rounds.
fn entry_json(entry: &Entry) -> Value {
    json!({
        "name": entry.contender.name,
        "amount": entry.contender.amount,
        "did_not_run": entry.missing,
        "work_per_cpu_s": entry.rate(),
        "rounds": entry.rounds.iter().map(crate::contender::Round::json).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::three_digits;

    #[test]
    fn a_number_is_easy_to_read() {
        let texts = [12_345_678.4, 999.6, 123.4, 1.0, 0.001_234].map(three_digits);
        assert_eq!(texts, ["12,345,678", "1000", "123", "1.00", "0.00123"]);
    }
}
