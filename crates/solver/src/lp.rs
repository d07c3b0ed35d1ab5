//! A model as a text that a person can read: the LP format that solvers share.

use std::fmt;

use crate::model::{Column, Line, Model, Sense};

impl fmt::Display for Model {
    /// The model in LP format. Spaces in names become `_`; a name that stands twice is written
    /// twice.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sense = match self.sense {
            Sense::Maximise => "maximize",
            Sense::Minimise => "minimize",
        };
        let priced = self.columns.iter().filter(|column| column.cost != 0.0);
        let objective: Vec<_> = priced.map(|column| (column.cost, column)).collect();
        writeln!(to, "{sense}\n {}", sum(&objective))?;
        writeln!(to, "subject to")?;
        for row in &self.rows {
            let terms = row.terms.iter().filter(|(_, each)| *each != 0.0);
            let terms: Vec<_> = terms
                .map(|(at, each)| (*each, &self.columns[*at]))
                .collect();
            write_row(to, row, &sum(&terms))?;
        }
        writeln!(to, "bounds")?;
        for column in &self.columns {
            writeln!(to, " {}", bounds(column))?;
        }
        let integers: Vec<_> = self
            .columns
            .iter()
            .filter(|column| column.is_integer)
            .collect();
        if !integers.is_empty() {
            writeln!(to, "general")?;
            for column in integers {
                writeln!(to, " {}", name(&column.name))?;
            }
        }
        writeln!(to, "end")
    }
}

fn name(text: &str) -> String {
    text.replace(char::is_whitespace, "_")
}

/// Terms as a sum, a line for each ten.
fn sum(terms: &[(f64, &Column)]) -> String {
    let mut text = String::new();
    for (position, (each, column)) in terms.iter().enumerate() {
        let sign = match (*each < 0.0, position) {
            (true, 0) => "-",
            (true, _) => " - ",
            (false, 0) => "",
            (false, _) => " + ",
        };
        let many = match each.abs() {
            1.0 => String::new(),
            many => format!("{many} "),
        };
        let end = if position % 10 == 9 { "\n  " } else { "" };
        text += &format!("{sign}{many}{}{end}", name(&column.name));
    }
    match text.is_empty() {
        true => "0".to_owned(),
        false => text,
    }
}

fn write_row(to: &mut fmt::Formatter<'_>, row: &Line, sum: &str) -> fmt::Result {
    let (label, low, high) = (name(&row.name), row.low, row.high);
    if low == high {
        return writeln!(to, " {label}: {sum} = {low}");
    }
    if high.is_finite() {
        writeln!(to, " {label}: {sum} <= {high}")?;
    }
    if low.is_finite() {
        writeln!(to, " {label}: {sum} >= {low}")?;
    }
    Ok(())
}

fn bounds(column: &Column) -> String {
    let label = name(&column.name);
    let written = |bound: f64| match bound.is_finite() {
        true => format!("{bound}"),
        false if bound > 0.0 => "+inf".to_owned(),
        false => "-inf".to_owned(),
    };
    format!(
        "{} <= {label} <= {}",
        written(column.low),
        written(column.high)
    )
}
