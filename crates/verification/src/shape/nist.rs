//! Reference data of NIST with their certified values: one-way analysis of variance, and straight
//! lines by least squares.

use kervan_corridor::Origin;

use crate::case::{Case, Data, Expectation, Kind, Run};
use crate::quantity::{Quantity, SeriesQuantity as Asked};
use crate::read::CaseFile;
use crate::section::Reader;

/// Whether a text is a file of NIST.
pub(super) fn is_one(text: &str) -> bool {
    text.trim_start().starts_with("NIST/ITL StRD")
}

/// Numbers of a line, where all of its words are numbers.
fn row(line: &str) -> Option<Vec<f64>> {
    let words: Vec<f64> = line
        .split_whitespace()
        .map(|word| word.parse().ok())
        .collect::<Option<_>>()?;
    (!words.is_empty()).then_some(words)
}

/// The rows of numbers after the line that begins with `Data:` and names the columns.
pub(crate) fn rows(text: &str) -> Vec<Vec<f64>> {
    let lines: Vec<&str> = text.lines().collect();
    let heading = lines
        .iter()
        .rposition(|line| line.trim_start().starts_with("Data:"));
    let after = heading.map_or(lines.len(), |heading| heading + 1);
    lines[after..].iter().filter_map(|line| row(line)).collect()
}

/// The last number of the first line after `from` that has all of these words.
fn last_number(lines: &[&str], words: &[&str]) -> Option<(usize, f64)> {
    let (number, line) = lines
        .iter()
        .enumerate()
        .find(|(_, line)| words.iter().all(|word| line.contains(word)))?;
    let value = line.split_whitespace().next_back()?.parse().ok()?;
    Some((number, value))
}

pub(super) fn read(reader: &mut Reader) -> CaseFile {
    let text = reader.text;
    let lines: Vec<&str> = text.lines().collect();
    let is_line = text.contains("2 Parameters (B0,B1)");
    let is_anova = text.contains("Analysis of Variance") && text.contains("1 Factor");
    let mut file = CaseFile::default();
    if !is_line && !is_anova {
        let note = format!(
            "{}: neither one factor nor a straight line; left alone",
            reader.file
        );
        file.notes.push(note);
        return file;
    }
    let mut expects = Vec::new();
    let digits = if is_line { 9.0 } else { digits_of(text) };
    let mut ask = |found: Option<(usize, f64)>, label: &str, what: Asked| {
        expects.extend(found.map(|(line, value)| Expectation {
            quantity: Quantity::Series {
                what,
                lag: 1,
                batches: 20,
                level: 0.95,
            },
            label: label.to_owned(),
            value,
            tolerance: 0.0,
            narrow: 0.0,
            digits: Some(digits),
            source: None,
            origin: at(reader.file, line),
        }));
    };
    // Before these words the heading tells the lines of the certified values.
    let certified = lines
        .iter()
        .position(|line| {
            line.starts_with("Certified Values:") || line.contains("Certified Regression")
        })
        .unwrap_or(0);
    let after = |found: Option<(usize, f64)>| found.map(|(line, value)| (line + certified, value));
    let body = &lines[certified..];
    let r_squared = after(last_number(body, &["R-Squared"]));
    let deviation = after(last_number(body, &["Standard Deviation", "."]));
    if is_line {
        let parameter = |name: &str| {
            let (number, line) = body
                .iter()
                .enumerate()
                .find(|(_, line)| line.trim_start().starts_with(name))?;
            let mut words = line.split_whitespace().skip(1);
            let mut next = || words.next()?.parse::<f64>().ok();
            Some((number + certified, next()?, next()?))
        };
        for (name, label, what, deviation_label, deviation) in [
            (
                "B0",
                "intercept",
                Asked::Intercept,
                "deviation of intercept",
                Asked::DeviationOfIntercept,
            ),
            (
                "B1",
                "slope",
                Asked::Slope,
                "deviation of slope",
                Asked::DeviationOfSlope,
            ),
        ] {
            let found = parameter(name);
            ask(found.map(|(line, value, _)| (line, value)), label, what);
            ask(
                found.map(|(line, _, value)| (line, value)),
                deviation_label,
                deviation,
            );
        }
        ask(r_squared, "line R squared", Asked::RegressionRSquared);
        ask(
            deviation,
            "line residual deviation",
            Asked::RegressionDeviation,
        );
    } else {
        ask(
            after(last_number(body, &["Between"])),
            "ANOVA F",
            Asked::AnovaF,
        );
        ask(r_squared, "ANOVA R squared", Asked::AnovaRSquared);
        ask(deviation, "ANOVA residual deviation", Asked::AnovaDeviation);
    }
    if expects.is_empty() {
        let note = format!("{}: no certified value was found", reader.file);
        file.notes.push(note);
        return file;
    }
    let mut data = rows(text);
    if is_line {
        // NIST has y before x.
        data.iter_mut().for_each(|row| row.reverse());
    }
    file.cases.push(Case {
        file: reader.file.to_owned(),
        family: super::family(reader.file),
        name: crate::read::stem(reader.file).to_owned(),
        title: String::new(),
        source: "NIST Statistical Reference Datasets, certified values".to_owned(),
        kind: Kind::Series(Data::Rows(data)),
        run: Run::default(),
        expects,
        origin: Origin::file(reader.file),
        names: Origin::file(reader.file),
    });
    file
}

fn at(file: &str, line: usize) -> Origin {
    Origin {
        line: line as u32 + 1,
        ..Origin::file(file)
    }
}

/// Correct digits that double precision leaves, by the leading digits that all values share.
fn digits_of(text: &str) -> f64 {
    let leading = text
        .lines()
        .find(|line| line.contains("Constant Leading Digit"))
        .and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(1);
    match leading {
        0..=2 => 12.0,
        3..=6 => 11.0,
        7..=12 => 8.0,
        _ => 2.0,
    }
}
