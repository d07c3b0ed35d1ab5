//! What cannot be drawn, all of it at once.

use std::fmt;

use crate::figure::Interval;

/// Data that a chart cannot show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the {chart} cannot be drawn:{}", listed(.problems))]
pub struct ChartError {
    /// The chart, as it is called in print.
    pub chart: &'static str,
    /// Every number that cannot be shown, in the order of the data.
    pub problems: Vec<Problem>,
}

/// One number that cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, as `stage 3 (Alat), berth`.
    pub subject: String,
    /// What was expected, and what was found.
    pub message: String,
    /// A way out.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.subject, self.message, self.help)
    }
}

/// The problems, one a line.
fn listed(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(|problem| format!("\n  {problem}"))
        .collect()
}

/// Gathers problems while a chart looks at its data.
pub(crate) struct Check {
    /// The chart, as it is called in print.
    chart: &'static str,
    /// What was found so far.
    problems: Vec<Problem>,
}

impl Check {
    /// Nothing found yet.
    pub(crate) fn new(chart: &'static str) -> Check {
        Check {
            chart,
            problems: Vec::new(),
        }
    }

    /// A finding of the chart's own.
    pub(crate) fn problem(&mut self, subject: String, message: String, help: &str) {
        self.problems.push(Problem {
            subject,
            message,
            help: help.to_owned(),
        });
    }

    /// There is at least one of something.
    pub(crate) fn some(&mut self, subject: &str, count: usize) {
        if count == 0 {
            self.problem(
                subject.to_owned(),
                "expected at least one, found none".to_owned(),
                "leave the chart out where there is nothing to show",
            );
        }
    }

    /// There are no more of something than can be told apart.
    pub(crate) fn at_most(&mut self, subject: &str, most: usize, count: usize) {
        if count > most {
            self.problem(
                subject.to_owned(),
                format!("expected {most} at most, found {count}"),
                "draw the others on a chart of their own",
            );
        }
    }

    /// The number is finite and above the one before.
    pub(crate) fn rising(&mut self, subject: impl Fn() -> String, before: Option<f64>, value: f64) {
        match before {
            Some(before) if value.is_finite() && value <= before => self.problem(
                subject(),
                format!("expected a number above {before}, found {value}"),
                "give the points in rising order",
            ),
            _ => self.finite(subject, value),
        }
    }

    /// The number is finite.
    pub(crate) fn finite(&mut self, subject: impl Fn() -> String, value: f64) {
        if !value.is_finite() {
            self.problem(
                subject(),
                format!("expected a number, found {value}"),
                "leave out what is not known",
            );
        }
    }

    /// The number is finite and from zero up.
    pub(crate) fn not_below_zero(&mut self, subject: impl Fn() -> String, value: f64) {
        if value.is_finite() && value < 0.0 {
            self.problem(
                subject(),
                format!("expected a number from 0 up, found {value}"),
                "give a size, not a difference",
            );
        } else {
            self.finite(subject, value);
        }
    }

    /// The three numbers are finite and in order.
    pub(crate) fn interval(&mut self, subject: impl Fn() -> String, interval: Interval) {
        let Interval { mean, low, high } = interval;
        let odd = [mean, low, high]
            .into_iter()
            .find(|value| !value.is_finite());
        if let Some(value) = odd {
            self.finite(subject, value);
        } else if low > mean || mean > high {
            self.problem(
                subject(),
                format!("expected low, mean and high in order, found {low}, {mean}, {high}"),
                "give an interval that holds its mean",
            );
        }
    }

    /// All is well, or everything that is not.
    pub(crate) fn done(self) -> Result<(), ChartError> {
        if self.problems.is_empty() {
            return Ok(());
        }
        Err(ChartError {
            chart: self.chart,
            problems: self.problems,
        })
    }
}
